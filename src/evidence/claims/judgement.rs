//! What the replications say of a claim: the effect of each test with its interval, and the verdicts.
//!
//! An effect is worked out in each replication alone (common random numbers pair the cells) and only then summarised.
//! A point, and the mean of a rival, are taken as known: they are means over all replications, and their own error is
//! second to that of the difference.
//!
//! A claim is supported when every judged test is, each with a 95 % interval: where all must hold, no correction is due
//! (intersection-union test). It is contradicted when one is; there the intervals are 95 % for all its comparisons
//! together (Bonferroni), as one out of many is soon found by chance. Else it is too close to call.

use super::book::{Book, Claim, Quantity, Test, Threshold, Unit};
use crate::evidence::statistics::summary::{LEVEL, half_width, mean_and_sd};

/// The fewest replications on which a verdict is given. With fewer, an interval rests on little but the assumption that
/// effects are normal.
pub const FEWEST: usize = 10;

/// What was measured: by slot, then by replication; NaN where nothing could be measured, empty where nothing was asked.
pub type Sample = Vec<Vec<f64>>;

/// A verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The interval lies beyond the threshold.
    Supported,
    /// The interval holds the threshold.
    TooClose,
    /// The interval lies short of the threshold.
    Contradicted,
    /// Fewer replications could be measured than a verdict needs.
    TooFew,
}

impl Verdict {
    /// The verdict in words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::TooClose => "too close to call",
            Verdict::Contradicted => "contradicted",
            Verdict::TooFew => "no verdict",
        }
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

/// On which side of the threshold the interval of a part lies that misses with probability `alpha`.
fn side(part: &Part, threshold: Threshold, alpha: f64) -> Verdict {
    let (half, margin) = (half_width(part.sd, part.n, alpha), margin(threshold, part.mean));
    match margin {
        _ if part.n < FEWEST => Verdict::TooFew,
        margin if margin > half => Verdict::Supported,
        margin if margin < -half => Verdict::Contradicted,
        _ => Verdict::TooClose,
    }
}

/// The verdict on a test whose contradiction may be missed with probability `alpha` in each comparison.
fn verdict(test: &Test, threshold: Threshold, parts: &[Part], alpha: f64) -> Verdict {
    let level = 1.0 - LEVEL;
    let count = parts.len().max(1) as f64;
    let (support, contradict) = if test.any { (level / count, level) } else { (level, alpha) };
    let all = |wanted, alpha| parts.iter().all(|part| side(part, threshold, alpha) == wanted);
    let any = |wanted, alpha| parts.iter().any(|part| side(part, threshold, alpha) == wanted);
    let (supported, contradicted) = if test.any {
        (any(Verdict::Supported, support), all(Verdict::Contradicted, contradict))
    } else {
        (all(Verdict::Supported, support), any(Verdict::Contradicted, contradict))
    };
    match (supported, contradicted) {
        _ if parts.is_empty() || any(Verdict::TooFew, level) => Verdict::TooFew,
        (true, _) => Verdict::Supported,
        (_, true) => Verdict::Contradicted,
        _ => Verdict::TooClose,
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
    } else if strict.contains(&Verdict::Contradicted) {
        Verdict::Contradicted
    } else {
        Verdict::TooClose
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
    part.verdict =
        test.threshold.filter(|_| test.judged).map(|threshold| side(&part, threshold, 1.0 - LEVEL));
    part
}

/// What a quantity is called.
pub fn label(quantity: Quantity) -> String {
    match quantity {
        Quantity::Outcome(_) => quantity.name().to_owned(),
        Quantity::Months(_, [first, last]) => format!("{}, months {first} to {last}", quantity.name()),
    }
}
