//! `verona run`: one arm, month by month.

use std::io::{self, Write};

use clap::Args;

use super::experiment::{self, Format};
use super::failure::Failure;
use super::results::simulate;
use super::{firm, screen};
use crate::evidence::MonthMeans;
use crate::experiment::{Comparison, Stopped};
use crate::model::Month;
use crate::model::outcome::SERIES;
use crate::output::pictures::picture;
use crate::output::tables::{json, rows, table};
use crate::output::words::number::{self, Style};
use crate::scenario::Study;

/// Simulate one arm and show how it develops, month by month
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// The arm; without it, the scenario's first
    #[arg(long, value_name = "NAME")]
    arm: Option<String>,
    /// Simulated futures; the months shown are the mean of them
    #[arg(long, value_name = "N", default_value = "1", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: u64,
    /// Threads to use; 0 is one a processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    threads: u16,
    /// What to print: tables to read, one JSON object, or one CSV row a replication, month and measure
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let study = firm::one_arm(typed.firm.study_with(Some(typed.replications))?, typed.arm.as_deref())?;
    let plan = &study.base.plan;
    let settings = experiment::settings(&study, typed.threads);
    if typed.format == Format::Csv {
        let mut writer = rows::start(out, &rows::month_columns())?;
        simulate(&study.arms, &settings, |replication, arm, result| {
            rows::months(&mut writer, replication, &study.arms[arm].name, &result.months)
        })
        .map_err(printing)?;
        return Ok(writer.flush()?);
    }
    let mut means = MonthMeans::default();
    let comparison = simulate(&study.arms, &settings, |_, _, result| {
        means.add(&result.months);
        Ok(())
    })
    .map_err(printing)?;
    let months = means.months();
    match typed.format {
        Format::Json => {
            let about = json::About { scenario: &study.name, days: plan.days, warm_up: plan.warm_up };
            out.write_all(json::run(&comparison, about, &months)?.as_bytes())?;
        }
        _ => text(&study, &comparison, &months, out)?,
    }
    Ok(())
}

/// What was to be kept went to standard output.
fn printing(stopped: Stopped) -> Failure {
    match stopped {
        Stopped::Keep(error) => Failure::Print(error),
        other => Failure::Stopped(other),
    }
}

fn text(study: &Study, comparison: &Comparison, months: &[Month], out: &mut impl Write) -> io::Result<()> {
    let (plan, arm) = (&study.base.plan, &study.arms[0]);
    let n = comparison.replications.len();
    writeln!(out, "{} under {}: {}\n", study.name, arm.name, arm.about)?;
    let futures =
        if n == 1 { "one simulated future".to_owned() } else { format!("the mean of {n} simulated futures") };
    writeln!(
        out,
        "This is {futures}: {} working days after {} of warm-up, seed {}.\n",
        plan.days, plan.warm_up, comparison.seed
    )?;
    if months.is_empty() {
        writeln!(out, "No month of 21 working days was completed, so there is no monthly series.\n")?;
    } else {
        writeln!(out, "Month by month, each measure from its lowest to its highest value")?;
        writeln!(out, "{}", sparklines(months))?;
        writeln!(out, "{}", table::months(months, screen::width()))?;
    }
    writeln!(out, "Over all counted days")?;
    write!(out, "{}", table::one_arm(comparison, 0, screen::width()))
}

/// One line a measure: name, bars, first and last value, unit.
fn sparklines(months: &[Month]) -> String {
    let rows: Vec<Vec<String>> = SERIES
        .iter()
        .enumerate()
        .map(|(position, measure)| {
            let values: Vec<f64> = months.iter().map(|month| month[position]).collect();
            let style = Style::of(measure, values.iter().copied(), std::iter::empty());
            let (first, last) = (style.show(values[0]), style.show(values[values.len() - 1]));
            vec![
                measure.name.to_owned(),
                picture::sparkline(&values),
                format!("{first} → {last}"),
                number::unit(measure),
            ]
        })
        .collect();
    table::words(&rows, usize::MAX)
}
