//! `verona sensitivity`: which factors of an experiment decide an outcome, or the difference between two arms.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::{sampled, sweep};
use crate::answers::sensitivity::Sensitivity;

/// Find out which factors decide an outcome, or whether one structure beats another
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
    /// Explain the outcome of this structure; without it, of the first
    #[arg(long = "structure", alias = "arm", value_name = "NAME", conflicts_with = "difference")]
    arm: Option<String>,
    /// Explain how much more of the outcome structure A has than structure B, future by future
    #[arg(long, value_name = "A,B")]
    difference: Option<String>,
    #[command(flatten)]
    sampled: sampled::Typed,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let experiment = Arc::new(sweep::experiment(&typed.file, &typed.sampled.overrides())?);
    let request = Sensitivity::of(
        experiment,
        typed.outcome.as_deref(),
        typed.arm.as_deref(),
        typed.difference.as_deref(),
    )?;
    let outcomes = [request.question.outcome];
    let samples = sampled::simulate(&request.experiment, &outcomes, &typed.sampled)?;
    sampled::show(&request.read(&samples[0]), "sensitivity", &typed.sampled, out)
}
