//! The pages on verification say what the oracles are: the table of directions is made from the code, and the tests that
//! docs/methods/verification.md names exist, all of them.

use crate::directions::{IN_LAWS, NONE, ROWS};
use std::fmt::Write;
use std::path::Path;
use verona::model::outcome::OUTCOMES;

/// A page that is made is the page that is there; with UPDATE_DOCS set it is written first.
pub fn same(page: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, made).expect("the page can be written");
    }
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = text.lines().zip(made.lines()).position(|(there, made)| there != made);
    let line = differs.unwrap_or_else(|| text.lines().count().min(made.lines().count())) + 1;
    assert!(text == made, "{page} is out of date from line {line}: UPDATE_DOCS=1 cargo test --test oracles");
}

#[test]
fn the_page_of_directions_is_the_one_made_from_the_table() {
    let mut page = String::from(
        "# Directions

<!-- Made from tests/oracles/directions.rs by `UPDATE_DOCS=1 cargo test --test oracles`. Do not edit. -->

Which outcome a parameter moves, which way, and why: what theory says before any run. Each row is tested on the paired mean of thirty
replications of a small firm (8 salespeople, 4 marketers, half a year) under common random numbers, which must
lie at least 2.6 standard errors on the side given (`every_parameter_moves_its_outcome_in_the_direction_that_theory_gives`). Where an
effect is small at the defaults, the firm is set so that it shows (more blame, a more complex offer); the settings are in the
code.

## Tested by the table

| parameter | from | to | outcome | moves | because |
|---|---|---|---|---|---|
",
    );
    for row in ROWS {
        let moves = if row.rises { "up" } else { "down" };
        let (outcome, [low, high]) = (OUTCOMES[row.outcome as usize].name, row.values);
        let line = writeln!(page, "| `{}` | {low} | {high} | `{outcome}` | {moves} | {} |", row.key, row.why);
        line.expect("a string takes everything");
    }
    page.push_str("\n## Tested one by one, in tests/laws\n\n| parameter | test |\n|---|---|\n");
    for (key, test) in IN_LAWS {
        writeln!(page, "| `{key}` | `{test}` |").expect("a string takes everything");
    }
    page.push_str("\n## Without a direction\n\n| parameter | why theory gives none |\n|---|---|\n");
    for (key, why) in NONE {
        writeln!(page, "| `{key}` | {why} |").expect("a string takes everything");
    }
    same("docs/methods/directions.md", &page);
}

/// The names of the tests in a source.
fn tests(source: &str) -> impl Iterator<Item = &str> {
    source.split("#[test]").skip(1).filter_map(|after| after.split("fn ").nth(1)?.split('(').next())
}

/// Adds the texts of all files below a folder.
fn read(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a source").path();
        if path.is_dir() {
            read(&path, text);
        } else {
            *text += &std::fs::read_to_string(path).expect("a source can be read");
        }
    }
}

#[test]
fn the_page_on_verification_names_every_oracle_and_only_tests_that_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/methods/verification.md")).expect("the page exists");
    let mut code = String::new();
    for folder in ["tests/laws", "tests/oracles", "src/model"] {
        read(&root.join(folder), &mut code);
    }
    let existing: Vec<&str> = tests(&code).collect();
    let spans = page.split('`').skip(1).step_by(2);
    let word = |c: char| c == '_' || c.is_ascii_lowercase();
    let outcome = |s: &str| OUTCOMES.iter().any(|outcome| outcome.name == s);
    let named = spans.filter(|s| s.matches('_').count() >= 3 && s.chars().all(word) && !outcome(s));
    let named: Vec<&str> = named.collect();
    for name in &named {
        assert!(existing.contains(name), "docs/methods/verification.md names {name}, which is no test");
    }
    for file in ["queues", "funnel", "knowledge", "visibility", "docking", "directions"] {
        let source =
            std::fs::read_to_string(root.join(format!("tests/oracles/{file}.rs"))).expect("a source");
        for test in tests(&source) {
            assert!(named.contains(&test), "docs/methods/verification.md does not name {test}");
        }
    }
}
