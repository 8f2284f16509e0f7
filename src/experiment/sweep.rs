//! Sweeps: an experiment's points, arms and replications, simulated chunk by chunk into a run store.
//!
//! Replication `i` of any arm at any point is replication `i`: points differ by their factors and by nothing else, and
//! what is found at a point does not depend on how the run was cut.

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicBool;

use super::Until;
use super::file::{Experiment, Precision};
use super::firms::Firms;
use super::store::{Identity, Layout, Piece, ResultTable, Rows, Store, StoreError, drive};
use crate::model::outcome::OUTCOMES;
use crate::model::{ModelError, Outcomes, Workspace, simulate};
use crate::scenario::{Arm, Scenario, ScenarioError};

/// The kind of run, in its manifest.
pub const KIND: &str = "sweep";
/// The experiment beside the manifest.
pub const EXPERIMENT: &str = "experiment.toml";
/// The table of points: one row each, with the values of the factors.
pub const POINTS: &str = "points";
/// The table of results: one row per point, replication, arm and outcome.
pub const RESULTS: &str = "results";
/// The table of failures: one row for each point or simulation that could not be run.
pub const FAILURES: &str = "failures";

/// The columns of the results.
pub const RESULT_COLUMNS: [&str; 5] = ["point", "replication", "arm", "outcome", "value"];
/// The columns of the failures.
pub const FAILURE_COLUMNS: [&str; 4] = ["point", "arm", "replication", "cause"];

/// Simulated days of one person that a chunk holds at the experiment's own firm: about two seconds.
const CHUNK_PERSON_DAYS: u64 = 2_000_000;

/// Chunks that a sweep is cut into where it has enough simulations.
const LEAST_CHUNKS: u64 = 64;

/// Decides whether a point has enough replications, from the values of the precision's outcome by arm, replication by
/// replication.
pub type Enough<'e> = &'e (dyn Fn(&Precision, &[Vec<f64>]) -> bool + Sync);

/// What decides the bytes of a run, and the files, by name, that say so in its directory.
pub type MadeOf = (Identity, Vec<(String, Vec<u8>)>);

/// The identity of a sweep and the files that belong to it. `more` are further files to lie beside it.
pub fn identity(experiment: &Experiment, more: Vec<(String, Vec<u8>)>) -> MadeOf {
    let (text, tables) = experiment.written_out();
    let mut files = vec![(EXPERIMENT.to_owned(), text.into_bytes())];
    files.extend(tables.into_iter().map(|(name, table)| (name.to_owned(), table.into_bytes())));
    files.extend(more);
    let plan = &experiment.study.base.plan;
    let people = u64::from(experiment.study.base.firm.salespeople + experiment.study.base.firm.marketers);
    let days = u64::from(plan.days) + u64::from(plan.warm_up);
    let pair = (people.max(1) * days.max(1)).saturating_mul(experiment.study.arms.len() as u64);
    let size = (CHUNK_PERSON_DAYS / pair.max(1)).clamp(1, 4_096);
    // A small sweep is cut too, for many threads and shards.
    let pairs = experiment.design.len().saturating_mul(u64::from(plan.replications));
    let size = size.min((pairs / LEAST_CHUNKS).max(1));
    // How many replications a point needs is found out in one place.
    let size = if experiment.precision.is_some() { size.max(u64::from(plan.replications)) } else { size };
    let layout = Layout::new(experiment.design.len(), plan.replications, size);
    let owned = |columns: &[&str]| columns.iter().map(|column| (*column).to_owned()).collect();
    let mut points = vec!["point".to_owned()];
    points.extend(experiment.design.factors().iter().map(|factor| factor.key().to_owned()));
    let tables = vec![
        ResultTable::new(POINTS, points),
        ResultTable::new(RESULTS, owned(&RESULT_COLUMNS)),
        ResultTable::new(FAILURES, owned(&FAILURE_COLUMNS)),
    ];
    let borrowed: Vec<(&str, &[u8])> =
        files.iter().map(|(n, bytes)| (n.as_str(), bytes.as_slice())).collect();
    (Identity::new(KIND, plan.seed, layout, tables, &borrowed), files)
}

/// Runs these chunks of a sweep. `enough` is asked when the experiment has a precision; without it, all replications
/// are run. `progress` is told of every chunk in place.
///
/// # Errors
/// [`StoreError`]; what is in place stays.
pub fn run(
    experiment: &Experiment,
    store: &Store,
    chunks: &[u64],
    threads: usize,
    stop: &AtomicBool,
    enough: Option<Enough<'_>>,
    progress: impl FnMut(u64),
) -> Result<(), StoreError> {
    let sweep = Sweep { experiment, firms: experiment.lives(), stop, enough };
    drive(
        store,
        chunks,
        threads,
        stop,
        |piece, rows, workspace| sweep.piece(piece, rows, workspace),
        progress,
    )
}

