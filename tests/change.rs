//! Programmes of change: the paths against no change, and `verona change` as a user types it.

mod typed;

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::AtomicBool;

use typed::{done as printed, message, verona};
use verona::answers::Unwatched;
use verona::answers::report::{unknown, unknown_of_change};
use verona::evidence::{Paths, Pays};
use verona::experiment::{Comparison, Settings, run_arms};
use verona::model::outcome::{Outcome, SERIES};
use verona::output::pictures::{path, svg};
use verona::output::tables::dictionary::{self, Kept};
use verona::output::tables::table;
use verona::output::words::change::ChangeView;
use verona::output::words::lives::Lives;
use verona::scenario::presets::preset;
use verona::scenario::programme::{Change, Programme};
use verona::scenario::registry::Value;
use verona::scenario::{Arm, BUILT_IN, Study, load};

/// No change, the same again under another name, and two other ways of working from the first day on.
fn arms(days: u32) -> Vec<Arm> {
    let small = ["firm.salespeople=8", "firm.marketers=4", "plan.warm_up=42"].map(str::to_owned);
    let study = load(BUILT_IN, "test", &small).unwrap();
    [("no change", "defined"), ("nothing", "defined"), ("fast", "aligned"), ("loose", "undefined")]
        .map(|(name, structure)| {
            let mut scenario = study.base.clone();
            scenario.operating = (preset(structure).unwrap().choices)();
            scenario.plan.days = days;
            if name == "fast" {
                let choices = vec![("handover", Value::Word("flexible".to_owned()))];
                let change = Change { day: 0, phase: 42, asked: 0.0, choices };
                scenario.programme = Programme { changes: vec![change], ..Programme::default() };
            }
            Arm {
                name: name.to_owned(),
                about: String::new(),
                scenario,
                overrides: Vec::new(),
                programme: None,
            }
        })
        .to_vec()
}

fn simulated(arms: &[Arm], replications: u32) -> (Comparison, Paths) {
    let scenarios: Vec<_> = arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
    let settings = Settings { seed: 1, replications: 1..replications + 1, threads: 2 };
    let mut paths = Paths::new(arms.len() - 1);
    let comparison = run_arms(
        &scenarios,
        &settings,
        &AtomicBool::new(false),
        |_| {},
        |_, arm, result| {
            paths.add(arm, result);
            Ok(())
        },
    )
    .unwrap();
    (comparison, paths)
}

fn report(arms: &[Arm], replications: u32) -> ChangeView {
    let (comparison, paths) = simulated(arms, replications);
    ChangeView::of(arms, &comparison, &paths, Lives::Futures)
}

#[test]
fn a_programme_that_changes_nothing_has_a_path_of_exact_zeros() {
    let report = report(&arms(63), 3);
    let nothing = &report.programmes[0];
    assert_eq!(nothing.trajectory.verdict(), Pays::Same);
    assert!(nothing.trajectory.months.iter().all(|band| band.all.mean == 0.0 && band.p25 == 0.0));
    assert_eq!((nothing.cost.mean, nothing.hours.mean), (0.0, 0.0));
    assert!(report.programmes[1].trajectory.verdict() != Pays::Same);
}

