//! The life of a lead, a deal or a person: the text of `verona trace`, and its events for swim lanes.

use serde::Deserialize;
use serde_json::json;
use verona::experiment::{Subject, follow};
use verona::model::trace::Event;
use verona::output::tables::rows;
use verona::output::words::life as told;
use verona::output::words::story::{self, Cast};

use verona::scenario::Study;

use crate::message::{Reply, refused};

/// Whose life is asked for.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// One that shows much.
    Instructive,
    /// A lead by its number.
    Lead(u32),
    /// A deal in the order of winning, from 1.
    Deal(u32),
    /// A person, from 0.
    Person(u32),
}

/// Tells it.
pub fn life(study: &Study, arm: usize, replication: u32, asked: &Asked) -> Reply {
    let arm = study.arms.get(arm).ok_or_else(|| refused("there is no such structure"))?;
    let subject = match asked {
        Asked::Instructive => Subject::Instructive,
        Asked::Lead(lead) => Subject::Lead(*lead),
        Asked::Deal(deal) => Subject::Deal(*deal),
        Asked::Person(person) => Subject::Person(*person),
    };
    let picked = subject == Subject::Instructive;
    let life = follow(&arm.scenario, study.base.plan.seed, replication, subject).map_err(refused)?;
    let names = rows::names(&life.people);
    let alone = study.clone().select(std::slice::from_ref(&arm.name)).map_err(refused)?;
    let text = told::heading(&alone, replication, &life, &names, picked) + &told::text(&life, &names);
    let lead = match life.subject {
        Subject::Lead(lead) | Subject::Deal(lead) => Some(lead),
        Subject::Person(_) | Subject::Instructive => None,
    };
    let cast = Cast { names: &names, subject: lead };
    let event = |event: &Event| {
        json!({
            "day": event.day, "what": event.what.word(), "lead": event.lead, "actor": event.actor,
            "other": event.other, "figure": event.what.figure(), "note": event.what.note(),
            "told": story::sentence(event, cast),
        })
    };
    let reply = json!({
        "text": text,
        "lead": lead,
        "names": names,
        "functions": life.people.iter().map(|person| person.function).collect::<Vec<_>>(),
        "events": life.events.iter().map(event).collect::<Vec<_>>(),
    });
    Ok((reply, Vec::new()))
}
