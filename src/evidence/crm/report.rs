//! What was read, what was computed from it, and what was left out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::mapping::{TableMapping, write_table};
use super::survival::{Curve, Lives};
use crate::scenario::facts::{Amount, Given, fact};
use crate::scenario::numbers::counted;

/// Lines that are named of those left out for one reason.
const NAMED: usize = 5;

/// Rows that were left out for one reason.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LeftOut {
    /// How many.
    pub rows: u64,
    /// The first lines.
    pub lines: Vec<u64>,
    /// The column that it lies in, counted from 1; 0 where it lies in no single one.
    pub column: usize,
}

/// One table as it was read.
#[derive(Debug, Clone, Default)]
pub struct TableRead {
    /// What it holds: `deals`, `leads` or `activities`.
    pub name: &'static str,
    /// The system whose export it looks like.
    pub system: &'static str,
    /// Rows below the header.
    pub rows: u64,
    /// Columns by the key of their role, with their headers.
    pub columns: Vec<(&'static str, String)>,
    /// How dates, sums and words were read.
    pub used: TableMapping,
    /// Rows left out, by reason.
    pub left_out: BTreeMap<&'static str, LeftOut>,
}

impl TableRead {
    /// Leaves a row out, because of what stands in a column (from 0) where it lies in one.
    pub(super) fn leave(&mut self, line: u64, column: Option<usize>, reason: &'static str) {
        let left = self.left_out.entry(reason).or_default();
        left.column = column.map_or(0, |column| column + 1);
        left.rows += 1;
        if left.lines.len() < NAMED {
            left.lines.push(line);
        }
    }

    /// Rows that were left out.
    pub fn left(&self) -> u64 {
        self.left_out.values().map(|left| left.rows).sum()
    }
}

/// A fact that was computed.
#[derive(Debug, Clone)]
pub struct Computed {
    /// The fact, with half of its 95 % interval.
    pub given: Given,
    /// From how many rows, and how.
    pub how: String,
}

/// The whole.
#[derive(Debug, Clone, Default)]
pub struct CrmReport {
    /// The tables.
    pub tables: Vec<TableRead>,
    /// The facts.
    pub computed: Vec<Computed>,
    /// What else a reader must know, a sentence each.
    pub notes: Vec<String>,
}

/// From this ratio of mean and median time to a win on, the mean says little of the usual deal: no customers of the model differ so much (a
/// lognormal spread of 1; an assumption).
const TAILED: f64 = 1.65;

impl CrmReport {
    /// Adds a fact with half of its 95 % interval; one that is none, or that no firm can have, is left out.
    pub(super) fn compute(&mut self, name: &str, value: f64, spread: f64, how: String) {
        let Some(fact) = fact(name) else { return };
        let inside = value.is_finite() && fact.legal[0] <= value && value <= fact.legal[1];
        if !inside || !spread.is_finite() {
            return;
        }
        let given = Given::new(fact, Amount { value, spread: Some(spread) });
        self.computed.push(Computed { given, how });
    }

    /// Adds the time to a win: its mean, as a leader says it, or its middle where a few late wins carry the mean.
    pub(super) fn cycle(&mut self, lives: &Lives, curve: &Curve, how: &str) {
        if curve.mean > TAILED * curve.median && curve.median > 0.0 {
            self.notes.push(format!(
                "the mean time to a win ({:.0} days) is {:.1} times that of the middle ({:.0}): a few late wins carry it, and the middle is taken.",
                curve.mean,
                curve.mean / curve.median,
                curve.median
            ));
            // Days are whole.
            let half = lives.half_width(|curve| curve.median).max(0.5);
            self.compute("median_cycle", curve.median, half, format!("the middle of the wins, {how}"));
        } else {
            let half = lives.half_width(|curve| curve.mean);
            let how = format!("mean of the wins, {how}; median {:.0} days", curve.median);
            self.compute("sales_cycle", curve.mean, half, how);
        }
    }

    /// The mapping that was used, to be corrected and given back.
    pub fn mapping(&self) -> String {
        let mut text = String::from(
            "# How the export was read. Correct what is wrong and give it back: verona fit ... --mapping THIS\n",
        );
        for table in &self.tables {
            write_table(&mut text, table.name, table.system, &table.columns, &table.used);
        }
        text
    }

    /// What was read and computed, as text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for table in &self.tables {
            let headers: Vec<String> =
                table.columns.iter().map(|(key, header)| format!("{key} = \"{header}\"")).collect();
            let _ = writeln!(
                text,
                "Read {} of {} from {}: {}.",
                counted(table.rows, "row"),
                table.name,
                table.system,
                headers.join(", ")
            );
            for (reason, left) in &table.left_out {
                let lines: Vec<String> = left.lines.iter().map(u64::to_string).collect();
                let more = if left.rows > left.lines.len() as u64 { ", ..." } else { "" };
                let _ =
                    writeln!(text, "  left out {}: {reason} (line {}{more})", left.rows, lines.join(", "));
            }
        }
        for note in &self.notes {
            let _ = writeln!(text, "Note: {note}");
        }
        for Computed { given, how } in &self.computed {
            let _ = writeln!(text, "  {:<16} {:<22} {how}", given.fact.name, given.to_string());
        }
        text
    }
}
