//! What is measured: every outcome and every monthly measure, with unit, direction and meaning.

use crate::model::outcome::{Better, Measure, OUTCOMES, SERIES};
use crate::output::tables::frame::{Datum, Frame, Holds, column};
use crate::output::tables::{dictionary, table};

/// The lists as text, in lines of at most so many columns.
pub fn text(width: usize) -> String {
    format!(
        "Outcomes of one replication of one structure, over the counted days\n\n{}\nMonthly series: one value for every 21 \
         counted working days\n\n{}",
        listing(OUTCOMES, width),
        listing(SERIES, width)
    )
}

fn listing(measures: &[Measure], width: usize) -> String {
    let mut rows = vec![["name", "unit", "better", "meaning"].map(str::to_owned).to_vec()];
    rows.extend(measures.iter().map(|measure| {
        [measure.name, measure.unit, dictionary::better(measure.better), measure.meaning]
            .map(str::to_owned)
            .to_vec()
    }));
    table::words(&rows, width)
}

/// One row per measure.
pub fn frame() -> Frame {
    let mut frame = Frame::new(vec![
        column("kind", "name", "outcome (of a replication) or month (of the monthly series)", Holds::Text),
        column("name", "name", "the name", Holds::Text),
        column("unit", "", "the unit in words; a share is a number in 0 to 1", Holds::Text),
        column("better", "", "higher, lower or nothing", Holds::Text),
        column("meaning", "", "one line of meaning", Holds::Text),
    ]);
    for (kind, measures) in [("outcome", OUTCOMES), ("month", SERIES)] {
        for measure in measures {
            let better = match measure.better {
                Better::Higher => "higher",
                Better::Lower => "lower",
                Better::Neither => "",
            };
            frame.row([kind, measure.name, measure.unit, better, measure.meaning].map(Datum::Text));
        }
    }
    frame
}
