//! Material in a sale: which pieces a step needs, how a salesperson comes by them, and what happens where there is none.
//!
//! A step after the first needs need_base + need_slope x pieces, each on a subject that customers of the segment ask for. What lies
//! in the own drawer, or is known to lie on the shelf, is at hand. Else a search of `materials.search_hours` finds a shelf's piece with
//! chance 1 - (1 - system)(1 - browse) prod(1 - hearsay x strength of the tie to its maker), and a teammate's by
//! 1 - (1 - awareness) for each who has one. Who finds nothing chooses, by a logit of pulls (sharpness of `attention`), to
//!
//! ```text
//! make     − hours / hours of the deal         hours = materials.sales_hours × (1 + (1 − craft) / 2)
//! ask      trust − 1/2 + behaviour.familiarity × strength + behaviour.duty × named − behaviour.reluctance
//!          − exceptions.self_help_days / patience of the customer     (both of the best known marketer; none without marketers)
//! without  − materials.worth
//! ```
//!
//! Hours spent on a piece of which a fresh copy exists anywhere in the firm are duplicated. Quality of the step changes by
//! typical - loss, loss 0 for marketing's piece, `materials.homemade` for sales', `materials.lacking` for none.

use crate::model::books::hours::{Task, seconds};
use crate::model::border::requests::{Need, Request};
use crate::model::border::routes;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, LeadId, Person, RequestId, Segment, Seller};
use crate::model::material::editorial;
use crate::model::material::library::{Place, fresh, lasts};
use crate::model::math::exp;
use crate::model::people::person::People;
use crate::model::random::Purpose;
use crate::model::state::Doubled;
use crate::model::trace::Observer;
use crate::model::work::leads::Lead;
use crate::scenario::calendar::MONTH;

/// Pieces that one step can need at most.
const MOST: f64 = 8.0;

/// How a salesperson without a piece goes on.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Make,
    Ask,
    Without,
}

/// The pieces that the present step of a lead needs.
pub fn need(today: &Today, lead: &mut Lead) {
    let materials = &today.scenario.materials;
    let mean = (materials.need_base + materials.need_slope * today.scenario.offer.complexity).min(MOST);
    if mean > 0.0 {
        let u = today.draws.uniform(Purpose::Pieces, lead.key, u32::from(lead.step));
        lead.pieces = (mean + u) as u8;
    }
}

/// The name of a piece among a prospect's draws.
fn occurrence(step: u8, number: u8) -> u32 {
    u32::from(step) * 16 + u32::from(number)
}

/// Provides the pieces that the step still needs; true when the lead must wait for the other function.
pub fn supply<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    place: usize,
    id: LeadId,
    watch: &mut O,
) -> bool {
    while firm.leads[id].pieces > 0 {
        let lead = &mut firm.leads[id];
        lead.pieces -= 1;
        let name = occurrence(lead.step, lead.pieces);
        let [which, shelf, mate, choice] = today.draws.uniforms::<4>(Purpose::Material, lead.key, name);
        let segment = firm.rates.segment(firm.rates.team(seller));
        let subject = firm.library.asked(segment, which);
        firm.minds.hear(seller, subject);
        if let Some(piece) = find(today, firm, seller, id, subject, [shelf, mate]) {
            take(today, firm, id, piece);
            continue;
        }
        firm.leads[id].subject = subject;
        match choose(today, firm, seller, id, choice, firm.rates.marketers > 0) {
            Way::Make => make(today, firm, seller, id),
            Way::Without => lack(today, firm, id),
            Way::Ask => {
                let request = ask(today, firm, seller, id);
                routes::wait(today, firm, (seller, place), id, request, watch);
                return true;
            }
        }
    }
    false
}

/// A fresh piece at hand or found; the search is paid for.
fn find(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    id: LeadId,
    subject: u16,
    [shelf, mate]: [f64; 2],
) -> Option<u32> {
    let team = firm.rates.team(seller);
    let segment = firm.rates.segment(team);
    let (mut own, mut mates, mut apart) = (None, None, 1.0);
    for (piece, made) in firm.library.look(Place::Drawer, team.index(), subject, today.day) {
        if made.maker == Person::from(seller) {
            own = own.or(Some(piece));
        } else {
            mates = mates.or(Some(piece));
            apart *= 1.0 - firm.rates.awareness;
        }
    }
    if own.is_some() {
        return own;
    }
    let best = best_on_shelf(today, firm, segment, subject);
    if let Some(piece) = best
        && firm.minds.knows(seller, subject)
    {
        return Some(piece);
    }
    let materials = &today.scenario.materials;
    firm.leads[id].search += seconds(materials.search_hours);
    let unheard: f64 = firm
        .library
        .look(Place::Shelf, segment.index(), subject, today.day)
        .filter(|(_, made)| !firm.rates.sells(made.maker))
        .map(|(_, made)| 1.0 - materials.hearsay * firm.ties.strength(seller, made.maker))
        .product();
    if let Some(piece) = best
        && shelf < 1.0 - (1.0 - today.choices(team).system) * (1.0 - materials.browse) * unheard
    {
        firm.minds.learn(seller, subject);
        return Some(piece);
    }
    mates.filter(|_| mate < 1.0 - apart)
}

