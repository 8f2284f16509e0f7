//! `verona sensitivity` and `verona map` as a user runs them.

use std::fs;

use super::place;
use super::typed::{done, refused};

/// A firm small enough for a second, and two arms; a design is put behind it.
const FIRM: &str = r#"
name = "tiny"
arms = ["defined", "aligned"]
outcomes = ["profit_per_head", "trust", "busy_share"]
replications = 3
seed = 3

[firm]
salespeople = 4
marketers = 2

[plan]
days = 42
warm_up = 0

[factors."offer.complexity"]
[factors."market.speed"]
[factors."operating.escalation"]
"#;

/// Writes the firm with a design.
fn experiment(place: &std::path::Path, design: &str) {
    fs::write(place.join("tiny.toml"), format!("{FIRM}\n[design]\n{design}\n")).unwrap();
}

const ONE: &str = "method = \"one-at-a-time\"\nlevels = 3";

#[test]
fn each_design_gives_the_figures_that_it_can_and_the_same_from_disk_as_from_memory() {
    let place = place();
    for (design, head, rows) in [
        (ONE, "factor,value,mean,ci_low,ci_high,change,change_low,change_high,turns", 1 + 3 + 3 + 2),
        ("method = \"morris\"\ntrajectories = 3", "factor,mu_star,mu_star_low,mu_star_high,mu,", 3),
        ("method = \"saltelli\"\nblocks = 4", "factor,first,first_low,first_high,total,", 3),
        ("method = \"factorial\"\nlevels = 2", "factor,from,to,points,mean,share,", 6),
    ] {
        experiment(place.path(), design);
        let asked = ["sensitivity", "tiny.toml", "--difference", "aligned,defined", "--format", "csv"];
        let memory = done(place.path(), &asked);
        assert!(memory.starts_with(head), "{memory}");
        assert_eq!(memory.lines().count(), rows + 1, "{memory}");
        assert_eq!(done(place.path(), &[&asked[..], &["--threads", "1"]].concat()), memory);
        let kept = [&asked[..], &["--out", "kept"]].concat();
        assert_eq!(done(place.path(), &kept), memory);
        assert_eq!(fs::read_to_string(place.path().join("kept/sensitivity.csv")).unwrap(), memory);
        assert!(fs::read_to_string(place.path().join("kept/sensitivity.svg")).unwrap().contains("</svg>"));
        // What is finished is not simulated again, and can be asked something else.
        let other =
            ["sensitivity", "tiny.toml", "--outcome", "trust", "--structure", "aligned", "--out", "kept"];
        assert!(done(place.path(), &other).contains("trust of aligned"));
        fs::remove_dir_all(place.path().join("kept")).unwrap();
    }
}

