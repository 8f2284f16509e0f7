//! `verona sensitivity` for Python.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use verona::evidence::sensitivity::{Found, Responses};
use verona::experiment::samples::{self, Samples};
use verona::output::pictures::sensitivity::{Question, Report};

use crate::failure;
use crate::supervise::supervise;
use crate::sweep::Experiment;
use crate::table::{handed, records};

/// The answer: sentences, JSON, CSV, SVG, tables.
type Answer<'py> = (Vec<String>, String, String, String, Bound<'py, PyTuple>);

/// Which factors decide an outcome of `arm`, or of the `difference` of two arms.
#[pyfunction]
#[pyo3(signature = (experiment, outcome=None, arm=None, difference=None, threads=0, progress=None))]
pub fn sensitivity<'py>(
    py: Python<'py>,
    experiment: &Experiment,
    outcome: Option<&str>,
    arm: Option<&str>,
    difference: Option<&str>,
    threads: u32,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer<'py>> {
    let threads = crate::study::threads(py, threads)?;
    let experiment = Arc::clone(&experiment.experiment);
    let usage = |words: String| failure::usage(py, &words);
    let outcome = samples::kept(outcome, &experiment.outcomes).map_err(usage)?;
    samples::even(&experiment).map_err(usage)?;
    let (question, arm, less) = Question::of(&experiment, outcome, arm, difference).map_err(usage)?;
    let plan = &experiment.study.base.plan;
    let (seed, replications) = (plan.seed, plan.replications as usize);
    let arms = experiment.study.arms.len() as u64;
    let total = experiment.design.len() * arms * u64::from(plan.replications);
    let theirs = Arc::clone(&experiment);
    let done = supervise(py, total, progress.as_ref(), move |link| {
        let samples = Samples::simulate(&theirs, outcome, threads, &link.cancel, |done| {
            link.done.fetch_max(done, Ordering::Relaxed);
        })?;
        let responses = Responses::new(replications, samples.responses(arm, less));
        Ok(Found::of(&theirs.design, &responses, seed))
    })?;
    let found = done.map_err(|stopped| failure::stopped(py, &stopped))?;
    let report = Report { question: &question, design: &experiment.design, replications, found: &found };
    let failed = |error: String| failure::raise(py, "VeronaError", &error);
    let mut csv = Vec::new();
    let figures = report.records();
    figures.csv(&mut csv).map_err(|error| failed(error.to_string()))?;
    let json = report.json(&experiment.name, seed).map_err(|error| failed(error.to_string()))?;
    let words = vec![report.sentence(), report.note(), report.legend().to_owned()];
    let text = String::from_utf8_lossy(&csv).into_owned();
    let tables = handed(py, vec![("factors", records(&figures, &["factor"])?)])?;
    Ok((words, json, text, report.svg(&experiment.name), tables))
}
