//! Whoever waits at the terminal: a progress bar, and Ctrl-C.

use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::progress::Progress;
use super::shown;
use crate::answers::Watch;

/// Set by Ctrl-C, and by a polite request to end.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// What Ctrl-C sets, once there is somebody to look at it; pressed again, it ends the program at once.
pub fn interruptible() -> &'static AtomicBool {
    // Without a handler (there can be but one) Ctrl-C still ends the program, only less tidily.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        let _ = writeln!(
            shown::err(),
            "stopping within a working day of each simulation; press again to stop at once"
        );
    });
    &INTERRUPTED
}

/// The terminal while an answer is worked out; the bar goes with it.
pub struct Terminal {
    progress: Mutex<Progress>,
    cancelled: &'static AtomicBool,
}

impl Terminal {
    /// With no bar yet.
    pub fn new() -> Self {
        Self { progress: Mutex::new(Progress::new()), cancelled: interruptible() }
    }
}

impl Watch for Terminal {
    fn cancelled(&self) -> &AtomicBool {
        self.cancelled
    }

    fn progress(&self, done: u64, all: u64) {
        // Another thread is drawing: its number will do.
        if let Ok(mut progress) = self.progress.try_lock() {
            progress.show(done, all);
        }
    }

    fn so_far(&self, words: &str) {
        if let Ok(mut progress) = self.progress.lock() {
            progress.tell(words);
        }
    }
}
