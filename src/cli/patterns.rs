//! `verona patterns`: which patterns of ordinary firms a firm shows.

use std::io::Write;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::format::Format;
use super::terminal::Terminal;
use super::{estimate, firm, screen};
use crate::answers::patterns::Patterns;
use crate::answers::search::Search;
use crate::experiment::estimate::Work;

/// Compare a firm with what surveys and studies say of ordinary firms, pattern by pattern
///
/// A pattern is met where the mean over the futures, each the mean over the structures, lies in the range that a source
/// gives. Patterns are not results: they say whether the firm in the file looks like real firms.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// Simulated futures of each structure
    #[arg(long, value_name = "N", default_value = "16", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: u64,
    /// Search the parameters that no source gives, by so many candidates a round, for values with which the firm, or without FILE every
    /// ready-made firm, meets more patterns
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    search: Option<u32>,
    /// Rounds of the search, each about the best candidate so far in ranges half as wide
    #[arg(long, value_name = "N", default_value_t = 2, requires = "search", value_parser = clap::value_parser!(u32).range(1..=8))]
    rounds: u32,
    /// Threads to use; 0 means one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    threads: u16,
    /// What to print: a table to read, one JSON object, or one CSV row per pattern
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    if let Some(candidates) = typed.search {
        return search(typed, candidates, out);
    }
    let study = typed.firm.study_at_rest(Some(typed.replications), None)?;
    let threads = usize::from(typed.threads);
    estimate::begin(Work::of_arms(&study.arms, study.base.plan.replications).as_ref(), threads)?;
    let request = Patterns { study: Arc::new(study), threads };
    screen::show(&request.answer(&Terminal::new())?, typed.format, out)
}

fn search(typed: &Typed, candidates: u32, out: &mut impl Write) -> Result<(), Failure> {
    let firms = match typed.firm.file {
        Some(_) => vec![Arc::new(typed.firm.study_with(Some(typed.replications))?)],
        None if typed.firm.set.is_empty() && typed.firm.days.is_none() => {
            firm::these_or_ready_made(&[], typed.replications, typed.firm.seed)?
        }
        None => vec![Arc::new(typed.firm.study_with(Some(typed.replications))?)],
    };
    let threads = usize::from(typed.threads);
    let scenarios = firms.iter().flat_map(|firm| firm.arms.iter().map(|arm| &arm.scenario));
    let tried = 1.0 + f64::from(candidates) * f64::from(typed.rounds);
    estimate::begin(Work::of(scenarios, tried * typed.replications as f64).as_ref(), threads)?;
    let request =
        Search { firms, candidates, rounds: typed.rounds, seed: typed.firm.seed.unwrap_or(1), threads };
    screen::show(&request.answer(&Terminal::new())?, typed.format, out)
}
