//! What the replications say of a claim: the effect of each test with its interval, and the verdicts.
//!
//! An effect is worked out in each replication alone (common random numbers pair the cells) and only then summarised.
//! A point, and the mean of a rival, are taken as known: they are means over all replications, and their own error is
//! second to that of the difference.
//!
//! A comparison has one of four verdicts, or none. With d the effect in the direction that is claimed, and t the threshold:
//!
//! - supported: the interval of d lies above t;
//! - no effect: d is equivalent to zero (two one-sided tests at 5 %, so the 90 % interval lies within ± the margin `no_effect`
//!   that the test states; where it states none and the interval lies short of t and holds zero, the margin is t itself);
//! - reversed: the interval lies short of t and below zero;
//! - weaker than claimed: it lies short of t otherwise;
//! - else it is too close to call.
//!
//! A claim is supported when every judged test is, each with a 95 % interval: where all must hold, no correction is due
//! (intersection-union test). Otherwise it has the verdict of the test that fails it most clearly; there the intervals are
//! 95 % for all its comparisons together (Bonferroni), as one out of many is soon found by chance.

use super::book::{Book, Claim, Quantity, Test, Threshold, Unit};
use crate::evidence::statistics::summary::{LEVEL, half_width, mean_and_sd};

/// The fewest replications on which a verdict is given. With fewer, an interval rests on little but the assumption that
/// effects are normal.
pub const FEWEST: usize = 10;

/// What was measured: by slot, then by replication; NaN where nothing could be measured, empty where nothing was asked.
pub type Sample = Vec<Vec<f64>>;

/// A verdict; those that fail a claim are in order, the clearest failure last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The interval lies beyond the threshold.
    Supported,
    /// The interval holds the threshold.
    TooClose,
    /// The interval lies short of the threshold.
    Weaker,
    /// The effect is equivalent to zero.
    NoEffect,
    /// The interval lies short of the threshold, and on the other side of zero.
    Reversed,
    /// Fewer replications could be measured than a verdict needs.
    TooFew,
}

impl Verdict {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Supported, Self::Weaker, Self::NoEffect, Self::Reversed, Self::TooClose, Self::TooFew];

    /// The verdict in words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::TooClose => "too close to call",
            Verdict::Weaker => "weaker than claimed",
            Verdict::NoEffect => "no effect",
            Verdict::Reversed => "reversed",
            Verdict::TooFew => "no verdict",
        }
    }

    /// Whether what is claimed was found not to be so.
    pub fn fails(self) -> bool {
        matches!(self, Verdict::Weaker | Verdict::NoEffect | Verdict::Reversed)
    }
}

/// One comparison: an effect, against one rival where the test has some.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The rival's name.
    pub rival: Option<String>,
    /// In how many replications it could be measured.
    pub n: usize,
    /// The mean effect, in the test's unit.
    pub mean: f64,
    /// Its standard deviation over the replications.
    pub sd: f64,
    /// Ends of its 95 % interval.
    pub interval: [f64; 2],
    /// The verdict at 95 %; none for what is only told.
    pub verdict: Option<Verdict>,
}

/// What was found of a test.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Its comparisons.
    pub parts: Vec<Part>,
    /// The verdict; none for a test that is only told.
    pub verdict: Option<Verdict>,
}

/// What was found of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// Its tests, in their order; those without a sample are left without parts.
    pub tests: Vec<Finding>,
    /// The verdict.
    pub verdict: Verdict,
}

/// The mean revenue per head of which a point is 1/100; NaN where the book has none.
pub fn revenue(book: &Book, sample: &Sample) -> f64 {
    mean_and_sd(&book.points.iter().map(|&slot| measured_mean(&sample[slot])).collect::<Vec<_>>()).0
}

fn measured_mean(values: &[f64]) -> f64 {
    mean_and_sd(&values.iter().copied().filter(|value| !value.is_nan()).collect::<Vec<_>>()).0
}

/// The effects of one comparison of a test, replication by replication, in its unit.
pub fn effects(book: &Book, test: &Test, rival: Option<usize>, sample: &Sample) -> Vec<f64> {
    let rival = rival.map(|rival| &sample[test.rivals[rival].1]);
    let scale = match &test.unit {
        Unit::Points => 100.0 / revenue(book, sample).abs(),
        Unit::PercentOfRival => 100.0 / rival.map_or(f64::NAN, |rival| measured_mean(rival).abs()),
        Unit::Own { scale, .. } => *scale,
    };
    let replications = test.terms.first().map_or(0, |&(_, slot)| sample[slot].len());
    let effect = |at: usize| {
        let own: f64 = test.terms.iter().map(|&(weight, slot)| weight * sample[slot][at]).sum();
        scale * (own - rival.map_or(0.0, |rival| rival[at]))
    };
    (0..replications).map(effect).filter(|effect| !effect.is_nan()).collect()
}

/// How many comparisons a test makes.
pub fn comparisons(test: &Test) -> usize {
    test.rivals.len().max(1)
}

fn which(test: &Test, comparison: usize) -> Option<usize> {
    (!test.rivals.is_empty()).then_some(comparison)
}

