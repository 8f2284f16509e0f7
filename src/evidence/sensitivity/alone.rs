//! One factor at a time: how the outcome moves as each factor goes over its levels, all others as the firm has them.
//!
//! The tornado is read from the curves: the swing of a factor is what the outcome changes from its first level to its
//! last, which for a range are its 10th and its 90th percentile.

use super::responses::mean;
use super::{Noise, Responses};
use crate::evidence::{Paired, Summary};
use crate::experiment::design::{Design, Factor};
use crate::experiment::samples::apart;

/// One level of one factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// The value, as written in a scenario file.
    pub value: String,
    /// The outcome there, over replications.
    pub outcome: Summary,
    /// What it is more than in the firm as it is, future by future.
    pub change: Paired,
}

/// The curve of one factor, and its bar in the tornado.
#[derive(Debug, Clone, PartialEq)]
pub struct Swing {
    /// Its levels, in their order.
    pub levels: Vec<Level>,
    /// The outcome at the last level less that at the first, future by future.
    pub swing: Paired,
    /// The lowest mean over all levels.
    pub least: f64,
    /// The highest mean over all levels.
    pub most: f64,
    /// Whether the outcome clearly differs between two of the levels; `None` where one replication cannot decide it.
    pub moves: Option<bool>,
    /// Whether the outcome clearly both rises and falls over the levels; `None` where the levels have no order (words)
    /// or one replication cannot decide it.
    pub turns: Option<bool>,
}

/// The curves of all factors.
#[derive(Debug, Clone, PartialEq)]
pub struct Alone {
    /// The outcome in the firm as it is.
    pub base: Summary,
    /// By factor, in their order.
    pub factors: Vec<Swing>,
    /// How much is chance.
    pub noise: Noise,
}

impl Alone {
    /// From a one-at-a-time design and its responses.
    pub fn of(design: &Design, responses: &Responses) -> Self {
        let mut points: Vec<Vec<(usize, String)>> = vec![Vec::new(); design.factors().len()];
        for (index, point) in design.points().enumerate().skip(1).take(responses.points().saturating_sub(1)) {
            let set = point.settings.iter().position(|setting| !setting.value.is_empty());
            if let Some(factor) = set {
                points[factor].push((index, point.settings[factor].value.clone()));
            }
        }
        let factors =
            design.factors().iter().zip(&points).map(|(factor, points)| swing(factor, points, responses));
        Self {
            base: Summary::of(responses.of(0).iter().copied()),
            factors: factors.collect(),
            noise: responses.noise(),
        }
    }

    /// The factors in the order of the tornado: widest first.
    pub fn tornado(&self) -> Vec<usize> {
        let width = |at: usize| {
            let swing = &self.factors[at];
            let width = swing.most - swing.least;
            if width.is_nan() { f64::NEG_INFINITY } else { width }
        };
        let mut order: Vec<usize> = (0..self.factors.len()).collect();
        order.sort_by(|&a, &b| width(b).total_cmp(&width(a)));
        order
    }
}

/// The differences of two points, future by future.
fn between(responses: &Responses, from: usize, to: usize) -> impl Iterator<Item = f64> + '_ {
    responses.of(to).iter().zip(responses.of(from)).map(|(to, from)| apart(*to, *from))
}

fn swing(factor: &Factor, points: &[(usize, String)], responses: &Responses) -> Swing {
    let levels: Vec<Level> = points
        .iter()
        .map(|(point, value)| Level {
            value: value.clone(),
            outcome: Summary::of(responses.of(*point).iter().copied()),
            change: Paired::of(between(responses, 0, *point)),
        })
        .collect();
    let means = points.iter().map(|(point, _)| mean(responses.of(*point))).filter(|mean| mean.is_finite());
    let (least, most) =
        means.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    let ends = points.first().zip(points.last());
    let swing = match ends {
        Some(((first, _), (last, _))) => Paired::of(between(responses, *first, *last)),
        None => Paired::of(std::iter::empty()),
    };
    let pairs = points.len() * points.len().saturating_sub(1) / 2;
    let decided = |up: bool| {
        points.iter().enumerate().any(|(i, (from, _))| {
            points[i + 1..].iter().any(|(to, _)| {
                let step = Paired::among(between(responses, *from, *to), pairs);
                step.decided() && (step.mean > 0.0) == up
            })
        })
    };
    let told = responses.replications() > 1;
    let (up, down) = (decided(true), decided(false));
    let finite = |x: f64| if x.is_finite() { x } else { f64::NAN };
    Swing {
        levels,
        swing,
        least: finite(least),
        most: finite(most),
        moves: told.then_some(up || down),
        turns: (told && factor.ordered()).then_some(up && down),
    }
}
