//! Helping across the border: who serves which request, when, and what it does to both.
//!
//! A person serves the own queue in order, each request with chance
//!
//! ```text
//! logistic(attention.sharpness × pull)
//! pull = duty × own sense of it + reciprocity × owed + familiarity × strength of the tie + pay
//!        + trust − 1/2 − pressure − reluctance − withdrawal
//! pressure = shortfall against target × (1 − joint reward) × (1 − weight of the long run)
//! ```
//!
//! where duty counts when a rule, a boss or a named role asks, and pay is what the helper's plan gives for it (see `pay.rs`). Chance is drawn once a request: who is unwilling stays so unless the motives change, and the asker waits in vain.
//! Once agreed to, a request is worked on until it is done. Help nobody waits for any more is duplicated work,
//! unless the system shows that it is not needed; who is unwilling to give it forgets it, and so does a queue of more than [`INBOX`].

use crate::model::books::hours::Task;
use crate::model::border::feelings;
use crate::model::border::intelligence;
use crate::model::border::misunderstanding::misunderstanding;
use crate::model::border::requests::{Need, Request};
use crate::model::border::routes::{direct, resume, settled, supplied, takes_back};
use crate::model::border::self_help::{outlived, without};
use crate::model::constants::{CHANNEL, HELPER_GLAD, INBOX};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Marketer, Person, RequestId};
use crate::model::material::materials;
use crate::model::math::ln;
use crate::model::people::attribution::request_failed;
use crate::model::people::norms;
use crate::model::people::person::pair_name;
use crate::model::random::Purpose;
use crate::model::state::Doubled;
use crate::model::trace::{Observer, What};

/// A person serves the own queue as far as willing and as far as the day goes.
pub fn serve<O: Observer>(today: &Today, firm: &mut Firm, helper: Person, watch: &mut O) {
    let mut queued = firm.requests.take(&mut firm.queues[helper]);
    let (mut kept, mut mood) = (0u32, None);
    while let Some(id) = queued.get() {
        queued = firm.requests[id].next;
        if firm.requests[id].hops > 0 || !attend(today, firm, helper, id, &mut mood, watch) {
            if f64::from(kept) >= INBOX && firm.requests[id].given_up {
                firm.requests.end(id);
                continue;
            }
            kept += 1;
            firm.requests.push(&mut firm.queues[helper], id);
        }
    }
}

/// Looks at one request; true when it is over. The mood is kept from one request to the next, as long as nothing happens.
fn attend<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    helper: Person,
    id: RequestId,
    mood: &mut Option<Mood>,
    watch: &mut O,
) -> bool {
    let &Request { from, created, given_up, agreed, duty, .. } = &firm.requests[id];
    if given_up {
        let system = today.choices(firm.rates.team(helper)).system;
        let seen = || {
            let entity = pair_name(helper, from, &firm.rates);
            today.draws.uniform(Purpose::Overlap, entity, created.number()) < system
        };
        if system > 0.0 && seen() {
            firm.requests.end(id);
            return true;
        }
    } else if outlived(today, &firm.requests[id]) {
        *mood = None;
        without(today, firm, id);
        request_failed(today, firm, (helper, from), duty, None, watch);
        firm.requests.end(id);
        return true;
    }
    if firm.hours.left(helper) == 0 {
        return false;
    }
    if !(agreed || willing(today, firm, helper, id, mood)) {
        if given_up {
            firm.requests.end(id);
        }
        return given_up;
    }
    *mood = None;
    firm.requests[id].agreed = true;
    let request = firm.requests[id].clone();
    let task = match request.need {
        Need::Pod => Task::JointSync,
        Need::Material => materials::task(today, firm, &request),
        Need::Step | Need::Issue | Need::Campaign => Task::Help,
    };
    let spent = if given_up {
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
    if given_up {
        firm.requests.end(id);
    } else if !takes_back(today, firm, id) {
        delivered(today, firm, id, None, watch);
    }
    true
}

/// Whether a helper agrees to serve a request.
fn willing(today: &Today, firm: &mut Firm, helper: Person, id: RequestId, mood: &mut Option<Mood>) -> bool {
    let behaviour = &today.scenario.behaviour;
    let &Request { from, duty, about, mut bar, .. } = &firm.requests[id];
    let own = about.maker.get().map(Person::from) == Some(helper);
    if bar.is_nan() {
        bar = draw_bar(today, firm, helper, id);
        firm.requests[id].bar = bar;
    }
    let mood = mood.get_or_insert_with(|| Mood::of(today, firm, helper));
    let tie = firm.ties.tie(helper, from);
    let paid = mood.help + if own { mood.help_own } else { 0.0 };
    let pull = if duty { mood.duty } else { 0.0 }
        + behaviour.reciprocity * tie.map_or(0.0, |tie| tie.owed)
        + behaviour.familiarity * tie.map_or(0.0, |tie| tie.strength)
        + paid
        + tie.map_or(mood.view, |tie| tie.trust) * mood.calm
        - 0.5
        - mood.pressure
        - behaviour.reluctance
        - mood.held_back;
    pull > bar
}

/// What moves a helper whoever asks.
struct Mood {
    /// Pull of duty, where it is one.
    duty: f64,
    /// Pull of pay, and what is added for an own lead.
    help: f64,
    help_own: f64,
    /// Trust in whoever is not known, and what resentment leaves of any trust.
    view: f64,
    calm: f64,
    pressure: f64,
    held_back: f64,
}

impl Mood {
    fn of(today: &Today, firm: &Firm, helper: Person) -> Self {
        let choices = today.choices(firm.rates.team(helper));
        let motives = &firm.people.motives[helper];
        Self {
            duty: today.scenario.behaviour.duty * firm.people.duty[helper],
            help: motives.help,
            help_own: motives.help_own,
            view: firm.people.view[helper],
            calm: 1.0 - firm.people.resentment(helper, today.day),
            pressure: firm.shortfall(helper)
                * (1.0 - choices.joint_reward)
                * (1.0 - firm.people.horizon[helper]),
            held_back: norms::held_back(today, &firm.people, helper),
        }
    }
}

/// The pull above which a helper agrees to serve a request: with u drawn once, where u < logistic(sharpness x pull).
fn draw_bar(today: &Today, firm: &Firm, helper: Person, id: RequestId) -> f64 {
    let request = &firm.requests[id];
    let occurrence = (request.created.number() << 12) | (request.about.key as u32 & 0xfff);
    let u = today.draws.uniform(Purpose::Help, pair_name(helper, request.from, &firm.rates), occurrence);
    ln(u / (1.0 - u)) / today.scenario.attention.sharpness
}

/// Help has come to whoever asked, directly or by somebody of a unit: the request is over.
pub fn delivered<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    id: RequestId,
    between: Option<Person>,
    watch: &mut O,
) {
    let request = firm.requests[id].clone();
    if let Some(helper) = request.to.get() {
        helped(today, firm, helper, &request, between, watch);
    }
    firm.requests.end(id);
}

