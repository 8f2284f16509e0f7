//! Market intelligence: what salespeople learn from customers, how it crosses the border, and what marketers believe.
//!
//! A day of customer contact shows preferences with Gaussian noise; a salesperson buffers mean and precision, and the
//! buffer goes stale as preferences drift. Market-oriented behaviour b multiplies what a day tells by 1 + orientation (b - 1/2). Crossing carries the share w
//! of the buffer's precision: people tell what they are paid or bound to tell, and what they tell a friend. A marketer's belief is Gaussian: it relaxes with the drift of the market and is updated
//! in closed form, precision by precision, by crossing, surveys and the own response data.
//!
//! ```text
//! w = channel × trust of the marketer in the salesperson × marketer's vocabulary
//!     × max(operating.joint_reward, operating.intelligence_duty, strength of the salesperson's tie),   at most 1
//! ```

use crate::model::books::hours::{Task, seconds};
use crate::model::constants::{CHANNEL, LEAST_CAMPAIGN, STUDY_AT_MOST, UPSTREAM_STUDY};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, Marketer, Seller};
use crate::model::market::beliefs::{relax, update};
use crate::model::market::product;
use crate::model::people::choice;
use crate::model::people::norms;
use crate::model::people::orientation::market_oriented;
use crate::model::people::person::name;
use crate::model::random::Purpose;
use crate::model::state::MarketerState;

/// A day of customer contact adds to the buffer.
pub fn observe(today: &Today, firm: &mut Firm, seller: Seller) {
    let team = firm.rates.team(seller);
    let theta = firm.preferences[firm.rates.segment(team)];
    let information = &today.scenario.information;
    let oriented = market_oriented(today, firm, seller) - 0.5;
    let attentive = (1.0 + information.orientation * oriented).max(0.0);
    let noise = information.observation_noise;
    let seen =
        theta + noise * today.draws.normal(Purpose::Observe, seller.index() as u64, today.day.number());
    let added = attentive / (noise * noise);
    let stale = firm.rates.drift.0 * firm.rates.drift.0;
    let (mean, precision) = &mut firm.sellers[seller].buffer;
    *mean *= firm.rates.drift.0;
    *precision *= stale;
    if added > 0.0 {
        *mean = (*mean * *precision + seen * added) / (*precision + added);
        *precision += added;
    }
}

/// Before the day's work, duty sends some of what is known into the system.
pub fn log(today: &Today, firm: &mut Firm, seller: Seller) {
    let information = &today.scenario.information;
    let team = firm.rates.team(seller);
    let choices = today.choices(team);
    if choices.intelligence_duty > 0.0 && choices.system > 0.0 && firm.rates.marketers > 0 {
        let wanted = seconds(information.logging_hours * choices.intelligence_duty);
        let spent = firm.hours.charge(seller, Task::Intelligence, wanted);
        let turn = (today.day + seller.number()) % firm.rates.marketers as u32;
        let turn = firm.rates.marketer_for(team, turn as usize);
        if let (true, Some(reader)) = (spent == wanted, turn) {
            cross(today, firm, seller, reader, CHANNEL * choices.system);
        }
    }
}

/// Intelligence crosses from a salesperson to a marketer through a channel of the given width.
pub fn cross(today: &Today, firm: &mut Firm, seller: Seller, marketer: Marketer, channel: f64) {
    let team = firm.rates.team(seller);
    if firm.rates.addressed(marketer) != firm.rates.segment(team) {
        return;
    }
    let choices = today.choices(team);
    let bound = choices.joint_reward.max(choices.intelligence_duty);
    let motive = if bound >= 1.0 { bound } else { bound.max(firm.ties.strength(seller, marketer)) };
    let told = channel * (1.0 - norms::held_back(today, &firm.people, seller));
    let weight =
        (told * firm.trust(today, marketer, seller) * firm.people.vocabulary[marketer] * motive).min(1.0);
    let (mean, precision) = firm.sellers[seller].buffer;
    update(&mut firm.marketers[marketer].belief, mean, weight * precision);
    firm.sellers[seller].buffer.1 = precision * (1.0 - weight);
    firm.products[firm.rates.segment(team)].told += weight * precision;
    firm.minds.tell(seller, marketer, weight);
}

