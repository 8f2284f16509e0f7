//! Budget: one a year, divided quarter by quarter between campaigns and sales support, and what the money buys.
//!
//! **Division.** Each quarter marketing's share b becomes
//!
//! ```text
//! b + f (c − b)
//! f          = heads / (heads + firm.headcount_formal) × (1 − operating.joint_planning)        how far it is contested
//! c          = marketing's merit × voice / (sum of both functions' merit × voice)
//! voice      = budget.hearing + hours of lobbying, a head and day
//! merit      = exp(budget.credit × (share of the quarter's wins that began with own leads − 1/2)
//!                − budget.misses × mean shortfall against target − budget.blame × accusations received, a head)
//! ```
//!
//! so that small firms, and those that plan together, keep to what they are used to (Wildavsky 1964), and large ones divide by credit, misses, blame and
//! lobbying. A contest after Tullock: everybody gives the best response to the other side's last effort l,
//!
//! ```text
//! effort = max(0, sqrt(V l) − l)  hours a day      (l = V/4 if the others did not lobby)
//! stake V = people.stake × f × (1 − closeness × trust)
//! closeness = share of the other function that is known × mean strength of these ties
//! ```
//!
//! and the side that loses ground may fall out with the other.
//!
//! **What it buys.** With y the money of `money.budget` a head against `budget.usual`:
//!
//! ```text
//! effect of an hour of campaign         (2 b y)^budget.returns                    in E of Market
//! overhead of a salesperson's day       firm.day_hours × firm.overhead + budget.support × (1 − (2 (1 − b) y)^budget.returns)
//! ```
//!
//! of which the overhead of the firm holds what the usual budget takes in equal parts. Returns diminish below an exponent of 1, so that a wrong division costs.

use crate::model::books::hours::seconds;
use crate::model::border::disputes::{Friction, friction};
use crate::model::constants::{BUDGET_NOTICED, FIRST_EFFORT};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Column, Id, Person, Span, Team};
use crate::model::math::{exp, pow};
use crate::model::rates::Rates;
use crate::model::trace::Observer;
use crate::scenario::Scenario;

/// The split of the budget, and what each function has to show for the quarter: sales, marketing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Budget {
    /// Marketing's share.
    pub share: f64,
    /// What an hour of campaign works, against the usual.
    pub campaigns: f64,
    /// Seconds of overhead of a salesperson's day, and of anybody's at the usual budget.
    pub overhead: u32,
    usual: u32,
    /// Wins that began with own leads.
    pub won: [f64; 2],
    /// Accusations received from the other function.
    pub accused: [f64; 2],
}

impl Budget {
    /// The split at the start.
    pub fn new(scenario: &Scenario, usual: u32) -> Self {
        let mut budget = Self { share: scenario.budget.share, usual, ..Self::default() };
        budget.spend(scenario);
        budget
    }

    /// Works out what the money buys.
    fn spend(&mut self, scenario: &Scenario) {
        let rule = &scenario.budget;
        let money = 2.0 * scenario.money.budget / rule.usual;
        self.campaigns = pow(money * self.share, rule.returns);
        let support = rule.support * (1.0 - pow(money * (1.0 - self.share), rule.returns));
        let overhead = f64::from(self.usual) / 3600.0 + support;
        self.overhead = seconds(overhead.clamp(0.0, scenario.firm.day_hours));
    }
}

/// How far a team's firm divides by contest: large firms more, those that plan together less.
fn contested(today: &Today, rates: &Rates, team: Team) -> f64 {
    rates.formality * (1.0 - today.choices(team).joint_planning).max(0.0)
}

/// Mean hours a day of a function's lobbying, by head.
fn lobbied(lobbying: &Column<Person, u32>, people: Span<Person>) -> f64 {
    let lobbied = lobbying.of(people);
    lobbied.iter().map(|&seconds| f64::from(seconds)).sum::<f64>() / lobbied.len() as f64 / 3600.0
}

/// What a function has to show: 1 for one that brought half of the wins, missed nothing and was not blamed.
fn merit(today: &Today, firm: &Firm, people: Span<Person>, side: usize) -> f64 {
    let rule = &today.scenario.budget;
    let heads = people.len() as f64;
    let wins: f64 = firm.budget.won.iter().sum();
    let credit = if wins > 0.0 { firm.budget.won[side] / wins - 0.5 } else { 0.0 };
    let missed = people.map(|person| firm.shortfall(person)).sum::<f64>() / heads;
    exp(rule.credit * credit - rule.misses * missed - rule.blame * firm.budget.accused[side] / heads)
}

/// Quarter's end: the split that the last quarter earned, and efforts for the next.
pub fn quarter_end<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    if firm.rates.sellers == 0 || firm.rates.marketers == 0 {
        return;
    }
    let sides = [firm.rates.sellers().into(), firm.rates.marketers().into()];
    let efforts = sides.map(|people| lobbied(&firm.people.lobbying, people));
    lobby(today, firm, efforts);
    let hearing = today.scenario.budget.hearing;
    let [sales, marketing] =
        [0, 1].map(|side| merit(today, firm, sides[side], side) * (hearing + efforts[side]));
    (firm.budget.won, firm.budget.accused) = ([0.0; 2], [0.0; 2]);
    if sales + marketing <= 0.0 {
        return;
    }
    let earned = marketing / (sales + marketing);
    let change = contested(today, &firm.rates, Team::new(0)) * (earned - firm.budget.share);
    firm.budget.share += change;
    firm.budget.spend(today.scenario);
    firm.tally.budget.add(firm.budget.share);
    if change.abs() > BUDGET_NOTICED {
        let bosses = [firm.rates.sellers().at(0).into(), firm.rates.marketers().at(0).into()]
            .map(|person: Person| Person::from(firm.rates.manager(person)));
        let [loser, winner] = if change > 0.0 { bosses } else { [bosses[1], bosses[0]] };
        if loser != winner {
            friction(today, firm, (loser, winner), (Friction::Budget, 1.0), None, watch);
        }
    }
}

/// Everybody's hours of lobbying for the next quarter.
fn lobby(today: &Today, firm: &mut Firm, [by_sales, by_marketing]: [f64; 2]) {
    for person in firm.rates.workers() {
        if firm.people.vacant_until[person] > today.day {
            continue;
        }
        let sells = firm.rates.sells(person);
        let (others, against) =
            if sells { (firm.rates.marketers, by_marketing) } else { (firm.rates.sellers, by_sales) };
        let known = (firm.ties.known(person) as f64 / others as f64).min(1.0);
        let (trust, strength) = firm.ties.means(person).unwrap_or((firm.people.view[person], 0.0));
        let soft = 1.0 - known * strength * trust;
        let stake =
            today.scenario.people.stake * contested(today, &firm.rates, firm.rates.team(person)) * soft;
        let against = if against > 0.0 { against } else { FIRST_EFFORT * stake };
        firm.people.lobbying[person] = seconds((libm::sqrt(stake * against) - against).max(0.0));
    }
}
