//! `verona explain`: what a key, a section or an outcome means.

use std::io::Write;

use clap::Args;

use super::failure::Failure;
use crate::model::outcome::{Better, Measure, OUTCOMES, SERIES};
use crate::output::words::number::wrapped;
use crate::scenario::{self, SECTIONS};

/// Explain a key of the scenario, a section or an outcome; without a name, list them
#[derive(Debug, Args)]
pub struct Typed {
    /// Such as offer.complexity, market, or lead_leakage
    #[arg(value_name = "KEY")]
    key: Option<String>,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let Some(key) = &typed.key else { return Ok(list(out)?) };
    let measured = measures(key.trim());
    match scenario::explain(key) {
        Ok(text) => {
            // Some words, such as trust, name both a section and an outcome.
            write!(out, "{text}")?;
            if !measured.is_empty() {
                write!(out, "\n{measured}")?;
            }
        }
        Err(_) if !measured.is_empty() => write!(out, "{measured}")?,
        Err(error) => {
            let near =
                nearest(key).map_or_else(String::new, |name| format!("\n  = help: or the outcome `{name}`?"));
            return Err(Failure::Usage(format!(
                "{error}{near}\n  = help: `verona explain` lists every name"
            )));
        }
    }
    Ok(())
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
        wrapped(measure.meaning, 100, "  "),
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
fn list(out: &mut impl Write) -> std::io::Result<()> {
    writeln!(out, "Keys of the scenario, by section (verona explain SECTION tells more of one)\n")?;
    for (section, about, parameters) in SECTIONS {
        writeln!(out, "[{section}]\n{}", wrapped(about.trim(), 100, "  "))?;
        let names: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
        writeln!(out, "{}\n", wrapped(&names.join(", "), 100, "    "))?;
    }
    let names: Vec<&str> = OUTCOMES.iter().map(|measure| measure.name).collect();
    writeln!(out, "Outcomes (verona outcomes tells more of all)\n{}", wrapped(&names.join(", "), 100, "    "))
}
