//! How a firm in change fares against the same firm without change: the path of the cumulated difference in profit.
//!
//! A path starts at zero on the first counted day and is known at the end of each month; in between it is taken as
//! straight. It is computed for each replication alone, programme less no change in the same future, and only then
//! summarised.

use super::statistics::summary::{mean_and_sd, percentile};
use super::{Paired, Share, Summary};
pub use crate::scenario::calendar::MONTH;

/// Why that many working days make no path; `None` when they do.
pub fn too_short(days: u32) -> Option<String> {
    (days < MONTH).then(|| {
        format!("a path needs a month or more of {MONTH} working days, and {days} are to be simulated")
    })
}

/// Where the paths of all replications stand at the end of one month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Mean with interval, 10th percentile, median and 90th percentile.
    pub all: Summary,
    /// 25th percentile.
    pub p25: f64,
    /// 75th percentile.
    pub p75: f64,
}

/// The lowest point of the mean path, where that is below zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dip {
    /// At the end of which month, from 1.
    pub month: usize,
    /// The mean path there, below zero, with its 95 % interval.
    pub at: Summary,
}

/// Whether a programme is worth more than no change over the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pays {
    /// Yes: the interval of its value is above zero.
    Yes,
    /// No: the interval is below zero.
    No,
    /// The interval holds zero.
    TooClose,
    /// Every path ends at exactly zero.
    Same,
    /// Fewer than two replications: it cannot be told from chance.
    TooFew,
}

/// What the paths of one programme say.
#[derive(Debug, Clone, PartialEq)]
pub struct Trajectory {
    /// Month by month.
    pub months: Vec<Band>,
    /// The dip; `None` where the mean path never goes below zero.
    pub dip: Option<Dip>,
    /// Mean of the lowest points of each replication's own path; at most zero.
    pub mean_of_minima: f64,
    /// Days from the first change until the mean path has broken even; `None` for never.
    pub break_even: Option<u32>,
    /// Median of the same days over the replications that break even; NaN if none does.
    pub break_even_median: f64,
    /// The replications that break even.
    pub breaking_even: Share,
    /// The value over the horizon: the end of the path.
    pub value: Paired,
    /// The replications in which the programme pays: the path ends above zero.
    pub pays: Share,
}

impl Trajectory {
    /// Summarises the paths of one programme, one a replication and all of one length. `start` is the counted day of
    /// the first change. The interval of the value is 95 % for `programmes` programmes together, as that of a
    /// comparison of arms.
    pub fn of(paths: &[Vec<f64>], start: u32, programmes: usize) -> Self {
        let length = paths.first().map_or(0, Vec::len);
        let months: Vec<Band> = (0..length).map(|month| band(paths, month)).collect();
        let means: Vec<f64> = months.iter().map(|band| band.all.mean).collect();
        let lowest = (0..length).min_by(|&a, &b| means[a].total_cmp(&means[b]));
        let dip = lowest.filter(|&month| means[month] < 0.0);
        let minima: Vec<f64> = paths.iter().map(|path| path.iter().copied().fold(0.0, f64::min)).collect();
        let mut days: Vec<f64> =
            paths.iter().filter_map(|path| break_even(path, start)).map(f64::from).collect();
        days.sort_by(f64::total_cmp);
        let ends = || paths.iter().filter_map(|path| path.last().copied());
        Self {
            dip: dip.map(|month| Dip { month: month + 1, at: months[month].all }),
            months,
            mean_of_minima: mean_and_sd(&minima).0,
            break_even: break_even(&means, start),
            break_even_median: percentile(&days, 0.5),
            breaking_even: Share::of(days.len(), paths.len()),
            value: Paired::among(ends(), programmes),
            pays: Share::of(ends().filter(|&end| end > 0.0).count(), paths.len()),
        }
    }

    /// What can be said of the value.
    pub fn verdict(&self) -> Pays {
        match self.value {
            value if value.identical() => Pays::Same,
            value if value.n < 2 => Pays::TooFew,
            value if !value.decided() => Pays::TooClose,
            value if value.mean > 0.0 => Pays::Yes,
            _ => Pays::No,
        }
    }
}

/// The differences of two monthly series, added up month by month.
pub fn cumulated(programme: impl Iterator<Item = f64>, no_change: impl Iterator<Item = f64>) -> Vec<f64> {
    programme
        .zip(no_change)
        .scan(0.0, |sum, (with, without)| {
            *sum += with - without;
            Some(*sum)
        })
        .collect()
}

/// Working days from the first change until a path is at or above zero and stays there until its end; 0 for a path
/// that never goes below zero, `None` for one that ends below.
pub fn break_even(path: &[f64], start: u32) -> Option<u32> {
    let ends = || path.iter().zip((MONTH..).step_by(MONTH as usize));
    let before = ends().filter(|&(_, day)| day <= start).last().map_or(0.0, |(&value, _)| value);
    let mut since = (f64::from(start), before);
    let mut even = (before >= 0.0).then_some(0.0);
    for (&value, day) in ends().filter(|&(_, day)| day > start) {
        let here = (f64::from(day), value);
        if value < 0.0 {
            even = None;
        } else if even.is_none() {
            let crossing = since.0 + (here.0 - since.0) * -since.1 / (here.1 - since.1);
            even = Some(crossing - f64::from(start));
        }
        since = here;
    }
    even.map(|days| days.ceil() as u32)
}