/// The fresh piece on a segment's shelf that is taken: marketing's before a salesperson's, the newer before the older.
fn best_on_shelf(today: &Today, firm: &Firm, segment: Segment, subject: u16) -> Option<u32> {
    let mut best = None;
    for (piece, made) in firm.library.look(Place::Shelf, segment.index(), subject, today.day) {
        let by_sales = firm.rates.sells(made.maker);
        if best.is_none_or(|(_, colleague)| colleague && !by_sales) {
            best = Some((piece, by_sales));
        }
    }
    best.map(|(piece, _)| piece)
}

/// Hours in which a salesperson makes a piece.
fn own_hours(today: &Today, people: &People, seller: Seller) -> f64 {
    today.scenario.materials.sales_hours * (1.0 + 0.5 * (1.0 - people.craft[seller]))
}

/// What a salesperson does who has found nothing: a logit, of asking only where there is somebody to ask.
fn choose(today: &Today, firm: &Firm, seller: Seller, id: LeadId, u: f64, may_ask: bool) -> Way {
    let scenario = today.scenario;
    let team = firm.rates.team(seller);
    let choices = today.choices(team);
    let weight = |pull: f64| exp((scenario.attention.sharpness * pull).clamp(-500.0, 500.0));
    let make = weight(-own_hours(today, &firm.people, seller) / firm.rates.deal_hours);
    let without = weight(-scenario.materials.worth);
    let asking = if may_ask {
        let known = firm.ties.best(seller.into());
        let trust = firm.trust_by(today, seller.into(), known.map(|tie| tie.trust));
        let named = if choices.counterparts { 1.0 } else { firm.teams[team].rules };
        let days = f64::from(scenario.exceptions.self_help_days) / f64::from(firm.leads[id].patience);
        weight(
            trust - 0.5
                + scenario.behaviour.familiarity * known.map_or(0.0, |tie| tie.strength)
                + scenario.behaviour.duty * named
                - scenario.behaviour.reluctance
                - days,
        )
    } else {
        0.0
    };
    let u = u * (make + without + asking);
    if u < make {
        Way::Make
    } else if u < make + asking {
        Way::Ask
    } else {
        Way::Without
    }
}

/// A piece that exists goes into the step, and has been used.
fn take(today: &Today, firm: &mut Firm, id: LeadId, piece: u32) {
    let by_marketing = !firm.rates.sells(firm.library.maker(piece));
    firm.library.used(piece);
    provide(today, firm, id, by_marketing);
}

/// A piece goes into the step.
fn provide(today: &Today, firm: &mut Firm, id: LeadId, by_marketing: bool) {
    let materials = &today.scenario.materials;
    let loss = if by_marketing { 0.0 } else { materials.homemade };
    let lead = &mut firm.leads[id];
    lead.quality += (materials.typical - loss) as f32;
    let got = if by_marketing { &mut lead.got.0 } else { &mut lead.got.1 };
    *got = got.saturating_add(1);
    firm.tally.materials.provided += 1;
}

/// The step goes on without a piece.
fn lack(today: &Today, firm: &mut Firm, id: LeadId) {
    let materials = &today.scenario.materials;
    firm.leads[id].quality += (materials.typical - materials.lacking) as f32;
    firm.tally.materials.missed += 1;
}

/// The salesperson makes the piece; it goes on record, or into the drawer.
fn make(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId) {
    let team = firm.rates.team(seller);
    let lead = &firm.leads[id];
    let subject = lead.subject;
    let name = occurrence(lead.step, lead.pieces);
    let [recorded, age] = today.draws.uniforms(Purpose::Piece, lead.key, name);
    let spent = seconds(own_hours(today, &firm.people, seller));
    let lead = &mut firm.leads[id];
    if firm.library.exists(firm.rates.segment(team), subject, today.day) {
        lead.copying += spent;
    } else {
        lead.making += spent;
    }
    let place = if recorded < today.choices(team).system { Place::Shelf } else { Place::Drawer };
    let piece = fresh(seller.into(), lasts(today, age), true);
    firm.library.put(&firm.rates, (place, team), subject, piece);
    if place == Place::Shelf {
        firm.minds.learn(seller, subject);
    }
    firm.minds.latest[seller] = subject;
    firm.tally.materials.made += 1;
    provide(today, firm, id, false);
}

