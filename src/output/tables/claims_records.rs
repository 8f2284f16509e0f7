//! Claims and their verdicts for machines: as tables, as CSV and as one JSON object.

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::claims::unit;
use super::claims_page::FullRun;
use super::records::{Ordered, Records, number};
use crate::evidence::Share;
use crate::evidence::claims::{Ablation, Book, Counts, Fate, Judgement, Verdict, fate, label};

#[derive(Serialize)]
struct Row<'a> {
    claim: &'a str,
    test: &'a str,
    rival: Option<&'a str>,
    quantity: String,
    unit: String,
    n: usize,
    effect: f64,
    ci_low: f64,
    ci_high: f64,
    above: Option<f64>,
    below: Option<f64>,
    judged: bool,
    verdict: Option<&'static str>,
}

fn rows<'a>(book: &'a Book, judgements: &'a [Judgement]) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for (claim, judgement) in book.claims.iter().zip(judgements) {
        for (test, found) in claim.tests.iter().zip(&judgement.tests) {
            rows.extend(found.parts.iter().map(|part| Row {
                claim: &claim.id,
                test: &test.name,
                rival: part.rival.as_deref(),
                quantity: label(test.quantity),
                unit: unit(test),
                n: part.n,
                effect: part.mean,
                ci_low: part.interval[0],
                ci_high: part.interval[1],
                above: test.threshold.filter(|t| t.above).map(|t| t.value),
                below: test.threshold.filter(|t| !t.above).map(|t| t.value),
                judged: test.judged,
                verdict: part.verdict.map(Verdict::words),
            }));
        }
    }
    rows
}

/// One row per claim.
pub fn claims(book: &Book, judgements: &[Judgement]) -> Records {
    let mut records = Records::new(&[
        ("claim", "its id"),
        ("statement", "the claim in words"),
        ("source", "who claims it"),
        ("verdict", "supported, weaker than claimed, no effect, reversed, too close to call or no verdict"),
    ]);
    for (claim, judgement) in book.claims.iter().zip(judgements) {
        let words = [&claim.id, &claim.statement, &claim.source].map(|words| json!(words));
        records.rows.push(words.into_iter().chain([json!(judgement.verdict.words())]).collect());
    }
    records
}

/// One row per comparison.
pub fn effects(book: &Book, judgements: &[Judgement]) -> Records {
    let mut records = Records::new(&[
        ("claim", "the claim's id"),
        ("test", "the test's name"),
        ("rival", "the rival that is subtracted; empty where the test has none"),
        ("quantity", "the outcome or series that is measured"),
        ("unit", "the unit of effect and threshold"),
        ("n", "in how many replications it could be measured"),
        ("effect", "mean effect over the replications"),
        ("ci_low", "lower end of its 95 % interval"),
        ("ci_high", "upper end of the interval"),
        ("above", "the claim asks for an effect above this"),
        ("below", "the claim asks for an effect below this"),
        ("judged", "whether the claim's verdict depends on it"),
        ("verdict", "the verdict of this comparison; empty where it is told and not judged"),
    ]);
    for row in rows(book, judgements) {
        let [effect, low, high] = [row.effect, row.ci_low, row.ci_high].map(number);
        records.rows.push(vec![
            json!(row.claim),
            json!(row.test),
            json!(row.rival),
            json!(row.quantity),
            json!(row.unit),
            json!(row.n),
            effect,
            low,
            high,
            json!(row.above),
            json!(row.below),
            json!(row.judged),
            json!(row.verdict),
        ]);
    }
    records
}

/// Every comparison as a row.
///
/// # Errors
/// What kept the rows from being written.
pub fn csv(book: &Book, judgements: &[Judgement], out: impl io::Write) -> io::Result<()> {
    effects(book, judgements).csv(out)
}

#[derive(Serialize)]
struct ClaimObject<'a> {
    id: &'a str,
    statement: &'a str,
    source: &'a str,
    verdict: &'static str,
    tests: Vec<Row<'a>>,
}

/// What only a full run says.
#[derive(Serialize)]
struct Beyond {
    draws: u32,
    draw_replications: u32,
    ablation_replications: u32,
    robustness: Ordered,
    deciding: Ordered,
    ablations: Ordered,
}

#[derive(Serialize)]
struct Object<'a> {
    version: &'static str,
    claims_of: &'a str,
    seed: u64,
    replications: u32,
    claims: Vec<ClaimObject<'a>>,
    #[serde(flatten)]
    beyond: Option<Beyond>,
}

