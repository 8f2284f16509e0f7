//! Hand-over: how a marketing lead reaches a salesperson, by the operating choice `operating.handover`.
//!
//! - pool: the marketer thinks of somebody known; a close acquaintance (probability: strength of the tie) is told,
//!   otherwise a few acquaintances are mailed and each reads with `attention.read`. Nobody else hears of it.
//! - threshold: the lead is scored; below the bar it is kept back, else routed to the owner of the territory. Marketers paid for
//!   volume and short of target lower the bar.
//! - flexible: marketer and owner of the territory talk it over; both need the hours on the same day. The talk tells more the
//!   more vocabulary they share; where the salesperson doubts the lead, it may turn into a dispute for lack of trust and of
//!   common words.
//! - pod: a joint kick-off like a flexible talk, and joint work at every later step (see `exceptions.rs`), unless the deal
//!   is below `operating.pod_minimum_deal`.
//!
//! ```text
//! score s = Φ((z + n e) / sqrt(1 + n²)),   e ~ N(0, 1)   (score, 0); the salesperson is told z + n e with noise n
//! noise n = information.score_noise × (f + x) / (f + 1),   f = information.score_floor,   x = offer.complexity
//! bar     = operating.screening_bar × (1 − behaviour.bar_lowering × pay × (1 + shortfall) / 2)
//! pay     = operating.volume_reward × (1 − operating.joint_reward) × 2 r, at most 1;   r the marketer's response to pay (1/2 is typical)
//! ```
//!
//! A lead that was routed or talked over is refused when
//!
//! ```text
//! perceived chance to be sales-worthy × belief in this marketer < attention.refusal × market.good_fit
//! ```
//!
//! Screening, recorded acceptance, tracking and the dispute rule are choices of their own and apply wherever they are
//! set. Leads wait in the marketer's outbox until there are hours; a prospect does not wait for ever, and an outbox does not
//! hold more than [`OUTBOX`] leads.

use crate::model::books::hours::{Task, seconds};
use crate::model::border::disputes::{Friction, friction};
use crate::model::border::feelings;
use crate::model::border::intelligence;
use crate::model::constants::{
    BAR_SHORT, CHANNEL, LEAD_TAKEN, OUTBOX, PASSING_WORD, SECOND_LOOK, WORDS_CLEAR,
};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Day, LeadId, Manager, Marketer, Maybe, Person, Seller};
use crate::model::math::normal_cdf;
use crate::model::people::norms;
use crate::model::random::Purpose;
use crate::model::rates::Rates;
use crate::model::trace::{Observer, What};
use crate::model::work::leads::{Lead, Link, Loss, Stage};
use crate::model::work::lists::Entry;
use crate::model::work::losses::{let_go, lose};
use crate::model::work::perception;
use crate::scenario::operating::{DisputeRule, Handover, Reporting};

/// What came of trying to hand a lead over.
#[derive(PartialEq)]
enum Attempt {
    Done,
    /// Hours were missing on one side: again tomorrow.
    Tomorrow,
}

/// A lead comes into a marketer's outbox. From a full one the oldest lead goes, as one that nobody came to.
pub fn arrive<O: Observer>(today: &Today, firm: &mut Firm, marketer: Marketer, id: LeadId, watch: &mut O) {
    let known = &firm.marketers[marketer];
    if f64::from(known.waiting) >= OUTBOX
        && let Some(oldest) = known.outbox.0.get()
    {
        let next = firm.leads[oldest].link.lead();
        let known = &mut firm.marketers[marketer];
        known.waiting -= 1;
        known.outbox.0 = next.map_or(Maybe::NONE, Maybe::from);
        if next.is_none() {
            known.outbox.1 = Maybe::NONE;
        }
        lose(today, firm, oldest, Loss::Leaked, watch);
    }
    enqueue(firm, marketer, id);
}

/// Puts a lead at the end of a marketer's outbox.
fn enqueue(firm: &mut Firm, marketer: Marketer, id: LeadId) {
    firm.leads[id].link = Link::NONE;
    firm.marketers[marketer].waiting += 1;
    let (first, last) = &mut firm.marketers[marketer].outbox;
    match last.get() {
        None => *first = id.into(),
        Some(previous) => firm.leads[previous].link = Link::to_lead(id),
    }
    *last = id.into();
}

