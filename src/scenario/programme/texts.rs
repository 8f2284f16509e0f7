//! Programmes in words: the canonical text of one, what `explain` says, the section of the reference page, and the
//! example in the starter file. Kinds and keys are told from their declarations.

use std::fmt::Write as _;

use super::{KINDS, KindInfo, Measure, MeasureKind, Programme, Settings, Timing, info};
use crate::scenario::operating::Operating;
use crate::scenario::registry::{self, Parameter, Section};
use crate::scenario::wording::{self, cell, quoted};

/// Writes a programme with all its values. `forms` are the same programme as it is meant in one firm or another,
/// which have the same parts: a change says all that it changes in any of them.
pub(in crate::scenario) fn write(text: &mut String, name: &str, about: Option<&str>, forms: &[&Programme]) {
    let Some(first) = forms.first() else { return };
    let table = format!("programmes.{}", quoted(name));
    let _ = writeln!(text, "\n[{table}]");
    if let Some(about) = about.filter(|about| !about.is_empty()) {
        let _ = writeln!(text, "about = {}", quoted(about));
    }
    keys(text, &first.settings(), |_| true);
    for (i, change) in first.changes.iter().enumerate() {
        let _ = writeln!(text, "\n[[{table}.change]]");
        keys(text, &Timing { day: change.day, phase: change.phase, asked: change.asked }, |_| true);
        for p in Operating::PARAMETERS {
            let of = |form: &&&Programme| {
                let choices = &form.changes.get(i)?.choices;
                choices.iter().find(|(name, _)| *name == p.name).map(|(_, value)| value.clone())
            };
            if let Some(value) = forms.iter().find_map(|form| of(&form)) {
                let _ = writeln!(text, "{} = {}", p.name, wording::toml(&value));
            }
        }
    }
    for measure in &first.measures {
        let _ = writeln!(text, "\n[[{table}.measure]]");
        keys(text, measure, |p| belongs(p, info(measure.kind)));
    }
}

fn keys<S: Section>(text: &mut String, section: &S, which: impl Fn(&Parameter) -> bool) {
    for p in S::PARAMETERS.iter().filter(|p| which(p)) {
        if let Some(value) = section.get(p.name) {
            let _ = writeln!(text, "{} = {}", p.name, wording::toml(&value));
        }
    }
}

/// Whether a key says something for a measure of this kind.
fn belongs(p: &Parameter, kind: &KindInfo) -> bool {
    match p.name {
        "share" => !kind.role,
        "people" => kind.role,
        "exclusive" | "scales" => kind.kind == MeasureKind::EnablementUnit,
        _ => true,
    }
}

/// When a key must be given, in words; else its default.
pub(super) fn required(p: &Parameter) -> String {
    match (p.section, p.name) {
        ("programmes.change", "day") | ("programmes.measure", "kind" | "day" | "days") => {
            "required".to_owned()
        }
        ("programmes.measure", "hours") => {
            let free = KINDS.iter().filter(|info| !info.kind.needs_hours());
            let free: Vec<String> = free.map(|info| format!("`{}`", info.name)).collect();
            format!("required, except of {}", free.join(", "))
        }
        ("programmes.measure", "people") => "required of roles".to_owned(),
        _ => wording::neat(&(p.default)()),
    }
}

/// An example of a whole programme, which is also the one of the starter file.
const EXAMPLE: &str = "\
[programmes.step]
about = \"To aligned, team by team\"
leadership = 0.5
[[programmes.step.change]]
day = 42
phase = 63
to = \"aligned\"
joint_reward = 0.3
[[programmes.step.measure]]
kind = \"problem_solving\"
day = 42
days = 126
hours = 4
share = 0.5
cost = 5_000
";

/// The example, commented out, for the starter file.
pub(in crate::scenario) fn starter() -> String {
    let lines = EXAMPLE.lines().map(|line| format!("# {line}\n"));
    let head = "\n# Programmes of change, for `verona change`: which operating choices change when, and which measures go with\n\
                # it. They begin from how the firm works today, so [operating] must say its preset.\n\
                # `verona explain programmes` tells more.\n";
    head.to_owned() + &lines.collect::<String>()
}

const TOPICS: [(&str, &str); 3] = [
    (
        "programmes",
        "Programmes of change, by name, for `verona change`: each has changes of operating choices, measures, or both,\n\
         and five settings. It begins from how the firm works today, so [operating] must say its preset. A structure goes\n\
         through a programme with `programme = \"NAME\"`.",
    ),
    (
        "programmes.change",
        "A change of operating choices on a day, for all teams at once or one after another. It names any choices of\n\
         [operating], or `to`, a structure with all its choices, or both, the choices winning. Two changes of the same\n\
         choice may not overlap.",
    ),
    (
        "programmes.measure",
        "A measure: something done for a while that takes hours of people, and sometimes money. Participants cannot\n\
         spend more hours than a day has beside overhead.",
    ),
];

