//! The state of one firm in one replication, and the few verbs that several mechanisms share: spending hours, trusting,
//! working together.

use super::books::hours::{Hours, Task};
use super::books::money::Book;
use super::books::tally::Tally;
use super::border::budget::Budget;
use super::border::requests::{Queue, Requests};
use super::constants::{BOOK, OUTBOX, VIEW_COLOURED};
use super::ids::{Column, Day, Id, LeadId, Marketer, Maybe, Person, RequestId, Segment, Seller, Team};
use super::market::product::Product;
use super::material::editorial::{self, Minds};
use super::material::library::Library;
use super::math::exp;
use super::people::pay::{self, Payroll};
use super::people::person::People;
use super::people::ties::{Ties, toward};
use super::random::Draws;
use super::rates::Rates;
use super::state::{Doubled, MarketerState, Misses, NOT_KNOWN, SellerState, TeamState};
use super::trace::{Event, Observer, What};
use super::work::accounts::{Account, Accounts};
use super::work::leads::{Lead, Leads};
use super::work::lists::Lists;
use crate::scenario::Scenario;
use crate::scenario::calendar::MONTH;
use crate::scenario::operating::Operating;

/// What a mechanism may read on one working day.
#[derive(Clone, Copy)]
pub struct Today<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// The operating choices in force, by team.
    pub operating: &'a [Operating],
    /// The draws of this replication.
    pub draws: Draws,
    /// The working day, from 0 at the start of the warm-up.
    pub day: Day,
}

impl<'a> Today<'a> {
    /// The day counted from the end of the warm-up; `None` during it.
    #[inline]
    pub fn counted(&self) -> Option<u32> {
        self.day.number().checked_sub(self.scenario.plan.warm_up)
    }

    /// The operating choices of a team.
    #[inline]
    pub fn choices(&self, team: Team) -> &'a Operating {
        &self.operating[team.index()]
    }
}

/// One firm.
#[derive(Debug, Default)]
pub struct Firm {
    /// What follows from the scenario.
    pub rates: Rates,
    /// Hour ledgers.
    pub hours: Hours,
    /// People.
    pub people: People,
    /// Ties.
    pub ties: Ties,
    /// Salespeople.
    pub sellers: Column<Seller, SellerState>,
    /// Accounts that each salesperson held at the end of the month, before any leave.
    pub held: Column<Seller, u32>,
    /// Marketers.
    pub marketers: Column<Marketer, MarketerState>,
    /// Teams.
    pub teams: Column<Team, TeamState>,
    /// Leads.
    pub leads: Leads,
    /// Lists of leads in view.
    pub lists: Lists,
    /// Requests.
    pub requests: Requests,
    /// Queues of requests, one a person.
    pub queues: Column<Person, Queue>,
    /// Requests whose asker still looks for somebody to ask, or waits for a meeting.
    pub asking: Vec<RequestId>,
    /// Seconds that managers have left today for escalations and checks, by person.
    pub desk: Column<Person, u32>,
    /// Accounts.
    pub accounts: Accounts,
    /// Material on shelves and in drawers.
    pub library: Library,
    /// What people know of material and of what customers ask.
    pub minds: Minds,
    /// Preferences by segment.
    pub preferences: Column<Segment, f64>,
    /// What each segment is offered.
    pub products: Column<Segment, Product>,
    /// The common budget.
    pub budget: Budget,
    /// Market orientation of the firm as it is today.
    pub orientation: f64,
    /// Whether a change has begun.
    pub changing: bool,
    /// Misses of this month.
    pub month: Misses,
    /// Share of last month's misses that was put down to the other function.
    pub blamed: f64,
    /// Misses of about the last quarter that were put down to oneself, and to the other function.
    pub lately: (f64, f64),
    /// Requests before the enablement unit.
    pub unit_queue: Queue,
    /// What people have earned.
    pub payroll: Payroll,
    /// Cash book.
    pub book: Book,
    /// What is measured.
    pub tally: Tally,
}

