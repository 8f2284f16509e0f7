//! Transitions: operating choices change on a day, for all teams at once or one team after another, and that has a price.
//!
//! d is the share of a team's way of working that changes ([`distance`]); at d = 0 nothing is paid, lost or felt.
//!
//! - At once, on the day of the team: `change_money` x d of money and `briefing_hours` x d of hours a head, which are worked off before all else;
//!   and `reassigned` x d of its accounts get another salesperson of the team, which customers feel (`accounts.rs`).
//! - Practice p in the way of working falls by d, p <- p (1 - d), and returns, p <- p + (1 - r)(1 - p) / `practice_days` a day. Until then the share
//!   `groping` x (1 - p) of what is left of each day is lost, and coordination takes (1 + clumsiness (1 - p)) times as long and is
//!   misunderstood as much oftener.
//! - Of the rules written so far the share 1 - d still fits, and the rest is written again, by a salesperson and a marketer of the team in turn.
//! - Uncertainty rises by d for those who change and by d / 2, from the announcement on, for all; it costs satisfaction until it fades.
//! - Resistance r: r <- r + (1 - r) min(1, `resistance` x d (1 - `asking` a)(habit + distrust + readiness) / 3), with habit the craft, distrust
//!   1 - the view of the other function, readiness that to blame, and a how far people were asked, which takes
//!   `asking_hours` x a a head (Coch & French 1948; Oreg 2006). It fades by what people see working, r <- r (1 - s / `resistance_days`),
//!   s = mean practice of the team x (1 - own shortfall). Who resists practises less, and leaves at `leaving` x r a year (`staffing.rs`).
//!
//! Leads and requests on their way stay under the rule by which they set out, and nobody's ties or vocabulary change because a
//! chart does: new counterparts may be strangers.

use crate::model::books::hours::{Task, seconds};
use crate::model::books::money::Cause;
use crate::model::constants::{ANNOUNCED, RULES_ENOUGH};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Day, Id, Person, Team};
use crate::model::people::ties::toward;
use crate::model::random::Draws;
use crate::model::trace::{Observer, What};
use crate::model::work::accounts;
use crate::scenario::Scenario;
use crate::scenario::calendar::DAYS_A_YEAR;
use crate::scenario::operating::{Operating, distance};
use crate::scenario::programme::Change;
use crate::scenario::registry::Section;

/// Applies the changes that are due on a counted day, before the day begins.
pub fn apply<O: Observer>(
    scenario: &Scenario,
    draws: &Draws,
    counted: u32,
    operating: &mut [Operating],
    firm: &mut Firm,
    watch: &mut O,
) {
    let teams = firm.rates.teams();
    for change in &scenario.programme.changes {
        if counted < change.day || counted > change.day + change.phase {
            continue;
        }
        if counted == change.day
            && let Some(first) = operating.first()
        {
            let share = distance(first, &changed(first, change));
            if share == 0.0 {
                continue;
            }
            let asked = seconds(scenario.transition.asking_hours * change.asked);
            for person in firm.rates.posts() {
                firm.people.uncertainty[person] = toward(firm.people.uncertainty[person], ANNOUNCED * share);
                firm.people.briefing[person] += asked;
            }
            firm.changing = true;
        }
        for team in teams {
            if counted != change.day + change.phase * team.number() / teams.len() as u32 {
                continue;
            }
            let next = changed(&operating[team.index()], change);
            let share = distance(&operating[team.index()], &next);
            if share == 0.0 {
                continue;
            }
            operating[team.index()] = next;
            let today =
                Today { scenario, operating, draws: *draws, day: Day::new(scenario.plan.warm_up + counted) };
            begin(&today, firm, team, share, change, watch);
        }
    }
}

/// The choices after a change.
fn changed(choices: &Operating, change: &Change) -> Operating {
    let mut next = choices.clone();
    for (name, value) in &change.choices {
        // The scenario room has checked name and value; one that does not fit changes nothing.
        let _ = next.set(name, value);
    }
    next
}

