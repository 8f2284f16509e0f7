//! Claim files: text in, a [`Book`] out. A claim file is a scenario file (the base firm, arms, programmes) with worlds,
//! mechanisms and claims in it; everything wrong with it is told with its line.

use crate::scenario::calendar::MONTH;
use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Item, Key, TableLike, Value};

use super::book::{Book, Claim, Condition, Mechanism, Quantity, Slot};
use crate::scenario::ScenarioError;
use crate::scenario::embedded::{Embedded, Values};
use crate::scenario::error::{Fault, brief};
use crate::scenario::parameters::Plan;
use crate::scenario::reader::{describe, entries};
use crate::scenario::spot::{Sources, Spot};
use crate::scenario::suggest;

/// The most claims, tests in a claim, worlds or mechanisms of one file.
const MOST: usize = 200;

/// Reads a claim file. `origin` labels the text in messages.
///
/// # Errors
/// [`ScenarioError`] with all that is wrong.
pub fn read(text: &str, origin: &str) -> Result<Book, ScenarioError> {
    let mut reading = Reading {
        sources: Sources::new(text, origin, &[]),
        embedded: Embedded::default(),
        worlds: BTreeMap::new(),
        cells: Vec::new(),
        known: BTreeMap::new(),
        slots: Vec::new(),
        points: Vec::new(),
    };
    let mut claims = Vec::new();
    let mut mechanisms = Vec::new();
    if let Some(document) = reading.sources.document() {
        (claims, mechanisms) = reading.root(document.as_table());
    }
    let plan = reading.cells.first().map_or_else(Plan::default, |cell| cell.scenario.plan.clone());
    let Reading { mut sources, embedded, cells, slots, points, .. } = reading;
    sources.error().map_or(Ok(()), Err)?;
    Ok(Book {
        name: embedded.name().to_owned(),
        about: embedded.about().to_owned(),
        claims,
        cells,
        slots,
        points,
        mechanisms,
        stated: embedded.stated(),
        plan,
    })
}

/// A claim file on its way into a book.
pub(super) struct Reading<'a> {
    pub(super) sources: Sources<'a>,
    embedded: Embedded,
    worlds: BTreeMap<String, Values>,
    cells: Vec<Condition>,
    /// Cells by the way that they are written.
    known: BTreeMap<String, Option<usize>>,
    slots: Vec<Slot>,
    pub(super) points: Vec<usize>,
}

