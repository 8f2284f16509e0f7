//! Reads `[[person]]`: who is named, what is said of them, and whether the firm has a post for each.

use std::collections::BTreeSet;

use toml_edit::{Item, Key, TableLike};

use super::error::{Fault, brief};
use super::persons::{Function, MOST_PERSONS, Person, Traits};
use super::reader::{Reader, describe, entries};
use super::registry::{Section, Value};
use super::spot::Sources;
use super::written::WrittenPerson;
use super::{Scenario, suggest};

impl Reader<'_, '_> {
    /// Reads `[[person]]`.
    pub(super) fn persons(&mut self, key: &Key, item: &Item) {
        if self.set.is_some()
            && let Some(table) = item.as_table_like()
        {
            return self.named(table);
        }
        let Some(tables) = item.as_array_of_tables() else {
            let fault = Fault::WrongKind { found: describe(item), expected: "tables [[person]]".to_owned() };
            let help = "write [[person]] on a line of its own, once for each person, and keys such as `name = \"Ada\"` under it";
            self.sources.complain(&self.value_spot(key, item), "person", fault, Some(help.to_owned()));
            return;
        };
        if tables.len() > MOST_PERSONS {
            let fault = Fault::TooMany { what: "named people", found: tables.len(), limit: MOST_PERSONS };
            self.sources.complain(&self.spot(key.span()), "person", fault, None);
            return;
        }
        for table in tables {
            if self.sources.is_full() {
                return;
            }
            let spot = self.spot(table.span());
            let (mut name, mut traits, mut given) = (None, Traits::default(), Vec::new());
            for (word, key, item) in entries(table) {
                let label = format!("person.{word}");
                if word == "name" {
                    name = self.text(&label, key, item).filter(|name| !name.is_empty());
                    continue;
                }
                let Some(parameter) = Traits::PARAMETERS.iter().find(|p| p.name == word) else {
                    self.no_trait(word, label, key);
                    continue;
                };
                let store = |value: &Value| traits.set(parameter.name, value);
                if self.value(parameter, &label, key, item, store).is_some() {
                    given.push(parameter.name);
                }
            }
            let lacks = match (&name, given.contains(&"function")) {
                (None, _) => Some(("a name", "write `name = \"...\"` under [[person]]")),
                (_, false) => {
                    Some(("a function", "write `function = \"sales\"` or `function = \"marketing\"`"))
                }
                _ => None,
            };
            if let Some((lacks, help)) = lacks {
                // A key that was there and wrong has been told of already.
                let told = table.contains_key(if name.is_none() { "name" } else { "function" });
                if !told {
                    let fault = Fault::Missing { lacks: lacks.to_owned() };
                    self.sources.complain(&spot, "person", fault, Some(help.to_owned()));
                }
                continue;
            }
            let strange: &[&str] = match traits.function {
                Function::Sales => &["bonus", "volume"],
                Function::Marketing => &["commission", "accelerator"],
            };
            if let Some(strange) = given.iter().find(|name| strange.contains(name)) {
                let (group, by, keys) = match traits.function {
                    Function::Sales => ("salespeople", "commission", "`commission` and `accelerator`"),
                    Function::Marketing => ("marketers", "a bonus", "`bonus` and `volume`"),
                };
                let reason = format!("`{strange}` is given, but {group} are paid by {by}");
                let help = format!("take it out, or give {keys} instead");
                self.sources.complain(
                    &spot,
                    format!("person.{strange}"),
                    Fault::Misplaced { reason },
                    Some(help),
                );
                continue;
            }
            let name = name.unwrap_or_default();
            if self.written.persons.iter().any(|known| known.person.name == name) {
                let fault = Fault::Misplaced {
                    reason: format!("the name \"{}\" is given to two people", brief(&name)),
                };
                let help = "give each person a name of their own".to_owned();
                self.sources.complain(&spot, "person.name", fault, Some(help));
                continue;
            }
            let order = |name: &&str| Traits::PARAMETERS.iter().position(|p| p.name == *name);
            given.sort_by_key(|name| order(name));
            self.written.persons.push(WrittenPerson { person: Person { name, traits, given }, spot });
        }
    }
}

