//! Tables in Arrow's memory layout, handed over through its C data interface, so that polars, pandas, pyarrow and DuckDB
//! read them where they lie. Every column carries its unit and meaning as metadata of its field.

use std::sync::Arc;

use arrow_array::builder::{Float64Builder, StringBuilder, UInt32Builder};
use arrow_array::cast::AsArray;
use arrow_array::ffi::FFI_ArrowArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator, RecordBatchOptions, StructArray};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{DataType, Field, Schema};
use pyo3::exceptions::{PyKeyError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList, PyTuple};
use serde_json::Value;
use verona::output::tables::records::Records;
use verona::output::tables::rows;

/// What a column holds; a missing number or count is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Count,
    /// Real numbers.
    Number,
    /// Words.
    Text,
}

impl Kind {
    const ALL: [(&'static str, Kind); 3] =
        [("count", Kind::Count), ("number", Kind::Number), ("text", Kind::Text)];

    fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
    }

    fn of(kind: &DataType) -> (&'static str, Self) {
        match kind {
            DataType::UInt32 => Self::ALL[0],
            DataType::Float64 => Self::ALL[1],
            _ => Self::ALL[2],
        }
    }
}

/// One column's declaration.
pub fn column(name: &str, unit: &'static str, meaning: &str, kind: Kind) -> (rows::Column, Kind) {
    (rows::Column { name: name.to_owned(), unit, meaning: meaning.to_owned() }, kind)
}

/// Declared CSV columns with their kinds.
pub fn columns(declared: Vec<rows::Column>, kinds: &[Kind]) -> Vec<(rows::Column, Kind)> {
    declared.into_iter().zip(kinds.iter().copied()).collect()
}

/// One value of a row under construction.
#[derive(Debug, Clone, Copy)]
pub enum Cell<'a> {
    /// A whole number.
    Count(u32),
    /// A real number; one that is not finite is missing.
    Number(f64),
    /// Words.
    Text(&'a str),
    /// Nothing.
    Missing,
}

enum Cells {
    Count(UInt32Builder),
    Number(Float64Builder),
    Text(StringBuilder),
}

/// A table under construction, row by row.
pub struct Growing {
    fields: Vec<(rows::Column, Kind)>,
    cells: Vec<Cells>,
}

impl Growing {
    /// With these columns and no rows.
    pub fn new(fields: Vec<(rows::Column, Kind)>) -> Self {
        let cells = fields
            .iter()
            .map(|(_, kind)| match kind {
                Kind::Count => Cells::Count(UInt32Builder::new()),
                Kind::Number => Cells::Number(Float64Builder::new()),
                Kind::Text => Cells::Text(StringBuilder::new()),
            })
            .collect();
        Self { fields, cells }
    }

    /// Adds a row. A value of another kind than its column's is missing.
    pub fn row<'a>(&mut self, row: impl IntoIterator<Item = Cell<'a>>) {
        let mut row = row.into_iter();
        for cells in &mut self.cells {
            match (cells, row.next().unwrap_or(Cell::Missing)) {
                (Cells::Count(cells), Cell::Count(value)) => cells.append_value(value),
                (Cells::Count(cells), _) => cells.append_null(),
                (Cells::Number(cells), Cell::Number(value)) if value.is_finite() => cells.append_value(value),
                (Cells::Number(cells), _) => cells.append_null(),
                (Cells::Text(cells), Cell::Text(value)) => cells.append_value(value),
                (Cells::Text(cells), _) => cells.append_null(),
            }
        }
    }

