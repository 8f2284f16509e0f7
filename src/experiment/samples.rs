//! One outcome at every point of an experiment: simulated in memory, or read from a finished sweep. Both give the same
//! numbers.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rayon::prelude::*;

use super::file::Experiment;
use super::store::{Finished, StoreError};
use super::sweep::{self, RESULT_COLUMNS, RESULTS};
use super::{Comparison, Stopped};
use crate::model::outcome::{OUTCOMES, Outcome};
use crate::model::{Outcomes, Workspace};
use crate::scenario::suggest;

/// One outcome at every point, in every arm and replication.
#[derive(Debug, Clone, PartialEq)]
pub struct Samples {
    /// The arms.
    pub arms: Vec<String>,
    /// The outcome, as a position in [`OUTCOMES`].
    pub outcome: usize,
    /// Replications of each point and arm.
    pub replications: u32,
    /// By point, then arm, then replication; NaN where nothing could be measured.
    values: Vec<f64>,
}

impl Samples {
    /// Simulates every point once, for several outcomes. `progress` is told, on any thread, how many simulations are done.
    ///
    /// # Errors
    /// [`Stopped`] when `stop` was set or the threads could not be started. A point that cannot be simulated is no
    /// error: it has no values.
    pub fn simulate(
        experiment: &Experiment,
        outcomes: &[usize],
        threads: usize,
        stop: &AtomicBool,
        progress: impl Fn(u64) + Sync,
    ) -> Result<Vec<Self>, Stopped> {
        let firms = experiment.lives();
        let plan = &experiment.study.base.plan;
        let replications = plan.replications as usize;
        let each = experiment.study.arms.len() * replications;
        let done = AtomicU64::new(0);
        // Of one point: by outcome, then by arm and replication.
        let point = |workspace: &mut Workspace, index: u64| -> Option<Vec<Vec<f64>>> {
            let mut values = vec![vec![f64::NAN; each]; outcomes.len()];
            let study = experiment.design.point(index).and_then(|point| experiment.study_at(&point).ok());
            for (at, arm) in study.iter().flat_map(|study| &study.arms).enumerate() {
                for (place, replication) in (at * replications..).zip(1..=plan.replications) {
                    let own = firms.as_ref().map(|firms| firms.turn(replication, &arm.scenario));
                    let scenario = own.as_ref().unwrap_or(&arm.scenario);
                    if let Ok(found) = sweep::one(scenario, plan.seed, replication, workspace, stop)? {
                        for (values, &outcome) in values.iter_mut().zip(outcomes) {
                            values[place] = found.0[outcome];
                        }
                    }
                    progress(done.fetch_add(1, Ordering::Relaxed) + 1);
                }
            }
            Some(values)
        };
        let all = 0..experiment.design.len();
        // The browser gives a module no threads.
        let points: Option<Vec<Vec<Vec<f64>>>> = if cfg!(target_family = "wasm") {
            let mut workspace = Workspace::default();
            all.map(|index| point(&mut workspace, index)).collect()
        } else {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .map_err(|error| Stopped::Threads(error.to_string()))?;
            pool.install(|| all.into_par_iter().map_init(Workspace::default, point).collect())
        };
        let points = points.ok_or(Stopped::Cancelled)?;
        let of = |(at, &outcome): (usize, &usize)| Self {
            arms: experiment.study.arms.iter().map(|arm| arm.name.clone()).collect(),
            outcome,
            replications: plan.replications,
            values: points.iter().flat_map(|point| point[at].iter().copied()).collect(),
        };
        Ok(outcomes.iter().enumerate().map(of).collect())
    }

    /// What was simulated elsewhere: by point, then arm, then replication, NaN where nothing is known. `None` where the
    /// values do not fit the experiment.
    pub fn brought(experiment: &Experiment, outcome: usize, values: Vec<f64>) -> Option<Self> {
        let arms: Vec<String> = experiment.study.arms.iter().map(|arm| arm.name.clone()).collect();
        let replications = experiment.study.base.plan.replications;
        let all = u64::from(replications) * arms.len() as u64 * experiment.design.len();
        (values.len() as u64 == all).then_some(Self { arms, outcome, replications, values })
    }

