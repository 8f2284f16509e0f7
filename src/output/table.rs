//! Tables for people: outcomes by arm, and months by measure; cut into panels when they are wider than the terminal.

use comfy_table::{CellAlignment, Table, presets};

use super::change::{Report, Told, half, money};
use super::number::{self, Style};
use crate::evidence::{Pays, Summary, Trajectory, Verdict, judge};
use crate::experiment::Comparison;
use crate::model::Month;
use crate::model::outcome::{Better, OUTCOMES, Outcome, SERIES};

/// The outcomes that the comparison shows; all of them are in JSON and CSV.
pub const MAIN: &[Outcome] = &[
    Outcome::ProfitPerHead,
    Outcome::RevenuePerHead,
    Outcome::CostPerHead,
    Outcome::CustomerEquity,
    Outcome::Wins,
    Outcome::WinRate,
    Outcome::CycleTime,
    Outcome::LeadLeakage,
    Outcome::FollowUp,
    Outcome::ResponseMedian,
    Outcome::DuplicatedShare,
    Outcome::CoordinationPerDeal,
    Outcome::ConflictHours,
    Outcome::BlameIndex,
    Outcome::Trust,
    Outcome::Turnover,
];

/// Marks the best arm, and a value that is decidedly not zero.
pub const BEST: &str = "*";

/// The outcomes named, by arm: mean and half-width, the best arm marked where that is decided.
pub fn outcomes(comparison: &Comparison, shown: &[Outcome], width: usize) -> String {
    let mut stub = vec![vec!["outcome".to_owned(), String::new(), "unit".to_owned()]];
    let mut columns: Vec<Vec<String>> =
        comparison.arms.iter().map(|name| vec![format!("{name}  ")]).collect();
    for &outcome in shown {
        let measure = &OUTCOMES[outcome as usize];
        let summaries: Vec<Summary> =
            (0..columns.len()).map(|arm| Summary::of(comparison.values_of(arm, outcome))).collect();
        let style =
            Style::of(measure, summaries.iter().map(|s| s.mean), summaries.iter().map(Summary::half_width));
        let best = match judge(comparison, outcome as usize) {
            Verdict::Leads { leader, .. } => Some(leader),
            _ => None,
        };
        stub.push(vec![measure.name.to_owned(), arrow(measure.better).to_owned(), number::unit(measure)]);
        for (arm, summary) in summaries.iter().enumerate() {
            let mark = if best == Some(arm) { BEST } else { " " };
            columns[arm].push(format!("{} {mark}", style.show_with(summary.mean, summary.half_width())));
        }
    }
    panels(&stub, &columns, width)
}

/// All outcomes of one arm, with spread and percentiles.
pub fn one_arm(comparison: &Comparison, arm: usize, width: usize) -> String {
    let heads = ["mean", "p10", "median", "p90"];
    let several = comparison.replications.len() > 1;
    let mut stub = vec![vec!["outcome".to_owned(), "unit".to_owned()]];
    let mut columns: Vec<Vec<String>> =
        heads.iter().take(if several { 4 } else { 1 }).map(|head| vec![(*head).to_owned()]).collect();
    if !several {
        columns[0][0] = "value".to_owned();
    }
    for (position, measure) in OUTCOMES.iter().enumerate() {
        let s = Summary::of(comparison.values(arm, position));
        let style = Style::of(measure, std::iter::once(s.mean), std::iter::once(s.half_width()));
        stub.push(vec![measure.name.to_owned(), number::unit(measure)]);
        let cells = [
            style.show_with(s.mean, s.half_width()),
            style.show(s.p10),
            style.show(s.p50),
            style.show(s.p90),
        ];
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push(cell);
        }
    }
    panels(&stub, &columns, width)
}

