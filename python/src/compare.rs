//! `verona compare` for Python.

use pyo3::prelude::*;
use verona::answers::compare::Compare;

use crate::answer::Answer;
use crate::study::{Study, threads};
use crate::supervise::answered;

/// Simulates all arms until the lead is decided or the plan's replications are used up. `months` and `people` keep those
/// tables too.
#[pyfunction]
#[pyo3(signature = (study, threads=0, months=false, people=false, progress=None))]
pub fn compare(
    py: Python<'_>,
    study: &Study,
    threads: u32,
    months: bool,
    people: bool,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let request = Compare { study: study.shared(), threads: self::threads(py, threads)?, months, people };
    answered(py, progress.as_ref(), move |watch| request.answer(watch, |_, _, _| Ok(())))
}
