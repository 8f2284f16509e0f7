//! A user's text as TOML, and help where it is none: the slips that people make who do not know the format.

use toml_edit::{Document, TomlError};

use super::error::{Fault, printable};
use super::file::LONGEST_TEXT;
use super::spot::{Sources, Spot};

impl<'a> Sources<'a> {
    /// The text as TOML; nothing where it is none, or too long to be one of ours.
    pub(crate) fn document(&mut self) -> Option<Document<&'a str>> {
        let text = self.text;
        if text.len() > LONGEST_TEXT {
            let fault = Fault::TooLong { found: text.len(), limit: LONGEST_TEXT };
            self.complain(&Spot::Whole, "", fault, None);
            return None;
        }
        match Document::parse(text) {
            Ok(document) => Some(document),
            Err(error) => {
                let (spot, fault, help) = explain(text, &error);
                self.complain(&spot, "", fault, help);
                None
            }
        }
    }
}

/// Where the text stops being TOML, why, and how to mend it.
fn explain(text: &str, error: &TomlError) -> (Spot, Fault, Option<String>) {
    let end = text.len();
    let span = error.span().map(|span| span.start.min(end)..span.end.min(end).max(span.start.min(end)));
    let help = span.as_ref().and_then(|span| help(line_at(text, span.start), error.message()));
    let spot = span.map_or(Spot::Whole, Spot::Text);
    (spot, Fault::Syntax { message: plain(error.message()) }, help)
}

/// The parser's commonest messages in words that need no knowledge of TOML.
fn plain(message: &str) -> String {
    let known = [
        ("string values must be quoted", "a value is a number, true, false, or text in quotes"),
        ("duplicate key", "this key or section was there before"),
        ("key with no value", "the equals sign and the value are missing"),
        ("integer number overflowed", "this whole number is too large"),
    ];
    let known = known.iter().find(|(start, _)| message.starts_with(start));
    known.map_or(message, |(_, words)| words).to_owned()
}

fn line_at(text: &str, at: usize) -> &str {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let start = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let end = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |i| at + i);
    text.get(start..end).unwrap_or_default()
}

/// A line so long is no slip of somebody who meant one key.
const LONGEST_LINE: usize = 120;

fn help(line: &str, message: &str) -> Option<String> {
    if message.starts_with("duplicate key") {
        return Some("a key or section can stand only once: keep one of the two".to_owned());
    }
    let line = printable(line.split('#').next().unwrap_or_default().trim());
    let line = line.as_str();
    if line.len() > LONGEST_LINE {
        return None;
    }
    let Some((key, value)) = line.split_once('=') else {
        if let Some((key, value)) = line.split_once(':') {
            return Some(format!("write `{} = {}`", key.trim(), value.trim()));
        }
        return (!line.is_empty() && !line.starts_with('[')).then(|| {
            "a line is either a section such as [firm] or a key such as salespeople = 40".to_owned()
        });
    };
    let (key, value) = (key.trim(), value.trim());
    let word = |value: &str| {
        value.starts_with(char::is_alphabetic)
            && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
    };
    if let Some(percent) = value.strip_suffix('%').and_then(|x| x.trim().parse::<f64>().ok()) {
        return Some(format!("a share is a fraction of one: write `{key} = {}`", percent / 100.0));
    }
    if value.contains(',') && value.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) {
        let thousands = value.split(',').skip(1).all(|group| group.len() == 3);
        let joined = format!("`{key} = {}`", value.replace(',', ""));
        let pointed = format!("`{key} = {}`", value.replace(',', "."));
        return Some(match (thousands, value.matches(',').count()) {
            (true, 1) => format!("write {joined} for thousands, or {pointed} with a decimal point"),
            (true, _) => format!("write {joined}"),
            (false, _) => format!("write a decimal point: {pointed}"),
        });
    }
    match value.to_lowercase().as_str() {
        "yes" | "on" | "true" => return Some(format!("write `{key} = true`")),
        "no" | "off" | "false" => return Some(format!("write `{key} = false`")),
        _ => {}
    }
    if word(value) {
        return Some(format!("put words in quotes: `{key} = \"{value}\"`"));
    }
    None
}
