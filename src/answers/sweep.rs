//! An experiment of any size, run into a directory that can be cut anywhere, whole or shard by shard.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use serde_json::json;

use super::{Answer, Refused, Watch};
use crate::experiment::estimate::Work;
use crate::experiment::file::{self, Experiment, NamedFile};
use crate::experiment::store::{Finished, Identity, Pending, Shard, Store, StoreError};
use crate::experiment::sweep as sweeps;
use crate::model::Workspace;
use crate::model::outcome::OUTCOMES;
use crate::output::files::beside;
use crate::output::tables::finished;
use crate::output::tables::frame::{Datum, Frame, Holds, column};
use crate::output::tables::sweep::{self as words, Best, Nothing};
use crate::output::words::next::quoted;
use crate::output::words::number::grouped;
use crate::scenario::numbers::counted;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Sweep {
    /// The experiment.
    pub experiment: Arc<Experiment>,
    /// The directory: a new one, or one in which this very experiment was begun.
    pub dir: PathBuf,
    /// Which part of it.
    pub shard: Shard,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
    /// When it is made, in seconds since 1970, for the metadata beside the tables; without it, there are no files beside
    /// the tables.
    pub now: Option<u64>,
}

/// A sweep whose directory is open: what is left to do is known, and nothing was simulated yet.
#[derive(Debug)]
pub struct Begun<'a> {
    asked: &'a Sweep,
    store: Store,
    pending: Pending,
}

/// The answer.
#[derive(Debug, Clone)]
pub enum Swept {
    /// A shard is done, and others may be missing.
    Part {
        /// Which.
        shard: Shard,
        /// The directory.
        dir: PathBuf,
        /// Its chunks, of how many.
        chunks: [u64; 2],
    },
    /// All of it is done.
    Whole(Box<Ended>),
}

/// A finished sweep.
#[derive(Debug, Clone)]
pub struct Ended {
    /// The experiment.
    pub experiment: Arc<Experiment>,
    /// The directory.
    pub dir: PathBuf,
    /// How often each structure does best.
    pub best: Best,
    /// Why it has failed, where nothing of it could be simulated.
    pub nothing: Option<Nothing>,
    /// Rows of results, and of failures.
    rows: [u64; 2],
}

/// The experiment's directory, made where there is none.
///
/// # Errors
/// [`StoreError`] where it holds something else or cannot be written.
pub fn open(dir: &Path, (identity, files): &sweeps::MadeOf) -> Result<Store, StoreError> {
    let inputs: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Store::open(dir, identity.clone(), &inputs)
}

/// What decides the bytes of an experiment's run, and the files that say so in its directory.
///
/// # Errors
/// [`StoreError::Write`] when its dictionary cannot be made.
pub fn identity(experiment: &Experiment) -> Result<sweeps::MadeOf, StoreError> {
    let refused = |error| StoreError::Write { path: PathBuf::from("dictionary.csv"), error };
    Ok(sweeps::identity(experiment, words::dictionaries(experiment).map_err(refused)?))
}

/// The experiment of a finished sweep, as it lies in its directory.
///
/// # Errors
/// [`Refused`] where it cannot be read.
pub fn experiment(finished: &Finished) -> Result<Experiment, Refused> {
    let path = finished.path(sweeps::EXPERIMENT);
    let text = finished.input(sweeps::EXPERIMENT)?;
    // Whatever its text names: only what lies in the directory and belongs to the run is read.
    let mut read_file = |name: &str| {
        let text = finished.input(name).map_err(std::io::Error::other)?;
        Ok(NamedFile { origin: finished.path(name).display().to_string(), text })
    };
    Ok(file::load(&text, &path.display().to_string(), &[], &mut read_file)?)
}

/// One table of the finished run in a directory.
///
/// # Errors
/// [`StoreError`] where there is no finished run, no such table, or it cannot be read.
pub fn table(dir: &Path, name: &str) -> Result<Frame, StoreError> {
    finished::table(&Finished::open(dir)?, name)
}

/// Simulates one chunk on a machine that has no part of the directory: the bytes of its file, for [`Store::place`]; none when it was
/// called off.
///
/// # Errors
/// [`StoreError::Write`] where they cannot be put together.
pub fn chunk(
    experiment: &Experiment,
    identity: &Identity,
    number: u64,
    stop: &AtomicBool,
) -> Result<Option<Vec<u8>>, StoreError> {
    let mut workspace = Workspace::default();
    sweeps::chunk(experiment, identity, number, stop, Some(&words::enough), &mut workspace)
        .map_err(|error| StoreError::Write { path: PathBuf::from(format!("chunk {number}")), error })
}

/// Simulations that a chunk holds, at most.
pub fn simulations(experiment: &Experiment, identity: &Identity, chunk: u64) -> u64 {
    let piece = identity.layout.piece(chunk);
    let points = piece.points.end - piece.points.start;
    points * piece.replications.len() as u64 * experiment.study.arms.len() as u64
}

