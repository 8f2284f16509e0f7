//! `verona compare` for Python.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use verona::evidence::choice::Choice;
use verona::evidence::{Level, Looks, Paired, Summary};
use verona::experiment::{Comparison, run_until};
use verona::model::outcome::{OUTCOMES, SERIES};
use verona::model::{Month, PersonRecord};
use verona::output::tables::{json, rows};
use verona::output::words::{choice as words, sentence};

use crate::failure;
use crate::study::{Study, settings};
use crate::supervise::supervise;
use crate::table::{Cell, Growing, Kind, Table, Tables, column, columns, handed};

/// The answer, what it rests on (why the replications ended, how sure the leader is, what pairing saved), JSON, tables.
type Answer<'py> = (String, Vec<String>, String, Bound<'py, PyTuple>);

/// Simulates all arms until the lead is decided or the plan's replications are used up. `months` and `people` keep those
/// tables too.
#[pyfunction]
#[pyo3(signature = (study, threads=0, months=false, people=false, progress=None))]
pub fn compare<'py>(
    py: Python<'py>,
    study: &Study,
    threads: u32,
    months: bool,
    people: bool,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Answer<'py>> {
    let study = study.shared();
    let settings = settings(py, &study, threads)?;
    let looks = Looks::doubling(study.base.plan.replications, study.base.plan.at_most);
    let most = looks.numbers().last().copied().unwrap_or(0);
    let total = study.arms.len() as u64 * u64::from(most);
    let theirs = Arc::clone(&study);
    let done = supervise(py, total, progress.as_ref(), move |link| {
        let arms: Vec<_> = theirs.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let mut kept_months = months.then(|| Growing::new(month_columns()));
        let mut kept_people = people.then(|| Growing::new(person_columns()));
        let mut choices: Vec<Choice> = Vec::new();
        let comparison = run_until(
            &arms,
            &settings,
            looks.numbers(),
            &link.cancel,
            |done| link.done.store(done, Ordering::Relaxed),
            |replication, arm, result| {
                if let Some(table) = &mut kept_months {
                    month_rows(table, replication, arms[arm].0, &result.months);
                }
                if let Some(table) = &mut kept_people {
                    person_rows(table, replication, arms[arm].0, &result.people);
                }
                Ok(())
            },
            |comparison| {
                let choice = Choice::of(comparison, &looks, choices.len());
                let enough = choice.stop.is_some();
                choices.push(choice);
                enough
            },
        )?;
        let choice = choices.pop().unwrap_or_else(|| Choice::of(&comparison, &looks, 0));
        Ok((comparison, choice, kept_months, kept_people))
    })?;
    let (comparison, choice, kept_months, kept_people) =
        done.map_err(|stopped| failure::stopped(py, &stopped))?;
    let verdict = sentence::verdict(&comparison, &choice.verdict);
    let basis = [Some(words::stopped(&comparison, &choice)), words::worth(&comparison, &choice)];
    let basis = basis.into_iter().flatten().chain(words::paired(&comparison, &choice)).collect();
    let plan = &study.base.plan;
    let about = json::About { scenario: &study.name, days: plan.days, warm_up: plan.warm_up };
    let text = json::comparison(&comparison, about, &verdict, Some(&choice))
        .map_err(|error| failure::raise(py, "VeronaError", &error.to_string()))?;
    let mut tables: Tables = vec![
        ("outcomes", outcomes(&comparison)?),
        ("wide", wide(&comparison)?),
        ("summary", summary(&comparison)?),
        ("paired", paired(&comparison, &choice.level)?),
    ];
    for (name, table) in [("months", kept_months), ("people", kept_people)] {
        if let Some(table) = table {
            tables.push((name, table.finish()?));
        }
    }
    Ok((verdict, basis, text, handed(py, tables)?))
}

/// One row a replication, arm and outcome, as in `outcomes.csv`.
pub fn outcomes(comparison: &Comparison) -> PyResult<Table> {
    let kinds = [Kind::Count, Kind::Text, Kind::Text, Kind::Number];
    let mut table = Growing::new(columns(rows::outcome_columns(), &kinds));
    for (position, replication) in comparison.replications.clone().enumerate() {
        for (arm, name) in comparison.arms.iter().enumerate() {
            for (measure, &value) in OUTCOMES.iter().zip(&comparison.outcomes[arm][position].0) {
                table.row([
                    Cell::Count(replication),
                    Cell::Text(name),
                    Cell::Text(measure.name),
                    Cell::Number(value),
                ]);
            }
        }
    }
    table.finish()
}

/// One row a replication and arm, one column an outcome.
fn wide(comparison: &Comparison) -> PyResult<Table> {
    let mut fields = columns(rows::outcome_columns(), &[Kind::Count, Kind::Text]);
    fields.extend(OUTCOMES.iter().map(|m| column(m.name, m.unit, m.meaning, Kind::Number)));
    let mut table = Growing::new(fields);
    for (position, replication) in comparison.replications.clone().enumerate() {
        for (arm, name) in comparison.arms.iter().enumerate() {
            let values = comparison.outcomes[arm][position].0.iter().map(|&value| Cell::Number(value));
            table.row([Cell::Count(replication), Cell::Text(name)].into_iter().chain(values));
        }
    }
    table.finish()
}

