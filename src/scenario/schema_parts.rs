//! Pieces of a JSON Schema: a table, a value with its description, a parameter.

use serde_json::{Map, Value as Json, json};

use super::presets::PRESETS;
use super::registry::{Parameter, Takes, Value};

pub(super) fn described(kind: &str, description: &str) -> Json {
    json!({ "type": kind, "description": description })
}

pub(super) fn table(description: &str, properties: Map<String, Json>) -> Json {
    json!({
        "type": "object",
        "description": description,
        "properties": properties,
        "additionalProperties": false,
    })
}

pub(super) fn preset(description: &str) -> Json {
    let choices: Vec<Json> =
        PRESETS.iter().map(|p| json!({ "const": p.name, "description": p.about })).collect();
    json!({ "type": "string", "description": description, "oneOf": choices })
}

pub(super) fn parameter(p: &Parameter) -> Json {
    let mut schema = Map::new();
    let mut put = |key: &str, value: Json| {
        schema.insert(key.to_owned(), value);
    };
    let unit = match p.kind {
        Takes::Number | Takes::Integer => format!(" Unit: {}.", p.unit),
        Takes::Flag | Takes::Choice(_) => String::new(),
    };
    put("description", json!(format!("{}{unit} Source of the default: {}.", p.about(), p.source)));
    put("default", json_value(&(p.default)()));
    match p.kind {
        Takes::Number => {
            put("type", json!("number"));
            put("minimum", json!(p.legal[0]));
            put("maximum", json!(p.legal[1]));
        }
        Takes::Integer => {
            put("type", json!("integer"));
            put("minimum", json!(p.legal[0] as i64));
            put("maximum", json!(p.legal[1] as i64));
        }
        Takes::Flag => put("type", json!("boolean")),
        Takes::Choice(_) => {
            let words = p.words.iter();
            let choices: Vec<Json> = words
                .map(|(word, meaning)| json!({ "const": word, "description": meaning.trim() }))
                .collect();
            put("type", json!("string"));
            put("oneOf", Json::Array(choices));
        }
    }
    if let Some([low, high]) = p.plausible {
        put("examples", json!([low, high]));
    }
    Json::Object(schema)
}

fn json_value(value: &Value) -> Json {
    match value {
        Value::Number(x) => json!(x),
        Value::Integer(i) => json!(i),
        Value::Flag(flag) => json!(flag),
        Value::Word(word) => json!(word),
    }
}
