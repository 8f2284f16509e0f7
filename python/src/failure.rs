//! Failures as Python exceptions, with the words of the command line. The classes are declared in
//! `package/verona_lab/_errors.py`, so that they have documentation and can be pickled.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use verona::evidence::claims::FullError;
use verona::experiment::{Lost, Stopped};
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

/// An experiment that did not finish.
pub fn stopped(py: Python<'_>, stopped: &Stopped) -> PyErr {
    match stopped {
        Stopped::Model { .. } => {
            let message =
                format!("{stopped}\nThis is a defect of verona, not of the scenario. Please report it.");
            raise(py, "ModelError", &message)
        }
        other => raise(py, "VeronaError", &other.to_string()),
    }
}

/// A full run of claims that did not go on.
pub fn claims(py: Python<'_>, error: &FullError) -> PyErr {
    match error {
        FullError::Design(_) => usage(py, &error.to_string()),
        FullError::Store(_) | FullError::Table(_) => raise(py, "StoreError", &error.to_string()),
        FullError::Model { .. } => {
            let message =
                format!("{error}\nThis is a defect of verona, not of the claim file. Please report it.");
            raise(py, "ModelError", &message)
        }
    }
}

/// A life that could not be followed.
pub fn lost(py: Python<'_>, lost: Lost, arm: &str, replication: u32) -> PyErr {
    match lost {
        Lost::Model(error) => stopped(py, &Stopped::Model { arm: arm.to_owned(), replication, error }),
        absent @ Lost::Absent { .. } => usage(py, &absent.to_string()),
    }
}
