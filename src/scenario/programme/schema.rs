//! Programmes in the JSON Schema of scenario files.

use serde_json::{Map, Value as Json, json};

use super::texts::required;
use super::{MOST_PARTS, MOST_PROGRAMMES, Measure, Settings, Timing};
use crate::scenario::operating::Operating;
use crate::scenario::registry::{Parameter, Section};
use crate::scenario::schema_parts::{described, parameter, preset, table};
use crate::scenario::study::NO_CHANGE;
use crate::scenario::written::TODAY;

/// The schema of `[programmes]`; adds what it refers to.
pub(in crate::scenario) fn programmes(definitions: &mut Map<String, Json>) -> Json {
    let mut change = keys(Timing::PARAMETERS);
    change.insert("to".to_owned(), preset("A structure, all of whose choices the change makes."));
    change.extend(Operating::PARAMETERS.iter().map(|p| (p.name.to_owned(), parameter(p))));
    let change = needing(table("A change of operating choices on a day.", change), &["day"]);
    let measure = table("A measure: something done for a while, at a dose.", keys(Measure::PARAMETERS));
    let measure = needing(measure, &["kind", "day", "days"]);
    let mut programme = keys(Settings::PARAMETERS);
    programme.insert("about".to_owned(), described("string", "One line about the programme."));
    for (name, part) in [("change", change), ("measure", measure)] {
        let list = json!({
            "type": "array",
            "items": { "$ref": format!("#/$defs/{name}") },
            "maxItems": MOST_PARTS,
        });
        programme.insert(name.to_owned(), list);
        definitions.insert(name.to_owned(), part);
    }
    definitions.insert("programme".to_owned(), table("A programme of change.", programme));
    json!({
        "type": "object",
        "description": "Programmes of change, by name; operating.preset must say how the firm works today.",
        "propertyNames": {
            "not": { "enum": [TODAY, NO_CHANGE] }, "pattern": "^[^-]*$", "minLength": 1, "maxLength": 40,
        },
        "properties": {},
        "additionalProperties": { "$ref": "#/$defs/programme" },
        "maxProperties": MOST_PROGRAMMES,
    })
}

fn keys(parameters: &[Parameter]) -> Map<String, Json> {
    let key = |p: &Parameter| {
        let mut schema = parameter(p);
        if let Some(map) = schema.as_object_mut().filter(|_| required(p).starts_with("required")) {
            map.remove("default");
        }
        (p.name.to_owned(), schema)
    };
    parameters.iter().map(key).collect()
}

fn needing(mut table: Json, names: &[&str]) -> Json {
    table["required"] = json!(names);
    table
}
