//! `verona trace` for Python.

use pyo3::prelude::*;
use pyo3::types::PyTuple;
use verona::experiment::{Subject, follow, people};
use verona::output::tables::rows::names;
use verona::output::words::life::{heading, person as whom, text};

use crate::failure;
use crate::study::Study;
use crate::supervise::supervise;
use crate::table::{Cell, Growing, Kind, column, handed};

/// Follows one life in the study's first arm: (text, tables).
#[pyfunction]
#[pyo3(signature = (study, replication=1, lead=None, deal=None, person=None))]
pub fn trace<'py>(
    py: Python<'py>,
    study: &Study,
    replication: u32,
    lead: Option<u32>,
    deal: Option<u32>,
    person: Option<String>,
) -> PyResult<(String, Bound<'py, PyTuple>)> {
    let study = study.shared();
    let Some(arm) = study.arms.first().cloned() else {
        return Err(failure::usage(py, "there is no arm to follow anybody in"));
    };
    let seed = study.base.plan.seed;
    let name = arm.name.clone();
    let found = supervise(py, 1, None, move |_| {
        let subject = match (lead, deal, person) {
            (Some(lead), None, None) => Subject::Lead(lead),
            (None, Some(deal), None) => Subject::Deal(deal),
            (None, None, Some(wanted)) => {
                let people = people(&arm.scenario, seed, replication).map_err(|error| Ok(error.into()))?;
                whom(&names(&people), &wanted).map_err(Err)?
            }
            (None, None, None) => Subject::Instructive,
            _ => return Err(Err("follow one of a lead, a deal or a person".to_owned())),
        };
        let picked = subject == Subject::Instructive;
        let life = follow(&arm.scenario, seed, replication, subject).map_err(Ok)?;
        Ok((life, picked))
    })?;
    let (life, picked) = found.map_err(|error| match error {
        Ok(lost) => failure::lost(py, lost, &name, replication),
        Err(words) => failure::usage(py, &words),
    })?;
    let names = names(&life.people);
    let told = heading(&study, replication, &life, &names, picked) + &text(&life, &names);
    let mut events = Growing::new(vec![
        column("day", "working days", "day 0 begins the warm-up", Kind::Count),
        column("what", "name", "what happened", Kind::Text),
        column("lead", "number", "the lead that it is about", Kind::Count),
        column("actor", "name", "who did it", Kind::Text),
        column("other", "name", "to or with whom", Kind::Text),
        column("figure", "that of the event", "a figure that belongs to it", Kind::Number),
        column("note", "", "a word that belongs to it", Kind::Text),
    ]);
    for event in &life.events {
        let name = |index: Option<u32>| {
            let name = index.and_then(|index| names.get(index as usize));
            name.map_or(Cell::Missing, |name| Cell::Text(name))
        };
        events.row([
            Cell::Count(event.day),
            Cell::Text(event.what),
            event.lead.map_or(Cell::Missing, Cell::Count),
            name(event.actor),
            name(event.other),
            Cell::Number(event.figure),
            Cell::Text(event.note),
        ]);
    }
    Ok((told, handed(py, vec![("events", events.finish()?)])?))
}