/// A team begins to work in a new way.
fn begin<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    team: Team,
    share: f64,
    change: &Change,
    watch: &mut O,
) {
    let transition = &today.scenario.transition;
    let state = &mut firm.teams[team];
    state.rules *= 1.0 - share;
    state.writing = true;
    let briefing = seconds(transition.briefing_hours * share);
    let mut heads = 0.0;
    for person in firm.rates.posts() {
        if firm.rates.team(person) != team {
            continue;
        }
        heads += 1.0;
        let people = &mut firm.people;
        people.practice[person] *= 1.0 - share;
        people.uncertainty[person] = toward(people.uncertainty[person], share);
        people.briefing[person] += briefing;
        let against = people.craft[person] + (1.0 - people.view[person]) + people.readiness[person];
        let moved = share * (1.0 - transition.asking * change.asked) * against / 3.0;
        people.resistance[person] =
            toward(people.resistance[person], (transition.resistance * moved).min(1.0));
    }
    let money = transition.change_money * share * heads;
    firm.book.pay(Cause::Programmes, money);
    firm.tally.changes.cost += money;
    accounts::reassign(today, firm, team, transition.reassigned * share, watch);
}

/// While a firm changes: briefings are held, people grope, practice returns, uncertainty and resistance fade, and the rules that are missing are
/// written.
pub fn run<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    if !firm.changing {
        return;
    }
    let change = &today.scenario.transition;
    at_home(firm);
    for person in firm.rates.people() {
        let briefed = spend(today, firm, person, firm.people.briefing[person]);
        firm.people.briefing[person] -= briefed;
        let strange = 1.0 - firm.people.practice[person];
        let lost = (f64::from(firm.hours.left(person)) * change.groping * strange) as u32;
        spend(today, firm, person, lost);

        let seen = firm.teams[firm.rates.team(person)].at_home * (1.0 - firm.shortfall(person));
        let people = &mut firm.people;
        let resists = people.resistance[person];
        people.practice[person] = toward(people.practice[person], (1.0 - resists) / change.practice_days);
        people.uncertainty[person] *= 1.0 - 1.0 / change.uncertainty_days;
        people.resistance[person] *= 1.0 - seen / change.resistance_days;
    }
    for team in firm.rates.teams() {
        if firm.teams[team].writing {
            write(today, firm, team, watch);
        }
    }
}

/// How far each team is at home in its way of working.
fn at_home(firm: &mut Firm) {
    for team in &mut firm.teams {
        (team.at_home, team.members) = (0.0, 0);
    }
    for person in firm.rates.posts() {
        let state = &mut firm.teams[firm.rates.team(person)];
        state.at_home += firm.people.practice[person];
        state.members += 1;
    }
    for team in &mut firm.teams {
        team.at_home /= f64::from(team.members.max(1));
    }
}

/// A change takes hours of a person, as far as the day has them, and what they cost is counted.
fn spend(today: &Today, firm: &mut Firm, person: Person, wanted: u32) -> u32 {
    let spent = firm.hours.charge(person, Task::Programme, wanted);
    let days = f64::from(spent) / 3600.0 / today.scenario.firm.day_hours;
    firm.tally.changes.cost += days / DAYS_A_YEAR * firm.people.salary(person);
    spent
}

/// A team writes the rules that its way of working needs and does not have yet.
fn write<O: Observer>(today: &Today, firm: &mut Firm, team: Team, watch: &mut O) {
    let missing = today.choices(team).rules - firm.teams[team].rules;
    if missing <= RULES_ENOUGH {
        firm.teams[team].writing = false;
        let first = firm.rates.team_sellers(team).next().map(Person::from);
        firm.note(today, watch, What::RulesWritten { covered: firm.teams[team].rules }, None, first, None);
        return;
    }
    let wanted = seconds(today.scenario.transition.writing_hours);
    let sellers = firm.rates.team_sellers(team);
    let turn = today.day.number() as usize;
    let seller = (!sellers.is_empty()).then(|| sellers.at(turn % sellers.len()).into());
    let writers = [seller, firm.rates.marketer_for(team, turn).map(Person::from)];
    let (mut spent, mut heads) = (0u64, 0u32);
    for person in writers.into_iter().flatten() {
        spent += u64::from(spend(today, firm, person, wanted));
        heads += 1;
    }
    let hours = spent as f64 / 3600.0 / f64::from(heads.max(1));
    let written = today.scenario.exceptions.rule_writing * hours;
    let rules = &mut firm.teams[team].rules;
    *rules = toward(*rules, written.min(1.0)).min(today.choices(team).rules);
}
