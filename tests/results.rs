//! Output directories and traces: complete, explained column by column, and there in full or not at all.

#[path = "results/report.rs"]
mod report;
mod typed;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Output;

use typed::{done, message};
use verona::experiment::{Subject, follow};
use verona::model::outcome::{OUTCOMES, SERIES};
use verona::model::{Workspace, simulate};
use verona::output::tables::dictionary;
use verona::scenario::{BUILT_IN, load};

const SMALL: &[&str] =
    &["--set", "firm.salespeople=4", "--set", "firm.marketers=2", "--set", "plan.warm_up=21", "--days", "63"];

fn verona(place: &Path, arguments: &[&str]) -> Output {
    typed::verona(place, &[arguments, SMALL].concat())
}

fn table(path: &Path) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    (header, rows)
}

#[test]
fn out_writes_every_replication_arm_month_and_person() {
    let place = tempfile::tempdir().unwrap();
    let arguments = ["compare", "--replications", "3", "--structures", "defined,aligned", "--out", "results"];
    let output = verona(place.path(), &arguments);
    assert!(output.status.success(), "{}", message(&output));
    let results = place.path().join("results");
    let files: BTreeSet<String> =
        fs::read_dir(&results).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, dictionary::FILES.iter().map(|(file, _)| (*file).to_owned()).collect());
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1, "nothing unfinished is left behind");

    let (_, outcomes) = table(&results.join("outcomes.csv"));
    assert_eq!(outcomes.len(), 3 * 2 * OUTCOMES.len());
    let (_, months) = table(&results.join("months.csv"));
    assert_eq!(months.len(), 3 * 2 * (63 / 21) * SERIES.len());
    let (header, people) = table(&results.join("people.csv"));
    let function = header.iter().position(|column| column == "function").unwrap();
    assert_eq!(people.iter().filter(|row| row[function] == "sales").count(), 3 * 2 * 4);
    assert_eq!(people.iter().filter(|row| row[function] == "marketing").count(), 3 * 2 * 2);
    assert!(people.iter().any(|row| row[..3] == ["2", "aligned", "salesperson 4"]));
}

#[test]
fn the_scenario_beside_the_results_gives_the_same_results_again() {
    let place = tempfile::tempdir().unwrap();
    fs::write(
        place.path().join("firm.toml"),
        "[operating]\npreset = \"aligned\"\nrules = 0.3\n[arms.ours]\nsystem = 1\n[arms.ours.culture]\nblame = 0.9\n",
    )
    .unwrap();
    let choice = ["--set", "arms.defined.joint_reward=0.3", "--structures", "ours,today,integrated,defined"];
    let first = ["compare", "firm.toml", "--replications", "3", "--seed", "9", "--out", "one"];
    let output = verona(place.path(), &[&first[..], &choice].concat());
    assert!(output.status.success(), "{}", message(&output));
    done(place.path(), &["compare", "one/scenario.toml", "--out", "two"]);
    // The command is told in the one, whose hash is in the other.
    let told = ["scenario.toml", "complete.json"];
    for (file, _) in dictionary::FILES.iter().filter(|(file, _)| !told.contains(file)) {
        let read = |out: &str| fs::read(place.path().join(out).join(file)).unwrap();
        assert!(read("one") == read("two"), "{file}");
    }
}

#[test]
fn the_dictionary_explains_every_column_and_every_word_of_every_file() {
    let place = tempfile::tempdir().unwrap();
    verona(place.path(), &["compare", "--replications", "2", "--out", "results"]);
    let results = place.path().join("results");
    let (_, entries) = table(&results.join("dictionary.csv"));
    let explained: BTreeSet<(&str, &str, &str)> =
        entries.iter().map(|row| (row[0].as_str(), row[1].as_str(), row[2].as_str())).collect();
    assert!(entries.iter().all(|row| !row[5].is_empty()), "every entry has a meaning");
    let page = fs::read_to_string(results.join("dictionary.md")).unwrap();
    for (file, word) in
        [("outcomes.csv", Some("outcome")), ("months.csv", Some("measure")), ("people.csv", None)]
    {
        let (header, rows) = table(&results.join(file));
        for column in &header {
            assert!(explained.contains(&(file, column, "")), "{file}: {column}");
            assert!(page.contains(&format!("`{column}`")), "{file}: {column}");
        }
        let Some(at) = word.and_then(|word| header.iter().position(|column| column == word)) else {
            continue;
        };
        for row in rows {
            assert!(explained.contains(&(file, "value", &row[at])), "{file}: {}", row[at]);
        }
    }
}

#[test]
fn files_are_the_same_for_one_thread_and_two_and_hold_what_json_says() {
    let place = tempfile::tempdir().unwrap();
    for (threads, out) in [("1", "one"), ("2", "two")] {
        verona(place.path(), &["compare", "--replications", "4", "--threads", threads, "--out", out]);
    }
    for (file, _) in dictionary::FILES {
        let read = |out: &str| fs::read(place.path().join(out).join(file)).unwrap();
        assert!(read("one") == read("two"), "{file}");
    }
    let printed = verona(place.path(), &["compare", "--replications", "4", "--format", "json"]);
    assert_eq!(printed.stdout, fs::read(place.path().join("one/summary.json")).unwrap());
}

