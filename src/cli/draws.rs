//! The option of commands that answer over firms that could all be this one.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::firm;
use crate::answers::draws::{Draws, PLAUSIBLE};
use crate::experiment::lives::Drawn;
use crate::scenario::Study;

/// Firms where nothing else is said.
const USUAL: usize = 100;

/// What the user typed.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Typed {
    /// Answer over firms that could all be this one: a table such as `verona fit` writes, or the word plausible for firms drawn
    /// from the plausible ranges of what the file leaves open
    #[arg(long, value_name = "TABLE", conflicts_with_all = ["out", "replications"])]
    draws: Option<PathBuf>,
    /// How many of these firms, at most; without it, 100
    #[arg(long, value_name = "N", requires = "draws", value_parser = clap::value_parser!(u32).range(8..=100_000))]
    firms: Option<u32>,
}

impl Typed {
    /// The firms, where they are asked for.
    pub fn drawn(&self, study: &Study) -> Result<Option<Drawn>, Failure> {
        of(self.draws.as_deref(), self.firms.map_or(USUAL, |firms| firms as usize), study)
    }
}

/// The first so many firms of a table, or so many plausible ones.
pub fn of(path: Option<&Path>, most: usize, study: &Study) -> Result<Option<Drawn>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let table = if path.as_os_str() == PLAUSIBLE { None } else { Some(firm::read_table(path)?) };
    Ok(Some(Draws { table, origin: path.display().to_string(), firms: most }.of(study)?))
}
