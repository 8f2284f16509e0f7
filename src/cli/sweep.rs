//! `verona sweep`: an experiment of any size, which can be cut anywhere.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::progress::Progress;
use super::{estimate, finish, firm, shard, shown, terminal};
use crate::experiment::estimate::Work;
use crate::experiment::file::{self, Experiment, NamedFile};
use crate::experiment::store::{Finished, Pending, Shard, Store};
use crate::experiment::sweep;
use crate::model::outcome::OUTCOMES;
use crate::output::tables::sweep as words;
use crate::output::words::next::quoted;
use crate::output::words::number::grouped;

/// Run an experiment file: many points, structures and replications, saved as they finish
///
/// Interrupted or killed at any moment, it resumes when started again. Cut into shards, it runs on many
/// machines; `verona merge` puts them together, to the same bytes. In an array job of Slurm, AWS Batch or Kubernetes
/// each job takes its own shard.
#[derive(Debug, Args)]
pub struct Typed {
    /// The experiment file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The directory for the results; without it, one named after the file, here
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Run only shard I of N, counted from 0
    #[arg(long, value_name = "I/N", conflicts_with = "shards")]
    shard: Option<Shard>,
    /// The number of shards, where an array job does not tell it (Kubernetes)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    shards: Option<u64>,
    /// Change any value of the scenario, at all points (repeatable)
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = firm::threads())]
    threads: u16,
}

/// Reads an experiment file and what it names.
pub fn experiment(path: &Path, set: &[String]) -> Result<Experiment, Failure> {
    let text = firm::read(path)?;
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut read_file = |name: &str| -> io::Result<NamedFile> {
        let path = folder.join(name);
        let text = file::bounded(std::fs::File::open(&path)?)?;
        Ok(NamedFile { origin: path.display().to_string(), text })
    };
    Ok(file::load(&text, &path.display().to_string(), set, &mut read_file)?)
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let experiment = experiment(&typed.file, &typed.set)?;
    let (shard, said) = shard::find(typed.shard, typed.shards)?;
    if let Some(said) = said {
        let _ = writeln!(shown::err(), "{said}");
    }
    let dir = typed.out.clone().unwrap_or_else(|| {
        PathBuf::from(format!("{}-results", typed.file.file_stem().unwrap_or_default().to_string_lossy()))
    });
    begin(&experiment, &dir, shard, usize::from(typed.threads))?;
    let store = open(&experiment, &dir)?;
    if !store.is_finished() {
        let pending = store.pending(shard)?;
        tell(&pending);
        simulate(&experiment, &store, &pending, usize::from(typed.threads))?;
        if shard != Shard::WHOLE {
            return part(&store, shard, &pending, out);
        }
        store.finish_with(|finished| finish::beside(&experiment, finished))?;
    }
    let finished = Finished::open(&dir)?;
    finish::beside(&experiment, &finished)?;
    summary(&experiment, &finished, out)
}

/// Asks before work of hours, and before anything is made of it; what was done of it already is not counted.
fn begin(experiment: &Experiment, dir: &Path, shard: Shard, threads: usize) -> Result<(), Failure> {
    if Store::load(dir).is_ok_and(|store| store.is_finished()) {
        return Ok(());
    }
    let work = Work::of_experiment(experiment).map(|work| work.times(1.0 / shard.of() as f64));
    // Chunk by chunk, results go to disk.
    estimate::begin(work.map(|work| Work { held: 0.0, ..work }).as_ref(), threads)
}

/// The directory of an experiment's run, made where there is none.
fn open(experiment: &Experiment, dir: &Path) -> Result<Store, Failure> {
    let (identity, files) = sweep::identity(experiment, words::dictionaries(experiment)?);
    let inputs: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Ok(Store::open(dir, identity, &inputs)?)
}

/// The whole of an experiment in a directory, for a command that reads its results: run there as far as it is not done.
pub fn whole(experiment: &Experiment, dir: &Path, threads: usize) -> Result<Finished, Failure> {
    begin(experiment, dir, Shard::WHOLE, threads)?;
    let store = open(experiment, dir)?;
    if !store.is_finished() {
        let pending = store.pending(Shard::WHOLE)?;
        tell(&pending);
        simulate(experiment, &store, &pending, threads)?;
        store.finish_with(|finished| finish::beside(experiment, finished))?;
    }
    let finished = Finished::open(dir)?;
    finish::beside(experiment, &finished)?;
    Ok(finished)
}

