//! The seal of an output directory: which files it holds, with bytes and hash of each, and what is wrong where it does not.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::experiment::store::{self, FileName};

/// Where files are written before the directory is whole.
pub(super) const STAGE: &str = ".verona-unfinished";
/// The file by which a directory is known to be whole.
pub const SEAL: &str = "complete.json";

/// Why an output directory could not be made or read.
#[derive(Debug)]
pub enum DirectoryError {
    /// There is something in it already.
    NotEmpty(PathBuf),
    /// There is a file of that name.
    NotADirectory(PathBuf),
    /// Another process writes there.
    Busy(PathBuf),
    /// It has no seal.
    Unfinished(PathBuf),
    /// A file is not what was written.
    Damaged(PathBuf),
    /// The system refused.
    Io {
        /// What was to be written or read.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
}

impl fmt::Display for DirectoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DirectoryError::NotEmpty(path) => write!(
                f,
                "the output directory '{}' is not empty; name another one, or add --force to replace its results",
                path.display()
            ),
            DirectoryError::NotADirectory(path) => {
                write!(f, "cannot write to '{}': it is a file, and --out needs a directory", path.display())
            }
            DirectoryError::Busy(path) => write!(
                f,
                "another verona is writing into '{0}'\n  = help: wait for it, or name another directory; where no other runs, remove '{1}'",
                path.display(),
                path.join(STAGE).display()
            ),
            DirectoryError::Unfinished(path) => write!(
                f,
                "the results in '{}' are not whole: there is no {SEAL}, which is written last\n  = help: run the command again; add --force to replace what is there",
                path.display()
            ),
            DirectoryError::Damaged(path) => write!(
                f,
                "'{}' was truncated or edited: it does not fit its hash in {SEAL}\n  = help: put the original back, or run the command in scenario.toml again: the same seed gives the same bytes",
                path.display()
            ),
            DirectoryError::Io { path, error } => {
                write!(f, "cannot write to '{}', or read what is there: {error}", path.display())
            }
        }
    }
}

impl std::error::Error for DirectoryError {}

/// What a directory holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seal {
    pub(super) files: Vec<Sealed>,
}

/// One file of a directory that is whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The file's name.
    pub file: FileName,
    /// Its bytes.
    pub bytes: u64,
    /// Their SHA-256.
    pub sha256: String,
}

impl Sealed {
    /// Whether this file lies in a directory as it was sealed.
    pub(super) fn lies_in(&self, directory: &Path) -> io::Result<bool> {
        let found = store::hash(&directory.join(self.file.as_str()))?;
        Ok(found == (self.sha256.clone(), self.bytes))
    }
}

/// What a directory says that it holds.
pub(super) fn seal(directory: &Path) -> Option<Seal> {
    let file = store::open(&directory.join(SEAL)).ok()?;
    serde_json::from_slice(&store::read_bounded(file, store::MOST_WORDS).ok()?).ok()
}
