//! The weight of a mechanism: which outcomes of a firm move when it is switched off.
//!
//! With and without, a firm lives through the same futures under the same ways of working. Outcome o moves under way a where the 95 %
//! interval of the paired difference (with less without), corrected for all outcomes and ways of working (Bonferroni), leaves out zero.
//! It is looked at by way of working, since a mechanism may help one and harm another, and the mean would hide both.

use super::claims::Mechanism;
use super::statistics::{Paired, Summary};
use crate::experiment::Comparison;
use crate::model::outcome::OUTCOMES;
use crate::scenario::Scenario;
use crate::scenario::embedded::impose;

/// What switching a mechanism off does to one outcome under one way of working.
#[derive(Debug, Clone, Copy)]
pub struct Moved {
    /// The way of working, by position.
    pub arm: usize,
    /// The outcome, by position.
    pub outcome: usize,
    /// Mean with the mechanism.
    pub whole: f64,
    /// Standard deviation over the futures, with the mechanism.
    pub spread: f64,
    /// With less without, future by future.
    pub difference: Paired,
}

impl Moved {
    /// The difference in standard deviations over the futures; infinite where the outcome was the same in all of them.
    pub fn size(&self) -> f64 {
        if self.difference.mean == 0.0 { 0.0 } else { self.difference.mean.abs() / self.spread }
    }

    /// The difference in per cent of the mean with the mechanism.
    pub fn percent(&self) -> f64 {
        100.0 * self.difference.mean / self.whole.abs()
    }
}

/// What one mechanism weighs in one firm.
#[derive(Debug, Clone)]
pub struct Weight {
    /// The mechanism, by position in the book.
    pub mechanism: usize,
    /// Whether the firm has it at all: the values that switch it off change something.
    pub there: bool,
    /// Every outcome under every way of working that could be measured both with and without.
    pub outcomes: Vec<Moved>,
}

impl Weight {
    /// How many outcomes move under at least one way of working.
    pub fn moved(&self) -> usize {
        let mut moved: Vec<usize> = self
            .outcomes
            .iter()
            .filter(|moved| moved.difference.decided())
            .map(|moved| moved.outcome)
            .collect();
        moved.sort_unstable();
        moved.dedup();
        moved.len()
    }

    /// The outcomes that move, each where it moves most, the largest first.
    pub fn most(&self) -> Vec<&Moved> {
        let mut best: Vec<&Moved> = Vec::new();
        for moved in self.outcomes.iter().filter(|moved| moved.difference.decided()) {
            match best.iter_mut().find(|other| other.outcome == moved.outcome) {
                Some(other) if other.size() < moved.size() => *other = moved,
                Some(_) => {}
                None => best.push(moved),
            }
        }
        best.sort_by(|a, b| b.size().total_cmp(&a.size()).then(a.outcome.cmp(&b.outcome)));
        best
    }
}

/// A firm without a mechanism.
pub fn without(mechanism: &Mechanism, firm: &Scenario) -> Scenario {
    let mut scenario = firm.clone();
    impose(&mut scenario, &mechanism.off);
    scenario
}

/// Compares the futures with those without. `there` says whether any scenario was changed.
pub fn weigh(mechanism: usize, there: bool, whole: &Comparison, without: &Comparison) -> Weight {
    let looked_at = OUTCOMES.len() * whole.arms.len();
    let mut outcomes = Vec::new();
    for arm in 0..whole.arms.len() {
        for outcome in 0..OUTCOMES.len() {
            let pairs = whole.values(arm, outcome).zip(without.values(arm, outcome));
            let difference = Paired::among(pairs.map(|(with, without)| with - without), looked_at);
            if difference.n > 1 {
                let summary = Summary::of(whole.values(arm, outcome));
                outcomes.push(Moved { arm, outcome, whole: summary.mean, spread: summary.sd, difference });
            }
        }
    }
    Weight { mechanism, there, outcomes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Outcomes;

    /// Two ways of working over ten futures, whose first outcome is moved by this under the second.
    fn comparison(shift: f64) -> Comparison {
        let future = |at: u32, shift: f64| {
            let mut outcomes = Outcomes([f64::from(at); OUTCOMES.len()]);
            outcomes.0[0] += shift + 0.01 * f64::from(at % 3);
            outcomes
        };
        let arm = |shift: f64| (0..10).map(|at| future(at, shift)).collect();
        let arms = ["a", "b"].map(str::to_owned).to_vec();
        Comparison { arms, seed: 1, replications: 1..11, outcomes: vec![arm(0.0), arm(shift)] }
    }

    #[test]
    fn an_outcome_moves_where_the_same_futures_differ_under_one_way_of_working() {
        let weight = weigh(3, true, &comparison(0.5), &comparison(0.0));
        assert_eq!((weight.mechanism, weight.moved()), (3, 1));
        let most = weight.most();
        assert_eq!((most[0].arm, most[0].outcome), (1, 0));
        assert!((most[0].difference.mean - 0.5).abs() < 1e-12);
        assert_eq!(weigh(0, true, &comparison(0.2), &comparison(0.2)).moved(), 0);
    }
}
