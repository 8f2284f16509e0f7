//! `verona report`: a finished run as one page of HTML.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{estimate, screen};
use crate::answers::Answer;
use crate::answers::report::Report;
use crate::experiment::store;

/// Turn a finished run into one HTML page: the verdict, the pictures, what was assumed, how sure it all is
///
/// For a directory that verona sweep or verona merge has finished, or that verona compare, run or change wrote with
/// --out. The page opens offline in any browser, prints, and needs no other file.
#[derive(Debug, Args)]
pub struct Typed {
    /// The directory of the run
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// The outcome that the report is about (`verona outcomes` lists them); without it, profit per head
    #[arg(long, value_name = "NAME")]
    outcome: Option<String>,
    /// Where to write the page; without it, report.html in the directory
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let path = typed.out.clone().unwrap_or_else(|| typed.dir.join("report.html"));
    keep(&path)?;
    let request = Report { dir: typed.dir.clone(), outcome: typed.outcome.clone() };
    let answer = request.answer(&Terminal::new(), |work| estimate::begin(work, 0).is_ok())?;
    // Inside the directory of a run, a link is replaced and not followed; elsewhere the user has named it.
    let write = if typed.out.is_some() { store::write_named } else { store::write_whole };
    write(&path, answer.html.as_bytes())
        .map_err(|error| Failure::Write { path: path.clone(), reason: error.to_string() })?;
    writeln!(out, "{}", answer.text(screen::width()))?;
    Ok(writeln!(out, "The report is in {}; it opens in any browser.", path.display())?)
}

/// A file that is no report is never written over.
fn keep(path: &Path) -> Result<(), Failure> {
    // What is no file (a device, a pipe) is not written over.
    if !path.is_file() {
        return Ok(());
    }
    let mut before = Vec::new();
    File::open(path)
        .and_then(|file| file.take(1_024).read_to_end(&mut before))
        .map_err(|error| Failure::Write { path: path.to_owned(), reason: error.to_string() })?;
    let head = String::from_utf8_lossy(&before);
    if before.is_empty() || head.contains("<meta name=\"generator\" content=\"verona ") {
        return Ok(());
    }
    let reason =
        "there is a file of that name which is no report of verona; name another one with --out".to_owned();
    Err(Failure::Write { path: path.to_owned(), reason })
}
