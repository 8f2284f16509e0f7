//! Arms over firms that could all be this one: each firm lives futures of its own under every arm. Firm `f` (from 0) lives replications
//! `each f + 1` to `each f + each`, the same in all arms, so that arms stay paired and luck can be told from what is not known.

use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::firms::Firms;
use super::{Comparison, Settings, Stopped, run_arms};
use crate::model::Replication;
use crate::scenario::Scenario;

/// Futures that each firm lives, where nothing else is said: enough to tell luck from firms.
pub const EACH: u32 = 2;

/// Firms that could all be the one that a file describes.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The firms.
    pub firms: Arc<Firms>,
    /// Whether they were fitted to facts; else they are drawn from what the file leaves open.
    pub fitted: bool,
}

/// The first so many firms of a table.
pub fn first(firms: &Firms, most: usize) -> Firms {
    let columns: Vec<Vec<f64>> = (0..firms.keys().len()).map(|key| firms.column(key).collect()).collect();
    let mut out = Firms::new(firms.keys().to_vec());
    for firm in 0..firms.len().min(most) {
        out.push(&columns.iter().map(|column| column[firm]).collect::<Vec<f64>>());
    }
    out
}

/// Runs every arm in every firm, `each` futures of each. The rest is as in [`run_arms`].
///
/// # Errors
/// As [`run_arms`].
#[allow(clippy::too_many_arguments, reason = "those of run_arms, and the firms")]
pub fn run_firms(
    arms: &[(&str, &Scenario)],
    firms: &Firms,
    each: u32,
    settings: &Settings,
    cancel: &AtomicBool,
    mut progress: impl FnMut(u64),
    mut keep: impl FnMut(u32, usize, &Replication) -> io::Result<()>,
) -> Result<Comparison, Stopped> {
    let mut all = Comparison {
        arms: arms.iter().map(|(name, _)| (*name).to_owned()).collect(),
        seed: settings.seed,
        replications: 1..1,
        outcomes: vec![Vec::new(); arms.len()],
    };
    for firm in 0..firms.len() {
        let scenarios: Vec<Scenario> =
            arms.iter().map(|(_, scenario)| firms.scenario(firm, scenario)).collect();
        let own: Vec<(&str, &Scenario)> = arms.iter().map(|(name, _)| *name).zip(&scenarios).collect();
        let from = all.replications.end;
        let slice = Settings { replications: from..from + each, ..settings.clone() };
        let before = u64::from(from - 1) * arms.len() as u64;
        let more = run_arms(&own, &slice, cancel, |done| progress(before + done), &mut keep)?;
        for (outcomes, more) in all.outcomes.iter_mut().zip(more.outcomes) {
            outcomes.extend(more);
        }
        all.replications.end = slice.replications.end;
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::run_firms;
    use crate::experiment::firms::Firms;
    use crate::experiment::{Settings, run_arms};
    use crate::scenario::{Scenario, parameter};

    #[test]
    fn a_firm_that_is_the_file_s_own_lives_the_same_futures_as_without_draws() {
        let mut scenario = Scenario::default();
        (scenario.firm.salespeople, scenario.firm.marketers) = (4, 2);
        (scenario.plan.days, scenario.plan.warm_up) = (42, 0);
        let mut firms = Firms::new(vec![parameter("culture", "blame").unwrap()]);
        firms.push(&[scenario.culture.blame]);
        firms.push(&[0.9]);
        let settings = Settings { seed: 1, replications: 1..5, threads: 1 };
        let go = AtomicBool::new(false);
        let drawn =
            run_firms(&[("a", &scenario)], &firms, 2, &settings, &go, |_| (), |_, _, _| Ok(())).unwrap();
        let plain = run_arms(&[("a", &scenario)], &settings, &go, |_| (), |_, _, _| Ok(())).unwrap();
        assert_eq!(drawn.replications, plain.replications);
        // Bits, since what could not be measured equals nothing.
        let bits =
            |of: &crate::experiment::Comparison, future: usize| of.outcomes[0][future].0.map(f64::to_bits);
        assert!((0..2).all(|future| bits(&drawn, future) == bits(&plain, future)));
        assert!((2..4).any(|future| bits(&drawn, future) != bits(&plain, future)));
    }
}
