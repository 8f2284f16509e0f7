//! How the firm fares under each arm, side by side, with the uncertainty of every number, and which arm is best.

mod compared;

use std::io;
use std::sync::Arc;

use serde::Deserialize;

use super::draws::{Draws, drawn};
use super::glimpse::leaders;
use super::{Refused, Watch, settings};
use crate::evidence::Looks;
use crate::evidence::choice::Choice;
use crate::evidence::unknowns::Unsure;
use crate::experiment::lives::{Drawn, EACH, run_firms};
use crate::experiment::{Comparison, run_until};
use crate::model::Replication;
use crate::output::tables::frame::Frame;
use crate::output::tables::frames;
use crate::output::words::lives::Lives;
use crate::output::words::{number, sentence, unsure};
use crate::scenario::Study;
use crate::scenario::numbers::counted;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Compare {
    /// The firm and the arms to compare, with the plan.
    pub study: Arc<Study>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
    /// Whether to keep the monthly series.
    pub months: bool,
    /// Whether to keep one row per person.
    pub people: bool,
    /// Firms that could all be this one; without them, the file's own.
    pub draws: Option<Drawn>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Compared {
    /// What was simulated.
    pub study: Arc<Study>,
    /// Every outcome of every replication.
    pub comparison: Comparison,
    /// What they say of profit per head, and why they ended.
    pub choice: Choice,
    /// What is known of the lead over firms that could all be this one.
    pub unsure: Option<Unsure>,
    /// What its replications are.
    lives: Lives,
    verdict: String,
    kept: Vec<(&'static str, Frame)>,
}

/// At how many replications to look at a study's comparison: where they go on until it is decided, more than once.
pub fn looks(study: &Study) -> Looks {
    Looks::of(study.base.plan.replications, study.base.plan.at_most)
}

/// What a look at so many replications says; with a reason to stop, they are enough.
pub(super) fn look(comparison: &Comparison, looks: &Looks) -> Choice {
    let done = comparison.replications.len();
    let at = looks.numbers().iter().position(|&number| number as usize == done);
    Choice::of(comparison, looks, at.unwrap_or(0))
}

impl Compare {
    /// Simulates all arms until the lead is clear or the plan's replications are used up. `each` is given every result
    /// (replication, position of the arm) in a fixed order, and may keep what it wants.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off, a law of the model was broken, or `each` could not keep a result.
    pub fn answer(
        &self,
        watch: &dyn Watch,
        mut each: impl FnMut(u32, usize, &Replication) -> io::Result<()>,
    ) -> Result<Compared, Refused> {
        if let Some(drawn) = &self.draws {
            return self.over_firms(drawn, watch, each);
        }
        let looks = looks(&self.study);
        let arms: Vec<_> = self.study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let all = arms.len() as u64 * u64::from(looks.numbers().last().copied().unwrap_or(0));
        let mut months = self.months.then(frames::months);
        let mut people = self.people.then(frames::people);
        let mut last = None;
        watch.progress(0, all);
        let comparison = run_until(
            &arms,
            &settings(&self.study, self.threads),
            looks.numbers(),
            watch.cancelled(),
            |done| watch.progress(done, all),
            |replication, arm, result| {
                if let Some(frame) = &mut months {
                    frames::add_months(frame, replication, arms[arm].0, &result.months);
                }
                if let Some(frame) = &mut people {
                    frames::add_people(frame, replication, arms[arm].0, &result.people);
                }
                each(replication, arm, result)
            },
            |comparison| {
                let choice = look(comparison, &looks);
                let enough = choice.stop.is_some();
                if !enough {
                    let n = comparison.replications.len();
                    let said = sentence::headline(comparison, &choice.verdict, Lives::Futures);
                    watch.so_far(&format!("After {}: {said}", counted(n, "future")));
                }
                last = Some(choice);
                enough
            },
        )?;
        let choice = last.unwrap_or_else(|| look(&comparison, &looks));
        let kept = [("months", months), ("people", people)];
        let kept = kept.into_iter().filter_map(|(name, frame)| Some((name, frame?))).collect();
        Ok(Compared::with(Arc::clone(&self.study), comparison, choice, kept))
    }

    /// The same over firms that could all be this one: a value a firm, the mean of its futures.
    fn over_firms(
        &self,
        drawn: &Drawn,
        watch: &dyn Watch,
        each: impl FnMut(u32, usize, &Replication) -> io::Result<()>,
    ) -> Result<Compared, Refused> {
        let arms: Vec<_> = self.study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let all = (arms.len() * drawn.firms.len()) as u64 * u64::from(EACH);
        watch.progress(0, all);
        let progress = |done| watch.progress(done, all);
        let settings = settings(&self.study, self.threads);
        let lives = run_firms(&arms, &drawn.firms, EACH, &settings, watch.cancelled(), progress, each)?;
        let firms = lives.averaged(EACH as usize);
        let choice = look(&firms, &Looks::of(drawn.firms.len() as u32, 0));
        let mut found = Compared::with(Arc::clone(&self.study), firms, choice, Vec::new());
        found.lives = Lives::Firms;
        if let Some(pair) = leaders(&self.study, &found.comparison, &found.choice) {
            let unsure = Unsure::of(&lives, drawn, EACH as usize, pair, None);
            let names = pair.map(|arm| found.comparison.arms[arm].as_str());
            let told = unsure::verdict(names, &unsure, &number::profit_unit());
            let leads = sentence::verdict(&found.comparison, &found.choice.verdict, Lives::Firms);
            found.verdict = format!("{told} {leads}");
            found.unsure = Some(unsure);
        }
        Ok(found)
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Whether the plan's most replications were asked for: they hold also where they are below the usual number.
    pub capped: bool,
    /// Keep the monthly series.
    pub months: bool,
    /// Keep one row per person.
    pub people: bool,
    /// Firms that could all be this one.
    pub draws: Option<Draws>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Compare::answer`].
pub fn ask(
    study: Arc<Study>,
    options: Options,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Compared, Refused> {
    let Options { capped, months, people, draws } = options;
    let plan = &study.base.plan;
    let usual = Looks::usual_within(plan.replications, plan.at_most);
    let study = if capped { Arc::new(Study::clone(&study).with_replications(usual)) } else { study };
    let draws = drawn(draws.as_ref(), &study)?;
    Compare { study, threads, months, people, draws }.answer(watch, |_, _, _| Ok(()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::{Compare, Compared};
    use crate::answers::{Answer, Refused, Unwatched, Watch};
    use crate::experiment::Stopped;
    use crate::scenario::{BUILT_IN, load};

    fn request(plan: &[&str]) -> Compare {
        let short = ["plan.days=42", "plan.warm_up=0"].iter().chain(plan).map(|&set| set.to_owned());
        let study = load(BUILT_IN, "test", &short.collect::<Vec<_>>()).unwrap();
        Compare { study: Arc::new(study), threads: 2, months: false, people: false, draws: None }
    }

    #[test]
    fn an_answer_made_from_what_workers_brought_is_the_same() {
        let request = request(&["plan.replications=3", "plan.at_most=0"]);
        let whole = request.answer(&Unwatched::default(), |_, _, _| Ok(())).unwrap();
        let brought = Compared::of(Arc::clone(&request.study), whole.comparison.clone());
        assert!(brought.choice.stop.is_some());
        assert_eq!(brought.json().unwrap(), whole.json().unwrap());
        assert_eq!(brought.text(100), whole.text(100));
    }

    #[test]
    fn over_firms_the_verdict_counts_them_and_the_spread_is_split() {
        let request = request(&["firm.salespeople=6", "firm.marketers=3"]);
        let firms = crate::experiment::plausible::plausible(&request.study.base, 10, 1);
        let draws = Some(super::Drawn { firms: Arc::new(firms), fitted: true });
        let found = Compare { draws, ..request }.answer(&Unwatched::default(), |_, _, _| Ok(())).unwrap();
        assert!(found.verdict().contains("of the 10 firms that fit your facts"), "{}", found.verdict());
        let unsure = found.unsure.as_ref().unwrap();
        assert_eq!((unsure.firms, found.comparison.replications.len()), (10, 10));
        let split = unsure.luck * unsure.luck + unsure.unknown * unsure.unknown;
        assert!((unsure.together() * unsure.together() - split).abs() < 1e-6 * split);
        let json: serde_json::Value = serde_json::from_str(&found.json().unwrap()).unwrap();
        assert_eq!(json["firms"]["firms"], 10);
    }

    #[test]
    fn replications_go_on_from_look_to_look_and_the_watch_is_told_of_all() {
        struct Told(AtomicBool, std::sync::Mutex<Vec<(u64, u64)>>);
        impl Watch for Told {
            fn cancelled(&self) -> &AtomicBool {
                &self.0
            }
            fn progress(&self, done: u64, all: u64) {
                self.1.lock().unwrap().push((done, all));
                self.0.store(done >= 5, Ordering::Relaxed);
            }
        }
        let told = Told(AtomicBool::new(false), std::sync::Mutex::default());
        let request = request(&["plan.replications=1", "plan.at_most=4"]);
        let refused = request.answer(&told, |_, _, _| Ok(())).unwrap_err();
        assert!(matches!(refused, Refused::Stopped(Stopped::Cancelled)), "{refused}");
        // Four arms: the first look ends with four simulations, and one replication decides nothing.
        let told = told.1.into_inner().unwrap();
        assert_eq!(told, (0..=5).map(|done| (done, 16)).collect::<Vec<_>>());
    }
}
