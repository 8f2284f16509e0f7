//! What Verona declares: parameters, presets, outcomes, ready-made firms.

use pyo3::prelude::*;
use verona::answers::outcomes as listed;
use verona::output::tables::frame::{Datum, Frame, Holds, column};
use verona::scenario::presets::PRESETS;
use verona::scenario::registry::{Section, Takes};
use verona::scenario::{self};

use crate::failure;
use crate::table::Table;

/// The version of the engine.
#[pyfunction]
pub fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

/// What a key, a section or a word of the file means, as `verona explain` tells it.
#[pyfunction]
pub fn explain(py: Python<'_>, key: &str) -> PyResult<String> {
    scenario::explain(key).map_err(|error| failure::scenario(py, &error))
}

/// The JSON Schema of scenario files, as `verona schema` prints it.
#[pyfunction]
pub fn schema(py: Python<'_>) -> PyResult<String> {
    verona::answers::schema::text().map_err(|error| failure::raise(py, "VeronaError", &error.to_string()))
}

/// The starter file of `verona init`.
#[pyfunction]
pub fn starter() -> String {
    scenario::starter()
}

/// Every parameter, one row each.
#[pyfunction]
pub fn parameters() -> PyResult<Table> {
    let mut table = Frame::new(vec![
        column("key", "name", "the dotted key", Holds::Text),
        column("kind", "name", "number, integer, flag or choice", Holds::Text),
        column("unit", "", "the unit in words", Holds::Text),
        column("default", "", "the default as a scenario file has it", Holds::Text),
        column(
            "legal_low",
            "that of the parameter",
            "the smallest value that the model is defined for",
            Holds::Numbers,
        ),
        column("legal_high", "that of the parameter", "the largest", Holds::Numbers),
        column("plausible_low", "that of the parameter", "where sensitivity analysis begins", Holds::Numbers),
        column("plausible_high", "that of the parameter", "where it ends", Holds::Numbers),
        column("source", "", "where the default comes from, or the word assumption", Holds::Text),
        column("meaning", "", "one line of meaning", Holds::Text),
    ]);
    for parameter in scenario::parameters() {
        let kind = match parameter.kind {
            Takes::Number => "number",
            Takes::Integer => "integer",
            Takes::Flag => "flag",
            Takes::Choice(_) => "choice",
        };
        let numeric = matches!(parameter.kind, Takes::Number | Takes::Integer);
        let legal = |end: usize| if numeric { Datum::Number(parameter.legal[end]) } else { Datum::Missing };
        let plausible =
            |end: usize| parameter.plausible.map_or(Datum::Missing, |range| Datum::Number(range[end]));
        let (key, default) = (parameter.key(), (parameter.default)().to_string());
        table.row([
            Datum::Text(&key),
            Datum::Text(kind),
            Datum::Text(parameter.unit),
            Datum::Text(&default),
            legal(0),
            legal(1),
            plausible(0),
            plausible(1),
            Datum::Text(parameter.source),
            Datum::Text(parameter.about()),
        ]);
    }
    Table::of(table)
}

/// Every operating choice of every preset, one row each.
#[pyfunction]
pub fn presets() -> PyResult<Table> {
    let mut table = Frame::new(vec![
        column("preset", "name", "the structure", Holds::Text),
        column("about", "", "one line of description", Holds::Text),
        column("key", "name", "the operating choice", Holds::Text),
        column("value", "", "its value as a scenario file has it", Holds::Text),
    ]);
    for preset in &PRESETS {
        let choices = (preset.choices)();
        for parameter in <scenario::operating::Operating as Section>::PARAMETERS {
            let value = choices.get(parameter.name).map(|value| value.to_string()).unwrap_or_default();
            let key = parameter.key();
            table.row([
                Datum::Text(preset.name),
                Datum::Text(preset.about),
                Datum::Text(&key),
                Datum::Text(&value),
            ]);
        }
    }
    Table::of(table)
}

/// Every outcome, and every measure of the monthly series, one row each.
#[pyfunction]
pub fn outcomes() -> PyResult<Table> {
    Table::of(listed::frame())
}

/// The ready-made scenarios: (name, text).
#[pyfunction]
pub fn ready_made() -> Vec<(&'static str, &'static str)> {
    scenario::ready_made().to_vec()
}
