//! Response curves as they are told: in text with a letter a structure, as SVG, and as figures for machines.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::kit::{PAPER, begun, letters, line, round_step, shortened, text};
use super::map::Axis;
use crate::evidence::Summary;
use crate::evidence::response::{Answers, Curve, Response};
use crate::model::outcome::{Measure, OUTCOMES};
use crate::output::tables::records::{Records, number as figure, value};
use crate::output::tables::table;
use crate::output::words::list::listed;
use crate::output::words::number::{self, Style};

/// Rows of a picture in text.
const HEIGHT: usize = 11;

/// Curves as they are told.
#[derive(Debug, Clone, Copy)]
pub struct CurvesView<'a> {
    /// The setting and its levels.
    pub x: &'a Axis,
    /// The structures.
    pub arms: &'a [String],
    /// What answers, outcome by outcome.
    pub responses: &'a [Response],
}

impl CurvesView<'_> {
    /// What can be said of one outcome, a clause for each structure.
    pub fn sentence(&self, response: &Response) -> String {
        let at = |level: usize| self.x.label(level);
        let clause = |(arm, curve): (&String, &Curve)| match &curve.answers {
            Answers::Unknown => format!("{arm} could not be measured"),
            Answers::Still => format!("{arm} does not move beyond chance"),
            Answers::Best { at: best, close } if close.is_empty() => {
                format!("{arm} is best at {}", at(*best))
            }
            Answers::Best { at: best, close } => {
                let close: Vec<String> = close.iter().map(|&level| at(level)).collect();
                let close: Vec<&str> = close.iter().map(String::as_str).collect();
                format!("{arm} is best at {} (as good for all we know: {})", at(*best), listed(&close))
            }
            Answers::Between { lowest, highest } => {
                format!("{arm} is lowest at {} and highest at {}", at(*lowest), at(*highest))
            }
        };
        let clauses: Vec<String> = self.arms.iter().zip(&response.curves).map(clause).collect();
        let name = OUTCOMES[response.outcome].name.replace('_', " ");
        format!("{name} over {}: {}.", self.x.key, clauses.join("; "))
    }

    /// How it is to be read.
    pub fn legend(&self) -> String {
        let letters = letters(self.arms);
        let arms: Vec<String> =
            letters.iter().zip(self.arms).map(|(letter, arm)| format!("{letter} {arm}")).collect();
        format!(
            "{}. Means with their 95 % intervals, all levels and structures through the same futures. Best, and what does not move: by paired \
             95 % intervals, corrected for all pairs of levels (not for the number of outcomes and structures).",
            arms.join(", ")
        )
    }

    fn style(response: &Response) -> Style {
        let levels = || response.curves.iter().flat_map(|curve| &curve.levels);
        Style::of(
            &OUTCOMES[response.outcome],
            levels().map(|level| level.mean),
            levels().map(Summary::half_width),
        )
    }

    /// One outcome as a picture in text, in at most `width` columns where its labels allow.
    pub fn picture(&self, response: &Response, width: usize) -> String {
        let (letters, style) = (letters(self.arms), Self::style(response));
        let all = || response.curves.iter().flat_map(|curve| &curve.levels).map(|level| level.mean);
        let ends = all().filter(|mean| mean.is_finite());
        let [low, high] =
            ends.fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], x| [low.min(x), high.max(x)]);
        if low > high {
            return String::new();
        }
        let row = |mean: f64| match high > low {
            true => ((high - mean) / (high - low) * (HEIGHT - 1) as f64).round() as usize,
            false => HEIGHT / 2,
        };
        let labels = [style.show(high), style.show(low)];
        let margin = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
        let heads: Vec<String> = (0..self.x.values.len()).map(|level| self.x.label(level)).collect();
        let least = heads.iter().map(|head| head.chars().count()).max().unwrap_or(0).max(self.arms.len()) + 2;
        let cell = (width.saturating_sub(margin + 5) / heads.len().max(1)).clamp(least, least.max(12));
        let mut out = String::new();
        for at in 0..HEIGHT {
            let label = match at {
                0 => labels[0].as_str(),
                _ if at == HEIGHT - 1 && high > low => labels[1].as_str(),
                _ => "",
            };
            let mut cells = String::new();
            for level in 0..heads.len() {
                let here: String = (response.curves.iter().zip(&letters))
                    .filter(|(curve, _)| {
                        let mean = curve.levels[level].mean;
                        mean.is_finite() && row(mean) == at
                    })
                    .map(|(_, &letter)| letter)
                    .collect();
                let _ = write!(cells, "{here:^cell$}");
            }
            let tick = if label.is_empty() { '│' } else { '┤' };
            let _ = writeln!(out, "{}", format!("  {label:>margin$} {tick}{cells}").trim_end());
        }
        let _ = writeln!(out, "  {:>margin$} └{}", "", "─".repeat(cell * heads.len()));
        let heads: String = heads.iter().map(|head| format!("{head:^cell$}")).collect();
        let _ = writeln!(out, "  {:>margin$}  {}", "", heads.trim_end());
        let _ = writeln!(out, "  {:>margin$}  {}", "", self.x.title());
        out
    }

    /// One outcome as a table: one row per level, a column a structure.
    pub fn table(&self, response: &Response, width: usize) -> String {
        let style = Self::style(response);
        let mut rows = vec![vec![self.x.key.clone()]];
        rows[0].extend(self.arms.iter().cloned());
        for level in 0..self.x.values.len() {
            let mut row = vec![self.x.label(level)];
            row.extend(response.curves.iter().map(|curve| {
                let here = &curve.levels[level];
                style.show_with(here.mean, here.half_width())
            }));
            rows.push(row);
        }
        table::words(&rows, width)
    }

    /// The name of an outcome with its unit.
    pub fn title(response: &Response) -> String {
        let measure: &Measure = &OUTCOMES[response.outcome];
        format!("{} ({})", measure.name.replace('_', " "), number::unit(measure))
    }

    /// The figures for machines: one row per level, structure and outcome.
    pub fn records(&self) -> Records {
        let mut records = Records::new(&[
            ("outcome", "the outcome"),
            ("key", "the setting"),
            ("value", "its level"),
            ("arm", "the way of working"),
            ("mean", "mean over the futures, in the outcome's unit; a share is a number in 0 to 1"),
            ("ci_low", "lower end of its 95 % interval"),
            ("ci_high", "upper end"),
            ("replications", "futures in which it could be measured"),
            (
                "reading",
                "best, close (cannot be told from the best), highest, lowest, or nothing where it does not move",
            ),
        ]);
        for response in self.responses {
            for level in 0..self.x.values.len() {
                for (arm, curve) in self.arms.iter().zip(&response.curves) {
                    let here = &curve.levels[level];
                    let reading = match &curve.answers {
                        Answers::Best { at, .. } if *at == level => json!("best"),
                        Answers::Best { close, .. } if close.contains(&level) => json!("close"),
                        Answers::Between { highest, .. } if *highest == level => json!("highest"),
                        Answers::Between { lowest, .. } if *lowest == level => json!("lowest"),
                        _ => Value::Null,
                    };
                    let mut row = vec![json!(OUTCOMES[response.outcome].name), json!(self.x.key)];
                    row.extend([value(&self.x.values[level]), json!(arm)]);
                    row.extend([here.mean, here.ci_low, here.ci_high].map(figure));
                    row.extend([json!(here.n), reading]);
                    records.rows.push(row);
                }
            }
        }
        records
    }

    /// All outcomes as one picture, one below the other.
    pub fn svg(&self, study: &str) -> String {
        const PANEL: f64 = 250.0;
        let height = HEAD + PANEL * self.responses.len() as f64 + 34.0;
        let title = format!("{study}: response to {}", self.x.key);
        let told: Vec<String> = self.responses.iter().map(|response| self.sentence(response)).collect();
        let mut svg = begun([WIDTH, height], &title, &told.join(" "), STYLE) + PAPER;
        text(&mut svg, "h", "start", 24.0, 34.0, &shortened(&title, WIDTH * 0.6));
        for (at, response) in self.responses.iter().enumerate() {
            self.panel(&mut svg, response, HEAD + PANEL * at as f64, PANEL - 66.0);
        }
        text(&mut svg, "t", "middle", (LEFT + WIDTH - RIGHT) / 2.0, height - 14.0, &self.x.title());
        svg.push_str("</svg>\n");
        svg
    }

    fn panel(&self, svg: &mut String, response: &Response, top: f64, tall: f64) {
        text(svg, "n", "start", 24.0, top - 10.0, &Self::title(response));
        let levels = || response.curves.iter().flat_map(|curve| &curve.levels);
        let ends = levels().flat_map(|level| [level.mean, level.ci_low, level.ci_high]);
        let [low, high] = ends
            .filter(|x| x.is_finite())
            .fold([f64::INFINITY, f64::NEG_INFINITY], |[low, high], x| [low.min(x), high.max(x)]);
        if low > high {
            return;
        }
        let room = if high > low { high - low } else { low.abs().max(1.0) };
        let step = round_step(room / 4.0);
        let (floor, roof) = ((low / step).floor() * step, (high / step).ceil() * step);
        let roof = if roof > floor { roof } else { floor + step };
        let y = |value: f64| top + tall * (roof - value) / (roof - floor);
        let count = self.x.values.len().max(2) - 1;
        let x = |level: usize| LEFT + (WIDTH - LEFT - RIGHT) * level as f64 / count as f64;
        let style = Self::style(response);
        for tick in 0..=((roof - floor) / step).round() as usize {
            let value = floor + step * tick as f64;
            line(svg, "g", [LEFT - 10.0, y(value)], [WIDTH - RIGHT + 10.0, y(value)]);
            text(svg, "s", "end", LEFT - 16.0, y(value) + 4.0, &style.show(value));
        }
        for level in 0..self.x.values.len() {
            text(svg, "s", "middle", x(level), top + tall + 18.0, &self.x.label(level));
        }
        let marks = letters(self.arms);
        for (arm, curve) in response.curves.iter().enumerate() {
            let class = format!("a{}", arm % DASHES);
            // Intervals of structures beside one another do not hide each other.
            let aside = (arm as f64 - (self.arms.len() as f64 - 1.0) / 2.0) * 3.0;
            let places: Vec<(usize, &Summary)> =
                curve.levels.iter().enumerate().filter(|(_, level)| level.mean.is_finite()).collect();
            for pair in places.windows(2) {
                let point = |(level, here): (usize, &Summary)| [x(level) + aside, y(here.mean)];
                line(svg, &class, point(pair[0]), point(pair[1]));
            }
            for &(level, here) in &places {
                let at = x(level) + aside;
                if here.ci_low.is_finite() {
                    line(svg, "w", [at, y(here.ci_low)], [at, y(here.ci_high)]);
                }
                text(svg, "c", "middle", at, y(here.mean) + 4.0, &marks[arm].to_string());
            }
            let words = format!("{} {}", marks[arm], self.arms[arm]);
            text(svg, "s", "start", WIDTH - RIGHT + 20.0, top + 14.0 + 17.0 * arm as f64, &words);
        }
    }
}

