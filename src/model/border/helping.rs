//! Helping across the border: who serves which request, when, and what it does to both.
//!
//! A person serves the own queue in order, each request with chance
//! logistic(sharpness (duty + reciprocity owed + familiarity strength + joint reward + trust - 1/2 - pressure - reluctance - withdrawal)),
//! where duty counts when a rule, a boss or a named role asks, and pressure is the own shortfall, less by joint reward and by
//! the long run. Chance is drawn once a request: who is unwilling stays so unless the motives change, and the asker waits in vain.
//! Once agreed to, a request is worked on until it is done. Help nobody waits for any more is duplicated work,
//! unless the system shows that it is not needed.

use crate::model::books::hours::Task;
use crate::model::border::exceptions::{direct, outlived, resume, without};
use crate::model::border::feelings;
use crate::model::border::intelligence;
use crate::model::border::misunderstanding::misunderstanding;
use crate::model::border::requests::{Need, Request};
use crate::model::firm::{Doubled, Firm, Today};
use crate::model::material::materials;
use crate::model::math::logistic;
use crate::model::people::attribution::request_failed;
use crate::model::people::norms;
use crate::model::people::person::pair_name;
use crate::model::random::Purpose;
use crate::model::rates::Rates;
use crate::model::trace::Observer;
use crate::model::work::leads::NONE;

/// A person serves the own queue as far as willing and as far as the day goes.
pub fn serve<O: Observer>(today: &Today, firm: &mut Firm, helper: usize, watch: &mut O) {
    let mut id = firm.requests.take(&mut firm.queues[helper]);
    while id != NONE {
        let next = firm.requests[id].next;
        if firm.requests[id].hops > 0 || !attend(today, firm, helper, id, watch) {
            firm.requests.push(&mut firm.queues[helper], id);
        }
        id = next;
    }
}

/// Looks at one request; true when it is over.
fn attend<O: Observer>(today: &Today, firm: &mut Firm, helper: usize, id: u32, watch: &mut O) -> bool {
    let request = firm.requests[id].clone();
    let from = request.from as usize;
    let choices = today.choices(firm.rates.team(helper));
    if request.given_up {
        let entity = pair_name(helper, from, &firm.rates);
        let seen = today.draws.uniform(Purpose::Overlap, entity, request.created) < choices.system;
        if seen {
            firm.requests.end(id);
            return true;
        }
    } else if outlived(today, firm, id) {
        without(today, firm, id);
        request_failed(today, firm, (helper, from), request.duty, None, watch);
        firm.requests.end(id);
        return true;
    }
    if firm.hours.left[helper] == 0 {
        return false;
    }
    if !request.agreed && !willing(today, firm, helper, id) {
        return false;
    }
    firm.requests[id].agreed = true;
    let task = match request.need {
        Need::Pod => Task::JointSync,
        Need::Material => materials::task(today, firm, &request),
        Need::Step | Need::Issue | Need::Campaign => Task::Help,
    };
    let spent = if request.given_up {
        firm.duplicate(helper, Doubled::Help, request.remaining)
    } else if task == Task::Duplicated {
        firm.duplicate(helper, Doubled::MarketingMaterial, request.remaining)
    } else {
        firm.hours.charge(helper, task, request.remaining)
    };
    firm.requests[id].remaining -= spent;
    if firm.requests[id].remaining > 0 {
        return false;
    }
    if request.need == Need::Material {
        materials::answered(today, firm, helper, &request);
    }
    if !request.given_up {
        helped(today, firm, helper, &request, watch);
    }
    firm.requests.end(id);
    true
}

/// Whether a helper agrees to serve a request.
fn willing(today: &Today, firm: &Firm, helper: usize, id: u32) -> bool {
    let behaviour = &today.scenario.behaviour;
    let request = &firm.requests[id];
    let from = request.from as usize;
    let choices = today.choices(firm.rates.team(helper));
    let (pace, target) = if firm.rates.sells(helper) {
        (firm.sellers[helper].pace, firm.sellers[helper].target)
    } else {
        let marketer = &firm.marketers[helper - firm.rates.sellers];
        (marketer.pace, marketer.target)
    };
    let pressure =
        Rates::shortfall(pace, target) * (1.0 - choices.joint_reward) * (1.0 - firm.people.horizon[helper]);
    let tie = firm.ties.tie(helper, from);
    let pull = if request.duty { behaviour.duty } else { 0.0 }
        + behaviour.reciprocity * tie.map_or(0.0, |tie| tie.owed)
        + behaviour.familiarity * tie.map_or(0.0, |tie| tie.strength)
        + choices.joint_reward
        + firm.trust_by(today, helper, tie.map(|tie| tie.trust))
        - 0.5
        - pressure
        - behaviour.reluctance
        - norms::held_back(today, firm, helper);
    let about = if request.lead == NONE { 0 } else { firm.leads[request.lead].key as u32 };
    let occurrence = (request.created << 12) | (about & 0xfff);
    let u = today.draws.uniform(Purpose::Help, pair_name(helper, from, &firm.rates), occurrence);
    u < logistic(today.scenario.attention.sharpness * pull)
}

/// Help has been given: the asker can go on, both know and trust each other better, and something may have been
/// misunderstood.
fn helped<O: Observer>(today: &Today, firm: &mut Firm, helper: usize, request: &Request, watch: &mut O) {
    let from = request.from as usize;
    let waited = today.day - request.created;
    firm.tally.border(f64::from(waited), true);
    match request.need {
        Need::Step | Need::Pod | Need::Material => {
            resume(today, firm, from, request.lead, waited);
            firm.leads[request.lead].shared = true;
            let about = Some(request.lead);
            firm.note(
                today,
                watch,
                "helped",
                about,
                Some(helper),
                Some(from),
                f64::from(waited),
                if request.need == Need::Pod { "the pod" } else { "help" },
            );
            if request.need != Need::Material {
                misunderstanding(today, firm, helper, request, watch);
            }
        }
        Need::Issue => firm.sellers[from].open_issues = firm.sellers[from].open_issues.saturating_sub(1),
        Need::Campaign => firm.marketers[from - firm.rates.sellers].lacking = false,
    }
    firm.work_together(today, helper, from, 1.0);
    feelings::helped(today, firm, from, helper, waited);
    firm.experience(today, helper, from, 0.5);
    firm.ties.owe(from, helper, 1.0);
    firm.ties.owe(helper, from, -1.0);
    let (seller, marketer) = if firm.rates.sells(from) { (from, helper) } else { (helper, from) };
    if firm.rates.sells(seller) && firm.rates.markets(marketer) {
        intelligence::cross(today, firm, seller, marketer, 0.5);
    }
}

/// A marketer who serves no requests hands them to a colleague of the segment who does.
pub fn hand_down(firm: &mut Firm, marketer: usize) {
    let team = firm.rates.team(marketer);
    let serves = |&other: &usize| !firm.marketers[other - firm.rates.sellers].upstream;
    let Some(colleague) = firm.rates.team_marketers(team).find(serves) else { return };
    let mut id = firm.requests.take(&mut firm.queues[marketer]);
    while id != NONE {
        let next = firm.requests[id].next;
        if firm.requests[id].hops > 0 {
            firm.requests.push(&mut firm.queues[marketer], id);
        } else {
            direct(firm, id, colleague, true);
        }
        id = next;
    }
}
