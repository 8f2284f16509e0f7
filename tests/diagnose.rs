//! `verona diagnose` as a user types it: answers in a file, from a pipe, the scenario to start from, and simulated
//! firms.
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use proptest::prelude::*;
use serde_json::Value;
use tempfile::TempDir;
use verona::evidence::diagnosis::answers::{Answers, file, read};
use verona::evidence::diagnosis::profile::{firm_score, place};
use verona::evidence::diagnosis::start;
use verona::evidence::diagnosis::statements::{COUNT, STATEMENTS, position};
use verona::scenario::presets::PRESETS;

fn typed(place: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::cargo_bin("verona").unwrap();
    command.current_dir(place).arg("diagnose").args(arguments).write_stdin(input).output().unwrap()
}

fn done(place: &Path, arguments: &[&str], input: &str) -> String {
    let output = typed(place, arguments, input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(place: &Path, arguments: &[&str], input: &str) -> (i32, String) {
    let output = typed(place, arguments, input);
    assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// Answers that are the same all over but for those named.
fn answers(sales: u8, marketing: u8, others: &[(&str, u8, u8)]) -> Answers {
    let mut answers = Answers { sales: [sales; COUNT], marketing: [marketing; COUNT] };
    for (key, sales, marketing) in others {
        let at = position(key).unwrap();
        (answers.sales[at], answers.marketing[at]) = (*sales, *marketing);
    }
    answers
}

fn with(answers: &Answers) -> TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("ours.toml"), file(Some(answers))).unwrap();
    place
}

/// One answer a line: sales, then marketing.
fn lines(answers: &Answers) -> String {
    answers.sheets().iter().flat_map(|sheet| sheet.iter()).map(|answer| format!("{answer}\n")).collect()
}

#[test]
fn the_sentence_comes_first_then_the_scale_and_where_the_functions_differ() {
    let place = with(&answers(2, 3, &[("material", 1, 4), ("language", 5, 3)]));
    let text = done(place.path(), &["ours.toml"], "");
    let (first, rest) = text.split_once('\n').unwrap();
    assert_eq!(first, "The firm works as defined (51.5 of 100): sales sees 42, marketing 61.");
    for preset in &PRESETS {
        assert!(rest.contains(preset.name), "{}", preset.name);
    }
    for statement in &STATEMENTS {
        assert!(rest.contains(statement.topic), "{}", statement.key);
    }
    let (_, apart) = rest.split_once("most differently").unwrap();
    let (apart, _) = apart.split_once("Reasons to stay").unwrap();
    let apart = apart.split_whitespace().collect::<Vec<_>>().join(" ");
    let told: Vec<&str> = STATEMENTS.iter().filter(|s| apart.contains(s.text)).map(|s| s.key).collect();
    assert_eq!(told, ["material", "language"], "{apart}");
    assert!(apart.find("sales 1, marketing 4") < apart.find("sales 5, marketing 3"), "{apart}");
    assert!(text.contains("--out start.toml"), "{text}");
}

#[test]
fn piped_answers_and_a_file_of_the_same_answers_give_the_same_result() {
    let answers = answers(4, 3, &[("no_blame", 1, 2)]);
    let place = with(&answers);
    let object = |arguments: &[&str], input: &str| -> Value {
        serde_json::from_str(&done(place.path(), arguments, input)).unwrap()
    };
    let from_file = object(&["ours.toml", "--format", "json"], "");
    let piped = object(&["--format", "json", "--save", "kept.toml"], &lines(&answers));
    assert_eq!(from_file, piped);
    assert_eq!(from_file["firm"]["structure"], "aligned");
    assert_eq!(from_file["differences"], serde_json::json!([]));
    let kept = fs::read_to_string(place.path().join("kept.toml")).unwrap();
    assert_eq!(read(&kept, "kept.toml"), Ok(answers));
}

#[test]
fn the_template_is_written_once_and_is_unfinished_until_filled_in() {
    let place = tempfile::tempdir().unwrap();
    assert!(done(place.path(), &["--template"], "").contains("verona diagnose answers.toml"));
    let (code, message) = refused(place.path(), &["answers.toml", "--out", "start.toml"], "");
    assert_eq!(code, 3);
    assert!(message.contains("answers.toml:14:2: sales has answered none of the 20 statements"), "{message}");
    assert!(message.contains("marketing has answered none"), "{message}");
    assert!(!place.path().join("start.toml").exists());
    assert_eq!(refused(place.path(), &["--template"], "").0, 4, "an existing file is kept");
    done(place.path(), &["--template", "other.toml"], "");
    let template = fs::read_to_string(place.path().join("other.toml")).unwrap();
    fs::write(place.path().join("other.toml"), template.replace("= 0", "= 4")).unwrap();
    assert!(done(place.path(), &["other.toml"], "").starts_with("The firm works as integrated (80 of 100)"));
}

#[test]
fn missing_answers_are_named_with_the_line_of_their_table() {
    let place = with(&answers(3, 3, &[]));
    let path = place.path().join("ours.toml");
    let text = fs::read_to_string(&path).unwrap().replacen("training = 3\n", "", 1).replacen(
        "one_head = 3",
        "one_head = 0",
        1,
    );
    fs::write(&path, &text).unwrap();
    let (code, message) = refused(place.path(), &["ours.toml"], "");
    assert_eq!(code, 3);
    let line = 1 + text.lines().position(|line| line == "[sales]").unwrap();
    let expected =
        format!("ours.toml:{line}:2: sales has not answered 2 of 20 statements: one_head, training");
    assert!(message.contains(&expected), "{message}");
    assert!(!message.contains("marketing has"), "{message}");
    fs::write(&path, "[sales]\n").unwrap();
    let (_, message) = refused(place.path(), &["ours.toml"], "");
    assert!(message.contains("ours.toml: marketing has answered none of the 20"), "{message}");
}

#[test]
fn wrong_answers_are_told_with_their_place_and_what_was_expected() {
    let place = with(&answers(3, 3, &[]));
    let path = place.path().join("ours.toml");
    let good = fs::read_to_string(&path).unwrap();
    for (from, to, expected) in [
        ("language = 3", "langauge = 3", "help: did you mean `language`?"),
        ("language = 3", "language = 6", "`sales.language` cannot be 6, which is out of range"),
        (
            "language = 3",
            "language = -1",
            "expected: a whole number from 1 (not true at all) to 5 (fully true)",
        ),
        ("language = 3", "language = 3.5", "`sales.language` cannot be the number 3.5"),
        ("language = 3", "language = often", "help: put words in quotes"),
        ("[sales]", "[seles]", "help: did you mean [sales]?"),
        ("[sales]", "[[sales]]", "cannot be a list of tables"),
    ] {
        fs::write(&path, good.replacen(from, to, 1)).unwrap();
        let (code, message) = refused(place.path(), &["ours.toml"], "");
        assert_eq!(code, 3, "{to}: {message}");
        assert!(message.starts_with("error: ours.toml:") && message.contains(expected), "{to}: {message}");
        assert!(!message.contains("panicked"), "{message}");
    }
}

#[test]
fn a_scenario_in_the_place_of_answers_is_pointed_to_simulated() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("firm.toml"), "name = \"x\"\n[firm]\nsalespeople = 4\n[offer]\n").unwrap();
    let (code, message) = refused(place.path(), &["firm.toml"], "");
    assert_eq!(code, 3);
    assert!(message.contains("verona diagnose --simulated firm.toml"), "{message}");
    assert_eq!(message.matches("help:").count(), 1, "said once: {message}");
}

