//! What `verona compare`, `run` or `change` left in a directory, read back for its report.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use super::{Futures, Series};
use crate::evidence::unknowns::{Unsure, Worth};
use crate::evidence::{Level, Looks, Share};
use crate::experiment::Comparison;
use crate::experiment::store::{self, StoreError};
use crate::model::Outcomes;
use crate::model::outcome::OUTCOMES;
use crate::scenario::error::steers;
use crate::scenario::parameter;

/// What a directory's summary says of it.
#[derive(Debug)]
pub struct Summary {
    /// The version that made it.
    pub version: String,
    /// The seed of all draws.
    pub seed: u64,
    /// Replications of each arm.
    pub replications: usize,
    /// The arms.
    pub arms: Vec<String>,
    /// How sure intervals are that hold at all looks together; ordinary where the number of replications was fixed.
    pub level: Level,
    /// Of a run over firms, what it said of its lead.
    pub firms: Option<Unsure>,
}

impl Summary {
    /// Reads it.
    ///
    /// # Errors
    /// [`StoreError`] where the file cannot be read, or is no summary of this version's.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        let parsed: Option<serde_json::Value> = serde_json::from_str(&text(path)?).ok();
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
                firms: firms(object),
                version: object["version"].as_str()?.to_owned(),
                seed: object["seed"].as_u64()?,
                replications: object["replications"].as_u64().filter(|&n| n <= 10_000_000)? as usize,
                // No scenario has an arm of such a name.
                arms: arms.filter(|arms: &Vec<String>| {
                    !arms.is_empty() && arms.iter().flat_map(|arm| arm.chars()).all(|c| !steers(c))
                })?,
            })
        };
        read().ok_or_else(|| damaged(path.to_owned(), "is no summary that this version reads".to_owned()))
    }

    /// All outcomes, from a table that was found to be whole.
    ///
    /// # Errors
    /// [`StoreError::Read`].
    pub fn comparison(&self, path: &Path) -> Result<Comparison, StoreError> {
        let mut outcomes = vec![vec![Outcomes::default(); self.replications]; self.arms.len()];
        let mut table = open(path)?;
        let mut record = csv::StringRecord::new();
        while table.read_record(&mut record).map_err(unread(path))? {
            let replication = record[0].parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let arm = self.arms.iter().position(|arm| arm == &record[1]);
            let outcome = OUTCOMES.iter().position(|measure| measure.name == &record[2]);
            let slot = replication.zip(arm).and_then(|(at, arm)| outcomes[arm].get_mut(at));
            if let (Some(slot), Some(outcome)) = (slot, outcome) {
                slot.0[outcome] = record[3].parse().unwrap_or(f64::NAN);
            }
        }
        let last = u32::try_from(self.replications).unwrap_or(u32::MAX - 1);
        Ok(Comparison { arms: self.arms.clone(), seed: self.seed, replications: 1..last + 1, outcomes })
    }
}

/// What a run over firms said of its lead, from its summary.
fn firms(summary: &serde_json::Value) -> Option<Unsure> {
    let told = &summary["firms"];
    // What could not be measured is null.
    let number = |value: &serde_json::Value| value.as_f64().unwrap_or(f64::NAN);
    let arms = summary["arms"].as_array()?;
    let arm = |name: &serde_json::Value| arms.iter().position(|arm| arm == name);
    let count = told["firms"].as_u64().filter(|&n| n <= 1_000_000)? as usize;
    let worth = |worth: &serde_json::Value| {
        let (section, name) = worth["key"].as_str()?.split_once('.')?;
        Some(Worth {
            key: parameter(section, name)?,
            evppi: number(&worth["worth"]),
            correlation: number(&worth["correlation"]),
            stands_out: worth["stands_out"].as_bool()?,
        })
    };
    Some(Unsure {
        arms: [arm(&told["arm"])?, arm(&told["less"])?],
        firms: count,
        fitted: told["fitted"].as_bool()?,
        mean: number(&told["mean"]),
        luck: number(&told["luck"]),
        unknown: number(&told["unknown"]),
        components: None,
        ahead: Share::of(
            ((number(&told["ahead"]["share"]) * count as f64).round() as usize).min(count),
            count,
        ),
        bad_tenth: number(&told["bad_tenth"]),
        worth: told["unknowns"].as_array()?.iter().filter_map(worth).collect(),
    })
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

/// The text of a file of such a directory.
///
/// # Errors
/// [`StoreError::Read`].
pub fn text(path: &Path) -> Result<String, StoreError> {
    let refused = |error| StoreError::Read { path: path.to_owned(), error };
    let bytes = store::open(path).and_then(|file| store::read_bounded(file, store::MOST_WORDS));
    String::from_utf8(bytes.map_err(refused)?)
        .map_err(|error| refused(io::Error::new(io::ErrorKind::InvalidData, error)))
}

/// Adds the rows of a table of results.
///
/// # Errors
/// [`StoreError`] where it cannot be read, or a row makes no sense.
pub fn read<R: io::Read>(
    futures: &mut Futures,
    table: csv::Reader<R>,
    path: &Path,
) -> Result<(), StoreError> {
    match futures.read(table).map_err(unread(path))? {
        None => Ok(()),
        Some(line) => Err(damaged(path.to_owned(), format!("has a row that makes no sense, number {line}"))),
    }
}

/// The monthly series in a table.
///
/// # Errors
/// [`StoreError`] where it cannot be read, or a row does not belong to the run.
pub fn series(path: &Path, paths: bool, replications: usize) -> Result<Series, StoreError> {
    let found = Series::read(open(path)?, paths, replications).map_err(unread(path))?;
    found.ok_or_else(|| damaged(path.to_owned(), "has a row that does not belong to this run".to_owned()))
}

/// Opens a table.
///
/// # Errors
/// [`StoreError::Read`].
pub fn open(path: &Path) -> Result<csv::Reader<BufReader<File>>, StoreError> {
    let file = store::open(path).map_err(|error| StoreError::Read { path: path.to_owned(), error })?;
    Ok(csv::Reader::from_reader(BufReader::new(file)))
}

/// A file is not what was written.
pub fn damaged(path: PathBuf, found: String) -> StoreError {
    let why = format!("was truncated or edited: it {found}");
    let help = "put the original back, or run the command in scenario.toml again: the same seed gives the same bytes";
    StoreError::Damaged { path, why, help }
}

fn unread(path: &Path) -> impl Fn(csv::Error) -> StoreError {
    move |error| StoreError::Read { path: path.to_owned(), error: error.into() }
}
