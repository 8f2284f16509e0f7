//! Capture: interested prospects become leads, by marketing's campaigns or by a salesperson's own prospecting.
//!
//! Of a territory's prospects of the day, marketing reaches and captures
//!
//! ```text
//! reached    u1 < market.reach
//! captured   u2 < market.capture × E / (E + market.capture_half_effort) × (1 − market.message_weight × (1 − fit))
//!                 × (1 − pay.broad_gain × q) × (1 + q (2u − 1)),   q the campaign's selectivity, u the quantile of the prospect's fit z
//!            E = recent campaign hours a day × (marketers / salespeople / 0.4) × what the budget makes of an hour (Budget)
//! ```
//!
//! with E diluted where few marketers serve many salespeople and scaled by what the budget buys (see `budget.rs`). A salesperson finds
//! the prospects with
//!
//! ```text
//! u3 < h / (h + market.prospecting_half_effort)
//! h = recent hours of prospecting a day × (1/2 + craft)
//! ```
//!
//! since one's network grows with experience. Who is
//! found by both, and not visible as such, is claimed twice. Campaigns that are paid for numbers take the broad way, those paid for what comes
//! of leads choose (see `pay.rs`). They fade within some ten days when their marketer has left: what was sent goes on being
//! answered, as it does while the marketer does other things (assumption); those leads wait in the outbox for somebody to come. What a prospect is like follows from its name alone.

use crate::model::books::hours::seconds;
use crate::model::border::feelings;
use crate::model::border::handover;
use crate::model::border::shared;
use crate::model::constants::NETWORK;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, LeadId, Marketer, Maybe, Seller};
use crate::model::market::preferences;
use crate::model::material::library::NO_SUBJECT;
use crate::model::math::exp;
use crate::model::random::{Purpose, Stream};
use crate::model::state::Doubled;
use crate::model::trace::{Observer, What};
use crate::model::work::leads::{Lead, Link, Loss, Stage};
use crate::model::work::losses::lose;

/// Captures the prospects of the day.
pub fn run<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    if firm.rates.sellers == 0 {
        return;
    }
    let most = draw_near(today, firm);
    let mut law = preferences::Poisson::new(preferences::interest(today, &firm.rates));
    for seller in firm.rates.sellers_in_turn(today.day) {
        let u = today.draws.uniform(Purpose::Arrivals, seller.index() as u64, today.day.number());
        let arrived = law.quantile(u);
        if arrived == 0 {
            continue;
        }
        let first = firm.sellers[seller].prospects;
        firm.sellers[seller].prospects += arrived;
        firm.tally.prospects += u64::from(arrived);
        let finds = finds(today, firm, seller);
        for running in first..first + arrived {
            prospect(today, firm, seller, running, (most, finds), watch);
        }
    }
}

/// The chance that each marketer's campaigns capture a prospect whom they can reach: the day's, since it is asked for with
/// every prospect. The most that any of them can be is given.
fn draw_near(today: &Today, firm: &mut Firm) -> f64 {
    let market = &today.scenario.market;
    let broad_gain = today.scenario.pay.broad_gain;
    let mut most: f64 = 0.0;
    for marketer in &mut firm.marketers {
        let effort = marketer.campaign * firm.rates.staffing * firm.budget.campaigns;
        let share = effort / (effort + market.capture_half_effort);
        let response = 1.0 - market.message_weight * (1.0 - marketer.fit);
        let broad = 1.0 - broad_gain * marketer.selective;
        marketer.captures = market.capture * share * response * broad;
        most = most.max(marketer.captures * (1.0 + marketer.selective.abs()));
    }
    most
}

/// The chance that a salesperson finds a prospect of the territory alone.
fn finds(today: &Today, firm: &Firm, seller: Seller) -> f64 {
    if firm.people.vacant_until[seller] > today.day {
        return 0.0;
    }
    let craft = firm.people.craft[seller];
    let search = firm.sellers[seller].prospecting * (NETWORK + craft);
    search / (search + today.scenario.market.prospecting_half_effort)
}

/// How much likelier a campaign that chooses by fit captures a prospect for it: the first word of what it is like is its quantile of fit.
fn chosen(today: &Today, selective: f64, key: u64) -> f64 {
    if selective == 0.0 {
        return 1.0;
    }
    1.0 + selective * (2.0 * nature(today, key).uniform() - 1.0)
}