#[test]
fn piped_answers_that_stop_slip_or_go_on_too_long_write_nothing() {
    let place = tempfile::tempdir().unwrap();
    let all = lines(&answers(3, 3, &[]));
    let out = ["--out", "start.toml", "--save", "kept.toml"];
    for (input, expected) in [
        (String::new(), "sales has answered none of the 20 statements"),
        (all[..2 * 38].to_owned(), "marketing has not answered 2 of 20 statements: training, plans_together"),
        (all[..2 * 5].to_owned() + "q\n", "nothing was written"),
        (
            all[..2 * 5].to_owned() + "\n9\n",
            "standard input:7:1: `an answer` cannot be 9, which is out of range",
        ),
        (all[..2 * 5].to_owned() + "  yes\n", "standard input:6:3: `an answer` cannot be the text \"yes\""),
        (all.clone() + "3\n", "standard input:41:1: there are more lines than the 40 answers"),
    ] {
        let (code, message) = refused(place.path(), &out, &input);
        assert_eq!(code, 3, "{message}");
        assert!(message.contains(expected), "{expected}: {message}");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0, "{expected}");
    }
    assert_eq!(refused(place.path(), &["no/such.toml"], "").0, 4);
    assert_eq!(
        refused(place.path(), &["--structures", "defined"], "").0,
        2,
        "--structures is of --simulated only"
    );
}

