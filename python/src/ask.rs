//! Any question of the library, by its name.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use verona::answers::{self, QUESTIONS, Subject};

use crate::answer::Answer;
use crate::failure;
use crate::reproduce::Claims;
use crate::study::{Study, threads};
use crate::supervise::answered;
use crate::sweep::Experiment;

/// Asks a question of a scenario, an experiment or claims; `options` are a JSON object.
#[pyfunction]
#[pyo3(signature = (question, of, options, threads=0, progress=None))]
pub fn ask(
    py: Python<'_>,
    question: String,
    of: &Bound<'_, PyAny>,
    options: &str,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Answer> {
    let (of, threads) = (subject(of)?, self::threads(py, threads)?);
    let options = serde_json::from_str(options).map_err(|error| failure::usage(py, &error.to_string()))?;
    answered(py, progress.as_ref(), move |watch| answers::ask(&question, of, options, threads, watch))
}

/// The questions that can be asked.
#[pyfunction]
pub fn questions() -> Vec<&'static str> {
    QUESTIONS.to_vec()
}

fn subject(of: &Bound<'_, PyAny>) -> PyResult<Subject> {
    if let Ok(study) = of.cast::<Study>() {
        return Ok(Subject::Firm(study.get().shared()));
    }
    if let Ok(experiment) = of.cast::<Experiment>() {
        return Ok(Subject::Experiment(experiment.get().experiment.clone()));
    }
    if let Ok(claims) = of.cast::<Claims>() {
        return Ok(Subject::Claims(claims.get().book.clone()));
    }
    Err(PyTypeError::new_err("a question is asked of a Study, an Experiment or Claims"))
}
