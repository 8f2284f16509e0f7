//! The commands as a user types them: what they print, what they refuse, and with which exit code.

#[path = "cli/bounds.rs"]
mod bounds;
#[path = "cli/told.rs"]
mod told;
mod typed;

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value;
use typed::{message, verona as verona_in};
use verona::model::outcome::OUTCOMES;

/// A firm small enough to be simulated many times.
const SMALL: &[&str] =
    &["--set", "firm.salespeople=4", "--set", "firm.marketers=2", "--set", "plan.warm_up=21", "--days", "63"];

fn verona(arguments: &[&str]) -> Output {
    verona_in(Path::new("."), arguments)
}

/// A command with the small firm; it must succeed.
fn small(arguments: &[&str]) -> String {
    let output = verona(&[arguments, SMALL].concat());
    assert!(output.status.success(), "{}", message(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// The exit code and the whole of standard error of a command that must print nothing else.
fn refused(arguments: &[&str]) -> (i32, String) {
    let output = verona(arguments);
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!message.contains("panicked"), "{message}");
    (output.status.code().unwrap(), message)
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&small(arguments)).unwrap()
}

#[test]
fn compare_says_the_verdict_first_in_one_sentence() {
    let text = small(&["compare", "--replications", "4"]);
    let (first, rest) = text.split_once('\n').unwrap();
    assert!(first.contains("profit per head") && first.ends_with('.'), "{first}");
    assert!(rest.starts_with('\n') && rest.contains("What to try next"), "{rest}");
    for arm in ["undefined", "defined", "aligned", "integrated"] {
        assert!(rest.contains(arm), "{arm}");
    }
}

/// What compare prints on a screen of 80 columns, as far as the commands to try next.
fn narrow(arguments: &[&str]) -> String {
    let mut command = typed::command(Path::new("."), &[arguments, SMALL].concat());
    let output = command.env("COLUMNS", "80").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let (_, below) = text.split_once('\n').unwrap();
    below.split("What to try next").next().unwrap().to_owned()
}

#[test]
fn four_structures_stand_side_by_side_on_80_columns() {
    for replications in ["1", "60"] {
        let text = narrow(&["compare", "--replications", replications]);
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
        assert_eq!(text.matches("win_rate").count(), 1, "{text}");
    }
}

#[test]
fn many_arms_of_long_names_have_a_line_each() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("many.toml");
    let names: Vec<String> = (0..64).map(|i| format!("an arm of number {i:03}")).collect();
    let arms: String = names.iter().map(|name| format!("[arms.\"{name}\"]\n")).collect();
    fs::write(&file, format!("compare = {names:?}\n{arms}")).unwrap();
    let text = narrow(&["compare", file.to_str().unwrap(), "--replications", "2"]);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert_eq!(text.lines().filter(|line| line.trim_start().starts_with("profit_per_head")).count(), 0);
    assert!(text.lines().filter(|line| line.contains(&names[63])).count() <= 10, "{text}");
}

#[test]
fn one_replication_gives_numbers_but_no_interval_and_no_verdict() {
    let text = small(&["compare", "--replications", "1"]);
    assert!(text.starts_with("No verdict: one replication"), "{text}");
    assert!(!text.contains(" ± 0") && text.contains("--replications 30"), "{text}");
    let object = json(&["compare", "--replications", "1", "--format", "json"]);
    let profit = &object["outcomes"]["profit_per_head"]["defined"];
    assert!(profit["mean"].is_number() && profit["sd"].is_null() && profit["ci_low"].is_null(), "{profit}");
}

