//! A table for programs, column by column: what Python hands on as Arrow and the browser as CSV. Every column says what it
//! holds, its unit and its meaning.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Value, json};

use super::records::Records;
use super::rows::{self, Column};

/// What a field holds; anything of it may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Whole numbers.
    Counts,
    /// Real numbers.
    Numbers,
    /// Words.
    Text,
}

/// One value of a row under construction.
#[derive(Debug, Clone, Copy)]
pub enum Datum<'a> {
    /// A whole number.
    Count(u32),
    /// A real number; one that is not finite is missing.
    Number(f64),
    /// Words.
    Text(&'a str),
    /// Nothing.
    Missing,
}

/// The values of one field, row by row.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Whole numbers.
    Counts(Vec<Option<u32>>),
    /// Real numbers.
    Numbers(Vec<Option<f64>>),
    /// Words.
    Text(Words),
}

/// Words of which few differ: each is kept once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words {
    numbers: BTreeMap<String, usize>,
    words: Vec<String>,
    rows: Vec<Option<usize>>,
}

impl Words {
    fn push(&mut self, word: Option<&str>) {
        let number = word.map(|word| match self.numbers.get(word) {
            Some(&number) => number,
            None => {
                self.numbers.insert(word.to_owned(), self.words.len());
                self.words.push(word.to_owned());
                self.words.len() - 1
            }
        });
        self.rows.push(number);
    }

    /// Row by row.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        self.rows.iter().map(|number| number.map(|number| self.words[number].as_str()))
    }
}

/// One field: what its column declares, and its values.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Name, unit and meaning.
    pub column: Column,
    /// Its values.
    pub values: Values,
}

/// A table for programs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    /// Its fields; all have as many values.
    pub fields: Vec<Field>,
    rows: usize,
}

/// One column's declaration.
pub fn column(name: &str, unit: &'static str, meaning: &str, holds: Holds) -> (Column, Holds) {
    (Column { name: name.to_owned(), unit, meaning: meaning.to_owned() }, holds)
}

/// Declared CSV columns with what they hold.
pub fn columns(declared: Vec<Column>, holds: &[Holds]) -> Vec<(Column, Holds)> {
    declared.into_iter().zip(holds.iter().copied()).collect()
}

impl Frame {
    /// With these columns and no rows.
    pub fn new(columns: Vec<(Column, Holds)>) -> Self {
        let field = |(column, holds)| {
            let values = match holds {
                Holds::Counts => Values::Counts(Vec::new()),
                Holds::Numbers => Values::Numbers(Vec::new()),
                Holds::Text => Values::Text(Words::default()),
            };
            Field { column, values }
        };
        Self { fields: columns.into_iter().map(field).collect(), rows: 0 }
    }

