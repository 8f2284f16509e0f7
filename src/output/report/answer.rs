//! The first page: who is best, by how much, how sure that is, and what was asked.

use maud::html;

use super::Told;
use super::chart::{self, Row, Scale, Strip};
use super::page::{Block, Cell, Figure, Table};
use crate::evidence::statistics::selection::zone;
use crate::evidence::{Paired, Stop, Verdict, judge, stop};
use crate::experiment::design::Method;
use crate::experiment::lives::EACH;
use crate::model::outcome::{Better, Outcome};
use crate::output::words::list::listed;
use crate::output::words::lives::Lives;
use crate::output::words::number::{self, Style, grouped};
use crate::output::words::sentence;
use crate::scenario::numbers::counted;

/// What is drawn of an arm among the points.
#[derive(Clone, Default)]
struct Led {
    clear: u64,
    close: u64,
}

impl Told<'_> {
    pub(super) fn kind(&self) -> String {
        let change = self.run.months.as_ref().is_some_and(|months| months.paths.is_some());
        let what = match (self.sweep(), change) {
            (true, _) => "Report of a sweep",
            (false, true) => "Report of a change",
            (false, false) => "Report of a comparison",
        };
        format!("{what} · verona {}", self.run.version)
    }

    /// What a replication is, where it is what may come: a simulated future, or a firm.
    pub(super) fn simulated(&self) -> &'static str {
        match self.futures.lives {
            Lives::Futures => "simulated future",
            Lives::Firms => "firm",
        }
    }

    /// A number with its unit and interval, in a sentence.
    fn interval(&self, paired: &Paired) -> String {
        let half = (paired.ci_high - paired.ci_low) / 2.0;
        let style = self.style(std::iter::once(paired.mean), std::iter::once(half));
        format!(
            "{} {} (95 % interval {} to {})",
            style.show(paired.mean),
            number::unit_words(self.measure),
            style.show(paired.ci_low),
            style.show(paired.ci_high)
        )
    }

    /// The answer.
    pub(super) fn sentence(&self) -> String {
        let outcome = self.outcome();
        let points = self.whole.len() as u64;
        let over = if self.sweep() {
            format!("On average over {}, ", counted(points, "point"))
        } else {
            String::new()
        };
        let said = match &self.verdict {
            Verdict::Leads { leader, runner_up } => {
                let way = if self.measure.better == Better::Lower { "less" } else { "more" };
                format!(
                    "{} has the {} {outcome}, {} {way} than {}.",
                    self.arm(*leader),
                    self.way(),
                    self.interval(&runner_up.margin),
                    self.arm(runner_up.other)
                )
            }
            // What is near enough to the best is said as the command says it.
            Verdict::TooClose { .. } if self.near_enough() => {
                return self.run.comparison.as_ref().map_or_else(String::new, |found| {
                    sentence::headline(found, &self.verdict, self.futures.lives)
                });
            }
            Verdict::TooClose { leader, rivals } => {
                let mut names = vec![self.arm(*leader)];
                names.extend(rivals.iter().map(|rival| self.arm(rival.other)));
                let nearest = rivals.first().map_or_else(String::new, |nearest| {
                    format!(
                        ": {} is ahead of {} by {}, which chance could explain",
                        self.arm(*leader),
                        self.arm(nearest.other),
                        self.interval(&nearest.margin)
                    )
                });
                format!("it is too close to call between {} on {outcome}{nearest}.", listed(&names))
            }
            Verdict::Identical => {
                format!("the structures are identical on {outcome}, in every {}.", self.simulated())
            }
            Verdict::TooFew => format!(
                "no verdict on {outcome}: one replication is one future, and cannot tell a difference from chance."
            ),
            Verdict::Alone | Verdict::NoDirection => {
                let told: Vec<String> = self
                    .ranked
                    .iter()
                    .map(|&arm| {
                        let summary = self.summary(arm);
                        let style =
                            self.style(std::iter::once(summary.mean), std::iter::once(summary.half_width()));
                        format!(
                            "{} in {}",
                            style.show_with(summary.mean, summary.half_width()),
                            self.arm(arm)
                        )
                    })
                    .collect();
                let told: Vec<&str> = told.iter().map(String::as_str).collect();
                format!("{outcome} ({}) is {}.", self.unit(), listed(&told))
            }
        };
        capital(&format!("{over}{said}"))
    }

    /// Whether no arm can be better than the leader of a single comparison on profit by more than is too little to matter.
    pub(super) fn near_enough(&self) -> bool {
        let single = self.run.comparison.as_ref().filter(|_| !self.sweep());
        let profit = self.futures.outcome == Outcome::ProfitPerHead as usize;
        single.is_some_and(|comparison| {
            profit && stop(&self.verdict, zone(comparison), false) == Some(Stop::GoodEnough)
        })
    }

    fn way(&self) -> &'static str {
        if self.measure.better == Better::Lower { "lowest" } else { "highest" }
    }

    /// Who leads at how many points: clearly, and by a mean too close to call.
    fn led(&self) -> (Vec<Led>, u64) {
        let mut led = vec![Led::default(); self.futures.arms.len()];
        let mut other = 0;
        for point in 0..self.futures.points {
            if self.futures.run_at(point) == 0 {
                continue;
            }
            match judge(&self.futures.at(point), self.futures.outcome) {
                Verdict::Leads { leader, .. } => led[leader].clear += 1,
                Verdict::TooClose { leader, .. } => led[leader].close += 1,
                _ => other += 1,
            }
        }
        (led, other)
    }

    pub(super) fn more(&self) -> Vec<String> {
        let mut more = Vec::new();
        if self.sweep() && self.futures.arms.len() > 1 && self.measure.better != Better::Neither {
            let (led, other) = self.led();
            let mut order: Vec<usize> = (0..led.len()).filter(|&arm| led[arm].clear > 0).collect();
            order.sort_by_key(|&arm| std::cmp::Reverse(led[arm].clear));
            let told: Vec<String> = order
                .iter()
                .map(|&arm| format!("{} at {}", self.arm(arm), grouped(led[arm].clear)))
                .collect();
            let told: Vec<&str> = told.iter().map(String::as_str).collect();
            let close: u64 = led.iter().map(|led| led.close).sum::<u64>() + other;
            let points: u64 = led.iter().map(|led| led.clear).sum::<u64>() + close;
            let told = if told.is_empty() { "no structure at any".to_owned() } else { listed(&told) };
            more.push(format!(
                "Point by point: clearly best is {told} of {}; {} {} too close to call.",
                counted(points, "point"),
                grouped(close),
                if close == 1 { "is" } else { "are" }
            ));
        }
        if let Some(about) = Some(&self.run.study.about).filter(|about| !about.is_empty()) {
            more.push(about.clone());
        }
        more
    }

    pub(super) fn tiles(&self) -> Vec<[String; 3]> {
        let all = self.ranked.iter().map(|&arm| self.summary(arm));
        let style = self.style(all.clone().map(|s| s.mean), all.map(|s| s.half_width()));
        let tile = |&arm: &usize| {
            let summary = self.summary(arm);
            let half = summary.half_width();
            let half = if half.is_finite() { format!("± {}", style.show(half)) } else { String::new() };
            [style.show(summary.mean), half, self.arm(arm).to_owned()]
        };
        self.ranked.iter().take(4).map(tile).collect()
    }

    pub(super) fn asked(&self) -> Vec<(String, String)> {
        let plan = &self.run.study.base.plan;
        let way = match self.measure.better {
            Better::Higher => "more is better",
            Better::Lower => "less is better",
            Better::Neither => "it only describes",
        };
        let mut asked = vec![
            (
                "At the top".to_owned(),
                format!(
                    "mean {} ({}) ± half of its 95 % interval, the best first",
                    self.outcome(),
                    self.unit()
                ),
            ),
            (
                "Asked".to_owned(),
                format!("{} ({}): {}; {way}", self.outcome(), self.measure.unit, self.measure.meaning),
            ),
        ];
        let arms: Vec<&str> = self.futures.arms.iter().map(String::as_str).collect();
        asked.push(("Structures".to_owned(), listed(&arms)));
        if let Some(design) = self.run.design {
            let keys: Vec<&str> = design.factors().iter().map(|factor| factor.key()).collect();
            asked.push((
                "Points".to_owned(),
                format!(
                    "{} of a {} design over {}",
                    grouped(design.len()),
                    method(design.method()),
                    listed(&keys)
                ),
            ));
        }
        let replications = if self.common == self.most {
            counted(self.most as u64, self.futures.lives.replication())
        } else {
            format!("{} to {} replications", self.common, self.most)
        };
        asked.push(match self.futures.lives {
            Lives::Firms => (
                "Firms".to_owned(),
                format!(
                    "{replications} that could all be this one, each the mean of {EACH} futures of {} working days after {} of warm-up; every \
                     structure lives through the same ones",
                    plan.days, plan.warm_up
                ),
            ),
            Lives::Futures => (
                "Futures".to_owned(),
                format!(
                    "{replications} of {} working days after {} of warm-up; every structure{} lives through the same ones",
                    plan.days,
                    plan.warm_up,
                    if self.sweep() { " and point" } else { "" }
                ),
            ),
        });
        asked.push(("Seed".to_owned(), plan.seed.to_string()));
        if self.whole.len() < self.futures.points {
            asked.push((
                "Left out".to_owned(),
                format!(
                    "{} of {} where something failed or could not be measured",
                    grouped((self.futures.points - self.whole.len()) as u64),
                    counted(self.futures.points as u64, "point")
                ),
            ));
        }
        asked
    }

    /// What is drawn on the first page: who wins where, or how far apart the arms are.
    pub(super) fn first(&self) -> Vec<Block> {
        if self.futures.arms.len() < 2 || self.measure.better == Better::Neither {
            return Vec::new();
        }
        let figure = if self.sweep() { self.winners() } else { self.paired() };
        figure.into_iter().map(|figure| Block::Figure(Box::new(figure))).collect()
    }

    fn winners(&self) -> Option<Figure> {
        let (led, other) = self.led();
        let points: u64 = led.iter().map(|led| led.clear + led.close).sum::<u64>() + other;
        let scale =
            Scale::whole(led.iter().map(|led| led.clear + led.close).max().unwrap_or(0) as f64 * 1.04);
        let mut rows = Vec::new();
        let mut table = Table {
            head: [
                "structure",
                "points where it is clearly best",
                "points where its mean is best, but too close to call",
            ]
            .map(str::to_owned)
            .to_vec(),
            ..Table::default()
        };
        for &arm in &self.ranked {
            let Led { clear, close } = led[arm];
            let mut strip = Strip::default();
            let end = scale.at(clear as f64);
            strip.bar("s", "", [0.0, end], [5.0, 18.0]);
            let reach = scale.at((clear + close) as f64);
            strip.bar("k", "url(#hatch)", [end, reach], [5.0, 18.0]);
            rows.push(Row {
                label: self.arm(arm).to_owned(),
                strip,
                value: format!("{} clear, {} close", grouped(clear), grouped(close)),
                height: 28.0,
                ..Row::default()
            });
            table.rows.push(vec![
                Cell::Words(self.arm(arm).to_owned()),
                Cell::Number(grouped(clear)),
                Cell::Number(grouped(close)),
            ]);
        }
        let mut behind = self.behind();
        if self.most > self.common {
            behind.words = format!(
                "Behind it: {} to {} replications of each structure at each point.",
                self.common, self.most
            );
        }
        Some(Figure {
            title: format!(
                "At how many of {} each structure has the {} {}",
                counted(points, "point"),
                self.way(),
                self.outcome()
            ),
            says: "The points are those of the design, not a sample of real firms.".to_owned(),
            chart: chart::rows(rows, &scale, Style { scale: 1.0, decimals: 0 }, None, "points"),
            reads: html! {
                span.keys {
                    (chart::key(chart::SOLID, "clearly best")) " "
                    (chart::key(chart::HATCHED, "best mean, but too close to call"))
                }
                " Clearly: the paired 95 % interval of its lead over every other structure leaves out zero (Bonferroni)."
            },
            behind,
            table,
        })
    }
}

/// The words for a method.
fn method(method: &Method) -> &'static str {
    match method {
        Method::Full { .. } => "full factorial",
        Method::Fractional(_) => "fractional factorial",
        Method::OneAtATime { .. } => "one-at-a-time",
        Method::LatinHypercube { .. } => "Latin hypercube",
        Method::Sobol { .. } => "Sobol'",
        Method::Saltelli { .. } => "Saltelli",
        Method::Morris { .. } => "Morris",
        Method::Table { .. } => "given",
    }
}

/// The words with a capital first letter, unless the first word is the name of something.
pub(super) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
