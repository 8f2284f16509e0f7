//! `verona sweep`: an experiment of any size, which can be cut anywhere.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{estimate, firm, moment, screen, shard, shown};
use crate::answers::Answer;
use crate::answers::sweep::{Begun, Sweep, Swept};
use crate::experiment::file::{self, Experiment, NamedFile};
use crate::experiment::store::{Finished, Shard};

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
    let experiment = Arc::new(experiment(&typed.file, &typed.set)?);
    let (shard, said) = shard::find(typed.shard, typed.shards)?;
    if let Some(said) = said {
        let _ = writeln!(shown::err(), "{said}");
    }
    let dir = typed.out.clone().unwrap_or_else(|| {
        PathBuf::from(format!("{}-results", typed.file.file_stem().unwrap_or_default().to_string_lossy()))
    });
    let request =
        Sweep { experiment, dir, shard, threads: usize::from(typed.threads), now: Some(moment::now()) };
    let answer = begin(&request)?.answer(&Terminal::new())?;
    out.write_all(answer.text(screen::width()).as_bytes())?;
    match answer {
        Swept::Whole(ended) => ended.nothing.map_or(Ok(()), |nothing| Err(Failure::Nothing(nothing))),
        Swept::Part { .. } => Ok(()),
    }
}

/// Opens the directory. Asks before work of hours, and before anything is made of it; says what was found of an earlier
/// start.
fn begin(request: &Sweep) -> Result<Begun<'_>, Failure> {
    estimate::begin(request.work().as_ref(), request.threads)?;
    let begun = request.begin()?;
    for words in begun.found() {
        // Nobody may be listening.
        let _ = writeln!(shown::err(), "{words}");
    }
    Ok(begun)
}

/// The whole of an experiment in a directory, for a command that reads its results: run there as far as it is not done.
pub fn whole(experiment: &Arc<Experiment>, dir: &Path, threads: usize) -> Result<Finished, Failure> {
    let now = Some(moment::now());
    let request =
        Sweep { experiment: Arc::clone(experiment), dir: dir.to_owned(), shard: Shard::WHOLE, threads, now };
    let begun = begin(&request)?;
    begun.run(&Terminal::new())?;
    Ok(begun.finish()?)
}
