//! Outcomes at every point of an experiment, for the answers that are made of them.

use super::{Refused, Watch};
use crate::experiment::file::Experiment;
use crate::experiment::firms::Firms;
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

/// Simulates every point in memory.
///
/// # Errors
/// [`Refused`] when the work was called off or the threads could not be started.
pub fn simulate(
    experiment: &Experiment,
    outcome: usize,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Samples, Refused> {
    let all = simulations(experiment);
    watch.progress(0, all);
    let progress = |done| watch.progress(done, all);
    Ok(Samples::simulate(experiment, outcome, threads, watch.cancelled(), progress)?)
}

/// The same over firms that could all be the one of the file, a future each.
///
/// # Errors
/// As [`simulate`].
pub fn simulate_firms(
    experiment: &Experiment,
    outcome: usize,
    firms: &Firms,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Samples, Refused> {
    let all = simulations(experiment);
    watch.progress(0, all);
    let progress = |done| watch.progress(done, all);
    Ok(Samples::simulate_firms(experiment, outcome, firms, threads, watch.cancelled(), progress)?)
}

/// The same for several outcomes, each point simulated once.
///
/// # Errors
/// As [`simulate`].
pub fn simulate_each(
    experiment: &Experiment,
    outcomes: &[usize],
    threads: usize,
    watch: &dyn Watch,
) -> Result<Vec<Samples>, Refused> {
    let all = simulations(experiment);
    watch.progress(0, all);
    let progress = |done| watch.progress(done, all);
    Ok(Samples::simulate_each(experiment, outcomes, threads, watch.cancelled(), progress)?)
}

fn simulations(experiment: &Experiment) -> u64 {
    let arms = experiment.study.arms.len() as u64;
    experiment.design.len() * arms * u64::from(experiment.study.base.plan.replications)
}