/// Every marketer hands over what is in the outbox, oldest first.
pub fn run<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    for marketer in firm.rates.marketers_in_turn(today.day) {
        let known = &mut firm.marketers[marketer];
        known.waiting = 0;
        let (first, _) = std::mem::replace(&mut known.outbox, (Maybe::NONE, Maybe::NONE));
        let mut queued = first.get();
        while let Some(id) = queued {
            let lead = &firm.leads[id];
            queued = lead.link.lead();
            if f64::from(today.day) > f64::from(lead.born) + f64::from(lead.patience) {
                lose(today, firm, id, Loss::Leaked, watch);
            } else if hand_over(today, firm, marketer, id, watch) == Attempt::Tomorrow {
                enqueue(firm, marketer, id);
            }
        }
    }
}

/// One lead is handed over by the rule of the salesperson's team.
fn hand_over<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    marketer: Marketer,
    id: LeadId,
    watch: &mut O,
) -> Attempt {
    let owner = firm.leads[id].territory();
    let choices = today.choices(firm.rates.team(owner));
    let costs = &today.scenario.coordination;
    let written = seconds(costs.admin);
    let talked = seconds(costs.talk);

    let (own, theirs) = match choices.handover {
        Handover::Pool | Handover::Threshold => (written, 0),
        Handover::Flexible | Handover::Pod => (talked, talked),
    };
    let longer = |firm: &Firm, person: Person, seconds: u32| {
        (f64::from(seconds) * firm.people.clumsiness(person, today.scenario)) as u32
    };
    let (own, theirs) = (longer(firm, marketer.into(), own), longer(firm, owner.into(), theirs));
    if firm.hours.left(marketer) < own || firm.hours.left(owner) < theirs {
        return Attempt::Tomorrow;
    }
    firm.hours.charge(marketer, Task::Handover, own);
    firm.hours.charge(owner, Task::Handover, theirs);

    if choices.screening_bar > 0.0 {
        let (score, told) = scored(today, &firm.leads[id]);
        firm.leads[id].told = (told.0 as f32, told.1 as f32);
        if score < bar(today, firm, marketer, choices.screening_bar) {
            lose(today, firm, id, Loss::ScreenedOut, watch);
            return Attempt::Done;
        }
    }
    match choices.handover {
        Handover::Pool => pool(today, firm, marketer, id, watch),
        Handover::Threshold => {
            firm.note(today, watch, What::Routed, Some(id), Some(marketer.into()), Some(owner.into()));
            to_owner(today, firm, marketer, owner, id, watch);
        }
        Handover::Flexible | Handover::Pod => {
            let deal = f64::from(firm.leads[id].value) * firm.rates.deal_value;
            firm.leads[id].pod = choices.handover == Handover::Pod && deal >= choices.pod_minimum_deal;
            firm.leads[id].shared = true;
            let words = 0.5 * (firm.people.vocabulary[marketer] + firm.people.vocabulary[owner]);
            let noise = today.scenario.attention.reading_noise * (1.0 - WORDS_CLEAR * words);
            let heard = f64::from(firm.leads[id].fit)
                + noise * today.draws.normal(Purpose::Heard, firm.leads[id].key, 0);
            firm.leads[id].told = (heard as f32, noise as f32);
            firm.note(
                today,
                watch,
                What::TalkedOver { hours: costs.talk, pod: firm.leads[id].pod },
                Some(id),
                Some(marketer.into()),
                Some(owner.into()),
            );
            firm.work_together(today, marketer, owner, 1.0);
            intelligence::cross(today, firm, owner, marketer, CHANNEL);
            let doubted = perception::reading(today, firm, owner, id, 1.0) < today.scenario.market.good_fit;
            if doubted {
                friction(today, firm, (owner, marketer), (Friction::Talk, 1.0 - words), Some(id), watch);
            }
            to_owner(today, firm, marketer, owner, id, watch);
        }
    }
    Attempt::Done
}

/// The score of a lead in [0, 1], and what it tells about the fit.
fn scored(today: &Today, lead: &Lead) -> (f64, (f64, f64)) {
    let information = &today.scenario.information;
    let x = today.scenario.offer.complexity;
    let noise = information.score_noise * (information.score_floor + x) / (information.score_floor + 1.0);
    let seen = f64::from(lead.fit) + noise * today.draws.normal(Purpose::Score, lead.key, 0);
    (normal_cdf(seen / libm::sqrt(1.0 + noise * noise)), (seen, noise))
}

