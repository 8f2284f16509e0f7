//! The mapping: which column is what, how its dates and sums are read, and which words mean won and lost. Written after each reading, so
//! that it can be corrected and given back. It holds headers and words of the user's own mapping, and nothing of any row.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml_edit::TableLike;

use super::cells::Order;
use super::roles::{ACTIVITIES, DEALS, Declared, LEADS};
use crate::scenario::error::{Fault, brief};
use crate::scenario::reader::entries;
use crate::scenario::spot::{Sources, Spot};
use crate::scenario::{ScenarioError, suggest};

/// How one table is read, where that is given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableMapping {
    /// Headers by the key of their role.
    pub columns: BTreeMap<String, String>,
    /// How dates of slashes are ordered.
    pub dates: Option<Order>,
    /// Whether sums have a decimal comma.
    pub decimal_comma: Option<bool>,
    /// Words that mean won; none for the usual ones.
    pub won: Vec<String>,
    /// Words that mean lost.
    pub lost: Vec<String>,
    /// Words of sources that are sales' own, not marketing's.
    pub own: Vec<String>,
}

/// How the tables of an export are read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mapping {
    /// Deals.
    pub deals: TableMapping,
    /// Leads.
    pub leads: TableMapping,
    /// Activities.
    pub activities: TableMapping,
}

impl TableMapping {
    /// The header that a role's key is mapped to.
    pub fn column(&self, key: &str) -> Option<&str> {
        self.columns.get(key).map(String::as_str)
    }
}

/// Words for the two orders of dates.
const ORDERS: [(&str, Order); 2] = [("d/m/y", Order::DayFirst), ("m/d/y", Order::MonthFirst)];

impl Order {
    /// As a mapping says it.
    pub fn word(self) -> &'static str {
        ORDERS.iter().find(|(_, order)| *order == self).map_or("", |(word, _)| *word)
    }
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// [`ScenarioError`] with all that is wrong.
    pub fn read(text: &str, origin: &str) -> Result<Self, ScenarioError> {
        let mut sources = Sources::new(text, origin, &[]);
        let mut mapping = Self::default();
        if let Some(document) = sources.document() {
            for (name, key, item) in entries(document.as_table()) {
                let (table, declared) = match name {
                    "deals" => (&mut mapping.deals, DEALS),
                    "leads" => (&mut mapping.leads, LEADS),
                    "activities" => (&mut mapping.activities, ACTIVITIES),
                    _ => {
                        let known = ["deals", "leads", "activities"];
                        sources.unknown([name, "the mapping", name], key, known, || {
                            "the tables are deals, leads and activities".to_owned()
                        });
                        continue;
                    }
                };
                if let Some(content) = sources.table(name, key, item) {
                    read_table(name, content, declared, table, &mut sources);
                }
            }
        }
        sources.error().map_or(Ok(mapping), Err)
    }
}

fn read_table(
    within: &str,
    content: &dyn TableLike,
    declared: &[Declared],
    table: &mut TableMapping,
    sources: &mut Sources<'_>,
) {
    for (name, key, item) in entries(content) {
        let label = format!("{within}.{name}");
        let list = match name {
            "won" if item.is_array() => Some(&mut table.won),
            "lost" if item.is_array() => Some(&mut table.lost),
            "own" => Some(&mut table.own),
            _ => None,
        };
        if let Some(list) = list {
            let words = sources.words(&label, key, item).unwrap_or_default();
            *list = words.into_iter().map(|(word, _)| word).collect();
            continue;
        }
        match name {
            "system" => {}
            "dates" => match ORDERS.iter().find(|(word, _)| item.as_str() == Some(word)) {
                Some((_, order)) => table.dates = Some(*order),
                None => sources.wrong(&label, key, item, "\"d/m/y\" or \"m/d/y\""),
            },
            "decimals" => match item.as_str() {
                Some("," | ".") => table.decimal_comma = Some(item.as_str() == Some(",")),
                _ => sources.wrong(&label, key, item, "\".\" or \",\""),
            },
            _ if declared.iter().any(|role| role.key == name) => {
                if let Some(header) = sources.word(&label, key, item) {
                    table.columns.insert(name.to_owned(), header);
                }
            }
            _ => {
                let known: Vec<&'static str> = declared
                    .iter()
                    .map(|role| role.key)
                    .chain(["dates", "decimals", "won", "lost", "own"])
                    .collect();
                let help = suggest::nearest(name, known.iter().copied()).map_or_else(
                    || format!("columns are {}", known.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                let fault = Fault::UnknownKey { found: brief(name), within: within.to_owned() };
                sources.complain(&Spot::of_key(key), label, fault, Some(help));
            }
        }
    }
}

/// One table of a mapping, as text.
pub(super) fn write_table(
    text: &mut String,
    name: &str,
    system: &str,
    columns: &[(&'static str, String)],
    used: &TableMapping,
) {
    let quoted = |words: &str| toml_edit::Value::from(words).to_string();
    let _ = writeln!(text, "\n[{name}]\nsystem = {}", quoted(system));
    for (key, header) in columns {
        let _ = writeln!(text, "{key} = {}", quoted(header));
    }
    if let Some(order) = used.dates {
        let _ = writeln!(text, "dates = {}", quoted(order.word()));
    }
    if let Some(comma) = used.decimal_comma {
        let _ = writeln!(text, "decimals = {}", quoted(if comma { "," } else { "." }));
    }
    for (key, words) in [("won", &used.won), ("lost", &used.lost), ("own", &used.own)] {
        if !words.is_empty() {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            let _ = writeln!(text, "{key} = [{}]", words.join(", "));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_reads_back_the_same() {
        let used = TableMapping {
            dates: Some(Order::MonthFirst),
            decimal_comma: Some(true),
            won: vec!["Auftrag".to_owned()],
            ..TableMapping::default()
        };
        let mut text = String::new();
        write_table(&mut text, "deals", "HubSpot", &[("created", "Create \"Date\"".to_owned())], &used);
        let read = Mapping::read(&text, "mapping.toml").unwrap().deals;
        assert_eq!(read.column("created"), Some("Create \"Date\""));
        assert_eq!((read.dates, read.decimal_comma, read.won), (used.dates, used.decimal_comma, used.won));
    }

    #[test]
    fn mistakes_in_a_mapping_are_told_with_their_place() {
        for (text, words) in [
            ("[deal]\n", "did you mean `deals`?"),
            ("[deals]\ncreate = \"x\"\n", "did you mean `created`?"),
            ("[deals]\ndates = \"iso\"\n", "m.toml:2:9"),
            ("[deals]\ncreated = 3\n", "text in quotes"),
        ] {
            let error = Mapping::read(text, "m.toml").unwrap_err().to_string();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
