//! The tables of a finished run, for programs.

use super::frame::{Datum, Frame, Holds, column};
use crate::experiment::store::{Finished, StoreError};

/// One table of a run, read twice: once for the kinds of its columns. A column of numbers is one in which every field is a number or
/// empty.
///
/// # Errors
/// [`StoreError`] where the run has no such table, or it cannot be read.
pub fn table(run: &Finished, name: &str) -> Result<Frame, StoreError> {
    let path = || run.path(&format!("{name}.csv"));
    let wrong = |error: csv::Error| StoreError::Read { path: path(), error: error.into() };
    let mut reader = run.rows(name)?;
    let header = reader.headers().map_err(wrong)?.clone();
    let mut kinds = vec![Holds::Numbers; header.len()];
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(wrong)? {
        for (kind, field) in kinds.iter_mut().zip(&record) {
            if *kind == Holds::Numbers && !field.is_empty() && field.parse::<f64>().is_err() {
                *kind = Holds::Text;
            }
        }
    }
    let declared = header.iter().zip(&mut kinds).map(|(name, kind)| {
        match name {
            "point" | "replication" => *kind = Holds::Counts,
            "arm" | "outcome" | "cause" => *kind = Holds::Text,
            _ => {}
        }
        column(name, "", meaning(name), *kind)
    });
    let mut table = Frame::new(declared.collect());
    let mut reader = run.rows(name)?;
    while reader.read_record(&mut record).map_err(wrong)? {
        table.row(record.iter().zip(&kinds).map(|(field, kind)| match kind {
            _ if field.is_empty() => Datum::Missing,
            Holds::Counts => field.parse().map_or(Datum::Missing, Datum::Count),
            Holds::Numbers => field.parse().map_or(Datum::Missing, Datum::Number),
            Holds::Text => Datum::Text(field),
        }));
    }
    Ok(table)
}

fn meaning(column: &str) -> &'static str {
    match column {
        "point" => "the point of the design, from 1",
        "replication" => {
            "the simulated future; the same number is the same market at every point and in every structure"
        }
        "arm" => "the structure of the comparison",
        "outcome" => "which outcome",
        "value" => "the value; missing where nothing could be measured",
        "cause" => "why there is no result",
        _ => "the value of this factor; missing where it is as the scenario has it",
    }
}
