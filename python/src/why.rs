//! `verona why` for Python.

use pyo3::prelude::*;
use verona::answers::why::Reasons;

use crate::answer::Answer;
use crate::failure;
use crate::study::{Study, threads};
use crate::supervise::answered;

/// Takes the difference between the study's first two arms apart, the second less the first.
#[pyfunction]
#[pyo3(signature = (study, replications=None, outcome=None, threads=0, progress=None))]
pub fn why(
    py: Python<'_>,
    study: &Study,
    replications: Option<u32>,
    outcome: Option<&str>,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let threads = self::threads(py, threads)?;
    let asked = Reasons::of(study.shared(), outcome).map_err(|error| failure::refused(py, &error))?;
    let request = Reasons { threads, replications, ..asked };
    answered(py, progress.as_ref(), move |watch| request.answer(watch))
}
