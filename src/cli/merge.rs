//! `verona merge`: the shards of a sweep become its results.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::finish;
use crate::experiment::store;
use crate::experiment::sweep::KIND;
use crate::output::words::next::quoted;

/// Merge the shards of a sweep, to the same bytes as a run in one piece
///
/// Refuses shards of different experiments, versions or seeds, and says which shards or chunks are missing, damaged or
/// duplicated. The shards are left as they are.
#[derive(Debug, Args)]
pub struct Typed {
    /// The directory for the results: a new one, or the one in which all shards were run
    #[arg(value_name = "OUT")]
    out: PathBuf,
    /// The directories of the shards
    #[arg(value_name = "DIR", required = true)]
    dirs: Vec<PathBuf>,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let (store, tables) = store::merge_with(&typed.out, &typed.dirs, |finished| -> Result<(), Failure> {
        match finished.identity().kind == KIND {
            true => finish::beside(&finish::experiment(finished)?, finished),
            false => Ok(()),
        }
    })?;
    let layout = &store.identity().layout;
    let place = typed.out.display().to_string();
    writeln!(
        out,
        "Merged {} chunks of {} points from {} {}, each checked against its hash.\n",
        layout.chunks(),
        layout.points,
        typed.dirs.len(),
        if typed.dirs.len() == 1 { "directory" } else { "directories" }
    )?;
    for table in tables {
        writeln!(out, "  {}  {} rows, SHA-256 {}", table.file, table.rows, table.sha256)?;
    }
    writeln!(out, "\nThe results are in {place}. What to try next")?;
    let experiment = quoted(&typed.out.join("experiment.toml").display().to_string());
    writeln!(out, "  verona sweep {experiment} --out {}", quoted(&place))?;
    writeln!(out, "      the summary of the merged sweep; nothing is simulated again")?;
    writeln!(out, "  verona report {}", quoted(&place))?;
    Ok(writeln!(out, "      one page with the verdict, pictures and what was assumed")?)
}
