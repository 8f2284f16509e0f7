//! A map as a static picture: colour, pattern and letter tell the same, so that none of them is needed to read it. What
//! is too close to call is white, with the letters of those that could be best.

use std::fmt::Write;

use super::kit::{PAPER, PATTERNS, begun, escaped, shortened, text};
use super::map::{Drawn, MapView};

const WIDTH: f64 = 960.0;
const LEFT: f64 = 120.0;
const RIGHT: f64 = 210.0;
const HEAD: f64 = 96.0;

/// Colours that are told apart by those who see few (after Okabe and Ito), paler.
const COLOURS: [&str; 7] = ["#9ad0f0", "#f3c268", "#8fd3b6", "#e9a3c9", "#f3a178", "#c9b7e8", "#e8e08a"];

const STYLE: &str = "\
.h{font-size:19px;font-weight:600}.n{font-size:13px;fill:#4a5563}.s{font-size:12px;fill:#4a5563}\
.t{font-size:13px;font-weight:600}.c{font-size:20px;font-weight:700}.o{font-size:14px;fill:#4a5563}\
rect{stroke:#fff;stroke-width:1.5}.x{fill:#f4f5f7;stroke:#aab2bd;stroke-width:1}\
path{fill:none;stroke:#1d2530;stroke-opacity:.45;stroke-width:1.6;stroke-linecap:round}";

/// Draws it.
pub fn map(report: &MapView<'_>, study: &str) -> String {
    let (columns, rows) = (report.x.values.len().max(1), report.y.values.len().max(1));
    let cell = ((WIDTH - LEFT - RIGHT) / columns as f64).min(110.0);
    let tall = (cell * 0.62).clamp(26.0, 64.0);
    let bottom = HEAD + tall * rows as f64;
    let letters = report.letters();
    let legend = HEAD + 24.0 * (report.map.arms.len() as f64 + 3.0);
    let height = bottom.max(legend) + 66.0;
    let title = format!("{study}: which structure is best where");
    let measure = report.measure();
    let note = format!("By {} ({}). {}", measure.name.replace('_', " "), measure.unit, report.note());
    let told = format!("{note} {}", report.sentence());
    let mut svg = begun([WIDTH, height], &title, &told, STYLE) + "<defs>\n";
    for arm in 0..report.map.arms.len() {
        let (colour, pattern) = (COLOURS[arm % COLOURS.len()], PATTERNS[arm % PATTERNS.len()]);
        let _ = writeln!(
            svg,
            "<pattern id=\"p{arm}\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"12\" height=\"12\" fill=\"{colour}\" style=\"stroke:none\"/>{}</pattern>",
            if pattern.is_empty() { String::new() } else { format!("<path d=\"{pattern}\"/>") }
        );
    }
    svg = svg + "</defs>\n" + PAPER;
    text(&mut svg, "h", "start", 24.0, 34.0, &shortened(&title, WIDTH * 0.6));
    text(&mut svg, "n", "start", 24.0, 57.0, &note);
    text(&mut svg, "t", "start", 24.0, 82.0, &report.y.title());
    for y in 0..rows {
        let top = bottom - tall * (y as f64 + 1.0);
        text(&mut svg, "s", "end", LEFT - 8.0, top + tall / 2.0 + 4.0, &report.y.label(y));
        for x in 0..columns {
            let left = LEFT + cell * x as f64;
            let drawn = report.drawn(x, y);
            let place = format!("x=\"{left:.1}\" y=\"{top:.1}\" width=\"{cell:.1}\" height=\"{tall:.1}\"");
            let told = report.map.cells.get(y).and_then(|row| row.get(x));
            let words = format!(
                "{} {}, {} {}: {}",
                report.x.key,
                report.x.label(x),
                report.y.key,
                report.y.label(y),
                told.map_or_else(String::new, |cell| report.told(cell.as_ref()))
            );
            let fill = match &drawn {
                Drawn::Led(arm) => format!("fill=\"url(#p{arm})\""),
                _ => "class=\"x\"".to_owned(),
            };
            let _ = writeln!(svg, "<rect {place} {fill}><title>{}</title></rect>", escaped(&words));
            letter(&mut svg, report, &drawn, &letters, [left + cell / 2.0, top + tall / 2.0]);
        }
    }
    for x in 0..columns {
        let middle = LEFT + cell * (x as f64 + 0.5);
        text(&mut svg, "s", "middle", middle, bottom + 18.0, &report.x.label(x));
    }
    let middle = LEFT + cell * columns as f64 / 2.0;
    text(&mut svg, "t", "middle", middle, bottom + 42.0, &report.x.title());
    key(&mut svg, report, &letters, LEFT + cell * columns as f64 + 24.0);
    svg.push_str("</svg>\n");
    svg
}

/// The letter in a cell, on a white disc where a pattern lies below it.
fn letter(svg: &mut String, report: &MapView<'_>, drawn: &Drawn, letters: &[char], [x, y]: [f64; 2]) {
    if matches!(drawn, Drawn::Led(_)) {
        let _ =
            writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"13\" fill=\"#fff\" fill-opacity=\".8\"/>");
        text(svg, "c", "middle", x, y + 7.0, &report.mark(drawn, letters));
    } else {
        text(svg, "o", "middle", x, y + 5.0, &report.mark(drawn, letters));
    }
}

/// What the patterns and letters mean.
fn key(svg: &mut String, report: &MapView<'_>, letters: &[char], left: f64) {
    let mut y = HEAD + 4.0;
    for (arm, name) in report.map.arms.iter().enumerate() {
        let _ = writeln!(
            svg,
            "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"26\" height=\"18\" fill=\"url(#p{arm})\"/>"
        );
        text(
            svg,
            "n",
            "start",
            left + 34.0,
            y + 14.0,
            &shortened(&format!("{}  {name} leads", letters[arm]), 150.0),
        );
        y += 26.0;
    }
    let _ = writeln!(svg, "<rect x=\"{left:.1}\" y=\"{y:.1}\" width=\"26\" height=\"18\" class=\"x\"/>");
    text(svg, "n", "start", left + 34.0, y + 14.0, "too close to call");
    for words in [
        "between the letters shown,",
        "the best mean first",
        "Leads: paired 95 % intervals,",
        "corrected for the structures",
    ] {
        y += 20.0;
        text(svg, "s", "start", left, y + 16.0, words);
    }
}

#[cfg(test)]
mod tests {
    use super::map;
    use crate::output::pictures::map::MapView;
    use crate::output::pictures::map::tests::{axes, map as cells};

    #[test]
    fn a_drawn_map_has_a_pattern_and_a_letter_in_every_cell_that_is_led() {
        let ([x, y], cells) = (axes(), cells());
        let report = MapView { x: &x, y: &y, map: &cells, outcome: 0, replications: 3 };
        let svg = map(&report, "firm <x>");
        assert_eq!(svg.matches("<circle").count(), 3);
        for led in ["url(#p0)", "url(#p1)", "url(#p3)"] {
            assert_eq!(svg.matches(led).count(), 2, "a cell and the key: {led}");
        }
        assert!(svg.contains(">u≈d<") && svg.contains("firm &lt;x&gt;") && svg.contains("3 replications"));
        assert!(!svg.contains("NaN"));
    }
}
