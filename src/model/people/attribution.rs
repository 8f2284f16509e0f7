//! Attribution: to what a failed item is put down, the lesson that is learned from it, and the accusation that may follow.
//!
//! An item fails when a lead is lost or a request is not answered. It has an owner (who had to act last) and perhaps another
//! party across the border. What is blurred of it, b, is what neither a record nor a clear owner settles; one boss, who hears both, settles
//! `blame.joint_boss` of that. Its cause stays unclear by a = b + (1 - b) `blame.unclear`. The owner answers for all of it, the other
//! party for the share a. Both put what they answer for down, in shares that sum to 1, by the weights
//!
//! ```text
//! self      1 − blame.shield where each function has its own boss, else 1
//! other     s × u × r × p × (1 − strength × trust of the tie to the other party)
//! own       s × blame.process        the own function and its ways
//! market    s × blame.market
//!
//! p = (1 + blame.appraisal if one boss appraises both) × (1 − operating.joint_reward) × (1 + shortfall)
//! ```
//!
//! with u for a, `other` only where the item crossed the border, s = `blame.self_serving`, by how much causes outside weigh more than oneself (Mezulis et al. 2004), less between close
//! partners (Sedikides et al. 1998), r the readiness to blame (see `norms.rs`) and p the pay-off.
//!
//! What is put down to oneself is a lesson: experience, for marketers of what the customer wanted, for salespeople of what marketing's
//! leads are worth. What is put down to the own function mends the process: the team's rules. What is put down to others
//! improves nothing (Repenning & Sterman 2002). Lessons take hours.
//!
//! What is put down to the other function may be said, with chance share x temper x heat (see `disputes.rs`): of a person, where
//! the accuser knows one, who answers with hours and trust and remembers who it was; else of nobody in particular. The accused, and half
//! as much the accusers, withdraw (see `norms.rs`).

use crate::model::books::hours::{Task, seconds};
use crate::model::border::disputes::{Friction, flares, quarrel};
use crate::model::constants::ACCUSER_WITHDRAWS;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{LeadId, Person};
use crate::model::market::beliefs::update;
use crate::model::people::norms;
use crate::model::people::person::name;
use crate::model::people::ties::toward;
use crate::model::random::Purpose;
use crate::model::trace::{Observer, What};
use crate::model::work::leads::Lead;
use crate::scenario::operating::Reporting;

/// To what a miss can be put down: positions in the shares.
pub const SELF: usize = 0;
/// The other function.
pub const OTHER: usize = 1;
/// The own function.
pub const OWN: usize = 2;
/// The market.
pub const MARKET: usize = 3;

/// Something that failed.
struct Item {
    /// Who had to act last.
    owner: Person,
    /// The other party, if it is known.
    other: Option<Person>,
    /// Whether the other function had a part in it.
    crosses: bool,
    /// Share of it that neither a record nor a clear owner settles.
    blur: f64,
    lead: Option<LeadId>,
    what: Friction,
}

/// A lead was lost.
pub fn lead_failed<O: Observer>(today: &Today, firm: &mut Firm, id: LeadId, lead: &Lead, watch: &mut O) {
    let marketer = lead.marketer.get().map(Person::from);
    let seller = Person::from(lead.owner.get().unwrap_or(lead.territory()));
    let (owner, other) = match marketer {
        Some(marketer) if !lead.offered => (marketer, Some(seller)),
        _ => (seller, marketer),
    };
    let owned = (lead.owner.is_some() || marketer.is_none()) && !lead.shared;
    let recorded = if lead.recorded { 1.0 } else { today.choices(firm.rates.team(seller)).system };
    let blur = if owned { 0.0 } else { 1.0 - recorded };
    let crosses = marketer.is_some() || lead.shared;
    failed(today, firm, &Item { owner, other, crosses, blur, lead: Some(id), what: Friction::Lead }, watch);
}

/// A request was not answered by the one to whom it went; where a rule, a boss or a role named that person, that is clear.
pub fn request_failed<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    (helper, asker): (Person, Person),
    named: bool,
    lead: Option<LeadId>,
    watch: &mut O,
) {
    let blur = if named { 0.0 } else { 1.0 - today.choices(firm.rates.team(asker)).system };
    if helper < firm.rates.managers().at(0).into() {
        let item =
            Item { owner: helper, other: Some(asker), crosses: true, blur, lead, what: Friction::Request };
        failed(today, firm, &item, watch);
    }
}

/// Both parties explain a failed item.
fn failed<O: Observer>(today: &Today, firm: &mut Firm, item: &Item, watch: &mut O) {
    let rule = &today.scenario.blame;
    firm.tally.failed += 1.0;
    firm.tally.blurred += item.blur;
    let joint = today.choices(firm.rates.team(item.owner)).reporting == Reporting::Joint;
    let blur = item.blur * if joint { 1.0 - rule.joint_boss } else { 1.0 };
    let unclear = blur + (1.0 - blur) * rule.unclear;
    explain(today, firm, item, (item.owner, item.other), (1.0, unclear), watch);
    if let Some(other) = item.other {
        explain(today, firm, item, (other, Some(item.owner)), (unclear, 1.0), watch);
    }
}

