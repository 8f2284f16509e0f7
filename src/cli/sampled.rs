//! Simulating an experiment for one outcome, on behalf of a command: in memory, or into a directory from which it goes
//! on when it was cut.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{estimate, firm, format::Format, screen, sweep};
use crate::answers::{Answer, sampled};
use crate::experiment::estimate::Work;
use crate::experiment::file::Experiment;
use crate::experiment::samples::Samples;
use crate::experiment::store;

/// What the user typed.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Typed {
    /// Change any value of the scenario, at all points (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Simulated futures of every point and structure
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("replications", text))]
    pub replications: Option<u64>,
    /// Seed of the design and of all draws
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("seed", text))]
    pub seed: Option<u64>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    pub threads: u16,
    /// What to print: text to read, one JSON object, or CSV rows
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Also keep everything in this directory; a run that was interrupted resumes
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

/// Simulates the experiment for several outcomes, each point once. With a directory it is a sweep like any other, and resumed
/// like any other.
pub fn simulate(
    experiment: &Arc<Experiment>,
    outcomes: &[usize],
    typed: &Typed,
) -> Result<Vec<Samples>, Failure> {
    let threads = usize::from(typed.threads);
    match &typed.out {
        Some(dir) => {
            let finished = sweep::whole(experiment, dir, threads)?;
            let read = |&outcome: &usize| Ok(Samples::read(experiment, outcome, &finished)?);
            outcomes.iter().map(read).collect()
        }
        None => {
            // Of each simulation one number is held for each outcome, once by point and once in all.
            let held = 16.0 * outcomes.len() as f64;
            let work = Work::of_experiment(experiment);
            let work = work.map(|work| Work { held: held * work.simulations, ..work });
            estimate::begin(work.as_ref(), threads)?;
            Ok(sampled::simulate(experiment, outcomes, threads, &Terminal::new())?)
        }
    }
}

/// Writes the answer's figures as NAME.csv, .json and .svg beside a finished run, and prints it as was asked.
pub fn show(answer: &impl Answer, name: &str, typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    if let Some(dir) = &typed.out {
        let mut csv = Vec::new();
        answer.csv(&mut csv)?;
        let svg = answer.svg().unwrap_or_default();
        for (ending, bytes) in [("csv", csv), ("json", answer.json()?.into()), ("svg", svg.into())] {
            let path = dir.join(format!("{name}.{ending}"));
            // Inside the directory of a run, a link is replaced and not followed.
            store::write_whole(&path, &bytes)
                .map_err(|error| Failure::Write { path, reason: error.to_string() })?;
        }
    }
    screen::show(answer, typed.format, out)?;
    if let (Format::Table, Some(dir)) = (typed.format, &typed.out) {
        let gap = if answer.text(screen::width()).ends_with("\n\n") { "" } else { "\n" };
        writeln!(out, "{gap}The figures are in {}: {name}.csv, .json and .svg.", dir.display())?;
    }
    Ok(())
}
