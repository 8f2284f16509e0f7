//! Claims as data: what a claim file may say, what is made of it, and the commands that test it.
#![cfg(feature = "cli")]

#[path = "claims/command.rs"]
mod command;

use std::path::Path;
use std::sync::atomic::AtomicBool;

use verona::evidence::claims::{
    Book, Counts, Sample, Verdict, advance, effects, gather, judge, open, read, run,
};
use verona::experiment::Settings;
use verona::experiment::store::{Shard, merge};

const EXAMPLE: &str = include_str!("../claims/example.toml");

fn message(text: &str) -> String {
    read(text, "mine.toml").expect_err("wrong").to_string()
}

/// A file with one claim whose one test has these lines.
fn with(test: &str) -> String {
    let head = "points_of = [\"defined\"]\n[worlds.large.firm]\nsalespeople = 100\n";
    let claim = "[[claim]]\nid = \"a\"\nstatement = \"b\"\nsource = \"c\"\n";
    format!("{head}{claim}[[claim.test]]\nname = \"d\"\nabout = \"e\"\n{test}")
}

#[test]
fn an_unknown_outcome_is_told_with_its_line_and_what_may_have_been_meant() {
    let text = with("outcome = \"profit_per_heat\"\nplus = [\"defined\"]\nabove = 1\nunit = \"points\"\n");
    assert_eq!(
        message(&text),
        "mine.toml:11:11: there is no outcome `profit_per_heat`
   |
11 | outcome = \"profit_per_heat\"
   |           ^^^^^^^^^^^^^^^^^
   = help: did you mean `profit_per_head`?"
    );
    let text = with("outcome = \"leads\"\nplus = [\"defined\"]\nabove = 1\nunit = \"share\"\n");
    assert!(
        message(&text).ends_with("help: `leads` is a monthly series; say which `months`, such as [1, 6]")
    );
}

#[test]
fn a_threshold_without_a_unit_is_told_with_the_units_that_would_do() {
    let text = with("outcome = \"trust\"\nplus = [\"defined\"]\nabove = 5\n");
    assert_eq!(
        message(&text),
        "mine.toml:13:9: `claim.test` lacks a `unit`: the threshold `above = 5` says nothing without one
   |
13 | above = 5
   |         ^
   = help: `trust` is measured in \"percentage points\" or \"share\""
    );
    let text = with("outcome = \"trust\"\nplus = [\"defined\"]\nabove = 5\nunit = \"points\"\n");
    assert!(message(&text).contains("`claim.test.unit` cannot be the text \"points\""));
}

