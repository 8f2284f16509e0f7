//! Which of many levers is worth pulling: a race over shared futures, then a fresh look at those that are left.
//!
//! Successive halving (Karnin, Koren and Somekh 2013; Jamieson and Talwalkar 2016, recalled): every lever gets a few futures, the
//! better half gets more, and so on. The futures by which levers were chosen flatter the ones that were chosen; so the figures told
//! are of fresh futures alone, and their intervals allow for the number of levers that got there (Bonferroni).

use super::statistics::summary::mean_and_sd;
use super::{Paired, Trajectory};
use crate::experiment::levers::Lever;

/// Futures of the rounds of the race: after each, half of the levers go on.
pub const ROUNDS: [u32; 3] = [4, 8, 12];

/// How many levers get to the last look, beside those that are always looked at.
pub const FINALISTS: usize = 10;

/// The number of the first future of the last look: far from those of the race.
pub const FRESH: u32 = 10_001;

/// Single choices of which pairs are tried.
pub const PAIRED: usize = 5;

/// The positions of the best by mean, so many of them, best first; equal ones keep their order.
pub fn best(means: &[f64], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..means.len()).filter(|&at| !means[at].is_nan()).collect();
    order.sort_by(|&a, &b| means[b].total_cmp(&means[a]));
    order.truncate(most);
    order
}

/// What the futures of a lever say, in money of the whole firm over the horizon.
#[derive(Debug, Clone, PartialEq)]
pub struct Pulled {
    /// Its path: dip, break-even, value.
    pub trajectory: Trajectory,
    /// How much of the value is cash.
    pub cash: Paired,
    /// Mean of the worst tenth of futures: what it costs to be unlucky with it.
    pub worst_tenth: f64,
    /// Mean loss over all futures, those that gain counting as nothing: what choosing it instead of doing nothing can be regretted.
    pub regret: f64,
}

impl Pulled {
    /// Of the paths (one a future, money added up month by month) and the cash of each, among so many levers.
    pub fn of(paths: &[Vec<f64>], cash: &[f64], start: u32, levers: usize) -> Self {
        let mut ends: Vec<f64> = paths.iter().filter_map(|path| path.last().copied()).collect();
        ends.sort_by(f64::total_cmp);
        let tenth = ends.len().div_ceil(10);
        Self {
            trajectory: Trajectory::of(paths, start, levers),
            cash: Paired::among(cash.iter().copied(), levers),
            worst_tenth: mean_and_sd(&ends[..tenth.min(ends.len())]).0,
            regret: mean_and_sd(&ends.iter().map(|end| (-end).max(0.0)).collect::<Vec<_>>()).0,
        }
    }

    /// The 10th percentile of the value over the futures.
    pub fn low(&self) -> f64 {
        self.trajectory.months.last().map_or(f64::NAN, |band| band.all.p10)
    }
}

/// A lever with what it brings.
#[derive(Debug, Clone)]
pub struct Found {
    /// The lever.
    pub lever: Lever,
    /// What the fresh futures say.
    pub pulled: Pulled,
    /// Its value in each of them.
    pub ends: Vec<f64>,
}

/// What choosing the lever with the best mean can be regretted beside the others: the mean over futures of what the best of all
/// (doing nothing among them) would have brought more. `ends` is by lever, then by future.
pub fn regret_of_best(ends: &[Vec<f64>], chosen: usize) -> f64 {
    let futures = ends.first().map_or(0, Vec::len);
    let short: Vec<f64> = (0..futures)
        .map(|at| ends.iter().map(|lever| lever[at]).fold(0.0, f64::max) - ends[chosen][at])
        .collect();
    mean_and_sd(&short).0
}

#[cfg(test)]
mod tests {
    use super::{Pulled, best, regret_of_best};

    #[test]
    fn the_best_come_first_and_what_could_not_be_measured_not_at_all() {
        assert_eq!(best(&[1.0, 5.0, f64::NAN, 5.0, -2.0], 3), [1, 3, 0]);
    }

    #[test]
    fn the_worst_tenth_and_the_regret_are_those_worked_out_by_hand() {
        let paths: Vec<Vec<f64>> = (0..20).map(|i| vec![f64::from(i) - 4.0]).collect();
        let found = Pulled::of(&paths, &[1.0; 20], 0, 1);
        // The worst two of twenty end at −4 and −3; four end below zero, −4 to −1.
        assert_eq!((found.worst_tenth, found.regret), (-3.5, 0.5));
    }

    #[test]
    fn doing_nothing_is_among_what_could_have_been_chosen() {
        // Best elsewhere: 3 − 1, then nothing instead of −2: mean 2.
        assert_eq!(regret_of_best(&[vec![1.0, -2.0], vec![3.0, -5.0]], 0), 2.0);
    }
}
