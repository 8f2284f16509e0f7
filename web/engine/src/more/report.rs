//! The page of `verona report` on the directory that `verona compare --out` or `verona change --out` would have written, and
//! the table of outcomes in it.

use serde_json::{Value as Json, json};
use verona::answers::Unwatched;
use verona::answers::report::unknown;
use verona::evidence::{Level, Looks};
use verona::experiment::Comparison;
use verona::experiment::samples::USUAL;
use verona::model::Month;
use verona::model::outcome::{OUTCOMES, SERIES};
use verona::output::report::{self, Futures, Listed, Months, Run, Series};
use verona::output::tables::rows;
use verona::scenario::Study;

use crate::answer::compared as comparison;
use crate::message::{Reply, refused};

/// Of a comparison: numbers of outcomes, then of months by arm, replication, month, series.
pub fn compared(study: &Study, numbers: &[f64], replications: u32, months: u32) -> Reply {
    let (each, months) = (replications as usize, months as usize);
    let split = study.arms.len() * each * OUTCOMES.len();
    let (first, second) = numbers.split_at_checked(split).ok_or_else(|| refused("the results do not fit"))?;
    let comparison = comparison(study, first, replications)?;
    let (all, rest) = second.as_chunks::<{ SERIES.len() }>();
    if all.len() != study.arms.len() * each * months || !rest.is_empty() {
        return Err(refused("the months do not fit the study"));
    }
    let level = Level::after(
        &Looks::of(study.base.plan.replications, study.base.plan.at_most),
        replications,
        study.arms.len().saturating_sub(1),
    );
    let again = if study.arms.len() == 1 { "run" } else { "compare" };
    let of = |arm: usize, position: usize| &all[(arm * each + position) * months..][..months];
    let unknown = unknown(study, &comparison, None, &Unwatched::default(), |_| true).map_err(refused)?;
    page(study, &comparison, of, Known { unknown, ..Known::default() }, level, again)
}

/// What a report knows besides the futures.
#[derive(Default)]
pub struct Known<'a> {
    /// Which unknown matters most to the choice, in sentences.
    pub unknown: Vec<String>,
    /// The table of a change's paths.
    pub trajectories: Option<&'a [u8]>,
}

/// Of any comparison, with the months of each arm and position of a replication.
pub fn page<'a>(
    study: &Study,
    comparison: &Comparison,
    months: impl Fn(usize, usize) -> &'a [Month],
    known: Known<'_>,
    level: Level,
    again: &str,
) -> Reply {
    let each = comparison.replications.len();
    let mut series = Vec::new();
    let mut writer = rows::start(&mut series, &rows::month_columns()).map_err(refused)?;
    for (position, replication) in comparison.replications.clone().enumerate() {
        for (arm, name) in comparison.arms.iter().enumerate() {
            rows::months(&mut writer, replication, name, months(arm, position)).map_err(refused)?;
        }
    }
    writer.flush().map_err(refused)?;
    drop(writer);
    let table = outcomes(comparison).map_err(refused)?;
    let mut futures = Futures::new(comparison.arms.clone(), USUAL, comparison.seed, 1, each);
    futures.read(csv::Reader::from_reader(table.as_slice())).map_err(refused)?;
    let read = |table: &[u8], paths: bool| -> Result<Option<Series>, Json> {
        Series::read(csv::Reader::from_reader(table), paths, each).map_err(refused)
    };
    let profit = read(&series, false)?;
    let paths = match known.trajectories {
        Some(table) => read(table, true)?,
        None => None,
    };
    let rows = futures.rows;
    let report = report::of(&Run {
        name: study.name.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        study,
        design: None,
        outcomes: (0..OUTCOMES.len()).collect(),
        futures,
        comparison: Some(comparison.clone()),
        unknown: known.unknown,
        level,
        months: Some(Months { profit, paths }),
        failures: 0,
        failed: Vec::new(),
        tables: vec![Listed { file: "outcomes.csv".to_owned(), rows, sha256: String::new() }],
        run: String::new(),
        again: vec![format!("verona {again} scenario.toml --out again"), "verona report again".to_owned()],
    });
    report.map_or_else(
        || Err(refused("nothing was measured in all structures")),
        |report| Ok((json!({ "text": report.html }), Vec::new())),
    )
}

/// `outcomes.csv`, as `--format csv` prints it.
pub fn csv(study: &Study, numbers: &[f64], replications: u32) -> Reply {
    let comparison = comparison(study, numbers, replications)?;
    let text = String::from_utf8(outcomes(&comparison).map_err(refused)?).map_err(refused)?;
    Ok((json!({ "text": text }), Vec::new()))
}

/// The rows of `outcomes.csv`.
fn outcomes(comparison: &Comparison) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = rows::start(&mut bytes, &rows::outcome_columns())?;
    for (position, replication) in comparison.replications.clone().enumerate() {
        for (arm, name) in comparison.arms.iter().enumerate() {
            rows::outcomes(&mut writer, replication, name, &comparison.outcomes[arm][position])?;
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}