#[test]
fn an_unknown_key_arm_or_world_is_told_with_what_there_is() {
    let rest = "outcome = \"trust\"\nabove = 5\nunit = \"share\"\n";
    assert_eq!(
        message(&with(&format!("{rest}plus = [\"defined\"]\nrival = [\"aligned\"]\n"))),
        "mine.toml:15:1: there is no key `rival` in [claim.test]
   |
15 | rival = [\"aligned\"]
   | ^^^^^
   = help: did you mean `rivals`?"
    );
    assert_eq!(
        message(&with(&format!("{rest}plus = [\"defined @ lage\"]\n"))),
        "mine.toml:14:9: there is no world `lage`
   |
14 | plus = [\"defined @ lage\"]
   |         ^^^^^^^^^^^^^^^^
   = expected: one of large
   = help: did you mean `large`?"
    );
    assert!(
        message(&with(&format!("{rest}plus = [\"devined\"]\n"))).contains("there is no structure `devined`")
    );
}

#[test]
fn what_a_test_or_a_claim_lacks_is_told() {
    let lacks = |text: &str, what: &str| {
        let found = message(text);
        assert!(found.contains(what), "{found}");
    };
    lacks(
        &with("outcome = \"trust\"\nplus = [\"defined\"]\nunit = \"share\"\n"),
        "lacks a threshold, `above` or",
    );
    lacks(
        &with("outcome = \"trust\"\nabove = 0\nunit = \"share\"\n"),
        "lacks `plus`, the structures whose outcome",
    );
    lacks(
        &with("outcome = \"trust\"\nplus = [\"defined\"]\njudged = false\nunit = \"share\"\n"),
        "`claim` lacks a test with a threshold",
    );
    lacks(
        &with("outcome = \"profit_per_head\"\nplus = [\"defined\"]\nabove = 0\nunit = \"points\"\n")
            .replace("points_of = [\"defined\"]\n", ""),
        "lacks `points_of`",
    );
    lacks("[firm]\nsalespeople = 3\n", "`the file` lacks a claim");
    lacks("[[claim]]\nid = \"a\"\n", "`claim` lacks `statement`");
    lacks("[[mechanism]]\nname = \"a\"\nabout = \"b\"\n", "lacks `off`, the values that switch it off");
}

#[test]
fn two_thresholds_months_after_the_plan_and_a_world_that_is_a_way_of_working_are_refused() {
    let text = with("outcome = \"trust\"\nplus = [\"defined\"]\nabove = 0\nbelow = 1\nunit = \"share\"\n");
    assert!(message(&text).contains("a test has one threshold, and `above` is there already"));
    let text =
        with("outcome = \"trust\"\nplus = [\"defined\"]\nmonths = [20, 30]\nabove = 0\nunit = \"share\"\n");
    assert!(message(&text).contains("`claim.test.months` cannot be 30, which is out of range"));
    let text = with("outcome = \"trust\"\nplus = [\"defined @ large\"]\nabove = 0\nunit = \"share\"\n");
    let text =
        text.replace("[worlds.large.firm]\nsalespeople = 100", "[worlds.large.operating]\nrules = 0.5");
    assert!(message(&text).contains("a world is a firm and its market, not a way of working"));
}

/// A book of one claim, and a sample that has these values in its slots.
fn synthetic(test: &str, values: &[&[f64]]) -> (Book, Sample) {
    let book = read(&with(test), "mine.toml").unwrap();
    assert_eq!(book.slots.len(), values.len());
    (book, values.iter().map(|values| values.to_vec()).collect())
}

#[test]
fn an_effect_is_the_weighted_sum_of_each_replication_in_the_unit_of_the_test() {
    // Slots in order: points (revenue), then plus, then minus, then rivals.
    let test = "outcome = \"profit_per_head\"\nplus = [\"aligned\", \"0.5 * defined @ large\"]\nminus = [\"undefined\"]\nabove = 1\nunit = \"points\"\n";
    let values: &[&[f64]] = &[&[150.0, 250.0], &[10.0, 20.0], &[4.0, 8.0], &[1.0, 2.0]];
    let (book, sample) = synthetic(test, values);
    // Revenue is 200, so a point is 2: (10 + 2 − 1) / 2 and (20 + 4 − 2) / 2.
    assert_eq!(effects(&book, &book.claims[0].tests[0], None, &sample), [5.5, 11.0]);
    let test = "outcome = \"trust\"\nplus = [\"aligned\"]\nrivals = [\"undefined\", \"integrated\"]\nabove = -8\nunit = \"% of the rival\"\n";
    let values: &[&[f64]] = &[&[1.0, 1.0], &[10.0, 20.0], &[30.0, 50.0], &[-30.0, f64::NAN]];
    let (book, sample) = synthetic(test, values);
    let test = &book.claims[0].tests[0];
    assert_eq!(effects(&book, test, Some(0), &sample), [-50.0, -75.0]);
    // A rival that loses money is one all the same; a replication without a value is left out.
    let against_loss = effects(&book, test, Some(1), &sample);
    assert_eq!(against_loss.len(), 1);
    assert!((against_loss[0] - 100.0 * 40.0 / 30.0).abs() < 1e-12);
}

fn verdict(threshold: &str, values: &[f64]) -> Verdict {
    let test = format!("outcome = \"trust\"\nplus = [\"aligned\"]\nunit = \"share\"\n{threshold}\n");
    let (book, sample) = synthetic(&test, &[&[1.0], values]);
    judge(&book, &book.claims[0], &sample).verdict
}

#[test]
fn a_verdict_is_given_by_the_side_of_the_threshold_on_which_the_interval_lies() {
    // Mean 1, standard deviation 1.054, half-width 0.754.
    let values = [0.0, 2.0, 0.0, 2.0, 0.0, 2.0, 0.0, 2.0, 0.0, 2.0];
    assert_eq!(verdict("above = 0.24", &values), Verdict::Supported);
    assert_eq!(verdict("above = 0.25", &values), Verdict::TooClose);
    assert_eq!(verdict("above = 1.75", &values), Verdict::TooClose);
    assert_eq!(verdict("above = 1.76", &values), Verdict::Weaker);
    assert_eq!(verdict("below = 1.76", &values), Verdict::Supported);
    // Less than 0.24 is claimed, and more is there: on the claim's own scale the effect has the wrong sign.
    assert_eq!(verdict("below = 0.24", &values), Verdict::Reversed);
    assert_eq!(verdict("below = -0.24", &values), Verdict::Reversed);
    assert_eq!(verdict("above = 0.24", &values[..7]), Verdict::TooFew);
}

#[test]
fn no_effect_is_told_from_one_that_nobody_could_see_and_from_a_small_one() {
    // Mean 0, standard deviation 1.054: the 95 % interval is ± 0.754, the 90 % interval ± 0.611.
    let none = [-1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0];
    assert_eq!(verdict("above = 0", &none), Verdict::TooClose);
    assert_eq!(verdict("above = 0\nno_effect = 0.6", &none), Verdict::TooClose);
    assert_eq!(verdict("above = 0\nno_effect = 0.62", &none), Verdict::NoEffect);
    // Without a margin of its own, the threshold is what counts as an effect.
    assert_eq!(verdict("above = 0.7", &none), Verdict::TooClose);
    assert_eq!(verdict("above = 0.8", &none), Verdict::NoEffect);
    assert_eq!(verdict("below = -0.8", &none), Verdict::NoEffect);
    // Beyond chance, but too small to matter by the margin that is stated; without one, weaker than claimed.
    let small = none.map(|x| 0.1 * x + 0.2);
    assert_eq!(verdict("above = 1\nno_effect = 0.4", &small), Verdict::NoEffect);
    assert_eq!(verdict("above = 1", &small), Verdict::Weaker);
    assert_eq!(verdict("above = 0", &small), Verdict::Supported);
    assert_eq!(verdict("below = 0", &small), Verdict::Reversed);
    let refused = message(&with(
        "outcome = \"trust\"\nplus = [\"defined\"]\nabove = 0\nno_effect = -1\nunit = \"share\"\n",
    ));
    assert!(refused.contains("a number above 0, in the unit of the test"), "{refused}");
}

#[test]
fn all_tests_must_hold_and_one_that_fails_beyond_correction_fails_the_claim() {
    let test = |plus: &str, above: f64| {
        format!("outcome = \"trust\"\nplus = [\"{plus}\"]\nunit = \"share\"\nabove = {above}\n")
    };
    let second = "[[claim.test]]\nname = \"f\"\nabout = \"g\"\n";
    let values: &[f64] = &[0.0, 2.0, 0.0, 2.0, 0.0, 2.0, 0.0, 2.0, 0.0, 2.0];
    let whole = |first: f64, other: f64| {
        let text = format!("{}{second}{}", test("aligned", first), test("defined", other));
        let (book, sample) = synthetic(&text, &[&[1.0], values, values]);
        judge(&book, &book.claims[0], &sample).verdict
    };
    assert_eq!(whole(0.2, 0.2), Verdict::Supported);
    assert_eq!(whole(0.2, 1.0), Verdict::TooClose);
    // Alone 1.8 contradicts (half-width 0.754); of two comparisons it takes 0.895.
    assert_eq!(whole(0.2, 1.8), Verdict::TooClose);
    assert_eq!(whole(0.2, 1.9), Verdict::Weaker);
    assert_eq!(whole(1.9, -0.2), Verdict::Weaker);
}

#[test]
fn of_rivals_all_must_be_beaten_unless_any_will_do() {
    let high = [2.0, 2.1, 1.9, 2.0, 2.1, 1.9, 2.0, 2.1, 1.9, 2.0];
    let low = high.map(|x| x - 1.0);
    let own = high.map(|x| x - 0.5);
    let with = |need: &str| {
        let test = format!(
            "outcome = \"trust\"\nplus = [\"aligned\"]\nrivals = [\"undefined\", \"integrated\"]\n{need}above = 0\nunit = \"share\"\n"
        );
        let (book, sample) = synthetic(&test, &[&[1.0], &own, &high, &low]);
        judge(&book, &book.claims[0], &sample).verdict
    };
    assert_eq!(with(""), Verdict::Reversed);
    assert_eq!(with("need = \"any\"\n"), Verdict::Supported);
}

#[test]
fn equal_arms_have_no_effect_at_all() {
    let text = EXAMPLE.replace("meeting_interval = 1\n", "meeting_interval = 21\n");
    let book = read(&text, "mine.toml").unwrap();
    let settings = Settings { seed: 3, replications: 1..4, threads: 1 };
    let slots = book.needed(true);
    let never = AtomicBool::new(false);
    let sample = run(&book, &slots, Default::default(), &settings, &never, |_| {}).unwrap();
    for test in &book.claims[0].tests {
        assert_eq!(effects(&book, test, None, &sample), [0.0; 3]);
    }
}

/// The example with a shorter plan, in a run of a few tasks.
fn small_run() -> (Book, Counts) {
    let text = EXAMPLE.replace("days = 252\nwarm_up = 63", "days = 42\nwarm_up = 0");
    let counts = Counts { base: 6, ablation: 3, draws: 4, draw: 2 };
    (read(&text, "mine.toml").unwrap(), counts)
}

fn advance_in(book: &Book, counts: Counts, dir: &Path, shard: &str, stop: &AtomicBool) -> bool {
    let full = open(book, counts, dir).unwrap();
    advance(book, &full, shard.parse::<Shard>().unwrap(), 1, stop, |_, _| {}).is_ok_and(|done| done)
}

#[test]
fn a_run_that_was_cut_or_sharded_gives_what_an_undivided_one_gives() {
    let (book, counts) = small_run();
    let place = tempfile::tempdir().unwrap();
    let dir = |name: &str| place.path().join(name);
    let never = AtomicBool::new(false);
    assert!(advance_in(&book, counts, &dir("whole"), "0/1", &never));
    let whole = std::fs::read(dir("whole").join("values.csv")).unwrap();

    // Stopped at once, then the second half of the tasks, then the rest in the same directory.
    assert!(!advance_in(&book, counts, &dir("cut"), "0/1", &AtomicBool::new(true)));
    assert!(!advance_in(&book, counts, &dir("cut"), "1/2", &never));
    assert!(advance_in(&book, counts, &dir("cut"), "0/1", &never));
    assert_eq!(std::fs::read(dir("cut").join("values.csv")).unwrap(), whole);

    assert!(!advance_in(&book, counts, &dir("a"), "0/2", &never));
    assert!(!advance_in(&book, counts, &dir("b"), "1/2", &never));
    merge(&dir("merged"), &[dir("a"), dir("b")]).unwrap();
    assert_eq!(std::fs::read(dir("merged").join("values.csv")).unwrap(), whole);

    let full = open(&book, counts, &dir("merged")).unwrap();
    let records = gather(&book, &full).unwrap();
    assert_eq!((records.draws.len(), records.units.len()), (4, 4));
    let needed = book.needed(true);
    assert!(needed.iter().all(|&slot| records.base[slot].len() == 6));
    assert!(book.needed(false).iter().all(|&slot| records.mechanisms[0][slot].len() == 3));
    // What the file states is not drawn, and draws differ.
    assert!(!records.factors.iter().any(|key| key == "firm.salespeople"));
    let profit = book.needed(false)[0];
    assert_ne!(records.draws[0][profit], records.draws[1][profit]);
}

#[test]
fn words_about_a_claim_may_change_after_a_run_but_not_what_is_simulated() {
    let (book, counts) = small_run();
    let place = tempfile::tempdir().unwrap();
    drop(open(&book, counts, place.path()).unwrap());
    let mut reworded = book.clone();
    reworded.claims[0].belief = "We believe it.".to_owned();
    assert!(open(&reworded, counts, place.path()).is_ok());
    let mut other = book.clone();
    other.cells[0].scenario.firm.span = 5;
    assert!(open(&other, counts, place.path()).unwrap_err().to_string().contains("holds another run"));
}
