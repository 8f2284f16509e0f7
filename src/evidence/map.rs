//! Maps: in a plane of two factors, which arm fares best where, and where that is too close to call.
//!
//! Each cell is judged by itself as one comparison is ([`judge`]): its intervals are 95 % for all comparisons between
//! its arms, not for all cells together. Of many cells in which nothing differs, about one in twenty is still called.

use super::{Summary, Verdict, judge};
use crate::experiment::Comparison;
use crate::experiment::samples::Samples;
use crate::model::outcome::{Better, OUTCOMES};

/// One cell of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapCell {
    /// What can be said of the arms there.
    pub verdict: Verdict,
    /// The mean of each arm.
    pub means: Vec<f64>,
    /// Futures in which something could be measured, of the arm with the fewest.
    pub replications: usize,
}

/// The cells of a map, row by row: `cells[y][x]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// The arms.
    pub arms: Vec<String>,
    /// The cells; `None` for one that could not be simulated.
    pub cells: Vec<Vec<Option<MapCell>>>,
}

/// How much of a map an arm holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    /// Cells that it clearly leads.
    pub led: usize,
    /// Cells that are too close to call and that it could hold.
    pub contested: usize,
}

impl Map {
    /// From the comparisons of all points of a full factorial of two factors, of which the second changes faster: the
    /// first is the vertical one.
    pub fn of(arms: Vec<String>, width: usize, comparisons: &[Option<Comparison>], outcome: usize) -> Self {
        let cell = |comparison: &Option<Comparison>| comparison.as_ref().map(|c| MapCell::of(c, outcome));
        let cells = comparisons.chunks(width.max(1)).map(|row| row.iter().map(cell).collect()).collect();
        Self { arms, cells }
    }

    /// From the samples of such a factorial.
    pub fn of_samples(samples: &Samples, width: usize, seed: u64) -> Self {
        let comparisons: Vec<_> =
            (0..samples.points()).map(|point| samples.comparison(point, seed)).collect();
        Self::of(samples.arms.clone(), width, &comparisons, samples.outcome)
    }

    /// What each arm holds.
    pub fn held(&self) -> Vec<Held> {
        let mut held = vec![Held::default(); self.arms.len()];
        for cell in self.cells.iter().flatten().flatten() {
            match &cell.verdict {
                Verdict::Leads { leader, .. } => held[*leader].led += 1,
                Verdict::TooClose { .. } => {
                    cell.contenders().into_iter().for_each(|arm| held[arm].contested += 1);
                }
                Verdict::Identical | Verdict::TooFew | Verdict::Alone | Verdict::NoDirection => {}
            }
        }
        held
    }

    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.cells.iter().map(Vec::len).sum()
    }

    /// Whether there is no cell.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl MapCell {
    /// Judges one comparison.
    pub fn of(comparison: &Comparison, outcome: usize) -> Self {
        let summaries: Vec<Summary> =
            (0..comparison.arms.len()).map(|arm| Summary::of(comparison.values(arm, outcome))).collect();
        Self {
            verdict: judge(comparison, outcome),
            means: summaries.iter().map(|summary| summary.mean).collect(),
            replications: summaries.iter().map(|summary| summary.n).min().unwrap_or(0),
        }
    }

    /// The arms that could be best here, that with the best mean first: one where it is decided.
    pub fn contenders(&self) -> Vec<usize> {
        match &self.verdict {
            Verdict::Leads { leader, .. } => vec![*leader],
            Verdict::TooClose { leader, rivals } => {
                std::iter::once(*leader).chain(rivals.iter().map(|ahead| ahead.other)).collect()
            }
            Verdict::Identical | Verdict::TooFew | Verdict::Alone | Verdict::NoDirection => Vec::new(),
        }
    }
}

/// Whether an outcome can be mapped: it needs a better and a worse.
pub fn has_direction(outcome: usize) -> bool {
    OUTCOMES[outcome].better != Better::Neither
}

/// Checks that a map can be made: an outcome with a better and a worse, and arms to compare.
///
/// # Errors
/// Words for the user.
pub fn possible(outcome: usize, arms: usize) -> Result<(), String> {
    if !has_direction(outcome) {
        let name = OUTCOMES[outcome].name;
        return Err(format!("`{name}` has no better or worse: no structure can be best by it"));
    }
    if arms < 2 {
        return Err("a map needs two or more structures to compare".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Held, Map};
    use crate::experiment::Comparison;
    use crate::model::Outcomes;
    use crate::model::outcome::Outcome;

    fn comparison(arms: [[f64; 3]; 2]) -> Option<Comparison> {
        let with = |value: &f64| {
            let mut outcomes = Outcomes::default();
            outcomes[Outcome::ProfitPerHead] = *value;
            outcomes
        };
        Some(Comparison {
            arms: vec!["a".to_owned(), "b".to_owned()],
            seed: 1,
            replications: 1..4,
            outcomes: arms.iter().map(|values| values.iter().map(with).collect()).collect(),
        })
    }

    #[test]
    fn each_cell_is_judged_by_itself_and_a_failed_one_stays_empty() {
        let cells = [
            comparison([[1.0, 2.0, 3.0], [2.0, 3.1, 4.0]]),
            comparison([[5.0, 6.0, 7.0], [1.0, 2.0, 3.1]]),
            comparison([[1.0, 5.0, 3.0], [3.0, 2.0, 4.1]]),
            None,
        ];
        let names = ["a", "b"].map(str::to_owned).to_vec();
        let map = Map::of(names, 2, &cells, Outcome::ProfitPerHead as usize);
        assert_eq!(map.len(), 4);
        let held = |led, contested| Held { led, contested };
        assert_eq!(map.held(), [held(1, 1), held(1, 1)]);
        assert_eq!(map.cells[0][0].as_ref().unwrap().contenders(), [1]);
        assert_eq!(map.cells[1][0].as_ref().unwrap().contenders(), [1, 0]);
        assert!(map.cells[1][1].is_none());
    }
}
