//! How well a share is known: Wilson's interval, which stays within 0 and 1 and is of use for few replications and for
//! shares near either end.

use super::LEVEL;
use super::distributions::two_sided_z;

/// A share of the replications.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Of how many replications.
    pub n: usize,
    /// In how many of them.
    pub count: usize,
    /// The share; NaN of none.
    pub share: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Share {
    /// `count` of `n`.
    pub fn of(count: usize, n: usize) -> Self {
        let (k, total) = (count as f64, n as f64);
        let share = k / total;
        let z = two_sided_z(1.0 - LEVEL);
        let z2 = z * z;
        let middle = (k + z2 / 2.0) / (total + z2);
        let half = z / (total + z2) * (total * share * (1.0 - share) + z2 / 4.0).sqrt();
        // At the ends the bound is exact and only rounding would move it.
        let low = if count == 0 { 0.0 } else { middle - half };
        let high = if count == n { 1.0 } else { middle + half };
        if n == 0 {
            return Self { n, count, share: f64::NAN, low: f64::NAN, high: f64::NAN };
        }
        Self { n, count, share, low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn eight_of_ten_give_the_figures_worked_out_by_hand() {
        // z² = 3.841459: middle (8 + 1.920729) / 13.841459 = 0.716740;
        // half 1.959964 / 13.841459 · sqrt(1.6 + 0.960365) = 0.226578.
        let share = Share::of(8, 10);
        assert!((share.low - 0.490_162).abs() < 1e-5, "{}", share.low);
        assert!((share.high - 0.943_318).abs() < 1e-5, "{}", share.high);
    }

    #[test]
    fn none_and_all_keep_a_width_and_stay_within_0_and_1() {
        // High end for 0 of 10: z² / (10 + z²) = 0.277533.
        let (none, all) = (Share::of(0, 10), Share::of(10, 10));
        assert_eq!((none.low, all.high), (0.0, 1.0));
        assert!((none.high - 0.277_533).abs() < 1e-5 && (all.low - 0.722_467).abs() < 1e-5);
    }

    #[test]
    fn a_share_of_nothing_is_unknown() {
        assert!(Share::of(0, 0).share.is_nan());
    }
}