/// All verdicts as one JSON object; of a full run, with what draws and ablations say.
///
/// # Errors
/// Numbers and text cannot fail to be written; the error is serde's.
pub fn json(
    book: &Book,
    judgements: &[Judgement],
    replications: u32,
    full: Option<&FullRun>,
) -> Result<String, serde_json::Error> {
    let mut all = rows(book, judgements);
    let claims = book.claims.iter().zip(judgements).map(|(claim, judgement)| {
        let (own, rest) = all.drain(..).partition(|row| row.claim == claim.id);
        all = rest;
        ClaimObject {
            id: &claim.id,
            statement: &claim.statement,
            source: &claim.source,
            verdict: judgement.verdict.words(),
            tests: own,
        }
    });
    let claims = claims.collect();
    let beyond = full.map(|report| {
        let Counts { ablation, draws, draw, .. } = report.counts;
        Beyond {
            draws,
            draw_replications: draw,
            ablation_replications: ablation,
            robustness: Ordered(report.robustness()),
            deciding: Ordered(report.deciding_parameters()),
            ablations: Ordered(report.fates()),
        }
    });
    let (version, seed) = (env!("CARGO_PKG_VERSION"), book.plan.seed);
    let object = Object { version, claims_of: &book.name, seed, replications, claims, beyond };
    Ok(serde_json::to_string_pretty(&object)? + "\n")
}

impl FullRun {
    /// In which share of the draws each claim holds (a row without a test), and each of its judged tests.
    pub fn robustness(&self) -> Records {
        let mut records = Records::new(&[
            ("claim", "the claim's id"),
            ("test", "the judged test; empty in the row of the claim, which holds where all of them do"),
            ("draws", "in how many draws it could be measured"),
            ("share", "share of these in which the mean effect lies beyond the threshold"),
            ("ci_low", "lower end of its 95 % interval, after Wilson"),
            ("ci_high", "upper end of the interval"),
            (
                "reliability",
                "of the claim's margin over the draws: near 1 its spread is the parameters', near 0 it is chance",
            ),
            ("chance", "the rank correlation with the margin that the strongest parameter reaches by chance"),
        ]);
        let share = |share: Share| {
            [json!(share.n)].into_iter().chain([share.share, share.low, share.high].map(number))
        };
        for (claim, robust) in self.book.claims.iter().zip(&self.robust) {
            let mut row = vec![json!(claim.id), Value::Null];
            row.extend(share(robust.holds).chain([robust.reliability, robust.chance].map(number)));
            records.rows.push(row);
            for test in &robust.tests {
                let mut row = vec![json!(claim.id), json!(claim.tests[test.test].name)];
                row.extend(share(test.holds).chain([Value::Null, Value::Null]));
                records.rows.push(row);
            }
        }
        records
    }

    /// The parameters that decide each claim, strongest first.
    pub fn deciding_parameters(&self) -> Records {
        let mut records = Records::new(&[
            ("claim", "the claim's id"),
            ("parameter", "a parameter that decides it, beyond what chance reaches"),
            (
                "correlation",
                "its rank correlation with the claim's margin over the draws; above 0 where more of it favours the claim",
            ),
        ]);
        for (claim, robust) in self.book.claims.iter().zip(&self.robust) {
            records.rows.extend(robust.deciding.iter().map(|influence| {
                let parameter = &self.factors[influence.factor];
                vec![json!(claim.id), json!(parameter), number(influence.correlation)]
            }));
        }
        records
    }

    /// What becomes of each claim without each mechanism.
    pub fn fates(&self) -> Records {
        ablations(&self.book, &self.matched, &self.ablations)
    }
}

/// One row per claim and mechanism without which it was judged anew.
pub fn ablations(book: &Book, whole: &[Judgement], ablations: &[Ablation]) -> Records {
    let mut records = Records::new(&[
        ("mechanism", "what is switched off"),
        ("claim", "the claim's id"),
        ("whole", "its verdict in the whole model, on the same replications"),
        ("without", "its verdict without the mechanism"),
        ("fate", "same, dies, born or unknown"),
    ]);
    for ablation in ablations {
        for ((claim, whole), without) in book.claims.iter().zip(whole).zip(&ablation.claims) {
            let fate = match fate(whole.verdict, without.verdict) {
                Fate::Same => "same",
                Fate::Dies => "dies",
                Fate::Born => "born",
                Fate::Unknown => "unknown",
            };
            let mechanism = &book.mechanisms[ablation.mechanism].name;
            let verdicts = [whole.verdict.words(), without.verdict.words(), fate].map(|words| json!(words));
            records.rows.push([json!(mechanism), json!(claim.id)].into_iter().chain(verdicts).collect());
        }
    }
    records
}

/// One row per mechanism and claim.
///
/// # Errors
/// What kept the rows from being written.
pub fn ablations_csv(
    book: &Book,
    whole: &[Judgement],
    ablations: &[Ablation],
    out: impl io::Write,
) -> io::Result<()> {
    self::ablations(book, whole, ablations).csv(out)
}

/// The same as a JSON list.
///
/// # Errors
/// Text cannot fail to be written; the error is serde's.
pub fn ablations_json(
    book: &Book,
    whole: &[Judgement],
    ablations: &[Ablation],
) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&Ordered(self::ablations(book, whole, ablations)))? + "\n")
}
