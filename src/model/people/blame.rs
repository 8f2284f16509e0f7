//! Targets and blame: at month's end everybody explains a shortfall.
//!
//! Results are judged by a moving average over `blame.memory` months. Blame put on the other function is
//! B = (tendency + contagion x blame seen) x shortfall x ambiguity x self-serving share x pay-off,
//! the shortfall being one's own and, by the share of joint reward, the mean of all salespeople;
//! pay-off = (1 + appraisal [one boss appraises both]) (1 - joint reward). Ambiguity is the share of this month's failed items
//! without a recorded owner or touched by both functions. The self-serving part is absent between close partners
//! (Sedikides et al. 1998): what falls on a partner is scaled by 1 - strength of the tie, what falls on the function by
//! 1 - mean closeness. Blame lowers the trust of those it falls on, and half as much of those who utter it; it makes for
//! defensive paperwork next month (see `meetings.rs`), and whoever sees it blames more readily (Fast & Tiedens 2010).

use crate::model::firm::{Firm, Today};
use crate::model::people::ties::toward;
use crate::model::rates::Rates;
use crate::model::trace::Observer;
use crate::model::work::leads::{Lead, NONE};
use crate::scenario::operating::{Operating, Reporting, Targets};

/// A lead failed: those who had a part in it remember whether anybody clearly owned it.
pub fn failure(firm: &mut Firm, lead: &Lead, seller: usize, choices: &Operating) {
    let recorded: f64 = if lead.recorded { 1.0 } else { choices.system };
    let unclear = if lead.shared { 1.0 } else { 1.0 - recorded };
    if lead.offered {
        firm.sellers[seller].failed.0 += 1.0;
        firm.sellers[seller].failed.1 += unclear;
    }
    if lead.marketer != NONE {
        let marketer = &mut firm.marketers[lead.marketer as usize - firm.rates.sellers];
        marketer.failed.0 += 1.0;
        marketer.failed.1 += unclear;
    }
}

/// Month's end: results against targets, and who is blamed.
pub fn month_end<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let rule = &today.scenario.blame;
    let workers = firm.rates.sellers + firm.rates.marketers;
    let memory = rule.memory;
    for seller in &mut firm.sellers {
        seller.pace += (seller.month - seller.pace) / memory;
        seller.appraised += seller.month;
        seller.month = 0.0;
    }
    for marketer in &mut firm.marketers {
        marketer.pace += (marketer.month - marketer.pace) / memory;
        marketer.month = 0.0;
    }
    let sales_miss = mean(firm.sellers.iter().map(|seller| Rates::shortfall(seller.pace, seller.target)));

    firm.people.received[..workers].fill(0.0);
    let (mut by_sales, mut by_marketing) = (0.0, 0.0);
    for person in 0..workers {
        if firm.people.vacant_until[person] > today.day {
            firm.people.blame[person] = 0.0;
            continue;
        }
        let choices = today.choices(firm.rates.team(person));
        let (miss, failed) = if firm.rates.sells(person) {
            let seller = &firm.sellers[person];
            (Rates::shortfall(seller.pace, seller.target), seller.failed)
        } else {
            let marketer = &firm.marketers[person - firm.rates.sellers];
            (Rates::shortfall(marketer.pace, marketer.target), marketer.failed)
        };
        let miss = (1.0 - choices.joint_reward) * miss + choices.joint_reward * sales_miss;
        let ambiguity = (failed.1 + 1.0 - choices.system) / (failed.0 + 1.0);
        let appraisal = if choices.reporting == Reporting::Joint { rule.appraisal } else { 0.0 };
        let pay_off = (1.0 + appraisal) * (1.0 - choices.joint_reward);
        let tendency =
            (firm.people.tendency[person] + rule.contagion * firm.people.seen_blame[person]).min(1.0);
        let base = tendency * miss * ambiguity * rule.self_serving * pay_off;

        let others = if firm.rates.sells(person) { firm.rates.marketers } else { firm.rates.sellers };
        let known = (firm.ties.known(person) as f64 / others.max(1) as f64).min(1.0);
        let closeness = firm.ties.means(person).map_or(0.0, |(_, strength)| strength * known);
        let general = base * (1.0 - rule.personal) * (1.0 - closeness);
        let mut blame = general;
        let there = |&other: &usize| firm.people.vacant_until[other] <= today.day;
        if let Some(partner) = partner(today, firm, person).filter(there) {
            let personal = base * rule.personal * (1.0 - firm.ties.strength(person, partner));
            blame += personal;
            firm.people.received[partner] += personal;
            firm.ties.change_trust(partner, person, -(rule.strength * personal).min(1.0));
            if personal > 0.05 {
                firm.note(today, watch, "blamed", None, Some(person), Some(partner), personal, "blame");
            }
        }
        let blame = if others == 0 { 0.0 } else { blame.min(1.0) };
        firm.people.blame[person] = blame;
        firm.tally.people[person].blame_given += blame;
        if firm.rates.sells(person) { by_sales += general } else { by_marketing += general }
    }

    let on_marketing = by_sales / firm.rates.sellers.max(1) as f64;
    let on_sales = by_marketing / firm.rates.marketers.max(1) as f64;
    for person in 0..workers {
        let general = if firm.rates.sells(person) { on_sales } else { on_marketing };
        let received = (firm.people.received[person] + general).min(1.0);
        firm.people.received[person] = received;
        firm.tally.people[person].blame_received += received;
        let lost = (rule.strength * (received + 0.5 * firm.people.blame[person])).min(1.0);
        firm.people.view[person] = toward(firm.people.view[person], -lost);
    }
    look_around(firm);
    next_targets(today, firm);
}

/// The person of the other function who is nearest at hand for blame: the counterpart, or the one known best.
fn partner(today: &Today, firm: &Firm, person: usize) -> Option<usize> {
    let choices = today.choices(firm.rates.team(person));
    let named =
        if choices.counterparts && firm.rates.sells(person) { firm.rates.counterpart(person) } else { None };
    named.or_else(|| {
        firm.ties.of(person).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(known, _)| known)
    })
}

/// Everybody sees how much the own team blames.
fn look_around(firm: &mut Firm) {
    for team in 0..firm.rates.teams {
        let sellers = firm.rates.team_sellers(team);
        let (mut sum, mut n) = (0.0, 0.0);
        for person in sellers.clone().chain(firm.rates.team_marketers(team)) {
            sum += firm.people.blame[person];
            n += 1.0;
        }
        let seen = if n > 0.0 { sum / n } else { 0.0 };
        for person in sellers.chain(firm.rates.team_marketers(team)) {
            firm.people.seen_blame[person] = seen;
        }
    }
}

/// Fixed targets stay; adaptive ones follow results with a stretch. The month's failures are forgotten.
fn next_targets(today: &Today, firm: &mut Firm) {
    let stretch = 1.0 + today.scenario.blame.stretch;
    for index in 0..firm.rates.sellers {
        let adaptive = today.choices(firm.rates.team(index)).targets == Targets::Adaptive;
        let seller = &mut firm.sellers[index];
        seller.failed = (0.0, 0.0);
        if adaptive {
            seller.target += (seller.pace * stretch - seller.target) / 6.0;
        }
    }
    for index in 0..firm.rates.marketers {
        let adaptive =
            today.choices(firm.rates.team(firm.rates.sellers + index)).targets == Targets::Adaptive;
        let marketer = &mut firm.marketers[index];
        marketer.failed = (0.0, 0.0);
        if adaptive {
            marketer.target += (marketer.pace * stretch - marketer.target) / 6.0;
        }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = values.fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
    if n > 0.0 { sum / n } else { 0.0 }
}
