//! The data dictionary: every file of an output directory, every column, every outcome and measure.

use std::io::{self, Write};

use super::rows::{self, Column};
use crate::model::outcome::{Better, Measure, OUTCOMES, SERIES};

/// The files of an output directory of `verona compare` and what each holds.
pub const FILES: &[(&str, &str)] = &[
    ("outcomes.csv", "one row per replication, structure and outcome"),
    ("months.csv", "one row per replication, structure, month and measure"),
    ("people.csv", "one row per replication, structure and person"),
    (
        "summary.json",
        "means, spread and paired differences of the structures; the object that verona compare --format json prints",
    ),
    (
        "scenario.toml",
        "every value in force, with every override that was given, and what each structure changes",
    ),
    ("dictionary.csv", "this dictionary as a table"),
    ("dictionary.md", "this dictionary as a page"),
    (
        "complete.json",
        "bytes and SHA-256 of each of these; written last: without it, the results are not whole",
    ),
];

/// The firms that could all be this one, where they are kept.
pub(super) const FIRMS: (&str, &str) = (
    "firms.csv",
    "firms that could all be this one, one a row; one column per key of the scenario in which they differ",
);

/// The files that `verona change` writes beside [`FILES`].
const CHANGE_FILES: &[(&str, &str)] = &[
    (
        "trajectories.csv",
        "one row per replication, programme, month and measure: the programme less no change",
    ),
    (
        "change.json",
        "what the paths say of each programme; the object that verona change --format json prints",
    ),
    ("path.svg", "a picture of the paths"),
];

/// What files of rows hold over firms, of which no single future is kept.
const OVER_FIRMS: &[(&str, &str)] = &[
    (
        "outcomes.csv",
        "one row per firm, structure and outcome: the mean over the firm's futures; `replication` numbers the firms",
    ),
    (
        "trajectories.csv",
        "one row per firm, programme, month and measure: the programme less no change, the mean over the firm's futures; `replication` \
         numbers the firms",
    ),
];

/// What an output directory holds more or less than that of a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Kept {
    /// The paths of programmes.
    pub change: bool,
    /// Rows of firms in place of futures.
    pub over_firms: bool,
    /// The firms themselves.
    pub firms: bool,
}

/// The files of such a directory and what each holds.
pub fn files(kept: Kept) -> Vec<(&'static str, &'static str)> {
    let all = FILES.iter().chain(CHANGE_FILES.iter().filter(|_| kept.change)).copied();
    let all = all.chain(kept.firms.then_some(FIRMS));
    if !kept.over_firms {
        return all.collect();
    }
    let of_futures = ["months.csv", "people.csv"];
    let own = |(file, about)| (file, OVER_FIRMS.iter().find(|own| own.0 == file).map_or(about, |own| own.1));
    all.filter(|(file, _)| !of_futures.contains(file)).map(own).collect()
}

/// One line of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file.
    pub file: &'static str,
    /// The column, or the column that holds the word in `key`.
    pub column: String,
    /// For a value whose unit depends on another column: that column's word, such as `lead_leakage`.
    pub key: &'static str,
    /// The unit in words.
    pub unit: String,
    /// `higher`, `lower` or nothing.
    pub better: &'static str,
    /// One line of meaning.
    pub meaning: String,
}

/// The whole dictionary.
pub fn entries() -> Vec<Entry> {
    let mut entries = Vec::new();
    for (file, columns, measures) in [
        ("outcomes.csv", rows::outcome_columns(), OUTCOMES),
        ("months.csv", rows::month_columns(), SERIES),
        ("people.csv", rows::person_columns(), &[]),
        ("trajectories.csv", rows::trajectory_columns(), SERIES),
    ] {
        entries.extend(columns.into_iter().map(|Column { name, unit, meaning }| Entry {
            file,
            column: name,
            key: "",
            unit: unit.to_owned(),
            better: "",
            meaning,
        }));
        entries.extend(measures.iter().map(|measure: &Measure| Entry {
            file,
            column: if file == "trajectories.csv" { "difference" } else { "value" }.to_owned(),
            key: measure.name,
            unit: measure.unit.to_owned(),
            better: better(measure.better),
            meaning: measure.meaning.to_owned(),
        }));
    }
    entries.push(Entry {
        file: "trajectories.csv",
        column: "difference".to_owned(),
        key: rows::PATH,
        unit: "money per head".to_owned(),
        better: better(Better::Higher),
        meaning: "the path: profit, programme less no change, of all months so far together, by head of the no-change structure"
            .to_owned(),
    });
    entries
}

/// The direction in a word; nothing where an outcome only describes.
pub fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "higher",
        Better::Lower => "lower",
        Better::Neither => "",
    }
}

/// The dictionary of `files` as CSV.
///
/// # Errors
/// Those of writing.
pub fn write_csv(to: impl Write, files: &[(&str, &str)]) -> io::Result<()> {
    let here = |entry: &Entry| files.iter().any(|(file, _)| *file == entry.file);
    write_csv_of(to, entries().into_iter().filter(here))
}

/// These entries as CSV.
///
/// # Errors
/// Those of writing.
pub fn write_csv_of(to: impl Write, entries: impl Iterator<Item = Entry>) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(["file", "column", "key", "unit", "better", "meaning"])?;
    for entry in entries {
        writer.write_record([
            entry.file,
            &entry.column,
            entry.key,
            &entry.unit,
            entry.better,
            &entry.meaning,
        ])?;
    }
    writer.flush()
}

/// The dictionary of `files` as a page of Markdown.
///
/// # Errors
/// Those of writing.
pub fn write_markdown(to: impl Write, files: &[(&str, &str)]) -> io::Result<()> {
    write_markdown_of(to, files, &entries())
}

/// These entries, of `files`, as a page of Markdown.
///
/// # Errors
/// Those of writing.
pub fn write_markdown_of(mut to: impl Write, files: &[(&str, &str)], entries: &[Entry]) -> io::Result<()> {
    writeln!(to, "# Data dictionary\n\nWritten by verona {}.\n", env!("CARGO_PKG_VERSION"))?;
    writeln!(to, "| file | what it holds |\n|---|---|")?;
    for (file, about) in files {
        writeln!(to, "| {file} | {about} |")?;
    }
    for (file, _) in files {
        let mut of_file = entries.iter().filter(|entry| entry.file == *file).peekable();
        if of_file.peek().is_none() {
            continue;
        }
        writeln!(to, "\n## {file}\n\n| column | unit | better | meaning |\n|---|---|---|---|")?;
        for entry in of_file {
            let column = match entry.key {
                "" => format!("`{}`", entry.column),
                key => format!("`{}` of `{key}`", entry.column),
            };
            writeln!(to, "| {column} | {} | {} | {} |", entry.unit, entry.better, entry.meaning)?;
        }
    }
    Ok(())
}
