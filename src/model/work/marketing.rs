//! A marketer's day after the hand-over: requests, key accounts, study of the market, and campaigns with what is left.
//!
//! Campaign hours take effect over the following days (a moving average of ten days). A campaign now and then needs
//! something from sales (the same chances and routes as a step of a sale); while it lacks it, it works at
//! `exceptions.self_help_quality`.

use crate::model::books::hours::{Task, seconds};
use crate::model::books::money::Cause;
use crate::model::border::helping;
use crate::model::border::intelligence;
use crate::model::border::requests::Need;
use crate::model::border::routes;
use crate::model::constants::EFFORT_WEIGHT;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Marketer, Maybe};
use crate::model::market::beliefs::relax;
use crate::model::material::editorial;
use crate::model::people::person::name;
use crate::model::random::Purpose;
use crate::model::trace::Observer;
use crate::model::work::accounts;
use crate::scenario::calendar::WEEK;

/// Every marketer spends the hours left.
pub fn run<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let mut campaigned = 0u64;
    for marketer in firm.rates.marketers_in_turn(today.day) {
        if firm.people.vacant_until[marketer] > today.day {
            firm.marketers[marketer].campaign *= 1.0 - EFFORT_WEIGHT;
            relax(&mut firm.marketers[marketer].belief, firm.rates.drift.0);
            continue;
        }
        firm.pay_due(marketer);
        if firm.marketers[marketer].upstream {
            helping::hand_down(firm, marketer);
        }
        helping::serve(today, firm, marketer.into(), watch);
        accounts::key_care(today, firm, marketer);
        intelligence::study(today, firm, marketer);
        editorial::run(today, firm, marketer);
        intelligence::study_more(today, firm, marketer);

        let slack = (f64::from(firm.hours.left(marketer)) * firm.people.withheld[marketer]) as u32;
        firm.hours.charge(marketer, Task::Slack, slack);
        let spent = firm.hours.charge(marketer, Task::Campaign, firm.hours.left(marketer));
        campaigned += u64::from(spent);
        need(today, firm, marketer);
        let known = &mut firm.marketers[marketer];
        let quality = if known.lacking { today.scenario.exceptions.self_help_quality } else { 1.0 };
        let effect = f64::from(spent) / 3600.0 * quality;
        known.campaign += EFFORT_WEIGHT * (effect - known.campaign);
    }
    firm.book.pay(Cause::Campaigns, campaigned as f64 / 3600.0 * today.scenario.money.campaign_cost);
}

/// Now and then a campaign needs something from sales.
fn need(today: &Today, firm: &mut Firm, marketer: Marketer) {
    let exceptions = &today.scenario.exceptions;
    if firm.marketers[marketer].lacking || firm.rates.sellers == 0 {
        return;
    }
    let x = today.scenario.offer.complexity;
    let weekly = (exceptions.joint_base + exceptions.joint_slope * x) * exceptions.campaign_needs;
    if weekly <= 0.0 {
        return;
    }
    let mut words = today.draws.stream(Purpose::Campaign, name(marketer, &firm.rates), today.day.number());
    let needs = words.uniform();
    if needs < weekly / f64::from(WEEK) {
        let chances = [needs, words.uniform(), words.uniform(), words.uniform()];
        firm.marketers[marketer].lacking = true;
        let help = seconds(exceptions.help_share * today.scenario.firm.day_hours * f64::from(WEEK));
        routes::ask(today, firm, marketer.into(), Need::Campaign, Maybe::NONE, help, chances);
    }
}
