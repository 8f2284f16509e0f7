//! Which values of the parameters that no source gives make firms look most like ordinary firms.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{Answer, Refused, Watch, lines, settings};
use crate::evidence::patterns::{Collected, PATTERNS};
use crate::evidence::search::{Candidate, Score, Tried, as_it_is, candidates, ranked, searched, with};
use crate::experiment::run_arms;
use crate::output::tables::frame::Frame;
use crate::output::tables::records::{Records, number as figure};
use crate::output::tables::table;
use crate::output::words::list::listed;
use crate::output::words::number;
use crate::scenario::Study;
use crate::scenario::numbers::counted;
use serde_json::json;

/// Candidates that are told in words.
const TOLD: usize = 8;
/// Parameters that are told in words, of those that the best candidate moves.
const MOVED: usize = 12;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Search {
    /// The firms, each under its own ways of working and with its own plan and seed.
    pub firms: Vec<Arc<Study>>,
    /// Candidates of each round.
    pub candidates: u32,
    /// Rounds, each in a box half as wide about the best so far.
    pub rounds: u32,
    /// What the candidates are drawn from.
    pub seed: u64,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Searched {
    /// What was asked.
    pub asked: Search,
    /// Every candidate, in the order in which they were tried; the first is the model as it is.
    pub tried: Vec<Tried>,
}

impl Search {
    /// Simulates every candidate at every firm.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Searched, Refused> {
        let size = |study: &Arc<Study>| study.arms.len() as u64 * u64::from(study.base.plan.replications);
        let each: u64 = self.firms.iter().map(size).sum();
        let all = each * (u64::from(self.candidates) * u64::from(self.rounds) + 1);
        let mut before = 0;
        watch.progress(0, all);
        let mut score = |values: &Candidate| -> Result<Vec<Score>, Refused> {
            let mut scores = Vec::new();
            for study in &self.firms {
                let scenarios: Vec<_> = study.arms.iter().map(|arm| with(&arm.scenario, values)).collect();
                let arms: Vec<_> =
                    study.arms.iter().zip(&scenarios).map(|(arm, firm)| (arm.name.as_str(), firm)).collect();
                let mut collected = Collected::new(arms.len());
                run_arms(
                    &arms,
                    &settings(study, self.threads),
                    watch.cancelled(),
                    |done| watch.progress(before + done, all),
                    |_, arm, result| {
                        collected.add(arm, result);
                        Ok(())
                    },
                )?;
                before += size(study);
                scores.push(Score::of(&collected.shown(&study.base)));
            }
            Ok(scores)
        };
        let first = as_it_is();
        let mut tried = vec![Tried { round: 0, scores: score(&first)?, values: first }];
        for round in 0..self.rounds {
            let best = ranked(&tried)[0];
            for values in candidates(round, self.candidates, &tried[best].values.clone(), self.seed) {
                tried.push(Tried { round, scores: score(&values)?, values });
            }
        }
        Ok(Searched { asked: self.clone(), tried })
    }
}

impl Searched {
    fn most(&self) -> usize {
        PATTERNS.len() * self.asked.firms.len()
    }

    /// One row per candidate.
    fn records(&self) -> Records {
        let firms: Vec<String> = self.asked.firms.iter().map(|firm| format!("met_{}", firm.name)).collect();
        let keys: Vec<String> = searched().iter().map(|(declared, _)| declared.key()).collect();
        let mut columns = vec![
            ("candidate", "in the order in which they were tried; 0 is the model as it is"),
            ("round", "in which it was tried"),
            ("rank", "1 for the best"),
            ("met", "patterns met, over all firms"),
            ("distance", "of those that are not, in widths of their ranges, over all firms"),
        ];
        columns.extend(firms.iter().map(|name| (name.as_str(), "patterns met at this firm")));
        columns.extend(keys.iter().map(|key| (key.as_str(), "value that was tried")));
        let mut records = Records::new(&columns);
        let order = ranked(&self.tried);
        for (number, tried) in self.tried.iter().enumerate() {
            let rank = order.iter().position(|&at| at == number).map_or(0, |at| at + 1);
            let mut row = vec![json!(number), json!(tried.round), json!(rank), json!(tried.met())];
            row.push(figure(tried.distance()));
            row.extend(tried.scores.iter().map(|score| json!(score.count())));
            row.extend(tried.values.iter().copied().map(figure));
            records.rows.push(row);
        }
        records
    }

    /// The candidates that fared best, and the model as it is.
    fn best(&self, width: usize) -> String {
        let mut rows = vec![vec!["candidate".to_owned(), "met".to_owned(), "distance".to_owned()]];
        rows[0].extend(self.asked.firms.iter().map(|firm| firm.name.clone()));
        let order = ranked(&self.tried);
        let own = order.iter().position(|&at| at == 0).unwrap_or(0);
        for &at in order.iter().take(TOLD).chain(order.get(own).filter(|_| own >= TOLD)) {
            let tried = &self.tried[at];
            let name = if at == 0 { "as it is".to_owned() } else { at.to_string() };
            let mut row = vec![name, tried.met().to_string(), format!("{:.2}", tried.distance())];
            row.extend(tried.scores.iter().map(|score| score.count().to_string()));
            rows.push(row);
        }
        table::words(&rows, width)
    }

