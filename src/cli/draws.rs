//! The option of commands that answer over firms that could all be this one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::{firm, screen};
use crate::answers::draws::{Draws, PLAUSIBLE};
use crate::answers::report::FIRMS_FILE;
use crate::experiment::firms::Firms;
use crate::experiment::lives::{Drawn, EACH};
use crate::output::words::number;
use crate::scenario::Study;

/// Firms where nothing else is said.
const USUAL: usize = 100;

/// The fewest firms that tell anything.
const LEAST: usize = 8;

/// What the user typed.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Typed {
    /// Answer over firms that could all be this one: a table such as `verona fit` writes, or the word plausible for firms drawn
    /// from the plausible ranges of what the file leaves open
    #[arg(long, value_name = "TABLE", conflicts_with = "replications")]
    draws: Option<PathBuf>,
    /// How many of these firms, at most; without it, 100, and in a map as many as replications
    #[arg(long, value_name = "N", requires = "draws", value_parser = clap::value_parser!(u32).range(LEAST as i64..=100_000))]
    firms: Option<u32>,
}

impl Typed {
    /// The option as it was typed, of a run that keeps its firms; nothing where none were asked for.
    pub fn again(&self, firms: &Chosen) -> String {
        let (Some(table), Some(drawn)) = (&self.draws, &firms.asked) else { return String::new() };
        let table = if table.as_os_str() == PLAUSIBLE { PLAUSIBLE } else { FIRMS_FILE };
        format!("--draws {table} --firms {}", drawn.firms.len().max(LEAST))
    }

    /// The firms that are asked for, or else found beside the file.
    pub fn chosen(&self, firm: &firm::Typed, study: &Study) -> Result<Chosen, Failure> {
        Chosen::of(self.at_most(USUAL, study)?, firm)
    }

    /// The firms, where they are asked for, so many of them where the user does not say how many.
    pub fn at_most(&self, usual: usize, study: &Study) -> Result<Option<Drawn>, Failure> {
        of(self.draws.as_deref(), self.firms.map_or(usual, |firms| firms as usize), study)
    }
}

/// The firms that a command answers over, or at which it takes a first look.
pub struct Chosen {
    /// Those that were asked for.
    pub asked: Option<Drawn>,
    /// Without them, those of a table beside the file, and its name.
    beside: Option<(Drawn, String)>,
}

impl Chosen {
    /// What was asked for, or else what lies beside the file.
    pub fn of(asked: Option<Drawn>, firm: &firm::Typed) -> Result<Self, Failure> {
        let beside = if asked.is_some() { None } else { beside(firm)? };
        Ok(Self { asked, beside })
    }

    /// Those that were asked for or found.
    pub fn any(&self) -> Option<&Drawn> {
        self.asked.as_ref().or(self.beside())
    }

    fn beside(&self) -> Option<&Drawn> {
        self.beside.as_ref().map(|(drawn, _)| drawn)
    }

    /// Those found beside the file, for a first look.
    pub fn fitted(&self) -> Option<&Firms> {
        self.beside().map(|drawn| &*drawn.firms)
    }

    /// Those that are kept with results: firms that fit facts.
    pub fn kept(&self) -> Option<&Firms> {
        self.any().filter(|drawn| drawn.fitted).map(|drawn| &*drawn.firms)
    }

    /// Lives of each structure: futures of all firms that were asked for, or else so many replications.
    pub fn lives(&self, replications: u32) -> u32 {
        self.asked.as_ref().map_or(replications, |drawn| EACH * drawn.firms.len() as u32)
    }

    /// That a table was found beside the file, in words.
    pub fn told(&self) -> Option<String> {
        let (_, name) = self.beside.as_ref()?;
        let words = format!("The firms that fit are those of {name}, beside the file; --draws names others.");
        Some(number::wrapped(&words, screen::width(), ""))
    }
}

/// The table of firms that `verona fit` wrote beside a fitted file, NAME.draws.csv beside NAME.fitted.toml, where it is there and says nothing that
/// the user has set by hand; and its name, so that it can be said.
fn beside(firm: &firm::Typed) -> Result<Option<(Drawn, String)>, Failure> {
    let table = (firm.file.as_deref())
        .filter(|file| file.to_str().is_some_and(|name| name.ends_with(FITTED)))
        .map(|file| file.with_extension("").with_extension("draws.csv"))
        .filter(|table| table.is_file());
    let Some(table) = table else { return Ok(None) };
    let name = table.display().to_string();
    let firms = Firms::read(&firm::read_table(&table)?, &name)?;
    let set =
        |key: &str| firm.set.iter().any(|set| set.split_once('=').is_some_and(|(set, _)| set.trim() == key));
    let spoken = firms.keys().iter().any(|key| set(&key.key()));
    Ok((!spoken && !firms.is_empty()).then(|| (Drawn { firms: Arc::new(firms), fitted: true }, name)))
}

/// How the name of a fitted file ends.
const FITTED: &str = ".fitted.toml";

/// The first so many firms of a table, or so many plausible ones.
pub fn of(path: Option<&Path>, most: usize, study: &Study) -> Result<Option<Drawn>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let table = if path.as_os_str() == PLAUSIBLE { None } else { Some(firm::read_table(path)?) };
    Ok(Some(Draws { table, origin: path.display().to_string(), firms: most }.of(study)?))
}
