//! What decides: the tornado of the difference between the two best arms, and the map of the two factors that decide it
//! most.

use super::chart::{self, Row, Scale, Strip};
use super::page::{Behind, Block, Cell, Figure, Section, Table};
use super::{Told, answer::capital, counted};
use crate::evidence::Verdict;
use crate::evidence::map::{Cell as Square, Map, has_direction};
use crate::evidence::sensitivity::{Found, Responses};
use crate::experiment::design::{Design, Method};
use crate::output::map::{Axis, Drawn, Report as MapReport};
use crate::output::number::{Style, percent};
use crate::output::sensitivity::{Question, Report as Sensitivity};
use crate::output::tornado::Bar;

/// The fewest points from which effects of factors are told.
const FEWEST: usize = 6;
/// The most bars of a tornado.
const BARS: usize = 14;
/// The most cells of a side of the map.
const CELLS: usize = 7;
/// Points that a cell of the map has about, where a factor has many values.
const PER_CELL: f64 = 8.0;

impl Told<'_> {
    /// The best arm, and the one taken off it where there is a next.
    fn pair(&self) -> (usize, Option<usize>) {
        let less = self.ranked.get(1).copied();
        (self.ranked.first().copied().unwrap_or(0), less)
    }

    fn responses(&self, arm: usize, less: Option<usize>) -> Responses {
        let n = self.common;
        let values = (0..self.futures.points).flat_map(|point| {
            let off = |i: usize| less.map_or(0.0, |less| self.futures.of(point, less)[i]);
            let one = |(i, x): (usize, &f64)| x - off(i);
            self.futures.of(point, arm)[..n].iter().enumerate().map(one).collect::<Vec<f64>>()
        });
        Responses::new(n, values.collect())
    }

    fn design(&self) -> Option<&Design> {
        self.run.design.filter(|_| self.whole.len() >= FEWEST)
    }

    fn found(&self, arm: usize, less: Option<usize>) -> Option<(Question, Found)> {
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
            blocks.extend(self.tornado(&question, &found).map(|figure| Block::Figure(Box::new(figure))));
        }
        (!blocks.is_empty()).then(|| Section { id: "decides", title: "What decides it".to_owned(), blocks })
    }

    fn tornado(&self, question: &Question, found: &Found) -> Option<Figure> {
        let design = self.design()?;
        let told = Sensitivity { question, design, replications: self.common, found };
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
            format!(" The {left_out} factors that move it least are left out.")
        } else {
            String::new()
        };
        let n = counted(self.common as u64, "replication");
        Some(Figure {
            title: format!("What moves {}", question.words()),
            says: told.sentence(),
            chart: chart::rows(rows, &scale, style, Some(origin), &axis),
            reads: format!("{}{more}", crate::output::svg::escaped(&reads)),
            behind: Behind {
                replications: self.common,
                words: format!(
                    "Behind it: {n} of each arm at {}. {}",
                    counted(found.noise().points as u64, "point"),
                    chance(found)
                ),
            },
            table,
        })
    }

    /// Bars of a design without a structure of its own: how the mean moves with each factor.
    fn swings(&self, told: &Sensitivity<'_>) -> Option<(Vec<Bar>, f64, Style)> {
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
            Sensitivity { question: &question, design, replications: self.common, found: &found }.order();
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
            MapReport { x: &x, y: &y, map: &map, outcome: self.futures.outcome, replications: self.common };
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

    fn draw(&self, report: &MapReport<'_>, points: &[Vec<Vec<usize>>]) -> Figure {
        let letters = report.letters();
        let (columns, rows) = (report.x.values.len(), report.y.values.len());
        let wide = 100.0 / columns as f64;
        const TALL: f64 = 46.0;
        let mut chart = format!(
            "<div class=\"plot map\"><p class=\"lab\" style=\"text-align:left;margin:0 0 .4rem\">↑ {}</p>",
            crate::output::svg::escaped(&report.y.title())
        );
        let mut table = Table {
            head: vec![report.x.title(), report.y.title(), "best".to_owned(), "points".to_owned()],
            ..Table::default()
        };
        table.head.extend(self.futures.arms.iter().map(|arm| format!("mean of {arm}")));
        let means = report.map.cells.iter().flatten().flatten().flat_map(|cell| cell.means.iter().copied());
        let style = self.style(means, std::iter::empty());
        for y in (0..rows).rev() {
            let mut strip = Strip::default();
            for x in 0..columns {
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
                    Drawn::Same => "the arms are the same".to_owned(),
                    Drawn::Unknown => "too few replications".to_owned(),
                    Drawn::Failed => "no point".to_owned(),
                };
                let mut row = vec![
                    Cell::Words(report.x.values[x].clone()),
                    Cell::Words(report.y.values[y].clone()),
                    Cell::Words(told),
                    Cell::Number(points[y][x].len().to_string()),
                ];
                let means = report.map.cells[y][x].as_ref().map(|cell| cell.means.clone());
                let means = means.unwrap_or_else(|| vec![f64::NAN; self.futures.arms.len()]);
                row.extend(means.into_iter().map(|mean| Cell::Number(style.show(mean))));
                table.rows.push(row);
            }
            chart.push_str(&format!(
                "<div class=\"row\"><div class=\"lab\">{}</div>{}</div>\n",
                crate::output::svg::escaped(&report.y.values[y]),
                strip.svg(TALL)
            ));
        }
        let mut strip = Strip::default();
        for x in 0..columns {
            // Long labels take turns on two lines.
            let line = if columns > 4 && x % 2 == 1 { 32.0 } else { 17.0 };
            strip.text("", "middle", wide * (x as f64 + 0.5), line, &report.x.values[x]);
        }
        strip.text("t", "middle", 50.0, 54.0, &format!("{} →", report.x.title()));
        chart.push_str(&format!(
            "<div class=\"row ax\"><div class=\"lab\"></div>{}</div></div>",
            strip.svg(60.0)
        ));
        let mut keys = "<span class=\"keys\">".to_owned();
        for (arm, letter) in letters.iter().enumerate() {
            keys.push_str(&format!(
                "<span><svg class=\"key\" aria-hidden=\"true\"><rect width=\"100%\" height=\"100%\" style=\"fill:{}\"/></svg>{letter} {}</span> ",
                chart::pattern(arm),
                crate::output::svg::escaped(self.arm(arm))
            ));
        }
        keys.push_str("</span>");
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
            reads: format!(
                "{keys}<br>A capital on colour and pattern: that arm leads in the cell ({led} cells). Small letters: too close \
                 to call between these, the best mean first. · no point. Each cell is judged by itself, by paired 95 % \
                 intervals corrected for the number of arms, not for the number of cells: where nothing differs, about one \
                 cell in twenty would still be called. The other factors vary within a cell."
            ),
            behind: Behind {
                replications: self.common,
                words: format!(
                    "Behind it: {} of each arm at {per_cell} in each cell.",
                    counted(self.common as u64, "replication")
                ),
            },
            table,
        }
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
        return crate::output::number::Style { scale: 1.0, decimals: 0 }.show(x);
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
        assert_eq!([14.0, 0.2345, 3.0, 1234.5, 0.5].map(short), ["14", "0.23", "3", "1,235", "0.5"]);
    }
}