/// The bar that a marketer applies: lowered by pay for volume when the month's leads fall short, raised for cover.
fn bar(today: &Today, firm: &Firm, marketer: Marketer, bar: f64) -> f64 {
    let choices = today.choices(firm.rates.team(marketer));
    let known = &firm.marketers[marketer];
    let shortfall = Rates::shortfall(known.pace, known.target);
    let response = 2.0 * firm.people.motives[marketer].response;
    let pay = (choices.volume_reward * (1.0 - choices.joint_reward) * response).min(1.0);
    let cover = 1.0 + norms::held_back(today, &firm.people, marketer);
    (bar * (1.0 - today.scenario.behaviour.bar_lowering * pay * (1.0 + shortfall) * BAR_SHORT) * cover)
        .min(1.0)
}

/// The pool: by word of mouth or mail, to people the marketer knows.
fn pool<O: Observer>(today: &Today, firm: &mut Firm, marketer: Marketer, id: LeadId, watch: &mut O) {
    let attention = &today.scenario.attention;
    let key = firm.leads[id].key;
    let known = firm.ties.count(marketer);
    firm.leads.advance(id, Stage::Offered, today.day);
    // The marketer holds the lead until everybody has been told, so that a full list does not end it half-way.
    firm.leads[id].holders += 1;
    if known > 0 {
        let [who, close] = today.draws.uniforms(Purpose::Tell, key, 0);
        let somebody = firm
            .ties
            .at(marketer, ((who * known as f64) as usize).min(known - 1))
            .filter(|&person| firm.people.vacant_until[person] <= today.day);
        let friend = somebody.filter(|&person| close < firm.ties.strength(marketer, person));
        if let Some(somebody) = friend.and_then(|person| firm.rates.seller(person)) {
            firm.hours.charge(
                marketer,
                Task::Handover,
                seconds(today.scenario.coordination.talk * PASSING_WORD),
            );
            firm.hours.charge(
                somebody,
                Task::Handover,
                seconds(today.scenario.coordination.talk * PASSING_WORD),
            );
            firm.work_together(today, marketer, somebody, PASSING_WORD);
            firm.note(today, watch, What::Told, Some(id), Some(marketer.into()), Some(somebody.into()));
            offer(today, firm, id, somebody, watch);
        } else {
            for contact in 1..=attention.mail_reach {
                let [who, reads] = today.draws.uniforms(Purpose::Mail, key, contact);
                let Some(somebody) = firm.ties.at(marketer, ((who * known as f64) as usize).min(known - 1))
                else {
                    continue;
                };
                let Some(somebody) = firm.rates.seller(somebody) else { continue };
                let new = firm.lists.find(somebody, id).is_none();
                if new && reads < attention.read && firm.people.vacant_until[somebody] <= today.day {
                    firm.note(
                        today,
                        watch,
                        What::Read,
                        Some(id),
                        Some(somebody.into()),
                        Some(marketer.into()),
                    );
                    offer(today, firm, id, somebody, watch);
                }
            }
        }
    }
    let lead = &firm.leads[id];
    if lead.stage == Stage::Offered && lead.holders == 1 {
        firm.note(today, watch, What::Unread { mailed: known > 0 }, Some(id), Some(marketer.into()), None);
        feelings::rebuffed(today, firm, marketer, None);
        lose(today, firm, id, Loss::Leaked, watch);
    }
    firm.leads.release(id);
}

/// The owner of the territory gets the lead, and takes or refuses it where acceptance is recorded.
fn to_owner<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    marketer: Marketer,
    owner: Seller,
    id: LeadId,
    watch: &mut O,
) {
    let choices = today.choices(firm.rates.team(owner));
    let there = firm.people.vacant_until[owner] <= today.day;
    firm.leads[id].owner = owner.into();
    if choices.record_acceptance && there {
        firm.hours.charge(owner, Task::Handover, seconds(today.scenario.coordination.admin));
        firm.leads[id].recorded = true;
    }
    if there && (choices.record_acceptance || firm.leads[id].shared) {
        if refuses(today, firm, owner, marketer, id, 1.0) {
            firm.note(today, watch, What::Refused, Some(id), Some(owner.into()), Some(marketer.into()));
            feelings::rebuffed(today, firm, marketer, Some(owner.into()));
            if !appeal(today, firm, marketer, owner, id, watch) {
                lose(today, firm, id, Loss::Refused, watch);
                return;
            }
        }
        firm.experience(today, marketer, owner, LEAD_TAKEN);
    }
    firm.leads.advance(id, Stage::Offered, today.day);
    offer(today, firm, id, owner, watch);
}

