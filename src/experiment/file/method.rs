//! Reads `[design]`: how points are chosen.

use toml_edit::TableLike;

use super::keys;
use crate::experiment::design::{Generators, Method};
use crate::scenario::error::{Fault, brief};
use crate::scenario::reader::entries;
use crate::scenario::spot::{Sources, Spot};
use crate::scenario::suggest;

/// The words for methods, and the keys that each takes beside `method`.
pub(super) const METHODS: &[(&str, &[&str])] = &[
    ("factorial", &["levels"]),
    ("fractional", &["resolution", "generators"]),
    ("one-at-a-time", &["levels"]),
    ("latin-hypercube", &["points"]),
    ("sobol", &["points"]),
    ("saltelli", &["blocks"]),
    ("morris", &["trajectories", "levels"]),
    ("table", &["file"]),
];

/// A method as it is written.
pub(super) enum Read {
    /// All that is needed.
    Whole(Method),
    /// The rows are in a file.
    Table { file: String, spot: Spot },
}

/// Reads the table, and where it stands.
pub(super) fn read(table: Option<&dyn TableLike>, sources: &mut Sources<'_>) -> (Option<Read>, Spot) {
    let choices = METHODS.map_names();
    let missing = |sources: &mut Sources<'_>, lacks: &str| {
        let help = format!(
            "write [design] and under it, for example, method = \"latin-hypercube\" and points = 100; methods are {choices}"
        );
        sources.complain(&Spot::Whole, "design", Fault::Missing { lacks: lacks.to_owned() }, Some(help));
    };
    let Some(table) = table else {
        missing(sources, "a design");
        return (None, Spot::Whole);
    };
    let Some((_, key, item)) = entries(table).find(|(name, _, _)| *name == "method") else {
        missing(sources, "a method");
        return (None, Spot::Whole);
    };
    let spot = Spot::of_value(key, item);
    let Some(method) = sources.word("design.method", key, item) else { return (None, spot) };
    let Some((method, takes)) = METHODS.iter().find(|(name, _)| *name == method) else {
        let fault = Fault::WrongKind {
            found: format!("\"{}\"", brief(&method)),
            expected: format!("one of {choices}"),
        };
        let near = suggest::nearest(&method.replace('_', "-"), METHODS.iter().map(|(name, _)| *name));
        let help = near.map(|near| format!("did you mean \"{near}\"?"));
        sources.complain(&spot, "design.method", fault, help);
        return (None, spot);
    };
    let mut counts = std::collections::BTreeMap::new();
    let mut generators = None;
    let mut file = None;
    for (name, key, item) in entries(table).filter(|(name, _, _)| *name != "method") {
        let label = format!("design.{name}");
        if !takes.contains(&name) {
            if super::keys::of("design").any(|known| known == name) {
                let reason = format!("the method \"{method}\" takes no `{name}`");
                let help = format!("it takes {}", takes.join(" or "));
                sources.complain(&Spot::of_key(key), label, Fault::Misplaced { reason }, Some(help));
            } else {
                keys::unknown(sources, "design", "design", name, key);
            }
            continue;
        }
        match name {
            "generators" => {
                let list = sources.words(&label, key, item);
                generators = list.map(|list| list.into_iter().map(|(word, _)| word).collect::<Vec<_>>());
                if generators.as_ref().is_some_and(Vec::is_empty) {
                    sources.wrong(&label, key, item, "at least one generator, such as \"D=ABC\"");
                }
            }
            "file" => file = sources.word(&label, key, item).map(|file| (file, Spot::of_value(key, item))),
            _ => {
                if let Some(number) = sources.whole(&label, key, item, [1, u64::from(u32::MAX)]) {
                    counts.insert(name, number as u32);
                }
            }
        }
    }
    let count = |name: &str, default: u32| counts.get(name).copied().unwrap_or(default);
    let lacks = |sources: &mut Sources<'_>, name: &str| {
        let fault = Fault::Missing { lacks: name.to_owned() };
        sources.complain(&spot, "design", fault, Some(format!("write `{name}` under [design]")));
    };
    let needs =
        |name: &str| takes.contains(&name) && !counts.contains_key(name) && sources.findings.is_empty();
    if let Some(name) = ["points", "blocks"].into_iter().find(|name| needs(name)) {
        lacks(sources, name);
        return (None, spot);
    }
    let method = match *method {
        "factorial" => Method::Full { levels: count("levels", 3) },
        "fractional" => Method::Fractional(match generators {
            Some(words) => Generators::Words(words),
            None => Generators::Resolution(count("resolution", 3)),
        }),
        "one-at-a-time" => Method::OneAtATime { levels: count("levels", 5) },
        "latin-hypercube" => Method::LatinHypercube { points: count("points", 1) },
        "sobol" => Method::Sobol { points: count("points", 1) },
        "saltelli" => Method::Saltelli { blocks: count("blocks", 2) },
        "morris" => Method::Morris { trajectories: count("trajectories", 10), levels: count("levels", 4) },
        _ => match file {
            Some((file, place)) => return (Some(Read::Table { file, spot: place }), spot),
            None => {
                if sources.findings.is_empty() {
                    lacks(sources, "file");
                }
                return (None, spot);
            }
        },
    };
    (Some(Read::Whole(method)), spot)
}

trait Names {
    fn map_names(&self) -> String;
}

impl Names for [(&str, &[&str])] {
    fn map_names(&self) -> String {
        self.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    }
}