impl Reader<'_, '_> {
    /// Sets traits of people who are named, as `--set person.Ada.blame=1` does.
    fn named(&mut self, table: &dyn TableLike) {
        for (name, key, item) in entries(table) {
            let spot = self.spot(key.span());
            let Some(at) = self.written.persons.iter().position(|known| known.person.name == name) else {
                let known: Vec<&str> = self.written.persons.iter().map(|p| p.person.name.as_str()).collect();
                let help = match suggest::nearest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => {
                        "name people under [[person]] in the scenario, each with `name` and `function`"
                            .to_owned()
                    }
                    None => format!("the scenario names {}", known.join(", ")),
                };
                let fault = Fault::NotThere { what: "named person", found: brief(name), known: Vec::new() };
                self.sources.complain(&spot, "person", fault, Some(help));
                continue;
            };
            let Some(traits) = item.as_table_like() else {
                let fault =
                    Fault::WrongKind { found: describe(item), expected: "a trait, such as blame".to_owned() };
                self.sources.complain(&spot, format!("person.{name}"), fault, None);
                continue;
            };
            for (word, key, item) in entries(traits) {
                let label = format!("person.{name}.{word}");
                let Some(parameter) = Traits::PARAMETERS.iter().find(|p| p.name == word) else {
                    self.no_trait(word, label, key);
                    continue;
                };
                let mut traits = self.written.persons[at].person.traits.clone();
                let store = |value: &Value| traits.set(parameter.name, value);
                if self.value(parameter, &label, key, item, store).is_some() {
                    let person = &mut self.written.persons[at].person;
                    person.traits = traits;
                    if !person.given.contains(&parameter.name) {
                        person.given.push(parameter.name);
                        person
                            .given
                            .sort_by_key(|name| Traits::PARAMETERS.iter().position(|p| p.name == *name));
                    }
                }
            }
        }
    }

    fn no_trait(&mut self, word: &str, label: String, key: &Key) {
        let fault = Fault::UnknownKey { found: brief(word), within: "person".to_owned() };
        let known = Traits::PARAMETERS.iter().map(|p| p.name).chain(["name"]);
        let help = suggest::nearest(word, known).map(|near| format!("did you mean `{near}`?"));
        self.sources.complain(&self.spot(key.span()), label, fault, help);
    }
}

/// Posts of a function, or of one team of it, in a firm. Teams are those of the model: salespeople fill one after the other, marketers go round.
fn posts(scenario: &Scenario, function: Function, team: u32) -> usize {
    let firm = &scenario.firm;
    let (sellers, marketers) = (firm.salespeople as usize, firm.marketers as usize);
    let teams = sellers.div_ceil(firm.span.max(1) as usize).max(1);
    let size = sellers.div_ceil(teams).max(1);
    match (function, team as usize) {
        (Function::Sales, 0) => sellers,
        (Function::Marketing, 0) => marketers,
        (_, team) if team > teams => 0,
        (Function::Sales, team) => (team * size).min(sellers) - ((team - 1) * size).min(sellers),
        (Function::Marketing, team) => (0..marketers).filter(|post| post % teams == team - 1).count(),
    }
}

/// Complains about people for whom a firm has no post, each only once for all arms.
pub(super) fn check(
    scenario: &Scenario,
    written: &[WrittenPerson],
    sources: &mut Sources<'_>,
    told: &mut BTreeSet<usize>,
) {
    for (at, WrittenPerson { person, spot }) in written.iter().enumerate() {
        let Traits { function, team, .. } = person.traits;
        let before = written[..=at].iter().map(|other| &other.person.traits);
        let in_all = before.clone().filter(|other| other.function == function).count();
        let in_team = before.filter(|other| other.function == function && other.team == team).count();
        let (all, of_team) = (posts(scenario, function, 0), posts(scenario, function, team));
        let (wanted, there) = if in_all > all { (in_all, all) } else { (in_team, of_team) };
        if wanted <= there || !told.insert(at) {
            continue;
        }
        let whole = in_all > all || team == 0;
        let (kind, what) = match (function, whole) {
            (Function::Sales, true) => ("salespeople", "named salespeople"),
            (Function::Sales, false) => ("salespeople", "named salespeople in one team"),
            (Function::Marketing, true) => ("marketers", "named marketers"),
            (Function::Marketing, false) => ("marketers", "named marketers in one team"),
        };
        let fault = Fault::TooMany { what, found: wanted, limit: there };
        let help = if whole {
            format!("take \"{}\" out, or raise firm.{kind}", brief(&person.name))
        } else {
            format!("put \"{}\" into another team, or leave `team` out", brief(&person.name))
        };
        sources.complain(spot, "person", fault, Some(help));
    }
}
