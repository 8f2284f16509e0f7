//! How it responds: the outcome over the levels of the one factor of the design, under each arm.

use maud::html;

use super::Told;
use super::page::{Block, Cell, Figure, Section, Table, words};
use crate::evidence::Summary;
use crate::evidence::response::Response;
use crate::experiment::samples::Samples;
use crate::output::pictures::curves::CurvesView;
use crate::output::pictures::map::Axis;

/// The fewest levels of which a curve is drawn.
const FEWEST: usize = 3;
/// Columns of the picture.
const COLUMNS: usize = 90;

impl Told<'_> {
    pub(super) fn responds(&self) -> Option<Section> {
        let [factor] = self.run.design?.factors() else { return None };
        let x = Axis::of(factor);
        let (points, arms) = (self.futures.points, &self.futures.arms);
        if x.values.len() != points || points < FEWEST || !factor.ordered() {
            return None;
        }
        let values = (0..points).flat_map(|point| {
            (0..arms.len()).flat_map(move |arm| self.futures.of(point, arm)[..self.common].iter().copied())
        });
        let samples = Samples::of_values(arms.clone(), self.futures.outcome, self.common, values.collect());
        let responses = [Response::of(&samples)];
        let report = CurvesView { x: &x, arms, responses: &responses };
        let curves = &responses[0].curves;
        let levels = || curves.iter().flat_map(|curve| &curve.levels);
        let style = self.style(levels().map(|level| level.mean), levels().map(Summary::half_width));
        let mut table = Table { head: vec![x.title()], ..Table::default() };
        table.head.extend(arms.iter().map(|arm| format!("mean of {arm}")));
        for level in 0..points {
            let mut row = vec![Cell::Words(x.label(level))];
            row.extend(curves.iter().map(|curve| {
                let here = &curve.levels[level];
                Cell::Number(style.show_with(here.mean, here.half_width()))
            }));
            table.rows.push(row);
        }
        let figure = Figure {
            title: format!("{} over {}", self.outcome(), x.key),
            says: report.sentence(&responses[0]),
            chart: html! { pre role="img" aria-label={ (self.outcome()) " over " (x.key) } { (report.picture(&responses[0], COLUMNS)) } },
            reads: words(report.legend()),
            behind: self.behind(),
            table,
        };
        let blocks = vec![Block::Figure(Box::new(figure))];
        Some(Section { id: "responds", title: "How it responds".to_owned(), blocks })
    }
}