#[test]
fn the_scenario_written_starts_from_the_nearest_structure_and_is_never_overwritten() {
    let place = with(&answers(2, 3, &[("one_head", 5, 5)]));
    let text = done(place.path(), &["ours.toml", "--out", "start.toml"], "");
    assert!(text.contains("verona change start.toml"), "{text}");
    let start = fs::read_to_string(place.path().join("start.toml")).unwrap();
    assert!(start.contains("preset = \"defined\"\n") && start.contains("reporting = \"joint\"\n"), "{start}");
    assert!(!start.contains("joint_reward ="), "2.5 is not far: {start}");
    fs::write(place.path().join("start.toml"), "precious").unwrap();
    assert_eq!(refused(place.path(), &["ours.toml", "--out", "start.toml"], "").0, 4);
    assert_eq!(fs::read_to_string(place.path().join("start.toml")).unwrap(), "precious");
}

#[test]
fn the_scenario_written_runs_in_change_at_once_whatever_the_structure() {
    for (answer, preset) in (1..).zip(&PRESETS) {
        let place = with(&answers(answer, answer, &[]));
        done(place.path(), &["ours.toml", "--out", "start.toml"], "");
        let small = ["--set", "firm.salespeople=4", "--set", "firm.marketers=2", "--replications", "2"];
        let mut command = Command::cargo_bin("verona").unwrap();
        command.current_dir(place.path()).args(["change", "start.toml"]).args(small);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}: {}", preset.name, String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        for programme in ["at_once", "step_by_step", "measures_only"] {
            assert!(text.contains(programme), "{}: {programme}", preset.name);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_is_answered_gives_a_scenario_that_loads(
        sales in prop::array::uniform20(1_u8..=5),
        marketing in prop::array::uniform20(1_u8..=5),
        shift in 0_u8..5,
    ) {
        // Shifted towards one end, for random answers alone are all of middling score.
        let shifted = |sheet: [u8; COUNT]| sheet.map(|answer| if shift > 2 { answer.max(shift) } else { answer.min(5 - shift) });
        let answers = Answers { sales: shifted(sales), marketing: shifted(marketing) };
        let text = start::scenario(&answers);
        let study = verona::scenario::load(&text, "start.toml", &[]);
        prop_assert!(study.is_ok(), "{}\n{text}", study.unwrap_err());
        let preset = PRESETS[place(firm_score(&answers))].name;
        prop_assert!(text.contains(&format!("preset = \"{preset}\"")), "{}", text);
    }
}

/// A firm small enough to be simulated many times.
const SMALL: &[&str] =
    &["--simulated", "--set", "firm.salespeople=4", "--set", "firm.marketers=2", "--set", "plan.warm_up=21"];

