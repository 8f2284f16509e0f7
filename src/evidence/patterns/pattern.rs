//! What a pattern is, and how it is found in a replication.

use crate::model::Replication;
use crate::model::outcome::OUTCOMES;
use crate::scenario::Scenario;

/// What a pattern is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A share in 0 to 1, told in per cent.
    Share,
    /// Pieces of material a deal.
    Pieces,
    /// Calendar days.
    Days,
}

/// How a pattern is found in one replication of a firm.
pub(super) enum Found {
    /// An outcome, by name; missing where the model does not measure it.
    Outcome(&'static str),
    /// Worked out from the whole replication.
    From(fn(&Replication) -> f64),
}

/// One pattern.
pub struct Pattern {
    /// A short name.
    pub name: &'static str,
    /// What is measured in the model.
    pub about: &'static str,
    /// What it is measured in.
    pub unit: Unit,
    /// The range in ordinary firms, which may depend on what the firm sells.
    pub(super) range: fn(&Scenario) -> [f64; 2],
    /// Where the range comes from.
    pub source: &'static str,
    /// How good the source is.
    pub grade: char,
    pub(super) found: Found,
}

impl Pattern {
    /// The range in ordinary firms like this one, in the pattern's unit.
    pub fn range(&self, firm: &Scenario) -> [f64; 2] {
        (self.range)(firm)
    }

    /// What would have to be measured, where the model does not.
    pub fn missing(&self) -> Option<&'static str> {
        match self.found {
            Found::Outcome(name) if position(name).is_none() => Some(name),
            _ => None,
        }
    }

    /// Its value in one replication; NaN where nothing could be measured.
    pub fn of(&self, result: &Replication) -> f64 {
        match self.found {
            Found::Outcome(name) => position(name).map_or(f64::NAN, |at| result.outcomes.0[at]),
            Found::From(work_out) => work_out(result),
        }
    }
}

fn position(name: &str) -> Option<usize> {
    OUTCOMES.iter().position(|measure| measure.name == name)
}
