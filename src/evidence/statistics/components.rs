//! Luck kept apart from parameters: how much of an outcome's variance over a design lies between its points (different
//! parameters) and how much within them (different futures of the same firm).
//!
//! The one-way random-effects analysis of variance (Searle, Casella and McCulloch 1992): within = MSW,
//! between = (MSB − MSW) / n0. The interval of the share is the exact one of normal effects from the F distribution,
//! which is approximate where the points have unequal numbers of replications or the effects are not normal. What it
//! decomposes is the variance of one replication, not that of a mean.

use super::LEVEL;
use super::distributions::f_quantile;
use super::summary::mean_and_sd;

/// The variance of one replication at a random design point, in two parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Components {
    /// Design points with at least one replication.
    pub points: usize,
    /// Replications of all points together.
    pub n: usize,
    /// Variance between points; zero where the means differ by no more than luck explains.
    pub between: f64,
    /// Variance within points, which is luck.
    pub within: f64,
    /// The share of the variance that lies between points.
    pub share: f64,
    /// Lower end of the 95 % interval of the share, at least 0.
    pub low: f64,
    /// Upper end of the interval, at most 1.
    pub high: f64,
}

/// Decomposes the variance of values by design point, then by replication; NaN values are left out. `None` for fewer than
/// two points, or where no point has two replications.
pub fn components(points: &[Vec<f64>]) -> Option<Components> {
    let points: Vec<Vec<f64>> = points
        .iter()
        .map(|values| values.iter().copied().filter(|value| !value.is_nan()).collect::<Vec<f64>>())
        .filter(|values| !values.is_empty())
        .collect();
    let n: usize = points.iter().map(Vec::len).sum();
    let (groups, total) = (points.len() as f64, n as f64);
    if points.len() < 2 || n <= points.len() {
        return None;
    }
    let grand = mean_and_sd(&points.iter().flatten().copied().collect::<Vec<f64>>()).0;
    let (mut among, mut inside) = (0.0, 0.0);
    for values in &points {
        let mean = mean_and_sd(values).0;
        among += values.len() as f64 * (mean - grand) * (mean - grand);
        inside += values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>();
    }
    let (df_among, df_inside) = (groups - 1.0, total - groups);
    let (msb, within) = (among / df_among, inside / df_inside);
    let squares: f64 = points.iter().map(|values| (values.len() * values.len()) as f64).sum();
    let n0 = (total - squares / total) / df_among;
    let between = ((msb - within) / n0).max(0.0);
    let all = between + within;
    let ratio = msb / within;
    // The share that makes the observed ratio of mean squares the given quantile.
    let end = |p: f64| {
        let scaled = ratio / f_quantile(p, df_among, df_inside);
        ((scaled - 1.0) / (scaled + n0 - 1.0)).clamp(0.0, 1.0)
    };
    let tail = (1.0 - LEVEL) / 2.0;
    let (share, low, high) = match (within > 0.0, msb > 0.0) {
        (true, _) => (between / all, end(1.0 - tail), end(tail)),
        (false, true) => (1.0, 1.0, 1.0),
        (false, false) => (f64::NAN, f64::NAN, f64::NAN),
    };
    Some(Components { points: points.len(), n, between, within, share, low, high })
}

#[cfg(test)]
mod tests {
    use super::components;
    use crate::evidence::statistics::draws::Stream;

    #[test]
    fn three_points_of_two_give_the_figures_worked_out_by_hand() {
        // Means 2, 4, 9; grand mean 5; MSB = 2 (9 + 1 + 16) / 2 = 26; MSW = (2 + 2 + 2) / 3 = 2; between 12, share 12/14.
        let found = components(&[vec![1.0, 3.0], vec![3.0, 5.0], vec![8.0, 10.0]]).unwrap();
        assert!((found.between - 12.0).abs() < 1e-12 && (found.within - 2.0).abs() < 1e-12);
        assert!((found.share - 12.0 / 14.0).abs() < 1e-12);
        assert!(found.low < found.share && found.share < found.high);
    }

    #[test]
    fn points_that_are_alike_have_all_their_variance_within_and_still_ones_all_between() {
        let found = components(&[vec![1.0, 3.0], vec![3.0, 1.0], vec![2.0, 2.0]]).unwrap();
        assert_eq!((found.between, found.share, found.low), (0.0, 0.0, 0.0));
        let found = components(&[vec![1.0, 1.0], vec![3.0, 3.0]]).unwrap();
        assert_eq!((found.within, found.share), (0.0, 1.0));
        assert!(components(&[vec![1.0, 2.0]]).is_none() && components(&[vec![1.0], vec![2.0]]).is_none());
    }

    #[test]
    fn the_interval_of_the_share_holds_it_in_95_of_100_designs() {
        let mut stream = Stream::new(4);
        let (designs, truth) = (600, 0.4_f64);
        let held = (0..designs).filter(|_| {
            let points: Vec<Vec<f64>> = (0..20)
                .map(|_| {
                    let effect = truth.sqrt() * stream.normal();
                    (0..5).map(|_| effect + (1.0 - truth).sqrt() * stream.normal()).collect()
                })
                .collect();
            components(&points).is_some_and(|found| found.low <= truth && truth <= found.high)
        });
        let share = held.count() as f64 / f64::from(designs);
        assert!((0.93..0.97).contains(&share), "{share}");
    }
}