/// Whether a salesperson refuses a lead: its perceived chance to be sales-worthy, seen through what was learned of
/// marketing's leads and through trust, is too far below that of an own prospect.
fn refuses(today: &Today, firm: &Firm, owner: Seller, marketer: Marketer, id: LeadId, noise: f64) -> bool {
    let chance = perception::reading(today, firm, owner, id, noise);
    let belief = perception::belief(today, firm, owner, marketer);
    let bar = today.scenario.attention.refusal * (1.0 + norms::held_back(today, &firm.people, owner));
    chance * belief < bar * today.scenario.market.good_fit
}

/// The dispute rule; true when the lead is taken after all.
fn appeal<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    marketer: Marketer,
    owner: Seller,
    id: LeadId,
    watch: &mut O,
) -> bool {
    let choices = today.choices(firm.rates.team(owner));
    match choices.dispute_rule {
        DisputeRule::Drop => false,
        DisputeRule::Argue => {
            let talked = seconds(today.scenario.coordination.talk);
            firm.hours.charge(marketer, Task::Handover, talked);
            firm.hours.charge(owner, Task::Handover, talked);
            !refuses(today, firm, owner, marketer, id, SECOND_LOOK)
        }
        DisputeRule::Arbitrate => {
            let hours = seconds(today.scenario.exceptions.escalation_hours);
            let boss = firm.rates.manager(owner);
            let separate = choices.reporting == Reporting::Separate;
            let other = separate.then(|| firm.rates.manager(marketer));
            let free = |boss: Manager| firm.desk[boss] >= hours && firm.hours.left(boss) >= hours;
            if !free(boss) || !other.is_none_or(free) {
                return false;
            }
            for boss in [Some(boss), other].into_iter().flatten() {
                firm.desk[boss] -= hours;
                firm.hours.charge(boss, Task::Escalation, hours);
            }
            firm.note(today, watch, What::Arbitrated, Some(id), Some(boss.into()), Some(owner.into()));
            feelings::passed_over(today, firm, owner.into(), marketer.into());
            !refuses(today, firm, owner, marketer, id, SECOND_LOOK)
        }
    }
}

/// A lead comes into a salesperson's view. It must be in stage `Offered`.
pub fn offer<O: Observer>(today: &Today, firm: &mut Firm, id: LeadId, seller: Seller, watch: &mut O) {
    let choices = today.choices(firm.rates.team(seller));
    let marketing = firm.leads[id].marketer.is_some();
    if !marketing || firm.leads[id].claimed_twice {
        let deal = f64::from(firm.leads[id].value) * firm.rates.deal_value;
        firm.leads[id].pod =
            choices.handover == Handover::Pod && deal >= choices.pod_minimum_deal && firm.rates.marketers > 0;
    }
    if marketing {
        firm.tally.offered += 1;
        firm.tally.people[seller].leads_given += 1;
        if choices.tracking > 0.0 {
            check(today, firm, id, seller, choices.tracking);
        }
    }
    let good = perception::reading(today, firm, seller, id, 1.0);
    let chance = good * firm.rates.win;
    let lead = &mut firm.leads[id];
    lead.holders += 1;
    if !lead.offered {
        lead.offered = true;
        lead.handed = (f64::from(today.day) - f64::from(lead.born)) as f32;
    }
    let last = Day::new((f64::from(lead.born) + f64::from(lead.patience)) as u32);
    let entry = Entry::new(id, today.day, last);
    let entry = perception::prioritise(today, firm, seller, entry, chance);
    if let Some(forgotten) = firm.lists.add(seller, entry) {
        let_go(today, firm, seller, forgotten.lead(), false, watch);
    }
}

/// A sales manager notes a lead for checking, if there are hours for it; the salesperson answers for it.
fn check(today: &Today, firm: &mut Firm, id: LeadId, seller: Seller, share: f64) {
    let wanted = seconds(today.scenario.coordination.check);
    let boss = firm.rates.manager(seller);
    let drawn = today.draws.uniform(Purpose::Check, firm.leads[id].key, 0) < share;
    if drawn && firm.desk[boss] >= wanted && firm.hours.left(boss) >= wanted {
        firm.desk[boss] -= wanted;
        firm.hours.charge(boss, Task::Tracking, wanted);
        firm.hours.charge(seller, Task::Tracking, wanted);
        firm.leads[id].tracked = true;
    }
}
