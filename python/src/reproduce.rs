//! `verona reproduce` for Python.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use verona::answers::planned;
use verona::answers::reproduce::{self as asked, Fully};
use verona::evidence::claims::{BUILT_IN, BUILT_IN_LABEL, Book, read};

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
    let [draws, draw, ablation] = counts;
    let counts = asked::counts(replications, draws, draw, ablation);
    let counts = counts.map_err(|error| failure::refused(py, &error))?;
    let (book, shard) = (Arc::clone(&claims.book), crate::sweep::shard(py, shard)?);
    let request = Fully { book, counts, dir, shard, merged: merged.unwrap_or_default(), threads };
    let done = supervise(py, progress.as_ref(), move |link| request.begin()?.answer(link))?;
    let found = done.map_err(|error| failure::refused(py, &error))?;
    Ok(found.map(|found| Answer(Box::new(found))))
}
