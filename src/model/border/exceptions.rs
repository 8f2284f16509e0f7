//! Joint steps and exceptions: when a piece of work needs the other function, and whom the need reaches.
//!
//! A piece of work needs the other function with this chance, or so often:
//!
//! ```text
//! step after the first  (exceptions.joint_base + exceptions.joint_slope × x) × (1 + exceptions.novice_need × (1 − craft))
//! campaign and week     (exceptions.joint_base + exceptions.joint_slope × x) × exceptions.campaign_needs
//! account and year      accounts.issues × x                                      x = offer.complexity
//! ```
//!
//! Rules cover the share R (1 - uncovered_slope x) of these: a rule
//! says whom to ask, and duty asks that person to help. What rules do not cover is an exception, which finds its way by one of several routes
//! (`routes.rs`). How help is given stands in `helping.rs`, and what happens when it does not come in `self_help.rs`. In a pod, every
//! step after the first is synchronised with the counterpart, help included.
//!
//! Leads need marketers, campaigns need salespeople, accounts need marketers: one mechanism serves all three alike.
//! Sources: Galbraith's modes of coordination; the exception handling of the Virtual Design Team (Jin & Levitt 1996).

use crate::model::books::hours::{Task, seconds};
use crate::model::border::requests::{Need, Request, Route};
use crate::model::border::routes::{about, ask, assign, blank, direct, responsible, wait};
use crate::model::border::self_help::{alone, without};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{LeadId, Seller};
use crate::model::people::person::name;
use crate::model::random::Purpose;
use crate::model::trace::Observer;

/// A step of a sale begins; true when it must wait for the other function.
pub fn begin_step<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    place: usize,
    id: LeadId,
    watch: &mut O,
) -> bool {
    let (exceptions, costs) = (&today.scenario.exceptions, &today.scenario.coordination);
    let x = today.scenario.offer.complexity;
    let (key, step) = (firm.leads[id].key, u32::from(firm.leads[id].step));
    let mut words = today.draws.stream(Purpose::Step, key, step);
    let needs = words.uniform();
    let green = 1.0 - firm.people.craft[seller];
    let chance =
        (exceptions.joint_base + exceptions.joint_slope * x) * (1.0 + exceptions.novice_need * green);
    let joint = needs < chance;
    let help = if joint { exceptions.help_share * firm.rates.deal_hours } else { 0.0 };
    let pod = firm.leads[id].pod.then(|| firm.rates.counterpart(seller)).flatten();
    if !joint && pod.is_none() {
        return false;
    }
    if firm.rates.marketers == 0 {
        alone(today, firm, id, seconds(help), 0);
        return false;
    }
    let request = if let Some(marketer) = pod {
        let sync = costs.pod_sync + costs.pod_share * firm.rates.step_hours;
        firm.hours.charge(
            seller,
            Task::JointSync,
            seconds(sync * firm.people.clumsiness(seller, today.scenario)),
        );
        let theirs = (sync + help) * firm.people.clumsiness(marketer, today.scenario);
        let about = about(firm, id.into());
        let request = blank(seller.into(), about, today.day, seconds(theirs), Need::Pod, Route::Counterpart);
        assign(firm, Request { duty: true, ..request }, marketer.into())
    } else {
        let chances = [needs, words.uniform(), words.uniform(), words.uniform()];
        ask(
            today,
            firm,
            seller.into(),
            Need::Step,
            id.into(),
            seconds(help * firm.people.clumsiness(seller, today.scenario)),
            chances,
        )
    };
    wait(today, firm, (seller, place), id, request, watch);
    true
}

/// Those who look for somebody to ask go on looking.
pub fn look_around(today: &Today, firm: &mut Firm) {
    let exceptions = &today.scenario.exceptions;
    let mut place = 0;
    while place < firm.asking.len() {
        let id = firm.asking[place];
        let request = firm.requests[id].clone();
        let from = request.from;
        let asks_for_itself = request.about.lead.is_none();
        let tired = asks_for_itself && today.day - request.created >= exceptions.self_help_days;
        if tired {
            without(today, firm, id);
        }
        if request.given_up || tired {
            firm.asking.swap_remove(place);
            firm.requests.end(id);
            continue;
        }
        if request.route == Route::Asking && firm.hours.left(from) > 0 {
            firm.hours.charge(from, Task::Asking, seconds(exceptions.asking_hours));
            let others = if firm.rates.sells(from) { firm.rates.marketers } else { firm.rates.sellers };
            let chance = today.scenario.attention.awareness / others.max(1) as f64;
            let occurrence = today.day.number() * 32 + (today.day - request.created).min(31);
            let mut words = today.draws.stream(Purpose::Ask, name(from, &firm.rates), occurrence);
            if words.uniform() < chance {
                firm.asking.swap_remove(place);
                let person = responsible(firm, from, request.about.maker, words.uniform());
                direct(firm, id, person, false);
                continue;
            }
        }
        place += 1;
    }
}