/// How far an effect lies beyond the threshold, in the direction that the claim says.
pub fn margin(threshold: Threshold, effect: f64) -> f64 {
    if threshold.above { effect - threshold.value } else { threshold.value - effect }
}

/// The verdict on a comparison whose interval misses with probability `alpha`.
fn side(part: &Part, threshold: Threshold, no_effect: Option<f64>, alpha: f64) -> Verdict {
    if part.n < FEWEST {
        return Verdict::TooFew;
    }
    let (claimed, ahead) =
        if threshold.above { (threshold.value, part.mean) } else { (-threshold.value, -part.mean) };
    let half = half_width(part.sd, part.n, alpha);
    let equivalent = |margin: f64| ahead.abs() + half_width(part.sd, part.n, 2.0 * alpha) < margin;
    let (short, above_zero, below_zero) = (ahead + half < claimed, ahead > half, ahead < -half);
    match no_effect {
        _ if ahead - half > claimed => Verdict::Supported,
        Some(margin) if equivalent(margin) => Verdict::NoEffect,
        _ if !short => Verdict::TooClose,
        _ if below_zero => Verdict::Reversed,
        None if !above_zero && equivalent(claimed) => Verdict::NoEffect,
        _ => Verdict::Weaker,
    }
}

/// The verdict on a test whose failure may be found wrongly with probability `alpha` in each comparison.
fn verdict(test: &Test, threshold: Threshold, parts: &[Part], alpha: f64) -> Verdict {
    let level = 1.0 - LEVEL;
    let count = parts.len().max(1) as f64;
    let (support, fail) = if test.any { (level / count, level) } else { (level, alpha) };
    let sides = |alpha| parts.iter().map(move |part| side(part, threshold, test.no_effect, alpha));
    if parts.is_empty() || sides(level).any(|side| side == Verdict::TooFew) {
        return Verdict::TooFew;
    }
    let supported = |side| side == Verdict::Supported;
    let failures = || sides(fail).filter(|side| side.fails());
    // Where one rival is enough, all must fail, and the mildest failure counts.
    let (is_supported, failure) = if test.any {
        (sides(support).any(supported), failures().min().filter(|_| failures().count() == parts.len()))
    } else {
        (sides(support).all(supported), failures().max())
    };
    match failure {
        _ if is_supported => Verdict::Supported,
        Some(failure) => failure,
        None => Verdict::TooClose,
    }
}

/// Whether all that a test needs was measured.
fn is_sampled(test: &Test, sample: &Sample) -> bool {
    let slots = test.terms.iter().map(|&(_, slot)| slot).chain(test.rivals.iter().map(|&(_, slot)| slot));
    slots.into_iter().all(|slot| !sample[slot].is_empty())
}

/// Judges one claim.
pub fn judge(book: &Book, claim: &Claim, sample: &Sample) -> Judgement {
    let level = 1.0 - LEVEL;
    let judged = || claim.tests.iter().filter(|test| test.judged);
    let alpha = level / judged().map(comparisons).sum::<usize>().max(1) as f64;
    let tests: Vec<Finding> = claim
        .tests
        .iter()
        .map(|test| {
            let count = if is_sampled(test, sample) { comparisons(test) } else { 0 };
            let parts: Vec<Part> = (0..count).map(|at| part(book, test, which(test, at), sample)).collect();
            let threshold = test.threshold.filter(|_| test.judged);
            let verdict = threshold.map(|threshold| verdict(test, threshold, &parts, level));
            Finding { parts, verdict }
        })
        .collect();
    let strict = claim.tests.iter().zip(&tests).filter_map(|(test, found)| {
        let threshold = test.threshold.filter(|_| test.judged)?;
        Some(self::verdict(test, threshold, &found.parts, alpha))
    });
    let strict: Vec<Verdict> = strict.collect();
    let supported = tests.iter().filter_map(|found| found.verdict).all(|v| v == Verdict::Supported);
    let verdict = if strict.is_empty() || strict.contains(&Verdict::TooFew) {
        Verdict::TooFew
    } else if supported {
        Verdict::Supported
    } else {
        strict.into_iter().filter(|verdict| verdict.fails()).max().unwrap_or(Verdict::TooClose)
    };
    Judgement { tests, verdict }
}

fn part(book: &Book, test: &Test, rival: Option<usize>, sample: &Sample) -> Part {
    let effects = effects(book, test, rival, sample);
    let (mean, sd) = mean_and_sd(&effects);
    let half = half_width(sd, effects.len(), 1.0 - LEVEL);
    let mut part = Part {
        rival: rival.map(|rival| test.rivals[rival].0.clone()),
        n: effects.len(),
        mean,
        sd,
        interval: [mean - half, mean + half],
        verdict: None,
    };
    part.verdict = test
        .threshold
        .filter(|_| test.judged)
        .map(|threshold| side(&part, threshold, test.no_effect, 1.0 - LEVEL));
    part
}

/// What a quantity is called.
pub fn label(quantity: Quantity) -> String {
    match quantity {
        Quantity::Outcome(_) => quantity.name().to_owned(),
        Quantity::Months(_, [first, last]) => format!("{}, months {first} to {last}", quantity.name()),
    }
}
