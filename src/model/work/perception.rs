//! Perception: how a salesperson sees a lead, and what experience teaches of leads.
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
//! After each first step the memory of the rate of the lead's origin moves by 2 x `attention.learning` x (1 - craft/2) of the way to what was found.

use crate::model::constants::{CRAFT_CLEARS, HABIT, LEAST_OWN_RATE, LEAST_WORTH, MOST_WORTH, UNBEGUN};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, LeadId, Marketer, Seller};
use crate::model::math::{ln, normal_cdf};
use crate::model::people::norms;
use crate::model::people::orientation::market_oriented;
use crate::model::random::Purpose;
use crate::model::state::NOT_KNOWN;
use crate::model::work::lists::Entry;

/// No look errs by as many standard deviations, and within as many of the mean lies all of a law but what a number loses by rounding.
const FAR: f64 = 10.0;

/// The chance that a lead is sales-worthy, as a salesperson reads it; `noise` scales the noise of the own reading.
pub fn reading(today: &Today, firm: &Firm, seller: Seller, id: LeadId, noise: f64) -> f64 {
    let lead = &firm.leads[id];
    let craft = firm.people.craft[seller];
    let own_noise = (today.scenario.attention.reading_noise * (1.0 - CRAFT_CLEARS * craft) * noise).max(1e-3);
    let bar = firm.rates.good_above;
    let (told, told_noise) = (f64::from(lead.told.0), f64::from(lead.told.1));
    let by = lead.marketer.get().filter(|_| told_noise > 0.0);
    // Where the worst look leaves no doubt, none is drawn: the least that (μ − z*) sqrt(P) can be, times r sqrt(1 + r²) < r (1 + r).
    if by.is_none() && f64::from(lead.fit) - bar > own_noise * (2.0 * FAR + own_noise * (FAR + bar)) {
        return 1.0;
    }
    let purpose = if noise == 1.0 { Purpose::Reading } else { Purpose::Appeal };
    let seen = f64::from(lead.fit) + own_noise * today.draws.normal(purpose, lead.key, seller.number());
    let mut precision = 1.0 + 1.0 / (own_noise * own_noise);
    let mut mean = seen / (own_noise * own_noise);
    if let Some(marketer) = by {
        let weight = firm.trust(today, seller, marketer) / (told_noise * told_noise);
        precision += weight;
        mean += weight * told;
    }
    mean /= precision;
    normal_cdf((mean - bar) * libm::sqrt(precision))
}

/// Belief in the worth of a marketer's leads, against own prospects.
#[inline]
pub fn belief(today: &Today, firm: &Firm, seller: Seller, marketer: Marketer) -> f64 {
    let learned = firm.sellers[seller].marketing_rate / firm.sellers[seller].own_rate.max(LEAST_OWN_RATE);
    let open = 1.0 - norms::held_back(today, &firm.people, seller);
    learned.clamp(LEAST_WORTH, MOST_WORTH) * (0.5 + firm.trust(today, seller, marketer)) * open
}

/// Gives an entry its priority, by the perceived chance of winning before beliefs about the lead's origin.
pub fn prioritise(today: &Today, firm: &Firm, seller: Seller, mut entry: Entry, chance: f64) -> Entry {
    let lead = &firm.leads[entry.lead()];
    // A chance in the precision in which the list once kept it: the results stay the same bytes.
    let mut worth = f64::from(chance as f32) * f64::from(lead.value);
    if let (Some(marketer), false) = (lead.marketer.get(), entry.started() || lead.claimed_twice) {
        worth *= belief(today, firm, seller, marketer);
        if lead.tracked {
            worth *= 1.0 + today.scenario.behaviour.tracking_pull;
        }
    }
    if !entry.started() && today.scenario.attention.orientation != 0.0 {
        let oriented = market_oriented(today, firm, seller) - 0.5;
        worth *= (1.0 + today.scenario.attention.orientation * oriented).max(0.01);
    }
    let steps_left = f64::from(firm.rates.steps.saturating_sub(lead.step).max(1));
    let hours =
        if entry.started() { steps_left } else { UNBEGUN * (1.0 + steps_left) } * firm.rates.step_hours;
    let taste = -ln(-ln(today.draws.uniform(Purpose::Taste, lead.key, seller.number())));
    entry.priority = (today.scenario.attention.sharpness * ln((worth / hours).max(1e-12)) + taste) as f32;
    entry
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
