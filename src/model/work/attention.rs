//! Attention: what a salesperson spends the day on.
//!
//! The day goes, task by task, to what promises most an hour: the lead of the highest priority (`perception.rs`), or own prospecting, which
//! competes with the leads in view by its own value an hour:
//!
//! ```text
//! hours for one more prospect = (half + t)² / (half × λ)
//! value an hour = q_own × W / (these hours + (1 + n)/2 × H/n)
//! priority      = attention.sharpness × ln(value an hour), without taste
//! ```
//!
//! And so do accounts, by what a satisfied customer is worth:
//!
//! ```text
//! ratio = A × 2 × accounts.care × (accounts.churn × accounts.churn_slope + accounts.expansion)
//!         / (accounts.churn + money.discount) / (12 × accounts.care_hours × s) × weight / (W × D / H)
//!         A the yearly revenue of an account from a typical deal
//! weight = l + (1 − l) × operating.joint_reward,   l the person's weight of the long run
//! care = ratio^sharpness / (1 + ratio^sharpness),   sharpness = attention.sharpness
//! ```

use crate::model::books::hours::{Task, seconds};
use crate::model::border::exceptions;
use crate::model::border::helping;
use crate::model::border::intelligence;
use crate::model::border::self_help;
use crate::model::border::shared;
use crate::model::constants::{BOUT, EFFORT_WEIGHT, NETWORK, UNBEGUN};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, LeadId, Person, Seller, ShortDay};
use crate::model::material::materials;
use crate::model::math::{ln, logistic};
use crate::model::random::Purpose;
use crate::model::state::{Doubled, MOST_PROSPECTING};
use crate::model::trace::{Observer, What};
use crate::model::work::accounts;
use crate::model::work::closing;
use crate::model::work::leads::{Loss, Stage};
use crate::model::work::lists::Entry;
use crate::model::work::losses::{late, let_go, lose};
use crate::scenario::calendar::MONTHS_A_YEAR;

/// Priority of own prospecting after some half-hours of it today: worked out once, until what it follows from changes.
fn prospecting_priority(today: &Today, firm: &mut Firm, seller: Seller, half_hours: usize) -> f32 {
    let known = firm.sellers[seller].search[half_hours];
    if !known.is_nan() {
        return known;
    }
    let priority = search_priority(today, firm, seller, BOUT * half_hours as f64);
    firm.sellers[seller].search[half_hours] = priority;
    priority
}

/// What [`prospecting_priority`] keeps.
fn search_priority(today: &Today, firm: &Firm, seller: Seller, done: f64) -> f32 {
    let network = NETWORK + firm.people.craft[seller];
    let half = today.scenario.market.prospecting_half_effort / network;
    let search = (half + done) * (half + done) / (half * firm.rates.prospects.max(1e-9));
    let steps = f64::from(firm.rates.steps);
    let work = UNBEGUN * (1.0 + steps) * firm.rates.step_hours;
    let worth = firm.sellers[seller].own_rate * firm.rates.win / (search + work);
    (today.scenario.attention.sharpness * ln(worth.max(1e-12))) as f32
}

/// Every salesperson looks through the list, drops what has expired, and spends the hours left.
pub fn run<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    for seller in firm.rates.sellers_in_turn(today.day) {
        review(today, firm, seller, watch);
        if firm.hours.left(seller) > 0 {
            spend(today, firm, seller, watch);
        } else {
            helping::serve(today, firm, seller.into(), watch);
            firm.sellers[seller].prospecting *= 1.0 - EFFORT_WEIGHT;
        }
    }
}

/// Expired leads leave the list; whoever has waited for help too long goes on without.
fn review<O: Observer>(today: &Today, firm: &mut Firm, seller: Seller, watch: &mut O) {
    if !firm.lists.is_due(seller, today.day) {
        return;
    }
    let (mut place, now) = (0, ShortDay::from(today.day));
    while let Some(&entry) = firm.lists.of(seller).get(place) {
        if entry.expiry >= now {
            place += 1;
        } else if entry.ready == ShortDay::NEVER {
            self_help::lose_patience(today, firm, seller, entry.lead(), watch);
            place += 1;
        } else {
            if !entry.started() && shared::kept_warm(today, firm, seller, place) {
                continue;
            }
            firm.lists.remove(seller, place);
            if entry.started() {
                if firm.leads[entry.lead()].stage == Stage::Working {
                    lose(today, firm, entry.lead(), Loss::Neglected, watch);
                }
                firm.leads.release(entry.lead());
            } else {
                let_go(today, firm, seller, entry.lead(), true, watch);
            }
        }
    }
    firm.lists.looked(seller);
}