#[test]
fn the_answer_says_what_was_run_and_how_much_is_chance() {
    let place = place();
    experiment(place.path(), ONE);
    let said = done(place.path(), &["sensitivity", "tiny.toml"]);
    assert!(said.contains("profit per head of defined"), "{said}");
    assert!(said.contains("9 points, 3 replications of each, the same futures at every point."), "{said}");
    assert!(said.contains("is chance."), "{said}");
    let single = done(place.path(), &["sensitivity", "tiny.toml", "--replications", "1"]);
    assert!(single.contains("One replication cannot tell chance from effect."), "{single}");
    let json = done(place.path(), &["sensitivity", "tiny.toml", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(object["rows"].as_array().unwrap().len(), 9);
    assert!(object["noise"]["share"].is_number() && object["columns"]["mean"].is_string());
}

#[test]
fn questions_that_cannot_be_answered_are_refused_with_what_would_do() {
    let place = place();
    experiment(place.path(), ONE);
    for (asked, expected) in [
        (&["--difference", "aligned"][..], "takes two different structures"),
        (&["--difference", "aligned,aligned"], "takes two different structures"),
        (
            &["--difference", "aligned,alined"],
            "there is no structure `alined` here; there are defined, aligned",
        ),
        (&["--structure", "x"], "there is no structure `x`"),
        (&["--outcome", "trsut"], "did you mean `trust`?"),
        (&["--outcome", "win_rate"], "the experiment does not keep the outcome `win_rate`"),
    ] {
        let (code, message) = refused(place.path(), &[&["sensitivity", "tiny.toml"], asked].concat());
        assert!(code == 2 && message.contains(expected), "{message}");
    }
    experiment(place.path(), &format!("{ONE}\n[precision]\nhalf_width = 100"));
    let (code, message) = refused(place.path(), &["sensitivity", "tiny.toml"]);
    assert!(code == 2 && message.contains("take [precision] out of the file"), "{message}");
    // A scenario has no design.
    fs::write(place.path().join("firm.toml"), "[firm]\nsalespeople = 4\n").unwrap();
    let (code, message) = refused(place.path(), &["sensitivity", "firm.toml"]);
    assert!(code == 3 && message.contains("lacks a design"), "{message}");
}

#[test]
fn a_map_judges_every_cell_and_is_the_same_from_disk_as_from_memory() {
    let place = place();
    experiment(place.path(), ONE);
    let asked = [
        "map",
        "tiny.toml",
        "--x",
        "firm.size=6..24",
        "--y",
        "offer.complexity",
        "--levels",
        "3x2",
        "--format",
        "csv",
    ];
    let memory = done(place.path(), &asked);
    let cells: Vec<&str> = memory.lines().skip(1).collect();
    let starts = ["6,0.05,", "12,0.05,", "24,0.05,", "6,0.8,", "12,0.8,", "24,0.8,"];
    assert!(cells.iter().zip(starts).all(|(cell, start)| cell.starts_with(start)), "{memory}");
    assert_eq!(cells.len(), 6);
    assert_eq!(done(place.path(), &[&asked[..], &["--out", "kept"]].concat()), memory);
    let svg = fs::read_to_string(place.path().join("kept/map.svg")).unwrap();
    assert!(svg.contains("offer.complexity (share)") && svg.contains("3 replications"), "{svg}");
    // The cell is the comparison of the same firm, to the last digit.
    let firm = done(
        place.path(),
        &[
            "sensitivity",
            "tiny.toml",
            "--format",
            "csv",
            "--set",
            "offer.complexity=0.8",
            "--structure",
            "aligned",
        ],
    );
    let base = firm.lines().nth(1).unwrap().split(',').nth(2).unwrap().to_owned();
    assert!(cells[3].ends_with(&format!(",{base}")), "{} does not end with {base}", cells[3]);
}

#[test]
fn a_map_needs_no_experiment_file() {
    let place = place();
    let short =
        ["--set", "plan.days=21", "--set", "plan.warm_up=0", "--replications", "2", "--levels", "2x2"];
    let said = done(
        place.path(),
        &[&["map", "--x", "firm.size=8..20", "--structures", "defined,aligned"], &short[..]].concat(),
    );
    assert!(said.contains("of 4 cells") || said.contains("Of 4 cells"), "{said}");
    assert!(said.contains("D defined, A aligned.") && said.contains("firm.size (people)"), "{said}");
}

/// It was refused.
#[test]
fn a_map_over_firms_is_kept_with_them_and_its_experiment_gives_it_again() {
    let place = place();
    experiment(place.path(), ONE);
    fs::write(place.path().join("table.csv"), "culture.blame,offer.complexity\n0.1,0.2\n0.5,0.3\n0.9,0.9\n")
        .unwrap();
    let asked = ["map", "tiny.toml", "--y", "market.speed", "--x", "offer.complexity", "--levels", "2x2"];
    let asked = [&asked[..], &["--draws", "table.csv", "--format", "csv"]].concat();
    let memory = done(place.path(), &asked);
    assert_eq!(done(place.path(), &[&asked[..], &["--out", "kept"]].concat()), memory);
    let read = |file: &str| fs::read_to_string(place.path().join("kept").join(file)).unwrap();
    assert!(read("map.csv") == memory && read("experiment.toml").contains("draws = \"firms.csv\""));
    assert_eq!(read("firms.csv").lines().count(), 4);
    assert!(read("dictionary.md").contains("| firms.csv |"));
    done(place.path(), &["sweep", "kept/experiment.toml", "--out", "again"]);
    assert_eq!(fs::read_to_string(place.path().join("again/results.csv")).unwrap(), read("results.csv"));
    // Of the same points, without firms, other numbers.
    let alone = done(place.path(), &[&asked[..8], &["--format", "csv"]].concat());
    assert_ne!(alone, memory);
    fs::write(place.path().join("wrong.toml"), format!("draws = \"nowhere.csv\"\n{FIRM}\n[design]\n{ONE}\n"))
        .unwrap();
    let (code, message) = refused(place.path(), &["sweep", "wrong.toml"]);
    assert!(code == 3 && message.contains("wrong.toml:1:") && message.contains("draws"), "{message}");
}

#[test]
fn maps_that_cannot_be_drawn_are_refused_with_what_would_do() {
    let place = place();
    experiment(place.path(), ONE);
    for (asked, expected) in [
        (&["--x", "firm.siz"][..], "did you mean `firm.size`?"),
        (&["--x", "offer.complexity"], "is there twice"),
        (&["--x", "firm.size=9..3"], "does not rise"),
        (&["--x", "firm.size=9"], "such as firm.size=8..240"),
        (&["--x", "offer.deal_value"], "no plausible range"),
        (&["--levels", "1x3"], "from 2 to 60"),
        (&["--outcome", "busy_share"], "no better or worse"),
        (&["--structures", "aligned"], "two or more structures"),
    ] {
        let (code, message) = refused(place.path(), &[&["map", "tiny.toml"], asked].concat());
        assert!(code == 2 && message.contains(expected), "{message}");
    }
}

/// A win rate that was the same at all points was explained to 100 % by prices that nobody in the model meets; and where
/// nothing had been measured at all, "no factor moved it".
#[test]
fn what_no_factor_moves_and_what_was_never_measured_are_told_as_such_by_every_method() {
    let place = place();
    let firm = FIRM.replace("\"busy_share\"", "\"busy_share\", \"win_rate\", \"cycle_time\"");
    let (head, _) = firm.split_once("[factors").unwrap();
    let prices = "[factors.\"money.hiring_cost\"]\n[factors.\"money.discount\"]\n";
    for design in [
        ONE,
        "method = \"morris\"\ntrajectories = 3",
        "method = \"saltelli\"\nblocks = 4",
        "method = \"latin-hypercube\"\npoints = 6",
    ] {
        let write = |days: u32| {
            let text = format!(
                "{}{prices}\n[design]\n{design}\n",
                head.replace("days = 42", &format!("days = {days}"))
            );
            fs::write(place.path().join("prices.toml"), text).unwrap();
        };
        let ask = |outcome: &str, format: &str| {
            let asked = ["sensitivity", "prices.toml", "--outcome", outcome, "--format", format];
            done(place.path(), &asked).split_whitespace().collect::<Vec<_>>().join(" ")
        };
        write(126);
        let told = ask("win_rate", "table");
        assert!(
            told.contains("Win rate of defined is the same at every point; none of these factors moves it."),
            "{told}"
        );
        let object: serde_json::Value = serde_json::from_str(&ask("win_rate", "json")).unwrap();
        assert_eq!(object["moved"], false, "{design}");
        for row in object["rows"].as_array().unwrap() {
            for key in ["share", "first", "total"] {
                assert!(row.get(key).is_none_or(serde_json::Value::is_null), "{design} {row}");
            }
        }
        // In one day nobody wins anything.
        write(1);
        let told = ask("cycle_time", "table");
        assert!(told.contains("measured at 0 of ") && !told.contains("no factor"), "{told}");
    }
}

/// A sweep whose every point failed ended with 0.
#[test]
fn a_sweep_of_which_no_point_can_be_simulated_fails_and_says_why() {
    let place = place();
    let text = format!(
        "{}\n[design]\nmethod = \"factorial\"\n",
        FIRM.split_once("[factors").unwrap().0.to_owned()
            + "[factors.\"arms.defined.handover\"]\nlevels = [\"pool\"]\n[factors.\"arms.defined.screening_bar\"]\nlevels = [0.3, 0.5]\n"
    );
    fs::write(place.path().join("none.toml"), text).unwrap();
    let (code, message) = refused(place.path(), &["sweep", "none.toml"]);
    assert_eq!(code, 3, "{message}");
    assert!(
        message.contains("none of 2 points could be simulated; the first could not because"),
        "{message}"
    );
}

/// Of arms that were all 0 the one named first was "best".
#[test]
fn arms_that_share_the_best_mean_are_a_tie_and_no_arm_is_best() {
    let place = place();
    let text = FIRM.replace("days = 42", "days = 1").replace("\"profit_per_head\"", "\"wins_per_head\"");
    fs::write(
        place.path().join("tie.toml"),
        format!("{text}\n[design]\nmethod = \"factorial\"\nlevels = 2\n"),
    )
    .unwrap();
    let told = done(place.path(), &["sweep", "tie.toml"]);
    let counts = |name: &str| {
        let line = told.lines().find(|line| line.split_whitespace().next() == Some(name));
        line.and_then(|line| line.split_whitespace().nth(1)).map(str::to_owned)
    };
    assert_eq!(
        (counts("="), counts("defined"), counts("aligned")),
        (Some("8".into()), Some("0".into()), Some("0".into())),
        "{told}"
    );
}
