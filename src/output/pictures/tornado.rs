//! The tornado: a bar for each factor, widest first, as a picture in text and as a static SVG that needs no script, no
//! other file and no colours to be read.

use std::fmt::Write;

use super::kit::{PAPER, begun, line, round_step, shortened, text};
use crate::output::words::number::Style;

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The factor.
    pub name: String,
    /// From where to where it goes.
    pub extent: [f64; 2],
    /// The ends of what is drawn thin about it or inside it; NaN for none.
    pub whisker: [f64; 2],
    /// Where the factor's first and last value stand; NaN for none.
    pub ends: [f64; 2],
    /// What is written behind it.
    pub text: String,
}

/// Columns of the widest and the narrowest strip of bars.
const STRIP: [usize; 2] = [16, 48];

/// The bars in at most `width` columns, with a line at their origin, the first of `lines`, and at the others.
pub fn picture(bars: &[Bar], lines: &[f64], style: Style, width: usize) -> String {
    let Some([low, high]) = scale(bars, lines) else { return String::new() };
    let longest = |of: fn(&Bar) -> usize| bars.iter().map(of).max().unwrap_or(0);
    let label = longest(|bar| bar.name.chars().count());
    let words = longest(|bar| bar.text.chars().count());
    let strip = width.saturating_sub(label + words + 5).clamp(STRIP[0], STRIP[1]);
    let column =
        |x: f64| x.is_finite().then(|| ((x - low) / (high - low) * (strip - 1) as f64).round() as usize);
    let mut out = String::new();
    for bar in bars {
        let mut cells = vec![' '; strip];
        for ([from, to], mark) in [(bar.whisker, '┄'), (bar.extent, '━')] {
            if let (Some(from), Some(to)) = (column(from), column(to)) {
                cells[from.min(to)..=from.max(to)].fill(mark);
            }
        }
        for (&x, mark) in lines.iter().zip(['│', '┊']).rev() {
            if let Some(at) = column(x) {
                cells[at] = mark;
            }
        }
        for (end, mark) in bar.ends.into_iter().zip(['○', '●']) {
            if let Some(at) = column(end) {
                cells[at] = mark;
            }
        }
        let cells: String = cells.into_iter().collect();
        let pad = " ".repeat(label - bar.name.chars().count());
        let _ = writeln!(out, "  {}{pad} {cells}  {}", bar.name, bar.text);
    }
    let (left, right) = (style.show(low), style.show(high));
    let gap = strip.saturating_sub(left.chars().count() + right.chars().count());
    let _ = writeln!(out, "  {} {left}{}{right}", " ".repeat(label), " ".repeat(gap));
    out
}

/// The lowest and highest number that the bars need.
fn scale(bars: &[Bar], lines: &[f64]) -> Option<[f64; 2]> {
    let ends = bars.iter().flat_map(|bar| [bar.extent, bar.whisker, bar.ends]).flatten();
    let (low, high) = ends
        .chain(lines.iter().copied())
        .filter(|x| x.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    (low < high).then_some([low, high])
}

const WIDTH: f64 = 960.0;
const LEFT: f64 = 260.0;
const RIGHT: f64 = 230.0;
const HEAD: f64 = 96.0;
const ROW: f64 = 30.0;

const STYLE: &str = "\
.h{font-size:19px;font-weight:600}.n{font-size:13px;fill:#4a5563}.t{font-size:13px;font-weight:600}\
.s{font-size:11.5px;fill:#4a5563}.g{stroke:#d9dee5;stroke-width:1}.z{stroke:#1d2530;stroke-width:1.2}\
.d{stroke:#a3480b;stroke-width:1.4;stroke-dasharray:4 3}.b{fill:#0b5d8a;fill-opacity:.30}.w{stroke:#1d2530;stroke-width:1.4}\
.f{fill:#fff;stroke:#0b5d8a;stroke-width:2}.l{fill:#0b5d8a}";

/// What an SVG says beside its bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Caption {
    /// The title.
    pub title: String,
    /// What is drawn, of how many points and replications.
    pub note: String,
    /// How to read it.
    pub legend: String,
    /// The answer in words, for those who do not see the picture.
    pub answer: String,
}

