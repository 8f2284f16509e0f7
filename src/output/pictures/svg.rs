//! The paths of all programmes as a static picture for a page or a slide: one panel a programme, on one scale, with
//! the other programmes in the background. It needs no script, no other file and no colours to be read.

use std::fmt::Write;

use super::kit::{PAPER, begun, escaped, line, round_step, shortened, text};
use super::path::{scale, step};
use crate::evidence::{Band, MONTH};
use crate::output::words::change::{ChangeView, Told, horizon};
use crate::output::words::marks::Mark;
use crate::output::words::number::Style;

const WIDTH: f64 = 960.0;
const LEFT: f64 = 96.0;
const RIGHT: f64 = 150.0;
/// Height of the plotting area of a panel.
const PLOT: f64 = 220.0;
/// Height of the head of the whole picture.
const HEAD: f64 = 92.0;
/// Space above the plot of a panel, for its title.
const TITLE: f64 = 34.0;
/// Space below the plot for the axis.
const AXIS: f64 = 32.0;
/// Height of the line of a mark.
const LANE: f64 = 20.0;
const STYLE: &str = "\
.h{font-size:19px;font-weight:600}.n{font-size:13px;fill:#4a5563}.t{font-size:15px;font-weight:600}\
.s{font-size:11.5px;fill:#4a5563}.g{stroke:#d9dee5;stroke-width:1}.z{stroke:#1d2530;stroke-width:1.2}\
.w{fill:#0b5d8a;fill-opacity:.15}.b{fill:#0b5d8a;fill-opacity:.22}\
.m{fill:none;stroke:#0b5d8a;stroke-width:2.6;stroke-linejoin:round}\
.o{fill:none;stroke:#8a94a1;stroke-width:1.4;stroke-dasharray:5 4}\
.c{stroke:#a3480b;stroke-width:1.2;stroke-dasharray:2 3}.k{fill:#a3480b}.e{fill:#7b6a58;fill-opacity:.55}\
.l{font-size:13px;font-weight:600;fill:#0b5d8a}";

/// Where things are.
struct Plot {
    low: f64,
    high: f64,
    months: usize,
    top: f64,
}

impl Plot {
    fn x(&self, day: f64) -> f64 {
        LEFT + (WIDTH - LEFT - RIGHT) * (day / (self.months as f64 * f64::from(MONTH))).clamp(0.0, 1.0)
    }

    fn y(&self, value: f64) -> f64 {
        self.top + PLOT * (self.high - value) / (self.high - self.low)
    }

    /// The points of one value of the bands, from zero on day 0.
    fn points(&self, bands: &[Band], value: impl Fn(&Band) -> f64) -> Vec<String> {
        let ends = (1..).zip(bands).map(|(month, band): (u32, _)| (f64::from(month * MONTH), value(band)));
        std::iter::once((0.0, 0.0))
            .chain(ends)
            .map(|(day, value)| format!("{:.1},{:.1}", self.x(day), self.y(value)))
            .collect()
    }
}

/// Draws it.
pub fn paths(report: &ChangeView, study: &str) -> String {
    let [low, high] = scale(report);
    // Air, so that no line runs along the edge.
    let air = (high - low) * 0.06;
    let panel = |told: &Told| TITLE + PLOT + AXIS + LANE * told.marks.len() as f64 + 18.0;
    let height = HEAD + report.programmes.iter().map(panel).sum::<f64>();
    let over = horizon(report.months);
    let title = format!("{study}: what each programme of change gains or loses over {over}");
    let note = format!(
        "Profit per head, added up from the first day, less that without change. {} {}.",
        report.replications,
        report.lives.pairs()
    );
    let told = format!("{note} {}", report.sentences().join(" "));
    let mut svg = begun([WIDTH, height], &title, &told, STYLE) + PAPER;
    text(&mut svg, "h", "start", 24.0, 34.0, &title);
    text(&mut svg, "n", "start", 24.0, 57.0, &note);
    let legend = format!("Line: mean. Shaded: half of all {}s, and eight in ten.", report.lives.future());
    let others = if report.programmes.len() > 1 { " Dashed: the other programmes." } else { "" };
    text(&mut svg, "n", "start", 24.0, 77.0, &format!("{legend}{others}"));
    let mut top = HEAD;
    for told in &report.programmes {
        let plot = Plot { low: low - air, high: high + air, months: report.months, top: top + TITLE };
        draw(&mut svg, report, told, &plot);
        top += panel(told);
    }
    svg.push_str("</svg>\n");
    svg
}

/// One panel.
fn draw(svg: &mut String, report: &ChangeView, told: &Told, plot: &Plot) {
    let style = report.style();
    text(svg, "t", "start", 24.0, plot.top - 12.0, &told.name);
    grid(svg, plot, style);
    for mark in told.marks.iter().filter(|mark| mark.change) {
        let x = plot.x(f64::from(mark.day));
        line(svg, "c", [x, plot.top], [x, plot.top + PLOT]);
    }
    let bands = &told.trajectory.months;
    for (class, upper, lower) in [
        ("w", plot.points(bands, |band| band.all.p90), plot.points(bands, |band| band.all.p10)),
        ("b", plot.points(bands, |band| band.p75), plot.points(bands, |band| band.p25)),
    ] {
        let around: Vec<String> = upper.into_iter().chain(lower.into_iter().rev()).collect();
        let _ = writeln!(svg, "<polygon class=\"{class}\" points=\"{}\"/>", around.join(" "));
    }
    let mut labels = vec![(told, true)];
    for other in report.programmes.iter().filter(|other| other.name != told.name) {
        let points = plot.points(&other.trajectory.months, |band| band.all.mean).join(" ");
        let _ = writeln!(svg, "<polyline class=\"o\" points=\"{points}\"/>");
        labels.push((other, false));
    }
    let points = plot.points(bands, |band| band.all.mean).join(" ");
    let _ = writeln!(svg, "<polyline class=\"m\" points=\"{points}\"/>");
    label_ends(svg, plot, style, &labels);
    for (lane, mark) in told.marks.iter().enumerate() {
        draw_mark(svg, plot, mark, plot.top + PLOT + AXIS + LANE * lane as f64);
    }
}