impl Firm {
    /// Puts the firm in its state before the first day; keeps the memory of the replication before.
    pub fn reset(&mut self, scenario: &Scenario, operating: &Operating, draws: &Draws) {
        self.rates.renew(scenario);
        let people = self.rates.people();
        self.hours.reset(people, scenario.firm.day_hours);
        self.people.reset(scenario, &self.rates, draws);
        self.ties.reset(people.len(), scenario.attention.ties as usize);
        self.leads.reset();
        self.lists.reset(self.rates.sellers(), scenario.attention.list as usize);
        self.requests.reset();
        self.queues.reset(people, Queue::default());
        self.asking.clear();
        self.desk.reset(people, 0);
        self.library.reset(&self.rates, &scenario.materials, scenario.offer.complexity);
        self.minds.reset(&self.rates, self.library.subjects, editorial::makes(scenario));
        self.preferences.reset(self.rates.segments(), 0.0);
        self.products.reset(self.rates.segments(), Product::default());
        self.sellers.reset(
            self.rates.sellers(),
            SellerState {
                own_rate: scenario.market.good_fit,
                search: NOT_KNOWN,
                marketing_rate: scenario.market.good_fit * scenario.behaviour.initial_belief,
                prospecting: 1.0,
                care: 0.5,
                pace: self.rates.quota,
                target: self.rates.quota,
                ..SellerState::default()
            },
        );
        self.held.reset(self.rates.sellers(), 0);
        self.marketers.reset(
            self.rates.marketers(),
            MarketerState {
                belief: (0.0, 1.0),
                campaign: 2.0,
                outbox: (Maybe::NONE, Maybe::NONE),
                pace: self.rates.lead_target,
                target: self.rates.lead_target,
                ..MarketerState::default()
            },
        );
        self.teams.reset(self.rates.teams(), TeamState { rules: operating.rules, ..TeamState::default() });
        self.accounts.reset();
        self.budget = Budget::new(scenario, self.rates.overhead);
        self.orientation = scenario.culture.market_orientation;
        self.changing = false;
        (self.month, self.blamed, self.lately) = (Misses::default(), 0.0, (0.0, 0.0));
        self.unit_queue = Queue::default();
        for person in self.rates.unit() {
            self.people.vacant_until[person] = Day::NEVER;
            self.people.vocabulary[person] = scenario.vocabulary.unit;
        }
        self.book = Book::default();
        self.payroll.reset(people);
        self.tally.reset(people);
        for person in self.rates.workers() {
            pay::motives(scenario, operating, self, person);
        }
    }

    /// Trust of a in b today: the tie's if there is one, else the view of the other function, less resentment.
    #[inline]
    pub fn trust(&self, today: &Today, a: impl Into<Person>, b: impl Into<Person>) -> f64 {
        let a = a.into();
        self.trust_by(today, a, self.ties.trust(a, b.into()))
    }

    /// Trust of a today in somebody whom a trusts so much by their tie, if they have one.
    #[inline]
    pub fn trust_by(&self, today: &Today, a: Person, tie: Option<f64>) -> f64 {
        let trust = tie.unwrap_or(self.people.view[a]);
        trust * (1.0 - self.people.resentment(a, today.day))
    }

    /// a and b did a piece of work together: each comes to know the other better, learns the other's words, and trusts a
    /// little more for the contact alone (Pettigrew & Tropp 2006).
    pub fn work_together(&mut self, today: &Today, a: impl Into<Person>, b: impl Into<Person>, pieces: f64) {
        let (a, b) = (a.into(), b.into());
        let (trust, vocabulary) = (&today.scenario.trust, &today.scenario.vocabulary);
        for (one, other) in [(a, b), (b, a)] {
            let gain = trust.tie_gain * pieces.min(1.0);
            let place = self.ties.strengthen(one, other, gain, self.people.view[one]);
            self.experience_at(today, one, place, trust.contact * pieces);
            let words = &mut self.people.vocabulary[one];
            *words = toward(*words, (vocabulary.gain * pieces).min(1.0));
        }
        editorial::mention(self, a, b);
    }

    /// a has a good (positive `weight`) or bad (negative) experience with b; a fifth of it colours the view of b's function.
    pub fn experience(&mut self, today: &Today, a: impl Into<Person>, b: impl Into<Person>, weight: f64) {
        // Where nothing is learned of it, nobody need be looked up.
        if step(today, weight) != 0.0 {
            let (a, b) = (a.into(), b.into());
            let place = self.ties.place(a, b);
            self.experience_at(today, a, place, weight);
        }
    }

    /// a has an experience with nobody in particular of the other function.
    pub fn regard(&mut self, today: &Today, a: Person, weight: f64) {
        self.experience_at(today, a, None, weight);
    }

