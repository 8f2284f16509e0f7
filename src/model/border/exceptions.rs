//! Joint steps and exceptions: when a piece of work needs the other function, and whom the need reaches.
//!
//! A piece of work needs the other function with this chance, or so often:
//!
//! ```text
//! step after the first  (exceptions.joint_base + exceptions.joint_slope × x) × (1 + exceptions.novice_need × (1 − craft))
//! campaign and week     (exceptions.joint_base + exceptions.joint_slope × x) × exceptions.campaign_needs
//! account and year      accounts.issues × x                                      x = offer.complexity
//! ```
//!
//! Rules cover the share R (1 - uncovered_slope x) of these: a rule
//! says whom to ask, and duty asks that person to help. What rules do not cover is an exception, settled by one of five
//! routes: the named counterpart; a person known, with the propensity for direct contact (else asking around, when nobody is
//! known); the managers (see `escalation.rs`); the next meeting. How help is given stands in `helping.rs`.
//! After `self_help_days` whoever asked goes on without: slower, worse, and the request may still be served (duplicated
//! work). In a pod, every step after the first is synchronised with the counterpart, help included.
//!
//! Leads need marketers, campaigns need salespeople, accounts need marketers: one mechanism serves all three alike.
//! Sources: Galbraith's modes of coordination; the exception handling of the Virtual Design Team (Jin & Levitt 1996).

use crate::model::books::hours::{Task, seconds};
use crate::model::border::feelings;
use crate::model::border::requests::{Need, Request, Route};
use crate::model::change::enablement::unit_of;
use crate::model::change::transition::clumsiness;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{LeadId, Maybe, Person, RequestId, Seller, Team};
use crate::model::material::library::NO_SUBJECT;
use crate::model::material::materials;
use crate::model::people::attribution::request_failed;
use crate::model::people::norms;
use crate::model::people::person::name;
use crate::model::random::Purpose;
use crate::model::trace::{Observer, What};
use crate::model::work::leads::{Link, NEVER, Stage};
use crate::scenario::operating::Reporting;

/// A step of a sale begins; true when it must wait for the other function.
pub fn begin_step<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    place: usize,
    id: LeadId,
    watch: &mut O,
) -> bool {
    let (exceptions, costs) = (&today.scenario.exceptions, &today.scenario.coordination);
    let x = today.scenario.offer.complexity;
    let (key, step) = (firm.leads[id].key, u32::from(firm.leads[id].step));
    let mut words = today.draws.stream(Purpose::Step, key, step);
    let needs = words.uniform();
    let green = 1.0 - firm.people.craft[seller];
    let chance =
        (exceptions.joint_base + exceptions.joint_slope * x) * (1.0 + exceptions.novice_need * green);
    let joint = needs < chance;
    let help = if joint { exceptions.help_share * firm.rates.deal_hours } else { 0.0 };
    let pod = firm.leads[id].pod.then(|| firm.rates.counterpart(seller)).flatten();
    if !joint && pod.is_none() {
        return false;
    }
    if firm.rates.marketers == 0 {
        alone(today, firm, id, seconds(help), 0);
        return false;
    }
    let request = if let Some(marketer) = pod {
        let sync = costs.pod_sync + costs.pod_share * firm.rates.step_hours;
        firm.hours.charge(seller, Task::JointSync, seconds(sync * clumsiness(today, firm, seller)));
        let theirs = (sync + help) * clumsiness(today, firm, marketer);
        let request =
            blank(seller.into(), id.into(), today.day, seconds(theirs), Need::Pod, Route::Counterpart);
        assign(firm, Request { duty: true, ..request }, marketer.into())
    } else {
        let chances = [needs, words.uniform(), words.uniform(), words.uniform()];
        ask(
            today,
            firm,
            seller.into(),
            Need::Step,
            id.into(),
            seconds(help * clumsiness(today, firm, seller)),
            chances,
        )
    };
    wait(today, firm, (seller, place), id, request, watch);
    true
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
    firm.lists.change(seller, place, |entry| (entry.ready, entry.expiry) = (NEVER, expiry));
    let what = What::Waiting { route, pod: need == Need::Pod };
    firm.note(today, watch, what, Some(id), Some(seller.into()), to.get());
}

