//! Mathematics that gives the same bits on every platform: `libm` in place of the system's functions.

/// e to the power x.
#[inline]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm.
#[inline]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// x to the power y.
#[inline]
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// The logistic function 1 / (1 + e^-x).
#[inline]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// The share that is left of something after `days` at a daily rate of decay.
#[inline]
pub fn remaining(daily_rate: f64, days: f64) -> f64 {
    libm::pow(1.0 - daily_rate.clamp(0.0, 1.0), days)
}

/// The distribution function of the standard normal law.
#[inline]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Evaluates a polynomial, highest power first.
#[inline]
fn polynomial<const N: usize>(coefficients: [f64; N], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}

/// The quantile function of the standard normal law for `p` in (0, 1): algorithm AS 241 (PPND16) of Wichura,
/// Applied Statistics 37 (1988), accurate to about 1 part in 10^16.
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q
            * polynomial(
                [
                    2.509_080_928_730_122_7e3,
                    3.343_057_558_358_813e4,
                    6.726_577_092_700_87e4,
                    4.592_195_393_154_987e4,
                    1.373_169_376_550_946e4,
                    1.971_590_950_306_551_3e3,
                    1.331_416_678_917_843_8e2,
                    3.387_132_872_796_366_5,
                ],
                r,
            )
            / polynomial(
                [
                    5.226_495_278_852_854e3,
                    2.872_908_573_572_194_3e4,
                    3.930_789_580_009_271e4,
                    2.121_379_430_158_659_7e4,
                    5.394_196_021_424_751e3,
                    6.871_870_074_920_579e2,
                    4.231_333_070_160_091e1,
                    1.0,
                ],
                r,
            );
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    let r = libm::sqrt(-libm::log(tail));
    let x = if r <= 5.0 {
        let r = r - 1.6;
        polynomial(
            [
                7.745_450_142_783_414e-4,
                2.272_384_498_926_918_4e-2,
                2.417_807_251_774_506e-1,
                1.270_458_252_452_368_4,
                3.647_848_324_763_204_5,
                5.769_497_221_460_691,
                4.630_337_846_156_545,
                1.423_437_110_749_683_5,
            ],
            r,
        ) / polynomial(
            [
                1.050_750_071_644_416_9e-9,
                5.475_938_084_995_345e-4,
                1.519_866_656_361_645_7e-2,
                1.481_039_764_274_800_8e-1,
                6.897_673_349_851e-1,
                1.676_384_830_183_803_8,
                2.053_191_626_637_759,
                1.0,
            ],
            r,
        )
    } else {
        let r = r - 5.0;
        polynomial(
            [
                2.010_334_399_292_288_1e-7,
                2.711_555_568_743_487_6e-5,
                1.242_660_947_388_078_4e-3,
                2.653_218_952_657_612_4e-2,
                2.965_605_718_285_048_7e-1,
                1.784_826_539_917_291_3,
                5.463_784_911_164_114,
                6.657_904_643_501_103,
            ],
            r,
        ) / polynomial(
            [
                2.044_263_103_389_939_8e-15,
                1.421_511_758_316_445_8e-7,
                1.846_318_317_510_054_8e-5,
                7.868_691_311_456_133e-4,
                1.487_536_129_085_061_5e-2,
                1.369_298_809_227_358e-1,
                5.998_322_065_558_88e-1,
                1.0,
            ],
            r,
        )
    };
    if q < 0.0 { -x } else { x }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantile_and_distribution_function_are_inverse() {
        for i in 1..2000 {
            let p = f64::from(i) / 2000.0;
            assert!((normal_cdf(normal_quantile(p)) - p).abs() < 1e-12, "at {p}");
        }
        for exponent in 4..15 {
            let p = pow(10.0, -f64::from(exponent));
            let back = normal_cdf(normal_quantile(p));
            assert!((back / p - 1.0).abs() < 1e-9, "at {p}: {back}");
        }
    }

    #[test]
    fn known_quantiles_are_met() {
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
        assert!((normal_quantile(0.5)).abs() < 1e-15);
        assert!((normal_quantile(1e-10) + 6.361_340_902_404_056).abs() < 1e-9);
    }
}
