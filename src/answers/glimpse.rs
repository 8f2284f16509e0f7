//! A first look at what is not known about a firm, beside a comparison that was made anyway: of which two arms it is taken, and what
//! it finds. Every face and the report take it here, so that they say the same.

use std::sync::Arc;

use super::{Refused, Watch, settings};
use crate::evidence::choice::Choice;
use crate::evidence::unknowns::Unsure;
use crate::evidence::{Paired, ranked};
use crate::experiment::Comparison;
use crate::experiment::firms::Firms;
use crate::experiment::lives::{self, Drawn, run_firms};
use crate::experiment::plausible::plausible;
use crate::model::outcome::Outcome;
use crate::scenario::{Arm, Study};

/// Firms of a first look at what is not known, each under two structures.
pub const GLIMPSE: usize = 24;

/// The fewest replications beside which a first look says anything: luck is known from them.
pub(super) const FEWEST: usize = 8;

/// Of a comparison of structures: the leader, held against how the firm works today, or else against the one that comes nearest.
pub(super) fn leaders(study: &Study, comparison: &Comparison, choice: &Choice) -> Option<[usize; 2]> {
    let (leader, nearest) = (choice.leader()?, choice.nearest()?);
    let today = study.today();
    let today = comparison.arms.iter().position(|arm| Some(arm.as_str()) == today);
    Some([leader, today.filter(|&today| today != leader).unwrap_or(nearest)])
}

/// Of a change: the programme that fares best, as the verdict ranks them, held against no change.
pub(super) fn programme(comparison: &Comparison) -> Option<[usize; 2]> {
    let ranked = ranked(comparison, Outcome::ProfitPerHead as usize);
    ranked.into_iter().find(|&arm| arm > 0).map(|best| [best, 0])
}

/// A first look: of the comparison's arms, which are found among `arms` by name, `arm` held against `other` in a few firms drawn from what
/// the file leaves open, one future each; `fitted` firms go before them. `None` where nothing is left open, or luck is not known.
///
/// # Errors
/// [`Refused`] when the work was called off or a law of the model was broken.
pub fn glimpse(
    study: &Study,
    arms: &[&Arm],
    comparison: &Comparison,
    [arm, other]: [usize; 2],
    fitted: Option<&Firms>,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Option<Unsure>, Refused> {
    let scenario = |at: usize| {
        let name = &comparison.arms[at];
        arms.iter().find(|arm| &arm.name == name).map(|arm| &arm.scenario)
    };
    let (Some(first), Some(second)) = (scenario(arm), scenario(other)) else { return Ok(None) };
    let firms = match fitted {
        Some(fitted) => lives::first(fitted, GLIMPSE),
        None => plausible(&study.base, GLIMPSE, study.base.plan.seed),
    };
    if firms.keys().is_empty() || comparison.replications.len() < FEWEST {
        return Ok(None);
    }
    let drawn = Drawn { firms: Arc::new(firms), fitted: fitted.is_some() };
    let luck = Paired::of(comparison.differences(arm, other, Outcome::ProfitPerHead as usize)).sd;
    let arms = [(comparison.arms[arm].as_str(), first), (comparison.arms[other].as_str(), second)];
    let (settings, cancel) = (settings(study, threads), watch.cancelled());
    let found = run_firms(&arms, &drawn.firms, 1, &settings, cancel, |_| (), |_, _, _| Ok(()))?;
    Ok(Some(Unsure { arms: [arm, other], ..Unsure::of(&found, &drawn, 1, [0, 1], Some(luck)) }))
}
