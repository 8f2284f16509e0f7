//! What common random numbers save: the variance of a difference between two arms that live through the same futures,
//! against that of two arms each with futures of its own.
//!
//! Var(A − B) is σ²A + σ²B where the futures are independent and σ²A + σ²B − 2 ρ σA σB where they are shared (Law 2015,
//! ch. 11). The ratio is the saving: so many times fewer replications give an interval of the same width.

use super::LEVEL;
use super::distributions::{two_sided_t, two_sided_z};
use super::selection::complete;
use super::summary::mean_and_sd;

/// The saving on the difference of one outcome between two arms.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pairing {
    /// Paired replications.
    pub n: usize,
    /// Correlation of the two arms over the futures.
    pub correlation: f64,
    /// Standard deviation of the paired differences.
    pub paired_sd: f64,
    /// What it would be with independent futures.
    pub independent_sd: f64,
    /// How many times fewer replications pairing needs: the ratio of the two variances; infinite for arms that always
    /// differ by the same.
    pub saving: f64,
    /// Lower end of the saving's 95 % interval, by Fisher's transformation of the correlation; approximate.
    pub saving_low: f64,
    /// Upper end of the interval.
    pub saving_high: f64,
}

/// The saving on the difference of two arms, from their values replication by replication; `None` for fewer than four
/// replications in which both could be measured.
pub fn pairing(a: &[f64], b: &[f64]) -> Option<Pairing> {
    let values = complete(&[a.to_vec(), b.to_vec()]);
    let (a, b) = (&values[0], &values[1]);
    let n = a.len();
    if n < 4 {
        return None;
    }
    let ((mean_a, sd_a), (mean_b, sd_b)) = (mean_and_sd(a), mean_and_sd(b));
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    let paired_sd = mean_and_sd(&differences).1;
    let independent = sd_a * sd_a + sd_b * sd_b;
    let product = a.iter().zip(b).map(|(a, b)| (a - mean_a) * (b - mean_b)).sum::<f64>() / (n as f64 - 1.0);
    let correlation = product / (sd_a * sd_b);
    let reach = two_sided_z(1.0 - LEVEL) / (n as f64 - 3.0).sqrt();
    let end = |by: f64| {
        let moved = libm::tanh(libm::atanh(correlation.clamp(-1.0, 1.0)) + by);
        independent / (independent - 2.0 * moved * sd_a * sd_b)
    };
    Some(Pairing {
        n,
        correlation,
        paired_sd,
        independent_sd: independent.sqrt(),
        saving: independent / (paired_sd * paired_sd),
        saving_low: end(-reach),
        saving_high: end(reach),
    })
}

/// How many replications bring the half-width of a 95 % interval of a mean down to `half_width`, for values of standard
/// deviation `sd`; at least two. `None` where that is not to be had: a half-width that is not above zero, or more than a
/// thousand million replications.
pub fn replications_for(sd: f64, half_width: f64) -> Option<u64> {
    needed(sd, half_width, 1.0)
}

/// The same for the difference of two independent samples, each of that many replications; `sd` is that of the difference
/// of two independent values. The degrees of freedom are those of samples that vary alike.
pub fn independent_replications_for(sd: f64, half_width: f64) -> Option<u64> {
    needed(sd, half_width, 2.0)
}

fn needed(sd: f64, half_width: f64, samples: f64) -> Option<u64> {
    if !(half_width > 0.0 && sd >= 0.0 && sd / half_width < 1e4) {
        return None;
    }
    let fits = |n: u64| {
        let n = n as f64;
        two_sided_t(1.0 - LEVEL, samples * (n - 1.0)) * sd / n.sqrt() <= half_width
    };
    let mut high = 2;
    while !fits(high) {
        high *= 2;
    }
    let mut low = high / 2;
    while high - low > 1 {
        let middle = u64::midpoint(low, high);
        if fits(middle) { high = middle } else { low = middle }
    }
    Some(high.max(2))
}

#[cfg(test)]
mod tests {
    use super::{independent_replications_for, pairing, replications_for};
    use crate::evidence::statistics::draws::Stream;

    #[test]
    fn a_correlation_of_nine_tenths_saves_tenfold() {
        let found: Vec<_> = (0..200)
            .map(|start| {
                let mut stream = Stream::new(start);
                let (mut a, mut b) = (Vec::new(), Vec::new());
                for _ in 0..4_000 {
                    let common = 0.9_f64.sqrt() * stream.normal();
                    a.push(common + 0.1_f64.sqrt() * stream.normal());
                    b.push(common + 0.1_f64.sqrt() * stream.normal());
                }
                pairing(&a, &b).unwrap()
            })
            .collect();
        let covered =
            found.iter().filter(|found| found.saving_low < 10.0 && 10.0 < found.saving_high).count();
        // 95 % of 200, less three standard errors.
        assert!(covered >= 180, "{covered} of 200 intervals hold the saving");
        assert!(found.iter().all(|found| (found.correlation - 0.9).abs() < 0.015));
        assert!(found.iter().all(|found| found.saving_high / found.saving_low < 1.2));
    }

    #[test]
    fn the_saving_is_the_ratio_of_the_variances_as_worked_out_by_hand() {
        // Variances 20/3 and 17/3; differences 0, 1, −1, 2 with variance 5/3: saving 37/5.
        let found = pairing(&[1.0, 3.0, 5.0, 7.0], &[1.0, 2.0, 6.0, 5.0]).unwrap();
        assert!((found.saving - 37.0 / 5.0).abs() < 1e-12, "{}", found.saving);
        assert!(pairing(&[1.0, 2.0, 3.0], &[1.0, 2.0, 4.0]).is_none());
    }

    #[test]
    fn replications_for_a_width_are_the_first_that_reach_it() {
        // With n = 18: t(17) = 2.109816, half width 2.109816 / sqrt(18) = 0.4973; with 17 it is 0.5141.
        assert_eq!(replications_for(1.0, 0.5), Some(18));
        // Two samples of 16: t(30) = 2.042272 / 4 = 0.5106; of 17: t(32) = 2.036933 / 4.123106 = 0.4940.
        assert_eq!(independent_replications_for(1.0, 0.5), Some(17));
        assert_eq!(replications_for(0.0, 1.0), Some(2));
        assert_eq!(replications_for(1.0, 0.0), None);
    }
}
