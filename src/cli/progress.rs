//! A progress bar on standard error, for terminals only, and only when a run turns out to be long.

use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A run shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// The bar, which appears when patience has run out.
pub struct Progress {
    started: Instant,
    /// What the results so far say, with its line break.
    said: String,
    bar: Option<ProgressBar>,
    terminal: bool,
}

impl Progress {
    /// For a run that begins now.
    #[allow(clippy::disallowed_methods, reason = "asked, not written to")]
    pub fn new() -> Self {
        Self { started: Instant::now(), said: String::new(), bar: None, terminal: stderr().is_terminal() }
    }

    /// Tells how many of all simulations are done.
    pub fn show(&mut self, done: u64, all: u64) {
        if !self.terminal || (self.bar.is_none() && self.started.elapsed() < PATIENCE) {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let style =
                ProgressStyle::with_template("{msg}{wide_bar} {pos} of {len} simulations, {eta} to go");
            ProgressBar::new(all)
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
                .with_elapsed(self.started.elapsed())
                .with_message(self.said.clone())
        });
        bar.set_position(done);
    }

    /// Tells what the results so far say, above the bar once there is one.
    pub fn tell(&mut self, words: &str) {
        self.said = format!("{words}\n");
        if let Some(bar) = &self.bar {
            bar.set_message(self.said.clone());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
