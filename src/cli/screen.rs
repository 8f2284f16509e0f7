//! What is known of the screen, and what all commands print alike.

use std::io::{self, IsTerminal, Write, stdout};

use super::failure::Failure;
use super::format::Format;
use crate::answers::Answer;

/// Columns taken when standard output is not a terminal: wide enough for the four structures side by side.
const UNKNOWN: usize = 160;

/// How many columns a table may take: the terminal's; elsewhere what the variable `COLUMNS` says.
#[allow(clippy::disallowed_methods, reason = "asked, not written to")]
pub fn width() -> usize {
    if stdout().is_terminal()
        && let Some((width, _)) = terminal_size::terminal_size()
    {
        return usize::from(width.0);
    }
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    told.filter(|&columns| columns > 0).unwrap_or(UNKNOWN)
}

/// Whether a person can be asked: both ends are terminals.
#[allow(clippy::disallowed_methods, reason = "asked, not written to")]
pub fn has_person() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Prints an answer as was asked.
pub fn show(answer: &impl Answer, format: Format, out: &mut impl Write) -> Result<(), Failure> {
    match format {
        Format::Json => out.write_all(answer.json()?.as_bytes())?,
        Format::Csv => answer.csv(out)?,
        Format::Table => out.write_all(answer.text(width()).as_bytes())?,
    }
    Ok(())
}

/// What to try next: commands with their reasons.
pub fn next(suggestions: &[(String, String)], out: &mut impl Write) -> io::Result<()> {
    if suggestions.is_empty() {
        return Ok(());
    }
    writeln!(out, "What to try next")?;
    for (reason, command) in suggestions {
        writeln!(out, "  {command}\n      {reason}")?;
    }
    Ok(())
}
