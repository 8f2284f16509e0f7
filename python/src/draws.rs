//! Firms that could all be the one that a file describes, as Python hands them over: the word `plausible`, or a table and its
//! label.

use std::sync::Arc;

use pyo3::prelude::*;
use verona::answers::Refused;
use verona::experiment::firms::Firms;
use verona::experiment::lives::{Drawn, first};
use verona::experiment::plausible::plausible;
use verona::scenario::Study;

use crate::failure;

/// The first so many firms of a table, or so many plausible ones; nothing where none are asked for.
pub fn of(
    py: Python<'_>,
    draws: Option<(String, String)>,
    most: u32,
    study: &Study,
) -> PyResult<Option<Drawn>> {
    let Some((text, origin)) = draws else { return Ok(None) };
    if origin.is_empty() {
        let firms = plausible(&study.base, most as usize, study.base.plan.seed);
        return Ok(Some(Drawn { firms: Arc::new(firms), fitted: false }));
    }
    let firms = Firms::read(&text, &origin);
    let firms = firms.map_err(|error| failure::refused(py, &Refused::from(Box::new(error))))?;
    Ok(Some(Drawn { firms: Arc::new(first(&firms, most as usize)), fitted: true }))
}
