//! Runs what is pending of a store on a pool of threads. Each chunk is written as soon as it is done; nothing else is
//! kept, so memory does not grow with the run.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use super::chunk::Rows;
use super::error::StoreError;
use super::layout::Piece;
use super::run::Store;
use crate::model::Workspace;

/// What a thread sends back of a chunk: done or not, or the panic that ended it.
type Finished = (u64, Result<Result<bool, StoreError>, Box<dyn Any + Send>>);

/// Runs these chunks, in this order, on so many threads (0 for one per processor core).
///
/// `work` fills the rows of a piece, and looks at `stop` between two simulations: `None` when it was asked to stop.
/// `progress` is told on the calling thread of every chunk that is in place.
///
/// # Errors
/// [`StoreError::Interrupted`] when `stop` was set, or what kept a chunk from being written. What is in place stays.
pub fn drive(
    store: &Store,
    chunks: &[u64],
    threads: usize,
    stop: &AtomicBool,
    work: impl Fn(&Piece, Rows, &mut Workspace) -> Option<Rows> + Sync,
    mut progress: impl FnMut(u64),
) -> Result<(), StoreError> {
    if chunks.is_empty() {
        return Ok(());
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.min(chunks.len()))
        .build()
        .map_err(|error| StoreError::Threads(error.to_string()))?;
    let threads = pool.current_num_threads().min(chunks.len());
    let next = AtomicUsize::new(0);
    // Set when one thread fails, so that the others take no further chunk.
    let failed = AtomicBool::new(false);
    let (done, finished) = mpsc::channel::<Finished>();
    let one = |chunk: u64, workspace: &mut Workspace| -> Result<bool, StoreError> {
        match work(&store.identity().layout.piece(chunk), store.rows(), workspace) {
            Some(rows) => store.write(chunk, rows).map(|()| true),
            None => Ok(false),
        }
    };
    pool.in_place_scope(|scope| {
        for _ in 0..threads {
            let (next, failed, one, done) = (&next, &failed, &one, done.clone());
            scope.spawn(move |_| {
                let mut workspace = Workspace::default();
                while !stop.load(Ordering::Relaxed) && !failed.load(Ordering::Relaxed) {
                    let Some(&chunk) = chunks.get(next.fetch_add(1, Ordering::Relaxed)) else { break };
                    // A panic is a defect; it is passed on to the caller once all threads have ended.
                    let result = catch_unwind(AssertUnwindSafe(|| one(chunk, &mut workspace)));
                    if !matches!(result, Ok(Ok(true))) {
                        failed.store(true, Ordering::Relaxed);
                    }
                    let _ = done.send((chunk, result));
                }
            });
        }
        drop(done);
        let mut first_error = None;
        let mut panicked = None;
        let mut written = 0;
        while let Ok((chunk, result)) = finished.recv() {
            match result {
                Ok(Ok(true)) => {
                    written += 1;
                    progress(chunk);
                }
                Ok(Ok(false)) => {}
                Ok(Err(error)) => first_error = first_error.or(Some(error)),
                Err(panic) => panicked = Some(panic),
            }
        }
        if let Some(panic) = panicked {
            resume_unwind(panic);
        }
        match first_error {
            Some(error) => Err(error),
            None if written < chunks.len() => Err(StoreError::Interrupted),
            None => Ok(()),
        }
    })
}
