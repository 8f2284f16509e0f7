//! The difference between two arms, future by future.

use super::LEVEL;
use super::summary::{half_width, mean_and_sd};

/// The differences of one outcome between two arms over paired replications.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// In how many replications both arms could be measured.
    pub n: usize,
    /// Mean difference.
    pub mean: f64,
    /// Standard deviation of the differences.
    pub sd: f64,
    /// Lower end of the interval of the mean difference.
    pub ci_low: f64,
    /// Upper end of the interval.
    pub ci_high: f64,
    /// Share of the replications in which the difference is above zero; an exact tie does not count as above.
    pub share_positive: f64,
    /// Share in which it is below zero.
    pub share_negative: f64,
}

impl Paired {
    /// Summarises differences with a 95 % interval.
    pub fn of(differences: impl Iterator<Item = f64>) -> Self {
        Self::among(differences, 1)
    }

    /// The same with an interval that is 95 % for `comparisons` comparisons made at once (Bonferroni's correction).
    pub fn among(differences: impl Iterator<Item = f64>, comparisons: usize) -> Self {
        Self::with_tail(differences, (1.0 - LEVEL) / comparisons.max(1) as f64)
    }

    /// The same with an interval that misses with probability `tail`, such as [`super::Level::tail`] gives.
    pub fn with_tail(differences: impl Iterator<Item = f64>, tail: f64) -> Self {
        let differences: Vec<f64> = differences.filter(|d| !d.is_nan()).collect();
        let n = differences.len();
        let (mean, sd) = mean_and_sd(&differences);
        let half = half_width(sd, n, tail);
        let share = |count: usize| count as f64 / n as f64;
        Self {
            n,
            mean,
            sd,
            ci_low: mean - half,
            ci_high: mean + half,
            share_positive: share(differences.iter().filter(|&&d| d > 0.0).count()),
            share_negative: share(differences.iter().filter(|&&d| d < 0.0).count()),
        }
    }

    /// Whether every difference was exactly zero.
    pub fn identical(&self) -> bool {
        self.n > 0 && self.share_positive == 0.0 && self.share_negative == 0.0
    }

    /// Whether the interval leaves out zero: the sign of the difference is decided.
    pub fn decided(&self) -> bool {
        self.ci_low > 0.0 || self.ci_high < 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::Paired;

    #[test]
    fn four_differences_give_the_figures_worked_out_by_hand() {
        // mean 1, sd sqrt(10/3) = 1.825742, t(0.05, 3) = 3.182446, half width 2.905163
        let paired = Paired::of([2.0, -1.0, 0.0, 3.0].into_iter());
        assert_eq!(
            (paired.n, paired.mean, paired.share_positive, paired.share_negative),
            (4, 1.0, 0.5, 0.25)
        );
        assert!((paired.ci_high - 3.905_163).abs() < 1e-5, "{}", paired.ci_high);
        assert!(!paired.decided() && !paired.identical());
    }

    #[test]
    fn more_comparisons_at_once_widen_the_interval() {
        let differences = [1.0, 2.0, 3.0, 2.0, 1.5];
        let one = Paired::of(differences.into_iter());
        let three = Paired::among(differences.into_iter(), 3);
        assert!(three.ci_low < one.ci_low && three.ci_high > one.ci_high && three.mean == one.mean);
    }

    #[test]
    fn differences_that_are_all_zero_are_identical_and_undecided() {
        let paired = Paired::of([0.0, 0.0, 0.0].into_iter());
        assert!(paired.identical() && !paired.decided());
        assert_eq!((paired.mean, paired.ci_low, paired.ci_high), (0.0, 0.0, 0.0));
    }

    #[test]
    fn the_same_difference_in_every_replication_is_decided() {
        assert!(Paired::of([5.0, 5.0].into_iter()).decided());
    }
}
