//! Shared tasks: work that belongs to nobody in particular, and the volunteer's dilemma of those who see it.
//!
//! A message in the general mailbox, calls after a fair, a prospect not ready yet, a renewal that comes up, a price that changed: each of the n
//! people who see such a task weighs what it costs him against what it is worth to him, r = c / v, and hopes that somebody else will do it. In
//! the symmetric equilibrium (Diekmann 1985) each acts with
//!
//! ```text
//! p = 1 − r^(1 / (n − 1))         nobody acts: r^(n / (n − 1)), which grows with n; two or more: what is left
//! r = shared.cost × (3/2 − trust) × (1 − operating.joint_reward / 2)        1 of 1 acts if r < 1
//! ```
//!
//! Whoever acts besides the first does the work twice. With chance
//! 1 - (1 - named)(1 - system)(1 - talk) it is no dilemma: one person has it. named is 1 with counterparts, else the coverage of the team's rules; the system
//! shows a task as taken; talk is the mean closeness of those who see it to the other function. Tasks arisen = done + missed: each is decided on the
//! day on which it arises.

use crate::model::books::hours::{Task, seconds};
use crate::model::border::feelings;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, LeadId, Marketer, Person, Seller, Team};
use crate::model::math::pow;
use crate::model::random::Purpose;
use crate::model::state::Doubled;
use crate::model::work::leads::Stage;
use crate::scenario::calendar::MONTH;

/// Salespeople and marketers who see one task at most: attention is bounded.
const SALESPEOPLE: usize = 16;
const MARKETERS: usize = 8;

/// What kind of task; the number is part of its name in draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum TaskKind {
    /// A prospect who wrote to the general mailbox, or whom somebody met at a fair.
    Mailbox,
    /// A prospect who is not ready, to be kept warm.
    Nurture,
    /// An account whose renewal comes up.
    Renewal,
    /// A price that changed, which the other side does not know.
    Price,
}

/// What became of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Nobody did it.
    Missed,
    /// One did it.
    Done,
    /// Two or more did it.
    Doubled,
}

/// A task arises in a team; `owner` is who would have it, were it assigned.
pub fn arise(
    today: &Today,
    firm: &mut Firm,
    (kind, entity, occurrence): (TaskKind, u64, u32),
    team: Team,
    owner: Option<Person>,
) -> Deed {
    let shared = &today.scenario.shared;
    let there = |firm: &Firm, person: Person| firm.people.vacant_until[person] <= today.day;
    let sellers = firm.rates.team_sellers(team).take(SALESPEOPLE).map(Person::from);
    let marketers = firm.rates.team_marketers(team).take(MARKETERS).map(Person::from);
    let mut seen = [Person::new(0); SALESPEOPLE + MARKETERS];
    let mut n = 0;
    for person in sellers.chain(marketers) {
        if there(firm, person) {
            (seen[n], n) = (person, n + 1);
        }
    }
    firm.tally.tasks.arisen += 1;
    let name = (occurrence << 2) | kind as u32;
    let mut drawn = today.draws.stream(Purpose::Shared, entity, name);
    let assigned = drawn.uniform();
    let owner = owner.filter(|&owner| there(firm, owner));
    let (mut first, mut others) = (None, 0u32);
    if let Some(owner) = owner
        && (assigned < named(today, firm, team) || assigned < assignment(today, firm, team, &seen[..n]))
    {
        first = Some(owner);
    } else {
        let wanted = seconds(shared.hours);
        // Trust and joint reward lie within 0 and 1: for most who see the task that says enough of their readiness.
        let (least, most) = (volunteers(1.5 * shared.cost, n), volunteers(0.25 * shared.cost, n));
        for &person in &seen[..n] {
            let u = drawn.uniform();
            if u >= most || (u >= least && u >= readiness(today, firm, person, n)) {
                continue;
            }
            match first {
                None => first = Some(person),
                Some(before) => {
                    others += 1;
                    firm.duplicate(person, Doubled::Task, wanted);
                    if firm.rates.sells(before) != firm.rates.sells(person) {
                        feelings::rebuffed(today, firm, before, Some(person));
                        feelings::rebuffed(today, firm, person, Some(before));
                    }
                }
            }
        }
    }
    let Some(actor) = first else {
        firm.tally.tasks.missed += 1;
        return Deed::Missed;
    };
    let wanted = seconds(shared.hours);
    let spent = firm.hours.charge(actor, Task::Shared, wanted);
    firm.owe(actor, Task::Shared, wanted - spent);
    firm.tally.tasks.done += 1;
    if others == 0 {
        return Deed::Done;
    }
    firm.tally.tasks.doubled += 1;
    Deed::Doubled
}

