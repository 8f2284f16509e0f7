//! Quantiles of Student's t distribution, from portable mathematics alone, so that intervals have the same bytes on
//! every platform.

use libm::{exp, fabs, lgamma, log, log1p};

/// The value that |T| exceeds with probability `alpha`, for T with `freedom` degrees of freedom; NaN unless
/// `freedom` is positive and `alpha` lies strictly between 0 and 1.
pub fn two_sided_t(alpha: f64, freedom: f64) -> f64 {
    if !(freedom > 0.0 && freedom.is_finite() && alpha > 0.0 && alpha < 1.0) {
        return f64::NAN;
    }
    let log_density_at_0 =
        lgamma((freedom + 1.0) / 2.0) - lgamma(freedom / 2.0) - 0.5 * log(freedom * std::f64::consts::PI);
    // The tail probability is convex in t, so Newton's steps from the left never overshoot.
    let mut t = 0.0;
    for _ in 0..200 {
        let density = exp(log_density_at_0 - (freedom + 1.0) / 2.0 * log1p(t * t / freedom));
        let step = (tail(t, freedom) - alpha) / (2.0 * density);
        t += step;
        if fabs(step) <= 1e-14 * t {
            break;
        }
    }
    t
}

/// P(|T| > t).
fn tail(t: f64, freedom: f64) -> f64 {
    incomplete_beta(freedom / (freedom + t * t), freedom / 2.0, 0.5)
}

/// The regularised incomplete beta function.
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x));
    // The continued fraction converges fast on this side of the mean only.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * continued_fraction(x, a, b) / a
    } else {
        1.0 - front * continued_fraction(1.0 - x, b, a) / b
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
fn continued_fraction(x: f64, a: f64, b: f64) -> f64 {
    let away_from_0 = |v: f64| if fabs(v) < 1e-300 { 1e-300 } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_0(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for i in 1..100_000 {
        let m = f64::from(i);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_0(1.0 + term * d);
            c = away_from_0(1.0 + term / c);
            change = c * d;
            fraction *= change;
        }
        if fabs(change - 1.0) < 1e-15 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::two_sided_t;

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
    }

    #[test]
    fn no_degrees_of_freedom_give_no_quantile() {
        assert!(two_sided_t(0.05, 0.0).is_nan());
    }
}
