//! Equally plausible firms: a table with one row per firm and one column per scenario key, as `verona fit` writes it and every
//! command with `--draws` reads it.
//!
//! A row says what is not known of a firm for certain; everything else stands in the scenario file. Rows are equally plausible,
//! so there is no column of weights. Keys are dotted, as in sweeps (`offer.deal_hours`); only parameters of the firm may
//! vary, not operating choices or the plan, which are what is compared and how. Text in, text out: no file is opened here.

use std::fmt::Write as _;

use crate::scenario::error::{Fault, brief};
use crate::scenario::numbers::counted;
use crate::scenario::registry::{Misfit, Parameter, Takes, Value};
use crate::scenario::spot::{Sources, Spot};
use crate::scenario::{self, Scenario, ScenarioError, Study, suggest};

/// The most firms of one table.
pub const MOST_FIRMS: usize = 100_000;
/// The longest table, in bytes.
pub const LONGEST_TABLE: usize = 64 << 20;
/// Sections that a draw may not vary: what is compared, and how.
const FIXED: [&str; 2] = ["operating", "plan"];

/// Firms that fit what is known of one.
#[derive(Debug, Clone, PartialEq)]
pub struct Firms {
    keys: Vec<&'static Parameter>,
    rows: Vec<Vec<Value>>,
}

impl Firms {
    /// A table of these keys, without a row.
    pub fn new(keys: Vec<&'static Parameter>) -> Self {
        Self { keys, rows: Vec::new() }
    }

    /// Adds a firm; whole numbers are rounded, and values outside a key's legal range go to its end.
    pub fn push(&mut self, values: &[f64]) {
        debug_assert_eq!(values.len(), self.keys.len(), "one value a key");
        let fitted = self.keys.iter().zip(values).map(|(key, &value)| fitted(key, value));
        self.rows.push(fitted.collect());
    }

    /// How many firms there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What varies.
    pub fn keys(&self) -> &[&'static Parameter] {
        &self.keys
    }

    /// The values of one firm, in the order of the keys.
    pub fn row(&self, firm: usize) -> &[Value] {
        &self.rows[firm]
    }

    /// The values of one key over all firms.
    pub fn column(&self, key: usize) -> impl Iterator<Item = f64> + '_ {
        self.rows.iter().map(move |row| number(&row[key]))
    }

    /// The same firms without these keys, which something else says.
    pub fn without(&self, keys: &[String]) -> Self {
        let kept: Vec<usize> =
            (0..self.keys.len()).filter(|&at| !keys.contains(&self.keys[at].key())).collect();
        let pick = |row: &Vec<Value>| kept.iter().map(|&at| row[at].clone()).collect();
        Self {
            keys: kept.iter().map(|&at| self.keys[at]).collect(),
            rows: self.rows.iter().map(pick).collect(),
        }
    }

    /// A study of one of the firms: its values hold for the firm and for all its arms, as if its file said them.
    pub fn study(&self, firm: usize, study: &Study) -> Study {
        let settings: Vec<_> = self.keys.iter().copied().zip(self.rows[firm].iter().cloned()).collect();
        study.clone().with_values(&settings)
    }

    /// One of the firms, from a scenario.
    pub fn scenario(&self, firm: usize, base: &Scenario) -> Scenario {
        let mut scenario = base.clone();
        for (key, value) in self.keys.iter().zip(&self.rows[firm]) {
            let stored = scenario.set(key.section, key.name, value);
            debug_assert!(stored.is_ok(), "values are checked when they are read");
        }
        scenario
    }

    /// A scenario as a replication (numbered from 1) lives it: the firms take turns, and begin again after the last. There must be one.
    pub fn turn(&self, replication: u32, base: &Scenario) -> Scenario {
        self.scenario(replication.saturating_sub(1) as usize % self.len().max(1), base)
    }

    /// The table as CSV text that reads back the same.
    pub fn csv(&self) -> String {
        let mut text = String::new();
        let keys: Vec<String> = self.keys.iter().map(|key| key.key()).collect();
        text.push_str(&keys.join(","));
        text.push('\n');
        for row in &self.rows {
            for (at, value) in row.iter().enumerate() {
                let _ = write!(text, "{}{value}", if at > 0 { "," } else { "" });
            }
            text.push('\n');
        }
        text
    }

    /// Reads a table; `origin` labels it in messages.
    ///
    /// # Errors
    /// [`ScenarioError`] with all that is wrong, each with its line and column.
    pub fn read(text: &str, origin: &str) -> Result<Self, ScenarioError> {
        let mut sources = Sources::new(text, origin, &[]);
        let firms = read(text, &mut sources);
        match sources.error() {
            Some(error) => Err(error),
            None => Ok(firms),
        }
    }
}

