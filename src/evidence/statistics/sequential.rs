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

/// The numbers of replications at which one looks before those of the plan: a lead as clear as most is decided at twelve.
const EARLY: [u32; 4] = [8, 12, 20, 40];

/// How the probability of error is spent: how much of `alpha` by the time that a share of the replications is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spending {
    /// In proportion to the replications (the power family of Kim and DeMets 1987, exponent 1).
    Proportional,
    /// In proportion to the replications to the power of 3/2 (exponent 3/2 of the same family). Verona's own: a lead as clear
    /// as most is decided at eight or twelve replications, and yet little is spent there, where means of few replications are
    /// least like normal ones; O'Brien and Fleming would spend next to nothing and never stop there.
    Rising,
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
            Spending::Rising => alpha * share * share.sqrt(),
            // Half of alpha on each side, as published.
            Spending::OBrienFleming => 4.0 * normal_tail(two_sided_z(alpha / 2.0) / share.sqrt()),
            Spending::Pocock => alpha * libm::log1p((std::f64::consts::E - 1.0) * share),
        }
    }
}

/// The share of the probability of error that is spent. The rest is kept back for Student's statistics of few replications,
/// which hang together less from look to look than the normal ones of the recursion: it takes up 0.2 points of 5.
const SPENT: f64 = 0.9;

/// After how many replications one looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looks(Vec<u32>);

impl Looks {
    /// The looks of a plan: after 8, 12, 20 and 40 replications as far as these are fewer than `usual`, after `usual`,
    /// whenever the replications have doubled, and after `at_most`. A single look, after `usual`, where `at_most` is not above
    /// it.
    pub fn of(usual: u32, at_most: u32) -> Self {
        let usual = usual.max(1);
        if at_most <= usual {
            return Self(vec![usual]);
        }
        let mut looks: Vec<u32> = EARLY.into_iter().filter(|&early| early < usual).chain([usual]).collect();
        while let Some(&last) = looks.last()
            && last < at_most
        {
            looks.push(last.saturating_mul(2).min(at_most));
        }
        Self(looks)
    }

    /// Looks after these numbers of replications; `None` unless they rise from 1 or more.
    pub fn at(numbers: Vec<u32>) -> Option<Self> {
        let rising =
            numbers.first().is_some_and(|&first| first > 0) && numbers.windows(2).all(|w| w[0] < w[1]);
        rising.then_some(Self(numbers))
    }

    /// What the usual number of replications of a plan becomes where no more than `at_most` are allowed, so that there are
    /// looks up to that number and none beyond.
    pub fn usual_within(usual: u32, at_most: u32) -> u32 {
        if at_most > usual {
            return usual;
        }
        let before = EARLY.into_iter().filter(|&early| early < at_most).max();
        before.unwrap_or(at_most).max(1)
    }

    /// The numbers of replications, rising.
    pub fn numbers(&self) -> &[u32] {
        &self.0
    }

    /// The two-sided tail probabilities, look by look, at which each look's interval must be taken so that all looks
    /// together miss with probability `alpha`.
    pub fn levels(&self, alpha: f64, spending: Spending) -> Vec<f64> {
        boundaries(alpha, &self.shares(), spending).into_iter().map(|z| 2.0 * normal_tail(z)).collect()
    }

    /// The boundaries of |Z|, look by look, at which each of so many comparisons made at once is judged.
    pub(super) fn boundaries(&self, comparisons: usize) -> Vec<f64> {
        boundaries(SPENT * (1.0 - LEVEL) / comparisons.max(1) as f64, &self.shares(), Spending::Rising)
    }

    /// What share of the last look's replications each look has.
    pub(super) fn shares(&self) -> Vec<f64> {
        let last = self.0.last().copied().map_or(1.0, f64::from);
        self.0.iter().map(|&n| f64::from(n) / last).collect()
    }
}

