//! `verona reproduce` for Python.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use verona::answers::reproduce::Reproduced;
use verona::answers::{Refused, Watch, planned};
use verona::evidence::claims::{BUILT_IN, BUILT_IN_LABEL, Book, Counts, advance, gather, open, read};
use verona::experiment::store::{Shard, merge};

use crate::answer::Answer;
use crate::failure;
use crate::supervise::supervise;

/// Claims with the tests they stand on.
#[pyclass(frozen, module = "verona_lab._engine")]
pub struct Claims {
    /// What was read.
    pub book: Arc<Book>,
}

#[pymethods]
impl Claims {
    /// Reads the text of a claim file, else the built-in claims; keeps those named in `only`.
    #[new]
    #[pyo3(signature = (text=None, origin=None, only=None, seed=None))]
    fn new(
        py: Python<'_>,
        text: Option<&str>,
        origin: Option<&str>,
        only: Option<Vec<String>>,
        seed: Option<i64>,
    ) -> PyResult<Self> {
        let seed = seed.map(|seed| planned("seed", seed)).transpose();
        let seed = seed.map_err(|error| failure::refused(py, &error))?;
        let book = py.detach(|| read(text.unwrap_or(BUILT_IN), origin.unwrap_or(BUILT_IN_LABEL)));
        let mut book = book.map_err(|error| failure::scenario(py, &error))?;
        if let Some(seed) = seed {
            book.plan.seed = seed;
        }
        if let Some(only) = only {
            book.keep(&only).map_err(|words| failure::usage(py, &words))?;
        }
        Ok(Self { book: Arc::new(book) })
    }

    #[getter]
    fn name(&self) -> &str {
        &self.book.name
    }

    #[getter]
    fn seed(&self) -> u64 {
        self.book.plan.seed
    }
}

/// Goes on with the full run in `dir`, after merging the shards in `merged` into it; nothing while shards are missing.
/// `counts` are draws, replications of a draw and replications of an ablation.
#[pyfunction]
#[pyo3(signature = (claims, dir, replications, counts, shard=(0, 1), merged=None, threads=0, progress=None))]
#[expect(clippy::too_many_arguments, reason = "they are named where Python calls it")]
pub fn reproduce_fully(
    py: Python<'_>,
    claims: &Claims,
    dir: PathBuf,
    replications: Option<i64>,
    counts: [i64; 3],
    shard: (u64, u64),
    merged: Option<Vec<PathBuf>>,
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Option<Answer>> {
    let threads = crate::study::threads(py, threads)?;
    let [draws, draw, ablation] = [
        ("draws", counts[0], Counts::DRAWS),
        ("draw_replications", counts[1], Counts::OF_A_DRAW),
        ("ablation_replications", counts[2], Counts::OF_AN_ABLATION),
    ]
    .map(|(name, number, range)| match u32::try_from(number) {
        Ok(count) if range.contains(&number) => Ok(count),
        _ => {
            let (low, high) = (range.start(), range.end());
            let message = format!("{name} cannot be {number}: expected a whole number from {low} to {high}");
            Err(failure::usage(py, &message))
        }
    });
    let base = replicated(py, replications, Counts::default().base)?;
    let counts = Counts { base, ablation: ablation?, draws: draws?, draw: draw? };
    let Some(part) = Shard::new(shard.0, shard.1) else {
        let message = format!("there is no shard {} of {}: shards are counted from 0", shard.0, shard.1);
        return Err(failure::usage(py, &message));
    };
    let book = Arc::clone(&claims.book);
    let done = supervise(py, progress.as_ref(), move |link| -> Result<_, Refused> {
        if let Some(shards) = &merged {
            merge(&dir, shards)?;
        }
        let full = open(&book, counts, &dir)?;
        if full.store.is_finished() {
            link.progress(1, 1);
        }
        let tell = |done, all| link.progress(done, all);
        if !advance(&book, &full, part, threads, link.cancelled(), tell)? {
            return Ok(None);
        }
        let records = gather(&book, &full)?;
        Ok(Some(Reproduced::of_a_full_run(book, counts, &records)))
    })?;
    let found = done.map_err(|error| failure::refused(py, &error))?;
    Ok(found.map(|found| Answer(Box::new(found))))
}

/// A number of replications, or the usual one.
fn replicated(py: Python<'_>, replications: Option<i64>, usual: u32) -> PyResult<u32> {
    let Some(number) = replications else { return Ok(usual) };
    let number = planned("replications", number).map_err(|error| failure::refused(py, &error))?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}
