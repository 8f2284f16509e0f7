//! Routes: whom a need of the other function reaches, the lead that waits for it, and what goes on when it is met.
//!
//! What a rule covers goes to the person whom it names. An exception goes, by the first that applies, to the enablement unit that takes
//! all of them; the named counterpart; a person known, with the propensity for direct contact (else asking around, when nobody is known);
//! the managers (`escalation.rs`); the next meeting. What is done for a request that came through a unit goes back through it
//! (`enablement.rs`). The routes in order, their chances and their draws stand on the page of exceptions.

use crate::model::border::requests::{About, Need, Request, Route};
use crate::model::change::measures::unit_of;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Day, LeadId, Marketer, Maybe, Person, RequestId, Seller, ShortDay, Team};
use crate::model::material::library::NO_SUBJECT;
use crate::model::people::norms;
use crate::model::people::ties::Ties;
use crate::model::trace::{Observer, What};
use crate::model::work::leads::{Link, Stage};
use crate::scenario::operating::Reporting;

/// A need of the other function sets out on its route. `chances` are the step's draws: joint, covered, contact, whom.
pub fn ask(
    today: &Today,
    firm: &mut Firm,
    from: Person,
    need: Need,
    lead: Maybe<LeadId>,
    remaining: u32,
    chances: [f64; 4],
) -> RequestId {
    let team = firm.rates.team(from);
    let choices = today.choices(team);
    let x = today.scenario.offer.complexity;
    let covered = firm.teams[team].rules * (1.0 - today.scenario.exceptions.uncovered_slope * x);
    let about = about(firm, lead);
    let named = responsible(firm, from, about.maker, chances[3]);
    let request = |route, duty| Request { duty, ..blank(from, about, today.day, remaining, need, route) };
    if chances[1] < covered {
        return assign(firm, request(Route::Rule, true), named);
    }
    firm.tally.exceptions += 1;
    firm.teams[team].uncovered += 1.0;
    let unit = unit_of(today);
    if unit.is_some_and(|unit| unit.exclusive) {
        return to_unit(firm, Request { relayed: true, ..request(Route::Unit, false) });
    }
    if choices.counterparts {
        let counterpart = firm.rates.seller(from).and_then(|seller| firm.rates.counterpart(seller));
        let counterpart = counterpart.map_or(named, Person::from);
        return assign(firm, request(Route::Counterpart, true), counterpart);
    }
    if chances[2] < choices.direct_contact * (1.0 - norms::held_back(today, &firm.people, from)) {
        let known =
            if firm.ties.strength(from, named) > 0.0 { Some(named) } else { closest(&firm.ties, from) };
        if let Some(person) = known {
            return assign(firm, request(Route::Tie, false), person);
        }
        if unit.is_some() {
            return to_unit(firm, request(Route::Unit, false));
        }
        let id = firm.requests.create(request(Route::Asking, false));
        firm.asking.push(id);
        return id;
    }
    if unit.is_some() {
        return to_unit(firm, request(Route::Unit, false));
    }
    if choices.escalation {
        firm.tally.escalations += 1;
        let hops = if choices.reporting == Reporting::Joint { 1 } else { 2 };
        let id = firm.requests.create(Request { hops, ..request(Route::Managers, true) });
        let boss = firm.rates.manager(from);
        firm.requests.push(&mut firm.queues[boss], id);
        return id;
    }
    let id = firm.requests.create(request(Route::Meeting, false));
    firm.asking.push(id);
    id
}

/// What a request about a lead, or about none, keeps of it.
pub fn about(firm: &Firm, lead: Maybe<LeadId>) -> About {
    lead.get().map_or(About::NOTHING, |id| {
        let known = &firm.leads[id];
        About { lead, maker: known.marketer, key: known.key }
    })
}

/// Who of the other function is responsible for a need, when a rule or a boss has to name somebody: the maker of the lead before others.
pub fn responsible(firm: &Firm, from: Person, maker: Maybe<Marketer>, u: f64) -> Person {
    let team = firm.rates.team(from);
    if firm.rates.sells(from) {
        let named = maker.get().or_else(|| firm.rates.marketer_for(team, (u * 1e6) as usize));
        named.unwrap_or(firm.rates.marketers().at(0)).into()
    } else {
        let sellers = firm.rates.team_sellers(team);
        let count = sellers.len().max(1);
        let named = sellers.ends().start + ((u * count as f64) as usize).min(count - 1);
        firm.rates.sellers().at(named.min(firm.rates.sellers.saturating_sub(1))).into()
    }
}