/// Names of [`Route`], in order.
pub const ROUTES: [&str; 7] = [
    "a rule says whom to ask",
    "somebody known",
    "the counterpart",
    "the managers",
    "asking around",
    "the next meeting",
    "the enablement unit",
];

fn blank(from: Person, lead: Maybe<LeadId>, day: u32, remaining: u32, need: Need, route: Route) -> Request {
    Request {
        from,
        to: Maybe::NONE,
        lead,
        next: Maybe::NONE,
        created: day,
        remaining,
        need,
        subject: NO_SUBJECT,
        makes: false,
        route,
        duty: false,
        agreed: false,
        bar: (f64::NAN, 0),
        given_up: false,
        relayed: false,
        returns: false,
        hops: 0,
        moved: day,
    }
}

/// Puts a request into somebody's queue.
fn assign(firm: &mut Firm, request: Request, to: Person) -> RequestId {
    let id = firm.requests.create(Request { to: to.into(), ..request });
    firm.requests.push(&mut firm.queues[to], id);
    id
}

/// Who of the other function is responsible for a need, when a rule or a boss has to name somebody.
pub fn responsible(firm: &Firm, from: Person, lead: Maybe<LeadId>, u: f64) -> Person {
    let team = firm.rates.team(from);
    if firm.rates.sells(from) {
        let own = lead.get().and_then(|lead| firm.leads[lead].marketer.get());
        let named = own.or_else(|| firm.rates.marketer_for(team, (u * 1e6) as usize));
        named.unwrap_or(firm.rates.marketers().at(0)).into()
    } else {
        let sellers = firm.rates.team_sellers(team);
        let count = sellers.len().max(1);
        let named = sellers.ends().start + ((u * count as f64) as usize).min(count - 1);
        firm.rates.sellers().at(named.min(firm.rates.sellers.saturating_sub(1))).into()
    }
}

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
    let named = responsible(firm, from, lead, chances[3]);
    let request = |route, duty| Request { duty, ..blank(from, lead, today.day, remaining, need, route) };
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
    if chances[2] < choices.direct_contact * (1.0 - norms::held_back(today, firm, from)) {
        let known = if firm.ties.strength(from, named) > 0.0 { Some(named) } else { closest(firm, from) };
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

/// Puts a request before the enablement unit.
fn to_unit(firm: &mut Firm, request: Request) -> RequestId {
    let id = firm.requests.create(request);
    firm.requests.push(&mut firm.unit_queue, id);
    id
}

/// The person of the other function whom one knows best.
fn closest(firm: &Firm, from: Person) -> Option<Person> {
    firm.ties.of(from).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0))).map(|(person, _)| person)
}

/// A need ends in self-help at once: the hours it takes, and the quality that it lacks.
fn alone(today: &Today, firm: &mut Firm, id: LeadId, help: u32, waited: u32) {
    if help > 0 {
        let exceptions = &today.scenario.exceptions;
        let lead = &mut firm.leads[id];
        lead.remaining += (f64::from(help) * exceptions.self_help_cost) as u32;
        lead.quality -= 1.0 - exceptions.self_help_quality as f32;
    }
    if help > 0 || waited > 0 {
        firm.tally.border(f64::from(waited), false);
    }
}

