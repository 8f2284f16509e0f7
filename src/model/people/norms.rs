//! Norms and cover: how readily people blame, and how far they withdraw from the other function.
//!
//! The readiness to blame r is a person's tendency as it is now, n the accusations a head that were to be heard in the own team in the month
//! (Fast & Tiedens 2010):
//!
//! ```text
//! readiness of the next month   r + blame.contagion × (1 − exp(−n)) × (1 − r) − blame.fade × (r − own tendency)
//! withdrawal g                  + blame.cover × (1 − g) when accused, half of that when accusing (in parts where nobody in particular is meant);
//!                               × (1 − blame.fade) each month
//! ```
//!
//! Two firms that differ by luck may so end in peace or in war: where more is put down to the other function than
//! to oneself.
//!
//! With g how far a person has withdrawn and c = `blame.withdrawal` x g: worth of marketing's leads and intelligence passed on x (1 - c), propensity
//! to go to a person directly x (1 - c), bar for taking or handing over a lead x (1 + c), willingness to help - c, and
//! `blame.defensive_hours` x g a month of paperwork.

use crate::model::constants::WAR_MEMORY;
use crate::model::firm::{Firm, Today};
use crate::model::ids::Person;
use crate::model::math::exp;
use crate::model::people::person::People;
use crate::model::people::ties::toward;

/// How far a person's dealings with the other function are held back.
#[inline]
pub fn held_back(today: &Today, people: &People, person: impl Into<Person>) -> f64 {
    today.scenario.blame.withdrawal * people.withdrawn[person]
}

/// A person withdraws.
pub fn withdraw(today: &Today, people: &mut People, person: Person, weight: f64) {
    let withdrawn = &mut people.withdrawn[person];
    *withdrawn = toward(*withdrawn, (today.scenario.blame.cover * weight).min(1.0));
}

/// A person is accused.
pub fn accused(today: &Today, people: &mut People, person: Person, weight: f64) {
    people.accused[person] += weight;
    withdraw(today, people, person, weight);
}

/// A month passes: people blame as they hear others blame, and come out again.
pub fn fade(today: &Today, firm: &mut Firm) {
    let rule = &today.scenario.blame;
    firm.blamed = if firm.month.missed > 0.0 { firm.month.blamed / firm.month.missed } else { 0.0 };
    firm.month = Default::default();
    firm.lately = (firm.lately.0 * WAR_MEMORY, firm.lately.1 * WAR_MEMORY);
    for team in firm.rates.teams() {
        let heads = firm.rates.team_sellers(team).len() + firm.rates.team_marketers(team).count();
        let heard = std::mem::take(&mut firm.teams[team].accusations) / heads.max(1) as f64;
        firm.teams[team].blames = 1.0 - exp(-heard);
    }
    for person in firm.rates.workers() {
        let own = firm.people.tendency[person];
        let seen = firm.teams[firm.rates.team(person)].blames;
        let readiness = &mut firm.people.readiness[person];
        *readiness += rule.contagion * seen * (1.0 - *readiness) - rule.fade * (*readiness - own);
        *readiness = readiness.clamp(0.0, 1.0);
        firm.people.withdrawn[person] *= 1.0 - rule.fade;
        firm.people.accused[person] = 0.0;
    }
}