/// What every summary over replications says, with `unit` and what `mean` is the mean of.
pub fn summary_columns() -> Vec<(rows::Column, Kind)> {
    let of = "that of the outcome";
    vec![
        column("unit", "", "the unit in words", Kind::Text),
        column("n", "replications", "in how many it could be measured", Kind::Count),
        column("mean", of, "mean over the replications", Kind::Number),
        column("sd", of, "standard deviation over the replications", Kind::Number),
        column("ci_low", of, "lower end of the 95 % interval of the mean", Kind::Number),
        column("ci_high", of, "upper end of the interval", Kind::Number),
        column("p10", of, "10th percentile of the replications", Kind::Number),
        column("p50", of, "median of the replications", Kind::Number),
        column("p90", of, "90th percentile of the replications", Kind::Number),
    ]
}

/// The values under [`summary_columns`].
pub fn summary_cells<'a>(unit: &'a str, s: &Summary) -> [Cell<'a>; 9] {
    let n = u32::try_from(s.n).unwrap_or(u32::MAX);
    let [mean, sd, low, high, p10, p50, p90] =
        [s.mean, s.sd, s.ci_low, s.ci_high, s.p10, s.p50, s.p90].map(Cell::Number);
    [Cell::Text(unit), Cell::Count(n), mean, sd, low, high, p10, p50, p90]
}

/// One row an arm and outcome.
pub fn summary(comparison: &Comparison) -> PyResult<Table> {
    let mut fields = vec![
        column("arm", "name", "the arm of the comparison", Kind::Text),
        column("outcome", "name", "which outcome", Kind::Text),
    ];
    fields.extend(summary_columns());
    let mut table = Growing::new(fields);
    for (arm, name) in comparison.arms.iter().enumerate() {
        for (position, measure) in OUTCOMES.iter().enumerate() {
            let summary = Summary::of(comparison.values(arm, position));
            let start = [Cell::Text(name), Cell::Text(measure.name)];
            table.row(start.into_iter().chain(summary_cells(measure.unit, &summary)));
        }
    }
    table.finish()
}

/// One row an ordered pair of arms and outcome.
fn paired(comparison: &Comparison, level: &Level) -> PyResult<Table> {
    let of = "that of the outcome";
    let mut table = Growing::new(vec![
        column("arm", "name", "the arm", Kind::Text),
        column("less", "name", "the arm that is taken from it", Kind::Text),
        column("outcome", "name", "which outcome", Kind::Text),
        column("unit", "", "the unit in words", Kind::Text),
        column("n", "replications", "in how many both arms could be measured", Kind::Count),
        column("mean", of, "mean difference, replication by replication", Kind::Number),
        column(
            "ci_low",
            of,
            "lower end of the 95 % interval of the mean difference, at all looks together",
            Kind::Number,
        ),
        column("ci_high", of, "upper end of the interval", Kind::Number),
        column("share_positive", "share", "replications in which the difference is above zero", Kind::Number),
    ]);
    for (a, arm) in comparison.arms.iter().enumerate() {
        for (b, less) in comparison.arms.iter().enumerate().filter(|(b, _)| *b != a) {
            for (position, measure) in OUTCOMES.iter().enumerate() {
                let paired = Paired::with_tail(comparison.differences(a, b, position), level.tail(1));
                table.row([
                    Cell::Text(arm),
                    Cell::Text(less),
                    Cell::Text(measure.name),
                    Cell::Text(measure.unit),
                    Cell::Count(u32::try_from(paired.n).unwrap_or(u32::MAX)),
                    Cell::Number(paired.mean),
                    Cell::Number(paired.ci_low),
                    Cell::Number(paired.ci_high),
                    Cell::Number(paired.share_positive),
                ]);
            }
        }
    }
    table.finish()
}

/// The columns of `months.csv` with their kinds.
pub fn month_columns() -> Vec<(rows::Column, Kind)> {
    columns(rows::month_columns(), &[Kind::Count, Kind::Text, Kind::Count, Kind::Text, Kind::Number])
}

/// The months of one replication of one arm.
pub fn month_rows(table: &mut Growing, replication: u32, arm: &str, months: &[Month]) {
    for (number, month) in (1..).zip(months) {
        for (measure, &value) in SERIES.iter().zip(month) {
            table.row([
                Cell::Count(replication),
                Cell::Text(arm),
                Cell::Count(number),
                Cell::Text(measure.name),
                Cell::Number(value),
            ]);
        }
    }
}

fn person_columns() -> Vec<(rows::Column, Kind)> {
    let kind = |column: rows::Column| {
        let kind = match column.name.as_str() {
            "replication" | "leads_given" | "leads_followed_up" | "leads_own" | "wins" | "leavers" => {
                Kind::Count
            }
            "arm" | "person" | "function" => Kind::Text,
            _ => Kind::Number,
        };
        (column, kind)
    };
    rows::person_columns().into_iter().map(kind).collect()
}

fn person_rows(table: &mut Growing, replication: u32, arm: &str, people: &[PersonRecord]) {
    for (person, name) in people.iter().zip(rows::names(people)) {
        let mut row =
            vec![Cell::Count(replication), Cell::Text(arm), Cell::Text(&name), Cell::Text(person.function)];
        row.extend([person.experience, person.skill].into_iter().chain(person.hours).map(Cell::Number));
        row.extend(
            [person.leads_given, person.leads_followed_up, person.leads_own, person.wins].map(Cell::Count),
        );
        row.extend(
            [person.blame_given, person.blame_received, person.trust, person.satisfaction].map(Cell::Number),
        );
        row.push(Cell::Count(person.leavers));
        table.row(row);
    }
}
