//! The map: in the plane of the two factors that decide most, which arm is best where.

use maud::{Markup, html};

use super::chart::{self, Strip};
use super::html::raw;
use super::page::{Behind, Block, Cell, Figure, Section, Table};
use super::{Told, answer::capital};
use crate::evidence::Verdict;
use crate::evidence::map::{Map, MapCell as Square, has_direction};
use crate::experiment::design::{Design, Method};
use crate::output::pictures::map::{Axis, Drawn, MapView};
use crate::output::pictures::sensitivity::AnalysisView;
use crate::scenario::numbers::counted;

/// The most cells of a side of the map.
const CELLS: usize = 7;
/// Points that a cell of the map has about, where a factor has many values.
const PER_CELL: f64 = 8.0;

impl Told<'_> {
    pub(super) fn map(&self) -> Option<Section> {
        let design = self.design()?;
        let alone = matches!(design.method(), Method::OneAtATime { .. });
        if self.futures.arms.len() < 2
            || design.factors().len() < 2
            || alone
            || !has_direction(self.futures.outcome)
        {
            return None;
        }
        let (arm, less) = self.pair();
        let (question, found) = self.found(arm, less)?;
        let order =
            AnalysisView { question: &question, design, replications: self.common, found: &found }.order();
        let bins = self.bins(design);
        let mut chosen = order.into_iter().filter(|&factor| bins[factor].is_some());
        let (first, second) = (chosen.next()?, chosen.next()?);
        // The plane as people draw it: the factor that was named first lies across.
        let (x, y) = (first.min(second), first.max(second));
        let (x_bins, y_bins) = (bins[x].as_ref()?, bins[y].as_ref()?);
        let axis = |factor: usize, bins: &Bins| Axis {
            key: design.factors()[factor].key().to_owned(),
            unit: design.factors()[factor].unit(),
            values: bins.labels.clone(),
        };
        let mut points: Vec<Vec<Vec<usize>>> =
            vec![vec![Vec::new(); x_bins.labels.len()]; y_bins.labels.len()];
        for (at, &point) in self.whole.iter().enumerate() {
            points[y_bins.of[at]][x_bins.of[at]].push(point);
        }
        let cell = |points: &Vec<usize>| {
            (!points.is_empty())
                .then(|| Square::of(&self.futures.averaged(points, self.common), self.futures.outcome))
        };
        let cells = points.iter().map(|row| row.iter().map(cell).collect()).collect();
        let map = Map { arms: self.futures.arms.clone(), cells };
        let (x, y) = (axis(x, x_bins), axis(y, y_bins));
        let report =
            MapView { x: &x, y: &y, map: &map, outcome: self.futures.outcome, replications: self.common };
        let figure = self.draw(&report, &points);
        Some(Section {
            id: "map",
            title: "Where each is best".to_owned(),
            blocks: vec![Block::Figure(Box::new(figure))],
        })
    }

    /// The cells into which each factor's values fall; `None` where there are too few or too many.
    fn bins(&self, design: &Design) -> Vec<Option<Bins>> {
        let all: Vec<Vec<String>> = self
            .whole
            .iter()
            .filter_map(|&point| design.point(point as u64))
            .map(|point| point.settings.into_iter().map(|setting| setting.value).collect())
            .collect();
        if all.len() < self.whole.len() {
            return vec![None; design.factors().len()];
        }
        let most = ((all.len() as f64 / PER_CELL).sqrt() as usize).clamp(2, CELLS);
        let bins = |factor: usize| {
            let values: Vec<&str> = all.iter().map(|row| row[factor].as_str()).collect();
            Bins::of(&values, design.factors()[factor].ordered(), most)
        };
        (0..design.factors().len()).map(bins).collect()
    }

    fn draw(&self, report: &MapView<'_>, points: &[Vec<Vec<usize>>]) -> Figure {
        let letters = report.letters();
        let (columns, rows) = (report.x.values.len(), report.y.values.len());
        let wide = 100.0 / columns as f64;
        const TALL: f64 = 46.0;
        let mut lanes = Vec::new();
        let mut table = Table {
            head: vec![report.x.title(), report.y.title(), "best".to_owned(), "points".to_owned()],
            ..Table::default()
        };
        table.head.extend(self.futures.arms.iter().map(|arm| format!("mean of {arm}")));
        let means = report.map.cells.iter().flatten().flatten().flat_map(|cell| cell.means.iter().copied());
        let style = self.style(means, std::iter::empty());
        for y in (0..rows).rev() {
            let mut strip = Strip::default();
            for (x, inside) in points[y].iter().enumerate() {
                let drawn = report.drawn(x, y);
                let place = [wide * x as f64, wide * (x + 1) as f64];
                let middle = wide * (x as f64 + 0.5);
                match &drawn {
                    Drawn::Led(arm) => {
                        strip.bar("c", &chart::pattern(*arm), place, [0.0, TALL]);
                        strip.dot("disc", middle, TALL / 2.0, 12.0);
                        strip.text("in", "middle", middle, TALL / 2.0 + 5.0, &report.mark(&drawn, &letters));
                    }
                    Drawn::Failed => {
                        strip.bar("x", "", place, [0.0, TALL]);
                        strip.text("", "middle", middle, TALL / 2.0 + 4.0, "·");
                    }
                    _ => {
                        strip.bar("x", "", place, [0.0, TALL]);
                        strip.text("", "middle", middle, TALL / 2.0 + 4.0, &report.mark(&drawn, &letters));
                    }
                }
                let name = |arm: usize| self.arm(arm).to_owned();
                let told = match &drawn {
                    Drawn::Led(arm) => name(*arm),
                    Drawn::Close(arms) => {
                        let names: Vec<String> = arms.iter().map(|&arm| name(arm)).collect();
                        format!("too close to call: {}", names.join(", "))
                    }
                    Drawn::Same => "the structures are the same".to_owned(),
                    Drawn::Unknown => "too few replications".to_owned(),
                    Drawn::Failed => "no point".to_owned(),
                };
                let mut row = vec![
                    Cell::Words(report.x.values[x].clone()),
                    Cell::Words(report.y.values[y].clone()),
                    Cell::Words(told),
                    Cell::Number(inside.len().to_string()),
                ];
                let means = report.map.cells[y][x].as_ref().map(|cell| cell.means.clone());
                let means = means.unwrap_or_else(|| vec![f64::NAN; self.futures.arms.len()]);
                row.extend(means.into_iter().map(|mean| Cell::Number(style.show(mean))));
                table.rows.push(row);
            }
            lanes.push(html! {
                div.row { div.lab { (report.y.values[y]) } (raw(strip.svg(TALL))) } "\n"
            });
        }
        let mut strip = Strip::default();
        for x in 0..columns {
            // Long labels take turns on two lines.
            let line = if columns > 4 && x % 2 == 1 { 32.0 } else { 17.0 };
            strip.text("", "middle", wide * (x as f64 + 0.5), line, &report.x.values[x]);
        }
        let below = if columns > 4 { 54.0 } else { 38.0 };
        strip.text("t", "middle", 50.0, below, &format!("{} →", report.x.title()));
        let axis = raw(strip.svg(below + 6.0));
        let chart = html! {
            div.plot.map {
                p.lab style="text-align:left;margin:0 0 .4rem" { "↑ " (report.y.title()) }
                @for lane in &lanes { (lane) }
                div.row.ax { div.lab {} (axis) }
            }
        };
        let key = |(arm, letter): (usize, &char)| {
            let bar = format!("width=\"100%\" height=\"100%\" style=\"fill:{}\"", chart::pattern(arm));
            chart::key(&bar, &format!("{letter} {}", self.arm(arm)))
        };
        let keys: Vec<Markup> = letters.iter().enumerate().map(key).collect();
        let filled = points.iter().flatten().map(Vec::len).filter(|&n| n > 0);
        let (least, most) = filled.fold((usize::MAX, 0), |(least, most), n| (least.min(n), most.max(n)));
        let per_cell =
            if least == most { counted(most as u64, "point") } else { format!("{least} to {most} points") };
        let led = report
            .map
            .cells
            .iter()
            .flatten()
            .flatten()
            .filter(|cell| matches!(cell.verdict, Verdict::Leads { .. }));
        let led = led.count();
        Figure {
            title: format!("{} by {} and {}", capital(&self.outcome()), report.x.key, report.y.key),
            says: report.sentence(),
            chart,
            reads: html! {
                span.keys { @for key in &keys { (key) " " } }
                br;
                "A capital on colour and pattern: that structure leads in the cell (" (led) " cells). Small letters: too close to \
                 call between these, the best mean first. · no point. Each cell is judged by itself, by paired 95 % intervals \
                 corrected for the number of structures, not for the number of cells: where nothing differs, about one cell in \
                 twenty would still be called. The other factors vary within a cell."
            },
            behind: Behind {
                replications: self.common,
                words: format!(
                    "Behind it: {} of each structure at {per_cell} in each cell.",
                    counted(self.common as u64, "replication")
                ),
            },
            table,
        }
    }
}

