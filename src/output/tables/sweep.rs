//! What a sweep gives to read: its data dictionary, and which arm does best at how many points.

use std::fmt;
use std::io;

use super::dictionary::{self, Entry};
use crate::evidence::Paired;
use crate::experiment::file::{Experiment, Precision};
use crate::experiment::store::{Finished, StoreError};
use crate::experiment::sweep::{FAILURES, RESULT_COLUMNS, RESULTS};
use crate::model::outcome::{Better, OUTCOMES};

/// The files of a finished sweep and what each holds.
pub const FILES: &[(&str, &str)] = &[
    (
        "points.csv",
        "one row per point: the values of the factors; empty where a factor is as the scenario has it",
    ),
    ("results.csv", "one row per point, replication, structure and outcome"),
    (
        "failures.csv",
        "one row for each point or simulation that could not be run, with its cause; its results are empty or absent",
    ),
    ("experiment.toml", "every value in force: running this file gives the same results again"),
    (
        "manifest.json",
        "version, seed, how the run is cut, and the hash of every input: two directories hold the same run exactly when this file is the same",
    ),
    ("complete.json", "rows, bytes and SHA-256 of each table; there when the run is finished"),
    (
        "results.parquet",
        "the same rows as results.csv, typed, in columns; absent where verona was built without Parquet, as points.parquet",
    ),
    ("points.parquet", "the same rows as points.csv, typed, in columns"),
    (
        "ro-crate-metadata.json",
        "what this directory is, with which version, seed and inputs, and when, as RO-Crate 1.2; the only file with a date",
    ),
    ("dictionary.csv", "this dictionary as a table"),
    ("dictionary.md", "this dictionary as a page"),
];

/// `dictionary.csv` and `dictionary.md` for an experiment.
///
/// # Errors
/// Those of writing.
pub fn dictionaries(experiment: &Experiment) -> io::Result<Vec<(String, Vec<u8>)>> {
    let entries = entries(experiment);
    let (mut table, mut page) = (Vec::new(), Vec::new());
    dictionary::write_csv_of(&mut table, entries.iter().cloned())?;
    let firms = experiment.firms.is_some().then_some(dictionary::FIRMS);
    let files: Vec<(&str, &str)> = FILES.iter().copied().chain(firms).collect();
    dictionary::write_markdown_of(&mut page, &files, &entries)?;
    Ok(vec![("dictionary.csv".to_owned(), table), ("dictionary.md".to_owned(), page)])
}

fn entries(experiment: &Experiment) -> Vec<Entry> {
    let entry = |file, column: &str, unit: &str, meaning: &str| Entry {
        file,
        column: column.to_owned(),
        key: "",
        unit: unit.to_owned(),
        better: "",
        meaning: meaning.to_owned(),
    };
    let point = "the point of the design, from 1";
    let mut entries = vec![entry("points.csv", "point", "number", point)];
    for factor in experiment.design.factors() {
        let meaning = format!("the value of {} at this point", factor.key());
        entries.push(entry("points.csv", factor.key(), factor.unit(), &meaning));
    }
    let replication =
        "the simulated future; the same number is the same market at every point and in every structure";
    for (column, unit, meaning) in [
        ("point", "number", point),
        ("replication", "number", replication),
        ("arm", "name", "the structure of the comparison"),
        ("outcome", "name", "which outcome"),
        ("value", "that of the outcome", "the value; empty where nothing could be measured"),
    ] {
        entries.push(entry("results.csv", column, unit, meaning));
    }
    for &outcome in &experiment.outcomes {
        let measure = &OUTCOMES[outcome];
        entries.push(Entry {
            key: measure.name,
            better: dictionary::better(measure.better),
            ..entry("results.csv", "value", measure.unit, measure.meaning)
        });
    }
    for (column, unit, meaning) in [
        ("point", "number", point),
        ("arm", "name", "the structure; empty where the point as a whole cannot be"),
        ("replication", "number", "the simulated future; empty where the point as a whole cannot be"),
        ("cause", "words", "why there is no result"),
    ] {
        entries.push(entry("failures.csv", column, unit, meaning));
    }
    entries
}

/// Whether no 95 % interval of a difference between two arms is wider than asked for.
pub fn enough(precision: &Precision, values: &[Vec<f64>]) -> bool {
    let narrow = |paired: Paired| (paired.ci_high - paired.ci_low) / 2.0 <= precision.half_width;
    if let [only] = values {
        return narrow(Paired::of(only.iter().copied()));
    }
    values
        .iter()
        .enumerate()
        .all(|(i, a)| values[..i].iter().all(|b| narrow(Paired::of(a.iter().zip(b).map(|(x, y)| x - y)))))
}

