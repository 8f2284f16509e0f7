//! `explain`: what a key, a section or one of the file's own words means, in a few lines of plain text.

use std::fmt::Write as _;

use super::error::{Fault, Place, Problem, ScenarioError, brief, printable};
use super::facts;
use super::operating::Operating;
use super::presets::{PRESETS, Preset, preset};
use super::programme::{KINDS, texts};
use super::registry::{Parameter, Section, Takes, Value};
use super::{SECTIONS, parameter, parameters, suggest, wording};

/// Words of the file that are no parameters, with what they mean and how they are written.
const OTHER: &[(&str, &str, &str)] = &[
    (
        "operating.preset",
        "How the firm works today: one of the four structures, which the other keys of [operating] then change.\n\
         Without it, the keys of [operating] are applied to every structure.",
        "[operating]\npreset = \"defined\"\njoint_reward = 0.3",
    ),
    (
        "arms",
        "Structures of your own, compared beside the four: a preset to start from (else how the firm works today), the\n\
         operating choices that differ, and tables for other sections, such as [arms.mine.culture]. With the name of\n\
         one of the four, such as [arms.defined], it changes that structure.",
        "[arms.mine]\nabout = \"As defined, with shared rewards\"\npreset = \"defined\"\njoint_reward = 0.3",
    ),
    ("compare", "Which structures to compare, in which order.", "compare = [\"defined\", \"aligned\"]"),
    ("name", "The firm's name, as tables and files show it.", "name = \"mid-market\""),
    (
        "about",
        "One paragraph about the firm; without it, the first paragraph of the file's header comment.",
        "about = \"A firm of 56\"",
    ),
    (
        "written_out",
        "Whether the file says every value, as an echo of a scenario does. Choices that are moot, such as a screening\n\
         bar where leads are pooled, then do not count as contradictions.",
        "written_out = true",
    ),
];

/// Explains a key (`firm.salespeople`, or `salespeople` where only one section has it), a section, or one of the
/// file's own words (`operating.preset`, `arms`, `compare`, `name`, `about`, `written_out`), programmes of change (`programmes`,
/// `programmes.change`, `programmes.measure`) or a kind of measure (`liaison`). Ends with a line break.
///
/// # Errors
/// [`ScenarioError`] with the nearest key when there is nothing of that name.
pub fn explain(key: &str) -> Result<String, ScenarioError> {
    let key = key.trim();
    let alone = match key {
        "preset" => "operating.preset",
        key if key.starts_with("arms.") => "arms",
        key => key,
    };
    if let Some((word, meaning, example)) = OTHER.iter().find(|(word, _, _)| *word == alone) {
        return Ok(other(word, meaning, example));
    }
    if let Some(preset) = preset(key) {
        return Ok(structure(preset));
    }
    if let Some(text) = facts::explain(key) {
        return Ok(text);
    }
    if let Some(text) = texts::explain(key) {
        return Ok(text);
    }
    let mut text = String::new();
    if let Some((section, about, declared)) = SECTIONS.iter().find(|(section, _, _)| *section == key) {
        explain_section(&mut text, section, about.trim(), declared);
        for parameter in parameters().filter(|p| p.name == key) {
            let _ = writeln!(text, "\nSee also the key {}.", parameter.key());
        }
        return Ok(text);
    }
    if let Some(parameter) = key.split_once('.').and_then(|(section, name)| parameter(section, name)) {
        explain_parameter(&mut text, parameter);
        return Ok(text);
    }
    let named: Vec<&Parameter> = parameters().filter(|p| p.name == key).collect();
    for (i, parameter) in named.iter().enumerate() {
        text.push_str(if i > 0 { "\n" } else { "" });
        explain_parameter(&mut text, parameter);
    }
    if !named.is_empty() {
        return Ok(text);
    }
    let help = match key.split_once('.') {
        Some((section, name)) if SECTIONS.iter().any(|(known, _, _)| *known == section) => {
            suggest::key(Some(section), name, None)
        }
        Some((section, name)) => Some(
            suggest::nearest(section, SECTIONS.iter().map(|(known, _, _)| *known))
                .filter(|near| parameter(near, name).is_some())
                .map(|near| format!("did you mean `{near}.{name}`?"))
                .unwrap_or_else(|| suggest::section(name)),
        ),
        None => suggest::nearest(key, KINDS.iter().map(|info| info.name))
            .map(|near| format!("did you mean `{near}`?"))
            .or_else(|| Some(suggest::section(key))),
    };
    let problem = Problem {
        place: Place::Option { option: "explain", text: printable(key) },
        key: key.to_owned(),
        fault: Fault::UnknownKey { found: brief(key), within: String::new() },
        help,
    };
    Err(ScenarioError { origin: "explain".to_owned(), problems: vec![problem], untold: 0 })
}

