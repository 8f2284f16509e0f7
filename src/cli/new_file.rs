//! Writes a file that was not there before: whole, or not at all.

use std::io::{ErrorKind, Write};
use std::path::Path;

use super::failure::Failure;
use crate::experiment::store::NewFile;

/// Writes `text` to a new file. `who` says in the message what overwrites nothing.
pub fn write(path: &Path, text: impl AsRef<[u8]>, who: &str) -> Result<(), Failure> {
    check(path, who)?;
    let write = || -> std::io::Result<()> {
        let mut file = NewFile::create(path)?;
        file.write_all(text.as_ref())?;
        file.place_new().map(drop)
    };
    write().map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => taken(path, who),
        _ => Failure::Write { path: path.to_owned(), reason: error.to_string() },
    })
}

/// Writes `text` in place of whatever file is there: whole, or not at all.
pub fn replace(path: &Path, text: impl AsRef<[u8]>) -> Result<(), Failure> {
    let write = || -> std::io::Result<()> {
        let mut file = NewFile::create(path)?;
        file.write_all(text.as_ref())?;
        file.place().map(drop)
    };
    write().map_err(|error| Failure::Write { path: path.to_owned(), reason: error.to_string() })
}

/// Refuses early what [`write`] would refuse later, so that no work is lost.
pub fn check(path: &Path, who: &str) -> Result<(), Failure> {
    if path.symlink_metadata().is_ok() { Err(taken(path, who)) } else { Ok(()) }
}

fn taken(path: &Path, who: &str) -> Failure {
    let reason = format!("there is something of that name already, and {who} overwrites nothing");
    Failure::Write { path: path.to_owned(), reason }
}
