//! The tables for programs that more than one answer gives: outcomes, months, people, and their summaries.

use super::frame::{Datum, Frame, Holds, column, columns};
use super::rows::{self, Column};
use crate::evidence::{Level, Paired, Summary};
use crate::experiment::Comparison;
use crate::model::outcome::{OUTCOMES, SERIES};
use crate::model::{Month, PersonRecord};

/// One row per replication, arm and outcome, as in `outcomes.csv`.
pub fn outcomes(comparison: &Comparison) -> Frame {
    let holds = [Holds::Counts, Holds::Text, Holds::Text, Holds::Numbers];
    let mut frame = Frame::new(columns(rows::outcome_columns(), &holds));
    for (position, replication) in comparison.replications.clone().enumerate() {
        for (arm, name) in comparison.arms.iter().enumerate() {
            for (measure, &value) in OUTCOMES.iter().zip(&comparison.outcomes[arm][position].0) {
                let value = Datum::Number(value);
                frame.row([Datum::Count(replication), Datum::Text(name), Datum::Text(measure.name), value]);
            }
        }
    }
    frame
}

/// One row per replication and arm, one column per outcome.
pub fn wide(comparison: &Comparison) -> Frame {
    let mut fields = columns(rows::outcome_columns(), &[Holds::Counts, Holds::Text]);
    fields.extend(OUTCOMES.iter().map(|m| column(m.name, m.unit, m.meaning, Holds::Numbers)));
    let mut frame = Frame::new(fields);
    for (position, replication) in comparison.replications.clone().enumerate() {
        for (arm, name) in comparison.arms.iter().enumerate() {
            let values = comparison.outcomes[arm][position].0.iter().map(|&value| Datum::Number(value));
            frame.row([Datum::Count(replication), Datum::Text(name)].into_iter().chain(values));
        }
    }
    frame
}

/// What every summary over replications says, with `unit` and what `mean` is the mean of.
fn summary_columns() -> Vec<(Column, Holds)> {
    let of = "that of the outcome";
    vec![
        column("unit", "", "the unit in words", Holds::Text),
        column("n", "replications", "in how many it could be measured", Holds::Counts),
        column("mean", of, "mean over the replications", Holds::Numbers),
        column("sd", of, "standard deviation over the replications", Holds::Numbers),
        column("ci_low", of, "lower end of the 95 % interval of the mean", Holds::Numbers),
        column("ci_high", of, "upper end of the interval", Holds::Numbers),
        column("p10", of, "10th percentile of the replications", Holds::Numbers),
        column("p50", of, "median of the replications", Holds::Numbers),
        column("p90", of, "90th percentile of the replications", Holds::Numbers),
    ]
}

/// The values under [`summary_columns`].
fn summary_data<'a>(unit: &'a str, s: &Summary) -> [Datum<'a>; 9] {
    let [mean, sd, low, high, p10, p50, p90] =
        [s.mean, s.sd, s.ci_low, s.ci_high, s.p10, s.p50, s.p90].map(Datum::Number);
    [Datum::Text(unit), count(s.n), mean, sd, low, high, p10, p50, p90]
}

/// A number of replications.
pub fn count(n: usize) -> Datum<'static> {
    Datum::Count(u32::try_from(n).unwrap_or(u32::MAX))
}

/// One row per arm and outcome.
pub fn summary(comparison: &Comparison) -> Frame {
    let mut fields = vec![
        column("arm", "name", "the structure of the comparison", Holds::Text),
        column("outcome", "name", "which outcome", Holds::Text),
    ];
    fields.extend(summary_columns());
    let mut frame = Frame::new(fields);
    for (arm, name) in comparison.arms.iter().enumerate() {
        for (position, measure) in OUTCOMES.iter().enumerate() {
            let summary = Summary::of(comparison.values(arm, position));
            let start = [Datum::Text(name), Datum::Text(measure.name)];
            frame.row(start.into_iter().chain(summary_data(measure.unit, &summary)));
        }
    }
    frame
}

/// One row per ordered pair of arms and outcome.
pub fn paired(comparison: &Comparison, level: &Level) -> Frame {
    let of = "that of the outcome";
    let mut frame = Frame::new(vec![
        column("arm", "name", "the structure", Holds::Text),
        column("less", "name", "the structure that is taken from it", Holds::Text),
        column("outcome", "name", "which outcome", Holds::Text),
        column("unit", "", "the unit in words", Holds::Text),
        column("n", "replications", "in how many both structures could be measured", Holds::Counts),
        column("mean", of, "mean difference, replication by replication", Holds::Numbers),
        column(
            "ci_low",
            of,
            "lower end of the 95 % interval of the mean difference, at all looks together",
            Holds::Numbers,
        ),
        column("ci_high", of, "upper end of the interval", Holds::Numbers),
        column(
            "share_positive",
            "share",
            "replications in which the difference is above zero",
            Holds::Numbers,
        ),
    ]);
    for (a, arm) in comparison.arms.iter().enumerate() {
        for (b, less) in comparison.arms.iter().enumerate().filter(|(b, _)| *b != a) {
            for (position, measure) in OUTCOMES.iter().enumerate() {
                let paired = Paired::with_tail(comparison.differences(a, b, position), level.tail(1));
                let words = [arm.as_str(), less, measure.name, measure.unit].map(Datum::Text);
                let figures = [paired.mean, paired.ci_low, paired.ci_high, paired.share_positive];
                frame.row(words.into_iter().chain([count(paired.n)]).chain(figures.map(Datum::Number)));
            }
        }
    }
    frame
}

/// An empty table of the columns of `months.csv`.
pub fn months() -> Frame {
    let holds = [Holds::Counts, Holds::Text, Holds::Counts, Holds::Text, Holds::Numbers];
    Frame::new(columns(rows::month_columns(), &holds))
}

/// Adds the months of one replication of one arm to [`months`], or of one programme to a table of its columns.
pub fn add_months(frame: &mut Frame, replication: u32, arm: &str, months: &[Month]) {
    for (number, month) in (1..).zip(months) {
        for (measure, &value) in SERIES.iter().zip(month) {
            let start = [Datum::Count(replication), Datum::Text(arm), Datum::Count(number)];
            frame.row(start.into_iter().chain([Datum::Text(measure.name), Datum::Number(value)]));
        }
    }
}

/// An empty table of the columns of `people.csv`.
pub fn people() -> Frame {
    let holds = |column: Column| {
        let holds = match column.name.as_str() {
            "replication" | "leads_given" | "leads_followed_up" | "leads_own" | "wins" | "leavers" => {
                Holds::Counts
            }
            "arm" | "person" | "function" => Holds::Text,
            _ => Holds::Numbers,
        };
        (column, holds)
    };
    Frame::new(rows::person_columns().into_iter().map(holds).collect())
}

/// Adds the people of one replication of one arm to [`people`].
pub fn add_people(frame: &mut Frame, replication: u32, arm: &str, people: &[PersonRecord]) {
    for (person, name) in people.iter().zip(rows::names(people)) {
        let mut row = vec![Datum::Count(replication)];
        row.extend([arm, &name, person.function].map(Datum::Text));
        row.extend([person.experience, person.skill].into_iter().chain(person.hours).map(Datum::Number));
        let counts = [person.leads_given, person.leads_followed_up, person.leads_own, person.wins];
        row.extend(counts.map(Datum::Count));
        let shares = [person.blame_given, person.blame_received, person.trust, person.satisfaction];
        row.extend(shares.map(Datum::Number));
        row.push(Datum::Count(person.leavers));
        row.push(Datum::Number(person.pay));
        frame.row(row);
    }
}
