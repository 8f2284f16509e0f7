//! Why one way of working brings more than another: by operating choice, by money, by what happened to leads, by hours, and a
//! life that shows it.

mod reasoned;

use std::sync::Arc;

use serde::Deserialize;

use super::{Refused, Watch};
use crate::evidence::why;
use crate::experiment::walk::{self, Choice};
use crate::experiment::{Life, Stopped, Subject, each, follow};
use crate::model::outcome::{OUTCOMES, Outcome};
use crate::scenario::Study;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Reasons {
    /// The firm; its first two arms are compared, the second against the first.
    pub study: Arc<Study>,
    /// Threads to use; 0 means one per processor core. Results do not depend on it.
    pub threads: usize,
    /// Futures; without it, as many as intervals need, fewer where there are many choices.
    pub replications: Option<u32>,
    /// The outcome that is taken apart by choice, as a position in [`OUTCOMES`].
    pub outcome: usize,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Reasoned {
    /// What was asked.
    pub asked: Reasons,
    /// The choices in which the two differ.
    pub choices: Vec<Choice>,
    /// The futures.
    pub futures: Vec<why::Future>,
    /// One prospect's two lives, with the replication.
    pub example: Option<(u32, why::Parting, [Life; 2])>,
}

impl Reasons {
    /// The question about the first two arms of a study.
    ///
    /// # Errors
    /// [`Refused::Usage`] where there are no two arms, or they do not differ, or there is no such outcome.
    pub fn of(study: Arc<Study>, outcome: Option<&str>) -> Result<Self, Refused> {
        let [first, second, ..] = study.arms.as_slice() else {
            return Err(Refused::Usage(
                "name two ways of working to compare, such as defined aligned".to_owned(),
            ));
        };
        if walk::choices(&first.scenario, &second.scenario).is_empty() {
            return Err(Refused::Usage(format!(
                "{} and {} do not differ in any choice",
                first.name, second.name
            )));
        }
        let all: Vec<usize> = (0..OUTCOMES.len()).collect();
        let outcome = crate::experiment::samples::kept(outcome, &all).map_err(Refused::Usage)?;
        Ok(Self { study, threads: 0, replications: None, outcome })
    }

    /// How many choices differ.
    pub fn choices(&self) -> usize {
        match self.study.arms.as_slice() {
            [first, second, ..] => walk::choices(&first.scenario, &second.scenario).len(),
            _ => 0,
        }
    }

    /// How many futures are lived.
    pub fn futures(&self) -> u32 {
        self.replications.unwrap_or_else(|| why::futures(self.choices(), self.study.base.plan.replications))
    }

    /// Lives all futures of both, and of the steps between them.
    ///
    /// # Errors
    /// [`Refused`] when the work was called off or a law of the model was broken.
    pub fn answer(&self, watch: &dyn Watch) -> Result<Reasoned, Refused> {
        let [first, second, ..] = self.study.arms.as_slice() else {
            return Err(Refused::Usage("name two ways of working to compare".to_owned()));
        };
        let plan = &self.study.base.plan;
        let choices = walk::choices(&first.scenario, &second.scenario);
        let replications: Vec<u32> = (1..self.futures().saturating_add(1)).collect();
        let all = replications.len() as u64;
        watch.progress(0, all);
        let (seed, cancel) = (plan.seed, watch.cancelled());
        let futures = each(
            replications.len(),
            self.threads,
            cancel,
            |done| watch.progress(done, all),
            |workspace, at| {
                let replication = replications[at];
                let mut end = |arm: &crate::scenario::Arm| {
                    walk::end(&arm.scenario, seed, replication, workspace, cancel)
                        .map_err(|error| Stopped::of(error, &arm.name, replication))
                };
                let (a, b) = (end(first)?, end(second)?);
                let steps = walk::walk(
                    [&first.scenario, &second.scenario],
                    [&a.outcomes, &b.outcomes],
                    &choices,
                    &why::order(choices.len(), seed, replication),
                    seed,
                    replication,
                    workspace,
                    cancel,
                )?;
                Ok(why::Future {
                    ends: [a.outcomes, b.outcomes],
                    steps,
                    money: std::array::from_fn(|part| b.parts[part] - a.parts[part]),
                    hours: std::array::from_fn(|part| b.hours[part] - a.hours[part]),
                    mechanism: why::mechanism(&a, &b),
                    partings: why::parting(&a, &b),
                })
            },
        )?;
        let better = why::whole(&futures, Outcome::ProfitPerHead as usize).mean >= 0.0;
        let example = match why::example(&futures, better) {
            None => None,
            Some((at, parting)) => {
                let replication = replications[at];
                let life = |arm: &crate::scenario::Arm, lead| {
                    follow(&arm.scenario, seed, replication, Subject::Lead(lead))
                        .map_err(|lost| Refused::lost(lost, &arm.name, replication))
                };
                Some((
                    replication,
                    parting,
                    [life(first, parting.leads[0])?, life(second, parting.leads[1])?],
                ))
            }
        };
        Ok(Reasoned { asked: self.clone(), choices, futures, example })
    }
}

/// What a face that asks by name may say.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Futures.
    pub replications: Option<u32>,
    /// The outcome that is taken apart by choice.
    pub outcome: Option<String>,
}

