//! Runs an experiment on threads of its own while the calling thread, without the GIL, waits for it: so that Ctrl-C and
//! progress are seen to many times a second, however long a single simulation takes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

/// How often signals are looked for.
const PULSE: Duration = Duration::from_millis(50);

/// How long an interrupted run may take to stop between two simulations, before it is left to end in the background.
const GRACE: Duration = Duration::from_millis(500);

/// What the work tells and is told while it goes on.
#[derive(Debug, Default)]
pub struct Link {
    /// Set to stop the work.
    pub cancel: AtomicBool,
    /// How much is done.
    pub done: AtomicU64,
}

/// Does `work`, calling `progress(done, total)` as it goes on.
///
/// # Errors
/// `KeyboardInterrupt` on Ctrl-C, whatever `progress` raises, and `RuntimeError` for a panic.
pub fn supervise<T: Send + 'static>(
    py: Python<'_>,
    total: u64,
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
    let mut told = None;
    loop {
        let arrived;
        (arrived, receive) = py.detach(move || wait(receive, PULSE));
        let done = match &arrived {
            Ok(_) => total,
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
            Some(progress) if told != Some(done) => progress.call1((done, total)).map(drop),
            _ => Ok(()),
        });
        told = Some(done);
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
