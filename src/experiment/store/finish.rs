//! The end of a run: all chunks, in the order of the design, become the tables; then what is made from the tables; and
//! last of all the file by which the run is known to be finished.

use std::io::{self, Write};
use std::path::PathBuf;

use super::disk::{self, NewFile};
use super::error::{Damage, StoreError};
use super::finished::Finished;
use super::name::COMPLETE;
use super::run::Store;
use super::seal::{Complete, TableSeal};

impl Store {
    /// Makes the tables of a run all of whose chunks are here, and removes the chunks.
    ///
    /// # Errors
    /// [`StoreError`] when chunks are missing or damaged, or the tables cannot be written; all chunks are kept then.
    pub fn finish(&self) -> Result<Vec<TableSeal>, StoreError> {
        self.finish_with(|_| Ok(()))
    }

    /// The same; `beside` writes what else belongs to the run, before the run counts as finished.
    ///
    /// # Errors
    /// Those of [`Store::finish`] and of `beside`.
    pub fn finish_with<E: From<StoreError>>(
        &self,
        beside: impl FnOnce(&Finished) -> Result<(), E>,
    ) -> Result<Vec<TableSeal>, E> {
        let present = self.present();
        let all = self.identity().layout.chunks();
        if (present.len() as u64) < all && !self.is_finished() {
            return Err(StoreError::Unfinished { dir: self.dir().to_owned() }.into());
        }
        match string_together(self, |_| Some(self), beside) {
            // Another process has finished the run, and tidied up, meanwhile.
            Err(_) if self.is_finished() => Ok(Finished::open(self.dir())?.tables().to_vec()),
            done => done,
        }
    }
}

/// A table while it is written.
struct Growing {
    file: NewFile,
    rows: u64,
}

impl Growing {
    fn add(&mut self, rows: u64, bytes: &[u8]) -> Result<(), StoreError> {
        self.rows = self.rows.saturating_add(rows);
        self.file
            .write_all(bytes)
            .map_err(|error| StoreError::Write { path: self.file.path().to_owned(), error })
    }

    fn seal(self) -> Result<TableSeal, StoreError> {
        let path = self.file.path().to_owned();
        let placed = self.file.place().map_err(|error| StoreError::Write { path, error })?;
        Ok(TableSeal { file: placed.file, rows: self.rows, bytes: placed.bytes, sha256: placed.sha256 })
    }
}

/// Finishes `out` from chunks that lie wherever `place` says, one after another.
pub(super) fn string_together<'s, E: From<StoreError>>(
    out: &Store,
    place: impl Fn(u64) -> Option<&'s Store>,
    beside: impl FnOnce(&Finished) -> Result<(), E>,
) -> Result<Vec<TableSeal>, E> {
    let mut tables = Vec::new();
    for table in &out.identity().tables {
        let path = out.dir().join(table.file());
        let refused = |error| StoreError::Write { path: path.clone(), error };
        let mut growing = Growing { file: NewFile::create(&path).map_err(refused)?, rows: 0 };
        growing.add(0, &header(&table.columns).map_err(refused)?)?;
        tables.push(growing);
    }
    add_all(out, &mut tables, place)?;
    let seals = tables.into_iter().map(Growing::seal).collect::<Result<Vec<_>, _>>()?;
    beside(&Finished::sealed(out.clone(), seals.clone()))?;
    let complete = Complete::new(out.identity().hash(), seals.clone());
    let text = serde_json::to_string_pretty(&complete).unwrap_or_default() + "\n";
    disk::write(&out.dir().join(COMPLETE), text.as_bytes())?;
    out.tidy();
    Ok(seals)
}

fn add_all<'s>(
    out: &Store,
    tables: &mut [Growing],
    place: impl Fn(u64) -> Option<&'s Store>,
) -> Result<(), StoreError> {
    let mut damaged: Vec<(PathBuf, Damage)> = Vec::new();
    for chunk in 0..out.identity().layout.chunks() {
        let Some(store) = place(chunk) else { continue };
        let checked = store.read(chunk, |parts| {
            if damaged.is_empty() {
                for (table, (rows, bytes)) in tables.iter_mut().zip(parts) {
                    table.add(rows, bytes)?;
                }
            }
            Ok(())
        })?;
        // After the first damage the rest is only looked through, so that all of it is named.
        if let Err(damage) = checked {
            damaged.push((store.path(chunk), damage));
        }
    }
    if damaged.is_empty() { Ok(()) } else { Err(StoreError::DamagedChunks { chunks: damaged }) }
}

fn header(columns: &[String]) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns)?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}
