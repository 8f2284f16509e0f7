//! Satisfaction, leaving and hiring.
//!
//! Every month satisfaction moves a quarter of the way to
//!
//! ```text
//! 1/2 + people.success × (result / target − 0.9) − people.conflict × hours of conflict a day
//!     − people.fairness × hurt by accusations + people.orientation × (o − 1/2) − transition.uncertainty × uncertainty
//! ```
//!
//! with result / target at most 1.3, hurt (1 − exp(−accusations of the month)) (1 − shield) and o the firm's market orientation. People leave at
//! leaving x exp(-slope (satisfaction - 1/2)) + transition.leaving x resistance to a change a year; customers feel that their person
//! has gone (`accounts.rs`); the post stays vacant, then somebody new takes it: a novice here, without
//! ties and with half the vocabulary. What satisfaction does to
//! behaviour stands in `orientation.rs`.

use crate::model::books::money::Cause;
use crate::model::constants::{RESULT_FAIR, RESULT_MOST, SATISFACTION_MONTH};
use crate::model::firm::{Firm, Today};
use crate::model::ids::Person;
use crate::model::material::editorial;
use crate::model::math::exp;
use crate::model::people::leading;
use crate::model::people::person::name;
use crate::model::random::Purpose;
use crate::model::state::NOT_KNOWN;
use crate::model::trace::{Observer, What};
use crate::model::work::accounts;
use crate::scenario::calendar::{DAYS_A_YEAR, MONTH};
use crate::scenario::operating::Reporting;

/// Month's end: experience, satisfaction, leaving.
pub fn month_end<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let people = &today.scenario.people;
    let month = today.day / MONTH;
    let share_of_year = f64::from(MONTH) / DAYS_A_YEAR;
    for person in firm.rates.posts() {
        if firm.people.vacant_until[person] > today.day {
            continue;
        }
        firm.people.experience[person] += share_of_year * leading::pace(today, firm, person);
        firm.people.learn_craft(person, today.scenario);
        let success = if let Some(seller) = firm.rates.seller(person) {
            firm.sellers[seller].search = NOT_KNOWN;
            result(firm.sellers[seller].pace, firm.sellers[seller].target)
        } else if let Some(marketer) = firm.rates.marketer(person) {
            let marketer = &firm.marketers[marketer];
            result(marketer.pace, marketer.target)
        } else {
            1.0
        };
        let conflict = f64::from(firm.people.conflict[person]) / 3600.0 / f64::from(MONTH);
        firm.people.conflict[person] = 0;
        let target = 0.5 + people.success * (success - RESULT_FAIR)
            - people.conflict * conflict
            - people.fairness * hurt(today, firm, person)
            + people.orientation * (firm.orientation - 0.5)
            - today.scenario.transition.uncertainty * firm.people.uncertainty[person];
        let satisfaction = &mut firm.people.satisfaction[person];
        *satisfaction += SATISFACTION_MONTH * (target.clamp(0.0, 1.0) - *satisfaction);

        let hazard = people.leaving * exp(-people.leaving_slope * (*satisfaction - 0.5)) * share_of_year;
        let resists = today.scenario.transition.leaving * firm.people.resistance[person] * share_of_year;
        let u = today.draws.uniform(Purpose::Leave, name(person, &firm.rates), month);
        if u < 1.0 - exp(-(hazard + resists)) {
            firm.tally.changes.leavers += u64::from(u >= 1.0 - exp(-hazard));
            leave(today, firm, person, watch);
        }
    }
    firm.ties.part();
    accounts::part(today, firm, watch);
}

/// How the month's accusations hurt: less where a boss of the own function shields from them.
fn hurt(today: &Today, firm: &Firm, person: Person) -> f64 {
    let shield = match today.choices(firm.rates.team(person)).reporting {
        Reporting::Joint => 0.0,
        Reporting::Separate => today.scenario.blame.shield,
    };
    (1.0 - exp(-firm.people.accused[person])) * (1.0 - shield)
}

/// A result against its target, at most 1.3 so that one lucky month does not make a happy life.
fn result(pace: f64, target: f64) -> f64 {
    if target > 0.0 { (pace / target).min(RESULT_MOST) } else { 1.0 }
}

/// A person leaves; the post is vacant, and will be filled by somebody new.
fn leave<O: Observer>(today: &Today, firm: &mut Firm, person: Person, watch: &mut O) {
    firm.note(
        today,
        watch,
        What::Left { satisfaction: firm.people.satisfaction[person] },
        None,
        Some(person),
        None,
    );
    firm.tally.people[person].leavers += 1;
    firm.people.generation[person] += 1;
    firm.people.arrive(person, today.scenario, &firm.rates, &today.draws);
    firm.people.vacant_until[person] = today.day + 1 + today.scenario.people.vacancy;
    firm.people.gone[person] = true;
    firm.ties.replace(person);
    firm.people.lobbying[person] = 0;
    firm.people.coached[person] = 0;
    firm.people.due[person].0 = 0;
    newcomer(today, firm, person);
    let salary = firm.people.salary(person);
    firm.book.pay(Cause::Hiring, today.scenario.money.hiring_cost * salary);
}

/// What the post's work has taught stays with the one who left: the new one starts with the views and beliefs of a start, and is
/// given the benefit of the doubt as to results.
fn newcomer(today: &Today, firm: &mut Firm, person: Person) {
    let scenario = today.scenario;
    if let Some(id) = firm.rates.seller(person) {
        let seller = &mut firm.sellers[id];
        seller.own_rate = scenario.market.good_fit;
        seller.search = NOT_KNOWN;
        seller.marketing_rate = scenario.market.good_fit * scenario.behaviour.initial_belief;
        seller.buffer = (0.0, 0.0);
        seller.prospecting = 0.0;
        seller.pace = seller.target;
        firm.minds.forget(id);
        firm.library.take_along(&firm.rates, id);
    } else if let Some(id) = firm.rates.marketer(person) {
        let marketer = &mut firm.marketers[id];
        marketer.belief = (0.0, 1.0);
        marketer.pace = marketer.target;
        editorial::guess(today, firm, id);
    }
}
