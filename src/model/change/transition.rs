//! Transitions: operating choices change on a day, for all teams at once or one team after another.
//!
//! A change has no penalty of its own; its price comes from what people carry. With d the share of a team's way of working
//! that changes ([`distance`]): of the rules written so far, the share 1 - d still fits, and the rest is written again, by a
//! salesperson and a marketer of the team in turn, until the new coverage is reached; practice in the way of working falls by d and returns within
//! `transition.practice_days`; until then coordination takes (1 + clumsiness (1 - practice)) times as long and is misunderstood as
//! much oftener; and uncertainty rises by d for those who change and by d / 2, from the announcement on, for all, and costs
//! satisfaction until it fades. Leads and requests on their way stay under the rule by which they set out, and nobody's ties
//! or vocabulary change because a chart does: new counterparts may be strangers.

use crate::model::books::hours::{Task, seconds};
use crate::model::constants::{ANNOUNCED, RULES_ENOUGH};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, Person, Team};
use crate::model::people::ties::toward;
use crate::model::trace::{Observer, What};
use crate::scenario::Scenario;
use crate::scenario::operating::{Operating, distance};
use crate::scenario::registry::Section;

/// Applies the changes that are due on a counted day, before the day begins; gives the teams that changed.
pub fn apply(scenario: &Scenario, counted: u32, operating: &mut [Operating], firm: &mut Firm) {
    let teams = firm.rates.teams();
    for change in &scenario.programme.changes {
        if counted < change.day || counted > change.day + change.phase {
            continue;
        }
        let changed = |choices: &Operating| {
            let mut next = choices.clone();
            for (name, value) in &change.choices {
                // The scenario room has checked name and value; one that does not fit changes nothing.
                let _ = next.set(name, value);
            }
            let distance = distance(choices, &next);
            (next, distance)
        };
        if counted == change.day
            && let Some(first) = operating.first()
        {
            let (_, share) = changed(first);
            if share == 0.0 {
                continue;
            }
            for uncertainty in &mut firm.people.uncertainty {
                *uncertainty = toward(*uncertainty, ANNOUNCED * share);
            }
            firm.changing = true;
        }
        for team in teams {
            if counted != change.day + change.phase * team.number() / teams.len() as u32 {
                continue;
            }
            let (next, share) = changed(&operating[team.index()]);
            if share == 0.0 {
                continue;
            }
            operating[team.index()] = next;
            let state = &mut firm.teams[team];
            state.rules *= 1.0 - share;
            state.writing = true;
            for person in firm.rates.people() {
                if firm.rates.team(person) == team {
                    firm.people.practice[person] *= 1.0 - share;
                    firm.people.uncertainty[person] = toward(firm.people.uncertainty[person], share);
                }
            }
        }
    }
}

/// While a firm changes: practice returns, uncertainty fades, and the rules that are missing are written.
pub fn run<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    if !firm.changing {
        return;
    }
    let change = &today.scenario.transition;
    for person in firm.rates.people() {
        firm.people.practice[person] = toward(firm.people.practice[person], 1.0 / change.practice_days);
        firm.people.uncertainty[person] *= 1.0 - 1.0 / change.uncertainty_days;
    }
    for team in firm.rates.teams() {
        if firm.teams[team].writing {
            write(today, firm, team, watch);
        }
    }
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
    let turn = today.day as usize;
    let seller = (!sellers.is_empty()).then(|| sellers.at(turn % sellers.len()).into());
    let writers = [seller, firm.rates.marketer_for(team, turn).map(Person::from)];
    let (mut spent, mut heads) = (0u64, 0u32);
    for person in writers.into_iter().flatten() {
        spent += u64::from(firm.hours.charge(person, Task::Programme, wanted));
        heads += 1;
    }
    let hours = spent as f64 / 3600.0 / f64::from(heads.max(1));
    let written = today.scenario.exceptions.rule_writing * hours;
    let rules = &mut firm.teams[team].rules;
    *rules = toward(*rules, written.min(1.0)).min(today.choices(team).rules);
}

/// How much longer coordination takes a person who is not at home in the way of working.
#[inline]
pub fn clumsiness(today: &Today, firm: &Firm, person: impl Into<Person>) -> f64 {
    1.0 + today.scenario.transition.clumsiness * (1.0 - firm.people.practice[person])
}