/// Help has been given: the asker can go on, and something may have been misunderstood; unless somebody stands between them,
/// both know and trust each other better.
fn helped<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    helper: Person,
    request: &Request,
    between: Option<Person>,
    watch: &mut O,
) {
    let from = request.from;
    let waited = today.day - request.created;
    firm.tally.border(f64::from(waited), true);
    match request.need {
        Need::Step | Need::Pod | Need::Material => {
            let (Some(seller), Some(lead)) = (firm.rates.seller(from), request.about.lead.get()) else {
                return;
            };
            resume(today, firm, seller, lead, waited);
            firm.leads[lead].shared = true;
            let about = Some(lead);
            firm.note(
                today,
                watch,
                What::Helped { days: f64::from(waited), pod: request.need == Need::Pod },
                about,
                Some(helper),
                Some(from),
            );
            if request.need != Need::Material {
                misunderstanding(today, firm, (helper, from), between, lead, watch);
            }
        }
        Need::Issue => settled(firm, from),
        Need::Campaign => supplied(firm, from),
    }
    if between.is_some() {
        return;
    }
    firm.work_together(today, helper, from, 1.0);
    feelings::helped(today, firm, from, helper, waited);
    firm.experience(today, helper, from, HELPER_GLAD);
    firm.ties.owe(from, helper, 1.0);
    firm.ties.owe(helper, from, -1.0);
    let (seller, marketer) = if firm.rates.sells(from) { (from, helper) } else { (helper, from) };
    if let (Some(seller), Some(marketer)) = (firm.rates.seller(seller), firm.rates.marketer(marketer)) {
        intelligence::cross(today, firm, seller, marketer, CHANNEL);
    }
}

/// A marketer who serves no requests hands them to a colleague of the segment who does.
pub fn hand_down(firm: &mut Firm, marketer: Marketer) {
    let team = firm.rates.team(marketer);
    let serves = |&other: &Marketer| !firm.marketers[other].upstream;
    let Some(colleague) = firm.rates.team_marketers(team).find(serves) else { return };
    let mut queued = firm.requests.take(&mut firm.queues[marketer]);
    while let Some(id) = queued.get() {
        queued = firm.requests[id].next;
        if firm.requests[id].hops > 0 {
            firm.requests.push(&mut firm.queues[marketer], id);
        } else {
            direct(firm, id, colleague.into(), true);
        }
    }
}
