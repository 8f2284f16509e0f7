//! Tidy CSV: the columns of each file, declared once, and the rows under them. Numbers are written in full; what
//! could not be measured is an empty field.

use std::io::{self, Write};

use csv::Writer;

use crate::model::outcome::{HOURS, OUTCOMES, SERIES};
use crate::model::{Month, Outcomes, PersonRecord};

/// One column: name, unit, meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name in the header.
    pub name: String,
    /// The unit in words; empty for names and numbers that only identify.
    pub unit: &'static str,
    /// One line of meaning.
    pub meaning: String,
}

fn column(name: &str, unit: &'static str, meaning: &str) -> Column {
    Column { name: name.to_owned(), unit, meaning: meaning.to_owned() }
}

fn keys() -> Vec<Column> {
    vec![
        column(
            "replication",
            "number",
            "the simulated future; the same number is the same market in every structure",
        ),
        column("arm", "name", "the structure of the comparison"),
    ]
}

/// The columns of `outcomes.csv`.
pub fn outcome_columns() -> Vec<Column> {
    let mut columns = keys();
    columns.push(column("outcome", "name", "which outcome"));
    columns.push(column("value", "that of the outcome", "the value; empty where nothing could be measured"));
    columns
}

/// The columns of `months.csv`.
pub fn month_columns() -> Vec<Column> {
    let mut columns = keys();
    columns.push(column("month", "number", "month of 21 working days, 1 is the first after warm-up"));
    columns.push(column("measure", "name", "which measure"));
    columns.push(column("value", "that of the measure", "the value; empty where nothing could be measured"));
    columns
}

/// What the cumulated difference in profit is called among the measures of `trajectories.csv`.
pub const PATH: &str = "profit_path";

/// The columns of `trajectories.csv`.
pub fn trajectory_columns() -> Vec<Column> {
    let mut columns = keys();
    columns[1] = column("programme", "name", "the programme of change");
    columns.push(column("month", "number", "month of 21 working days, 1 is the first after warm-up"));
    columns.push(column("series", "name", "which measure"));
    columns.push(column(
        "difference",
        "that of the measure",
        "the programme's value less that of no change in the same replication; empty where nothing could be measured",
    ));
    columns
}

/// The columns of `people.csv`.
pub fn person_columns() -> Vec<Column> {
    let mut columns = keys();
    columns.push(column(
        "person",
        "name",
        "the person's name, as in verona trace: function and number within it",
    ));
    columns.push(column("function", "name", "sales, marketing, sales_manager or marketing_manager"));
    columns.push(column("experience", "years", "years of experience at the end"));
    columns.push(column("skill", "1 is an average veteran", "skill at the end"));
    for category in HOURS {
        let meaning = format!("hours that went to: {}", category.replace('_', " "));
        columns.push(column(&format!("hours_{category}"), "hours", &meaning));
    }
    for (name, unit, meaning) in [
        ("leads_given", "leads", "marketing leads offered to a salesperson, or created by a marketer"),
        ("leads_followed_up", "leads", "of those, the ones worked on"),
        ("leads_own", "leads", "leads that a salesperson found alone"),
        ("wins", "wins", "deals won by a salesperson, or won from leads created by a marketer"),
        ("blame_given", "misses", "misses put down to the other function"),
        ("blame_received", "accusations", "accusations received from the other function"),
        ("trust", "share", "trust in the other function at the end"),
        ("satisfaction", "share", "job satisfaction at the end"),
        ("leavers", "people", "people who left this post"),
        ("pay", "money", "money earned in this post over the days counted, salary and all"),
    ] {
        columns.push(column(name, unit, meaning));
    }
    columns
}

/// Starts a CSV file: its header.
///
/// # Errors
/// Those of writing.
pub fn start<W: Write>(to: W, columns: &[Column]) -> io::Result<Writer<W>> {
    let mut writer = Writer::from_writer(to);
    writer.write_record(columns.iter().map(|column| &column.name)).map_err(io::Error::from)?;
    Ok(writer)
}

/// The outcomes of one replication of one arm, under [`outcome_columns`].
///
/// # Errors
/// Those of writing.
pub fn outcomes<W: Write>(
    writer: &mut Writer<W>,
    replication: u32,
    arm: &str,
    outcomes: &Outcomes,
) -> io::Result<()> {
    let replication = replication.to_string();
    for (measure, &value) in OUTCOMES.iter().zip(&outcomes.0) {
        writer.write_record([replication.as_str(), arm, measure.name, &field(value)])?;
    }
    Ok(())
}

/// The months of one replication of one arm, under [`month_columns`].
///
/// # Errors
/// Those of writing.
pub fn months<W: Write>(
    writer: &mut Writer<W>,
    replication: u32,
    arm: &str,
    months: &[Month],
) -> io::Result<()> {
    let replication = replication.to_string();
    for (number, month) in (1..).zip(months) {
        let number: String = u32::to_string(&number);
        for (measure, &value) in SERIES.iter().zip(month) {
            writer.write_record([replication.as_str(), arm, &number, measure.name, &field(value)])?;
        }
    }
    Ok(())
}

/// One replication of one programme, under [`trajectory_columns`]: the differences month by month, then its path.
///
/// # Errors
/// Those of writing.
pub fn trajectory<W: Write>(
    writer: &mut Writer<W>,
    replication: u32,
    programme: &str,
    differences: &[Month],
    path: &[f64],
) -> io::Result<()> {
    months(writer, replication, programme, differences)?;
    let replication = replication.to_string();
    for (number, &value) in (1..).zip(path) {
        let number: String = u32::to_string(&number);
        writer.write_record([replication.as_str(), programme, &number, PATH, &field(value)])?;
    }
    Ok(())
}

/// The people of one replication of one arm, under [`person_columns`].
///
/// # Errors
/// Those of writing.
pub fn people<W: Write>(
    writer: &mut Writer<W>,
    replication: u32,
    arm: &str,
    people: &[PersonRecord],
) -> io::Result<()> {
    let replication = replication.to_string();
    for (person, name) in people.iter().zip(names(people)) {
        let mut row = vec![replication.clone(), arm.to_owned(), name, person.function.to_owned()];
        row.extend([person.experience, person.skill].into_iter().chain(person.hours).map(field));
        row.extend(
            [person.leads_given, person.leads_followed_up, person.leads_own, person.wins]
                .map(|n| n.to_string()),
        );
        row.extend(
            [person.blame_given, person.blame_received, person.trust, person.satisfaction]
                .into_iter()
                .map(field),
        );
        row.push(person.leavers.to_string());
        row.push(field(person.pay));
        writer.write_record(&row)?;
    }
    Ok(())
}

/// The people's names, such as "salesperson 12": the function in words, and the number within it, from 1.
pub fn names(people: &[PersonRecord]) -> Vec<String> {
    let mut seen: Vec<(&str, u32)> = Vec::new();
    people
        .iter()
        .map(|person| {
            let at =
                seen.iter().position(|(function, _)| *function == person.function).unwrap_or_else(|| {
                    seen.push((person.function, 0));
                    seen.len() - 1
                });
            seen[at].1 += 1;
            format!("{} {}", in_words(person.function), seen[at].1)
        })
        .collect()
}

fn in_words(function: &str) -> String {
    match function {
        "sales" => "salesperson".to_owned(),
        "marketing" => "marketer".to_owned(),
        other => other.replace('_', " "),
    }
}

/// A number as a field: the shortest text that reads back as the same number; empty where nothing could
/// be measured.
pub fn field(value: f64) -> String {
    if value.is_finite() { value.to_string() } else { String::new() }
}