/// The bars as an SVG.
pub fn svg(bars: &[Bar], lines: &[f64], style: Style, caption: &Caption) -> String {
    let origin = lines.first().copied().filter(|x| x.is_finite()).unwrap_or(0.0);
    let [low, high] = scale(bars, lines).unwrap_or([origin - 1.0, origin + 1.0]);
    let height = HEAD + ROW * bars.len() as f64 + 44.0;
    let x = |value: f64| LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (high - low);
    let told = format!("{} {}", caption.note, caption.answer);
    let mut svg = begun([WIDTH, height], &caption.title, &told, STYLE) + PAPER;
    text(&mut svg, "h", "start", 24.0, 34.0, &shortened(&caption.title, WIDTH * 0.62));
    text(&mut svg, "n", "start", 24.0, 57.0, &caption.note);
    text(&mut svg, "n", "start", 24.0, 77.0, &caption.legend);
    let bottom = HEAD + ROW * bars.len() as f64;
    let unit = round_step((high - low) / 5.0);
    let axis = Style { decimals: if unit * style.scale >= 1.0 { 0 } else { style.decimals }, ..style };
    for i in (low / unit).ceil() as i64..=(high / unit).floor() as i64 {
        let at = x(i as f64 * unit);
        line(&mut svg, "g", [at, HEAD], [at, bottom]);
        text(&mut svg, "s", "middle", at, bottom + 18.0, &axis.show(i as f64 * unit));
    }
    for (bar, row) in bars.iter().zip(0..) {
        let y = HEAD + ROW * f64::from(row) + ROW / 2.0;
        text(&mut svg, "t", "end", LEFT - 12.0, y + 4.5, &shortened(&bar.name, LEFT - 24.0));
        let [from, to] = bar.extent.map(x);
        if from.is_finite() && to.is_finite() {
            let _ = writeln!(
                svg,
                "<rect class=\"b\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"18\" rx=\"2\"/>",
                from.min(to),
                y - 9.0,
                (to - from).abs().max(1.0)
            );
        }
        let [from, to] = bar.whisker.map(x);
        if from.is_finite() && to.is_finite() {
            line(&mut svg, "w", [from, y], [to, y]);
            [from, to].iter().for_each(|&at| line(&mut svg, "w", [at, y - 4.0], [at, y + 4.0]));
        }
        for (end, class) in bar.ends.into_iter().zip(["f", "l"]) {
            if end.is_finite() {
                let _ =
                    writeln!(svg, "<circle class=\"{class}\" cx=\"{:.1}\" cy=\"{y:.1}\" r=\"5\"/>", x(end));
            }
        }
        text(&mut svg, "s", "start", WIDTH - RIGHT + 12.0, y + 4.0, &shortened(&bar.text, RIGHT - 20.0));
    }
    for (&at, class) in lines.iter().zip(["z", "d"]).filter(|(at, _)| at.is_finite()) {
        line(&mut svg, class, [x(at), HEAD - 4.0], [x(at), bottom + 4.0]);
    }
    svg.push_str("</svg>\n");
    svg
}

#[cfg(test)]
mod tests {
    use super::{Bar, Caption, picture, svg};
    use crate::output::words::number::Style;

    fn bar(name: &str, extent: [f64; 2]) -> Bar {
        Bar { name: name.to_owned(), extent, whisker: [f64::NAN; 2], ends: extent, text: "words".to_owned() }
    }

    const STYLE: Style = Style { scale: 1.0, decimals: 0 };

    #[test]
    fn bars_lie_about_the_origin_with_both_ends_marked() {
        let found = picture(&[bar("a", [-10.0, 30.0]), bar("bb", [5.0, 0.0])], &[0.0], STYLE, 80);
        let lines: Vec<&str> = found.lines().collect();
        assert!(lines[0].starts_with("  a  ○") && lines[0].contains("●  words"), "{found}");
        assert!(lines[1].contains("●━━━━━○"), "the last value may be the lower: {found}");
        assert_eq!(lines[2].split_whitespace().collect::<Vec<_>>(), ["-10", "30"]);
    }

    #[test]
    fn bars_of_nothing_are_no_picture_but_still_a_drawing() {
        let nothing = [bar("a", [f64::NAN; 2])];
        assert_eq!(picture(&nothing, &[0.0], STYLE, 80), "");
        let caption = Caption {
            title: "a & b".to_owned(),
            note: String::new(),
            legend: String::new(),
            answer: String::new(),
        };
        let drawn = svg(&nothing, &[0.0], STYLE, &caption);
        assert!(drawn.contains("a &amp; b") && !drawn.contains("NaN") && !drawn.contains("inf"), "{drawn}");
    }
}
