//! Defaults from patterns: a search over the parameters that no source gives, for values with which firms look like ordinary firms.
//!
//! What is searched: every parameter whose declaration says *assumption* and gives a plausible range, but for those that describe a firm
//! (its people, offer, culture and plan) and operating choices. A candidate sets all of them at once. The first candidate is the model as it is; the
//! others fill the box of plausible ranges evenly (a Sobol' sequence, shifted by the seed). In each further round the box is half as wide about
//! the best candidate so far, as far as plausible ranges allow. What a firm's own file sets apart from the default stays.
//!
//! A candidate is scored at every firm by the number of patterns met, as the mean over the ways of working and futures; of two that meet as
//! many, by the distance of those that are not: how far the value lies outside the range, in widths of the range, at most 2. No claim, no
//! profit and no single structure is looked at.

use super::patterns::{Met, Shown};
use crate::experiment::design::sobol::Sobol;
use crate::scenario::registry::{Parameter, Takes, Value};
use crate::scenario::{Scenario, parameters};

/// The furthest that one pattern counts as missed, in widths of its range.
const FURTHEST: f64 = 2.0;

/// Sections whose parameters say what a firm is, not how people behave.
const FIRMS_OWN: [&str; 5] = ["firm", "offer", "culture", "plan", "operating"];

/// The parameters that are searched, with their plausible ranges.
pub fn searched() -> Vec<(&'static Parameter, [f64; 2])> {
    parameters()
        .filter(|declared| {
            declared.source.starts_with("assumption") && !FIRMS_OWN.contains(&declared.section)
        })
        .filter(|declared| matches!(declared.kind, Takes::Number | Takes::Integer))
        .filter_map(|declared| Some((declared, declared.plausible?)))
        .collect()
}

/// Values of the searched parameters, in their order.
pub type Candidate = Vec<f64>;

/// The model as it is.
pub fn as_it_is() -> Candidate {
    let number = |declared: &Parameter| match (declared.default)() {
        Value::Number(x) => x,
        Value::Integer(x) => x as f64,
        _ => f64::NAN,
    };
    searched().iter().map(|(declared, _)| number(declared)).collect()
}

/// The candidates of one round, about a centre: in round 0 the whole box, in each further round one half as wide.
pub fn candidates(round: u32, number: u32, centre: &Candidate, seed: u64) -> Vec<Candidate> {
    let searched = searched();
    let points = Sobol::shifted(searched.len(), seed.wrapping_add(u64::from(round)), 1);
    let wide = libm::exp2(-f64::from(round));
    let value = |point: u32, at: usize| {
        let (declared, [low, high]) = searched[at];
        let share = points.coordinate(u64::from(point), at);
        let middle = if round == 0 { f64::midpoint(low, high) } else { centre[at] };
        let value = (middle + (share - 0.5) * wide * (high - low)).clamp(low, high);
        if declared.kind == Takes::Integer { value.round() } else { value }
    };
    (0..number).map(|point| (0..searched.len()).map(|at| value(point, at)).collect()).collect()
}

/// A firm with a candidate's values, but for what its own file sets apart from the default.
pub fn with(firm: &Scenario, candidate: &Candidate) -> Scenario {
    let mut changed = firm.clone();
    for ((declared, _), &value) in searched().into_iter().zip(candidate) {
        if firm.get(declared.section, declared.name) != Some((declared.default)()) {
            continue;
        }
        let value = match declared.kind {
            Takes::Integer => Value::Integer(value as i64),
            _ => Value::Number(value),
        };
        let stored = changed.set(declared.section, declared.name, &value);
        debug_assert!(stored.is_ok(), "plausible values are legal");
    }
    changed
}

/// How well one firm shows the patterns.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Which of the patterns are met, in their order.
    pub met: Vec<bool>,
    /// Distance of those that could be measured and are not met, in widths of their ranges.
    pub distance: f64,
}

impl Score {
    /// From what was shown.
    pub fn of(shown: &[Shown]) -> Self {
        let distance = |shown: &Shown| {
            let ([low, high], mean) = (shown.range, shown.whole.mean);
            match shown.met() {
                Met::Yes | Met::Unmeasured => 0.0,
                Met::Below => ((low - mean) / (high - low)).min(FURTHEST),
                Met::Above => ((mean - high) / (high - low)).min(FURTHEST),
            }
        };
        Self {
            met: shown.iter().map(|shown| shown.met() == Met::Yes).collect(),
            distance: shown.iter().map(distance).sum(),
        }
    }

    /// How many patterns are met.
    pub fn count(&self) -> usize {
        self.met.iter().filter(|&&met| met).count()
    }
}

/// A candidate as it fared.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// The round in which it was tried; the model as it is stands in round 0.
    pub round: u32,
    /// Its values.
    pub values: Candidate,
    /// Its score at each firm.
    pub scores: Vec<Score>,
}

impl Tried {
    /// Patterns met over all firms.
    pub fn met(&self) -> usize {
        self.scores.iter().map(Score::count).sum()
    }

    /// Distance over all firms.
    pub fn distance(&self) -> f64 {
        self.scores.iter().map(|score| score.distance).sum()
    }
}

/// The order of candidates, the best first; of equals the one that was tried first.
pub fn ranked(tried: &[Tried]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..tried.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&tried[a], &tried[b]);
        b.met().cmp(&a.met()).then(a.distance().total_cmp(&b.distance()))
    });
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_stay_in_plausible_ranges_and_close_in_on_the_best() {
        let centre = as_it_is();
        assert!(searched().len() > 40 && centre.iter().all(|value| value.is_finite()));
        let spread = |round: u32| {
            let candidates = candidates(round, 16, &centre, 3);
            for candidate in &candidates {
                for (value, (declared, [low, high])) in candidate.iter().zip(searched()) {
                    assert!((low..=high).contains(value), "{} = {value}", declared.key());
                }
            }
            let values = candidates.iter().map(|candidate| candidate[0]);
            values.clone().fold(f64::MIN, f64::max) - values.fold(f64::MAX, f64::min)
        };
        assert!(spread(2) < 0.5 * spread(0));
        assert_eq!(candidates(1, 4, &centre, 3), candidates(1, 4, &centre, 3));
    }

    #[test]
    fn what_a_firm_says_of_itself_is_not_searched_and_no_claim_has_a_say() {
        let mut firm = Scenario::default();
        firm.market.reach = 0.1;
        let other: Candidate = searched().iter().map(|(_, [low, _])| *low).collect();
        let changed = with(&firm, &other);
        assert_eq!(changed.market.reach, 0.1);
        assert_ne!(changed, firm);
        assert_eq!(changed.offer, firm.offer);
        assert!(!include_str!("search.rs").contains(concat!("super::", "claims")));
    }

    #[test]
    fn more_patterns_win_and_of_as_many_the_nearer() {
        let tried = |met: [bool; 2], distance: f64| Tried {
            round: 0,
            values: Vec::new(),
            scores: vec![Score { met: met.to_vec(), distance }],
        };
        let all = [tried([true, false], 0.1), tried([true, true], 0.9), tried([false, true], 0.05)];
        assert_eq!(ranked(&all), [1, 2, 0]);
    }
}
