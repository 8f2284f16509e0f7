//! Outcomes at every point of an experiment, for the answers that are made of them.

use super::{Refused, Watch};
use crate::experiment::file::Experiment;
use crate::experiment::samples::{self, Samples};

/// The outcome of a name, else the usual one, of an experiment that is fit to be sampled: it keeps that outcome, and has
/// as many replications at every point.
///
/// # Errors
/// [`Refused::Usage`] with what to do.
pub fn outcome(experiment: &Experiment, name: Option<&str>) -> Result<usize, Refused> {
    let outcome = samples::kept(name, &experiment.outcomes).map_err(Refused::Usage)?;
    samples::even(experiment).map_err(Refused::Usage)?;
    Ok(outcome)
}

/// Simulates every point in memory, once for all outcomes.
///
/// # Errors
/// [`Refused`] when the work was called off or the threads could not be started.
pub fn simulate(
    experiment: &Experiment,
    outcomes: &[usize],
    threads: usize,
    watch: &dyn Watch,
) -> Result<Vec<Samples>, Refused> {
    let arms = experiment.study.arms.len() as u64;
    let all = experiment.design.len() * arms * u64::from(experiment.study.base.plan.replications);
    watch.progress(0, all);
    let progress = |done| watch.progress(done, all);
    Ok(Samples::simulate(experiment, outcomes, threads, watch.cancelled(), progress)?)
}