/// How sure an interval must be: 95 %, for one look or at one of several, and for one comparison or for several at once.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// By number of comparisons, rising; empty for a fixed number of replications.
    tails: Vec<(usize, f64)>,
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
            let tail = looks.boundaries(comparisons).get(look).map_or(f64::NAN, |&z| 2.0 * normal_tail(z));
            (comparisons, tail)
        };
        // Of many comparisons not every number is worth its integration: the next larger one is a little stricter.
        let most = comparisons.max(1);
        let counts = (1..=most).filter(|&count| count <= 4 || count.is_power_of_two() || count == most);
        Self { tails: counts.map(tail).collect() }
    }

    /// For a run that ended after so many replications: at the look that it was, and ordinary where it was none.
    pub fn after(looks: &Looks, replications: u32, comparisons: usize) -> Self {
        let look = looks.numbers().iter().position(|&n| n == replications);
        look.map_or_else(Self::fixed, |look| Self::at(looks, look, comparisons))
    }

    /// The two-sided tail probability of each of so many comparisons made at once (Bonferroni).
    pub fn tail(&self, comparisons: usize) -> f64 {
        let comparisons = comparisons.max(1);
        match self.tails.last() {
            None => (1.0 - LEVEL) / comparisons as f64,
            // More comparisons than were provided for: no arm is ever compared with more than all others.
            Some(&(_, last)) => {
                self.tails.iter().find(|(count, _)| *count >= comparisons).map_or(last, |&(_, tail)| tail)
            }
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
        let grid = Grid::new([-half, half], |x| moved(open.as_ref(), share, x));
        open = Some((share, grid));
        spent = now;
        found.push(boundary);
    }
    found
}

/// The density of the score process at `x` by information `share`, where `open` is what it was at the look before.
pub(super) fn moved(open: Option<&(f64, Grid)>, share: f64, x: f64) -> f64 {
    match open {
        None => normal_density(x / share.sqrt()) / share.sqrt(),
        Some((before, grid)) => {
            let sd = (share - before).sqrt();
            grid.integral(|u| normal_density((x - u) / sd) / sd)
        }
    }
}

/// No density beyond so many standard deviations is worth integrating.
pub(super) const FARTHEST: f64 = 9.0;

/// Steps of Simpson's rule; an even number.
const STEPS: usize = 160;

/// A density on a range, with the weights of Simpson's rule.
pub(super) struct Grid(Vec<(f64, f64)>);

impl Grid {
    pub(super) fn new([from, to]: [f64; 2], density: impl Fn(f64) -> f64) -> Self {
        let step = (to - from) / STEPS as f64;
        let point = |i: usize| {
            let x = from + step * i as f64;
            let weight = if i == 0 || i == STEPS { 1.0 } else { [2.0, 4.0][i % 2] } * step / 3.0;
            (x, weight * density(x))
        };
        Self((0..=STEPS).map(point).collect())
    }

    pub(super) fn integral(&self, of: impl Fn(f64) -> f64) -> f64 {
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
        for spending in [Spending::Proportional, Spending::Rising, Spending::OBrienFleming, Spending::Pocock]
        {
            near(&boundaries(0.05, &[1.0], spending), &[1.959_964], 1e-6);
            assert!((spending.spent(0.05, 1.0) - 0.05).abs() < 1e-15);
            assert!(spending.spent(0.05, 0.3) < spending.spent(0.05, 0.6));
        }
        assert_eq!(Looks::of(20, 0).numbers(), [20]);
        assert_eq!(Level::at(&Looks::of(20, 20), 0, 3), Level::fixed());
    }

    #[test]
    fn one_looks_early_and_then_whenever_replications_have_doubled_up_to_the_last() {
        assert_eq!(Looks::of(60, 240).numbers(), [8, 12, 20, 40, 60, 120, 240]);
        assert_eq!(Looks::of(30, 100).numbers(), [8, 12, 20, 30, 60, 100]);
        assert_eq!(Looks::of(4, 10).numbers(), [4, 8, 10]);
        assert_eq!(Looks::at(vec![8, 8]), None);
    }

    /// `--at-most 40` was ignored, since the plan's own 60 are more.
    #[test]
    fn no_look_lies_beyond_what_is_allowed() {
        for at_most in 1..=300 {
            let usual = Looks::usual_within(60, at_most);
            assert_eq!(Looks::of(usual, at_most).numbers().last(), Some(&at_most));
        }
        assert_eq!(Looks::of(Looks::usual_within(60, 40), 40).numbers(), [8, 12, 20, 40]);
        assert_eq!(Looks::usual_within(60, 240), 60);
    }

