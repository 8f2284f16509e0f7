//! Which registered claims hold: each with effect, interval and verdict; and of a full run how robust they are and what
//! carries them.

use std::io;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use super::{Answer, Refused, Watch, planned};
use crate::evidence::claims::{
    Book, Counts, Full, Judgement, QUICK, Records, advance, base, gather, open, simulations,
};
use crate::experiment::Settings;
use crate::experiment::estimate::Work;
use crate::experiment::store::{Shard, merge};
use crate::output::tables::claims_page::FullRun;
use crate::output::tables::frame::Frame;
use crate::output::tables::{claims as told, claims_records};

/// The columns that hold words, also where nothing stands in them.
const WORDS: [&str; 4] = ["test", "rival", "verdict", "parameter"];

/// What is asked: the claims at the base firm alone.
#[derive(Debug, Clone)]
pub struct Reproduce {
    /// The claims.
    pub book: Arc<Book>,
    /// Simulated futures of the base firm.
    pub replications: u32,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
}

/// The answer.
#[derive(Debug)]
pub struct Reproduced {
    /// The claims.
    pub book: Arc<Book>,
    /// The verdicts at the base firm.
    pub judgements: Vec<Judgement>,
    /// What a full run says, where there was one.
    pub full: Option<FullRun>,
    replications: u32,
    what: String,
}