/// The values of a factor in a few cells.
#[derive(Debug, Clone, PartialEq)]
struct Bins {
    labels: Vec<String>,
    /// Of each point, in which it is.
    of: Vec<usize>,
}

impl Bins {
    /// Each value a cell where there are few; else cells of as many points each.
    fn of(values: &[&str], ordered: bool, most: usize) -> Option<Self> {
        let number = |value: &str| value.parse::<f64>().unwrap_or(f64::NAN);
        let mut distinct: Vec<&str> = values.to_vec();
        if ordered {
            distinct.sort_by(|a, b| number(a).total_cmp(&number(b)));
        } else {
            distinct.sort_unstable();
        }
        distinct.dedup();
        if distinct.len() < 2 || values.contains(&"") {
            return None;
        }
        let bare = |value: &str| value.trim_matches('"').to_owned();
        if distinct.len() <= CELLS {
            let of = values.iter().map(|value| distinct.iter().position(|other| other == value).unwrap_or(0));
            return Some(Self {
                of: of.collect(),
                labels: distinct.iter().map(|value| bare(value)).collect(),
            });
        }
        if !ordered || values.iter().any(|value| number(value).is_nan()) {
            return None;
        }
        let mut sorted: Vec<f64> = values.iter().map(|value| number(value)).collect();
        sorted.sort_by(f64::total_cmp);
        let mut starts: Vec<f64> = (0..most).map(|bin| sorted[bin * sorted.len() / most]).collect();
        starts.dedup();
        let of: Vec<usize> = values
            .iter()
            .map(|value| starts.partition_point(|&start| start <= number(value)).saturating_sub(1))
            .collect();
        let labels = (0..starts.len())
            .map(|bin| {
                let inside =
                    of.iter().zip(values).filter(|(of, _)| **of == bin).map(|(_, value)| number(value));
                let (low, high) =
                    inside.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
                if low == high { short(low) } else { format!("{}–{}", short(low), short(high)) }
            })
            .collect();
        Some(Self { labels, of })
    }
}

