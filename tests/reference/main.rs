//! The book's pages about parameters, outcomes and the model say what the code declares and does.
#![cfg(feature = "cli")]

mod charts;
mod equations;
mod odd;
mod registration;
mod source;
mod words;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use verona::output::tables::measures::outcomes_markdown;
use verona::scenario::{SECTIONS, parameters, reference_markdown};

#[test]
fn the_reference_page_is_the_one_made_from_the_declarations() {
    same("docs/reference.md", &reference_markdown());
}

#[test]
fn the_page_of_outcomes_is_the_one_made_from_the_declarations() {
    same("docs/outcomes.md", &outcomes_markdown());
}

#[test]
fn the_odd_page_has_the_schedule_the_variables_the_draws_and_the_parameters_of_the_code() {
    same("docs/odd.md", &odd::made(&read("docs/odd.md")));
}

#[test]
fn the_flow_charts_are_drawn_from_the_steps_of_the_code() {
    same("docs/figures/day.svg", &charts::day());
    same("docs/figures/lead.svg", &charts::lead());
}

#[test]
fn every_mechanism_has_a_page_and_a_row_that_says_how_it_was_tested() {
    let pages: String = pages_on_the_model().into_iter().map(|(_, text)| text).collect();
    let trace = read("docs/trace.md");
    for file in source::files() {
        assert!(pages.contains(&format!("src/model/{file})")), "no page of docs/model points to {file}");
        let row =
            trace.lines().any(|line| line.starts_with('|') && line.contains(&format!("src/model/{file})")));
        assert!(row, "no row of docs/trace.md says how {file} was tested");
    }
}

#[test]
fn every_operating_choice_is_said_what_it_changes_and_which_words_it_rests_on() {
    let page = read("docs/model/operating.md");
    let (changes, words) = page.split_once("## The words that the presets rest on").expect("two tables");
    for choice in parameters().filter(|parameter| parameter.section == "operating") {
        let name = format!("`operating.{}`", choice.name);
        assert!(changes.contains(&name), "the first table has no {name}");
        assert!(words.contains(&format!("\n| {name} |")), "the second table has no row of {name}");
    }
}

#[test]
fn the_equations_of_a_page_are_those_in_the_first_lines_of_its_mechanisms() {
    let mut shown = BTreeSet::new();
    for (path, text) in pages_on_the_model() {
        let page = path.strip_prefix(root()).expect("below the root").display().to_string();
        same(&page, &equations::made(&text));
        let (files, alone) = equations::sources(&text);
        assert!(!alone || page.ends_with("README.md"), "{page} has equations that no mechanism's file has");
        shown.extend(files.into_iter().map(str::to_owned));
    }
    for file in source::files().into_iter().map(|file| format!("src/model/{file}")) {
        let hidden = !shown.contains(&file) && !equations::blocks(&read(&file)).is_empty();
        assert!(!hidden, "no page of docs/model shows the equations of {file}");
    }
}

/// A page that is made is the page that is there; with UPDATE_DOCS set it is written first.
fn same(page: &str, made: &str) {
    let path = root().join(page);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, made).expect("the page can be written");
    }
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = text.lines().zip(made.lines()).position(|(there, made)| there != made);
    assert!(
        text == made,
        "{page} is out of date from line {}; make it anew: UPDATE_DOCS=1 cargo test --test reference",
        differs.unwrap_or_else(|| text.lines().count().min(made.lines().count())) + 1,
    );
}

#[test]
fn the_pages_on_the_model_name_every_parameter_and_none_that_does_not_exist() {
    let declared: BTreeSet<String> = parameters().map(|parameter| parameter.key()).collect();
    let text = pages().concat();
    let named: BTreeSet<&str> = words(&text, |c| c == '.' || c == '_')
        .filter(|word| {
            word.split_once('.').is_some_and(|(section, name)| {
                SECTIONS.iter().any(|(known, ..)| *known == section) && !matches!(name, "rs" | "md" | "toml")
            })
        })
        .collect();
    let unknown: Vec<&&str> = named.iter().filter(|name| !declared.contains(**name)).collect();
    assert!(unknown.is_empty(), "docs/model names what is no parameter: {unknown:?}");
    let missing: Vec<&String> = declared.iter().filter(|key| !named.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "docs/model does not say where these parameters act: {missing:?}");
}

#[test]
fn the_tests_that_the_pages_on_the_model_name_exist() {
    let mut code = String::new();
    for folder in ["src", "tests"] {
        sources(&root().join(folder), &mut code);
    }
    let text = pages().concat() + &read("docs/odd.md") + &read("docs/trace.md");
    let spans = text.split('`').skip(1).step_by(2).flat_map(str::split_whitespace);
    let named: Vec<&str> = spans
        .filter(|span| {
            span.matches('_').count() >= 3 && span.chars().all(|c| c == '_' || c.is_ascii_lowercase())
        })
        .collect();
    assert!(!named.is_empty(), "the pages name the tests that guard the model");
    for test in named {
        assert!(
            code.contains(&format!("fn {test}(")),
            "the pages on the model name the test {test}, which does not exist"
        );
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(page: &str) -> String {
    std::fs::read_to_string(root().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// The pages on the model with their texts, in a fixed order.
fn pages_on_the_model() -> Vec<(PathBuf, String)> {
    let folder = std::fs::read_dir(root().join("docs/model")).expect("docs/model can be read");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("docs/model can be read").path()).collect();
    paths.sort();
    let text = |path: &PathBuf| std::fs::read_to_string(path).expect("a page can be read");
    paths.into_iter().map(|path| (path.clone(), text(&path))).collect()
}

/// The texts of the pages on the model.
fn pages() -> Vec<String> {
    pages_on_the_model().into_iter().map(|(_, text)| text).collect()
}

/// Words of letters, digits and what `also` allows, without punctuation at the end.
fn words(text: &str, also: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |c: char| !(c.is_ascii_alphanumeric() || also(c))).map(|word| word.trim_end_matches('.'))
}

fn sources(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources can be read") {
        let path = entry.expect("a folder of sources can be read").path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&std::fs::read_to_string(&path).expect("a source can be read"));
        }
    }
}