/// What `explain` says of programmes, their parts and the kinds of measures; `None` when the key is none of these.
pub(in crate::scenario) fn explain(key: &str) -> Option<String> {
    if let Some(info) = KINDS.iter().find(|info| info.name == key) {
        return Some(explain_kind(info));
    }
    let rest = key.strip_prefix("programmes")?;
    let part = match rest.strip_prefix('.') {
        Some(rest) => rest.split('.').find(|word| matches!(*word, "change" | "measure")),
        None if rest.is_empty() => None,
        None => return None,
    };
    let topic = part.map_or("programmes".to_owned(), |part| format!("programmes.{part}"));
    let (_, meaning) = TOPICS.iter().find(|(name, _)| *name == topic)?;
    let mut text = format!("{topic}\n");
    for line in meaning.lines() {
        let _ = writeln!(text, "  {line}");
    }
    text.push('\n');
    let declared = match part {
        Some("change") => Timing::PARAMETERS,
        Some(_) => Measure::PARAMETERS,
        None => Settings::PARAMETERS,
    };
    for p in declared {
        let takes = match p.kind {
            registry::Takes::Choice(_) => "one of the kinds below".to_owned(),
            _ => wording::expected(p),
        };
        let needed = match required(p) {
            needed if needed.starts_with("required") => needed.replace('`', ""),
            default => format!("default {default}"),
        };
        let _ = writeln!(text, "  {:<16} {}\n  {:<16} {takes}; {needed}", p.name, p.about(), "");
    }
    match part {
        Some("change") => {
            let _ = writeln!(text, "  {:<16} A structure, all of whose choices the change makes.", "to");
            let _ = writeln!(text, "\n  `verona explain operating` lists the choices that can change.");
        }
        Some(_) => {
            let _ = writeln!(text, "\n  Kinds, of which `verona explain KIND` tells the source:\n");
            for info in KINDS {
                let _ = writeln!(text, "  {:<26} {}", info.name, info.about);
            }
        }
        None => {
            let _ = writeln!(
                text,
                "\n  `verona explain programmes.change` and `verona explain programmes.measure` tell of its parts."
            );
        }
    }
    text.push_str("\n  In a file:\n");
    for line in EXAMPLE.lines() {
        let _ = writeln!(text, "    {line}");
    }
    if part.is_none() {
        text.push_str("\n  For a run:  --set programmes.step.leadership=0.8\n");
    }
    Some(text)
}

fn explain_kind(kind: &KindInfo) -> String {
    let mut text = format!("{}\n  A kind of measure: {}.\n\n", kind.name, kind.about);
    let mut row = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<10} {value}");
    };
    row("source", kind.source);
    let hours = match (kind.kind.needs_hours(), kind.role) {
        (true, true) => "`people` in the role, and `hours` of each a month",
        (true, false) => "`share` of all people (default 1), and `hours` of each a month",
        (false, true) => "`people` in the role; `hours` of each a month where they are limited",
        (false, false) => "`share` of all people (default 1); `hours` are optional",
    };
    row("dose", hours);
    if kind.kind == MeasureKind::EnablementUnit {
        for p in Measure::PARAMETERS.iter().filter(|p| matches!(p.name, "exclusive" | "scales")) {
            row(p.name, p.about());
        }
    }
    text.push_str("\n  In a file:\n    [[programmes.step.measure]]\n");
    let _ = writeln!(text, "    kind = \"{}\"", kind.name);
    for p in
        Measure::PARAMETERS.iter().filter(|p| matches!(p.name, "day" | "days" | "hours" | "share" | "people"))
    {
        if belongs(p, kind) && (p.name != "hours" || kind.kind.needs_hours()) {
            let _ = writeln!(text, "    {}", wording::line(p));
        }
    }
    text
}

/// The section of the reference page.
pub(in crate::scenario) fn reference() -> String {
    let mut text = String::from(
        "\n## `[programmes.NAME]`\n\n\
         Programmes of change, for `verona change`, 16 at most. A programme begins from how the firm works today, so\n\
         `[operating]` must say its `preset`. It has an `about`, five settings after de Waal et al. (2019), and up to 32\n\
         changes and 32 measures.\n\n",
    );
    declared(&mut text, Settings::PARAMETERS);
    text.push_str(
        "\n### `[[programmes.NAME.change]]`\n\n\
         A change names any operating choices, or `to`, a structure with all its choices, or both, the choices winning.\n\
         Only choices that differ from those in force before count. Two changes of one choice may not overlap.\n\n",
    );
    declared(&mut text, Timing::PARAMETERS);
    text.push_str(
        "\n### `[[programmes.NAME.measure]]`\n\n\
         Participants cannot spend more hours on measures than a day has beside overhead, and a role cannot have more\n\
         people than the firm.\n\n",
    );
    declared(&mut text, Measure::PARAMETERS);
    text.push_str("\n### Kinds of measures\n\n| kind | what is done | dose | source |\n|---|---|---|---|\n");
    for info in KINDS {
        let dose = if info.role { "`people`" } else { "`share`" };
        let hours = if info.kind.needs_hours() { ", `hours`" } else { "" };
        let _ = writeln!(
            text,
            "| `{}` | {} | {dose}{hours} | {} |",
            info.name,
            cell(info.about),
            cell(info.source)
        );
    }
    text
}

fn declared(text: &mut String, parameters: &[Parameter]) {
    text.push_str("| key | meaning | unit | default | legal |\n|---|---|---|---|---|\n");
    for p in parameters {
        let legal = match p.kind {
            registry::Takes::Choice(_) => "the kinds below".to_owned(),
            registry::Takes::Flag => "true, false".to_owned(),
            registry::Takes::Number | registry::Takes::Integer => wording::range(p.legal),
        };
        let _ =
            writeln!(text, "| `{}` | {} | {} | {} | {legal} |", p.name, cell(p.about()), p.unit, required(p));
    }
}
