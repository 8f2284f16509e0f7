//! The keys of an experiment file, each declared once: what the reader knows, what it suggests, and what the guide lists.

use crate::scenario::spot::Sources;

/// One key: the table it stands in (empty for the top), its name, and its meaning.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The table; empty for the top of the file.
    pub within: &'static str,
    /// The name.
    pub name: &'static str,
    /// One line of meaning, with what holds without it.
    pub meaning: &'static str,
}

macro_rules! keys {
    ($($within:literal $name:literal $meaning:literal;)*) => {
        /// All keys of an experiment file.
        pub const KEYS: &[Key] = &[$(Key { within: $within, name: $name, meaning: $meaning },)*];
    };
}

keys! {
    "" "name" "a short name; without it, the scenario's";
    "" "about" "a line of description";
    "" "scenario" "the scenario file, relative to this file; without it, this file may hold the scenario's own sections, and what they leave out is the mid-market firm";
    "" "arms" "the structures at every point, as a list of names; without it, those that the scenario compares";
    "" "outcomes" "the outcomes to keep, as a list of names (`verona outcomes`); without it, all";
    "" "replications" "simulated futures of every point and structure, or the most of them when there is a [precision]; without it, the scenario's";
    "" "seed" "the seed of the design and of all draws; without it, the scenario's";
    "" "draws" "a table of firms that could all be this one, relative to this file: each replication is lived by the next of them, the same in every structure and at every point; without it, all by the scenario's";
    "" "set" "overrides of the scenario, as a list such as [\"plan.days=252\"]";
    "" "design" "the table [design]: how points are chosen";
    "" "factors" "a table [factors.\"KEY\"] for each key that is varied; an empty one takes the key's plausible range";
    "" "precision" "the table [precision]: how many replications, by what is to be known";
    "design" "method" "`factorial`, `fractional`, `one-at-a-time`, `latin-hypercube`, `sobol`, `saltelli`, `morris` or `table`";
    "design" "levels" "levels of a factor given as a range: 3 for factorial, 5 for one-at-a-time, 4 for morris (where whole numbers have each their own)";
    "design" "points" "the number of points, of latin-hypercube and sobol";
    "design" "blocks" "the number of blocks of saltelli, best a power of two from 64; each has as many points as factors, and two more";
    "design" "trajectories" "the number of trajectories of morris: 10";
    "design" "resolution" "the least resolution of a fractional factorial: 3";
    "design" "generators" "the generators of a fractional factorial instead, as a list such as [\"D=ABC\"]";
    "design" "file" "the CSV file of a table, relative to this file: keys in its first line, a point in every other";
    "factors.KEY" "levels" "the values, as a list";
    "factors.KEY" "low" "the lowest value of a range";
    "factors.KEY" "high" "the highest value of a range";
    "factors.KEY" "distribution" "how values are spread over the range: `uniform`, `log-uniform`, `triangular` or `normal`";
    "factors.KEY" "mode" "the most likely value of a triangular distribution; without it, the scenario's value";
    "factors.KEY" "mean" "the mean of a normal distribution; without it, the middle of the range";
    "factors.KEY" "sd" "the standard deviation of a normal distribution; without it, a quarter of the range";
    "precision" "outcome" "the outcome that is to be known well: profit_per_head";
    "precision" "half_width" "stop at a point once no 95 % interval of a difference between two structures (of the mean, with one structure) is wider than twice this";
    "precision" "least" "replications before the first look: 10";
    "precision" "step" "replications between two looks: 10";
}

/// The names of the keys of one table.
pub(super) fn of(within: &str) -> impl Iterator<Item = &'static str> + Clone {
    KEYS.iter().filter(move |key| key.within == within).map(|key| key.name)
}

/// Complains about a key that its table, which messages call `table`, does not have.
pub(super) fn unknown(
    sources: &mut Sources<'_>,
    within: &str,
    table: &str,
    name: &str,
    key: &toml_edit::Key,
) {
    let otherwise = || format!("it may hold {}", of(within).collect::<Vec<_>>().join(", "));
    sources.unknown([name, table, name], key, of(within), otherwise);
}

/// The words at the top of an experiment file that are not a scenario's.
pub(super) const OWN: &[&str] = &[
    "scenario",
    "arms",
    "outcomes",
    "replications",
    "seed",
    "draws",
    "set",
    "design",
    "factors",
    "precision",
];

#[cfg(test)]
mod tests {
    use super::{KEYS, OWN, of};

    #[test]
    fn the_guide_lists_every_key_with_its_meaning() {
        let page = include_str!("../../../docs/guide/experiments.md");
        for key in KEYS {
            let line = format!("| `{}` | {} |", key.name, key.meaning.replace('|', "\\|"));
            assert!(page.contains(&line), "docs/guide/experiments.md lacks this line:\n{line}");
        }
    }

    #[test]
    fn an_experiment_shares_only_its_name_and_description_with_a_scenario() {
        let mut own: Vec<&str> = of("").filter(|name| !matches!(*name, "name" | "about")).collect();
        let mut foreign = OWN.to_vec();
        own.sort_unstable();
        foreign.sort_unstable();
        assert_eq!(own, foreign);
    }
}
