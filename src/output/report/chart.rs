//! Charts as inline SVG whose places are per cent of the width they get, so that they fit a phone, a screen and a page
//! while letters and lines keep their size. Colours are the page's; nothing is told by colour alone.

use std::fmt::Write;

use maud::Markup;

use super::html::raw;
use crate::output::pictures::kit::{PATTERNS, escaped, round_step};
use crate::output::words::number::Style;

/// The patterns that charts refer to, to stand once on the page.
pub fn patterns() -> Markup {
    let mut out =
        "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" style=\"position:absolute\"><defs>".to_owned();
    for (arm, path) in PATTERNS.iter().enumerate() {
        let _ = write!(
            out,
            "<pattern id=\"p{arm}\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"12\" height=\"12\" style=\"fill:var(--a{arm})\"/><path class=\"pt\" d=\"{path}\"/></pattern>"
        );
    }
    out.push_str(
        "<pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"h\" d=\"M0 7L7 0M-2 2L2 -2M5 9L9 5\"/></pattern></defs></svg>\n",
    );
    raw(out)
}

/// The pattern of an arm.
pub fn pattern(arm: usize) -> String {
    format!("url(#p{})", arm % PATTERNS.len())
}

/// One entry of the key to a chart: what a bar with these attributes means.
pub fn key(bar: &str, meaning: &str) -> Markup {
    raw(format!(
        "<span><svg class=\"key\" aria-hidden=\"true\"><rect {bar}/></svg>{}</span>",
        escaped(meaning)
    ))
}

/// The attributes of a solid bar in a [`key`].
pub const SOLID: &str = "class=\"s\" width=\"100%\" height=\"100%\"";
/// Those of a hatched one.
pub const HATCHED: &str = "class=\"k\" style=\"fill:url(#hatch)\" width=\"100%\" height=\"100%\"";

/// From where to where an axis goes, and its ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// An axis on which all of these fit; `None` for no finite number.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let (low, high) = values
            .into_iter()
            .filter(|x| x.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        if low > high {
            return None;
        }
        let wide = if high > low { high - low } else { low.abs().max(1.0) };
        let air = if high > low { wide * 0.03 } else { wide / 2.0 };
        Some(Self { low: low - air, high: high + air, step: round_step((wide + 2.0 * air) / 4.0) })
    }

    /// An axis from zero to all of something.
    pub fn whole(all: f64) -> Self {
        let all = if all > 0.0 { all } else { 1.0 };
        Self { low: 0.0, high: all, step: round_step(all / 4.0) }
    }

    /// Where a number lies, in per cent of the width.
    pub fn at(&self, x: f64) -> f64 {
        (100.0 * (x - self.low) / (self.high - self.low)).clamp(0.0, 100.0)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> + '_ {
        let first = (self.low / self.step).ceil() as i64;
        let last = (self.high / self.step + 1e-9).floor() as i64;
        (first..=last).map(|i| i as f64 * self.step)
    }

    fn style(&self, style: Style) -> Style {
        let step = self.step * style.scale;
        let digits = -libm::floor(libm::log10(step) + 1e-9);
        Style { decimals: digits.clamp(0.0, 4.0) as usize, ..style }
    }
}

/// A strip of marks, all at per cent of the width.
#[derive(Debug, Clone, Default)]
pub struct Strip(String);

impl Strip {
    /// A horizontal line.
    pub fn line(&mut self, class: &str, [from, to]: [f64; 2], y: f64) {
        let _ = write!(
            self.0,
            "<line class=\"{class}\" x1=\"{from:.2}%\" x2=\"{to:.2}%\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>"
        );
    }

    /// A vertical line.
    pub fn tick(&mut self, class: &str, x: f64, [from, to]: [f64; 2]) {
        let _ = write!(
            self.0,
            "<line class=\"{class}\" x1=\"{x:.2}%\" x2=\"{x:.2}%\" y1=\"{from:.1}\" y2=\"{to:.1}\"/>"
        );
    }

    /// A dot.
    pub fn dot(&mut self, class: &str, x: f64, y: f64, r: f64) {
        let _ = write!(self.0, "<circle class=\"{class}\" cx=\"{x:.2}%\" cy=\"{y:.1}\" r=\"{r}\"/>");
    }

