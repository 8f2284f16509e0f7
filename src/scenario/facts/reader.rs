//! Reads `[facts]`: each figure with its place, what it sets at once, and sums that must agree.

use toml_edit::{Item, Key};

use super::{FACTS, Fact, Given, Measure, Says, fact, read_amount};
use crate::scenario::error::{Fault, brief};
use crate::scenario::reader::{Reader, describe, entries};
use crate::scenario::registry::{Takes, Value};
use crate::scenario::spot::Spot;
use crate::scenario::written::{Setting, WrittenFact};
use crate::scenario::{parameter, suggest};

/// A number of the file as it stands there, where it is one of digits: 60.000 may be meant to be 60,000.
fn as_written(item: &Item, text: &str) -> Option<String> {
    let written = text.get(item.span()?)?;
    (item.is_float() && written.chars().all(|c| c.is_ascii_digit() || c == '.')).then(|| written.to_owned())
}

impl Reader<'_, '_> {
    /// Reads `[facts]`.
    pub(in crate::scenario) fn facts(&mut self, key: &Key, item: &Item) {
        let Some(table) = self.table("facts", key, item) else { return };
        for (name, key, item) in entries(table) {
            if self.sources.is_full() {
                return;
            }
            self.one_fact(name, key, item);
        }
        self.add_up();
    }

    fn one_fact(&mut self, name: &str, key: &Key, item: &Item) {
        let label = format!("facts.{name}");
        let Some(fact) = fact(name) else {
            let known = FACTS.iter().map(|fact| fact.name);
            let help = match suggest::nearest(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`verona explain facts` lists what a leader can say of a firm".to_owned(),
            };
            let fault = Fault::UnknownKey { found: brief(name), within: "facts".to_owned() };
            self.sources.complain(&self.spot(key.span()), label, fault, Some(help));
            return;
        };
        let spot = self.value_spot(key, item);
        let text = match (item.as_str(), item.as_float(), item.as_integer()) {
            (Some(text), _, _) => text.to_owned(),
            (_, Some(number), _) => as_written(item, self.sources.text).unwrap_or_else(|| number.to_string()),
            (_, _, Some(number)) => number.to_string(),
            _ => {
                let fault = Fault::WrongKind { found: describe(item), expected: fact.expected() };
                let help = format!("write `{name} = \"{}\"`", fact.example);
                self.sources.complain(&spot, label, fault, Some(help));
                return;
            }
        };
        let amount = match read_amount(fact.measure, &text) {
            Ok(amount) => amount,
            Err(help) => {
                let help = fact.too_much(&text).unwrap_or(help);
                let fault = Fault::WrongKind { found: describe(item), expected: fact.expected() };
                self.sources.complain(&spot, label, fault, Some(help));
                return;
            }
        };
        let [low, high] = fact.legal;
        let whole = fact.measure != Measure::People || amount.value == libm::trunc(amount.value);
        if !(low..=high).contains(&amount.value) || !whole {
            let fault = Fault::OutOfRange { found: brief(&text), expected: fact.expected() };
            let help = match fact.measure {
                Measure::People if !whole => Some("people are counted in whole numbers".to_owned()),
                _ => fact.too_much(&text),
            };
            self.sources.complain(&spot, label, fault, help);
            return;
        }
        let given = Given::new(fact, amount);
        self.sets(fact, given.value, &spot);
        self.written.facts.retain(|known| known.given.fact.name != fact.name);
        self.written.facts.push(WrittenFact { given, spot });
    }

    /// A fact that is a key of the model under another name holds at once.
    fn sets(&mut self, fact: &Fact, value: f64, spot: &Spot) {
        let Says::Sets(key) = fact.says else { return };
        let parameter = key.split_once('.').and_then(|(section, name)| parameter(section, name));
        let Some(parameter) = parameter else {
            debug_assert!(false, "there is no key {key}, which the fact {} sets", fact.name);
            return;
        };
        let value = match parameter.kind {
            Takes::Integer => Value::Integer(value as i64),
            _ => Value::Number(value),
        };
        self.written.settings.push(Setting { parameter, value, spot: spot.clone() });
    }

    /// Headcount means what a leader means: the sum of all people.
    fn add_up(&mut self) {
        let known = |name: &str| self.written.facts.iter().find(|known| known.given.fact.name == name);
        let Some(WrittenFact { given: all, spot }) = known("people").cloned() else { return };
        let parts =
            ["salespeople", "marketers", "managers"].map(|name| known(name).map(|fact| fact.given.value));
        let [Some(sellers), Some(marketers), managers] = parts else {
            let fault = Fault::Missing { lacks: "`salespeople` and `marketers` beside it".to_owned() };
            self.sources.complain(&spot, "facts.people", fault, None);
            return;
        };
        let rest = all.value - sellers - marketers;
        match managers {
            Some(managers) if managers != rest => {
                let reason = format!(
                    "{sellers} salespeople, {marketers} marketers and {managers} managers are {}, not {}",
                    sellers + marketers + managers,
                    all.value
                );
                let help = "write the sum of all, or leave `people` out".to_owned();
                self.sources.complain(&spot, "facts.people", Fault::Misplaced { reason }, Some(help));
            }
            _ if rest < 0.0 => {
                let sum = sellers + marketers;
                let reason = format!(
                    "{sellers} salespeople and {marketers} marketers are {sum}, more than {}",
                    all.value
                );
                let help = "write the sum of all, or leave `people` out".to_owned();
                self.sources.complain(&spot, "facts.people", Fault::Misplaced { reason }, Some(help));
            }
            Some(_) => {}
            None => {
                if let Some(managers) = fact("managers") {
                    self.sets(managers, rest, &spot);
                }
            }
        }
    }
}
