//! Failures as Python exceptions, with the words of the command line. The classes are declared in
//! `package/verona_lab/_errors.py`, so that they have documentation and can be pickled.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use verona::answers::{Refused, Why};
use verona::scenario::ScenarioError;
use verona::scenario::error::Place;

/// An exception of `verona_lab` with that message.
pub fn raise(py: Python<'_>, class: &str, message: &str) -> PyErr {
    made(py, class, message, None).unwrap_or_else(|error| error)
}

fn made(py: Python<'_>, class: &str, message: &str, problems: Option<Bound<'_, PyList>>) -> PyResult<PyErr> {
    let class = py.import("verona_lab._errors")?.getattr(class)?;
    let error = match problems {
        Some(problems) => class.call1((message, problems))?,
        None => class.call1((message,))?,
    };
    Ok(PyErr::from_value(error))
}

/// A scenario that is wrong: `ScenarioError`, with its problems one by one.
pub fn scenario(py: Python<'_>, error: &ScenarioError) -> PyErr {
    problems(py, error)
        .and_then(|problems| made(py, "ScenarioError", &error.to_string(), Some(problems)))
        .unwrap_or_else(|error| error)
}

fn problems<'py>(py: Python<'py>, error: &ScenarioError) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for problem in &error.problems {
        let entry = PyDict::new(py);
        entry.set_item("key", &problem.key)?;
        entry.set_item("what", problem.fault.to_string())?;
        entry.set_item("help", &problem.help)?;
        let place = match &problem.place {
            Place::Text { line, column, .. } => Some((*line, *column)),
            Place::Option { .. } | Place::Whole => None,
        };
        entry.set_item("line", place.map(|(line, _)| line))?;
        entry.set_item("column", place.map(|(_, column)| column))?;
        list.append(entry)?;
    }
    Ok(list)
}

/// What was asked for is not there, or cannot be asked: `UsageError`.
pub fn usage(py: Python<'_>, message: &str) -> PyErr {
    raise(py, "UsageError", message)
}

/// Why there is no answer.
pub fn refused(py: Python<'_>, refused: &Refused) -> PyErr {
    match (refused, refused.why()) {
        (Refused::Scenario(error), _) => scenario(py, error),
        (_, Why::Defect) => raise(py, "ModelError", &refused.to_string()),
        (_, Why::Usage) => usage(py, &refused.to_string()),
        (Refused::Store(_) | Refused::Claims(_), _) => raise(py, "StoreError", &refused.to_string()),
        _ => raise(py, "VeronaError", &refused.to_string()),
    }
}