impl Reading<'_> {
    fn root(&mut self, table: &dyn TableLike) -> (Vec<Claim>, Vec<Mechanism>) {
        const OWN: [&str; 4] = ["claim", "mechanism", "worlds", "points_of"];
        // Cells are made of the firm and its worlds, which may stand anywhere in the file.
        for (name, key, item) in entries(table) {
            match name {
                "worlds" => self.read_worlds(key, item),
                "compare" => {
                    let reason = "a claim file compares what its claims name".to_owned();
                    let help = Some("take this line out".to_owned());
                    self.sources.complain(&Spot::of_key(key), name, Fault::Misplaced { reason }, help);
                }
                name if OWN.contains(&name) => {}
                name => {
                    let near = suggest::nearest(name, OWN).filter(|_| !is_scenario(name));
                    match near {
                        Some(near) => {
                            let fault = Fault::UnknownKey { found: brief(name), within: String::new() };
                            let help = Some(format!("did you mean `{near}`?"));
                            self.sources.complain(&Spot::of_key(key), name, fault, help);
                        }
                        None => self.embedded.entry(name, key, item, &mut self.sources),
                    }
                }
            }
        }
        if let Some((key, item)) = table.get_key_value("points_of") {
            let cells = self.cells_of("points_of", key, item);
            self.points = cells.into_iter().map(|(_, _, cell)| self.slot(cell, Book::POINT)).collect();
        }
        let mechanisms = self.tables("mechanism", table.get_key_value("mechanism"));
        let mechanisms = mechanisms.into_iter().filter_map(|(table, spot)| self.mechanism(table, &spot));
        let mechanisms: Vec<Mechanism> = mechanisms.collect();
        let tables = self.tables("claim", table.get_key_value("claim"));
        if tables.is_empty() && self.sources.findings.is_empty() {
            let lacks = "a claim".to_owned();
            let help = "write [[claim]] and its keys below it; docs/guide/claims.md shows how".to_owned();
            self.sources.complain(&Spot::Whole, "the file", Fault::Missing { lacks }, Some(help));
        }
        let mut ids = BTreeSet::new();
        let mut claims = Vec::new();
        for (table, spot) in tables {
            let Some(claim) = self.claim(table, &spot) else { continue };
            if !ids.insert(claim.id.clone()) {
                self.twice("claim", &claim.id, &spot);
            }
            claims.push(claim);
        }
        (claims, mechanisms)
    }

    pub(super) fn twice(&mut self, what: &str, name: &str, spot: &Spot) {
        let reason = format!("there is another {what} `{}`", brief(name));
        let help = Some("give each a name of its own".to_owned());
        self.sources.complain(spot, what, Fault::Misplaced { reason }, help);
    }

    fn read_worlds(&mut self, key: &Key, item: &Item) {
        let Some(worlds) = item.as_table_like() else {
            self.wrong("worlds", key, item, "tables, each below [worlds.NAME]");
            return;
        };
        for (name, key, item) in entries(worlds).take(MOST) {
            let label = format!("worlds.{name}");
            match item.as_table_like() {
                Some(table) => {
                    let values = Embedded::values(&label, table, false, &mut self.sources);
                    self.worlds.insert(name.to_owned(), values);
                }
                None => self.wrong(&label, key, item, "a table of sections, such as [worlds.large.firm]"),
            }
        }
    }

    fn mechanism(&mut self, table: &dyn TableLike, spot: &Spot) -> Option<Mechanism> {
        let mut off = Vec::new();
        let before = self.sources.findings.len();
        for (name, key, item) in entries(table) {
            match (name, item.as_table_like()) {
                ("name" | "about" | "left", _) => {}
                ("off", Some(table)) => {
                    off = Embedded::values("mechanism.off", table, true, &mut self.sources).list();
                }
                ("off", None) => {
                    self.wrong("mechanism.off", key, item, "a table of sections, as in a scenario");
                }
                _ => self.unknown("mechanism", name, key, &["name", "about", "off", "left"]),
            }
        }
        let name = self.must("mechanism", table, spot, "name")?;
        let about = self.must("mechanism", table, spot, "about")?;
        let left = self.may("mechanism", table, "left");
        if off.is_empty() && left.is_empty() && self.sources.findings.len() == before {
            let lacks = "`off`, the values that switch it off".to_owned();
            let help = "write them as in a scenario, such as `off = { people = { stake = 0.0 } }`; where no parameter does, say so in `left`";
            self.sources.complain(spot, "mechanism", Fault::Missing { lacks }, Some(help.to_owned()));
        }
        Some(Mechanism { name, about, off, left })
    }

    /// The cells of a list such as `["aligned @ large", "0.5 * defined"]`, with weights and names.
    pub(super) fn cells_of(&mut self, label: &str, key: &Key, item: &Item) -> Vec<(f64, String, usize)> {
        let expected = "a list of structures, such as [\"aligned\", \"aligned @ large\"]";
        let Some(array) = item.as_array() else {
            self.wrong(label, key, item, expected);
            return Vec::new();
        };
        let mut cells = Vec::new();
        for value in array {
            let spot = Spot::of(value.span());
            let Some(text) = value.as_str() else {
                let fault = Fault::WrongKind {
                    found: describe(&Item::Value(value.clone())),
                    expected: expected.to_owned(),
                };
                self.sources.complain(&spot, label, fault, Some("put it in quotes".to_owned()));
                continue;
            };
            let (weight, cell) = match text.split_once('*') {
                Some((weight, cell)) => match weight.trim().parse::<f64>() {
                    Ok(weight) if weight.is_finite() && weight != 0.0 => (weight, cell),
                    _ => {
                        let fault = Fault::WrongKind {
                            found: format!("the text \"{}\"", brief(text)),
                            expected: "a weight before the *, such as \"0.5 * aligned\"".to_owned(),
                        };
                        self.sources.complain(&spot, label, fault, None);
                        continue;
                    }
                },
                None => (1.0, text),
            };
            if let Some(at) = self.cell(cell.trim(), &spot) {
                cells.push((weight, cell.trim().to_owned(), at));
            }
        }
        cells
    }

    /// The cell written as `arm` or `arm @ world`.
    fn cell(&mut self, text: &str, spot: &Spot) -> Option<usize> {
        let (arm, world) = match text.split_once('@') {
            Some((arm, world)) => (arm.trim(), Some(world.trim())),
            None => (text, None),
        };
        let name = world.map_or_else(|| arm.to_owned(), |world| format!("{arm} @ {world}"));
        if let Some(known) = self.known.get(&name) {
            return *known;
        }
        let values = match world {
            None => None,
            Some(world) => {
                let found = self.worlds.get(world);
                if found.is_none() {
                    let known: Vec<String> = self.worlds.keys().cloned().collect();
                    let near = suggest::nearest(world, known.iter().map(String::as_str));
                    let help = match near {
                        Some(near) => format!("did you mean `{near}`?"),
                        None => format!("write [worlds.{}] with what differs there", brief(world)),
                    };
                    let fault = Fault::NotThere { what: "world", found: brief(world), known };
                    self.sources.complain(spot, name.as_str(), fault, Some(help));
                    self.known.insert(name, None);
                    return None;
                }
                found
            }
        };
        let embodied = self.embedded.arm(values, arm, spot, &mut self.sources);
        let at = embodied.map(|embodied| {
            let cell = Condition { name: name.clone(), scenario: embodied.arm.scenario, held: embodied.held };
            // Worlds may agree where they are not said to: one cell is then enough.
            let same = |other: &Condition| other.scenario == cell.scenario && other.held == cell.held;
            self.cells.iter().position(same).unwrap_or_else(|| {
                self.cells.push(cell);
                self.cells.len() - 1
            })
        });
        self.known.insert(name, at);
        at
    }

    pub(super) fn slot(&mut self, cell: usize, quantity: Quantity) -> usize {
        let slot = Slot { cell, quantity };
        self.slots.iter().position(|other| *other == slot).unwrap_or_else(|| {
            self.slots.push(slot);
            self.slots.len() - 1
        })
    }

    /// How many months the plan counts, once a cell is known.
    pub(super) fn months(&self) -> u32 {
        self.cells.first().map_or(u32::MAX, |cell| cell.scenario.plan.days / MONTH)
    }

    /// The tables of a list of tables.
    pub(super) fn tables<'t>(
        &mut self,
        label: &str,
        found: Option<(&Key, &'t Item)>,
    ) -> Vec<(&'t dyn TableLike, Spot)> {
        let Some((key, item)) = found else { return Vec::new() };
        let mut tables: Vec<(&dyn TableLike, Spot)> = Vec::new();
        match item {
            Item::ArrayOfTables(list) => {
                tables.extend(list.iter().map(|table| (table as &dyn TableLike, Spot::of(table.span()))));
            }
            Item::Value(Value::Array(list)) if list.iter().all(Value::is_inline_table) => {
                let inline = list.iter().filter_map(|value| Some((value.as_inline_table()?, value.span())));
                tables.extend(inline.map(|(table, span)| (table as &dyn TableLike, Spot::of(span))));
            }
            _ => self.wrong(label, key, item, &format!("tables, each below [[{label}]]")),
        }
        if tables.len() > MOST {
            let fault = Fault::TooMany { what: "tables in one list", found: tables.len(), limit: MOST };
            self.sources.complain(&Spot::of_key(key), label, fault, None);
            tables.truncate(MOST);
        }
        tables
    }

    pub(super) fn wrong(&mut self, label: &str, key: &Key, item: &Item, expected: &str) {
        self.sources.wrong(label, key, item, expected);
    }

    pub(super) fn unknown(&mut self, within: &str, name: &str, key: &Key, words: &[&'static str]) {
        let otherwise = || format!("a [[{within}]] holds {}", words.join(", "));
        let label = format!("{within}.{name}");
        self.sources.unknown([&label, within, name], key, words.iter().copied(), otherwise);
    }

    /// The text of a key that must be there.
    pub(super) fn must(
        &mut self,
        within: &str,
        table: &dyn TableLike,
        spot: &Spot,
        name: &str,
    ) -> Option<String> {
        if table.contains_key(name) {
            return Some(self.may(within, table, name)).filter(|text| !text.is_empty());
        }
        let fault = Fault::Missing { lacks: format!("`{name}`") };
        let help = format!("add a line such as `{name} = \"...\"`");
        self.sources.complain(spot, within, fault, Some(help));
        None
    }

    /// The text of a key that may be there; empty without it.
    pub(super) fn may(&mut self, within: &str, table: &dyn TableLike, name: &str) -> String {
        let Some((key, item)) = table.get_key_value(name) else { return String::new() };
        let text = item.as_str().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        match text {
            Some(text) if !text.is_empty() => text,
            _ => {
                self.wrong(&format!("{within}.{name}"), key, item, "text in quotes");
                String::new()
            }
        }
    }
}

/// Whether a word stands at the top of scenario files.
fn is_scenario(name: &str) -> bool {
    crate::scenario::SECTIONS.iter().any(|(section, ..)| *section == name)
        || ["name", "about", "arms", "programmes"].contains(&name)
}
