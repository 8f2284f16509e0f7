//! Sobol' indices: which share of the variance of the outcome each factor explains alone (first order), and together
//! with all others (total).
//!
//! With A, B and A_B^i as in [`crate::experiment::design::Method::Saltelli`], over blocks j:
//! first order S_i = mean(f(B) (f(A_B^i) − f(A))) / V (Saltelli et al., Computer Physics Communications 181, 2010);
//! total T_i = mean((f(A) − f(A_B^i))²) / 2V (Jansen, Computer Physics Communications 117, 1999); V is the variance of
//! f over all A and B. Every product is of different replications, so that chance counts neither as effect nor as
//! variance.
//!
//! The intervals. Blocks come in [`RANDOMISATIONS`] groups, each of a Sobol' sequence moved by a shift of its own, which are
//! alike and independent, however even each is in itself (L'Ecuyer and Lemieux 2002). The variance of an index between
//! groups is that of the jackknife, which leaves out one group at a time (Tukey 1958). Where there are several
//! replications, the variance between replications is added, so far as it is more than what is left of chance at single
//! groups: indices differ from future to future also where every point is known (a two-way decomposition, after Owen 2007;
//! the influence of a replication is that of its products, twice, as of a U-statistic of degree two). The interval is
//! Student's, with the degrees of freedom of Welch and Satterthwaite, where the groups count for as many as their spread is
//! known by: 2 / (2 / (n − 1) + γ / n) for n groups with an excess kurtosis γ above zero, since a variance s² is known to
//! s⁴ (2 / (n − 1) + γ / n). Groups of few blocks are skewed: the upper end is that of Hall's transformation, which takes
//! the skewness of the groups away (J. R. Statist. Soc. B 54, 1992), where that is wider; and a total index, a mean of squares,
//! has that of the interval on the logarithmic scale where that is wider still. Both ends are kept within 0 and 1, where an
//! index is.

use super::responses::{Noise, mean, product};
use super::{Estimate, Responses};
use crate::evidence::LEVEL;
use crate::evidence::statistics::two_sided_t;
use crate::experiment::design::RANDOMISATIONS;

/// With fewer blocks intervals hold less often than they say: `docs/methods/statistics.md` has how often.
pub const ENOUGH_BLOCKS: usize = 32;

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

/// Sums over the blocks of one group. Bilinear figures are kept by what each replication gives to them; their mean over
/// replications is the figure.
#[derive(Clone)]
struct Sums {
    blocks: f64,
    /// (f(A) + f(B)) / 2, by replication.
    middle: Vec<f64>,
    /// (f(A)² + f(B)²) / 2.
    square: Vec<f64>,
    /// By factor, the numerators of the first-order and of the total index.
    numerators: Vec<[Vec<f64>; 2]>,
}

impl Sums {
    fn none(factors: usize, replications: usize) -> Self {
        let zero = || vec![0.0; replications];
        let numerators = (0..factors).map(|_| [zero(), zero()]).collect();
        Self { blocks: 0.0, middle: zero(), square: zero(), numerators }
    }

    /// Adds another group, or takes it off.
    fn add(&mut self, other: &Self, sign: f64) {
        self.blocks += sign * other.blocks;
        let each = |to: &mut [f64], from: &[f64]| to.iter_mut().zip(from).for_each(|(to, x)| *to += sign * x);
        each(&mut self.middle, &other.middle);
        each(&mut self.square, &other.square);
        for (to, from) in self.numerators.iter_mut().zip(&other.numerators) {
            to.iter_mut().zip(from).for_each(|(to, from)| each(to, from));
        }
    }

    /// The mean outcome, by replication.
    fn means(&self) -> Vec<f64> {
        self.middle.iter().map(|sum| sum / self.blocks).collect()
    }

    fn variance(&self) -> f64 {
        let middle = self.means();
        mean(&self.square) / self.blocks - product(&middle, &middle)
    }

    /// An index, by factor and kind; NaN where there is no variance to share.
    fn index(&self, factor: usize, kind: usize) -> f64 {
        let variance = self.variance();
        if variance > 0.0 { mean(&self.numerators[factor][kind]) / self.blocks / variance } else { f64::NAN }
    }
}

