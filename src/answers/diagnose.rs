//! Where a firm stands between the four structures: by what sales and marketing answer, or by what a simulated firm does.

use std::fmt::Write as _;
use std::sync::Arc;

use super::levers::{Levers, Ranked};
use super::{Answer, Refused, Watch, about, settings};
use crate::evidence::diagnosis::answers::Answers;
use crate::evidence::diagnosis::profile::{firm_score, place};
use crate::evidence::diagnosis::simulated::{Seen, Sheet, kin};
use crate::evidence::diagnosis::start;
use crate::experiment::levers::Sort;
use crate::experiment::run_arms;
use crate::output::tables::frame::Frame;
use crate::output::tables::{diagnosis, recognition, table};
use crate::output::words::number;
use crate::scenario::presets::PRESETS;
use crate::scenario::registry::Section;
use crate::scenario::{Study, TODAY};

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

/// What is asked: what to recommend to a firm whose own file is there.
#[derive(Debug, Clone)]
pub struct InFirm {
    /// What sales and marketing answered.
    pub answers: Answers,
    /// The firm's own file, with its plan.
    pub study: Study,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
}

/// The answer: the diagnosis, and every structure and measure tried in the firm itself.
#[derive(Debug, Clone)]
pub struct Tried {
    /// What was answered.
    pub answers: Answers,
    /// What each move brings in this firm.
    pub ranked: Ranked,
    /// How the file says that the firm works, where it does not work as the answers say.
    pub differs: bool,
}

/// Futures of the last look of a diagnosis.
const LOOK: u32 = 20;

impl InFirm {
    /// Runs the firm through the model: as its file says that it works, else as the answers say.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off, a law of the model was broken, or the plan is too short for a path.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Tried, Refused> {
        let (asked, differs) = self.asked()?;
        Ok(Tried { answers: self.answers.clone(), ranked: asked.answer(watch)?, differs })
    }

    /// Simulations that it takes.
    ///
    /// # Errors
    /// [`Refused`] when the plan is too short for a path.
    pub fn simulations(&self) -> Result<f64, Refused> {
        Ok(self.asked()?.0.simulations())
    }

    /// The moves to try, and whether the file says otherwise than the answers how the firm works.
    fn asked(&self) -> Result<(Levers, bool), Refused> {
        let mut study = self.study.clone();
        let own = &PRESETS[place(firm_score(&self.answers))];
        let told = study.arms.iter().chain(&study.others).any(|arm| arm.name == TODAY);
        let mut answered = (own.choices)();
        for found in start::overrides(&self.answers) {
            let _ = answered.set(found.choice, &found.value);
        }
        let differs = told && kin(&study.base.operating) != kin(&answered);
        if !told {
            study.base.operating = answered;
        }
        // A programme of the file is not what the questionnaire asks about.
        study.programmes.clear();
        let asked = Levers::of(Arc::new(study))?;
        let asked = Levers {
            threads: self.threads,
            replications: Some(LOOK),
            only: Some(&[Sort::Structure, Sort::Measure]),
            ..asked
        };
        Ok((asked, differs))
    }
}

impl Tried {
    /// The structure to move to, if one is worth it in this firm: clearly better than doing nothing.
    pub fn to(&self) -> Option<&str> {
        let best = self.ranked.found.iter().find(|found| found.lever.sort == Sort::Structure)?;
        let value = &best.pulled.trajectory.value;
        (value.decided() && value.mean > 0.0).then(|| best.lever.name.trim_start_matches("work as "))
    }

    fn recommended(&self) -> String {
        let firm = &self.ranked.asked.study.name;
        let mut out = match self.to() {
            Some(to) => {
                format!("In {firm} itself, run through the model, a move to {to} is worth its cost. ")
            }
            None => format!(
                "In {firm} itself, run through the model, no other structure is clearly worth the cost of the move. "
            ),
        };
        out.push_str(&self.ranked.verdict());
        if self.differs {
            out.push_str(
                " The file says that the firm works otherwise than the answers do: the file was taken, and the answers are what people see. Talk \
                 about the difference before anything else.",
            );
        }
        out
    }
}

impl Answer for Tried {
    fn verdict(&self) -> String {
        format!("{} {}", diagnosis::sentence(&self.answers), self.recommended())
    }

    fn text(&self, width: usize) -> String {
        let running = width.min(110);
        let mut out = diagnosis::seen(&self.answers);
        let _ = writeln!(out, "{}\n", number::wrapped(&self.recommended(), running, ""));
        let _ = writeln!(out, "{}", table::words(&self.ranked.rows(), width));
        let legend = "Money of the whole firm, more than if nothing were done, after all costs; measures at usual doses, which are assumptions.";
        let _ = writeln!(out, "{}", number::wrapped(legend, running, "  "));
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        let object = serde_json::json!({
            "diagnosis": serde_json::from_str::<serde_json::Value>(&diagnosis::object(&self.answers)?)?,
            "recommended": self.recommended(),
            "to": self.to(),
            "in_firm": serde_json::from_str::<serde_json::Value>(&self.ranked.json()?)?,
        });
        Ok(serde_json::to_string_pretty(&object)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        self.ranked.tables()
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
