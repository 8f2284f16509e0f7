//! The waves of the fit: simulate firms, emulate, close in, and in the end draw the firms that stay plausible.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::prelude::*;

use super::emulator::Emulator;
use super::firm::Open;
use super::goal::{Goal, Goals, HALF, LEAST_SD};
use super::linear;
use super::posterior::Posterior;
use super::quarrel::{Quarrel, quarrel};
use crate::evidence::statistics::Summary;
use crate::evidence::statistics::draws::Stream;
use crate::experiment::{Stopped, Until};
use crate::model::math::exp;
use crate::model::{Workspace, simulate};
use crate::scenario::Scenario;

/// By how much the variance of facts is enlarged after each wave; the last wave is followed by none.
const TEMPERS: [f64; 5] = [25.0, 9.0, 3.0, 1.5, 1.0];
/// Chains between waves, and their generations.
const CHAINS: usize = 160;
const GENERATIONS: usize = 120;
/// Generations of the final draws.
const LAST_GENERATIONS: usize = 400;
/// Steps of the climb to the central firm.
const CLIMB: usize = 3_000;
/// How often the central firm is simulated and the emulator put right by what it shows.
const CORRECTIONS: u32 = 2;
/// The first future of the check, so that it is none that the fit has seen.
const CHECK: u32 = 1_000_000;
/// The first future of the corrections.
const CORRECT: u32 = 3_000_000;

/// How much work is done.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Firms simulated in each wave, at most as many as there are chains (160).
    pub wave: usize,
    /// Waves, up to 5.
    pub waves: usize,
    /// Futures of each firm.
    pub futures: u32,
    /// Plausible firms in the end.
    pub draws: usize,
    /// Futures in which the central firm is checked; none leaves the check out.
    pub check: u32,
}

impl Effort {
    /// One or two minutes on two processor cores for a firm of 45. Four futures a firm: with two, what the emulator did not know of a share
    /// that luck moves much (a quota reached) was as much as the fact's own spread, and plausible firms lay beside it.
    pub const USUAL: Self = Self { wave: 150, waves: 5, futures: 4, draws: 200, check: 40 };

    /// A fifth of that: a rougher first look. One future a firm would not do: how much of a result is luck would not be known.
    pub const QUICK: Self = Self { wave: 60, waves: 4, futures: 2, draws: 200, check: 16 };

    /// Simulations in all.
    pub fn simulations(&self) -> u64 {
        (self.wave * self.waves) as u64 * u64::from(self.futures)
            + u64::from(self.check) * u64::from(1 + CORRECTIONS)
    }
}

/// Under which circumstances the work is done.
#[derive(Clone, Copy)]
pub struct Work<'w> {
    /// The seed of all draws.
    pub seed: u64,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
    /// Set to call the work off.
    pub cancel: &'w AtomicBool,
    /// Is told how many simulations, of how many, are done.
    pub progress: &'w (dyn Fn(u64, u64) + Sync),
}

/// Firms that fit.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The firm and what is not known of it.
    pub open: Open,
    /// The facts that were fitted.
    pub goals: Vec<Goal>,
    /// Plausible firms: the unknowns of each, in standard deviations of their priors.
    pub draws: Vec<Vec<f64>>,
    /// The most plausible firm, the emulator put right by what it shows.
    pub centre: Vec<f64>,
    /// Of each fact, what the central firm shows in futures that the fit has not seen, in the fact's unit.
    pub shown: Vec<Summary>,
    /// Of each fact, the middle 90 % of what the plausible firms show, as the emulator has it, in the fact's unit.
    pub plausible: Vec<[f64; 2]>,
    /// Facts that are not met, and with which they quarrel.
    pub quarrels: Vec<Quarrel>,
}

impl Fit {
    /// Whether the central firm meets a fact within its spread, or within the luck of the check.
    pub fn met(&self, fact: usize) -> bool {
        let (goal, shown) = (&self.goals[fact], &self.shown[fact]);
        let least = if goal.is_share() { LEAST_SD } else { LEAST_SD * goal.given.value.abs() };
        (shown.mean - goal.given.value).abs() <= goal.given.spread.max(HALF * least)
    }

    /// The central firm.
    pub fn central(&self) -> Scenario {
        self.open.at(&self.centre)
    }
}

/// Points that were simulated.
#[derive(Default)]
struct Seen {
    points: Vec<Vec<f64>>,
    values: Vec<Vec<f64>>,
    /// Of each fact, the sum of the variances by luck over the points that could be measured, and their number.
    luck: Vec<(f64, f64)>,
}

