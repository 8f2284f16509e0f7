//! `verona run`: one arm, month by month.

use std::io::Write;
use std::sync::Arc;

use clap::Args;

use super::failure::{Failure, printing};
use super::format::Format;
use super::terminal::Terminal;
use super::{estimate, firm, screen};
use crate::answers::run::Run;
use crate::experiment::estimate::Work;
use crate::output::tables::rows;

/// Simulate one structure and show how it develops, month by month
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// The structure; without it, the scenario's first
    #[arg(long = "structure", alias = "arm", value_name = "NAME")]
    arm: Option<String>,
    /// Simulated futures; the months shown are the mean of them
    #[arg(long, value_name = "N", default_value = "1", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: u64,
    /// Threads to use; 0 means one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    threads: u16,
    /// What to print: tables to read, one JSON object, or one CSV row per replication, month and measure
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let study =
        firm::one_arm(typed.firm.study_at_rest(Some(typed.replications), None)?, typed.arm.as_deref())?;
    let request = Run { study: Arc::new(study), threads: usize::from(typed.threads), every_month: false };
    let work = Work::of_arms(&request.study.arms, request.study.base.plan.replications);
    estimate::begin(work.as_ref(), request.threads)?;
    if typed.format == Format::Csv {
        let mut writer = rows::start(out, &rows::month_columns())?;
        let arm = &request.study.arms[0].name;
        request
            .answer(&Terminal::new(), |replication, result| {
                rows::months(&mut writer, replication, arm, &result.months)
            })
            .map_err(printing)?;
        return Ok(writer.flush()?);
    }
    let answer = request.answer(&Terminal::new(), |_, _| Ok(()))?;
    screen::show(&answer, typed.format, out)
}
