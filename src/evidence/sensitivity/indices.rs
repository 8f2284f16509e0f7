//! Sobol' indices: which share of the variance of the outcome each factor explains alone (first order), and together
//! with all others (total).
//!
//! With A, B and A_B^i as in [`crate::experiment::design::Method::Saltelli`], over blocks j:
//! first order S_i = mean(f(B) (f(A_B^i) − f(A))) / V (Saltelli et al., Computer Physics Communications 181, 2010);
//! total T_i = mean((f(A) − f(A_B^i))²) / 2V (Jansen, Computer Physics Communications 117, 1999); V is the variance of
//! f over all A and B. Every product is of different replications, so that chance counts neither as effect nor as
//! variance. The intervals are of a bootstrap over blocks: they tell of the points, given the replications.

use super::resample::bootstrap;
use super::responses::{Noise, mean, product};
use super::{Estimate, Responses};

/// The indices of one factor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Index {
    /// The share of variance that it explains alone.
    pub first: Estimate,
    /// The share that goes with it, alone or together with others.
    pub total: Estimate,
}

/// The indices of all factors.
#[derive(Debug, Clone, PartialEq)]
pub struct Indices {
    /// By factor, in their order.
    pub factors: Vec<Index>,
    /// Blocks that could be measured.
    pub blocks: usize,
    /// Blocks that could not.
    pub left_out: usize,
    /// Mean over all points A and B.
    pub mean: f64,
    /// Standard deviation of the outcome over the ranges of the factors, chance taken out; NaN when nothing is left.
    pub sd: f64,
    /// How much is chance.
    pub noise: Noise,
}

/// One block in figures, ready to be resampled.
struct Block {
    /// Values of A and B, each replication less its mean over the design.
    ends: [Vec<f64>; 2],
    variance: f64,
    first: Vec<f64>,
    total: Vec<f64>,
}

impl Indices {
    /// From the responses of a Saltelli design of so many factors.
    pub fn of(responses: &Responses, factors: usize, seed: u64) -> Self {
        let each = factors + 2;
        let blocks: Vec<usize> = (0..responses.points() / each).map(|block| block * each).collect();
        let whole: Vec<usize> = blocks
            .iter()
            .copied()
            .filter(|&start| (start..start + each).all(|point| responses.whole(point)))
            .collect();
        let centre: Vec<f64> = (0..responses.replications())
            .map(|replication| {
                let points = whole.iter().flat_map(|&start| start..start + each);
                let values: Vec<f64> = points.map(|point| responses.of(point)[replication]).collect();
                mean(&values)
            })
            .collect();
        let less = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(x, y)| x - y).collect() };
        let ready: Vec<Block> = whole
            .iter()
            .map(|&start| {
                let [a, b] = [start, start + 1].map(|point| less(responses.of(point), &centre));
                let mixed = (0..factors).map(|i| less(&less(responses.of(start + 2 + i), &centre), &a));
                let (first, total) = mixed.map(|step| (product(&b, &step), product(&step, &step))).unzip();
                Block { variance: (product(&a, &a) + product(&b, &b)) / 2.0, ends: [a, b], first, total }
            })
            .collect();
        let variance = |chosen: &[usize]| {
            let n = chosen.len() as f64;
            let middle: Vec<f64> = (0..responses.replications())
                .map(|r| {
                    let sum: f64 = chosen.iter().map(|&i| ready[i].ends[0][r] + ready[i].ends[1][r]).sum();
                    sum / (2.0 * n)
                })
                .collect();
            chosen.iter().map(|&i| ready[i].variance).sum::<f64>() / n - product(&middle, &middle)
        };
        let estimates = bootstrap(seed, ready.len(), 2 * factors, |chosen| {
            let variance = variance(chosen);
            let n = chosen.len() as f64;
            let share = |sum: f64| if variance > 0.0 { sum / n / variance } else { f64::NAN };
            let first = (0..factors).map(|f| share(chosen.iter().map(|&i| ready[i].first[f]).sum()));
            let total = (0..factors).map(|f| share(chosen.iter().map(|&i| ready[i].total[f] / 2.0).sum()));
            first.chain(total).collect()
        });
        let all: Vec<usize> = (0..ready.len()).collect();
        let ends: Vec<f64> =
            whole.iter().flat_map(|&start| [responses.mean(start), responses.mean(start + 1)]).collect();
        let variance = variance(&all);
        Self {
            factors: (0..factors)
                .map(|f| Index { first: estimates[f], total: estimates[factors + f] })
                .collect(),
            blocks: whole.len(),
            left_out: blocks.len() - whole.len(),
            mean: mean(&ends),
            sd: if variance > 0.0 { variance.sqrt() } else { f64::NAN },
            noise: responses.noise(),
        }
    }
}
