//! Pictures in plain text: intervals on a common scale, and sparklines.

use crate::evidence::{Paired, Summary};
use crate::model::outcome::Measure;
use crate::output::words::number::Style;

/// Columns of an interval strip: no more than help to read it, no fewer than show anything.
const STRIP: std::ops::RangeInclusive<usize> = 16..=48;

/// One line of a strip: a label, what is drawn, and what is written behind it.
struct Line {
    label: String,
    /// The wider range, drawn thin; NaN for none.
    range: [f64; 2],
    /// The interval of the mean, drawn thick; NaN for none.
    interval: [f64; 2],
    mean: f64,
    text: String,
}

/// The arms on a common scale: mean, 95 % interval, and the 10th to 90th percentile of the futures. `width` is what the
/// screen has.
pub fn arms(names: &[String], measure: &Measure, summaries: &[Summary], width: usize) -> String {
    let style =
        Style::of(measure, summaries.iter().map(|s| s.mean), summaries.iter().map(Summary::half_width));
    let lines: Vec<Line> = names
        .iter()
        .zip(summaries)
        .map(|(name, s)| Line {
            label: name.clone(),
            range: [s.p10, s.p90],
            interval: [s.ci_low, s.ci_high],
            mean: s.mean,
            text: style.show_with(s.mean, s.half_width()),
        })
        .collect();
    draw(&lines, style, false, width)
}

/// Each other arm's paired difference to the leader, with zero marked.
pub fn differences(names: &[String], measure: &Measure, paired: &[(usize, Paired)], width: usize) -> String {
    let half = |p: &Paired| (p.ci_high - p.ci_low) / 2.0;
    let style = Style::of(measure, paired.iter().map(|(_, p)| p.mean), paired.iter().map(|(_, p)| half(p)));
    let lines: Vec<Line> = paired
        .iter()
        .map(|(other, p)| Line {
            label: names[*other].clone(),
            range: [f64::NAN; 2],
            interval: [p.ci_low, p.ci_high],
            mean: p.mean,
            text: style.show_with(p.mean, half(p)),
        })
        .collect();
    draw(&lines, style, true, width)
}

/// Draws the lines over a scale; with `zero`, the scale takes in zero and marks it.
fn draw(lines: &[Line], style: Style, zero: bool, width: usize) -> String {
    let ends = lines.iter().flat_map(|l| [l.range[0], l.range[1], l.interval[0], l.interval[1], l.mean]);
    let ends = ends.chain(zero.then_some(0.0)).filter(|x| x.is_finite());
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
    if low > high {
        return String::new();
    }
    let label_width = lines.iter().map(|l| l.label.chars().count()).max().unwrap_or(0);
    let text_width = lines.iter().map(|l| l.text.chars().count()).max().unwrap_or(0);
    let strip_width = width.saturating_sub(label_width + text_width + 5).clamp(*STRIP.start(), *STRIP.end());
    let column = |x: f64| -> Option<usize> {
        if !x.is_finite() {
            return None;
        }
        let share = if high > low { (x - low) / (high - low) } else { 0.5 };
        Some((share * (strip_width - 1) as f64).round() as usize)
    };
    let mut out = String::new();
    for line in lines {
        let mut strip = vec![' '; strip_width];
        if let (true, Some(at)) = (zero, column(0.0)) {
            strip[at] = '│';
        }
        for ([from, to], mark) in [(line.range, '┄'), (line.interval, '━')] {
            if let (Some(from), Some(to)) = (column(from), column(to)) {
                strip[from..=to].fill(mark);
            }
        }
        if let Some(at) = column(line.mean) {
            strip[at] = '●';
        }
        let strip: String = strip.into_iter().collect();
        let pad = label_width - line.label.chars().count();
        out.push_str(&format!("  {}{} {strip}  {}\n", line.label, " ".repeat(pad), line.text));
    }
    let (left, right) = (style.show(low), style.show(high));
    let gap = strip_width.saturating_sub(left.chars().count() + right.chars().count());
    out.push_str(&format!("  {} {left}{}{right}\n", " ".repeat(label_width), " ".repeat(gap)));
    out
}

/// A series as a row of small bars from its lowest to its highest value; a dot where nothing could be measured.
pub fn sparkline(values: &[f64]) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let finite = values.iter().copied().filter(|x| x.is_finite());
    let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
    values
        .iter()
        .map(|&x| match x {
            x if !x.is_finite() => '·',
            x if high > low => BARS[(((x - low) / (high - low)) * 7.0).round() as usize],
            _ => BARS[3],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{arms, sparkline};
    use crate::evidence::Summary;
    use crate::model::outcome::OUTCOMES;

    #[test]
    fn a_sparkline_runs_from_lowest_to_highest_and_marks_what_is_missing() {
        assert_eq!(sparkline(&[0.0, 7.0, f64::NAN, 3.5]), "▁█·▅");
        assert_eq!(sparkline(&[2.0, 2.0]), "▄▄");
        assert_eq!(sparkline(&[]), "");
    }

    #[test]
    fn arms_that_could_not_be_measured_draw_nothing_rather_than_fail() {
        let none = Summary::of(std::iter::empty());
        assert_eq!(arms(&["a".to_owned()], &OUTCOMES[0], &[none], 80), "");
        let one = Summary::of([4.0].into_iter());
        let picture = arms(&["a".to_owned(), "b".to_owned()], &OUTCOMES[0], &[none, one], 80);
        assert!(picture.contains('●') && picture.lines().count() == 3, "{picture}");
    }
}
