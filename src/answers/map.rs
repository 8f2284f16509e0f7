//! Where in a plane of two factors each arm is best, and where that is too close to call.

use std::fmt::Write as _;
use std::io;
use std::sync::Arc;

use serde::Deserialize;

use super::draws::{Draws, drawn};
use super::{Answer, Refused, Watch, sampled};
use crate::evidence::map::{Map as Cells, possible};
use crate::experiment::file::Experiment;
use crate::experiment::lives::Drawn;
use crate::experiment::plane::{self, Axis};
use crate::experiment::samples::Samples;
use crate::output::pictures::map::{Axis as Shown, MapView};
use crate::output::pictures::map_svg;
use crate::output::tables::frame::Frame;
use crate::output::words::{number, unsure};

/// What is asked: an experiment at every combination of levels of two factors.
#[derive(Debug, Clone)]
pub struct Map {
    /// The experiment, whose design has the vertical and then the horizontal factor.
    pub experiment: Arc<Experiment>,
    /// What decides, as a position among the outcomes.
    pub outcome: usize,
    /// Firms that could all be this one, a future each; without them, the file's own.
    pub draws: Option<Drawn>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Mapped {
    /// What was asked.
    pub asked: Map,
    /// The horizontal axis and the vertical one.
    pub axes: [Shown; 2],
    /// The cells.
    pub cells: Cells,
}

/// The experiment over a plane, with the named arms where there are names. `levels` are cells across and up.
///
/// # Errors
/// [`Refused`] where there is no such arm, or a key cannot be a factor or has no such range.
pub fn over(
    experiment: Experiment,
    [x, y]: [&Axis; 2],
    levels: [usize; 2],
    arms: Option<&[String]>,
) -> Result<Experiment, Refused> {
    plane::over(experiment.with_arms(arms)?, x, y, levels).map_err(|error| Refused::Usage(error.to_string()))
}

impl Map {
    /// The question about an experiment that [`over`] made, on a named outcome or the usual one.
    ///
    /// # Errors
    /// [`Refused::Usage`] where no map can be made of it.
    pub fn of(experiment: Arc<Experiment>, outcome: Option<&str>) -> Result<Self, Refused> {
        let outcome = sampled::outcome(&experiment, outcome)?;
        possible(outcome, experiment.study.arms.len()).map_err(Refused::Usage)?;
        if experiment.design.factors().len() != 2 {
            return Err(Refused::Usage("a map has two factors".to_owned()));
        }
        Ok(Self { experiment, outcome, draws: None })
    }

    /// The same over firms that could all be this one: as many futures at every cell as firms.
    pub fn over_firms(self, drawn: Drawn) -> Self {
        let mut experiment = (*self.experiment).clone();
        let firms = u32::try_from(drawn.firms.len()).unwrap_or(u32::MAX);
        experiment.study = experiment.study.with_replications(firms);
        experiment.firms = Some(Arc::clone(&drawn.firms));
        Self { experiment: Arc::new(experiment), draws: Some(drawn), ..self }
    }

    /// Simulates every cell in memory.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or the threads could not be started.
    pub fn answer(&self, threads: usize, watch: &dyn Watch) -> Result<Mapped, Refused> {
        let samples = sampled::simulate(&self.experiment, &[self.outcome], threads, watch)?;
        Ok(self.read(&samples[0]))
    }

    /// From samples that were simulated elsewhere, of the same experiment and outcome.
    pub fn read(&self, samples: &Samples) -> Mapped {
        let factors = self.experiment.design.factors();
        let axes = [1, 0].map(|at| Shown::of(&factors[at]));
        let cells = Cells::of_samples(samples, axes[0].values.len(), self.experiment.study.base.plan.seed);
        Mapped { asked: self.clone(), axes, cells }
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// What decides.
    pub outcome: Option<String>,
    /// Firms that could all be this one.
    pub draws: Option<Draws>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Map::of`].
pub fn ask(
    experiment: Arc<Experiment>,
    options: Options,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Mapped, Refused> {
    let asked = Map::of(experiment, options.outcome.as_deref())?;
    let drawn = drawn(options.draws.as_ref(), &asked.experiment.study)?;
    let asked = drawn.map_or_else(|| asked.clone(), |drawn| asked.clone().over_firms(drawn));
    asked.answer(threads, watch)
}

impl Mapped {
    /// The answer as it is told.
    fn report(&self) -> MapView<'_> {
        let [x, y] = &self.axes;
        let replications = self.asked.experiment.study.base.plan.replications as usize;
        MapView { x, y, map: &self.cells, outcome: self.asked.outcome, replications }
    }
}

impl Mapped {
    /// What was run.
    fn about(&self) -> String {
        let about = self.report().about(&self.asked.experiment);
        match &self.asked.draws {
            Some(drawn) => format!(
                "{about} Each future is lived by another of {}, the same in every structure and cell: intervals hold luck and what is not \
                 known about the firm together.",
                unsure::which(drawn.firms.len(), drawn.fitted)
            ),
            None => about,
        }
    }
}

impl Answer for Mapped {
    fn verdict(&self) -> String {
        self.report().sentence()
    }

    /// What was run, and how the map is to be read.
    fn notes(&self) -> Vec<String> {
        vec![self.about(), self.report().legend()]
    }

    fn text(&self, width: usize) -> String {
        let report = self.report();
        let mut out = String::new();
        for words in [report.sentence(), self.about()] {
            let _ = writeln!(out, "{}\n", number::wrapped(&words, width, ""));
        }
        let _ = writeln!(out, "{}", report.picture(width));
        let _ = writeln!(out, "{}", number::wrapped(&report.legend(), width, "  "));
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        self.report().json(&self.asked.experiment.name, self.asked.experiment.study.base.plan.seed)
    }

    fn csv(&self, to: &mut dyn io::Write) -> io::Result<()> {
        self.report().records().csv(to)
    }

    fn picture(&self, width: usize) -> Option<String> {
        Some(self.report().picture(width))
    }

    fn svg(&self) -> Option<String> {
        Some(map_svg::map(&self.report(), &self.asked.experiment.name))
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("cells", Frame::of(&self.report().records(), &["verdict", "best", "rivals"]))]
    }
}
