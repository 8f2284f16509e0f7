//! Which patterns of ordinary firms a simulated firm shows.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{Answer, Refused, Watch, lines, settings};
use crate::evidence::patterns::{Collected, Met, PATTERNS, Shown, Unit, count};
use crate::experiment::run_arms;
use crate::output::tables::frame::Frame;
use crate::output::tables::records::Records;
use crate::output::tables::table;
use crate::output::words::list::listed;
use crate::output::words::number;
use crate::scenario::Study;
use serde_json::{Value, json};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Patterns {
    /// The firm, and the ways of working over which its mean is taken.
    pub study: Arc<Study>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct PatternsShown {
    /// What was simulated.
    pub study: Arc<Study>,
    /// What the firm shows, pattern by pattern.
    pub shown: Vec<Shown>,
}

impl Patterns {
    /// Simulates the firm.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<PatternsShown, Refused> {
        let arms: Vec<_> = self.study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let settings = settings(&self.study, self.threads);
        let all = (arms.len() * settings.replications.len()) as u64;
        let mut collected = Collected::new(arms.len());
        watch.progress(0, all);
        run_arms(
            &arms,
            &settings,
            watch.cancelled(),
            |done| watch.progress(done, all),
            |_, arm, result| {
                collected.add(arm, result);
                Ok(())
            },
        )?;
        Ok(PatternsShown { study: Arc::clone(&self.study), shown: collected.shown(&self.study.base) })
    }
}

/// A value in a pattern's unit, with its unit where `full`.
fn told(value: f64, unit: Unit, full: bool) -> String {
    if value.is_nan() {
        return "–".to_owned();
    }
    match unit {
        Unit::Share => format!("{:.1}{}", 100.0 * value, if full { " %" } else { "" }),
        Unit::Pieces => format!("{value:.1}{}", if full { " pieces" } else { "" }),
        Unit::Days => format!("{value:.0}{}", if full { " days" } else { "" }),
    }
}

impl PatternsShown {
    /// One row per pattern.
    fn records(&self) -> Records {
        let arms: Vec<String> = self.study.arms.iter().map(|arm| format!("mean_{}", arm.name)).collect();
        let mut columns = vec![
            ("pattern", "its name"),
            ("about", "what is measured"),
            ("low", "lower end of the range in ordinary firms; a share is a number in 0 to 1"),
            ("high", "upper end"),
            ("mean", "mean over the futures, each the mean over the ways of working"),
            ("ci_low", "lower end of its 95 % interval"),
            ("ci_high", "upper end"),
            ("met", "met, below, above or not measured"),
            ("source", "where the range comes from"),
            ("grade", "A peer-reviewed, B a large survey, C a vendor or a blog, D recalled, not seen"),
        ];
        columns.extend(arms.iter().map(|name| (name.as_str(), "mean of one way of working")));
        let mut records = Records::new(&columns);
        for shown in &self.shown {
            let pattern = &PATTERNS[shown.pattern];
            let mut row = vec![json!(pattern.name), json!(pattern.about)];
            row.extend(shown.range.map(Value::from));
            row.extend([shown.whole.mean, shown.whole.ci_low, shown.whole.ci_high].map(Value::from));
            row.extend([json!(shown.met().words()), json!(pattern.source), json!(pattern.grade.to_string())]);
            row.extend(shown.each.iter().copied().map(Value::from));
            records.rows.push(row);
        }
        records
    }
}

impl Answer for PatternsShown {
    fn verdict(&self) -> String {
        let (met, measured) = count(&self.shown);
        format!(
            "{} shows {met} of {measured} patterns of ordinary firms that could be measured; {} more could not be.",
            self.study.name,
            self.shown.len() - measured
        )
    }

    fn notes(&self) -> Vec<String> {
        let plan = &self.study.base.plan;
        let names: Vec<&str> = self.study.arms.iter().map(|arm| arm.name.as_str()).collect();
        vec![
            format!(
                "Mean over {} of {} working days after {} of warm-up, each the mean over {}, seed {}. A pattern is met where this mean \
                 lies in the range.",
                super::futures(plan.replications as usize),
                plan.days,
                plan.warm_up,
                listed(&names),
                plan.seed
            ),
            "Grades: A peer-reviewed, B a large survey, C a vendor or a blog, D recalled, not seen."
                .to_owned(),
        ]
    }

    fn text(&self, width: usize) -> String {
        let mut rows =
            vec![["pattern", "ordinary firms", "this firm", "", "source"].map(str::to_owned).to_vec()];
        for shown in &self.shown {
            let pattern = &PATTERNS[shown.pattern];
            let [low, high] = shown.range;
            let found = match pattern.missing() {
                Some(_) => "–".to_owned(),
                None => {
                    let half = shown.whole.half_width();
                    let half = if half.is_finite() {
                        format!(" ± {}", told(half, pattern.unit, false))
                    } else {
                        String::new()
                    };
                    format!("{}{half}", told(shown.whole.mean, pattern.unit, false))
                }
            };
            rows.push(vec![
                pattern.name.to_owned(),
                format!("{} to {}", told(low, pattern.unit, false), told(high, pattern.unit, true)),
                found,
                shown.met().words().to_owned(),
                format!("{} ({})", pattern.source, pattern.grade),
            ]);
        }
        let mut out = format!("{}\n\n", number::wrapped(&self.verdict(), width, ""));
        lines(&mut out, &table::words(&rows, width));
        for shown in self.shown.iter().filter(|shown| shown.met() == Met::Unmeasured) {
            let pattern = &PATTERNS[shown.pattern];
            let why = pattern.missing().unwrap_or("nothing happened that could be measured");
            let _ = writeln!(
                out,
                "{}",
                number::wrapped(&format!("Not measured: {}: {why}.", pattern.name), width, "")
            );
        }
        for note in self.notes() {
            let _ = writeln!(out, "{}", number::wrapped(&note, width, ""));
        }
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        let records = self.records();
        let (met, measured) = count(&self.shown);
        let whole = json!({
            "scenario": self.study.name,
            "met": met,
            "measured": measured,
            "patterns": records.objects(),
            "meanings": records.meanings(),
        });
        Ok(serde_json::to_string_pretty(&whole)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("patterns", Frame::of(&self.records(), &[]))]
    }
}
