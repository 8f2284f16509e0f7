//! What Verona declares: parameters, presets, outcomes, ready-made firms.

use pyo3::prelude::*;
use verona::model::outcome::{Better, OUTCOMES, SERIES};
use verona::scenario::presets::PRESETS;
use verona::scenario::registry::{Kind as Takes, Section};
use verona::scenario::{self};

use crate::failure;
use crate::table::{Cell, Growing, Kind, Table, column};

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
pub fn schema() -> String {
    format!("{:#}", scenario::schema())
}

/// The starter file of `verona init`.
#[pyfunction]
pub fn starter() -> String {
    scenario::starter()
}

/// Every parameter, one row each.
#[pyfunction]
pub fn parameters() -> PyResult<Table> {
    let mut table = Growing::new(vec![
        column("key", "name", "the dotted key", Kind::Text),
        column("kind", "name", "number, integer, flag or choice", Kind::Text),
        column("unit", "", "the unit in words", Kind::Text),
        column("default", "", "the default as a scenario file has it", Kind::Text),
        column(
            "legal_low",
            "that of the parameter",
            "the smallest value that the model is defined for",
            Kind::Number,
        ),
        column("legal_high", "that of the parameter", "the largest", Kind::Number),
        column("plausible_low", "that of the parameter", "where sensitivity analysis begins", Kind::Number),
        column("plausible_high", "that of the parameter", "where it ends", Kind::Number),
        column("source", "", "where the default comes from, or the word assumption", Kind::Text),
        column("meaning", "", "one line of meaning", Kind::Text),
    ]);
    for parameter in scenario::parameters() {
        let kind = match parameter.kind {
            Takes::Number => "number",
            Takes::Integer => "integer",
            Takes::Flag => "flag",
            Takes::Choice(_) => "choice",
        };
        let numeric = matches!(parameter.kind, Takes::Number | Takes::Integer);
        let legal = |end: usize| if numeric { Cell::Number(parameter.legal[end]) } else { Cell::Missing };
        let plausible =
            |end: usize| parameter.plausible.map_or(Cell::Missing, |range| Cell::Number(range[end]));
        let (key, default) = (parameter.key(), (parameter.default)().to_string());
        table.row([
            Cell::Text(&key),
            Cell::Text(kind),
            Cell::Text(parameter.unit),
            Cell::Text(&default),
            legal(0),
            legal(1),
            plausible(0),
            plausible(1),
            Cell::Text(parameter.source),
            Cell::Text(parameter.about()),
        ]);
    }
    table.finish()
}

/// Every operating choice of every preset, one row each.
#[pyfunction]
pub fn presets() -> PyResult<Table> {
    let mut table = Growing::new(vec![
        column("preset", "name", "the structure", Kind::Text),
        column("about", "", "one line of description", Kind::Text),
        column("key", "name", "the operating choice", Kind::Text),
        column("value", "", "its value as a scenario file has it", Kind::Text),
    ]);
    for preset in &PRESETS {
        let choices = (preset.choices)();
        for parameter in <scenario::operating::Operating as Section>::PARAMETERS {
            let value = choices.get(parameter.name).map(|value| value.to_string()).unwrap_or_default();
            let key = parameter.key();
            table.row([
                Cell::Text(preset.name),
                Cell::Text(preset.about),
                Cell::Text(&key),
                Cell::Text(&value),
            ]);
        }
    }
    table.finish()
}

/// Every outcome, and every measure of the monthly series, one row each.
#[pyfunction]
pub fn outcomes() -> PyResult<Table> {
    let mut table = Growing::new(vec![
        column("kind", "name", "outcome (of a replication) or month (of the monthly series)", Kind::Text),
        column("name", "name", "the name", Kind::Text),
        column("unit", "", "the unit in words; a share is a number in 0 to 1", Kind::Text),
        column("better", "", "higher, lower or nothing", Kind::Text),
        column("meaning", "", "one line of meaning", Kind::Text),
    ]);
    for (kind, measures) in [("outcome", OUTCOMES), ("month", SERIES)] {
        for measure in measures {
            let better = match measure.better {
                Better::Higher => "higher",
                Better::Lower => "lower",
                Better::Neither => "",
            };
            let words = [kind, measure.name, measure.unit, better, measure.meaning];
            table.row(words.map(Cell::Text));
        }
    }
    table.finish()
}

/// The ready-made scenarios: (name, text).
#[pyfunction]
pub fn ready_made() -> Vec<(&'static str, &'static str)> {
    scenario::ready_made().to_vec()
}
