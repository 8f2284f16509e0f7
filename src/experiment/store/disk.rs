//! Files that are there whole or not at all: written aside, synced, renamed into place.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::error::StoreError;

/// The SHA-256 of some bytes, as lowercase hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

/// A finished hash as lowercase hexadecimal.
pub(super) fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a file is written before it is renamed into place.
pub(super) fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// Whether a file name is one that [`aside`] makes.
pub(super) fn is_aside(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(".tmp")
}

/// Writes a whole file. What was there before stays until the new content is on disk.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let aside = aside(path);
    let written = File::create(&aside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let done = written.and_then(|()| rename(&aside, path));
    done.map_err(|error| {
        // A full disk is no place for half a file.
        let _ = fs::remove_file(&aside);
        StoreError::Write { path: path.to_owned(), error }
    })
}

/// Renames a finished file into place. Another process may have made the same file meanwhile; its bytes are the same.
pub(super) fn rename(aside: &Path, path: &Path) -> io::Result<()> {
    match fs::rename(aside, path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && path.exists() => Ok(()),
        done => done,
    }
}

/// Makes renames in a directory outlast a power cut, on systems that offer it.
pub(super) fn sync_directory(path: &Path) {
    if let Ok(directory) = File::open(path) {
        // Without it, a power cut costs a chunk at most.
        let _ = directory.sync_all();
    }
}

/// Reads a whole file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, StoreError> {
    fs::read(path).map_err(|error| StoreError::Read { path: path.to_owned(), error })
}