    /// A bar; `fill` names a pattern, or is empty for what the class says.
    pub fn bar(&mut self, class: &str, fill: &str, [from, to]: [f64; 2], [y, height]: [f64; 2]) {
        let fill = if fill.is_empty() { String::new() } else { format!(" style=\"fill:{fill}\"") };
        let _ = write!(
            self.0,
            "<rect class=\"{class}\"{fill} x=\"{:.2}%\" width=\"{:.2}%\" y=\"{y:.1}\" height=\"{height:.1}\"/>",
            from.min(to),
            (to - from).abs()
        );
    }

    /// Words.
    pub fn text(&mut self, class: &str, anchor: &str, x: f64, y: f64, words: &str) {
        let _ = write!(
            self.0,
            "<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{x:.2}%\" y=\"{y:.1}\">{}</text>",
            escaped(words)
        );
    }

    /// Curves: `width` and `height` of what they are drawn in are stretched to the whole strip.
    pub fn curves(&mut self, [width, height]: [f64; 2], paths: &str) {
        let _ = write!(
            self.0,
            "<svg x=\"0\" y=\"0\" width=\"100%\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" preserveAspectRatio=\"none\">{paths}</svg>"
        );
    }

    /// The strip as an SVG.
    pub fn svg(&self, height: f64) -> String {
        format!("<svg height=\"{height:.0}\" aria-hidden=\"true\">{}</svg>", self.0)
    }
}

/// One row of a chart.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// What it is about.
    pub label: String,
    /// A line below the label, smaller.
    pub small: String,
    /// What is drawn.
    pub strip: Strip,
    /// What is written behind it.
    pub value: String,
    /// How tall it is.
    pub height: f64,
}

/// Rows on one scale, with its axis below and a dashed line at `origin`.
pub fn rows(rows: Vec<Row>, scale: &Scale, style: Style, origin: Option<f64>, axis: &str) -> Markup {
    let mut out = "<div class=\"plot\">".to_owned();
    for row in rows {
        let mut strip = Strip::default();
        scale.ticks().for_each(|tick| strip.tick("g", scale.at(tick), [0.0, row.height]));
        if let Some(origin) = origin {
            strip.tick("z", scale.at(origin), [0.0, row.height]);
        }
        strip.0.push_str(&row.strip.0);
        let small = if row.small.is_empty() {
            String::new()
        } else {
            format!("<small>{}</small>", escaped(&row.small))
        };
        let _ = writeln!(
            out,
            "<div class=\"row\"><div class=\"lab\">{}{small}</div>{}<div class=\"val\">{}</div></div>",
            escaped(&row.label),
            strip.svg(row.height),
            escaped(&row.value)
        );
    }
    let mut strip = Strip::default();
    let shown = scale.style(style);
    let ticks: Vec<f64> = scale.ticks().collect();
    // On a phone there is room for every other number where they are long.
    let every = if ticks.len() > 5 { 2 } else { 1 };
    for (i, &tick) in ticks.iter().enumerate() {
        strip.tick("g", scale.at(tick), [0.0, 5.0]);
        if i % every == 0 {
            strip.text("", "middle", scale.at(tick), 18.0, &shown.show(tick));
        }
    }
    strip.text("", "middle", 50.0, 36.0, axis);
    let _ = writeln!(
        out,
        "<div class=\"row ax\"><div class=\"lab\"></div>{}<div class=\"val\"></div></div></div>",
        strip.svg(42.0)
    );
    raw(out)
}

/// How many dots a distribution is told by.
pub const DOTS: usize = 20;
/// Columns that dots fall into.
const COLUMNS: f64 = 42.0;

/// A distribution as dots of equal chance, piled up; the numbers are its quantiles in rising order.
pub fn dots(strip: &mut Strip, quantiles: &[f64], scale: &Scale, height: f64) {
    let mut piles: Vec<(i64, u32)> = Vec::new();
    for &x in quantiles {
        let column = (scale.at(x) / 100.0 * COLUMNS).floor() as i64;
        let pile = match piles.last_mut() {
            Some(last) if last.0 == column => last,
            _ => {
                piles.push((column, 0));
                let end = piles.len() - 1;
                &mut piles[end]
            }
        };
        strip.dot("d", (column as f64 + 0.5) / COLUMNS * 100.0, height - 5.0 - 8.0 * f64::from(pile.1), 3.7);
        pile.1 += 1;
    }
}

/// How tall the tallest pile of [`dots`] is.
pub fn piled(quantiles: &[f64], scale: &Scale) -> f64 {
    let mut columns: Vec<i64> =
        quantiles.iter().map(|&x| (scale.at(x) / 100.0 * COLUMNS).floor() as i64).collect();
    columns.sort_unstable();
    let tallest = columns.chunk_by(|a, b| a == b).map(<[i64]>::len).max().unwrap_or(0);
    tallest as f64 * 8.0 + 6.0
}

