//! Meetings, and whatever else takes hours before anybody chooses.
//!
//! Every morning overhead, the upkeep of formal devices, defensive paperwork and lobbying take their hours. A meeting of
//! a team gathers its salespeople, its marketers and its sales manager. It costs each its length and, however short it is,
//! `coordination.meeting_setup` before it (preparation) and after it (finding back into the work: Iqbal & Horvitz 2007). Its
//! minutes work by agenda on what has piled up since the last one: conflict clears open disputes; boundary writes rules about
//! exceptions that no rule covered, `coordination.item` hours each; planning moves intelligence not yet passed on, and messages
//! towards beliefs by hours / `information.replan_hours`; training teaches vocabulary. Requests that wait for a meeting are
//! assigned, one for each `coordination.item` hours. Sitting together is a third of a piece of joint work an hour. What an
//! hour of rule writing and planning achieves is scaled by sqrt(vocabulary x trust); in a meeting of low trust with open
//! disputes, the share 1 - 2 trust of its hours is quarrel, and booked as such. In every structure open disputes call a
//! conflict meeting when there are more than `coordination.conflict_threshold` a head (salespeople of the team and one).

use crate::model::books::hours::{Task, seconds};
use crate::model::border::disputes;
use crate::model::border::intelligence;
use crate::model::border::routes;
use crate::model::change::measures;
use crate::model::constants::{DESK_SPAN, DEVICE, PIECES_AN_HOUR, PLANNING_CHANNEL, SLIDE};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Column, Day, Id, Person, Team};
use crate::model::material::editorial;
use crate::model::math::remaining;
use crate::model::people::leading;
use crate::model::people::person::name;
use crate::model::people::ties::toward;
use crate::model::random::Purpose;
use crate::model::state::TeamState;
use crate::model::trace::{Observer, What};
use crate::scenario::calendar::{DAYS_A_YEAR, MONTH};

/// Begins the day of everybody present and takes what is due.
pub fn morning(today: &Today, firm: &mut Firm) {
    let scenario = today.scenario;
    let heads = firm.rates.heads().max(1) as f64;
    let at_work = measures::unit_of(today).is_some();
    for person in firm.rates.unit() {
        firm.people.vacant_until[person] = if at_work { Day::FIRST } else { Day::NEVER };
    }
    for (team, choices) in firm.teams.iter_mut().zip(today.operating) {
        let key_accounts = if choices.key_account_share > 0.0 { 1.0 } else { 0.0 };
        let counterparts = if choices.counterparts { 1.0 } else { 0.0 };
        let devices = DEVICE * (choices.rules + choices.system + counterparts + key_accounts);
        team.devices = seconds(scenario.coordination.devices * devices / heads);
    }
    let managers = firm.rates.managers().ends().start;
    let desk = scenario.exceptions.manager_hours * f64::from(scenario.firm.span) / DESK_SPAN;
    let desk = seconds(desk + leading::desk(scenario));
    for person in firm.rates.people() {
        if firm.people.vacant_until[person] > today.day {
            firm.hours.skip(person);
            firm.desk[person] = 0;
            continue;
        }
        firm.hours.begin(person);
        firm.hours.charge(person, Task::OwnMeetings, firm.rates.own_meetings);
        let overhead = if firm.rates.sells(person) { firm.budget.overhead } else { firm.rates.overhead };
        firm.hours.charge(person, Task::Overhead, overhead);
        firm.hours.charge(person, Task::Devices, firm.teams[firm.rates.team(person)].devices);
        let withdrawn = firm.people.withdrawn[person];
        if withdrawn > 0.0 {
            let defence = scenario.blame.defensive_hours * withdrawn / f64::from(MONTH);
            firm.hours.charge(person, Task::Defensive, seconds(defence));
        }
        firm.hours.charge(person, Task::Lobbying, firm.people.lobbying[person]);
        firm.desk[person] = if person.index() < managers { firm.hours.day() } else { desk };
    }
    erode(today, &mut firm.teams);
}

/// Rules lose their hold as the market moves.
fn erode(today: &Today, teams: &mut Column<Team, TeamState>) {
    let rate = today.scenario.exceptions.rule_erosion * today.scenario.market.speed / DAYS_A_YEAR;
    for team in teams {
        team.rules *= 1.0 - rate.min(1.0);
    }
}

/// Holds the meetings that are due.
pub fn hold<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    for team in firm.rates.teams() {
        let choices = today.choices(team);
        let interval = choices.meeting_interval;
        if interval > 0 && (today.day + team.number()).is_multiple_of(interval) {
            regular(today, firm, team, watch);
        }
        if std::mem::take(&mut firm.teams[team].called) {
            quarrel(today, firm, team, watch);
        }
        let heads = (firm.rates.team_sellers(team).len() + 1) as f64;
        if firm.teams[team].disputes > today.scenario.coordination.conflict_threshold * heads {
            firm.teams[team].called = true;
        }
    }
}

/// Mean vocabulary and trust of those who attend.
fn mood(firm: &Firm, team: Team) -> (f64, f64) {
    let (mut words, mut trust, mut n) = (0.0, 0.0, 0.0);
    for person in firm.rates.attendees(team) {
        words += firm.people.vocabulary[person];
        trust += firm.ties.means(person).map_or(firm.people.view[person], |(trust, _)| trust);
        n += 1.0;
    }
    if n == 0.0 { (0.0, 0.0) } else { (words / n, trust / n) }
}

