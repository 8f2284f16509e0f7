//! How far apart the arms are: paired differences with their intervals, how widely futures differ, and all outcomes.

use super::answer::capital;
use super::chart::{self, Row, Scale, Strip};
use super::page::{self, Block, Cell, Figure, Section, Table};
use super::{Told, quantile, words};
use crate::evidence::{Paired, Summary, Verdict, judge};
use crate::model::outcome::{Better, OUTCOMES};
use crate::output::words::lives::Lives;
use crate::output::words::number::{self, NOTHING, Style, grouped, percent};
use crate::scenario::numbers::counted;

/// Outcomes that are shown without being asked for.
const MOST: usize = 14;

impl Told<'_> {
    /// The margin of one arm over another, better being more, with the corrected interval.
    fn margin(&self, a: usize, b: usize) -> Paired {
        let sign = self.futures.sign();
        let differences = self.overall.differences(a, b, self.futures.outcome).map(|d| sign * d);
        Paired::with_tail(differences, self.level.tail(self.futures.arms.len().saturating_sub(1)))
    }

    /// Each arm less the best one.
    pub(super) fn paired(&self) -> Option<Figure> {
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
            head: ["structure", "mean difference", "lower end", "upper end"].map(str::to_owned).to_vec(),
            ..Table::default()
        };
        table.head.push(format!("{}s in which it is better", self.futures.lives.future()));
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
            0 => format!("Every other structure is clearly behind {}.", self.arm(leader)),
            _ if close == found.len() => {
                format!("No other structure is clearly behind {}.", self.arm(leader))
            }
            _ => format!("{close} of {} structures cannot be told from {}.", found.len(), self.arm(leader)),
        };
        Some(Figure {
            title: format!(
                "{}: each structure less {}, {one} by {one}",
                capital(&self.outcome()),
                self.arm(leader),
                one = self.futures.lives.future()
            ),
            says,
            chart: chart::rows(rows, &scale, style, Some(0.0), &self.unit()),
            reads: page::words(format!(
                "Dot: mean difference, filled where the interval leaves out zero. Thick line: its paired 95 % interval, \
                 corrected for the number of structures.{points} Dashed: no difference."
            )),
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
        let table = self.outcomes();
        blocks.push(if table.rows.len() > MOST {
            Block::Long(format!("All {} outcomes", table.rows.len()), table)
        } else {
            Block::Table(table)
        });
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
            arms.iter().map(|(_, values)| chart::piled(&dots(values), &scale)).fold(24.0, f64::max) + 4.0;
        let style = self.style(arms.iter().map(|(_, values)| quantile(values, 0.5)), std::iter::empty());
        let mut table = Table {
            head: ["structure", "", "mean", "5 %", "10 %", "median", "90 %", "95 %"]
                .map(str::to_owned)
                .to_vec(),
            ..Table::default()
        };
        table.head[1] = format!("{}s", self.futures.lives.future());
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
        let dot = match (self.futures.lives, fewest <= chart::DOTS) {
            (Lives::Futures, true) => "Each dot is one simulated future",
            (Lives::Futures, false) => "Each dot is one in twenty simulated futures",
            (Lives::Firms, true) => "Each dot is one firm",
            (Lives::Firms, false) => "Each dot is one in twenty firms",
        };
        let chance = match self.futures.lives {
            Lives::Futures => ("chance alone", "s"),
            Lives::Firms => ("what is not known about the firm, and chance,", ""),
        };
        let both = if self.sweep() { ", over all points and replications" } else { "" };
        Some(Figure {
            title: format!(
                "{}: how widely {}s differ",
                capital(&self.outcome()),
                self.futures.lives.future()
            ),
            says: if self.sweep() {
                "So far chance and the firm together move the result of one structure.".to_owned()
            } else {
                format!("So far {} move{} the result of one structure.", chance.0, chance.1)
            },
            chart: chart::rows(rows, &scale, style, None, &self.unit()),
            reads: page::words(format!(
                "{dot}{both}; the line is the mean. At the right the middle 8 in 10."
            )),
            behind: self.behind(),
            table,
        })
    }

    /// All outcomes that were kept.
    fn outcomes(&self) -> Table {
        let all = self.futures.all(self.common);
        let mut table = Table { head: vec!["outcome".to_owned()], ..Table::default() };
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
            let mut row =
                vec![Cell::Words(format!("{}{direction} ({})", words(measure.name), number::unit(measure)))];
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
             {}s decide it. Money is in the file's currency.",
            counted(self.common as u64, self.futures.lives.replication()),
            self.futures.lives.replication()
        );
        table
    }
}