    /// Adds a row. A value of another kind than its column holds is missing.
    pub fn row<'a>(&mut self, row: impl IntoIterator<Item = Datum<'a>>) {
        let mut row = row.into_iter();
        for field in &mut self.fields {
            match (&mut field.values, row.next().unwrap_or(Datum::Missing)) {
                (Values::Counts(values), Datum::Count(value)) => values.push(Some(value)),
                (Values::Counts(values), _) => values.push(None),
                (Values::Numbers(values), Datum::Number(value)) if value.is_finite() => {
                    values.push(Some(value));
                }
                (Values::Numbers(values), _) => values.push(None),
                (Values::Text(values), Datum::Text(word)) => values.push(Some(word)),
                (Values::Text(values), _) => values.push(None),
            }
        }
        self.rows += 1;
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Of records. A column is of text where `words` names it or a cell holds text or a flag, of counts where all of its
    /// numbers are whole and not below zero, else of numbers.
    pub fn of(records: &Records, words: &[&str]) -> Self {
        let holds = |at: usize, name: &str| {
            let mut cells = records.rows.iter().map(|row| &row[at]).filter(|cell| !cell.is_null()).peekable();
            if words.contains(&name) || cells.clone().any(|cell| !cell.is_number()) {
                Holds::Text
            } else if cells.peek().is_some() && cells.all(|cell| count(cell).is_some()) {
                Holds::Counts
            } else {
                Holds::Numbers
            }
        };
        let declared: Vec<_> = records
            .columns
            .iter()
            .enumerate()
            .map(|(at, c)| column(&c.name, "", &c.meaning, holds(at, &c.name)))
            .collect();
        let holds: Vec<Holds> = declared.iter().map(|(_, holds)| *holds).collect();
        let mut frame = Self::new(declared);
        for row in &records.rows {
            let words: Vec<String> = row.iter().map(word).collect();
            frame.row(row.iter().zip(&words).zip(&holds).map(|((cell, word), holds)| match holds {
                _ if cell.is_null() => Datum::Missing,
                Holds::Counts => count(cell).map_or(Datum::Missing, Datum::Count),
                Holds::Numbers => cell.as_f64().map_or(Datum::Missing, Datum::Number),
                Holds::Text => Datum::Text(word),
            }));
        }
        frame
    }

    /// The rows as JSON objects; what is missing is null.
    pub fn objects(&self) -> Value {
        let object = |row| {
            let pairs = self.fields.iter().map(|field| (field.column.name.clone(), field.values.cell(row)));
            Value::Object(pairs.collect())
        };
        Value::Array((0..self.rows).map(object).collect())
    }

    /// Writes it as CSV, with a header; what is missing is an empty field.
    ///
    /// # Errors
    /// Those of writing.
    pub fn csv(&self, to: impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(to);
        writer.write_record(self.fields.iter().map(|field| &field.column.name))?;
        for row in 0..self.rows {
            writer.write_record(self.fields.iter().map(|field| field.values.shown(row)))?;
        }
        writer.flush()
    }
}

impl Values {
    /// One of them as JSON has it.
    fn cell(&self, row: usize) -> Value {
        match self {
            Values::Counts(values) => json!(values[row]),
            Values::Numbers(values) => json!(values[row]),
            Values::Text(words) => json!(words.rows[row].map(|number| &words.words[number])),
        }
    }

    /// One of them as CSV has it.
    fn shown(&self, row: usize) -> String {
        match self {
            Values::Counts(values) => values[row].map_or_else(String::new, |value| value.to_string()),
            Values::Numbers(values) => values[row].map_or_else(String::new, rows::field),
            Values::Text(words) => {
                words.rows[row].map_or_else(String::new, |number| words.words[number].clone())
            }
        }
    }
}

/// A cell as the CSV has it.
fn word(cell: &Value) -> String {
    match cell {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn count(cell: &Value) -> Option<u32> {
    cell.as_u64().and_then(|number| u32::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::{Datum, Frame, Holds, Values, column};
    use crate::output::tables::records::{Records, number, value};

    #[test]
    fn a_value_of_another_kind_and_one_that_is_not_finite_are_missing() {
        let mut frame = Frame::new(vec![
            column("n", "", "how many", Holds::Counts),
            column("x", "", "how much", Holds::Numbers),
            column("who", "", "whose", Holds::Text),
        ]);
        frame.row([Datum::Count(3), Datum::Number(0.5), Datum::Text("a, b")]);
        frame.row([Datum::Number(3.0), Datum::Number(f64::NAN)]);
        let mut csv = Vec::new();
        frame.csv(&mut csv).unwrap();
        assert_eq!(String::from_utf8(csv).unwrap(), "n,x,who\n3,0.5,\"a, b\"\n,,\n");
        assert_eq!(frame.len(), 2);
    }

    #[test]
    fn records_become_counts_only_where_all_of_a_column_are_whole() {
        let mut records = Records::new(&[("n", "n"), ("x", "x"), ("rival", "who"), ("none", "nothing")]);
        let row = |x: &str| vec![value("2"), value(x), value("null"), number(f64::NAN)];
        records.rows.extend([row("1"), row("0.5")]);
        let frame = Frame::of(&records, &["rival"]);
        assert_eq!(frame.fields[0].values, Values::Counts(vec![Some(2), Some(2)]));
        assert_eq!(frame.fields[1].values, Values::Numbers(vec![Some(1.0), Some(0.5)]));
        assert!(matches!(frame.fields[2].values, Values::Text(_)));
        assert_eq!(frame.fields[3].values, Values::Numbers(vec![None, None]));
    }
}
