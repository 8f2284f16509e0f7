//! Main effects from any design: points are grouped by each factor's value, and the outcome's mean is followed from
//! group to group. What the groups explain of the variance between points estimates the factor's first-order index;
//! the estimate is cleared of what groups explain by chance (Kelley's epsilon squared, 1935).

use super::resample::bootstrap;
use super::responses::mean;
use super::{Estimate, Noise, Responses};
use crate::experiment::design::Design;

/// The most groups of one factor; a factor with more values has its points parted into as many of equal size.
pub const MOST_GROUPS: usize = 8;

/// The fewest points of a group made of many values.
const FEWEST: usize = 5;

/// Points that have the same or neighbouring values of a factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The lowest value, as written in a scenario file.
    pub from: String,
    /// The highest value.
    pub to: String,
    /// How many points.
    pub points: usize,
    /// Mean outcome over the points.
    pub mean: f64,
}

/// The main effect of one factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The groups, in the order of the values.
    pub groups: Vec<Group>,
    /// The share of the variance between points that it explains; NaN with fewer than two groups.
    pub share: Estimate,
}

/// The main effects of all factors.
#[derive(Debug, Clone, PartialEq)]
pub struct Groups {
    /// By factor, in their order.
    pub factors: Vec<Effect>,
    /// Points that could be measured.
    pub points: usize,
    /// Points that could not.
    pub left_out: usize,
    /// How much is chance.
    pub noise: Noise,
}

impl Groups {
    /// From any design and its responses.
    pub fn of(design: &Design, responses: &Responses, seed: u64) -> Self {
        let all: Vec<Vec<String>> = design
            .points()
            .take(responses.points())
            .map(|point| point.settings.into_iter().map(|setting| setting.value).collect())
            .collect();
        let whole: Vec<usize> = (0..all.len()).filter(|&point| responses.whole(point)).collect();
        let factors = (0..design.factors().len())
            .map(|factor| {
                let ordered = design.factors()[factor].ordered();
                let values: Vec<&str> = whole.iter().map(|&point| all[point][factor].as_str()).collect();
                let outcome: Vec<f64> = whole.iter().map(|&point| responses.mean(point)).collect();
                effect(&values, &outcome, ordered, seed)
            })
            .collect();
        Self { factors, points: whole.len(), left_out: all.len() - whole.len(), noise: responses.noise() }
    }
}

fn effect(values: &[&str], outcome: &[f64], ordered: bool, seed: u64) -> Effect {
    let number = |at: usize| values[at].parse::<f64>().unwrap_or(f64::NAN);
    let mut order: Vec<usize> = (0..values.len()).collect();
    if ordered {
        order.sort_by(|&a, &b| number(a).total_cmp(&number(b)));
    } else {
        order.sort_by_key(|&at| values[at]);
    }
    let mut distinct: Vec<&str> = order.iter().map(|&at| values[at]).collect();
    distinct.dedup();
    let parts: Vec<Vec<usize>> = if distinct.len() <= MOST_GROUPS || !ordered {
        distinct
            .iter()
            .map(|value| order.iter().copied().filter(|&at| values[at] == *value).collect())
            .collect()
    } else {
        let parts = (order.len() / FEWEST).clamp(1, MOST_GROUPS);
        (0..parts)
            .map(|part| order[part * order.len() / parts..(part + 1) * order.len() / parts].to_vec())
            .collect()
    };
    let mut member = vec![0; values.len()];
    for (group, part) in parts.iter().enumerate() {
        part.iter().for_each(|&at| member[at] = group);
    }
    let groups = parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| Group {
            from: values[part[0]].to_owned(),
            to: values[part[part.len() - 1]].to_owned(),
            points: part.len(),
            mean: mean(&part.iter().map(|&at| outcome[at]).collect::<Vec<f64>>()),
        })
        .collect();
    // Of equal values nothing may be left but zero.
    let first = outcome.first().copied().unwrap_or_default();
    let apart: Vec<f64> = outcome.iter().map(|value| value - first).collect();
    let share =
        bootstrap(seed, values.len(), 1, |chosen| vec![explained(chosen, &member, &apart, parts.len())]);
    Effect { groups, share: share[0] }
}

/// The share of the variance that groups explain, less what they would by chance.
fn explained(chosen: &[usize], member: &[usize], outcome: &[f64], groups: usize) -> f64 {
    let mut sums = vec![(0.0, 0.0); groups];
    for &at in chosen {
        sums[member[at]].0 += 1.0;
        sums[member[at]].1 += outcome[at];
    }
    let n = chosen.len() as f64;
    let used = sums.iter().filter(|(count, _)| *count > 0.0).count() as f64;
    let grand = sums.iter().map(|(_, sum)| sum).sum::<f64>() / n;
    let (mut all, mut within) = (0.0, 0.0);
    for &at in chosen {
        let (count, sum) = sums[member[at]];
        let (from_all, from_own) = (outcome[at] - grand, outcome[at] - sum / count);
        all += from_all * from_all;
        within += from_own * from_own;
    }
    if used < 2.0 || n <= used || all <= 0.0 {
        return f64::NAN;
    }
    1.0 - (within / (n - used)) / (all / (n - 1.0))
}
