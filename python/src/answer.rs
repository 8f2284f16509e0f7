//! An answer as Python has it: words, text, JSON, CSV, a picture and tables, whichever question it is the answer to.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use verona::answers::Answer as Answers;

use crate::failure;
use crate::table::Table;

/// An answer.
#[pyclass(frozen, module = "verona_lab._engine")]
pub struct Answer(pub Box<dyn Answers + Send + Sync>);

#[pymethods]
impl Answer {
    /// The answer in a sentence, or a sentence each.
    #[getter]
    fn verdict(&self) -> String {
        self.0.verdict()
    }

    /// What it rests on.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.0.notes()
    }

    /// What the command line prints, in lines of at most so many columns.
    fn text(&self, width: usize) -> String {
        self.0.text(width)
    }

    /// The JSON object that the command line prints.
    #[getter]
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        self.0.json().map_err(|error| failure::raise(py, "VeronaError", &error.to_string()))
    }

    /// The rows that the command line prints as CSV.
    #[getter]
    fn csv(&self, py: Python<'_>) -> PyResult<String> {
        let mut csv = Vec::new();
        self.0.csv(&mut csv).map_err(|error| failure::raise(py, "VeronaError", &error.to_string()))?;
        Ok(String::from_utf8_lossy(&csv).into_owned())
    }

    /// The picture as SVG; empty where there is none.
    #[getter]
    fn svg(&self) -> String {
        self.0.svg().unwrap_or_default()
    }

    /// The picture in text; empty where there is none.
    fn picture(&self, width: usize) -> String {
        self.0.picture(width).unwrap_or_default()
    }

    /// The tables by name.
    #[getter]
    fn tables<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let tables = PyDict::new(py);
        for (name, frame) in self.0.tables() {
            tables.set_item(name, Py::new(py, Table::of(frame)?)?)?;
        }
        Ok(tables)
    }
}