/// What was found damaged, and is done again.
pub fn damaged(pending: &Pending) -> Vec<String> {
    let told = pending.damaged.iter();
    told.map(|(path, damage)| format!("'{}' {damage}; it is done again", path.display())).collect()
}

impl Sweep {
    /// The work that it is, where it is not finished already; of what was done of it nothing is taken off.
    pub fn work(&self) -> Option<Work> {
        if Store::load(&self.dir).is_ok_and(|store| store.is_finished()) {
            return None;
        }
        let work = Work::of_experiment(&self.experiment)?.times(1.0 / self.shard.of() as f64);
        // Chunk by chunk, results go to disk.
        Some(Work { held: 0.0, ..work })
    }

    /// Opens the directory.
    ///
    /// # Errors
    /// [`Refused::Store`] where it holds something else, or cannot be read or written.
    pub fn begin(&self) -> Result<Begun<'_>, Refused> {
        let store = open(&self.dir, &identity(&self.experiment)?)?;
        let pending = match store.is_finished() {
            true => Pending { chunks: Vec::new(), done: 0, damaged: Vec::new() },
            false => store.pending(self.shard)?,
        };
        Ok(Begun { asked: self, store, pending })
    }

    fn beside(&self, finished: &Finished) -> Result<(), StoreError> {
        self.now.map_or(Ok(()), |now| beside::write(&self.experiment, finished, now))
    }
}

impl Begun<'_> {
    /// What was found of an earlier start, a sentence each.
    pub fn found(&self) -> Vec<String> {
        let mut said = damaged(&self.pending);
        if self.pending.done > 0 {
            let all = self.pending.done + self.pending.chunks.len() as u64;
            said.push(format!("going on: {} of {} done", self.pending.done, counted(all, "chunk")));
        }
        said
    }

    /// What was found damaged, and is done again.
    pub fn damaged(&self) -> Vec<String> {
        damaged(&self.pending)
    }

    /// Simulates what is left. What is done when it is called off stays.
    ///
    /// # Errors
    /// [`Refused::Store`] when the work was called off, or the directory cannot be written.
    pub fn run(&self, watch: &dyn Watch) -> Result<(), Refused> {
        let Self { asked, store, pending } = self;
        let size = |chunk: u64| simulations(&asked.experiment, store.identity(), chunk);
        let all = pending.chunks.iter().map(|&chunk| size(chunk)).sum();
        let done = AtomicU64::new(0);
        watch.progress(0, all);
        let enough: sweeps::Enough<'_> = &words::enough;
        Ok(sweeps::run(
            &asked.experiment,
            store,
            &pending.chunks,
            asked.threads,
            watch.cancelled(),
            Some(enough),
            |chunk| {
                let more = size(chunk);
                watch.progress(done.fetch_add(more, Ordering::Relaxed) + more, all);
            },
        )?)
    }

    /// Makes the tables, and what is beside them, where all chunks are there.
    ///
    /// # Errors
    /// [`Refused::Store`] where chunks are missing, or the directory cannot be written.
    pub fn finish(&self) -> Result<Finished, Refused> {
        let Self { asked, store, .. } = self;
        if !store.is_finished() {
            store.finish_with(|finished| asked.beside(finished))?;
        }
        let finished = Finished::open(&asked.dir)?;
        asked.beside(&finished)?;
        Ok(finished)
    }

    /// Both, and what came of it; of a shard, the first.
    ///
    /// # Errors
    /// As [`Begun::run`] and [`Begun::finish`].
    pub fn answer(&self, watch: &dyn Watch) -> Result<Swept, Refused> {
        let Self { asked, store, pending } = self;
        if !store.is_finished() {
            self.run(watch)?;
            if asked.shard != Shard::WHOLE {
                let chunks = [pending.done + pending.chunks.len() as u64, store.identity().layout.chunks()];
                return Ok(Swept::Part { shard: asked.shard, dir: store.dir().to_owned(), chunks });
            }
        }
        Ok(Swept::Whole(Box::new(Ended::of(Arc::clone(&asked.experiment), &self.finish()?)?)))
    }
}

impl Ended {
    /// Reads a finished sweep, whose every byte is checked.
    ///
    /// # Errors
    /// [`StoreError`] when a table cannot be read.
    pub fn of(experiment: Arc<Experiment>, finished: &Finished) -> Result<Self, StoreError> {
        let best = words::best(&experiment, finished)?;
        let nothing = Nothing::of(&experiment, finished, &best)?;
        let rows = ["results.csv", "failures.csv"].map(|name| {
            finished.tables().iter().find(|table| table.file == name).map_or(0, |table| table.rows)
        });
        Ok(Self { experiment, dir: finished.dir().to_owned(), best, nothing, rows })
    }

