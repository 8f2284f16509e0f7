//! Programmes as a user wrote them, checked key by key; whether they are possible in the firm is told by `checks.rs`.

use toml_edit::{Item, Key, TableLike};

use super::{MOST_PARTS, MOST_PROGRAMMES, Measure, Settings, Timing};
use crate::scenario::error::{Fault, brief};
use crate::scenario::reader::{Reader, bad_arm_name, describe, entries, name_help};
use crate::scenario::registry::{Parameter, Section};
use crate::scenario::spot::Spot;
use crate::scenario::study::NO_CHANGE;
use crate::scenario::written::{Places, WrittenChange, WrittenMeasure, WrittenProgramme};
use crate::scenario::{SECTIONS, parameter, suggest};

/// Words that people use for a key of a change or a measure, and the key.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("preset", "to"),
    ("structure", "to"),
    ("start", "day"),
    ("duration", "days"),
    ("length", "days"),
    ("dose", "hours"),
    ("type", "kind"),
    ("measure", "kind"),
    ("participants", "share"),
    ("headcount", "people"),
    ("budget", "cost"),
    ("money", "cost"),
];

/// The declaration of a key of a change, of a measure or of the settings.
pub(super) fn declared<S: Section>(name: &str) -> Option<&'static Parameter> {
    S::PARAMETERS.iter().find(|p| p.name == name)
}

/// The names of all operating choices.
fn choices() -> impl Iterator<Item = &'static str> {
    let operating = SECTIONS.iter().filter(|(section, _, _)| *section == "operating");
    operating.flat_map(|(_, _, parameters)| parameters.iter().map(|p| p.name))
}

impl Reader<'_, '_> {
    /// Reads `[programmes]`.
    pub(in crate::scenario) fn programmes(&mut self, key: &Key, item: &Item) {
        let Some(table) = self.table("programmes", key, item) else { return };
        if table.len() > MOST_PROGRAMMES {
            let fault = Fault::TooMany { what: "programmes", found: table.len(), limit: MOST_PROGRAMMES };
            self.sources.complain(&self.spot(key.span()), "programmes", fault, None);
            return;
        }
        for (name, key, item) in entries(table) {
            self.programme(name, key, item);
        }
    }

    fn programme(&mut self, name: &str, key: &Key, item: &Item) {
        let spot = self.spot(key.span());
        let label = format!("programmes.{name}");
        let reason = match name {
            NO_CHANGE => Some("that is the firm without a programme"),
            name => bad_arm_name(name),
        };
        if let Some(reason) = reason {
            let fault = Fault::ProgrammeName { found: brief(name), reason };
            self.sources.complain(&spot, label, fault, Some(name_help(name)));
            return;
        }
        let Some(table) = self.table(&label, key, item) else { return };
        let at = match self.written.programmes.iter().position(|programme| programme.name == name) {
            Some(at) => at,
            None if self.set.is_some() => {
                let known: Vec<&str> = self.written.programmes.iter().map(|p| p.name.as_str()).collect();
                let (fault, help) = unknown_programme(name, &known);
                self.sources.complain(&spot, label, fault, help);
                return;
            }
            None => {
                self.written.programmes.push(WrittenProgramme {
                    name: name.to_owned(),
                    spot,
                    about: None,
                    settings: Settings::default(),
                    changes: Vec::new(),
                    measures: Vec::new(),
                });
                self.written.programmes.len() - 1
            }
        };
        for (name, key, item) in entries(table) {
            if self.sources.is_full() {
                return;
            }
            let dotted = format!("{label}.{name}");
            match name {
                "about" => {
                    if let Some(about) = self.text(&dotted, key, item) {
                        self.written.programmes[at].about = Some(about);
                    }
                }
                "change" | "measure" if self.set.is_some() => {
                    let help = format!("--set reaches its settings, such as --set {label}.leadership=0.5");
                    self.misplaced(
                        &dotted,
                        key,
                        "the changes and measures of a programme stand in its file",
                        &help,
                    );
                }
                "change" => {
                    for (table, spot) in self.parts(&dotted, "changes in one programme", key, item) {
                        let change = self.change(&dotted, table, spot);
                        self.written.programmes[at].changes.push(change);
                    }
                }
                "measure" => {
                    for (table, spot) in self.parts(&dotted, "measures in one programme", key, item) {
                        let measure = self.measure(&dotted, table, spot);
                        self.written.programmes[at].measures.push(measure);
                    }
                }
                _ => match declared::<Settings>(name) {
                    Some(parameter) => {
                        let mut settings = self.written.programmes[at].settings.clone();
                        if self.value(parameter, &dotted, key, item, |v| settings.set(name, v)).is_some() {
                            self.written.programmes[at].settings = settings;
                        }
                    }
                    None => {
                        let words = Settings::PARAMETERS.iter().map(|p| p.name);
                        let words: Vec<&str> = words.chain(["about", "change", "measure"]).collect();
                        self.unknown(&label, name, key, &words, "programmes");
                    }
                },
            }
        }
    }