/// How often an arm does best.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// The outcome, as a position in [`OUTCOMES`].
    pub outcome: usize,
    /// Of each arm its name, at how many points its mean is best, and at how many of these the 95 % interval of its
    /// paired difference to every other arm leaves out zero.
    pub arms: Vec<(String, u64, u64)>,
    /// Points at which two or more arms share the best mean.
    pub ties: u64,
    /// Points without a result.
    pub without: u64,
    /// The least and the most replications of a point.
    pub replications: [usize; 2],
}

/// Reads the results of a finished sweep, point by point.
///
/// # Errors
/// [`StoreError`] when a table cannot be read.
pub fn best(experiment: &Experiment, finished: &Finished) -> Result<Best, StoreError> {
    let first = experiment.outcomes.first().copied().unwrap_or_default();
    let outcome = experiment.precision.map_or(first, |precision| precision.outcome);
    let outcome = if experiment.outcomes.contains(&outcome) { outcome } else { first };
    let names: Vec<&str> = experiment.study.arms.iter().map(|arm| arm.name.as_str()).collect();
    let mut best = Best {
        outcome,
        arms: names.iter().map(|name| ((*name).to_owned(), 0, 0)).collect(),
        ties: 0,
        without: experiment.design.len(),
        replications: [usize::MAX, 0],
    };
    let mut values: Vec<Vec<f64>> = vec![Vec::new(); names.len()];
    let mut current = String::new();
    let mut reader = finished.rows_of(RESULTS, &RESULT_COLUMNS)?;
    let mut record = csv::StringRecord::new();
    loop {
        let read = reader
            .read_record(&mut record)
            .map_err(|error| StoreError::Read { path: finished.path("results.csv"), error: error.into() })?;
        if !read || record[0] != current {
            best.take(&values);
            values.iter_mut().for_each(Vec::clear);
            if !read {
                return Ok(best);
            }
            record[0].clone_into(&mut current);
        }
        if &record[3] == OUTCOMES[outcome].name
            && let Some(arm) = names.iter().position(|name| *name == &record[2])
        {
            values[arm].push(record[4].parse().unwrap_or(f64::NAN));
        }
    }
}

/// A sweep of which nothing could be simulated: it has failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nothing {
    /// How many points there are.
    pub points: u64,
    /// Why the first could not be simulated.
    pub cause: String,
}

impl fmt::Display for Nothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { points, cause } = self;
        write!(f, "none of {points} points could be simulated; the first could not because {cause}")
    }
}

impl Nothing {
    /// Whether a finished sweep is such a one.
    ///
    /// # Errors
    /// [`StoreError`] when the table of failures cannot be read.
    pub fn of(experiment: &Experiment, finished: &Finished, best: &Best) -> Result<Option<Self>, StoreError> {
        let points = experiment.design.len();
        if best.without < points {
            return Ok(None);
        }
        let path = || finished.path(&format!("{FAILURES}.csv"));
        let (mut failed, mut cause) = (0_u64, String::new());
        for record in finished.rows(FAILURES)?.records() {
            let record = record.map_err(|error| StoreError::Read { path: path(), error: error.into() })?;
            if failed == 0 {
                record.get(3).unwrap_or_default().clone_into(&mut cause);
            }
            failed += 1;
        }
        let study = &experiment.study;
        let simulations = points * study.arms.len() as u64 * u64::from(study.base.plan.replications);
        // Points that cannot be have one row each; of the others each simulation.
        let some = best.replications[1] > 0 && failed < simulations;
        Ok((!some).then_some(Self { points, cause }))
    }
}

impl Best {
    /// Counts one point.
    fn take(&mut self, values: &[Vec<f64>]) {
        let replications = values.iter().map(Vec::len).max().unwrap_or(0);
        if replications == 0 {
            return;
        }
        self.replications = [self.replications[0].min(replications), self.replications[1].max(replications)];
        let sign = if OUTCOMES[self.outcome].better == Better::Lower { -1.0 } else { 1.0 };
        let less = |a: usize, b: usize| {
            let differences = values[a].iter().zip(&values[b]).map(|(x, y)| sign * (x - y));
            Paired::among(differences, values.len() - 1)
        };
        let mean = |arm: usize| sign * Paired::of(values[arm].iter().copied()).mean;
        let measured = (0..values.len()).filter(|&arm| !mean(arm).is_nan());
        let Some(leader) = measured.max_by(|&a, &b| mean(a).total_cmp(&mean(b)).then(b.cmp(&a))) else {
            return;
        };
        self.without -= 1;
        // Rounding decides nothing.
        let tied = |arm: usize| (mean(arm) - mean(leader)).abs() <= 1e-12 * mean(leader).abs();
        if (0..values.len()).any(|arm| arm != leader && tied(arm)) {
            self.ties += 1;
            return;
        }
        self.arms[leader].1 += 1;
        let clear = (0..values.len()).filter(|&arm| arm != leader).all(|arm| less(leader, arm).ci_low > 0.0);
        self.arms[leader].2 += u64::from(clear && values.len() > 1);
    }
}
