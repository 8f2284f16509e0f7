//! `verona report`: a finished run as one page of HTML that opens anywhere, without network or server. What was found, how
//! sure it is, what was assumed, and how to get the same numbers again.

mod answer;
mod apart;
mod assumed;
mod board;
mod chart;
mod choosing;
mod factors;
pub mod futures;
mod html;
pub mod kept;
mod months;
mod page;
mod plane;
mod respond;

pub use futures::Futures;
pub use months::{Months, Series};

use crate::evidence::{Level, Summary, Verdict, judge_at};
use crate::experiment::Comparison;
use crate::experiment::design::Design;
use crate::experiment::lives::EACH;
use crate::model::outcome::{Measure, OUTCOMES, Outcome};
use crate::output::words::lives::Lives;
use crate::output::words::number::{self, Style, grouped};
use crate::scenario::Study;
use crate::scenario::numbers::counted;
use page::{Behind, Block, Page, Section};

/// What a report's head says of what made it, by which it is known again.
pub const GENERATOR: &str = concat!("verona ", env!("CARGO_PKG_VERSION"));

/// A table of the run, as the report lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The file.
    pub file: String,
    /// Rows below the header.
    pub rows: u64,
    /// SHA-256 of the file; empty where none was kept.
    pub sha256: String,
}

/// A point or simulation that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// The point.
    pub point: String,
    /// The arm; empty for all.
    pub arm: String,
    /// The replication; empty for all.
    pub replication: String,
    /// Why.
    pub cause: String,
}

/// A finished run, ready to be reported.
#[derive(Debug)]
pub struct Run<'a> {
    /// Its name.
    pub name: String,
    /// The version that made it.
    pub version: String,
    /// The scenario and its arms.
    pub study: &'a Study,
    /// The design; `None` for a single comparison.
    pub design: Option<&'a Design>,
    /// The outcomes that were kept, as positions in [`OUTCOMES`].
    pub outcomes: Vec<usize>,
    /// What was found.
    pub futures: Futures,
    /// All outcomes of a single comparison or change, for the first page.
    pub comparison: Option<Comparison>,
    /// Which unknowns matter most, in sentences, where the run said so.
    pub unknown: Vec<String>,
    /// How sure the intervals of differences on profit per head are, where the run went on until it was decided.
    pub level: Level,
    /// Monthly series, where they were kept.
    pub months: Option<Months>,
    /// How many points and simulations failed.
    pub failures: u64,
    /// The first of them.
    pub failed: Vec<Failed>,
    /// The tables.
    pub tables: Vec<Listed>,
    /// SHA-256 of the manifest; empty where there is none.
    pub run: String,
    /// The commands that give the same numbers again.
    pub again: Vec<String>,
}

/// A report: the page, and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The HTML.
    pub html: String,
    /// The verdict in a sentence.
    pub verdict: String,
}

/// Makes the report. `None` when nothing was measured.
pub fn of(run: &Run<'_>) -> Option<Report> {
    let told = Told::of(run)?;
    let board = told.board();
    let found = told.sentence();
    let verdict = board.as_ref().map_or_else(|| found.clone(), |board| board.verdict.clone());
    let mut sections = Vec::new();
    if board.is_some() {
        sections.push(told.details(&found));
    }
    sections.push(told.differences());
    sections.extend(told.over_time());
    sections.extend(told.responds());
    sections.extend(told.what_decides());
    sections.extend(told.map());
    sections.extend(told.choosing());
    sections.extend(told.luck());
    sections.push(told.assumed());
    sections.extend(told.failures());
    sections.push(told.again());
    let page = Page {
        name: run.name.clone(),
        kind: told.kind(),
        verdict: verdict.clone(),
        more: if board.is_some() { Vec::new() } else { told.more() },
        tiles: if board.is_some() { Vec::new() } else { told.tiles() },
        asked: if board.is_some() { Vec::new() } else { told.asked() },
        first: if board.is_some() { Vec::new() } else { told.first() },
        cards: board.map_or_else(Vec::new, |board| board.cards),
        sections,
        foot: format!(
            "Made by {GENERATOR} from results of verona {}. These are simulations of a model, not observations of firms: \
             intervals say how far chance may have moved a number, not how well the model fits a firm.",
            run.version
        ),
    };
    let change = run.months.as_ref().is_some_and(|months| months.paths.is_some());
    Some(Report { html: page.html(), verdict: if change { verdict } else { found } })
}

/// The run with what all sections need of it.
struct Told<'a> {
    run: &'a Run<'a>,
    futures: &'a Futures,
    /// Replications that all points have, and the most of a point.
    common: usize,
    most: usize,
    /// Points measured in all arms and replications.
    whole: Vec<usize>,
    /// Averages over these points, future by future.
    overall: Comparison,
    verdict: Verdict,
    level: Level,
    /// Arms, the best mean first.
    ranked: Vec<usize>,
    measure: &'static Measure,
}

