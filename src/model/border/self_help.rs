//! Self-help: whoever has waited too long for the other function goes on without it.
//!
//! After `exceptions.self_help_days` a need that nobody has agreed to meet ends in self-help: the hours of the help that is missing x
//! `self_help_cost`, and of a step only `self_help_quality` of its quality. The request may still be served (duplicated work), the asker has
//! waited in vain (`feelings.rs`), and the one who was asked has failed (`attribution.rs`).

use crate::model::books::hours::{Task, seconds};
use crate::model::border::feelings;
use crate::model::border::requests::{Need, Request};
use crate::model::border::routes::{resume, settled, supplied};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{LeadId, RequestId, Seller, ShortDay};
use crate::model::material::materials;
use crate::model::people::attribution::request_failed;
use crate::model::trace::{Observer, What};

/// A salesperson whose lead has waited too long goes on without help, unless somebody has agreed to give it; what has been done and lies before a
/// unit helps nobody.
pub fn lose_patience<O: Observer>(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId, watch: &mut O) {
    let request = &mut firm.requests[firm.leads[id].link.request()];
    let waited = today.day - request.created;
    if request.agreed && !request.returns {
        // Whoever waits for what has been promised is woken by it, but what goes its way through a unit may get stuck there.
        if !request.relayed
            && let Some(place) = firm.lists.find(seller, id)
        {
            firm.lists.change(seller, place, |entry| entry.expiry = ShortDay::NEVER);
        }
        return;
    }
    request.given_up = true;
    let sync = if request.need == Need::Pod {
        seconds(
            today.scenario.coordination.pod_sync
                + today.scenario.coordination.pod_share * firm.rates.step_hours,
        )
    } else {
        0
    };
    let help = request.remaining.saturating_sub(sync);
    let asked = request.to.get();
    let material = request.need == Need::Material;
    let named = request.duty;
    resume(today, firm, seller, id, waited);
    alone(today, firm, id, if material { 0 } else { help }, waited);
    if material {
        materials::unanswered(today, firm, seller, id);
    }
    firm.note(today, watch, What::SelfHelp { days: f64::from(waited) }, Some(id), Some(seller.into()), asked);
    feelings::in_vain(today, firm, seller.into(), asked, waited);
    if let Some(helper) = asked {
        request_failed(today, firm, (helper, seller.into()), named, Some(id), watch);
    }
}

/// Whether a request about no lead has waited so long that the asker does without.
pub fn outlived(today: &Today, request: &Request) -> bool {
    let waited = today.day - request.created;
    request.about.lead.is_none() && !request.agreed && waited >= today.scenario.exceptions.self_help_days
}

/// An issue or a campaign goes on without the other function; whoever asked takes the work on.
pub fn without(today: &Today, firm: &mut Firm, id: RequestId) {
    let request = firm.requests[id].clone();
    let from = request.from;
    let hours = (f64::from(request.remaining) * today.scenario.exceptions.self_help_cost) as u32;
    let task = if request.need == Need::Campaign { Task::Help } else { Task::Accounts };
    firm.owe(from, task, hours);
    match request.need {
        Need::Campaign => supplied(firm, from),
        _ => settled(firm, from),
    }
    let waited = today.day - request.created;
    feelings::in_vain(today, firm, from, request.to.get(), waited);
    firm.tally.border(f64::from(waited), false);
}

/// A need ends in self-help at once: the hours it takes, and the quality that it lacks.
pub fn alone(today: &Today, firm: &mut Firm, id: LeadId, help: u32, waited: u32) {
    if help > 0 {
        let exceptions = &today.scenario.exceptions;
        let lead = &mut firm.leads[id];
        lead.remaining += (f64::from(help) * exceptions.self_help_cost) as u32;
        lead.quality -= 1.0 - exceptions.self_help_quality as f32;
    }
    if help > 0 || waited > 0 {
        firm.tally.border(f64::from(waited), false);
    }
}
