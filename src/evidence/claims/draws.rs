//! A claim over draws of the parameters: in which share of them it holds, and which parameters decide it.
//!
//! In a draw a test holds when its mean effect over the draw's few replications lies beyond the threshold; no interval
//! is asked for. A claim's margin in a draw is the least of its tests' margins, each over its own standard deviation
//! over the draws. Which parameters decide is told by Spearman's rank correlation with that margin, as far as it exceeds
//! what the strongest of all parameters reaches when the margins are shuffled (95th percentile of the shuffles), so that
//! in one claim out of twenty a parameter is named though none decides.

use super::book::{Book, Claim, Test};
use super::judgement::{Sample, comparisons, effects, margin};
use crate::evidence::Share;
use crate::evidence::statistics::summary::{mean_and_sd, percentile};
use crate::model::random::{Draws, Purpose};
use rand::seq::SliceRandom;

/// Shuffles by which chance is judged.
const SHUFFLES: u32 = 500;

/// What the draws say of a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// The draws in which it holds.
    pub holds: Share,
    /// Of each judged test, by position in the claim, the draws in which it holds.
    pub tests: Vec<TestShare>,
    /// Parameters that decide it, strongest first.
    pub deciding: Vec<Influence>,
    /// The rank correlation that chance alone reaches.
    pub chance: f64,
    /// How much of the spread of the margin over the draws is no noise of few replications: the correlation of its two
    /// halves, stepped up after Spearman and Brown. NaN where it cannot be told.
    pub reliability: f64,
}

/// The draws in which a test holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TestShare {
    /// The test's position in the claim.
    pub test: usize,
    /// The share.
    pub holds: Share,
}

/// How a parameter goes with the margin of a claim.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Influence {
    /// The parameter's position in the design.
    pub factor: usize,
    /// Spearman's rank correlation; above 0 where more of the parameter favours the claim.
    pub correlation: f64,
}

/// By how much a test holds in a draw, in its unit: its weakest comparison, or its strongest where any will do.
fn test_margin(book: &Book, test: &Test, sample: &Sample) -> f64 {
    let Some(threshold) = test.threshold else { return f64::NAN };
    let of = |at: usize| {
        let rival = (!test.rivals.is_empty()).then_some(at);
        margin(threshold, mean_and_sd(&effects(book, test, rival, sample)).0)
    };
    let margins: Vec<f64> = (0..comparisons(test)).map(of).collect();
    if margins.iter().any(|margin| margin.is_nan()) {
        return f64::NAN;
    }
    let fold = if test.any { f64::max } else { f64::min };
    margins.into_iter().reduce(fold).unwrap_or(f64::NAN)
}

/// The replications of a sample at every second place, from `first`.
fn half(sample: &Sample, first: usize) -> Sample {
    sample.iter().map(|values| values.iter().copied().skip(first).step_by(2).collect()).collect()
}

/// Margins by judged test, then by draw.
fn margins(book: &Book, claim: &Claim, samples: &[Sample]) -> Vec<Vec<f64>> {
    let judged = claim.tests.iter().filter(|test| test.judged);
    judged.map(|test| samples.iter().map(|sample| test_margin(book, test, sample)).collect()).collect()
}

/// The claim's margin in each draw.
fn least(margins: &[Vec<f64>], scales: &[f64]) -> Vec<f64> {
    let draws = margins.first().map_or(0, Vec::len);
    let of = |draw: usize| {
        let scaled = margins.iter().zip(scales).map(|(test, scale)| test[draw] / scale);
        scaled.fold(f64::INFINITY, |least, margin| if margin.is_nan() { margin } else { least.min(margin) })
    };
    (0..draws).map(of).collect()
}

