//! `verona response`: how outcomes answer to one setting, under each structure.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::{map, sampled};
use crate::answers::response::{Response, along};
use crate::experiment::plane;

/// See how profit, conflict, knowledge and duplicated work answer to one setting, under each structure
///
/// Every level lives through the same futures. The setting can be any key of the scenario, or a trait of somebody whom the scenario
/// names, such as person.Max.blame=0..1.
#[derive(Debug, Args)]
pub struct Typed {
    /// A scenario or an experiment file; without it, the built-in mid-market firm
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The setting: a key with a range or with values, such as operating.joint_reward=0,0.25,0.5; a key alone takes its plausible range
    #[arg(long, value_name = "KEY[=..]", default_value = "operating.meeting_interval=1..120")]
    x: plane::Axis,
    /// Levels of a range
    #[arg(long, value_name = "N", default_value_t = 7, value_parser = clap::value_parser!(u8).range(2..=60))]
    levels: u8,
    /// What answers (`verona outcomes` lists the outcomes); without it, profit, conflict, message fit, duplicated work and war
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    outcomes: Option<Vec<String>>,
    /// The structures, by name
    #[arg(long = "structures", alias = "arms", value_name = "A,B,..", value_delimiter = ',')]
    arms: Option<Vec<String>>,
    #[command(flatten)]
    sampled: sampled::Typed,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let experiment = map::read(typed.file.as_deref(), &typed.sampled)?;
    let experiment = along(experiment, &typed.x, usize::from(typed.levels), typed.arms.as_deref())?;
    let request = Response::of(Arc::new(experiment), typed.outcomes.as_deref())?;
    let samples = sampled::simulate(&request.experiment, &request.outcomes, &typed.sampled)?;
    sampled::show(&request.read(&samples), "response", &typed.sampled, out)
}
