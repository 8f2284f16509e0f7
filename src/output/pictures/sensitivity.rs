//! What an analysis of sensitivity says: the answer in a sentence, a table, a tornado, and the figures for machines
//! (`records.rs`); its words are in `words.rs`.

mod records;
mod words;

use serde_json::json;

use self::words::within_chance;
use super::map::short;
use super::tornado::{self, Bar, Caption};
use crate::evidence::Paired;
use crate::evidence::sensitivity::{Alone, Estimate, Found, Level};
use crate::experiment::design::{Design, Factor};
use crate::experiment::file::Experiment;
use crate::model::outcome::{Measure, OUTCOMES};
use crate::output::tables::records::Records;
use crate::output::tables::table;
use crate::output::words::number::{Style, percent};

/// What is asked: an outcome of an arm, or how much more of it one arm has than another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its position in [`OUTCOMES`].
    pub outcome: usize,
    /// The arm.
    pub arm: String,
    /// The arm that is taken off, future by future.
    pub less: Option<String>,
}

impl Question {
    /// What is asked of an experiment's arms, and their positions: of `arm` (else the first), or of a `difference` such as
    /// `aligned,defined`.
    ///
    /// # Errors
    /// Words for the user, with what to do.
    pub fn of(
        experiment: &Experiment,
        outcome: usize,
        arm: Option<&str>,
        difference: Option<&str>,
    ) -> Result<(Self, usize, Option<usize>), String> {
        let arms: Vec<&str> = experiment.study.arms.iter().map(|arm| arm.name.as_str()).collect();
        let place = |name: &str| {
            arms.iter().position(|arm| *arm == name.trim()).ok_or_else(|| {
                format!("there is no structure `{}` here; there are {}", name.trim(), arms.join(", "))
            })
        };
        let (arm, less) = match (difference, arm) {
            (Some(pair), _) => match pair.split_once(',') {
                Some((a, b)) if a.trim() != b.trim() => (place(a)?, Some(place(b)?)),
                _ => {
                    return Err(
                        "--difference takes two different structures, such as aligned,defined".to_owned()
                    );
                }
            },
            (None, Some(arm)) => (place(arm)?, None),
            (None, None) => (0, None),
        };
        let name = |at: usize| arms.get(at).map_or_else(String::new, |arm| (*arm).to_owned());
        Ok((Self { outcome, arm: name(arm), less: less.map(name) }, arm, less))
    }

    /// The declaration of the outcome.
    pub fn measure(&self) -> &'static Measure {
        &OUTCOMES[self.outcome]
    }

    /// What is asked, in words.
    pub fn words(&self) -> String {
        let outcome = self.measure().name.replace('_', " ");
        match &self.less {
            Some(less) => format!("{outcome}, {} less {less}", self.arm),
            None => format!("{outcome} of {}", self.arm),
        }
    }
}

/// An analysis as it is told.
#[derive(Debug, Clone, Copy)]
pub struct AnalysisView<'a> {
    /// What was asked.
    pub question: &'a Question,
    /// The design.
    pub design: &'a Design,
    /// Replications of each point and arm.
    pub replications: usize,
    /// What was found.
    pub found: &'a Found,
}