/// A salesperson whose lead has waited too long goes on without help, unless somebody has agreed to give it; what has been done and lies before a
/// unit helps nobody.
pub fn lose_patience<O: Observer>(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId, watch: &mut O) {
    let request = &mut firm.requests[firm.leads[id].link.request()];
    let waited = today.day - request.created;
    if request.agreed && !request.returns {
        // Whoever waits for what has been promised is woken by it, but what goes its way through a unit may get stuck there.
        if !request.relayed
            && let Some(place) = firm.lists.find(seller, id)
        {
            firm.lists.change(seller, place, |entry| entry.expiry = NEVER);
        }
        return;
    }
    request.given_up = true;
    let sync = if request.need == Need::Pod {
        seconds(
            today.scenario.coordination.pod_sync
                + today.scenario.coordination.pod_share * firm.rates.step_hours,
        )
    } else {
        0
    };
    let help = request.remaining.saturating_sub(sync);
    let asked = request.to.get();
    let material = request.need == Need::Material;
    let named = request.duty;
    resume(today, firm, seller, id, waited);
    alone(today, firm, id, if material { 0 } else { help }, waited);
    if material {
        materials::unanswered(today, firm, seller, id);
    }
    firm.note(today, watch, What::SelfHelp { days: f64::from(waited) }, Some(id), Some(seller.into()), asked);
    feelings::in_vain(today, firm, seller.into(), asked, waited);
    if let Some(helper) = asked {
        request_failed(today, firm, (helper, seller.into()), named, Some(id), watch);
    }
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
        firm.lists.change(seller, place, |entry| (entry.ready, entry.expiry) = (today.day, expiry));
    }
}

/// Those who look for somebody to ask go on looking.
pub fn look_around(today: &Today, firm: &mut Firm) {
    let exceptions = &today.scenario.exceptions;
    let mut place = 0;
    while place < firm.asking.len() {
        let id = firm.asking[place];
        let request = firm.requests[id].clone();
        let from = request.from;
        let asks_for_itself = request.lead.is_none();
        let tired = asks_for_itself && today.day - request.created >= exceptions.self_help_days;
        if tired {
            without(today, firm, id);
        }
        if request.given_up || tired {
            firm.asking.swap_remove(place);
            firm.requests.end(id);
            continue;
        }
        if request.route == Route::Asking && firm.hours.left(from) > 0 {
            firm.hours.charge(from, Task::Asking, seconds(exceptions.asking_hours));
            let others = if firm.rates.sells(from) { firm.rates.marketers } else { firm.rates.sellers };
            let chance = today.scenario.attention.awareness / others.max(1) as f64;
            let occurrence = today.day * 32 + (today.day - request.created).min(31);
            let mut words = today.draws.stream(Purpose::Ask, name(from, &firm.rates), occurrence);
            if words.uniform() < chance {
                firm.asking.swap_remove(place);
                let person = responsible(firm, from, request.lead, words.uniform());
                direct(firm, id, person, false);
                continue;
            }
        }
        place += 1;
    }
}

/// Sends an open request to the one who is responsible, and asks for it as a duty.
pub fn pass_on(firm: &mut Firm, id: RequestId) {
    let (from, lead) = (firm.requests[id].from, firm.requests[id].lead);
    let person = responsible(firm, from, lead, 0.5);
    direct(firm, id, person, true);
}

/// Whether a request about no lead has waited so long that the asker does without.
pub fn outlived(today: &Today, firm: &Firm, id: RequestId) -> bool {
    let request = &firm.requests[id];
    let waited = today.day - request.created;
    request.lead.is_none() && !request.agreed && waited >= today.scenario.exceptions.self_help_days
}

/// Sends an open request to a person.
pub fn direct(firm: &mut Firm, id: RequestId, person: Person, duty: bool) {
    let request = &mut firm.requests[id];
    request.to = person.into();
    request.duty |= duty;
    request.bar.0 = f64::NAN;
    firm.requests.push(&mut firm.queues[person], id);
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

/// An issue or a campaign goes on without the other function; whoever asked takes the work on.
pub fn without(today: &Today, firm: &mut Firm, id: RequestId) {
    let request = firm.requests[id].clone();
    let from = request.from;
    let hours = (f64::from(request.remaining) * today.scenario.exceptions.self_help_cost) as u32;
    let task = if request.need == Need::Campaign { Task::Help } else { Task::Accounts };
    firm.owe(from, task, hours);
    match request.need {
        Need::Campaign => supplied(firm, from),
        _ => settled(firm, from),
    }
    let waited = today.day - request.created;
    feelings::in_vain(today, firm, from, request.to.get(), waited);
    firm.tally.border(f64::from(waited), false);
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
