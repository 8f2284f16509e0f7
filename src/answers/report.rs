//! A finished run as one page of HTML: of a directory that a sweep or a merge has finished, or that `verona compare`, `run`
//! or `change` wrote.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::draws::PLAUSIBLE;
use super::glimpse::{GLIMPSE, glimpse, leaders, programme};
use super::{Answer, Refused, Watch, compare, sweep};
use crate::evidence::Level;
use crate::evidence::unknowns::Unsure;
use crate::experiment::estimate::Work;
use crate::experiment::firms::Firms;
use crate::experiment::store::{Finished, StoreError};
use crate::experiment::sweep::{FAILURES, KIND, RESULTS};
use crate::experiment::{Comparison, samples};
use crate::model::outcome::OUTCOMES;
use crate::output::files::directory;
use crate::output::report::kept::{self, Summary, damaged};
use crate::output::report::{self, Failed, Futures, Listed, Months, Run};
use crate::output::tables::frame::Frame;
use crate::output::words::lives::Lives;
use crate::output::words::{number, unsure};
use crate::scenario::{self, Arm, Study};

/// Failures that a report lists.
const LISTED: usize = 20;

/// The table of outcomes of a directory that a single comparison wrote.
const OUTCOMES_FILE: &str = "outcomes.csv";

/// The table of firms that fit, where it was found beside the file.
pub const FIRMS_FILE: &str = "firms.csv";

/// What is asked.
#[derive(Debug, Clone)]
pub struct Report {
    /// The directory of the run.
    pub dir: PathBuf,
    /// The outcome that the report is about; without it, profit per head.
    pub outcome: Option<String>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Reported {
    /// The page, which needs no other file.
    pub html: String,
    /// The verdict in a sentence.
    pub verdict: String,
}

impl Report {
    /// Reads the directory, of which every byte is checked. `may` says whether so much work may be begun for the line on what
    /// is not known about the firm: it takes simulations, which a report otherwise does not.
    ///
    /// # Errors
    /// [`Refused`] where there is no finished run, it was damaged, or nothing in it was measured.
    pub fn answer(
        &self,
        watch: &dyn Watch,
        may: impl FnOnce(Option<&Work>) -> bool,
    ) -> Result<Reported, Refused> {
        let dir = self.dir.display();
        let made = match Finished::open(&self.dir) {
            Ok(finished) => self.of_a_sweep(&finished)?,
            Err(StoreError::NoRun { .. }) if self.dir.join(OUTCOMES_FILE).is_file() => {
                self.of_a_directory(watch, may)?
            }
            Err(StoreError::NoRun { .. }) => {
                let why = "it holds neither manifest.json, as verona sweep writes it, nor outcomes.csv, as verona compare --out does";
                return Err(Refused::Usage(format!("there is no run to report in '{dir}': {why}")));
            }
            Err(error) => return Err(error.into()),
        };
        let Some(report::Report { html, verdict }) = made else {
            let reason =
                format!("there is nothing to report in '{dir}': nothing was measured in all structures");
            return Err(Refused::Usage(reason));
        };
        Ok(Reported { html, verdict })
    }

