//! The full run: the base firm in many replications, the same without each mechanism, and draws of all parameters that
//! the claim file leaves open, as one run of the run store, so that it can be cut, resumed, sharded and merged.
//!
//! The run is a row of tasks: blocks of replications of the base firm, then of each mechanism, then the draws. A task
//! is a point of the store's layout; what it gives is one row per replication with a column for each slot.

use std::fmt;
use std::fmt::Write as _;
use std::ops::{Range, RangeInclusive};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use super::book::{Book, ParameterValue, Quantity};
use super::judgement::Sample;
use super::run::{Variation, cells};
use crate::experiment::Until;
use crate::experiment::design::{self, Design, DesignError, Factor, Method};
use crate::experiment::store::{
    Finished, Identity, Layout, ResultTable, Rows, Shard, Store, StoreError, drive,
};
use crate::model::{ModelError, Workspace, simulate};
use crate::scenario::registry::{Takes, Value};
use crate::scenario::{SECTIONS, Scenario, parameter, parameters};

/// Replications of one task of the base firm or of a mechanism.
const BLOCK: u32 = 4;

/// How much is to be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Replications of the base firm.
    pub base: u32,
    /// Replications of each ablation; 0 for none.
    pub ablation: u32,
    /// Draws of the parameters; 0 for none.
    pub draws: u32,
    /// Replications of each draw.
    pub draw: u32,
}

impl Counts {
    /// How many draws there may be.
    pub const DRAWS: RangeInclusive<i64> = 0..=100_000;
    /// How many replications a draw may have.
    pub const OF_A_DRAW: RangeInclusive<i64> = 1..=10_000;
    /// How many replications an ablation may have.
    pub const OF_AN_ABLATION: RangeInclusive<i64> = 0..=100_000;
}

impl Default for Counts {
    /// What a full run has where nothing else is asked.
    fn default() -> Self {
        Self { base: 240, ablation: 16, draws: 200, draw: 4 }
    }
}

/// A full run, ready to go on.
#[derive(Debug)]
pub struct Full {
    counts: Counts,
    design: Option<Design>,
    /// Where the results lie.
    pub store: Store,
}

/// What a full run gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Records {
    /// The base firm.
    pub base: Sample,
    /// By mechanism of the book; empty for those that no parameter switches off.
    pub mechanisms: Vec<Sample>,
    /// By draw.
    pub draws: Vec<Sample>,
    /// By draw, the share of the way at which each factor lies.
    pub units: Vec<Vec<f64>>,
    /// The keys of the factors.
    pub factors: Vec<String>,
}

/// Why a full run did not go on.
#[derive(Debug)]
pub enum FullError {
    /// The parameters cannot be drawn.
    Design(DesignError),
    /// The run store.
    Store(StoreError),
    /// A law of the model was broken.
    Model {
        /// The cell.
        cell: String,
        /// The replication's number.
        replication: u32,
        /// What was broken.
        error: ModelError,
    },
    /// A table does not hold what it must.
    Table(String),
}

impl fmt::Display for FullError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FullError::Design(error) => write!(f, "{error}"),
            FullError::Store(error) => write!(f, "{error}"),
            FullError::Model { cell, replication, error } => {
                write!(f, "in '{cell}', replication {replication}: {error}")
            }
            FullError::Table(why) => write!(f, "the run's table values.csv {why}"),
        }
    }
}

impl std::error::Error for FullError {}

impl From<StoreError> for FullError {
    fn from(error: StoreError) -> Self {
        FullError::Store(error)
    }
}

/// One task.
enum Task {
    Base(Range<u32>),
    Mechanism(usize, Range<u32>),
    Draw(u32, Range<u32>),
}

fn blocks(replications: u32) -> u32 {
    replications.div_ceil(BLOCK)
}

/// The replications of a block, numbered from 1.
fn block(number: u32, replications: u32) -> Range<u32> {
    1 + number * BLOCK..1 + ((number + 1) * BLOCK).min(replications)
}

fn switchable(book: &Book) -> Vec<usize> {
    (0..book.mechanisms.len()).filter(|&at| !book.mechanisms[at].off.is_empty()).collect()
}

fn tasks(book: &Book, counts: Counts) -> u64 {
    let ablations = switchable(book).len() as u64 * u64::from(blocks(counts.ablation));
    u64::from(blocks(counts.base)) + ablations + u64::from(counts.draws)
}

