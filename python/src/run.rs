//! `verona run` for Python.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use verona::evidence::MonthMeans;
use verona::experiment::run_arms;
use verona::model::outcome::SERIES;
use verona::output::tables::json;

use crate::compare::{month_columns, month_rows, outcomes, summary};
use crate::failure;
use crate::study::{Study, settings};
use crate::supervise::supervise;
use crate::table::{Cell, Growing, Kind, column, handed};

/// Simulates the study's first arm: (JSON, tables).
#[pyfunction]
#[pyo3(signature = (study, threads=0, progress=None))]
pub fn run<'py>(
    py: Python<'py>,
    study: &Study,
    threads: u32,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<(String, Bound<'py, PyTuple>)> {
    let study = study.shared();
    let settings = settings(py, &study, threads)?;
    let theirs = Arc::clone(&study);
    let done = supervise(py, settings.replications.len() as u64, progress.as_ref(), move |link| {
        let arms: Vec<_> = theirs.arms.iter().take(1).map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let (mut means, mut every) = (MonthMeans::default(), Growing::new(month_columns()));
        let comparison = run_arms(
            &arms,
            &settings,
            &link.cancel,
            |done| link.done.store(done, Ordering::Relaxed),
            |replication, arm, result| {
                means.add(&result.months);
                month_rows(&mut every, replication, arms[arm].0, &result.months);
                Ok(())
            },
        );
        comparison.map(|comparison| (comparison, means.months(), every))
    })?;
    let (comparison, months, every) = done.map_err(|stopped| failure::stopped(py, &stopped))?;
    let plan = &study.base.plan;
    let about = json::About { scenario: &study.name, days: plan.days, warm_up: plan.warm_up };
    let text = json::run(&comparison, about, &months)
        .map_err(|error| failure::raise(py, "VeronaError", &error.to_string()))?;
    let mut means = Growing::new(vec![
        column("month", "number", "month of 21 working days, 1 is the first after warm-up", Kind::Count),
        column("measure", "name", "which measure", Kind::Text),
        column("unit", "", "the unit in words", Kind::Text),
        column(
            "mean",
            "that of the measure",
            "mean over the replications that could be measured",
            Kind::Number,
        ),
    ]);
    for (number, month) in (1..).zip(&months) {
        for (measure, &value) in SERIES.iter().zip(month) {
            means.row([
                Cell::Count(number),
                Cell::Text(measure.name),
                Cell::Text(measure.unit),
                Cell::Number(value),
            ]);
        }
    }
    let tables = vec![
        ("months", means.finish()?),
        ("every_month", every.finish()?),
        ("outcomes", outcomes(&comparison)?),
        ("summary", summary(&comparison)?),
    ];
    Ok((text, handed(py, tables)?))
}
