//! The first page, and what stands right behind it: who is best, by how much, and how widely futures differ.

use super::chart::{self, Row, Scale, Strip};
use super::page::{Block, Cell, Figure, Section, Table};
use super::{Told, counted, quantile, words};
use crate::evidence::{Paired, Summary, Verdict, judge};
use crate::experiment::design::Method;
use crate::model::outcome::{Better, OUTCOMES};
use crate::output::number::{self, NOTHING, Style, grouped, percent};
use crate::output::sentence::listed;

/// What is drawn of an arm among the points.
#[derive(Clone, Default)]
struct Led {
    clear: u64,
    close: u64,
}

impl Told<'_> {
    pub(super) fn kind(&self) -> String {
        let what = if self.sweep() { "Report of a sweep" } else { "Report of a comparison" };
        format!("{what} · verona {}", self.run.version)
    }

    /// The margin of one arm over another, better being more, with the corrected interval.
    fn margin(&self, a: usize, b: usize) -> Paired {
        let sign = self.futures.sign();
        let differences = self.overall.differences(a, b, self.futures.outcome).map(|d| sign * d);
        Paired::among(differences, self.futures.arms.len().saturating_sub(1))
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
            Verdict::TooClose { leader, rivals } => {
                let mut names = vec![self.arm(*leader)];
                names.extend(rivals.iter().map(|rival| self.arm(rival.other)));
                let nearest = rivals.first().map_or_else(String::new, |nearest| {
                    format!(
                        " {} is ahead of {} by {}, which chance could explain.",
                        self.arm(*leader),
                        self.arm(nearest.other),
                        self.interval(&nearest.margin)
                    )
                });
                format!("it is too close to call between {} on {outcome}.{nearest}", listed(&names))
            }
            Verdict::Identical => format!("the arms are identical on {outcome}, in every simulated future."),
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
            let told = if told.is_empty() { "no arm at any".to_owned() } else { listed(&told) };
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

    pub(super) fn tiles(&self) -> Vec<(String, String)> {
        let mut tiles: Vec<(String, String)> = self
            .ranked
            .iter()
            .take(4)
            .map(|&arm| {
                let summary = self.summary(arm);
                let all = self.ranked.iter().map(|&arm| self.summary(arm));
                let style = self.style(all.clone().map(|s| s.mean), all.map(|s| s.half_width()));
                let what = format!("{}: {} ({})", self.arm(arm), self.outcome(), self.unit());
                (style.show_with(summary.mean, summary.half_width()), what)
            })
            .collect();
        let futures = if self.common == self.most {
            grouped(self.most as u64)
        } else {
            format!("{} to {}", self.common, self.most)
        };
        let of = if self.sweep() { "replications of each point and arm" } else { "replications of each arm" };
        tiles.push((futures, of.to_owned()));
        tiles
    }

    pub(super) fn asked(&self) -> Vec<(String, String)> {
        let plan = &self.run.study.base.plan;
        let way = match self.measure.better {
            Better::Higher => "more is better",
            Better::Lower => "less is better",
            Better::Neither => "it only describes",
        };
        let mut asked = vec![(
            "Asked".to_owned(),
            format!("{} ({}): {}; {way}", self.outcome(), self.measure.unit, self.measure.meaning),
        )];
        let arms: Vec<&str> = self.futures.arms.iter().map(String::as_str).collect();
        asked.push(("Arms".to_owned(), listed(&arms)));
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
            counted(self.most as u64, "replication")
        } else {
            format!("{} to {} replications", self.common, self.most)
        };
        asked.push((
            "Futures".to_owned(),
            format!(
                "{replications} of {} working days after {} of warm-up; every arm{} lives through the same ones",
                plan.days,
                plan.warm_up,
                if self.sweep() { " and point" } else { "" }
            ),
        ));
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
                "arm",
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
                "Behind it: {} to {} replications of each arm at each point.",
                self.common, self.most
            );
        }
        Some(Figure {
            title: format!("At how many of {} each arm has the {} {}", counted(points, "point"), self.way(), self.outcome()),
            says: "The points are those of the design, not a sample of real firms.".to_owned(),
            chart: chart::rows(rows, &scale, Style { scale: 1.0, decimals: 0 }, None, "points"),
            reads: "<span class=\"keys\"><span><svg class=\"key\" aria-hidden=\"true\"><rect class=\"s\" width=\"100%\" height=\"100%\"/></svg>clearly best</span> \
                    <span><svg class=\"key\" aria-hidden=\"true\"><rect class=\"k\" style=\"fill:url(#hatch)\" width=\"100%\" height=\"100%\"/></svg>best mean, but too close to call</span></span> \
                    Clearly: the paired 95 % interval of its lead over every other arm leaves out zero (Bonferroni)."
                .to_owned(),
            behind,
            table,
        })
    }

    /// Each arm less the best one.
    fn paired(&self) -> Option<Figure> {
        let (&leader, others) = self.ranked.split_first()?;
        if others.is_empty() {
            return None;
        }
        let sign = self.futures.sign();
        let found: Vec<(usize, Paired, [f64; 2])> = others
            .iter()
            .map(|&arm| {
                let mut at_points: Vec<f64> = self
                    .whole
                    .iter()
                    .map(|&point| {
                        let (a, b) = (self.futures.of(point, arm), self.futures.of(point, leader));
                        let n = self.common;
                        a[..n].iter().zip(&b[..n]).map(|(a, b)| a - b).sum::<f64>() / n as f64
                    })
                    .collect();
                at_points.sort_by(f64::total_cmp);
                let spread = [quantile(&at_points, 0.1), quantile(&at_points, 0.9)];
                let margin = self.margin(arm, leader);
                // As it is counted, not as it is better.
                let (low, high) = if sign < 0.0 {
                    (-margin.ci_high, -margin.ci_low)
                } else {
                    (margin.ci_low, margin.ci_high)
                };
                (arm, Paired { mean: sign * margin.mean, ci_low: low, ci_high: high, ..margin }, spread)
            })
            .collect();
        let style = self.style(
            found.iter().map(|(_, paired, _)| paired.mean),
            found.iter().map(|(_, paired, _)| (paired.ci_high - paired.ci_low) / 2.0),
        );
        let ends = found.iter().flat_map(|(_, p, spread)| {
            let spread = if self.sweep() { *spread } else { [f64::NAN; 2] };
            [p.ci_low, p.ci_high, p.mean, spread[0], spread[1]]
        });
        let scale = Scale::of(ends.chain([0.0]))?;
        let mut rows = Vec::new();
        let mut table = Table {
            head: ["arm", "mean difference", "lower end", "upper end", "futures in which it is better"]
                .map(str::to_owned)
                .to_vec(),
            ..Table::default()
        };
        if self.sweep() {
            table.head.extend(["10th percentile of points", "90th percentile of points"].map(str::to_owned));
        }
        for (arm, paired, spread) in &found {
            let mut strip = Strip::default();
            if self.sweep() {
                strip.line("w", [scale.at(spread[0]), scale.at(spread[1])], 16.0);
                spread.iter().for_each(|&x| strip.tick("w", scale.at(x), [11.0, 21.0]));
            }
            if paired.ci_low.is_finite() {
                strip.line("l", [scale.at(paired.ci_low), scale.at(paired.ci_high)], 16.0);
            }
            strip.dot(if paired.decided() { "d" } else { "o" }, scale.at(paired.mean), 16.0, 5.5);
            rows.push(Row {
                label: self.arm(*arm).to_owned(),
                small: format!("less {}", self.arm(leader)),
                strip,
                value: style.show_with(paired.mean, (paired.ci_high - paired.ci_low) / 2.0),
                height: 34.0,
            });
            let mut row = vec![Cell::Words(self.arm(*arm).to_owned())];
            row.extend([paired.mean, paired.ci_low, paired.ci_high].map(|x| Cell::Number(style.show(x))));
            row.push(Cell::Number(percent(paired.share_positive)));
            if self.sweep() {
                row.extend(spread.map(|x| Cell::Number(style.show(x))));
            }
            table.rows.push(row);
        }
        let points = if self.sweep() {
            " Thin line: the middle 8 in 10 points. The interval says how far chance may have moved the average over these points."
        } else {
            ""
        };
        let close = found.iter().filter(|(_, paired, _)| !paired.decided()).count();
        let says = match close {
            0 => format!("Every other arm is decidedly behind {}.", self.arm(leader)),
            _ if close == found.len() => format!("No other arm is decidedly behind {}.", self.arm(leader)),
            _ => format!("{close} of {} arms cannot be told from {}.", found.len(), self.arm(leader)),
        };
        Some(Figure {
            title: format!(
                "{}: each arm less {}, future by future",
                capital(&self.outcome()),
                self.arm(leader)
            ),
            says,
            chart: chart::rows(rows, &scale, style, Some(0.0), &self.unit()),
            reads: format!(
                "Dot: mean difference, filled where the interval leaves out zero. Thick line: its paired 95 % interval, \
                 corrected for the number of arms.{points} Dashed: no difference."
            ),
            behind: self.behind(),
            table,
        })
    }

    pub(super) fn differences(&self) -> Section {
        let mut blocks = Vec::new();
        if self.sweep() && self.futures.arms.len() > 1 {
            blocks.extend(self.paired().map(|figure| Block::Figure(Box::new(figure))));
        }
        blocks.extend(self.spread().map(|figure| Block::Figure(Box::new(figure))));
        blocks.push(Block::Table(self.outcomes()));
        Section { id: "differences", title: "How far apart".to_owned(), blocks }
    }

    /// All futures of each arm as dots of equal chance.
    fn spread(&self) -> Option<Figure> {
        let sorted = |arm: usize| {
            let points = (0..self.futures.points).flat_map(|point| self.futures.of(point, arm));
            let mut values: Vec<f64> = points.copied().filter(|x| x.is_finite()).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        let arms: Vec<(usize, Vec<f64>)> = self.ranked.iter().map(|&arm| (arm, sorted(arm))).collect();
        let dots = |values: &[f64]| -> Vec<f64> {
            if values.len() <= chart::DOTS {
                return values.to_vec();
            }
            (0..chart::DOTS).map(|i| quantile(values, (i as f64 + 0.5) / chart::DOTS as f64)).collect()
        };
        let scale = Scale::of(arms.iter().flat_map(|(_, values)| dots(values)))?;
        let height =
            arms.iter().map(|(_, values)| chart::piled(&dots(values), &scale)).fold(0.0, f64::max) + 4.0;
        let style = self.style(arms.iter().map(|(_, values)| quantile(values, 0.5)), std::iter::empty());
        let mut table = Table {
            head: ["arm", "futures", "mean", "5 %", "10 %", "median", "90 %", "95 %"]
                .map(str::to_owned)
                .to_vec(),
            ..Table::default()
        };
        let mut rows = Vec::new();
        for (arm, values) in &arms {
            let summary = Summary::of(values.iter().copied());
            let mut strip = Strip::default();
            chart::dots(&mut strip, &dots(values), &scale, height);
            strip.tick("e", scale.at(summary.mean), [2.0, height]);
            rows.push(Row {
                label: self.arm(*arm).to_owned(),
                strip,
                value: format!(
                    "{} to {}",
                    style.show(quantile(values, 0.1)),
                    style.show(quantile(values, 0.9))
                ),
                height,
                ..Row::default()
            });
            let mut row =
                vec![Cell::Words(self.arm(*arm).to_owned()), Cell::Number(grouped(values.len() as u64))];
            row.push(Cell::Number(style.show(summary.mean)));
            row.extend([0.05, 0.1, 0.5, 0.9, 0.95].map(|at| Cell::Number(style.show(quantile(values, at)))));
            table.rows.push(row);
        }
        let fewest = arms.iter().map(|(_, values)| values.len()).min().unwrap_or(0);
        let dot = if fewest <= chart::DOTS {
            "Each dot is one simulated future"
        } else {
            "Each dot is one in twenty simulated futures"
        };
        let both = if self.sweep() { ", over all points and replications" } else { "" };
        Some(Figure {
            title: format!("{}: how widely futures differ", capital(&self.outcome())),
            says: format!(
                "Chance alone{} moves the result of one arm this far.",
                if self.sweep() { " and the firm" } else { "" }
            ),
            chart: chart::rows(rows, &scale, style, None, &self.unit()),
            reads: format!("{dot}{both}; the line is the mean. At the right the middle 8 in 10."),
            behind: self.behind(),
            table,
        })
    }

    /// All outcomes that were kept.
    fn outcomes(&self) -> Table {
        let all = self.futures.all(self.common);
        let mut table = Table { head: vec!["outcome".to_owned(), "unit".to_owned()], ..Table::default() };
        table.head.extend(self.futures.arms.iter().cloned());
        for &outcome in &self.run.outcomes {
            let measure = &OUTCOMES[outcome];
            let best = match judge(&all, outcome) {
                Verdict::Leads { leader, .. } => Some(leader),
                _ => None,
            };
            let summaries: Vec<Summary> =
                (0..all.arms.len()).map(|arm| Summary::of(all.values(arm, outcome))).collect();
            let style = Style::of(
                measure,
                summaries.iter().map(|s| s.mean),
                summaries.iter().map(Summary::half_width),
            );
            let direction = match measure.better {
                Better::Higher => " ↑",
                Better::Lower => " ↓",
                Better::Neither => "",
            };
            let mut row = vec![
                Cell::Words(format!("{}{direction}", words(measure.name))),
                Cell::Words(number::unit(measure)),
            ];
            row.extend(summaries.iter().enumerate().map(|(arm, summary)| {
                let shown = if summary.n == 0 {
                    NOTHING.to_owned()
                } else {
                    style.show_with(summary.mean, summary.half_width())
                };
                if best == Some(arm) { Cell::Best(shown) } else { Cell::Number(shown) }
            }));
            table.rows.push(row);
        }
        let over = if self.sweep() {
            ", each future averaged over the points where it could be measured"
        } else {
            ""
        };
        table.caption = format!(
            "Mean ± half of its 95 % interval over {}{over}. ↑ more is better, ↓ less is better; ● best, where the \
             replications decide it. Money is in the file's currency.",
            counted(self.common as u64, "replication")
        );
        table
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