/// Marketing is asked for a piece; what lies on its shelf it only has to hand over.
fn ask(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId) -> RequestId {
    let materials = &today.scenario.materials;
    let lead = &firm.leads[id];
    let subject = lead.subject;
    let chances = today.draws.uniforms::<4>(Purpose::AskPiece, lead.key, occurrence(lead.step, lead.pieces));
    let segment = firm.rates.segment(firm.rates.team(seller));
    let there = best_on_shelf(today, firm, segment, subject).is_some();
    let hours = if there { materials.search_hours } else { materials.request_hours };
    let wanted = seconds(hours * firm.people.clumsiness(seller, today.scenario));
    let request = routes::ask(today, firm, seller.into(), Need::Material, id.into(), wanted, chances);
    (firm.requests[request].subject, firm.requests[request].makes) = (subject, !there);
    firm.tally.materials.asked += 1;
    request
}

/// What work on a request for material is: making a piece, making what exists, or handing one over.
pub fn task(today: &Today, firm: &Firm, request: &Request) -> Task {
    let segment = firm.rates.segment(firm.rates.team(request.from));
    if !request.makes {
        Task::Help
    } else if firm.library.exists(segment, request.subject, today.day) {
        Task::Duplicated
    } else {
        Task::Material
    }
}

/// The work on a request for material is done: what was made is put on the shelf, and marketing knows what was asked for.
pub fn answered(today: &Today, firm: &mut Firm, helper: Person, request: &Request) {
    let Some(seller) = firm.rates.seller(request.from) else { return };
    let team = firm.rates.team(seller);
    if let Some(marketer) = firm.rates.marketer(helper)
        && firm.rates.addressed(marketer) == firm.rates.segment(team)
    {
        firm.minds.asked_of(marketer, request.subject);
    }
    if request.makes {
        let name = (request.created.number() << 10) | u32::from(request.subject);
        let age = today.draws.uniform(Purpose::Request, seller.index() as u64, name);
        let piece = fresh(helper, lasts(today, age), !request.given_up);
        firm.library.put(&firm.rates, (Place::Shelf, team), request.subject, piece);
    }
    if let (false, Some(lead)) = (request.given_up, request.about.lead.get()) {
        firm.minds.learn(seller, request.subject);
        let lying =
            (!request.makes).then(|| best_on_shelf(today, firm, firm.rates.segment(team), request.subject));
        match lying.flatten() {
            Some(piece) => take(today, firm, lead, piece),
            // Made for it, or handed over although it has gone stale since it was asked for.
            None => provide(today, firm, lead, true),
        }
    }
}

/// Nobody has answered in time: the salesperson makes the piece or goes without.
pub fn unanswered(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId) {
    let lead = &firm.leads[id];
    let [.., again] =
        today.draws.uniforms::<4>(Purpose::Unsent, lead.key, occurrence(lead.step, lead.pieces));
    match choose(today, firm, seller, id, again, false) {
        Way::Make => make(today, firm, seller, id),
        Way::Ask | Way::Without => lack(today, firm, id),
    }
}

/// Works off what searching and making for a lead takes; true when the day was too short for it.
pub fn labour(firm: &mut Firm, seller: Seller, id: LeadId) -> bool {
    let lead = &firm.leads[id];
    if lead.search + lead.making + lead.copying == 0 {
        return false;
    }
    let search = firm.hours.charge(seller, Task::Search, lead.search);
    let making = firm.hours.charge(seller, Task::Material, lead.making);
    let copying = firm.duplicate(seller, Doubled::SalesMaterial, lead.copying);
    let lead = &mut firm.leads[id];
    lead.search -= search;
    lead.making -= making;
    lead.copying -= copying;
    lead.search + lead.making + lead.copying > 0
}

/// Month's end: what is stale is cleared away, subjects change ranks, and marketers' ideas fade.
pub fn month_end(today: &Today, firm: &mut Firm) {
    let month = today.day / MONTH;
    let (sellers, tally) = (firm.rates.sellers, &mut firm.tally.materials);
    firm.library.sweep(&firm.rates, today.day + 1, |piece| {
        if piece.maker.index() >= sellers {
            tally.stale += 1;
            tally.stale_unused += u64::from(!piece.used());
        }
    });
    firm.library.drift(today, firm.rates.segments, month);
    editorial::fade(today, firm);
}
