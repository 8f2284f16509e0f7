//! What an experiment keeps: the outcomes of every replication of every arm, and nothing larger.

use std::ops::Range;

use crate::model::Outcomes;
use crate::model::outcome::Outcome;

/// The outcomes of every replication of every arm.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The arms' names, in the order of the comparison.
    pub arms: Vec<String>,
    /// The seed of all draws.
    pub seed: u64,
    /// The numbers of the replications.
    pub replications: Range<u32>,
    /// Outcomes by arm, then by replication.
    pub outcomes: Vec<Vec<Outcomes>>,
}

impl Comparison {
    /// The values of one outcome in one arm, replication by replication; NaN where nothing could be measured.
    pub fn values(&self, arm: usize, outcome: usize) -> impl Iterator<Item = f64> + '_ {
        self.outcomes[arm].iter().map(move |outcomes| outcomes.0[outcome])
    }

    /// The values of a named outcome in one arm.
    pub fn values_of(&self, arm: usize, outcome: Outcome) -> impl Iterator<Item = f64> + '_ {
        self.values(arm, outcome as usize)
    }

    /// The same with the means of each `each` replications in place of them: a value a firm, where each firm lived so many.
    pub fn averaged(&self, each: usize) -> Self {
        let mean = |lives: &[Outcomes]| {
            let mut out = Outcomes::default();
            for (at, slot) in out.0.iter_mut().enumerate() {
                let known = lives.iter().map(|outcomes| outcomes.0[at]).filter(|value| !value.is_nan());
                let (sum, n) = known.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
                *slot = if n > 0.0 { sum / n } else { f64::NAN };
            }
            out
        };
        let outcomes: Vec<Vec<Outcomes>> =
            self.outcomes.iter().map(|arm| arm.chunks(each.max(1)).map(mean).collect()).collect();
        let firms = outcomes.first().map_or(0, Vec::len) as u32;
        Self { replications: 1..firms + 1, outcomes, ..self.clone() }
    }

    /// Arm `a` less arm `b`, replication by replication; replications in which either could not be measured are
    /// left out.
    pub fn differences(&self, a: usize, b: usize, outcome: usize) -> impl Iterator<Item = f64> + '_ {
        self.values(a, outcome).zip(self.values(b, outcome)).map(|(x, y)| x - y).filter(|d| !d.is_nan())
    }
}
