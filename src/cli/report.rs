//! `verona report`: a finished run as one page of HTML.

use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{estimate, finish, firm, screen};
use crate::answers::compare::{GLIMPSE, glimpse};
use crate::evidence::choice::Choice;
use crate::evidence::{Level, Looks};
use crate::experiment::estimate::Work;
use crate::experiment::firms::Firms;
use crate::experiment::store::{self, Finished, StoreError};
use crate::experiment::sweep::{FAILURES, KIND, RESULTS};
use crate::experiment::{Comparison, samples};
use crate::model::Outcomes;
use crate::model::outcome::{OUTCOMES, Outcome};
use crate::output::files::directory;
use crate::output::report::{self, Failed, Futures, Listed, Months, Report, Run, Series};
use crate::output::words::{number, unsure};
use crate::scenario::{self, Study};

/// Failures that a report lists.
const LISTED: usize = 20;

/// Turn a finished run into one HTML page: the verdict, the pictures, what was assumed, how sure it all is
///
/// For a directory that verona sweep or verona merge has finished, or that verona compare, run or change wrote with
/// --out. The page opens offline in any browser, prints, and needs no other file.
#[derive(Debug, Args)]
pub struct Typed {
    /// The directory of the run
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// The outcome that the report is about (`verona outcomes` lists them); without it, profit per head
    #[arg(long, value_name = "NAME")]
    outcome: Option<String>,
    /// Where to write the page; without it, report.html in the directory
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let path = typed.out.clone().unwrap_or_else(|| typed.dir.join("report.html"));
    keep(&path)?;
    let report = match Finished::open(&typed.dir) {
        Ok(finished) => sweep(typed, &finished)?,
        Err(StoreError::NoRun { .. }) if typed.dir.join(OUTCOMES_FILE).is_file() => directory(typed)?,
        Err(StoreError::NoRun { dir }) => {
            let why = "it holds neither manifest.json, as verona sweep writes it, nor outcomes.csv, as verona compare --out does";
            return Err(Failure::usage(format!("there is no run to report in '{}': {why}", dir.display())));
        }
        Err(error) => return Err(error.into()),
    };
    let Some(report) = report else {
        let reason = format!(
            "there is nothing to report in '{}': nothing was measured in all structures",
            typed.dir.display()
        );
        return Err(Failure::usage(reason));
    };
    // Inside the directory of a run, a link is replaced and not followed; elsewhere the user has named it.
    let write = if typed.out.is_some() { store::write_named } else { store::write_whole };
    write(&path, report.html.as_bytes())
        .map_err(|error| Failure::Write { path: path.clone(), reason: error.to_string() })?;
    writeln!(out, "{}\n", number::wrapped(&report.verdict, screen::width(), ""))?;
    Ok(writeln!(out, "The report is in {}; it opens in any browser.", path.display())?)
}

/// A file that is no report is never written over.
fn keep(path: &Path) -> Result<(), Failure> {
    // What is no file (a device, a pipe) is not written over.
    if !path.is_file() {
        return Ok(());
    }
    let mut before = Vec::new();
    File::open(path)
        .and_then(|file| file.take(1_024).read_to_end(&mut before))
        .map_err(|error| Failure::Write { path: path.to_owned(), reason: error.to_string() })?;
    let head = String::from_utf8_lossy(&before);
    if before.is_empty() || head.contains("<meta name=\"generator\" content=\"verona ") {
        return Ok(());
    }
    let reason =
        "there is a file of that name which is no report of verona; name another one with --out".to_owned();
    Err(Failure::Write { path: path.to_owned(), reason })
}

/// The report of a finished sweep.
fn sweep(typed: &Typed, finished: &Finished) -> Result<Option<Report>, Failure> {
    let identity = finished.identity();
    if identity.kind != KIND {
        return Err(Failure::usage(format!(
            "'{}' holds a {}, not a sweep",
            typed.dir.display(),
            identity.kind
        )));
    }
    let experiment = finish::experiment(finished)?;
    let outcome = samples::kept(typed.outcome.as_deref(), &experiment.outcomes).map_err(Failure::usage)?;
    let arms: Vec<String> = experiment.study.arms.iter().map(|arm| arm.name.clone()).collect();
    let layout = &identity.layout;
    let path = finished.path(&format!("{RESULTS}.csv"));
    let (points, replications) = (layout.points as usize, layout.replications as usize);
    let bytes =
        finished.tables().iter().filter(|table| table.file == "results.csv").map(|table| table.bytes).sum();
    Futures::fits(arms.len(), points, replications, bytes).map_err(|why| damaged(path.clone(), why))?;
    let mut futures = Futures::new(arms, outcome, identity.seed, points, replications);
    read(&mut futures, finished.rows(RESULTS)?, &path)?;
    let rows =
        |name: &str| finished.tables().iter().find(|table| table.file == name).map_or(0, |table| table.rows);
    let mut failed = Vec::new();
    for record in finished.rows(FAILURES)?.records().take(LISTED) {
        let record = record.map_err(|error| Failure::Read {
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
        failures: rows("failures.csv"),
        failed,
        tables: tables.collect(),
        run: identity.hash(),
        again: ["verona sweep experiment.toml --out again", "verona report again"]
            .map(str::to_owned)
            .to_vec(),
    }))
}