    /// One row per structure, and one for points at which some share the best mean.
    pub fn frame(&self) -> Frame {
        let clearly = "at how many of these clearly so: paired 95 % intervals, corrected";
        let mut frame = Frame::new(vec![
            column("arm", "name", "the structure", Holds::Text),
            column("best", "points", "at how many points its mean is best", Holds::Counts),
            column("clearly", "points", clearly, Holds::Counts),
        ]);
        let count = |n: u64| Datum::Count(u32::try_from(n).unwrap_or(u32::MAX));
        for (name, led, clear) in &self.best.arms {
            frame.row([Datum::Text(name), count(*led), count(*clear)]);
        }
        if self.best.ties > 0 {
            frame.row([Datum::Text("="), count(self.best.ties), count(0)]);
        }
        frame
    }

    fn sentence(&self) -> String {
        let Self { experiment, best, .. } = self;
        let [least, most] = best.replications;
        let replications = match (best.replications, experiment.study.arms.len()) {
            ([_, 0], _) => "no replications".to_owned(),
            _ if least == most => counted(most, "replication"),
            _ => format!("{least} to {most} replications"),
        };
        format!(
            "{}: {}, {}, {replications} each, seed {}.",
            experiment.name,
            counted(experiment.design.len(), "point"),
            counted(experiment.study.arms.len(), "structure"),
            experiment.study.base.plan.seed
        )
    }

    fn text(&self) -> String {
        let Self { best, rows: [results, failed], .. } = self;
        let mut out = self.sentence() + "\n\n";
        let outcome = OUTCOMES[best.outcome].name.replace('_', " ");
        let _ = writeln!(out, "How often each has the best {outcome}, and how often clearly so");
        let width = best.arms.iter().map(|(name, _, _)| name.chars().count()).max().unwrap_or(0);
        for (name, led, clear) in &best.arms {
            let _ = writeln!(out, "  {name:width$}  {:>9}  {:>9}", grouped(*led), grouped(*clear));
        }
        let width = width.max(1);
        if best.ties > 0 {
            let _ = writeln!(out, "  {:width$}  {:>9}", "=", grouped(best.ties));
            out.push_str("= two or more structures share the best mean.\n");
        }
        out.push_str(
            "Best by the mean over replications; clearly where the 95 % interval of the paired difference to each other\n\
             structure leaves out zero (Bonferroni). The points are those of the design, not a sample of real firms.\n",
        );
        if *failed > 0 || best.without > 0 {
            let _ = writeln!(
                out,
                "\nIn failures.csv, with causes: {}. Without a result: {}.",
                counted(*failed, "failure"),
                counted(best.without, "point")
            );
        }
        let _ = writeln!(
            out,
            "\n{} rows are in {}, the points in points.csv; dictionary.md there explains every column.",
            grouped(*results),
            quoted(&format!("{}/results.csv", self.dir.display()))
        );
        out
    }
}

impl Answer for Swept {
    fn verdict(&self) -> String {
        match self {
            Self::Part { shard, dir, chunks: [done, all] } => {
                let dir = quoted(&dir.display().to_string());
                format!("Shard {shard} is done: {done} of {} are in {dir}.", counted(*all, "chunk"))
            }
            Self::Whole(ended) => ended.sentence(),
        }
    }

    fn text(&self, _width: usize) -> String {
        match self {
            Self::Part { shard, dir, .. } => {
                let dir = quoted(&dir.display().to_string());
                format!(
                    "{}\n\nWhen all {} shards are done\n  verona merge {dir} {dir}\n      if all were run in this directory\n  \
                     verona merge OUT DIR...\n      if each was run in a directory of its own\n",
                    self.verdict(),
                    shard.of()
                )
            }
            Self::Whole(ended) => ended.text(),
        }
    }

    fn json(&self) -> serde_json::Result<String> {
        let object = match self {
            Self::Part { shard, dir, chunks: [done, all] } => json!({
                "version": env!("CARGO_PKG_VERSION"),
                "shard": shard.to_string(),
                "directory": dir.display().to_string(),
                "chunks": done,
                "of": all,
            }),
            Self::Whole(ended) => json!({
                "version": env!("CARGO_PKG_VERSION"),
                "experiment": ended.experiment.name,
                "seed": ended.experiment.study.base.plan.seed,
                "points": ended.experiment.design.len(),
                "replications": ended.best.replications,
                "outcome": OUTCOMES[ended.best.outcome].name,
                "best": ended.frame().objects(),
                "without_result": ended.best.without,
                "failures": ended.rows[1],
                "directory": ended.dir.display().to_string(),
            }),
        };
        Ok(serde_json::to_string_pretty(&object)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        match self {
            Self::Part { .. } => Vec::new(),
            Self::Whole(ended) => vec![("best", ended.frame())],
        }
    }
}
