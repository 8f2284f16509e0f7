//! The stated errors, at 10^5 points of each function; at 10^7 by `cargo test --release --lib math -- --ignored`.

use super::*;
use crate::model::random::{Draws, Purpose};
use rand::RngExt;

/// The worst of `error` over `points` numbers spread evenly from `low` to `high`, at random within each step.
fn worst(points: u32, low: f64, high: f64, error: impl Fn(f64) -> f64) -> f64 {
    let mut words = Draws::new(1, 0).stream(Purpose::Drift, 0, 0);
    let at = |i: u32, u: f64| low + (high - low) * (f64::from(i) + u) / f64::from(points);
    (0..points).map(|i| error(at(i, words.random()))).fold(0.0, f64::max)
}

fn all_errors_are_as_stated(points: u32) {
    let exp_error = |x: f64| (exp(x) / libm::exp(x) - 1.0).abs();
    assert!(worst(points, -30.0, 30.0, exp_error) < 5e-16);
    assert!(worst(points, -707.0, 709.0, exp_error) < 5e-16);

    let ln_error = |x: f64| (ln(x) - libm::log(x)).abs() / libm::log(x).abs().max(1.0);
    let by_size = |power: f64| ln_error(libm::exp2(power));
    assert!(worst(points, -1_022.0, 1_023.0, by_size) < 5e-16);
    assert!(worst(points, 0.25, 4.0, ln_error) < 5e-16);
    let near_one = |x: f64| (ln(1.0 + x) / libm::log(1.0 + x) - 1.0).abs();
    assert!(worst(points, -0.0039, 0.0078, near_one) < 4e-16);

    let pow_error = |y: f64| {
        let exact = libm::pow(0.7, y);
        (pow(0.7, y) / exact - 1.0).abs() / (1.0 + libm::log(exact).abs())
    };
    assert!(worst(points, -100.0, 100.0, pow_error) < 5e-16);

    let exact_cdf = |x: f64| 0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2);
    let cdf_error = |x: f64| (normal_cdf(x) - exact_cdf(x)).abs();
    assert!(worst(points, -9.0, 9.0, cdf_error) < 5e-10);

    let as241_error = |p: f64| (exact_cdf(normal_quantile(p)) - p) / density(normal_quantile(p));
    assert!(worst(points, 1e-6, 1.0 - 1e-6, |p| as241_error(p).abs()) < 5e-15);

    // A quantile is compared through its inverse: dz = dp / density.
    let quantile_error = |u: f64| {
        let z = normal((u * 18_446_744_073_709_551_616.0) as u64);
        (exact_cdf(z) - u) / density(z)
    };
    let middle = worst(points, 1e-6, 1.0 - 1e-6, |u| quantile_error(u).abs());
    assert!(middle < 1e-8, "{middle}");
    let tails = worst(points, -38.0, -1.0, |power| quantile_error(libm::exp2(power)).abs());
    assert!(tails < 1e-8, "{tails}");
}

#[test]
fn errors_are_at_most_what_the_table_states() {
    all_errors_are_as_stated(100_000);
}

#[test]
#[ignore = "ten million points of each function take a minute"]
fn errors_are_at_most_what_the_table_states_at_ten_million_points() {
    all_errors_are_as_stated(10_000_000);
}

/// Words on both sides of every cell's border, and of many places within.
#[test]
fn a_greater_word_is_a_greater_normal_number() {
    let step_at = |tail: u64, octave: u32| {
        let step = (1u64 << 63 >> octave >> 42).max(2);
        let (before, after) = (normal(tail - step), normal(tail));
        assert!(before < after, "{before} and {after} at the word {tail:#x}");
        assert!(normal(!tail) < normal(!(tail - step)), "the upper half mirrors the lower");
    };
    let mut words = Draws::new(1, 0).stream(Purpose::Drift, 0, 0);
    for octave in 0..=OCTAVES as u32 {
        let low = 1u64 << 62 >> octave;
        let cell = low / CELLS as u64;
        for i in 0..CELLS as u64 {
            step_at(low + i * cell, octave);
            (0..50).for_each(|_| step_at(low + i * cell + words.random_range(1..cell), octave));
        }
    }
    assert_eq!(normal(u64::MAX), -normal(0));
    assert!(normal(u64::MAX) > 9.0 && normal(1 << 63) > 0.0 && normal((1 << 63) - 1) < 0.0);
}

#[test]
fn the_ends_are_what_one_expects() {
    assert_eq!((exp(0.0), exp(-1e9), exp(f64::NEG_INFINITY), exp(1e9)), (1.0, 0.0, 0.0, f64::INFINITY));
    assert_eq!((ln(1.0), ln(0.0), ln(f64::INFINITY)), (0.0, f64::NEG_INFINITY, f64::INFINITY));
    assert!(exp(f64::NAN).is_nan() && ln(-1.0).is_nan() && normal_cdf(f64::NAN).is_nan());
    assert_eq!(ln(5e-324), libm::log(5e-324));
    assert_eq!((pow(0.0, 3.0), pow(0.0, 0.0), pow(1.0, 1e9)), (0.0, 1.0, 1.0));
    assert_eq!((normal_cdf(0.0), normal_cdf(40.0), normal_cdf(-40.0)), (0.5, 1.0, 0.0));
    assert_eq!((logistic(0.0), logistic(-1e9), logistic(1e9)), (0.5, 0.0, 1.0));
    assert_eq!((remaining(0.0, 10.0), remaining(1.0, 10.0), remaining(1.0, 0.0)), (1.0, 0.0, 1.0));
}

#[test]
fn quantile_and_distribution_function_are_inverse() {
    let exact_cdf = |x: f64| 0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2);
    for i in 1..2000 {
        let p = f64::from(i) / 2000.0;
        assert!((exact_cdf(normal_quantile(p)) - p).abs() < 1e-15, "at {p}");
    }
    for exponent in 4..15 {
        let p = pow(10.0, -f64::from(exponent));
        let back = exact_cdf(normal_quantile(p));
        assert!((back / p - 1.0).abs() < 1e-9, "at {p}: {back}");
    }
}

#[test]
fn known_quantiles_are_met() {
    assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-14);
    assert!((normal_quantile(0.5)).abs() < 1e-15);
    assert!((normal_quantile(1e-10) + 6.361_340_902_404_056).abs() < 1e-9);
}
