//! Randomness is named: a result depends on scenario, seed and replication alone.

use crate::firms::{any_firm, run, small, small_firms, watch};
use proptest::prelude::*;
use verona::model::{Replication, Workspace, simulate};
use verona::scenario::Scenario;
use verona::scenario::presets::PRESETS;

/// A result as bits, so that equal NaNs are equal and nothing else is.
fn bits(result: &Replication) -> Vec<u64> {
    let mut all: Vec<u64> = result.outcomes.0.iter().map(|x| x.to_bits()).collect();
    all.extend(result.months.iter().flatten().map(|x| x.to_bits()));
    for person in &result.people {
        all.extend(person.hours.iter().map(|x| x.to_bits()));
        all.extend([person.experience, person.skill, person.trust, person.satisfaction].map(f64::to_bits));
        all.extend([person.blame_given, person.blame_received].map(f64::to_bits));
        let counts = [person.leads_given, person.leads_followed_up, person.leads_own, person.wins];
        all.extend(counts.map(u64::from));
    }
    all
}

/// A workspace in which a larger firm of other choices was simulated before.
fn used(preset: usize) -> Workspace {
    let mut workspace = Workspace::default();
    let mut larger = Scenario { operating: (PRESETS[preset].choices)(), ..Scenario::default() };
    (larger.firm.salespeople, larger.firm.marketers) = (30, 14);
    (larger.plan.days, larger.plan.warm_up) = (100, 7);
    (larger.people.leaving, larger.culture.blame) = (4.0, 1.0);
    simulate(&larger, 5, 9, &mut workspace, &mut ()).expect("the laws hold");
    workspace
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn neither_a_used_workspace_nor_an_observer_nor_a_repetition_changes_one_bit(
        scenario in any_firm(),
        seed in any::<u64>(),
        replication in 0u32..1_000_000,
        preset in 0usize..4,
    ) {
        let fresh = simulate(&scenario, seed, replication, &mut Workspace::default(), &mut ());
        let mut workspace = used(preset);
        let again = simulate(&scenario, seed, replication, &mut workspace, &mut ());
        let mut events = Vec::new();
        let watched = simulate(&scenario, seed, replication, &mut workspace, &mut events);
        let (Ok(fresh), Ok(again), Ok(watched)) = (fresh, again, watched) else {
            return Err(TestCaseError::fail("the laws do not hold"));
        };
        prop_assert_eq!(bits(&fresh), bits(&again));
        prop_assert_eq!(bits(&fresh), bits(&watched));
    }
}

#[test]
fn seed_and_replication_each_change_the_future() {
    let of = |seed, replication| {
        bits(&simulate(&small(), seed, replication, &mut Workspace::default(), &mut ()).expect("runs"))
    };
    let base = of(1, 0);
    assert_ne!(base, of(2, 0));
    assert_ne!(base, of(1, 1));
    assert_ne!(base, of(1 | 1 << 40, 0), "the upper half of a seed counts too");
    assert_eq!(base, of(1, 0));
}

#[test]
fn two_arms_that_are_the_same_differ_by_exactly_nothing() {
    for firm in small_firms() {
        let twin = firm.clone();
        assert_eq!(bits(&run(&firm, 3)), bits(&run(&twin, 3)));
    }
}

#[test]
fn what_the_plan_says_about_other_replications_changes_nothing() {
    for firm in small_firms() {
        let mut moot = firm.clone();
        moot.plan.replications += 7;
        moot.plan.seed += 1;
        assert_eq!(bits(&run(&firm, 0)), bits(&run(&moot, 0)));
    }
}

#[test]
fn the_market_of_the_first_days_does_not_hear_of_the_structure() {
    let found: Vec<Vec<(u32, Option<u32>, u64)>> = small_firms()
        .map(|mut firm| {
            firm.firm.marketers = 0;
            firm.people.leaving = 0.0;
            let (_, events) = watch(&firm, 0);
            let day_one = events.iter().filter(|e| e.what.word() == "found" && e.day == 0);
            day_one.map(|e| (e.day, e.actor, e.what.figure().to_bits())).collect()
        })
        .collect();
    assert!(!found[0].is_empty());
    assert!(found.iter().all(|other| *other == found[0]));
}
