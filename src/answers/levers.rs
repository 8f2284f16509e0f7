//! What to do next from how the firm works today: every lever tried, ranked by what it brings after its costs.

mod ranked;
mod unknowns;

use std::sync::Arc;

use serde::Deserialize;

use super::draws::{Draws, drawn};
use super::{Refused, Watch};
use crate::evidence::levers::{self as race, FINALISTS, FRESH, Found, PAIRED, Pulled, ROUNDS};
use crate::evidence::too_short;
use crate::evidence::unknowns::Unsure;
use crate::experiment::levers::{self, Lever, START, Sort};
use crate::experiment::lives::Drawn;
use crate::experiment::{Stopped, Until, each};
use crate::model::outcome::{Outcome, Series};
use crate::model::simulate;
use crate::scenario::calendar::DAYS_A_YEAR;
use crate::scenario::{Scenario, Study};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Levers {
    /// The firm as it works today.
    pub study: Arc<Study>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
    /// Futures of the last look; without it, the usual number.
    pub replications: Option<u32>,
    /// Firms that could all be this one, a future each; without them, the file's own.
    pub draws: Option<Drawn>,
    /// The sorts to try; without it, all.
    pub only: Option<&'static [Sort]>,
}

/// The usual futures of the last look.
const LOOK: u32 = 40;

/// The answer.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// What was asked.
    pub asked: Levers,
    /// Those of the last look, the best first.
    pub found: Vec<Found>,
    /// The others: name, sort, mean over the futures of the race, and how many those were.
    pub dropped: Vec<(String, Sort, f64, usize)>,
    /// Without firms that were asked for, a first look at what is not known about this one: the best move against nothing done.
    pub unknown: Option<Unsure>,
}

/// A future of one lever: money of the whole firm, added up by month, and cash over the horizon.
type Life = (Vec<f64>, f64);

impl Levers {
    /// The question about a firm.
    ///
    /// # Errors
    /// [`Refused::Usage`] where the counted days are too few for a path.
    pub fn of(study: Arc<Study>) -> Result<Self, Refused> {
        match too_short(study.base.plan.days.saturating_sub(START)) {
            Some(why) => Err(Refused::Usage(format!("{why}; levers begin on day {START}"))),
            None => Ok(Self { study, threads: 0, replications: None, draws: None, only: None }),
        }
    }

    /// What is tried.
    fn levers(&self) -> Vec<Lever> {
        let wanted = |lever: &Lever| self.only.is_none_or(|only| only.contains(&lever.sort));
        levers::levers(&self.study).into_iter().filter(wanted).collect()
    }

    /// Roughly how many simulations it takes.
    pub fn simulations(&self) -> f64 {
        let levers = self.levers().len() as f64;
        let (mut going, mut sum) = (levers, 0.0);
        for futures in ROUNDS {
            sum += (going + 1.0) * f64::from(futures);
            going = going / 2.0 + 10.0;
        }
        sum + f64::from(self.replications.unwrap_or(LOOK)) * 24.0
    }

