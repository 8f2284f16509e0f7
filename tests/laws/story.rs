//! The events of a replication tell one consistent story, and it is the story that the outcomes count.

use proptest::prelude::*;
use std::collections::BTreeMap;
use verona::model::Replication;
use verona::model::outcome::Outcome;
use verona::model::trace::Event;
use verona::scenario::Scenario;

/// What became of one lead so far.
#[derive(Default)]
struct Life {
    born: bool,
    worked: bool,
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
        if !matches!(event.what, "captured" | "found") {
            prop_assert!(life.born, "{event:?} before the lead existed");
        }
        match event.what {
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
            "helped" | "self-help" => {
                prop_assert!(life.waiting, "{event:?} without waiting");
                life.waiting = false;
            }
            "won" | "lost" => {
                prop_assert!(life.ended.is_none(), "{event:?} after {:?}", life.ended);
                prop_assert!(!life.waiting, "{event:?} while waiting");
                if event.what == "won" {
                    prop_assert!(life.worked && life.qualified, "{event:?} without work");
                    prop_assert!((0.0..=1.0).contains(&event.figure), "{event:?} by that chance");
                } else {
                    let worked = matches!(event.note, "unqualified" | "neglected" | "competition");
                    prop_assert_eq!(life.worked, worked, "{:?}", event);
                }
                life.ended = Some(event.note);
            }
            "told" | "routed" | "talked over" | "refused" | "arbitrated" | "unread" | "misunderstood"
            | "found too" => prop_assert!(life.ended.is_none(), "{event:?} after {:?}", life.ended),
            // A second reader, a list that overflows and a colleague who does not know may come after the end.
            "read" | "let go" | "duplicated" | "dispute" | "decided" => {}
            other => prop_assert!(false, "an event of an unknown kind, {other}"),
        }
    }
    Ok(())
}

/// Checks the lives of all leads and what the counted days sum up to.
pub fn check_story(
    scenario: &Scenario,
    result: &Replication,
    events: &[Event],
) -> Result<(), TestCaseError> {
    let days = scenario.plan.warm_up + scenario.plan.days;
    prop_assert!(events.iter().all(|event| event.day < days), "an event after the last day");
    prop_assert!(events.is_sorted_by_key(|event| event.day), "events out of order");
    prop_assert!(events.iter().all(|event| event.figure.is_finite()), "a figure without a value");
    let people = result.people.len() as u32;
    let exists = |person: Option<u32>| person.is_none_or(|person| person < people);
    let stranger = events.iter().find(|event| !exists(event.actor) || !exists(event.other));
    prop_assert!(stranger.is_none(), "nobody holds that post: {stranger:?}");
    lives(events)?;

    let counted = |what: &str| {
        events.iter().filter(|e| e.day >= scenario.plan.warm_up && e.what == what).count() as f64
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
