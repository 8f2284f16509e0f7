//! The events of a replication tell one consistent story, and it is the story that the outcomes count.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use verona::model::Replication;
use verona::model::outcome::{OUTCOMES, Outcome};
use verona::model::trace::Event;
use verona::scenario::Scenario;

/// What became of one lead so far.
#[derive(Default)]
struct Life {
    born: bool,
    worked: bool,
    held: bool,
    waiting: bool,
    qualified: bool,
    ended: Option<&'static str>,
}

/// Each lead is born once, worked by one owner, ends once, and nothing is done for it after its end but what others
/// do because they do not know.
fn lives(events: &[Event]) -> Result<(), TestCaseError> {
    let mut lives: BTreeMap<u32, Life> = BTreeMap::new();
    for event in events {
        let Some(number) = event.lead else { continue };
        let life = lives.entry(number).or_default();
        if !matches!(event.what.word(), "captured" | "found") {
            prop_assert!(life.born, "{event:?} before the lead existed");
        }
        match event.what.word() {
            "captured" | "found" => {
                prop_assert!(!life.born, "{event:?}, born a second time");
                life.born = true;
            }
            "worked" => {
                prop_assert!(!life.worked && life.ended.is_none(), "{event:?} again, or after its end");
                life.worked = true;
            }
            "qualified" => {
                prop_assert!(life.worked && !life.qualified, "{event:?} unworked or again");
                life.qualified = true;
            }
            "waiting" => {
                prop_assert!(life.qualified && !life.waiting, "{event:?} unqualified or already waiting");
                prop_assert!(life.ended.is_none(), "{event:?} after its end");
                life.waiting = true;
            }
            "held back" => {
                prop_assert!(life.qualified && !life.waiting && !life.held, "{event:?} too early or again");
                life.held = true;
            }
            "helped" | "self-help" => {
                prop_assert!(life.waiting, "{event:?} without waiting");
                life.waiting = false;
            }
            "won" | "lost" => {
                prop_assert!(life.ended.is_none(), "{event:?} after {:?}", life.ended);
                prop_assert!(!life.waiting, "{event:?} while waiting");
                if event.what.word() == "won" {
                    prop_assert!(life.worked && life.qualified, "{event:?} without work");
                    prop_assert!((0.0..=1.0).contains(&event.what.figure()), "{event:?} by that chance");
                } else {
                    let worked = matches!(event.what.note(), "unqualified" | "neglected" | "competition");
                    prop_assert_eq!(life.worked, worked, "{:?}", event);
                }
                life.ended = Some(event.what.note());
            }
            "told" | "routed" | "talked over" | "refused" | "arbitrated" | "unread" | "misunderstood"
            | "found too" => prop_assert!(life.ended.is_none(), "{event:?} after {:?}", life.ended),
            // A second reader, a list that overflows and a colleague who does not know may come after the end.
            "read" | "let go" | "duplicated" | "dispute" | "blamed" | "decided" => {}
            other => prop_assert!(false, "an event of an unknown kind, {other}"),
        }
    }
    Ok(())
}

