//! The regularised incomplete beta and gamma functions, over `libm` alone.
//!
//! I_x(a, b) = ∫₀ˣ t^(a−1) (1−t)^(b−1) dt / B(a, b), by the continued fraction of Didonato and Morris (NIST Digital Library
//! of Mathematical Functions, 8.17.22) after Lentz; P(a, x) = ∫₀ˣ t^(a−1) e^(−t) dt / Γ(a), by its series (8.11.4) or
//! continued fraction (8.9.2). Logarithms of Γ are never taken from one another where they are large: Stirling's terms are
//! cancelled by hand (Loader 2000), so that a hundred thousand degrees of freedom keep eleven digits.
//!
//! No crate of statistics is used: those at hand compute by `num-traits`, which is `libm` in one build and the platform's
//! maths in another, as soon as any other crate of the build asks for its `std` feature.

use libm::{exp, fabs, lgamma, log, log1p, sqrt};

/// From here on Stirling's series has all digits.
const LARGE: f64 = 15.0;

/// What no denominator of a continued fraction may fall below.
const TINY: f64 = 1e-300;

/// Terms after which a series or a fraction is given up; those of a million degrees of freedom take a few thousand.
const TERMS: u32 = 100_000;

const LN_SQRT_2_PI: f64 = 0.918_938_533_204_672_8;

/// ln Γ(x) less Stirling's (x − 1/2) ln x − x + ln √2π, for large x.
fn stirling_rest(x: f64) -> f64 {
    let y = 1.0 / (x * x);
    let series = [-691.0 / 360_360.0, 1.0 / 1_188.0, -1.0 / 1_680.0, 1.0 / 1_260.0, -1.0 / 360.0, 1.0 / 12.0];
    series.iter().fold(0.0, |sum, c| sum * y + c) / x
}

/// The logarithm of the beta function.
pub(super) fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if large < LARGE {
        return lgamma(small) + lgamma(large) - lgamma(small + large);
    }
    let rest = stirling_rest(large) - stirling_rest(small + large);
    if small < LARGE {
        return lgamma(small) - (large - 0.5) * log1p(small / large) - small * log(small + large)
            + small
            + rest;
    }
    LN_SQRT_2_PI + stirling_rest(small) + rest
        - small * log1p(large / small)
        - large * log1p(small / large)
        - 0.5 * log(small / (1.0 + small / large))
}

/// The regularised incomplete beta function I_x(a, b) for positive `a` and `b`. Both `x` and `y` = 1 − x are given, so
/// that neither end loses digits.
pub(super) fn incomplete_beta(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 || y <= 0.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    if x <= (a + 1.0) / (a + b + 2.0) { beta_fraction(a, b, x, y) } else { 1.0 - beta_fraction(b, a, y, x) }
}

fn beta_fraction(a: f64, b: f64, x: f64, y: f64) -> f64 {
    // The logarithm of the nearer end is taken from the other, which has its digits.
    let ln_x = if x > 0.5 { log1p(-y) } else { log(x) };
    let ln_y = if y > 0.5 { log1p(-x) } else { log(y) };
    let front = exp(a * ln_x + b * ln_y - ln_beta(a, b)) / a;
    let apart = |v: f64| if fabs(v) < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / apart(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for term in 1..TERMS {
        let m = f64::from(term);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / apart(1.0 + even * d);
        c = apart(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / apart(1.0 + odd * d);
        c = apart(1.0 + odd / c);
        fraction *= d * c;
        if fabs(d * c - 1.0) < 1e-15 {
            break;
        }
    }
    front * fraction
}

/// 1 − P(a, x), the upper regularised incomplete gamma function, for positive `a`.
pub(super) fn incomplete_gamma_above(a: f64, x: f64) -> f64 {
    if x.is_nan() || x <= 0.0 {
        return if x.is_nan() { x } else { 1.0 };
    }
    // x^a e^−x / Γ(a), Stirling's terms cancelled where a is large.
    let front = if a < LARGE {
        exp(a * log(x) - x - lgamma(a))
    } else {
        let by = (x - a) / a;
        exp(-a * (by - log1p(by)) - stirling_rest(a) - LN_SQRT_2_PI) * sqrt(a)
    };
    if x < a + 1.0 {
        let (mut term, mut sum) = (1.0 / a, 1.0 / a);
        for i in 1..TERMS {
            term *= x / (a + f64::from(i));
            sum += term;
            if term < sum * 1e-16 {
                break;
            }
        }
        return 1.0 - front * sum;
    }
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for i in 1..TERMS {
        let i = f64::from(i);
        let an = -i * (i - a);
        b += 2.0;
        let apart = |v: f64| if fabs(v) < TINY { TINY } else { v };
        d = 1.0 / apart(an * d + b);
        c = apart(b + an / c);
        fraction *= d * c;
        if fabs(d * c - 1.0) < 1e-15 {
            break;
        }
    }
    front * fraction
}
