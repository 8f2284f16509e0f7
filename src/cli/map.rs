//! `verona map`: where in a plane of two factors each structure is best.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::{draws, firm, sampled, sweep};
use crate::answers::map::{Map, over};
use crate::experiment::file::Experiment;
use crate::experiment::plane;
use crate::scenario::BUILT_IN;

/// Map where each structure is best as two factors vary, and where it is too close to call
#[derive(Debug, Args)]
pub struct Typed {
    /// A scenario or an experiment file; without it, the built-in mid-market firm
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The horizontal factor: a key, or a key and its range, such as firm.size=8..240
    #[arg(long, value_name = "KEY[=LOW..HIGH]", default_value = "firm.size")]
    x: plane::Axis,
    /// The vertical factor
    #[arg(long, value_name = "KEY[=LOW..HIGH]", default_value = "offer.complexity")]
    y: plane::Axis,
    /// Cells across and up
    #[arg(long, value_name = "NxM", default_value = "7x7", value_parser = plane::levels)]
    levels: [usize; 2],
    /// What decides (`verona outcomes` lists the outcomes); without it, profit per head
    #[arg(long, value_name = "NAME")]
    outcome: Option<String>,
    /// The structures to compare, by name
    #[arg(long = "structures", alias = "arms", value_name = "A,B,..", value_delimiter = ',')]
    arms: Option<Vec<String>>,
    #[command(flatten)]
    draws: draws::Typed,
    #[command(flatten)]
    sampled: sampled::Typed,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let mut request = Map::of(Arc::new(experiment(typed)?), typed.outcome.as_deref())?;
    let study = &request.experiment.study;
    if let Some(drawn) = typed.draws.at_most(study.base.plan.replications as usize, study)? {
        request = request.over_firms(drawn);
    }
    let samples = sampled::simulate(&request.experiment, &[request.outcome], &typed.sampled)?;
    sampled::show(&request.read(&samples[0]), "map", &typed.sampled, out)
}

/// The experiment behind the map: every combination of the two factors' levels.
fn experiment(typed: &Typed) -> Result<Experiment, Failure> {
    let experiment = read(typed.file.as_deref(), &typed.sampled)?;
    Ok(over(experiment, [&typed.x, &typed.y], typed.levels, typed.arms.as_deref())?)
}

/// An experiment file, or a firm as an experiment whose design is to be replaced.
pub fn read(file: Option<&Path>, sampled: &sampled::Typed) -> Result<Experiment, Failure> {
    let overrides = sampled.overrides();
    let (text, origin) = match file {
        Some(path) => (firm::read(path)?, path.display().to_string()),
        None => (BUILT_IN.to_owned(), firm::BUILT_IN_LABEL.to_owned()),
    };
    match file {
        Some(path) if plane::is_experiment(&text) => sweep::experiment(path, &overrides),
        _ => Ok(plane::firm(&text, &origin, &overrides)?),
    }
}
