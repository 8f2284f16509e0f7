//! What can be wrong with a run directory, told so that the user knows what is lost (next to nothing) and what to do.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// What to do about a finished table that was changed.
pub(super) const RESTORE: &str = "put the original back, or move the directory away and run the sweep again: the same seed gives the same bytes";

/// What is wrong with a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The content does not fit its hash.
    Content,
    /// It belongs to another run.
    OtherRun,
    /// It is another chunk than its name says.
    OtherChunk(u64),
    /// It cannot be read.
    Unreadable(String),
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::Content => write!(f, "was truncated or edited: its content does not fit its hash"),
            Damage::OtherRun => write!(f, "belongs to another run"),
            Damage::OtherChunk(number) => write!(f, "holds chunk {number}, not the one of its name"),
            Damage::Unreadable(why) => write!(f, "cannot be read: {why}"),
        }
    }
}

/// Why a run directory cannot be used.
#[derive(Debug)]
pub enum StoreError {
    /// A file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// A file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
    /// The directory holds something, and it is no run of Verona.
    Foreign {
        /// The directory.
        dir: PathBuf,
    },
    /// There is no run in the directory.
    NoRun {
        /// The directory.
        dir: PathBuf,
    },
    /// The directory holds another run.
    OtherRun {
        /// The directory.
        dir: PathBuf,
        /// Where the other values come from, in words.
        than: String,
        /// What differs: name, value in the directory, the other value.
        differs: Vec<[String; 3]>,
    },
    /// A file of a run is not what was written.
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
        /// What to do.
        help: &'static str,
    },
    /// Chunks are not what was written. Never empty.
    DamagedChunks {
        /// The files, and what is wrong with each.
        chunks: Vec<(PathBuf, Damage)>,
    },
    /// Chunks are in more than one directory.
    Overlap {
        /// The directories.
        dirs: [PathBuf; 2],
        /// How many chunks are in both.
        chunks: usize,
    },
    /// Chunks are in no directory.
    Missing {
        /// How many of how many.
        chunks: [u64; 2],
        /// In words, what is missing: by shard where shards are known.
        what: Vec<String>,
    },
    /// A run is finished, and there are no chunks to be merged.
    Finished {
        /// The directory.
        dir: PathBuf,
    },
    /// A run is not finished.
    Unfinished {
        /// The directory.
        dir: PathBuf,
    },
    /// The caller asked to stop.
    Interrupted,
    /// The threads could not be started.
    Threads(String),
}

/// How many of a list a message tells.
const MOST: usize = 8;

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Write { path, error } => write!(
                f,
                "cannot write '{}': {error}\n  = help: what was finished is kept; once this can be written, the same command goes on from there",
                path.display()
            ),
            StoreError::Read { path, error } => write!(f, "cannot read '{}': {error}", path.display()),
            StoreError::Foreign { dir } => write!(
                f,
                "'{}' is not empty and holds no run of verona\n  = help: name a new directory",
                dir.display()
            ),
            StoreError::NoRun { dir } => write!(
                f,
                "there is no run in '{}': it has no manifest.json\n  = help: name the directory that a sweep was told to write to",
                dir.display()
            ),
            StoreError::OtherRun { dir, than, differs } => {
                write!(f, "'{}' holds another run than {than}", dir.display())?;
                for [what, here, there] in differs.iter().take(MOST) {
                    write!(f, "\n  {what}: {here} there, {there} here")?;
                }
                if differs.len() > MOST {
                    write!(f, "\n  and {} more", differs.len() - MOST)?;
                }
                write!(
                    f,
                    "\n  = help: runs are never mixed; name another directory, or go back to what was run there"
                )
            }
            StoreError::Damaged { path, why, help } => {
                write!(f, "'{}' {why}\n  = help: {help}", path.display())
            }
            StoreError::DamagedChunks { chunks } => {
                write!(f, "{} of the chunks cannot be used", chunks.len())?;
                for (path, damage) in chunks.iter().take(MOST) {
                    write!(f, "\n  '{}' {damage}", path.display())?;
                }
                if chunks.len() > MOST {
                    write!(f, "\n  and {} more", chunks.len() - MOST)?;
                }
                write!(
                    f,
                    "\n  = help: start the sweep again with the directory in which they are: it does these again and keeps the rest"
                )
            }
            StoreError::Overlap { dirs: [a, b], chunks } => write!(
                f,
                "{chunks} of the chunks are in '{}' and in '{}' too\n  = help: each shard belongs into the merge once; was one shard run twice, or a directory named twice?",
                a.display(),
                b.display()
            ),
            StoreError::Missing { chunks: [missing, all], what } => {
                write!(f, "{missing} of {all} chunks are missing")?;
                for line in what.iter().take(4 * MOST) {
                    write!(f, "\n  {line}")?;
                }
                if what.len() > 4 * MOST {
                    write!(f, "\n  and {} more", what.len() - 4 * MOST)?;
                }
                write!(f, "\n  = help: run what is missing, or name its directory too")
            }
            StoreError::Finished { dir } => write!(
                f,
                "'{}' holds a finished run, not a shard\n  = help: its results are in it already; merge shards without it",
                dir.display()
            ),
            StoreError::Unfinished { dir } => write!(
                f,
                "the run in '{}' is not finished\n  = help: start its sweep again, which resumes; or merge its shards",
                dir.display()
            ),
            StoreError::Interrupted => write!(f, "stopped before the last chunk"),
            StoreError::Threads(why) => write!(f, "cannot start the threads: {why}"),
        }
    }
}

impl std::error::Error for StoreError {}
