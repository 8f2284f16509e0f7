//! Runs all replications of all arms on a pool of threads and hands the results over in one fixed order.
//!
//! A thread takes the next simulation when it is free (no thread waits for a batch to end) and keeps one
//! [`Workspace`]. Only so many simulations are under way or waiting to be handed over as a small window allows:
//! memory does not grow with the number of replications, even when one simulation takes far longer than its
//! neighbours.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

use super::{Comparison, Until};
use crate::model::{ModelError, Replication, Workspace, simulate};
use crate::scenario::Scenario;

/// How an experiment is to be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The seed of all draws.
    pub seed: u64,
    /// The numbers of the replications. Replication 7 is the same whether it is run alone or among many.
    pub replications: Range<u32>,
    /// The number of threads; 0 for one per processor core. Results do not depend on it.
    pub threads: usize,
}

/// Why an experiment did not finish.
#[derive(Debug)]
pub enum Stopped {
    /// A law of the model was broken.
    Model {
        /// The arm's name.
        arm: String,
        /// The replication's number.
        replication: u32,
        /// What was broken.
        error: ModelError,
    },
    /// The caller asked to stop.
    Cancelled,
    /// The caller could not keep a result.
    Keep(io::Error),
    /// The threads could not be started.
    Threads(String),
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stopped::Model { arm, replication, error } => {
                write!(f, "in structure '{arm}', replication {replication}: {error}")
            }
            Stopped::Cancelled => write!(f, "stopped before the last replication"),
            Stopped::Keep(error) => write!(f, "{error}"),
            Stopped::Threads(why) => write!(f, "cannot start the threads: {why}"),
        }
    }
}

impl std::error::Error for Stopped {}

impl Stopped {
    /// Because a simulation ended early.
    pub fn of(error: ModelError, arm: &str, replication: u32) -> Self {
        match error {
            ModelError::Stopped { .. } => Stopped::Cancelled,
            error => Stopped::Model { arm: arm.to_owned(), replication, error },
        }
    }
}

/// Simulations that each thread may be ahead of the one that is handed over next.
const WINDOW_PER_THREAD: usize = 4;

/// What a thread sends back: the simulation's position, and its result or the panic that ended it.
type Finished = (usize, Result<Result<Replication, ModelError>, Box<dyn Any + Send>>);

/// Runs every replication of every arm (name and scenario).
///
/// `keep` is called on the calling thread with the replication's number, the arm's position and the full result,
/// replication by replication and within it arm by arm; what it does not keep is dropped. `progress` is told, also
/// on the calling thread, how many simulations are done. `cancel` stops the run, within a working day of each simulation
/// under way, whose results are discarded.
///
/// # Errors
/// [`Stopped`]: the first in order that could not be simulated or kept, or that the caller cancelled.
pub fn run_arms(
    arms: &[(&str, &Scenario)],
    settings: &Settings,
    cancel: &AtomicBool,
    mut progress: impl FnMut(u64),
    mut keep: impl FnMut(u32, usize, &Replication) -> io::Result<()>,
) -> Result<Comparison, Stopped> {
    let first = settings.replications.start;
    let replications = settings.replications.len();
    let total = replications * arms.len();
    let mut comparison = Comparison {
        arms: arms.iter().map(|(name, _)| (*name).to_owned()).collect(),
        seed: settings.seed,
        replications: settings.replications.clone(),
        outcomes: vec![Vec::new(); arms.len()],
    };
    if total == 0 {
        return Ok(comparison);
    }
    let place = |position: usize| (first + (position / arms.len()) as u32, position % arms.len());

    // The browser gives a module no threads: the same simulations in the same order, one after the other.
    if cfg!(target_family = "wasm") {
        let mut workspace = Workspace::default();
        for position in 0..total {
            if cancel.load(Ordering::Relaxed) {
                return Err(Stopped::Cancelled);
            }
            let (replication, arm) = place(position);
            let result =
                simulate(arms[arm].1, settings.seed, replication, &mut workspace, &mut Until(cancel))
                    .map_err(|error| Stopped::of(error, &comparison.arms[arm], replication))?;
            keep(replication, arm, &result).map_err(Stopped::Keep)?;
            comparison.outcomes[arm].push(result.outcomes);
            progress(position as u64 + 1);
        }
        return Ok(comparison);
    }

    let pool = rayon::ThreadPoolBuilder::new()
        // More threads than simulations would only be started to be stopped.
        .num_threads(settings.threads.min(total))
        .build()
        .map_err(|error| Stopped::Threads(error.to_string()))?;
    let threads = pool.current_num_threads().min(total);
    let (to_do, next) = mpsc::channel::<usize>();
    let next = Mutex::new(next);
    let (done, finished) = mpsc::channel::<Finished>();

    let handed_over = pool.in_place_scope(|scope| {
        // Dropped when this closure returns, on success or not: then the threads find nothing more to do.
        let to_do = to_do;
        for _ in 0..threads {
            let (next, done) = (&next, done.clone());
            scope.spawn(move |_| {
                let mut workspace = Workspace::default();
                loop {
                    // A separate statement, so that the lock is not held while simulating.
                    let taken = next.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(position) = taken else { break };
                    let (replication, arm) = place(position);
                    // A panic is a defect; it is passed on to the caller, who would otherwise wait for ever.
                    let result = catch_unwind(AssertUnwindSafe(|| {
                        simulate(arms[arm].1, settings.seed, replication, &mut workspace, &mut Until(cancel))
                    }));
                    if done.send((position, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(done);

        let window = (threads * WINDOW_PER_THREAD).min(total);
        for position in 0..window {
            let _ = to_do.send(position);
        }
        let mut early = BTreeMap::new();
        for position in 0..total {
            if cancel.load(Ordering::Relaxed) {
                return Err(Stopped::Cancelled);
            }
            let result = loop {
                if let Some(result) = early.remove(&position) {
                    break result;
                }
                let Ok((arrived, result)) = finished.recv() else {
                    return Err(Stopped::Threads("they ended too soon".to_owned()));
                };
                early.insert(arrived, result);
            };
            let (replication, arm) = place(position);
            let result = result
                .unwrap_or_else(|panic| resume_unwind(panic))
                .map_err(|error| Stopped::of(error, &comparison.arms[arm], replication))?;
            keep(replication, arm, &result).map_err(Stopped::Keep)?;
            comparison.outcomes[arm].push(result.outcomes);
            progress(position as u64 + 1);
            if position + window < total {
                let _ = to_do.send(position + window);
            }
        }
        Ok(())
    });
    handed_over.map(|()| comparison)
}