#[test]
fn the_value_of_a_path_is_the_difference_in_profit_over_all_days() {
    let (comparison, paths) = simulated(&arms(126), 3);
    for programme in 0..3 {
        let whole = comparison.differences(programme + 1, 0, Outcome::ProfitPerHead as usize);
        for (path, yearly) in paths.profit[programme].iter().zip(whole) {
            // Half a year of 252 working days.
            let (end, expected) = (path.last().unwrap(), yearly / 2.0);
            assert!((end - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{end} is not {expected}");
        }
    }
}

#[test]
fn a_picture_of_simulated_paths_can_be_drawn_in_text_and_for_a_page() {
    let report = report(&arms(84), 4);
    let picture = path::pictures(&report, 80);
    assert_eq!(picture.matches("months").count(), 3);
    assert!(picture.contains("a day 0 to 42: to aligned, one team after another"), "{picture}");
    assert!(picture.lines().all(|line| line.chars().count() <= 80), "{picture}");
    let drawn = svg::paths(&report, "firm");
    assert!(drawn.starts_with("<svg ") && drawn.ends_with("</svg>\n") && !drawn.contains("NaN"));
    assert!(drawn.contains("4 paired replications"), "{drawn}");
    let table = table::change(&report, 200);
    assert!(table.contains("breaks even") && table.lines().count() == 5, "{table}");
}

/// Two programmes in a firm small enough to be simulated many times.
const FIRM: &str = r#"
name = "our firm"

[firm]
salespeople = 6
marketers = 3

[plan]
days = 84
warm_up = 21
replications = 4

[operating]
preset = "defined"

[programmes.fast]
about = "At once"
[[programmes.fast.change]]
day = 10
to = "aligned"

[programmes.slow]
[[programmes.slow.change]]
day = 10
phase = 42
joint_reward = 0.3
"#;

fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("firm.toml"), FIRM).unwrap();
    fs::write(place.path().join("still.toml"), "[operating]\npreset = \"defined\"\n").unwrap();
    place
}

#[test]
fn change_answers_with_a_sentence_a_table_the_pictures_and_what_to_try_next() {
    let place = place();
    let text = printed(place.path(), &["change", "firm.toml"]);
    let at = |words: &str| text.find(words).unwrap_or_else(|| panic!("no '{words}' in\n{text}"));
    assert!(text.starts_with("'fast' "), "{text}");
    let order = [
        at("'slow' "),
        at("our firm: 4 replications"),
        at("breaks even  "),
        at("● mean"),
        at("What to try next"),
    ];
    assert!(order.is_sorted(), "{text}");
    assert!(
        text.contains("a day 10: to aligned") && text.contains("a day 10 to 52: joint_reward = 0.3"),
        "{text}"
    );
    assert!(text.contains("verona compare firm.toml"), "{text}");
}

#[test]
fn programmes_are_chosen_by_name_and_one_that_is_not_there_is_refused() {
    let place = place();
    let text = printed(place.path(), &["change", "firm.toml", "--programmes", "slow"]);
    assert!(text.starts_with("'slow' ") && !text.contains("fast"), "{text}");
    assert!(text.contains("verona change firm.toml --programmes slow "), "{text}");
    let output = verona(place.path(), &["change", "firm.toml", "--programmes", "slwo"]);
    assert_eq!(output.status.code(), Some(3));
    let message = message(&output);
    for words in
        ["there is no programme `slwo`", "--programmes slwo", "one of fast, slow", "did you mean `slow`?"]
    {
        assert!(message.contains(words), "no '{words}' in\n{message}");
    }
}

#[test]
fn a_firm_without_programmes_is_told_how_to_write_one_and_where_there_is_one_ready_made() {
    let place = place();
    for arguments in [&["change"][..], &["change", "still.toml"]] {
        let output = verona(place.path(), arguments);
        assert_eq!(output.status.code(), Some(3), "{}", message(&output));
        let message = message(&output);
        assert!(message.contains(": there is no programme of change to simulate\n"), "{message}");
        assert!(message.contains("[[programmes.fast.change]]"), "{message}");
        let ready = message.split_whitespace().find(|word| word.starts_with("scenarios/")).unwrap();
        let text = fs::read_to_string(ready).unwrap();
        assert!(!load(&text, ready, &[]).unwrap().programmes.is_empty(), "{ready}");
    }
}

