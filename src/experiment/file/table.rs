//! A table of points: a CSV file with a key in each column of its first line and a point in every other line.

use super::NamedFile;
use crate::experiment::design::Factor;
use crate::scenario::ScenarioError;
use crate::scenario::error::{Fault, Place, Problem, brief, printable};

/// The table as it was read.
pub(super) struct Table {
    origin: String,
    text: String,
    /// The keys.
    pub keys: Vec<String>,
    /// The values, point by point.
    pub rows: Vec<Vec<String>>,
    /// The lines of the points, counted from 1.
    lines: Vec<u64>,
    /// Of each key, its column in the file: a column `point` is passed over.
    columns: Vec<usize>,
}

impl Table {
    /// Reads it.
    pub fn read(named: NamedFile) -> Result<Self, ScenarioError> {
        let NamedFile { origin, text } = named;
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
        let whole = |line: u64, reason: String, help: Option<&str>| {
            let place = if line == 0 { Place::Whole } else { place(&text, line, 0) };
            let problem = Problem {
                place,
                key: String::new(),
                fault: Fault::Design { reason },
                help: help.map(str::to_owned),
            };
            ScenarioError { origin: origin.clone(), problems: vec![problem], untold: 0 }
        };
        let header = reader.headers().map_err(|error| whole(1, error.to_string(), None))?.clone();
        let (columns, keys): (Vec<usize>, Vec<String>) = header
            .iter()
            .enumerate()
            .filter(|(at, name)| !(*at == 0 && name.eq_ignore_ascii_case("point")))
            .map(|(at, name)| (at, name.trim_start_matches('\u{feff}').to_owned()))
            .unzip();
        if keys.iter().all(String::is_empty) {
            let help = "the first line names a key in each column, such as offer.complexity";
            return Err(whole(0, "the table of points has no columns".to_owned(), Some(help)));
        }
        let mut table = Self {
            origin: origin.clone(),
            text: String::new(),
            keys,
            rows: Vec::new(),
            lines: Vec::new(),
            columns,
        };
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                let reason = match error.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        format!("this line has {len} cells, and the first line has {expected_len}")
                    }
                    _ => error.to_string(),
                };
                whole(line, reason, None)
            })?;
            table.lines.push(record.position().map_or(0, csv::Position::line));
            let cell = |at: &usize| record.get(*at).unwrap_or_default().to_owned();
            table.rows.push(table.columns.iter().map(cell).collect());
        }
        if table.rows.is_empty() {
            let help = "write a line of values for each point";
            return Err(whole(0, "the table of points is empty".to_owned(), Some(help)));
        }
        table.text = text;
        Ok(table)
    }

    /// Checks every cell against its factor.
    pub fn check(&self, factors: &[Factor]) -> Result<(), ScenarioError> {
        let mut problems = Vec::new();
        for (row, line) in self.rows.iter().zip(&self.lines) {
            for ((factor, value), column) in factors.iter().zip(row).zip(&self.columns) {
                let Err(error) = factor.overrides(value) else { continue };
                let reason =
                    format!("row at line {line}, column {} (`{}`): {error}", column + 1, factor.key());
                let place = place(&self.text, *line, *column);
                let key = brief(factor.key());
                problems.push(Problem { place, key, fault: Fault::Design { reason }, help: None });
            }
        }
        if problems.is_empty() {
            return Ok(());
        }
        let untold = problems.len().saturating_sub(crate::scenario::error::MOST_PROBLEMS);
        problems.truncate(crate::scenario::error::MOST_PROBLEMS);
        Err(ScenarioError { origin: self.origin.clone(), problems, untold })
    }
}

/// The place of a cell, by line (from 1) and column (from 0).
fn place(text: &str, line: u64, column: usize) -> Place {
    let number = usize::try_from(line).unwrap_or(1).max(1);
    let before: usize = text.split_inclusive('\n').take(number - 1).map(str::len).sum();
    let excerpt = text.lines().nth(number - 1).unwrap_or_default();
    let mut quoted = false;
    let (mut start, mut end, mut seen) = (0, excerpt.len(), 0);
    for (at, c) in excerpt.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => {
                seen += 1;
                if seen == column {
                    start = at + 1;
                }
                if seen == column + 1 {
                    end = at;
                    break;
                }
            }
            _ => {}
        }
    }
    Place::Text {
        line: number,
        column: excerpt[..start].chars().count() + 1,
        span: before + start..before + end,
        excerpt: printable(excerpt),
        width: excerpt[start..end].chars().count().max(1),
    }
}
