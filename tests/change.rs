//! Programmes of change: the paths against no change, and `verona change` as a user types it.

use std::sync::atomic::AtomicBool;

use verona::evidence::{Paths, Pays};
use verona::experiment::{Settings, run_arms};
use verona::output::change::Report;
use verona::output::{path, svg, table};
use verona::scenario::presets::preset;
use verona::scenario::programme::{Change, Programme};
use verona::scenario::registry::Value;
use verona::scenario::{Arm, BUILT_IN, load};

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
                let change = Change { day: 0, phase: 42, choices };
                scenario.programme = Programme { changes: vec![change], ..Programme::default() };
            }
            Arm { name: name.to_owned(), about: String::new(), scenario, overrides: Vec::new() }
        })
        .to_vec()
}

fn report(arms: &[Arm], replications: u32) -> Report {
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
    Report::of(arms, &comparison, &paths)
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
    use verona::model::outcome::Outcome;
    let arms = arms(126);
    let scenarios: Vec<_> = arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
    let settings = Settings { seed: 1, replications: 1..4, threads: 2 };
    let mut paths = Paths::new(3);
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
#[ignore]
fn look() {
    let report = report(&arms(504), 12);
    println!("{}", report.sentences().join("\n"));
    println!("{}", table::change(&report, 160));
    println!("{}", path::pictures(&report, 80));
    std::fs::write("/tmp/path.svg", svg::paths(&report, "mid-market")).unwrap();
}