/// Says on standard error what was found of an earlier start.
fn tell(pending: &Pending) {
    let mut said = String::new();
    for (path, damage) in &pending.damaged {
        said.push_str(&format!("'{}' {damage}; it is done again\n", path.display()));
    }
    if pending.done > 0 {
        let all = pending.done + pending.chunks.len() as u64;
        said.push_str(&format!("going on: {} of {all} chunks are done\n", pending.done));
    }
    // Nobody may be listening.
    let _ = shown::err().write_all(said.as_bytes());
}

fn simulate(
    experiment: &Experiment,
    store: &Store,
    pending: &Pending,
    threads: usize,
) -> Result<(), Failure> {
    let layout = &store.identity().layout;
    let arms = experiment.study.arms.len() as u64;
    let size = |chunk: u64| {
        let piece = layout.piece(chunk);
        (piece.points.end - piece.points.start) * piece.replications.len() as u64 * arms
    };
    let all = pending.chunks.iter().map(|&chunk| size(chunk)).sum();
    let mut progress = Progress::new();
    progress.show(0, all);
    let mut done = 0;
    let enough: sweep::Enough<'_> = &words::enough;
    let stop = terminal::interruptible();
    sweep::run(experiment, store, &pending.chunks, threads, stop, Some(enough), |chunk| {
        done += size(chunk);
        progress.show(done, all);
    })?;
    Ok(())
}

/// What a shard says at its end.
fn part(store: &Store, shard: Shard, pending: &Pending, out: &mut impl Write) -> Result<(), Failure> {
    let chunks = pending.done + pending.chunks.len() as u64;
    let dir = quoted(&store.dir().display().to_string());
    writeln!(
        out,
        "Shard {shard} is done: {chunks} of {} chunks are in {dir}.\n",
        store.identity().layout.chunks()
    )?;
    writeln!(out, "When all {} shards are done", shard.of())?;
    writeln!(out, "  verona merge {dir} {dir}\n      if all were run in this directory")?;
    Ok(writeln!(out, "  verona merge OUT DIR...\n      if each was run in a directory of its own")?)
}

fn summary(experiment: &Experiment, finished: &Finished, out: &mut impl Write) -> Result<(), Failure> {
    let best = words::best(experiment, finished)?;
    let rows = |name: &str| finished.tables().iter().find(|table| table.file == name).map_or(0, |t| t.rows);
    let points = experiment.design.len();
    let [least, most] = best.replications;
    let replications = match (best.replications, experiment.study.arms.len()) {
        ([_, 0], _) => "no replications".to_owned(),
        _ if least == most => format!("{most} replications"),
        _ => format!("{least} to {most} replications"),
    };
    writeln!(
        out,
        "{}: {} points, {} structures, {replications} each, seed {}.\n",
        experiment.name,
        grouped(points),
        experiment.study.arms.len(),
        experiment.study.base.plan.seed
    )?;
    let measure = &OUTCOMES[best.outcome];
    writeln!(
        out,
        "How often each has the best {}, and how often clearly so",
        measure.name.replace('_', " ")
    )?;
    let width = best.arms.iter().map(|(name, _, _)| name.chars().count()).max().unwrap_or(0);
    for (name, led, clear) in &best.arms {
        writeln!(out, "  {name:width$}  {:>9}  {:>9}", grouped(*led), grouped(*clear))?;
    }
    let width = width.max(1);
    if best.ties > 0 {
        writeln!(out, "  {:width$}  {:>9}", "=", grouped(best.ties))?;
        writeln!(out, "= two or more structures share the best mean.")?;
    }
    writeln!(
        out,
        "Best by the mean over replications; clearly where the 95 % interval of the paired difference to each other\nstructure leaves out zero (Bonferroni). The points are those of the design, not a sample of real firms."
    )?;
    let failed = rows("failures.csv");
    if failed > 0 || best.without > 0 {
        writeln!(
            out,
            "\n{} failures are in failures.csv with their causes; {} points have no result.",
            grouped(failed),
            grouped(best.without)
        )?;
    }
    let dir = finished.dir().display().to_string();
    writeln!(
        out,
        "\n{} rows are in {}, the points in points.csv; dictionary.md there explains every column.",
        grouped(rows("results.csv")),
        quoted(&format!("{dir}/results.csv"))
    )?;
    match words::Nothing::of(experiment, finished, &best)? {
        Some(nothing) => Err(Failure::Nothing(nothing)),
        None => Ok(()),
    }
}
