//! Tails and quantiles of the normal, Student's and Fisher's distributions.
//!
//! Probabilities are those of the crate `statrs`, which computes them with `libm`, alike on every platform. Its quantiles
//! are not used: that of Student's t is wrong by 5 % at ten million degrees of freedom and does not return at a thousand
//! million, so that quantiles are found here, from the crate's own probabilities and densities. They are rounded to ten
//! significant digits, far beyond what is ever shown, so that the last bits of a sum cannot change a printed byte.

use libm::{fabs, pow, sqrt};
use statrs::distribution::{Continuous, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

/// From this many degrees of freedom on Student's quantile is taken from its expansion around the normal one, whose
/// next term is below 1e-13 there.
const NEARLY_NORMAL: f64 = 1e5;

/// P(Z > z) for a standard normal Z.
pub fn normal_tail(z: f64) -> f64 {
    Normal::standard().sf(z)
}

/// The density of a standard normal number.
pub fn normal_density(z: f64) -> f64 {
    Normal::standard().pdf(z)
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
    StudentsT::new(0.0, 1.0, freedom).map_or(f64::NAN, |student| student.sf(t))
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
    let Ok(student) = StudentsT::new(0.0, 1.0, freedom) else { return f64::NAN };
    portable(from_the_left(alpha, |t| (2.0 * student.sf(t), 2.0 * student.pdf(t))))
}

/// The value below which an F-distributed number lies with probability `p`; NaN unless the degrees of freedom are
/// positive and `p` lies strictly between 0 and 1.
pub fn f_quantile(p: f64, numerator: f64, denominator: f64) -> f64 {
    let Ok(fisher) = FisherSnedecor::new(numerator, denominator) else { return f64::NAN };
    if !(p > 0.0 && p < 1.0) {
        return f64::NAN;
    }
    let (mut low, mut high) = (1e-12, 1e12);
    while high / low > 1.0 + 1e-13 {
        let middle = sqrt(low * high);
        if middle <= low || middle >= high {
            break;
        }
        if fisher.cdf(middle) < p { low = middle } else { high = middle }
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
    use super::{f_quantile, normal_tail, t_tail, two_sided_t, two_sided_z};

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
}