fn task(book: &Book, counts: Counts, number: u64) -> Task {
    let (base, each) = (u64::from(blocks(counts.base)), u64::from(blocks(counts.ablation)));
    let mechanisms = switchable(book);
    match number.checked_sub(base) {
        None => Task::Base(block(number as u32, counts.base)),
        Some(rest) if rest < mechanisms.len() as u64 * each => {
            Task::Mechanism(mechanisms[(rest / each) as usize], block((rest % each) as u32, counts.ablation))
        }
        Some(rest) => Task::Draw((rest - mechanisms.len() as u64 * each) as u32, 1..counts.draw + 1),
    }
}

/// The parameters that are drawn: all with a plausible range that the file does not set for the firm.
fn design(book: &Book, counts: Counts) -> Result<Option<Design>, DesignError> {
    if counts.draws == 0 {
        return Ok(None);
    }
    let open = parameters().filter(|p| p.plausible.is_some() && !book.stated.contains(&(p.section, p.name)));
    let factors: Result<Vec<Factor>, DesignError> =
        open.map(|p| Factor::new(&p.key(), None, &Scenario::default())).collect();
    design::points(Method::LatinHypercube { points: counts.draws }, factors?, book.plan.seed).map(Some)
}

/// The values of a draw.
fn drawn(design: &Design, draw: u32) -> Vec<ParameterValue> {
    let Some(point) = design.point(u64::from(draw)) else { return Vec::new() };
    let values = design.factors().iter().zip(point.settings);
    let value = |(factor, setting): (&Factor, design::FactorValue)| {
        let (section, name) = factor.key().split_once('.')?;
        let declared = parameter(section, name)?;
        let value = match declared.kind {
            Takes::Integer => Value::Integer(setting.value.parse().ok()?),
            _ => Value::Number(setting.value.parse().ok()?),
        };
        Some((declared.section, declared.name, value))
    };
    values.filter_map(value).collect()
}

/// All that decides what is simulated, as text. Words about claims are left out: they may change after a run.
fn simulated(book: &Book, counts: Counts, design: Option<&Design>) -> String {
    let mut out = String::new();
    let line = |out: &mut String, words: &str| {
        out.push_str(words);
        out.push('\n');
    };
    line(&mut out, &format!("{counts:?}"));
    let usual = Scenario::default();
    for cell in &book.cells {
        let _ = writeln!(out, "cell {}", cell.name);
        for (section, _, declared) in SECTIONS.iter().filter(|(section, ..)| *section != "plan") {
            for p in *declared {
                let (value, held) =
                    (cell.scenario.get(section, p.name), cell.held.contains(&(*section, p.name)));
                if let Some(found) = value.filter(|v| held || usual.get(section, p.name).as_ref() != Some(v))
                {
                    let _ =
                        writeln!(out, "  {section}.{} = {found}{}", p.name, if held { " held" } else { "" });
                }
            }
        }
        if !cell.scenario.programme.is_empty() {
            let _ = writeln!(out, "  {:?}", cell.scenario.programme);
        }
    }
    let _ = writeln!(out, "days {}, warm-up {}", book.plan.days, book.plan.warm_up);
    let _ = writeln!(out, "stated {:?}", book.stated);
    for slot in &book.slots {
        let _ = writeln!(out, "slot {}", column(book, slot.cell, slot.quantity));
    }
    let _ = writeln!(out, "always {:?}\nat the base {:?}", book.needed(false), book.needed(true));
    for mechanism in &book.mechanisms {
        let _ = writeln!(out, "off {:?}", mechanism.off);
    }
    for factor in design.map_or(&[][..], Design::factors) {
        let _ = writeln!(out, "drawn {} {:?}", factor.key(), factor.values());
    }
    out
}

fn column(book: &Book, cell: usize, quantity: Quantity) -> String {
    let of = &book.cells[cell].name;
    match quantity {
        Quantity::Outcome(_) => format!("{} of {of}", quantity.name()),
        Quantity::Months(_, [first, last]) => format!("{} {first}-{last} of {of}", quantity.name()),
    }
}

/// Opens the directory of a full run: makes it, or goes on with the same run.
///
/// # Errors
/// [`FullError`] when it holds another run or cannot be written.
pub fn open(book: &Book, counts: Counts, dir: &Path) -> Result<Full, FullError> {
    let design = design(book, counts).map_err(FullError::Design)?;
    let text = simulated(book, counts, design.as_ref());
    let inputs: [(&str, &[u8]); 1] = [("simulated.txt", text.as_bytes())];
    let columns = ["task", "replication"].into_iter().map(str::to_owned);
    let slots = book.slots.iter().map(|slot| column(book, slot.cell, slot.quantity));
    let table = ResultTable::new("values", columns.chain(slots).collect());
    let layout = Layout::new(tasks(book, counts), 1, 1);
    let identity = Identity::new("reproduce", book.plan.seed, layout, vec![table], &inputs);
    Ok(Full { counts, design, store: Store::open(dir, identity, &inputs)? })
}