/// Runs one chunk on a machine that has no part of the directory: the bytes of its file, for [`Store::place`]; `None`
/// when it was stopped.
///
/// # Errors
/// Those of [`Rows::sealed`].
pub fn chunk(
    experiment: &Experiment,
    identity: &Identity,
    number: u64,
    stop: &AtomicBool,
    enough: Option<Enough<'_>>,
    workspace: &mut Workspace,
) -> io::Result<Option<Vec<u8>>> {
    let sweep = Sweep { experiment, firms: experiment.lives(), stop, enough };
    let rows = sweep.piece(&identity.layout.piece(number), Rows::of(identity), workspace);
    rows.map(|rows| rows.sealed(identity, number)).transpose()
}

struct Sweep<'s> {
    experiment: &'s Experiment,
    firms: Option<Firms>,
    stop: &'s AtomicBool,
    enough: Option<Enough<'s>>,
}

impl Sweep<'_> {
    /// The rows of one chunk; `None` when it is to stop.
    fn piece(&self, piece: &Piece, mut rows: Rows, workspace: &mut Workspace) -> Option<Rows> {
        for index in piece.points.clone() {
            // Numbered from 1, as replications are.
            let number = (index + 1).to_string();
            let Some(point) = self.experiment.design.point(index) else { continue };
            let first = piece.replications.start == 1;
            if first {
                let values = point.settings.iter().map(|setting| plain(&setting.value));
                push(&mut rows, 0, std::iter::once(number.clone()).chain(values));
            }
            match self.experiment.study_at(&point) {
                Ok(study) => self.point(&number, piece, &study.arms, &mut rows, workspace)?,
                Err(error) if first => {
                    push(&mut rows, 2, [number, String::new(), String::new(), cause(&error)])
                }
                Err(_) => {}
            }
        }
        Some(rows)
    }

    fn point(
        &self,
        number: &str,
        piece: &Piece,
        arms: &[Arm],
        rows: &mut Rows,
        workspace: &mut Workspace,
    ) -> Option<()> {
        let seed = self.experiment.study.base.plan.seed;
        let watched = self.experiment.precision.zip(self.enough);
        let mut values = vec![Vec::new(); arms.len()];
        for (done, replication) in (1..).zip(piece.replications.clone()) {
            let name = replication.to_string();
            for (arm, values) in arms.iter().zip(&mut values) {
                let own = self.firms.as_ref().map(|firms| firms.turn(replication, &arm.scenario));
                let scenario = own.as_ref().unwrap_or(&arm.scenario);
                let outcomes = match one(scenario, seed, replication, workspace, self.stop)? {
                    Ok(outcomes) => outcomes,
                    Err(cause) => {
                        push(rows, 2, [number, &arm.name, &name, &cause]);
                        Outcomes::default()
                    }
                };
                for &outcome in &self.experiment.outcomes {
                    let value = outcomes.0[outcome];
                    // What could not be measured is an empty field.
                    let text = if value.is_finite() { value.to_string() } else { String::new() };
                    push(rows, 1, [number, &name, &arm.name, OUTCOMES[outcome].name, &text]);
                }
                if let Some((precision, _)) = &watched {
                    values.push(outcomes.0[precision.outcome]);
                }
            }
            if let Some((precision, enough)) = &watched {
                let look = done >= precision.least && (done - precision.least).is_multiple_of(precision.step);
                if look && enough(precision, &values) {
                    break;
                }
            }
        }
        Some(())
    }
}

/// One simulation: its outcomes, or why there are none; nothing when it was stopped.
pub(super) fn one(
    scenario: &Scenario,
    seed: u64,
    replication: u32,
    workspace: &mut Workspace,
    stop: &AtomicBool,
) -> Option<Result<Outcomes, String>> {
    let result =
        catch_unwind(AssertUnwindSafe(|| simulate(scenario, seed, replication, workspace, &mut Until(stop))));
    Some(match result {
        Ok(Ok(replication)) => Ok(replication.outcomes),
        Ok(Err(ModelError::Stopped { .. })) => return None,
        Ok(Err(error)) => Err(error.to_string()),
        Err(panic) => {
            // What it left behind is in no known state.
            *workspace = Workspace::default();
            Err(format!("a defect of verona: {}", message(panic.as_ref())))
        }
    })
}

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("it panicked")
}

/// Why a point cannot be run, on one line.
fn cause(error: &ScenarioError) -> String {
    let problems = error.problems.iter().map(|problem| match problem.key.as_str() {
        "" => problem.fault.to_string(),
        key => format!("{key}: {}", problem.fault),
    });
    problems.collect::<Vec<_>>().join("; ")
}

/// A value as a table holds it: words without their quotes.
fn plain(value: &str) -> String {
    value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value).to_owned()
}

/// Adds a row. The tables and the number of their fields are declared in [`identity`].
fn push(rows: &mut Rows, table: usize, fields: impl IntoIterator<Item = impl AsRef<[u8]>>) {
    let pushed = rows.push(table, fields);
    debug_assert!(pushed.is_ok(), "a row of another shape than its table");
}
