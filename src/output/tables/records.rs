//! One table for machines: as tidy CSV and as rows of a JSON object, with every column's meaning.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use serde_json::{Map, Value, json};

/// One column: its name and a line of meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in the header.
    pub name: String,
    /// One line of meaning, with the unit.
    pub meaning: String,
}

/// A table. Cells are JSON values: text, numbers, and null where there is nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Records {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

impl Records {
    /// An empty table of these columns.
    pub fn new(columns: &[(&str, &str)]) -> Self {
        let columns = columns
            .iter()
            .map(|(name, meaning)| Column { name: (*name).to_owned(), meaning: (*meaning).to_owned() });
        Self { columns: columns.collect(), rows: Vec::new() }
    }

    /// Writes it as CSV; null is an empty field.
    ///
    /// # Errors
    /// What the writer says.
    pub fn csv(&self, to: impl Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(to);
        writer.write_record(self.columns.iter().map(|column| column.name.as_str()))?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| match cell {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            }))?;
        }
        writer.flush()
    }

    /// The rows as JSON objects.
    pub fn objects(&self) -> Value {
        let object = |row: &Vec<Value>| {
            let pairs = self.columns.iter().map(|column| column.name.clone()).zip(row.iter().cloned());
            Value::Object(pairs.collect::<Map<String, Value>>())
        };
        Value::Array(self.rows.iter().map(object).collect())
    }

    /// Column by column, what it means.
    pub fn meanings(&self) -> Value {
        let pairs = self.columns.iter().map(|column| (column.name.clone(), json!(column.meaning)));
        Value::Object(pairs.collect::<Map<String, Value>>())
    }
}

/// The rows as objects whose keys stand in the order of the columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered(pub Records);

impl Serialize for Ordered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Row<'a>(&'a [Column], &'a [Value]);
        impl Serialize for Row<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().map(|column| &column.name).zip(self.1))
            }
        }
        let mut rows = serializer.serialize_seq(Some(self.0.rows.len()))?;
        for row in &self.0.rows {
            rows.serialize_element(&Row(&self.0.columns, row))?;
        }
        rows.end()
    }
}

/// A number as a cell; what could not be measured is null.
pub fn number(x: f64) -> Value {
    json!(x)
}

/// A value of a factor as a cell: a number where it is one.
pub fn value(text: &str) -> Value {
    match serde_json::from_str::<Value>(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_) | Value::String(_))) => value,
        _ => json!(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{Ordered, Records, number, value};

    #[test]
    fn what_could_not_be_measured_is_empty_in_csv_and_null_in_json() {
        let mut records = Records::new(&[("factor", "which"), ("level", "its value"), ("mean", "mean")]);
        records.rows.push(vec![value("\"pod\""), value("0.3"), number(f64::NAN)]);
        let mut csv = Vec::new();
        records.csv(&mut csv).unwrap();
        assert_eq!(String::from_utf8(csv).unwrap(), "factor,level,mean\npod,0.3,\n");
        assert_eq!(records.objects().to_string(), r#"[{"factor":"pod","level":0.3,"mean":null}]"#);
    }

    #[test]
    fn ordered_rows_keep_the_order_of_the_columns() {
        let mut records = Records::new(&[("test", "which"), ("n", "how many"), ("effect", "mean")]);
        records.rows.push(vec![value("\"a\""), value("3"), number(0.5)]);
        let text = serde_json::to_string(&Ordered(records)).unwrap();
        assert_eq!(text, r#"[{"test":"a","n":3,"effect":0.5}]"#);
    }
}
