//! Which registered claims hold: each with effect, interval and verdict; and of a full run how robust they are and what
//! carries them.

use std::io;
use std::sync::Arc;

use serde::Deserialize;

use super::{Answer, Refused, Watch, planned};
use crate::evidence::claims::{Book, Counts, Judgement, QUICK, Records, base, simulations};
use crate::experiment::Settings;
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
    let number = options.replications.map(|number| planned("replications", number)).transpose()?;
    let replications = number.map_or(QUICK, |number| u32::try_from(number).unwrap_or(u32::MAX));
    Reproduce { book, replications, threads }.answer(watch)
}

impl Reproduced {
    /// What the records of a finished full run say.
    pub fn of_a_full_run(book: Arc<Book>, counts: Counts, records: &Records) -> Self {
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
