//! The JSON Schema of scenario files, for editors that complete and check while one types.

use serde_json::{Map, Value as Json, json};

use super::SECTIONS;
use super::facts;
use super::persons;
use super::presets::{PRESETS, Preset};
use super::programme;
use super::schema_parts::{described, parameter, preset, table};
use super::study::MOST_ARMS;
use super::written::TODAY;

/// The schema (draft 2020-12) of a scenario file.
pub fn schema() -> Json {
    let mut definitions = Map::new();
    let mut properties = Map::new();
    properties
        .insert("name".to_owned(), described("string", "The firm's name, as tables and files show it."));
    properties.insert("about".to_owned(), described("string", "One paragraph about the firm."));
    let echo = "Whether the file says every value, moot ones too, which then do not count as contradictions.";
    properties.insert("written_out".to_owned(), described("boolean", echo));
    properties.insert("compare".to_owned(), compare());
    let mut in_arms = Map::new();
    in_arms.insert("about".to_owned(), described("string", "One line about the structure."));
    let preset_of_arm = "Which of the four structures it starts from; without it, how the firm works today.";
    in_arms.insert("preset".to_owned(), preset(preset_of_arm));
    in_arms
        .insert("programme".to_owned(), described("string", "The programme of change that it goes through."));
    for (section, about, declared) in SECTIONS {
        let mut keys: Map<String, Json> =
            declared.iter().map(|p| (p.name.to_owned(), parameter(p))).collect();
        let reference = json!({ "$ref": format!("#/$defs/{section}") });
        match *section {
            "operating" => {
                in_arms.append(&mut keys.clone());
                let today =
                    "How the firm works today. Without it, the keys of this section hold in every structure.";
                keys.insert("preset".to_owned(), preset(today));
            }
            "plan" => {}
            _ => {
                in_arms.insert((*section).to_owned(), reference.clone());
            }
        }
        definitions.insert((*section).to_owned(), table(about.trim(), keys));
        properties.insert((*section).to_owned(), reference);
    }
    definitions
        .insert("arm".to_owned(), table("A structure of your own, or a change to one of the four.", in_arms));
    properties.insert("arms".to_owned(), arms());
    properties.insert("person".to_owned(), persons::persons_schema());
    properties.insert("facts".to_owned(), facts::facts_schema());
    properties.insert("programmes".to_owned(), programme::schema::programmes(&mut definitions));
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Verona scenario",
        "description": "A firm, and how its sales and marketing could work together.",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": definitions,
    })
}

fn compare() -> Json {
    json!({
        "type": "array",
        "description": "Which structures to compare, in which order: the four, those of [arms], and \"today\" where operating.preset is given.",
        "items": { "type": "string" },
        "minItems": 1,
        "maxItems": MOST_ARMS,
        "uniqueItems": true,
    })
}

fn arms() -> Json {
    let structure = |p: &Preset| {
        let about = format!("The structure {}, changed. {}", p.name, p.about);
        let own = json!({ "preset": { "type": "string", "oneOf": [{ "const": p.name }] } });
        (p.name.to_owned(), json!({ "description": about, "$ref": "#/$defs/arm", "properties": own }))
    };
    json!({
        "type": "object",
        "description": "Structures of your own, by name, and changes to the four.",
        "propertyNames": { "not": { "enum": [TODAY] }, "pattern": "^[^-]*$", "minLength": 1, "maxLength": 40 },
        "properties": PRESETS.iter().map(structure).collect::<Map<String, Json>>(),
        "additionalProperties": { "$ref": "#/$defs/arm" },
        "maxProperties": MOST_ARMS,
    })
}
