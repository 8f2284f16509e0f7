//! `verona compare`: how the firm fares under each arm, with the uncertainty of every number.

use std::io::Write;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::format::Format;
use super::terminal::Terminal;
use super::{draws, estimate, experiment, firm, screen};
use crate::answers::Answer;
use crate::answers::compare::Compare;
use crate::evidence::Looks;
use crate::experiment::estimate::Work;
use crate::model::Replication;
use crate::output::words::next;
use crate::scenario::Study;

/// Simulate a firm under several structures, side by side, and say which does best
///
/// Every structure lives through the same futures (replications), so that they are compared future by future. Without
/// --replications they go on until one structure clearly leads, or until the choice no longer matters.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// The structures to compare, by name, in this order
    #[arg(long = "structures", alias = "arms", value_name = "A,B,..", value_delimiter = ',')]
    arms: Option<Vec<String>>,
    /// Go on while undecided, to at most N simulated futures of each structure
    #[arg(long, value_name = "N", conflicts_with = "replications", value_parser = |text: &str| firm::plan_number("at_most", text))]
    at_most: Option<u64>,
    #[command(flatten)]
    draws: draws::Typed,
    #[command(flatten)]
    experiment: experiment::Typed,
}

impl Typed {
    /// The study; a number of replications that is asked for is kept to.
    fn study(&self) -> Result<Study, Failure> {
        let replications = self.experiment.replications;
        let mut study = self.firm.study_at_rest(replications, replications.map(|_| 0).or(self.at_most))?;
        if let Some(at_most) = self.at_most {
            let usual = study.base.plan.replications;
            study =
                study.with_replications(Looks::usual_within(usual, at_most.try_into().unwrap_or(u32::MAX)));
        }
        Ok(match &self.arms {
            Some(names) => study.select(names)?,
            None => study,
        })
    }

    /// The option that chose the structures, if it was given.
    fn arms_again(&self) -> String {
        let arms = self.arms.as_ref().map(|arms| format!("--structures {}", next::quoted(&arms.join(","))));
        arms.unwrap_or_default()
    }
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let study = Arc::new(typed.study()?);
    let (threads, plan) = (usize::from(typed.experiment.threads), &study.base.plan);
    let firms = typed.draws.chosen(&typed.firm, &study)?;
    let draws = firms.asked.clone();
    let mut results = typed.experiment.results(draws.is_some())?;
    let work = Work::of_arms(&study.arms, firms.lives(plan.replications.max(plan.at_most)));
    estimate::begin(work.as_ref(), threads)?;
    let request = Compare { study: Arc::clone(&study), threads, months: false, people: false, draws };
    let keep = |replication, arm: usize, result: &Replication| match &mut results {
        Some(results) => results.keep(replication, &study.arms[arm].name, result),
        None => Ok(()),
    };
    let answer = request.answer(&Terminal::new(), keep);
    let mut answer = answer.map_err(|refused| typed.experiment.unkept(refused))?;
    if typed.experiment.format == Format::Table {
        answer.look_at_unknowns(firms.fitted(), threads, &Terminal::new())?;
    }
    if let Some(results) = results {
        let at_most = typed.at_most.map(|most| format!("--at-most {most}"));
        let chosen = [typed.arms_again(), at_most.unwrap_or_default(), typed.draws.again(&firms)];
        let again = typed.experiment.again("compare", &typed.firm, &chosen);
        results.commit(&answer.comparison, &firms, &answer.json()?, &study.written_out(), &again)?;
    }
    screen::show(&answer, typed.experiment.format, out)?;
    if typed.experiment.format == Format::Table {
        typed.experiment.tell(&firms, "", out)?;
        screen::next(&answer.next(&typed.firm.again(), &typed.arms_again()), out)?;
    }
    Ok(())
}
