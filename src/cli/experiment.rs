//! The arguments of commands that simulate many futures of several structures: how many, on how many threads, and where the
//! results go.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::firm;

/// What the user typed.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Typed {
    /// Simulated futures of each structure: exactly this number
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("replications", text))]
    pub replications: Option<u64>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    pub threads: u16,
    /// What to print: text to read, one JSON object, or tidy CSV rows
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// Also write all results (CSV, JSON, data dictionary) into this new directory
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Replace the results in DIR; other files in it are left alone
    #[arg(long, requires = "out")]
    pub force: bool,
}

/// How to print results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text to read.
    Table,
    /// One JSON object.
    Json,
    /// Tidy rows: for compare, one per replication, structure and outcome; for run and change, one per replication, month and
    /// measure.
    Csv,
}

/// The command that gives the same results again: its name, the firm, and what chose the structures.
pub fn again(command: &str, firm: &firm::Typed, arms: &str, typed: &Typed) -> String {
    let mut words = vec![format!("verona {command}"), firm.again(), arms.to_owned()];
    words.extend(typed.replications.map(|n| format!("--replications {n}")));
    words.retain(|word| !word.is_empty());
    words.join(" ")
}
