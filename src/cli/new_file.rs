//! Writes a file that was not there before: whole, or not at all.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::failure::Failure;

/// Writes `text` to a new file. `who` says in the message what overwrites nothing.
pub fn write(path: &Path, text: &str, who: &str) -> Result<(), Failure> {
    let failed = |reason: String| Failure::Write { path: path.to_owned(), reason };
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| {
        if error.kind() == ErrorKind::AlreadyExists { taken(path, who) } else { failed(error.to_string()) }
    })?;
    if let Err(error) = file.write_all(text.as_bytes()) {
        drop(file);
        // Half a file is worse than none.
        let _ = fs::remove_file(path);
        return Err(failed(error.to_string()));
    }
    Ok(())
}

/// Refuses early what [`write`] would refuse later, so that no work is lost.
pub fn check(path: &Path, who: &str) -> Result<(), Failure> {
    if path.symlink_metadata().is_ok() { Err(taken(path, who)) } else { Ok(()) }
}

fn taken(path: &Path, who: &str) -> Failure {
    let reason = format!("there is something of that name already, and {who} overwrites nothing");
    Failure::Write { path: path.to_owned(), reason }
}
