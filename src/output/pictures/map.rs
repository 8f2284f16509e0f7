//! A map of a plane of two factors: which arm fares best where, as text with a letter a cell, and as figures for
//! machines.

use serde_json::{Value, json};

use super::kit::letters;
use crate::evidence::map::{Map, MapCell};
use crate::evidence::{Ahead, Verdict};
use crate::experiment::design::Factor;
use crate::experiment::file::Experiment;
use crate::model::outcome::{Better, Measure, OUTCOMES};
use crate::output::tables::records::{Records, number as figure, value};
use crate::output::words::list::listed;
use crate::output::words::number::{self, Style};
use crate::scenario::numbers::counted;

/// One axis: the factor, its unit, and its values in rising order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The key.
    pub key: String,
    /// The unit, in words.
    pub unit: &'static str,
    /// The values, as written in a scenario file.
    pub values: Vec<String>,
}

impl Axis {
    /// From a factor, at all its levels.
    pub fn of(factor: &Factor) -> Self {
        let values = factor.levels(2, [0.0, 1.0]).into_iter().map(|(_, value)| value).collect();
        Self { key: factor.key().to_owned(), unit: factor.unit(), values }
    }

    /// The key with its unit, where it has one that says something.
    pub fn title(&self) -> String {
        match self.unit {
            "" | "number" | "choice" | "flag" => self.key.clone(),
            unit => format!("{} ({unit})", self.key),
        }
    }

    /// A value as it is shown.
    pub fn label(&self, at: usize) -> String {
        short(&self.values[at])
    }
}

/// A value of a factor without quotes, and with no more than three digits behind the point that count.
pub fn short(value: &str) -> String {
    let text = value.trim_matches('"');
    match text.parse::<f64>() {
        Ok(x) if x.fract() != 0.0 => {
            let digits = (2.0 - libm::floor(libm::log10(x.abs()))).clamp(0.0, 4.0) as usize;
            let short = format!("{x:.digits$}");
            match short.contains('.') {
                true => short.trim_end_matches('0').trim_end_matches('.').to_owned(),
                false => short,
            }
        }
        _ => text.to_owned(),
    }
}

/// A map as it is told.
#[derive(Debug, Clone, Copy)]
pub struct MapView<'a> {
    /// The horizontal axis.
    pub x: &'a Axis,
    /// The vertical axis.
    pub y: &'a Axis,
    /// The cells, row by row from the lowest value of y.
    pub map: &'a Map,
    /// The position in [`OUTCOMES`] of what decides.
    pub outcome: usize,
    /// Replications of each cell and arm.
    pub replications: usize,
}

/// What is drawn in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Drawn {
    /// One arm leads.
    Led(usize),
    /// Too close to call between these, the best mean first.
    Close(Vec<usize>),
    /// The arms are the same.
    Same,
    /// Too few futures to tell.
    Unknown,
    /// It could not be simulated.
    Failed,
}

