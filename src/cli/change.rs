//! `verona change`: how a firm fares on its way from one way of working to another, under several programmes, against
//! the same firm without change.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use clap::Args;
use csv::Writer;

use super::experiment::{self, Format};
use super::failure::Failure;
use super::results::{Results, simulate};
use super::{firm, screen};
use crate::evidence::{MONTH, Paths, too_short};
use crate::experiment::{Comparison, Settings, Stopped};
use crate::model::Replication;
use crate::output::pictures::{path, svg};
use crate::output::tables::{dictionary, json, rows, table};
use crate::output::words::change::{Report, horizon, money};
use crate::output::words::{next, number};
use crate::scenario::{Arm, Study};

/// Simulate a firm under several programmes of change, against no change: the dip, when it breaks even, what it is worth
///
/// Every programme lives through the same futures (replications) as the firm without change, so that each path is what
/// the programme does and not luck.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// The programmes to simulate, by name, in this order
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    programmes: Option<Vec<String>>,
    #[command(flatten)]
    experiment: experiment::Typed,
}

impl Typed {
    fn study(&self) -> Result<Study, Failure> {
        let mut study = self.firm.study_with(self.experiment.replications)?;
        study.require_programmes(self.firm.file.is_some())?;
        if let Some(names) = &self.programmes {
            study = study.select_programmes(names)?;
        }
        if let Some(why) = too_short(study.base.plan.days) {
            return Err(Failure::Usage(why));
        }
        Ok(study)
    }

    /// The option that chose the programmes, if it was given.
    fn chosen(&self) -> String {
        let names = self.programmes.as_ref();
        names.map(|names| format!("--programmes {}", next::quoted(&names.join(",")))).unwrap_or_default()
    }
}

/// What is done with each result as it comes, besides keeping its path.
struct Sinks<T: Write> {
    results: Option<(Results, Writer<BufWriter<File>>)>,
    printed: Option<Writer<T>>,
}

impl<T: Write> Sinks<T> {
    fn keep(
        &mut self,
        replication: u32,
        arm: usize,
        name: &str,
        result: &Replication,
        paths: &Paths,
    ) -> io::Result<()> {
        if let Some((results, _)) = &mut self.results {
            results.keep(replication, name, result)?;
        }
        let Some(programme) = arm.checked_sub(1) else { return Ok(()) };
        let (differences, path) = (paths.differences(result), paths.latest(programme));
        if let Some((_, writer)) = &mut self.results {
            rows::trajectory(writer, replication, name, &differences, path)?;
        }
        if let Some(writer) = &mut self.printed {
            rows::trajectory(writer, replication, name, &differences, path)?;
        }
        Ok(())
    }
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let study = typed.study()?;
    let arms = study.change_arms();
    let settings = experiment::settings(&study, typed.experiment.threads);
    let Simulated { comparison, paths, results } = simulated(typed, &arms, &settings, out)?;
    let report = Report::of(&arms, &comparison, &paths);
    let answer = report.answer(&comparison);
    if let Some((results, trajectories)) = results {
        write(typed, &study, &comparison, &report, &answer, results, trajectories)?;
    }
    match typed.experiment.format {
        Format::Csv => {}
        Format::Json => {
            let object = json::change(&report, settings.seed, about(&study), &answer.join(" "))?;
            out.write_all(object.as_bytes())?;
        }
        Format::Table => text(typed, &study, &arms, &comparison, &report, &answer, out)?,
    }
    Ok(())
}

/// What all replications gave, and the directory under way.
struct Simulated {
    comparison: Comparison,
    paths: Paths,
    results: Option<(Results, Writer<BufWriter<File>>)>,
}

/// Simulates; rows are written as they come.
fn simulated(
    typed: &Typed,
    arms: &[Arm],
    settings: &Settings,
    out: &mut impl Write,
) -> Result<Simulated, Failure> {
    let results = match &typed.experiment.out {
        None => None,
        Some(directory) => {
            let mut results = Results::create(directory.clone(), typed.experiment.force)?;
            let file = results.file("trajectories.csv")?;
            Some((results, rows::start(file, &rows::trajectory_columns())?))
        }
    };
    let printed = match typed.experiment.format {
        Format::Csv => Some(rows::start(out, &rows::trajectory_columns())?),
        Format::Table | Format::Json => None,
    };
    let mut sinks = Sinks { results, printed };
    let mut paths = Paths::new(arms.len().saturating_sub(1));
    let comparison = simulate(arms, settings, |replication, arm, result| {
        paths.add(arm, result);
        sinks.keep(replication, arm, &arms[arm].name, result, &paths)
    })
    .map_err(|stopped| unkept(typed, stopped))?;
    if let Some(printed) = &mut sinks.printed {
        printed.flush()?;
    }
    Ok(Simulated { comparison, paths, results: sinks.results })
}

