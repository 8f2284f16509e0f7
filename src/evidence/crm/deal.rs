//! What is known of deals, once their rows are read.

use super::cells::Event;

/// One deal.
#[derive(Debug, Clone, Copy)]
pub struct Deal {
    /// What identifies it or its lead.
    pub id: u64,
    /// The day on which it began.
    pub created: Option<i64>,
    /// The day on which it ended; of an open deal nothing.
    pub ended: Option<i64>,
    /// What became of it.
    pub event: Event,
    /// What it is worth.
    pub amount: f64,
}

/// The deals of an export.
#[derive(Debug, Clone, Default)]
pub struct Deals {
    /// The deals.
    pub deals: Vec<Deal>,
    /// Owners.
    pub owners: usize,
    /// The last day that the export knows of.
    pub as_of: i64,
    /// Whether a column says when deals began.
    pub begins: bool,
}
