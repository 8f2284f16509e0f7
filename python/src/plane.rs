//! Experiments made of a firm and the factors that are typed: for `verona map` and `verona response`.

use std::str::FromStr;

use pyo3::prelude::*;
use verona::answers::map::over;
use verona::answers::response::along;
use verona::experiment::plane::{self, Axis};

use crate::failure;
use crate::sweep::Experiment;

/// Whether a text is an experiment and not a scenario.
#[pyfunction]
pub fn is_experiment(text: &str) -> bool {
    plane::is_experiment(text)
}

/// A firm as an experiment whose design is to be replaced by [`over_plane`].
#[pyfunction]
pub fn firm_experiment(py: Python<'_>, text: &str, origin: &str, set: Vec<String>) -> PyResult<Experiment> {
    let experiment = py.detach(|| plane::firm(text, origin, &set));
    Experiment::of(py, experiment.map_err(|error| failure::scenario(py, &error))?)
}

/// The experiment at every combination of levels of two factors, which are typed as on the command line.
#[pyfunction]
pub fn over_plane(
    py: Python<'_>,
    experiment: &Experiment,
    x: &str,
    y: &str,
    levels: &str,
    arms: Option<Vec<String>>,
) -> PyResult<Experiment> {
    let wrong = |name: &str, found: &str, expected: String| {
        failure::usage(py, &format!("{name} cannot be '{found}': {expected}"))
    };
    let axis = |name, text| Axis::from_str(text).map_err(|expected| wrong(name, text, expected));
    let (x, y) = (axis("x", x)?, axis("y", y)?);
    let levels = plane::levels(levels).map_err(|expected| wrong("levels", levels, expected))?;
    let experiment = (*experiment.experiment).clone();
    let over = over(experiment, [&x, &y], levels, arms.as_deref());
    Experiment::of(py, over.map_err(|error| failure::refused(py, &error))?)
}

/// The experiment along the levels of one factor, which is typed as on the command line.
#[pyfunction]
pub fn along_axis(
    py: Python<'_>,
    experiment: &Experiment,
    x: &str,
    levels: usize,
    arms: Option<Vec<String>>,
) -> PyResult<Experiment> {
    let axis = Axis::from_str(x)
        .map_err(|expected| failure::usage(py, &format!("x cannot be '{x}': {expected}")))?;
    if !(2..=60).contains(&levels) {
        return Err(failure::usage(py, "levels takes a whole number from 2 to 60"));
    }
    let along = along((*experiment.experiment).clone(), &axis, levels, arms.as_deref());
    Experiment::of(py, along.map_err(|error| failure::refused(py, &error))?)
}
