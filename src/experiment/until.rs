//! Replications that go on, look by look, until the caller has seen enough.
//!
//! Replication `i` is the same whether the run stops before or after it, so that a run that stops early is the beginning
//! of the one that does not. When to look, and what to make of looking repeatedly, is evidence's business.

use std::io;
use std::sync::atomic::AtomicBool;

use super::{Comparison, Settings, Stopped, run_arms};
use crate::model::Replication;
use crate::scenario::Scenario;

/// Runs the arms up to each number of replications in `looks` in turn, until `enough` says so of all results so far; the
/// last look ends the run whatever it says. Replications are numbered from the first of `settings`, whose last is not
/// used. `keep`, `progress` and `cancel` are as in [`run_arms`].
///
/// # Errors
/// As [`run_arms`].
pub fn run_until(
    arms: &[(&str, &Scenario)],
    settings: &Settings,
    looks: &[u32],
    cancel: &AtomicBool,
    mut progress: impl FnMut(u64),
    mut keep: impl FnMut(u32, usize, &Replication) -> io::Result<()>,
    mut enough: impl FnMut(&Comparison) -> bool,
) -> Result<Comparison, Stopped> {
    let first = settings.replications.start;
    let mut all = Comparison {
        arms: arms.iter().map(|(name, _)| (*name).to_owned()).collect(),
        seed: settings.seed,
        replications: first..first,
        outcomes: vec![Vec::new(); arms.len()],
    };
    for &look in looks {
        let from = all.replications.end;
        let slice = Settings { replications: from..first.saturating_add(look).max(from), ..settings.clone() };
        let before = u64::from(from - first) * arms.len() as u64;
        let more = run_arms(arms, &slice, cancel, |done| progress(before + done), &mut keep)?;
        for (outcomes, more) in all.outcomes.iter_mut().zip(more.outcomes) {
            outcomes.extend(more);
        }
        all.replications.end = slice.replications.end;
        if enough(&all) {
            break;
        }
    }
    Ok(all)
}