impl Indices {
    /// From the responses of a Saltelli design of so many factors.
    pub fn of(responses: &Responses, factors: usize) -> Self {
        let each = factors + 2;
        let blocks: Vec<usize> = (0..responses.points() / each).collect();
        let whole: Vec<usize> = blocks
            .iter()
            .copied()
            .filter(|&block| (block * each..(block + 1) * each).all(|point| responses.whole(point)))
            .collect();
        let centre: Vec<f64> = (0..responses.replications())
            .map(|replication| {
                let points = whole.iter().flat_map(|&block| block * each..(block + 1) * each);
                let values: Vec<f64> = points.map(|point| responses.of(point)[replication]).collect();
                mean(&values)
            })
            .collect();
        let none = Sums::none(factors, responses.replications());
        let mut groups = vec![none.clone(); RANDOMISATIONS as usize];
        for &block in &whole {
            let sums = sums(responses, block * each, factors, &centre);
            groups[block % RANDOMISATIONS as usize].add(&sums, 1.0);
        }
        groups.retain(|group| group.blocks > 0.0);
        let mut all = none;
        groups.iter().for_each(|group| all.add(group, 1.0));
        let without = |group: &Sums| {
            let mut left = all.clone();
            left.add(group, -1.0);
            left
        };
        let left: Vec<Sums> = groups.iter().map(without).collect();
        let ends: Vec<f64> = whole
            .iter()
            .flat_map(|&block| [responses.mean(block * each), responses.mean(block * each + 1)])
            .collect();
        let variance = if whole.is_empty() { f64::NAN } else { all.variance() };
        let estimate = |factor, kind| interval(&all, &groups, &left, factor, kind);
        Self {
            factors: (0..factors).map(|f| Index { first: estimate(f, 0), total: estimate(f, 1) }).collect(),
            blocks: whole.len(),
            left_out: blocks.len() - whole.len(),
            mean: mean(&ends),
            sd: if variance > 0.0 { variance.sqrt() } else { f64::NAN },
            noise: responses.noise(),
        }
    }

    /// Whether there are so few blocks that the intervals hold less often than they say.
    pub fn few(&self) -> bool {
        self.blocks < ENOUGH_BLOCKS
    }
}

/// The sums of the one block that begins at a point.
fn sums(responses: &Responses, start: usize, factors: usize, centre: &[f64]) -> Sums {
    let less = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(x, y)| x - y).collect() };
    let [a, b] = [start, start + 1].map(|point| less(responses.of(point), centre));
    let halved = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| (x + y) / 2.0).collect();
    let numerators = (0..factors).map(|i| {
        let step = less(&less(responses.of(start + 2 + i), centre), &a);
        [parts(&b, &step), parts(&step, &step).into_iter().map(|x| x / 2.0).collect()]
    });
    Sums {
        blocks: 1.0,
        middle: halved(&a, &b),
        square: halved(&parts(&a, &a), &parts(&b, &b)),
        numerators: numerators.collect(),
    }
}

/// What each replication gives to [`product`], which is their mean: its products with all other replications.
fn parts(a: &[f64], b: &[f64]) -> Vec<f64> {
    let n = a.len() as f64;
    if a.len() < 2 {
        return a.iter().zip(b).map(|(x, y)| x * y).collect();
    }
    let (sum_a, sum_b) = (a.iter().sum::<f64>(), b.iter().sum::<f64>());
    a.iter().zip(b).map(|(x, y)| (x * (sum_b - y) + y * (sum_a - x)) / (2.0 * (n - 1.0))).collect()
}

/// An index with its interval, from all groups and from all but each.
fn interval(all: &Sums, groups: &[Sums], left: &[Sums], factor: usize, kind: usize) -> Estimate {
    let value = all.index(factor, kind);
    let without: Vec<f64> = left.iter().map(|sums| sums.index(factor, kind)).collect();
    if groups.len() < 2 || value.is_nan() || without.iter().any(|x| x.is_nan()) {
        return Estimate { value, low: f64::NAN, high: f64::NAN };
    }
    let between = jackknife(&without);
    let of_futures = replications(all, groups, factor, kind, value);
    let variance = between + of_futures;
    let shape = Shape::of(&without);
    let (points, futures) = (shape.freedom, all.middle.len() as f64 - 1.0);
    let more = if of_futures > 0.0 { of_futures * of_futures / futures } else { 0.0 };
    let weights = between * between / points + more;
    let freedom = if weights > 0.0 { variance * variance / weights } else { points };
    let (t, sd) = (two_sided_t(1.0 - LEVEL, freedom), variance.sqrt());
    let (low, mut high) = (value - t * sd, value + t * sd);
    if variance > 0.0 {
        let skewness = shape.skewness * libm::pow(between / variance, 1.5);
        high = high.max(value + sd * unskewed(t, skewness / (groups.len() as f64).sqrt()));
    }
    // A mean of squares that is well above zero.
    if kind == 1 && value > 2.0 * sd && without.iter().all(|&x| x > 0.0) {
        let logs: Vec<f64> = without.iter().map(|&x| libm::log(x)).collect();
        let spread = (jackknife(&logs) + of_futures / (value * value)).sqrt();
        high = high.max(value * libm::exp(t * spread));
    }
    Estimate { value, low: low.clamp(0.0, 1.0), high: high.clamp(0.0, 1.0) }
}

