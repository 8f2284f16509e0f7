//! Reading a finished run: every byte is checked before the first row is handed out, and rows are streamed.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::disk;
use super::error::StoreError;
use super::finish::{Complete, TableSeal};
use super::identity::Identity;
use super::merge::inputs;
use super::run::{COMPLETE, Store};

/// What to do about a finished table that was changed.
const RESTORE: &str = "put the original back, or move the directory away and run the sweep again: the same seed gives the same bytes";

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
        inputs(&store)?;
        let path = dir.join(COMPLETE);
        let complete: Option<Complete> = serde_json::from_slice(&disk::read(&path)?).ok();
        let Some(complete) = complete.filter(|complete| complete.run == store.identity().hash()) else {
            let why = "does not belong to this run's manifest".to_owned();
            return Err(StoreError::Damaged { path, why, help: RESTORE });
        };
        for seal in &complete.tables {
            let path = dir.join(&seal.file);
            let found = hash(&path).map_err(|error| StoreError::Read { path: path.clone(), error })?;
            if found != seal.sha256 {
                let why = "was truncated or edited: its content does not fit its hash".to_owned();
                return Err(StoreError::Damaged { path, why, help: RESTORE });
            }
        }
        Ok(Self { store, tables: complete.tables })
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

    /// The path of an input.
    pub fn path(&self, name: &str) -> PathBuf {
        self.store.dir().join(name)
    }

    /// The SHA-256 of a file in the directory; `None` where it cannot be read.
    pub fn hash_of(&self, name: &str) -> Option<String> {
        hash(&self.path(name)).ok()
    }

    /// A table's rows, to be streamed.
    ///
    /// # Errors
    /// [`StoreError::Read`].
    pub fn rows(&self, table: &str) -> Result<csv::Reader<BufReader<File>>, StoreError> {
        let path = self.path(&format!("{table}.csv"));
        let file = File::open(&path).map_err(|error| StoreError::Read { path, error })?;
        Ok(csv::Reader::from_reader(BufReader::new(file)))
    }
}

fn hash(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(disk::hex(hash)),
            n => hash.update(&buffer[..n]),
        }
    }
}
