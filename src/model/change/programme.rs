//! Programmes: the measures that go with a change, and what an hour of each does.
//!
//! A measure takes hours of those who take part, in weekly sessions, and works only through what the firm carries: ties, trust,
//! vocabulary, rules, intelligence, beliefs, open disputes. [`effect`] says what one hour of a kind is worth, in units of
//! mechanisms that exist anyway: an hour of `contact` is a piece of joint work, of `regard` a good experience with the
//! other function, of `words` as much training as an hour of a meeting, of `rules` an hour of rule writing, of `intelligence` an open
//! channel, of `settle` an hour of conflict agenda, of `belief` a piece of learning about the worth of marketing's leads. All these
//! weights are assumptions, set from the description of each measure before any programme was run.
//!
//! Whoever is invited attends with chance attendance + (1 - attendance)(leadership + development) / 2. Work between two people
//! needs both present: who takes part meets one of the other function's participants in the own team. What is learned fades
//! as vocabulary, ties and trust always do: nothing is built in but what becomes practice.

use crate::model::books::hours::{Task, seconds};
use crate::model::books::money::Cause;
use crate::model::border::disputes;
use crate::model::border::intelligence;
use crate::model::border::routes;
use crate::model::change::enablement;
use crate::model::change::measures::{active, takes_part, unit_of};
use crate::model::constants::{ATTENDANCE, DEVELOPMENT, SESSION_GLAD, WRITTEN_DOWN};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, Marketer, Person, Seller, Team};
use crate::model::people::orientation;
use crate::model::people::person::name;
use crate::model::people::ties::toward;
use crate::model::random::Purpose;
use crate::model::trace::{Observer, What};
use crate::scenario::calendar::{MONTH, WEEK};
use crate::scenario::programme::{Measure, MeasureKind};

/// What one hour of a measure is worth, in units of other mechanisms.
#[derive(Debug, Clone, Copy, Default)]
struct Effect {
    contact: f64,
    words: f64,
    regard: f64,
    rules: f64,
    intelligence: f64,
    settle: f64,
    belief: f64,
}

/// What one hour of a kind is worth. Roles, places and the split of marketing work otherwise (see `enablement.rs`, `informal.rs`).
fn effect(kind: MeasureKind) -> Option<Effect> {
    let none = Effect::default();
    Some(match kind {
        MeasureKind::RulesOfEngagement => Effect { rules: 1.0, words: 0.2, ..none },
        MeasureKind::DisciplinedCommunication => {
            Effect { contact: 0.5, intelligence: 0.5, settle: 0.5, ..none }
        }
        MeasureKind::JointAssignments => Effect { contact: 1.0, words: 0.3, ..none },
        MeasureKind::JobRotation => Effect { contact: 0.5, words: 1.0, regard: 0.5, belief: 0.5, ..none },
        MeasureKind::EasyFeedback => Effect { intelligence: 1.0, belief: 1.0, ..none },
        MeasureKind::AskingQuestions => Effect { words: 0.5, intelligence: 0.3, belief: 1.0, ..none },
        MeasureKind::OthersEyes => Effect { regard: 0.5, words: 0.3, belief: 0.3, ..none },
        MeasureKind::CrossFunctionalTeams => Effect { contact: 0.7, intelligence: 0.7, words: 0.3, ..none },
        MeasureKind::CultureWorkshops => Effect { regard: 0.5, words: 0.5, ..none },
        MeasureKind::ProblemSolving => Effect { contact: 0.5, settle: 1.0, rules: 0.7, ..none },
        MeasureKind::Liaison
        | MeasureKind::CulturalBrokers
        | MeasureKind::EnablementUnit
        | MeasureKind::EnablementInTeams
        | MeasureKind::CoLocation
        | MeasureKind::UpstreamDownstream => return None,
    })
}

/// The measures of the day.
pub fn run<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let programme = &today.scenario.programme;
    let Some(counted) = today.counted() else { return };
    if programme.measures.is_empty() {
        return;
    }
    for marketer in &mut firm.marketers {
        marketer.upstream = false;
    }
    if unit_of(today).is_none() {
        enablement::disband(today, firm, watch);
    }
    let mut running = false;
    for (index, measure) in programme.measures.iter().enumerate() {
        if !active(measure, counted) {
            continue;
        }
        running = true;
        firm.book.pay(Cause::Programmes, measure.cost / f64::from(MONTH));
        match effect(measure.kind) {
            Some(effect) if counted.is_multiple_of(WEEK) => {
                session(today, firm, index, measure, effect, watch);
            }
            Some(_) => {}
            None => enablement::run(today, firm, index, measure, watch),
        }
    }
    orientation::lift(today, &mut firm.orientation, running);
    if running && programme.leadership > 0.0 {
        let wanted = seconds(today.scenario.transition.leadership_hours * programme.leadership);
        for person in firm.rates.managers() {
            firm.hours.charge(person, Task::Programme, wanted);
        }
    }
}