    /// The finished table.
    ///
    /// # Errors
    /// Those of Arrow, such as words beyond two gigabytes in one column.
    pub fn finish(self) -> PyResult<Table> {
        let mut fields = Vec::new();
        let mut arrays: Vec<ArrayRef> = Vec::new();
        for ((declared, _), cells) in self.fields.into_iter().zip(self.cells) {
            let array: ArrayRef = match cells {
                Cells::Count(mut cells) => Arc::new(cells.finish()),
                Cells::Number(mut cells) => Arc::new(cells.finish()),
                Cells::Text(mut cells) => Arc::new(cells.finish()),
            };
            let about =
                [("unit".to_owned(), declared.unit.to_owned()), ("meaning".to_owned(), declared.meaning)];
            let field = Field::new(declared.name, array.data_type().clone(), true);
            fields.push(field.with_metadata(about));
            arrays.push(array);
        }
        batch(fields, arrays)
    }
}

/// A table of the library's records. A column is of text where `words` names it or a cell holds text or a flag, of counts
/// where all of its numbers are whole and not below zero, else of numbers.
///
/// # Errors
/// Those of [`Growing::finish`].
pub fn records(records: &Records, words: &[&str]) -> PyResult<Table> {
    let kind = |at: usize, name: &str| {
        let mut cells = records.rows.iter().map(|row| &row[at]).filter(|cell| !cell.is_null()).peekable();
        if words.contains(&name) || cells.clone().any(|cell| !cell.is_number()) {
            Kind::Text
        } else if cells.peek().is_some() && cells.all(|cell| count(cell).is_some()) {
            Kind::Count
        } else {
            Kind::Number
        }
    };
    let declared = records.columns.iter().enumerate();
    let fields: Vec<_> = declared.map(|(at, c)| column(&c.name, "", &c.meaning, kind(at, &c.name))).collect();
    let kinds: Vec<Kind> = fields.iter().map(|(_, kind)| *kind).collect();
    let mut table = Growing::new(fields);
    for row in &records.rows {
        let words: Vec<String> = row.iter().map(word).collect();
        table.row(row.iter().zip(&words).zip(&kinds).map(|((cell, word), kind)| match kind {
            _ if cell.is_null() => Cell::Missing,
            Kind::Count => count(cell).map_or(Cell::Missing, Cell::Count),
            Kind::Number => cell.as_f64().map_or(Cell::Missing, Cell::Number),
            Kind::Text => Cell::Text(word),
        }));
    }
    table.finish()
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

fn batch(fields: Vec<Field>, arrays: Vec<ArrayRef>) -> PyResult<Table> {
    let rows = arrays.first().map_or(0, |array| array.len());
    let options = RecordBatchOptions::new().with_row_count(Some(rows));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), arrays, &options)
        .map(|batch| Table { batch })
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))
}

/// A finished table in Arrow's memory layout.
#[pyclass(frozen, module = "verona_lab._engine")]
pub struct Table {
    batch: RecordBatch,
}

/// What a pickled column is: name, kind, unit, meaning, values.
type Pickled<'py> = (String, String, String, String, Bound<'py, PyList>);

#[pymethods]
impl Table {
    /// A table of columns, each (name, kind, unit, meaning, values); kinds are count, number and text.
    #[new]
    fn new(columns: Vec<Pickled<'_>>) -> PyResult<Self> {
        let mut fields = Vec::new();
        let mut arrays: Vec<ArrayRef> = Vec::new();
        for (name, kind, unit, meaning, values) in columns {
            let wrong = |error: PyErr| {
                PyTypeError::new_err(format!("column '{name}' takes values of kind {kind}: {error}"))
            };
            let array: ArrayRef = match Kind::read(&kind) {
                Some(Kind::Count) => Arc::new(arrow_array::UInt32Array::from(
                    values.extract::<Vec<Option<u32>>>().map_err(wrong)?,
                )),
                Some(Kind::Number) => Arc::new(arrow_array::Float64Array::from(
                    values.extract::<Vec<Option<f64>>>().map_err(wrong)?,
                )),
                Some(Kind::Text) => Arc::new(arrow_array::StringArray::from(
                    values.extract::<Vec<Option<String>>>().map_err(wrong)?,
                )),
                None => {
                    let message =
                        format!("column '{name}' cannot be of kind '{kind}': count, number or text");
                    return Err(PyValueError::new_err(message));
                }
            };
            let about = [("unit".to_owned(), unit), ("meaning".to_owned(), meaning)];
            let field = Field::new(name, array.data_type().clone(), true);
            fields.push(field.with_metadata(about));
            arrays.push(array);
        }
        batch(fields, arrays)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Vec<Pickled<'py>>,))> {
        let mut columns = Vec::new();
        for (field, array) in self.batch.schema_ref().fields().iter().zip(self.batch.columns()) {
            let about = |key: &str| field.metadata().get(key).cloned().unwrap_or_default();
            let (kind, _) = Kind::of(field.data_type());
            columns.push((
                field.name().clone(),
                kind.to_owned(),
                about("unit"),
                about("meaning"),
                list(py, array)?,
            ));
        }
        Ok((py.get_type::<Self>().into_any(), (columns,)))
    }

