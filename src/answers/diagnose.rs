//! Where a firm stands between the four structures: by what sales and marketing answer, or by what a simulated firm does.

use std::sync::Arc;

use super::{Answer, Refused, Watch, about, settings};
use crate::evidence::diagnosis::answers::Answers;
use crate::evidence::diagnosis::simulated::{Seen, Sheet, kin};
use crate::experiment::run_arms;
use crate::output::tables::frame::Frame;
use crate::output::tables::{diagnosis, recognition};
use crate::scenario::Study;

/// The answer to what sales and marketing answered.
#[derive(Debug, Clone)]
pub struct Diagnosed(pub Answers);

impl Answer for Diagnosed {
    fn verdict(&self) -> String {
        diagnosis::sentence(&self.0)
    }

    /// The text has a width of its own.
    fn text(&self, _width: usize) -> String {
        diagnosis::text(&self.0)
    }

    fn json(&self) -> serde_json::Result<String> {
        diagnosis::object(&self.0)
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        Vec::new()
    }
}

/// What is asked: whether each simulated structure is recognised by what its people answer.
#[derive(Debug, Clone)]
pub struct Recognise {
    /// The firm and its arms, with the plan.
    pub study: Arc<Study>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Recognised {
    /// What was simulated.
    pub study: Arc<Study>,
    /// What each arm is, and what its people answered.
    pub arms: Vec<recognition::Arm>,
}

impl Recognise {
    /// Simulates all arms and lets their people answer.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Recognised, Refused> {
        let study = &self.study;
        let mut arms: Vec<recognition::Arm> = study
            .arms
            .iter()
            .map(|arm| recognition::Arm {
                name: arm.name.clone(),
                kin: kin(&arm.scenario.operating),
                programme: arm.programme.clone(),
                sheets: Vec::new(),
            })
            .collect();
        let named: Vec<_> = study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let settings = settings(study, self.threads);
        let all = (named.len() * settings.replications.len()) as u64;
        watch.progress(0, all);
        let progress = |done| watch.progress(done, all);
        run_arms(&named, &settings, watch.cancelled(), progress, |_, arm, result| {
            arms[arm].sheets.push(Sheet::of(Seen { scenario: named[arm].1, result }));
            Ok(())
        })?;
        Ok(Recognised { study: Arc::clone(study), arms })
    }
}

impl Answer for Recognised {
    fn verdict(&self) -> String {
        recognition::sentence(&self.arms)
    }

    fn text(&self, width: usize) -> String {
        recognition::text(&self.arms, about(&self.study), self.study.base.plan.seed, width)
    }

    fn json(&self) -> serde_json::Result<String> {
        recognition::object(&self.arms, about(&self.study), self.study.base.plan.seed)
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        Vec::new()
    }
}
