//! Simulates the cells of a book and keeps what its tests ask for.

use std::sync::atomic::AtomicBool;

use super::book::{Book, ParameterValue};
use super::judgement::{Judgement, Sample, judge};
use crate::experiment::{Settings, Stopped, run_arms};
use crate::scenario::Scenario;
use crate::scenario::embedded::impose;

/// How the cells differ from what the file says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Variation<'v> {
    /// Values for every cell whose file does not say them itself.
    pub drawn: &'v [ParameterValue],
    /// Values for every cell, whatever its file says.
    pub imposed: &'v [ParameterValue],
}

/// The cells that these slots need, as (position, scenario).
pub(super) fn cells(book: &Book, slots: &[usize], variation: Variation<'_>) -> Vec<(usize, Scenario)> {
    let mut wanted: Vec<usize> = slots.iter().map(|&slot| book.slots[slot].cell).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let make = |at: usize| {
        let cell = &book.cells[at];
        let mut scenario = cell.scenario.clone();
        for (section, name, value) in variation.drawn {
            if !cell.held.contains(&(*section, *name)) {
                let stored = scenario.set(section, name, value);
                debug_assert!(stored.is_ok(), "plausible values are legal");
            }
        }
        impose(&mut scenario, variation.imposed);
        (at, scenario)
    };
    wanted.into_iter().map(make).collect()
}

/// How many different simulations a replication of these slots takes.
pub fn simulations(book: &Book, slots: &[usize]) -> usize {
    let mut wanted: Vec<usize> = slots.iter().map(|&slot| book.slots[slot].cell).collect();
    wanted.sort_unstable();
    wanted.dedup();
    wanted.len()
}

/// Simulates the replications of `settings` for these slots. `progress` is told how many simulations are done.
///
/// # Errors
/// [`Stopped`] where a simulation failed or `cancel` was raised.
pub fn run(
    book: &Book,
    slots: &[usize],
    variation: Variation<'_>,
    settings: &Settings,
    cancel: &AtomicBool,
    progress: impl FnMut(u64),
) -> Result<Sample, Stopped> {
    let cells = cells(book, slots, variation);
    // What a variation makes the same is simulated once.
    let mut distinct: Vec<&Scenario> = Vec::new();
    let mut arm_of = vec![None; book.cells.len()];
    for (at, scenario) in &cells {
        let arm = distinct.iter().position(|other| *other == scenario).unwrap_or_else(|| {
            distinct.push(scenario);
            distinct.len() - 1
        });
        arm_of[*at] = Some(arm);
    }
    let mut slots_of: Vec<Vec<usize>> = vec![Vec::new(); distinct.len()];
    for &slot in slots {
        if let Some(arm) = arm_of[book.slots[slot].cell] {
            slots_of[arm].push(slot);
        }
    }
    let names: Vec<&str> = (0..distinct.len())
        .map(|arm| {
            let cell = slots_of[arm].first().map(|&slot| book.slots[slot].cell);
            cell.map_or("", |cell| book.cells[cell].name.as_str())
        })
        .collect();
    let arms: Vec<(&str, &Scenario)> = names.into_iter().zip(distinct).collect();
    let mut sample: Sample = vec![Vec::new(); book.slots.len()];
    run_arms(&arms, settings, cancel, progress, |_, arm, result| {
        for &slot in &slots_of[arm] {
            sample[slot].push(book.slots[slot].quantity.of(result));
        }
        Ok(())
    })?;
    Ok(sample)
}

/// Simulates the base firm and judges every claim by it; what is only told is measured too. `progress` is told how many
/// simulations are done, of [`simulations`] in each replication.
///
/// # Errors
/// Those of [`run`].
pub fn base(
    book: &Book,
    settings: &Settings,
    cancel: &AtomicBool,
    progress: impl FnMut(u64),
) -> Result<Vec<Judgement>, Stopped> {
    let sample = run(book, &book.needed(true), Variation::default(), settings, cancel, progress)?;
    Ok(book.claims.iter().map(|claim| judge(book, claim, &sample)).collect())
}
