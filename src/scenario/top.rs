//! Reads the top of a scenario: how the firm works today, the arms of its own, which to compare, and its sections.

use toml_edit::{Item, Key, TableLike};

use super::error::{Fault, brief};
use super::presets::preset;
use super::reader::{Reader, bad_arm_name, describe, entries, name_help};
use super::registry::Takes;
use super::study::MOST_ARMS;
use super::written::NamedArm;
use super::{SECTIONS, suggest};

impl Reader<'_, '_> {
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
                    let fault = Fault::WrongKind { found, expected: Takes::Flag.to_string() };
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
}
