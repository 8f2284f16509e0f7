//! The bootstrap: how much an estimate would differ had other points been drawn.

use super::{Estimate, REPETITIONS};
use crate::evidence::LEVEL;
use crate::evidence::statistics::summary::percentile;
use crate::model::random::{Draws, Purpose};
use rand::RngExt;

/// Positions from 0 to `length`, drawn with replacement.
fn drawn(seed: u64, repetition: u32, length: usize) -> Vec<usize> {
    let mut words = Draws::new(seed, 0).stream(Purpose::Resample, u64::from(repetition), 0);
    (0..length).map(|_| words.random_range(0..length)).collect()
}

/// Estimates `count` figures from `length` units: `estimate` is given the positions of the units that count, each once
/// for the values, drawn with replacement for the percentile intervals.
pub(super) fn bootstrap(
    seed: u64,
    length: usize,
    count: usize,
    estimate: impl Fn(&[usize]) -> Vec<f64>,
) -> Vec<Estimate> {
    let all: Vec<usize> = (0..length).collect();
    let values = estimate(&all);
    let mut repeated: Vec<Vec<f64>> = vec![Vec::new(); count];
    if length >= 2 {
        for repetition in 0..REPETITIONS {
            for (kept, value) in repeated.iter_mut().zip(estimate(&drawn(seed, repetition, length))) {
                if value.is_finite() {
                    kept.push(value);
                }
            }
        }
    }
    let tail = (1.0 - LEVEL) / 2.0;
    values
        .into_iter()
        .zip(&mut repeated)
        .map(|(value, kept)| {
            kept.sort_by(f64::total_cmp);
            Estimate { value, low: percentile(kept, tail), high: percentile(kept, 1.0 - tail) }
        })
        .collect()
}
