//! The arguments of commands that simulate many futures of several structures: how many, on how many threads, and where the
//! results go.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::draws::Chosen;
use super::failure::{Failure, printing};
use super::firm;
use super::format::Format;
use super::results::Results;
use crate::answers::Refused;

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

impl Typed {
    /// The output directory, where one is asked for.
    pub fn results(&self, over_firms: bool) -> Result<Option<Results>, Failure> {
        let out = self.out.as_ref();
        out.map(|path| Results::create(path.clone(), self.force, over_firms)).transpose()
    }

    /// What was refused; a row may be what could not be written, to the directory or else to standard output.
    pub fn unkept(&self, refused: Refused) -> Failure {
        match &self.out {
            Some(path) => Results::failed(path.clone(), refused),
            None => printing(refused),
        }
    }

    /// Says below an answer where its firms were found, and where all results are; `there` says more of these.
    pub fn tell(&self, firms: &Chosen, there: &str, out: &mut impl Write) -> io::Result<()> {
        if let Some(words) = firms.told() {
            writeln!(out, "{words}\n")?;
        }
        if let Some(path) = &self.out {
            let path = path.display();
            writeln!(out, "All results are in {path}{there}; dictionary.md there explains every column.\n")?;
        }
        Ok(())
    }

    /// The command that gives the same results again: its name, the firm, and what else was chosen.
    pub fn again(&self, command: &str, firm: &firm::Typed, chosen: &[String]) -> String {
        let mut words = vec![format!("verona {command}"), firm.again()];
        words.extend_from_slice(chosen);
        words.extend(self.replications.map(|n| format!("--replications {n}")));
        words.retain(|word| !word.is_empty());
        words.join(" ")
    }
}
