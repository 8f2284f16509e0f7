//! Posts and the people who hold them: an empty chair does nothing, and no post is better than another.

use crate::firms::{small, small_firms, watch};
use std::collections::BTreeMap;
use verona::model::outcome::Outcome;
use verona::model::trace::Event;
use verona::model::{Workspace, simulate};
use verona::scenario::Scenario;

/// What a person does in an event: as the one who acts, or as the other party who must be there for it.
const DEEDS: [(&str, bool); 10] = [
    ("told", true),
    ("read", false),
    ("routed", false),
    ("talked over", true),
    ("refused", false),
    ("worked", false),
    ("helped", false),
    ("won", false),
    ("blamed", false),
    ("dispute", true),
];

/// The first event in which a vacant post takes part.
fn ghost(events: &[Event], vacancy: u32) -> Option<String> {
    let mut back: BTreeMap<u32, u32> = BTreeMap::new();
    for event in events {
        if event.what.word() == "left" {
            back.insert(event.actor?, event.day + 1 + vacancy);
            continue;
        }
        let Some((_, both)) = DEEDS.iter().find(|(what, _)| *what == event.what.word()) else { continue };
        let parties = [event.actor, event.other.filter(|_| *both)];
        for person in parties.into_iter().flatten() {
            if back.get(&person).is_some_and(|&day| event.day < day) {
                return Some(format!("person {person}, back on day {}: {event:?}", back[&person]));
            }
        }
    }
    None
}

#[test]
fn a_vacant_post_neither_sells_nor_quarrels_nor_blames() {
    let mut ghosts = Vec::new();
    for mut firm in small_firms() {
        (firm.people.leaving, firm.people.vacancy) = (3.0, 60);
        (firm.culture.blame, firm.plan.days) = (0.6, 252);
        for replication in 0..5 {
            ghosts.extend(ghost(&watch(&firm, replication).1, 60));
        }
    }
    assert!(ghosts.is_empty(), "{}", ghosts.join("\n"));
}

#[test]
fn nobody_is_paid_for_a_vacant_post() {
    let mut firm = small();
    (firm.people.leaving, firm.people.leaving_slope, firm.people.vacancy) = (12.0, 0.0, 2_520);
    (firm.plan.warm_up, firm.plan.days) = (252, 21);
    let (result, _) = watch(&firm, 0);
    let paid: f64 = result.people.iter().flat_map(|p| p.hours).sum();
    assert_eq!(paid, 0.0, "everybody has left");
    assert_eq!(result.outcomes[Outcome::Wins], 0.0);
    assert_eq!(result.outcomes[Outcome::BlameIndex], 0.0, "nobody is there to blame");
}

/// Mean wins by the order of the post, over replications.
fn wins_by_post(firm: &Scenario, replications: u32) -> Vec<(f64, f64)> {
    let sellers = firm.firm.salespeople as usize;
    let mut sums = vec![(0.0, 0.0); sellers];
    let mut workspace = Workspace::default();
    for replication in 0..replications {
        let result = simulate(firm, 23, replication, &mut workspace, &mut ()).expect("the laws hold");
        for (sum, person) in sums.iter_mut().zip(&result.people) {
            let wins = f64::from(person.wins);
            *sum = (sum.0 + wins, sum.1 + wins * wins);
        }
    }
    let n = f64::from(replications);
    let moments = |(sum, squares): (f64, f64)| {
        let mean = sum / n;
        (mean, (squares / n - mean * mean) / (n - 1.0))
    };
    sums.into_iter().map(moments).collect()
}

#[test]
fn no_post_of_a_team_wins_more_for_its_number() {
    for mut firm in small_firms() {
        (firm.people.talent, firm.people.experience, firm.people.leaving) = (0.0, 0.0, 0.0);
        (firm.firm.marketers, firm.offer.deal_hours, firm.plan.days) = (8, 10.0, 84);
        let posts = wins_by_post(&firm, 80);
        let half = posts.len() / 2;
        let total = |posts: &[(f64, f64)]| posts.iter().fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        let ((first, v), (last, w)) = (total(&posts[..half]), total(&posts[half..]));
        let error = libm::sqrt(v + w);
        assert!((first - last).abs() < 4.0 * error, "{first} and {last} wins, standard error {error}");
    }
}

#[test]
fn the_campaigns_of_a_marketer_who_has_left_fade() {
    let (mut before, mut after) = (0, 0);
    for replication in 0..20 {
        let mut firm = small();
        (firm.people.leaving, firm.people.vacancy, firm.plan.days) = (0.5, 2_520, 252);
        let events = watch(&firm, replication).1;
        for left in events.iter().filter(|event| event.what.word() == "left") {
            let captured = |from: u32, to: u32| {
                let by = |event: &&Event| event.what.word() == "captured" && event.actor == left.actor;
                events.iter().filter(by).filter(|event| (from..to).contains(&event.day)).count()
            };
            if (42..168).contains(&left.day) {
                before += captured(left.day - 42, left.day);
                after += captured(left.day + 42, left.day + 84);
            }
        }
    }
    assert!(before > 100 && after * 20 < before, "{after} after {before}");
}
