//! The firm in motion: pure, single-threaded, no I/O, no clock, no threads, no globals.
//!
//! [`simulate`] runs one replication of one structure. What happens on a working day, in order, reads in the body of `day`: each line is a
//! mechanism, and each mechanism has its own file, in the room where it belongs: the market, people, work, the border between
//! the functions, change, and the books.

mod books;
mod border;
mod change;
pub mod constants;
mod firm;
pub mod glimpse;
mod ids;
mod market;
mod material;
pub(crate) mod math;
#[cfg(test)]
mod paired;
mod people;
pub mod random;
mod rates;
mod state;
pub mod trace;
mod turns;
mod work;

use crate::scenario::Scenario;
use crate::scenario::calendar::{MONTH, MONTHS_A_YEAR, QUARTER, YEAR};
use crate::scenario::operating::Operating;
use books::hours::Task;
use books::measure;
use books::money::Cause;
pub use books::outcome;
use border::{budget, escalation, exceptions, handover, informal, meetings, shared};
use change::{programme, transition};
use firm::{Firm, Today};
use ids::{Day, Id};
use market::{capture, preferences, product};
use material::{editorial, library, materials};
pub use outcome::{Month, Outcomes, Parts, PersonRecord};
use people::{leading, norms, pay, staffing, targets, ties};
pub use rates::{prospects_a_day, targets as sales_targets};
pub use trace::{Decision, Observer};
use work::{accounts, attention, marketing};

/// What one replication of one structure gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Replication {
    /// One value for each of [`outcome::OUTCOMES`]; NaN where nothing happened that could be measured.
    pub outcomes: Outcomes,
    /// One record a month of 21 working days, after warm-up.
    pub months: Vec<Month>,
    /// One record a post (salesperson, marketer, manager).
    pub people: Vec<PersonRecord>,
    /// What profit per head is made of.
    pub parts: Parts,
}

/// Why a simulation stopped: it was asked to, or a law of the model was broken, which is a defect of Verona and never of a
/// scenario.
#[derive(Debug, Clone, PartialEq)]
pub enum ModelError {
    /// A quantity that must be conserved was not.
    Conservation {
        /// Which law.
        law: &'static str,
        /// The working day on which it was found.
        day: u32,
        /// What was found.
        found: String,
    },
    /// The observer asked to stop: no law was broken, and there is no result.
    Stopped {
        /// The working day that was not begun any more.
        day: u32,
    },
    /// A lead was to take a step that its state does not allow.
    Illegal {
        /// What was to happen.
        step: String,
        /// The working day.
        day: u32,
    },
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ModelError::Conservation { law, day, found } => {
                write!(f, "the law '{law}' does not hold on day {day}: {found}")
            }
            ModelError::Stopped { day } => write!(f, "stopped before day {day}"),
            ModelError::Illegal { step, day } => write!(f, "illegal step on day {day}: {step}"),
        }
    }
}

impl std::error::Error for ModelError {}

/// Memory that a thread keeps between replications, so that a warm replication allocates next to nothing.
#[derive(Debug, Default)]
pub struct Workspace {
    firm: Firm,
    operating: Vec<Operating>,
}

impl Workspace {
    /// Bytes of state that the last replication held at its end.
    pub fn state_bytes(&self) -> usize {
        self.state_parts().iter().map(|(_, bytes)| bytes).sum()
    }

