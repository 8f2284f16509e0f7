//! Reading tables key by key: values that fit their declaration, names that files can bear, and complaints about the rest.

use toml_edit::{Item, Key, TableLike};

use super::error::{Fault, brief};
use super::presets::{PRESETS, Preset, preset};
use super::registry::{Misfit, Parameter, Takes, Value};
use super::spot::{Sources, Spot};
use super::written::{Setting, TODAY, Written};
use super::{Scenario, parameter, suggest, wording};

/// Reads tables into [`Written`], complaining about what does not fit.
pub(super) struct Reader<'r, 'a> {
    pub written: &'r mut Written,
    pub sources: &'r mut Sources<'a>,
    /// The override that is being read; `None` for the text.
    pub set: Option<usize>,
}

impl Reader<'_, '_> {
    pub(super) fn spot(&self, span: Option<std::ops::Range<usize>>) -> Spot {
        match (self.set, span) {
            (Some(i), _) => Spot::Set(i),
            (None, Some(span)) => Spot::Text(span),
            (None, None) => Spot::Whole,
        }
    }

    /// The place of a key's value, or of the key where the value has none (a table made of dotted keys).
    pub(super) fn value_spot(&self, key: &Key, item: &Item) -> Spot {
        self.spot(if item.is_value() { item.span().or_else(|| key.span()) } else { key.span() })
    }

    pub(super) fn misplaced(&mut self, label: &str, key: &Key, reason: &str, help: &str) {
        let fault = Fault::Misplaced { reason: reason.to_owned() };
        self.sources.complain(&self.spot(key.span()), label, fault, Some(help.to_owned()));
    }

    pub(super) fn setting(
        &mut self,
        section: &'static str,
        name: &str,
        key: &Key,
        item: &Item,
        within: &str,
    ) -> Option<Setting> {
        if self.sources.is_full() {
            return None;
        }
        let label = format!("{within}.{name}");
        let Some(parameter) = parameter(section, name) else {
            let fault = Fault::UnknownKey { found: brief(name), within: brief(within) };
            let arm = within.starts_with("arms.").then(|| {
                within.strip_suffix(section).and_then(|arm| arm.strip_suffix('.')).unwrap_or(within)
            });
            let help = suggest::key(Some(section), name, arm);
            self.sources.complain(&self.spot(key.span()), label, fault, help);
            return None;
        };
        let store = |value: &Value| Scenario::default().set(section, name, value);
        let (value, spot) = self.value(parameter, &label, key, item, store)?;
        Some(Setting { parameter, value, spot })
    }

    /// The value of a declared key, once `store` takes it.
    pub(super) fn value(
        &mut self,
        parameter: &Parameter,
        label: &str,
        key: &Key,
        item: &Item,
        store: impl FnOnce(&Value) -> Result<(), Misfit>,
    ) -> Option<(Value, Spot)> {
        let spot = self.value_spot(key, item);
        let wrong = |found| Fault::WrongKind { found, expected: wording::expected(parameter) };
        let Some(value) = read_value(item) else {
            let help = format!("write `{}`", wording::line(parameter));
            self.sources.complain(&spot, label, wrong(describe(item)), Some(help));
            return None;
        };
        match store(&value) {
            Ok(()) => Some((value, spot)),
            Err(Misfit::Range) => {
                let fault = Fault::OutOfRange {
                    found: wording::found(&value),
                    expected: wording::expected(parameter),
                };
                self.sources.complain(&spot, label, fault, wording::range_help(parameter, &value));
                None
            }
            Err(Misfit::Kind | Misfit::Unknown) => {
                let help = wording::kind_help(parameter, &value);
                self.sources.complain(&spot, label, wrong(describe(item)), help);
                None
            }
        }
    }

    pub(super) fn preset(&mut self, label: &str, key: &Key, item: &Item) -> Option<&'static Preset> {
        let found = item.as_str().and_then(preset);
        if found.is_none() {
            const NAMES: [&str; 4] = [PRESETS[0].name, PRESETS[1].name, PRESETS[2].name, PRESETS[3].name];
            let fault =
                Fault::WrongKind { found: describe(item), expected: Takes::Choice(&NAMES).to_string() };
            let help = item.as_str().and_then(|word| suggest::nearest(word, NAMES));
            let help = help.map(|near| format!("did you mean \"{near}\"?"));
            self.sources.complain(&self.value_spot(key, item), label, fault, help);
        }
        found
    }

    pub(super) fn table<'t>(&mut self, label: &str, key: &Key, item: &'t Item) -> Option<&'t dyn TableLike> {
        let table = item.as_table_like();
        if table.is_none() {
            let help = if item.is_array_of_tables() {
                format!("write [{label}] with single brackets")
            } else {
                format!("write [{label}] on a line of its own and keys such as `key = value` under it")
            };
            let fault = Fault::WrongKind {
                found: describe(item),
                expected: format!("the section [{}]", brief(label)),
            };
            self.sources.complain(&self.value_spot(key, item), label, fault, Some(help));
        }
        table
    }

    pub(super) fn text(&mut self, label: &str, key: &Key, item: &Item) -> Option<String> {
        let text = item.as_str().map(|text| super::error::printable(text).trim().to_owned());
        if text.is_none() {
            let fault = Fault::WrongKind { found: describe(item), expected: "text in quotes".to_owned() };
            self.sources.complain(&self.value_spot(key, item), label, fault, None);
        }
        text
    }
}

