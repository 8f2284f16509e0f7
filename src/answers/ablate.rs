//! Which claims die, and which are born, when a mechanism of the model is switched off.

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use super::{Answer, Refused, Watch, lines};
use crate::evidence::claims::{
    Ablation, Book, Judgement, ParameterValue, Variation, judge, run, simulations,
};
use crate::experiment::Settings;
use crate::output::tables::frame::Frame;
use crate::output::tables::{claims as told, claims_records};
use crate::output::words::number;
use crate::scenario::numbers::counted;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Ablate {
    /// The claims, and the mechanisms that can be switched off.
    pub book: Arc<Book>,
    /// Simulated futures of each firm.
    pub replications: u32,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
    /// The mechanisms to switch off, one after the other.
    mechanisms: Vec<usize>,
    /// Whether these are all that there are.
    all: bool,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Ablated {
    /// What was asked.
    pub asked: Ablate,
    /// The verdicts in the whole model.
    pub whole: Vec<Judgement>,
    /// The verdicts without each mechanism.
    pub ablations: Vec<Ablation>,
}

/// The mechanisms of these names, else all that can be switched off, by position in the book.
///
/// # Errors
/// [`Refused::Usage`] where there is no such mechanism, or it cannot be switched off.
pub fn chosen(book: &Book, names: Option<&[String]>) -> Result<Vec<usize>, Refused> {
    let refused = |words: String| Err(Refused::Usage(words));
    let can = |at: &usize| !book.mechanisms[*at].off.is_empty();
    let possible: Vec<usize> = (0..book.mechanisms.len()).filter(can).collect();
    let mut mechanisms = Vec::new();
    for name in names.unwrap_or_default() {
        match book.mechanisms.iter().position(|mechanism| mechanism.name == name.trim()) {
            Some(at) if can(&at) => mechanisms.push(at),
            Some(at) => {
                let left = &book.mechanisms[at].left;
                return refused(format!("'{name}' cannot be switched off: {left}"));
            }
            None => {
                let all: Vec<&str> = possible.iter().map(|&at| book.mechanisms[at].name.as_str()).collect();
                return refused(format!("there is no mechanism '{name}'; there are {}", all.join(", ")));
            }
        }
    }
    if names.is_none() {
        mechanisms = possible;
    }
    if mechanisms.is_empty() {
        return refused("the claim file names no mechanism that can be switched off".to_owned());
    }
    Ok(mechanisms)
}

impl Ablate {
    /// The question about the mechanisms of these names, else about all that can be switched off.
    ///
    /// # Errors
    /// [`Refused::Usage`] where there is no such mechanism, or it cannot be switched off.
    pub fn of(
        book: Arc<Book>,
        names: Option<&[String]>,
        replications: u32,
        threads: usize,
    ) -> Result<Self, Refused> {
        let mechanisms = chosen(&book, names)?;
        Ok(Self { book, replications, threads, mechanisms, all: names.is_none() })
    }

    /// Simulates the whole model and the model without each mechanism, through the same replications.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Ablated, Refused> {
        let Self { book, replications, threads, mechanisms, .. } = self;
        let settings =
            Settings { seed: book.plan.seed, replications: 1..replications + 1, threads: *threads };
        let slots = book.needed(false);
        let each = simulations(book, &slots) as u64 * u64::from(*replications);
        let all = each * (mechanisms.len() as u64 + 1);
        let judged = |imposed: &[ParameterValue], before: u64| -> Result<Vec<Judgement>, Refused> {
            let variation = Variation { drawn: &[], imposed };
            let progress = |done| watch.progress(before + done, all);
            let sample = run(book, &slots, variation, &settings, watch.cancelled(), progress)?;
            Ok(book.claims.iter().map(|claim| judge(book, claim, &sample)).collect())
        };
        watch.progress(0, all);
        let whole = judged(&[], 0)?;
        let mut ablations = Vec::new();
        for (done, &mechanism) in mechanisms.iter().enumerate() {
            let claims = judged(&book.mechanisms[mechanism].off, each * (done as u64 + 1))?;
            ablations.push(Ablation { mechanism, claims });
        }
        Ok(Ablated { asked: self.clone(), whole, ablations })
    }
}

impl Answer for Ablated {
    fn verdict(&self) -> String {
        let Ablate { book, replications, .. } = &self.asked;
        format!(
            "{}: {}, seed {}. In the whole model: {}.",
            book.name,
            counted(*replications, "replication"),
            book.plan.seed,
            told::count(&self.whole)
        )
    }

    fn text(&self, width: usize) -> String {
        let book = &self.asked.book;
        let mut out = format!("{}\n\n", number::wrapped(&self.verdict(), width, ""));
        lines(&mut out, &told::ablations(book, &self.whole, &self.ablations, width));
        let missing = told::missing(book, width);
        if self.asked.all && !missing.is_empty() {
            let _ = writeln!(out, "Not switched off:\n{missing}");
        }
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        claims_records::ablations_json(&self.asked.book, &self.whole, &self.ablations)
    }

    fn csv(&self, to: &mut dyn io::Write) -> io::Result<()> {
        claims_records::ablations_csv(&self.asked.book, &self.whole, &self.ablations, to)
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        let records = claims_records::ablations(&self.asked.book, &self.whole, &self.ablations);
        vec![("ablations", Frame::of(&records, &[]))]
    }
}