/// One interested prospect is captured, found, both, or neither.
fn prospect<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    running: u32,
    (most, finds): (f64, f64),
    watch: &mut O,
) {
    let key = (u64::from(seller.number()) << 32) | u64::from(running);
    // Reachable, captured, found alone, by whom: what cannot matter is passed over.
    let mut words = today.draws.stream(Purpose::Capture, key, 0);
    let mut next = |matters: bool| {
        if matters {
            return words.uniform();
        }
        words.skip();
        1.0
    };
    let reach = today.scenario.market.reach;
    let reached = next(reach < 1.0);
    let reachable = reach >= 1.0 || reached < reach;
    let capture = next(reachable);
    let found = next(finds > 0.0) < finds;
    let team = firm.rates.team(seller);
    let choices = today.choices(team);
    let addressed = if !reachable || capture >= most {
        None
    } else if choices.counterparts {
        firm.rates.counterpart(seller)
    } else {
        firm.rates.marketer_for(team, (next(true) * 1e6) as usize)
    };
    let captured_by = addressed.filter(|&person| {
        let known = &firm.marketers[person];
        capture < known.captures * (1.0 + known.selective.abs())
            && capture < known.captures * chosen(today, known.selective, key)
    });

    if captured_by.is_none() && !found {
        return;
    }
    let lead = portrait(today, firm, key, captured_by);
    let id = firm.leads.create(lead);
    firm.tally.created += 1;
    if let Some(person) = captured_by {
        firm.tally.marketing_created += 1;
        firm.tally.marketing_good += u64::from(firm.leads[id].good);
        firm.tally.people[person].leads_given += 1;
        firm.marketers[person].month += 1.0;
        let (value, good) = prize(firm, id);
        firm.note(
            today,
            watch,
            What::Captured { value, good },
            Some(id),
            Some(person.into()),
            Some(seller.into()),
        );
    }
    if found {
        firm.tally.people[seller].leads_own += 1;
        if let Some(person) = captured_by {
            let seen = today.draws.uniform(Purpose::FoundToo, key, 0) < choices.system;
            firm.leads[id].claimed_twice = true;
            let mut doubled = 0;
            if !seen {
                doubled = firm.duplicate(person, Doubled::Lead, seconds(today.scenario.coordination.admin));
                feelings::rebuffed(today, firm, person, Some(seller.into()));
                feelings::rebuffed(today, firm, seller, Some(person.into()));
            }
            let hours = f64::from(doubled) / 3600.0;
            firm.note(
                today,
                watch,
                What::FoundToo { seen, hours },
                Some(id),
                Some(seller.into()),
                Some(person.into()),
            );
        } else {
            let (value, good) = prize(firm, id);
            firm.note(today, watch, What::Found { value, good }, Some(id), Some(seller.into()), None);
        }
        firm.leads.advance(id, Stage::Offered, today.day);
        handover::offer(today, firm, id, seller, watch);
    } else if let Some(person) = captured_by {
        if shared::met(today, firm, person, id) {
            handover::arrive(today, firm, person, id, watch);
        } else {
            lose(today, firm, id, Loss::Leaked, watch);
        }
    }
}

/// What an observer is told of a lead: the value of its deal, and what it is in truth.
fn prize(firm: &Firm, id: LeadId) -> (f64, bool) {
    let lead = &firm.leads[id];
    (f64::from(lead.value) * firm.rates.deal_value, lead.good)
}

/// The words that say what a prospect is like: its fit first.
fn nature(today: &Today, key: u64) -> Stream {
    today.draws.stream(Purpose::Lead, key, 0)
}

/// What a prospect is like: the same in every structure.
fn portrait(today: &Today, firm: &Firm, key: u64, captured_by: Option<Marketer>) -> Lead {
    let mut words = nature(today, key);
    let fit = words.normal();
    // A word that cannot matter is passed over: what does not vary is 1, which e to the 0 is exactly.
    let mut varied = |spread: f64, centre: f64| {
        if spread == 0.0 {
            words.skip();
            return 1.0;
        }
        exp(spread * words.normal() - centre)
    };
    let patience = varied(today.scenario.market.patience_spread, 0.0) * firm.rates.patience;
    let spread = today.scenario.offer.value_spread;
    let value = varied(spread, 0.5 * spread * spread);
    let hour = words.uniform();
    Lead {
        key,
        number: 0,
        marketer: captured_by.map_or(Maybe::NONE, Maybe::from),
        owner: Maybe::NONE,
        link: Link::NONE,
        stage: Stage::Captured,
        step: 0,
        holders: 0,
        hands: 0,
        offered: false,
        good: fit > firm.rates.good_above,
        claimed_twice: false,
        recorded: false,
        shared: false,
        tracked: false,
        served: false,
        held: false,
        pod: false,
        fit: fit as f32,
        value: value as f32,
        born: (f64::from(today.day) + hour) as f32,
        patience: patience.max(1.0) as f32,
        handed: 0.0,
        response: -1.0,
        remaining: 0,
        reworked: 0.0,
        rework: 0,
        quality: 0.0,
        warm: false,
        pieces: 0,
        subject: NO_SUBJECT,
        got: (0, 0),
        search: 0,
        making: 0,
        copying: 0,
        waited: 0.0,
        message_fit: captured_by
            .or_else(|| firm.rates.counterpart(Seller::new((key >> 32) as u32)))
            .map_or(today.scenario.closing.typical_fit, |person| firm.marketers[person].fit)
            as f32,
        told: (0.0, 0.0),
    }
}