/// What the draws say of a claim. `samples` are the draws' own, `units` by draw the share of the way at which each factor
/// of the design lies.
pub fn robustness(
    book: &Book,
    claim: &Claim,
    samples: &[Sample],
    units: &[Vec<f64>],
    seed: u64,
) -> Robustness {
    let by_test = margins(book, claim, samples);
    let measured =
        |margins: &[f64]| -> Vec<f64> { margins.iter().copied().filter(|m| !m.is_nan()).collect() };
    let scales: Vec<f64> = by_test
        .iter()
        .map(|margins| mean_and_sd(&measured(margins)).1)
        .map(|sd| if sd > 0.0 { sd } else { 1.0 })
        .collect();
    let share = |margins: &[f64]| {
        let measured = measured(margins);
        Share::of(measured.iter().filter(|&&margin| margin > 0.0).count(), measured.len())
    };
    let judged: Vec<usize> = (0..claim.tests.len()).filter(|&at| claim.tests[at].judged).collect();
    let tests = judged.iter().zip(&by_test).map(|(&test, margins)| TestShare { test, holds: share(margins) });
    let claimed = least(&by_test, &scales);
    let halves = [0, 1].map(|first| {
        let samples: Vec<Sample> = samples.iter().map(|sample| half(sample, first)).collect();
        least(&margins(book, claim, &samples), &scales)
    });
    let r = correlation(&halves[0], &halves[1]);
    let kept: Vec<usize> = (0..claimed.len()).filter(|&draw| !claimed[draw].is_nan()).collect();
    let ranked = ranks(&kept.iter().map(|&draw| claimed[draw]).collect::<Vec<_>>());
    let factors = units.first().map_or(0, Vec::len);
    let columns: Vec<Vec<f64>> = (0..factors)
        .map(|factor| ranks(&kept.iter().map(|&draw| units[draw][factor]).collect::<Vec<_>>()))
        .collect();
    let chance = chance(&ranked, &columns, seed);
    let mut deciding: Vec<Influence> = columns
        .iter()
        .enumerate()
        .map(|(factor, column)| Influence { factor, correlation: correlation(column, &ranked) })
        .filter(|influence| influence.correlation.abs() > chance)
        .collect();
    deciding.sort_by(|a, b| b.correlation.abs().total_cmp(&a.correlation.abs()));
    Robustness {
        holds: share(&claimed),
        tests: tests.collect(),
        deciding,
        chance,
        reliability: if r > 0.0 { 2.0 * r / (1.0 + r) } else { r },
    }
}

/// The correlation that the strongest factor reaches in 95 % of the shuffles.
fn chance(ranked: &[f64], columns: &[Vec<f64>], seed: u64) -> f64 {
    let draws = Draws::new(seed, 3);
    let mut strongest: Vec<f64> = (0..SHUFFLES)
        .map(|shuffle| {
            let mut shuffled = ranked.to_vec();
            shuffled.shuffle(&mut draws.stream(Purpose::Permutation, u64::from(shuffle), 0));
            columns.iter().map(|column| correlation(column, &shuffled).abs()).fold(0.0, f64::max)
        })
        .collect();
    strongest.sort_by(f64::total_cmp);
    percentile(&strongest, 0.95)
}

/// Ranks from 1; equal values share the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let end =
            (start..order.len()).take_while(|&i| values[order[i]] == values[order[start]]).count() + start;
        for &at in &order[start..end] {
            ranks[at] = (start + 1 + end) as f64 / 2.0;
        }
        start = end;
    }
    ranks
}

/// Pearson's correlation over the places where both are measured; NaN where one of them does not vary.
fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let pairs: Vec<(f64, f64)> =
        a.iter().copied().zip(b.iter().copied()).filter(|(x, y)| !x.is_nan() && !y.is_nan()).collect();
    let n = pairs.len() as f64;
    let mean_a = pairs.iter().map(|(x, _)| x).sum::<f64>() / n;
    let mean_b = pairs.iter().map(|(_, y)| y).sum::<f64>() / n;
    let sum = |f: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(x, y)| f(x - mean_a, y - mean_b)).sum::<f64>();
    let (aa, bb, ab) = (sum(&|x, _| x * x), sum(&|_, y| y * y), sum(&|x, y| x * y));
    if aa > 0.0 && bb > 0.0 { ab / (aa * bb).sqrt() } else { f64::NAN }
}

#[cfg(test)]
mod tests {
    use super::{chance, correlation, ranks};

    #[test]
    fn equal_values_share_their_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
    }

    #[test]
    fn correlation_meets_a_figure_worked_out_by_hand_and_is_unknown_without_spread() {
        // Deviations (−1, 0, 1) and (−1, 1, 0): 1 / 2.
        assert!((correlation(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]) - 0.5).abs() < 1e-15);
        assert!(correlation(&[1.0, 1.0], &[1.0, 2.0]).is_nan());
    }

    #[test]
    fn the_strongest_of_many_factors_needs_more_than_one_alone() {
        let column = |step: usize| -> Vec<f64> { (0..50).map(|i| ((i * step) % 53) as f64).collect() };
        let ranked = ranks(&column(17));
        let many: Vec<Vec<f64>> = (1..30).map(|step| ranks(&column(step))).collect();
        let (one, all) = (chance(&ranked, &many[..1], 1), chance(&ranked, &many, 1));
        // 1.96 / sqrt(49) = 0.28 for one factor.
        assert!((one - 0.28).abs() < 0.04 && all > one + 0.1, "{one} and {all}");
    }
}
