//! How outcomes answer to one setting, under each structure, on the same futures.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Deserialize;

use super::{Answer, Refused, Watch, lines, sampled};
use crate::evidence::response::Response as Curves;
use crate::experiment::file::Experiment;
use crate::experiment::plane::{self, Axis};
use crate::experiment::samples::{Samples, even, kept};
use crate::model::outcome::Outcome;
use crate::output::pictures::curves::CurvesView;
use crate::output::pictures::map::Axis as Shown;
use crate::output::tables::frame::Frame;
use crate::output::words::number;

/// The outcomes that are looked at when none is named: profit, conflict, what marketing knows of the market, work done twice, and
/// the share of firms that tip into war.
pub const USUAL: [Outcome; 5] = [
    Outcome::ProfitPerHead,
    Outcome::ConflictHours,
    Outcome::MessageFit,
    Outcome::DuplicatedShare,
    Outcome::War,
];

/// What is asked: an experiment along the levels of one factor.
#[derive(Debug, Clone)]
pub struct Response {
    /// The experiment, whose design has the one factor.
    pub experiment: Arc<Experiment>,
    /// What answers, as positions among the outcomes.
    pub outcomes: Vec<usize>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Responded {
    /// What was asked.
    pub asked: Response,
    /// The setting and its levels.
    pub x: Shown,
    /// The curves, outcome by outcome.
    pub curves: Vec<Curves>,
}

/// The experiment along an axis of at most so many levels, with the named arms where there are names.
///
/// # Errors
/// [`Refused`] where there is no such arm, or a key cannot be a factor or has no such range or values.
pub fn along(
    experiment: Experiment,
    x: &Axis,
    levels: usize,
    arms: Option<&[String]>,
) -> Result<Experiment, Refused> {
    let experiment = plane::along(experiment.with_arms(arms)?, x, levels)
        .map_err(|error| Refused::Usage(error.to_string()))?;
    // A level that no firm can have would otherwise be a hole in the curve.
    for index in 0..experiment.design.len() {
        if let Some(point) = experiment.design.point(index) {
            experiment.study_at(&point)?;
        }
    }
    Ok(experiment)
}

impl Response {
    /// The question about an experiment that [`along`] made, on named outcomes or the usual ones.
    ///
    /// # Errors
    /// [`Refused::Usage`] where no curve can be made of it.
    pub fn of(experiment: Arc<Experiment>, outcomes: Option<&[String]>) -> Result<Self, Refused> {
        even(&experiment).map_err(Refused::Usage)?;
        let outcomes = match outcomes {
            None => USUAL.iter().map(|&outcome| outcome as usize).collect(),
            Some(names) => {
                let mut found = Vec::new();
                for name in names {
                    let outcome = kept(Some(name.trim()), &experiment.outcomes).map_err(Refused::Usage)?;
                    if !found.contains(&outcome) {
                        found.push(outcome);
                    }
                }
                found
            }
        };
        if experiment.design.factors().len() != 1 || outcomes.is_empty() {
            return Err(Refused::Usage("a response has one factor and an outcome or more".to_owned()));
        }
        Ok(Self { experiment, outcomes })
    }

    /// Simulates every level in memory.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or the threads could not be started.
    pub fn answer(&self, threads: usize, watch: &dyn Watch) -> Result<Responded, Refused> {
        let samples = sampled::simulate(&self.experiment, &self.outcomes, threads, watch)?;
        Ok(self.read(&samples))
    }

