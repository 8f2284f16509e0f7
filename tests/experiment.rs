//! Experiments: the same results whatever the threads, the slice, or who is watching.

use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use verona::experiment::{Comparison, Settings, Stopped, run_arms};
use verona::model::outcome::OUTCOMES;
use verona::model::{Workspace, simulate};
use verona::scenario::{BUILT_IN, Study, load};

/// A firm small enough to be simulated many times.
fn study() -> Study {
    let small = ["firm.salespeople=4", "firm.marketers=2", "plan.days=63", "plan.warm_up=21"];
    load(BUILT_IN, "test", &small.map(str::to_owned)).expect("the built-in firm is sound")
}

fn run(study: &Study, replications: Range<u32>, threads: usize) -> Comparison {
    let arms: Vec<_> = study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
    let settings = Settings { seed: 7, replications, threads };
    run_arms(&arms, &settings, &AtomicBool::new(false), |_| {}, |_, _, _| Ok(())).expect("it runs")
}

/// All outcomes as bits, so that NaN equals NaN.
fn bits(comparison: &Comparison, arm: usize, skip: usize) -> Vec<[u64; OUTCOMES.len()]> {
    comparison.outcomes[arm].iter().skip(skip).map(|outcomes| outcomes.0.map(f64::to_bits)).collect()
}

#[test]
fn results_are_the_same_for_any_number_of_threads() {
    let study = study();
    let alone = run(&study, 1..14, 1);
    for threads in [2, 3, 8] {
        let together = run(&study, 1..14, threads);
        for arm in 0..study.arms.len() {
            assert_eq!(bits(&alone, arm, 0), bits(&together, arm, 0), "{threads} threads");
        }
    }
}

#[test]
fn a_replication_alone_equals_itself_among_many() {
    let study = study();
    let many = run(&study, 1..9, 2);
    let slice = run(&study, 6..9, 1);
    for arm in 0..study.arms.len() {
        assert_eq!(bits(&many, arm, 5), bits(&slice, arm, 0));
    }
}

#[test]
fn a_further_arm_changes_no_other() {
    let study = study();
    let all = run(&study, 1..5, 2);
    let two = run(&study.clone().select(&["defined".to_owned(), "aligned".to_owned()]).unwrap(), 1..5, 2);
    for (arm, name) in two.arms.iter().enumerate() {
        let same = all.arms.iter().position(|other| other == name).unwrap();
        assert_eq!(bits(&two, arm, 0), bits(&all, same, 0), "{name}");
    }
}

#[test]
fn results_are_handed_over_replication_by_replication_and_arm_by_arm() {
    let study = study();
    let arms: Vec<_> = study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
    let settings = Settings { seed: 1, replications: 3..9, threads: 4 };
    let mut seen = Vec::new();
    let mut counted = Vec::new();
    let keep = |replication, arm, _: &_| {
        seen.push((replication, arm));
        Ok(())
    };
    run_arms(&arms, &settings, &AtomicBool::new(false), |done| counted.push(done), keep).unwrap();
    let expected: Vec<(u32, usize)> = (3..9).flat_map(|r| (0..arms.len()).map(move |arm| (r, arm))).collect();
    assert_eq!(seen, expected);
    assert_eq!(counted, (1..=expected.len() as u64).collect::<Vec<_>>());
}

#[test]
fn a_run_can_be_stopped_and_one_that_cannot_keep_its_results_stops_itself() {
    let study = study();
    let arms: Vec<_> = study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
    let settings = Settings { seed: 1, replications: 1..1_000, threads: 2 };
    let cancel = AtomicBool::new(false);
    let mut done = 0;
    let stop = |_| {
        done += 1;
        cancel.store(done == 5, Ordering::Relaxed);
    };
    let stopped = run_arms(&arms, &settings, &cancel, stop, |_, _, _| Ok(()));
    assert!(matches!(stopped, Err(Stopped::Cancelled)));
    assert_eq!(done, 5);
    let full = run_arms(
        &arms,
        &settings,
        &AtomicBool::new(false),
        |_| {},
        |_, _, _| Err(io::Error::other("the disk is full")),
    );
    assert!(matches!(full, Err(Stopped::Keep(_))));
}

#[test]
fn watching_changes_no_result() {
    let study = study();
    for arm in &study.arms {
        let mut events = Vec::new();
        let watched = simulate(&arm.scenario, 3, 2, &mut Workspace::default(), &mut events).unwrap();
        let unwatched = simulate(&arm.scenario, 3, 2, &mut Workspace::default(), &mut ()).unwrap();
        let bits = |result: &verona::model::Replication| result.outcomes.0.map(f64::to_bits);
        assert_eq!(bits(&watched), bits(&unwatched), "{}", arm.name);
        assert_eq!(watched.people, unwatched.people, "{}", arm.name);
        assert_eq!(format!("{:?}", watched.months), format!("{:?}", unwatched.months), "{}", arm.name);
    }
}

/// Seen by the fuzzer: a tab in the word for a design's method stood raw in the message.
#[test]
fn no_word_of_an_experiment_that_is_refused_steers_a_terminal_by_its_message() {
    let raw = "a\\tb\\u001b[2J";
    let with = |method: &str, factor: &str, more: &str| {
        format!(
            "name = \"x\"\n{more}\n[design]\nmethod = \"{method}\"\n[factors.\"{factor}\"]\nlow = 0\nhigh = 1\n"
        )
    };
    let good = ("factorial", "offer.complexity", "");
    for text in [
        with(raw, good.1, good.2),
        with(good.0, raw, good.2),
        with(good.0, &format!("offer.{raw}"), good.2),
        with(good.0, &format!("{raw}.offer.complexity"), good.2),
        format!("{}[factors.\"offer.complexity\".\"{raw}\"]\n", with(good.0, good.1, good.2)),
        format!("\"{raw}\" = 1\n{}", with(good.0, good.1, good.2)),
        with(good.0, good.1, &format!("arms = [\"{raw}\"]")),
        with(good.0, good.1, &format!("outcomes = [\"{raw}\"]")),
        with(good.0, good.1, &format!("[precision]\nhalf_width = 1\noutcome = \"{raw}\"")),
        with(good.0, good.1, "") + &format!("distribution = \"{raw}\"\n"),
    ] {
        let mut named = |name: &str| {
            Ok(verona::experiment::file::NamedFile {
                origin: name.to_owned(),
                text: "[firm]\nsize = 1".to_owned(),
            })
        };
        let said =
            verona::experiment::file::load(&text, "x", &[], &mut named).err().map(|error| error.to_string());
        let said = said.unwrap_or_else(|| panic!("{text} is read"));
        assert!(!said.contains(|c: char| c != '\n' && verona::scenario::error::steers(c)), "{said:?}");
    }
}
