//! What a finished sweep gets beside its tables: Parquet, and the metadata of the run.

use std::time::{SystemTime, UNIX_EPOCH};

use super::failure::Failure;
use super::firm;
use crate::experiment::file::{self, Experiment, NamedFile};
use crate::experiment::store::{Beside, Finished, StoreError};
use crate::experiment::sweep::EXPERIMENT;
use crate::output::research_object;

/// The variable by which builds and runs are made reproducible to the last byte.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// The experiment of a finished sweep, as it lies in its directory.
pub fn experiment(finished: &Finished) -> Result<Experiment, Failure> {
    let path = finished.path(EXPERIMENT);
    let text = firm::read(&path)?;
    let mut read_file = |name: &str| {
        let path = finished.path(name);
        Ok(NamedFile { origin: path.display().to_string(), text: std::fs::read_to_string(&path)? })
    };
    Ok(file::load(&text, &path.display().to_string(), &[], &mut read_file)?)
}

/// Writes what is not there yet. Parquet files hold the same bytes whenever they are written; the metadata, which holds
/// the date, stays as it is when they are unchanged.
pub fn beside(experiment: &Experiment, finished: &Finished) -> Result<(), Failure> {
    #[cfg(feature = "parquet")]
    let made = crate::output::parquet::write(finished)?;
    #[cfg(not(feature = "parquet"))]
    let made = Vec::new();
    let before = std::fs::read_to_string(finished.path(research_object::FILE)).unwrap_or_default();
    if made.iter().all(|placed| before.contains(&placed.sha256))
        && before.contains(&finished.identity().hash())
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
fn now() -> u64 {
    let set = std::env::var(EPOCH).ok().and_then(|text| text.trim().parse().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    set.unwrap_or_else(clock)
}
