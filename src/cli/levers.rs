//! `verona levers`: what to do next from how the firm works today.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::draws::Chosen;
use super::failure::Failure;
use super::format::Format;
use super::terminal::Terminal;
use super::{draws, estimate, firm, screen};
use crate::answers::levers::Levers;
use crate::experiment::estimate::Work;
use crate::experiment::lives::{Drawn, first};

/// Try every single move from how the firm works today, and rank them by what they bring after their costs
///
/// Every operating choice that some structure makes otherwise, pairs of the best, every structure, the file's programmes,
/// every measure, and what boards name: people and pay. Doing nothing is what all are measured against.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// Answer over firms that could all be this one: a table such as `verona fit` writes, or the word plausible; without it,
    /// NAME.draws.csv beside NAME.fitted.toml
    #[arg(long, value_name = "TABLE")]
    draws: Option<PathBuf>,
    /// Simulated futures of the last look; without it, 40
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: Option<u64>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    threads: u16,
    /// What to print: text to read, one JSON object, or CSV rows, one a move
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Firms of a table that are used, each once in the last look.
const LEVERS: usize = 40;

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let study = Arc::new(typed.firm.study()?);
    let threads = usize::from(typed.threads);
    let replications = typed.replications.map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    let firms = Chosen::of(draws::of(typed.draws.as_deref(), LEVERS, &study)?, &typed.firm)?;
    let few = |drawn: &Drawn| Drawn { firms: Arc::new(first(&drawn.firms, LEVERS)), ..*drawn };
    let draws = firms.any().map(few);
    let request = Levers { threads, replications, draws, ..Levers::of(Arc::clone(&study))? };
    estimate::begin(Work::of(std::iter::once(&study.base), request.simulations()).as_ref(), threads)?;
    screen::show(&request.answer(&Terminal::new())?, typed.format, out)?;
    if let (Format::Table, Some(words)) = (typed.format, firms.told()) {
        writeln!(out, "\n{words}")?;
    }
    Ok(())
}
