//! The reference page: every parameter in tables, made from the declarations.

use std::fmt::Write as _;

use super::explain::preset_values;
use super::facts;
use super::presets::PRESETS;
use super::programme::texts;
use super::registry::{Parameter, Takes};
use super::{SECTIONS, wording};

const INTRODUCTION: &str = "\
# Parameters

<!-- Made from the declarations in src/scenario by `UPDATE_DOCS=1 cargo test --test reference`. Do not edit. -->

Every key that a scenario file may hold, section by section. Only keys that differ from their default need be
written. *Legal* is the range that the model is defined for; a value outside it is an error. *Plausible* is the range
that sensitivity analysis explores; a dash marks a choice, about which there is nothing to believe. *Source* says where
the default comes from; an assumption is marked as one. Letters grade evidence:
A is peer-reviewed, B a large survey, C a vendor or blog, D recalled and not seen.

Beside the sections, a file may hold `[facts]` (below), `name` and `about` (text), `compare` (a list of structures), `written_out` (true where a
file says every value, moot ones too), and `[arms.NAME]` tables:
a `preset`, the operating choices that differ from it, and sub-tables such as `[arms.NAME.culture]` for any other
section except `plan`. Where NAME is that of a structure, the table changes that structure. Other names have up to 40
letters, digits, spaces and any of `_`, `+` and `.`. With `programme = \"NAME\"` a structure goes through a programme of
change; programmes stand at the end of this page.
";

/// The reference page as Markdown.
pub fn reference_markdown() -> String {
    let mut text = INTRODUCTION.to_owned();
    for (section, about, declared) in SECTIONS {
        let _ = writeln!(text, "\n## `[{section}]`\n\n{}\n", about.trim());
        if *section == "operating" {
            operating(&mut text, declared);
        } else {
            table(&mut text, declared);
        }
    }
    text + &facts::facts_markdown() + &texts::reference()
}

fn table(text: &mut String, declared: &[Parameter]) {
    text.push_str("| key | meaning | unit | default | legal | plausible | source |\n");
    text.push_str("|---|---|---|---|---|---|---|\n");
    for p in declared {
        let plausible = p.plausible.map_or("\u{2013}".to_owned(), wording::range);
        let _ = writeln!(
            text,
            "| `{}` | {} | {} | {} | {} | {plausible} | {} |",
            p.name,
            wording::cell(p.about()),
            p.unit,
            wording::neat(&(p.default)()),
            legal(p),
            wording::cell(p.source),
        );
    }
}

fn operating(text: &mut String, declared: &[Parameter]) {
    let _ = writeln!(
        text,
        "Each choice is settable alone. The four structures are presets of them and nothing else:\n"
    );
    for preset in &PRESETS {
        let _ = writeln!(text, "- `{}`: {}", preset.name, preset.about);
    }
    let _ = writeln!(
        text,
        "\n`preset` names the structure that the firm has today; the other keys then change it. Without `preset`, the\n\
         keys are applied to every structure.\n"
    );
    table(text, declared);
    text.push_str("\n### The four presets\n\n| choice |");
    for preset in &PRESETS {
        let _ = write!(text, " {} |", preset.name);
    }
    text.push_str("\n|---|---|---|---|---|\n");
    for p in declared {
        let _ = write!(text, "| `{}` |", p.name);
        for (_, value) in preset_values(p) {
            let _ = write!(text, " {} |", wording::neat(&value).replace('"', ""));
        }
        text.push('\n');
    }
    text.push_str(
        "\n### What changes with a choice\n\nThe weight of a choice is the share of a way of working that changes with it when it changes \
         wholly; see [Change](model/change.md).\n\n| choice | weight |\n|---|---|\n",
    );
    for p in declared {
        let _ = writeln!(text, "| `{}` | {} |", p.name, p.weight);
    }
    text.push_str("\n### What the words mean\n\n| choice | word | meaning |\n|---|---|---|\n");
    for p in declared {
        for (word, meaning) in p.words {
            let _ = writeln!(text, "| `{}` | `\"{word}\"` | {} |", p.name, wording::cell(meaning.trim()));
        }
    }
}

fn legal(p: &Parameter) -> String {
    match p.kind {
        Takes::Number | Takes::Integer => wording::range(p.legal),
        Takes::Flag => "true, false".to_owned(),
        Takes::Choice(words) => words.join(", "),
    }
}
