//! `verona init`: a commented scenario file to start from.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use crate::output::next::quoted;
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
    let failed = |reason: String| Failure::Write { path: path.clone(), reason };
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|error| {
        failed(match error.kind() {
            ErrorKind::AlreadyExists => {
                "there is something of that name already, and init overwrites nothing".to_owned()
            }
            _ => error.to_string(),
        })
    })?;
    if let Err(error) = file.write_all(scenario::starter().as_bytes()) {
        drop(file);
        // Half a scenario is worse than none.
        let _ = fs::remove_file(path);
        return Err(failed(error.to_string()));
    }
    let shown = quoted(&path.display().to_string());
    writeln!(out, "Wrote {shown}. Edit it, then:\n  verona compare {shown}")?;
    Ok(())
}
