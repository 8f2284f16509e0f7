//! Choosing under uncertainty: how probable it is that an arm is best, what a wrong choice costs, what knowing would be
//! worth, and how much of all that differs is luck.

use maud::html;

use super::chart::{self, Row, Scale, Strip};
use super::page::{Block, Cell, Figure, Section, Table, words};
use super::{Told, answer::capital};
use crate::evidence::statistics::components::{Components, components};
use crate::evidence::statistics::regret::{Regret, information, regrets, value_of_luck};
use crate::evidence::statistics::selection::standing;
use crate::model::outcome::Better;
use crate::output::words::lives::Lives;
use crate::output::words::number::{NOTHING, Style, percent};

impl Told<'_> {
    pub(super) fn choosing(&self) -> Option<Section> {
        if self.futures.arms.len() < 2 || self.measure.better == Better::Neither || self.common < 2 {
            return None;
        }
        let sign = self.futures.sign();
        let pooled: Vec<Vec<f64>> = (0..self.futures.arms.len())
            .map(|arm| self.futures.pooled(arm, &self.whole, self.common))
            .collect();
        let averages: Vec<Vec<f64>> = (0..self.futures.arms.len())
            .map(|arm| self.overall.values(arm, self.futures.outcome).map(|x| sign * x).collect())
            .collect();
        let mut blocks = vec![Block::Figure(Box::new(self.regret(&pooled, &averages)?))];
        blocks.extend(self.knowing(&pooled));
        Some(Section { id: "choosing", title: "Choosing under uncertainty".to_owned(), blocks })
    }

    fn regret(&self, pooled: &[Vec<f64>], averages: &[Vec<f64>]) -> Option<Figure> {
        let one = self.futures.lives.future();
        let found: Vec<Regret> = regrets(pooled);
        let best = standing(averages)?.best;
        let futures = pooled.first().map_or(0, Vec::len);
        let wins: Vec<f64> = (0..pooled.len())
            .map(|arm| {
                let ahead = |i: &usize| pooled.iter().all(|other| other[*i] <= pooled[arm][*i]);
                (0..futures).filter(ahead).count() as f64 / futures as f64
            })
            .collect();
        let style = self.style(found.iter().map(|r| r.mean), found.iter().map(|r| r.p95));
        let scale = Scale::of(found.iter().flat_map(|r| [r.mean, r.p95]).chain([0.0]))?;
        let mut table = Table {
            head: [
                "structure".to_owned(),
                "probability that it is best on average".to_owned(),
                format!("{one}s in which it is best"),
                "mean regret".to_owned(),
                format!("exceeded in 1 {one} of 20"),
                "at worst".to_owned(),
            ]
            .to_vec(),
            ..Table::default()
        };
        let mut rows = Vec::new();
        for &arm in &self.ranked {
            let regret = found[arm];
            let mut strip = Strip::default();
            strip.bar("b", "", [scale.at(0.0), scale.at(regret.mean)], [6.0, 16.0]);
            strip.line("w", [scale.at(regret.mean), scale.at(regret.p95)], 14.0);
            strip.tick("w", scale.at(regret.p95), [9.0, 19.0]);
            rows.push(Row {
                label: self.arm(arm).to_owned(),
                small: format!("best: {} probable", percent(best[arm])),
                strip,
                value: format!("{} on average", style.show(regret.mean)),
                height: 34.0,
            });
            let mut row = vec![Cell::Words(self.arm(arm).to_owned())];
            row.extend([best[arm], wins[arm]].map(|share| Cell::Number(percent(share))));
            row.extend([regret.mean, regret.p95, regret.max].map(|x| Cell::Number(style.show(x))));
            table.rows.push(row);
        }
        table.caption = format!(
            "On average: of the structures' true means, given these {}s (a flat prior; see docs/methods/statistics.md). In single {one}s the \
             structures win more evenly, since luck decides there.",
            self.futures.lives.replication()
        );
        let least = (0..found.len()).min_by(|&a, &b| found[a].mean.total_cmp(&found[b].mean))?;
        let point = if self.sweep() { " at each point" } else { "" };
        Some(Figure {
            title: format!(
                "Regret: what choosing one structure for good costs, in {} ({})",
                self.outcome(),
                self.unit()
            ),
            says: format!(
                "{} is regretted least: it falls short of the structure that would have been best by {} on average.",
                capital(self.arm(least)),
                style.show(found[least].mean)
            ),
            chart: chart::rows(rows, &scale, style, None, &self.unit()),
            reads: words(format!(
                "Bar: how much the structure falls short, on average over {one}s, of the structure that is best in that {one}{point}. \
                 Line: exceeded in one {one} of twenty. Best, probable: the probability that its true mean is the highest."
            )),
            behind: self.behind(),
            table,
        })
    }

    /// What knowing would be worth: a chart, or a sentence where it is worth nothing.
    fn knowing(&self, pooled: &[Vec<f64>]) -> Option<Block> {
        let sign = self.futures.sign();
        let points: Vec<Vec<Vec<f64>>> = self
            .whole
            .iter()
            .map(|&point| {
                let arm = |arm| self.futures.of(point, arm)[..self.common].iter().map(|x| sign * x).collect();
                (0..self.futures.arms.len()).map(arm).collect()
            })
            .collect();
        let mut said = Vec::new();
        let says;
        let style;
        if self.sweep() && points.len() > 1 {
            let found = information(&points)?;
            let low = found.parameters_at_least.min(found.parameters);
            style = self.style([found.parameters, found.all].into_iter(), std::iter::empty());
            says = format!(
                "To know which point one is at, before choosing, is worth {} to {} {}; the rest is luck, which nobody can know.",
                style.show(low),
                style.show(found.parameters),
                crate::output::words::number::unit_words(self.measure)
            );
            said.push(("the point", "how the firm really is", [low, found.parameters]));
            said.push(("luck as well", "the future that comes", [found.all; 2]));
        } else {
            let luck = value_of_luck(pooled);
            style = self.style(std::iter::once(luck), std::iter::empty());
            let unit = crate::output::words::number::unit_words(self.measure);
            match self.futures.lives {
                Lives::Futures => {
                    says = format!(
                        "To know the future that comes would be worth {} {unit}; nobody can, so this says how much of the choice is luck.",
                        style.show(luck)
                    );
                    said.push(("luck", "the future that comes", [luck; 2]));
                }
                Lives::Firms => {
                    says = format!(
                        "To know which of these firms one is, and its luck, would be worth {} {unit}: what measuring can bring at most.",
                        style.show(luck)
                    );
                    said.push(("the firm", "and its luck", [luck; 2]));
                }
            }
        }
        if said.iter().all(|(_, _, ends)| ends.iter().all(|&worth| worth <= 0.0)) {
            return self.nothing_to_know(pooled).map(Block::Words);
        }
        let scale = Scale::of(said.iter().flat_map(|(_, _, ends)| *ends).chain([0.0]))?;
        let mut table = Table {
            head: ["to know", "at least", "at most"].map(str::to_owned).to_vec(),
            ..Table::default()
        };
        let mut rows = Vec::new();
        for (what, small, [low, high]) in said {
            let mut strip = Strip::default();
            strip.bar("s", "", [scale.at(0.0), scale.at(low)], [6.0, 16.0]);
            strip.bar("k", "url(#hatch)", [scale.at(low), scale.at(high)], [6.0, 16.0]);
            let value = if style.show(low) == style.show(high) {
                style.show(high)
            } else {
                format!("{} to {}", style.show(low), style.show(high))
            };
            rows.push(Row { label: what.to_owned(), small: small.to_owned(), strip, value, height: 34.0 });
            table.rows.push(vec![
                Cell::Words(format!("{what} ({small})")),
                Cell::Number(style.show(low)),
                Cell::Number(style.show(high)),
            ]);
        }
        let reads = if self.sweep() {
            "Against choosing one structure for all points. Solid: at least; hatched: at most, which few replications make too \
             high. Every point is taken to be equally likely."
        } else {
            "The expected value of perfect information, against choosing the structure with the best mean."
        };
        Some(Block::Figure(Box::new(Figure {
            title: format!("What knowing would be worth, in {} ({})", self.outcome(), self.unit()),
            says,
            chart: chart::rows(rows, &scale, style, None, &self.unit()),
            reads: words(reads),
            behind: self.behind(),
            table,
        })))
    }

    /// Where one structure is the best whatever comes, nothing that could be known would change the choice.
    fn nothing_to_know(&self, pooled: &[Vec<f64>]) -> Option<String> {
        let best = regrets(pooled).iter().position(|regret| regret.max <= 0.0)?;
        let one = self.futures.lives.future();
        let everywhere = if self.sweep() { " at every point" } else { "" };
        Some(format!(
            "What knowing would be worth: nothing. {} is best in each of these {one}s{everywhere}, so that no knowledge of the {one} would \
             change the choice.",
            capital(self.arm(best))
        ))
    }

    /// How much of what differs comes of the points, and how much of luck.
    pub(super) fn luck(&self) -> Option<Section> {
        if !self.sweep() || self.common < 2 {
            return None;
        }
        let of = |arm: usize, less: Option<usize>| -> Option<Components> {
            let point = |&point: &usize| {
                let off = |i: usize| less.map_or(0.0, |less| self.futures.of(point, less)[i]);
                let values = &self.futures.of(point, arm)[..self.common];
                values.iter().enumerate().map(|(i, x)| x - off(i)).collect::<Vec<f64>>()
            };
            components(&self.whole.iter().map(point).collect::<Vec<_>>())
        };
        let mut found: Vec<(String, Option<Components>)> =
            self.ranked.iter().map(|&arm| (self.arm(arm).to_owned(), of(arm, None))).collect();
        if let [a, b, ..] = self.ranked[..] {
            found.push((format!("{} less {}", self.arm(a), self.arm(b)), of(a, Some(b))));
        }
        let scale = Scale::whole(1.0);
        let mut table = Table {
            head: [
                "",
                "share of parameters",
                "lower end",
                "upper end",
                "standard deviation of parameters",
                "of luck",
            ]
            .map(str::to_owned)
            .to_vec(),
            ..Table::default()
        };
        let spread = |c: &Components| [c.between.sqrt(), c.within.sqrt()];
        let all: Vec<f64> = found.iter().filter_map(|(_, c)| c.as_ref()).flat_map(spread).collect();
        let style = self.style(all.into_iter(), std::iter::empty());
        let mut rows = Vec::new();
        for (name, components) in &found {
            let mut strip = Strip::default();
            let mut value = NOTHING.to_owned();
            let mut row = vec![Cell::Words(name.clone())];
            if let Some(c) = components.as_ref().filter(|c| c.share.is_finite()) {
                let share = scale.at(c.share);
                strip.bar("s", "", [0.0, share], [5.0, 18.0]);
                strip.bar("k", "url(#hatch)", [share, 100.0], [5.0, 18.0]);
                strip.line("e", [scale.at(c.low), scale.at(c.high)], 27.0);
                value = format!("{} ({} to {})", percent(c.share), percent(c.low), percent(c.high));
                row.extend([c.share, c.low, c.high].map(|share| Cell::Number(percent(share))));
                row.extend(spread(c).map(|sd| Cell::Number(style.show(sd))));
            } else {
                row.extend((0..5).map(|_| Cell::Number(NOTHING.to_owned())));
            }
            rows.push(Row { label: name.clone(), strip, value, height: 32.0, ..Row::default() });
            table.rows.push(row);
        }
        let least = found.first().and_then(|(_, c)| c.as_ref()).map_or(f64::NAN, |c| c.share);
        let figure = Figure {
            title: format!("{}: parameters against luck", capital(&self.outcome())),
            says: format!(
                "Of what differs between single futures of {}, {} comes of the parameters (the points) and the rest of luck (the replications).",
                found.first().map_or("", |(name, _)| name),
                percent(least)
            ),
            chart: chart::rows(
                rows,
                &scale,
                Style { scale: 100.0, decimals: 0 },
                None,
                "% of the variance of one future",
            ),
            reads: html! {
                span.keys { (chart::key(chart::SOLID, "parameters")) " " (chart::key(chart::HATCHED, "luck")) }
                " Line below: the 95 % interval of the share. The last row is the difference, future by future."
            },
            behind: self.behind(),
            table,
        };
        Some(Section {
            id: "luck",
            title: "Luck or parameters".to_owned(),
            blocks: vec![Block::Figure(Box::new(figure))],
        })
    }
}
