//! Roles and places: liaisons, brokers, enablement inside the teams or as a unit of its own, and the split of marketing.
//!
//! Whoever finds out who can help whom handles requests that wait for somebody: each takes half an escalation's hours of
//! the role-holder. Liaisons and enablers in the teams serve the requests of their own team: those that look for somebody or wait for a meeting,
//! and those that lie before the own manager and have not been decided. A unit serves the
//! whole firm from one queue, first come first served, with the hours of its own additional people: its delay is that of a
//! queue, small until the unit is nearly busy and long beyond. A voluntary unit takes only needs that would otherwise ask around, go up to
//! the managers or wait for a meeting, and brings the two together. An exclusive one takes every need that no rule covers, and is a third silo:
//! what was asked goes to the other function through it, and what was done comes back through it, with a hand-off and hours each way; each
//! hand-off is misunderstood by the words that the unit shares with that side, 1 - (1 - p)(1 - q) in all; and the two who asked and
//! helped do not get to know, trust or understand each other better by it, nor tell each other anything. The words that the unit's people share with
//! both sides start at `vocabulary.unit` and grow with each piece. When a unit ends, what lies before it goes on without it. Brokers bring a salesperson and a marketer of
//! their team together, who spend time as well, and help to settle what is between them.

use crate::model::books::hours::{Task, seconds};
use crate::model::border::disputes;
use crate::model::border::helping;
use crate::model::border::routes;
use crate::model::border::self_help;
use crate::model::change::measures::takes_part;
use crate::model::constants::ROLE_HOURS;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, Person, RequestId};
use crate::model::people::person::name;
use crate::model::people::ties::toward;
use crate::model::random::Purpose;
use crate::model::rates::Rates;
use crate::model::trace::{Observer, What};
use crate::scenario::calendar::MONTH;
use crate::scenario::programme::{Measure, MeasureKind};

/// Share of the hours of a broker that each of the two brought together spends on it.
const INTRODUCTION: f64 = 0.5;

/// One day of a role or a place.
pub fn run<O: Observer>(today: &Today, firm: &mut Firm, index: usize, measure: &Measure, watch: &mut O) {
    match measure.kind {
        MeasureKind::Liaison | MeasureKind::EnablementInTeams => {
            for holder in holders(&firm.rates, measure.people as usize) {
                find_help(today, firm, holder, daily(measure));
            }
        }
        MeasureKind::CulturalBrokers => {
            for holder in holders(&firm.rates, measure.people as usize) {
                introduce(today, firm, holder, daily(measure));
            }
        }
        MeasureKind::EnablementUnit => unit(today, firm, watch),
        MeasureKind::UpstreamDownstream => split(today, firm, index, measure),
        _ => {}
    }
}

/// Seconds a day of a role-holder.
fn daily(measure: &Measure) -> u32 {
    seconds(measure.hours / f64::from(MONTH))
}

/// The people in a role: spread evenly, half in each function where both have people.
fn holders(rates: &Rates, people: usize) -> impl Iterator<Item = Person> + use<> {
    let (sellers, marketers) = (rates.sellers, rates.marketers);
    let in_marketing = (people / 2).min(marketers).max(people.saturating_sub(sellers).min(marketers));
    let in_sales = (people - in_marketing.min(people)).min(sellers);
    let spread = |n: usize, of: usize, first: usize| {
        (0..n).map(move |i| Person::new((first + i * of / n.max(1)) as u32))
    };
    spread(in_sales, sellers, 0).chain(spread(in_marketing, marketers, sellers))
}

/// A role-holder finds somebody for the requests of the own team that wait for one, and then for those that lie before the own manager.
fn find_help(today: &Today, firm: &mut Firm, holder: Person, seconds_a_day: u32) {
    let each = seconds(ROLE_HOURS * today.scenario.exceptions.escalation_hours).max(1);
    let team = firm.rates.team(holder);
    let mut left = seconds_a_day.min(firm.hours.left(holder));
    let mut place = 0;
    while place < firm.asking.len() && left >= each {
        let id = firm.asking[place];
        let from = firm.requests[id].from;
        if firm.rates.team(from) == team && !firm.requests[id].given_up {
            firm.asking.swap_remove(place);
            routes::pass_on(firm, id);
            firm.tally.roles += u64::from(firm.hours.charge(holder, Task::Programme, each));
            left -= each;
        } else {
            place += 1;
        }
    }
    let boss = firm.rates.manager(holder);
    let mut queued = firm.requests.take(&mut firm.queues[boss]);
    while let Some(id) = queued.get() {
        let request = &firm.requests[id];
        queued = request.next;
        let own = firm.rates.team(request.from) == team && firm.rates.manager(request.from) == boss;
        if request.hops > 0 && own && !request.given_up && left >= each {
            firm.requests[id].hops = 0;
            routes::pass_on(firm, id);
            firm.tally.roles += u64::from(firm.hours.charge(holder, Task::Programme, each));
            left -= each;
        } else {
            firm.requests.push(&mut firm.queues[boss], id);
        }
    }
}

