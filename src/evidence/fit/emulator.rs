//! The emulator of the facts: of each, a quadratic in the unknowns, fitted to simulated firms by ridge regression, with the variance of its
//! predictions.
//!
//! f(z) = b · (1, z, z², z z'), with b ~ N(0, s²/λ) before any firm is seen (no ridge on the constant), residuals e of variance s².
//! Predicting the mean of the fact at z costs the variance s² x'(X'X + Λ)⁻¹x of the coefficients, and the part of s² that is lack of fit:
//! what is left of it after the luck of the simulated futures, which is known from futures of the same firm.

use super::linear;

/// Ridge on linear and on quadratic terms, in units of the residual variance over the prior variance of a coefficient.
const RIDGE: [f64; 2] = [0.01, 0.5];

/// The emulator of all facts together, which share their points.
#[derive(Debug, Clone)]
pub struct Emulator {
    centre: Vec<f64>,
    root: Vec<Vec<f64>>,
    /// Of each fact.
    coefficients: Vec<Vec<f64>>,
    residual: Vec<f64>,
    lack: Vec<f64>,
}

/// The terms of the quadratic.
fn terms(centre: &[f64], z: &[f64]) -> Vec<f64> {
    let moved: Vec<f64> = z.iter().zip(centre).map(|(z, centre)| z - centre).collect();
    let mut terms = vec![1.0];
    terms.extend(&moved);
    for (at, a) in moved.iter().enumerate() {
        terms.extend(moved[at..].iter().map(|b| a * b));
    }
    terms
}

impl Emulator {
    /// Fitted to the facts of firms (`values`, fact by fact for each point) with weights; `luck` is, of each fact, the mean variance
    /// of a value that is due to its futures alone. A firm of which a fact could not be measured is left out; `None` where less
    /// than two are left.
    pub fn fit(points: &[Vec<f64>], values: &[Vec<f64>], weights: &[f64], luck: &[f64]) -> Option<Self> {
        let measured = |at: usize| values[at].iter().all(|value| value.is_finite()) && weights[at] > 0.0;
        let known: Vec<usize> = (0..points.len()).filter(|&at| measured(at)).collect();
        if known.len() < 2 {
            return None;
        }
        let first = &points[known[0]];
        let mass: f64 = known.iter().map(|&at| weights[at]).sum();
        let centre: Vec<f64> = (0..first.len())
            .map(|d| known.iter().map(|&at| weights[at] * points[at][d]).sum::<f64>() / mass)
            .collect();
        let rows: Vec<Vec<f64>> = known.iter().map(|&at| terms(&centre, &points[at])).collect();
        let size = rows[0].len();
        let linear = first.len() + 1;
        let mut gram = vec![vec![0.0; size]; size];
        for (x, &at) in rows.iter().zip(&known) {
            for row in 0..size {
                let scaled = weights[at] * x[row];
                for (slot, x) in gram[row].iter_mut().zip(&x[..=row]) {
                    *slot += scaled * x;
                }
            }
        }
        for (row, line) in gram.iter_mut().enumerate().skip(1) {
            // Relative to the column's own size, so that the ridge does not depend on how far a wave reaches.
            let ridge = if row < linear { RIDGE[0] } else { RIDGE[1] };
            line[row] += ridge * (line[row] / mass).max(1e-6);
        }
        let root = linear::root(&gram);
        let freedom: f64 = rows
            .iter()
            .zip(&known)
            .map(|(x, &at)| {
                let half = linear::forward(&root, x);
                weights[at] * dot(&half, &half)
            })
            .sum();
        let mut emulator =
            Self { centre, root, coefficients: Vec::new(), residual: Vec::new(), lack: Vec::new() };
        for (fact, luck) in luck.iter().enumerate() {
            let mut right = vec![0.0; size];
            for (x, &at) in rows.iter().zip(&known) {
                let scaled = weights[at] * values[at][fact];
                right.iter_mut().zip(x).for_each(|(slot, x)| *slot += scaled * x);
            }
            let coefficients = linear::solve(&emulator.root, &right);
            let squares: f64 = (rows.iter().zip(&known))
                .map(|(x, &at)| {
                    let error = values[at][fact] - dot(&coefficients, x);
                    weights[at] * error * error
                })
                .sum();
            let residual = squares / (mass - freedom).max(0.1 * mass);
            emulator.coefficients.push(coefficients);
            emulator.residual.push(residual);
            emulator.lack.push((residual - luck).max(0.0));
        }
        Some(emulator)
    }

    /// Calls `told` with each fact's expectation at a point and the variance of that expectation.
    pub fn predict(&self, z: &[f64], mut told: impl FnMut(usize, f64, f64)) {
        let x = terms(&self.centre, z);
        let half = linear::forward(&self.root, &x);
        let spread = dot(&half, &half);
        for (fact, coefficients) in self.coefficients.iter().enumerate() {
            told(fact, dot(coefficients, &x), self.residual[fact] * spread + self.lack[fact]);
        }
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::statistics::draws::Stream;

    #[test]
    fn a_noisy_quadratic_is_found_within_its_own_variance() {
        let mut stream = Stream::new(5);
        let truth = |z: &[f64]| 1.0 + 2.0 * z[0] - z[1] + 0.5 * z[0] * z[1] + 0.3 * z[1] * z[1];
        let points: Vec<Vec<f64>> = (0..120).map(|_| vec![stream.normal(), stream.normal()]).collect();
        let values: Vec<f64> = points.iter().map(|z| truth(z) + 0.2 * stream.normal()).collect();
        let values: Vec<Vec<f64>> = values.into_iter().map(|value| vec![value]).collect();
        let emulator = Emulator::fit(&points, &values, &[1.0; 120], &[0.04]).unwrap();
        let mut inside = 0;
        for _ in 0..200 {
            let z = [stream.normal(), stream.normal()];
            emulator.predict(&z, |_, mean, variance| {
                inside += usize::from((mean - truth(&z)).abs() < 1.96 * variance.sqrt());
                assert!(variance < 0.05, "{variance}");
            });
        }
        // One set of coefficients, whose errors all points share.
        assert!(inside > 150, "{inside} of 200");
        assert!(emulator.lack[0] < 0.01, "{}", emulator.lack[0]);
    }
}