    /// The tables of a list of tables, however it is written.
    fn parts<'t>(
        &mut self,
        label: &str,
        what: &'static str,
        key: &Key,
        item: &'t Item,
    ) -> Vec<(&'t dyn TableLike, Spot)> {
        let mut parts: Vec<(&dyn TableLike, Spot)> = Vec::new();
        let mut wrong = None;
        match item {
            Item::ArrayOfTables(tables) => {
                parts.extend(tables.iter().map(|t| (t as &dyn TableLike, self.spot(t.span()))));
            }
            Item::Value(toml_edit::Value::Array(values)) => {
                for value in values {
                    match value.as_inline_table() {
                        Some(table) => parts.push((table, self.spot(value.span()))),
                        None => {
                            wrong = Some((describe(&Item::Value(value.clone())), self.spot(value.span())))
                        }
                    }
                }
            }
            _ => wrong = Some((describe(item), self.value_spot(key, item))),
        }
        if let Some((found, spot)) = wrong {
            let fault =
                Fault::WrongKind { found, expected: format!("tables, each below [[{}]]", brief(label)) };
            let help = format!("write [[{}]] with double brackets, once for each", brief(label));
            self.sources.complain(&spot, label, fault, Some(help));
        }
        if parts.len() > MOST_PARTS {
            let fault = Fault::TooMany { what, found: parts.len(), limit: MOST_PARTS };
            self.sources.complain(&self.spot(key.span()), label, fault, None);
            parts.truncate(MOST_PARTS);
        }
        parts
    }

    fn change(&mut self, label: &str, table: &dyn TableLike, spot: Spot) -> WrittenChange {
        let before = self.sources.findings.len();
        let mut change = WrittenChange {
            timing: Timing::default(),
            to: None,
            choices: Vec::new(),
            places: Places { table: spot, keys: Vec::new() },
            whole: false,
        };
        for (name, key, item) in entries(table) {
            if self.sources.is_full() {
                break;
            }
            let dotted = format!("{label}.{name}");
            if name == "to" {
                change.to = self.preset(&dotted, key, item);
            } else if let Some(p) = declared::<Timing>(name) {
                let timing = &mut change.timing;
                if let Some((_, spot)) = self.value(p, &dotted, key, item, |v| timing.set(name, v)) {
                    change.places.keys.push((p.name, self.spot(key.span()), spot));
                }
            } else if parameter("operating", name).is_some() {
                change.choices.extend(self.setting("operating", name, key, item, label));
            } else {
                let words: Vec<&str> = ["day", "phase", "asked", "to"].into_iter().chain(choices()).collect();
                self.unknown(label, name, key, &words, "programmes.change");
            }
        }
        if !table.contains_key("day") {
            self.missing(label, &change.places, declared::<Timing>("day"));
        }
        change.whole = self.sources.findings.len() == before;
        change
    }

    fn measure(&mut self, label: &str, table: &dyn TableLike, spot: Spot) -> WrittenMeasure {
        let before = self.sources.findings.len();
        let mut measure = Measure { hours: 0.0, people: 0, ..Measure::default() };
        let mut places = Places { table: spot, keys: Vec::new() };
        for (name, key, item) in entries(table) {
            if self.sources.is_full() {
                break;
            }
            let dotted = format!("{label}.{name}");
            match declared::<Measure>(name) {
                Some(p) => {
                    if let Some((_, spot)) = self.value(p, &dotted, key, item, |v| measure.set(name, v)) {
                        places.keys.push((p.name, self.spot(key.span()), spot));
                    }
                }
                None => {
                    let words: Vec<&str> = Measure::PARAMETERS.iter().map(|p| p.name).collect();
                    self.unknown(label, name, key, &words, "programmes.measure");
                }
            }
        }
        let mut need = vec!["kind", "day", "days"];
        if places.key("kind").is_some() {
            let info = super::info(measure.kind);
            need.extend(measure.kind.needs_hours().then_some("hours"));
            need.extend(info.role.then_some("people"));
            self.only_of_its_kind(label, &places, info);
        }
        for name in need {
            if !table.contains_key(name) {
                self.missing(label, &places, declared::<Measure>(name));
            }
        }
        let whole = self.sources.findings.len() == before;
        WrittenMeasure { measure, places, whole }
    }

    /// Complains about keys that say nothing for a measure of this kind.
    fn only_of_its_kind(&mut self, label: &str, places: &Places, info: &super::KindInfo) {
        let unit = super::info(super::MeasureKind::EnablementUnit).name;
        let wrong = [
            ("share", info.role, format!("{} is a role: it takes a number of people, no share", info.name)),
            ("people", !info.role, format!("{} is no role: it takes a share of all people", info.name)),
            ("exclusive", info.name != unit, format!("only {unit} can be exclusive")),
            ("scales", info.name != unit, format!("only {unit} has a headcount that scales")),
        ];
        for (name, wrong, reason) in wrong {
            let Some(spot) = places.key(name).filter(|_| wrong) else { continue };
            let help = match name {
                "share" => "write `people = 4`, the people in the role, instead",
                "people" => "write `share = 0.5`, the share of all who take part, instead",
                _ => "take this line out",
            };
            self.sources.complain(
                spot,
                format!("{label}.{name}"),
                Fault::Misplaced { reason },
                Some(help.to_owned()),
            );
        }
    }

    fn missing(&mut self, label: &str, places: &Places, parameter: Option<&'static Parameter>) {
        let Some(parameter) = parameter else { return };
        let fault = Fault::Missing { lacks: format!("`{}`", parameter.name) };
        let help = format!("add a line such as `{}`", crate::scenario::wording::line(parameter));
        self.sources.complain(&places.table, label, fault, Some(help));
    }

    fn unknown(&mut self, within: &str, name: &str, key: &Key, words: &[&str], topic: &str) {
        let other = OTHER_WORDS.iter().find(|(word, _)| *word == name.trim().to_lowercase());
        let other = other.map(|(_, key)| *key).filter(|key| words.contains(key));
        let help = match other.or_else(|| suggest::nearest(name, words.iter().copied())) {
            Some(near) => format!("did you mean `{}.{near}`?", brief(within)),
            None => format!("`verona explain {topic}` lists what [{}] may hold", brief(within)),
        };
        let fault = Fault::UnknownKey { found: brief(name), within: brief(within) };
        self.sources.complain(&self.spot(key.span()), format!("{within}.{name}"), fault, Some(help));
    }
}

/// The fault and the help for a name that is no programme's.
pub(in crate::scenario) fn unknown_programme(name: &str, known: &[&str]) -> (Fault, Option<String>) {
    let help = match suggest::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a programme is written in the file: `verona explain programmes` shows how".to_owned(),
    };
    let programmes = known.iter().map(|name| (*name).to_owned()).collect();
    (Fault::UnknownProgramme { found: brief(name), programmes }, Some(help))
}