    /// Reads them from a finished sweep of the experiment.
    ///
    /// # Errors
    /// [`StoreError`] when the table cannot be read.
    pub fn read(experiment: &Experiment, outcome: usize, finished: &Finished) -> Result<Self, StoreError> {
        let arms: Vec<String> = experiment.study.arms.iter().map(|arm| arm.name.clone()).collect();
        let place: BTreeMap<&str, usize> = arms.iter().map(String::as_str).zip(0..).collect();
        let replications = experiment.study.base.plan.replications;
        let each = arms.len() * replications as usize;
        let mut values = vec![f64::NAN; each * experiment.design.len() as usize];
        let mut rows = finished.rows_of(RESULTS, &RESULT_COLUMNS)?;
        let path = || finished.path(&format!("{RESULTS}.csv"));
        let refused = |error: csv::Error| StoreError::Read { path: path(), error: error.into() };
        let mut record = csv::StringRecord::new();
        while rows.read_record(&mut record).map_err(refused)? {
            if &record[3] != OUTCOMES[outcome].name {
                continue;
            }
            let at = record[0].parse::<usize>().ok().zip(record[1].parse::<usize>().ok());
            let (Some((point, replication)), Some(&arm)) = (at, place.get(&record[2])) else { continue };
            let position = (point.wrapping_sub(1) * arms.len() + arm) * replications as usize;
            if let (Some(slot), Ok(value)) =
                (values.get_mut(position + replication.wrapping_sub(1)), record[4].parse())
            {
                *slot = value;
            }
        }
        Ok(Self { arms, outcome, replications, values })
    }

    /// Values that were found elsewhere: by point, then arm, then replication; NaN where nothing could be measured.
    pub fn of_values(arms: Vec<String>, outcome: usize, replications: usize, values: Vec<f64>) -> Self {
        Self { arms, outcome, replications: u32::try_from(replications).unwrap_or(u32::MAX), values }
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.values.len() / (self.arms.len() * self.replications as usize).max(1)
    }

    /// The values of one arm at one point, replication by replication.
    pub fn of(&self, point: usize, arm: usize) -> &[f64] {
        let start = (point * self.arms.len() + arm) * self.replications as usize;
        &self.values[start..start + self.replications as usize]
    }

    /// All points' values of an arm, or of an arm less another, future by future; two arms that differ by rounding alone do
    /// not differ.
    pub fn responses(&self, arm: usize, less: Option<usize>) -> Vec<f64> {
        (0..self.points())
            .flat_map(|point| {
                let less = less.map(|less| self.of(point, less));
                let one = |(i, x): (usize, &f64)| less.map_or(*x, |less| apart(*x, less[i]));
                self.of(point, arm).iter().enumerate().map(one).collect::<Vec<f64>>()
            })
            .collect()
    }

    /// One point as a comparison of its arms; `None` when nothing could be simulated there. Only this outcome is known.
    pub fn comparison(&self, point: usize, seed: u64) -> Option<Comparison> {
        let with = |&value: &f64| {
            let mut outcomes = Outcomes::default();
            outcomes.0[self.outcome] = value;
            outcomes
        };
        let arms: Vec<Vec<Outcomes>> =
            (0..self.arms.len()).map(|arm| self.of(point, arm).iter().map(with).collect()).collect();
        let any = (0..self.arms.len()).any(|arm| self.of(point, arm).iter().any(|value| value.is_finite()));
        any.then(|| Comparison {
            arms: self.arms.clone(),
            seed,
            replications: 1..self.replications + 1,
            outcomes: arms,
        })
    }
}

/// What one value is more than another; nothing where rounding explains it.
pub(crate) fn apart(a: f64, b: f64) -> f64 {
    let difference = a - b;
    if difference.abs() <= 1e-12 * a.abs().max(b.abs()) { 0.0 } else { difference }
}

/// The position of an outcome of that name.
pub fn outcome(name: &str) -> Option<usize> {
    OUTCOMES.iter().position(|measure| measure.name == name)
}

/// The outcome of a name, else the usual one; it must be among the outcomes that the experiment keeps.
///
/// # Errors
/// Words for the user, with what to do.
pub fn kept(name: Option<&str>, keeps: &[usize]) -> Result<usize, String> {
    let usual = || match keeps.contains(&USUAL) {
        true => USUAL,
        false => keeps.first().copied().unwrap_or(USUAL),
    };
    let Some(name) = name else { return Ok(usual()) };
    let found = outcome(name).ok_or_else(|| {
        let near = suggest::nearest(name, OUTCOMES.iter().map(|measure| measure.name));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`verona outcomes` lists them all".to_owned(),
        };
        format!("there is no outcome `{name}`; {help}")
    })?;
    if !keeps.contains(&found) {
        let help = "add it to `outcomes` in the experiment file";
        return Err(format!("the experiment does not keep the outcome `{name}`; {help}"));
    }
    Ok(found)
}

/// Checks that all points have the same number of replications.
///
/// # Errors
/// Words for the user, with what to do.
pub fn even(experiment: &Experiment) -> Result<(), String> {
    match experiment.precision {
        None => Ok(()),
        Some(_) => Err(
            "all points need the same number of replications here; take [precision] out of the file, and \
                        give `replications`"
                .to_owned(),
        ),
    }
}

/// The outcome that is looked at when none is named.
pub const USUAL: usize = Outcome::ProfitPerHead as usize;
