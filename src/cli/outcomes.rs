//! `verona outcomes`: every outcome with unit, direction and meaning.

use std::io::Write;

use clap::Args;

use super::failure::Failure;
use super::screen;
use crate::model::outcome::{Measure, OUTCOMES, SERIES};
use crate::output::tables::{dictionary, table};

/// List what is measured: every outcome and every monthly measure, with unit, direction and meaning
#[derive(Debug, Args)]
pub struct Typed {}

/// Does it.
pub fn command(_typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "Outcomes of one replication of one arm, over the counted days\n")?;
    writeln!(out, "{}", listing(OUTCOMES))?;
    writeln!(out, "Monthly series: one value for every 21 counted working days\n")?;
    write!(out, "{}", listing(SERIES))?;
    Ok(())
}

fn listing(measures: &[Measure]) -> String {
    let mut rows = vec![["name", "unit", "better", "meaning"].map(str::to_owned).to_vec()];
    rows.extend(measures.iter().map(|measure| {
        [measure.name, measure.unit, dictionary::better(measure.better), measure.meaning]
            .map(str::to_owned)
            .to_vec()
    }));
    table::words(&rows, screen::width())
}
