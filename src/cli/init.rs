//! `verona init`: a commented scenario file to start from.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::new_file;
use crate::output::words::next::quoted;
use crate::scenario;

/// Write a commented scenario file to start from
#[derive(Debug, Args)]
pub struct Typed {
    /// Where to write it; an existing file is never overwritten
    #[arg(value_name = "PATH", default_value = "verona.toml")]
    path: PathBuf,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let path = &typed.path;
    new_file::write(path, &scenario::starter(), "init")?;
    let shown = quoted(&path.display().to_string());
    writeln!(out, "Wrote {shown}. Edit it, then:\n  verona compare {shown}")?;
    Ok(())
}
