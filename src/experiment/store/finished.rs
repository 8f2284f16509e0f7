//! Reading a finished run: every byte is checked before the first row is handed out, and rows are streamed.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use super::disk::{self, hash};
use super::error::{RESTORE, StoreError};
use super::identity::Identity;
use super::run::Store;
use super::seal::TableSeal;

/// A finished run, checked.
#[derive(Debug)]
pub struct Finished {
    store: Store,
    tables: Vec<TableSeal>,
}

impl Finished {
    /// Opens a finished run and checks every table and every input against its hash.
    ///
    /// # Errors
    /// [`StoreError`] when there is no run, it is not finished, or a file is not what was written.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let store = Store::load(dir)?;
        if !store.is_finished() {
            return Err(StoreError::Unfinished { dir: dir.to_owned() });
        }
        Self::of(store)
    }

    /// The run of a store that is finished.
    pub(super) fn of(store: Store) -> Result<Self, StoreError> {
        let tables = store.verified()?;
        Ok(Self { store, tables })
    }

    /// The run of a store whose tables were put into place a moment ago.
    pub(super) fn sealed(store: Store, tables: Vec<TableSeal>) -> Self {
        Self { store, tables }
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        self.store.dir()
    }

    /// What was run.
    pub fn identity(&self) -> &Identity {
        self.store.identity()
    }

    /// The tables.
    pub fn tables(&self) -> &[TableSeal] {
        &self.tables
    }

    /// The text of an input.
    ///
    /// # Errors
    /// [`StoreError::Read`] when the run has no input of that name, or it is no text.
    pub fn input(&self, name: &str) -> Result<String, StoreError> {
        let path = self.path(name);
        if !self.identity().inputs.contains_key(name) {
            let error = io::Error::new(io::ErrorKind::NotFound, "it is no input of this run");
            return Err(StoreError::Read { path, error });
        }
        let bytes = disk::read(&path, disk::MOST_BYTES)?;
        let no_text = |_| io::Error::new(io::ErrorKind::InvalidData, "it is no text in UTF-8");
        String::from_utf8(bytes).map_err(|error| StoreError::Read { path, error: no_text(error) })
    }

    /// The path of a file of the run.
    pub fn path(&self, name: &str) -> PathBuf {
        self.store.dir().join(name)
    }

    /// The SHA-256 of a file in the directory; `None` where it cannot be read.
    pub fn hash_of(&self, name: &str) -> Option<String> {
        hash(&self.path(name)).ok().map(|(hash, _)| hash)
    }

    /// A table's rows, to be streamed.
    ///
    /// # Errors
    /// [`StoreError::Read`], also when the run has no such table.
    pub fn rows(&self, table: &str) -> Result<csv::Reader<BufReader<File>>, StoreError> {
        let path = self.path(&format!("{table}.csv"));
        let error = match self.identity().tables.iter().any(|known| known.name.as_str() == table) {
            true => match disk::open(&path) {
                Ok(file) => return Ok(csv::Reader::from_reader(BufReader::new(file))),
                Err(error) => error,
            },
            false => io::Error::new(io::ErrorKind::NotFound, "it is no table of this run"),
        };
        Err(StoreError::Read { path, error })
    }

    /// The same for a table that must have these columns.
    ///
    /// # Errors
    /// [`StoreError`] when it has not, or cannot be read.
    pub fn rows_of(&self, table: &str, columns: &[&str]) -> Result<csv::Reader<BufReader<File>>, StoreError> {
        let mut rows = self.rows(table)?;
        let path = self.path(&format!("{table}.csv"));
        match rows.headers() {
            Ok(header) if header.iter().eq(columns.iter().copied()) => Ok(rows),
            Ok(_) => {
                let why = format!("has other columns than {}", columns.join(", "));
                Err(StoreError::Damaged { path, why, help: RESTORE })
            }
            Err(error) => Err(StoreError::Read { path, error: error.into() }),
        }
    }
}