    /// The report of a finished sweep.
    fn of_a_sweep(&self, finished: &Finished) -> Result<Option<report::Report>, Refused> {
        let identity = finished.identity();
        if identity.kind != KIND {
            let dir = self.dir.display();
            return Err(Refused::Usage(format!("'{dir}' holds a {}, not a sweep", identity.kind)));
        }
        let experiment = sweep::experiment(finished)?;
        let outcome = samples::kept(self.outcome.as_deref(), &experiment.outcomes).map_err(Refused::Usage)?;
        let arms: Vec<String> = experiment.study.arms.iter().map(|arm| arm.name.clone()).collect();
        let layout = &identity.layout;
        let path = finished.path(&format!("{RESULTS}.csv"));
        let (points, replications) = (layout.points as usize, layout.replications as usize);
        let bytes =
            finished.tables().iter().filter(|table| table.file == "results.csv").map(|table| table.bytes);
        Futures::fits(arms.len(), points, replications, bytes.sum())
            .map_err(|why| damaged(path.clone(), why))?;
        let mut futures = Futures::new(arms, outcome, identity.seed, points, replications);
        kept::read(&mut futures, finished.rows(RESULTS)?, &path)?;
        let failures = finished.tables().iter().find(|table| table.file == "failures.csv");
        let mut failed = Vec::new();
        for record in finished.rows(FAILURES)?.records().take(LISTED) {
            let record = record.map_err(|error| StoreError::Read {
                path: finished.path(&format!("{FAILURES}.csv")),
                error: error.into(),
            })?;
            let field = |at: usize| record.get(at).unwrap_or_default().to_owned();
            failed.push(Failed { point: field(0), arm: field(1), replication: field(2), cause: field(3) });
        }
        let tables = finished.tables().iter().map(|table| Listed {
            file: table.file.clone(),
            rows: table.rows,
            sha256: table.sha256.clone(),
        });
        Ok(report::of(&Run {
            name: experiment.name.clone(),
            version: identity.version.clone(),
            study: &experiment.study,
            design: Some(&experiment.design),
            outcomes: experiment.outcomes.clone(),
            futures,
            comparison: None,
            unknown: Vec::new(),
            level: Level::fixed(),
            months: None,
            failures: failures.map_or(0, |table| table.rows),
            failed,
            tables: tables.collect(),
            run: identity.hash(),
            again: ["verona sweep experiment.toml --out again", "verona report again"]
                .map(str::to_owned)
                .to_vec(),
        }))
    }