/// A person puts a miss of some weight, so far unclear, down to its causes, and acts on it.
fn explain<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    item: &Item,
    (person, other): (Person, Option<Person>),
    (weight, unclear): (f64, f64),
    watch: &mut O,
) {
    if firm.people.vacant_until[person] > today.day || weight <= 0.0 {
        return;
    }
    let shares = shares(today, firm, person, other, if item.crosses { unclear } else { 0.0 });
    firm.tally.missed += weight;
    for (sum, share) in firm.tally.attributed.iter_mut().zip(shares) {
        *sum += weight * share;
    }
    firm.month.missed += weight;
    firm.month.blamed += weight * shares[OTHER];
    firm.lately.0 += weight * shares[SELF];
    firm.lately.1 += weight * shares[OTHER];
    firm.tally.people[person].blame_given += weight * shares[OTHER];
    learn(today, firm, item, person, (weight * shares[SELF], weight * shares[OWN]));
    let blame = weight * shares[OTHER];
    // Who puts nothing down to the other function says nothing.
    if blame <= 0.0 {
        return;
    }
    let known = other.filter(|&other| {
        firm.people.vacant_until[other] <= today.day && firm.ties.place(person, other).is_some()
    });
    if flares(today, firm, (person, known.unwrap_or(person)), (item.what, blame), item.lead) {
        accuse(today, firm, person, known);
        firm.note(
            today,
            watch,
            What::Blamed { about: item.what, share: shares[OTHER] },
            item.lead,
            Some(person),
            known,
        );
    }
}

/// The shares in which a person puts a miss down to self, the other function, the own function and the market.
fn shares(today: &Today, firm: &Firm, person: Person, other: Option<Person>, unclear: f64) -> [f64; 4] {
    let rule = &today.scenario.blame;
    let choices = today.choices(firm.rates.team(person));
    let (shield, appraisal) = match choices.reporting {
        Reporting::Joint => (0.0, rule.appraisal),
        Reporting::Separate => (rule.shield, 0.0),
    };
    let outside = rule.self_serving;
    let mut weights = [0.0; 4];
    weights[SELF] = 1.0 - shield;
    let blames = outside * unclear * firm.people.readiness[person];
    if blames > 0.0 {
        let pay_off = (1.0 + appraisal) * (1.0 - choices.joint_reward) * (1.0 + firm.shortfall(person));
        let close =
            other.and_then(|other| firm.ties.tie(person, other)).map_or(0.0, |tie| tie.strength * tie.trust);
        weights[OTHER] = blames * pay_off * (1.0 - close);
    }
    weights[OWN] = outside * rule.process;
    weights[MARKET] = outside * rule.market;
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 { weights.map(|weight| weight / sum) } else { [1.0, 0.0, 0.0, 0.0] }
}

/// The lesson of a miss: what is put down to oneself and to the own function, as far as there are hours for it.
fn learn(today: &Today, firm: &mut Firm, item: &Item, person: Person, (own_fault, process): (f64, f64)) {
    let rule = &today.scenario.learning;
    let wanted = seconds(rule.hours * (own_fault + process));
    let spent = firm.hours.charge(person, Task::Learning, wanted);
    let part = if wanted > 0 { f64::from(spent) / f64::from(wanted) } else { 1.0 };
    let (own_fault, process) = (own_fault * part, process * part);
    firm.people.experience[person] += rule.lesson * own_fault;
    let marketing_lead = item.lead.is_some_and(|id| firm.leads[id].marketer.is_some());
    if let Some(seller) = firm.rates.seller(person) {
        if marketing_lead {
            let rate = &mut firm.sellers[seller].marketing_rate;
            *rate += (today.scenario.attention.learning * own_fault).min(1.0)
                * (today.scenario.market.good_fit - *rate).max(0.0);
        }
    } else if let (Some(marketer), true) = (firm.rates.marketer(person), own_fault > 0.0) {
        let noise = today.scenario.information.observation_noise;
        let number = item.lead.map_or(0, |id| firm.leads[id].key as u32 & 0xffff);
        let entity = name(person, &firm.rates);
        let drawn = today.draws.normal(Purpose::Lesson, entity, (today.day.number() << 16) | number);
        let wish = firm.preferences[firm.rates.addressed(marketer)];
        update(&mut firm.marketers[marketer].belief, wish + noise * drawn, own_fault / (noise * noise));
    }
    let mended = (rule.process * process).min(1.0);
    if mended > 0.0 {
        let rules = &mut firm.teams[firm.rates.team(person)].rules;
        *rules = toward(*rules, mended);
    }
}

/// An accusation of a person, or of nobody in particular.
fn accuse(today: &Today, firm: &mut Firm, accuser: Person, accused: Option<Person>) {
    let rule = &today.scenario.blame;
    let team = firm.rates.team(accuser);
    firm.teams[team].accusations += 1.0;
    firm.tally.accusations += 1;
    firm.budget.accused[usize::from(firm.rates.sells(accuser))] += 1.0;
    norms::withdraw(today, &mut firm.people, accuser, ACCUSER_WITHDRAWS);
    if let Some(accused) = accused {
        let view = firm.people.view[accused];
        firm.ties.strengthen(accused, accuser, 0.0, view);
        quarrel(today, firm, accuser, accused, rule.strength);
        norms::accused(today, &mut firm.people, accused, 1.0);
        firm.tally.people[accused].blame_received += 1.0;
        return;
    }
    let sells = firm.rates.sells(accuser);
    let those = firm.rates.team_sellers(team);
    let n = if sells { firm.rates.team_marketers(team).count() } else { those.len() };
    let share = 1.0 / n.max(1) as f64;
    let marketers = firm.rates.team_marketers(team).filter(|_| sells).map(Person::from);
    for person in those.filter(|_| !sells).map(Person::from).chain(marketers) {
        if firm.people.vacant_until[person] <= today.day {
            firm.regard(today, person, -rule.strength);
            norms::accused(today, &mut firm.people, person, share);
            firm.tally.people[person].blame_received += share;
        }
    }
}
