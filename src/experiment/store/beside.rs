//! Further files beside the tables of a finished run, made from them: written aside, hashed on the way, and renamed into
//! place when they are whole.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use super::disk;
use super::error::StoreError;
use super::finished::Finished;

/// A file in the making. Dropped before [`Beside::place`], it leaves nothing behind.
#[derive(Debug)]
pub struct Beside {
    path: PathBuf,
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

/// What was put into place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The file's name.
    pub file: String,
    /// Its bytes.
    pub bytes: u64,
    /// Their SHA-256.
    pub sha256: String,
}

impl Beside {
    /// Starts a file of this name in the run's directory.
    ///
    /// # Errors
    /// [`StoreError::Write`].
    pub fn create(finished: &Finished, name: &str) -> Result<Self, StoreError> {
        let path = finished.path(name);
        match File::create(disk::aside(&path)) {
            Ok(file) => Ok(Self { path, file: BufWriter::new(file), hash: Sha256::new(), bytes: 0 }),
            Err(error) => Err(StoreError::Write { path, error }),
        }
    }

    /// Puts the whole file into place.
    ///
    /// # Errors
    /// [`StoreError::Write`]; what was there before stays.
    pub fn place(mut self) -> Result<Placed, StoreError> {
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_all());
        let done = synced.and_then(|()| disk::rename(&disk::aside(&self.path), &self.path));
        done.map_err(|error| StoreError::Write { path: self.path.clone(), error })?;
        Ok(Placed {
            file: self.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            bytes: self.bytes,
            sha256: disk::hex(std::mem::take(&mut self.hash)),
        })
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Nothing is left there once the file is in place.
        let _ = fs::remove_file(disk::aside(&self.path));
    }
}
