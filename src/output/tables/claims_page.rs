//! The page of a full run of claims, as Markdown: every claim with effect, threshold, verdict, the share of draws in which
//! it holds, the parameters that decide it and the mechanisms that carry it.

use std::fmt::Write as _;
use std::sync::Arc;

use super::claims::{effect, threshold, too_few_ablations};
use crate::evidence::Share;
use crate::evidence::claims::{
    Ablation, Book, Counts, FEWEST, Fate, Judgement, Records, Robustness, Verdict, carriers, fate, judge,
    label, robustness,
};
use crate::output::words::number::{NOTHING, percent};

/// Parameters named in a row of the table; the sections name more.
const NAMED: usize = 3;

/// All that a full run says, worked out.
#[derive(Debug)]
pub struct FullRun {
    pub(super) book: Arc<Book>,
    pub(super) counts: Counts,
    pub(super) factors: Vec<String>,
    /// The base firm's verdicts.
    pub whole: Vec<Judgement>,
    /// The base firm's verdicts on the replications that the ablations have.
    pub(super) matched: Vec<Judgement>,
    pub(super) ablations: Vec<Ablation>,
    pub(super) robust: Vec<Robustness>,
}

impl FullRun {
    /// Works out what a run says.
    pub fn of(book: &Arc<Book>, counts: Counts, records: &Records) -> Self {
        let judged = |sample: &_| book.claims.iter().map(|claim| judge(book, claim, sample)).collect();
        let first = |values: &Vec<f64>| values.iter().copied().take(counts.ablation as usize).collect();
        let matched: Vec<Vec<f64>> = records.base.iter().map(first).collect();
        let off =
            book.mechanisms.iter().enumerate().filter(|(_, m)| !m.off.is_empty() && counts.ablation > 0);
        let ablations =
            off.map(|(mechanism, _)| Ablation { mechanism, claims: judged(&records.mechanisms[mechanism]) });
        let robust = book.claims.iter().filter(|_| counts.draws > 0);
        Self {
            whole: judged(&records.base),
            matched: judged(&matched),
            ablations: ablations.collect(),
            robust: robust
                .map(|claim| robustness(book, claim, &records.draws, &records.units, book.plan.seed))
                .collect(),
            book: Arc::clone(book),
            counts,
            factors: records.factors.clone(),
        }
    }

    fn deciding(&self, claim: usize, most: usize) -> String {
        let Some(robust) = self.robust.get(claim) else { return NOTHING.to_owned() };
        let named = robust.deciding.iter().take(most).map(|influence| {
            let size = format!("{:.2}", influence.correlation.abs());
            // What rounds to nothing has no sign.
            let sign = match (size.as_str(), influence.correlation > 0.0) {
                ("0.00", _) => "",
                (_, true) => "+",
                (_, false) => "−",
            };
            format!("`{}` {sign}{size}", self.factors[influence.factor])
        });
        let mut named: Vec<String> = named.collect();
        if robust.deciding.len() > most {
            named.push(format!("and {} more", robust.deciding.len() - most));
        }
        if named.is_empty() { "none beyond chance".to_owned() } else { named.join(", ") }
    }

    fn carried(&self, claim: usize) -> String {
        if self.ablations.is_empty() || self.matched[claim].verdict != Verdict::Supported {
            return NOTHING.to_owned();
        }
        let carriers = carriers(&self.book, &self.matched, &self.ablations);
        let names: Vec<&str> =
            carriers[claim].iter().map(|&at| self.book.mechanisms[at].name.as_str()).collect();
        if names.is_empty() { "no single mechanism".to_owned() } else { names.join(", ") }
    }

    fn share(&self, claim: usize) -> String {
        self.robust.get(claim).map_or_else(|| NOTHING.to_owned(), |robust| interval(robust.holds))
    }

    /// The page. `date` says when the run was made, and `command` by which command.
    pub fn page(&self, date: &str, command: &str) -> String {
        let mut out = String::new();
        self.head(&mut out, date, command);
        self.table(&mut out);
        for claim in 0..self.book.claims.len() {
            self.section(&mut out, claim);
        }
        self.mechanisms(&mut out);
        out
    }

    /// The claims' robustness and carriers as a person reads them on a screen.
    pub fn text(&self, width: usize) -> String {
        let heads = ["", "verdict", "share of draws", "deciding parameters", "carried by"];
        let mut rows = vec![heads.map(str::to_owned).to_vec()];
        for (at, claim) in self.book.claims.iter().enumerate() {
            let verdict = self.whole[at].verdict.words().to_owned();
            let deciding = self.deciding(at, NAMED).replace('`', "");
            rows.push(vec![claim.id.clone(), verdict, self.share(at), deciding, self.carried(at)]);
        }
        super::table::words(&rows, width) + "\n"
    }

    fn head(&self, out: &mut String, date: &str, command: &str) {
        let Counts { base, ablation, draws, draw } = self.counts;
        let (version, seed) = (env!("CARGO_PKG_VERSION"), self.book.plan.seed);
        let _ = writeln!(
            out,
            "# The claims, tested\n\n<!-- Written by `{command}`. Do not edit. -->\n\n{}\n\nOf {} claims at the base firm: \
             {}.\n\n\
             | what | |\n|---|---|\n| version | {version} |\n| seed | {seed} |\n| date | {date} |\n\
             | command | `{command}` |\n| base firm | {base} replications |\n| each ablation | {ablation} \
             replications |\n| draws of the parameters | {draws}, Latin hypercube, {draw} replications each |\n",
            self.book.about,
            self.book.claims.len(),
            super::claims::count(&self.whole),
        );
        let _ = writeln!(
            out,
            "How to read this page, and what it does not show: [Testing claims](../guide/claims.md). The *share of \
             draws* is that in which every judged test of the claim holds on average, with its 95 % interval; \
             *deciding parameters* are those whose rank correlation with the claim's margin over the draws exceeds \
             what chance reaches, + where more of the parameter favours the claim; a mechanism *carries* a claim that \
             is supported with it and not without it, on the same replications.\n"
        );
    }