/// A number as a value that the key takes.
fn fitted(key: &Parameter, value: f64) -> Value {
    let inside = value.clamp(key.legal[0], key.legal[1]);
    match key.kind {
        Takes::Integer => Value::Integer(libm::round(inside) as i64),
        _ => Value::Number(inside),
    }
}

fn number(value: &Value) -> f64 {
    match value {
        Value::Number(x) => *x,
        Value::Integer(i) => *i as f64,
        Value::Flag(_) | Value::Word(_) => f64::NAN,
    }
}

fn read(text: &str, sources: &mut Sources<'_>) -> Firms {
    let mut firms = Firms::new(Vec::new());
    if text.len() > LONGEST_TABLE {
        let fault = Fault::TooLong { found: text.len(), limit: LONGEST_TABLE };
        sources.complain(&Spot::Whole, "", fault, None);
        return firms;
    }
    let mut lines = cells(text);
    let Some(head) = lines.next() else {
        let help = "`verona fit` writes such a table: keys of the scenario in the first line, one firm in each further line";
        let fault = Fault::Missing { lacks: "a line with keys".to_owned() };
        sources.complain(&Spot::Whole, "the table of firms", fault, Some(help.to_owned()));
        return firms;
    };
    for (word, spot) in &head {
        match key(word) {
            Ok(found) if firms.keys.iter().any(|known| known.key() == found.key()) => {
                let fault = Fault::Misplaced { reason: format!("the key `{}` has two columns", found.key()) };
                sources.complain(spot, found.key(), fault, Some("keep one of them".to_owned()));
            }
            Ok(found) => firms.keys.push(found),
            Err((fault, help)) => sources.complain(spot, brief(word), fault, help),
        }
    }
    if !sources.findings.is_empty() {
        return firms;
    }
    for row in lines {
        if sources.is_full() {
            return firms;
        }
        if firms.rows.len() == MOST_FIRMS {
            let fault = Fault::TooMany { what: "firms and more", found: MOST_FIRMS + 1, limit: MOST_FIRMS };
            sources.complain(&row[0].1, "the table of firms", fault, None);
            return firms;
        }
        if row.len() != firms.keys.len() {
            let reason = format!(
                "this line has {}, and the first line has {}",
                counted(row.len(), "value"),
                counted(firms.keys.len(), "key")
            );
            sources.complain(&row[0].1, "the table of firms", Fault::Misplaced { reason }, None);
            continue;
        }
        let values: Option<Vec<Value>> = (firms.keys.iter().zip(&row))
            .map(|(key, (word, spot))| value(key, word, spot, sources))
            .collect();
        firms.rows.extend(values);
    }
    if firms.rows.is_empty() && sources.findings.is_empty() {
        let fault = Fault::Missing { lacks: "a firm below its keys".to_owned() };
        sources.complain(&Spot::Whole, "the table of firms", fault, None);
    }
    firms
}

/// The lines that are not empty, each as cells with their places.
fn cells(text: &str) -> impl Iterator<Item = Vec<(&str, Spot)>> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut at = start;
    text[start..].split_inclusive('\n').filter_map(move |line| {
        let mut from = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line.trim().is_empty() {
            return None;
        }
        let cells = line.split(',').map(|cell| {
            let blank = cell.len() - cell.trim_start().len();
            let word = cell.trim();
            let spot = Spot::Text(from + blank..from + blank + word.len());
            from += cell.len() + 1;
            (word.trim_matches('"'), spot)
        });
        Some(cells.collect())
    })
}

