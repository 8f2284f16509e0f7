//! What a finished sweep gets beside its tables: Parquet, and the metadata of the run.

use super::failure::Failure;
use crate::experiment::file::{self, Experiment, NamedFile};
use crate::experiment::store::{self, Beside, Finished, StoreError};
use crate::experiment::sweep::EXPERIMENT;
use crate::output::files::research_object;

/// The variable by which builds and runs are made reproducible to the last byte.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Files made from the tables.
#[cfg(feature = "parquet")]
const FILES: &[&str] = &crate::output::files::parquet::FILES;
#[cfg(not(feature = "parquet"))]
const FILES: &[&str] = &[];

/// The experiment of a finished sweep, as it lies in its directory.
pub fn experiment(finished: &Finished) -> Result<Experiment, Failure> {
    let path = finished.path(EXPERIMENT);
    let text = finished.input(EXPERIMENT)?;
    // Whatever its text names: only what lies in the directory and belongs to the run is read.
    let mut read_file = |name: &str| {
        let text = finished.input(name).map_err(std::io::Error::other)?;
        Ok(NamedFile { origin: finished.path(name).display().to_string(), text })
    };
    Ok(file::load(&text, &path.display().to_string(), &[], &mut read_file)?)
}

/// Writes what is not there yet, or is not what the metadata say. Parquet files hold the same bytes whenever they are
/// written; the metadata, which hold the date, are written once.
pub fn beside(experiment: &Experiment, finished: &Finished) -> Result<(), Failure> {
    let before = store::open(&finished.path(research_object::FILE));
    let before = before.and_then(|file| store::read_bounded(file, store::MOST_WORDS)).unwrap_or_default();
    let before = String::from_utf8(before).unwrap_or_default();
    let there = |name: &str| finished.hash_of(name).is_some_and(|hash| before.contains(&hash));
    if before.contains(&finished.identity().hash()) && FILES.iter().all(|name| there(name)) {
        return Ok(());
    }
    #[cfg(feature = "parquet")]
    let made = crate::output::files::parquet::write(finished)?;
    #[cfg(not(feature = "parquet"))]
    let made: Vec<crate::experiment::store::Placed> = Vec::new();
    // A file that was only lost is as it was before.
    if before.contains(&finished.identity().hash())
        && made.iter().all(|placed| before.contains(&placed.sha256))
    {
        return Ok(());
    }
    let text = research_object::metadata(experiment, finished, &made, now());
    let mut file = Beside::create(finished, research_object::FILE)?;
    std::io::Write::write_all(&mut file, text.as_bytes())
        .map_err(|error| StoreError::Write { path: finished.path(research_object::FILE), error })?;
    file.place()?;
    Ok(())
}

/// Seconds since 1970: of `SOURCE_DATE_EPOCH` where it is set, else of the clock.
#[allow(clippy::disallowed_types, reason = "the date of the metadata, which no result depends on")]
fn now() -> u64 {
    use std::time::{SystemTime, UNIX_EPOCH};
    let set = std::env::var(EPOCH).ok().and_then(|text| text.trim().parse().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    set.unwrap_or_else(clock)
}