/// A row could not be written: to the directory, or else to standard output.
fn unkept(typed: &Typed, stopped: Stopped) -> Failure {
    match (&typed.experiment.out, stopped) {
        (Some(path), stopped) => Results::failed(path.clone(), stopped),
        (None, Stopped::Keep(error)) => Failure::Print(error),
        (None, stopped) => Failure::Stopped(stopped),
    }
}

fn about(study: &Study) -> json::About<'_> {
    let plan = &study.base.plan;
    json::About { scenario: &study.name, days: plan.days, warm_up: plan.warm_up }
}

/// Writes the files that need all replications.
fn write(
    typed: &Typed,
    study: &Study,
    comparison: &Comparison,
    report: &Report,
    answer: &[String],
    mut results: Results,
    mut trajectories: Writer<BufWriter<File>>,
) -> Result<(), Failure> {
    trajectories.flush()?;
    let verdict = answer.join(" ");
    results.write("change.json", &json::change(report, comparison.seed, about(study), &verdict)?)?;
    results.write("path.svg", &svg::paths(report, &study.name))?;
    let summary = json::comparison(comparison, about(study), &verdict, None)?;
    let again = experiment::again("change", &typed.firm, &typed.chosen(), &typed.experiment);
    results.commit(&summary, &study.written_out(), &again, &dictionary::change_files())
}

/// The answer as a person reads it.
fn text(
    typed: &Typed,
    study: &Study,
    arms: &[Arm],
    comparison: &Comparison,
    report: &Report,
    answer: &[String],
    out: &mut impl Write,
) -> io::Result<()> {
    let plan = &study.base.plan;
    let width = screen::width();
    for sentence in answer {
        writeln!(out, "{}", number::wrapped(sentence, width.min(120), ""))?;
    }
    let futures = match report.replications {
        1 => "1 replication (simulated future)".to_owned(),
        n => format!("{n} replications (simulated futures)"),
    };
    writeln!(
        out,
        "\n{}: {futures} of {} working days after {} of warm-up, seed {}. {} people.\n",
        study.name, plan.days, plan.warm_up, comparison.seed, report.heads
    )?;
    for arm in arms.iter().filter(|arm| !arm.about.is_empty()) {
        writeln!(out, "{}", number::wrapped(&format!("{}: {}", arm.name, arm.about), width.min(100), "  "))?;
    }
    writeln!(out, "\n{}", table::change(report, width))?;
    let notes = format!(
        "Each against no change in the same futures, mean ± half of its 95 % interval. dip: the lowest point of the mean \
         path, with its month. breaks even: days from the first step until the mean path is at zero for good; median: the \
         same over the single futures that get there, and how many do. value: the path's end after {}; {} decidedly not \
         zero. pays in: the futures that end above zero, with the 95 % interval of that share. time spent: on sessions, roles and \
         writing rules. costs more: everything spent more than without change.",
        horizon(report.months),
        table::BEST,
    );
    writeln!(out, "{}\n", number::wrapped(&notes, width.min(100), "  "))?;
    let rest = plan.days % MONTH;
    if rest > 0 {
        writeln!(out, "  Paths are made of whole months: the last {rest} working days are not in them.\n")?;
    }
    writeln!(
        out,
        "Profit less that without change, added up ({}): ● mean, ▒ half of the futures, ░ 8 in 10",
        number::unit(money())
    )?;
    writeln!(out, "{}", path::pictures(report, width.min(100)))?;
    if let Some(directory) = &typed.experiment.out {
        let directory = directory.display();
        writeln!(
            out,
            "All results are in {directory}, path.svg is the picture; dictionary.md there explains every column.\n"
        )?;
    }
    writeln!(out, "What to try next")?;
    for (reason, command) in next::after_change(report, &study.base, &typed.firm.again(), &typed.chosen()) {
        writeln!(out, "  {command}\n      {reason}")?;
    }
    Ok(())
}
