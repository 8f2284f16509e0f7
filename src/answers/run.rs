//! How one arm develops, month by month.

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use serde::Deserialize;

use super::{Answer, Refused, Watch, about, lines, settings};
use crate::evidence::MonthMeans;
use crate::experiment::{Comparison, run_arms};
use crate::model::outcome::SERIES;
use crate::model::{Month, Replication};
use crate::output::pictures::picture;
use crate::output::tables::frame::{Datum, Frame, Holds, column};
use crate::output::tables::{frames, json, table};
use crate::output::words::number::{self, Style};
use crate::scenario::Study;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Run {
    /// The firm, of whose arms the first is run.
    pub study: Arc<Study>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
    /// Whether to keep the months of every replication, besides their means.
    pub every_month: bool,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Ran {
    /// What was simulated.
    pub study: Arc<Study>,
    /// Every outcome of every replication.
    pub comparison: Comparison,
    /// The means over the replications.
    pub months: Vec<Month>,
    every_month: Option<Frame>,
}

impl Run {
    /// Simulates the arm. `each` is given every result in the order of the replications, and may keep what it wants.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off, a law of the model was broken, or `each` could not keep a result.
    pub fn answer(
        &self,
        watch: &dyn Watch,
        mut each: impl FnMut(u32, &Replication) -> io::Result<()>,
    ) -> Result<Ran, Refused> {
        let arms: Vec<_> =
            self.study.arms.iter().take(1).map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let settings = settings(&self.study, self.threads);
        let all = (arms.len() * settings.replications.len()) as u64;
        let (mut means, mut every_month) = (MonthMeans::default(), self.every_month.then(frames::months));
        watch.progress(0, all);
        let comparison = run_arms(
            &arms,
            &settings,
            watch.cancelled(),
            |done| watch.progress(done, all),
            |replication, arm, result| {
                means.add(&result.months);
                if let Some(frame) = &mut every_month {
                    frames::add_months(frame, replication, arms[arm].0, &result.months);
                }
                each(replication, result)
            },
        )?;
        Ok(Ran { study: Arc::clone(&self.study), comparison, months: means.months(), every_month })
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {}

/// Asks it.
///
/// # Errors
/// Those of [`Run::answer`].
pub fn ask(study: Arc<Study>, _: Options, threads: usize, watch: &dyn Watch) -> Result<Ran, Refused> {
    Run { study, threads, every_month: true }.answer(watch, |_, _| Ok(()))
}

impl Ran {
    /// How many futures, in words.
    fn futures(&self) -> String {
        match self.comparison.replications.len() {
            1 => "one simulated future".to_owned(),
            n => format!("the mean of {n} simulated futures"),
        }
    }

    /// One row per month and measure: the means over the replications.
    fn means(&self) -> Frame {
        let mut frame = Frame::new(vec![
            column(
                "month",
                "number",
                "month of 21 working days, 1 is the first after warm-up",
                Holds::Counts,
            ),
            column("measure", "name", "which measure", Holds::Text),
            column("unit", "", "the unit in words", Holds::Text),
            column(
                "mean",
                "that of the measure",
                "mean over the replications that could be measured",
                Holds::Numbers,
            ),
        ]);
        for (number, month) in (1..).zip(&self.months) {
            for (measure, &value) in SERIES.iter().zip(month) {
                let words = [measure.name, measure.unit].map(Datum::Text);
                frame.row([Datum::Count(number)].into_iter().chain(words).chain([Datum::Number(value)]));
            }
        }
        frame
    }
}

impl Answer for Ran {
    fn verdict(&self) -> String {
        let plan = &self.study.base.plan;
        format!(
            "This is {}: {} working days after {} of warm-up, seed {}.",
            self.futures(),
            plan.days,
            plan.warm_up,
            self.comparison.seed
        )
    }

    fn text(&self, width: usize) -> String {
        let arm = &self.study.arms[0];
        let mut out = format!("{} under {}: {}\n\n", self.study.name, arm.name, arm.about);
        let _ = writeln!(out, "{}\n", self.verdict());
        if self.months.is_empty() {
            lines(&mut out, "No month of 21 working days was completed, so there is no monthly series.\n");
        } else {
            lines(&mut out, "Month by month, each measure from its lowest to its highest value");
            lines(&mut out, &sparklines(&self.months));
            lines(&mut out, &table::months(&self.months, width));
        }
        lines(&mut out, "Over all counted days");
        out + &table::one_arm(&self.comparison, 0, width)
    }

    fn json(&self) -> serde_json::Result<String> {
        json::run(&self.comparison, about(&self.study), &self.months)
    }

    /// With the months of every replication first, where they were kept.
    fn tables(&self) -> Vec<(&'static str, Frame)> {
        let kept = self.every_month.iter().map(|frame| ("every_month", frame.clone()));
        kept.chain([
            ("months", self.means()),
            ("outcomes", frames::outcomes(&self.comparison)),
            ("summary", frames::summary(&self.comparison)),
        ])
        .collect()
    }
}

/// One line a measure: name, bars, first and last value, unit.
fn sparklines(months: &[Month]) -> String {
    let rows: Vec<Vec<String>> = SERIES
        .iter()
        .enumerate()
        .map(|(position, measure)| {
            let values: Vec<f64> = months.iter().map(|month| month[position]).collect();
            let style = Style::of(measure, values.iter().copied(), std::iter::empty());
            let (first, last) = (style.show(values[0]), style.show(values[values.len() - 1]));
            vec![
                measure.name.to_owned(),
                picture::sparkline(&values),
                format!("{first} → {last}"),
                number::unit(measure),
            ]
        })
        .collect();
    table::words(&rows, usize::MAX)
}
