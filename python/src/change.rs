//! `verona change` for Python.

use pyo3::prelude::*;
use verona::answers::change::Change;

use crate::answer::Answer;
use crate::draws;
use crate::failure;
use crate::study::{Study, threads};
use crate::supervise::answered;

/// Simulates the programmes of that name, else all, against no change.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "the arguments of the function in Python")]
#[pyo3(signature = (study, programmes=None, threads=0, progress=None, draws=None, firms=100))]
pub fn change(
    py: Python<'_>,
    study: &Study,
    programmes: Option<Vec<String>>,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
    draws: Option<(String, String)>,
    firms: u32,
) -> PyResult<Answer> {
    let threads = self::threads(py, threads)?;
    let asked = Change::of((*study.shared()).clone(), programmes.as_deref(), study.own());
    let request = Change {
        threads,
        trajectories: true,
        draws: draws::of(py, draws, firms, &study.shared())?,
        ..asked.map_err(|error| failure::refused(py, &error))?
    };
    answered(py, progress.as_ref(), move |watch| request.answer(watch, |_| Ok(())))
}