    /// The same by what holds them: people, leads, accounts, and so on.
    pub fn state_parts(&self) -> [(&'static str, usize); 13] {
        self.firm.bytes()
    }

    /// Bytes that the leads and accounts which pile up in the scenario that was simulated last may come to take at its end.
    pub fn may_pile_up(&self, scenario: &Scenario) -> f64 {
        self.firm.may_pile_up(scenario)
    }
}

/// Simulates one replication of one structure.
///
/// The result depends on `scenario`, `seed` and `replication` alone: not on what `workspace` was used for
/// before, on the observer, or on other structures.
///
/// # Errors
/// [`ModelError`] when a law of the model is broken, which is a defect of Verona, or when the observer asked to stop.
pub fn simulate(
    scenario: &Scenario,
    seed: u64,
    replication: u32,
    workspace: &mut Workspace,
    observer: &mut impl Observer,
) -> Result<Replication, ModelError> {
    let draws = random::Draws::new(seed, replication);
    let Workspace { firm, operating } = workspace;
    firm.reset(scenario, &scenario.operating, &draws);
    operating.clear();
    operating.resize(firm.rates.teams, scenario.operating.clone());
    let (warm_up, days) = (scenario.plan.warm_up, scenario.plan.days);

    let first = Today { scenario, operating, draws, day: Day::FIRST };
    preferences::begin(&first, &mut firm.preferences);
    product::begin(&first, firm);
    ties::begin(&first, firm);
    accounts::begin(&first, firm);
    editorial::begin(&first, firm);
    for seller in firm.rates.sellers() {
        attention::care_choice(&first, firm, seller);
    }
    for number in 0..warm_up {
        day(&Today { day: Day::new(number), ..first }, firm, observer)?;
    }

    let people = firm.rates.people();
    firm.tally.reset(people);
    firm.hours.clear();
    firm.payroll.count();
    firm.sellers.iter_mut().for_each(|seller| seller.appraised = 0.0);
    let start = measure::mark(&Today { day: Day::new(warm_up), ..first }, firm);
    let mut since = start.clone();
    let mut months = Vec::with_capacity((days / MONTH) as usize);
    for counted in 0..days {
        transition::apply(scenario, &draws, counted, operating, firm, observer);
        let today = Today { scenario, operating, draws, day: Day::new(warm_up + counted) };
        day(&today, firm, observer)?;
        if (counted + 1).is_multiple_of(MONTH) {
            months.push(measure::month(&today, firm, &mut since));
        }
        if (counted + 1).is_multiple_of(YEAR) {
            measure::appraise(firm, MONTHS_A_YEAR);
        }
    }
    let rest = days % YEAR;
    if rest >= QUARTER {
        measure::appraise(firm, f64::from(rest / MONTH));
    }
    let last = Today { scenario, operating, draws, day: Day::new(warm_up + days - 1) };
    laws(&last, firm)?;
    Ok(Replication {
        outcomes: measure::outcomes(&last, firm, &start),
        months,
        people: measure::people(&last, firm),
        parts: measure::parts(&last, firm, &start),
    })
}

/// One working day of the firm.
fn day<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) -> Result<(), ModelError> {
    if !watch.goes_on() {
        return Err(ModelError::Stopped { day: today.day.number() });
    }
    meetings::morning(today, firm);
    preferences::drift(today, firm);
    product::drift(today, firm);
    meetings::hold(today, firm, watch);
    transition::run(today, firm, watch);
    programme::run(today, firm, watch);
    informal::run(today, firm);
    capture::run(today, firm, watch);
    handover::run(today, firm, watch);
    escalation::run(today, firm, watch);
    leading::run(today, firm);
    exceptions::look_around(today, firm);
    attention::run(today, firm, watch);
    marketing::run(today, firm, watch);
    if (today.day + 1).is_multiple_of(QUARTER) {
        budget::quarter_end(today, firm, watch);
        product::quarter_end(today, firm);
    }
    evening(today, firm);
    if (today.day + 1).is_multiple_of(MONTH) {
        accounts::month_end(today, firm, watch);
        shared::prices(today, firm);
        pay::month_end(today, firm);
        targets::month_end(today, firm);
        staffing::month_end(today, firm, watch);
        materials::month_end(today, firm);
        norms::fade(today, firm);
        meetings::fade(today, firm);
        measure::sample(today, firm);
        for seller in firm.rates.sellers() {
            attention::care_choice(today, firm, seller);
        }
    }
    if O::EVENINGS {
        watch.evening(glimpse::Glimpse::of(today, firm));
    }
    if cfg!(debug_assertions) {
        laws(today, firm)?;
    }
    firm.leads.fault.take().map_or(Ok(()), Err)
}

/// The day ends: what is left of it is idle, or a manager's ordinary work; salaries fall due.
fn evening(today: &Today, firm: &mut Firm) {
    for (people, rest) in [
        (firm.rates.workers(), Task::Idle),
        (firm.rates.managers().into(), Task::Management),
        (firm.rates.unit(), Task::Idle),
    ] {
        for person in people {
            firm.hours.close(person, rest);
        }
    }
    for marketer in &firm.marketers {
        firm.tally.message_fit.add(marketer.fit);
    }
    pay::day(today, firm);
}

/// The laws that the model holds itself to: hours balance, leads are conserved, requests are conserved, money balances,
/// pay earned is pay booked, every account has an owner, and the shares of every miss sum to 1.
fn laws(today: &Today, firm: &Firm) -> Result<(), ModelError> {
    let broken = |law, found| Err(ModelError::Conservation { law, day: today.day.number(), found });
    if let Some((person, spent, due)) = firm.hours.imbalance() {
        return broken(
            "hours of each person balance",
            format!("person {} spent {spent} s of {due} s", person.index()),
        );
    }
    let (created, ended, open) = (firm.leads.created, firm.leads.ended(), firm.leads.open());
    if created != ended + open {
        return broken("leads created = won + lost + open", format!("{created} = {ended} + {open}"));
    }
    let (made, over, waiting) = (firm.requests.created, firm.requests.ended, firm.requests.open());
    if made != over + waiting {
        return broken("requests made = ended + open", format!("{made} = {over} + {waiting}"));
    }
    let library = &firm.library;
    let (shelves, drawers) = (library.count(library::Place::Shelf), library.count(library::Place::Drawer));
    if library.made != shelves + drawers + library.stale {
        let found = format!("{} = {shelves} + {drawers} + {}", library.made, library.stale);
        return broken("pieces made = on shelves + in drawers + stale", found);
    }
    let tasks = &firm.tally.tasks;
    if tasks.arisen != tasks.done + tasks.missed || tasks.doubled > tasks.done {
        return broken("shared tasks arisen = done + missed", format!("{tasks:?}"));
    }
    let cents = firm.book.imbalance();
    if cents != 0 {
        return broken("money in = money out + balance", format!("{cents} cents are missing"));
    }
    let booked =
        [firm.book.paid(Cause::Salaries), firm.book.paid(Cause::Commission) + firm.book.paid(Cause::Bonus)];
    let earned = firm.payroll.totals();
    if earned != booked {
        return broken("pay earned = pay booked", format!("{earned:?} cents and {booked:?}"));
    }
    let held: u64 = firm.sellers.iter().map(|seller| u64::from(seller.accounts)).sum();
    if held != firm.accounts.len() as u64 {
        return broken("every account has an owner", format!("{held} held, {} exist", firm.accounts.len()));
    }
    let (missed, shares) = (firm.tally.missed, firm.tally.attributed.iter().sum::<f64>());
    if (missed - shares).abs() > 1e-9 * (1.0 + missed) {
        return broken("misses = self + other + own function + market", format!("{missed} = {shares}"));
    }
    Ok(())
}
