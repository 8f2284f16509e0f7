//! Which outcomes of a firm move when a mechanism of the model is switched off.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{Answer, Refused, Watch, settings};
use crate::evidence::claims::Book;
use crate::evidence::weight::{Weight, weigh, without};
use crate::experiment::run_arms;
use crate::model::outcome::{OUTCOMES, Outcome};
use crate::output::tables::frame::Frame;
use crate::output::tables::records::Records;
use crate::output::tables::table;
use crate::output::words::list::listed;
use crate::output::words::number;
use crate::scenario::numbers::counted;
use crate::scenario::{Scenario, Study};
use serde_json::{Value, json};

/// How many outcomes are named of those that a mechanism moves.
const NAMED: usize = 3;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Weigh {
    /// The mechanisms that can be switched off.
    pub book: Arc<Book>,
    /// The mechanisms to switch off, by position in the book.
    pub mechanisms: Vec<usize>,
    /// The firms, each under its own ways of working and with its own plan and seed.
    pub firms: Vec<Arc<Study>>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// What was asked.
    pub asked: Weigh,
    /// By firm, then by mechanism.
    pub weights: Vec<Vec<Weight>>,
}

impl Weigh {
    /// Simulates each firm whole and without each mechanism, through the same futures.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Weighed, Refused> {
        let size = |study: &Arc<Study>| study.arms.len() as u64 * u64::from(study.base.plan.replications);
        let all = self.firms.iter().map(size).sum::<u64>() * (self.mechanisms.len() as u64 + 1);
        let mut before = 0;
        watch.progress(0, all);
        let mut weights = Vec::new();
        for study in &self.firms {
            let settings = settings(study, self.threads);
            let mut simulate = |scenarios: &[Scenario]| {
                let arms: Vec<_> = study
                    .arms
                    .iter()
                    .zip(scenarios)
                    .map(|(arm, scenario)| (arm.name.as_str(), scenario))
                    .collect();
                let progress = |done| watch.progress(before + done, all);
                let found = run_arms(&arms, &settings, watch.cancelled(), progress, |_, _, _| Ok(()));
                before += size(study);
                found
            };
            let firm: Vec<Scenario> = study.arms.iter().map(|arm| arm.scenario.clone()).collect();
            let whole = simulate(&firm)?;
            let mut of_firm = Vec::new();
            for &mechanism in &self.mechanisms {
                let off: Vec<Scenario> =
                    firm.iter().map(|firm| without(&self.book.mechanisms[mechanism], firm)).collect();
                of_firm.push(weigh(mechanism, off != firm, &whole, &simulate(&off)?));
            }
            weights.push(of_firm);
        }
        Ok(Weighed { asked: self.clone(), weights })
    }
}

impl Weighed {
    fn name(&self, weight: &Weight) -> &str {
        &self.asked.book.mechanisms[weight.mechanism].name
    }

    /// The mechanisms that move nothing in any of the firms.
    pub fn weightless(&self) -> Vec<&str> {
        let nothing = |at: &usize| self.weights.iter().all(|firm| firm[*at].moved() == 0);
        let positions = (0..self.asked.mechanisms.len()).filter(nothing);
        positions.map(|at| self.asked.book.mechanisms[self.asked.mechanisms[at]].name.as_str()).collect()
    }

    /// One row per mechanism.
    fn rows(&self, study: &Study, weights: &[Weight]) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for weight in weights {
            let profit = |arm: usize| {
                let found = weight
                    .outcomes
                    .iter()
                    .find(|moved| moved.arm == arm && moved.outcome == Outcome::ProfitPerHead as usize);
                match found {
                    Some(moved) if moved.difference.decided() => signed(moved.percent()),
                    _ => "·".to_owned(),
                }
            };
            let profits: Vec<String> = (0..study.arms.len()).map(profit).collect();
            let most: Vec<String> = (weight.most().iter().take(NAMED))
                .map(|moved| {
                    let arm = &study.arms[moved.arm].name;
                    format!("{} {} % ({arm})", OUTCOMES[moved.outcome].name, signed(moved.percent()))
                })
                .collect();
            rows.push(vec![
                self.name(weight).to_owned(),
                if weight.there { weight.moved().to_string() } else { "not there".to_owned() },
                profits.join(" "),
                most.join(", "),
            ]);
        }
        rows
    }

    fn table(&self, study: &Study, weights: &[Weight], width: usize) -> String {
        let mut rows =
            vec![["switched off", "outcomes moved", "profit", "moves most"].map(str::to_owned).to_vec()];
        rows.extend(self.rows(study, weights));
        table::words(&rows, width)
    }

    fn records(&self) -> Records {
        let mut records = Records::new(&[
            ("firm", "the firm"),
            ("mechanism", "what was switched off"),
            ("arm", "the structure"),
            ("outcome", "the outcome"),
            ("mean", "its mean with the mechanism"),
            ("difference", "with less without, in the outcome's unit: mean over the same futures"),
            ("ci_low", "lower end of its 95 % interval, corrected for all outcomes and ways of working"),
            ("ci_high", "upper end"),
            ("moved", "whether the interval leaves out zero"),
        ]);
        for (study, weights) in self.asked.firms.iter().zip(&self.weights) {
            for weight in weights {
                for moved in &weight.outcomes {
                    let names = [&study.name, self.name(weight), &study.arms[moved.arm].name];
                    let mut row: Vec<Value> = names.map(|name| json!(name)).to_vec();
                    row.push(json!(OUTCOMES[moved.outcome].name));
                    let difference = &moved.difference;
                    row.extend(
                        [moved.whole, difference.mean, difference.ci_low, difference.ci_high]
                            .map(Value::from),
                    );
                    row.push(json!(difference.decided()));
                    records.rows.push(row);
                }
            }
        }
        records
    }
}