/// Searches the firms that meet the facts.
///
/// # Errors
/// [`Stopped`] when the work was called off or a law of the model was broken.
pub fn search(open: &Open, goals: &Goals, effort: Effort, work: &Work<'_>) -> Result<Fit, Stopped> {
    let goals: &Vec<Goal> = &goals.0;
    let Work { seed, threads, cancel, progress } = *work;
    let size = open.unknowns.len();
    let mut stream = Stream::new(seed ^ 0xF1_7ED);
    let normals = |stream: &mut Stream, n: usize| -> Vec<Vec<f64>> {
        (0..n).map(|_| (0..size).map(|_| stream.normal()).collect()).collect()
    };
    let mut pool = Pool {
        open,
        goals,
        seed,
        cancel,
        progress,
        all: effort.simulations(),
        done: AtomicU64::new(0),
        next: 1,
    };
    let mut population = normals(&mut stream, CHAINS);
    let mut seen = Seen { luck: vec![(0.0, 0.0); goals.len()], ..Seen::default() };
    let mut emulator = None;
    let waves = if goals.is_empty() { 0 } else { effort.waves.min(TEMPERS.len()) };
    for (wave, &temper) in TEMPERS.iter().enumerate().take(waves) {
        let points = match wave {
            0 => normals(&mut stream, effort.wave),
            _ => (0..effort.wave).map(|at| population[at % population.len()].clone()).collect(),
        };
        pool.simulate(points, effort.futures, threads, &mut seen)?;
        emulator = emulate(&seen, &population, wave == 0).or(emulator);
        if let Some(emulator) = &emulator {
            let temper = if wave + 1 == waves { 1.0 } else { temper };
            let posterior = Posterior { emulator, goals, temper, without: None, trusting: false };
            posterior.sample(&mut population, GENERATIONS, &mut stream);
        }
    }
    let mut draws: Vec<Vec<f64>> =
        (0..effort.draws.max(4)).map(|at| population[at % population.len()].clone()).collect();
    if let Some(emulator) = &emulator {
        let posterior = Posterior { emulator, goals, temper: 1.0, without: None, trusting: false };
        posterior.sample(&mut draws, LAST_GENERATIONS, &mut stream);
    }
    let (mut centre, covariance) = linear::moments(&draws);
    let mut aimed = goals.clone();
    if let Some(emulator) = &emulator {
        let spread: Vec<f64> = (0..size).map(|d| covariance[d][d].sqrt()).collect();
        for round in 0..=CORRECTIONS {
            let posterior = Posterior { emulator, goals: &aimed, temper: 1.0, without: None, trusting: true };
            centre = climb(&posterior, centre, &spread, &mut stream);
            if round == CORRECTIONS || effort.check == 0 {
                break;
            }
            let values =
                pool.check(&open.at(&centre), CORRECT + round * effort.check, effort.check, threads)?;
            emulator.predict(&centre, |fact, mean, _| {
                let (shown, _) = goals[fact].measured(&values[fact]);
                if shown.is_finite() {
                    aimed[fact].target = goals[fact].target - (shown - mean);
                }
            });
        }
    }
    let plausible = plausible(emulator.as_ref(), goals, &draws);
    let mut fit = Fit {
        open: open.clone(),
        shown: Vec::new(),
        goals: goals.clone(),
        centre,
        plausible,
        quarrels: Vec::new(),
        draws,
    };
    // The firm as its file will have it.
    let checked = pool.check(&super::as_written(&fit), CHECK, effort.check, threads)?;
    let shown =
        goals.iter().zip(&checked).map(|(goal, values)| Summary::of(values.iter().map(|v| v / goal.factor)));
    fit.shown = shown.collect();
    if let (Some(emulator), true) = (&emulator, effort.check > 0) {
        let missed = (0..goals.len()).filter(|&fact| !fit.met(fact));
        fit.quarrels = missed.map(|fact| quarrel(emulator, &aimed, fact, &fit.draws, seed)).collect();
    }
    Ok(fit)
}

/// The firm of the highest density, climbed to by random steps that grow with success and shrink with failure.
fn climb(posterior: &Posterior<'_>, from: Vec<f64>, spread: &[f64], stream: &mut Stream) -> Vec<f64> {
    let (mut best, mut height, mut width) = (from.clone(), posterior.density(&from), 0.5);
    for _ in 0..CLIMB {
        let step = |(z, spread): (&f64, &f64)| z + width * spread * stream.normal();
        let next: Vec<f64> = best.iter().zip(spread).map(step).collect();
        let there = posterior.density(&next);
        if there > height {
            (best, height, width) = (next, there, (width * 1.3_f64).min(1.0));
        } else {
            width = (width * 0.93).max(1e-4);
        }
    }
    best
}

