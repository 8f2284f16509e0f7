//! Disputes: what friction and accusations across the border come to.
//!
//! Friction flares up with chance readiness x temper x heat, at most 1: the readiness to quarrel over this (for a contest, 1 - trust),
//! the temper of the person, and the heat of the matter, (2 v / (1 + v))^`blame.heat` for a lead of v times the typical value and 1 for all else. A
//! quarrel takes hours of both; one boss over both, where there are hours on the desk, spends the share `blame.joint_boss` of
//! them on hearing both and spares each as much. It costs trust both ways, leaves a grudge, and an open matter in the
//! team of the salesperson. Hours of meetings, of managers and of brokers settle open matters, two in the hours that one takes those concerned;
//! all who attend the team's meetings then let go of half a grudge times the share that was settled, and think a little better of the other function.

use crate::model::books::hours::{Task, seconds};
use crate::model::constants::{GRUDGE_SETTLED, SETTLED_AN_HOUR};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{LeadId, Person, Team};
use crate::model::math::pow;
use crate::model::people::person::pair_name;
use crate::model::people::ties::toward;
use crate::model::random::Purpose;
use crate::model::trace::{Observer, What};
use crate::scenario::operating::Reporting;

/// A cause of friction across the border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
#[allow(missing_docs, reason = "named by FRICTIONS")]
pub enum Friction {
    Late,
    Credit,
    Budget,
    Talk,
    Lead,
    Request,
}

/// Names of [`Friction`], in order; the last two are what accusations are about.
pub const FRICTIONS: [&str; 6] = [
    "a missed service level",
    "credit for a win",
    "the budget",
    "a talk without trust",
    "a lost lead",
    "an unanswered request",
];

/// Friction between a (who is annoyed) and b over a contested matter, of which a part may be at stake, becomes a dispute or is
/// shrugged off.
pub fn friction<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    (a, b): (impl Into<Person>, impl Into<Person>),
    (cause, part): (Friction, f64),
    lead: Option<LeadId>,
    watch: &mut O,
) {
    let (a, b) = (a.into(), b.into());
    let there = |person: Person| firm.people.vacant_until[person] <= today.day;
    let readiness = (1.0 - firm.trust(today, a, b)) * part;
    if there(a) && there(b) && flares(today, firm, (a, b), (cause, readiness), lead) {
        quarrel(today, firm, a, b, 1.0);
        firm.tally.disputes += 1;
        firm.note(today, watch, What::Dispute(cause), lead, Some(a), Some(b));
    }
}

/// Whether a lets fly at b, who is the same person where it is nobody in particular.
pub fn flares(
    today: &Today,
    firm: &Firm,
    (a, b): (Person, Person),
    (cause, readiness): (Friction, f64),
    lead: Option<LeadId>,
) -> bool {
    let least = readiness * firm.people.temper[a];
    if least <= 0.0 {
        return false;
    }
    let number = lead.map_or(0, |id| firm.leads[id].key as u32 & 0x3fff);
    let occurrence = (today.day.number() * 8 + cause as u32) | (number << 18);
    let u = today.draws.uniform(Purpose::Dispute, pair_name(a, b, &firm.rates), occurrence);
    // Whatever the value of the lead, it makes nobody more than 2^heat times as hot.
    let (value, exponent) =
        (lead.map_or(1.0, |id| f64::from(firm.leads[id].value)), today.scenario.blame.heat);
    if exponent <= 1.0 && u >= 2.0 * least {
        return false;
    }
    u < least * pow(2.0 * value / (1.0 + value), exponent)
}

/// Two people quarrel: hours, trust, a grudge and an open matter. The `weight` is that of the bad experience that b has.
pub fn quarrel(today: &Today, firm: &mut Firm, a: Person, b: Person, weight: f64) {
    let scenario = today.scenario;
    let team = firm.rates.team(a.min(b));
    let settled = heard(today, firm, a, b);
    let wanted = seconds(scenario.coordination.dispute * (1.0 - settled));
    for (one, other, weight) in [(a, b, 1.0), (b, a, weight)] {
        let spent = firm.hours.charge(one, Task::Disputes, wanted);
        firm.people.conflict[one] += spent;
        firm.experience(today, one, other, -weight);
        firm.people.resent(one, scenario.trust.grudge, today.day);
    }
    firm.teams[team].disputes += 1.0 - settled;
}

/// The share of a quarrel that one boss over both settles by hearing them, if there are hours for it.
fn heard(today: &Today, firm: &mut Firm, a: Person, b: Person) -> f64 {
    let share = today.scenario.blame.joint_boss;
    let joint = today.choices(firm.rates.team(a.min(b))).reporting == Reporting::Joint;
    let boss = firm.rates.manager(a.min(b));
    let chief = Person::from(boss);
    let wanted = seconds(today.scenario.coordination.dispute * share);
    if !joint || chief == a || chief == b || firm.desk[boss] < wanted || firm.hours.left(boss) < wanted {
        return 0.0;
    }
    firm.desk[boss] -= wanted;
    firm.hours.charge(boss, Task::Escalation, wanted);
    share
}

/// Settles as many of a team's disputes as the hours allow; those present regain a little trust.
pub fn clear(today: &Today, firm: &mut Firm, team: Team, hours: f64) -> f64 {
    let each = today.scenario.coordination.dispute.max(0.01);
    let open = firm.teams[team].disputes;
    let free = today.scenario.coordination.dispute == 0.0;
    let cleared = if free { open } else { open.min(hours / each * SETTLED_AN_HOUR) };
    if cleared <= 0.0 {
        return 0.0;
    }
    firm.teams[team].disputes -= cleared;
    let share = cleared / open;
    for person in firm.rates.attendees(team) {
        let grudge = &mut firm.people.grudge[person].0;
        *grudge *= 1.0 - GRUDGE_SETTLED * share;
        let view = &mut firm.people.view[person];
        *view = toward(*view, (today.scenario.trust.gain * share).min(1.0));
    }
    cleared
}
