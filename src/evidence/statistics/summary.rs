//! One outcome of one arm in a few figures.

use super::distributions::two_sided_t;

/// The confidence level of every interval: 95 %.
pub const LEVEL: f64 = 0.95;

/// Mean, spread and percentiles of one sample. What the sample is too small for is NaN.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// How many values there were; replications in which nothing could be measured are not among them.
    pub n: usize,
    /// The mean.
    pub mean: f64,
    /// The standard deviation (n − 1 in the denominator).
    pub sd: f64,
    /// Lower end of the 95 % interval of the mean, after Student.
    pub ci_low: f64,
    /// Upper end of the 95 % interval of the mean.
    pub ci_high: f64,
    /// 10th percentile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// 90th percentile.
    pub p90: f64,
}

impl Summary {
    /// Summarises a sample; NaN values are left out.
    pub fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut sorted: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
        let n = sorted.len();
        let (mean, sd) = mean_and_sd(&sorted);
        let half = half_width(sd, n, 1.0 - LEVEL);
        sorted.sort_by(f64::total_cmp);
        Self {
            n,
            mean,
            sd,
            ci_low: mean - half,
            ci_high: mean + half,
            p10: percentile(&sorted, 0.1),
            p50: percentile(&sorted, 0.5),
            p90: percentile(&sorted, 0.9),
        }
    }

    /// Half the width of the 95 % interval; NaN when there is none.
    pub fn half_width(&self) -> f64 {
        half_width(self.sd, self.n, 1.0 - LEVEL)
    }
}

/// Mean and standard deviation; NaN for the mean of nothing and the deviation of fewer than two.
pub(in crate::evidence) fn mean_and_sd(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    // The first value is taken off before adding up: the mean of equal values is then exactly that value.
    let shift = values.first().copied().unwrap_or(f64::NAN);
    let mean = shift + values.iter().map(|value| value - shift).sum::<f64>() / n;
    if values.len() < 2 {
        return (mean, f64::NAN);
    }
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (mean, (squares / (n - 1.0)).sqrt())
}

/// Half the width of the interval of a mean that misses with probability `alpha`.
pub(crate) fn half_width(sd: f64, n: usize, alpha: f64) -> f64 {
    if n < 2 {
        return f64::NAN;
    }
    two_sided_t(alpha, n as f64 - 1.0) * sd / (n as f64).sqrt()
}

/// A percentile of sorted values, linear between the two nearest (the usual definition, R's type 7).
pub(in crate::evidence) fn percentile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let position = share * last as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    sorted[below] + (position - below as f64) * (sorted[above] - sorted[below])
}

#[cfg(test)]
mod tests {
    use super::Summary;

    #[test]
    fn ten_values_give_the_figures_worked_out_by_hand() {
        let summary = Summary::of((1..=10).map(f64::from));
        assert_eq!(summary.n, 10);
        assert_eq!(summary.mean, 5.5);
        assert!((summary.sd - 3.027_650_354_097_492).abs() < 1e-14);
        // 2.262157 * 3.027650 / sqrt(10) = 2.165850
        assert!((summary.ci_low - 3.334_149_4).abs() < 1e-6);
        assert!((summary.ci_high - 7.665_850_6).abs() < 1e-6);
        assert!((summary.p10 - 1.9).abs() < 1e-12);
        assert_eq!(summary.p50, 5.5);
        assert!((summary.p90 - 9.1).abs() < 1e-12);
    }

    #[test]
    fn what_could_not_be_measured_is_left_out_and_not_counted_as_zero() {
        let summary = Summary::of([f64::NAN, 4.0, f64::NAN, 6.0].into_iter());
        assert_eq!((summary.n, summary.mean), (2, 5.0));
    }

    #[test]
    fn one_value_has_a_mean_but_no_spread_and_none_has_nothing() {
        let one = Summary::of([3.0].into_iter());
        assert_eq!((one.n, one.mean, one.p10, one.p90), (1, 3.0, 3.0, 3.0));
        assert!(one.sd.is_nan() && one.ci_low.is_nan() && one.half_width().is_nan());
        let none = Summary::of(std::iter::empty());
        assert!(none.n == 0 && none.mean.is_nan() && none.p50.is_nan());
    }

    #[test]
    fn equal_values_have_exactly_their_mean_and_no_spread() {
        let summary = Summary::of(std::iter::repeat_n(0.1, 7));
        assert_eq!((summary.mean, summary.sd, summary.ci_low, summary.ci_high), (0.1, 0.0, 0.1, 0.1));
    }
}