const WIDTH: f64 = 960.0;
const LEFT: f64 = 110.0;
const RIGHT: f64 = 180.0;
const HEAD: f64 = 84.0;
/// Kinds of lines.
const DASHES: usize = 4;

const STYLE: &str = "\
.h{font-size:19px;font-weight:600}.n{font-size:14px;font-weight:600}.s{font-size:12px;fill:#4a5563}.t{font-size:13px;font-weight:600}\
.c{font-size:12px;font-weight:700;paint-order:stroke;stroke:#fff;stroke-width:3}\
.g{stroke:#e3e6ea;stroke-width:1}.w{stroke:#8a94a0;stroke-width:1.4}\
.a0,.a1,.a2,.a3{stroke:#1d2530;stroke-width:1.6}.a1{stroke-dasharray:7 4}.a2{stroke-dasharray:2 3}.a3{stroke-dasharray:9 3 2 3}";

#[cfg(test)]
mod tests {
    use super::*;

    fn axis() -> Axis {
        let values = ["1", "10", "100"].map(str::to_owned).to_vec();
        Axis { key: "operating.meeting_interval".to_owned(), unit: "days", values }
    }

    fn curve(means: [f64; 3], answers: Answers) -> Curve {
        let levels = means.map(|mean| Summary::of([mean - 1.0, mean + 1.0].into_iter())).to_vec();
        Curve { levels, answers }
    }

