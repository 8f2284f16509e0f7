//! Tables in Arrow's memory layout, handed over through its C data interface, so that polars, pandas, pyarrow and DuckDB
//! read them where they lie. Every column carries its unit and meaning as metadata of its field.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::ffi::FFI_ArrowArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Float64Type, UInt32Type};
use arrow_array::{
    Array, ArrayRef, Float64Array, RecordBatch, RecordBatchIterator, RecordBatchOptions, StringArray,
    StructArray, UInt32Array,
};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{DataType, Field, Schema};
use pyo3::exceptions::{PyKeyError, PyRuntimeError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList};
use verona::output::tables::frame::{self, Frame, Values};
use verona::output::tables::rows;

/// The kinds of columns, as Python names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Count,
    Number,
    Text,
}

impl Kind {
    const ALL: [(&'static str, Kind); 3] =
        [("count", Kind::Count), ("number", Kind::Number), ("text", Kind::Text)];

    fn read(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, kind)| *kind)
    }

    fn of(kind: &DataType) -> &'static str {
        match kind {
            DataType::UInt32 => "count",
            DataType::Float64 => "number",
            _ => "text",
        }
    }
}

impl Table {
    /// A table of the library, copied into Arrow's layout.
    ///
    /// # Errors
    /// Those of Arrow, such as words beyond two gigabytes in one column.
    pub fn of(frame: Frame) -> PyResult<Self> {
        let mut fields = Vec::new();
        let mut arrays: Vec<ArrayRef> = Vec::new();
        for frame::Field { column, values } in frame.fields {
            let array: ArrayRef = match values {
                Values::Counts(values) => Arc::new(UInt32Array::from(values)),
                Values::Numbers(values) => Arc::new(Float64Array::from(values)),
                Values::Text(words) => Arc::new(words.iter().collect::<StringArray>()),
            };
            let about = [("unit".to_owned(), column.unit.to_owned()), ("meaning".to_owned(), column.meaning)];
            let field = Field::new(column.name, array.data_type().clone(), true);
            fields.push(field.with_metadata(about));
            arrays.push(array);
        }
        batch(fields, arrays)
    }
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
                Some(Kind::Count) => {
                    Arc::new(UInt32Array::from(values.extract::<Vec<Option<u32>>>().map_err(wrong)?))
                }
                Some(Kind::Number) => {
                    Arc::new(Float64Array::from(values.extract::<Vec<Option<f64>>>().map_err(wrong)?))
                }
                Some(Kind::Text) => {
                    Arc::new(StringArray::from(values.extract::<Vec<Option<String>>>().map_err(wrong)?))
                }
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
            let kind = Kind::of(field.data_type());
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
            (field.name().clone(), Kind::of(field.data_type()), about("unit"), about("meaning"))
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
