//! What a key of the scenario, a section, a word of the file or an outcome means; and lists of all of them.

use std::fmt::Write as _;

use super::Refused;
use crate::model::outcome::{Better, Measure, OUTCOMES, SERIES};
use crate::output::words::number::wrapped;
use crate::scenario::{self, SECTIONS};

/// Columns of running text.
const WIDTH: usize = 100;

/// What the name means, in words to read. Some, such as trust, name both a section and an outcome.
///
/// # Errors
/// [`Refused::Usage`] where nothing has that name, with what has nearly that name.
pub fn explain(name: &str) -> Result<String, Refused> {
    let measured = measures(name.trim());
    match scenario::explain(name) {
        Ok(text) if measured.is_empty() => Ok(text),
        Ok(text) => Ok(format!("{text}\n{measured}")),
        Err(_) if !measured.is_empty() => Ok(measured),
        Err(error) => {
            let near = nearest(name);
            let near = near.map_or_else(String::new, |name| format!("\n  = help: or the outcome `{name}`?"));
            Err(Refused::Usage(format!("{error}{near}\n  = help: `verona explain` lists every name")))
        }
    }
}

/// What is measured under this name; empty if nothing is.
fn measures(name: &str) -> String {
    let tables = [("An outcome, over the counted days", OUTCOMES), ("A monthly measure", SERIES)];
    let found = tables.iter().filter_map(|(what, table)| {
        let measure = table.iter().find(|measure| measure.name == name)?;
        Some(told(what, measure))
    });
    found.collect::<Vec<_>>().join("\n")
}

fn told(what: &str, measure: &Measure) -> String {
    let better = match measure.better {
        Better::Higher => "more is better",
        Better::Lower => "less is better",
        Better::Neither => "neither more nor less is better: it describes",
    };
    format!(
        "{}\n{}\n  {what}.\n  {:<10} {}\n  {:<10} {better}\n",
        measure.name,
        wrapped(measure.meaning, WIDTH, "  "),
        "unit",
        measure.unit,
        "direction",
    )
}

/// The outcome whose name is close to this one.
fn nearest(key: &str) -> Option<&'static str> {
    OUTCOMES
        .iter()
        .map(|measure| (strsim::damerau_levenshtein(key.trim(), measure.name), measure.name))
        .min()
        .filter(|(distance, name)| *distance <= 1 + name.len() / 5)
        .map(|(_, name)| name)
}

/// Every name that can be explained.
pub fn names() -> String {
    let mut out =
        "Keys of the scenario, by section (verona explain SECTION tells more of one)\n\n".to_owned();
    for (section, about, parameters) in SECTIONS {
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
        let _ = writeln!(out, "[{section}]\n{}", wrapped(about.trim(), WIDTH, "  "));
        let _ = writeln!(out, "{}\n", wrapped(&names.join(", "), WIDTH, "    "));
    }
    let names: Vec<&str> = OUTCOMES.iter().map(|measure| measure.name).collect();
    let names = wrapped(&names.join(", "), WIDTH, "    ");
    let _ = writeln!(out, "Outcomes (verona outcomes tells more of all)\n{names}");
    out
}