    /// Lives these futures of the firm as it is and of each of these levers: by lever, then by future.
    fn live(
        &self,
        scenarios: &[&Scenario],
        replications: std::ops::Range<u32>,
        watch: &dyn Watch,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<Vec<Vec<Life>>, Refused> {
        let seed = self.study.base.plan.seed;
        let futures = replications.len();
        let cancel = watch.cancelled();
        let lives = each(scenarios.len() * futures, self.threads, cancel, progress, |workspace, at| {
            let (lever, replication) = (at / futures, replications.start + (at % futures) as u32);
            let own = self.draws.as_ref().map(|drawn| drawn.firms.turn(replication, scenarios[lever]));
            let scenario = own.as_ref().unwrap_or(scenarios[lever]);
            let result = simulate(scenario, seed, replication, workspace, &mut Until(cancel))
                .map_err(|error| Stopped::of(error, "a lever", replication))?;
            let heads = result.people.iter().filter(|person| person.function != "enablement").count() as f64;
            let mut sum = 0.0;
            let path = result.months.iter().map(|month| {
                sum += month[Series::Profit as usize] * heads;
                sum
            });
            let path = path.collect();
            let years = f64::from(scenario.plan.days) / DAYS_A_YEAR;
            Ok((path, result.outcomes[Outcome::CashPerHead] * heads * years))
        })?;
        Ok(lives.chunks(futures.max(1)).map(<[Life]>::to_vec).collect())
    }

    /// Tries everything.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Ranked, Refused> {
        let base = &self.study.base;
        let all = self.simulations() as u64;
        let done = std::sync::atomic::AtomicU64::new(0);
        let progress = |_| {
            let done = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            watch.progress(done.min(all), all);
        };
        watch.progress(0, all);
        let mut going: Vec<(Lever, Vec<f64>)> =
            self.levers().into_iter().map(|lever| (lever, Vec::new())).collect();
        let mut dropped = Vec::new();
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let mut from = 1;
        for (round, futures) in ROUNDS.into_iter().enumerate() {
            let scenarios: Vec<&Scenario> =
                std::iter::once(base).chain(going.iter().map(|(lever, _)| &lever.scenario)).collect();
            let lives = self.live(&scenarios, from..from + futures, watch, &progress)?;
            from += futures;
            for ((lever, values), lives_of) in going.iter_mut().zip(&lives[1..]) {
                values.extend(differences(&lives[0], lives_of, lever.once).map(|(path, _)| end(&path)));
            }
            // What boards name is looked at whatever it brings.
            let (kept, mut racing): (Vec<_>, Vec<_>) =
                going.into_iter().partition(|(lever, _)| lever.sort == Sort::Board);
            let means: Vec<f64> = racing.iter().map(|(_, values)| mean(values)).collect();
            let last = round + 1 == ROUNDS.len();
            let keep = if last { FINALISTS } else { racing.len().div_ceil(2).max(FINALISTS) };
            let order = race::best(&means, keep);
            let mut on = vec![false; racing.len()];
            order.iter().for_each(|&at| on[at] = true);
            let pairs = if round == 0 {
                let single = |&at: &usize| racing[at].0.sort == Sort::Choice && means[at] > 0.0;
                let singles: Vec<&Lever> =
                    order.iter().copied().filter(single).take(PAIRED).map(|at| &racing[at].0).collect();
                levers::pairs(base, &singles)
            } else {
                Vec::new()
            };
            let mut at = 0;
            racing.retain(|(lever, values)| {
                let stays = on[at];
                at += 1;
                if !stays {
                    dropped.push((lever.name.clone(), lever.sort, mean(values), values.len()));
                }
                stays
            });
            racing.extend(pairs.into_iter().map(|pair| (pair, Vec::new())));
            racing.extend(kept);
            going = racing;
        }
        // Every firm lives once in the last look, where nothing else is asked for.
        let usual = self.draws.as_ref().map_or(LOOK, |drawn| drawn.firms.len() as u32);
        let futures = self.replications.unwrap_or(usual).max(2);
        let scenarios: Vec<&Scenario> =
            std::iter::once(base).chain(going.iter().map(|(lever, _)| &lever.scenario)).collect();
        let lives = self.live(&scenarios, FRESH..FRESH + futures, watch, &progress)?;
        let levers = going.len();
        let mut found: Vec<Found> = going
            .into_iter()
            .zip(&lives[1..])
            .map(|((lever, _), lives_of)| {
                let start = if lever.sort == Sort::Board { 0 } else { START };
                let (paths, cash): (Vec<Vec<f64>>, Vec<f64>) =
                    differences(&lives[0], lives_of, lever.once).unzip();
                let ends = paths.iter().map(|path| end(path)).collect();
                Found { pulled: Pulled::of(&paths, &cash, start, levers), lever, ends }
            })
            .collect();
        found.sort_by(|a, b| b.pulled.trajectory.value.mean.total_cmp(&a.pulled.trajectory.value.mean));
        dropped.sort_by(|a, b| b.2.total_cmp(&a.2));
        let unknown = self.glimpse(&found, watch)?;
        Ok(Ranked { asked: self.clone(), found, dropped, unknown })
    }
}

/// A lever less the firm as it is, future by future: the path and the cash; `once` is paid at the beginning.
fn differences<'a>(base: &'a [Life], lever: &'a [Life], once: f64) -> impl Iterator<Item = Life> + 'a {
    base.iter().zip(lever).map(move |(base, lever)| {
        (
            base.0.iter().zip(&lever.0).map(|(base, lever)| lever - base - once).collect(),
            lever.1 - base.1 - once,
        )
    })
}

fn end(path: &[f64]) -> f64 {
    path.last().copied().unwrap_or(f64::NAN)
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Futures of the last look.
    pub replications: Option<u32>,
    /// Firms that could all be this one.
    pub draws: Option<Draws>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Levers::of`].
pub fn ask(
    study: Arc<Study>,
    options: Options,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Ranked, Refused> {
    let asked = Levers::of(study)?;
    let draws = drawn(options.draws.as_ref(), &asked.study)?;
    Levers { threads, replications: options.replications, draws, ..asked }.answer(watch)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Levers;
    use crate::answers::{Answer, Unwatched};
    use crate::experiment::levers::Sort;
    use crate::scenario::{BUILT_IN, load};

    #[test]
    fn what_boards_name_is_always_looked_at_and_threads_change_nothing() {
        let set = [
            "plan.days=84",
            "plan.warm_up=0",
            "firm.salespeople=5",
            "firm.marketers=2",
            "operating.preset=defined",
        ];
        let study = Arc::new(load(BUILT_IN, "test", &set.map(str::to_owned)).unwrap());
        let asked = Levers { replications: Some(3), threads: 2, ..Levers::of(study).unwrap() };
        let found = asked.answer(&Unwatched::default()).unwrap();
        let board = found.found.iter().filter(|found| found.lever.sort == Sort::Board).count();
        assert_eq!(board, 4, "hire salespeople and marketers, let salespeople go, raise pay");
        let values: Vec<f64> = found.found.iter().map(|found| found.pulled.trajectory.value.mean).collect();
        assert!(values.is_sorted_by(|a, b| a >= b), "{values:?}");
        let again = Levers { threads: 1, ..asked }.answer(&Unwatched::default()).unwrap();
        assert_eq!(found.json().unwrap(), again.json().unwrap());
        assert!(found.text(100).contains("Tried and left behind"));
    }

    #[test]
    fn too_few_days_for_a_path_are_refused() {
        let study = load(BUILT_IN, "test", &["plan.days=30".to_owned()]).unwrap();
        assert!(Levers::of(Arc::new(study)).is_err());
    }
}
