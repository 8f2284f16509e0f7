//! `verona patterns`: which patterns of ordinary firms a firm shows.

use std::io::Write;
use std::sync::Arc;

use clap::Args;

use super::experiment::Format;
use super::failure::Failure;
use super::terminal::Terminal;
use super::{firm, screen};
use crate::answers::patterns::Patterns;

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
    /// Threads to use; 0 means one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    threads: u16,
    /// What to print: a table to read, one JSON object, or one CSV row per pattern
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let study = typed.firm.study_with(Some(typed.replications))?;
    let request = Patterns { study: Arc::new(study), threads: usize::from(typed.threads) };
    screen::show(&request.answer(&Terminal::new())?, typed.format, out)
}