/// A marketer's belief relaxes with the drift, learns from the campaign's responses, and now and then from a survey;
/// the message is revised when due. Work for which the day is too short is done on the next. Who looks further ahead does both more often: interval x (3/2 - horizon).
pub fn study(today: &Today, firm: &mut Firm, marketer: Marketer) {
    let information = &today.scenario.information;
    let entity = name(marketer, &firm.rates);
    let theta = firm.preferences[firm.rates.addressed(marketer)];
    let keep = firm.rates.drift.0;
    relax(&mut firm.marketers[marketer].belief, keep);
    let known = &mut firm.marketers[marketer];
    if known.campaign > LEAST_CAMPAIGN {
        let noise = information.response_noise;
        let seen = theta + noise * today.draws.normal(Purpose::Response, entity, today.day.number());
        update(&mut known.belief, seen, 1.0 / (noise * noise));
    }
    let turn = today.day + (marketer.number() - firm.rates.sellers as u32);
    let patience = (STUDY_AT_MOST - firm.people.horizon[marketer])
        * if firm.marketers[marketer].upstream { UPSTREAM_STUDY } else { 1.0 };
    let every = |interval: u32| ((f64::from(interval) * patience) as u32).max(1);
    if turn.is_multiple_of(every(information.survey_interval)) {
        let wanted = seconds(information.survey_hours);
        let spent = firm.hours.charge(marketer, Task::Intelligence, wanted);
        firm.owe(marketer, Task::Intelligence, wanted - spent);
        let noise = information.survey_noise;
        let seen = theta + noise * today.draws.normal(Purpose::Survey, entity, today.day.number());
        update(&mut firm.marketers[marketer].belief, seen, 1.0 / (noise * noise));
        product::survey(firm, marketer, seen, 1.0 / (noise * noise));
    }
    if turn.is_multiple_of(every(information.replan_interval)) {
        let wanted = seconds(information.replan_hours);
        let spent = firm.hours.charge(marketer, Task::Intelligence, wanted);
        firm.owe(marketer, Task::Intelligence, wanted - spent);
        replan(&mut firm.marketers[marketer], 1.0);
    }
}

/// The share of the day that a firm wants studied beyond the usual, as far as the marketer keeps to it: whenever it adds up to the hours of a survey, the marketer learns what
/// one tells. Hours of a second survey on one day are kept for the next.
pub fn study_more(today: &Today, firm: &mut Firm, marketer: Marketer) {
    let share = today.choices(firm.rates.team(marketer)).study_share;
    if share == 0.0 {
        return;
    }
    let share = choice::leaning(share, firm.people.motives[marketer].lean.study);
    let information = &today.scenario.information;
    let wanted = (share * f64::from(firm.hours.left(marketer))) as u32;
    let spent = firm.hours.charge(marketer, Task::Intelligence, wanted);
    let theta = firm.preferences[firm.rates.addressed(marketer)];
    let each = seconds(information.survey_hours).max(1);
    let known = &mut firm.marketers[marketer];
    known.studied = known.studied.saturating_add(spent);
    if known.studied >= each {
        known.studied -= each;
        let (noise, entity) = (information.survey_noise, name(marketer, &firm.rates));
        let seen = theta + noise * today.draws.normal(Purpose::Study, entity, today.day.number());
        update(&mut firm.marketers[marketer].belief, seen, 1.0 / (noise * noise));
        product::survey(firm, marketer, seen, 1.0 / (noise * noise));
    }
}

/// The message moves so far towards what the marketer now believes; the share 1 revises it wholly.
pub fn replan(known: &mut MarketerState, share: f64) {
    known.message += share * (known.belief.0 - known.message);
}
