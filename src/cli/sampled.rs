//! Simulating an experiment for one outcome, on behalf of a command: in memory, or into a directory from which it goes
//! on when it was cut.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use clap::Args;

use super::failure::Failure;
use super::progress::Progress;
use super::{experiment::Format, firm, results, sweep};
use crate::experiment::file::Experiment;
use crate::experiment::samples::{self, Samples};
use crate::experiment::store;

/// What the user typed.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Typed {
    /// Override any field of the scenario at all points (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Simulated futures of every point and arm
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("replications", text))]
    pub replications: Option<u64>,
    /// Seed of the design and of all draws
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("seed", text))]
    pub seed: Option<u64>,
    /// Threads to use; 0 is one a processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    pub threads: u16,
    /// What to print: text to read, one JSON object, or CSV rows
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Also keep everything in this directory; a run that was cut goes on from there
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

impl Typed {
    /// What was typed after --set, and the options with names of their own.
    pub fn overrides(&self) -> Vec<String> {
        let plan = [("replications", self.replications), ("seed", self.seed)];
        let plan = plan.into_iter().filter_map(|(name, value)| Some(format!("plan.{name}={}", value?)));
        self.set.iter().cloned().chain(plan).collect()
    }
}

/// The outcome of a name, else the usual one; it must be among those that the experiment keeps.
pub fn outcome(name: Option<&str>, keeps: &[usize]) -> Result<usize, Failure> {
    samples::kept(name, keeps).map_err(Failure::Usage)
}

/// Simulates the experiment. With a directory it is a sweep like any other, and resumed like any other.
pub fn simulate(experiment: &Experiment, outcome: usize, typed: &Typed) -> Result<Samples, Failure> {
    samples::even(experiment).map_err(Failure::Usage)?;
    let threads = usize::from(typed.threads);
    match &typed.out {
        Some(dir) => {
            let finished = sweep::whole(experiment, dir, threads)?;
            Ok(Samples::read(experiment, outcome, &finished)?)
        }
        None => {
            let plan = &experiment.study.base.plan;
            let arms = experiment.study.arms.len() as u64;
            let progress =
                Mutex::new(Progress::new(experiment.design.len() * arms * u64::from(plan.replications)));
            let show = |done| {
                // Another thread is drawing: its number will do.
                if let Ok(mut progress) = progress.try_lock() {
                    progress.show(done);
                }
            };
            let stop = results::interruptible();
            Samples::simulate(experiment, outcome, threads, stop, show).map_err(Failure::Stopped)
        }
    }
}

/// Writes files beside a finished run.
pub fn write(dir: &Path, files: &[(&str, Vec<u8>)]) -> Result<(), Failure> {
    for (name, bytes) in files {
        let path = dir.join(name);
        store::write_named(&path, bytes)
            .map_err(|error| Failure::Write { path, reason: error.to_string() })?;
    }
    Ok(())
}
