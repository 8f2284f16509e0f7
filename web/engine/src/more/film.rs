//! A firm day by day: what happened, what everybody's day went to, whom people trust and know; and the same in words.
//!
//! A film is numbers, in this order: of each event the day, what it was and its note (places in two lists of words), the lead,
//! who did it, to whom (-1 for none), and its figure; of each counted day and person what most of the day went to (a place
//! among the hours; -1 while nobody holds the post), trust in the other function, and satisfaction; of each counted day and
//! team the open disputes; of the first day of each month the ties across the border, strongest first: how many, then of each
//! who knows whom, its strength and trust; and the months.

use std::ops::RangeInclusive;

use serde_json::json;
use verona::experiment::{Onlook, Onlooker};
use verona::model::glimpse::Glimpse;
use verona::model::outcome::HOURS;
use verona::model::trace::Event;
use verona::model::{Workspace, simulate};
use verona::output::tables::rows;
use verona::output::words::story::Cast;
use verona::scenario::Arm;
use verona::scenario::calendar::MONTH;

use super::told;
use crate::message::{Reply, refused};

/// Ties of one person that a film keeps.
const TIES: usize = 4;
/// Events that are told at a time.
const MOST_TOLD: usize = 4_000;

#[derive(Default)]
struct Camera {
    from: u32,
    events: Vec<f64>,
    what: Vec<&'static str>,
    notes: Vec<&'static str>,
    before: Vec<[u32; HOURS.len()]>,
    people: Vec<f64>,
    disputes: Vec<f64>,
    ties: Vec<f64>,
    teams: Vec<u32>,
}

fn place(words: &mut Vec<&'static str>, word: &'static str) -> f64 {
    let at = words.iter().position(|&known| known == word).unwrap_or_else(|| {
        words.push(word);
        words.len() - 1
    });
    at as f64
}

impl Onlook for Camera {
    fn see(&mut self, event: Event) {
        if event.day < self.from {
            return;
        }
        let what = place(&mut self.what, event.what.word());
        let note = place(&mut self.notes, event.what.note());
        let number = |id: Option<u32>| id.map_or(-1.0, f64::from);
        let day = f64::from(event.day - self.from);
        let (lead, actor, other) = (number(event.lead), number(event.actor), number(event.other));
        self.events.extend([day, what, note, lead, actor, other, event.what.figure()]);
    }

    fn evening(&mut self, firm: Glimpse<'_>) {
        let Some(counted) = firm.counted() else { return };
        let people = firm.people();
        if self.before.is_empty() {
            self.before = vec![[0; HOURS.len()]; people as usize];
            self.teams = (0..people).map(|person| firm.team(person)).collect();
        }
        for (person, before) in (0..people).zip(&mut self.before) {
            let now = firm.seconds(person);
            // Overhead, which comes first, is everybody's.
            let most = (1..HOURS.len()).max_by_key(|&task| now[task] - before[task]).unwrap_or(0);
            let task = if firm.held(person) { most as f64 } else { -1.0 };
            *before = *now;
            self.people.extend([task, firm.trust(person), firm.satisfaction(person)]);
        }
        self.disputes.extend((0..firm.teams()).map(|team| firm.disputes(team)));
        if counted.is_multiple_of(MONTH) {
            let place = self.ties.len();
            self.ties.push(0.0);
            for person in (0..people).filter(|&person| firm.sells(person)) {
                let mut across: Vec<_> =
                    firm.ties(person).filter(|&(other, ..)| firm.markets(other)).collect();
                across.sort_by(|a, b| b.1.total_cmp(&a.1));
                for &(other, strength, trust) in across.iter().take(TIES) {
                    self.ties[place] += 1.0;
                    self.ties.extend([f64::from(person), f64::from(other), strength, trust]);
                }
            }
        }
    }
}

/// Films one future of an arm.
pub fn film(arm: &Arm, seed: u64, replication: u32, workspace: &mut Workspace) -> Reply {
    let plan = &arm.scenario.plan;
    let mut camera = Camera { from: plan.warm_up, ..Camera::default() };
    let result =
        simulate(&arm.scenario, seed, replication, workspace, &mut Onlooker(&mut camera)).map_err(refused)?;
    let reply = json!({
        "what": camera.what, "notes": camera.notes, "events": camera.events.len() / 7,
        "names": rows::names(&result.people), "teams": camera.teams,
        "functions": result.people.iter().map(|person| person.function).collect::<Vec<_>>(),
        "days": plan.days, "warm_up": plan.warm_up, "months": result.months.len(), "every": MONTH,
        "ties": camera.ties.len(),
    });
    let mut numbers = camera.events;
    numbers.extend(camera.people);
    numbers.extend(camera.disputes);
    numbers.extend(camera.ties);
    numbers.extend(result.months.iter().flatten());
    Ok((reply, numbers))
}

/// Keeps the events of some days.
struct Log {
    days: RangeInclusive<u32>,
    events: Vec<Event>,
}

impl Onlook for Log {
    fn see(&mut self, event: Event) {
        if self.days.contains(&event.day) && self.events.len() < MOST_TOLD {
            self.events.push(event);
        }
    }
}

/// Tells what happened on some days, counted from the end of the warm-up.
pub fn words(
    arm: &Arm,
    seed: u64,
    replication: u32,
    days: RangeInclusive<u32>,
    workspace: &mut Workspace,
) -> Reply {
    let warm_up = arm.scenario.plan.warm_up;
    let days = days.start().saturating_add(warm_up)..=days.end().saturating_add(warm_up);
    let mut log = Log { days, events: Vec::new() };
    let result =
        simulate(&arm.scenario, seed, replication, workspace, &mut Onlooker(&mut log)).map_err(refused)?;
    let names = rows::names(&result.people);
    let told: Vec<_> = log
        .events
        .iter()
        .filter_map(|event| {
            let counted = Event { day: event.day.checked_sub(warm_up)?, ..*event };
            Some(told::event(&counted, Cast { names: &names, subject: None }))
        })
        .collect();
    let cut = log.events.len() >= MOST_TOLD;
    Ok((
        json!({ "told": told, "cut": cut, "names": names, "functions": result.people.iter().map(|person| person.function).collect::<Vec<_>>() }),
        Vec::new(),
    ))
}
