//! `verona change` for Python.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use verona::evidence::Paths;
use verona::experiment::run_arms;
use verona::model::outcome::SERIES;
use verona::output::pictures::svg;
use verona::output::tables::{json, rows};
use verona::output::words::change::Report;

use crate::compare::{outcomes, summary};
use crate::failure;
use crate::study::{Study, settings};
use crate::supervise::supervise;
use crate::table::{Cell, Growing, Kind, Table, column, columns, handed};

/// Simulates all programmes against no change: (verdict, JSON, picture as SVG, tables).
#[pyfunction]
#[pyo3(signature = (study, threads=0, progress=None))]
pub fn change<'py>(
    py: Python<'py>,
    study: &Study,
    threads: u32,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<(String, String, String, Bound<'py, PyTuple>)> {
    let study = study.to_change(py)?;
    let settings = settings(py, &study, threads)?;
    let arms = Arc::new(study.change_arms());
    let total = (arms.len() * settings.replications.len()) as u64;
    let theirs = Arc::clone(&arms);
    let done = supervise(py, total, progress.as_ref(), move |link| {
        let arms: Vec<_> = theirs.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let mut paths = Paths::new(arms.len().saturating_sub(1));
        let kinds = [Kind::Count, Kind::Text, Kind::Count, Kind::Text, Kind::Number];
        let mut kept = Growing::new(columns(rows::trajectory_columns(), &kinds));
        let comparison = run_arms(
            &arms,
            &settings,
            &link.cancel,
            |done| link.done.store(done, Ordering::Relaxed),
            |replication, arm, result| {
                paths.add(arm, result);
                if let Some(programme) = arm.checked_sub(1) {
                    let mut row = |month, series, value| {
                        let start = [Cell::Count(replication), Cell::Text(arms[arm].0)];
                        table_row(&mut kept, start, month, series, value);
                    };
                    for (month, values) in (1..).zip(paths.differences(result)) {
                        for (measure, value) in SERIES.iter().zip(values) {
                            row(month, measure.name, value);
                        }
                    }
                    for (month, &value) in (1..).zip(paths.latest(programme)) {
                        row(month, rows::PATH, value);
                    }
                }
                Ok(())
            },
        );
        comparison.map(|comparison| (comparison, paths, kept))
    })?;
    let (comparison, paths, kept) = done.map_err(|stopped| failure::stopped(py, &stopped))?;
    let report = Report::of(&arms, &comparison, &paths);
    let verdict = report.answer(&comparison).join(" ");
    let plan = &study.base.plan;
    let about = json::About { scenario: &study.name, days: plan.days, warm_up: plan.warm_up };
    let text = json::change(&report, comparison.seed, about, &verdict)
        .map_err(|error| failure::raise(py, "VeronaError", &error.to_string()))?;
    let tables = vec![
        ("programmes", programmes(&report)?),
        ("paths", bands(&report)?),
        ("trajectories", kept.finish()?),
        ("outcomes", outcomes(&comparison)?),
        ("summary", summary(&comparison)?),
    ];
    Ok((verdict, text, svg::paths(&report, &study.name), handed(py, tables)?))
}

fn table_row(table: &mut Growing, start: [Cell<'_>; 2], month: u32, series: &str, value: f64) {
    table.row(start.into_iter().chain([Cell::Count(month), Cell::Text(series), Cell::Number(value)]));
}

fn count(number: usize) -> Cell<'static> {
    Cell::Count(u32::try_from(number).unwrap_or(u32::MAX))
}

/// One row a programme.
fn programmes(report: &Report) -> PyResult<Table> {
    let money = "money per head";
    let number = |name, unit, meaning| column(name, unit, meaning, Kind::Number);
    let mut table = Growing::new(vec![
        column("programme", "name", "the programme of change", Kind::Text),
        column("n", "replications", "paired replications", Kind::Count),
        column(
            "dip_month",
            "number",
            "month of the lowest point of the mean path, where that is below zero",
            Kind::Count,
        ),
        number("dip", money, "the mean path at that month's end"),
        number("dip_ci_low", money, "lower end of its 95 % interval"),
        number("dip_ci_high", money, "upper end of the interval"),
        column(
            "break_even_days",
            "working days",
            "from the first step until the mean path is at zero for good",
            Kind::Count,
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
        let dip = |figure: &dyn Fn(&verona::evidence::Summary) -> f64| {
            t.dip.map_or(Cell::Missing, |dip| Cell::Number(figure(&dip.at)))
        };
        table.row([
            Cell::Text(&told.name),
            count(t.value.n),
            t.dip.map_or(Cell::Missing, |dip| count(dip.month)),
            dip(&|at| at.mean),
            dip(&|at| at.ci_low),
            dip(&|at| at.ci_high),
            t.break_even.map_or(Cell::Missing, Cell::Count),
            Cell::Number(t.break_even_median),
            Cell::Number(t.breaking_even.share),
            Cell::Number(t.value.mean),
            Cell::Number(t.value.ci_low),
            Cell::Number(t.value.ci_high),
            Cell::Number(t.pays.share),
            Cell::Number(t.pays.low),
            Cell::Number(t.pays.high),
            Cell::Number(told.hours.mean),
            Cell::Number(told.cost.mean),
        ]);
    }
    table.finish()
}

/// One row a programme and month: where the paths of all replications stand.
fn bands(report: &Report) -> PyResult<Table> {
    let money = "money per head";
    let number = |name, meaning| column(name, money, meaning, Kind::Number);
    let mut table = Growing::new(vec![
        column("programme", "name", "the programme of change", Kind::Text),
        column("month", "number", "month of 21 working days, 1 is the first after warm-up", Kind::Count),
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
            let start = [Cell::Text(&told.name), Cell::Count(month)];
            table.row(start.into_iter().chain(figures.map(Cell::Number)));
        }
    }
    table.finish()
}