#[test]
fn a_horizon_shorter_than_a_month_is_refused() {
    let place = place();
    let file = FIRM.replace("days = 84", "days = 20").replace("phase = 42", "phase = 5");
    fs::write(place.path().join("firm.toml"), file).unwrap();
    let output = verona(place.path(), &["change", "firm.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(message(&output).contains("a month or more of 21 working days"), "{}", message(&output));
}

#[test]
fn json_and_csv_hold_every_programme_month_and_replication() {
    let place = place();
    let object = printed(place.path(), &["change", "firm.toml", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&object).unwrap();
    for name in ["fast", "slow"] {
        let programme = &object["programmes"][name];
        assert_eq!(programme["path"].as_array().unwrap().len(), 4, "{name}");
        assert_eq!(programme["steps"][0]["day"], 10);
        assert_eq!(programme["path"][3]["mean"], programme["value_per_head"]["mean"], "{name}");
    }
    let rows = printed(place.path(), &["change", "firm.toml", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    assert_eq!(reader.headers().unwrap(), vec!["replication", "programme", "month", "series", "difference"]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4 * 2 * 4 * (SERIES.len() + 1));
    // The path is the sum of the differences in profit.
    let of = |series: &str| -> Vec<f64> {
        let wanted = |row: &&csv::StringRecord| &row[0] == "3" && &row[1] == "fast" && &row[3] == series;
        rows.iter().filter(wanted).map(|row| row[4].parse().unwrap()).collect()
    };
    let sum: f64 = of("profit").iter().sum();
    assert!((sum - of("profit_path")[3]).abs() < 1e-6, "{sum}");
}

#[test]
fn a_run_over_firms_is_kept_a_row_a_firm_and_its_report_counts_firms() {
    let place = place();
    fs::write(place.path().join("table.csv"), "culture.blame\n0.1\n0.2\n0.3\n0.4\n0.5\n0.6\n0.7\n0.8\n")
        .unwrap();
    let over = ["change", "firm.toml", "--draws", "table.csv"];
    let text = printed(place.path(), &[&over[..], &["--out", "kept"]].concat());
    assert!(
        text.contains("of the 8 firms that fit your facts") && text.contains("our firm: 8 firms"),
        "{text}"
    );
    assert!(!text.contains("replication"), "{text}");
    let declared: BTreeSet<String> = dictionary::files(Kept { change: true, over_firms: true, firms: true })
        .iter()
        .map(|(file, _)| (*file).to_owned())
        .collect();
    let files = fs::read_dir(place.path().join("kept")).unwrap();
    assert_eq!(
        files.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<BTreeSet<_>>(),
        declared
    );
    assert!(declared.contains("firms.csv") && !declared.contains("months.csv"));
    let read = |file: &str| fs::read_to_string(place.path().join("kept").join(file)).unwrap();
    let paths = read("trajectories.csv");
    assert_eq!(paths.lines().count(), 1 + 8 * 2 * 4 * (SERIES.len() + 1), "a row a firm, not a row a future");
    assert!(paths == printed(place.path(), &[&over[..], &["--format", "csv"]].concat()));
    // The path of a firm ends where its outcome does: a third of a year of 252 working days.
    let object: serde_json::Value = serde_json::from_str(&read("change.json")).unwrap();
    assert_eq!((&object["replications"], &object["firms"]["firms"]), (&8.into(), &8.into()));
    let value = |rows: &str, start: &str, end: &str| -> f64 {
        let row = rows.lines().find(|row| row.starts_with(start) && row.contains(end)).unwrap_or_default();
        row.rsplit(',').next().unwrap().parse().unwrap()
    };
    let outcomes = read("outcomes.csv");
    let [fast, none] = ["5,fast,", "5,no change,"].map(|start| value(&outcomes, start, ",profit_per_head,"));
    let path = value(&paths, "5,fast,4,", ",profit_path,");
    assert!((path - (fast - none) / 3.0).abs() < 1e-6 * path.abs().max(1.0), "{path}");
    assert!(
        printed(
            place.path(),
            &["change", "kept/scenario.toml", "--draws", "kept/firms.csv", "--format", "csv"]
        ) == paths
    );

    printed(place.path(), &["report", "kept"]);
    let html = read("report.html");
    assert!(html.contains("verona change scenario.toml --draws firms.csv --firms 8"));
    assert!(html.contains("of 8 firms; in a bad tenth") || html.contains("all of 8 firms"), "{html}");
    assert!(html.contains("of the 8 firms that fit your facts"));
    for words in [
        "simulated future,",
        "simulated futures (",
        "replications stand",
        "8 replications",
        "one simulated future",
    ] {
        assert!(!html.contains(words), "{words}");
    }
}

/// One paragraph of a text, on one line.
fn paragraph(text: &str, start: &str) -> String {
    let from = text.find(start).unwrap_or_else(|| panic!("no {start:?} in {text}"));
    let words = text[from..].split("\n\n").next().unwrap_or_default();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each took another pair of structures for it: the command the programme whose path ends highest, its report the most profitable one.
#[test]
fn what_is_not_known_is_said_alike_by_the_command_its_report_and_the_lab() {
    const START: &str = "What is not known about the firm:";
    let place = place();
    let study = load(FIRM, "firm.toml", &["plan.replications=8".to_owned()]).unwrap();
    for command in ["change", "compare"] {
        let told = printed(place.path(), &[command, "firm.toml", "--replications", "8", "--out", command]);
        let told = paragraph(&told, START);
        printed(place.path(), &["report", command]);
        let html = fs::read_to_string(place.path().join(command).join("report.html")).unwrap();
        let of_lab = match command {
            "change" => {
                let (comparison, _) = simulated_of(&study, &study.change_arms());
                unknown_of_change(&study, &comparison, None, &Unwatched::default(), |_| true)
            }
            _ => {
                let (comparison, _) = simulated_of(&study, &study.arms);
                unknown(&study, &comparison, None, &Unwatched::default(), |_| true)
            }
        };
        let of_lab = of_lab.unwrap().swap_remove(0);
        assert!(told.starts_with(&of_lab), "{told}\n{of_lab}");
        let plain = html.replace("<code class=\"nb\">", "`").replace("</code>", "`").replace('\u{a0}', " ");
        assert!(plain.contains(of_lab.as_str()), "{command}: {of_lab}");
    }
}

fn simulated_of(study: &Study, arms: &[Arm]) -> (Comparison, Paths) {
    assert_eq!(study.base.plan.seed, 1, "simulated() draws from seed 1");
    simulated(arms, 8)
}

#[test]
fn out_writes_what_compare_writes_and_the_paths_the_same_for_any_number_of_threads() {
    let place = place();
    for (threads, out) in [("1", "one"), ("2", "two")] {
        printed(place.path(), &["change", "firm.toml", "--threads", threads, "--out", out]);
    }
    let files: BTreeSet<String> = fs::read_dir(place.path().join("one"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let declared = dictionary::files(Kept { change: true, ..Kept::default() });
    assert_eq!(files, declared.iter().map(|(file, _)| (*file).to_owned()).collect());
    let read = |out: &str, file: &str| fs::read_to_string(place.path().join(out).join(file)).unwrap();
    for file in &files {
        assert!(read("one", file) == read("two", file), "{file}");
    }
    let json = printed(place.path(), &["change", "firm.toml", "--format", "json"]);
    assert!(json == read("one", "change.json"));
    let csv = printed(place.path(), &["change", "firm.toml", "--format", "csv"]);
    assert!(csv == read("one", "trajectories.csv"));
    let page = read("one", "dictionary.md");
    for word in ["`programme`", "`series`", "`difference` of `profit_path`", "path.svg"] {
        assert!(page.contains(word), "{word}");
    }
    let arms: BTreeSet<String> = read("one", "outcomes.csv")
        .lines()
        .skip(1)
        .filter_map(|row| row.split(',').nth(1).map(str::to_owned))
        .collect();
    assert_eq!(arms, ["fast", "no change", "slow"].map(str::to_owned).into());
    let again = printed(place.path(), &["change", "one/scenario.toml", "--format", "csv"]);
    assert!(again == csv, "the scenario beside the results gives them again");

    let refused = verona(place.path(), &["change", "firm.toml", "--out", "one"]);
    assert_eq!(refused.status.code(), Some(4));
    printed(place.path(), &["change", "firm.toml", "--out", "one", "--force"]);
}