impl AnalysisView<'_> {
    fn factors(&self) -> &[Factor] {
        self.design.factors()
    }

    pub(super) fn name(&self, factor: usize) -> &str {
        self.factors()[factor].key()
    }

    /// Numbers of the outcome, with digits for these.
    fn style(&self, values: &[f64]) -> Style {
        Style::of(self.question.measure(), values.iter().copied(), std::iter::empty())
    }

    /// The factors in the order of how much they decide.
    pub fn order(&self) -> Vec<usize> {
        let by = |weight: &dyn Fn(usize) -> f64| {
            let weight = |at: usize| Some(weight(at)).filter(|w| !w.is_nan()).unwrap_or(f64::NEG_INFINITY);
            let mut order: Vec<usize> = (0..self.factors().len()).collect();
            order.sort_by(|&a, &b| weight(b).total_cmp(&weight(a)));
            order
        };
        match self.found {
            Found::Alone(found) => found.tornado(),
            Found::Screening(found) => by(&|at| found.factors[at].mu_star.value),
            Found::Indices(found) => by(&|at| found.factors[at].total.value),
            Found::Groups(found) => by(&|at| found.factors[at].share.value),
        }
    }

    /// The bars, most deciding factor first, where their line of origin is, and how their numbers are shown.
    pub fn bars(&self) -> (Vec<Bar>, f64, Style) {
        let none = [f64::NAN; 2];
        let share = Style { scale: 100.0, decimals: 0 };
        let from_zero = |name: &str, of: Estimate, ends: [f64; 2], text: String| Bar {
            name: name.to_owned(),
            extent: if of.value.is_nan() { none } else { [0.0, of.value.max(0.0)] },
            whisker: [of.low.max(0.0), of.high.max(0.0)],
            ends,
            text,
        };
        let order = self.order();
        match self.found {
            Found::Alone(found) => {
                let style = self.style(&ends(found));
                let bar = |&at: &usize| {
                    let swing = &found.factors[at];
                    let (first, last) = (end(swing.levels.first()), end(swing.levels.last()));
                    let turns = if swing.turns == Some(true) { " ~" } else { "" };
                    Bar {
                        name: self.name(at).to_owned(),
                        extent: [swing.least, swing.most],
                        whisker: none,
                        ends: [first.0, last.0],
                        text: format!(
                            "{} at {}, {} at {}{turns}",
                            style.show(first.0),
                            short(first.1),
                            style.show(last.0),
                            short(last.1)
                        ),
                    }
                };
                (order.iter().map(bar).collect(), found.base.mean, style)
            }
            Found::Screening(found) => {
                let all: Vec<f64> = found.factors.iter().map(|factor| factor.mu_star.value).collect();
                let style = self.style(&all);
                let bar = |&at: &usize| {
                    let of = found.factors[at].mu_star;
                    let quiet = if within_chance(found, at) { " (chance)" } else { "" };
                    from_zero(self.name(at), of, none, format!("{}{quiet}", style.show(of.value)))
                };
                (order.iter().map(bar).collect(), 0.0, style)
            }
            Found::Indices(found) => {
                let bar = |&at: &usize| {
                    let index = &found.factors[at];
                    let text = format!(
                        "{}, alone {}",
                        percent(index.total.value.max(0.0)),
                        percent(index.first.value.max(0.0))
                    );
                    from_zero(self.name(at), index.total, [f64::NAN, index.first.value.max(0.0)], text)
                };
                (order.iter().map(bar).collect(), 0.0, share)
            }
            Found::Groups(found) => {
                let bar = |&at: &usize| {
                    let effect = &found.factors[at];
                    from_zero(self.name(at), effect.share, none, percent(effect.share.value.max(0.0)))
                };
                (order.iter().map(bar).collect(), 0.0, share)
            }
        }
    }

    /// The lines across the bars: their origin, and no difference where one is asked for.
    fn lines(&self, origin: f64) -> Vec<f64> {
        let zero = self.question.less.is_some() && matches!(self.found, Found::Alone(_));
        std::iter::once(origin).chain(zero.then_some(0.0)).collect()
    }

    /// The tornado in text.
    pub fn picture(&self, width: usize) -> String {
        if self.nothing().is_some() {
            return String::new();
        }
        let (bars, origin, style) = self.bars();
        tornado::picture(&bars, &self.lines(origin), style, width)
    }

    /// The tornado as an SVG.
    pub fn svg(&self, study: &str) -> String {
        let (bars, origin, style) = self.bars();
        let caption = Caption {
            title: format!("{study}: what decides {}", self.question.words()),
            note: self.note(),
            legend: self.legend().to_owned(),
            answer: self.sentence(),
        };
        tornado::svg(&bars, &self.lines(origin), style, &caption)
    }

    /// The table as people read it.
    pub fn table(&self, width: usize) -> String {
        let order = self.order();
        let shares =
            |of: Estimate| format!("{} ({} to {})", percent(of.value), percent(of.low), percent(of.high));
        let rows: Vec<Vec<String>> = match self.found {
            Found::Alone(found) => alone(self, found, &order),
            Found::Screening(found) => {
                let all: Vec<f64> = found.factors.iter().map(|factor| factor.mu_star.value).collect();
                let style = self.style(&all);
                let head =
                    ["factor", "mu*", "95 % interval", "mu", "sigma", "chance"].map(str::to_owned).to_vec();
                let row = |&at: &usize| {
                    let factor = &found.factors[at];
                    let star = factor.mu_star;
                    vec![
                        self.name(at).to_owned(),
                        style.show(star.value),
                        format!("{} to {}", style.show(star.low), style.show(star.high)),
                        style.show(factor.mu.value),
                        style.show(factor.sigma),
                        style.show(factor.error),
                    ]
                };
                std::iter::once(head).chain(order.iter().map(row)).collect()
            }
            Found::Indices(found) => {
                let head = ["factor", "total (95 % interval)", "first order (95 % interval)"];
                let row = |&at: &usize| {
                    let index = &found.factors[at];
                    vec![self.name(at).to_owned(), shares(index.total), shares(index.first)]
                };
                std::iter::once(head.map(str::to_owned).to_vec()).chain(order.iter().map(row)).collect()
            }
            Found::Groups(found) => {
                let means = |at: usize| found.factors[at].groups.iter().map(|group| group.mean);
                let style = self.style(&(0..found.factors.len()).flat_map(means).collect::<Vec<f64>>());
                let head =
                    ["factor", "explains (95 % interval)", "mean outcome from lowest to highest values"];
                let row = |&at: &usize| {
                    let shown: Vec<String> = means(at).map(|mean| style.show(mean)).collect();
                    vec![self.name(at).to_owned(), shares(found.factors[at].share), shown.join("  ")]
                };
                std::iter::once(head.map(str::to_owned).to_vec()).chain(order.iter().map(row)).collect()
            }
        };
        table::words(&rows, width)
    }

    /// The figures for machines.
    pub fn records(&self) -> Records {
        records::of(self)
    }

    /// The whole as one JSON object.
    ///
    /// # Errors
    /// What the writer says.
    pub fn json(&self, study: &str, seed: u64) -> serde_json::Result<String> {
        let noise = self.found.noise();
        let records = records::of(self);
        let left_out = match self.found {
            Found::Alone(_) => 0,
            Found::Screening(found) => found.left_out,
            Found::Indices(found) => found.left_out,
            Found::Groups(found) => found.left_out,
        };
        let object = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "experiment": study,
            "outcome": self.question.measure().name,
            "unit": self.question.measure().unit,
            "arm": self.question.arm,
            "less": self.question.less,
            "seed": seed,
            "points": self.design.len(),
            "replications": self.replications,
            "measured": noise.measured,
            "moved": (noise.measured > 0).then_some(noise.moved),
            "left_out": left_out,
            "answer": self.sentence(),
            "noise": { "spread": noise.spread, "error": noise.error, "share": noise.share },
            "columns": records.meanings(),
            "rows": records.objects(),
        });
        Ok(serde_json::to_string_pretty(&object)? + "\n")
    }
}

