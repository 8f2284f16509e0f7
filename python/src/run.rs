//! `verona run` for Python.

use pyo3::prelude::*;
use verona::answers::run::Run;

use crate::answer::Answer;
use crate::study::{Study, threads};
use crate::supervise::answered;

/// Simulates the study's first arm.
#[pyfunction]
#[pyo3(signature = (study, threads=0, progress=None))]
pub fn run(
    py: Python<'_>,
    study: &Study,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let request = Run { study: study.shared(), threads: self::threads(py, threads)?, every_month: true };
    answered(py, progress.as_ref(), move |watch| request.answer(watch, |_, _| Ok(())))
}
