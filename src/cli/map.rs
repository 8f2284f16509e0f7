//! `verona map`: where in a plane of two factors each structure is best.

use std::io::Write;
use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;

use super::experiment::Format;
use super::failure::Failure;
use super::{firm, sampled, screen, sweep};
use crate::evidence::map::{Map, has_direction};
use crate::experiment::design::{DesignError, Factor, Law, Method, Values};
use crate::experiment::file::{self, Experiment};
use crate::output::map::{Axis, Report};
use crate::output::{map_svg, number};
use crate::scenario::{BUILT_IN, Scenario};

/// See where in a plane of two factors each structure is best, and where that is too close to call
#[derive(Debug, Args)]
pub struct Typed {
    /// A scenario or an experiment file; without it, the built-in mid-market firm
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The horizontal factor: a key, or a key and its range, such as firm.size=8..240
    #[arg(long, value_name = "KEY[=LOW..HIGH]", default_value = "firm.size")]
    x: Plane,
    /// The vertical factor
    #[arg(long, value_name = "KEY[=LOW..HIGH]", default_value = "offer.complexity")]
    y: Plane,
    /// Cells across and up
    #[arg(long, value_name = "NxM", default_value = "7x7", value_parser = levels)]
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

/// A key and the range that was typed with it.
#[derive(Debug, Clone, PartialEq)]
struct Plane {
    key: String,
    range: Option<[f64; 2]>,
}

impl FromStr for Plane {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let Some((key, range)) = text.split_once('=') else {
            return Ok(Self { key: text.trim().to_owned(), range: None });
        };
        let ends = range
            .split_once("..")
            .and_then(|(low, high)| Some([low.trim().parse().ok()?, high.trim().parse().ok()?]));
        let range = ends.ok_or("expected a key and a range, such as firm.size=8..240")?;
        Ok(Self { key: key.trim().to_owned(), range: Some(range) })
    }
}

/// Cells across and up: at least two each way, and no more than can be read.
fn levels(text: &str) -> Result<[usize; 2], String> {
    let sides = text.split_once(['x', 'X', '×']);
    let sides = sides.and_then(|(x, y)| Some([x.trim().parse().ok()?, y.trim().parse().ok()?]));
    sides
        .filter(|sides| sides.iter().all(|side| (2..=60).contains(side)))
        .ok_or_else(|| "expected two whole numbers from 2 to 60, such as 7x7".to_owned())
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let experiment = experiment(typed)?;
    let outcome = sampled::outcome(typed.outcome.as_deref(), &experiment.outcomes)?;
    let measure = &crate::model::outcome::OUTCOMES[outcome];
    if !has_direction(outcome) {
        let reason = format!("`{}` has no better or worse: no arm can be best by it", measure.name);
        return Err(Failure::Usage(reason));
    }
    if experiment.study.arms.len() < 2 {
        return Err(Failure::Usage("a map needs two or more arms to compare".to_owned()));
    }
    let [x, y] = [1, 0].map(|at| axis(&experiment.design.factors()[at]));
    let samples = sampled::simulate(&experiment, outcome, &typed.sampled)?;
    let seed = experiment.study.base.plan.seed;
    let comparisons: Vec<_> = (0..samples.points()).map(|point| samples.comparison(point, seed)).collect();
    let map = Map::of(samples.arms.clone(), x.values.len(), &comparisons, outcome);
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
            let plan = &experiment.study.base.plan;
            let what = format!(
                "{}: {} {} working days after {} of warm-up, seed {seed}.",
                experiment.name,
                report.note(),
                plan.days,
                plan.warm_up
            );
            writeln!(out, "{}\n", number::wrapped(&what, width, ""))?;
            writeln!(out, "{}", report.picture(width))?;
            writeln!(out, "{}", number::wrapped(&report.legend(), width, "  "))?;
            if let Some(dir) = &typed.sampled.out {
                writeln!(out, "\nThe figures are in {}: map.csv, .json and .svg.", dir.display())?;
            }
        }
    }
    Ok(())
}

