//! `verona_lab._engine`: the engine of Verona for Python. It takes scenario text and numbers and gives sentences, JSON
//! and Arrow tables; everything that a Python user sees is made of these in `package/verona_lab`.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod answer;
mod ask;
mod command;
mod declared;
mod failure;
mod fit;
mod plane;
mod reproduce;
mod study;
mod supervise;
mod sweep;
mod table;

use pyo3::prelude::*;

/// The engine of Verona. Use it through `verona_lab`.
#[pymodule]
mod _engine {
    #[pymodule_export]
    use super::answer::Answer;
    #[pymodule_export]
    use super::ask::{ask, questions};
    #[pymodule_export]
    use super::command::command;
    #[pymodule_export]
    use super::declared::{explain, outcomes, parameters, presets, ready_made, schema, starter, version};
    #[pymodule_export]
    use super::fit::fit;
    #[pymodule_export]
    use super::plane::{along_axis, firm_experiment, is_experiment, over_plane};
    #[pymodule_export]
    use super::reproduce::{Claims, reproduce_fully};
    #[pymodule_export]
    use super::study::Study;
    #[pymodule_export]
    use super::sweep::{Experiment, Store, ended, finished, merge, sweep};
    #[pymodule_export]
    use super::table::Table;
}
