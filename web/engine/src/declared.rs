//! What Verona declares, as one object: the page's forms, tables and lists are made from it.

use serde_json::{Value as Json, json};
use verona::evidence::diagnosis::statements::{SCALE, STATEMENTS};
use verona::model::outcome::{Better, HOURS, Measure, OUTCOMES, SERIES};
use verona::output::words::number;
use verona::scenario::presets::PRESETS;
use verona::scenario::programme::KINDS;
use verona::scenario::registry::{Parameter, Takes, Value};
use verona::scenario::{self, SECTIONS};

/// All of it.
pub fn all() -> Json {
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "structures": PRESETS.iter().map(|preset| json!({ "name": preset.name, "about": preset.about })).collect::<Vec<_>>(),
        "sections": SECTIONS.iter().map(|(name, about, parameters)| json!({
            "name": name,
            "about": about.trim(),
            "parameters": parameters.iter().map(parameter).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "outcomes": OUTCOMES.iter().map(measure).collect::<Vec<_>>(),
        "series": SERIES.iter().map(measure).collect::<Vec<_>>(),
        "hours": HOURS,
        "measures": KINDS.iter().map(|info| json!({
            "name": info.name, "about": info.about, "source": info.source, "role": info.role, "hours": info.kind.needs_hours(),
        })).collect::<Vec<_>>(),
        "statements": STATEMENTS.iter().map(|one| json!({ "key": one.key, "topic": one.topic, "text": one.text })).collect::<Vec<_>>(),
        "scale": SCALE,
        "firms": scenario::ready_made().iter().map(|(name, text)| json!({ "name": name, "text": text })).collect::<Vec<_>>(),
    })
}

fn measure(measure: &Measure) -> Json {
    let better = match measure.better {
        Better::Higher => 1,
        Better::Lower => -1,
        Better::Neither => 0,
    };
    json!({
        "name": measure.name,
        "unit": measure.unit,
        "shown": number::unit(measure),
        "better": better,
        "meaning": measure.meaning,
    })
}

fn parameter(parameter: &Parameter) -> Json {
    let kind = match parameter.kind {
        Takes::Number => "number",
        Takes::Integer => "integer",
        Takes::Flag => "flag",
        Takes::Choice(_) => "choice",
    };
    let words = parameter.words.iter().map(|(word, meaning)| json!([word, meaning.trim()]));
    json!({
        "key": parameter.key(),
        "kind": kind,
        "unit": parameter.unit,
        "legal": parameter.legal,
        "plausible": parameter.plausible,
        "default": value(&(parameter.default)()),
        "source": parameter.source,
        "about": parameter.about(),
        "words": words.collect::<Vec<_>>(),
    })
}

/// A value of a parameter.
pub fn value(value: &Value) -> Json {
    match value {
        Value::Number(x) => json!(x),
        Value::Integer(i) => json!(i),
        Value::Flag(flag) => json!(flag),
        Value::Word(word) => json!(word),
    }
}
