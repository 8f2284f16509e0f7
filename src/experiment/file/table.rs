//! A table of points: a CSV file with a key in each column of its first line and a point in every other line, as other
//! programs write it: parted by commas, semicolons (then decimals may have a comma) or tabs, with a column of row numbers
//! that is named `point` or not at all, with rows and columns that a spreadsheet left empty. Cells are read by the kind of
//! their key ([`Factor::cell`]).

use super::experiment::NamedFile;
use crate::experiment::design::Factor;
use crate::scenario::ScenarioError;
use crate::scenario::error::{Fault, Place, Problem, brief, printable};
use crate::scenario::numbers::counted;

/// The table as it was read.
pub(super) struct PointTable {
    origin: String,
    text: String,
    /// The keys.
    pub keys: Vec<String>,
    /// The values, point by point.
    pub rows: Vec<Vec<String>>,
    /// The lines of the points, counted from 1.
    lines: Vec<u64>,
    /// Of each key, its column in the file: row numbers and empty columns are passed over.
    columns: Vec<usize>,
    /// What parts the cells of a line.
    parts: u8,
}

impl PointTable {
    /// Reads it.
    pub fn read(named: NamedFile) -> Result<Self, ScenarioError> {
        let NamedFile { origin, text } = named;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let parts = parts(text.lines().next().unwrap_or_default());
        let mut builder = csv::ReaderBuilder::new();
        let mut reader = builder.trim(csv::Trim::All).delimiter(parts).from_reader(text.as_bytes());
        let whole = |line: u64, reason: String, help: Option<&str>| {
            let place = if line == 0 { Place::Whole } else { place(&text, line, 0, parts) };
            let problem = Problem {
                place,
                key: String::new(),
                fault: Fault::Design { reason },
                help: help.map(str::to_owned),
            };
            ScenarioError { origin: origin.clone(), problems: vec![problem], untold: 0 }
        };
        let header = reader.headers().map_err(|error| whole(1, error.to_string(), None))?.clone();
        // Data frames write their row numbers first, without a name.
        let numbers =
            |at: usize, name: &str| at == 0 && (name.is_empty() || name.eq_ignore_ascii_case("point"));
        let (columns, keys): (Vec<usize>, Vec<String>) = header
            .iter()
            .enumerate()
            .filter(|&(at, name)| !numbers(at, name))
            .map(|(at, name)| (at, name.to_owned()))
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
            parts,
        };
        for record in reader.records() {
            let record = record.map_err(|error| {
                let line = error.position().map_or(0, csv::Position::line);
                let reason = match error.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        format!(
                            "this line has {}, and the first line has {expected_len}",
                            counted(*len, "cell")
                        )
                    }
                    _ => error.to_string(),
                };
                whole(line, reason, None)
            })?;
            if record.iter().all(str::is_empty) {
                continue;
            }
            table.lines.push(record.position().map_or(0, csv::Position::line));
            let cell = |at: &usize| record.get(*at).unwrap_or_default().to_owned();
            table.rows.push(table.columns.iter().map(cell).collect());
        }
        if table.rows.is_empty() {
            let help = "write a line of values for each point";
            return Err(whole(0, "the table of points is empty".to_owned(), Some(help)));
        }
        table.text = text;
        // A column without a name and without a cell is one that a spreadsheet left over.
        let left = |at: usize| table.keys[at].is_empty() && table.rows.iter().all(|row| row[at].is_empty());
        let kept: Vec<usize> = (0..table.keys.len()).filter(|&at| !left(at)).collect();
        let pick = |row: &[String]| -> Vec<String> { kept.iter().map(|&at| row[at].clone()).collect() };
        table.rows = table.rows.iter().map(|row| pick(row)).collect();
        table.keys = pick(&table.keys);
        table.columns = kept.iter().map(|&at| table.columns[at]).collect();
        Ok(table)
    }

    /// The points, each cell as its factor takes it.
    pub fn points(&self, factors: &[Factor]) -> Result<Vec<Vec<String>>, ScenarioError> {
        let mut problems = Vec::new();
        let mut points = Vec::with_capacity(self.rows.len());
        for (row, line) in self.rows.iter().zip(&self.lines) {
            let mut point = Vec::with_capacity(row.len());
            for ((factor, value), column) in factors.iter().zip(row).zip(&self.columns) {
                let error = match factor.cell(value, self.parts == b';') {
                    Ok(value) => {
                        point.push(value);
                        continue;
                    }
                    Err(error) => error,
                };
                let reason =
                    format!("row at line {line}, column {} (`{}`): {error}", column + 1, factor.key());
                let place = place(&self.text, *line, *column, self.parts);
                let key = brief(factor.key());
                problems.push(Problem { place, key, fault: Fault::Design { reason }, help: None });
            }
            points.push(point);
        }
        if problems.is_empty() {
            return Ok(points);
        }
        let untold = problems.len().saturating_sub(crate::scenario::error::MOST_PROBLEMS);
        problems.truncate(crate::scenario::error::MOST_PROBLEMS);
        Err(ScenarioError { origin: self.origin.clone(), problems, untold })
    }
}

