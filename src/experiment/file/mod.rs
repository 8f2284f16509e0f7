//! Experiment files: which points, arms and replications of a scenario are simulated, and what is kept of them.

mod experiment;
mod factors;
mod keys;
mod method;
mod reader;
mod table;
mod written_out;

use std::io;

pub use experiment::{Experiment, NamedFile, Precision};
pub use keys::{KEYS, Key};

use super::store::read_bounded;
use crate::scenario::ScenarioError;

/// Reads an experiment.
///
/// `origin` labels the text in messages. `set` are what a user typed after `--set`; they win over the file.
/// `read_file` reads the files that the text names, as they are written there.
///
/// # Errors
/// [`ScenarioError`] with all that is wrong: in this text, or in the scenario or table that it names.
pub fn load(
    text: &str,
    origin: &str,
    set: &[String],
    read_file: &mut dyn FnMut(&str) -> io::Result<NamedFile>,
) -> Result<Experiment, ScenarioError> {
    reader::read(text, origin, set, read_file)
}

/// The longest file that an experiment may name, in bytes: enough for a table of millions of points.
const LONGEST_FILE: u64 = 1 << 28;

/// Reads a file that an experiment names, but no more of it than such a file can have.
///
/// # Errors
/// Those of the system, and [`io::ErrorKind::FileTooLarge`]; [`io::ErrorKind::InvalidData`] where it is no text.
pub fn bounded(file: std::fs::File) -> io::Result<String> {
    let bytes = read_bounded(file, LONGEST_FILE)?;
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is no text in UTF-8"))
}
