//! Runs an experiment on threads of its own while the calling thread, without the GIL, waits for it: so that Ctrl-C and
//! progress are seen to many times a second, however long a single simulation takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use verona::answers::{Answer as Answers, Refused, Watch};

use crate::answer::Answer;
use crate::failure;

/// How often signals are looked for.
const PULSE: Duration = Duration::from_millis(50);

/// How long an interrupted run may take to stop inside its simulations, before it is left to end in the background.
const GRACE: Duration = Duration::from_millis(500);

/// What the work tells and is told while it goes on.
#[derive(Debug, Default)]
pub struct Link {
    cancel: AtomicBool,
    done: AtomicU64,
    all: AtomicU64,
}

impl Watch for Link {
    fn cancelled(&self) -> &AtomicBool {
        &self.cancel
    }

    fn progress(&self, done: u64, all: u64) {
        self.all.store(all, Ordering::Relaxed);
        // Threads may overtake each other.
        self.done.fetch_max(done, Ordering::Relaxed);
    }
}

/// What `work` answers, with what it refused as an exception.
///
/// # Errors
/// Those of [`supervise`], and what `work` refuses.
pub fn answered(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&Link) -> Result<Box<dyn Answers + Send + Sync>, Refused> + Send + 'static,
) -> PyResult<Answer> {
    let done = supervise(py, progress, work)?;
    done.map(Answer).map_err(|refused| failure::refused(py, &refused))
}

/// Does `work`, calling `progress(done, all)` as it goes on.
///
/// # Errors
/// `KeyboardInterrupt` on Ctrl-C, whatever `progress` raises, and `RuntimeError` for a panic.
pub fn supervise<T: Send + 'static>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    work: impl FnOnce(&Link) -> T + Send + 'static,
) -> PyResult<T> {
    let link = Arc::new(Link::default());
    let (send, mut receive) = channel();
    let theirs = Arc::clone(&link);
    let worker = thread::Builder::new()
        .name("verona".to_owned())
        .spawn(move || drop(send.send(work(&theirs))))
        .map_err(|error| PyRuntimeError::new_err(format!("cannot start a thread: {error}")))?;
    loop {
        let arrived;
        (arrived, receive) = py.detach(move || wait(receive, PULSE));
        let all = link.all.load(Ordering::Relaxed);
        let done = match &arrived {
            Ok(_) => all,
            Err(_) => link.done.load(Ordering::Relaxed),
        };
        let over = match arrived {
            Ok(result) => Some(result),
            Err(RecvTimeoutError::Timeout) => None,
            // Nothing was sent: the thread has panicked, and has said so on standard error.
            Err(RecvTimeoutError::Disconnected) => {
                drop(worker.join());
                return Err(PyRuntimeError::new_err("a defect of verona ended the run; please report it"));
            }
        };
        let heard = py.check_signals().and_then(|()| match progress {
            // At each pulse, so that a token is looked at; the package passes on what is new.
            Some(progress) => progress.call1((done, all)).map(drop),
            None => Ok(()),
        });
        if let Err(error) = heard {
            link.cancel.store(true, Ordering::Relaxed);
            if over.is_none() {
                let until = Instant::now() + GRACE;
                drop(py.detach(move || wait(receive, until.saturating_duration_since(Instant::now()))));
            }
            return Err(error);
        }
        if let Some(result) = over {
            return Ok(result);
        }
    }
}

/// A channel's end goes in and comes out again, since it cannot be shared with the thread that lets go of the GIL.
fn wait<T>(receive: Receiver<T>, time: Duration) -> (Result<T, RecvTimeoutError>, Receiver<T>) {
    (receive.recv_timeout(time), receive)
}
