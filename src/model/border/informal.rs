//! Informal talk: people who can keep up with more people than they know use the rest of their attention to talk.
//!
//! A person who can keep up with K people (`attention.ties`) and knows n of the other function talks to one of them on a
//! given day with probability 1 - n / K; a programme that puts people together or makes a collaborative environment adds to
//! that. A talk takes hours of both, strengthens the tie, teaches words and carries
//! intelligence, a quarter of what joint work does. In a small firm everybody meets; in a large one attention is full and
//! nobody does without a reason. Source: bounded attention; KRK 2006 on the informal relations of small firms.

use crate::model::books::hours::{Task, seconds};
use crate::model::border::intelligence;
use crate::model::change::measures::{active, takes_part};
use crate::model::constants::{CO_LOCATED, ENVIRONMENT, INFORMAL_PIECE};
use crate::model::firm::{Firm, Today};
use crate::model::ids::Person;
use crate::model::people::person::name;
use crate::model::random::Purpose;
use crate::scenario::programme::MeasureKind;

/// Chance of meeting in passing that a programme adds: half for those whom it puts together, and up to a third by a
/// collaborative environment.
fn passing(today: &Today, firm: &Firm, person: Person) -> f64 {
    let programme = &today.scenario.programme;
    let Some(counted) = today.counted() else { return 0.0 };
    let mut apart = 1.0;
    let mut running = false;
    for (index, measure) in programme.measures.iter().enumerate() {
        if active(measure, counted) {
            running = true;
            if measure.kind == MeasureKind::CoLocation
                && takes_part(today, &firm.rates, index, measure, person)
            {
                apart *= CO_LOCATED;
            }
        }
    }
    if running {
        apart *= 1.0 - programme.environment / ENVIRONMENT;
    }
    1.0 - apart
}

/// The day's informal talks across the border.
pub fn run(today: &Today, firm: &mut Firm) {
    // Who can keep up with nobody talks to nobody.
    if today.scenario.attention.ties == 0 {
        return;
    }
    let places = f64::from(today.scenario.attention.ties);
    let wanted = seconds(today.scenario.coordination.informal);
    for person in firm.rates.workers() {
        if firm.people.vacant_until[person] > today.day {
            continue;
        }
        let known = firm.ties.count(person);
        let taken = (firm.ties.known(person) as f64 / places).min(1.0);
        let meets = passing(today, firm, person);
        let full = taken >= 1.0 && meets == 0.0;
        if known == 0 || full || firm.hours.left(person) < wanted {
            continue;
        }
        let [talks, with] =
            today.draws.uniforms(Purpose::Informal, name(person, &firm.rates), today.day.number());
        if talks >= 1.0 - taken * (1.0 - meets) {
            continue;
        }
        let partner = firm.ties.at(person, ((with * known as f64) as usize).min(known - 1));
        let there = |&other: &Person| {
            firm.people.vacant_until[other] <= today.day && firm.hours.left(other) >= wanted
        };
        let Some(other) = partner.filter(there) else { continue };
        firm.hours.charge(person, Task::Informal, wanted);
        firm.hours.charge(other, Task::Informal, wanted);
        firm.work_together(today, person, other, INFORMAL_PIECE);
        let (first, second) = (person.min(other), person.max(other));
        if let (Some(seller), Some(marketer)) = (firm.rates.seller(first), firm.rates.marketer(second)) {
            intelligence::cross(today, firm, seller, marketer, INFORMAL_PIECE);
        }
    }
}
