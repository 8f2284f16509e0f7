//! Patterns of ordinary firms: what surveys and studies say of hours, leads, material, quota, churn and cost, each declared once with
//! its range, source and grade, and measured on simulated futures of a firm.
//!
//! A pattern is met where the mean over the futures, each the mean over the ways of working compared, lies in the range. Defaults that
//! no source gives are chosen to meet as many patterns as can hold at once, never to please a claim. Grades as in
//! `docs/evidence.md`: A peer-reviewed, B a large survey, C a vendor or a blog, D recalled, not seen.

mod declared;
mod pattern;

pub use declared::PATTERNS;
pub use pattern::{Pattern, Unit};

use crate::model::Replication;
use crate::scenario::Scenario;

use super::statistics::Summary;

/// Whether a firm shows a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// The mean lies in the range.
    Yes,
    /// The mean lies below the range.
    Below,
    /// The mean lies above the range.
    Above,
    /// Nothing could be measured.
    Unmeasured,
}

impl Met {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Met::Yes => "met",
            Met::Below => "below",
            Met::Above => "above",
            Met::Unmeasured => "not measured",
        }
    }
}

/// What a firm shows of one pattern.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its position in [`PATTERNS`].
    pub pattern: usize,
    /// The range for this firm.
    pub range: [f64; 2],
    /// Over the futures, of the mean over the ways of working; `n` is 0 where nothing could be measured.
    pub whole: Summary,
    /// The mean over the futures, by way of working; NaN where nothing could be measured.
    pub each: Vec<f64>,
}

impl Shown {
    /// Whether the pattern is met.
    pub fn met(&self) -> Met {
        let [low, high] = self.range;
        match self.whole.mean {
            mean if mean.is_nan() => Met::Unmeasured,
            mean if mean < low => Met::Below,
            mean if mean > high => Met::Above,
            _ => Met::Yes,
        }
    }
}

/// Collects what futures show of the patterns; give it each result once.
#[derive(Debug, Clone)]
pub struct Collected {
    /// By way of working, then by future, then by pattern.
    values: Vec<Vec<Vec<f64>>>,
}

impl Collected {
    /// Nothing yet, of so many ways of working.
    pub fn new(arms: usize) -> Self {
        Self { values: vec![Vec::new(); arms] }
    }

    /// Takes a result of a way of working in; results come in the order of their futures.
    pub fn add(&mut self, arm: usize, result: &Replication) {
        self.values[arm].push(PATTERNS.iter().map(|pattern| pattern.of(result)).collect());
    }

    /// What is shown of every pattern by a firm.
    pub fn shown(&self, firm: &Scenario) -> Vec<Shown> {
        let futures = self.values.iter().map(Vec::len).min().unwrap_or(0);
        let one = |pattern: usize| {
            let mean = |values: &mut dyn Iterator<Item = f64>| {
                let measured: Vec<f64> = values.filter(|value| value.is_finite()).collect();
                measured.iter().sum::<f64>() / measured.len() as f64
            };
            let whole = (0..futures)
                .map(|future| mean(&mut self.values.iter().map(|arm| arm[future][pattern])))
                .filter(|value| value.is_finite());
            Shown {
                pattern,
                range: PATTERNS[pattern].range(firm),
                whole: Summary::of(whole),
                each: (self.values.iter())
                    .map(|arm| mean(&mut arm.iter().map(|future| future[pattern])))
                    .collect(),
            }
        };
        (0..PATTERNS.len()).map(one).collect()
    }
}

/// How many of the patterns that could be measured are met, and how many could be.
pub fn count(shown: &[Shown]) -> (usize, usize) {
    let measured = shown.iter().filter(|shown| shown.met() != Met::Unmeasured).count();
    (shown.iter().filter(|shown| shown.met() == Met::Yes).count(), measured)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::outcome::{HOURS, OUTCOMES};
    use crate::model::{Outcomes, PersonRecord};

    /// A replication in which salespeople sell for three hours of ten, and every outcome is this.
    fn replication(value: f64) -> Replication {
        let mut person = PersonRecord {
            function: "sales",
            post: 0,
            experience: 1.0,
            skill: 1.0,
            hours: [0.0; HOURS.len()],
            leads_given: 0,
            leads_followed_up: 0,
            leads_own: 0,
            wins: 0,
            blame_given: 0.0,
            blame_received: 0.0,
            trust: 0.5,
            satisfaction: 0.5,
            leavers: 0,
            pay: 0.0,
        };
        let at = |name: &str| HOURS.iter().position(|hours| *hours == name).unwrap();
        person.hours[at("selling")] = 3.0;
        person.hours[at("idle")] = 7.0;
        Replication {
            outcomes: Outcomes([value; OUTCOMES.len()]),
            people: vec![person],
            ..Default::default()
        }
    }

    #[test]
    fn a_pattern_is_met_where_the_mean_over_ways_of_working_lies_in_its_range() {
        let mut collected = Collected::new(2);
        for (arm, value) in [(0, 0.08), (1, 0.12), (0, 0.09), (1, 0.13)] {
            collected.add(arm, &replication(value));
        }
        let shown = collected.shown(&Scenario::default());
        let of = |name: &str| shown.iter().find(|shown| PATTERNS[shown.pattern].name == name).unwrap();
        assert_eq!(of("selling").met(), Met::Yes);
        assert!((of("selling").whole.mean - 0.3).abs() < 1e-12);
        // 0.105 lies in 0.06 to 0.12, though one of the two ways of working lies above.
        assert_eq!(of("churn").met(), Met::Yes);
        assert!((of("churn").each[1] - 0.125).abs() < 1e-12);
        assert_eq!((of("turnover").met(), of("cost over revenue").met()), (Met::Below, Met::Above));
        assert_eq!(of("wins that marketing claims").met(), Met::Below);
        assert!(PATTERNS.iter().all(|pattern| pattern.missing().is_none()));
    }

    #[test]
    fn a_large_deal_may_take_longer_than_a_small_one() {
        let cycle = PATTERNS.iter().find(|pattern| pattern.name == "sales cycle").unwrap();
        let mut firm = Scenario::default();
        let range = |firm: &Scenario| cycle.range(firm);
        (firm.offer.deal_value, firm.offer.deal_size) = (60_000.0, 0.5);
        assert_eq!(range(&firm), [30.0, 90.0]);
        firm.offer.deal_size = 0.0;
        assert_eq!(range(&firm), [14.0, 30.0]);
        firm.offer.deal_size = 1.0;
        assert_eq!(range(&firm), [90.0, 180.0]);
    }
}