/// The emulator of the firms seen, in which those near the population weigh most.
fn emulate(seen: &Seen, population: &[Vec<f64>], first: bool) -> Option<Emulator> {
    let size = population.first().map_or(0, Vec::len);
    let weights: Vec<f64> = if first {
        vec![1.0; seen.points.len()]
    } else {
        let (mean, mut covariance) = linear::moments(population);
        for (at, row) in covariance.iter_mut().enumerate() {
            row[at] += 1e-3;
        }
        let root = linear::root(&covariance);
        let weight = |z: &Vec<f64>| {
            let moved: Vec<f64> = z.iter().zip(&mean).map(|(z, mean)| z - mean).collect();
            let whitened = linear::forward(&root, &moved);
            let distance = whitened.iter().map(|x| x * x).sum::<f64>() / size.max(1) as f64;
            exp(-0.5 * (distance - 2.0).max(0.0)).max(1e-3)
        };
        seen.points.iter().map(weight).collect()
    };
    let luck: Vec<f64> = seen.luck.iter().map(|(sum, n)| sum / n.max(1.0)).collect();
    Emulator::fit(&seen.points, &seen.values, &weights, &luck)
}

/// The middle 90 % of each fact over the draws, in the fact's unit.
fn plausible(emulator: Option<&Emulator>, goals: &[Goal], draws: &[Vec<f64>]) -> Vec<[f64; 2]> {
    let mut values = vec![Vec::with_capacity(draws.len()); goals.len()];
    for z in draws {
        if let Some(emulator) = emulator {
            emulator.predict(z, |fact, mean, _| values[fact].push(goals[fact].in_facts_unit(mean)));
        }
    }
    let middle = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        let at = |share: f64| values.get((share * (values.len() as f64 - 1.0) + 0.5) as usize).copied();
        [0.05, 0.95].map(|share| at(share).unwrap_or(f64::NAN))
    };
    values.into_iter().map(middle).collect()
}

/// Who simulates.
struct Pool<'p> {
    open: &'p Open,
    goals: &'p [Goal],
    seed: u64,
    cancel: &'p AtomicBool,
    progress: &'p (dyn Fn(u64, u64) + Sync),
    all: u64,
    done: AtomicU64,
    /// The next future that nobody has lived through.
    next: u32,
}

impl Pool<'_> {
    /// One future of a firm: the goals' outcomes.
    fn one(&self, firm: &Scenario, future: u32, workspace: &mut Workspace) -> Result<Vec<f64>, Stopped> {
        let result = simulate(firm, self.seed, future, workspace, &mut Until(self.cancel))
            .map_err(|error| Stopped::of(error, "a firm of the fit", future))?;
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.progress)(done, self.all.max(done));
        Ok(self.goals.iter().map(|goal| result.outcomes.0[goal.outcome]).collect())
    }

    /// All jobs, in their order, whatever the number of threads.
    fn all<T: Send>(
        &self,
        jobs: usize,
        threads: usize,
        job: impl Fn(&mut Workspace, usize) -> Result<T, Stopped> + Sync + Send,
    ) -> Result<Vec<T>, Stopped> {
        // The browser gives a module no threads.
        if cfg!(target_family = "wasm") {
            let mut workspace = Workspace::default();
            return (0..jobs).map(|at| job(&mut workspace, at)).collect();
        }
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .map_err(|error| Stopped::Threads(error.to_string()))?;
        pool.install(|| (0..jobs).into_par_iter().map_init(Workspace::default, job).collect())
    }

    /// Simulates a wave, each firm in futures of its own.
    fn simulate(
        &mut self,
        points: Vec<Vec<f64>>,
        futures: u32,
        threads: usize,
        seen: &mut Seen,
    ) -> Result<(), Stopped> {
        let first = self.next;
        let found = self.all(points.len(), threads, |workspace, at| {
            let firm = self.open.at(&points[at]);
            let start = first + at as u32 * futures;
            (start..start + futures)
                .map(|future| self.one(&firm, future, workspace))
                .collect::<Result<Vec<_>, _>>()
        })?;
        self.next += points.len() as u32 * futures;
        for (point, results) in points.into_iter().zip(found) {
            let measured: Vec<(f64, f64)> = (self.goals.iter().enumerate())
                .map(|(fact, goal)| {
                    let values: Vec<f64> = results.iter().map(|values| values[fact]).collect();
                    goal.measured(&values)
                })
                .collect();
            if measured.iter().all(|(value, _)| value.is_finite()) {
                for (sum, (_, luck)) in seen.luck.iter_mut().zip(&measured) {
                    (sum.0, sum.1) = (sum.0 + luck, sum.1 + 1.0);
                }
            }
            seen.points.push(point);
            seen.values.push(measured.into_iter().map(|(value, _)| value).collect());
        }
        Ok(())
    }

    /// The outcomes of one firm in fresh futures, fact by fact.
    fn check(
        &self,
        firm: &Scenario,
        first: u32,
        futures: u32,
        threads: usize,
    ) -> Result<Vec<Vec<f64>>, Stopped> {
        let found = self
            .all(futures as usize, threads, |workspace, at| self.one(firm, first + at as u32, workspace))?;
        Ok((0..self.goals.len())
            .map(|fact| found.iter().map(|values| values[fact]).filter(|value| value.is_finite()).collect())
            .collect())
    }
}