    #[test]
    fn more_comparisons_ask_for_more_at_every_look() {
        let looks = Looks::of(60, 240);
        for look in 0..7 {
            let level = Level::at(&looks, look, 3);
            assert!(level.tail(3) < level.tail(2) && level.tail(2) < level.tail(1));
            assert!(level.tail(1) < 0.05 && level.tail(3) > 0.0);
        }
    }

    /// The share of experiments in which one of several arms that are all alike is declared the winner at one of the looks.
    fn false_winners(arms: usize, experiments: u32, draw: impl Fn(&mut Stream) -> f64) -> f64 {
        let looks = Looks::of(60, 240);
        let levels: Vec<Level> =
            (0..looks.numbers().len()).map(|look| Level::at(&looks, look, arms - 1)).collect();
        let mut stream = Stream::new(7);
        let wrong = (0..experiments).filter(|_| {
            let values: Vec<Vec<f64>> =
                (0..arms).map(|_| (0..240).map(|_| draw(&mut stream)).collect()).collect();
            looks.numbers().iter().zip(&levels).any(|(&n, level)| {
                let n = n as usize;
                let mean = |arm: usize| values[arm][..n].iter().sum::<f64>();
                let leader = (0..arms).max_by(|&a, &b| mean(a).total_cmp(&mean(b))).unwrap_or(0);
                (0..arms).filter(|&arm| arm != leader).all(|arm| {
                    let differences = (0..n).map(|i| values[leader][i] - values[arm][i]);
                    Paired::with_tail(differences, level.tail(arms - 1)).decided()
                })
            })
        });
        wrong.count() as f64 / f64::from(experiments)
    }

    fn exponential(stream: &mut Stream) -> f64 {
        -libm::log(stream.uniform())
    }

    #[test]
    fn arms_that_are_all_alike_have_a_false_winner_in_5_of_100_firms_at_most() {
        // Of 2,000 firms a standard error of half a point; of 8,000 half of that, for the one that comes nearest to 5 %.
        for (arms, firms) in [(2, 8_000), (4, 2_000)] {
            let normal = false_winners(arms, firms, Stream::normal);
            let skewed = false_winners(arms, 2_000, exponential);
            let heavy = false_winners(arms, 2_000, |stream| libm::exp(stream.normal()));
            println!("{arms} structures: normal {normal}, exponential {skewed}, lognormal {heavy}");
            assert!(normal.max(skewed).max(heavy) <= 0.05, "{arms}: {normal} {skewed} {heavy}");
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
        let looks = Looks::of(60, 240);
        let tails: Vec<f64> = (0..7).map(|look| Level::at(&looks, look, 1).tail(1)).collect();
        // Two standard errors of 3,000 experiments at 5 % are 0.8 points.
        let normal = errors(&looks, &tails, Stream::normal);
        assert!((0.036..0.054).contains(&normal), "{normal}");
        // Differences themselves as skewed as an exponential number, which those of two arms are not: 8.3 %.
        let skewed = errors(&looks, &tails, |stream| exponential(stream) - 1.0);
        println!("normal {normal}, skewed differences {skewed}");
        assert!(skewed < 0.095, "{skewed}");
        let naive = errors(&looks, &[0.05; 7], Stream::normal);
        assert!(naive > 0.15, "{naive}");
    }

    #[test]
    fn a_clear_lead_is_decided_at_twelve_replications() {
        let looks = Looks::of(60, 240);
        let tails: Vec<f64> = (0..7).map(|look| Level::at(&looks, look, 3).tail(3)).collect();
        let mut stream = Stream::new(3);
        // The base firm: a lead of about two and a half standard deviations of the paired difference.
        let decided = (0..500).filter(|_| {
            let differences: Vec<f64> = (0..12).map(|_| stream.normal() + 2.4).collect();
            let at = |n: usize, tail| Paired::with_tail(differences[..n].iter().copied(), tail).decided();
            at(8, tails[0]) || at(12, tails[1])
        });
        let share = decided.count() as f64 / 500.0;
        println!("decided by twelve: {share}");
        assert!(share > 0.9, "{share}");
    }
}