/// A number with two digits, or whole.
fn short(x: f64) -> String {
    if x.fract() == 0.0 || x.abs() >= 100.0 {
        return crate::output::words::number::Style { scale: 1.0, decimals: 0 }.show(x);
    }
    let digits = (1.0 - libm::floor(libm::log10(x.abs()))).clamp(0.0, 4.0) as usize;
    let text = format!("{x:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::{Bins, short};

    #[test]
    fn few_values_are_a_cell_each_and_many_fall_into_cells_of_as_many_points() {
        let words = Bins::of(&["\"pod\"", "\"pool\"", "\"pod\""], false, 3).unwrap();
        assert_eq!((words.labels, words.of), (vec!["pod".to_owned(), "pool".to_owned()], vec![0, 1, 0]));
        let numbers: Vec<String> = (0..40).map(|i| format!("{}", f64::from(i) * 0.5)).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let bins = Bins::of(&numbers, true, 4).unwrap();
        assert_eq!(bins.labels, ["0–4.5", "5–9.5", "10–14", "15–20"].map(str::to_owned));
        assert!((0..4).all(|bin| bins.of.iter().filter(|&&of| of == bin).count() == 10));
        assert_eq!(Bins::of(&["1", "1"], true, 4), None, "a factor that is not varied has no cells");
        assert_eq!(Bins::of(&["1", ""], true, 4), None, "nor has one that is left alone");
    }

    #[test]
    fn numbers_of_axes_are_short() {
        assert_eq!([14.0, 0.2345, 3.0, 1234.7, 0.5].map(short), ["14", "0.23", "3", "1,235", "0.5"]);
    }
}
