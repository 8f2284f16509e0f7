//! What is known of the screen.

use std::io::{IsTerminal, stdout};

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
