//! Ranking and selection: how probable it is that an arm is the best, what choosing it would cost, and when arms are so
//! close that it no longer matters which one is chosen.
//!
//! What is known of the arms' true means after n paired replications is taken to be Student's distribution around the
//! observed means, with their covariance over n (a flat prior; Chick and Inoue 2001). Two arms have a closed form; more
//! are integrated by [`DRAWS`] draws from a fixed start, so that probabilities are good to a percent and the same
//! everywhere. Nothing here depends on when one stopped.
//!
//! The *indifference zone* (Bechhofer 1954) is a difference too small to matter. An arm whose lead over every other has an
//! interval above minus the zone may be chosen: it is the best, or within the zone of the best, with the interval's
//! confidence.

use super::distributions::{t_density, t_tail};
use super::draws::Stream;
use super::summary::mean_and_sd;
use crate::experiment::Comparison;
use crate::model::outcome::Outcome;

/// The indifference zone for profit per head, as a share of the mean revenue per head: one point. An assumption; it is the
/// unit in which the framework's claims have their thresholds.
pub const ZONE: f64 = 0.01;

/// Draws from what is known of the means, for three arms and more.
pub const DRAWS: usize = 10_000;

/// The indifference zone of a comparison on profit per head, in money per head per year; NaN without revenue.
pub fn zone(comparison: &Comparison) -> f64 {
    let revenue: Vec<f64> = (0..comparison.arms.len())
        .flat_map(|arm| comparison.values_of(arm, Outcome::RevenuePerHead))
        .filter(|revenue| !revenue.is_nan())
        .collect();
    ZONE * mean_and_sd(&revenue).0
}

/// How the arms stand towards being best.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// In how many replications all arms could be measured.
    pub n: usize,
    /// By arm: the probability that its true mean is the highest.
    pub best: Vec<f64>,
    /// By arm: how far its true mean is expected to lie below the highest. For the arm one would choose, this is what
    /// further replications could be worth at most.
    pub loss: Vec<f64>,
}

/// How the arms stand. `values` are by arm, then by replication, paired, higher being better; replications in which an
/// arm could not be measured are left out. `None` for fewer than two arms or two such replications.
pub fn standing(values: &[Vec<f64>]) -> Option<Standing> {
    let values = complete(values);
    let (arms, n) = (values.len(), values.first().map_or(0, Vec::len));
    if arms < 2 || n < 2 {
        return None;
    }
    let means: Vec<f64> = values.iter().map(|values| mean_and_sd(values).0).collect();
    if arms == 2 {
        let differences: Vec<f64> = values[0].iter().zip(&values[1]).map(|(a, b)| a - b).collect();
        return Some(two(&differences));
    }
    let root = cholesky(&covariance(&values, &means));
    // Rounding must not decide between arms that are the same.
    let scale = means.iter().fold(0.0, |most: f64, mean| most.max(mean.abs()));
    let tie = 1e-9 * scale.max(root.iter().flatten().fold(0.0, |most: f64, x| most.max(x.abs())));
    let mut stream = Stream::new(1);
    let mut best = vec![0.0; arms];
    let mut loss = vec![0.0; arms];
    for _ in 0..DRAWS {
        let wide = ((n - 1) as f64 / stream.chi_squared(n - 1)).sqrt() / (n as f64).sqrt();
        let z: Vec<f64> = (0..arms).map(|_| stream.normal()).collect();
        let drawn: Vec<f64> = (0..arms)
            .map(|a| means[a] + wide * root[a].iter().zip(&z).map(|(l, z)| l * z).sum::<f64>())
            .collect();
        let highest = drawn.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let tied = drawn.iter().filter(|&&mean| highest - mean <= tie).count() as f64;
        for arm in 0..arms {
            let short = highest - drawn[arm];
            if short <= tie {
                best[arm] += 1.0 / tied;
            }
            loss[arm] += short;
        }
    }
    let per_draw = |sums: Vec<f64>| sums.into_iter().map(|sum| sum / DRAWS as f64).collect();
    Some(Standing { n, best: per_draw(best), loss: per_draw(loss) })
}

/// Two arms in closed form: with t = mean / se, P = P(T < t), and the expected shortfall of the first is
/// se ((ν + t²) / (ν − 1) f(t) − t P(T > t)), f being the density of T.
fn two(differences: &[f64]) -> Standing {
    let n = differences.len();
    let (mean, sd) = mean_and_sd(differences);
    let (nu, se) = ((n - 1) as f64, sd / (n as f64).sqrt());
    if se == 0.0 {
        let first = if mean == 0.0 { 0.5 } else { f64::from(mean > 0.0) };
        return Standing { n, best: vec![first, 1.0 - first], loss: vec![(-mean).max(0.0), mean.max(0.0)] };
    }
    let t = mean / se;
    let density = t_density(t, nu);
    let short = |t: f64| se * ((nu + t * t) / (nu - 1.0) * density - t * t_tail(t, nu));
    let second = t_tail(t, nu);
    // With one degree of freedom the expectation does not exist.
    let loss = if n > 2 { vec![short(t).max(0.0), short(-t).max(0.0)] } else { vec![f64::NAN; 2] };
    Standing { n, best: vec![1.0 - second, second], loss }
}

