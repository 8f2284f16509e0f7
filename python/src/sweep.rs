//! `verona sweep` for Python: whole, or chunk by chunk on machines that have no part of the directory.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use verona::answers::Watch;
use verona::answers::merge::Merge;
use verona::answers::sweep::{self as asked, Ended, Sweep};
use verona::experiment::file::{self, NamedFile};
use verona::experiment::store;
use verona::experiment::store::{Finished, Shard, StoreError};
use verona::experiment::sweep::MadeOf;
use verona::model::outcome::OUTCOMES;

use crate::failure;
use crate::supervise::supervise;
use crate::table::Table;

/// A validated experiment file.
#[pyclass(frozen, module = "verona_lab._engine")]
pub struct Experiment {
    /// What was read.
    pub experiment: Arc<file::Experiment>,
    /// What decides the bytes of its run, and the files that say so.
    made_of: Arc<MadeOf>,
}

#[pymethods]
impl Experiment {
    /// Reads experiment text. Files that it names are taken from `files`, else read from `folder`.
    #[new]
    fn new(
        py: Python<'_>,
        text: &str,
        origin: &str,
        set: Vec<String>,
        folder: PathBuf,
        files: BTreeMap<String, String>,
    ) -> PyResult<Self> {
        let mut read = |name: &str| -> io::Result<NamedFile> {
            if let Some(text) = files.get(name) {
                return Ok(NamedFile { origin: name.to_owned(), text: text.clone() });
            }
            let path = folder.join(name);
            let text = file::bounded(std::fs::File::open(&path)?)?;
            Ok(NamedFile { origin: path.display().to_string(), text })
        };
        let experiment = py.detach(|| file::load(text, origin, &set, &mut read));
        let experiment = experiment.map_err(|error| failure::scenario(py, &error))?;
        Self::of(py, experiment)
    }

    #[getter]
    fn name(&self) -> &str {
        &self.experiment.name
    }

    #[getter]
    fn arms(&self) -> Vec<String> {
        self.experiment.study.arms.iter().map(|arm| arm.name.clone()).collect()
    }

    #[getter]
    fn factors(&self) -> Vec<String> {
        self.experiment.design.factors().iter().map(|factor| factor.key().to_owned()).collect()
    }

    #[getter]
    fn outcomes(&self) -> Vec<&'static str> {
        self.experiment.outcomes.iter().map(|&outcome| OUTCOMES[outcome].name).collect()
    }

    /// (points, replications, seed, chunks).
    #[getter]
    fn size(&self) -> (u64, u32, u64, u64) {
        let plan = &self.experiment.study.base.plan;
        (self.experiment.design.len(), plan.replications, plan.seed, self.made_of.0.layout.chunks())
    }

    /// The hash of all that decides the bytes of a run.
    #[getter]
    fn hash(&self) -> String {
        self.made_of.0.hash()
    }

    /// The experiment as text that says every value in force, and the files that it names.
    fn written_out(&self) -> (String, BTreeMap<&'static str, String>) {
        let (text, tables) = self.experiment.written_out();
        (text, tables.into_iter().collect())
    }

    /// Simulations that a chunk holds, at most.
    fn simulations(&self, chunk: u64) -> u64 {
        asked::simulations(&self.experiment, &self.made_of.0, chunk)
    }

    /// Simulates one chunk: the bytes of its file.
    fn chunk<'py>(&self, py: Python<'py>, chunk: u64) -> PyResult<Bound<'py, PyBytes>> {
        let (experiment, made_of) = (Arc::clone(&self.experiment), Arc::clone(&self.made_of));
        let bytes =
            supervise(py, None, move |link| asked::chunk(&experiment, &made_of.0, chunk, link.cancelled()))?;
        let bytes = bytes.map_err(|error| failure::raise(py, "VeronaError", &error.to_string()))?;
        Ok(PyBytes::new(py, &bytes.unwrap_or_default()))
    }
}

impl Experiment {
    /// With all that its run directory says of it.
    ///
    /// # Errors
    /// `StoreError` when its dictionary cannot be written.
    pub fn of(py: Python<'_>, experiment: file::Experiment) -> PyResult<Self> {
        let made_of = asked::identity(&experiment).map_err(|error| refused(py, &error))?;
        Ok(Self { experiment: Arc::new(experiment), made_of: Arc::new(made_of) })
    }
}

