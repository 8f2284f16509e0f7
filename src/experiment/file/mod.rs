//! Experiment files: which points, arms and replications of a scenario are simulated, and what is kept of them.

mod factors;
mod keys;
mod method;
mod reader;
mod table;
mod written_out;

use std::io;

pub use keys::{KEYS, Key};

use super::design::{self, Design, DesignError, Factor, Method, Point};
use super::store::read_bounded;
use crate::scenario::{ScenarioError, Study, load_within};

/// When a point has enough replications.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precision {
    /// The outcome that is to be known well, as a position in [`OUTCOMES`](crate::model::outcome::OUTCOMES).
    pub outcome: usize,
    /// The largest half-width of the 95 % intervals, in the outcome's unit.
    pub half_width: f64,
    /// Replications before the first look.
    pub least: u32,
    /// Replications between two looks.
    pub step: u32,
}

/// An experiment, ready to be run.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// The name.
    pub name: String,
    /// The firm and the arms without any factor: what all points start from. Its plan holds the seed, and the number
    /// of replications (the most of them, with a precision).
    pub study: Study,
    /// The points.
    pub design: Design,
    /// The outcomes to keep, as positions in [`OUTCOMES`](crate::model::outcome::OUTCOMES).
    pub outcomes: Vec<usize>,
    /// When a point has enough replications; `None` for as many everywhere.
    pub precision: Option<Precision>,
    source: Source,
}

/// What the scenario is read from, again for every point.
#[derive(Debug, Clone, PartialEq)]
struct Source {
    text: String,
    origin: String,
    set: Vec<String>,
    arms: Option<Vec<String>>,
    foreign: &'static [&'static str],
}

impl Source {
    fn study(&self, overrides: &[String]) -> Result<Study, ScenarioError> {
        let overrides = [&self.set[..], overrides].concat();
        let study = load_within(&self.text, &self.origin, &overrides, self.foreign)?;
        match &self.arms {
            Some(arms) => study.select(arms),
            None => Ok(study),
        }
    }
}

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

/// A file that an experiment names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// Its path, for messages.
    pub origin: String,
    /// Its content.
    pub text: String,
}

impl Experiment {
    /// The arms at a point: the scenario with the point's overrides.
    ///
    /// # Errors
    /// [`ScenarioError`] when the overrides contradict each other or the scenario.
    pub fn study_at(&self, point: &Point) -> Result<Study, ScenarioError> {
        self.source.study(&point.overrides)
    }

    /// The same experiment with other points: all factors, by another method.
    ///
    /// # Errors
    /// [`DesignError`] when there is no such design.
    pub fn with_method(mut self, method: Method) -> Result<Self, DesignError> {
        self.design = design::points(method, self.design.factors().to_vec(), self.design.seed())?;
        Ok(self)
    }

    /// The same firm and arms at the points of another design.
    ///
    /// # Errors
    /// [`DesignError`] when there is no such design.
    pub fn with_factors(mut self, method: Method, factors: Vec<Factor>) -> Result<Self, DesignError> {
        self.design = design::points(method, factors, self.design.seed())?;
        Ok(self)
    }

    /// The same points with these arms, in this order.
    ///
    /// # Errors
    /// [`ScenarioError`] when there is no such arm.
    pub fn with_arms(mut self, arms: &[String]) -> Result<Self, ScenarioError> {
        self.source.arms = Some(arms.to_vec());
        self.study = self.source.study(&[])?;
        Ok(self)
    }

    /// The experiment as a file that says every value in force, and the table of points it may name. Running it gives
    /// the same results; equal experiments give equal text.
    pub fn written_out(&self) -> (String, Option<String>) {
        written_out::write(self)
    }
}
