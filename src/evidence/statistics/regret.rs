//! Regret, and what it would be worth to know before choosing.
//!
//! The *regret* of an arm in one future is how much less it gives there than the arm that is best there. The *expected
//! value of perfect information* is what choosing would gain on average by knowing (Raiffa and Schlaifer 1961):
//! E\[max over arms\] less max over arms of E. Knowing what, is kept apart. To know one's *luck*, the future that comes, is
//! something nobody can buy: its value says how much of a choice is chance. To know the *parameters*, how the firm really
//! works, is what a study of the firm could tell.

use super::selection::complete;
use super::summary::{mean_and_sd, percentile};

/// How much an arm falls short of the best, future by future.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regret {
    /// On average.
    pub mean: f64,
    /// Exceeded in one future of twenty.
    pub p95: f64,
    /// At worst.
    pub max: f64,
}

/// The regret of each arm. `values` are by arm, then by future, paired, higher being better; futures in which an arm could
/// not be measured are left out. NaN where none is left.
pub fn regrets(values: &[Vec<f64>]) -> Vec<Regret> {
    let values = complete(values);
    let highest = highest(&values);
    let regret = |arm: &Vec<f64>| {
        let mut short: Vec<f64> = highest.iter().zip(arm).map(|(best, value)| best - value).collect();
        short.sort_by(f64::total_cmp);
        Regret {
            mean: mean_and_sd(&short).0,
            p95: percentile(&short, 0.95),
            max: short.last().copied().unwrap_or(f64::NAN),
        }
    };
    values.iter().map(regret).collect()
}

/// What knowing the future would be worth: the smallest mean regret of any arm; NaN for nothing.
pub fn value_of_luck(values: &[Vec<f64>]) -> f64 {
    regrets(values).iter().map(|regret| regret.mean).fold(f64::NAN, f64::min)
}

/// What knowing would be worth where both parameters and luck are unknown, in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Information {
    /// To know the parameters, taking the best arm at each design point by its mean over the replications there. With few
    /// replications this is too high, since the best of uncertain means is partly the luckiest.
    pub parameters: f64,
    /// The same, taking at each point the arm that is best in every other replication and valuing it in the rest, both
    /// ways round; this is too low where those replications pick the wrong arm. The truth lies between.
    pub parameters_at_least: f64,
    /// To know the parameters and the luck.
    pub all: f64,
    /// What luck adds to known parameters: `all` less `parameters`.
    pub luck: f64,
}

/// What knowing would be worth over a design: by point, then by arm, then by replication, paired, higher being better and
/// every point equally likely. `None` where there is no point at which all arms could be measured at least twice.
pub fn information(points: &[Vec<Vec<f64>>]) -> Option<Information> {
    let points: Vec<Vec<Vec<f64>>> = points
        .iter()
        .map(|point| complete(point))
        .filter(|point| point.first().is_some_and(|arm| arm.len() > 1))
        .collect();
    let arms = points.first()?.len();
    let over_points =
        |of: &dyn Fn(&Vec<Vec<f64>>) -> f64| mean_and_sd(&points.iter().map(of).collect::<Vec<f64>>()).0;
    let mean = |values: &[f64]| mean_and_sd(values).0;
    // By chance alone, without knowing anything: the one arm that is best over all points.
    let chosen =
        (0..arms).map(|arm| over_points(&|point| mean(&point[arm]))).fold(f64::NEG_INFINITY, f64::max);
    let known = over_points(&|point| point.iter().map(|arm| mean(arm)).fold(f64::NEG_INFINITY, f64::max));
    let foreseen = over_points(&|point| mean(&highest(point)));
    let crossed = over_points(&|point| {
        let half =
            |arm: &[f64], from: usize| mean(&arm.iter().copied().skip(from).step_by(2).collect::<Vec<f64>>());
        let valued = |from: usize| {
            let picks = point.iter().max_by(|a, b| half(a, from).total_cmp(&half(b, from)));
            picks.map_or(f64::NAN, |arm| half(arm, 1 - from))
        };
        (valued(0) + valued(1)) / 2.0
    });
    Some(Information {
        parameters: known - chosen,
        // Knowing cannot be worth less than nothing.
        parameters_at_least: (crossed - chosen).max(0.0),
        all: foreseen - chosen,
        luck: foreseen - known,
    })
}

/// The best of all arms, future by future.
fn highest(values: &[Vec<f64>]) -> Vec<f64> {
    let n = values.first().map_or(0, Vec::len);
    (0..n).map(|i| values.iter().map(|arm| arm[i]).fold(f64::NEG_INFINITY, f64::max)).collect()
}

#[cfg(test)]
mod tests {
    use super::{information, regrets, value_of_luck};

    #[test]
    fn regrets_of_three_futures_are_as_worked_out_by_hand() {
        // Best 5, 7, 6: the first arm falls short by 0, 4, 0, the second by 2, 0, 3.
        let found = regrets(&[vec![5.0, 3.0, 6.0], vec![3.0, 7.0, 3.0]]);
        assert!((found[0].mean - 4.0 / 3.0).abs() < 1e-12 && found[0].max == 4.0);
        assert!((found[1].mean - 5.0 / 3.0).abs() < 1e-12 && found[1].max == 3.0);
        // Between the second and the third of 0, 0, 4 at 0.95 · 2 = 1.9.
        assert!((found[0].p95 - 3.6).abs() < 1e-12);
        assert!((value_of_luck(&[vec![5.0, 3.0, 6.0], vec![3.0, 7.0, 3.0]]) - 4.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn an_arm_always_best_has_no_regret_and_knowing_the_future_is_worth_nothing() {
        let values = [vec![5.0, 9.0, 6.0], vec![3.0, 7.0, 3.0]];
        let found = regrets(&values);
        assert_eq!((found[0].mean, found[0].p95, found[0].max), (0.0, 0.0, 0.0));
        assert!(found[1].mean <= found[1].p95 && found[1].p95 <= found[1].max);
        assert_eq!(value_of_luck(&values), 0.0);
        assert!(value_of_luck(&[]).is_nan());
    }

    #[test]
    fn two_points_that_favour_different_arms_are_worth_knowing_and_luck_is_kept_apart() {
        // Arm means 10 and 0 at one point, 0 and 6 at the other. Unknown: the first arm, 5. Known: (10 + 6) / 2 = 8.
        let still = |a: f64, b: f64| vec![vec![a; 4], vec![b; 4]];
        let found = information(&[still(10.0, 0.0), still(0.0, 6.0)]).unwrap();
        assert_eq!(
            (found.parameters, found.parameters_at_least, found.all, found.luck),
            (3.0, 3.0, 3.0, 0.0)
        );
        // Alike at every point, but luck decides: heads one arm gives 2, tails the other.
        let coin = vec![vec![2.0, 2.0, 0.0, 0.0], vec![0.0, 0.0, 2.0, 2.0]];
        let found = information(&[coin.clone(), coin]).unwrap();
        assert_eq!((found.parameters, found.all, found.luck), (0.0, 1.0, 1.0));
    }

    #[test]
    fn noise_at_the_points_raises_the_upper_figure_and_not_the_lower() {
        let mut stream = crate::evidence::statistics::draws::Stream::new(2);
        let mut point = || (0..2).map(|_| (0..6).map(|_| stream.normal()).collect()).collect();
        let points: Vec<Vec<Vec<f64>>> = (0..200).map(|_| point()).collect();
        let found = information(&points).unwrap();
        assert!(found.parameters > 0.15 && found.parameters_at_least < 0.06, "{found:?}");
        assert!(information(&[vec![vec![1.0], vec![2.0]]]).is_none());
    }
}
