//! Facts in words: the schema, the reference page, `explain`, and the lines of a starter file.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::{FACTS, Fact, Measure, Says};
use crate::scenario::schema_parts;

/// What `[facts]` is for.
const ABOUT: &str = "What a leader knows of the firm, in a leader's words and units, each figure with a spread if one is known (\"22 % \u{b1} 3\", half of \
                     a 95 % interval). Head counts and prices hold at once; `verona fit` finds the parameters that meet the rest.";

/// What a fact says to the model, in words.
fn says(fact: &Fact) -> String {
    match fact.says {
        Says::Sets(key) => format!("sets `{key}`"),
        Says::Heads => "salespeople + marketers + managers".to_owned(),
        Says::Shows(outcome, _) => format!("measured by `{outcome}`"),
        Says::Quota => "sets `blame.quota`, through what a territory could bring".to_owned(),
        Says::TargetPay => "sets `money.commission`, through the quota".to_owned(),
    }
}

fn unit(measure: Measure) -> &'static str {
    match measure {
        Measure::People => "people",
        Measure::Count => "number",
        Measure::Money => "money",
        Measure::Share => "%",
        Measure::Days => "calendar days",
        Measure::Hours => "working hours",
    }
}

fn usual(fact: &Fact) -> String {
    match (fact.measure, fact.spread) {
        (_, 0.0) => "none".to_owned(),
        (Measure::Share, spread) => format!("\u{b1} {} points", libm::round(1_000.0 * spread) / 10.0),
        (_, spread) => format!("\u{b1} {} %", libm::round(1_000.0 * spread) / 10.0),
    }
}

/// The facts as a section of the reference page.
pub fn facts_markdown() -> String {
    let mut text = format!(
        "\n## `[facts]`\n\n{ABOUT}\n\n| key | meaning | unit | example | usual spread | in the model |\n|---|---|---|---|---|---|\n"
    );
    for fact in FACTS {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | `\"{}\"` | {} | {} |",
            fact.name,
            fact.about,
            unit(fact.measure),
            fact.example,
            usual(fact),
            says(fact)
        );
    }
    text
}

/// The JSON Schema of `[facts]`.
pub(in crate::scenario) fn facts_schema() -> Json {
    let key = |fact: &Fact| {
        let about =
            format!("{} Unit: {}. In the model: {}.", sentence(fact.about), unit(fact.measure), says(fact));
        let schema =
            json!({ "description": about, "type": ["number", "string"], "examples": [fact.example] });
        (fact.name.to_owned(), schema)
    };
    schema_parts::table(ABOUT, FACTS.iter().map(key).collect::<Map<String, Json>>())
}

/// `explain facts` and `explain facts.NAME`.
pub(in crate::scenario) fn explain(key: &str) -> Option<String> {
    if key == "facts" {
        let mut text = format!("[facts]\n  {ABOUT}\n\n");
        for fact in FACTS {
            let _ = writeln!(text, "  {:<20} {} ({})", fact.name, fact.about, unit(fact.measure));
        }
        return Some(text);
    }
    let fact = FACTS.iter().find(|fact| key.strip_prefix("facts.") == Some(fact.name))?;
    Some(format!(
        "facts.{}\n  {}\n\n  value         {}\n  usual spread  {}\n  in the model  {}\n\n  In a file:  [facts]\n              {} = \"{}\"\n",
        fact.name,
        sentence(fact.about),
        fact.expected(),
        usual(fact),
        says(fact),
        fact.name,
        fact.example
    ))
}

/// `[facts]` to begin with: those given hold, the others are commented out at their examples.
pub fn starter_lines(given: &[(&Fact, String)]) -> String {
    let mut text = String::from(
        "\n[facts]\n# What you know of your firm, in your own words; leave out what you do not know. `verona fit` finds the rest.\n",
    );
    for fact in FACTS {
        let known = given.iter().find(|(own, _)| own.name == fact.name);
        let (mark, words) = known.map_or(("# ", fact.example), |(_, words)| ("", words.as_str()));
        let words = toml_edit::Value::from(words);
        let _ = writeln!(text, "\n# {}\n{mark}{} = {words}", sentence(fact.about), fact.name);
    }
    text
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().chain(letters).collect::<String>());
    format!("{}.", first.unwrap_or_default())
}
