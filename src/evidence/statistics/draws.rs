//! A stream of normal and χ² numbers for integrals over what is not known exactly: the words of one name of
//! [`crate::model::random`], sampled by `rand_distr`. It starts from a fixed seed, so that a statistic of the same data is
//! the same number everywhere.

use crate::model::random::{Draws, Normal, Purpose, Stream as Words};
use rand::distr::Distribution;
use rand_distr::ChiSquared;

/// The stream.
#[derive(Debug, Clone)]
pub struct Stream(Words);

impl Stream {
    /// A stream of its own for each `start`.
    pub fn new(start: u64) -> Self {
        Self(Draws::new(start, 0).stream(Purpose::Posterior, 0, 0))
    }

    /// A uniform number strictly between 0 and 1.
    pub fn uniform(&mut self) -> f64 {
        self.0.uniform()
    }

    /// A standard normal number.
    pub fn normal(&mut self) -> f64 {
        Normal.sample(&mut self.0)
    }

    /// A number of the χ² distribution with `freedom` degrees of freedom; zero for none. It is rounded to 24 bits, which
    /// takes away the last bits, in which the logarithms that `rand_distr` comes to may differ between builds.
    pub fn chi_squared(&mut self, freedom: usize) -> f64 {
        ChiSquared::new(freedom as f64).map_or(0.0, |law| f64::from(law.sample(&mut self.0) as f32))
    }
}

#[cfg(test)]
mod tests {
    use super::Stream;

    /// `rand_distr` takes its logarithms from `libm` or from the platform, as other crates of the build ask: tests are built
    /// with the platform's. The number was recorded with those of `libm`.
    #[test]
    fn chi_squared_numbers_are_the_same_bits_with_either_maths() {
        let mut stream = Stream::new(1);
        let hash = (0..1_000_000).fold(0u64, |hash, i| {
            let word = stream.chi_squared(1 + i % 200).to_bits();
            (hash ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(20)
        });
        assert_eq!(hash, 0x38e3_58a7_5693_f208);
    }

    #[test]
    fn normal_and_chi_squared_numbers_have_their_means_and_variances() {
        for freedom in [1, 3, 100, 101] {
            let mut stream = Stream::new(1);
            let values: Vec<f64> = (0..100_000).map(|_| stream.chi_squared(freedom)).collect();
            let mean = values.iter().sum::<f64>() / 100_000.0;
            let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / 100_000.0;
            let nu = freedom as f64;
            assert!((mean / nu - 1.0).abs() < 0.02, "{mean}");
            assert!((variance / (2.0 * nu) - 1.0).abs() < 0.06, "{variance}");
        }
    }
}