impl MapView<'_> {
    /// The declaration of the outcome.
    pub fn measure(&self) -> &'static Measure {
        &OUTCOMES[self.outcome]
    }

    /// What is drawn at a place.
    pub fn drawn(&self, x: usize, y: usize) -> Drawn {
        let cell = self.map.cells.get(y).and_then(|row| row.get(x));
        let Some(Some(cell)) = cell else { return Drawn::Failed };
        match &cell.verdict {
            Verdict::Leads { leader, .. } => Drawn::Led(*leader),
            Verdict::TooClose { .. } => Drawn::Close(cell.contenders()),
            Verdict::Identical => Drawn::Same,
            Verdict::TooFew | Verdict::Alone | Verdict::NoDirection => Drawn::Unknown,
        }
    }

    /// A letter for each arm.
    pub fn letters(&self) -> Vec<char> {
        letters(&self.map.arms)
    }

    /// What stands in a cell: a capital for an arm that leads, small letters for those between which it is too close.
    pub fn mark(&self, drawn: &Drawn, letters: &[char]) -> String {
        match drawn {
            Drawn::Led(arm) => letters[*arm].to_string(),
            Drawn::Close(arms) => {
                let small: Vec<String> =
                    arms.iter().take(3).map(|&arm| letters[arm].to_ascii_lowercase().to_string()).collect();
                if arms.len() > 3 { format!("{}≈…", small[..2].join("≈")) } else { small.join("≈") }
            }
            Drawn::Same => "=".to_owned(),
            Drawn::Unknown => "?".to_owned(),
            Drawn::Failed => "×".to_owned(),
        }
    }

    /// Which way the outcome is better, and in which unit.
    fn asked(&self) -> String {
        let measure = self.measure();
        let way = if measure.better == Better::Lower { "lowest" } else { "highest" };
        format!("{way} {}", measure.name.replace('_', " "))
    }

    /// The answer in a sentence.
    pub fn sentence(&self) -> String {
        let held = self.map.held();
        let cells = self.map.len();
        let mut order: Vec<usize> = (0..held.len()).collect();
        order.sort_by_key(|&arm| std::cmp::Reverse(held[arm].led));
        let led: Vec<String> = order
            .iter()
            .filter(|&&arm| held[arm].led > 0)
            .map(|&arm| format!("{} in {}", self.map.arms[arm], held[arm].led))
            .collect();
        let close = self.map.cells.iter().flatten().flatten();
        let close = close.filter(|cell| matches!(cell.verdict, Verdict::TooClose { .. })).count();
        let called = if led.is_empty() {
            format!("No structure clearly has the {} in any of {cells} cells", self.asked())
        } else {
            let led: Vec<&str> = led.iter().map(String::as_str).collect();
            format!("Of {cells} cells, the {} is clearly that of {}", self.asked(), listed(&led))
        };
        format!("{called}; {close} {} too close to call.", if close == 1 { "is" } else { "are" })
    }

    /// What was run.
    pub fn note(&self) -> String {
        let futures = counted(self.replications, "replication");
        format!("{futures} of each structure in each cell, the same futures everywhere.")
    }

    /// The experiment in a sentence.
    pub fn about(&self, experiment: &Experiment) -> String {
        let plan = &experiment.study.base.plan;
        format!(
            "{}: {} {} working days after {} of warm-up, seed {}.",
            experiment.name,
            self.note(),
            plan.days,
            plan.warm_up,
            plan.seed
        )
    }

    /// How it is to be read.
    pub fn legend(&self) -> String {
        let letters = self.letters();
        let arms: Vec<String> =
            letters.iter().zip(&self.map.arms).map(|(letter, arm)| format!("{letter} {arm}")).collect();
        let mut words = format!(
            "{}. A capital: the structure leads, by paired 95 % intervals corrected for the number of structures (not for the \
             number of cells: of cells without any difference, about one in twenty is still called). Small letters \
             with ≈: too close to call between these, the best mean first.",
            arms.join(", ")
        );
        let all = || {
            (0..self.map.cells.len())
                .flat_map(|y| (0..self.x.values.len()).map(move |x| (x, y)))
                .map(|(x, y)| self.drawn(x, y))
        };
        for (drawn, meaning) in [
            (Drawn::Same, " = all structures are the same."),
            (Drawn::Unknown, " ? too few futures to tell."),
            (Drawn::Failed, " × could not be simulated."),
        ] {
            if all().any(|found| found == drawn) {
                words.push_str(meaning);
            }
        }
        words
    }

    /// The map in text, in at most `width` columns where its labels allow.
    pub fn picture(&self, width: usize) -> String {
        let letters = self.letters();
        let columns = self.x.values.len();
        let left = (0..self.y.values.len()).map(|y| self.y.label(y).chars().count()).max().unwrap_or(0);
        let heads: Vec<String> = (0..columns).map(|x| self.x.label(x)).collect();
        let widest = heads.iter().map(|head| head.chars().count()).max().unwrap_or(0).max(5);
        let cell = widest.min((width.saturating_sub(left + 6) / columns.max(1)).max(6) - 1) + 1;
        let mut out = format!("  {}\n", self.y.title());
        for y in (0..self.y.values.len()).rev() {
            let cells: String =
                (0..columns).map(|x| format!("{:^cell$}", self.mark(&self.drawn(x, y), &letters))).collect();
            let line = format!("  {:>left$} │ {cells}", self.y.label(y));
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push_str(&format!("  {:>left$} └{}\n", "", "─".repeat(cell * columns + 1)));
        let heads: String = heads.iter().map(|head| format!("{head:^cell$}")).collect();
        out.push_str(&format!("  {:>left$}   {}\n", "", heads.trim_end()));
        let title = format!("{:^1$}", self.x.title(), cell * columns);
        out.push_str(&format!("  {:>left$}   {}\n", "", title.trim_end()));
        out
    }

    /// The figures for machines: one row per cell.
    pub fn records(&self) -> Records {
        let mut records = Records::new(&[
            ("x", "value of the horizontal factor"),
            ("y", "value of the vertical factor"),
            ("verdict", "leads, too close, identical, too few or failed"),
            ("best", "the structure with the best mean"),
            ("rivals", "the structures from which it cannot be told apart"),
            (
                "margin",
                "how much better the best mean is than that of the next structure, future by future, in the outcome's unit",
            ),
            ("margin_low", "lower end of its 95 % interval, corrected for the number of structures"),
            ("margin_high", "upper end of the interval"),
            ("replications", "futures that could be measured, of the structure with the fewest"),
        ]);
        for arm in &self.map.arms {
            records.columns.push(crate::output::tables::records::Column {
                name: format!("mean_{arm}"),
                meaning: format!("mean of the outcome in {arm}"),
            });
        }
        for (y, row) in self.map.cells.iter().enumerate() {
            for (x, cell) in row.iter().enumerate() {
                let mut found = vec![value(&self.x.values[x]), value(&self.y.values[y])];
                found.extend(self.figures(cell.as_ref()));
                records.rows.push(found);
            }
        }
        records
    }

    fn figures(&self, cell: Option<&MapCell>) -> Vec<Value> {
        let name = |arm: usize| json!(self.map.arms[arm]);
        let margin =
            |ahead: &Ahead| [ahead.margin.mean, ahead.margin.ci_low, ahead.margin.ci_high].map(figure);
        let none = || [Value::Null, Value::Null, Value::Null];
        let Some(cell) = cell else {
            let mut found = vec![json!("failed"), Value::Null, Value::Null];
            found.extend(none());
            found.push(json!(0));
            found.extend(self.map.arms.iter().map(|_| Value::Null));
            return found;
        };
        let (word, best, rivals, margin) = match &cell.verdict {
            Verdict::Leads { leader, runner_up } => {
                ("leads", name(*leader), String::new(), margin(runner_up))
            }
            Verdict::TooClose { leader, rivals } => {
                let names: Vec<&str> = rivals.iter().map(|r| self.map.arms[r.other].as_str()).collect();
                let nearest = rivals.first().map_or_else(none, margin);
                ("too close", name(*leader), names.join(" "), nearest)
            }
            Verdict::Identical => ("identical", Value::Null, String::new(), none()),
            Verdict::TooFew | Verdict::Alone | Verdict::NoDirection => {
                ("too few", Value::Null, String::new(), none())
            }
        };
        let rivals = if rivals.is_empty() { Value::Null } else { json!(rivals) };
        let mut found = vec![json!(word), best, rivals];
        found.extend(margin);
        found.push(json!(cell.replications));
        found.extend(cell.means.iter().map(|&mean| figure(mean)));
        found
    }

    /// The whole as one JSON object.
    ///
    /// # Errors
    /// What the writer says.
    pub fn json(&self, study: &str, seed: u64) -> serde_json::Result<String> {
        let records = self.records();
        let object = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "experiment": study,
            "outcome": self.measure().name,
            "unit": self.measure().unit,
            "x": self.x.key,
            "y": self.y.key,
            "arms": self.map.arms,
            "seed": seed,
            "replications": self.replications,
            "answer": self.sentence(),
            "columns": records.meanings(),
            "rows": records.objects(),
        });
        Ok(serde_json::to_string_pretty(&object)? + "\n")
    }

    /// A margin as the tooltip of a cell tells it.
    pub fn told(&self, cell: Option<&MapCell>) -> String {
        let Some(cell) = cell else { return "could not be simulated".to_owned() };
        let ahead = match &cell.verdict {
            Verdict::Leads { runner_up, .. } => Some(runner_up),
            Verdict::TooClose { rivals, .. } => rivals.first(),
            _ => None,
        };
        let Some(ahead) = ahead else { return "no verdict".to_owned() };
        let half = (ahead.margin.ci_high - ahead.margin.ci_low) / 2.0;
        let style = Style::of(self.measure(), std::iter::once(ahead.margin.mean), std::iter::once(half));
        format!(
            "{} {} over {}",
            style.show_with(ahead.margin.mean, half),
            number::unit_words(self.measure()),
            self.map.arms[ahead.other]
        )
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Axis, MapView};
    use crate::evidence::map::{Map, MapCell};
    use crate::evidence::{Ahead, Paired, Verdict};

    pub(crate) fn axes() -> [Axis; 2] {
        let axis = |key: &str, unit, values: &[&str]| Axis {
            key: key.to_owned(),
            unit,
            values: values.iter().map(|&value| value.to_owned()).collect(),
        };
        [
            axis("firm.size", "people", &["8", "40", "240"]),
            axis("offer.complexity", "share", &["0.05", "0.425"]),
        ]
    }

    pub(crate) fn map() -> Map {
        let ahead = |other| Ahead { other, margin: Paired::of([100.0, 130.0, 90.0].into_iter()) };
        let cell = |verdict| Some(MapCell { verdict, means: vec![1.0, 2.0, 3.0, 4.0], replications: 3 });
        let leads = |leader, other| cell(Verdict::Leads { leader, runner_up: ahead(other) });
        let close = |leader, rivals: &[usize]| {
            cell(Verdict::TooClose { leader, rivals: rivals.iter().map(|&other| ahead(other)).collect() })
        };
        Map {
            arms: ["undefined", "defined", "aligned", "integrated"].map(str::to_owned).to_vec(),
            cells: vec![
                vec![leads(0, 1), close(0, &[1]), leads(1, 0)],
                vec![close(0, &[1, 2, 3]), None, leads(3, 2)],
            ],
        }
    }

    #[test]
    fn a_map_has_its_highest_row_on_top_and_tells_what_is_too_close() {
        let ([x, y], map) = (axes(), map());
        let report = MapView { x: &x, y: &y, map: &map, outcome: 0, replications: 3 };
        let picture = report.picture(80);
        let lines: Vec<Vec<&str>> = picture.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(lines[0], ["offer.complexity", "(share)"]);
        assert_eq!(lines[1], ["0.425", "│", "u≈d≈…", "×", "I"]);
        assert_eq!(lines[2], ["0.05", "│", "U", "u≈d", "D"]);
        assert_eq!(lines[4], ["8", "40", "240"]);
        assert_eq!(lines[5], ["firm.size", "(people)"]);
        assert_eq!(
            report.sentence(),
            "Of 6 cells, the highest profit per head is clearly that of undefined in 1, defined in 1 and \
             integrated in 1; 2 are too close to call."
        );
        assert!(report.legend().contains("× could not be simulated"));
    }

    #[test]
    fn every_cell_is_a_row_even_one_that_failed() {
        let ([x, y], map) = (axes(), map());
        let report = MapView { x: &x, y: &y, map: &map, outcome: 0, replications: 3 };
        let records = report.records();
        assert!(records.rows.iter().all(|row| row.len() == records.columns.len()));
        let mut csv = Vec::new();
        records.csv(&mut csv).unwrap();
        let csv = String::from_utf8(csv).unwrap();
        assert!(csv.contains("40,0.425,failed,,,,,,0,,,,\n"), "{csv}");
        assert!(csv.contains("8,0.425,too close,undefined,defined aligned integrated,"), "{csv}");
    }

    #[test]
    fn arms_of_the_same_first_letter_have_letters_of_their_own() {
        let ([x, y], mut map) = (axes(), map());
        map.arms = ["defined", "defined-plus", "d", "42"].map(str::to_owned).to_vec();
        let report = MapView { x: &x, y: &y, map: &map, outcome: 0, replications: 3 };
        assert_eq!(report.letters(), ['D', 'E', 'A', 'B']);
    }
}