fn refused(py: Python<'_>, error: &StoreError) -> PyErr {
    failure::raise(py, "StoreError", &error.to_string())
}

/// A run directory.
#[pyclass(frozen, module = "verona_lab._engine")]
pub struct Store {
    store: store::Store,
}

#[pymethods]
impl Store {
    /// Opens or makes the directory for an experiment.
    #[new]
    fn new(py: Python<'_>, experiment: &Experiment, dir: PathBuf) -> PyResult<Self> {
        let store = asked::open(&dir, &experiment.made_of);
        Ok(Self { store: store.map_err(|error| refused(py, &error))? })
    }

    #[getter]
    fn is_finished(&self) -> bool {
        self.store.is_finished()
    }

    /// What is left to do: chunks in the order in which to run them, how many are done, and what was found damaged.
    fn pending(&self, py: Python<'_>) -> PyResult<(Vec<u64>, u64, Vec<String>)> {
        let pending = py.detach(|| self.store.pending(Shard::WHOLE)).map_err(|error| refused(py, &error))?;
        let damaged = asked::damaged(&pending);
        Ok((pending.chunks, pending.done, damaged))
    }

    /// Checks a chunk that was simulated elsewhere, and puts it into place.
    fn place(&self, py: Python<'_>, chunk: u64, bytes: Vec<u8>) -> PyResult<()> {
        py.detach(|| self.store.place(chunk, &bytes)).map_err(|error| refused(py, &error))
    }

    /// Makes the tables, when all chunks are there.
    fn finish(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| self.store.finish()).map(drop).map_err(|error| refused(py, &error))
    }
}

/// Runs a shard (number and of how many) of an experiment in a directory, going on where it was: what was found damaged.
/// All shards together are finished when this is the whole.
#[pyfunction]
#[pyo3(signature = (experiment, dir, shard=(0, 1), threads=0, progress=None))]
pub fn sweep(
    py: Python<'_>,
    experiment: &Experiment,
    dir: PathBuf,
    shard: (u64, u64),
    threads: u32,
    progress: Option<Bound<'_, PyAny>>,
) -> PyResult<Vec<String>> {
    let threads = crate::study::threads(py, threads)?;
    let shard = self::shard(py, shard)?;
    let request = Sweep { experiment: Arc::clone(&experiment.experiment), dir, shard, threads, now: None };
    let done = supervise(py, progress.as_ref(), move |link| {
        let begun = request.begin()?;
        let damaged = begun.damaged();
        begun.answer(link).map(|_| damaged)
    })?;
    done.map_err(|error| failure::refused(py, &error))
}

/// Merges the shards in `dirs` into `out`.
#[pyfunction]
pub fn merge(py: Python<'_>, out: PathBuf, dirs: Vec<PathBuf>) -> PyResult<()> {
    let request = Merge { out, dirs, now: None };
    py.detach(|| request.answer()).map(drop).map_err(|error| failure::refused(py, &error))
}

/// At how many points which arm does best, and why a sweep has failed of which nothing could be simulated: (outcome, table,
/// reason), read from a finished sweep whose bytes are checked.
#[pyfunction]
pub fn ended(
    py: Python<'_>,
    experiment: &Experiment,
    dir: PathBuf,
) -> PyResult<(&'static str, Table, Option<String>)> {
    let experiment = Arc::clone(&experiment.experiment);
    let read = py.detach(|| Finished::open(&dir).and_then(|run| Ended::of(experiment, &run)));
    let ended = read.map_err(|error| refused(py, &error))?;
    let nothing = ended.nothing.as_ref().map(ToString::to_string);
    Ok((OUTCOMES[ended.best.outcome].name, Table::of(ended.frame())?, nothing))
}

/// One table of a finished run.
#[pyfunction]
pub fn finished(py: Python<'_>, dir: PathBuf, name: &str) -> PyResult<Table> {
    let read = py.detach(|| asked::table(&dir, name));
    Table::of(read.map_err(|error| refused(py, &error))?)
}

/// A shard, by its number and of how many.
///
/// # Errors
/// `UsageError` where there is none such.
pub fn shard(py: Python<'_>, (number, of): (u64, u64)) -> PyResult<Shard> {
    Shard::new(number, of).ok_or_else(|| {
        failure::usage(py, &format!("there is no shard {number} of {of}: shards are counted from 0"))
    })
}