/// The table of outcomes of a directory that a single comparison wrote.
const OUTCOMES_FILE: &str = "outcomes.csv";

/// The table of firms that fit, where it was found beside the file.
pub const FIRMS_FILE: &str = "firms.csv";

/// The report of what verona compare, run or change wrote.
fn directory(typed: &Typed) -> Result<Option<Report>, Failure> {
    let dir = &typed.dir;
    let files = directory::whole(dir)?;
    let summary = Summary::read(&dir.join("summary.json"))?;
    let scenario = dir.join("scenario.toml");
    let study = scenario::load(&firm::read(&scenario)?, &scenario.display().to_string(), &[])?;
    let all: Vec<usize> = (0..OUTCOMES.len()).collect();
    let outcome = samples::kept(typed.outcome.as_deref(), &all).map_err(Failure::usage)?;
    let path = dir.join(OUTCOMES_FILE);
    let bytes =
        files.iter().find(|sealed| sealed.file.as_str() == OUTCOMES_FILE).map_or(0, |sealed| sealed.bytes);
    let fits = Futures::fits(summary.arms.len(), 1, summary.replications, bytes);
    fits.map_err(|why| damaged(path.clone(), why))?;
    let mut futures = Futures::new(summary.arms.clone(), outcome, summary.seed, 1, summary.replications);
    read(&mut futures, open(&path)?, &path)?;
    let expected = (summary.replications * summary.arms.len() * OUTCOMES.len()) as u64;
    if futures.rows != expected {
        let found = format!("has {} rows where summary.json calls for {expected}", futures.rows);
        return Err(damaged(path, found));
    }
    let series = |name: &str, paths: bool| -> Result<Option<Series>, Failure> {
        let path = dir.join(name);
        if files.iter().all(|sealed| sealed.file.as_str() != name) {
            return Ok(None);
        }
        let refused = |error: csv::Error| Failure::Read { path: path.clone(), error: error.into() };
        match Series::read(open(&path)?, paths, summary.replications).map_err(refused)? {
            Some(series) => Ok(Some(series)),
            None => Err(damaged(path.clone(), "has a row that does not belong to this run".to_owned())),
        }
    };
    let months = Months { profit: series("months.csv", false)?, paths: series("trajectories.csv", true)? };
    let command = match (months.paths.is_some(), summary.arms.len()) {
        (true, _) => "change scenario.toml".to_owned(),
        (false, 1) => "run scenario.toml".to_owned(),
        (false, _) => "compare scenario.toml".to_owned(),
    };
    let rows = futures.rows;
    let all_outcomes = comparison(&summary, &path)?;
    // The firms that fit, where the command found or was given them.
    let fitted = match files.iter().any(|sealed| sealed.file.as_str() == FIRMS_FILE) {
        true => Some(Firms::read(&firm::read_table(&dir.join(FIRMS_FILE))?, FIRMS_FILE)?),
        false => None,
    };
    let unknown =
        if months.paths.is_none() { unknown(&study, &all_outcomes, fitted.as_ref())? } else { None };
    Ok(report::of(&Run {
        name: study.name.clone(),
        version: summary.version,
        study: &study,
        design: None,
        outcomes: all,
        futures,
        comparison: Some(all_outcomes),
        unknown: unknown.unwrap_or_default(),
        level: summary.level,
        months: Some(months),
        failures: 0,
        failed: Vec::new(),
        tables: vec![Listed { file: OUTCOMES_FILE.to_owned(), rows, sha256: String::new() }],
        run: String::new(),
        again: vec![format!("verona {command} --out again"), "verona report again".to_owned()],
    }))
}

/// Which unknown matters most to the choice, by a first look at firms that could all be this one.
fn unknown(
    study: &Study,
    comparison: &Comparison,
    fitted: Option<&Firms>,
) -> Result<Option<Vec<String>>, Failure> {
    let futures = u32::try_from(comparison.replications.len()).unwrap_or(u32::MAX);
    let choice = Choice::of(comparison, &Looks::of(futures, 0), 0);
    let (Some(leader), Some(nearest)) = (choice.leader(), choice.nearest()) else { return Ok(None) };
    let today = study.today();
    let today =
        comparison.arms.iter().position(|arm| Some(arm.as_str()) == today && arm != &comparison.arms[leader]);
    let arms = [leader, today.unwrap_or(nearest)];
    // What takes hours at the firm's size is not begun for one line of a page.
    if estimate::begin(Work::of([&study.base], 2.0 * GLIMPSE as f64).as_ref(), 0).is_err() {
        return Ok(None);
    }
    let found = glimpse(study, comparison, arms, fitted, 0, &Terminal::new())?;
    let unit = number::unit_words(&OUTCOMES[Outcome::ProfitPerHead as usize]);
    Ok(found.map(|found| {
        let line =
            unsure::line(arms.map(|arm| comparison.arms[arm].as_str()), &found, fitted.is_some(), &unit);
        [vec![line], if found.worth.len() < 3 { Vec::new() } else { vec![unsure::three(&found)] }].concat()
    }))
}