/// The hours left go, task by task, to what promises most an hour.
fn spend<O: Observer>(today: &Today, firm: &mut Firm, seller: Seller, watch: &mut O) {
    firm.pay_due(seller);
    intelligence::log(today, firm, seller);
    accounts::care(firm, seller);
    helping::serve(today, firm, seller.into(), watch);

    let slack = (f64::from(firm.hours.left(seller)) * firm.people.withheld[seller]) as u32;
    firm.hours.charge(seller, Task::Slack, slack);

    let (mut half_hours, mut prospected) = (0, 0.0);
    while firm.hours.left(seller) > 0 {
        // Nothing changes the list between one half-hour of prospecting and the next.
        let best = firm.lists.best(seller, today.day);
        let searches = |firm: &mut Firm, half_hours: usize| {
            half_hours < MOST_PROSPECTING
                && firm.rates.prospects > 0.0
                && best.is_none_or(|(_, entry)| {
                    entry.priority < prospecting_priority(today, firm, seller, half_hours)
                })
        };
        while firm.hours.left(seller) > 0 && searches(firm, half_hours) {
            let taken = firm.hours.charge(seller, Task::Prospecting, seconds(BOUT));
            half_hours += 1;
            prospected += f64::from(taken) / 3600.0;
        }
        match best {
            Some((place, entry)) if firm.hours.left(seller) > 0 => {
                work(today, firm, seller, place, entry, watch);
            }
            _ => break,
        }
    }
    let smoothed = &mut firm.sellers[seller].prospecting;
    *smoothed += EFFORT_WEIGHT * (prospected - *smoothed);
    intelligence::observe(today, firm, seller);
}

/// Works on one lead of the list until it must wait or the day is over.
fn work<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    place: usize,
    entry: Entry,
    watch: &mut O,
) {
    let id = entry.lead();
    if !entry.started() {
        if !begin(today, firm, seller, place, id, watch) {
            return;
        }
    } else if firm.leads[id].stage != Stage::Working {
        firm.lists.remove(seller, place);
        firm.leads.release(id);
        return;
    }
    if firm.leads[id].step > 0 && !firm.leads[id].served {
        if exceptions::begin_step(today, firm, seller, place, id, watch) {
            return;
        }
        firm.leads[id].served = true;
    }
    if materials::supply(today, firm, seller, place, id, watch) || materials::labour(firm, seller, id) {
        return;
    }
    let again = firm.hours.charge(seller, Task::Rework, firm.leads[id].rework);
    firm.leads[id].rework -= again;
    let done = firm.hours.charge(seller, Task::Selling, firm.leads[id].remaining);
    firm.leads[id].remaining -= done;
    if firm.leads[id].remaining == 0 && firm.leads[id].rework == 0 {
        closing::finish_step(today, firm, seller, place, id, watch);
    }
}

/// The first work on a lead: it becomes this salesperson's, unless a colleague has it already, who may go unseen.
fn begin<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    place: usize,
    id: LeadId,
    watch: &mut O,
) -> bool {
    let choices = today.choices(firm.rates.team(seller));
    if firm.leads[id].stage != Stage::Offered {
        firm.lists.remove(seller, place);
        let key = firm.leads[id].key;
        let visible = choices.system.max(firm.rates.awareness);
        if today.draws.uniform(Purpose::Visible, key, seller.number()) >= visible {
            let wasted = firm.duplicate(seller, Doubled::Lead, seconds(firm.rates.step_hours));
            firm.leads[id].hands = firm.leads[id].hands.saturating_add(1);
            let owner = firm.leads[id].owner.get().map(Person::from);
            let hours = f64::from(wasted) / 3600.0;
            firm.note(today, watch, What::Duplicated { hours }, Some(id), Some(seller.into()), owner);
        }
        firm.leads.release(id);
        return false;
    }
    let day_hours = today.scenario.firm.day_hours;
    let lead = &mut firm.leads[id];
    let waited = (f64::from(today.day) - f64::from(lead.born)) * day_hours + firm.hours.used(seller);
    lead.response = waited.max(0.1) as f32;
    lead.owner = seller.into();
    lead.hands = lead.hands.saturating_add(1);
    let response = f64::from(lead.response);
    firm.leads.advance(id, Stage::Working, today.day);
    let step = closing::step_seconds(firm, seller);
    firm.leads[id].remaining = step;
    let lead = &firm.leads[id];
    if let Some(marketer) = lead.marketer.get() {
        firm.tally.followed_up += 1;
        firm.tally.people[seller].leads_followed_up += 1;
        firm.tally.people[marketer].leads_followed_up += 1;
    }
    firm.tally.response(response);
    firm.note(today, watch, What::Worked { response }, Some(id), Some(seller.into()), None);
    late(today, firm, seller, id, watch);
    firm.lists.change(seller, place, |entry| entry.begin());
    true
}

/// Decides how much account care is worth: the repeat value that full care keeps and grows an hour, against the value of an
/// hour of selling, a logit. The long run counts by the person's time orientation, and by joint reward.
pub fn care_choice(today: &Today, firm: &mut Firm, seller: Seller) {
    let scenario = today.scenario;
    let choices = today.choices(firm.rates.team(seller));
    let (_, annual) = firm.rates.account;
    let yearly_hours = (firm.rates.care.0 * MONTHS_A_YEAR).max(0.01);
    let churn = scenario.accounts.churn;
    let lifetime = 1.0 / (churn + scenario.money.discount).max(0.01);
    let (slope, growth) = (scenario.accounts.churn_slope, scenario.accounts.expansion);
    let kept = 2.0 * scenario.accounts.care * (churn * slope + growth) * lifetime;
    let care = annual * firm.rates.deal_value * kept / yearly_hours;
    let selling = firm.rates.win * firm.rates.deal_value / firm.rates.deal_hours.max(0.01);
    let long_run = firm.people.horizon[seller];
    let weight = long_run + (1.0 - long_run) * choices.joint_reward;
    let ratio = (care * weight / selling.max(1e-9)).max(1e-9);
    firm.sellers[seller].care = logistic(scenario.attention.sharpness * ln(ratio));
}