    #[test]
    fn a_curve_is_drawn_with_its_highest_level_above_and_told_with_what_is_as_good() {
        let arms = ["defined", "aligned"].map(str::to_owned);
        let curves = vec![
            curve([1.0, 5.0, 2.0], Answers::Best { at: 1, close: vec![2] }),
            curve([3.0, 3.0, 3.0], Answers::Still),
        ];
        let responses = [Response { outcome: 0, curves }];
        let axis = axis();
        let report = CurvesView { x: &axis, arms: &arms, responses: &responses };
        let picture = report.picture(&responses[0], 80);
        let lines: Vec<&str> = picture.lines().collect();
        let place = |line: &str, wanted: char| line.chars().position(|c| c == wanted);
        assert!(lines[0].contains('D') && lines[HEIGHT - 1].contains('D'), "{picture}");
        assert!(place(lines[0], 'D') > place(lines[HEIGHT - 1], 'D'), "{picture}");
        assert_eq!(lines[HEIGHT / 2].matches('A').count(), 3, "{picture}");
        let told = report.sentence(&responses[0]);
        assert!(told.contains("defined is best at 10 (as good for all we know: 100)"), "{told}");
        assert!(told.contains("aligned does not move beyond chance"), "{told}");
        assert_eq!(report.records().rows.len(), 6);
        let svg = report.svg("a firm");
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>") && !svg.contains("NaN"));
    }
}
