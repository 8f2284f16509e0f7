//! How values are spread over a factor's range: a law turns a share of the way (0 to 1) into a value.

use crate::model::math::{exp, ln, normal_cdf, normal_quantile};

/// The law of a factor over its range, low to high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Law {
    /// All values alike.
    Uniform,
    /// All orders of magnitude alike: for sizes, prices and rates.
    LogUniform,
    /// Rising straight to `mode` and falling straight from it.
    Triangular {
        /// The most likely value.
        mode: f64,
    },
    /// The normal law, cut off at the ends of the range.
    Normal {
        /// The mean before cutting off.
        mean: f64,
        /// The standard deviation before cutting off.
        sd: f64,
    },
}

impl Law {
    /// The word that a user writes for it.
    pub fn word(self) -> &'static str {
        match self {
            Law::Uniform => "uniform",
            Law::LogUniform => "log-uniform",
            Law::Triangular { .. } => "triangular",
            Law::Normal { .. } => "normal",
        }
    }

    /// What is wrong with this law over this range, if anything is.
    pub(super) fn fault(self, low: f64, high: f64) -> Option<String> {
        match self {
            Law::LogUniform if low <= 0.0 => {
                Some(format!("a log-uniform law needs a range above 0, and this one begins at {low}"))
            }
            Law::Triangular { mode } if !(low..=high).contains(&mode) => {
                Some(format!("the mode {mode} lies outside the range {low} to {high}"))
            }
            Law::Normal { sd, .. } if !(sd > 0.0 && sd.is_finite()) => {
                Some(format!("the standard deviation {sd} is not above 0"))
            }
            Law::Normal { mean, sd } => {
                let mass = normal_cdf((high - mean) / sd) - normal_cdf((low - mean) / sd);
                // Also catches a mean that is no number.
                let enough = mass >= 1e-6;
                (!enough).then(|| {
                    format!("a normal law of mean {mean} and deviation {sd} has next to nothing in {low} to {high}")
                })
            }
            _ => None,
        }
    }

    /// The value below which the share `unit` lies; the ends of the range at 0 and 1.
    pub fn quantile(self, unit: f64, low: f64, high: f64) -> f64 {
        if unit <= 0.0 {
            return low;
        }
        if unit >= 1.0 {
            return high;
        }
        let value = match self {
            Law::Uniform => low + unit * (high - low),
            Law::LogUniform => low * exp(unit * ln(high / low)),
            Law::Triangular { mode } => {
                let (width, rise) = (high - low, mode - low);
                if unit * width < rise {
                    low + (unit * width * rise).sqrt()
                } else {
                    high - ((1.0 - unit) * width * (high - mode)).sqrt()
                }
            }
            Law::Normal { mean, sd } => {
                let from = normal_cdf((low - mean) / sd);
                let to = normal_cdf((high - mean) / sd);
                mean + sd * normal_quantile(from + unit * (to - from))
            }
        };
        value.clamp(low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::Law;

    #[test]
    fn quantiles_are_those_worked_out_by_hand() {
        let at = |law: Law, unit: f64| law.quantile(unit, 1.0, 100.0);
        assert!((at(Law::LogUniform, 0.5) - 10.0).abs() < 1e-12);
        assert!((at(Law::Uniform, 0.25) - 25.75).abs() < 1e-12);
        // A triangle over 0 to 4 with its mode at 1 has a quarter of its area below the mode.
        let triangle = Law::Triangular { mode: 1.0 };
        assert!((triangle.quantile(0.25, 0.0, 4.0) - 1.0).abs() < 1e-12);
        assert!((triangle.quantile(0.0625, 0.0, 4.0) - 0.5).abs() < 1e-12);
        let normal = Law::Normal { mean: 5.0, sd: 2.0 };
        assert!((normal.quantile(0.5, 0.0, 10.0) - 5.0).abs() < 1e-12);
        // Barely cut off: the usual 97.5 % quantile.
        assert!((normal.quantile(0.975, -95.0, 105.0) - (5.0 + 2.0 * 1.959_963_984_540_054)).abs() < 1e-9);
    }

    #[test]
    fn every_law_rises_and_stays_in_its_range() {
        for law in
            [Law::Uniform, Law::LogUniform, Law::Triangular { mode: 2.0 }, Law::Normal { mean: 9.0, sd: 3.0 }]
        {
            let values: Vec<f64> = (0..=100).map(|i| law.quantile(f64::from(i) / 100.0, 2.0, 8.0)).collect();
            assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{law:?} {values:?}");
            assert_eq!((values[0], values[100]), (2.0, 8.0));
        }
    }
}