/// The chance that a task is somebody's by rule or name, or by a record that shows it as taken.
fn named(today: &Today, firm: &Firm, team: Team) -> f64 {
    let choices = today.choices(team);
    let named = if choices.counterparts { 1.0 } else { firm.teams[team].rules };
    1.0 - (1.0 - named) * (1.0 - choices.system)
}

/// The same, or by talk.
fn assignment(today: &Today, firm: &Firm, team: Team, seen: &[Person]) -> f64 {
    let mut talk = 0.0;
    for &person in seen {
        let others = if firm.rates.sells(person) { firm.rates.marketers } else { firm.rates.sellers };
        let known = (firm.ties.known(person) as f64 / others.max(1) as f64).min(1.0);
        talk += known * firm.ties.means(person).map_or(0.0, |(_, strength)| strength);
    }
    let talk = talk / seen.len().max(1) as f64;
    1.0 - (1.0 - named(today, firm, team)) * (1.0 - talk)
}

/// The chance that a person who sees a task does it, one of n.
fn readiness(today: &Today, firm: &Firm, person: Person, n: usize) -> f64 {
    let choices = today.choices(firm.rates.team(person));
    let trust = firm.trust_by(today, person, firm.ties.means(person).map(|(trust, _)| trust));
    let r = today.scenario.shared.cost * (1.5 - trust) * (1.0 - 0.5 * choices.joint_reward);
    volunteers(r, n)
}

/// The chance that one of n acts, where acting costs r times what is done is worth: the symmetric equilibrium of Diekmann (1985).
pub fn volunteers(r: f64, n: usize) -> f64 {
    match n {
        0 => 0.0,
        1 => {
            if r < 1.0 {
                1.0
            } else {
                0.0
            }
        }
        _ => (1.0 - pow(r.max(0.0), 1.0 / (n - 1) as f64)).max(0.0),
    }
}

/// Marketing has a lead in hand: one that came in by the general mailbox, or was met at a fair, only if somebody answers it.
pub fn met(today: &Today, firm: &mut Firm, marketer: Marketer, id: LeadId) -> bool {
    let shared = &today.scenario.shared;
    let key = firm.leads[id].key;
    let fair = shared.fair_interval > 0 && today.day % shared.fair_interval == shared.fair_interval / 2;
    if !fair {
        if shared.mailbox == 0.0 {
            return true;
        }
        let mail = today.draws.uniform(Purpose::Mailbox, key, 0);
        if mail >= shared.mailbox {
            return true;
        }
    }
    let team = firm.rates.team(firm.leads[id].territory());
    match arise(today, firm, (TaskKind::Mailbox, key, 0), team, Some(marketer.into())) {
        Deed::Missed => false,
        Deed::Done => true,
        Deed::Doubled => {
            firm.leads[id].hands = firm.leads[id].hands.saturating_add(1);
            true
        }
    }
}

