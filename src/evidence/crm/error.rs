//! What is wrong with an export: where, what was expected, how to mend it, and nothing of what stands in its cells.

use std::fmt;

/// What is wrong with an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrmError {
    /// The file.
    pub origin: String,
    /// The line, counted from 1; 0 for the file as a whole.
    pub line: u64,
    /// The column, counted from 1; 0 for the line as a whole.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl fmt::Display for CrmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.origin)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":column {}", self.column)?;
            }
        }
        write!(f, ": {}\n  = help: {}", self.message, self.help)
    }
}

impl std::error::Error for CrmError {}