/// The shares that the outcomes report, counted from the events of the counted days.
fn shares(scenario: &Scenario, result: &Replication, events: &[Event]) -> Result<(), TestCaseError> {
    let marketing: BTreeSet<u32> =
        events.iter().filter(|e| e.what.word() == "captured").filter_map(|e| e.lead).collect();
    let worked: BTreeSet<u32> =
        events.iter().filter(|e| e.what.word() == "worked").filter_map(|e| e.lead).collect();
    let seen: BTreeSet<u32> = events
        .iter()
        .filter(|e| matches!(e.what.word(), "told" | "read" | "found too" | "routed" | "talked over"))
        .filter_map(|e| e.lead)
        .collect();
    let counted: Vec<&Event> = events.iter().filter(|e| e.day >= scenario.plan.warm_up).collect();
    let count = |chosen: &dyn Fn(&Event) -> bool| counted.iter().filter(|e| chosen(e)).count() as f64;
    let worthy: BTreeSet<u32> = events
        .iter()
        .filter(|e| e.what.word() == "captured" && e.what.note() == "sales-worthy")
        .filter_map(|e| e.lead)
        .collect();
    let good = |e: &Event| e.lead.is_some_and(|lead| worthy.contains(&lead));
    let ours = |e: &Event| e.lead.is_some_and(|lead| marketing.contains(&lead));
    let ends = |e: &Event| matches!(e.what.word(), "won" | "lost");
    let lost = |e: &Event, how: &str| e.what.word() == "lost" && e.what.note() == how;
    let won = count(&|e| e.what.word() == "won");
    let ended = count(&|e| ends(e) && ours(e));
    let good_ended = count(&|e| ends(e) && good(e));
    let kept_back = count(&|e| good(e) && (lost(e, "screened out") || lost(e, "refused")));
    let qualified = count(&|e| e.what.word() == "qualified");
    let followed = count(&|e| ends(e) && ours(e) && e.lead.is_some_and(|lead| worked.contains(&lead)));
    let in_view = count(&|e| {
        ends(e) && ours(e) && !lost(e, "refused") && e.lead.is_some_and(|lead| seen.contains(&lead))
    });
    for (outcome, part, whole) in [
        (Outcome::WinRate, won, won + count(&|e| lost(e, "competition"))),
        (Outcome::LeadToWin, won, count(&ends)),
        (Outcome::MarketingShare, count(&|e| e.what.word() == "won" && ours(e)), won),
        (Outcome::LeadLeakageAll, count(&|e| lost(e, "leaked") && ours(e)), ended),
        (Outcome::LeadLeakage, count(&|e| lost(e, "leaked") && good(e)), good_ended),
        (Outcome::ScreenedOut, kept_back, good_ended),
        (Outcome::FollowUp, followed, in_view),
        (Outcome::Qualification, qualified, qualified + count(&|e| lost(e, "unqualified"))),
    ] {
        let (name, measured) = (OUTCOMES[outcome as usize].name, result.outcomes[outcome]);
        if whole == 0.0 {
            prop_assert!(measured.is_nan(), "{name} is {measured}, of nothing");
        } else {
            prop_assert!((measured - part / whole).abs() < 1e-12, "{name}: {measured} of {part} in {whole}");
        }
    }
    let own: u32 = result.people.iter().map(|person| person.leads_own).sum();
    let found = count(&|e| matches!(e.what.word(), "found" | "found too"));
    prop_assert_eq!(f64::from(own), found, "own leads");
    let given = result.people.iter().filter(|p| p.function == "marketing").map(|p| p.leads_given);
    prop_assert_eq!(f64::from(given.sum::<u32>()), count(&|e| e.what.word() == "captured"), "captured leads");
    Ok(())
}

/// Checks the lives of all leads and what the counted days sum up to.
pub fn check_story(scenario: &Scenario, result: &Replication, events: &[Event]) -> Result<(), TestCaseError> {
    let days = scenario.plan.warm_up + scenario.plan.days;
    prop_assert!(events.iter().all(|event| event.day < days), "an event after the last day");
    prop_assert!(events.is_sorted_by_key(|event| event.day), "events out of order");
    prop_assert!(events.iter().all(|event| event.what.figure().is_finite()), "a figure without a value");
    let people = result.people.len() as u32;
    let exists = |person: Option<u32>| person.is_none_or(|person| person < people);
    let stranger = events.iter().find(|event| !exists(event.actor) || !exists(event.other));
    prop_assert!(stranger.is_none(), "nobody holds that post: {stranger:?}");
    lives(events)?;
    shares(scenario, result, events)?;

    let counted = |what: &str| {
        events.iter().filter(|e| e.day >= scenario.plan.warm_up && e.what.word() == what).count() as f64
    };
    let years = f64::from(scenario.plan.days) / 252.0;
    let months = f64::from(scenario.plan.days) / 21.0;
    let heads = f64::from(people.max(1));
    let o = &result.outcomes;
    for (what, outcome, each) in [
        ("won", Outcome::Wins, heads * years),
        ("left", Outcome::Turnover, heads * years),
        ("dispute", Outcome::Disputes, heads * months),
    ] {
        let measured = o[outcome] * each;
        prop_assert!((counted(what) - measured).abs() < 1e-6 * (1.0 + measured), "{what}: {measured}");
    }
    Ok(())
}