/// Runs what is left of a shard, and makes the tables when all shards are there. Gives whether they are.
///
/// # Errors
/// [`FullError`]; what is in place stays.
pub fn advance(
    book: &Book,
    full: &Full,
    shard: Shard,
    threads: usize,
    stop: &AtomicBool,
    mut progress: impl FnMut(u64, u64),
) -> Result<bool, FullError> {
    if full.store.is_finished() {
        return Ok(true);
    }
    let pending = full.store.pending(shard)?;
    let (mut done, all) = (pending.done, pending.done + pending.chunks.len() as u64);
    let broken = Mutex::new(None);
    let work = |piece: &crate::experiment::store::Piece, mut rows: Rows, workspace: &mut Workspace| {
        for number in piece.points.clone() {
            match run_task(book, full, number, &mut rows, workspace, stop) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    broken.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get_or_insert(error);
                    return None;
                }
            }
        }
        Some(rows)
    };
    let driven = drive(&full.store, &pending.chunks, threads, stop, work, |_| {
        done += 1;
        progress(done, all);
    });
    if let Some(error) = broken.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        return Err(error);
    }
    driven?;
    match full.store.finish() {
        Ok(_) => Ok(true),
        Err(StoreError::Unfinished { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Runs one task; gives whether it was not stopped.
fn run_task(
    book: &Book,
    full: &Full,
    number: u64,
    rows: &mut Rows,
    workspace: &mut Workspace,
    stop: &AtomicBool,
) -> Result<bool, FullError> {
    let task = task(book, full.counts, number);
    let values = match (&task, &full.design) {
        (Task::Draw(draw, _), Some(design)) => drawn(design, *draw),
        _ => Vec::new(),
    };
    let imposed: &[ParameterValue] = match &task {
        Task::Mechanism(mechanism, _) => &book.mechanisms[*mechanism].off,
        _ => &[],
    };
    let slots = book.needed(matches!(task, Task::Base(_)));
    let cells = cells(book, &slots, Variation { drawn: &values, imposed });
    let (Task::Base(replications) | Task::Mechanism(_, replications) | Task::Draw(_, replications)) = task;
    for replication in replications {
        let mut found = vec![String::new(); book.slots.len()];
        for (cell, scenario) in &cells {
            let result = match simulate(scenario, book.plan.seed, replication, workspace, &mut Until(stop)) {
                Ok(result) => result,
                Err(ModelError::Stopped { .. }) => return Ok(false),
                Err(error) => {
                    let cell = book.cells[*cell].name.clone();
                    return Err(FullError::Model { cell, replication, error });
                }
            };
            for &slot in slots.iter().filter(|&&slot| book.slots[slot].cell == *cell) {
                found[slot] = book.slots[slot].quantity.of(&result).to_string();
            }
        }
        let row = [number.to_string(), replication.to_string()].into_iter().chain(found);
        rows.push(0, row).map_err(|error| FullError::Table(format!("cannot be written: {error}")))?;
    }
    Ok(true)
}

/// Reads what a finished run gave.
///
/// # Errors
/// [`FullError`] when it is not finished or not what was written.
pub fn gather(book: &Book, full: &Full) -> Result<Records, FullError> {
    let finished = Finished::open(full.store.dir())?;
    let empty = || -> Sample { vec![Vec::new(); book.slots.len()] };
    let mut records = Records {
        base: empty(),
        mechanisms: vec![empty(); book.mechanisms.len()],
        draws: vec![empty(); full.counts.draws as usize],
        units: Vec::new(),
        factors: Vec::new(),
    };
    if let Some(design) = &full.design {
        records.factors = design.factors().iter().map(|factor| factor.key().to_owned()).collect();
        let units = design.points().map(|point| point.settings.iter().map(|setting| setting.unit).collect());
        records.units = units.collect();
    }
    for row in finished.rows("values")?.records() {
        let row = row.map_err(|error| FullError::Table(format!("cannot be read: {error}")))?;
        let number = row.get(0).and_then(|field| field.parse().ok());
        let number = number.ok_or_else(|| FullError::Table("has a row without a task".to_owned()))?;
        let sample = match task(book, full.counts, number) {
            Task::Base(_) => &mut records.base,
            Task::Mechanism(mechanism, _) => &mut records.mechanisms[mechanism],
            Task::Draw(draw, _) => &mut records.draws[draw as usize],
        };
        for (values, field) in
            sample.iter_mut().zip(row.iter().skip(2)).filter(|(_, field)| !field.is_empty())
        {
            let value = field.parse();
            values.push(value.map_err(|_| FullError::Table(format!("has the value `{field}`")))?);
        }
    }
    Ok(records)
}
