//! `verona map` for Python.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use verona::evidence::map::{Map, possible};
use verona::experiment::plane::{self, Axis};
use verona::experiment::samples::{self, Samples};
use verona::output::pictures::map::{Axis as Shown, Report};
use verona::output::pictures::map_svg;

use crate::failure;
use crate::supervise::supervise;
use crate::sweep::Experiment;
use crate::table::{handed, records};

/// The answer: sentences, the picture in text, JSON, CSV, SVG, tables.
type Answer<'py> = (Vec<String>, String, String, String, String, Bound<'py, PyTuple>);

/// How wide the picture in text may be, in columns.
const WIDTH: usize = 100;

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
    let experiment = match arms {
        Some(arms) => experiment.with_arms(&arms).map_err(|error| failure::scenario(py, &error))?,
        None => experiment,
    };
    let over = plane::over(experiment, &x, &y, levels);
    Experiment::of(py, over.map_err(|error| failure::usage(py, &error.to_string()))?)
}

/// Which arm is best at each point of an experiment that [`over_plane`] made.
#[pyfunction]
#[pyo3(signature = (experiment, outcome=None, threads=0, progress=None))]
pub fn map<'py>(
    py: Python<'py>,
    experiment: &Experiment,
    outcome: Option<&str>,
    threads: u32,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer<'py>> {
    let threads = crate::study::threads(py, threads)?;
    let experiment = Arc::clone(&experiment.experiment);
    let usage = |words: String| failure::usage(py, &words);
    let outcome = samples::kept(outcome, &experiment.outcomes).map_err(usage)?;
    possible(outcome, experiment.study.arms.len()).map_err(usage)?;
    samples::even(&experiment).map_err(usage)?;
    let [y, x] = experiment.design.factors() else {
        return Err(usage("a map has two factors".to_owned()));
    };
    let (x, y) = (Shown::of(x), Shown::of(y));
    let plan = &experiment.study.base.plan;
    let (seed, replications) = (plan.seed, plan.replications as usize);
    let total = experiment.design.len() * experiment.study.arms.len() as u64 * u64::from(plan.replications);
    let (theirs, width) = (Arc::clone(&experiment), x.values.len());
    let done = supervise(py, total, progress.as_ref(), move |link| {
        let samples = Samples::simulate(&theirs, outcome, threads, &link.cancel, |done| {
            link.done.fetch_max(done, Ordering::Relaxed);
        })?;
        Ok(Map::of_samples(&samples, width, seed))
    })?;
    let map = done.map_err(|stopped| failure::stopped(py, &stopped))?;
    let report = Report { x: &x, y: &y, map: &map, outcome, replications };
    let failed = |error: String| failure::raise(py, "VeronaError", &error);
    let json = report.json(&experiment.name, seed).map_err(|error| failed(error.to_string()))?;
    let found = report.records();
    let mut csv = Vec::new();
    found.csv(&mut csv).map_err(|error| failed(error.to_string()))?;
    let words = vec![report.sentence(), report.about(&experiment), report.legend()];
    let text = String::from_utf8_lossy(&csv).into_owned();
    let tables = handed(py, vec![("cells", records(&found, &["verdict", "best", "rivals"])?)])?;
    Ok((words, report.picture(WIDTH), json, text, map_svg::map(&report, &experiment.name), tables))
}