    /// The same, with the tie at `place`, if there is one.
    fn experience_at(&mut self, today: &Today, a: Person, place: Option<usize>, weight: f64) {
        let step = step(today, weight);
        self.ties.change_trust_at(place, step);
        self.people.view[a] = toward(self.people.view[a], VIEW_COLOURED * step);
    }

    /// How far the results of a salesperson or a marketer fall short of the target, in 0 to 1.
    #[inline]
    pub fn shortfall(&self, person: Person) -> f64 {
        if let Some(seller) = self.rates.seller(person) {
            Rates::shortfall(self.sellers[seller].pace, self.sellers[seller].target)
        } else if let Some(marketer) = self.rates.marketer(person) {
            Rates::shortfall(self.marketers[marketer].pace, self.marketers[marketer].target)
        } else {
            0.0
        }
    }

    /// Hours spent on what has been done or is being done already.
    pub fn duplicate(&mut self, person: impl Into<Person>, kind: Doubled, wanted: u32) -> u32 {
        let spent = self.hours.charge(person, Task::Duplicated, wanted);
        self.tally.doubled[kind as usize] += u64::from(spent);
        spent
    }

    /// Works off what a person has taken on and not yet found time for.
    pub fn pay_due(&mut self, person: impl Into<Person>) {
        let person = person.into();
        let (due, task) = self.people.due[person];
        if due > 0 {
            self.people.due[person].0 -= self.hours.charge(person, task, due);
        }
    }

    /// A person takes work on for which the day has not been long enough.
    pub fn owe(&mut self, person: impl Into<Person>, task: Task, seconds: u32) {
        let person = person.into();
        if seconds > 0 {
            self.people.due[person] = (self.people.due[person].0.saturating_add(seconds), task);
        }
    }

    /// Tells the observer of an event.
    #[inline]
    pub fn note<O: Observer>(
        &self,
        today: &Today,
        watch: &mut O,
        what: What,
        lead: Option<LeadId>,
        actor: Option<Person>,
        other: Option<Person>,
    ) {
        if O::WATCHING {
            if let (What::Captured { .. } | What::Found { .. }, Some(id)) = (what, lead) {
                watch.prospect(self.leads[id].number, self.leads[id].key);
            }
            watch.see(Event {
                day: today.day.number(),
                what,
                lead: lead.map(|id| self.leads[id].number),
                actor: actor.map(Id::number),
                other: other.map(Id::number),
            });
        }
    }

    /// Bytes of state held for the firm, by what holds them.
    pub fn bytes(&self) -> [(&'static str, usize); 13] {
        [
            ("people", self.people.bytes()),
            ("hours", self.hours.bytes()),
            ("counts of posts", self.tally.bytes()),
            ("pay", self.payroll.bytes()),
            ("salespeople", self.sellers.len() * (size_of::<SellerState>() + 4)),
            ("marketers", self.marketers.len() * size_of::<MarketerState>()),
            ("ties", self.ties.bytes()),
            ("leads", self.leads.bytes()),
            ("lists", self.lists.bytes()),
            ("requests", self.requests.bytes() + self.rates.people * (size_of::<Queue>() + 4)),
            ("accounts", self.accounts.bytes()),
            ("material", self.library.bytes()),
            ("minds", self.minds.bytes()),
        ]
    }

    /// Bytes that leads in outboxes and accounts may come to take in all the days of a scenario: what comes in times how
    /// long it stays, up to what is kept at most.
    pub fn may_pile_up(&self, scenario: &Scenario) -> f64 {
        let (rates, market) = (&self.rates, &scenario.market);
        let days = f64::from(scenario.plan.warm_up) + f64::from(scenario.plan.days);
        let (sellers, marketers) = (rates.sellers as f64, rates.marketers as f64);
        let captured = rates.prospects * sellers * market.reach * market.capture / marketers.max(1.0);
        let spread = market.patience_spread;
        let stay = (rates.patience * exp(0.5 * spread * spread)).min(days);
        let waiting = marketers * (captured * stay).min(OUTBOX);
        let wins = rates.best / rates.deal_value.max(1e-9) / f64::from(MONTH);
        let accounts = sellers * (wins * rates.account.0 * days).min(BOOK);
        waiting * size_of::<Lead>() as f64 + accounts * size_of::<Account>() as f64
    }
}

/// The step that trust takes with an experience of some weight.
#[inline]
fn step(today: &Today, weight: f64) -> f64 {
    let trust = &today.scenario.trust;
    (if weight >= 0.0 { trust.gain } else { trust.loss } * weight).clamp(-1.0, 1.0)
}