/// Programmes of change, one row each: dip, days to break even, value, probability that it pays, hours and cost.
pub fn change(report: &Report, width: usize) -> String {
    let style = report.style();
    let unit = number::unit(money());
    let mut stub = vec![vec!["programme".to_owned()], vec![String::new()]];
    stub.extend(report.programmes.iter().map(|told| vec![told.name.clone()]));
    let column = |head: &str, unit: &str, cell: &dyn Fn(&Told) -> String| {
        let heads = [head.to_owned(), unit.to_owned()].into_iter();
        heads.chain(report.programmes.iter().map(cell)).collect::<Vec<String>>()
    };
    let days = |days: Option<f64>| days.map_or("never".to_owned(), |days| format!("{days:.0}"));
    let decided = |told: &Told| matches!(told.trajectory.verdict(), Pays::Yes | Pays::No);
    let columns = [
        column("dip", &unit, &|told| {
            let dip = told.trajectory.dip;
            dip.map_or_else(|| "none".to_owned(), |dip| style.show_with(dip.at.mean, dip.at.half_width()))
        }),
        column("in", "month", &|told| {
            told.trajectory.dip.map_or_else(String::new, |dip| dip.month.to_string())
        }),
        column("breaks even", "days", &|told| days(told.trajectory.break_even.map(f64::from))),
        column("median", "days", &|told| {
            let Trajectory { breaking_even, break_even_median, .. } = &told.trajectory;
            let known = (breaking_even.count > 0).then_some(*break_even_median);
            format!("{} in {}", days(known), number::percent(breaking_even.share))
        }),
        column("value  ", &format!("{unit}  "), &|told| {
            let value = &told.trajectory.value;
            let mark = if decided(told) { BEST } else { " " };
            format!("{} {mark}", style.show_with(value.mean, half(value)))
        }),
        column("pays in", "futures", &|told| {
            let pays = told.trajectory.pays;
            let end = |share: f64| (share * 100.0).round();
            format!("{} ({}–{})", number::percent(pays.share), end(pays.low), end(pays.high))
        }),
        column("time spent", "hours/head", &|told| {
            Style { scale: 1.0, decimals: 1 }.show_with(told.hours.mean, told.hours.half_width())
        }),
        column("costs more", &unit, &|told| style.show_with(told.cost.mean, half(&told.cost))),
    ];
    panels(&stub, &columns, width)
}

/// The monthly series in numbers: one row a month.
pub fn months(months: &[Month], width: usize) -> String {
    let mut stub = vec![vec!["month".to_owned()], vec![String::new()]];
    stub.extend((1..=months.len()).map(|month| vec![month.to_string()]));
    let columns: Vec<Vec<String>> = SERIES
        .iter()
        .enumerate()
        .map(|(position, measure)| {
            let values: Vec<f64> = months.iter().map(|month| month[position]).collect();
            let style = Style::of(measure, values.iter().copied(), std::iter::empty());
            let mut column = vec![measure.name.to_owned(), number::unit(measure)];
            column.extend(values.iter().map(|&value| style.show(value)));
            column
        })
        .collect();
    panels(&stub, &columns, width)
}

/// Rows of words, the first of them the heads, in left-aligned columns.
pub fn words(rows: &[Vec<String>], width: usize) -> String {
    let mut table = bare();
    table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.add_rows(rows.iter().cloned());
    trimmed(&table)
}

/// The sign beside an outcome's name: up where more is better, down where less is.
fn arrow(better: Better) -> &'static str {
    match better {
        Better::Higher => "↑",
        Better::Lower => "↓",
        Better::Neither => "",
    }
}

/// A wide table as one or more panels no wider than `width` (but at least one column each): the stub's columns are
/// repeated in each, the others right-aligned.
fn panels(stub: &[Vec<String>], columns: &[Vec<String>], width: usize) -> String {
    let wide = |text: &str| text.chars().count();
    let stub_columns = stub.first().map_or(0, Vec::len);
    let stub_width: usize =
        (0..stub_columns).map(|i| stub.iter().map(|row| wide(&row[i])).max().unwrap_or(0) + 2).sum();
    let mut out = String::new();
    let mut rest = columns;
    while !rest.is_empty() {
        let mut used = stub_width;
        let fitting = rest.iter().take_while(|column| {
            used += column.iter().map(|cell| wide(cell)).max().unwrap_or(0) + 2;
            used <= width
        });
        let (here, later) = rest.split_at(fitting.count().max(1));
        let mut table = bare();
        for (i, row) in stub.iter().enumerate() {
            table.add_row(row.iter().chain(here.iter().map(|column| &column[i])));
        }
        for i in 0..here.len() {
            if let Some(column) = table.column_mut(stub_columns + i) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&trimmed(&table));
        rest = later;
    }
    out
}

/// A table without lines, indented by two.
fn bare() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table
}

fn trimmed(table: &Table) -> String {
    table.lines().map(|line| format!(" {}\n", line.trim_end())).collect()
}

#[cfg(test)]
mod tests {
    use super::panels;

    #[test]
    fn a_table_too_wide_is_cut_into_panels_that_repeat_the_names() {
        let stub = vec![vec!["name".to_owned()], vec!["row".to_owned()]];
        let columns: Vec<Vec<String>> =
            (0..4).map(|i| vec![format!("arm {i}"), "1,234 ± 56".to_owned()]).collect();
        let wide = panels(&stub, &columns, 200);
        assert_eq!((wide.matches("name").count(), wide.lines().count()), (1, 2));
        let narrow = panels(&stub, &columns, 34);
        assert_eq!((narrow.matches("name").count(), narrow.matches("1,234").count()), (2, 4));
        assert!(narrow.lines().all(|line| line.chars().count() <= 34), "{narrow}");
        assert_eq!(panels(&stub, &columns, 1).matches("name").count(), 4, "one column a panel at the least");
    }
}
