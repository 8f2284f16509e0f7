//! The tables of a finished sweep as Parquet: the same rows in the same order as the CSV, typed, with nothing in place of
//! an empty field. They are streamed in groups of rows, so memory does not grow with the table, and hold no date: the
//! same run gives the same bytes, however it was cut.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};

use crate::experiment::firms::Firms;
use crate::experiment::store::{Beside, Finished, Placed, StoreError};
use crate::experiment::sweep::{FAILURES, POINTS, RESULTS};
use crate::scenario::registry::{self, Parameter};

/// Rows of one group: what is held in memory at a time.
const GROUP: usize = 1 << 17;

/// The files, of the tables that have one.
pub const FILES: [&str; 2] = ["results.parquet", "points.parquet"];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Whole,
    Number,
    Words,
}

/// Writes `results.parquet` and `points.parquet` beside the tables of a finished sweep.
///
/// # Errors
/// [`StoreError`] when a table cannot be read or a file not be written.
pub fn write(finished: &Finished) -> Result<Vec<Placed>, StoreError> {
    [RESULTS, POINTS]
        .into_iter()
        .map(|table| {
            let columns = columns(finished, table)?;
            let file = Beside::create(finished, &format!("{table}.parquet"))?;
            let path = finished.path(&format!("{table}.parquet"));
            let about = [
                ("verona_version", &finished.identity().version),
                ("verona_run", &finished.identity().hash()),
            ]
            .map(|(key, value)| KeyValue::new(key.to_owned(), value.clone()));
            let file = copy(&columns, finished.rows(table)?, file, about.to_vec())
                .map_err(|error| StoreError::Write { path, error: io::Error::other(error) })?;
            file.place()
        })
        .collect()
}

/// A table of plausible firms, as the bytes of a file.
///
/// # Errors
/// What the writer says.
pub fn firms(firms: &Firms) -> io::Result<Vec<u8>> {
    let whole = |key: &Parameter| matches!(key.kind, registry::Takes::Integer);
    let columns: Vec<(String, Kind)> = (firms.keys().iter())
        .map(|key| (key.key(), if whole(key) { Kind::Whole } else { Kind::Number }))
        .collect();
    let about = KeyValue::new("verona_version".to_owned(), env!("CARGO_PKG_VERSION").to_owned());
    let rows = firms.csv();
    copy(&columns, csv::Reader::from_reader(rows.as_bytes()), Vec::new(), vec![about])
        .map_err(io::Error::other)
}

/// The columns of a table, each with what it holds. Those of the points are numbers where every value is one.
fn columns(finished: &Finished, table: &str) -> Result<Vec<(String, Kind)>, StoreError> {
    let mut rows = finished.rows(table)?;
    let read = |error: csv::Error| StoreError::Read {
        path: finished.path(&format!("{table}.csv")),
        error: error.into(),
    };
    let header: Vec<String> = rows.headers().map_err(read)?.iter().map(str::to_owned).collect();
    let known = |name: &str| match (table, name) {
        (_, "point") | (RESULTS | FAILURES, "replication") => Some(Kind::Whole),
        (RESULTS, "value") => Some(Kind::Number),
        (RESULTS | FAILURES, _) => Some(Kind::Words),
        _ => None,
    };
    let mut columns: Vec<(String, Kind)> = header
        .into_iter()
        .map(|name| {
            let kind = known(&name).unwrap_or(Kind::Number);
            (name, kind)
        })
        .collect();
    if columns.iter().any(|(name, _)| known(name).is_none()) {
        let mut record = csv::StringRecord::new();
        while rows.read_record(&mut record).map_err(read)? {
            for ((name, kind), field) in columns.iter_mut().zip(&record) {
                if known(name).is_none() && !field.is_empty() && field.parse::<f64>().is_err() {
                    *kind = Kind::Words;
                }
            }
        }
    }
    Ok(columns)
}

fn schema(columns: &[(String, Kind)]) -> Result<TypePtr, ParquetError> {
    let field = |(name, kind): &(String, Kind)| {
        let (physical, logical) = match kind {
            Kind::Whole => (Physical::INT64, None),
            Kind::Number => (Physical::DOUBLE, None),
            Kind::Words => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let built = Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical);
        built.build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder("table").with_fields(fields).build()?))
}

/// A column of one group of rows.
enum Held {
    Whole(Vec<i64>),
    Number(Vec<f64>),
    Words(Vec<ByteArray>),
}

/// One group of rows, column by column.
struct Group {
    columns: Vec<Held>,
    /// By column and row: 1 where there is a value, 0 where the field is empty.
    there: Vec<Vec<i16>>,
    rows: usize,
}

impl Group {
    fn new(columns: &[(String, Kind)]) -> Self {
        let held = |(_, kind): &(String, Kind)| match kind {
            Kind::Whole => Held::Whole(Vec::new()),
            Kind::Number => Held::Number(Vec::new()),
            Kind::Words => Held::Words(Vec::new()),
        };
        Self { columns: columns.iter().map(held).collect(), there: vec![Vec::new(); columns.len()], rows: 0 }
    }

    fn add(
        &mut self,
        record: &csv::StringRecord,
        words: &mut BTreeMap<String, ByteArray>,
    ) -> Result<(), ParquetError> {
        for ((column, there), field) in self.columns.iter_mut().zip(&mut self.there).zip(record) {
            there.push(i16::from(!field.is_empty()));
            if field.is_empty() {
                continue;
            }
            let wrong = || ParquetError::General(format!("'{field}' is no number"));
            match column {
                Held::Whole(values) => values.push(field.parse().map_err(|_| wrong())?),
                Held::Number(values) => values.push(field.parse().map_err(|_| wrong())?),
                // Words are few and repeat: one copy of each.
                Held::Words(values) => values.push(match words.get(field) {
                    Some(word) => word.clone(),
                    None => {
                        let word = ByteArray::from(field);
                        words.insert(field.to_owned(), word.clone());
                        word
                    }
                }),
            }
        }
        self.rows += 1;
        Ok(())
    }

    fn write<W: Write + Send>(&self, writer: &mut SerializedFileWriter<W>) -> Result<(), ParquetError> {
        let mut group = writer.next_row_group()?;
        for (column, there) in self.columns.iter().zip(&self.there) {
            let Some(mut to) = group.next_column()? else { break };
            match column {
                Held::Whole(values) => to.typed::<Int64Type>().write_batch(values, Some(there), None)?,
                Held::Number(values) => to.typed::<DoubleType>().write_batch(values, Some(there), None)?,
                Held::Words(values) => to.typed::<ByteArrayType>().write_batch(values, Some(there), None)?,
            };
            to.close()?;
        }
        group.close().map(|_| ())
    }
}

fn copy<W: Write + Send>(
    columns: &[(String, Kind)],
    mut from: csv::Reader<impl Read>,
    to: W,
    about: Vec<KeyValue>,
) -> Result<W, ParquetError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_key_value_metadata(Some(about))
        .build();
    let mut writer = SerializedFileWriter::new(to, schema(columns)?, Arc::new(properties))?;
    let mut record = csv::StringRecord::new();
    let mut words = BTreeMap::new();
    let mut group = Group::new(columns);
    while from.read_record(&mut record).map_err(|error| ParquetError::External(Box::new(error)))? {
        group.add(&record, &mut words)?;
        if group.rows == GROUP {
            group.write(&mut writer)?;
            group = Group::new(columns);
        }
    }
    if group.rows > 0 {
        group.write(&mut writer)?;
    }
    writer.into_inner()
}