/// What parts the cells of a table with this first line: tabs or semicolons where there are any, else commas.
fn parts(header: &str) -> u8 {
    [b'\t', b';'].into_iter().find(|&part| header.bytes().any(|byte| byte == part)).unwrap_or(b',')
}

/// The place of a cell, by line (from 1) and column (from 0).
fn place(text: &str, line: u64, column: usize, parts: u8) -> Place {
    let number = usize::try_from(line).unwrap_or(1).max(1);
    let before: usize = text.split_inclusive('\n').take(number - 1).map(str::len).sum();
    let excerpt = text.lines().nth(number - 1).unwrap_or_default();
    let mut quoted = false;
    let (mut start, mut end, mut seen) = (0, excerpt.len(), 0);
    for (at, c) in excerpt.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c == char::from(parts) && !quoted => {
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

#[cfg(test)]
mod tests {
    use super::PointTable;
    use crate::experiment::design::Factor;
    use crate::experiment::file::NamedFile;
    use crate::scenario::Scenario;

    fn read(text: &str) -> Result<Vec<Vec<String>>, String> {
        let table = PointTable::read(NamedFile { origin: "points.csv".to_owned(), text: text.to_owned() });
        let table = table.map_err(|error| error.to_string())?;
        let factors = table.keys.iter().map(|key| Factor::new(key, None, &Scenario::default()).unwrap());
        table.points(&factors.collect::<Vec<_>>()).map_err(|error| error.to_string())
    }

    /// Rows such as `4.0,True` were refused without saying why.
    #[test]
    fn tables_are_read_as_data_frames_and_spreadsheets_write_them() {
        let known = vec![vec!["4", "true", "0.5"], vec!["6", "false", "0.25"]];
        for text in [
            "firm.span,operating.escalation,market.reach\n4.0,True,.5\n6.0,False,0.25\n",
            "\"\",\"firm.span\",\"operating.escalation\",\"market.reach\"\n\"1\",4,TRUE,0.5\n\"2\",6,FALSE,0.25\n",
            "\u{feff}firm.span;operating.escalation;market.reach;;\r\n4;TRUE;0,5;;\r\n6;FALSE;0,25;;\r\n;;;;\r\n;;;;\r\n",
            "firm.span\toperating.escalation\tmarket.reach\n4.0e+00\ttrue\t.5\n\n6.0e+00\tfalse\t2.5e-1\n",
            "point,firm.span,operating.escalation,market.reach\n1,4,1,0.5\n2,6,0,0.25\n",
        ] {
            let found = read(text).unwrap();
            let numbers = |rows: &[Vec<String>]| -> Vec<Vec<String>> {
                let plain = |cell: &String| cell.parse::<f64>().map_or(cell.clone(), |x| x.to_string());
                rows.iter().map(|row| row.iter().map(plain).collect()).collect()
            };
            assert_eq!(numbers(&found), known, "{text}");
        }
    }

    #[test]
    fn a_cell_that_does_not_fit_is_told_with_the_kind_that_is_wanted() {
        let message = read("firm.span,operating.escalation\n4.5,maybe\n").unwrap_err();
        assert!(
            message.contains("expected a whole number from") && message.contains("expected true or false"),
            "{message}"
        );
        let message = read("market.reach\n0,5\n").unwrap_err();
        assert!(message.contains("has 2 cells, and the first line has 1"), "{message}");
    }
}