/// A regular meeting.
fn regular<O: Observer>(today: &Today, firm: &mut Firm, team: Team, watch: &mut O) {
    let choices = today.choices(team);
    let (words, trust) = mood(firm, team);
    let useful = libm::sqrt(words * trust);
    let weights =
        [choices.agenda_conflict, choices.agenda_boundary, choices.agenda_planning, choices.agenda_training];
    let total: f64 = weights.iter().sum();
    if total <= 0.0 || choices.meeting_hours <= 0.0 {
        return;
    }
    let distrust = if firm.teams[team].disputes > 0.0 { (1.0 - SLIDE * trust).clamp(0.0, 1.0) } else { 0.0 };
    let fought = choices.meeting_hours * distrust;
    let talked = choices.meeting_hours - fought;
    let hours = |weight: f64| talked * weight / total;

    let around = seconds(2.0 * today.scenario.coordination.meeting_setup);
    for person in firm.rates.attendees(team) {
        firm.hours.charge(person, Task::Meetings, around + seconds(talked));
        let spent = firm.hours.charge(person, Task::ConflictMeetings, seconds(fought));
        firm.people.conflict[person] += spent;
    }
    disputes::clear(today, firm, team, hours(weights[0]) + fought);
    write_rules(today, &mut firm.teams[team], hours(weights[1]), useful);
    let training = today.scenario.vocabulary.training * hours(weights[3]) / today.scenario.firm.day_hours;
    editorial::show(today, firm, team, hours(weights[2]));
    gather(today, firm, team, talked, (training, hours(weights[2]), useful));
    routes::settle_in_meeting(firm, team, items(today, talked));
    let boss = firm.rates.team_sellers(team).next().map(Person::from);
    firm.note(today, watch, What::Meeting { hours: choices.meeting_hours }, None, boss, None);
}

/// How many items there is time for.
fn items(today: &Today, hours: f64) -> u32 {
    let each = today.scenario.coordination.item;
    if each > 0.0 { (hours / each) as u32 } else { u32::MAX }
}

/// Rules are written about what no rule covered since the last time, as far as the hours go.
fn write_rules(today: &Today, team: &mut TeamState, hours: f64, useful: f64) {
    let each = today.scenario.coordination.item;
    let open = team.uncovered;
    let spent = if each > 0.0 { hours.min(open * each) } else { hours.min(open) };
    team.uncovered = if each > 0.0 { (open - spent / each).max(0.0) } else { 0.0 };
    let rules = &mut team.rules;
    *rules = toward(*rules, (today.scenario.exceptions.rule_writing * spent * useful).min(1.0));
}

/// Everybody sits beside somebody of the other function: they work together, learn each other's words and pass on what they know;
/// messages follow what marketers now believe, as far as there is time to revise them.
fn gather(
    today: &Today,
    firm: &mut Firm,
    team: Team,
    talked: f64,
    (training, planning, useful): (f64, f64, f64),
) {
    let present = |firm: &Firm, person: Person| firm.people.vacant_until[person] <= today.day;
    for person in firm.rates.attendees(team) {
        if present(firm, person) {
            let words = &mut firm.people.vocabulary[person];
            *words = toward(*words, training.min(1.0));
        }
    }
    for seller in firm.rates.team_sellers(team) {
        let seat = today.draws.uniform(Purpose::Seat, name(seller, &firm.rates), today.day.number());
        let Some(marketer) = firm.rates.marketer_for(team, (seat * 1e6) as usize) else { return };
        if !present(firm, seller.into()) || !present(firm, marketer.into()) || talked <= 0.0 {
            continue;
        }
        firm.work_together(today, seller, marketer, PIECES_AN_HOUR * talked);
        if planning > 0.0 {
            let width = (PLANNING_CHANNEL * planning * useful).min(1.0);
            intelligence::cross(today, firm, seller, marketer, width);
        }
    }
    let revised = planning / today.scenario.information.replan_hours.max(1e-9);
    if planning > 0.0 {
        for marketer in firm.rates.team_marketers(team) {
            intelligence::replan(&mut firm.marketers[marketer], revised.min(1.0));
        }
    }
}

/// A conflict meeting: all come, for as long as the disputes need.
fn quarrel<O: Observer>(today: &Today, firm: &mut Firm, team: Team, watch: &mut O) {
    let costs = &today.scenario.coordination;
    let hours = (0.5 * firm.teams[team].disputes * costs.dispute).min(costs.conflict_meeting);
    let wanted = seconds(hours + 2.0 * costs.meeting_setup);
    for person in firm.rates.attendees(team) {
        let spent = firm.hours.charge(person, Task::ConflictMeetings, wanted);
        firm.people.conflict[person] += spent;
    }
    disputes::clear(today, firm, team, hours);
    routes::settle_in_meeting(firm, team, items(today, hours));
    firm.tally.conflict_meetings += 1;
    let first = firm.rates.team_sellers(team).next().map(Person::from);
    firm.note(today, watch, What::ConflictMeeting { hours }, None, first, None);
}

/// Vocabulary fades and ties weaken over a month without work together.
pub fn fade(today: &Today, firm: &mut Firm) {
    let days = f64::from(MONTH);
    let words = remaining(today.scenario.vocabulary.decay, days);
    let strength = remaining(today.scenario.trust.tie_decay, days);
    let stay = remaining(today.scenario.trust.reversion, days);
    let level = today.scenario.culture.initial_trust;
    for person in firm.rates.people() {
        firm.people.vocabulary[person] *= words;
        let view = &mut firm.people.view[person];
        *view = level + (*view - level) * stay;
        firm.ties.age(person, strength, level, stay);
    }
}
