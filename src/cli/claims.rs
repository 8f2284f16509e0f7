//! The arguments of the commands that test claims: which claims, how many replications, and from which seed.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::firm;
use super::format::Format;
use crate::evidence::claims::{self, BUILT_IN, BUILT_IN_LABEL, Book};

/// What the user typed.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Typed {
    /// The claim file; without it, the claims of Kotler, Rackham and Krishnaswamy
    #[arg(long = "claims", value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Only these claims, by id
    #[arg(long, value_name = "C1,C2,..", value_delimiter = ',')]
    pub only: Option<Vec<String>>,
    /// Seed of all random draws; without it, that of the claim file
    #[arg(long, value_name = "N", value_parser = |text: &str| firm::plan_number("seed", text))]
    pub seed: Option<u64>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    pub threads: u16,
    /// What to print: text to read, one JSON object, or one CSV row per comparison
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
}

impl Typed {
    /// The text of the claim file.
    pub fn text(&self) -> Result<String, Failure> {
        self.file.as_ref().map_or_else(|| Ok(BUILT_IN.to_owned()), |path| firm::read(path))
    }

    /// The claims that are meant.
    pub fn book(&self, text: &str) -> Result<Book, Failure> {
        let origin =
            self.file.as_ref().map_or_else(|| BUILT_IN_LABEL.to_owned(), |path| path.display().to_string());
        let mut book = claims::read(text, &origin)?;
        if let Some(seed) = self.seed {
            book.plan.seed = seed;
        }
        if let Some(only) = &self.only {
            book.keep(only).map_err(Failure::usage)?;
        }
        Ok(book)
    }
}
