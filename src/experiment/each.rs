//! Any list of pieces of work on a pool of threads, whose results come in the list's order. A piece is a few simulations that
//! belong together, such as one future of two ways of working and of all steps between them.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::prelude::*;

use super::Stopped;
use crate::model::Workspace;

/// Does pieces 0 to `count` and gives their results in order. `one` does a piece; `progress` is told, on any thread, how many
/// are done. Nothing depends on the number of threads (0 means one per processor core).
///
/// # Errors
/// [`Stopped`] as a piece gives it, when `cancel` was set, or when the threads could not be started.
pub fn each<T: Send>(
    count: usize,
    threads: usize,
    cancel: &AtomicBool,
    progress: impl Fn(u64) + Sync,
    one: impl Fn(&mut Workspace, usize) -> Result<T, Stopped> + Sync,
) -> Result<Vec<T>, Stopped> {
    let done = AtomicU64::new(0);
    let piece = |workspace: &mut Workspace, at: usize| {
        if cancel.load(Ordering::Relaxed) {
            return Err(Stopped::Cancelled);
        }
        let result = one(workspace, at)?;
        progress(done.fetch_add(1, Ordering::Relaxed) + 1);
        Ok(result)
    };
    // The browser gives a module no threads.
    if cfg!(target_family = "wasm") {
        let mut workspace = Workspace::default();
        return (0..count).map(|at| piece(&mut workspace, at)).collect();
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Stopped::Threads(error.to_string()))?;
    // Small pieces of very different length: each thread takes the next when it is free.
    let results: Vec<Result<T, Stopped>> = pool
        .install(|| (0..count).into_par_iter().with_max_len(1).map_init(Workspace::default, piece).collect());
    results.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::each;
    use crate::experiment::Stopped;

    #[test]
    fn results_come_in_order_on_any_number_of_threads_and_the_first_error_in_order_is_given() {
        let go = AtomicBool::new(false);
        let squares = |threads| each(50, threads, &go, |_| (), |_, at| Ok(at * at)).unwrap();
        assert_eq!(squares(1), squares(2));
        assert_eq!(squares(2)[7], 49);
        let failing =
            |_: &mut _, at: usize| if at > 30 { Err(Stopped::Threads(at.to_string())) } else { Ok(()) };
        let error = each(50, 2, &go, |_| (), failing).unwrap_err();
        assert!(matches!(error, Stopped::Threads(at) if at == "31"));
        assert!(matches!(each(3, 1, &AtomicBool::new(true), |_| (), |_, _| Ok(())), Err(Stopped::Cancelled)));
    }
}
