//! The arguments that every simulating command shares: which firm, changed how, and from which seed.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::shown;
use crate::evidence::diagnosis::statements;
use crate::experiment::firms::LONGEST_TABLE;
use crate::output::words::next::quoted;
use crate::scenario::{self, BUILT_IN, Study};

/// The label of the built-in firm in messages.
pub const BUILT_IN_LABEL: &str = "mid-market.toml (built in)";

/// What the user typed.
#[derive(Debug, Args)]
#[group(skip)]
pub struct Typed {
    /// The scenario file; without it, the built-in mid-market firm
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Change any value of the scenario, such as --set offer.complexity=0.8 (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Seed of all random draws: the same seed gives the same results, to the byte
    #[arg(long, value_name = "N", value_parser = |text: &str| plan_number("seed", text))]
    pub seed: Option<u64>,
    /// Working days to simulate and count, after warm-up
    #[arg(long, value_name = "N", value_parser = |text: &str| plan_number("days", text))]
    pub days: Option<u64>,
}

impl Typed {
    /// The study that is meant: file, then --set, then the options with names of their own.
    pub fn study(&self) -> Result<Study, Failure> {
        self.study_with(None)
    }

    /// The same with a number of replications, where a command has an option for it.
    pub fn study_with(&self, replications: Option<u64>) -> Result<Study, Failure> {
        self.study_until(replications, None)
    }

    /// The same with the most replications of a comparison.
    pub fn study_until(&self, replications: Option<u64>, at_most: Option<u64>) -> Result<Study, Failure> {
        let (text, origin) = self.text()?;
        load(&text, &origin, &self.overrides(replications, at_most))
    }

    /// The study for a command that pulls no programme: a plan shortened on the command line is no reason to refuse programmes
    /// that nobody asked for.
    pub fn study_at_rest(&self, replications: Option<u64>, at_most: Option<u64>) -> Result<Study, Failure> {
        let (text, origin) = self.text()?;
        let overrides = self.overrides(replications, at_most);
        let shortened = overrides.iter().any(|set| set.trim_start().starts_with("plan.days"));
        if shortened
            && let Err(error) = scenario::load(&text, &origin, &overrides)
            && error.problems.iter().all(|problem| problem.key.starts_with("programmes."))
            && let Some(study) = scenario::without_programmes(&text)
                .and_then(|text| scenario::load(&text, &origin, &overrides).ok())
        {
            return Ok(study);
        }
        self.study_until(replications, at_most)
    }

    /// The text that is meant, and its label in messages.
    fn text(&self) -> Result<(String, String), Failure> {
        Ok(match &self.file {
            Some(path) => (read(path)?, path.display().to_string()),
            None => (BUILT_IN.to_owned(), BUILT_IN_LABEL.to_owned()),
        })
    }

    /// What was typed after --set, then the options with names of their own.
    fn overrides(&self, replications: Option<u64>, at_most: Option<u64>) -> Vec<String> {
        let mut overrides = self.set.clone();
        let plan =
            [("seed", self.seed), ("days", self.days), ("replications", replications), ("at_most", at_most)];
        for (name, value) in plan {
            overrides.extend(value.map(|value| format!("plan.{name}={value}")));
        }
        overrides
    }

