//! Further files beside the tables of a run, made from them: there whole or not at all, each with its hash.

use std::io::{self, Write};

use super::disk::{NewFile, Placed};
use super::error::StoreError;
use super::finished::Finished;

/// A file in the making. Dropped before [`Beside::place`], it leaves nothing behind.
#[derive(Debug)]
pub struct Beside(NewFile);

impl Beside {
    /// Starts a file of this name in the run's directory.
    ///
    /// # Errors
    /// [`StoreError::Write`].
    pub fn create(finished: &Finished, name: &str) -> Result<Self, StoreError> {
        let path = finished.path(name);
        NewFile::create(&path).map(Self).map_err(|error| StoreError::Write { path, error })
    }

    /// Puts the whole file into place.
    ///
    /// # Errors
    /// [`StoreError::Write`]; what was there before stays.
    pub fn place(self) -> Result<Placed, StoreError> {
        let path = self.0.path().to_owned();
        self.0.place().map_err(|error| StoreError::Write { path, error })
    }
}

impl Write for Beside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
