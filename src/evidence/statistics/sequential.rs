//! Looking at the results more than once: when a comparison goes on until it is decided, its intervals must hold at every
//! look together.
//!
//! A group-sequential design with few looks. The probability of error is *spent* look by look (Lan and DeMets 1983) by a
//! function of the share of all replications that has been seen, and each look's boundary is found by the recursive
//! integration of Armitage, McPherson and Rowe (1969). Intervals that use the boundary are *repeated confidence intervals*
//! (Jennison and Turnbull 1989): they hold at all looks together, whatever the reason for which one stops. The boundary of
//! a normal statistic is carried over to Student's by equal tail probability (Jennison and Turnbull 2000, ch. 11); that the
//! error stays below its level for means of few and of skewed differences is simulated in the tests.

use super::LEVEL;
use super::distributions::{normal_density, normal_tail, two_sided_z};

/// How the probability of error is spent: how much of `alpha` by the time that a share of the replications is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spending {
    /// In proportion to the replications (the power family of Kim and DeMets 1987, exponent 1). Verona's own: most
    /// comparisons are either decided at the first look or stay open, and the first look needs no far tail, in which
    /// means of few replications are least like normal ones.
    Proportional,
    /// After O'Brien and Fleming: very little at first, nearly all at the last look.
    OBrienFleming,
    /// After Pocock: nearly equal boundaries.
    Pocock,
}

impl Spending {
    /// How much of `alpha` is spent by the `share` (0 to 1) of all replications.
    pub fn spent(self, alpha: f64, share: f64) -> f64 {
        match self {
            _ if share >= 1.0 => alpha,
            Spending::Proportional => alpha * share,
            // Half of alpha on each side, as published.
            Spending::OBrienFleming => 4.0 * normal_tail(two_sided_z(alpha / 2.0) / share.sqrt()),
            Spending::Pocock => alpha * libm::log1p((std::f64::consts::E - 1.0) * share),
        }
    }
}

/// After how many replications one looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looks(Vec<u32>);

impl Looks {
    /// A first look, then one whenever the replications have doubled, and the last at `at_most`; a single look where
    /// `at_most` is not above `first`.
    pub fn doubling(first: u32, at_most: u32) -> Self {
        let mut looks = vec![first.max(1)];
        while let Some(&last) = looks.last()
            && last < at_most
        {
            looks.push(last.saturating_mul(2).min(at_most));
        }
        Self(looks)
    }

    /// The numbers of replications, rising.
    pub fn numbers(&self) -> &[u32] {
        &self.0
    }

    /// The two-sided tail probabilities, look by look, at which each look's interval must be taken so that all looks
    /// together miss with probability `alpha`.
    pub fn levels(&self, alpha: f64, spending: Spending) -> Vec<f64> {
        let last = self.0.last().copied().map_or(1.0, f64::from);
        let shares: Vec<f64> = self.0.iter().map(|&n| f64::from(n) / last).collect();
        boundaries(alpha, &shares, spending).into_iter().map(|z| 2.0 * normal_tail(z)).collect()
    }
}

/// How sure an interval must be: 95 %, for one look or at one of several, and for one comparison or for several at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// By number of comparisons less one; empty for a fixed number of replications.
    tails: Vec<f64>,
}

impl Level {
    /// For a fixed number of replications.
    pub fn fixed() -> Self {
        Self { tails: Vec::new() }
    }

    /// At look `look` (from 0) of several, for up to `comparisons` comparisons.
    pub fn at(looks: &Looks, look: usize, comparisons: usize) -> Self {
        if looks.numbers().len() < 2 {
            return Self::fixed();
        }
        let tail = |comparisons: usize| {
            let levels = looks.levels((1.0 - LEVEL) / comparisons as f64, Spending::Proportional);
            levels.get(look).copied().unwrap_or(f64::NAN)
        };
        Self { tails: (1..=comparisons.max(1)).map(tail).collect() }
    }

    /// The two-sided tail probability of each of so many comparisons made at once (Bonferroni).
    pub fn tail(&self, comparisons: usize) -> f64 {
        let comparisons = comparisons.max(1);
        match self.tails.last() {
            None => (1.0 - LEVEL) / comparisons as f64,
            // More comparisons than were provided for: no arm is ever compared with more than all others.
            Some(&last) => self.tails.get(comparisons - 1).copied().unwrap_or(last),
        }
    }
}

/// The boundaries of |Z|, look by look, at shares of the information that rise to 1, so that all looks together err with
/// probability `alpha` and by each look what [`Spending::spent`] says.
pub fn boundaries(alpha: f64, shares: &[f64], spending: Spending) -> Vec<f64> {
    let mut found = Vec::with_capacity(shares.len());
    let mut spent = 0.0;
    // The density of the score process (a Brownian motion in information time) where no boundary has been crossed.
    let mut open: Option<(f64, Grid)> = None;
    for &share in shares {
        let now = spending.spent(alpha, share);
        let to_spend = now - spent;
        let boundary = match &open {
            None => two_sided_z(to_spend),
            Some((before, grid)) => crossing(to_spend, share, share - before, grid),
        };
        let half = boundary.min(FARTHEST) * share.sqrt();
        let grid = Grid::new(half, |x| match &open {
            None => normal_density(x / share.sqrt()) / share.sqrt(),
            Some((before, grid)) => {
                let sd = (share - before).sqrt();
                grid.integral(|u| normal_density((x - u) / sd) / sd)
            }
        });
        open = Some((share, grid));
        spent = now;
        found.push(boundary);
    }
    found
}