/// The variance of a figure, from what it is without each of the groups.
fn jackknife(without: &[f64]) -> f64 {
    let (groups, middle) = (without.len() as f64, mean(without));
    (groups - 1.0) / groups * without.iter().map(|x| (x - middle) * (x - middle)).sum::<f64>()
}

/// How the groups differ in what they give to a figure.
struct Shape {
    /// Degrees of freedom by which their variance is known.
    freedom: f64,
    skewness: f64,
}

impl Shape {
    /// From what the figure is without each of the groups: a group that pulls it up leaves less.
    fn of(without: &[f64]) -> Self {
        let (n, middle) = (without.len() as f64, mean(without));
        let moment = |power| without.iter().map(|x| libm::pow(middle - x, power)).sum::<f64>() / n;
        let square = moment(2.0);
        if !(square > 0.0) || n < 4.0 {
            return Self { freedom: n - 1.0, skewness: 0.0 };
        }
        let kurtosis = moment(4.0) / (square * square) - 3.0;
        let excess = (n - 1.0) / ((n - 2.0) * (n - 3.0)) * ((n + 1.0) * kurtosis + 6.0);
        let freedom = 2.0 / (2.0 / (n - 1.0) + excess.max(0.0) / n);
        Self { freedom, skewness: moment(3.0) / (square * square.sqrt()) }
    }
}

/// The upper end, in standard errors, of an interval that reaches t of them where nothing is skewed; a is the skewness over
/// the root of the number: the inverse of Hall's transformation, T + a T² / 3 + a² T³ / 27 + a / 6.
fn unskewed(t: f64, a: f64) -> f64 {
    let y = t + a / 6.0;
    if a.abs() < 1e-6 { y } else { 3.0 / a * (1.0 - libm::cbrt(1.0 - a * y)) }
}

/// The variance of an index between replications, beyond what the chance of single groups makes of it.
fn replications(all: &Sums, groups: &[Sums], factor: usize, kind: usize, value: f64) -> f64 {
    let count = all.middle.len();
    if count < 2 {
        return 0.0;
    }
    let (centre, variance) = (all.means(), all.variance());
    let squared = parts(&centre, &centre);
    // The influence of each replication in one group, linear in what the group gives.
    let influence = |group: &Sums| -> Vec<f64> {
        let with_mean = parts(&group.means(), &centre);
        let of = |r: usize| {
            let spread = group.square[r] / group.blocks - 2.0 * with_mean[r] + squared[r];
            2.0 * (group.numerators[factor][kind][r] / group.blocks - value * spread) / variance
        };
        (0..count).map(of).collect()
    };
    let table: Vec<(f64, Vec<f64>)> = groups.iter().map(|g| (g.blocks / all.blocks, influence(g))).collect();
    let by_replication: Vec<f64> =
        (0..count).map(|r| table.iter().map(|(weight, row)| weight * row[r]).sum()).collect();
    let (grand, n) = (mean(&by_replication), count as f64);
    let columns = by_replication.iter().map(|x| (x - grand) * (x - grand)).sum::<f64>() / (n - 1.0) / n;
    let rest: f64 = table
        .iter()
        .map(|(weight, row)| {
            let own = mean(row);
            let apart = row.iter().zip(&by_replication).map(|(x, column)| x - own - column + grand);
            weight * weight * apart.map(|x| x * x).sum::<f64>() / (n - 1.0) / n
        })
        .sum();
    // Each residual has lost its share to the means over groups.
    let lost = groups.len() as f64 / (groups.len() as f64 - 1.0);
    (columns - rest * lost).max(0.0)
}