/// All values on the bars of a tornado.
fn ends(found: &Alone) -> Vec<f64> {
    found.factors.iter().flat_map(|swing| [swing.least, swing.most]).collect()
}

/// Where a level of a curve stands, and its value.
fn end(level: Option<&Level>) -> (f64, &str) {
    level.map_or((f64::NAN, ""), |level| (level.outcome.mean, level.value.as_str()))
}

fn alone(report: &AnalysisView<'_>, found: &Alone, order: &[usize]) -> Vec<Vec<String>> {
    let half = |p: &Paired| (p.ci_high - p.ci_low) / 2.0;
    let swings = || found.factors.iter().map(|swing| &swing.swing);
    let style = Style::of(report.question.measure(), swings().map(|p| p.mean), swings().map(half));
    let head =
        ["factor", "from", "to", "change, first to last", "least", "most", ""].map(str::to_owned).to_vec();
    let row = |&at: &usize| {
        let swing = &found.factors[at];
        vec![
            report.name(at).to_owned(),
            short(end(swing.levels.first()).1),
            short(end(swing.levels.last()).1),
            style.show_with(swing.swing.mean, half(&swing.swing)),
            style.show(swing.least),
            style.show(swing.most),
            match (swing.moves, swing.turns) {
                (Some(false), _) => "within chance".to_owned(),
                (_, Some(true)) => "~ rises and falls".to_owned(),
                _ => String::new(),
            },
        ]
    };
    std::iter::once(head).chain(order.iter().map(row)).collect()
}
