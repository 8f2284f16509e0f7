//! What experiments, claims and answers are read with: values of the kind that is expected, and whatever is wrong told with
//! its place, what was expected, and the word that was probably meant. Reading goes on after a mistake, so that all of them
//! are told at once. (A scenario reads its own keys, because an override may stand in for its text.)

use std::ops::Range;

use toml_edit::{Item, Key, TableLike};

use super::error::{Fault, brief};
use super::reader::describe;
use super::spot::{Sources, Spot};
use super::suggest;

impl Spot {
    /// These bytes of the text, where they are known.
    pub(crate) fn of(span: Option<Range<usize>>) -> Self {
        span.map_or(Spot::Whole, Spot::Text)
    }

    /// Where a key stands.
    pub(crate) fn of_key(key: &Key) -> Self {
        Self::of(key.span())
    }

    /// Where a key's value stands, or the key where the value has no place of its own (a table made of dotted keys).
    pub(crate) fn of_value(key: &Key, item: &Item) -> Self {
        Self::of(if item.is_value() { item.span().or_else(|| key.span()) } else { key.span() })
    }
}

impl Sources<'_> {
    /// Complains about a value of the wrong kind.
    pub(crate) fn wrong(&mut self, label: &str, key: &Key, item: &Item, expected: &str) {
        let fault = Fault::WrongKind { found: describe(item), expected: expected.to_owned() };
        self.complain(&Spot::of_value(key, item), label, fault, None);
    }

    /// Complains about a key that its table does not have. The help names the nearest of `words`, or says `otherwise`.
    pub(crate) fn unknown(
        &mut self,
        [label, within, name]: [&str; 3],
        key: &Key,
        words: impl IntoIterator<Item = &'static str>,
        otherwise: impl FnOnce() -> String,
    ) {
        let near = suggest::nearest(name, words);
        let help = near.map_or_else(otherwise, |near| format!("did you mean `{near}`?"));
        let fault = Fault::UnknownKey { found: brief(name), within: within.to_owned() };
        self.complain(&Spot::of_key(key), label, fault, Some(help));
    }

    /// A table.
    pub(crate) fn table<'t>(&mut self, label: &str, key: &Key, item: &'t Item) -> Option<&'t dyn TableLike> {
        let table = item.as_table_like();
        if table.is_none() {
            self.wrong(label, key, item, &format!("the table [{label}]"));
        }
        table
    }

    /// A whole number in a range.
    pub(crate) fn whole(
        &mut self,
        label: &str,
        key: &Key,
        item: &Item,
        [low, high]: [u64; 2],
    ) -> Option<u64> {
        let found = item.as_integer().and_then(|number| u64::try_from(number).ok());
        let found = found.filter(|number| (low..=high).contains(number));
        if found.is_none() {
            self.wrong(label, key, item, &format!("a whole number from {low} to {high}"));
        }
        found
    }

    /// A finite number.
    pub(crate) fn number(&mut self, label: &str, key: &Key, item: &Item) -> Option<f64> {
        let found = item.as_float().or_else(|| item.as_integer().map(|number| number as f64));
        let found = found.filter(|number| number.is_finite());
        if found.is_none() {
            self.wrong(label, key, item, "a number");
        }
        found
    }

    /// A text.
    pub(crate) fn word(&mut self, label: &str, key: &Key, item: &Item) -> Option<String> {
        let found = item.as_str().map(|text| text.trim().to_owned());
        if found.is_none() {
            self.wrong(label, key, item, "text in quotes");
        }
        found
    }

    /// A list of texts, each with its place.
    pub(crate) fn words(&mut self, label: &str, key: &Key, item: &Item) -> Option<Vec<(String, Spot)>> {
        let list: Option<Vec<_>> = item.as_array().and_then(|list| {
            list.iter().map(|value| Some((value.as_str()?.to_owned(), Spot::of(value.span())))).collect()
        });
        if list.is_none() {
            self.wrong(label, key, item, "a list of texts, such as [\"a\", \"b\"]");
        }
        list
    }
}
