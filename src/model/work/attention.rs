//! Attention: how a salesperson sees a lead, and what each spends the day on.
//!
//! A lead's fit is read with noise (a novice's more than a veteran's), combined with what marketing told, weighted by
//! trust, into a chance to be sales-worthy:
//!
//! ```text
//! precision  P = 1 + 1/r² + t/n²
//! mean       μ = (own look / r² + told × t/n²) / P
//! chance to be sales-worthy  g = Φ((μ − z*) × sqrt(P)),   z* the fit above which a prospect is good
//! ```
//!
//! Priority follows the perceived value an hour v, so that the choice is a logit:
//!
//! ```text
//! v = belief × chance × value / hours left        chance = g × W before the first step, W after qualification
//! priority = attention.sharpness × ln(v) + taste   taste ~ Gumbel, of this salesperson for this lead
//! ```
//!
//! Belief is 1 for own prospects; for marketing's leads it is the learned ratio of qualifying rates times trust in the
//! marketer, less by how far the salesperson has withdrawn (the "black hole": what is not believed is not worked, and what
//! is not worked is not learned about):
//!
//! ```text
//! belief = clamp(q_marketing / q_own, 0.05, 2) × (1/2 + trust in the marketer)
//!          × (1 + behaviour.tracking_pull)   if its follow-up is tracked
//! ```
//!
//! Own prospecting competes with the leads in view by its own value an hour:
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
use crate::model::border::disputes::{Friction, friction};
use crate::model::border::exceptions;
use crate::model::border::feelings;
use crate::model::border::handover::lose;
use crate::model::border::helping;
use crate::model::border::intelligence;
use crate::model::border::shared;
use crate::model::constants::{
    BOUT, CRAFT_CLEARS, EFFORT_WEIGHT, HABIT, LEAST_OWN_RATE, LEAST_WORTH, MOST_WORTH, NETWORK, UNBEGUN,
};
use crate::model::firm::{Doubled, Firm, Today};
use crate::model::ids::{Id, LeadId, Marketer, Person, Seller};
use crate::model::material::materials;
use crate::model::math::{ln, logistic, normal_cdf};
use crate::model::people::norms;
use crate::model::people::staffing;
use crate::model::random::Purpose;
use crate::model::trace::{Observer, What};
use crate::model::work::accounts;
use crate::model::work::closing;
use crate::model::work::leads::{Entry, Loss, NEVER, Stage};
use crate::scenario::calendar::MONTHS_A_YEAR;

/// Half-hours of own prospecting in a day at most.
const MOST_PROSPECTING: usize = 6;

/// No priority of prospecting is known.
pub const NOT_KNOWN: [f32; MOST_PROSPECTING] = [f32::NAN; MOST_PROSPECTING];

/// The chance that a lead is sales-worthy and the mean fit, as a salesperson reads it; `noise` scales the noise of
/// the own reading.
pub fn reading(today: &Today, firm: &Firm, seller: Seller, id: LeadId, noise: f64) -> (f64, f64) {
    let lead = &firm.leads[id];
    let craft = firm.people.craft[seller];
    let own_noise = (today.scenario.attention.reading_noise * (1.0 - CRAFT_CLEARS * craft) * noise).max(1e-3);
    let purpose = if noise == 1.0 { Purpose::Reading } else { Purpose::Appeal };
    let seen = f64::from(lead.fit) + own_noise * today.draws.normal(purpose, lead.key, seller.number());
    let mut precision = 1.0 + 1.0 / (own_noise * own_noise);
    let mut mean = seen / (own_noise * own_noise);
    let (told, told_noise) = (f64::from(lead.told.0), f64::from(lead.told.1));
    if let (true, Some(marketer)) = (told_noise > 0.0, lead.marketer.get()) {
        let weight = firm.trust(today, seller, marketer) / (told_noise * told_noise);
        precision += weight;
        mean += weight * told;
    }
    mean /= precision;
    (normal_cdf((mean - firm.rates.good_above) * libm::sqrt(precision)), mean)
}

/// Belief in the worth of a marketer's leads, against own prospects.
#[inline]
pub fn belief(today: &Today, firm: &Firm, seller: Seller, marketer: Marketer) -> f64 {
    let learned = firm.sellers[seller].marketing_rate / firm.sellers[seller].own_rate.max(LEAST_OWN_RATE);
    let open = 1.0 - norms::held_back(today, firm, seller);
    learned.clamp(LEAST_WORTH, MOST_WORTH) * (0.5 + firm.trust(today, seller, marketer)) * open
}