impl Reproduce {
    /// Simulates the base firm under all arms and settings that the claims need.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Reproduced, Refused> {
        let Self { book, replications, threads } = self;
        let settings =
            Settings { seed: book.plan.seed, replications: 1..replications + 1, threads: *threads };
        let each = simulations(book, &book.needed(true));
        let all = each as u64 * u64::from(*replications);
        watch.progress(0, all);
        let judgements = base(book, &settings, watch.cancelled(), |done| watch.progress(done, all))?;
        Ok(Reproduced {
            book: Arc::clone(book),
            judgements,
            full: None,
            replications: *replications,
            what: told::of_the_base_firm(each, *replications),
        })
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Simulated futures of the base firm.
    pub replications: Option<i64>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Reproduce::answer`].
pub fn ask(
    book: Arc<Book>,
    options: Options,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Reproduced, Refused> {
    let replications = replications(options.replications, QUICK)?;
    Reproduce { book, replications, threads }.answer(watch)
}

/// What is asked: the full run in a directory, which can be cut anywhere, whole or shard by shard.
#[derive(Debug, Clone)]
pub struct Fully {
    /// The claims.
    pub book: Arc<Book>,
    /// How much is simulated.
    pub counts: Counts,
    /// The directory: a new one, or one in which this very run was begun.
    pub dir: PathBuf,
    /// Which part of it.
    pub shard: Shard,
    /// The directories of shards that are put together into it first.
    pub merged: Vec<PathBuf>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
}

/// A full run whose directory is open; nothing was simulated yet.
#[derive(Debug)]
pub struct Begun<'a> {
    asked: &'a Fully,
    run: Full,
}

/// How much of a full run is simulated, where a face has unchecked numbers: of the base firm (else the usual), draws, futures of each, and
/// futures without each mechanism.
///
/// # Errors
/// [`Refused::Usage`] with the range of the number that is wrong.
pub fn counts(
    base: Option<i64>,
    draws: i64,
    draw_replications: i64,
    ablation_replications: i64,
) -> Result<Counts, Refused> {
    let within = |name: &str, number: i64, range: RangeInclusive<i64>| match u32::try_from(number) {
        Ok(count) if range.contains(&number) => Ok(count),
        _ => {
            let (low, high) = (range.start(), range.end());
            let words = format!("{name} cannot be {number}: expected a whole number from {low} to {high}");
            Err(Refused::Usage(words))
        }
    };
    Ok(Counts {
        base: replications(base, Counts::default().base)?,
        draws: within("draws", draws, Counts::DRAWS)?,
        draw: within("draw_replications", draw_replications, Counts::OF_A_DRAW)?,
        ablation: within("ablation_replications", ablation_replications, Counts::OF_AN_ABLATION)?,
    })
}

/// A number of replications, or the usual one.
fn replications(number: Option<i64>, usual: u32) -> Result<u32, Refused> {
    let number = number.map(|number| planned("replications", number)).transpose()?;
    Ok(number.map_or(usual, |number| u32::try_from(number).unwrap_or(u32::MAX)))
}

impl Fully {
    /// Opens the directory, and puts together what is to be.
    ///
    /// # Errors
    /// [`Refused`] where a directory holds another run, or cannot be read or written.
    pub fn begin(&self) -> Result<Begun<'_>, Refused> {
        if !self.merged.is_empty() {
            merge(&self.dir, &self.merged)?;
        }
        Ok(Begun { asked: self, run: open(&self.book, self.counts, &self.dir)? })
    }
}

impl Begun<'_> {
    /// Whether all of it is done.
    pub fn is_finished(&self) -> bool {
        self.run.store.is_finished()
    }

    /// The work that it is; of what was done of it nothing is taken off.
    pub fn work(&self) -> Option<Work> {
        let Fully { book, counts, shard, .. } = self.asked;
        let off = book.mechanisms.iter().filter(|mechanism| !mechanism.off.is_empty()).count() as f64;
        let futures = f64::from(counts.base)
            + off * f64::from(counts.ablation)
            + f64::from(counts.draws) * f64::from(counts.draw);
        // Chunk by chunk, results go to disk.
        work(book, futures / shard.of() as f64).map(|work| Work { held: 0.0, ..work })
    }

    /// Goes on with it; nothing while shards are missing. What is done when it is called off stays.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off, or the directory cannot be read or written.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Option<Reproduced>, Refused> {
        let Self { asked: Fully { book, counts, shard, threads, .. }, run } = self;
        if self.is_finished() {
            watch.progress(1, 1);
        }
        let progress = |done, all| watch.progress(done, all);
        if !advance(book, run, *shard, *threads, watch.cancelled(), progress)? {
            return Ok(None);
        }
        let records = gather(book, run)?;
        Ok(Some(Reproduced::of_a_full_run(Arc::clone(book), *counts, &records)))
    }
}

/// The work of so many futures of all that the claims compare.
pub fn work(book: &Book, futures: f64) -> Option<Work> {
    Work::of(book.cells.iter().map(|cell| &cell.scenario), futures)
}

impl Reproduced {
    /// What the records of a finished full run say.
    fn of_a_full_run(book: Arc<Book>, counts: Counts, records: &Records) -> Self {
        let report = FullRun::of(&book, counts, records);
        Self {
            judgements: report.whole.clone(),
            full: Some(report),
            replications: counts.base,
            what: told::of_a_full_run(counts),
            book,
        }
    }
}

impl Answer for Reproduced {
    fn verdict(&self) -> String {
        told::headline(&self.book, &self.judgements, &self.what)
    }

    fn text(&self, width: usize) -> String {
        let mut text = told::whole(&self.book, &self.judgements, self.replications, &self.what, width);
        if let Some(report) = &self.full {
            text.push('\n');
            text.push_str(&report.text(width));
        }
        text
    }

    fn json(&self) -> serde_json::Result<String> {
        claims_records::json(&self.book, &self.judgements, self.replications, self.full.as_ref())
    }

    fn csv(&self, to: &mut dyn io::Write) -> io::Result<()> {
        claims_records::csv(&self.book, &self.judgements, to)
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        let mut tables = vec![
            ("claims", claims_records::claims(&self.book, &self.judgements)),
            ("effects", claims_records::effects(&self.book, &self.judgements)),
        ];
        if let Some(report) = &self.full {
            tables.extend([
                ("robustness", report.robustness()),
                ("deciding", report.deciding_parameters()),
                ("ablations", report.fates()),
            ]);
        }
        tables.into_iter().map(|(name, records)| (name, Frame::of(&records, &WORDS))).collect()
    }
}