/// A lead in a salesperson's list would lapse unworked; true when it is only not ready, and somebody keeps it warm.
pub fn kept_warm(today: &Today, firm: &mut Firm, seller: Seller, place: usize) -> bool {
    if today.scenario.shared.unready == 0.0 {
        return false;
    }
    let id = firm.lists.of(seller)[place].lead();
    let lead = &firm.leads[id];
    let last = lead.stage == Stage::Offered && lead.holders == 1;
    let Some(marketer) = lead.marketer.get() else { return false };
    if lead.warm || !last {
        return false;
    }
    let key = lead.key;
    let ready = today.draws.uniform(Purpose::Unready, key, 0);
    firm.leads[id].warm = true;
    if ready >= today.scenario.shared.unready {
        return false;
    }
    let team = firm.rates.team(seller);
    if arise(today, firm, (TaskKind::Nurture, key, 1), team, Some(marketer.into())) == Deed::Missed {
        return false;
    }
    let patience = f64::from(firm.leads[id].patience).min(1e6) as u32;
    firm.lists.change(seller, place, |entry| entry.expiry = (today.day + patience + 1).into());
    true
}

/// What an account's satisfaction loses this month because nobody, or more than one, gave notice of its renewal.
pub fn renewal(today: &Today, firm: &mut Firm, seller: Seller, key: u64, month: u32) -> f32 {
    let shared = &today.scenario.shared;
    if shared.renewals == 0.0 {
        return 0.0;
    }
    let due = today.draws.uniform(Purpose::Renewal, key, month);
    if due * 12.0 >= shared.renewals {
        return 0.0;
    }
    let team = firm.rates.team(seller);
    match arise(today, firm, (TaskKind::Renewal, key, month), team, Some(seller.into())) {
        Deed::Missed => shared.renewal_missed as f32,
        Deed::Done => 0.0,
        Deed::Doubled => (shared.renewal_missed / 3.0) as f32,
    }
}

/// Month's end: prices change; where nobody tells the other side, a salesperson quotes the old one and does a part of a step again.
pub fn prices(today: &Today, firm: &mut Firm) {
    let shared = &today.scenario.shared;
    let mean = shared.price_changes * today.scenario.market.speed / 12.0;
    if mean <= 0.0 {
        return;
    }
    let month = today.day / MONTH;
    for team in firm.teams.ids() {
        let [number, who] = today.draws.uniforms(Purpose::Price, u64::from(team.number()), month);
        for change in 0..((mean + number) as u32).min(32) {
            let named = firm.rates.marketer_for(team, month as usize + change as usize);
            let name = (TaskKind::Price, (1 << 62) | u64::from(team.number()), month * 32 + change + 1);
            let sellers = firm.rates.team_sellers(team);
            if arise(today, firm, name, team, named.map(Person::from)) != Deed::Missed || sellers.is_empty() {
                continue;
            }
            let count = sellers.len();
            let seller = sellers.at(((who * count as f64) as usize + change as usize) % count);
            if firm.people.vacant_until[seller] <= today.day {
                let again = seconds(shared.misquote * firm.rates.step_hours);
                firm.owe(seller, Task::Rework, again);
                if let Some(marketer) = named {
                    firm.experience(today, seller, marketer, -1.0);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::volunteers;

    #[test]
    fn the_more_see_a_task_the_less_each_and_all_of_them_together_do_it() {
        let nobody = |n: usize| libm::pow(1.0 - volunteers(0.3, n), n as f64);
        assert_eq!(volunteers(0.3, 1), 1.0);
        assert!((volunteers(0.3, 2) - 0.7).abs() < 1e-12);
        for n in 2..30 {
            assert!(volunteers(0.3, n + 1) < volunteers(0.3, n));
            assert!(nobody(n + 1) > nobody(n));
            let closed = libm::pow(0.3, n as f64 / (n as f64 - 1.0));
            assert!((nobody(n) - closed).abs() < 1e-12, "nobody of {n} acts");
        }
        assert_eq!((volunteers(1.0, 5), volunteers(0.0, 5), volunteers(1.0, 1)), (0.0, 1.0, 0.0));
    }
}