/// Gives an entry its priority, by the perceived chance of winning before beliefs about the lead's origin.
pub fn prioritise(today: &Today, firm: &Firm, seller: Seller, mut entry: Entry, chance: f64) -> Entry {
    let lead = &firm.leads[entry.lead];
    // A chance in the precision in which the list once kept it: the results stay the same bytes.
    let mut worth = f64::from(chance as f32) * f64::from(lead.value);
    if let (Some(marketer), false) = (lead.marketer.get(), entry.started || lead.claimed_twice) {
        worth *= belief(today, firm, seller, marketer);
        if lead.tracked {
            worth *= 1.0 + today.scenario.behaviour.tracking_pull;
        }
    }
    if !entry.started {
        let oriented = staffing::market_oriented(today, firm, seller) - 0.5;
        worth *= (1.0 + today.scenario.attention.orientation * oriented).max(0.01);
    }
    let steps_left = f64::from(firm.rates.steps.saturating_sub(lead.step).max(1));
    let hours = if entry.started { steps_left } else { UNBEGUN * (1.0 + steps_left) } * firm.rates.step_hours;
    let taste = -ln(-ln(today.draws.uniform(Purpose::Taste, lead.key, seller.number())));
    entry.priority = (today.scenario.attention.sharpness * ln((worth / hours).max(1e-12)) + taste) as f32;
    entry
}

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

/// A lead leaves a salesperson's list; when no other list holds an unworked lead, it has leaked.
pub fn let_go<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    id: LeadId,
    expired: bool,
    watch: &mut O,
) {
    let lead = &firm.leads[id];
    if lead.stage == Stage::Offered && lead.holders == 1 {
        firm.note(today, watch, What::LetGo { expired }, Some(id), Some(seller.into()), None);
        late(today, firm, seller, id, watch);
        if let Some(marketer) = who_sees(today, firm, seller, id) {
            feelings::rebuffed(today, firm, marketer, Some(seller.into()));
        }
        lose(today, firm, id, Loss::Leaked, watch);
    }
    firm.leads.release(id);
}

/// The marketer of a lead, where that one sees what becomes of it: it is checked, or a system shows it.
fn who_sees(today: &Today, firm: &Firm, seller: Seller, id: LeadId) -> Option<Marketer> {
    let lead = &firm.leads[id];
    let seen = if lead.tracked { 1.0 } else { today.choices(firm.rates.team(seller)).system };
    let sees = |_: &Marketer| today.draws.uniform(Purpose::Late, lead.key, 0) < seen;
    lead.marketer.get().filter(sees)
}

/// A missed service level, counted from the hand-over, is felt and is friction where it can be seen.
fn late<O: Observer>(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId, watch: &mut O) {
    let agreed = today.choices(firm.rates.team(seller)).service_level;
    let lead = &firm.leads[id];
    let overdue = f64::from(today.day) - f64::from(lead.born) - f64::from(lead.handed) - f64::from(agreed);
    if agreed > 0
        && overdue > 0.0
        && let Some(marketer) = who_sees(today, firm, seller, id)
    {
        firm.tally.late += 1;
        feelings::late(today, firm, marketer, seller, libm::ceil(overdue) as u32, agreed);
        friction(today, firm, (marketer, seller), (Friction::Late, 1.0), Some(id), watch);
    }
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
    let mut place = 0;
    while let Some(&entry) = firm.lists.of(seller).get(place) {
        if entry.expiry >= today.day {
            place += 1;
        } else if entry.ready == NEVER {
            exceptions::lose_patience(today, firm, seller, entry.lead, watch);
            place += 1;
        } else {
            if !entry.started && shared::kept_warm(today, firm, seller, place) {
                continue;
            }
            firm.lists.remove(seller, place);
            if entry.started {
                if firm.leads[entry.lead].stage == Stage::Working {
                    lose(today, firm, entry.lead, Loss::Neglected, watch);
                }
                firm.leads.release(entry.lead);
            } else {
                let_go(today, firm, seller, entry.lead, true, watch);
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

    let slack = (f64::from(firm.hours.left(seller)) * firm.people.motives[seller].withheld) as u32;
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
    let id = entry.lead;
    if !entry.started {
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
    let step = step_seconds(firm, seller);
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
    firm.lists.change(seller, place, |entry| entry.started = true);
    true
}

/// Seconds that a step takes a salesperson: skill saves time as well as winning more.
pub fn step_seconds(firm: &Firm, seller: Seller) -> u32 {
    seconds(firm.rates.step_hours / libm::sqrt(firm.people.skill[seller].max(0.1))).max(1)
}

/// Learns from a lead whose worth has shown.
pub fn learn(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId) {
    let lead = &firm.leads[id];
    let habit = 1.0 - HABIT * firm.people.craft[seller];
    let weight = 2.0 * today.scenario.attention.learning * habit;
    let shown = if lead.good { 1.0 } else { 0.0 };
    let known = &mut firm.sellers[seller];
    if lead.marketer.is_none() {
        known.own_rate += weight * (shown - known.own_rate);
        known.search = NOT_KNOWN;
    } else {
        known.marketing_rate += weight * (shown - known.marketing_rate);
    }
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
