//! A scenario inside another file: its firm, arms and programmes are written as in a scenario file, and stand beside
//! what that file is about. *Worlds* are further firms, written as changes of the file's own.

use std::collections::BTreeSet;

use toml_edit::{Item, Key, TableLike};

use super::error::Fault;
use super::programme::Change;
use super::reader::{Reader, entries};
use super::registry::Value;
use super::spot::{Sources, Spot};
use super::study::Arm;
use super::written::{Setting, Written};
use super::{SECTIONS, Scenario, resolve, suggest};

/// The scenario of a file, as far as it was read.
#[derive(Default)]
pub(crate) struct Embedded {
    written: Written,
    told: BTreeSet<(usize, String)>,
}

/// Values of parameters, checked, with the places where they were written.
#[derive(Default)]
pub(crate) struct Values(Vec<Setting>);

/// A way of working in a firm, and which of its parameters the file says.
pub(crate) struct Embodied {
    pub arm: Arm,
    /// The keys that the file sets for the firm, the world or the arm, as (section, name).
    pub held: BTreeSet<(&'static str, &'static str)>,
}

impl Embedded {
    /// Reads one entry of the top of the file.
    pub(crate) fn entry(&mut self, name: &str, key: &Key, item: &Item, sources: &mut Sources<'_>) {
        Reader { written: &mut self.written, sources, set: None }.entry(name, key, item);
    }

    /// The file's name, empty without one.
    pub(crate) fn name(&self) -> &str {
        self.written.name.as_deref().unwrap_or_default()
    }

    /// The file's description, empty without one.
    pub(crate) fn about(&self) -> &str {
        self.written.about.as_deref().unwrap_or_default()
    }

    /// The keys that the file sets for the firm itself, as (section, name).
    pub(crate) fn stated(&self) -> BTreeSet<(&'static str, &'static str)> {
        self.written.settings.iter().map(|s| (s.parameter.section, s.parameter.name)).collect()
    }

    /// Reads the sections of a table, all of them for `operating`, else all but the operating choices and the plan.
    pub(crate) fn values(
        label: &str,
        table: &dyn TableLike,
        operating: bool,
        sources: &mut Sources<'_>,
    ) -> Values {
        let mut written = Written::default();
        let mut reader = Reader { written: &mut written, sources, set: None };
        let mut values = Vec::new();
        for (name, key, item) in entries(table) {
            let dotted = format!("{label}.{name}");
            match SECTIONS.iter().find(|(section, ..)| *section == name) {
                Some(("plan", ..)) => {
                    reader.misplaced(&dotted, key, "the plan is the same everywhere", "move it to [plan]");
                }
                Some(("operating", ..)) if !operating => reader.misplaced(
                    &dotted,
                    key,
                    "a world is a firm and its market, not a way of working",
                    "write a structure such as [arms.mine] for it",
                ),
                Some((section, ..)) => {
                    let Some(table) = reader.table(&dotted, key, item) else { continue };
                    for (name, key, item) in entries(table) {
                        values.extend(reader.setting(section, name, key, item, &dotted));
                    }
                }
                None => {
                    let spot = reader.spot(key.span());
                    let fault = if item.is_table_like() {
                        Fault::UnknownSection { found: super::error::brief(name) }
                    } else {
                        Fault::UnknownKey {
                            found: super::error::brief(name),
                            within: super::error::brief(label),
                        }
                    };
                    reader.sources.complain(&spot, dotted, fault, Some(suggest::section(name)));
                }
            }
        }
        Values(values)
    }

    /// The arm of that name in the file's own firm, or in a world of it. Complains at `spot` where there is none.
    pub(crate) fn arm(
        &mut self,
        world: Option<&Values>,
        name: &str,
        spot: &Spot,
        sources: &mut Sources<'_>,
    ) -> Option<Embodied> {
        let own = self.written.settings.len();
        self.written.settings.extend(world.iter().flat_map(|values| values.0.iter().cloned()));
        let arm = resolve::arm(&self.written, name, spot, sources, &mut self.told);
        let named = self.written.arms.iter().find(|arm| arm.name == name);
        let settings = self.written.settings.iter().chain(named.into_iter().flat_map(|arm| &arm.settings));
        let held = settings.map(|setting| (setting.parameter.section, setting.parameter.name)).collect();
        self.written.settings.truncate(own);
        arm.map(|arm| Embodied { arm, held })
    }
}

impl Values {
    /// The values as (section, name, value).
    pub(crate) fn list(&self) -> Vec<(&'static str, &'static str, Value)> {
        self.0.iter().map(|s| (s.parameter.section, s.parameter.name, s.value.clone())).collect()
    }
}

/// Sets values that were checked, in the scenario and in the changes that its programme makes.
pub(crate) fn impose(scenario: &mut Scenario, values: &[(&'static str, &'static str, Value)]) {
    for (section, name, value) in values {
        let stored = scenario.set(section, name, value);
        debug_assert!(stored.is_ok(), "values are checked when they are read");
        if *section == "operating" {
            let changes = scenario.programme.changes.iter_mut();
            changes.for_each(|Change { choices, .. }| choices.retain(|(choice, _)| choice != name));
        }
    }
}
