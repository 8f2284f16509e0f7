//! `verona why`: the difference between two ways of working, taken apart.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::format::Format;
use super::terminal::Terminal;
use super::{estimate, firm, screen};
use crate::answers::why::Reasons;
use crate::experiment::estimate::Work;

/// Say why one way of working brings more than another: by choice, by money, by lead, by hours, and by a life that shows it
///
/// The second structure is taken less the first. Each is one of the four, one of the file, or `today`.
#[derive(Debug, Args)]
pub struct Typed {
    /// The scenario file (without it, the built-in firm), then the two structures
    #[arg(value_name = "[FILE] A B", num_args = 1.., required = true)]
    words: Vec<String>,
    /// Override any field of the scenario (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Seed of all random draws
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("seed", text))]
    seed: Option<u64>,
    /// Working days to simulate and count, after warm-up
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("days", text))]
    days: Option<u64>,
    /// Simulated futures; without it, as many as about a minute of two cores gives
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: Option<u64>,
    /// The outcome to take apart by choice (`verona outcomes` lists them); without it, profit per head
    #[arg(long, value_name = "NAME")]
    outcome: Option<String>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    threads: u16,
    /// What to print: text to read, one JSON object, or CSV rows, one a part
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let (file, arms) = match typed.words.as_slice() {
        [file, a, b] => (Some(PathBuf::from(file)), [a.clone(), b.clone()]),
        [a, b] => (None, [a.clone(), b.clone()]),
        _ => {
            return Err(Failure::usage(
                "name two ways of working, such as: verona why defined aligned".to_owned(),
            ));
        }
    };
    if arms[0] == arms[1] {
        return Err(Failure::usage(format!(
            "`{}` is named twice: name two different ways of working, such as: verona why defined aligned",
            arms[0]
        )));
    }
    let firm = firm::Typed { file, set: typed.set.clone(), seed: typed.seed, days: typed.days };
    let study = Arc::new(firm.study_at_rest(None, None)?.select(&arms)?);
    let threads = usize::from(typed.threads);
    let replications = typed.replications.map(|n| u32::try_from(n).unwrap_or(u32::MAX));
    let request =
        Reasons { threads, replications, ..Reasons::of(Arc::clone(&study), typed.outcome.as_deref())? };
    let steps = 2.0 * request.choices() as f64 * f64::from(request.futures());
    estimate::begin(Work::of(std::iter::once(&study.arms[0].scenario), steps).as_ref(), threads)?;
    screen::show(&request.answer(&Terminal::new())?, typed.format, out)
}