/// Asks it.
///
/// # Errors
/// Those of [`Reasons::of`].
pub fn ask(
    study: Arc<Study>,
    options: Options,
    threads: usize,
    watch: &dyn Watch,
) -> Result<Reasoned, Refused> {
    let asked = Reasons::of(study, options.outcome.as_deref())?;
    Reasons { threads, replications: options.replications, ..asked }.answer(watch)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Reasons;
    use crate::answers::{Answer, Unwatched};
    use crate::scenario::{BUILT_IN, Study, load};

    fn study(arms: &[&str]) -> Arc<Study> {
        let set =
            ["plan.days=63", "plan.warm_up=21", "firm.salespeople=8", "firm.marketers=4"].map(str::to_owned);
        let names: Vec<String> = arms.iter().map(|&arm| arm.to_owned()).collect();
        Arc::new(load(BUILT_IN, "test", &set).unwrap().select(&names).unwrap())
    }

    #[test]
    fn choices_and_money_add_up_to_the_difference_and_threads_change_nothing() {
        let asked =
            Reasons { replications: Some(3), ..Reasons::of(study(&["defined", "aligned"]), None).unwrap() };
        let found = asked.answer(&Unwatched::default()).unwrap();
        let whole = found.whole().mean;
        let by_choice: f64 = found.by_choice().iter().map(|(_, adds)| adds.mean).sum();
        let by_money: f64 = crate::evidence::why::by_money(&found.futures).iter().map(|part| part.mean).sum();
        assert!(
            (by_choice - whole).abs() < 1e-6 && (by_money - whole).abs() < 1e-6,
            "{whole} {by_choice} {by_money}"
        );
        let again = Reasons { threads: 2, ..asked }.answer(&Unwatched::default()).unwrap();
        assert_eq!(again.json().unwrap(), found.json().unwrap());
        assert!(found.text(100).contains("By operating choice"));
    }

    #[test]
    fn one_arm_and_two_that_do_not_differ_are_refused() {
        assert!(Reasons::of(study(&["defined"]), None).is_err());
        let twice = load(BUILT_IN, "test", &["arms.twin.preset=defined".to_owned()]).unwrap();
        let twice = twice.select(&["defined".to_owned(), "twin".to_owned()]).unwrap();
        assert!(Reasons::of(Arc::new(twice), None).unwrap_err().to_string().contains("do not differ"));
        assert!(Reasons::of(study(&["defined", "aligned"]), Some("profit_per_hed")).is_err());
    }
}
