//! Tails, densities and quantiles of the normal, Student's, Fisher's and the chi-squared distribution.
//!
//! P(T > t) = I_{ν/(ν+t²)}(ν/2, 1/2) / 2 for t ≥ 0; P(F ≤ f) = I_{mf/(mf+n)}(m/2, n/2); P(X > x) = 1 − P(k/2, x/2) for a
//! chi-squared X; P(Z > z) = erfc(z/√2) / 2 (Abramowitz and Stegun 26.5.27, 26.6.2, 26.4.19, 26.2.29). All of it is `libm` and
//! the four operations, so that a verdict has the same bytes on every platform and in every build. Quantiles are found from
//! the tails and rounded to ten significant digits, far beyond what is ever shown. The tests hold tails against values of
//! 40 digits (`tests/fixtures/distributions.py`) and against published tables.

use libm::{erfc, exp, fabs, log, log1p, pow, sqrt};

use super::special::{incomplete_beta, incomplete_gamma_above, ln_beta};

/// From this many degrees of freedom on Student's quantile is taken from its expansion around the normal one, whose
/// next term is below 1e-13 there.
const NEARLY_NORMAL: f64 = 1e5;

const LN_SQRT_2_PI: f64 = 0.918_938_533_204_672_8;

/// P(Z > z) for a standard normal Z.
pub fn normal_tail(z: f64) -> f64 {
    erfc(z * std::f64::consts::FRAC_1_SQRT_2) / 2.0
}

/// The density of a standard normal number.
pub fn normal_density(z: f64) -> f64 {
    exp(-z * z / 2.0 - LN_SQRT_2_PI)
}

/// The value that |Z| exceeds with probability `alpha`; NaN unless `alpha` lies strictly between 0 and 1.
pub fn two_sided_z(alpha: f64) -> f64 {
    if !(alpha > 0.0 && alpha < 1.0) {
        return f64::NAN;
    }
    portable(from_the_left(alpha, |z| (2.0 * normal_tail(z), 2.0 * normal_density(z))))
}

/// P(T > t) for T of Student's distribution; NaN unless `freedom` is positive.
pub fn t_tail(t: f64, freedom: f64) -> f64 {
    if !(freedom > 0.0 && freedom.is_finite()) || t.is_nan() {
        return f64::NAN;
    }
    let square = t * t;
    let (x, y) = (freedom / (freedom + square), square / (freedom + square));
    let beyond = if square.is_finite() { incomplete_beta(freedom / 2.0, 0.5, x, y) / 2.0 } else { 0.0 };
    if t >= 0.0 { beyond } else { 1.0 - beyond }
}

/// The density of Student's distribution; NaN unless `freedom` is positive.
pub fn t_density(t: f64, freedom: f64) -> f64 {
    if !(freedom > 0.0 && freedom.is_finite()) {
        return f64::NAN;
    }
    let ln =
        -(freedom + 1.0) / 2.0 * log1p(t * t / freedom) - ln_beta(freedom / 2.0, 0.5) - log(freedom) / 2.0;
    exp(ln)
}

/// The value that |T| exceeds with probability `alpha`, for T with `freedom` degrees of freedom; NaN unless
/// `freedom` is positive and `alpha` lies strictly between 0 and 1.
pub fn two_sided_t(alpha: f64, freedom: f64) -> f64 {
    if !(freedom > 0.0 && freedom.is_finite() && alpha > 0.0 && alpha < 1.0) {
        return f64::NAN;
    }
    if freedom >= NEARLY_NORMAL {
        // Abramowitz and Stegun 26.7.5.
        let z = two_sided_z(alpha);
        let first = (pow(z, 3.0) + z) / 4.0;
        let second = (5.0 * pow(z, 5.0) + 16.0 * pow(z, 3.0) + 3.0 * z) / 96.0;
        return portable(z + first / freedom + second / (freedom * freedom));
    }
    portable(from_the_left(alpha, |t| (2.0 * t_tail(t, freedom), 2.0 * t_density(t, freedom))))
}

/// P(F ≤ f) for an F-distributed number; NaN unless the degrees of freedom are positive.
pub fn f_below(f: f64, numerator: f64, denominator: f64) -> f64 {
    if !(numerator > 0.0 && denominator > 0.0 && numerator.is_finite() && denominator.is_finite()) {
        return f64::NAN;
    }
    let (above, below) = (numerator * f.max(0.0), denominator);
    incomplete_beta(numerator / 2.0, denominator / 2.0, above / (above + below), below / (above + below))
}

/// The value below which an F-distributed number lies with probability `p`; NaN unless the degrees of freedom are
/// positive and `p` lies strictly between 0 and 1.
pub fn f_quantile(p: f64, numerator: f64, denominator: f64) -> f64 {
    if !(p > 0.0 && p < 1.0) || f_below(1.0, numerator, denominator).is_nan() {
        return f64::NAN;
    }
    bisected(|f| f_below(f, numerator, denominator) < p)
}

/// P(X > x) for X of the chi-squared distribution; NaN unless `freedom` is positive.
pub fn chi_squared_tail(x: f64, freedom: f64) -> f64 {
    if !(freedom > 0.0 && freedom.is_finite()) {
        return f64::NAN;
    }
    incomplete_gamma_above(freedom / 2.0, x / 2.0)
}

