//! `verona map` for Python.

use std::str::FromStr;
use std::sync::Arc;

use pyo3::prelude::*;
use verona::answers::map::{Map, over};
use verona::experiment::plane::{self, Axis};

use crate::answer::Answer;
use crate::draws;
use crate::failure;
use crate::study::threads;
use crate::supervise::answered;
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

/// Which arm is best at each point of an experiment that [`over_plane`] made.
#[pyfunction]
#[pyo3(signature = (experiment, outcome=None, threads=0, progress=None, draws=None, firms=None))]
pub fn map(
    py: Python<'_>,
    experiment: &Experiment,
    outcome: Option<&str>,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
    draws: Option<(String, String)>,
    firms: Option<u32>,
) -> PyResult<Answer> {
    let threads = self::threads(py, threads)?;
    let request = Map::of(Arc::clone(&experiment.experiment), outcome);
    let request = request.map_err(|error| failure::refused(py, &error))?;
    let study = &experiment.experiment.study;
    let drawn = draws::of(py, draws, firms.unwrap_or(study.base.plan.replications), study)?;
    let request = match drawn {
        Some(drawn) => request.over_firms(drawn),
        None => request,
    };
    answered(py, progress.as_ref(), move |watch| request.answer(threads, watch))
}
