//! The documents are golden tests: every `console` block of `README.md` and `docs/` is replayed with the command that
//! was just built, every Rust block is a doctest, and every link between pages leads somewhere. How blocks are
//! written is told in `CONTRIBUTING.md`.
#![cfg(feature = "cli")]

mod blocks;
mod pages;
mod session;

use session::Session;
use std::path::Path;

/// Set to put the real output into the documents instead of failing, as pages that are made are written anew.
const WRITE: &str = "UPDATE_DOCS";

#[test]
fn every_session_in_the_documents_gives_the_output_shown() {
    let write = std::env::var_os(WRITE).is_some();
    let mut failures = Vec::new();
    for page in pages::all() {
        let text = pages::read(&page);
        match replay(&text, write, &pages::root().join("scenarios")) {
            Ok(Some(corrected)) => {
                std::fs::write(pages::root().join(&page), corrected).expect("page is writable")
            }
            Ok(None) => {}
            Err(found) => {
                failures.extend(found.into_iter().map(|failure| format!("{}:{failure}", page.display())))
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{}\n\n{} of the documents' sessions differ; `{WRITE}=1 cargo test --test docs` writes the real output",
        failures.join("\n\n"),
        failures.len()
    );
}

/// Replays all sessions of one page in one folder that starts with a copy of `scenarios`; gives the corrected text
/// where `write` is set and it differs.
fn replay(text: &str, write: bool, scenarios: &Path) -> Result<Option<String>, Vec<String>> {
    let blocks = blocks::console(text).map_err(|failure| vec![failure])?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut failures = Vec::new();
    let mut corrections = Vec::new();
    let mut session = None;
    for block in blocks.iter().filter(|block| block.runs) {
        let session = session.get_or_insert_with(|| Session::start(scenarios));
        for command in &block.commands {
            match session.run(command) {
                Err(failure) => failures.push(format!("{}: `{}`: {failure}", command.line, command.words)),
                Ok(output) if session::matches(&command.output, &output) => {}
                Ok(output) if write => corrections.push((command, output)),
                Ok(output) => failures.push(session::difference(command, &output)),
            }
        }
    }
    if !failures.is_empty() {
        return Err(failures);
    }
    if corrections.is_empty() {
        return Ok(None);
    }
    for (command, output) in corrections.into_iter().rev() {
        lines.splice(command.output_at..command.output_at + command.output.len(), output);
    }
    Ok(Some(lines.join("\n") + "\n"))
}

#[test]
fn a_page_is_corrected_in_place_and_only_where_it_differs() {
    let scenarios = tempfile::TempDir::new().expect("a temporary folder can be made");
    std::fs::write(scenarios.path().join("firm.toml"), "[firm]\nsalespeople = 3\n").expect("writable");
    let page = "# Title\n\n```console\n$ cat scenarios/firm.toml\n[firm]\nsalespeople = 2\nmarketers = 1\n```\nafter\n";
    let corrected = replay(page, true, scenarios.path()).expect("runs").expect("differs");
    assert_eq!(corrected, page.replace("2\nmarketers = 1\n", "3\n"));
    assert_eq!(replay(&corrected, true, scenarios.path()), Ok(None));
    let failures = replay(page, false, scenarios.path()).expect_err("differs");
    assert!(failures[0].starts_with("4: `cat scenarios/firm.toml` shows"), "{failures:?}");
}

#[test]
fn a_command_that_fails_unexpectedly_is_reported_and_never_overwritten() {
    let scenarios = tempfile::TempDir::new().expect("a temporary folder can be made");
    let page = "```console\n$ cat nothing.toml\ntext\n$ rm -r .\n$ verona | head\n```\n";
    let failures = replay(page, true, scenarios.path()).expect_err("fails");
    assert_eq!(failures.len(), 3, "{failures:?}");
    assert!(failures[0].starts_with("2: `cat nothing.toml`: nothing.toml: "), "{}", failures[0]);
    assert!(failures[1].starts_with("4: `rm -r .`: only `verona`"), "{}", failures[1]);
    assert!(failures[2].starts_with("5: `verona | head`: documents may"), "{}", failures[2]);
}

#[test]
fn every_page_with_a_rust_block_is_among_the_doctests() {
    let doctests = pages::read(Path::new("src/doctests.rs"));
    for page in pages::all() {
        if blocks::has_rust(&pages::read(&page)) {
            let include = format!("include_str!(\"../{}\")", page.display());
            assert!(doctests.contains(&include), "{}: add {include} to src/doctests.rs", page.display());
        }
    }
}

#[test]
fn every_dependency_is_explained() {
    let page = pages::read(Path::new("docs/dependencies.md"));
    let mut named = std::collections::BTreeSet::new();
    for manifest in ["Cargo.toml", "python/Cargo.toml"] {
        let manifest = pages::read(Path::new(manifest));
        let mut within = false;
        for line in manifest.lines() {
            if line.starts_with('[') {
                within = line.ends_with("dependencies]");
            } else if within
                && let Some((name, _)) = line.split_once(" = ")
                && name != env!("CARGO_PKG_NAME")
            {
                assert!(
                    page.contains(&format!("| `{name}` |")),
                    "docs/dependencies.md does not say why `{name}` is there"
                );
                named.insert(name.to_owned());
            }
        }
    }
    let rows = page.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(rows, named.len(), "docs/dependencies.md explains crates that no Cargo.toml names: {named:?}");
}

#[test]
fn every_page_of_the_book_is_in_its_summary_and_every_link_leads_somewhere() {
    let summary = pages::read(Path::new("docs/SUMMARY.md"));
    for page in pages::all() {
        if let Ok(within) = page.strip_prefix("docs")
            && within != Path::new("SUMMARY.md")
        {
            let link = format!("({})", within.display());
            assert!(summary.contains(&link), "docs/SUMMARY.md does not list {}", within.display());
        }
        for link in blocks::links(&pages::read(&page)) {
            let target = pages::root().join(&page).with_file_name("").join(&link);
            assert!(target.exists(), "{}: the link to {link} leads nowhere", page.display());
        }
    }
}

#[test]
fn every_command_has_a_guide() {
    let output =
        std::process::Command::new(env!("CARGO_BIN_EXE_verona")).arg("--help").output().expect("it runs");
    let help = String::from_utf8(output.stdout).expect("help is text");
    let list = help.split("Commands:\n").nth(1).expect("help lists the commands");
    let guides: String = pages::all()
        .iter()
        .filter(|page| page.starts_with("docs/guide"))
        .map(|page| pages::read(page))
        .collect();
    let of_its_own = |line: &&str| line.starts_with("  ") && !line.starts_with("   ");
    let commands: Vec<&str> = list
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(of_its_own)
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(!commands.is_empty(), "no command was found in:\n{help}");
    for command in commands {
        assert!(
            guides.contains(&format!("verona {command}")),
            "no page of docs/guide shows `verona {command}`"
        );
    }
}
