//! The end of a run: all chunks, in the order of the design, become the tables.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::chunk::Damage;
use super::disk;
use super::error::StoreError;
use super::run::{COMPLETE, Store};

/// What a finished table must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSeal {
    /// The file's name.
    pub file: String,
    /// Rows below the header.
    pub rows: u64,
    /// Bytes of the whole file.
    pub bytes: u64,
    /// SHA-256 of the whole file.
    pub sha256: String,
}

/// `complete.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Complete {
    /// The hash of the identity.
    pub run: String,
    /// The tables.
    pub tables: Vec<TableSeal>,
}

impl Store {
    /// Makes the tables of a run all of whose chunks are here, and removes the chunks.
    ///
    /// # Errors
    /// [`StoreError`] when chunks are missing or damaged, or the tables cannot be written; all chunks are kept then.
    pub fn finish(&self) -> Result<Vec<TableSeal>, StoreError> {
        let present = self.present();
        let all = self.identity().layout.chunks();
        if (present.len() as u64) < all {
            return Err(StoreError::Unfinished { dir: self.dir().to_owned() });
        }
        string_together(self, |_| self)
    }
}

/// A table while it is written.
struct Growing {
    path: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    rows: u64,
    bytes: u64,
}

impl Growing {
    fn add(&mut self, rows: u64, bytes: &[u8]) -> Result<(), StoreError> {
        self.hash.update(bytes);
        self.rows += rows;
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes).map_err(|error| self.failed(error))
    }

    fn failed(&self, error: io::Error) -> StoreError {
        StoreError::Write { path: self.path.clone(), error }
    }

    fn seal(mut self) -> Result<TableSeal, StoreError> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        synced
            .and_then(|()| disk::rename(&disk::aside(&self.path), &self.path))
            .map_err(|e| self.failed(e))?;
        Ok(TableSeal {
            file: self.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            rows: self.rows,
            bytes: self.bytes,
            sha256: disk::hex(self.hash),
        })
    }
}

/// Makes the tables of `out` from chunks that lie wherever `place` says, one after another.
pub(super) fn string_together<'s>(
    out: &Store,
    place: impl Fn(u64) -> &'s Store,
) -> Result<Vec<TableSeal>, StoreError> {
    let mut tables = Vec::new();
    for table in &out.identity().tables {
        let path = out.dir().join(format!("{}.csv", table.name));
        let file = File::create(disk::aside(&path))
            .map_err(|error| StoreError::Write { path: path.clone(), error })?;
        let mut growing =
            Growing { path, file: BufWriter::new(file), hash: Sha256::new(), rows: 0, bytes: 0 };
        let header = header(&table.columns).map_err(|error| growing.failed(error))?;
        growing.add(0, &header)?;
        tables.push(growing);
    }
    let done = add_all(out, &mut tables, place);
    if let Err(error) = done {
        for table in &tables {
            // Half a table helps nobody; the chunks are all there.
            let _ = fs::remove_file(disk::aside(&table.path));
        }
        return Err(error);
    }
    let seals = tables.into_iter().map(Growing::seal).collect::<Result<Vec<_>, _>>()?;
    let complete = Complete { run: out.identity().hash(), tables: seals.clone() };
    let text = serde_json::to_string_pretty(&complete).unwrap_or_default() + "\n";
    disk::write_whole(&out.dir().join(COMPLETE), text.as_bytes())?;
    disk::sync_directory(out.dir());
    out.tidy();
    Ok(seals)
}

fn add_all<'s>(
    out: &Store,
    tables: &mut [Growing],
    place: impl Fn(u64) -> &'s Store,
) -> Result<(), StoreError> {
    let mut damaged: Vec<(PathBuf, Damage)> = Vec::new();
    for chunk in 0..out.identity().layout.chunks() {
        let store = place(chunk);
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
