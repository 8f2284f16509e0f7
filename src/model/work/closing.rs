//! Steps, qualification and closing: how a lead moves through the sale to a win or a loss.
//!
//! The first step shows a prospect's worth: one that is no good fit is recognised, and given up, with chance
//!
//! ```text
//! closing.detect_novice + (closing.detect_veteran − closing.detect_novice) × craft      (qualify)
//! ```
//!
//! A good one is given up by mistake now and then. After each step the customer takes time (lognormal).
//! After the last, unless the salesperson holds the deal back (see `pay.rs`), the customer decides with
//!
//! ```text
//! log odds = logit(W)
//!   − closing.misfit                                        if the prospect is no good fit
//!   + closing.skill × ln(skill)
//!   − market.response_decay × ln((1 + response) / (1 + closing.typical_response))     in working hours
//!   + closing.message × market.message_weight × (fit of the message − closing.typical_fit)
//!   − closing.quality × (1 − mean quality of the steps)      a step without the help it needed counts less
//!   − closing.hands × (number of salespeople who worked it − 1)
//!   − closing.rework × hours of rework / H
//!   − closing.waiting × days waited at the border / patience
//!   + closing.orientation × (market-oriented behaviour − 1/2)
//!   + price.sensitivity × (discount − price.typical)
//!   + product.odds × (fit of the offer − product.typical)
//! ```
//!
//! and an exogenous draw that is the same in every structure. Who deserves credit for a win may be disputed:
//!
//! ```text
//! c = (1 − operating.joint_reward) × (1 − recorded)      recorded: 1 if acceptance was recorded, else operating.system
//! friction with chance c / 2;  for a lead that both found, c      (visible, 2³² − 3)
//! ```

use crate::model::books::hours::seconds;
use crate::model::books::money::Cause;
use crate::model::border::disputes::{Friction, friction};
use crate::model::constants::SHARED_CLAIM;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{LeadId, Seller};
use crate::model::market::product;
use crate::model::material::materials;
use crate::model::math::{exp, ln, logistic};
use crate::model::outcome::ODDS;
use crate::model::people::orientation::market_oriented;
use crate::model::people::pay;
use crate::model::random::Purpose;
use crate::model::trace::{Decision, Observer, What};
use crate::model::work::accounts;
use crate::model::work::leads::{Loss, Stage};
use crate::model::work::losses::lose;
use crate::model::work::perception;
use crate::model::work::price;

/// A step is done: on to the next, or to the decision.
pub fn finish_step<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    place: usize,
    id: LeadId,
    watch: &mut O,
) {
    let step = firm.leads[id].step;
    let again = firm.leads[id].held;
    if !again {
        firm.leads[id].quality += 1.0;
    }
    if step == 0 && !again {
        perception::learn(today, firm, seller, id);
        if given_up(today, firm, seller, id) {
            firm.tally.qualified(false);
            firm.lists.remove(seller, place);
            lose(today, firm, id, Loss::Unqualified, watch);
            firm.leads.release(id);
            return;
        }
        firm.tally.qualified(true);
        pay::accepted(today, firm, id);
        firm.note(today, watch, What::Qualified, Some(id), Some(seller.into()), None);
    }
    if step + 1 >= firm.rates.steps {
        if pay::held_back(today, firm, seller, place, id, watch) {
            return;
        }
        firm.lists.remove(seller, place);
        decide(today, firm, seller, id, watch);
        firm.leads.release(id);
        return;
    }
    let delay = exp(today.scenario.market.patience_spread
        * today.draws.normal(Purpose::CustomerDelay, firm.leads[id].key, u32::from(step) + 1))
        * firm.rates.step_delay;
    firm.leads[id].step = step + 1;
    firm.leads[id].served = false;
    materials::need(today, &mut firm.leads[id]);
    firm.leads[id].remaining = step_seconds(firm, seller);
    let ready = today.day + 1 + delay.min(1e4) as u32;
    let expiry = ready + f64::from(firm.leads[id].patience).min(1e6) as u32 + 1;
    let mut entry = firm.lists.of(seller)[place];
    (entry.ready, entry.expiry) = (ready.into(), expiry.into());
    let entry = perception::prioritise(today, firm, seller, entry, firm.rates.win);
    firm.lists.change(seller, place, |old| *old = entry);
}

/// Seconds that a step takes a salesperson: skill saves time as well as winning more.
pub fn step_seconds(firm: &Firm, seller: Seller) -> u32 {
    seconds(firm.rates.step_hours / libm::sqrt(firm.people.skill[seller].max(0.1))).max(1)
}

/// Whether the salesperson gives the prospect up as no good fit.
fn given_up(today: &Today, firm: &Firm, seller: Seller, id: LeadId) -> bool {
    let closing = &today.scenario.closing;
    let craft = firm.people.craft[seller];
    let chance = if firm.leads[id].good {
        closing.false_alarm
    } else {
        closing.detect_novice + (closing.detect_veteran - closing.detect_novice) * craft
    };
    chance > 0.0 && today.draws.uniform(Purpose::Qualify, firm.leads[id].key, 0) < chance
}

