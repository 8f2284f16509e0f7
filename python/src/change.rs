//! `verona change` for Python.

use pyo3::prelude::*;
use verona::answers::change::Change;

use crate::answer::Answer;
use crate::failure;
use crate::study::{Study, threads};
use crate::supervise::answered;

/// Simulates the programmes of that name, else all, against no change.
#[pyfunction]
#[pyo3(signature = (study, programmes=None, threads=0, progress=None))]
pub fn change(
    py: Python<'_>,
    study: &Study,
    programmes: Option<Vec<String>>,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let threads = self::threads(py, threads)?;
    let asked = Change::of((*study.shared()).clone(), programmes.as_deref(), study.own());
    let request =
        Change { threads, trajectories: true, ..asked.map_err(|error| failure::refused(py, &error))? };
    answered(py, progress.as_ref(), move |watch| request.answer(watch, |_| Ok(())))
}
