//! A progress bar on standard error, for terminals only, and only when a run turns out to be long: it is there after a
//! second, however long the first simulation takes.

use std::fmt;
use std::io::{IsTerminal, stderr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// A run shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the bar is drawn, so that a long simulation is seen to go on.
const TICK: Duration = Duration::from_millis(200);

/// What is known of the run, and the bar when patience has run out.
#[derive(Default)]
struct Shared {
    done: AtomicU64,
    all: AtomicU64,
    /// What the results so far say, with its line break.
    said: Mutex<String>,
    bar: Mutex<Option<ProgressBar>>,
}

impl Shared {
    fn draw(&self) {
        if let Some(bar) = &*self.bar.lock().unwrap_or_else(PoisonError::into_inner) {
            bar.set_length(self.all.load(Ordering::Relaxed));
            bar.set_position(self.done.load(Ordering::Relaxed));
            bar.set_message(self.said.lock().unwrap_or_else(PoisonError::into_inner).clone());
        }
    }
}

/// The bar, which appears when patience has run out.
pub struct Progress {
    shared: Arc<Shared>,
    /// Dropped, it ends the thread that waits for patience to run out.
    end: Option<Sender<()>>,
    waiting: Option<JoinHandle<()>>,
}

impl Progress {
    /// For a run that begins now.
    #[allow(clippy::disallowed_methods, reason = "asked, not written to")]
    pub fn new() -> Self {
        match stderr().is_terminal() {
            true => Self::waiting(PATIENCE, ProgressDrawTarget::stderr),
            false => Self { shared: Arc::default(), end: None, waiting: None },
        }
    }

    fn waiting(patience: Duration, target: impl FnOnce() -> ProgressDrawTarget + Send + 'static) -> Self {
        let (end, ended) = channel::<()>();
        let started = Instant::now();
        let shared = Arc::<Shared>::default();
        let theirs = Arc::clone(&shared);
        let wait = move || {
            if ended.recv_timeout(patience) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let words = "{msg}{spinner} {wide_bar} {pos} of {len} simulations in {elapsed}{to_go}";
            let style = ProgressStyle::with_template(words);
            let bar = ProgressBar::with_draw_target(Some(0), target())
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).with_key("to_go", to_go))
                .with_elapsed(started.elapsed());
            bar.enable_steady_tick(TICK);
            *theirs.bar.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar);
            theirs.draw();
        };
        // Without a thread there is no bar, and nothing else is lost.
        let waiting = std::thread::Builder::new().spawn(wait).ok();
        Self { shared, end: Some(end), waiting }
    }

    /// Tells how many of all simulations are done.
    pub fn show(&mut self, done: u64, all: u64) {
        self.shared.done.store(done, Ordering::Relaxed);
        self.shared.all.store(all, Ordering::Relaxed);
        self.shared.draw();
    }

    /// Tells what the results so far say, above the bar once there is one.
    pub fn tell(&mut self, words: &str) {
        *self.shared.said.lock().unwrap_or_else(PoisonError::into_inner) = format!("{words}\n");
        self.shared.draw();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(waiting) = self.waiting.take() {
            let _ = waiting.join();
        }
        if let Some(bar) = &*self.shared.bar.lock().unwrap_or_else(PoisonError::into_inner) {
            bar.finish_and_clear();
        }
    }
}

/// How long it will still take, once something is done to judge by: before, it is not known, and not "0s".
fn to_go(state: &ProgressState, words: &mut dyn fmt::Write) {
    if state.pos() > 0 {
        let _ = write!(words, ", {:#} to go", HumanDuration(state.eta()));
    }
}

#[cfg(test)]
mod tests {
    use super::{Arc, Duration, Progress, ProgressDrawTarget};

    #[test]
    fn the_bar_is_there_before_the_first_simulation_ends_and_not_for_a_short_run() {
        let there = |progress: &Progress| progress.shared.bar.lock().unwrap().is_some();
        let mut long = Progress::waiting(Duration::from_millis(1), ProgressDrawTarget::hidden);
        for _ in 0..1_000 {
            if there(&long) {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(there(&long));
        long.show(3, 7);
        assert_eq!(
            long.shared.bar.lock().unwrap().as_ref().map(|bar| (bar.position(), bar.length())),
            Some((3, Some(7)))
        );
        let short = Progress::waiting(Duration::from_secs(600), ProgressDrawTarget::hidden);
        let shared = Arc::clone(&short.shared);
        drop(short);
        assert!(shared.bar.lock().unwrap().is_none());
    }
}
