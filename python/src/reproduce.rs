//! `verona reproduce` for Python.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use verona::evidence::claims::{
    BUILT_IN, BUILT_IN_LABEL, Book, Counts, FullError, Judgement, QUICK, advance, base, gather, open, read,
    simulations,
};
use verona::experiment::Settings;
use verona::experiment::store::{Shard, merge};
use verona::output::tables::claims_page::Report;
use verona::output::tables::records::Records;
use verona::output::tables::{claims as told, claims_records};

use crate::failure;
use crate::study::planned;
use crate::supervise::supervise;
use crate::table::{handed, records};

/// How wide the text may be, in columns.
const WIDTH: usize = 120;

/// The columns that hold words, also where nothing stands in them.
const WORDS: [&str; 4] = ["test", "rival", "verdict", "parameter"];

/// Claims with the tests they stand on.
#[pyclass(frozen, module = "verona_lab._engine")]
pub struct Claims {
    book: Arc<Book>,
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
        let seed = seed.map(|seed| planned(py, "seed", seed)).transpose()?;
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

/// What came of the claims: sentence, text, JSON, CSV, tables.
type Answer<'py> = (String, String, String, String, Bound<'py, PyTuple>);

/// The same before Python has it.
struct Said {
    headline: String,
    text: String,
    json: String,
    csv: Vec<u8>,
    tables: Vec<(&'static str, Records)>,
}

impl Said {
    /// Of the base firm, and of a full run where there is one.
    fn of(
        book: &Book,
        judgements: &[Judgement],
        count: u32,
        what: &str,
        full: Option<&Report<'_>>,
    ) -> Result<Self, String> {
        let mut csv = Vec::new();
        claims_records::csv(book, judgements, &mut csv).map_err(|error| error.to_string())?;
        let json = claims_records::json(book, judgements, count, full).map_err(|error| error.to_string())?;
        let mut text = told::whole(book, judgements, count, what, WIDTH);
        let mut tables = vec![
            ("claims", claims_records::claims(book, judgements)),
            ("effects", claims_records::effects(book, judgements)),
        ];
        if let Some(report) = full {
            text.push_str(&format!("\n{}", report.text(WIDTH)));
            tables.extend([
                ("robustness", report.robustness()),
                ("deciding", report.deciding_parameters()),
                ("ablations", report.fates()),
            ]);
        }
        Ok(Self { headline: told::headline(book, judgements, what), text, json, csv, tables })
    }

    fn handed(self, py: Python<'_>) -> PyResult<Answer<'_>> {
        let tables = self.tables.iter().map(|(name, found)| Ok((*name, records(found, &WORDS)?)));
        let tables = handed(py, tables.collect::<PyResult<_>>()?)?;
        let csv = String::from_utf8_lossy(&self.csv).into_owned();
        Ok((self.headline, self.text, self.json, csv, tables))
    }
}

/// Tests the claims at the base firm.
#[pyfunction]
#[pyo3(signature = (claims, replications=None, threads=0, progress=None))]
pub fn reproduce<'py>(
    py: Python<'py>,
    claims: &Claims,
    replications: Option<i64>,
    threads: u32,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer<'py>> {
    let count = replicated(py, replications, QUICK)?;
    let threads = crate::study::threads(py, threads)?;
    let book = Arc::clone(&claims.book);
    let settings = Settings { seed: book.plan.seed, replications: 1..count + 1, threads };
    let each = simulations(&book, &book.needed(true));
    let done = supervise(py, each as u64 * u64::from(count), progress.as_ref(), move |link| {
        base(&book, &settings, &link.cancel, |done| link.done.store(done, Ordering::Relaxed))
    })?;
    let judgements = done.map_err(|stopped| failure::stopped(py, &stopped))?;
    let what = told::of_the_base_firm(each, count);
    let said = Said::of(&claims.book, &judgements, count, &what, None);
    said.map_err(|error| failure::raise(py, "VeronaError", &error))?.handed(py)
}

/// Goes on with the full run in `dir`, after merging the shards in `merged` into it; nothing while shards are missing.
/// `counts` are draws, replications of a draw and replications of an ablation.
#[pyfunction]
#[pyo3(signature = (claims, dir, replications, counts, shard=(0, 1), merged=None, threads=0, progress=None))]
#[expect(clippy::too_many_arguments, reason = "they are named where Python calls it")]
pub fn reproduce_fully<'py>(
    py: Python<'py>,
    claims: &Claims,
    dir: PathBuf,
    replications: Option<i64>,
    counts: [i64; 3],
    shard: (u64, u64),
    merged: Option<Vec<PathBuf>>,
    threads: u32,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Option<Answer<'py>>> {
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
    let refused = |error: FullError| failure::claims(py, &error);
    let book = Arc::clone(&claims.book);
    let opened = py.detach(|| -> Result<_, FullError> {
        if let Some(shards) = &merged {
            merge(&dir, shards)?;
        }
        let full = open(&book, counts, &dir)?;
        let total = match full.store.is_finished() {
            true => 1,
            false => full.store.pending(part).map(|pending| pending.done + pending.chunks.len() as u64)?,
        };
        Ok((full, total))
    });
    let (full, total) = opened.map_err(refused)?;
    let done = supervise(py, total, progress.as_ref(), move |link| -> Result<_, FullError> {
        let tell = |done, _| link.done.store(done, Ordering::Relaxed);
        if !advance(&book, &full, part, threads, &link.cancel, tell)? {
            return Ok(None);
        }
        let found = gather(&book, &full)?;
        let report = Report::of(&book, counts, &found);
        let what = told::of_a_full_run(counts);
        Ok(Some(Said::of(&book, &report.whole, counts.base, &what, Some(&report))))
    })?;
    match done.map_err(refused)? {
        None => Ok(None),
        Some(said) => said.map_err(|error| failure::raise(py, "VeronaError", &error))?.handed(py).map(Some),
    }
}

/// A number of replications, or the usual one.
fn replicated(py: Python<'_>, replications: Option<i64>, usual: u32) -> PyResult<u32> {
    let Some(number) = replications else { return Ok(usual) };
    Ok(u32::try_from(planned(py, "replications", number)?).unwrap_or(u32::MAX))
}
