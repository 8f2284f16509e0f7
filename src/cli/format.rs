//! In which form a command prints.

use clap::ValueEnum;

/// How to print results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text to read.
    Table,
    /// One JSON object.
    Json,
    /// Tidy rows: for compare, one per replication, structure and outcome; for run and change, one per replication, month and
    /// measure.
    Csv,
}