/// The height of a panel of [`fan`].
const PANEL: f64 = 170.0;

/// A fan: bands of simulated futures by month, the widest first, and their median; panels are on one scale.
pub fn fan(bands: &[[f64; 7]], scale: &Scale, style: Style, zero: bool) -> Markup {
    let months = bands.len().max(2) as f64;
    let x = |month: usize| 1_000.0 * month as f64 / (months - 1.0);
    let y = |value: f64| PANEL * (1.0 - scale.at(value) / 100.0);
    let mut paths = String::new();
    for (class, low, high) in [("f1", 0, 6), ("f2", 1, 5), ("f3", 2, 4)] {
        let points = |end: usize| -> Vec<String> {
            bands
                .iter()
                .enumerate()
                .map(|(month, band)| format!("{:.1},{:.1}", x(month), y(band[end])))
                .collect()
        };
        let back: Vec<String> = points(low).into_iter().rev().collect();
        let _ = write!(
            paths,
            "<polygon class=\"{class}\" points=\"{} {}\"/>",
            points(high).join(" "),
            back.join(" ")
        );
    }
    let median: Vec<String> =
        bands.iter().enumerate().map(|(month, band)| format!("{:.1},{:.1}", x(month), y(band[3]))).collect();
    let _ = write!(paths, "<polyline class=\"md\" points=\"{}\"/>", median.join(" "));
    let mut strip = Strip::default();
    let shown = scale.style(style);
    for tick in scale.ticks() {
        strip.line("g", [0.0, 100.0], y(tick));
    }
    if zero && scale.low < 0.0 && scale.high > 0.0 {
        strip.line("z", [0.0, 100.0], y(0.0));
    }
    strip.curves([1_000.0, PANEL], &paths);
    let mut labels = Strip::default();
    for tick in scale.ticks() {
        labels.text("", "end", 86.0, y(tick) + 4.0, &shown.show(tick));
    }
    let every = [1, 3, 6, 12, 24].into_iter().find(|every| bands.len() / every <= 6).unwrap_or(24);
    for month in (1..=bands.len()).filter(|month| month % every == 0) {
        let place = x(month - 1) / 10.0;
        strip.tick("g", place, [PANEL, PANEL + 5.0]);
        strip.text("", if place > 97.0 { "end" } else { "middle" }, place, PANEL + 19.0, &month.to_string());
    }
    strip.text("", "middle", 50.0, PANEL + 36.0, "month");
    raw(format!("<div class=\"fan\">{}{}</div>", labels.svg(PANEL + 42.0), strip.svg(PANEL + 42.0)))
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, Scale, Strip, dots, fan, piled};
    use crate::output::words::number::Style;

    const STYLE: Style = Style { scale: 1.0, decimals: 0 };

    #[test]
    fn an_axis_holds_all_its_numbers_and_has_a_few_round_ticks() {
        for (low, high) in [(0.0, 1.0), (-3.0, 900.0), (1e6, 1e6 + 3.0), (-0.002, 0.001)] {
            let scale = Scale::of([low, high, f64::NAN]).unwrap();
            assert!(scale.at(low) > 0.0 && scale.at(high) < 100.0);
            let ticks = scale.ticks().count();
            assert!((2..=6).contains(&ticks), "{low} {high}: {ticks}");
        }
        assert!(Scale::of([5.0]).is_some_and(|scale| (scale.at(5.0) - 50.0).abs() < 1.0));
        assert_eq!(Scale::of([f64::NAN]), None);
    }

    #[test]
    fn every_quantile_is_a_dot_and_equal_ones_lie_upon_each_other() {
        let scale = Scale::of([0.0, COLUMNS]).unwrap();
        let mut strip = Strip::default();
        dots(&mut strip, &[1.0, 1.0, 1.0, 30.0], &scale, 50.0);
        assert_eq!(strip.0.matches("<circle").count(), 4);
        assert!((piled(&[1.0, 1.0, 1.0, 30.0], &scale) - 30.0).abs() < 1e-9);
    }

    #[test]
    fn a_fan_of_one_month_and_of_futures_all_alike_can_be_drawn() {
        for bands in [vec![[3.0; 7]], vec![[0.0; 7]; 24]] {
            let scale = Scale::of(bands.iter().flatten().copied()).unwrap();
            let svg = fan(&bands, &scale, STYLE, true);
            assert!(!svg.0.contains("NaN") && !svg.0.contains("inf"), "{}", svg.0);
        }
    }
}
