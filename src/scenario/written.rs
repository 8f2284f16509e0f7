//! What a user wrote, checked key by key but not yet put together: settings with their places, the preset of today,
//! named arms, and which arms to compare. `resolve.rs` makes the study of it.

use toml_edit::{Item, Key, TableLike};

use super::error::{Fault, brief};
use super::facts::WrittenFact;
use super::file::MOST_ARMS;
use super::persons::WrittenPerson;
use super::presets::{PRESETS, Preset, preset};
use super::programme::reader::WrittenProgramme;
use super::registry::{Kind, Misfit, Parameter, Value};
use super::spot::{Sources, Spot};
use super::{SECTIONS, Scenario, parameter, suggest, wording};

/// The name of the arm that stands for how the firm works today.
pub const TODAY: &str = "today";

/// One key set to one value.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub parameter: &'static Parameter,
    pub value: Value,
    pub spot: Spot,
}

/// An arm that the user named, or changes to one of the structures.
pub(super) struct NamedArm {
    pub name: String,
    pub spot: Spot,
    pub about: Option<String>,
    pub preset: Option<&'static Preset>,
    /// The programme that the arm goes through.
    pub programme: Option<(String, Spot)>,
    pub settings: Vec<Setting>,
}

/// All that the user wrote. File first, overrides after it; of two settings of one key the later holds.
#[derive(Default)]
pub(super) struct Written {
    pub name: Option<String>,
    pub about: Option<String>,
    pub preset: Option<&'static Preset>,
    pub settings: Vec<Setting>,
    pub arms: Vec<NamedArm>,
    pub programmes: Vec<WrittenProgramme>,
    pub persons: Vec<WrittenPerson>,
    pub facts: Vec<WrittenFact>,
    /// Whether the file says every value, moot ones too, so that they are not held against each other.
    pub written_out: bool,
    pub compare: Option<(Vec<(String, Spot)>, Spot)>,
}

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

    /// Reads the top of a scenario.
    pub(super) fn root(&mut self, table: &dyn TableLike) {
        for (name, key, item) in entries(table) {
            if self.sources.is_full() {
                return;
            }
            // Among arms, a list chooses and a table describes.
            let foreign = self.set.is_none() && self.sources.foreign.contains(&name);
            if !foreign || (name == "arms" && !item.is_array()) {
                self.entry(name, key, item);
            }
        }
    }

    /// Reads one entry of the top of a scenario.
    pub(super) fn entry(&mut self, name: &str, key: &Key, item: &Item) {
        match name {
            "name" => {
                self.written.name = self.text(name, key, item).or(self.written.name.take());
            }
            "about" => {
                self.written.about = self.text(name, key, item).or(self.written.about.take());
            }
            "written_out" => match item.as_bool() {
                Some(flag) => self.written.written_out = flag,
                None => {
                    let found = describe(item);
                    let fault = Fault::WrongKind { found, expected: Kind::Flag.to_string() };
                    self.sources.complain(&self.value_spot(key, item), name, fault, None);
                }
            },
            "compare" => self.compare(key, item),
            "arms" => {
                if let Some(arms) = self.table("arms", key, item) {
                    if arms.len() > MOST_ARMS {
                        let fault = Fault::TooManyArms { found: arms.len(), limit: MOST_ARMS };
                        self.sources.complain(&self.spot(key.span()), "arms", fault, None);
                        return;
                    }
                    for (name, key, item) in entries(arms) {
                        self.arm(name, key, item);
                    }
                }
            }
            "programmes" => self.programmes(key, item),
            "person" => self.persons(key, item),
            "facts" => self.facts(key, item),
            "people" if item.is_array_of_tables() => self.misplaced(
                name,
                key,
                "[people] is the section of what all people have in common",
                "write [[person]] for somebody in particular",
            ),
            _ => match SECTIONS.iter().find(|(section, _, _)| *section == name) {
                Some((section, _, _)) => {
                    if let Some(table) = self.table(section, key, item) {
                        self.section(section, table);
                    }
                }
                None => self.unknown_at_top(name, key, item),
            },
        }
    }

    fn unknown_at_top(&mut self, name: &str, key: &Key, item: &Item) {
        let fault = if item.is_table_like() || item.is_array_of_tables() {
            Fault::UnknownSection { found: brief(name) }
        } else {
            Fault::UnknownKey { found: brief(name), within: String::new() }
        };
        self.sources.complain(&self.spot(key.span()), name, fault, Some(suggest::section(name)));
    }

    fn section(&mut self, section: &'static str, table: &dyn TableLike) {
        for (name, key, item) in entries(table) {
            if section == "operating" && name == "preset" {
                if let Some(preset) = self.preset("operating.preset", key, item) {
                    self.written.preset = Some(preset);
                }
            } else if let Some(setting) = self.setting(section, name, key, item, section) {
                self.written.settings.push(setting);
            }
        }
    }

    fn arm(&mut self, name: &str, key: &Key, item: &Item) {
        let spot = self.spot(key.span());
        if let Some(reason) = bad_arm_name(name) {
            let help = name_help(name);
            let fault = Fault::ArmName { found: brief(name), reason };
            self.sources.complain(&spot, format!("arms.{name}"), fault, Some(help));
            return;
        }
        let label = format!("arms.{name}");
        let Some(table) = self.table(&label, key, item) else { return };
        let at = match self.written.arms.iter().position(|arm| arm.name == name) {
            Some(at) => at,
            None => {
                self.written.arms.push(NamedArm {
                    name: name.to_owned(),
                    spot,
                    about: None,
                    preset: None,
                    programme: None,
                    settings: Vec::new(),
                });
                self.written.arms.len() - 1
            }
        };
        for (name, key, item) in entries(table) {
            let label = format!("{label}.{name}");
            match name {
                "about" => {
                    if let Some(about) = self.text(&label, key, item) {
                        self.written.arms[at].about = Some(about);
                    }
                }
                "preset" => {
                    if let Some(start) = self.preset(&label, key, item) {
                        let arm = &self.written.arms[at].name;
                        if preset(arm).is_some_and(|own| own.name != start.name) {
                            let reason =
                                format!("[arms.{arm}] changes the structure {arm} and starts from it");
                            let help = "take this line out, or give the structure a name of its own";
                            self.misplaced(&label, key, &reason, help);
                        } else {
                            self.written.arms[at].preset = Some(start);
                        }
                    }
                }
                "programme" => {
                    if let Some(programme) = self.text(&label, key, item) {
                        let spot = self.value_spot(key, item);
                        self.written.arms[at].programme = Some((programme, spot));
                    }
                }
                "plan" => self.misplaced(
                    &label,
                    key,
                    "the plan is the same for all structures",
                    "move it to [plan]",
                ),
                "operating" => self.misplaced(
                    &label,
                    key,
                    "a structure's operating choices stand directly under its name",
                    &format!("write them directly in [{}]", label.trim_end_matches(".operating")),
                ),
                _ => match SECTIONS.iter().find(|(section, _, _)| *section == name) {
                    Some((section, _, _)) => {
                        let Some(table) = self.table(&label, key, item) else { continue };
                        for (name, key, item) in entries(table) {
                            if let Some(setting) = self.setting(section, name, key, item, &label) {
                                self.written.arms[at].settings.push(setting);
                            }
                        }
                    }
                    None => {
                        let within = label.trim_end_matches(name).trim_end_matches('.').to_owned();
                        if let Some(setting) = self.setting("operating", name, key, item, &within) {
                            self.written.arms[at].settings.push(setting);
                        }
                    }
                },
            }
        }
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
                Fault::WrongKind { found: describe(item), expected: Kind::Choice(&NAMES).to_string() };
            let help = item.as_str().and_then(|word| suggest::nearest(word, NAMES));
            let help = help.map(|near| format!("did you mean \"{near}\"?"));
            self.sources.complain(&self.value_spot(key, item), label, fault, help);
        }
        found
    }

    fn compare(&mut self, key: &Key, item: &Item) {
        let whole = self.value_spot(key, item);
        let expected = "a list of structures, such as [\"defined\", \"aligned\"]".to_owned();
        let Some(array) = item.as_array() else {
            let fault = Fault::WrongKind { found: describe(item), expected };
            self.sources.complain(&whole, "compare", fault, None);
            return;
        };
        let mut names = Vec::new();
        for value in array {
            let spot = self.spot(value.span());
            match value.as_str() {
                Some(name) => names.push((name.to_owned(), spot)),
                None => {
                    let found = describe(&Item::Value(value.clone()));
                    let fault = Fault::WrongKind { found, expected: expected.clone() };
                    self.sources.complain(&spot, "compare", fault, Some("put names in quotes".to_owned()));
                }
            }
        }
        self.written.compare = Some((names, whole));
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
