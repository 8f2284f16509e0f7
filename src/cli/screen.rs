//! What is known of the screen.

use std::io::{IsTerminal, stdout};

/// Columns taken when standard output is not a terminal: wide enough for the four structures side by side.
const UNKNOWN: usize = 160;

/// How many columns a table may take.
pub fn width() -> usize {
    if !stdout().is_terminal() {
        return UNKNOWN;
    }
    terminal_size::terminal_size().map_or(UNKNOWN, |(width, _)| usize::from(width.0))
}