/// Where `too_low` turns from true to false, over the positive numbers.
fn bisected(too_low: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (1e-12, 1e12);
    while high / low > 1.0 + 1e-13 {
        let middle = sqrt(low * high);
        if middle <= low || middle >= high {
            break;
        }
        if too_low(middle) { low = middle } else { high = middle }
    }
    portable(sqrt(low * high))
}

/// Solves tail(x) = `alpha` for x ≥ 0 by Newton's method; the tail is convex there, so that steps from the left never
/// overshoot.
fn from_the_left(alpha: f64, tail_and_density: impl Fn(f64) -> (f64, f64)) -> f64 {
    let mut x = 0.0;
    for _ in 0..1_000 {
        let (tail, density) = tail_and_density(x);
        let step = (tail - alpha) / density;
        if step.is_nan() || fabs(step) <= 1e-14 * x {
            break;
        }
        x += step;
    }
    x
}

/// A number rounded to ten significant digits.
fn portable(x: f64) -> f64 {
    format!("{x:.9e}").parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::{
        chi_squared_tail, f_below, f_quantile, normal_tail, t_density, t_tail, two_sided_t, two_sided_z,
    };

    fn near(found: f64, expected: f64) {
        assert!((found / expected - 1.0).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn quantiles_agree_with_the_exact_ones_of_one_and_two_degrees_of_freedom() {
        // One degree: tan(pi/2 (1 - alpha)); two degrees: (1 - alpha) sqrt(2 / (alpha (2 - alpha))).
        for alpha in [0.5, 0.2, 0.05, 0.01, 1e-4] {
            near(two_sided_t(alpha, 1.0), libm::tan(std::f64::consts::FRAC_PI_2 * (1.0 - alpha)));
            near(two_sided_t(alpha, 2.0), (1.0 - alpha) * (2.0 / (alpha * (2.0 - alpha))).sqrt());
        }
    }

    #[test]
    fn quantiles_agree_with_published_tables() {
        near(two_sided_t(0.05, 9.0), 2.262_157_162_798_205);
        near(two_sided_t(0.05, 29.0), 2.045_229_642_132_703);
        near(two_sided_t(0.01, 59.0), 2.661_758_752_162_906);
        near(two_sided_t(0.05, 1e7), 1.959_964_221_8);
        near(two_sided_z(0.05), 1.959_963_984_540);
        near(two_sided_z(1e-10), 6.466_951_087_8);
        near(f_quantile(0.95, 1.0, 9.0), 2.262_157_162_798_205 * 2.262_157_162_798_205);
        // F tables: 5 and 10 degrees of freedom, 3.325835 at 95 %.
        assert!((f_quantile(0.95, 5.0, 10.0) - 3.325_835).abs() < 1e-6);
    }

    #[test]
    fn a_quantile_turns_back_into_its_probability_for_any_number_of_replications() {
        for freedom in [1.0, 3.0, 19.0, 59.0, 1e3, 9e4, 2e5, 1e6] {
            for alpha in [0.3, 0.05, 0.004, 1e-6, 1e-11] {
                let back = 2.0 * t_tail(two_sided_t(alpha, freedom), freedom);
                assert!((back / alpha - 1.0).abs() < 1e-6, "{freedom} {alpha} {back}");
            }
        }
        assert!((2.0 * normal_tail(two_sided_z(0.05)) - 0.05).abs() < 1e-10);
    }

    #[test]
    fn what_is_no_probability_or_has_no_degrees_of_freedom_has_no_quantile() {
        for found in
            [two_sided_t(0.05, 0.0), two_sided_t(0.0, 5.0), two_sided_z(1.0), f_quantile(0.5, 0.0, 1.0)]
        {
            assert!(found.is_nan());
        }
    }

    /// Values of 40 digits, made by `tests/fixtures/distributions.py` with mpmath.
    fn known() -> serde_json::Value {
        serde_json::from_str(include_str!("../../../tests/fixtures/distributions.json")).unwrap()
    }

    #[test]
    fn tails_and_densities_agree_with_values_of_forty_digits() {
        let known = known();
        for (name, tail) in [
            ("normal_tail", (|row: &[f64]| normal_tail(row[0])) as fn(&[f64]) -> f64),
            ("t_tail", |row| t_tail(row[0], row[1])),
            ("t_density", |row| t_density(row[0], row[1])),
            ("f_below", |row| f_below(row[0], row[1], row[2])),
            ("chi_squared_tail", |row| chi_squared_tail(row[0], row[1])),
        ] {
            let rows = known[name].as_array().unwrap();
            assert!(rows.len() >= 12, "{name}");
            for row in rows {
                let row: Vec<f64> = row.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect();
                let (expected, found) = (row[row.len() - 1], tail(&row));
                assert!((found / expected - 1.0).abs() < 1e-11, "{name} {row:?}: {found}");
            }
        }
    }

    /// A crate that another crate's features turn from `libm` to the platform's maths gave other bits in other builds: 743 of
    /// 3,999 Student tails. These are the bits that every build and platform must give.
    #[test]
    fn the_bits_of_4000_tails_do_not_depend_on_what_else_is_built() {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for i in 1..=4_000 {
            let t = f64::from(i) / 500.0;
            for bits in [
                t_tail(t, f64::from(i % 97 + 1)),
                f_below(t, f64::from(i % 7 + 1), 9.0),
                chi_squared_tail(4.0 * t, 5.0),
            ] {
                hash = (hash ^ bits.to_bits()).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        assert_eq!(hash, 0xe40e_7335_025a_d1b7, "{hash:#x}");
    }
}
