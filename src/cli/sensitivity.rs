//! `verona sensitivity`: which factors of an experiment decide an outcome, or the difference between two arms.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::experiment::Format;
use super::failure::Failure;
use super::{sampled, screen, sweep};
use crate::evidence::sensitivity::{Found, Responses};
use crate::output::pictures::sensitivity::{Question, Report};
use crate::output::words::number;

/// Find out which factors decide an outcome, or whether one arm beats another
///
/// The experiment file says the factors and the design: one-at-a-time gives curves and a tornado, morris elementary
/// effects, saltelli Sobol' indices; any other design gives main effects.
#[derive(Debug, Args)]
pub struct Typed {
    /// The experiment file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The outcome to explain (`verona outcomes` lists them); without it, profit per head
    #[arg(long, value_name = "NAME")]
    outcome: Option<String>,
    /// Explain the outcome of this arm; without it, of the first
    #[arg(long, value_name = "ARM", conflicts_with = "difference")]
    arm: Option<String>,
    /// Explain how much more of the outcome arm A has than arm B, future by future
    #[arg(long, value_name = "A,B")]
    difference: Option<String>,
    #[command(flatten)]
    sampled: sampled::Typed,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let experiment = sweep::experiment(&typed.file, &typed.sampled.overrides())?;
    let outcome = sampled::outcome(typed.outcome.as_deref(), &experiment.outcomes)?;
    let (question, arm, less) =
        Question::of(&experiment, outcome, typed.arm.as_deref(), typed.difference.as_deref())
            .map_err(Failure::Usage)?;
    let samples = sampled::simulate(&experiment, outcome, &typed.sampled)?;
    let replications = samples.replications as usize;
    let responses = Responses::new(replications, samples.responses(arm, less));
    let seed = experiment.study.base.plan.seed;
    let found = Found::of(&experiment.design, &responses, seed);
    let failed = (0..responses.points()).filter(|&point| !responses.whole(point)).count();
    let report = Report { question: &question, design: &experiment.design, replications, found: &found };
    let mut csv = Vec::new();
    report.records().csv(&mut csv)?;
    let json = report.json(&experiment.name, seed)?;
    if let Some(dir) = &typed.sampled.out {
        let svg = report.svg(&experiment.name).into_bytes();
        let files = [
            ("sensitivity.csv", csv.clone()),
            ("sensitivity.json", json.clone().into_bytes()),
            ("sensitivity.svg", svg),
        ];
        sampled::write(dir, &files)?;
    }
    match typed.sampled.format {
        Format::Json => out.write_all(json.as_bytes())?,
        Format::Csv => out.write_all(&csv)?,
        Format::Table => {
            let width = screen::width();
            writeln!(out, "{}\n", number::wrapped(&report.sentence(), width, ""))?;
            let what = format!("{}: {}", experiment.name, report.note());
            writeln!(out, "{}\n", number::wrapped(&what, width, ""))?;
            writeln!(out, "{}", report.picture(width))?;
            writeln!(out, "{}\n", number::wrapped(report.legend(), width, "  "))?;
            writeln!(out, "{}", report.table(width))?;
            if failed > 0 {
                let points = responses.points();
                writeln!(out, "{failed} of {points} points could not be measured and are left out.\n")?;
            }
            if let Some(dir) = &typed.sampled.out {
                writeln!(out, "The figures are in {}: sensitivity.csv, .json and .svg.", dir.display())?;
            }
        }
    }
    Ok(())
}
