//! Who waits for an answer.

use std::sync::atomic::AtomicBool;

/// Whoever waits for an answer: is told how far the work is, and may call it off.
pub trait Watch: Sync {
    /// Set to call the work off, which then ends within a working day of each simulation under way.
    fn cancelled(&self) -> &AtomicBool;

    /// So many of all the work's simulations are done. It may be told on any thread, and must not take long.
    fn progress(&self, done: u64, all: u64);

    /// What the first results say, while the work goes on.
    fn so_far(&self, _words: &str) {}
}

/// Nobody: the work goes on to its end.
#[derive(Debug, Default)]
pub struct Unwatched(AtomicBool);

impl Watch for Unwatched {
    fn cancelled(&self) -> &AtomicBool {
        &self.0
    }

    fn progress(&self, _done: u64, _all: u64) {}
}