/// Lines of round values and months, with their numbers, and the line of no change.
fn grid(svg: &mut String, plot: &Plot, style: Style) {
    let unit = round_step((plot.high - plot.low) / 5.0);
    let style = Style { decimals: if unit >= 1.0 { 0 } else { style.decimals }, ..style };
    let first = (plot.low / unit).ceil() as i64;
    for i in first..=(plot.high / unit).floor() as i64 {
        let value = i as f64 * unit;
        let y = plot.y(value);
        line(svg, if i == 0 { "z" } else { "g" }, [LEFT, y], [WIDTH - RIGHT, y]);
        text(svg, "s", "end", LEFT - 8.0, y + 4.0, &style.show(value));
    }
    let bottom = plot.top + PLOT;
    for month in (0..=plot.months).step_by(step(plot.months)) {
        let x = plot.x(month as f64 * f64::from(MONTH));
        line(svg, "g", [x, bottom], [x, bottom + 5.0]);
        text(svg, "s", "middle", x, bottom + 18.0, &month.to_string());
    }
    text(svg, "s", "end", LEFT - 8.0, bottom + 18.0, "month");
}

/// Names and values at the ends of the lines, moved apart where they would overlap. Many programmes are named in
/// their own panels only.
fn label_ends(svg: &mut String, plot: &Plot, style: Style, labels: &[(&Told, bool)]) {
    let shown = if labels.len() > 6 { &labels[..1] } else { labels };
    let mut ends: Vec<(f64, String, &str)> = shown
        .iter()
        .map(|(told, own)| {
            let value = told.trajectory.value.mean;
            let name = shortened(&told.name, if *own { 0.0 } else { RIGHT - 14.0 });
            let words = if *own { style.show(value) } else { name };
            (plot.y(value) + 4.0, words, if *own { "l" } else { "s" })
        })
        .filter(|(y, ..)| y.is_finite())
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lowest = f64::NEG_INFINITY;
    for (y, words, class) in ends {
        lowest = y.max(lowest + 14.0);
        text(svg, class, "start", WIDTH - RIGHT + 8.0, lowest, &words);
    }
}

/// A bar for as long as a mark lasts, and beside it what it is.
fn draw_mark(svg: &mut String, plot: &Plot, mark: &Mark, y: f64) {
    let (from, until) = (plot.x(f64::from(mark.day)), plot.x(f64::from(mark.until)));
    let class = if mark.change { "k" } else { "e" };
    let width = (until - from).max(4.0);
    let (before, after) = (from - 24.0, WIDTH - 12.0 - from - width);
    let words = format!("{}: {}", mark.when(), mark.what);
    let _ = writeln!(
        svg,
        "<rect class=\"{class}\" x=\"{from:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"9\" rx=\"2\">\
         <title>{}</title></rect>",
        escaped(&words)
    );
    if after >= before {
        text(svg, "s", "start", from + width + 7.0, y + 9.0, &shortened(&words, after));
    } else {
        text(svg, "s", "end", from - 7.0, y + 9.0, &shortened(&words, before));
    }
}

#[cfg(test)]
mod tests {
    use super::{escaped, paths, round_step, shortened};
    use crate::output::words::change::tests::report;

    #[test]
    fn a_picture_says_what_it_shows_in_words_and_holds_every_programme() {
        let report =
            report(&[("fast", &[&[-90.0, 50.0], &[-80.0, 70.0]]), ("slow", &[&[-9.0, 5.0], &[0.0, 7.0]])]);
        let svg = paths(&report, "firm <A&B>");
        assert!(svg.contains("<title id=\"title\">firm &lt;A&amp;B&gt;: "), "{svg}");
        assert!(svg.contains("2 paired replications") && svg.contains("'slow' "), "{svg}");
        assert_eq!(svg.matches("<polyline class=\"m\"").count(), 2);
        assert_eq!(svg.matches("<polyline class=\"o\"").count(), 2);
        assert_eq!(svg.matches("<line class=\"z\"").count(), 2, "the line of no change");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }

    #[test]
    fn paths_that_are_all_zero_can_be_drawn() {
        let svg = paths(&report(&[("a", &[&[0.0], &[0.0]])]), "firm");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }

    #[test]
    fn steps_are_round_and_words_fit() {
        assert_eq!([0.3, 1.0, 23.0, 700.0].map(round_step), [0.5, 1.0, 50.0, 1_000.0]);
        assert_eq!(shortened("abcdefghij", 31.0), "abcd…");
        assert_eq!(escaped("a\u{1}\"<"), "a &quot;&lt;");
    }
}
