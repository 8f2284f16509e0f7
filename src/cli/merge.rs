//! `verona merge`: the shards of a sweep become its results.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::{moment, screen};
use crate::answers::Answer;
use crate::answers::merge::Merge;

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
    let request = Merge { out: typed.out.clone(), dirs: typed.dirs.clone(), now: Some(moment::now()) };
    Ok(out.write_all(request.answer()?.text(screen::width()).as_bytes())?)
}
