//! Which factors of an experiment decide an outcome, or how much more of it one arm has than another.

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use serde::Deserialize;

use super::{Answer, Refused, Watch, sampled};
use crate::evidence::sensitivity::{Found, Responses};
use crate::experiment::file::Experiment;
use crate::experiment::samples::Samples;
use crate::output::pictures::sensitivity::{AnalysisView, Question};
use crate::output::tables::frame::Frame;
use crate::output::words::number;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Sensitivity {
    /// The experiment, whose design says what can be found.
    pub experiment: Arc<Experiment>,
    /// The outcome, of which arm, less that of which other.
    pub question: Question,
    arm: usize,
    less: Option<usize>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// What was asked.
    pub asked: Sensitivity,
    /// What decides.
    pub found: Found,
    /// Points, and those of them that could not be measured.
    points: [usize; 2],
}

impl Sensitivity {
    /// The question about a named outcome or the usual one: of `arm` (else the first), or of a `difference` such as
    /// `aligned,defined`.
    ///
    /// # Errors
    /// [`Refused::Usage`] with what to do.
    pub fn of(
        experiment: Arc<Experiment>,
        outcome: Option<&str>,
        arm: Option<&str>,
        difference: Option<&str>,
    ) -> Result<Self, Refused> {
        let outcome = sampled::outcome(&experiment, outcome)?;
        let (question, arm, less) =
            Question::of(&experiment, outcome, arm, difference).map_err(Refused::Usage)?;
        Ok(Self { experiment, question, arm, less })
    }

    /// Simulates every point in memory.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or the threads could not be started.
    pub fn answer(&self, threads: usize, watch: &dyn Watch) -> Result<Weighed, Refused> {
        let samples = sampled::simulate(&self.experiment, &[self.question.outcome], threads, watch)?;
        Ok(self.read(&samples[0]))
    }

    /// From samples that were simulated elsewhere, of the same experiment and outcome.
    pub fn read(&self, samples: &Samples) -> Weighed {
        let plan = &self.experiment.study.base.plan;
        let responses = Responses::new(plan.replications as usize, samples.responses(self.arm, self.less));
        let found = Found::of(&self.experiment.design, &responses, plan.seed);
        let failed = (0..responses.points()).filter(|&point| !responses.whole(point)).count();
        Weighed { asked: self.clone(), found, points: [responses.points(), failed] }
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// What is explained.
    pub outcome: Option<String>,
    /// For which arm.
    pub arm: Option<String>,
    /// Or how much more of it one arm has than another, such as `aligned,defined`.
    pub difference: Option<String>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Sensitivity::of`].
pub fn ask(
    experiment: Arc<Experiment>,
    options: Options,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Weighed, Refused> {
    let Options { outcome, arm, difference } = options;
    let asked = Sensitivity::of(experiment, outcome.as_deref(), arm.as_deref(), difference.as_deref())?;
    asked.answer(threads, watch)
}

impl Weighed {
    /// The answer as it is told.
    fn report(&self) -> AnalysisView<'_> {
        let Sensitivity { experiment, question, .. } = &self.asked;
        let replications = experiment.study.base.plan.replications as usize;
        AnalysisView { question, design: &experiment.design, replications, found: &self.found }
    }
}

impl Answer for Weighed {
    fn verdict(&self) -> String {
        self.report().sentence()
    }

    /// What was run, and how the picture is to be read.
    fn notes(&self) -> Vec<String> {
        vec![self.report().note(), self.report().legend().to_owned()]
    }

    fn text(&self, width: usize) -> String {
        let report = self.report();
        let mut out = String::new();
        let what = format!("{}: {}", self.asked.experiment.name, report.note());
        for words in [report.sentence(), what] {
            let _ = writeln!(out, "{}\n", number::wrapped(&words, width, ""));
        }
        let _ = writeln!(out, "{}", report.picture(width));
        let _ = writeln!(out, "{}\n", number::wrapped(report.legend(), width, "  "));
        let _ = writeln!(out, "{}", report.table(width));
        let [points, failed] = self.points;
        if failed > 0 {
            let _ = writeln!(out, "{failed} of {points} points could not be measured and are left out.\n");
        }
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        self.report().json(&self.asked.experiment.name, self.asked.experiment.study.base.plan.seed)
    }

    fn csv(&self, to: &mut dyn io::Write) -> io::Result<()> {
        self.report().records().csv(to)
    }

    fn svg(&self) -> Option<String> {
        Some(self.report().svg(&self.asked.experiment.name))
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("factors", Frame::of(&self.report().records(), &["factor"]))]
    }
}
