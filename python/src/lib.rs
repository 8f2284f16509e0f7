//! `verona_lab._engine`: the engine of Verona for Python. It takes scenario text and numbers and gives sentences, JSON
//! and Arrow tables; everything that a Python user sees is made of these in `package/verona_lab`.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

mod answer;
mod change;
mod command;
mod compare;
mod declared;
mod draws;
mod failure;
mod fit;
mod levers;
mod life;
mod map;
mod reproduce;
mod response;
mod run;
mod sensitivity;
mod study;
mod supervise;
mod sweep;
mod table;
mod why;

use pyo3::prelude::*;

/// The engine of Verona. Use it through `verona_lab`.
#[pymodule]
mod _engine {
    #[pymodule_export]
    use super::answer::Answer;
    #[pymodule_export]
    use super::change::change;
    #[pymodule_export]
    use super::command::command;
    #[pymodule_export]
    use super::compare::compare;
    #[pymodule_export]
    use super::declared::{explain, outcomes, parameters, presets, ready_made, schema, starter, version};
    #[pymodule_export]
    use super::fit::fit;
    #[pymodule_export]
    use super::levers::levers;
    #[pymodule_export]
    use super::life::trace;
    #[pymodule_export]
    use super::map::{firm_experiment, is_experiment, map, over_plane};
    #[pymodule_export]
    use super::reproduce::{Claims, reproduce, reproduce_fully};
    #[pymodule_export]
    use super::response::{along_axis, response};
    #[pymodule_export]
    use super::run::run;
    #[pymodule_export]
    use super::sensitivity::sensitivity;
    #[pymodule_export]
    use super::study::Study;
    #[pymodule_export]
    use super::sweep::{Experiment, Store, best, finished, merge, nothing, sweep};
    #[pymodule_export]
    use super::table::Table;
    #[pymodule_export]
    use super::why::why;
}
