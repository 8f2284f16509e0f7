//! An experiment as it was read: the firm, the arms, the points, and what is kept of them.

use std::sync::Arc;

use crate::experiment::design::{self, Design, DesignError, Factor, Method, Point};
use crate::experiment::firms::Firms;
use crate::scenario::{ScenarioError, Study, load_within};

/// When a point has enough replications.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precision {
    /// The outcome that is to be known well, as a position in [`OUTCOMES`](crate::model::outcome::OUTCOMES).
    pub outcome: usize,
    /// The largest half-width of the 95 % intervals, in the outcome's unit.
    pub half_width: f64,
    /// Replications before the first look.
    pub least: u32,
    /// Replications between two looks.
    pub step: u32,
}

/// An experiment, ready to be run.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// The name.
    pub name: String,
    /// The firm and the arms without any factor: what all points start from. Its plan holds the seed, and the number
    /// of replications (the most of them, with a precision).
    pub study: Study,
    /// The points.
    pub design: Design,
    /// The outcomes to keep, as positions in [`OUTCOMES`](crate::model::outcome::OUTCOMES).
    pub outcomes: Vec<usize>,
    /// When a point has enough replications; `None` for as many everywhere.
    pub precision: Option<Precision>,
    /// Firms that could all be this one, each replication lived by the next of them; without them, all by the study's own.
    pub firms: Option<Arc<Firms>>,
    pub(super) source: Source,
}

/// What the scenario is read from, again for every point.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Source {
    pub(super) text: String,
    pub(super) origin: String,
    pub(super) set: Vec<String>,
    pub(super) arms: Option<Vec<String>>,
    pub(super) foreign: &'static [&'static str],
}

impl Source {
    pub(super) fn study(&self, overrides: &[String]) -> Result<Study, ScenarioError> {
        let overrides = [&self.set[..], overrides].concat();
        let study = load_within(&self.text, &self.origin, &overrides, self.foreign)?;
        match &self.arms {
            Some(arms) => study.select(arms),
            None => Ok(study),
        }
    }
}

/// A file that an experiment names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// Its path, for messages.
    pub origin: String,
    /// Its content.
    pub text: String,
}

impl Experiment {
    /// The arms at a point: the scenario with the point's overrides.
    ///
    /// # Errors
    /// [`ScenarioError`] when the overrides contradict each other or the scenario.
    pub fn study_at(&self, point: &Point) -> Result<Study, ScenarioError> {
        self.source.study(&point.overrides)
    }

    /// The firms that live the replications, without what the points say: that holds in all of them.
    pub fn lives(&self) -> Option<Firms> {
        let firms = self.firms.as_ref().filter(|firms| !firms.is_empty())?;
        let sets = |factor: &Factor| factor.overrides(&factor.value(0.5)).unwrap_or_default();
        let varied: Vec<String> = (self.design.factors().iter().flat_map(sets))
            .filter_map(|set| set.split_once('=').map(|(key, _)| key.trim().to_owned()))
            .collect();
        Some(firms.without(&varied))
    }

    /// The same firm and arms at the points of another design.
    ///
    /// # Errors
    /// [`DesignError`] when there is no such design.
    pub fn with_factors(mut self, method: Method, factors: Vec<Factor>) -> Result<Self, DesignError> {
        self.design = design::points(method, factors, self.design.seed())?;
        Ok(self)
    }

    /// The same points with these arms, in this order; as it is without names.
    ///
    /// # Errors
    /// [`ScenarioError`] when there is no such arm.
    pub fn with_arms(mut self, arms: Option<&[String]>) -> Result<Self, ScenarioError> {
        let Some(arms) = arms else { return Ok(self) };
        self.source.arms = Some(arms.to_vec());
        self.study = self.source.study(&[])?;
        Ok(self)
    }
}
