//! Somebody in particular: `[[person]]` names people of the firm and says who they are; everybody else is drawn.
//!
//! A named person takes the first free post of the function (and team, if one is given), in the order of the file, on the first
//! day, and holds it until leaving; the successor is drawn. What a person is not given is drawn as for anybody in that post. The
//! table is `[[person]]` and not `[[people]]`, since `[people]` is the section of what all people have in common.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::registry::{Parameter, Section, choice, section};
use super::{schema_parts, wording};

/// The most people that can be named.
pub const MOST_PERSONS: usize = 1_000;

choice! {
    /// The functions in which somebody can be named.
    Function {
        /// Salespeople.
        Sales = "sales",
        /// Marketers.
        Marketing = "marketing",
    }
}

section! {
    /// Somebody in particular.
    "person" Traits {
        /// The function in which the person works.
        function: Function = Function::Sales, "choice", [0.0, 0.0], None, "the scenario";
        /// The team in which the person works, from 1; 0 for any.
        team: u32 = 0, "number", [0.0, 100_000.0], None, "the scenario";
        /// Years of experience at the start.
        experience: f64 = 4.0, "years", [0.0, 60.0], None, "the scenario";
        /// Talent; 1 is average.
        talent: f64 = 1.0, "ratio", [0.01, 20.0], None, "the scenario";
        /// Tendency to blame.
        blame: f64 = 0.3, "share", [0.0, 1.0], None, "the scenario";
        /// Temper: how easily the person flares up.
        temper: f64 = 0.8, "share", [0.0, 1.0], None, "the scenario";
        /// Weight that the person gives to the long run.
        horizon: f64 = 0.5, "share", [0.0, 1.0], None, "the scenario";
        /// Salary, a marketer's bonus included.
        salary: f64 = 70_000.0, "money per year", [0.0, 1e7], None, "the scenario";
        /// Commission on what a salesperson wins.
        commission: f64 = 0.075, "share", [0.0, 1.0], None, "the scenario";
        /// How much more commission a salesperson is paid on what goes beyond the quarter's quota.
        accelerator: f64 = 0.5, "ratio", [0.0, 10.0], None, "the scenario";
        /// Share of a marketer's salary that is a bonus.
        bonus: f64 = 0.1, "share", [0.0, 1.0], None, "the scenario";
        /// Share of a marketer's own bonus that depends on the number of leads.
        volume: f64 = 0.5, "share", [0.0, 1.0], None, "the scenario";
        /// Share of variable pay that depends on the team.
        team_share: f64 = 0.0, "share", [0.0, 1.0], None, "the scenario";
        /// Responsiveness to pay, against a usual sense of duty.
        responsiveness: f64 = 1.0, "ratio", [0.0, 20.0], None, "the scenario";
        /// Sense of duty; 1 is usual.
        duty: f64 = 1.0, "ratio", [0.0, 20.0], None, "the scenario";
    }
}

/// Somebody in particular.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The name.
    pub name: String,
    /// Function, team and the traits that are given; the others have no meaning.
    pub traits: Traits,
    /// Names of the traits that are given, in the order of declaration.
    pub given: Vec<&'static str>,
}

impl Person {
    /// A trait, if it is given.
    pub fn given(&self, name: &str, value: f64) -> Option<f64> {
        self.given.contains(&name).then_some(value)
    }
}

/// The people as text that reads back the same.
pub(super) fn write(text: &mut String, persons: &[Person]) {
    for person in persons {
        let _ = writeln!(text, "\n[[person]]\nname = {}", wording::quoted(&person.name));
        for name in &person.given {
            if let Some(value) = person.traits.get(name) {
                let _ = writeln!(text, "{name} = {}", wording::toml(&value));
            }
        }
    }
}

/// The JSON Schema of `[[person]]`.
pub(super) fn persons_schema() -> Json {
    let key = |p: &Parameter| {
        let mut schema = schema_parts::parameter(p);
        if let Some(map) = schema.as_object_mut() {
            map.remove("default");
        }
        (p.name.to_owned(), schema)
    };
    let mut keys: Map<String, Json> = Traits::PARAMETERS.iter().map(key).collect();
    keys.insert("name".to_owned(), schema_parts::described("string", "The person's name; each once."));
    let mut table = schema_parts::table("Somebody in particular; what is not said is drawn.", keys);
    table["required"] = json!(["name", "function"]);
    json!({ "type": "array", "items": table, "maxItems": MOST_PERSONS })
}
