//! `verona trace` for Python.

use pyo3::prelude::*;
use verona::answers::trace::{Trace, Whom};

use crate::answer::Answer;
use crate::failure;
use crate::study::Study;
use crate::supervise::answered;

/// Follows one life in the study's first arm.
#[pyfunction]
#[pyo3(signature = (study, replication=1, lead=None, deal=None, person=None))]
pub fn trace(
    py: Python<'_>,
    study: &Study,
    replication: u32,
    lead: Option<u32>,
    deal: Option<u32>,
    person: Option<String>,
) -> PyResult<Answer> {
    let whom = Whom::of(lead, deal, person).map_err(|error| failure::refused(py, &error))?;
    let request = Trace { study: study.shared(), replication, whom };
    answered(py, None, move |_| request.answer())
}
