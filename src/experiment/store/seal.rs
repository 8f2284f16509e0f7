//! The seal of a finished run: what each of its tables must be, and that nobody has edited what says so.

use serde::{Deserialize, Serialize};

use super::disk::sha256;

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
    /// SHA-256 over all of the above, so that no number here can be edited either.
    pub seal: String,
}

impl Complete {
    /// Of these tables of a run.
    pub fn new(run: String, tables: Vec<TableSeal>) -> Self {
        let seal = sealed(&run, &tables);
        Self { run, tables, seal }
    }

    /// Whether it is what was written.
    pub fn is_whole(&self) -> bool {
        self.seal == sealed(&self.run, &self.tables)
    }
}

fn sealed(run: &str, tables: &[TableSeal]) -> String {
    // Strings and numbers cannot fail to be written.
    sha256(&serde_json::to_vec(&(run, tables)).unwrap_or_default())
}