/// The parameter of a column.
fn key(word: &str) -> Result<&'static Parameter, (Fault, Option<String>)> {
    let found = word.split_once('.').and_then(|(section, name)| scenario::parameter(section, name));
    let Some(found) = found else {
        let keys: Vec<String> = scenario::parameters().map(Parameter::key).collect();
        let near = suggest::nearest(word, keys.iter().map(String::as_str));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "columns are keys of the scenario, such as `offer.deal_hours`".to_owned(),
        };
        return Err((Fault::UnknownKey { found: brief(word), within: String::new() }, Some(help)));
    };
    let numeric = matches!(found.kind, Takes::Number | Takes::Integer);
    if FIXED.contains(&found.section) || !numeric {
        let reason = format!("`{}` cannot differ between plausible firms", found.key());
        let help =
            "operating choices and the plan are what is compared, and how: set them in the scenario file";
        return Err((Fault::Misplaced { reason }, Some(help.to_owned())));
    }
    Ok(found)
}

fn value(key: &Parameter, word: &str, spot: &Spot, sources: &mut Sources<'_>) -> Option<Value> {
    let parsed = match key.kind {
        Takes::Integer => word.parse().ok().map(Value::Integer),
        _ => word.parse().ok().map(Value::Number),
    };
    let fault = match parsed {
        Some(value) => match Scenario::default().set(key.section, key.name, &value) {
            Ok(()) => return Some(value),
            Err(Misfit::Range) => {
                let expected = format!("{} to {} ({})", key.legal[0], key.legal[1], key.unit);
                Fault::OutOfRange { found: brief(word), expected }
            }
            Err(_) => Fault::WrongKind { found: brief(word), expected: key.kind.to_string() },
        },
        None => {
            let found = if word.is_empty() { "empty".to_owned() } else { format!("\"{}\"", brief(word)) };
            Fault::WrongKind { found, expected: key.kind.to_string() }
        }
    };
    sources.complain(spot, key.key(), fault, None);
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load;

    fn firms() -> Firms {
        let keys = ["offer.deal_hours", "firm.span"].map(|word| key(word).unwrap());
        let mut firms = Firms::new(keys.to_vec());
        firms.push(&[21.5, 7.6]);
        firms.push(&[18.25, 9e9]);
        firms
    }

    #[test]
    fn a_table_of_firms_reads_back_the_same() {
        let text = firms().csv();
        assert_eq!(text, "offer.deal_hours,firm.span\n21.5,8\n18.25,100\n");
        assert_eq!(Firms::read(&text, "draws.csv"), Ok(firms()));
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(Firms::read(&windows, "draws.csv"), Ok(firms()));
    }

    #[test]
    fn a_firm_of_the_table_holds_for_the_base_and_for_every_arm() {
        let study = load("", "firm", &[]).unwrap();
        let other = firms().study(0, &study);
        for scenario in other.arms.iter().map(|arm| &arm.scenario).chain([&other.base]) {
            assert_eq!((scenario.offer.deal_hours, scenario.firm.span), (21.5, 8));
        }
        assert_ne!(study.canonical, other.canonical);
        assert_eq!(firms().scenario(0, &study.base), other.base);
    }

    #[test]
    fn mistakes_are_told_with_line_and_column() {
        for (text, words) in [
            ("", "lacks a line with keys"),
            ("offer.deal_hours\n", "lacks a firm below its keys"),
            ("offer.deal_hour\n1\n", "did you mean `offer.deal_hours`?"),
            ("plan.days\n1\n", "cannot differ between plausible firms"),
            ("offer.deal_hours,offer.deal_hours\n1,2\n", "has two columns"),
            (
                "offer.deal_hours,firm.span\n1\n",
                "draws.csv:2:1: this line has 1 value, and the first line has 2 keys",
            ),
            ("offer.deal_hours,firm.span\n1,8\n2,1.5\n", "draws.csv:3:3: `firm.span` cannot be \"1.5\""),
            (
                "offer.deal_hours\n-3\n",
                "draws.csv:2:1: `offer.deal_hours` cannot be -3, which is out of range",
            ),
            ("offer.deal_hours\nnan\n", "draws.csv:2:1: `offer.deal_hours` cannot be nan"),
        ] {
            let message = Firms::read(text, "draws.csv").unwrap_err().to_string();
            assert!(message.contains(words), "{text:?} gives {message}");
        }
    }
}