    fn table(&self, out: &mut String) {
        out.push_str("| | claim | source | verdict | share of draws | deciding parameters | carried by |\n");
        out.push_str("|---|---|---|---|---|---|---|\n");
        for (at, claim) in self.book.claims.iter().enumerate() {
            let _ = writeln!(
                out,
                "| {} | {} | {} | **{}** | {} | {} | {} |",
                claim.id,
                claim.statement,
                claim.source,
                self.whole[at].verdict.words(),
                self.share(at),
                self.deciding(at, NAMED),
                self.carried(at),
            );
        }
        out.push('\n');
    }

    fn section(&self, out: &mut String, at: usize) {
        let (claim, judgement) = (&self.book.claims[at], &self.whole[at]);
        let _ = writeln!(out, "## {}: {}\n", claim.id, judgement.verdict.words());
        let _ = writeln!(out, "{} *Source: {}.*\n", claim.statement, claim.source);
        if !claim.note.is_empty() {
            let _ = writeln!(out, "How it was made testable: {}\n", claim.note);
        }
        out.push_str(
            "| test | against | effect | threshold | verdict | share of draws |\n|---|---|---|---|---|---|\n",
        );
        for (number, (test, found)) in claim.tests.iter().zip(&judgement.tests).enumerate() {
            let share = self.robust.get(at).and_then(|r| r.tests.iter().find(|share| share.test == number));
            for (line, part) in found.parts.iter().enumerate() {
                let share =
                    share.filter(|_| line == 0).map_or_else(String::new, |share| interval(share.holds));
                let threshold = match test.judged {
                    true => threshold(test),
                    false => format!("{}; told, not judged", super::claims::unit(test)),
                };
                let _ = writeln!(
                    out,
                    "| {} | {} | {} | {} | {} | {} |",
                    if line == 0 {
                        format!("{} (`{}`)", test.about, label(test.quantity))
                    } else {
                        String::new()
                    },
                    part.rival.as_deref().unwrap_or_default(),
                    effect(part),
                    threshold,
                    part.verdict.map_or(NOTHING, Verdict::words),
                    share,
                );
            }
        }
        out.push('\n');
        if let Some(robust) = self.robust.get(at) {
            let _ = writeln!(
                out,
                "Deciding parameters (beyond a rank correlation of {:.2}): {}. Reliability of the margin over the \
                 draws: {}.\n",
                robust.chance,
                self.deciding(at, 8),
                if robust.reliability.is_finite() {
                    format!("{:.2}", robust.reliability)
                } else {
                    NOTHING.to_owned()
                },
            );
        }
        if !claim.belief.is_empty() {
            let _ = writeln!(out, "What we believe: {}\n", claim.belief);
        }
    }

    fn mechanisms(&self, out: &mut String) {
        if self.ablations.is_empty() {
            return;
        }
        if (self.counts.ablation as usize) < FEWEST {
            let _ =
                writeln!(out, "## Without each mechanism\n\n{}\n", too_few_ablations(self.counts.ablation));
            return;
        }
        let _ = writeln!(
            out,
            "## Without each mechanism\n\nOn {} replications the whole model supports: {}.\n",
            self.counts.ablation,
            listed(
                self.book
                    .claims
                    .iter()
                    .zip(&self.matched)
                    .filter(|(_, judgement)| judgement.verdict == Verdict::Supported)
                    .map(|(claim, _)| claim.id.clone())
            ),
        );
        out.push_str("| switched off | what it is | dies | is born | what the switch leaves |\n|---|---|---|---|---|\n");
        for ablation in &self.ablations {
            let of = |wanted: Fate| {
                let fates = self.matched.iter().zip(&ablation.claims).zip(&self.book.claims);
                let fates =
                    fates.filter(|((whole, without), _)| fate(whole.verdict, without.verdict) == wanted);
                listed(fates.map(|((_, without), claim)| match wanted {
                    Fate::Dies => format!("{} ({})", claim.id, without.verdict.words()),
                    _ => claim.id.clone(),
                }))
            };
            let mechanism = &self.book.mechanisms[ablation.mechanism];
            let left = if mechanism.left.is_empty() { NOTHING } else { &mechanism.left };
            let (dies, born) = (of(Fate::Dies), of(Fate::Born));
            let _ = writeln!(out, "| {} | {} | {dies} | {born} | {left} |", mechanism.name, mechanism.about);
        }
        out.push('\n');
        for mechanism in self.book.mechanisms.iter().filter(|mechanism| mechanism.off.is_empty()) {
            let _ = writeln!(out, "- {} ({}): {}", mechanism.name, mechanism.about, mechanism.left);
        }
    }
}

fn interval(share: Share) -> String {
    if share.n == 0 {
        return NOTHING.to_owned();
    }
    format!("{} [{}, {}]", percent(share.share), percent(share.low), percent(share.high))
}

fn listed(words: impl Iterator<Item = String>) -> String {
    let words: Vec<String> = words.collect();
    if words.is_empty() { NOTHING.to_owned() } else { words.join(", ") }
}