#[test]
fn a_comparison_that_goes_on_until_decided_gives_the_same_files_for_any_threads_and_from_its_own_scenario() {
    let place = tempfile::tempdir().unwrap();
    let until =
        ["compare", "--set", "plan.replications=4", "--at-most", "12", "--structures", "defined,aligned"];
    for (threads, out) in [("1", "one"), ("2", "two")] {
        let output = verona(place.path(), &[&until[..], &["--threads", threads, "--out", out]].concat());
        assert!(output.status.success(), "{}", message(&output));
    }
    done(place.path(), &["compare", "one/scenario.toml", "--out", "three"]);
    let read = |out: &str, file: &str| fs::read(place.path().join(out).join(file)).unwrap();
    for (file, _) in dictionary::FILES {
        assert!(read("one", file) == read("two", file), "{file}");
        // The command is told in the one, whose hash is in the other.
        let told = ["scenario.toml", "complete.json"].contains(file);
        assert!(told || read("one", file) == read("three", file), "{file}");
    }
    let summary: serde_json::Value = serde_json::from_slice(&read("one", "summary.json")).unwrap();
    assert_eq!(summary["stopping"]["looks"], serde_json::json!([4, 8, 12]));
    let reason = summary["stopping"]["reason"].as_str().unwrap();
    assert!(["decided", "good_enough", "undecided"].contains(&reason), "{reason}");
    assert!(reason != "undecided" || summary["replications"] == 12, "{summary}");
    let best: f64 = ["defined", "aligned"]
        .map(|arm| summary["choice"][arm]["probability_best"].as_f64().unwrap())
        .iter()
        .sum();
    assert!((best - 1.0).abs() < 1e-12);

    let fixed = ["compare", "--replications", "4", "--structures", "defined,aligned", "--out", "fixed"];
    verona(place.path(), &fixed);
    let summary: serde_json::Value = serde_json::from_slice(&read("fixed", "summary.json")).unwrap();
    assert_eq!((&summary["stopping"]["reason"], &summary["replications"]), (&"fixed".into(), &4.into()));
    assert!(read("one", "outcomes.csv").starts_with(&read("fixed", "outcomes.csv")), "it is the beginning");
    let both = verona(place.path(), &["compare", "--replications", "4", "--at-most", "9"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn two_equal_arms_are_said_to_be_identical_and_never_decided() {
    let place = tempfile::tempdir().unwrap();
    let equal =
        ["--set", "arms.twin.preset=defined", "--structures", "defined,twin", "--set", "plan.replications=3"];
    let told = verona(place.path(), &[&["compare"], &equal[..]].concat());
    let told = String::from_utf8(told.stdout).unwrap();
    assert!(told.starts_with("The structures are identical"), "{told}");
    assert!(
        told.contains("Stopped after 3 of at most 240 replications: structures that are the same"),
        "{told}"
    );
    let object = verona(place.path(), &[&["compare", "--format", "json"], &equal[..]].concat()).stdout;
    let object: serde_json::Value = serde_json::from_slice(&object).unwrap();
    assert_eq!(object["stopping"]["reason"], "identical");
    assert_eq!(object["choice"]["twin"]["probability_best"], 0.5);
    assert_eq!(object["choice"]["twin"]["regret_max"], 0.0);
}

#[test]
fn an_output_that_cannot_be_written_is_refused_before_the_simulation_and_nothing_is_lost() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("full")).unwrap();
    fs::write(place.path().join("full/thesis.txt"), "mine").unwrap();
    fs::write(place.path().join("file"), "mine").unwrap();
    for (out, says) in [("full", "not empty"), ("file", "it is a file"), ("file/results", "cannot write to")]
    {
        // So many replications that a message after the simulation would not come in time.
        let output = verona(place.path(), &["compare", "--replications", "1000000", "--out", out]);
        assert_eq!(output.status.code(), Some(4), "{out}: {}", message(&output));
        assert!(message(&output).contains(says) && message(&output).contains(out), "{}", message(&output));
    }
    let forced = verona(place.path(), &["compare", "--replications", "2", "--out", "full", "--force"]);
    assert!(forced.status.success(), "{}", message(&forced));
    assert_eq!(fs::read_to_string(place.path().join("full/thesis.txt")).unwrap(), "mine");
    assert!(place.path().join("full/outcomes.csv").exists());
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing_behind_and_has_code_130() {
    use std::process::{Command as Process, Stdio};
    use std::time::Duration;
    let place = tempfile::tempdir().unwrap();
    let mut child = Process::new(env!("CARGO_BIN_EXE_verona"))
        .current_dir(place.path())
        .args(["compare", "--replications", "1000000", "--threads", "1", "--out", "results", "--yes"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let started = || fs::read_dir(place.path()).unwrap().count() == 1;
    for _ in 0..500 {
        if started() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    // The handler is set just after the directory is made.
    std::thread::sleep(Duration::from_millis(200));
    assert!(started(), "results are written aside first");
    let killed = Process::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
}

#[test]
fn run_shows_every_month_of_every_measure() {
    let place = tempfile::tempdir().unwrap();
    let text = String::from_utf8(verona(place.path(), &["run", "--structure", "aligned"]).stdout).unwrap();
    for measure in SERIES.iter().chain(OUTCOMES) {
        assert!(text.contains(measure.name), "{}", measure.name);
    }
    let rows =
        verona(place.path(), &["run", "--structure", "aligned", "--replications", "2", "--format", "csv"])
            .stdout;
    assert_eq!(String::from_utf8(rows).unwrap().lines().count(), 1 + 2 * 3 * SERIES.len());
    let object = verona(place.path(), &["run", "--structure", "aligned", "--format", "json"]).stdout;
    let object: serde_json::Value = serde_json::from_slice(&object).unwrap();
    assert_eq!(object["arm"], "aligned");
    for measure in SERIES {
        assert_eq!(object["months"][measure.name].as_array().unwrap().len(), 3, "{}", measure.name);
    }
}

#[test]
fn trace_tells_a_life_day_by_day_and_says_who_is_not_there() {
    let place = tempfile::tempdir().unwrap();
    let trace = |arguments: &[&str]| verona(place.path(), &[&["trace"], arguments].concat());
    let told = String::from_utf8(trace(&["--replication", "2"]).stdout).unwrap();
    assert!(told.starts_with("The life of lead ") && told.contains("replication 2"), "{told}");
    let days: Vec<u32> = told
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("day ")?.split_whitespace().next()?.parse().ok())
        .collect();
    assert!(!days.is_empty() && days.is_sorted(), "{told}");

    let by_name = trace(&["--person", "Marketer 1"]);
    let by_number = trace(&["--person", "5"]);
    assert!(by_name.status.success(), "{}", message(&by_name));
    assert_eq!(by_name.stdout, by_number.stdout, "after four salespeople comes the first marketer");
    for absent in [&["--lead", "4000000000"][..], &["--deal", "4000000000"], &["--person", "marketer 9"]] {
        let output = trace(absent);
        assert_eq!(output.status.code(), Some(2));
        assert!(message(&output).starts_with("error: there is no "), "{}", message(&output));
    }
}

#[test]
fn following_changes_no_result() {
    let overrides = ["firm.salespeople=4", "firm.marketers=2", "plan.days=63"].map(str::to_owned);
    let study = load(BUILT_IN, "test", &overrides).unwrap();
    for arm in &study.arms {
        let life = follow(&arm.scenario, 1, 1, Subject::Instructive).unwrap();
        let unwatched = simulate(&arm.scenario, 1, 1, &mut Workspace::default(), &mut ()).unwrap();
        let bits = |result: &verona::model::Replication| result.outcomes.0.map(f64::to_bits);
        assert_eq!(bits(&life.result), bits(&unwatched), "{}", arm.name);
        assert_eq!(life.result.people, unwatched.people, "{}", arm.name);
        assert!(!life.events.is_empty(), "{}", arm.name);
    }
}

#[test]
fn the_first_page_is_for_those_who_decide_and_a_change_keeps_its_dip_and_break_even() {
    let dir = tempfile::tempdir().unwrap();
    let run = |words: &[&str]| drop(done(dir.path(), words));
    let small =
        ["--replications", "3", "--days", "63", "--set", "firm.salespeople=6", "--set", "firm.marketers=3"];
    let page = |command: &[&str], name: &str| {
        let out = dir.path().join(name);
        let out = out.to_str().unwrap();
        run(&[command, &small, &["--out", out]].concat());
        run(&["report", out]);
        std::fs::read_to_string(format!("{out}/report.html")).unwrap()
    };
    let compared = page(&["compare", "--set", "operating.preset=defined"], "compared");
    let programme = dir.path().join("firm.toml");
    let text = "[operating]\npreset = \"defined\"\n[programmes.fast]\nabout = \"At once\"\n[[programmes.fast.change]]\nday = 10\nto = \"aligned\"\n";
    std::fs::write(&programme, text).unwrap();
    let changed = page(&["change", programme.to_str().unwrap()], "changed");
    for (page, words) in [(&compared, "a year for the whole firm"), (&changed, "day 10: to aligned")] {
        let first = page.split("<section id=").next().unwrap();
        for title in [
            "Today",
            "The move",
            "What it brings",
            "The dip",
            "The risk",
            "Three reasons",
            "What it rests on",
            "Next step",
        ] {
            assert!(first.contains(&format!("<h3>{title}</h3>")), "{title}");
        }
        assert!(first.contains(words) && first.contains("aluation"), "{words}");
    }
    assert!(changed.contains("Report of a change"));
}