    /// The columns: (name, kind, unit, meaning).
    #[getter]
    fn columns(&self) -> Vec<(String, &'static str, String, String)> {
        let fields = self.batch.schema_ref().fields().iter();
        let described = fields.map(|field| {
            let about = |key: &str| field.metadata().get(key).cloned().unwrap_or_default();
            (field.name().clone(), Kind::of(field.data_type()).0, about("unit"), about("meaning"))
        });
        described.collect()
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// The values of one column as a list; `None` where one is missing.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyList>> {
        match self.batch.column_by_name(name) {
            Some(array) => list(py, array),
            None => {
                let names: Vec<&str> =
                    self.batch.schema_ref().fields().iter().map(|field| field.name().as_str()).collect();
                let message = format!("there is no column '{name}': there are {}", names.join(", "));
                Err(PyKeyError::new_err(message))
            }
        }
    }

    /// The rows from `start`, `count` at most, as a table of its own that shares this one's memory.
    fn slice(&self, start: usize, count: usize) -> Self {
        let start = start.min(self.batch.num_rows());
        Self { batch: self.batch.slice(start, count.min(self.batch.num_rows() - start)) }
    }

    /// The table as CSV, with a header: the text that the command line prints.
    fn csv(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| written(&self.batch)).map_err(|error| PyRuntimeError::new_err(error.to_string()))
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The protocol lets a producer that cannot cast hand over its own schema.
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let array = FFI_ArrowArray::new(&StructArray::from(self.batch.clone()).into_data());
        Ok((self.__arrow_c_schema__(py)?, PyCapsule::new_with_value(py, array, c"arrow_array")?))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.batch.schema_ref().as_ref())
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }
}

fn list<'py>(py: Python<'py>, array: &ArrayRef) -> PyResult<Bound<'py, PyList>> {
    match array.data_type() {
        DataType::UInt32 => PyList::new(py, array.as_primitive::<UInt32Type>().iter().collect::<Vec<_>>()),
        DataType::Float64 => PyList::new(py, array.as_primitive::<Float64Type>().iter().collect::<Vec<_>>()),
        _ => PyList::new(py, array.as_string::<i32>().iter().collect::<Vec<_>>()),
    }
}

fn written(batch: &RecordBatch) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(batch.schema_ref().fields().iter().map(|field| field.name()))?;
    for row in 0..batch.num_rows() {
        for array in batch.columns() {
            writer.write_field(match array.data_type() {
                _ if array.is_null(row) => String::new(),
                DataType::UInt32 => array.as_primitive::<UInt32Type>().value(row).to_string(),
                DataType::Float64 => rows::field(array.as_primitive::<Float64Type>().value(row)),
                _ => array.as_string::<i32>().value(row).to_owned(),
            })?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

/// Named tables of one result.
pub type Tables = Vec<(&'static str, Table)>;

/// The tables as a tuple of (name, table) pairs for Python.
pub fn handed(py: Python<'_>, tables: Tables) -> PyResult<Bound<'_, PyTuple>> {
    let pairs = tables.into_iter().map(|(name, table)| Ok((name, Py::new(py, table)?)));
    PyTuple::new(py, pairs.collect::<PyResult<Vec<_>>>()?)
}
