//! What a user wrote, checked key by key but not yet put together: settings with their places, the preset of today,
//! named arms, programmes, people, and which arms to compare. `reader.rs` and `top.rs` read it, `resolve.rs` makes the study
//! of it.

use super::facts::Given;
use super::persons::Person;
use super::presets::Preset;
use super::programme::{Measure, Settings, Timing};
use super::registry::{Parameter, Value};
use super::spot::Spot;

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

/// A person with the place of the table.
#[derive(Debug, Clone)]
pub(super) struct WrittenPerson {
    pub person: Person,
    pub spot: Spot,
}

/// A fact with its place.
#[derive(Debug, Clone)]
pub(super) struct WrittenFact {
    pub given: Given,
    pub spot: Spot,
}

/// A programme with the places of its parts.
pub(super) struct WrittenProgramme {
    pub name: String,
    pub spot: Spot,
    pub about: Option<String>,
    pub settings: Settings,
    pub changes: Vec<WrittenChange>,
    pub measures: Vec<WrittenMeasure>,
}

/// A change of operating choices.
pub(super) struct WrittenChange {
    pub timing: Timing,
    pub to: Option<&'static Preset>,
    pub choices: Vec<Setting>,
    pub places: Places,
    /// Whether all of it could be read.
    pub whole: bool,
}

/// A measure.
pub(super) struct WrittenMeasure {
    pub measure: Measure,
    pub places: Places,
    /// Whether all of it could be read.
    pub whole: bool,
}

/// Where a table and its keys were written.
pub(super) struct Places {
    pub table: Spot,
    pub keys: Vec<(&'static str, Spot, Spot)>,
}

impl Places {
    /// The place of a key's value, or of the table that lacks it.
    pub fn value(&self, name: &str) -> &Spot {
        self.keys.iter().find(|(key, _, _)| *key == name).map_or(&self.table, |(_, _, value)| value)
    }

    /// The place of a key that was written.
    pub fn key(&self, name: &str) -> Option<&Spot> {
        self.keys.iter().find(|(key, _, _)| *key == name).map(|(_, spot, _)| spot)
    }
}
