//! What commands tell: keys, outcomes, schema, starter files, manual pages, patterns, mechanisms.

use std::fs;

use super::{SMALL, json, refused, small, verona, verona_in};
use serde_json::Value;
use verona::model::outcome::OUTCOMES;

#[test]
fn explain_tells_of_keys_sections_and_outcomes_and_lists_them_all() {
    let text = |arguments: &[&str]| String::from_utf8(verona(arguments).stdout).unwrap();
    assert!(text(&["explain", "offer.complexity"]).contains("0 to 1"));
    assert!(text(&["explain", "lead_leakage"]).contains("less is better"));
    let both = text(&["explain", "vocabulary"]);
    assert!(both.contains("[vocabulary]") && both.contains("An outcome"), "{both}");
    let all = text(&["explain"]);
    for measure in OUTCOMES {
        assert!(all.contains(measure.name), "{}", measure.name);
    }
    for parameter in verona::scenario::parameters() {
        assert!(all.contains(parameter.name), "{}", parameter.key());
    }
    let (_, message) = refused(&["explain", "lead_leekage"]);
    assert!(message.contains("the outcome `lead_leakage`"), "{message}");
}

#[test]
fn outcomes_lists_every_measure_with_its_unit() {
    let text = String::from_utf8(verona(&["outcomes"]).stdout).unwrap();
    for measure in OUTCOMES {
        assert!(
            text.lines().any(|line| line.contains(measure.name) && line.contains(measure.unit)),
            "{}",
            measure.name
        );
    }
}

#[test]
fn the_schema_is_json_and_the_starter_file_is_a_scenario() {
    let schema = verona(&["schema"]);
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    assert!(schema["$schema"].is_string(), "{schema}");
    let place = tempfile::tempdir().unwrap();
    assert!(verona_in(place.path(), &["init"]).status.success());
    let compared =
        verona_in(place.path(), &[&["compare", "verona.toml", "--replications", "2"], SMALL].concat());
    assert!(compared.status.success(), "{}", String::from_utf8_lossy(&compared.stderr));
}

#[test]
fn init_never_overwrites() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("mine.toml"), "precious").unwrap();
    let output = verona_in(place.path(), &["init", "mine.toml"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(String::from_utf8(output.stderr).unwrap().contains("mine.toml"));
    assert_eq!(fs::read_to_string(place.path().join("mine.toml")).unwrap(), "precious");
}

#[test]
fn completions_know_every_command_in_every_shell() {
    let help = String::from_utf8(verona(&["--help"]).stdout).unwrap();
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // What follows in further lines is the rest of an explanation.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.contains(&"compare") && commands.contains(&"man"), "{commands:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = String::from_utf8(verona(&["completions", shell]).stdout).unwrap();
        for command in &commands {
            assert!(script.contains(command), "{shell} does not complete {command}");
        }
    }
}

#[test]
fn the_manual_page_of_a_command_says_what_its_help_says() {
    let whole = String::from_utf8(verona(&["man"]).stdout).unwrap();
    assert!(whole.contains(".TH verona 1") && whole.contains("verona\\-compare(1)"), "{whole}");
    let page = String::from_utf8(verona(&["man", "compare"]).stdout).unwrap();
    assert!(page.contains(".TH verona-compare 1") && page.contains("\\-\\-at\\-most"), "{page}");
    let (code, message) = refused(&["man", "romeo"]);
    assert!(code == 2 && message.contains("possible values: compare"), "{message}");
}

#[test]
fn patterns_are_told_with_their_range_and_source() {
    let text = small(&["patterns", "--replications", "2"]);
    let first = text.lines().next().unwrap();
    assert!(first.contains("patterns of ordinary firms that could be measured"), "{first}");
    assert!(text.contains("CSO Insights 2011"), "{text}");
    let whole = json(&["patterns", "--replications", "2", "--format", "json"]);
    let rows = whole["patterns"].as_array().unwrap();
    assert!(rows.iter().all(|row| row["low"].as_f64() < row["high"].as_f64()));
    let met = rows.iter().filter(|row| row["met"] == "met").count();
    assert_eq!(whole["met"], met);
    assert!(rows.iter().any(|row| row["mean_undefined"].is_number()));
    // Patterns are of futures, so the same seed gives the same bytes on any number of threads.
    let csv =
        |threads: &str| small(&["patterns", "--replications", "3", "--format", "csv", "--threads", threads]);
    assert_eq!(csv("1"), csv("2"));
}

#[test]
fn a_mechanism_is_weighed_by_the_outcomes_that_move_without_it() {
    let place = tempfile::tempdir().unwrap();
    let firm = place.path().join("firm.toml");
    fs::write(
        &firm,
        "[firm]\nsalespeople = 4\nmarketers = 2\n[plan]\nwarm_up = 21\ndays = 63\n[people]\nstake = 0.0\n",
    )
    .unwrap();
    let firm = firm.to_str().unwrap();
    let weigh = |more: &[&str]| {
        let output = verona(&[&["ablate", "--firm", firm, "--replications", "12"], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    // Without impatience no lead expires; in this firm nobody lobbies anyway.
    let text = weigh(&["--mechanisms", "impatience,lobbying"]);
    assert!(text.contains("impatience") && text.contains("not there"), "{text}");
    assert!(text.lines().next().unwrap().contains("move no outcome beyond chance: lobbying"), "{text}");
    let whole: Value =
        serde_json::from_str(&weigh(&["--mechanisms", "impatience", "--format", "json"])).unwrap();
    assert!(whole["weights"].as_array().unwrap().iter().any(|row| row["moved"] == true));
    let (code, message) = refused(&["ablate", "--outcomes", "--mechanisms", "magic"]);
    assert!(code == 2 && message.contains("there is no mechanism 'magic'"), "{message}");
}