    /// The report of what `verona compare`, `run` or `change` wrote.
    fn of_a_directory(
        &self,
        watch: &dyn Watch,
        may: impl FnOnce(Option<&Work>) -> bool,
    ) -> Result<Option<report::Report>, Refused> {
        let dir = &self.dir;
        let files = directory::whole(dir)?;
        let summary = Summary::read(&dir.join("summary.json"))?;
        let study = study(&dir.join("scenario.toml"))?;
        let all: Vec<usize> = (0..OUTCOMES.len()).collect();
        let outcome = samples::kept(self.outcome.as_deref(), &all).map_err(Refused::Usage)?;
        let path = dir.join(OUTCOMES_FILE);
        let sealed = |name: &str| files.iter().find(|sealed| sealed.file.as_str() == name);
        let bytes = sealed(OUTCOMES_FILE).map_or(0, |sealed| sealed.bytes);
        Futures::fits(summary.arms.len(), 1, summary.replications, bytes)
            .map_err(|why| damaged(path.clone(), why))?;
        let mut futures = Futures::new(summary.arms.clone(), outcome, summary.seed, 1, summary.replications);
        kept::read(&mut futures, kept::open(&path)?, &path)?;
        let expected = (summary.replications * summary.arms.len() * OUTCOMES.len()) as u64;
        if futures.rows != expected {
            let found = format!("has {} rows where summary.json calls for {expected}", futures.rows);
            return Err(damaged(path, found).into());
        }
        let series = |name: &str, paths: bool| {
            let there = sealed(name).map(|_| kept::series(&dir.join(name), paths, summary.replications));
            there.transpose()
        };
        let months =
            Months { profit: series("months.csv", false)?, paths: series("trajectories.csv", true)? };
        // A run over firms keeps no months.
        let over_firms = sealed("months.csv").is_none();
        if over_firms {
            futures.lives = Lives::Firms;
        }
        let mut command = match (months.paths.is_some(), summary.arms.len()) {
            (true, _) => "change scenario.toml".to_owned(),
            (false, 1) if !over_firms => "run scenario.toml".to_owned(),
            (false, _) => "compare scenario.toml".to_owned(),
        };
        if over_firms {
            let table = if sealed(FIRMS_FILE).is_some() { FIRMS_FILE } else { PLAUSIBLE };
            command += &format!(" --draws {table} --firms {}", summary.replications);
        }
        let rows = futures.rows;
        let comparison = summary.comparison(&path)?;
        // The firms that fit, where the command found or was given them.
        let fitted = match sealed(FIRMS_FILE) {
            Some(_) => Some(Firms::read(&kept::text(&dir.join(FIRMS_FILE))?, FIRMS_FILE)?),
            None => None,
        };
        let unknown = match (&summary.firms, &months.paths) {
            // What the run itself said over its firms.
            (Some(found), _) => {
                let spread = unsure::spread(found, &number::profit_unit());
                std::iter::once(spread).chain(told(&comparison, found)).collect()
            }
            (None, None) => unknown(&study, &comparison, fitted.as_ref(), watch, may)?,
            (None, Some(_)) => unknown_of_change(&study, &comparison, fitted.as_ref(), watch, may)?,
        };
        Ok(report::of(&Run {
            name: study.name.clone(),
            version: summary.version,
            study: &study,
            design: None,
            outcomes: all,
            futures,
            comparison: Some(comparison),
            unknown,
            level: summary.level,
            months: Some(months),
            failures: 0,
            failed: Vec::new(),
            tables: vec![Listed { file: OUTCOMES_FILE.to_owned(), rows, sha256: String::new() }],
            run: String::new(),
            again: vec![format!("verona {command} --out again"), "verona report again".to_owned()],
        }))
    }
}

fn study(path: &Path) -> Result<Study, Refused> {
    Ok(scenario::load(&kept::text(path)?, &path.display().to_string(), &[])?)
}

/// Which unknown matters most to the choice, by a first look at firms that could all be this one; `may` says whether so much work may
/// be done for it.
///
/// # Errors
/// [`Refused`] when the work was called off or a law of the model was broken.
pub fn unknown(
    study: &Study,
    comparison: &Comparison,
    fitted: Option<&Firms>,
    watch: &dyn Watch,
    may: impl FnOnce(Option<&Work>) -> bool,
) -> Result<Vec<String>, Refused> {
    let choice = compare::look(comparison, &compare::looks(study));
    let pair = leaders(study, comparison, &choice);
    look(
        study,
        &study.arms.iter().chain(&study.others).collect::<Vec<_>>(),
        comparison,
        pair,
        fitted,
        watch,
        may,
    )
}

/// The same of a change: between the programme that fares best and no change.
///
/// # Errors
/// As [`unknown`].
pub fn unknown_of_change(
    study: &Study,
    comparison: &Comparison,
    fitted: Option<&Firms>,
    watch: &dyn Watch,
    may: impl FnOnce(Option<&Work>) -> bool,
) -> Result<Vec<String>, Refused> {
    let arms = study.change_arms();
    look(study, &arms.iter().collect::<Vec<_>>(), comparison, programme(comparison), fitted, watch, may)
}

/// The same of two of the comparison's arms, found among `arms` by name.
fn look(
    study: &Study,
    arms: &[&Arm],
    comparison: &Comparison,
    pair: Option<[usize; 2]>,
    fitted: Option<&Firms>,
    watch: &dyn Watch,
    may: impl FnOnce(Option<&Work>) -> bool,
) -> Result<Vec<String>, Refused> {
    let Some(pair) = pair else { return Ok(Vec::new()) };
    // What takes hours at the firm's size is not begun for one line of a page.
    if !may(Work::of([&study.base], 2.0 * GLIMPSE as f64).as_ref()) {
        return Ok(Vec::new());
    }
    let Some(found) = glimpse(study, arms, comparison, pair, fitted, 0, watch)? else {
        return Ok(Vec::new());
    };
    Ok(told(comparison, &found))
}

/// What is known of a lead over firms, in sentences.
fn told(comparison: &Comparison, found: &Unsure) -> Vec<String> {
    let names = found.arms.map(|arm| comparison.arms[arm].as_str());
    let three = (found.worth.len() >= 3).then(|| unsure::three(found));
    std::iter::once(unsure::line(names, found, &number::profit_unit())).chain(three).collect()
}

impl Answer for Reported {
    fn verdict(&self) -> String {
        self.verdict.clone()
    }

    fn text(&self, width: usize) -> String {
        number::wrapped(&self.verdict, width, "") + "\n"
    }

    fn json(&self) -> serde_json::Result<String> {
        let object = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "verdict": self.verdict,
            "html": self.html,
        });
        Ok(serde_json::to_string_pretty(&object)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        Vec::new()
    }
}
