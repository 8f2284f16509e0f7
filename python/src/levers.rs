//! `verona levers` for Python.

use pyo3::prelude::*;
use verona::answers::levers::Levers;

use crate::answer::Answer;
use crate::draws;
use crate::failure;
use crate::study::{Study, threads};
use crate::supervise::answered;

/// Tries every single move from how the firm works today.
#[pyfunction]
#[pyo3(signature = (study, replications=None, threads=0, progress=None, draws=None))]
pub fn levers(
    py: Python<'_>,
    study: &Study,
    replications: Option<u32>,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
    draws: Option<(String, String)>,
) -> PyResult<Answer> {
    let threads = self::threads(py, threads)?;
    let asked = Levers::of(study.shared()).map_err(|error| failure::refused(py, &error))?;
    let draws = draws::of(py, draws, 40, &asked.study)?;
    let request = Levers { threads, replications, draws, ..asked };
    answered(py, progress.as_ref(), move |watch| request.answer(watch))
}