impl Weighed {
    /// What was found as a page of Markdown: what moves nothing first, then a table a firm.
    pub fn page(&self, command: &str) -> String {
        let mut out = format!(
            "# What each mechanism weighs\n\n<!-- Written by `{command}`. Do not edit. -->\n\n\
             What switching a mechanism off does to the outcomes of the ready-made firms, each under the four structures: with less without, over the \
             same futures. {}\n\n## What moves nothing\n\n",
            self.notes().join(" ")
        );
        match self.weightless().as_slice() {
            [] => out.push_str(
                "Every mechanism that can be switched off moves an outcome of a firm beyond chance.\n",
            ),
            names => {
                out.push_str(
                    "These move no outcome of any firm beyond chance. They are to be mended or deleted, unless they are about a \
                     change of the way of working, in which none of these firms is: the claims say what those \
                     carry.\n\n",
                );
                names.iter().for_each(|name| {
                    let _ = writeln!(out, "- {name}");
                });
            }
        }
        for (study, weights) in self.asked.firms.iter().zip(&self.weights) {
            let arms: Vec<&str> = study.arms.iter().map(|arm| arm.name.as_str()).collect();
            let plan = &study.base.plan;
            let _ = write!(
                out,
                "\n## {}\n\n{}, seed {}; profit under {}.\n\n| switched off | outcomes moved | profit, % | moves most |\n|---|---|---|---|\n",
                study.name,
                super::futures(plan.replications as usize),
                plan.seed,
                listed(&arms)
            );
            for row in self.rows(study, weights) {
                let _ = writeln!(out, "| {} |", row.join(" | "));
            }
        }
        let missing: Vec<_> = self.asked.book.mechanisms.iter().filter(|m| m.off.is_empty()).collect();
        if !missing.is_empty() {
            out.push_str("\n## What cannot be switched off\n\n");
            for mechanism in missing {
                let _ = writeln!(out, "- {}: {}", mechanism.name, mechanism.left);
            }
        }
        out
    }
}

/// Per cent with a sign, to what matters.
fn signed(percent: f64) -> String {
    if percent.is_finite() && percent.abs() < 1e4 {
        let decimals = if percent.abs() < 10.0 { 1 } else { 0 };
        format!("{percent:+.decimals$}").replace('-', "−")
    } else {
        "large".to_owned()
    }
}

impl Answer for Weighed {
    fn verdict(&self) -> String {
        let firms = counted(self.asked.firms.len(), "firm");
        match self.weightless().as_slice() {
            [] => format!("In {firms} every mechanism that was switched off moves an outcome beyond chance."),
            names => format!("In {firms} these move no outcome beyond chance: {}.", listed(names)),
        }
    }

    fn notes(&self) -> Vec<String> {
        vec![
            "An outcome is moved where the 95 % interval of with less without, future by future, leaves out zero, corrected \
             for all outcomes and ways of working. Profit: what the mechanism adds, in per cent, by way of working in the \
             order of the firm's; · where it is not beyond chance. Moves most: in standard deviations over the futures, with \
             the change in per cent."
                .to_owned(),
        ]
    }

    fn text(&self, width: usize) -> String {
        let mut out = format!("{}\n\n", number::wrapped(&self.verdict(), width, ""));
        for (study, weights) in self.asked.firms.iter().zip(&self.weights) {
            let arms: Vec<&str> = study.arms.iter().map(|arm| arm.name.as_str()).collect();
            let plan = &study.base.plan;
            let head = format!(
                "{}: {}, seed {}; {}",
                study.name,
                super::futures(plan.replications as usize),
                plan.seed,
                arms.join(", ")
            );
            let _ =
                writeln!(out, "{}\n{}", number::wrapped(&head, width, ""), self.table(study, weights, width));
        }
        for note in self.notes() {
            let _ = writeln!(out, "{}", number::wrapped(&note, width, ""));
        }
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        let records = self.records();
        let whole = json!({
            "weightless": self.weightless(),
            "weights": records.objects(),
            "meanings": records.meanings(),
        });
        Ok(serde_json::to_string_pretty(&whole)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("weights", Frame::of(&self.records(), &["moved"]))]
    }
}