/// A broker brings people of the own team together and settles what is between them.
fn introduce(today: &Today, firm: &mut Firm, broker: Person, seconds_a_day: u32) {
    let spent = firm.hours.charge(broker, Task::Programme, seconds_a_day);
    let hours = f64::from(spent) / 3600.0;
    let team = firm.rates.team(broker);
    let sellers = firm.rates.team_sellers(team);
    if sellers.is_empty() || hours == 0.0 {
        return;
    }
    let [who, whom] = today.draws.uniforms(Purpose::Broker, name(broker, &firm.rates), today.day.number());
    let seller = sellers.at(((who * sellers.len() as f64) as usize).min(sellers.len() - 1));
    let Some(marketer) = firm.rates.marketer_for(team, (whom * 1e6) as usize) else { return };
    let wanted = seconds(INTRODUCTION * hours);
    let (a, b) = (
        firm.hours.charge(seller, Task::Programme, wanted),
        firm.hours.charge(marketer, Task::Programme, wanted),
    );
    let pieces = 2.0 * f64::from(a.min(b)) / 3600.0;
    firm.work_together(today, seller, marketer, pieces);
    firm.experience(today, seller, marketer, pieces);
    firm.experience(today, marketer, seller, pieces);
    if firm.teams[team].disputes > 0.0 {
        let heads = (sellers.len() + 1) as f64;
        disputes::clear(today, firm, team, hours / heads);
    }
}

/// A day of the unit: its people work off the queue as far as their hours go.
fn unit<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let each = seconds(ROLE_HOURS * today.scenario.exceptions.escalation_hours).max(1);
    let mut staff = firm.rates.unit();
    let mut queue = firm.unit_queue;
    let mut queued = firm.requests.take(&mut queue);
    while let Some(id) = queued.get() {
        queued = firm.requests[id].next;
        while !staff.is_empty() && firm.hours.left(staff.at(0)) < each {
            staff.next();
        }
        if ended(today, firm, id) {
            continue;
        }
        if staff.is_empty() {
            firm.requests.push(&mut queue, id);
            continue;
        }
        let between = staff.at(0);
        firm.tally.roles += u64::from(firm.hours.charge(between, Task::Programme, each));
        let about = firm.requests[id].about.living(&firm.leads);
        firm.note(today, watch, What::PassedOn, about, Some(between), None);
        if firm.requests[id].returns {
            let words = &mut firm.people.vocabulary[between];
            *words = toward(*words, today.scenario.vocabulary.gain.min(1.0));
            helping::delivered(today, firm, id, Some(between), watch);
        } else {
            routes::pass_on(firm, id);
        }
    }
    firm.unit_queue = queue;
}

/// Whether a request before a unit is over: nobody waits for it any more.
fn ended(today: &Today, firm: &mut Firm, id: RequestId) -> bool {
    if firm.requests[id].given_up {
        firm.requests.end(id);
    } else if self_help::outlived(today, &firm.requests[id]) {
        self_help::without(today, firm, id);
        firm.requests.end(id);
    } else {
        return false;
    }
    true
}

/// A unit has ended: what lies before it goes on without it.
pub fn disband<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let mut queued = firm.requests.take(&mut firm.unit_queue);
    while let Some(id) = queued.get() {
        queued = firm.requests[id].next;
        if ended(today, firm, id) {
            continue;
        }
        if firm.requests[id].returns {
            helping::delivered(today, firm, id, None, watch);
        } else {
            routes::pass_on(firm, id);
        }
    }
}

/// The split of marketing: downstream marketers serve sales first, upstream marketers serve no requests.
fn split(today: &Today, firm: &mut Firm, index: usize, measure: &Measure) {
    for marketer in firm.rates.marketers() {
        let downstream = takes_part(today, &firm.rates, index, measure, marketer.into());
        firm.marketers[marketer].upstream = !downstream;
    }
}
