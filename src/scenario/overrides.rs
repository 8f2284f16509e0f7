//! `--set key=value`: an override is read as if it were a line of the scenario, so that it can set whatever a
//! scenario can, and is checked the same way.

use toml_edit::{Item, Key, Table, Value};

use super::error::{Fault, brief};
use super::reader::Reader;
use super::spot::{Sources, Spot};
use super::written::Written;

/// Reads all overrides into `written`.
pub(super) fn read(written: &mut Written, sources: &mut Sources<'_>) {
    for (i, text) in sources.overrides.iter().enumerate() {
        match table(text) {
            Ok(table) => Reader { written, sources, set: Some(i) }.root(&table),
            Err((message, help)) => {
                sources.complain(&Spot::Set(i), "", Fault::Override { message }, Some(help));
            }
        }
    }
}

/// The longest override; nobody types more.
const LONGEST: usize = 10_000;

const EXAMPLE: &str = "write it as key=value, such as --set firm.salespeople=40";

/// An override as the table that the same line of a scenario would make.
fn table(text: &str) -> Result<Table, (String, String)> {
    let (key, value) = text
        .split_once('=')
        .filter(|_| text.len() <= LONGEST)
        .ok_or_else(|| ("expected a key, an equals sign and a value".to_owned(), EXAMPLE.to_owned()))?;
    let keys = Key::parse(key.trim()).map_err(|error| {
        (format!("`{}` is not a key: {}", brief(key.trim()), error.message()), EXAMPLE.to_owned())
    })?;
    if key.trim() == "compare" && !value.contains('"') {
        let arms = value.trim().trim_matches(['[', ']']);
        let help = format!("write --structures {}", brief(arms));
        return Err(("structures are chosen with an option of their own".to_owned(), help));
    }
    let mut item = Item::Value(parse_value(value.trim())?);
    let mut keys = keys.into_iter().rev().peekable();
    while let Some(key) = keys.next() {
        let mut table = Table::new();
        table.insert_formatted(&key, item);
        if keys.peek().is_none() {
            return Ok(table);
        }
        item = Item::Table(table);
    }
    Err((format!("`{}` is not a key", brief(key)), EXAMPLE.to_owned()))
}

/// A TOML value; anything that is none and does not begin like a string, list or table is a bare word.
fn parse_value(text: &str) -> Result<Value, (String, String)> {
    if text.is_empty() {
        return Err(("the value is missing after the equals sign".to_owned(), EXAMPLE.to_owned()));
    }
    match text.parse::<Value>() {
        Ok(value) => Ok(value),
        Err(error) if text.starts_with(['"', '\'', '[', '{']) => {
            let help =
                "put quotes around the whole option if the shell takes them away: --set 'key=\"value\"'";
            Err((format!("`{}` is not a value: {}", brief(text), error.message()), help.to_owned()))
        }
        Err(_) if whole(text) => {
            let help = "the largest whole number that a scenario can hold is 9223372036854775807".to_owned();
            Err((format!("`{}` is too large", brief(text)), help))
        }
        Err(_) => Ok(Value::from(text)),
    }
}

/// Whether a text is a whole number, of any size.
fn whole(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(|c| c.is_ascii_digit() || c == '_')
}
