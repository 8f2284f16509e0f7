//! The state of one firm in one replication, and the few verbs that several mechanisms share: spending hours, trusting,
//! working together.

use super::books::hours::{Hours, Task};
use super::books::money::Book;
use super::books::outcome::HOURS;
use super::books::tally::Tally;
use super::border::budget::Budget;
use super::border::requests::{Queue, Requests};
use super::constants::{BOOK, OUTBOX, VIEW_COLOURED};
use super::ids::{Column, Id, LeadId, Marketer, Maybe, Person, RequestId, Segment, Seller, Team};
use super::market::product::Product;
use super::material::editorial::{self, Minds};
use super::material::library::Library;
use super::math::exp;
use super::people::pay::{self, Payroll};
use super::people::person::People;
use super::people::ties::{Ties, toward};
use super::random::Draws;
use super::rates::Rates;
use super::trace::{Event, Observer, What};
use super::work::accounts::Account;
use super::work::attention::NOT_KNOWN;
use super::work::leads::{Lead, Leads, Lists};
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
    pub day: u32,
}

impl<'a> Today<'a> {
    /// The day counted from the end of the warm-up; `None` during it.
    #[inline]
    pub fn counted(&self) -> Option<u32> {
        self.day.checked_sub(self.scenario.plan.warm_up)
    }

    /// The operating choices of a team.
    #[inline]
    pub fn choices(&self, team: Team) -> &'a Operating {
        &self.operating[team.index()]
    }
}

/// What a salesperson carries besides what all people carry.
#[derive(Debug, Clone, Default)]
pub struct SellerState {
    /// Prospects of the territory so far; names the next one.
    pub prospects: u32,
    /// Hours a day of own prospecting, smoothed.
    pub prospecting: f64,
    /// Learned share of own prospects that qualify.
    pub own_rate: f64,
    /// Priorities of the day's half-hours of prospecting, as far as they are known; they follow from craft and `own_rate`.
    pub search: [f32; 6],
    /// Learned share of marketing leads that qualify.
    pub marketing_rate: f64,
    /// What is known of preferences and not yet passed on: mean and precision.
    pub buffer: (f64, f64),
    /// Accounts held.
    pub accounts: u32,
    /// Accounts held at the end of the month, before any leave.
    pub held: u32,
    /// Issues of these accounts that wait for the other function.
    pub open_issues: u32,
    /// Share of full care that the salesperson chooses to give.
    pub care: f64,
    /// Seconds of account care given this month.
    pub cared: u32,
    /// New business this month.
    pub month: f64,
    /// New business a month, smoothed over `blame.memory` months.
    pub pace: f64,
    /// New business this quarter, as it counts for the quota.
    pub quarter: f64,
    /// New business since the last appraisal.
    pub appraised: f64,
    /// Target of new business a month.
    pub target: f64,
}

/// What a marketer carries besides what all people carry.
#[derive(Debug, Clone, Default)]
pub struct MarketerState {
    /// Belief about preferences: mean and variance.
    pub belief: (f64, f64),
    /// The message in use.
    pub message: f64,
    /// Fit of the message today.
    pub fit: f64,
    /// Seconds of study since the last survey that came of it.
    pub studied: u32,
    /// Campaign hours a day, smoothed.
    pub campaign: f64,
    /// Chance that the campaigns capture a prospect whom they can reach, today.
    pub captures: f64,
    /// Whether the campaign lacks something from sales.
    pub lacking: bool,
    /// First and last lead of the outbox.
    pub outbox: (Maybe<LeadId>, Maybe<LeadId>),
    /// Leads in it.
    pub waiting: u32,
    /// Leads this month.
    pub month: f64,
    /// What this month's bonus depends on beside leads (`pay.bonus_on`).
    pub brought: f64,
    /// How far campaigns choose by fit: 1 as much as can be, -1 as broad as can be.
    pub selective: f64,
    /// Leads a month, smoothed over `blame.memory` months.
    pub pace: f64,
    /// Target of leads a month.
    pub target: f64,
    /// Whether the marketer works upstream only and serves no requests.
    pub upstream: bool,
    /// The day after the last session of a programme attended.
    pub attended: u32,
    /// Key accounts held.
    pub key_accounts: u32,
    /// Seconds of key-account care given this month.
    pub cared: u32,
}

/// What a team of both functions shares.
#[derive(Debug, Clone, Default)]
pub struct TeamState {
    /// Share of joint steps that rules cover, for the simplest offer.
    pub rules: f64,
    /// Disputes not yet settled.
    pub disputes: f64,
    /// Exceptions that no rule covered and about which none has been written yet.
    pub uncovered: f64,
    /// Accusations made by its people this month.
    pub accusations: f64,
    /// How much accusing there was to be heard last month.
    pub blames: f64,
    /// Whether somebody has called a conflict meeting for tomorrow.
    pub called: bool,
    /// Whether rules are being written after a change.
    pub writing: bool,
    /// Mean practice of its people in the present way of working, while the firm changes.
    pub at_home: f64,
    /// Posts of the team, counted while the firm changes.
    pub members: u32,
    /// Seconds that the upkeep of formal devices takes each member today.
    pub devices: u32,
}

/// What a month's misses were put down to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Misses {
    /// All of them.
    pub missed: f64,
    /// What was put down to the other function.
    pub blamed: f64,
}

/// Kinds of work done twice, as [`Tally::doubled`] counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Doubled {
    /// A lead that a colleague works too.
    Lead,
    /// Help that nobody waits for any more.
    Help,
    /// A salesperson's material of which a fresh copy exists.
    SalesMaterial,
    /// A marketer's.
    MarketingMaterial,
    /// A shared task that somebody else did as well.
    Task,
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
    pub accounts: Vec<Account>,
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
        self.accounts.clear();
        self.budget = Budget::new(scenario, self.rates.overhead);
        self.orientation = scenario.culture.market_orientation;
        self.changing = false;
        (self.month, self.blamed, self.lately) = (Misses::default(), 0.0, (0.0, 0.0));
        self.unit_queue = Queue::default();
        for person in self.rates.unit() {
            self.people.vacant_until[person] = u32::MAX;
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
        let (a, b) = (a.into(), b.into());
        let place = self.ties.place(a, b);
        self.experience_at(today, a, place, weight);
    }

    /// a has an experience with nobody in particular of the other function.
    pub fn regard(&mut self, today: &Today, a: Person, weight: f64) {
        self.experience_at(today, a, None, weight);
    }

    /// The same, with the tie at `place`, if there is one.
    fn experience_at(&mut self, today: &Today, a: Person, place: Option<usize>, weight: f64) {
        let trust = &today.scenario.trust;
        let step = (if weight >= 0.0 { trust.gain } else { trust.loss } * weight).clamp(-1.0, 1.0);
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
                day: today.day,
                what,
                lead: lead.map(|id| self.leads[id].number),
                actor: actor.map(Id::number),
                other: other.map(Id::number),
            });
        }
    }

    /// Bytes of state held for the firm.
    pub fn bytes(&self) -> usize {
        self.people.bytes()
            + self.ties.bytes()
            + self.leads.bytes()
            + self.lists.bytes()
            + self.requests.bytes()
            + self.library.bytes()
            + self.minds.bytes()
            + self.payroll.bytes()
            + self.sellers.len() * size_of::<SellerState>()
            + self.marketers.len() * size_of::<MarketerState>()
            + self.accounts.len() * size_of::<Account>()
            + self.rates.people * (size_of::<Queue>() + 4 + 4 * (HOURS.len() + 2))
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
