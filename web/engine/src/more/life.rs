//! The life of a lead, a deal or a person: the text of `verona trace`, and its events for swim lanes.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;
use verona::answers::Answer;
use verona::answers::trace::{Trace, Traced, Whom};
use verona::experiment::Subject;
use verona::output::words::story::Cast;
use verona::scenario::Study;

use super::told;
use crate::message::{Reply, refused};

/// Whose life is asked for.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// One that shows much.
    Instructive,
    /// A lead by its number.
    Lead(u32),
    /// The lead that a prospect became: its territory and its running number there.
    Prospect([u32; 2]),
    /// A deal in the order of winning, from 1.
    Deal(u32),
    /// A person, by a name or a number from 1.
    Person(String),
}

/// Tells it.
pub fn life(study: &Study, arm: usize, replication: u32, asked: &Asked) -> Reply {
    let arm = study.arms.get(arm).ok_or_else(|| refused("there is no such structure"))?;
    let alone = study.clone().select(std::slice::from_ref(&arm.name)).map_err(refused)?;
    let whom = match asked {
        Asked::Instructive => Whom::Instructive,
        Asked::Lead(lead) => Whom::Lead(*lead),
        Asked::Prospect([territory, number]) => {
            Whom::Prospect(u64::from(*territory) << 32 | u64::from(*number))
        }
        Asked::Deal(deal) => Whom::Deal(*deal),
        Asked::Person(person) => Whom::Person(person.clone()),
    };
    let traced = Trace { study: Arc::new(alone), replication, whom }.answer().map_err(refused)?;
    let text = traced.text(0);
    let Traced { life, names, .. } = traced;
    let lead = match life.subject {
        Subject::Lead(lead) | Subject::Deal(lead) => Some(lead),
        Subject::Person(_) | Subject::Prospect(_) | Subject::Instructive => None,
    };
    let cast = Cast { names: &names, subject: lead };
    let reply = json!({
        "text": text,
        "lead": lead,
        "prospect": life.prospect.map(|key| [key >> 32, key & 0xffff_ffff]),
        "names": names,
        "functions": life.people.iter().map(|person| person.function).collect::<Vec<_>>(),
        "events": life.events.iter().map(|event| told::event(event, cast)).collect::<Vec<_>>(),
    });
    Ok((reply, Vec::new()))
}