#[test]
fn simulated_arms_are_scored_and_a_miss_is_called_a_miss() {
    let place = tempfile::tempdir().unwrap();
    let object: Value = serde_json::from_str(&done(
        place.path(),
        &[SMALL, &["--days", "63", "--replications", "3", "--format", "json"]].concat(),
        "",
    ))
    .unwrap();
    assert_eq!((&object["replications"], &object["days"]), (&3.into(), &63.into()));
    let mut hits = 0;
    for (at, preset) in PRESETS.iter().enumerate() {
        let arm = &object["arms"][preset.name];
        assert_eq!((&arm["structure"], &arm["choices_changed"]), (&preset.name.into(), &0.into()));
        let score = arm["score"]["mean"].as_f64().unwrap();
        assert!((20.0..=100.0).contains(&score), "{score}");
        assert_eq!(arm["looks"], PRESETS[verona::evidence::diagnosis::profile::place(score)].name);
        let recognised = verona::evidence::diagnosis::profile::place(score) == at;
        assert_eq!(arm["recognised"], recognised);
        hits += usize::from(recognised);
        assert_eq!(arm["statements"].as_object().unwrap().len(), 10);
        let said = object["sentence"].as_str().unwrap();
        assert_eq!(said.contains(&format!(" {} looks", preset.name)), !recognised, "{said}");
    }
    let text = done(place.path(), &[SMALL, &["--days", "63", "--replications", "3"]].concat(), "");
    assert_eq!(text.lines().next().unwrap(), object["sentence"]);
    assert_eq!(text.matches("MISS").count(), PRESETS.len() - hits, "{text}");
}

#[test]
fn one_arm_of_a_changed_structure_is_told_to_be_changed() {
    let place = tempfile::tempdir().unwrap();
    let text = done(
        place.path(),
        &[
            SMALL,
            &["--days", "42", "--replications", "2", "--set", "arms.mine.preset=aligned"],
            &["--set", "arms.mine.joint_reward=0.9", "--structures", "mine"],
        ]
        .concat(),
        "",
    );
    assert!(text.contains("aligned, 1 choice changed"), "{text}");
    assert!(!text.contains("undefined looks") && text.lines().count() > 10, "{text}");
    let (code, message) = refused(place.path(), &["--simulated", "--structures", "nobody"], "");
    assert!(code == 3 && message.contains("there is no structure `nobody`"), "{message}");
}

#[test]
fn firms_without_one_function_or_without_a_whole_month_can_be_looked_at() {
    let place = tempfile::tempdir().unwrap();
    for set in ["firm.marketers=0", "firm.salespeople=1"] {
        let arguments =
            ["--simulated", "--set", set, "--set", "plan.warm_up=0", "--days", "1", "--replications", "1"];
        let text = done(place.path(), &arguments, "");
        assert!(!text.contains("NaN") && !text.contains("inf"), "{set}: {text}");
        let object: Value =
            serde_json::from_str(&done(place.path(), &[&arguments[..], &["--format", "json"]].concat(), ""))
                .unwrap();
        assert!(object["sentence"].is_string(), "{set}");
    }
}

/// A firm at a score of 38 was once sent to *defined*, which was the worst structure for that very firm.
#[test]
fn with_its_own_file_the_firm_is_run_through_the_model_before_anything_is_recommended_and_the_file_is_kept() {
    let place = with(&answers(2, 2, &[]));
    let firm =
        "# our own words\n[firm]\nsalespeople = 4\nmarketers = 2\n\n[plan]\ndays = 252\nwarm_up = 21\n";
    fs::write(place.path().join("firm.toml"), firm).unwrap();
    let asked = ["ours.toml", "--firm", "firm.toml", "--out", "next.toml", "--format", "json"];
    let told: Value = serde_json::from_str(&done(place.path(), &asked, "")).unwrap();
    let words = told["recommended"].as_str().unwrap();
    assert!(words.contains("itself, run through the model"), "{words}");
    // What is recommended is what was found to pay, and no structure where none was.
    let to = told["to"].as_str();
    assert!(to.is_none_or(|to| PRESETS.iter().any(|preset| preset.name == to)), "{to:?}");
    assert_eq!(words.contains("is worth its cost"), to.is_some(), "{words}");
    let next = fs::read_to_string(place.path().join("next.toml")).unwrap();
    assert!(next.starts_with("# our own words\n[firm]\nsalespeople = 4"), "{next}");
    let study = verona::scenario::load(&next, "next.toml", &[]).unwrap();
    let programmes: Vec<&str> = study.programmes.iter().map(|programme| programme.name.as_str()).collect();
    assert_eq!(programmes.contains(&"at_once"), to.is_some(), "{programmes:?}");
    assert!(programmes.contains(&"measures_only"), "{programmes:?}");
}
