//! `verona response` for Python.

use std::str::FromStr;
use std::sync::Arc;

use pyo3::prelude::*;
use verona::answers::response::{Response, along};
use verona::experiment::plane::Axis;

use crate::answer::Answer;
use crate::failure;
use crate::study::threads;
use crate::supervise::answered;
use crate::sweep::Experiment;

/// The experiment along the levels of one factor, which is typed as on the command line.
#[pyfunction]
pub fn along_axis(
    py: Python<'_>,
    experiment: &Experiment,
    x: &str,
    levels: usize,
    arms: Option<Vec<String>>,
) -> PyResult<Experiment> {
    let axis = Axis::from_str(x)
        .map_err(|expected| failure::usage(py, &format!("x cannot be '{x}': {expected}")))?;
    if !(2..=60).contains(&levels) {
        return Err(failure::usage(py, "levels takes a whole number from 2 to 60"));
    }
    let along = along((*experiment.experiment).clone(), &axis, levels, arms.as_deref());
    Experiment::of(py, along.map_err(|error| failure::refused(py, &error))?)
}

/// How outcomes answer at the points of an experiment that [`along_axis`] made.
#[pyfunction]
#[pyo3(signature = (experiment, outcomes=None, threads=0, progress=None))]
pub fn response(
    py: Python<'_>,
    experiment: &Experiment,
    outcomes: Option<Vec<String>>,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let threads = self::threads(py, threads)?;
    let request = Response::of(Arc::clone(&experiment.experiment), outcomes.as_deref());
    let request = request.map_err(|error| failure::refused(py, &error))?;
    answered(py, progress.as_ref(), move |watch| request.answer(threads, watch))
}