/// The replications in which every arm could be measured.
pub(super) fn complete(values: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let n = values.iter().map(Vec::len).min().unwrap_or(0);
    let whole: Vec<usize> = (0..n).filter(|&i| values.iter().all(|arm| !arm[i].is_nan())).collect();
    values.iter().map(|arm| whole.iter().map(|&i| arm[i]).collect()).collect()
}

fn covariance(values: &[Vec<f64>], means: &[f64]) -> Vec<Vec<f64>> {
    let freedom = values[0].len() as f64 - 1.0;
    let centred: Vec<Vec<f64>> =
        values.iter().zip(means).map(|(values, mean)| values.iter().map(|v| v - mean).collect()).collect();
    let product = |a: &Vec<f64>, b: &Vec<f64>| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>() / freedom;
    centred.iter().map(|a| centred.iter().map(|b| product(a, b)).collect()).collect()
}

/// The lower triangular root of a covariance; directions in which nothing varies are zero.
fn cholesky(covariance: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let size = covariance.len();
    let mut root = vec![vec![0.0; size]; size];
    for row in 0..size {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| root[row][k] * root[column][k]).sum();
            let left = covariance[row][column] - known;
            root[row][column] = if row == column {
                if left > 1e-12 * covariance[row][row] { left.sqrt() } else { 0.0 }
            } else if root[column][column] > 0.0 {
                left / root[column][column]
            } else {
                0.0
            };
        }
    }
    root
}

#[cfg(test)]
mod tests {
    use super::{DRAWS, standing};
    use crate::evidence::statistics::draws::Stream;

    #[test]
    fn two_arms_that_share_their_mean_are_each_best_with_probability_one_half() {
        let found = standing(&[vec![1.0, 2.0, 6.0], vec![2.0, 1.0, 6.0]]).unwrap();
        assert!((found.best[0] - 0.5).abs() < 1e-12 && (found.best[1] - 0.5).abs() < 1e-12);
        assert!((found.loss[0] - found.loss[1]).abs() < 1e-12 && found.loss[0] > 0.0);
    }

    #[test]
    fn the_probability_of_two_arms_is_that_of_students_test() {
        // Differences 2, −1, 0, 3: t = 1 / (1.825742 / 2) = 1.095445, P(T < t) with 3 degrees of freedom = 0.823282.
        let found = standing(&[vec![2.0, -1.0, 0.0, 3.0], vec![0.0; 4]]).unwrap();
        assert!((found.best[0] - 0.823_3).abs() < 2e-4, "{}", found.best[0]);
        assert!((found.best[0] + found.best[1] - 1.0).abs() < 1e-15);
        // The two shortfalls differ by the mean difference.
        assert!((found.loss[1] - found.loss[0] - 1.0).abs() < 1e-9);
    }

    #[test]
    fn many_draws_agree_with_the_closed_form_of_two_arms() {
        let mut stream = Stream::new(5);
        let a: Vec<f64> = (0..40).map(|_| stream.normal()).collect();
        let b: Vec<f64> = a.iter().map(|a| a + 0.2 * stream.normal() + 0.03).collect();
        let hopeless = vec![-100.0; 40];
        let exact = standing(&[a.clone(), b.clone()]).unwrap();
        let drawn = standing(&[a, b, hopeless]).unwrap();
        let error = 4.0 * (0.25 / DRAWS as f64).sqrt();
        assert!((exact.best[0] - drawn.best[0]).abs() < error, "{exact:?} {drawn:?}");
        assert!((exact.loss[1] - drawn.loss[1]).abs() < 0.1 * exact.loss[0], "{exact:?} {drawn:?}");
        assert_eq!(drawn.best[2], 0.0);
    }

    #[test]
    fn equal_arms_share_the_probability_equally() {
        let values = vec![1.0, 5.0, 2.0, 8.0];
        let found = standing(&vec![values; 4]).unwrap();
        for (best, loss) in found.best.iter().zip(&found.loss) {
            assert!((best - 0.25).abs() < 1e-9 && *loss < 1e-9, "{found:?}");
        }
    }

    #[test]
    fn a_constant_difference_is_certain_and_one_replication_says_nothing() {
        let found = standing(&[vec![3.0, 4.0, 9.0], vec![2.0, 3.0, 8.0]]).unwrap();
        assert_eq!((found.best[0], found.loss[0], found.loss[1]), (1.0, 0.0, 1.0));
        assert!(standing(&[vec![1.0], vec![2.0]]).is_none());
        assert!(standing(&[vec![1.0, 2.0, f64::NAN], vec![2.0, f64::NAN, 3.0]]).is_none());
    }
}