/// An axis, from its factor.
fn axis(factor: &Factor) -> Axis {
    let values = factor.levels(2, [0.0, 1.0]).into_iter().map(|(_, value)| value).collect();
    Axis { key: factor.key().to_owned(), unit: factor.unit(), values }
}

/// The experiment behind the map: every combination of the two factors' levels.
fn experiment(typed: &Typed) -> Result<Experiment, Failure> {
    let mut overrides = typed.sampled.overrides();
    let experiment = match &typed.file {
        Some(path) if is_experiment(path)? => sweep::experiment(path, &overrides)?,
        file => {
            let (text, origin) = match file {
                Some(path) => (firm::read(path)?, path.display().to_string()),
                None => (BUILT_IN.to_owned(), "mid-market.toml (built in)".to_owned()),
            };
            // A firm becomes an experiment by a design; the one written here gives way to the map's own.
            let text = format!(
                "{text}\n[design]\nmethod = \"factorial\"\n[factors.\"offer.complexity\"]\nlevels = [0.3]\n"
            );
            let nothing = &mut |_: &str| Err(std::io::ErrorKind::NotFound.into());
            file::load(&text, &origin, &std::mem::take(&mut overrides), nothing)?
        }
    };
    let experiment = match &typed.arms {
        Some(arms) => experiment.with_arms(arms)?,
        None => experiment,
    };
    let [across, up] = typed.levels;
    let factors = [(&typed.y, up), (&typed.x, across)]
        .map(|(plane, steps)| factor(plane, steps, experiment.design.factors(), &experiment.study.base));
    let [y, x] = factors;
    let factors = vec![y.map_err(usage)?, x.map_err(usage)?];
    // Every factor has its levels by now.
    experiment.with_factors(Method::Full { levels: 2 }, factors).map_err(usage)
}

fn usage(error: DesignError) -> Failure {
    Failure::Usage(error.to_string())
}

/// Whether a file is an experiment and not a scenario: it has a design.
fn is_experiment(path: &std::path::Path) -> Result<bool, Failure> {
    let text = firm::read(path)?;
    let parsed = toml_edit::Document::parse(text.as_str());
    Ok(parsed.is_ok_and(|document| document.as_table().contains_key("design")))
}

/// A factor of the plane with its levels: over the range typed, else that of the file's factor of the same key, else
/// the plausible one.
fn factor(plane: &Plane, steps: usize, own: &[Factor], base: &Scenario) -> Result<Factor, DesignError> {
    let own = own
        .iter()
        .find(|factor| factor.key() == plane.key && matches!(factor.values(), Values::Range { .. }));
    let values = match (plane.range, own) {
        (Some([low, high]), _) => {
            let wide = low > 0.0 && high / low >= 8.0;
            let law = match Factor::new(&plane.key, None, base) {
                Ok(declared) if declared.logarithmic() => Law::LogUniform,
                Ok(_) => Law::Uniform,
                Err(_) if wide => Law::LogUniform,
                Err(_) => Law::Uniform,
            };
            Some(Values::Range { low, high, law: if low > 0.0 { law } else { Law::Uniform } })
        }
        (None, own) => own.map(|factor| factor.values().clone()),
    };
    let ranged = Factor::new(&plane.key, values, base)?;
    let levels = ranged.levels(steps, [0.0, 1.0]).into_iter().map(|(_, value)| value).collect();
    Factor::new(&plane.key, Some(Values::Levels(levels)), base)
}

#[cfg(test)]
mod tests {
    use super::{Plane, levels};

    #[test]
    fn a_plane_is_a_key_with_or_without_a_range() {
        let read = |text: &str| text.parse::<Plane>();
        assert_eq!(read("firm.size").unwrap(), Plane { key: "firm.size".to_owned(), range: None });
        assert_eq!(
            read("market.speed = 0.5..4").unwrap(),
            Plane { key: "market.speed".to_owned(), range: Some([0.5, 4.0]) }
        );
        assert!(read("market.speed=0.5-4").unwrap_err().contains("such as firm.size=8..240"));
        assert_eq!(levels("3x5"), Ok([3, 5]));
        assert!(["1x5", "7", "x", "7x70", "-3x3"].iter().all(|text| levels(text).is_err()));
    }
}
