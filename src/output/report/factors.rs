//! What decides: the tornado of the difference between the two best arms, and of the best arm's outcome.

use maud::html;

use super::Told;
use super::chart::{self, Row, Scale, Strip};
use super::page::{Behind, Block, Cell, Figure, Section, Table};
use crate::evidence::sensitivity::{Found, Responses};
use crate::experiment::design::Design;
use crate::experiment::samples::apart;
use crate::output::pictures::sensitivity::{AnalysisView, Question};
use crate::output::pictures::tornado::Bar;
use crate::output::words::number::{Style, percent};
use crate::scenario::numbers::counted;

/// The fewest points from which effects of factors are told.
const FEWEST: usize = 6;
/// The most bars of a tornado.
const BARS: usize = 14;

impl Told<'_> {
    /// The best arm, and the one taken off it where there is a next.
    pub(super) fn pair(&self) -> (usize, Option<usize>) {
        let less = self.ranked.get(1).copied();
        (self.ranked.first().copied().unwrap_or(0), less)
    }

    fn responses(&self, arm: usize, less: Option<usize>) -> Responses {
        let n = self.common;
        let values = (0..self.futures.points).flat_map(|point| {
            let one =
                |(i, x): (usize, &f64)| less.map_or(*x, |less| apart(*x, self.futures.of(point, less)[i]));
            self.futures.of(point, arm)[..n].iter().enumerate().map(one).collect::<Vec<f64>>()
        });
        Responses::new(n, values.collect())
    }

    pub(super) fn design(&self) -> Option<&Design> {
        self.run.design.filter(|_| self.whole.len() >= FEWEST)
    }

    pub(super) fn found(&self, arm: usize, less: Option<usize>) -> Option<(Question, Found)> {
        let design = self.design()?;
        let question = Question {
            outcome: self.futures.outcome,
            arm: self.arm(arm).to_owned(),
            less: less.map(|less| self.arm(less).to_owned()),
        };
        Some((question, Found::of(design, &self.responses(arm, less), self.futures.seed)))
    }

    pub(super) fn what_decides(&self) -> Option<Section> {
        let (arm, less) = self.pair();
        let mut blocks = Vec::new();
        for less in less.map(Some).into_iter().chain([None]) {
            let (question, found) = self.found(arm, less)?;
            let told = AnalysisView {
                question: &question,
                design: self.design()?,
                replications: self.common,
                found: &found,
            };
            match told.nothing() {
                Some(nothing) => blocks.push(Block::Note(nothing)),
                None => blocks
                    .extend(self.tornado(&question, &found).map(|figure| Block::Figure(Box::new(figure)))),
            }
        }
        (!blocks.is_empty()).then(|| Section { id: "decides", title: "What decides it".to_owned(), blocks })
    }

    fn tornado(&self, question: &Question, found: &Found) -> Option<Figure> {
        let design = self.design()?;
        let told = AnalysisView { question, design, replications: self.common, found };
        let (mut bars, origin, style) = match found {
            Found::Groups(_) => self.swings(&told)?,
            _ => told.bars(),
        };
        let left_out = bars.len().saturating_sub(BARS);
        bars.truncate(BARS);
        let ends = bars.iter().flat_map(|bar| [bar.extent, bar.whisker, bar.ends]).flatten();
        let scale = Scale::of(ends.chain([origin]))?;
        let mut rows = Vec::new();
        let mut table = Table {
            head: ["factor", "lowest", "highest", "first value", "last value", ""]
                .map(str::to_owned)
                .to_vec(),
            ..Table::default()
        };
        for bar in &bars {
            let mut strip = Strip::default();
            let ends = |[from, to]: [f64; 2]| {
                (from.is_finite() && to.is_finite()).then(|| [scale.at(from.min(to)), scale.at(from.max(to))])
            };
            if let Some(extent) = ends(bar.extent) {
                strip.bar("b", "", extent, [5.0, 16.0]);
            }
            if let Some(whisker) = ends(bar.whisker) {
                strip.line("w", whisker, 13.0);
                whisker.iter().for_each(|&x| strip.tick("w", x, [9.0, 17.0]));
            }
            for (end, class) in bar.ends.into_iter().zip(["o", "d"]) {
                if end.is_finite() {
                    strip.dot(class, scale.at(end), 13.0, 4.6);
                }
            }
            rows.push(Row {
                label: bar.name.clone(),
                strip,
                value: bar.text.clone(),
                height: 26.0,
                ..Row::default()
            });
            let mut row = vec![Cell::Words(bar.name.clone())];
            row.extend(
                [bar.extent[0], bar.extent[1], bar.ends[0], bar.ends[1]].map(|x| Cell::Number(style.show(x))),
            );
            row.push(Cell::Words(bar.text.clone()));
            table.rows.push(row);
        }
        let (axis, reads) = match found {
            Found::Groups(_) => (
                self.unit(),
                "Bar: from the lowest to the highest mean over points with like values of the factor, all others varying. \
                 ○ its lowest values, ● its highest; where they lie inside the bar, the outcome rises and falls. Dashed: \
                 the mean over all points. At the right, the share of the variance between points that the factor \
                 explains."
                    .to_owned(),
            ),
            Found::Alone(_) => (self.unit(), told.legend().to_owned()),
            Found::Screening(_) => (self.unit(), told.legend().to_owned()),
            Found::Indices(_) => ("% of the variance".to_owned(), told.legend().to_owned()),
        };
        let more = if left_out > 0 {
            format!(" Left out: {} that it hangs on least.", counted(left_out, "factor"))
        } else {
            String::new()
        };
        let n = counted(self.common as u64, "replication");
        Some(Figure {
            title: format!("What moves {}", question.words()),
            says: told.sentence(),
            chart: chart::rows(rows, &scale, style, Some(origin), &axis),
            reads: html! { (reads) (more) },
            behind: Behind {
                replications: self.common,
                words: format!(
                    "Behind it: {n} of each structure at {}. {}",
                    counted(found.noise().points as u64, "point"),
                    chance(found)
                ),
            },
            table,
        })
    }

    /// Bars of a design without a structure of its own: how the mean moves with each factor.
    fn swings(&self, told: &AnalysisView<'_>) -> Option<(Vec<Bar>, f64, Style)> {
        let Found::Groups(groups) = told.found else { return None };
        let means: Vec<f64> =
            groups.factors.iter().flat_map(|effect| effect.groups.iter().map(|g| g.mean)).collect();
        let style = self.style(means.iter().copied(), std::iter::empty());
        let responses: Vec<f64> =
            groups.factors.first()?.groups.iter().map(|g| g.mean * g.points as f64).collect();
        let points: usize = groups.factors.first()?.groups.iter().map(|g| g.points).sum();
        let origin = responses.iter().sum::<f64>() / points as f64;
        let mut bars: Vec<Bar> = groups
            .factors
            .iter()
            .zip(told.design.factors())
            .map(|(effect, factor)| {
                let means = effect.groups.iter().map(|group| group.mean);
                let low = means.clone().fold(f64::INFINITY, f64::min);
                let high = means.fold(f64::NEG_INFINITY, f64::max);
                let end =
                    |group: Option<&crate::evidence::sensitivity::Group>| group.map_or(f64::NAN, |g| g.mean);
                let ends = if factor.ordered() {
                    [end(effect.groups.first()), end(effect.groups.last())]
                } else {
                    [f64::NAN; 2]
                };
                Bar {
                    name: factor.key().to_owned(),
                    extent: if low <= high { [low, high] } else { [f64::NAN; 2] },
                    whisker: [f64::NAN; 2],
                    ends,
                    text: format!("explains {}", percent(effect.share.value.max(0.0))),
                }
            })
            .collect();
        let width = |bar: &Bar| {
            let width = bar.extent[1] - bar.extent[0];
            if width.is_nan() { f64::NEG_INFINITY } else { width }
        };
        bars.sort_by(|a, b| width(b).total_cmp(&width(a)));
        Some((bars, origin, style))
    }
}

/// How much of what differs between points is chance.
fn chance(found: &Found) -> String {
    let share = found.noise().share;
    if share.is_finite() {
        format!("Of what differs between points, {} is chance.", percent(share))
    } else {
        String::new()
    }
}
