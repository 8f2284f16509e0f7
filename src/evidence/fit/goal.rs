//! What the fit aims at: the facts that outcomes measure, each on the scale on which it is fitted.

use super::firm::shown;
use crate::model::math::{exp, ln};
use crate::scenario::facts::{Given, Measure};

/// Standard deviations of half a 95 % interval.
pub(super) const HALF: f64 = 1.96;
/// The least standard deviation of a fact on its scale: nobody knows a long-run figure better than to half a per cent.
pub(super) const LEAST_SD: f64 = 0.0025;

/// A fact that an outcome measures.
#[derive(Debug, Clone)]
pub struct Goal {
    /// The fact.
    pub given: Given,
    /// The outcome's position.
    pub outcome: usize,
    /// Units of the outcome in one of the fact.
    pub factor: f64,
    /// The fact on the scale on which it is fitted.
    pub target: f64,
    /// Its standard deviation there.
    pub sd: f64,
}

impl Goal {
    /// A fact as a goal, where an outcome measures it.
    pub fn of(given: &Given) -> Option<Self> {
        let (outcome, factor) = shown(given)?;
        let mut goal = Self { given: *given, outcome, factor, target: 0.0, sd: 0.0 };
        goal.target = goal.scaled(given.value * factor);
        let sd = given.spread / HALF;
        goal.sd = if goal.is_share() { sd * factor } else { sd / given.value.abs().max(1e-9) }.max(LEAST_SD);
        Some(goal)
    }

    /// Whether it is a share.
    pub(super) fn is_share(&self) -> bool {
        self.given.fact.measure == Measure::Share
    }

    /// A value of the outcome on the scale of the fit: shares as they are, everything else by its logarithm.
    fn scaled(&self, value: f64) -> f64 {
        match self.is_share() {
            true => value,
            false if value > 0.0 => ln(value),
            false => f64::NAN,
        }
    }

    /// A value on the scale of the fit, in the fact's unit.
    pub fn in_facts_unit(&self, scaled: f64) -> f64 {
        if self.is_share() { scaled / self.factor } else { exp(scaled) / self.factor }
    }

    /// The mean of an outcome over futures on the scale of the fit, and its variance by luck.
    pub(super) fn measured(&self, values: &[f64]) -> (f64, f64) {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0).max(1.0) / n;
        let slope = if self.is_share() { 1.0 } else { 1.0 / mean.abs().max(1e-12) };
        (self.scaled(mean), variance * slope * slope)
    }
}

/// The goals of a firm's facts.
#[derive(Debug, Clone, Default)]
pub struct Goals(pub Vec<Goal>);

impl Goals {
    /// Those that an outcome measures.
    pub fn of(facts: &[Given]) -> Self {
        Self(facts.iter().filter_map(Goal::of).collect())
    }
}