/// The entries of a table with their keys, in the order of the text.
pub(crate) fn entries(table: &dyn TableLike) -> impl Iterator<Item = (&str, &Key, &Item)> {
    table.iter().filter_map(|(name, _)| table.get_key_value(name).map(|(key, item)| (name, key, item)))
}

/// Why a name cannot be that of an arm; `None` when it can.
pub(super) fn bad_arm_name(name: &str) -> Option<&'static str> {
    let legal = |c: char| c.is_alphanumeric() || matches!(c, '_' | '+' | '.' | ' ');
    if name == TODAY {
        Some("that is how the firm works today")
    } else if name.is_empty() || name.trim() != name {
        Some("it is empty, or begins or ends with a space")
    } else if name.contains('-') {
        Some("results name a pair of structures with a hyphen between the two")
    } else if name.chars().count() > 40 || !name.chars().all(legal) {
        Some("it is too long or has a character that tables and files cannot bear")
    } else if lost(name) {
        Some("programs that read tables take it for a number, for a missing value or for a formula")
    } else {
        None
    }
}

/// Whether readers of tables lose a name: data frames, R and spreadsheets take it for a missing value, a number (so that `007`
/// comes back as 7), a truth or a formula.
fn lost(name: &str) -> bool {
    const MISSING: [&str; 9] = ["na", "nan", "null", "none", "nil", "true", "false", "inf", "infinity"];
    let plain = name.to_lowercase();
    let number = plain.replace('_', "");
    MISSING.contains(&plain.trim_start_matches(['+', '.']))
        || number.parse::<f64>().is_ok()
        || name.starts_with('+')
        || name.starts_with('.')
}

/// How to mend the name of an arm or a programme.
pub(super) fn name_help(name: &str) -> String {
    match (name == TODAY, name.contains('-')) {
        (true, _) => "say how the firm works today in [operating], with `preset = ...`".to_owned(),
        (_, true) if bad_arm_name(&name.replace('-', "_")).is_none() => {
            format!("write `{}`", name.replace('-', "_"))
        }
        _ if lost(name) && bad_arm_name(&format!("our {name}")).is_none() => format!("write `our {name}`"),
        _ => "use up to 40 letters, digits, spaces and any of _ + .".to_owned(),
    }
}

fn read_value(item: &Item) -> Option<Value> {
    match item.as_value()? {
        toml_edit::Value::String(text) => Some(Value::Word(text.value().clone())),
        toml_edit::Value::Integer(i) => Some(Value::Integer(*i.value())),
        toml_edit::Value::Float(x) => Some(Value::Number(*x.value())),
        toml_edit::Value::Boolean(flag) => Some(Value::Flag(*flag.value())),
        toml_edit::Value::Datetime(_) | toml_edit::Value::Array(_) | toml_edit::Value::InlineTable(_) => None,
    }
}

/// What was found, in words.
pub(crate) fn describe(item: &Item) -> String {
    match item {
        Item::None => "nothing".to_owned(),
        Item::Table(_) | Item::Value(toml_edit::Value::InlineTable(_)) => "a table".to_owned(),
        Item::ArrayOfTables(_) => "a list of tables".to_owned(),
        Item::Value(toml_edit::Value::Array(_)) => "a list".to_owned(),
        Item::Value(toml_edit::Value::Datetime(_)) => "a date or time".to_owned(),
        Item::Value(toml_edit::Value::String(text)) => format!("the text \"{}\"", brief(text.value())),
        Item::Value(toml_edit::Value::Integer(i)) => format!("the number {}", i.value()),
        Item::Value(toml_edit::Value::Float(x)) => format!("the number {:?}", x.value()),
        Item::Value(toml_edit::Value::Boolean(flag)) => format!("{}", flag.value()),
    }
}
