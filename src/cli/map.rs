//! `verona map`: where in a plane of two factors each structure is best.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::experiment::Format;
use super::failure::Failure;
use super::{firm, sampled, screen, sweep};
use crate::evidence::map::{Map, possible};
use crate::experiment::file::Experiment;
use crate::experiment::plane;
use crate::output::pictures::map::{Axis, Report};
use crate::output::pictures::map_svg;
use crate::output::words::number;
use crate::scenario::BUILT_IN;

/// See where in a plane of two factors each structure is best, and where that is too close to call
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
    /// The arms to compare, by name
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    arms: Option<Vec<String>>,
    #[command(flatten)]
    sampled: sampled::Typed,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let experiment = experiment(typed)?;
    let outcome = sampled::outcome(typed.outcome.as_deref(), &experiment.outcomes)?;
    possible(outcome, experiment.study.arms.len()).map_err(Failure::Usage)?;
    let [x, y] = [1, 0].map(|at| Axis::of(&experiment.design.factors()[at]));
    let samples = sampled::simulate(&experiment, outcome, &typed.sampled)?;
    let seed = experiment.study.base.plan.seed;
    let map = Map::of_samples(&samples, x.values.len(), seed);
    let replications = samples.replications as usize;
    let report = Report { x: &x, y: &y, map: &map, outcome, replications };
    let mut csv = Vec::new();
    report.records().csv(&mut csv)?;
    let json = report.json(&experiment.name, seed)?;
    if let Some(dir) = &typed.sampled.out {
        let svg = map_svg::map(&report, &experiment.name).into_bytes();
        let files = [("map.csv", csv.clone()), ("map.json", json.clone().into_bytes()), ("map.svg", svg)];
        sampled::write(dir, &files)?;
    }
    match typed.sampled.format {
        Format::Json => out.write_all(json.as_bytes())?,
        Format::Csv => out.write_all(&csv)?,
        Format::Table => {
            let width = screen::width();
            writeln!(out, "{}\n", number::wrapped(&report.sentence(), width, ""))?;
            writeln!(out, "{}\n", number::wrapped(&report.about(&experiment), width, ""))?;
            writeln!(out, "{}", report.picture(width))?;
            writeln!(out, "{}", number::wrapped(&report.legend(), width, "  "))?;
            if let Some(dir) = &typed.sampled.out {
                writeln!(out, "\nThe figures are in {}: map.csv, .json and .svg.", dir.display())?;
            }
        }
    }
    Ok(())
}

/// The experiment behind the map: every combination of the two factors' levels.
fn experiment(typed: &Typed) -> Result<Experiment, Failure> {
    let overrides = typed.sampled.overrides();
    let (text, origin) = match &typed.file {
        Some(path) => (firm::read(path)?, path.display().to_string()),
        None => (BUILT_IN.to_owned(), firm::BUILT_IN_LABEL.to_owned()),
    };
    let experiment = match &typed.file {
        Some(path) if plane::is_experiment(&text) => sweep::experiment(path, &overrides)?,
        _ => plane::firm(&text, &origin, &overrides)?,
    };
    let experiment = match &typed.arms {
        Some(arms) => experiment.with_arms(arms)?,
        None => experiment,
    };
    plane::over(experiment, &typed.x, &typed.y, typed.levels)
        .map_err(|error| Failure::Usage(error.to_string()))
}
