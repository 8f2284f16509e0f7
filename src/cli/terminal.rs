//! Whoever waits at the terminal: a progress bar, and Ctrl-C.

use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use super::progress::Progress;
use crate::answers::{Refused, Watch};
use crate::experiment::{Comparison, Settings, run_arms};
use crate::model::Replication;
use crate::scenario::Arm;

/// Set by Ctrl-C, and by a polite request to end.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// What Ctrl-C sets, once there is somebody to look at it; pressed again, it ends the program at once.
pub fn interruptible() -> &'static AtomicBool {
    // Without a handler (there can be but one) Ctrl-C still ends the program, only less tidily.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        let _ =
            writeln!(io::stderr(), "stopping after the simulations under way; press again to stop at once");
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
}

/// Runs all arms. Ctrl-C stops between two simulations; pressed again, at once.
pub fn simulate(
    arms: &[Arm],
    settings: &Settings,
    keep: impl FnMut(u32, usize, &Replication) -> io::Result<()>,
) -> Result<Comparison, Refused> {
    let terminal = Terminal::new();
    let all = (arms.len() * settings.replications.len()) as u64;
    let arms: Vec<_> = arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
    let progress = |done| terminal.progress(done, all);
    Ok(run_arms(&arms, settings, terminal.cancelled(), progress, keep)?)
}