/// The terms of the log odds of winning, as [`ODDS`] names them; their sum, in this order, is the log odds.
fn terms(today: &Today, firm: &Firm, seller: Seller, id: LeadId) -> [f64; ODDS.len()] {
    let closing = &today.scenario.closing;
    let (market, product) = (&today.scenario.market, &today.scenario.product);
    let lead = &firm.leads[id];
    let quality = f64::from(lead.quality) / f64::from(firm.rates.steps);
    let orientation = market_oriented(today, firm, seller);
    [
        firm.rates.win_odds,
        -if lead.good { 0.0 } else { closing.misfit },
        closing.skill * ln(firm.people.skill[seller].max(0.01)),
        -(market.response_decay * ln((1.0 + f64::from(lead.response)) / (1.0 + closing.typical_response))),
        closing.message * market.message_weight * (f64::from(lead.message_fit) - closing.typical_fit),
        -(closing.quality * (1.0 - quality)),
        -(closing.hands * (f64::from(lead.hands) - 1.0)),
        -(closing.rework * f64::from(lead.reworked) / firm.rates.deal_hours),
        -(closing.waiting * f64::from(lead.waited) / f64::from(lead.patience)),
        closing.orientation * (orientation - 0.5),
        product.odds * (product::fit(firm, firm.rates.team(seller)) - product.typical),
        0.0,
    ]
}

/// The terms with what the price adds, which is the last of them.
fn priced(mut terms: [f64; ODDS.len()], odds: f64) -> [f64; ODDS.len()] {
    if let Some(last) = terms.last_mut() {
        *last = odds;
    }
    terms
}

/// The customer decides.
fn decide<O: Observer>(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId, watch: &mut O) {
    let (listed, waited) = (terms(today, firm, seller, id), firm.leads[id].waited);
    let usual: f64 = listed.iter().sum();
    let price = price::offer(today, firm, seller, id, usual);
    // Once more where the customer has waited for the price.
    let listed = if firm.leads[id].waited == waited { listed } else { terms(today, firm, seller, id) };
    let terms = priced(listed, price.odds);
    let chance = logistic(terms.iter().sum());
    let won = today.draws.uniform(Purpose::Win, firm.leads[id].key, 0) < chance;
    firm.tally.held_back += u64::from(firm.leads[id].held);
    if O::WATCHING {
        let lead = &firm.leads[id];
        let value = f64::from(lead.value) * firm.rates.deal_value * price.worth(today);
        watch.decides(Decision { day: today.day.number(), lead: lead.number, value, terms, chance, won });
    }
    if !won {
        lose(today, firm, id, Loss::Competition, watch);
        return;
    }
    let usual = f64::from(firm.leads[id].value) * firm.rates.deal_value;
    let value = usual * price.paid;
    let now = f64::from(today.day) + firm.hours.used(seller) / today.scenario.firm.day_hours;
    let cycle = (now - f64::from(firm.leads[id].born)).max(0.0);
    firm.note(
        today,
        watch,
        What::Won { chance, discount: price.discount },
        Some(id),
        Some(seller.into()),
        None,
    );
    let lead = firm.leads[id].clone();
    firm.tally.won(&lead, seller, cycle);
    firm.tally.sold(usual, value, price.discount);
    firm.sellers[seller].month += value;
    firm.budget.won[usize::from(lead.marketer.is_some())] += 1.0;
    firm.book.receive(Cause::NewBusiness, value);
    pay::commission(today, firm, seller, value, usual * price.commissioned(today));
    pay::brought(today, firm, id);
    accounts::open(today, firm, seller, &lead);
    credit(today, firm, seller, id, watch);
    firm.leads.advance(id, Stage::Won, today.day);
}

/// Who claims a win: the salesperson always; marketing when the lead was its own or it worked on it. Two claims that no
/// shared reward or shared record reconciles are friction.
fn credit<O: Observer>(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId, watch: &mut O) {
    let lead = &firm.leads[id];
    let claims = lead.marketer.is_some() || lead.shared;
    firm.tally.claims += 1 + u64::from(claims);
    let Some(marketer) = lead.marketer.get() else { return };
    firm.experience(today, marketer, seller, 1.0);
    firm.experience(today, seller, marketer, 1.0);
    let choices = today.choices(firm.rates.team(seller));
    let recorded = if firm.leads[id].recorded { 1.0 } else { choices.system };
    let contested = (1.0 - choices.joint_reward) * (1.0 - recorded);
    let contested = if firm.leads[id].claimed_twice { contested } else { contested * SHARED_CLAIM };
    let seen = || today.draws.uniform(Purpose::Credit, firm.leads[id].key, 0);
    let disputed = contested > 0.0 && seen() < contested;
    firm.tally.credited += u64::from(!disputed);
    if disputed {
        friction(today, firm, (marketer, seller), (Friction::Credit, 1.0), Some(id), watch);
    }
}
