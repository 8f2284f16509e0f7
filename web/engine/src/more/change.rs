//! The answer of `verona change`, from simulations that several modules made of no change and of each programme.
//!
//! Numbers come by arm, then replication: the outcomes, then the months, then how many people there were and the hours that
//! they spent on the programme.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value as Json, json};
use verona::answers::change::{Change, Changed};
use verona::answers::report::unknown_of_change;
use verona::answers::{Answer, Unwatched};
use verona::evidence::{Level, Paths};
use verona::model::outcome::{OUTCOMES, SERIES};
use verona::model::{Month, Outcomes};
use verona::output::tables::rows;

use super::report;
use crate::answer::comparison;
use crate::message::{Kept, Reply, refused};

/// What is wanted of it.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// The answer, with every path as numbers by programme, replication and month.
    Answer,
    /// The rows of `--format csv`.
    Csv,
    /// The page of `verona report`.
    Report,
}

/// One simulation.
struct Lived<'a> {
    outcomes: Outcomes,
    months: &'a [Month],
    people: usize,
    spent: f64,
}

fn lived(numbers: &[f64]) -> Option<Lived<'_>> {
    let (outcomes, rest) = numbers.split_first_chunk::<{ OUTCOMES.len() }>()?;
    let (rest, &[people, spent]) = rest.split_last_chunk::<2>()?;
    let (months, &[]) = rest.as_chunks::<{ SERIES.len() }>() else { return None };
    Some(Lived { outcomes: Outcomes(*outcomes), months, people: people as usize, spent })
}

/// Gives what is wanted.
pub fn answer(kept: &Kept, numbers: &[f64], replications: u32, months: u32, wanted: Wanted) -> Reply {
    let (study, arms, each) = (&kept.study, &kept.change, replications as usize);
    // Refuses what the command would refuse.
    let asked = Change::of(study.as_ref().clone(), None, true).map_err(refused)?;
    let size = OUTCOMES.len() + SERIES.len() * months as usize + 2;
    let misfit = || refused("the results do not fit the study");
    if each == 0 || numbers.len() != size * each * arms.len() {
        return Err(misfit());
    }
    let all: Vec<Lived<'_>> = numbers.chunks(size).map(lived).collect::<Option<_>>().ok_or_else(misfit)?;
    let outcomes = all.chunks(each).map(|arm| arm.iter().map(|one| one.outcomes).collect()).collect();
    let comparison = comparison(study, arms, outcomes, replications)?;
    let mut paths = Paths::new(arms.len().saturating_sub(1));
    let mut table = Vec::new();
    let mut writer = rows::start(&mut table, &rows::trajectory_columns()).map_err(refused)?;
    for position in 0..each {
        for (place, arm) in arms.iter().enumerate() {
            let one = &all[place * each + position];
            paths.take(place, one.months, one.people, one.spent);
            let Some(programme) = place.checked_sub(1) else { continue };
            let (differences, path) = (paths.differences(one.months), paths.latest(programme));
            let replication = comparison.replications.start + position as u32;
            rows::trajectory(&mut writer, replication, &arm.name, &differences, path).map_err(refused)?;
        }
    }
    writer.flush().map_err(refused)?;
    drop(writer);
    match wanted {
        Wanted::Csv => text(String::from_utf8(table).map_err(refused)?),
        Wanted::Report => {
            let months = |arm: usize, position: usize| all[arm * each + position].months;
            let unknown = unknown_of_change(study, &comparison, None, &Unwatched::default(), |_| true)
                .map_err(refused)?;
            let known = report::Known { unknown, trajectories: Some(&table) };
            report::page(study, &comparison, months, known, Level::fixed(), "change")
        }
        Wanted::Answer => {
            let changed = Changed::of(Arc::clone(&asked.study), comparison, &paths);
            let reply = json!({
                "json": changed.json().map_err(refused)?,
                "sentences": changed.report.sentences(),
                "svg": changed.svg(),
                "heads": changed.report.heads,
            });
            Ok((reply, paths.profit.concat().concat()))
        }
    }
}

fn text(text: String) -> Result<(Json, Vec<f64>), Json> {
    Ok((json!({ "text": text }), Vec::new()))
}
