//! Leading: what managers do with the hours of their desks that exceptions, checks and arbitration leave.
//!
//! A manager's desk has `exceptions.manager_hours` a day and, for those led, the hours of their coaching. What comes up goes first; of what is left,
//!
//! - **Standing up for the other side.** Once a week the managers of a team's salespeople and of its marketers each take half of its open disputes and explain the
//!   other side to their own people, as far as they trust it: `blame.standing_up` x view of these, at the hours that a meeting takes to settle as many.
//! - **Coaching.** Once a week each manager sits down with each of those led, `people.coaching` a month, both sides' hours. With h hours in a month
//!   experience grows by 1 + gain (2 h / (h + usual) - 1) months, gain = `people.coaching_gain`, usual = 2 h: returns diminish, and who is not coached learns
//!   more slowly than is usual. A session for which either has no hours falls out.
//!
//! So a firm whose exceptions fill the desks coaches and makes peace less. Playing heads do both out of their own day.
//!
//! Salespeople who are coached for less than two hours a month reach 90 % of their quotas, with more than three 107 % (Sales Executive Council, as
//! reported, C): a correlation, and the only figure known.

use crate::model::books::hours::{Task, seconds};
use crate::model::border::disputes;
use crate::model::constants::{SETTLED_AN_HOUR, USUAL_COACHING};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, Person, Team};
use crate::scenario::Scenario;
use crate::scenario::calendar::{MONTH, WEEK};

/// Hours a day that a desk holds for coaching.
pub fn desk(scenario: &Scenario) -> f64 {
    scenario.people.coaching * f64::from(scenario.firm.span) / f64::from(MONTH)
}

/// Managers stand up for the other side, and coach those they lead, with what is left of the hours of their desks.
pub fn run(today: &Today, firm: &mut Firm) {
    if today.scenario.blame.standing_up > 0.0 {
        for team in firm.rates.teams() {
            if (today.day + team.number()).is_multiple_of(WEEK) && firm.teams[team].disputes > 0.0 {
                stand_up(today, firm, team);
            }
        }
    }
    if today.scenario.people.coaching > 0.0 {
        coach(today, firm);
    }
}

/// The managers of a team's two sides settle what they can of its disputes.
fn stand_up(today: &Today, firm: &mut Firm, team: Team) {
    let of_sales = firm.rates.team_sellers(team).next().map(Person::from);
    let of_marketing = firm.rates.team_marketers(team).next().map(Person::from);
    let each = today.scenario.coordination.dispute / SETTLED_AN_HOUR;
    let half = 0.5 * firm.teams[team].disputes;
    let bosses = [of_sales, of_marketing].map(|person| person.map(|person| firm.rates.manager(person)));
    for boss in bosses.into_iter().flatten() {
        let willing = today.scenario.blame.standing_up * firm.people.view[boss];
        let wanted = seconds(half * each * willing).min(firm.desk[boss]);
        let spent = firm.hours.charge(boss, Task::Escalation, wanted);
        firm.desk[boss] -= spent;
        if spent > 0 {
            disputes::clear(today, firm, team, f64::from(spent) / 3600.0);
        }
    }
}

/// Those whose turn it is this day of the week are coached.
fn coach(today: &Today, firm: &mut Firm) {
    let wanted = seconds(today.scenario.people.coaching * f64::from(WEEK) / f64::from(MONTH));
    let first = (WEEK - today.day % WEEK) % WEEK;
    for person in (first as usize..firm.rates.workers().len()).step_by(WEEK as usize) {
        let person = Person::new(person as u32);
        let boss = firm.rates.manager(person);
        if Person::from(boss) == person
            || firm.desk[boss] < wanted
            || firm.hours.left(boss).min(firm.hours.left(person)) < wanted
        {
            continue;
        }
        firm.desk[boss] -= wanted;
        firm.hours.charge(boss, Task::Learning, wanted);
        firm.people.coached[person] += firm.hours.charge(person, Task::Learning, wanted);
    }
}

/// How fast a person learned this month, whose coaching is counted anew.
pub fn pace(today: &Today, firm: &mut Firm, person: Person) -> f64 {
    let gain = today.scenario.people.coaching_gain;
    let hours = f64::from(std::mem::take(&mut firm.people.coached[person])) / 3600.0;
    if gain == 0.0 || person.index() >= firm.rates.workers().len() {
        return 1.0;
    }
    1.0 + gain * (2.0 * hours / (hours + USUAL_COACHING) - 1.0)
}