impl<'a> Told<'a> {
    fn of(run: &'a Run<'a>) -> Option<Self> {
        let futures = &run.futures;
        let [common, most] = futures.common();
        let whole = futures.whole(common);
        if common == 0 || whole.is_empty() {
            return None;
        }
        let overall = futures.averaged(&whole, common);
        let profit = futures.outcome == Outcome::ProfitPerHead as usize;
        let level = if profit { run.level.clone() } else { Level::fixed() };
        let verdict = judge_at(&overall, futures.outcome, &level);
        let mean = |arm: usize| futures.sign() * Summary::of(overall.values(arm, futures.outcome)).mean;
        let mut ranked: Vec<usize> = (0..futures.arms.len()).collect();
        ranked.sort_by(|&a, &b| mean(b).total_cmp(&mean(a)));
        let measure = &OUTCOMES[futures.outcome];
        Some(Self { run, futures, common, most, whole, overall, verdict, level, ranked, measure })
    }

    fn arm(&self, arm: usize) -> &'a str {
        &self.futures.arms[arm]
    }

    /// The outcome in words.
    fn outcome(&self) -> String {
        words(self.measure.name)
    }

    fn sweep(&self) -> bool {
        self.run.design.is_some()
    }

    /// The summary of an arm's averages.
    fn summary(&self, arm: usize) -> Summary {
        Summary::of(self.overall.values(arm, self.futures.outcome))
    }

    fn style(&self, values: impl Iterator<Item = f64>, halves: impl Iterator<Item = f64>) -> Style {
        Style::of(self.measure, values, halves)
    }

    fn unit(&self) -> String {
        number::unit(self.measure)
    }

    /// The replications behind a figure that is drawn from all whole points.
    fn behind(&self) -> Behind {
        let n = counted(self.common as u64, self.futures.lives.replication());
        let words = if self.futures.lives == Lives::Firms {
            format!(
                "Behind it: {n}, each the mean of {EACH} simulated futures; the same firms and futures in every structure."
            )
        } else if self.sweep() {
            let all = self.common * self.whole.len();
            format!(
                "Behind it: {n} of each structure at each of {}, {} of each structure; the same futures in every structure and at every point.",
                counted(self.whole.len() as u64, "point"),
                counted(all as u64, "simulated future")
            )
        } else {
            format!("Behind it: {n} of each structure, the same simulated futures in every structure.")
        };
        Behind { replications: self.common, words }
    }

    /// What stands on the first page where that is not the board's.
    fn details(&self, found: &str) -> Section {
        let mut blocks = vec![Block::Words(found.to_owned())];
        blocks.extend(self.more().into_iter().map(Block::Words));
        blocks.push(Block::Tiles(self.tiles()));
        blocks.extend(self.first());
        blocks.push(Block::Asked(self.asked()));
        Section { id: "found", title: "What was found".to_owned(), blocks }
    }

    fn again(&self) -> Section {
        let mut blocks = Vec::new();
        let hashed = !self.run.run.is_empty();
        blocks.push(Block::Words(if hashed {
            "All tables were checked against their hashes before this report was made. The same version, seed and inputs \
             give the same bytes, on any machine and however the run is cut."
                .to_owned()
        } else {
            "This directory keeps no hashes: the table was checked to be complete, not to be unedited. The same version, \
             seed and inputs give the same bytes."
                .to_owned()
        }));
        blocks.push(Block::Commands(self.run.again.clone()));
        let words = |text: &str| page::Cell::Words(text.to_owned());
        let mut table = page::Table {
            head: ["table", "rows", "SHA-256"].map(str::to_owned).to_vec(),
            rows: Vec::new(),
            caption: if hashed {
                format!("The run: SHA-256 of manifest.json is {}.", self.run.run)
            } else {
                String::new()
            },
        };
        for listed in &self.run.tables {
            let hash = if listed.sha256.is_empty() { number::NOTHING } else { &listed.sha256 };
            table.rows.push(vec![words(&listed.file), page::Cell::Number(grouped(listed.rows)), words(hash)]);
        }
        blocks.push(Block::Table(table));
        Section { id: "again", title: "The same numbers again".to_owned(), blocks }
    }

    fn failures(&self) -> Option<Section> {
        if self.run.failures == 0 {
            return None;
        }
        let cell =
            |text: &str| page::Cell::Words(if text.is_empty() { "all".to_owned() } else { text.to_owned() });
        let rows = self.run.failed.iter().map(|failed| {
            vec![cell(&failed.point), cell(&failed.arm), cell(&failed.replication), cell(&failed.cause)]
        });
        let shown = self.run.failed.len() as u64;
        let table = page::Table {
            head: ["point", "structure", "replication", "cause"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
            caption: if shown < self.run.failures {
                format!("The first {shown} of {}; all are in failures.csv.", grouped(self.run.failures))
            } else {
                String::new()
            },
        };
        let words = format!(
            "What could not be run is in no figure of this report: {} of points or simulations.",
            counted(self.run.failures, "failure")
        );
        let blocks = vec![Block::Note(words), Block::Table(table)];
        Some(Section { id: "failed", title: "What failed".to_owned(), blocks })
    }
}

/// A name as words.
fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// The value below which the share `at` of sorted values lies.
fn quantile(sorted: &[f64], at: f64) -> f64 {
    let (Some(last), true) = (sorted.len().checked_sub(1), at.is_finite()) else { return f64::NAN };
    let place = (at * last as f64).clamp(0.0, last as f64);
    let (below, part) = (place.floor() as usize, place.fract());
    let above = (below + 1).min(last);
    sorted[below] + part * (sorted[above] - sorted[below])
}
