//! A progress bar on standard error, for terminals only, and only when a run turns out to be long: it is there after a
//! second, however long the first simulation takes.

use std::io::{IsTerminal, stderr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the bar is drawn, so that a long simulation is seen to go on.
const TICK: Duration = Duration::from_millis(200);

/// The bar, which appears when patience has run out.
pub struct Progress {
    done: Arc<AtomicU64>,
    bar: Arc<Mutex<Option<ProgressBar>>>,
    /// Dropped, it ends the thread that waits for patience to run out.
    end: Option<Sender<()>>,
    waiting: Option<JoinHandle<()>>,
}

impl Progress {
    /// For a run of `total` simulations.
    #[allow(clippy::disallowed_methods, reason = "asked, not written to")]
    pub fn new(total: u64) -> Self {
        match stderr().is_terminal() {
            true => Self::waiting(total, PATIENCE, ProgressDrawTarget::stderr),
            false => Self { done: Arc::default(), bar: Arc::default(), end: None, waiting: None },
        }
    }

    fn waiting(
        total: u64,
        patience: Duration,
        target: impl FnOnce() -> ProgressDrawTarget + Send + 'static,
    ) -> Self {
        let (end, ended) = channel::<()>();
        let started = Instant::now();
        let (done, bar) = (Arc::<AtomicU64>::default(), Arc::<Mutex<Option<ProgressBar>>>::default());
        let (so_far, place) = (Arc::clone(&done), Arc::clone(&bar));
        let wait = move || {
            if ended.recv_timeout(patience) != Err(RecvTimeoutError::Timeout) {
                return;
            }
            let words = "{spinner} {wide_bar} {pos} of {len} simulations in {elapsed}, {eta} to go";
            let style = ProgressStyle::with_template(words);
            let bar = ProgressBar::with_draw_target(Some(total), target())
                .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
                .with_elapsed(started.elapsed())
                .with_position(so_far.load(Ordering::Relaxed));
            bar.enable_steady_tick(TICK);
            *place.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar);
        };
        // Without a thread there is no bar, and nothing else is lost.
        let waiting = std::thread::Builder::new().spawn(wait).ok();
        Self { done, bar, end: Some(end), waiting }
    }

    /// Tells how many simulations are done.
    pub fn show(&mut self, done: u64) {
        self.done.store(done, Ordering::Relaxed);
        if let Some(bar) = &*self.bar.lock().unwrap_or_else(PoisonError::into_inner) {
            bar.set_position(done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(waiting) = self.waiting.take() {
            let _ = waiting.join();
        }
        if let Some(bar) = &*self.bar.lock().unwrap_or_else(PoisonError::into_inner) {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Progress, ProgressDrawTarget};

    #[test]
    fn the_bar_is_there_before_the_first_simulation_ends_and_not_for_a_short_run() {
        let there = |progress: &Progress| progress.bar.lock().unwrap().is_some();
        let mut long = Progress::waiting(7, Duration::from_millis(1), ProgressDrawTarget::hidden);
        for _ in 0..1_000 {
            if there(&long) {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(there(&long));
        long.show(3);
        assert_eq!(long.bar.lock().unwrap().as_ref().unwrap().position(), 3);
        let short = Progress::waiting(7, Duration::from_secs(600), ProgressDrawTarget::hidden);
        let bar = short.bar.clone();
        drop(short);
        assert!(bar.lock().unwrap().is_none());
    }
}