/// Chance that somebody invited attends.
fn attendance(today: &Today) -> f64 {
    let programme = &today.scenario.programme;
    let least = today.scenario.transition.attendance;
    least + (1.0 - least) * ATTENDANCE * (programme.leadership + programme.development)
}

/// One weekly session of all who take part.
fn session<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    index: usize,
    measure: &Measure,
    effect: Effect,
    watch: &mut O,
) {
    let wanted = seconds(measure.hours * f64::from(WEEK) / f64::from(MONTH));
    // Nobody meets for no time: else a session without hours would still make acquaintances.
    if wanted == 0 {
        return;
    }
    let chance = attendance(today);
    let learns = 1.0 + DEVELOPMENT * today.scenario.programme.development;
    let comes = |firm: &mut Firm, person: Person| {
        let occurrence = today.day.number() * 32 + index as u32;
        takes_part(today, &firm.rates, index, measure, person)
            && today.draws.uniform(Purpose::Attend, name(person, &firm.rates), occurrence) < chance
            && firm.hours.left(person) >= wanted
    };
    for team in firm.rates.teams() {
        for marketer in firm.rates.team_marketers(team) {
            // A marketer who serves several teams sits with the one whose turn it is.
            let turns = firm.rates.teams.div_ceil(firm.rates.segments);
            let turn = (today.day / WEEK) as usize % turns;
            if team.index() / firm.rates.segments == turn && comes(firm, marketer.into()) {
                attend(today, firm, marketer.into(), wanted, effect, learns);
                firm.marketers[marketer].attended = today.day + 1;
            }
        }
        let mut pairs = 0.0;
        for seller in firm.rates.team_sellers(team) {
            if !comes(firm, seller.into()) {
                continue;
            }
            let hours = attend(today, firm, seller.into(), wanted, effect, learns);
            let seat = today.draws.uniform(Purpose::Session, name(seller, &firm.rates), today.day.number());
            let partner = firm.rates.marketer_for(team, (seat * 1e6) as usize);
            let present = |marketer: &Marketer| firm.marketers[*marketer].attended == today.day + 1;
            if let Some(marketer) = partner.filter(present).filter(|_| hours > 0.0) {
                together(today, firm, seller, marketer, hours, effect);
                pairs += hours;
            }
        }
        if pairs > 0.0 {
            team_effects(today, firm, team, pairs, effect);
            if effect.settle > 0.0 {
                routes::settle_in_meeting(firm, team, u32::MAX);
            }
            let first = firm.rates.team_sellers(team).next().map(Person::from);
            firm.note(today, watch, What::Session { hours: pairs }, None, first, None);
        }
    }
}

/// A person attends: the hours, and what one learns alone.
fn attend(today: &Today, firm: &mut Firm, person: Person, wanted: u32, effect: Effect, learns: f64) -> f64 {
    let hours = f64::from(firm.hours.charge(person, Task::Programme, wanted)) / 3600.0;
    let scenario = today.scenario;
    let words = scenario.vocabulary.training / scenario.firm.day_hours * effect.words * hours * learns;
    firm.people.vocabulary[person] = toward(firm.people.vocabulary[person], words.min(1.0));
    let regard = scenario.trust.gain * effect.regard * hours * learns;
    firm.people.view[person] = toward(firm.people.view[person], regard.min(1.0));
    firm.people.readiness[person] = toward(firm.people.readiness[person], -regard.min(1.0));
    if let Some(seller) = firm.rates.seller(person) {
        let seller = &mut firm.sellers[seller];
        let weight = (scenario.attention.learning * effect.belief * hours * learns).min(1.0);
        seller.marketing_rate += weight * (scenario.market.good_fit - seller.marketing_rate);
    }
    hours
}

/// What two participants of the two functions get out of being there together.
fn together(today: &Today, firm: &mut Firm, seller: Seller, marketer: Marketer, hours: f64, effect: Effect) {
    if effect.contact > 0.0 {
        firm.work_together(today, seller, marketer, effect.contact * hours);
        let good = effect.contact * hours * SESSION_GLAD;
        firm.experience(today, seller, marketer, good);
        firm.experience(today, marketer, seller, good);
    }
    if effect.intelligence > 0.0 {
        intelligence::cross(today, firm, seller, marketer, (effect.intelligence * hours).min(1.0));
    }
}

/// What a session does for a team: rules, and disputes settled. The collaborative operating model writes down what other
/// sessions agree.
fn team_effects(today: &Today, firm: &mut Firm, team: Team, pairs: f64, effect: Effect) {
    let heads = firm.rates.team_sellers(team).len().max(1) as f64;
    let hours = pairs / heads;
    let writes = effect.rules + WRITTEN_DOWN * today.scenario.programme.operating_model;
    let rules = &mut firm.teams[team].rules;
    *rules = toward(*rules, (today.scenario.exceptions.rule_writing * writes * hours).min(1.0));
    if effect.settle > 0.0 {
        disputes::clear(today, firm, team, effect.settle * hours);
    }
}
