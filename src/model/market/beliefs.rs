//! Beliefs about what customers prefer: Gaussian, a mean and a variance, which signals sharpen and the drift of the market blurs.
//!
//! A signal s of precision p moves mean and variance (m, v) to ((m / v + s p) / (1 / v + p), 1 / (1 / v + p)). While preferences keep the
//! share k of themselves, a belief relaxes to (k m, k^2 v + 1 - k^2), since their stationary variance is 1 (`preferences.rs`).

/// The Gaussian update of a belief (mean, variance) by a signal of some precision.
pub fn update(belief: &mut (f64, f64), signal: f64, precision: f64) {
    let (mean, variance) = *belief;
    let total = 1.0 / variance + precision;
    *belief = ((mean / variance + signal * precision) / total, 1.0 / total);
}

/// A belief relaxes while preferences keep the share `keep` of what they were.
pub fn relax(belief: &mut (f64, f64), keep: f64) {
    let (mean, variance) = belief;
    (*mean, *variance) = (keep * *mean, keep * keep * *variance + 1.0 - keep * keep);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gaussian_update_meets_its_closed_form() {
        let mut belief = (0.0, 1.0);
        for signal in [1.0, 2.0, 0.5, 1.5] {
            update(&mut belief, signal, 0.25);
        }
        assert!((belief.1 - 0.5).abs() < 1e-12, "variance 1 / (1 + 4 x 0.25)");
        assert!((belief.0 - 5.0 * 0.25 * 0.5).abs() < 1e-12, "precision-weighted mean");
    }
}
