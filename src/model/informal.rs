//! Informal talk: people who can keep up with more people than they know use the rest of their attention to talk.
//!
//! A person who can keep up with K people (`attention.ties`) and knows n of the other function talks to one of them on a
//! given day with probability 1 - n / K. A talk takes hours of both, strengthens the tie, teaches words and carries
//! intelligence, a quarter of what joint work does. In a small firm everybody meets; in a large one attention is full and
//! nobody does without a reason. Source: bounded attention; KRK 2006 on the informal relations of small firms.

use super::firm::{Firm, Today};
use super::hours::{Task, seconds};
use super::intelligence;
use super::people::name;
use super::random::Purpose;

/// The day's informal talks across the border.
pub fn run(today: &Today, firm: &mut Firm) {
    let places = f64::from(today.scenario.attention.ties);
    let wanted = seconds(today.scenario.coordination.informal);
    for person in 0..firm.rates.sellers + firm.rates.marketers {
        if firm.people.vacant_until[person] > today.day {
            continue;
        }
        let known = firm.ties.count(person);
        let taken = firm.ties.known(person) as f64;
        if known == 0 || taken >= places || firm.hours.left[person] < wanted {
            continue;
        }
        let [talks, with, ..] = today.draws.four(Purpose::Informal, name(person, &firm.rates), today.day);
        if talks >= 1.0 - taken / places {
            continue;
        }
        let partner = firm.ties.at(person, ((with * known as f64) as usize).min(known - 1));
        let there =
            |&other: &usize| firm.people.vacant_until[other] <= today.day && firm.hours.left[other] >= wanted;
        let Some(other) = partner.filter(there) else { continue };
        firm.hours.charge(person, Task::Informal, wanted);
        firm.hours.charge(other, Task::Informal, wanted);
        firm.work_together(today, person, other, 0.25);
        intelligence::cross(today, firm, person.min(other), person.max(other), 0.25);
    }
}
