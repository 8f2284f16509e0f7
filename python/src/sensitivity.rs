//! `verona sensitivity` for Python.

use std::sync::Arc;

use pyo3::prelude::*;
use verona::answers::sensitivity::Sensitivity;

use crate::answer::Answer;
use crate::failure;
use crate::study::threads;
use crate::supervise::answered;
use crate::sweep::Experiment;

/// Which factors decide an outcome of `arm`, or of the `difference` of two arms.
#[pyfunction]
#[pyo3(signature = (experiment, outcome=None, arm=None, difference=None, threads=0, progress=None))]
pub fn sensitivity(
    py: Python<'_>,
    experiment: &Experiment,
    outcome: Option<&str>,
    arm: Option<&str>,
    difference: Option<&str>,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let threads = self::threads(py, threads)?;
    let request = Sensitivity::of(Arc::clone(&experiment.experiment), outcome, arm, difference);
    let request = request.map_err(|error| failure::refused(py, &error))?;
    answered(py, progress.as_ref(), move |watch| request.answer(threads, watch))
}
