//! Tables for people: outcomes by arm, and months by measure; cut into panels when they are wider than the terminal.

use comfy_table::{CellAlignment, Table, presets};

use crate::evidence::{Level, Pays, Summary, Trajectory, Verdict, judge_at};
use crate::experiment::Comparison;
use crate::model::Month;
use crate::model::outcome::{Better, OUTCOMES, Outcome, SERIES};
use crate::output::words::change::{ChangeView, Told, half, money};
use crate::output::words::number::{self, Style};

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

/// Marks the best arm, and a value that is clearly not zero.
pub const BEST: &str = "*";

/// The outcomes named, by arm: mean and half-width, the best arm marked where that is decided at a level. The widest of three
/// layouts that the screen bears: arms side by side; the same with half-widths and units on a second line; a line an
/// arm.
pub fn outcomes(comparison: &Comparison, shown: &[Outcome], level: &Level, width: usize) -> String {
    let rows: Vec<Row> = shown.iter().map(|&outcome| Row::of(comparison, outcome, level)).collect();
    let wide = wide(&comparison.arms, &rows);
    if wide.panels(width) == 1 {
        return wide.show(width);
    }
    let tall = tall(&comparison.arms, &rows);
    if tall.panels(width) <= 2 { tall.show(width) } else { long(&comparison.arms, &rows).show(width) }
}

/// One outcome of all arms, ready to be laid out.
struct Row {
    name: &'static str,
    arrow: &'static str,
    unit: String,
    /// By arm: the mean, the half-width (empty without one), the mark.
    cells: Vec<(String, String, &'static str)>,
}

impl Row {
    fn of(comparison: &Comparison, outcome: Outcome, level: &Level) -> Self {
        let measure = &OUTCOMES[outcome as usize];
        let summaries: Vec<Summary> =
            (0..comparison.arms.len()).map(|arm| Summary::of(comparison.values_of(arm, outcome))).collect();
        let style =
            Style::of(measure, summaries.iter().map(|s| s.mean), summaries.iter().map(Summary::half_width));
        let best = match judge_at(comparison, outcome as usize, level) {
            Verdict::Leads { leader, .. } => Some(leader),
            _ => None,
        };
        let cell = |(arm, summary): (usize, &Summary)| {
            let half = summary.half_width();
            let around = summary.mean.is_finite() && half.is_finite();
            let half = if around { format!("± {}", style.show(half)) } else { String::new() };
            (style.show(summary.mean), half, if best == Some(arm) { BEST } else { " " })
        };
        Self {
            name: measure.name,
            arrow: arrow(measure.better),
            unit: number::unit(measure),
            cells: summaries.iter().enumerate().map(cell).collect(),
        }
    }
}

/// A table before it is cut into panels: the columns that stand in every panel, and those that are shared out.
struct Layout {
    stub: Vec<Vec<String>>,
    columns: Vec<Vec<String>>,
}

impl Layout {
    /// How many panels it takes at a width.
    fn panels(&self, width: usize) -> usize {
        cut(&self.stub, &self.columns, width).len()
    }

    fn show(&self, width: usize) -> String {
        panels(&self.stub, &self.columns, width)
    }
}

/// A line an outcome, arms side by side.
fn wide(arms: &[String], rows: &[Row]) -> Layout {
    let mut stub = vec![vec!["outcome".to_owned(), String::new(), "unit".to_owned()]];
    stub.extend(rows.iter().map(|row| vec![row.name.to_owned(), row.arrow.to_owned(), row.unit.clone()]));
    let column = |(arm, name): (usize, &String)| {
        let cell = |row: &Row| {
            let (mean, half, mark) = &row.cells[arm];
            if half.is_empty() { format!("{mean} {mark}") } else { format!("{mean} {half} {mark}") }
        };
        std::iter::once(format!("{name}  ")).chain(rows.iter().map(cell)).collect()
    };
    Layout { stub, columns: arms.iter().enumerate().map(column).collect() }
}

/// Two lines an outcome, arms side by side.
fn tall(arms: &[String], rows: &[Row]) -> Layout {
    let mut stub = vec![vec!["outcome".to_owned()]];
    stub.extend(
        rows.iter()
            .flat_map(|row| [vec![format!("{} {}", row.name, row.arrow)], vec![format!("  {}", row.unit)]]),
    );
    let column = |(arm, name): (usize, &String)| {
        let cells = rows.iter().flat_map(|row| {
            let (mean, half, mark) = &row.cells[arm];
            [format!("{mean} {mark}"), format!("{half}  ")]
        });
        std::iter::once(name.clone()).chain(cells).collect()
    };
    Layout { stub, columns: arms.iter().enumerate().map(column).collect() }
}

/// A line an arm, outcomes side by side.
fn long(arms: &[String], rows: &[Row]) -> Layout {
    let mut stub = vec![vec!["structure".to_owned()], vec![String::new()]];
    stub.extend(arms.iter().map(|name| vec![name.clone()]));
    let column = |row: &Row| {
        let heads = [format!("{} {}", row.name, row.arrow).trim_end().to_owned(), row.unit.clone()];
        let cells = row.cells.iter().map(|(mean, half, mark)| match half.as_str() {
            "" => format!("{mean} {mark}"),
            half => format!("{mean} {half} {mark}"),
        });
        heads.map(|head| head + "  ").into_iter().chain(cells).collect()
    };
    Layout { stub, columns: rows.iter().map(column).collect() }
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
pub fn change(report: &ChangeView, width: usize) -> String {
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
        column("pays in", &format!("{}s", report.lives.future()), &|told| {
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

/// The monthly series in numbers: one row per month.
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

/// How many columns go into each panel: as many as `width` bears, but at least one.
fn cut(stub: &[Vec<String>], columns: &[Vec<String>], width: usize) -> Vec<usize> {
    let wide = |text: &str| text.chars().count();
    let stub_columns = stub.first().map_or(0, Vec::len);
    let stub_width: usize =
        (0..stub_columns).map(|i| stub.iter().map(|row| wide(&row[i])).max().unwrap_or(0) + 2).sum();
    let mut counts = Vec::new();
    let mut rest = columns;
    while !rest.is_empty() {
        let mut used = stub_width;
        let fitting = rest.iter().take_while(|column| {
            used += column.iter().map(|cell| wide(cell)).max().unwrap_or(0) + 2;
            used <= width
        });
        let count = fitting.count().max(1);
        counts.push(count);
        rest = &rest[count..];
    }
    counts
}

/// A wide table as one or more panels no wider than `width` (but at least one column each): the stub's columns are
/// repeated in each, the others right-aligned.
fn panels(stub: &[Vec<String>], columns: &[Vec<String>], width: usize) -> String {
    let stub_columns = stub.first().map_or(0, Vec::len);
    let mut out = String::new();
    let mut rest = columns;
    for count in cut(stub, columns, width) {
        let (here, later) = rest.split_at(count);
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
            (0..4).map(|i| vec![format!("structure {i}"), "1,234 ± 56".to_owned()]).collect();
        let wide = panels(&stub, &columns, 200);
        assert_eq!((wide.matches("name").count(), wide.lines().count()), (1, 2));
        let narrow = panels(&stub, &columns, 34);
        assert_eq!((narrow.matches("name").count(), narrow.matches("1,234").count()), (2, 4));
        assert!(narrow.lines().all(|line| line.chars().count() <= 34), "{narrow}");
        assert_eq!(
            panels(&stub, &columns, 1).matches("name").count(),
            4,
            "one column per panel at the least"
        );
    }
}
