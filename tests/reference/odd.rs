//! The generated parts of `docs/odd.md`: schedule, state variables, draws, parameters, the life of a lead.

use std::fmt::Write as _;

use verona::model::constants::{CONSTANTS, Constant};
use verona::scenario::registry::Takes;
use verona::scenario::{SECTIONS, registry::Parameter, registry::Value};

use crate::source::{self, Member};
use crate::{pages_on_the_model, root};

/// The page with each generated part made anew. A part stands between `<!-- made: NAME -->` and `<!-- end -->`.
pub fn made(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    let mut seen = Vec::new();
    while let Some((before, after)) = rest.split_once("<!-- made: ") {
        let (name, after) = after.split_once(" -->").expect("a mark is closed");
        let (_, after) =
            after.split_once("<!-- end -->").unwrap_or_else(|| panic!("the part {name} has no end"));
        let _ = write!(text, "{before}<!-- made: {name} -->\n\n{}\n<!-- end -->", part(name));
        seen.push(name.to_owned());
        rest = after;
    }
    for name in PARTS {
        assert!(seen.iter().any(|part| part == name), "docs/odd.md has no place for the part {name}");
    }
    text + rest
}

/// The parts that the page must have.
const PARTS: [&str; 6] =
    ["schedule", "life of a lead", "state variables", "draws", "parameters", "constants"];

fn part(name: &str) -> String {
    match name {
        "schedule" => schedule(),
        "life of a lead" => life(),
        "state variables" => state_variables(),
        "draws" => draws(),
        "parameters" => parameters(),
        "constants" => constants(),
        _ => panic!("docs/odd.md asks for a part that is not made: {name}"),
    }
}

/// Text that cannot end a cell, nor be taken for a link or a tag.
fn cell(text: &str) -> String {
    let text = text.replace("[`", "`").replace("`]", "`");
    text.replace('|', "\\|").replace('<', "&lt;").replace('[', "\\[")
}

/// The page whose section on code names a file of the model, as a link from `docs/`.
fn page_of(file: &str) -> String {
    let link = format!("](../../src/model/{file})");
    let (path, text) = pages_on_the_model()
        .into_iter()
        .filter(|(path, _)| !path.ends_with("README.md"))
        .find(|(_, text)| text.split("## Code").nth(1).is_some_and(|code| code.contains(&link)))
        .unwrap_or_else(|| panic!("no page of docs/model names {file} under its heading about code"));
    let title = text.lines().next().unwrap_or("").trim_start_matches("# ").to_owned();
    let path = path.strip_prefix(root().join("docs")).expect("a page is in docs").display().to_string();
    format!("[{title}]({path})")
}

fn schedule() -> String {
    let mut text =
        "| | when | what happens | mechanism | equations and order of draws |\n|---|---|---|---|---|\n"
            .to_owned();
    for (number, step) in (1..).zip(source::day()) {
        let page = if step.file == "mod.rs" { page_of("books/hours.rs") } else { page_of(&step.file) };
        let _ = writeln!(
            text,
            "| {number} | {} | {} | `{}` in [{}](../src/model/{}) | {page} |",
            step.when.words(),
            cell(&step.about),
            step.function,
            step.file,
            step.file,
        );
    }
    text
}

fn life() -> String {
    let mut text = "| state | meaning | may become | brought about in |\n|---|---|---|---|\n".to_owned();
    for state in source::life() {
        let next: Vec<String> = state.next.iter().map(|name| plain(name)).collect();
        let next = if next.is_empty() { "\u{2013} (the end)".to_owned() } else { next.join(", ") };
        let by: Vec<String> = state
            .by
            .iter()
            .map(|(file, function)| format!("`{function}` in [{file}](../src/model/{file})"))
            .collect();
        let by = if by.is_empty() { "the start of a life".to_owned() } else { by.join(", ") };
        let _ = writeln!(text, "| {} | {} | {next} | {by} |", plain(&state.name), cell(&state.about));
    }
    text
}

/// A name in the code as words: `ScreenedOut` is "screened out".
pub fn plain(name: &str) -> String {
    let mut words = String::new();
    for (i, c) in name.chars().enumerate() {
        if c.is_uppercase() && i > 0 {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// Entities, in the order of the page: title, file, struct.
const ENTITIES: [(&str, &str, &str); 10] = [
    ("The firm and its environment", "firm.rs", "Firm"),
    ("A team", "state.rs", "TeamState"),
    ("A person, in whatever function (one value each for every person)", "people/person.rs", "People"),
    ("A salesperson, besides", "state.rs", "SellerState"),
    ("A marketer, besides", "state.rs", "MarketerState"),
    ("A lead", "work/leads.rs", "Lead"),
    ("A line in a salesperson's list of leads in view", "work/lists.rs", "Entry"),
    ("A request across the border", "border/requests.rs", "Request"),
    ("An account", "work/accounts.rs", "Account"),
    ("Constants that follow from a scenario, the same in all structures", "rates.rs", "Rates"),
];

fn state_variables() -> String {
    let mut text = String::new();
    for (title, file, name) in ENTITIES {
        let _ = writeln!(text, "#### {title}\n\n`{name}` in [{file}](../src/model/{file}).\n");
        text.push_str("| variable | type | meaning |\n|---|---|---|\n");
        for Member { name: field, kind, about } in source::fields(file, name) {
            let kind = kind
                .strip_prefix("Column<Person, ")
                .and_then(|kind| kind.strip_suffix('>'))
                .filter(|_| name == "People")
                .unwrap_or(&kind);
            let _ = writeln!(text, "| `{field}` | `{kind}` | {} |", cell(&about));
        }
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

fn draws() -> String {
    let mut text =
        "| number | purpose | what for; whose (entity); which (occurrence) |\n|---|---|---|\n".to_owned();
    let mut purposes = source::variants("random.rs", "Purpose");
    purposes.sort_by_key(|purpose| purpose.kind.parse::<u8>().expect("a purpose has a number"));
    for Member { name, kind, about } in purposes {
        let _ = writeln!(text, "| {kind} | {} | {} |", plain(&name), cell(&about));
    }
    text
}

fn parameters() -> String {
    let mut text = String::new();
    for (section, about, declared) in SECTIONS {
        let _ = writeln!(text, "#### `{section}`\n\n{}\n", about.trim());
        text.push_str(
            "| name | unit | legal range | plausible range | default | source |\n|---|---|---|---|---|---|\n",
        );
        for p in *declared {
            let plausible = p.plausible.map_or("\u{2013}".to_owned(), range);
            let _ = writeln!(
                text,
                "| `{}` | {} | {} | {plausible} | {} | {} |",
                p.name,
                p.unit,
                legal(p),
                value(&(p.default)()),
                cell(p.source),
            );
        }
        text.push('\n');
    }
    text.trim_end().to_owned() + "\n"
}

fn constants() -> String {
    let mut text = "| name | value | unit | meaning |\n|---|---|---|---|\n".to_owned();
    for Constant { name, value, unit, meaning } in CONSTANTS {
        let _ = writeln!(text, "| `{name}` | {value} | {unit} | {} |", cell(meaning));
    }
    text
}

fn range([low, high]: [f64; 2]) -> String {
    format!("{low} to {high}")
}

fn value(value: &Value) -> String {
    match value {
        Value::Word(word) => format!("`{word}`"),
        other => other.to_string(),
    }
}

fn legal(p: &Parameter) -> String {
    match p.kind {
        Takes::Number | Takes::Integer => range(p.legal),
        Takes::Flag => "true, false".to_owned(),
        Takes::Choice(words) => words.join(", "),
    }
}