/// No density beyond so many standard deviations is worth integrating.
const FARTHEST: f64 = 9.0;

/// Steps of Simpson's rule; an even number.
const STEPS: usize = 160;

/// A density on a symmetric range, with the weights of Simpson's rule.
struct Grid(Vec<(f64, f64)>);

impl Grid {
    fn new(half: f64, density: impl Fn(f64) -> f64) -> Self {
        let step = 2.0 * half / STEPS as f64;
        let point = |i: usize| {
            let x = -half + step * i as f64;
            let weight = if i == 0 || i == STEPS { 1.0 } else { [2.0, 4.0][i % 2] } * step / 3.0;
            (x, weight * density(x))
        };
        Self((0..=STEPS).map(point).collect())
    }

    fn integral(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.0.iter().map(|&(x, mass)| mass * of(x)).sum()
    }
}

/// The boundary beyond which the probability `to_spend` lies at information `share`, `step` after the last look.
fn crossing(to_spend: f64, share: f64, step: f64, grid: &Grid) -> f64 {
    let sd = step.sqrt();
    let beyond = |z: f64| {
        let edge = z * share.sqrt();
        grid.integral(|u| normal_tail((edge - u) / sd) + normal_tail((edge + u) / sd))
    };
    let (mut low, mut high) = (0.0, 40.0);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if beyond(middle) > to_spend { low = middle } else { high = middle }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::{Level, Looks, Spending, boundaries};
    use crate::evidence::statistics::Paired;
    use crate::evidence::statistics::draws::Stream;

    fn near(found: &[f64], expected: &[f64], within: f64) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < within, "{found} is not {expected}");
        }
    }

    #[test]
    fn five_equal_looks_have_the_published_boundaries() {
        // Reboussin, DeMets, Kim and Lan 2000; also the R package ldbounds.
        let shares = [0.2, 0.4, 0.6, 0.8, 1.0];
        let found = boundaries(0.05, &shares, Spending::OBrienFleming);
        near(&found, &[4.8769, 3.3569, 2.6803, 2.2898, 2.0310], 5e-4);
        let found = boundaries(0.05, &shares, Spending::Pocock);
        near(&found, &[2.4380, 2.4268, 2.4101, 2.3966, 2.3859], 5e-4);
    }

    #[test]
    fn one_look_is_the_usual_test_and_all_of_alpha_is_spent_at_the_end() {
        for spending in [Spending::Proportional, Spending::OBrienFleming, Spending::Pocock] {
            near(&boundaries(0.05, &[1.0], spending), &[1.959_964], 1e-6);
            assert!((spending.spent(0.05, 1.0) - 0.05).abs() < 1e-15);
            assert!(spending.spent(0.05, 0.3) < spending.spent(0.05, 0.6));
        }
        assert_eq!(Looks::doubling(20, 0).numbers(), [20]);
        assert_eq!(Level::at(&Looks::doubling(20, 20), 0, 3), Level::fixed());
    }

    #[test]
    fn looks_double_up_to_the_last() {
        assert_eq!(Looks::doubling(60, 240).numbers(), [60, 120, 240]);
        assert_eq!(Looks::doubling(30, 100).numbers(), [30, 60, 100]);
    }

    #[test]
    fn more_comparisons_ask_for_more_at_every_look() {
        let looks = Looks::doubling(60, 240);
        for look in 0..3 {
            let level = Level::at(&looks, look, 3);
            assert!(level.tail(3) < level.tail(2) && level.tail(2) < level.tail(1));
            assert!(level.tail(1) < 0.05 && level.tail(3) > 0.0);
        }
    }

    /// The share of experiments in which a difference that is none is declared at one of the looks.
    fn errors(looks: &Looks, tails: &[f64], draw: impl Fn(&mut Stream) -> f64) -> f64 {
        let mut stream = Stream::new(7);
        let experiments = 3_000;
        let most = *looks.numbers().last().unwrap() as usize;
        let wrong = (0..experiments).filter(|_| {
            let differences: Vec<f64> = (0..most).map(|_| draw(&mut stream)).collect();
            looks.numbers().iter().zip(tails).any(|(&n, &tail)| {
                Paired::with_tail(differences.iter().copied().take(n as usize), tail).decided()
            })
        });
        wrong.count() as f64 / f64::from(experiments)
    }

    #[test]
    fn looking_repeatedly_errs_in_less_than_5_percent_and_would_not_without_the_boundaries() {
        let looks = Looks::doubling(60, 240);
        let tails = looks.levels(0.05, Spending::Proportional);
        // Two standard errors of 3,000 experiments at 5 % are 0.8 points.
        let normal = errors(&looks, &tails, Stream::normal);
        assert!((0.04..0.058).contains(&normal), "{normal}");
        // Differences as skewed as an exponential number, which those of two arms are not.
        let skewed = errors(&looks, &tails, |stream| -libm::log(stream.uniform()) - 1.0);
        assert!(skewed < 0.07, "{skewed}");
        let naive = errors(&looks, &[0.05; 3], Stream::normal);
        assert!(naive > 0.09, "{naive}");
    }

    #[test]
    fn a_real_difference_is_found_early() {
        let looks = Looks::doubling(60, 240);
        let tails = looks.levels(0.05, Spending::Proportional);
        let mut stream = Stream::new(3);
        let first = (0..500).filter(|_| {
            let differences = (0..60).map(|_| stream.normal() + 0.6);
            Paired::with_tail(differences, tails[0]).decided()
        });
        assert!(first.count() > 450);
    }
}
