//! What a finished sweep gets beside its tables: Parquet, and the metadata of the run.

use super::research_object;
use crate::experiment::file::Experiment;
use crate::experiment::store::{self, Beside, Finished, StoreError};

/// Files made from the tables.
#[cfg(feature = "parquet")]
const FILES: &[&str] = &super::parquet::FILES;
#[cfg(not(feature = "parquet"))]
const FILES: &[&str] = &[];

/// Writes what is not there yet, or is not what the metadata say. Parquet files hold the same bytes whenever they are
/// written; the metadata, which hold the date (`now`, in seconds since 1970), are written once.
///
/// # Errors
/// [`StoreError`] when a file cannot be read or written.
pub fn write(experiment: &Experiment, finished: &Finished, now: u64) -> Result<(), StoreError> {
    let before = store::open(&finished.path(research_object::FILE));
    let before = before.and_then(|file| store::read_bounded(file, store::MOST_WORDS)).unwrap_or_default();
    let before = String::from_utf8(before).unwrap_or_default();
    let there = |name: &str| finished.hash_of(name).is_some_and(|hash| before.contains(&hash));
    if before.contains(&finished.identity().hash()) && FILES.iter().all(|name| there(name)) {
        return Ok(());
    }
    #[cfg(feature = "parquet")]
    let made = super::parquet::write(finished)?;
    #[cfg(not(feature = "parquet"))]
    let made: Vec<store::Placed> = Vec::new();
    // A file that was only lost is as it was before.
    if before.contains(&finished.identity().hash())
        && made.iter().all(|placed| before.contains(&placed.sha256))
    {
        return Ok(());
    }
    let text = research_object::metadata(experiment, finished, &made, now);
    let mut file = Beside::create(finished, research_object::FILE)?;
    std::io::Write::write_all(&mut file, text.as_bytes())
        .map_err(|error| StoreError::Write { path: finished.path(research_object::FILE), error })?;
    file.place()?;
    Ok(())
}