/// All outcomes of a directory, whose table was found to be whole.
fn comparison(summary: &Summary, path: &Path) -> Result<Comparison, Failure> {
    let mut outcomes = vec![vec![Outcomes::default(); summary.replications]; summary.arms.len()];
    let mut table = open(path)?;
    let mut record = csv::StringRecord::new();
    let refused = |error: csv::Error| Failure::Read { path: path.to_owned(), error: error.into() };
    while table.read_record(&mut record).map_err(refused)? {
        let replication = record[0].parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let arm = summary.arms.iter().position(|arm| arm == &record[1]);
        let outcome = OUTCOMES.iter().position(|measure| measure.name == &record[2]);
        let slot = replication.zip(arm).and_then(|(at, arm)| outcomes[arm].get_mut(at));
        if let (Some(slot), Some(outcome)) = (slot, outcome) {
            slot.0[outcome] = record[3].parse().unwrap_or(f64::NAN);
        }
    }
    let last = u32::try_from(summary.replications).unwrap_or(u32::MAX - 1);
    Ok(Comparison { arms: summary.arms.clone(), seed: summary.seed, replications: 1..last + 1, outcomes })
}

fn open(path: &Path) -> Result<csv::Reader<BufReader<File>>, Failure> {
    let file = store::open(path).map_err(|error| Failure::Read { path: path.to_owned(), error })?;
    Ok(csv::Reader::from_reader(BufReader::new(file)))
}

fn read(futures: &mut Futures, table: csv::Reader<BufReader<File>>, path: &Path) -> Result<(), Failure> {
    match futures.read(table) {
        Ok(None) => Ok(()),
        Ok(Some(line)) => {
            Err(damaged(path.to_owned(), format!("has a row that makes no sense, number {line}")))
        }
        Err(error) => Err(Failure::Read { path: path.to_owned(), error: error.into() }),
    }
}

fn damaged(path: PathBuf, found: String) -> Failure {
    let why = format!("was truncated or edited: it {found}");
    let help = "put the original back, or run the command in scenario.toml again: the same seed gives the same bytes";
    StoreError::Damaged { path, why, help }.into()
}

/// How sure the intervals of a comparison are that ended at one of several looks, from its summary.
fn level(summary: &serde_json::Value) -> Level {
    let arms = summary["arms"].as_array().map_or(0, Vec::len);
    let looks = summary["stopping"]["looks"].as_array();
    let numbers = looks.filter(|looks| looks.len() <= 64).and_then(|looks| {
        looks
            .iter()
            .map(|look| look.as_u64().and_then(|n| u32::try_from(n).ok()))
            .collect::<Option<Vec<u32>>>()
    });
    let Some(looks) = numbers.and_then(Looks::at) else { return Level::fixed() };
    let replications = summary["replications"].as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    Level::after(&looks, replications, arms.saturating_sub(1).min(64))
}

/// What a directory's summary says of it.
struct Summary {
    version: String,
    seed: u64,
    replications: usize,
    arms: Vec<String>,
    /// How sure intervals are that hold at all looks together; ordinary where the number of replications was fixed.
    level: Level,
}

impl Summary {
    fn read(path: &Path) -> Result<Self, Failure> {
        let text = firm::read(path)?;
        let parsed: Option<serde_json::Value> = serde_json::from_str(&text).ok();
        let read = || {
            let object = parsed.as_ref()?;
            let arms = match &object["arms"] {
                serde_json::Value::Array(arms) => {
                    arms.iter().map(|arm| arm.as_str().map(str::to_owned)).collect()
                }
                _ => object["arm"].as_str().map(|arm| vec![arm.to_owned()]),
            };
            Some(Self {
                level: level(object),
                version: object["version"].as_str()?.to_owned(),
                seed: object["seed"].as_u64()?,
                replications: object["replications"].as_u64().filter(|&n| n <= 10_000_000)? as usize,
                // No scenario has an arm of such a name.
                arms: arms.filter(|arms: &Vec<String>| {
                    !arms.is_empty()
                        && arms.iter().flat_map(|arm| arm.chars()).all(|c| !scenario::error::steers(c))
                })?,
            })
        };
        read().ok_or_else(|| damaged(path.to_owned(), "is no summary that this version reads".to_owned()))
    }
}