fn other(word: &str, meaning: &str, example: &str) -> String {
    let mut text = format!("{word}\n");
    for line in meaning.lines() {
        let _ = writeln!(text, "  {line}");
    }
    let _ = writeln!(text, "\n  In a file:");
    for line in example.lines() {
        let _ = writeln!(text, "    {line}");
    }
    if word == "operating.preset" {
        text.push('\n');
        for preset in &PRESETS {
            let _ = writeln!(text, "  {:<11} {}", preset.name, preset.about);
        }
    }
    text
}

fn explain_section(text: &mut String, section: &str, about: &str, declared: &[Parameter]) {
    let _ = writeln!(text, "[{section}]\n  {about}\n");
    if section == "operating" {
        let _ = writeln!(text, "  {:<34} One of the four structures, as how the firm works today.", "preset");
    }
    for parameter in declared {
        let shown = format!("{} = {}", parameter.name, wording::neat(&(parameter.default)()));
        let _ = writeln!(text, "  {shown:<34} {}", parameter.about());
    }
    let _ = writeln!(text, "\n  `verona explain {section}.KEY` tells more of one.");
}

/// One of the structures: what it is, and the operating choices that it stands for.
fn structure(preset: &Preset) -> String {
    let mut text = format!(
        "{}\n  {}\n\n  A structure is nothing but these operating choices:\n\n",
        preset.name, preset.about
    );
    let choices = (preset.choices)();
    for parameter in Operating::PARAMETERS {
        if let Some(value) = choices.get(parameter.name) {
            let shown = format!("{} = {}", parameter.name, wording::neat(&value));
            let _ = writeln!(text, "  {shown:<34} {}", parameter.about());
        }
    }
    let _ = writeln!(
        text,
        "\n  In a file:  [operating]\n              preset = \"{}\"\n\n  `verona explain operating.KEY` tells more of one; `verona why {} {}` says what sets two apart.",
        preset.name,
        PRESETS[0].name,
        if preset.name == PRESETS[0].name { PRESETS[1].name } else { preset.name },
    );
    text
}

fn explain_parameter(text: &mut String, p: &Parameter) {
    let default = (p.default)();
    let _ = writeln!(text, "{}\n  {}\n", p.key(), p.about());
    let mut row = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<10} {value}");
    };
    match p.kind {
        Takes::Choice(_) => {
            for (i, (word, meaning)) in p.words.iter().enumerate() {
                row(if i == 0 { "choices" } else { "" }, &format!("\"{word}\": {}", meaning.trim()));
            }
        }
        Takes::Flag => row("value", "true or false"),
        Takes::Number | Takes::Integer => {
            row("value", &p.kind.to_string());
            row("unit", p.unit);
            row("legal", &wording::range(p.legal));
        }
    }
    row("default", &wording::neat(&default));
    if let Some(plausible) = p.plausible {
        row(
            "plausible",
            &format!("{} (the range that sensitivity analysis explores)", wording::range(plausible)),
        );
    }
    row("source", p.source);
    if p.section == Operating::PARAMETERS[0].section {
        let values: Vec<String> =
            preset_values(p).iter().map(|(name, value)| format!("{name} {}", wording::neat(value))).collect();
        row("presets", &values.join(", "));
    }
    let example = wording::example(p);
    let written = wording::neat(&example);
    let bare = match &example {
        Value::Word(word) => word.clone(),
        Value::Number(_) | Value::Integer(_) | Value::Flag(_) => written.clone(),
    };
    let _ = writeln!(text, "\n  In a file:  [{}]\n              {} = {written}", p.section, p.name);
    let _ = writeln!(text, "  For a run:  --set {}={bare}", p.key());
}

/// An operating choice's value in each preset.
pub(super) fn preset_values(p: &Parameter) -> Vec<(&'static str, Value)> {
    PRESETS
        .iter()
        .filter_map(|preset| (preset.choices)().get(p.name).map(|value| (preset.name, value)))
        .collect()
}