fn band(paths: &[Vec<f64>], month: usize) -> Band {
    let values = || paths.iter().filter_map(|path| path.get(month).copied());
    let mut sorted: Vec<f64> = values().filter(|value| !value.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    Band { all: Summary::of(values()), p25: percentile(&sorted, 0.25), p75: percentile(&sorted, 0.75) }
}

#[cfg(test)]
mod tests {
    use super::{Pays, Trajectory, break_even, cumulated};

    #[test]
    fn differences_are_added_up_month_by_month() {
        let path = cumulated([1.0, 2.0, 7.0].into_iter(), [3.0, 3.0, 1.0].into_iter());
        assert_eq!(path, [-2.0, -3.0, 3.0]);
    }

    #[test]
    fn breaking_even_is_counted_from_the_first_change_and_straight_between_month_ends() {
        // From −3 on day 42 to 3 on day 63 the path crosses zero half-way, on day 52.5; from day 10 that is 42.5.
        assert_eq!(break_even(&[-2.0, -3.0, 3.0], 10), Some(43));
        assert_eq!(break_even(&[0.0, -3.0, 3.0], 21), Some(32));
    }

    #[test]
    fn who_falls_below_again_breaks_even_only_when_that_is_made_good() {
        // Above zero at day 21, below at 42; zero exactly at day 63 and above after it.
        assert_eq!(break_even(&[4.0, -3.0, 0.0, 2.0], 0), Some(63));
        assert_eq!(break_even(&[-1.0, 3.0, 5.0, -0.1], 0), None);
    }

    #[test]
    fn a_path_never_below_zero_breaks_even_at_once_and_one_that_ends_below_never() {
        assert_eq!(break_even(&[0.0, 1.0], 5), Some(0));
        assert_eq!(break_even(&[0.0, 0.0], 5), Some(0));
        assert_eq!(break_even(&[-1.0, -0.5], 5), None);
    }

    #[test]
    fn three_paths_give_the_figures_worked_out_by_hand() {
        let paths = [vec![-4.0, 2.0, 6.0], vec![-2.0, -8.0, -2.0], vec![0.0, 0.0, 2.0]];
        let found = Trajectory::of(&paths, 0, 1);
        // Means −2, −2 and 2: the dip is the first of the equals.
        let means: Vec<f64> = found.months.iter().map(|band| band.all.mean).collect();
        assert_eq!(means, [-2.0, -2.0, 2.0]);
        let dip = found.dip.unwrap();
        // sd 2, t(0.05, 2) = 4.302653, half width 4.302653 · 2 / sqrt(3) = 4.968275.
        assert_eq!((dip.month, dip.at.mean), (1, -2.0));
        assert!((dip.at.ci_low + 6.968_275).abs() < 1e-5, "{}", dip.at.ci_low);
        // Minima −4, −8 and 0.
        assert_eq!(found.mean_of_minima, -4.0);
        // The mean path crosses half-way between day 42 and day 63; alone: 21 + 21 · 4/6 = 35 days, never, 0 days.
        assert_eq!(found.break_even, Some(53));
        assert_eq!((found.breaking_even.count, found.break_even_median), (2, 17.5));
        assert_eq!((found.value.mean, found.pays.count, found.pays.n), (2.0, 2, 3));
        // Sorted at the first month −4, −2, 0: quartiles −3 and −1.
        assert_eq!((found.months[0].p25, found.months[0].p75), (-3.0, -1.0));
    }

    #[test]
    fn no_change_has_no_dip_no_value_and_does_not_pay() {
        let found = Trajectory::of(&[vec![0.0; 4], vec![0.0; 4]], 30, 2);
        assert!(found.dip.is_none() && found.verdict() == Pays::Same);
        assert_eq!((found.mean_of_minima, found.pays.count, found.break_even), (0.0, 0, Some(0)));
    }

    #[test]
    fn a_programme_pays_only_where_chance_cannot_explain_its_value() {
        let verdict =
            |ends: &[f64]| Trajectory::of(&ends.iter().map(|&e| vec![e]).collect::<Vec<_>>(), 0, 1).verdict();
        assert_eq!(verdict(&[5.0, 6.0, 5.5]), Pays::Yes);
        assert_eq!(verdict(&[-5.0, -6.0, -5.5]), Pays::No);
        assert_eq!(verdict(&[-5.0, 6.0, 5.5]), Pays::TooClose);
        assert_eq!(verdict(&[5.0]), Pays::TooFew);
    }

    #[test]
    fn nothing_simulated_is_nothing_known() {
        let found = Trajectory::of(&[], 0, 1);
        assert!(found.months.is_empty() && found.dip.is_none() && found.value.mean.is_nan());
    }
}