    /// What was typed, for a command that the user can paste to go on from here.
    pub fn again(&self) -> String {
        let mut words: Vec<String> =
            self.file.iter().map(|path| quoted(&path.display().to_string())).collect();
        words.extend(self.set.iter().map(|set| format!("--set {}", quoted(set))));
        words.extend(self.seed.map(|seed| format!("--seed {seed}")));
        words.extend(self.days.map(|days| format!("--days {days}")));
        words.join(" ")
    }
}

/// The study of a text; a questionnaire is told to be one, and magnitudes that no firm has are warned of.
pub fn load(text: &str, origin: &str, overrides: &[String]) -> Result<Study, Failure> {
    match scenario::load(text, origin, overrides) {
        Err(_) if is_questionnaire(text) => Err(Failure::usage(questionnaire(origin))),
        done => {
            let study = done?;
            warn(&study);
            Ok(study)
        }
    }
}

/// The firms of these files, else those that come with Verona and have no programmes of change.
pub fn these_or_ready_made(
    files: &[PathBuf],
    replications: u64,
    seed: Option<u64>,
) -> Result<Vec<Arc<Study>>, Failure> {
    let mut overrides = vec![format!("plan.replications={replications}")];
    overrides.extend(seed.map(|seed| format!("plan.seed={seed}")));
    let load = |text: &str, origin: &str| Ok(Arc::new(scenario::load(text, origin, &overrides)?));
    if !files.is_empty() {
        return files.iter().map(|path| load(&read(path)?, &path.display().to_string())).collect();
    }
    let all: Result<Vec<Arc<Study>>, Failure> =
        scenario::ready_made().iter().map(|(name, text)| load(text, name)).collect();
    let changes = |study: &Arc<Study>| {
        let in_change = |arm: &scenario::Arm| !arm.scenario.programme.is_empty();
        study.arms.iter().any(in_change) || !study.programmes.is_empty()
    };
    Ok(all?.into_iter().filter(|study| !changes(study)).collect())
}

/// The study with one structure only: the one named, else the first.
pub fn one_arm(study: Study, name: Option<&str>) -> Result<Study, Failure> {
    let first = study.arms.first().map_or_else(String::new, |arm| arm.name.clone());
    Ok(study.select(&[name.map_or(first, str::to_owned)])?)
}

/// Says on standard error what is unlikely about a firm. Nobody may be listening.
fn warn(study: &Study) {
    for words in scenario::unlikely(&study.base) {
        let _ = writeln!(shown::err(), "warning: {words}");
    }
}

/// What to say of a questionnaire where a firm is expected.
fn questionnaire(origin: &str) -> String {
    let file = quoted(origin);
    format!(
        "'{origin}' holds answers to the questionnaire, and no firm\n  = help: verona diagnose {file} says where the firm stands\n  = help: verona \
         diagnose {file} --out start.toml writes a firm to start from"
    )
}

/// Whether a text is a filled-in (or empty) questionnaire of `verona diagnose`.
fn is_questionnaire(text: &str) -> bool {
    let keys = text.lines().filter_map(|line| line.split_once('=')).map(|(key, _)| key.trim());
    keys.filter(|key| statements::position(key).is_some()).count() >= 10
}

/// Reads a file, but no more of it than a scenario can have.
pub fn read(path: &Path) -> Result<String, Failure> {
    read_most(path, scenario::file::LONGEST_TEXT)
}

/// Reads a table of firms, but no more of it than one can have.
pub fn read_table(path: &Path) -> Result<String, Failure> {
    read_most(path, LONGEST_TABLE)
}

fn read_most(path: &Path, most: usize) -> Result<String, Failure> {
    let mut text = String::new();
    File::open(path)
        .and_then(|file| file.take(most as u64 + 1).read_to_string(&mut text))
        .map_err(|error| Failure::Read { path: path.to_owned(), error })?;
    Ok(text)
}

/// A whole number for an option that sets `plan.NAME`, within the range that the parameter declares.
pub fn plan_number(name: &str, text: &str) -> Result<u64, String> {
    // Declared ranges are floating-point numbers, in which the largest whole number is one too large.
    let [low, high] = scenario::parameter("plan", name)
        .map_or([0, 0], |parameter| parameter.legal.map(|bound| (bound as i64).unsigned_abs()));
    text.parse::<u64>()
        .ok()
        .filter(|number| (low..=high).contains(number))
        .ok_or_else(|| format!("expected a whole number from {low} to {high}"))
}

/// A number of threads: no more than any machine has cores, so that a slip of the fingers does not choke this one.
pub fn threads() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(0..=512)
}
