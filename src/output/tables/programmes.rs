//! The tables of programmes of change for programs: figures of each, the paths, and the trajectories of all replications.

use super::frame::{Datum, Frame, Holds, column, columns};
use super::frames::count;
use super::rows;
use crate::evidence::Summary;
use crate::model::Month;
use crate::model::outcome::SERIES;
use crate::output::words::change::ChangeView;

/// One row per programme.
pub fn programmes(report: &ChangeView) -> Frame {
    let money = "money per head";
    let number = |name, unit, meaning| column(name, unit, meaning, Holds::Numbers);
    let mut frame = Frame::new(vec![
        column("programme", "name", "the programme of change", Holds::Text),
        column("n", "replications", "paired replications", Holds::Counts),
        column(
            "dip_month",
            "number",
            "month of the lowest point of the mean path, where that is below zero",
            Holds::Counts,
        ),
        number("dip", money, "the mean path at that month's end"),
        number("dip_ci_low", money, "lower end of its 95 % interval"),
        number("dip_ci_high", money, "upper end of the interval"),
        column(
            "break_even_days",
            "working days",
            "from the first step until the mean path is at zero for good",
            Holds::Counts,
        ),
        number("break_even_median", "working days", "median over the replications that break even"),
        number("break_even_share", "share", "replications that break even"),
        number("value", money, "the path's end: profit less that without change, over all months"),
        number("value_ci_low", money, "lower end of its interval, 95 % for all programmes together"),
        number("value_ci_high", money, "upper end of the interval"),
        number("pays_share", "share", "replications whose path ends above zero"),
        number("pays_ci_low", "share", "lower end of its 95 % interval"),
        number("pays_ci_high", "share", "upper end of the interval"),
        number("hours", "hours per head", "spent on the programme over the counted days"),
        number("cost", money, "spent more than without change over the counted days"),
    ]);
    for told in &report.programmes {
        let t = &told.trajectory;
        let dip = |figure: &dyn Fn(&Summary) -> f64| {
            t.dip.map_or(Datum::Missing, |dip| Datum::Number(figure(&dip.at)))
        };
        frame.row([
            Datum::Text(&told.name),
            count(t.value.n),
            t.dip.map_or(Datum::Missing, |dip| count(dip.month)),
            dip(&|at| at.mean),
            dip(&|at| at.ci_low),
            dip(&|at| at.ci_high),
            t.break_even.map_or(Datum::Missing, Datum::Count),
            Datum::Number(t.break_even_median),
            Datum::Number(t.breaking_even.share),
            Datum::Number(t.value.mean),
            Datum::Number(t.value.ci_low),
            Datum::Number(t.value.ci_high),
            Datum::Number(t.pays.share),
            Datum::Number(t.pays.low),
            Datum::Number(t.pays.high),
            Datum::Number(told.hours.mean),
            Datum::Number(told.cost.mean),
        ]);
    }
    frame
}

/// One row per programme and month: where the paths of all replications stand.
pub fn paths(report: &ChangeView) -> Frame {
    let money = "money per head";
    let number = |name, meaning| column(name, money, meaning, Holds::Numbers);
    let mut frame = Frame::new(vec![
        column("programme", "name", "the programme of change", Holds::Text),
        column("month", "number", "month of 21 working days, 1 is the first after warm-up", Holds::Counts),
        number("mean", "mean path: profit less that without change, added up to the month's end"),
        number("ci_low", "lower end of the 95 % interval of the mean"),
        number("ci_high", "upper end of the interval"),
        number("p10", "10th percentile of the replications"),
        number("p25", "25th percentile"),
        number("p50", "median"),
        number("p75", "75th percentile"),
        number("p90", "90th percentile"),
    ]);
    for told in &report.programmes {
        for (month, band) in (1..).zip(&told.trajectory.months) {
            let s = &band.all;
            let figures = [s.mean, s.ci_low, s.ci_high, s.p10, band.p25, s.p50, band.p75, s.p90];
            let start = [Datum::Text(&told.name), Datum::Count(month)];
            frame.row(start.into_iter().chain(figures.map(Datum::Number)));
        }
    }
    frame
}

/// An empty table of the columns of `trajectories.csv`.
pub fn trajectories() -> Frame {
    let holds = [Holds::Counts, Holds::Text, Holds::Counts, Holds::Text, Holds::Numbers];
    Frame::new(columns(rows::trajectory_columns(), &holds))
}

/// Adds one replication of one programme to [`trajectories`]: the differences month by month, then its path.
pub fn add(frame: &mut Frame, replication: u32, programme: &str, differences: &[Month], path: &[f64]) {
    let mut row = |month, series, value| {
        let start = [Datum::Count(replication), Datum::Text(programme), Datum::Count(month)];
        frame.row(start.into_iter().chain([Datum::Text(series), Datum::Number(value)]));
    };
    for (month, values) in (1..).zip(differences) {
        for (measure, &value) in SERIES.iter().zip(values) {
            row(month, measure.name, value);
        }
    }
    for (month, &value) in (1..).zip(path) {
        row(month, rows::PATH, value);
    }
}