#[test]
fn json_is_one_object_with_every_outcome_by_arm_and_every_pair() {
    let object = json(&[
        "compare",
        "--replications",
        "3",
        "--seed",
        "5",
        "--structures",
        "aligned,defined",
        "--format",
        "json",
    ]);
    assert_eq!(
        (&object["seed"], &object["replications"], &object["days"]),
        (&5.into(), &3.into(), &63.into())
    );
    assert_eq!(object["scenario"], "mid-market");
    assert_eq!(object["arms"], serde_json::json!(["aligned", "defined"]));
    assert!(object["verdict"].is_string() && object["version"].is_string());
    for measure in OUTCOMES {
        assert_eq!(object["units"][measure.name], measure.unit);
        for arm in ["aligned", "defined"] {
            let summary = &object["outcomes"][measure.name][arm];
            for figure in ["n", "mean", "sd", "ci_low", "ci_high", "p10", "p50", "p90"] {
                let value = summary.get(figure).unwrap_or_else(|| panic!("{}: {figure}", measure.name));
                assert!(value.is_number() || value.is_null(), "{}: {figure} is {value}", measure.name);
            }
        }
        for pair in ["aligned-defined", "defined-aligned"] {
            for figure in ["mean", "ci_low", "ci_high", "share_positive"] {
                assert!(
                    object["paired"][measure.name][pair].get(figure).is_some(),
                    "{}: {pair}",
                    measure.name
                );
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_for_any_number_of_threads() {
    for format in ["json", "csv", "table"] {
        let with =
            |threads| small(&["compare", "--replications", "5", "--format", format, "--threads", threads]);
        let one = with("1");
        assert_eq!(one, with("2"), "{format}");
        assert_eq!(one, with("0"), "{format}");
    }
    let seed = |seed| small(&["compare", "--replications", "3", "--format", "csv", "--seed", seed]);
    assert_ne!(seed("1"), seed("2"));
}

#[test]
fn identical_arms_differ_by_exactly_zero() {
    let twin = ["--set", "arms.twin.preset=aligned", "--structures", "aligned,twin", "--replications", "3"];
    let object = json(&[&["compare", "--format", "json"][..], &twin].concat());
    for measure in OUTCOMES {
        let paired = &object["paired"][measure.name]["aligned-twin"];
        if paired["n"] != 0 {
            let figures = (&paired["mean"], &paired["ci_low"], &paired["share_positive"]);
            assert_eq!(figures, (&0.0.into(), &0.0.into(), &0.0.into()), "{}", measure.name);
        }
    }
    assert!(small(&[&["compare"][..], &twin].concat()).starts_with("The structures are identical"));
}

#[test]
fn csv_has_one_row_a_replication_arm_and_outcome() {
    let text =
        small(&["compare", "--replications", "3", "--structures", "defined,aligned", "--format", "csv"]);
    let mut rows = text.lines();
    assert_eq!(rows.next(), Some("replication,arm,outcome,value"));
    assert!(rows.next().unwrap().starts_with(&format!("1,defined,{},", OUTCOMES[0].name)));
    assert_eq!(text.lines().count(), 1 + 3 * 2 * OUTCOMES.len());
    assert!(!text.contains("NaN") && !text.contains("inf"));
}

#[test]
fn a_bad_scenario_is_refused_with_its_place_and_code_3() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("firm.toml");
    fs::write(&file, "[firm]\nsalespeople = 4\nmarketeers = 2\n").unwrap();
    let file = file.to_str().unwrap();
    let (code, message) = refused(&["compare", file]);
    assert_eq!(code, 3);
    assert!(message.starts_with("error: ") && message.contains(&format!("{file}:3:1")), "{message}");
    assert!(message.contains("marketers"), "a suggestion: {message}");
    for arguments in [
        &["compare", "--set", "offer.complexity=7"][..],
        &["compare", "--set", "offer.complexity"],
        &["compare", "--structures", "alinged"],
        &["compare", "--set", "arms.my-way.preset=defined"],
        &["compare", "--set", "arms.defined.preset=aligned"],
        &["run", "--structure", "nobody"],
        &["trace", "--structure", "nobody"],
    ] {
        let (code, message) = refused(arguments);
        assert_eq!(code, 3, "{arguments:?}: {message}");
        assert!(message.contains(arguments[1]), "the message names what was typed: {message}");
    }
}

#[test]
fn the_options_of_old_for_structures_are_still_understood() {
    let short = ["--replications", "1", "--format", "csv", "--set", "plan.days=21"];
    for (old, new) in [("--arms", "--structures"), ("--arm", "--structure")] {
        let command = if old == "--arm" { "run" } else { "compare" };
        let said = |option: &str| small(&[&[command, option, "aligned"][..], &short].concat());
        assert_eq!(said(old), said(new), "{old}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason_and_code_4() {
    let (code, message) = refused(&["compare", "no/such/firm.toml"]);
    assert_eq!(code, 4);
    assert!(message.starts_with("error: cannot read 'no/such/firm.toml': "), "{message}");
    let place = tempfile::tempdir().unwrap();
    assert!(
        message.contains("= help: check the path; without a file the built-in firm or claims are used"),
        "{message}"
    );
    let (code, message) = refused(&["run", place.path().to_str().unwrap()]);
    assert!(code == 4 && message.contains("name a file in it"), "a directory is no scenario: {message}");
    let binary = place.path().join("firm.toml");
    fs::write(&binary, [0xff, 0xfe, 0x00]).unwrap();
    assert_eq!(refused(&["trace", binary.to_str().unwrap()]).0, 4);
}

#[test]
fn what_is_no_command_or_option_has_code_2() {
    for arguments in [
        &["conjure"][..],
        &["compare", "--replications", "0"],
        &["compare", "--replications", "many"],
        &["compare", "--seed", "-1"],
        &["compare", "--days", "1000000"],
        &["compare", "--force"],
        &["explain", "offer.complexety"],
        &["trace", "--person", "0"],
    ] {
        let (code, message) = refused(arguments);
        assert_eq!(code, 2, "{arguments:?}: {message}");
    }
    let (_, message) = refused(&["compare", "--replications", "0"]);
    assert!(message.contains("a whole number from 1 to 1000000"), "{message}");
    let (_, message) = refused(&["compare", "--seed", "9223372036854775808"]);
    assert!(message.contains("a whole number from 0 to 9223372036854775807"), "{message}");
    let (_, message) = refused(&["run", "--threads", "65535"]);
    assert!(message.contains("65535 is not in 0..=512"), "{message}");
}

#[test]
fn help_documents_the_exit_codes() {
    let output = verona(&["--help"]);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    for line in ["  0    done", "  3    the scenario", "  4    a file", "  5    a law", "  130  interrupted"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::{Command as Process, Stdio};
    let mut child = Process::new(env!("CARGO_BIN_EXE_verona"))
        .args(["explain"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn extreme_but_legal_plans_run() {
    let one_day = verona(&["compare", "--days", "1", "--replications", "2", "--set", "plan.warm_up=0"]);
    assert!(one_day.status.success(), "{}", String::from_utf8_lossy(&one_day.stderr));
    let lonely = ["run", "--set", "firm.salespeople=1", "--set", "firm.marketers=0", "--days", "20"];
    let run = verona(&lonely);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let text = String::from_utf8(run.stdout).unwrap();
    assert!(text.contains("No month of 21 working days was completed"), "{text}");
}

#[test]
fn why_takes_a_difference_apart_and_compare_ends_with_reasons() {
    let text = small(&["compare", "--replications", "4"]);
    assert!(text.contains("(cash ") && text.contains("verona why "), "{text}");
    let found = json(&["why", "defined", "aligned", "--replications", "2", "--format", "json"]);
    let parts = found["parts"].as_array().unwrap();
    let sum = |by: &str| -> f64 {
        parts.iter().filter(|part| part["by"] == by).map(|part| part["mean"].as_f64().unwrap()).sum()
    };
    let whole = found["difference"]["mean"].as_f64().unwrap();
    for by in ["choice", "money"] {
        assert!((sum(by) - whole).abs() < 1e-6 * whole.abs().max(1.0), "{by}: {} {whole}", sum(by));
    }
    assert!(sum("hours").abs() < 1e-9, "a day has the same length in both");
    assert_eq!(refused(&["why", "defined"]).0, 2);
    assert_eq!(refused(&["why", "defined", "defined"]).0, 2);
}

#[test]
fn what_is_unlikely_is_warned_of_and_help_never_changes_a_number() {
    let slip = ["compare", "--replications", "1", "--days", "1", "--set", "money.salesperson_salary=75"];
    let output = verona(&slip);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.success() && message.starts_with("warning: money.salesperson_salary is 75"),
        "{message}"
    );
    let (code, message) = refused(&["compare", "--set", "offer.deal_value=\"60,000\""]);
    assert!(code == 3 && message.contains("write 60000 ") && !message.contains("60.000"), "{message}");
}

#[test]
fn programmes_that_are_not_asked_for_are_no_reason_to_refuse_a_shorter_plan() {
    let short = ["scenarios/defined-to-aligned.toml", "--days", "10", "--replications", "1"];
    assert!(verona(&[&["compare"][..], &short].concat()).status.success());
    assert_eq!(refused(&[&["change"][..], &short].concat()).0, 3);
}

#[test]
fn a_structure_is_explained_and_a_questionnaire_is_no_firm() {
    let text = String::from_utf8(verona(&["explain", "defined"]).stdout).unwrap();
    assert!(text.contains("handover = \"threshold\"") && text.contains("verona why"), "{text}");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("answers.toml");
    let path = path.to_str().unwrap();
    assert!(verona(&["diagnose", "--template", path]).status.success());
    let (code, message) = refused(&["compare", path]);
    assert!(code == 2 && message.contains("verona diagnose"), "{message}");
}

#[test]
fn more_threads_than_there_is_work_for_are_no_trouble() {
    small(&["compare", "--replications", "1", "--threads", "512"]);
}

#[test]
fn a_firm_without_leads_is_compared_without_proposing_to_follow_one() {
    let nobody = ["compare", "--replications", "2", "--set", "firm.salespeople=0", "--days", "21"];
    let text = verona(&nobody);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("profit_per_head") && !text.contains("verona trace"), "{text}");
    let (code, message) = refused(&["trace", "--set", "firm.salespeople=0", "--days", "21"]);
    assert_eq!(code, 2);
    assert!(message.contains("no lead to follow"), "{message}");
}

/// `--at-most 40` was ignored, since the file's own 60 are more.
#[test]
fn no_more_replications_are_run_than_are_allowed_and_the_first_looks_are_early() {
    let said = small(&["compare", "--structures", "defined,aligned", "--at-most", "12", "--format", "json"]);
    let object: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(object["stopping"]["looks"], serde_json::json!([8, 12]));
    assert!(object["replications"].as_u64().unwrap() <= 12, "{}", object["replications"]);
}

#[test]
fn fewer_than_ten_futures_are_said_to_be_few_and_ten_are_not() {
    let said = |n: &str| small(&["compare", "--structures", "defined,aligned", "--replications", n]);
    let one_line = |n| said(n).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(one_line("4").contains("Fewer than ten futures is few"));
    assert!(!one_line("10").contains("Fewer than ten"));
}
