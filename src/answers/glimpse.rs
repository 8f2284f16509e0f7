//! A first look at what is not known about a firm, beside a comparison: what the file leaves open is drawn from its plausible ranges, and
//! the leader is held against one other structure in each firm so drawn.

use super::{Refused, Watch, settings};
use crate::evidence::choice::Choice;
use crate::evidence::unknowns::Unsure;
use crate::evidence::{Looks, Paired};
use crate::experiment::Comparison;
use crate::experiment::lives::run_firms;
use crate::experiment::plausible::plausible;
use crate::model::outcome::{OUTCOMES, Outcome};
use crate::output::words::{number, unsure};
use crate::scenario::{Study, TODAY};

/// Firms of a first look at what is not known, each under two structures.
pub const GLIMPSE: usize = 24;

/// The fewest replications beside which a first look says anything: luck is known from them.
const FEWEST: usize = 8;

/// A first look at what is not known about the firm: `arm` held against `other` in a few firms drawn from what the file leaves open,
/// one future each. `None` where nothing is left open, or luck is not known.
///
/// # Errors
/// [`Refused`] when the work was called off or a law of the model was broken.
pub fn glimpse(
    study: &Study,
    comparison: &Comparison,
    [arm, other]: [usize; 2],
    threads: usize,
    watch: &dyn Watch,
) -> Result<Option<Unsure>, Refused> {
    let scenario = |at: usize| {
        let name = &comparison.arms[at];
        study.arms.iter().chain(&study.others).find(|arm| &arm.name == name).map(|arm| &arm.scenario)
    };
    let (Some(first), Some(second)) = (scenario(arm), scenario(other)) else { return Ok(None) };
    let firms = plausible(&study.base, GLIMPSE, study.base.plan.seed);
    if firms.keys().is_empty() || comparison.replications.len() < FEWEST {
        return Ok(None);
    }
    let luck = Paired::of(comparison.differences(arm, other, Outcome::ProfitPerHead as usize)).sd;
    let arms = [(comparison.arms[arm].as_str(), first), (comparison.arms[other].as_str(), second)];
    let cancel = watch.cancelled();
    let found = run_firms(&arms, &firms, 1, &settings(study, threads), cancel, |_| (), |_, _, _| Ok(()))?;
    Ok(Some(Unsure { arms: [arm, other], ..Unsure::of(&found, &firms, 1, [0, 1], Some(luck)) }))
}

/// Which unknown matters most to the choice between the leader and the structure that the firm has, or the nearest other, in a
/// sentence for a report: by a [`glimpse`]. `None` where that says nothing.
///
/// # Errors
/// As [`glimpse`].
pub fn doubt(
    study: &Study,
    comparison: &Comparison,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Option<String>, Refused> {
    let futures = u32::try_from(comparison.replications.len()).unwrap_or(u32::MAX);
    let choice = Choice::of(comparison, &Looks::of(futures, 0), 0);
    let (Some(leader), Some(nearest)) = (choice.leader(), choice.nearest()) else { return Ok(None) };
    let today = comparison.arms.iter().position(|arm| arm == TODAY).filter(|&today| today != leader);
    let arms = [leader, today.unwrap_or(nearest)];
    let found = glimpse(study, comparison, arms, threads, watch)?;
    Ok(found.map(|found| unsure::line(arms.map(|arm| comparison.arms[arm].as_str()), &found, &unit())))
}

/// What follows an amount of profit.
pub(super) fn unit() -> String {
    number::unit_words(&OUTCOMES[Outcome::ProfitPerHead as usize])
}