    /// At how many of a hundred candidates each pattern is met, firm by firm.
    fn reach(&self, width: usize) -> String {
        let mut rows = vec![vec!["pattern met, % of candidates".to_owned()]];
        rows[0].extend(self.asked.firms.iter().map(|firm| firm.name.clone()));
        for (at, pattern) in PATTERNS.iter().enumerate() {
            let mut row = vec![pattern.name.to_owned()];
            row.extend((0..self.asked.firms.len()).map(|firm| {
                let met = self.tried.iter().filter(|tried| tried.scores[firm].met[at]).count();
                (100 * met / self.tried.len().max(1)).to_string()
            }));
            rows.push(row);
        }
        table::words(&rows, width)
    }

    /// Where the best candidate differs most from the model as it is, in widths of the plausible range.
    fn moved(&self, width: usize) -> String {
        let best = &self.tried[ranked(&self.tried)[0]];
        let mut moved: Vec<(f64, Vec<String>)> = searched()
            .iter()
            .zip(self.tried[0].values.iter().zip(&best.values))
            .map(|((declared, [low, high]), (own, value))| {
                let row =
                    [declared.key(), format!("{own:.4}"), format!("{value:.4}"), format!("{low} to {high}")];
                ((value - own).abs() / (high - low), row.to_vec())
            })
            .filter(|(way, _)| *way > 0.0)
            .collect();
        moved.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut rows =
            vec![["parameter", "as it is", "best candidate", "plausible"].map(str::to_owned).to_vec()];
        rows.extend(moved.into_iter().take(MOVED).map(|(_, row)| row));
        table::words(&rows, width)
    }
}

impl Answer for Searched {
    fn verdict(&self) -> String {
        let order = ranked(&self.tried);
        let (best, own) = (&self.tried[order[0]], &self.tried[0]);
        let firms: Vec<&str> = self.asked.firms.iter().map(|firm| firm.name.as_str()).collect();
        format!(
            "Of {} candidates, the best meets {} of {} patterns over {}; the model as it is meets {}.",
            self.tried.len(),
            best.met(),
            self.most(),
            listed(&firms),
            own.met()
        )
    }

    fn notes(&self) -> Vec<String> {
        let Search { candidates, rounds, seed, firms, .. } = &self.asked;
        let replications = firms.first().map_or(0, |firm| firm.base.plan.replications);
        vec![
            format!(
                "{} parameters without a source, {} of {} (Sobol' points, seed {seed}), each further round in \
                 a box half as wide about the best so far; {} of each structure and candidate. More patterns met are better, of as many \
                 the smaller distance. No claim, profit or single structure is looked at.",
                searched().len(),
                counted(*rounds, "round"),
                counted(*candidates, "candidate"),
                super::futures(replications as usize)
            ),
            "A pattern that no candidate meets at a firm cannot be met there by any value of these parameters that was tried; two that hold \
             at few candidates each may exclude one another. Few futures make luck of single patterns: before a default is moved, look \
             again with more, by `verona patterns --set`."
                .to_owned(),
        ]
    }

    fn text(&self, width: usize) -> String {
        let mut out = format!("{}\n\n", number::wrapped(&self.verdict(), width, ""));
        for part in [self.best(width), self.moved(width), self.reach(width)] {
            lines(&mut out, &part);
        }
        for note in self.notes() {
            let _ = writeln!(out, "{}", number::wrapped(&note, width, ""));
        }
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        let records = self.records();
        let whole = json!({ "candidates": records.objects(), "meanings": records.meanings() });
        Ok(serde_json::to_string_pretty(&whole)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("candidates", Frame::of(&self.records(), &[]))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Unwatched;
    use crate::scenario;

    #[test]
    fn a_short_search_tries_the_model_as_it_is_and_ranks_what_it_tried() {
        let text = "name = \"small\"\n[firm]\nsalespeople = 3\nmarketers = 1\n[plan]\ndays = 63\nwarm_up = 21\nreplications = 1\n";
        let firm = Arc::new(scenario::load(text, "small.toml", &[]).expect("a firm"));
        let asked = Search { firms: vec![firm], candidates: 2, rounds: 2, seed: 1, threads: 1 };
        let found = asked.answer(&Unwatched::default()).expect("an answer");
        assert_eq!(found.tried.len(), 5);
        assert_eq!(found.tried[0].values, as_it_is());
        let order = ranked(&found.tried);
        assert!(order.windows(2).all(|pair| found.tried[pair[0]].met() >= found.tried[pair[1]].met()));
        assert_eq!(found.tables()[0].1.len(), 5);
        assert!(found.text(120).contains("as it is"));
    }
}