    /// From samples of each outcome that were simulated elsewhere, of the same experiment.
    pub fn read(&self, samples: &[Samples]) -> Responded {
        let x = Shown::of(&self.experiment.design.factors()[0]);
        Responded { asked: self.clone(), x, curves: samples.iter().map(Curves::of).collect() }
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// What answers.
    pub outcomes: Option<Vec<String>>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Response::of`].
pub fn ask(
    experiment: Arc<Experiment>,
    options: Options,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Responded, Refused> {
    Response::of(experiment, options.outcomes.as_deref())?.answer(threads, watch)
}

impl Responded {
    /// What the answer as it is told gives.
    fn told<T>(&self, give: impl FnOnce(&CurvesView<'_>) -> T) -> T {
        let arms: Vec<String> = self.asked.experiment.study.arms.iter().map(|arm| arm.name.clone()).collect();
        give(&CurvesView { x: &self.x, arms: &arms, responses: &self.curves })
    }
}

impl Answer for Responded {
    fn verdict(&self) -> String {
        self.told(|report| self.curves.first().map_or_else(String::new, |first| report.sentence(first)))
    }

    fn notes(&self) -> Vec<String> {
        let experiment = &self.asked.experiment;
        let plan = &experiment.study.base.plan;
        let about = format!(
            "{}: {} of each structure at each level, {} working days after {} of warm-up, seed {}.",
            experiment.name,
            super::futures(plan.replications as usize),
            plan.days,
            plan.warm_up,
            plan.seed
        );
        vec![about, self.told(|report| report.legend())]
    }

    fn text(&self, width: usize) -> String {
        let [about, legend] = [0, 1].map(|at| self.notes().swap_remove(at));
        let mut out = format!("{}\n\n", number::wrapped(&about, width, ""));
        self.told(|report| {
            for response in report.responses {
                lines(&mut out, &number::wrapped(&report.sentence(response), width, ""));
                let _ = writeln!(out, "\n  {}", CurvesView::title(response));
                lines(&mut out, &report.picture(response, width));
                lines(&mut out, &report.table(response, width));
            }
        });
        lines(&mut out, &number::wrapped(&legend, width, ""));
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        let records = self.told(|report| report.records());
        let plan = &self.asked.experiment.study.base.plan;
        let readings: Vec<String> =
            self.told(|report| self.curves.iter().map(|response| report.sentence(response)).collect());
        let whole = serde_json::json!({
            "experiment": self.asked.experiment.name,
            "key": self.x.key,
            "seed": plan.seed,
            "replications": plan.replications,
            "readings": readings,
            "responses": records.objects(),
            "meanings": records.meanings(),
        });
        Ok(serde_json::to_string_pretty(&whole)? + "\n")
    }

    fn svg(&self) -> Option<String> {
        Some(self.told(|report| report.svg(&self.asked.experiment.name)))
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("responses", Frame::of(&self.told(|report| report.records()), &["reading"]))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Unwatched;

    const SMALL: &str = "name = \"small\"\n[firm]\nsalespeople = 3\nmarketers = 1\n[plan]\ndays = 63\nwarm_up = 21\nreplications = 3\n\
                         [[person]]\nname = \"Max\"\nfunction = \"sales\"\nblame = 0.2\n";

    fn asked(x: &str) -> Result<Response, Refused> {
        let experiment = plane::firm(SMALL, "small.toml", &[])?;
        let x = x.parse().expect("an axis");
        let arms = ["defined", "aligned"].map(str::to_owned);
        let along = along(experiment, &x, 4, Some(&arms))?;
        Response::of(Arc::new(along), Some(&["profit_per_head".to_owned(), "war".to_owned()]))
    }

    #[test]
    fn a_small_firm_answers_to_the_cadence_of_meetings_at_every_level() {
        let answer =
            asked("operating.meeting_interval=1..60").unwrap().answer(1, &Unwatched::default()).unwrap();
        assert_eq!(answer.x.values, ["1", "4", "15", "60"]);
        assert_eq!((answer.curves.len(), answer.curves[0].curves.len()), (2, 2));
        let means: Vec<f64> = answer.curves[0].curves[0].levels.iter().map(|level| level.mean).collect();
        assert!(means.windows(2).any(|pair| pair[0] != pair[1]), "{means:?}");
        assert!(answer.text(100).contains("operating.meeting_interval"));
        assert_eq!(answer.tables()[0].1.len(), 2 * 2 * 4);
    }

    #[test]
    fn a_trait_of_somebody_named_is_a_setting_too_and_one_of_nobody_is_refused() {
        let answer = asked("person.Max.blame=0,1").unwrap().answer(1, &Unwatched::default()).unwrap();
        assert_eq!(answer.x.key, "person.Max.blame");
        let nobody = asked("person.Moritz.blame=0,1").unwrap_err().to_string();
        assert!(nobody.contains("no named person `Moritz`") && nobody.contains("names Max"), "{nobody}");
        assert!(asked("person.Max.blame=0..2").is_err());
    }
}