/// The person of the other function whom one knows best.
fn closest(ties: &Ties, from: Person) -> Option<Person> {
    ties.of(from).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(person, _)| person)
}

/// A request that has just been made, to nobody yet.
pub fn blank(from: Person, about: About, day: Day, remaining: u32, need: Need, route: Route) -> Request {
    Request {
        from,
        to: Maybe::NONE,
        about,
        next: Maybe::NONE,
        created: day,
        remaining,
        need,
        subject: NO_SUBJECT,
        makes: false,
        route,
        duty: false,
        agreed: false,
        bar: f64::NAN,
        given_up: false,
        relayed: false,
        returns: false,
        hops: 0,
        moved: day,
    }
}

/// Puts a request into somebody's queue.
pub fn assign(firm: &mut Firm, request: Request, to: Person) -> RequestId {
    let id = firm.requests.create(Request { to: to.into(), ..request });
    firm.requests.push(&mut firm.queues[to], id);
    id
}

/// Puts a request before the enablement unit.
fn to_unit(firm: &mut Firm, request: Request) -> RequestId {
    let id = firm.requests.create(request);
    firm.requests.push(&mut firm.unit_queue, id);
    id
}

/// What has been done for a request that came through a unit goes back through it; false where there is none any more.
pub fn takes_back(today: &Today, firm: &mut Firm, id: RequestId) -> bool {
    let goes = firm.requests[id].relayed && unit_of(today).is_some();
    if goes {
        firm.requests[id].returns = true;
        firm.requests.push(&mut firm.unit_queue, id);
    }
    goes
}

/// Sends an open request to a person.
pub fn direct(firm: &mut Firm, id: RequestId, person: Person, duty: bool) {
    let request = &mut firm.requests[id];
    request.to = person.into();
    request.duty |= duty;
    request.bar = f64::NAN;
    firm.requests.push(&mut firm.queues[person], id);
}

/// Sends an open request to the one who is responsible, and asks for it as a duty.
pub fn pass_on(firm: &mut Firm, id: RequestId) {
    let Request { from, about, .. } = firm.requests[id];
    let person = responsible(firm, from, about.maker, 0.5);
    direct(firm, id, person, true);
}

/// A meeting of a team settles who serves the requests of its members that wait for one, at most so many.
pub fn settle_in_meeting(firm: &mut Firm, team: Team, most: u32) {
    let (mut place, mut settled) = (0, 0);
    while place < firm.asking.len() && settled < most {
        let id = firm.asking[place];
        let from = firm.requests[id].from;
        if firm.rates.team(from) == team && !firm.requests[id].given_up {
            firm.asking.swap_remove(place);
            pass_on(firm, id);
            settled += 1;
        } else {
            place += 1;
        }
    }
}

/// A lead waits for a request to be served.
pub fn wait<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    (seller, place): (Seller, usize),
    id: LeadId,
    request: RequestId,
    watch: &mut O,
) {
    let Request { to, route, need, .. } = firm.requests[request];
    firm.leads.advance(id, Stage::Waiting, today.day);
    firm.leads[id].link = Link::to_request(request);
    // The morning after this day is the first to ask whether patience is at its end.
    let expiry = today.day.saturating_add(today.scenario.exceptions.self_help_days.max(1) - 1);
    firm.lists.change(seller, place, |entry| (entry.ready, entry.expiry) = (ShortDay::NEVER, expiry.into()));
    let what = What::Waiting { route, pod: need == Need::Pod };
    firm.note(today, watch, what, Some(id), Some(seller.into()), to.get());
}

/// A waiting lead can be worked again.
pub fn resume(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId, waited: u32) {
    firm.leads.advance(id, Stage::Working, today.day);
    let lead = &mut firm.leads[id];
    lead.served = true;
    lead.link = Link::NONE;
    lead.waited += waited as f32;
    let patience = f64::from(lead.patience).min(1e6) as u32;
    if let Some(place) = firm.lists.find(seller, id) {
        let expiry = today.day + patience + 1;
        firm.lists
            .change(seller, place, |entry| (entry.ready, entry.expiry) = (today.day.into(), expiry.into()));
    }
}

/// A marketer's campaign lacks nothing any more.
pub fn supplied(firm: &mut Firm, asker: Person) {
    if let Some(marketer) = firm.rates.marketer(asker) {
        firm.marketers[marketer].lacking = false;
    }
}

/// An issue of one of a salesperson's accounts is settled.
pub fn settled(firm: &mut Firm, asker: Person) {
    if let Some(seller) = firm.rates.seller(asker) {
        let open = &mut firm.sellers[seller].open_issues;
        *open = open.saturating_sub(1);
    }
}
