//! `verona compare`: how the firm fares under each arm, with the uncertainty of every number.

use std::io::Write;
use std::sync::Arc;

use clap::Args;

use super::experiment::Format;
use super::failure::Failure;
use super::results::Results;
use super::terminal::Terminal;
use super::{draws, estimate, experiment, firm, screen};
use crate::answers::Answer;
use crate::answers::compare::Compare;
use crate::answers::report::FIRMS_FILE;
use crate::evidence::Looks;
use crate::experiment::estimate::Work;
use crate::experiment::lives::EACH;
use crate::model::Replication;
use crate::output::tables::dictionary;
use crate::output::words::{next, number};
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
    let threads = usize::from(typed.experiment.threads);
    let request = Compare {
        study: Arc::clone(&study),
        threads,
        months: false,
        people: false,
        draws: typed.draws.drawn(&study)?,
    };
    let beside = match request.draws {
        Some(_) => None,
        None => draws::beside(&typed.firm)?,
    };
    let plan = &study.base.plan;
    let futures = request.draws.as_ref().map(|drawn| EACH * drawn.firms.len() as u32);
    let work = Work::of_arms(&study.arms, futures.unwrap_or(plan.replications.max(plan.at_most)));
    let (mut answer, results) = match &typed.experiment.out {
        None => {
            estimate::begin(work.as_ref(), threads)?;
            (request.answer(&Terminal::new(), |_, _, _| Ok(()))?, None)
        }
        Some(path) if request.draws.is_some() => {
            let mut results = Results::over_firms(path.clone(), typed.experiment.force)?;
            estimate::begin(work.as_ref(), threads)?;
            let answer = request.answer(&Terminal::new(), |_, _, _| Ok(()))?;
            results.keep_firms(&answer.comparison)?;
            (answer, Some(results))
        }
        Some(path) => {
            let mut results = Results::create(path.clone(), typed.experiment.force)?;
            estimate::begin(work.as_ref(), threads)?;
            let keep = |replication, arm: usize, result: &Replication| {
                results.keep(replication, &study.arms[arm].name, result)
            };
            let answer = request
                .answer(&Terminal::new(), keep)
                .map_err(|refused| Results::failed(path.clone(), refused))?;
            (answer, Some(results))
        }
    };
    if typed.experiment.format == Format::Table {
        let fitted = beside.as_ref().map(|(drawn, _)| &*drawn.firms);
        answer.look_at_unknowns(fitted, threads, &Terminal::new())?;
    }
    if let Some(mut results) = results {
        let drawn = request.draws.as_ref();
        if let Some(drawn) = drawn.or(beside.as_ref().map(|(drawn, _)| drawn)).filter(|drawn| drawn.fitted) {
            results.write(FIRMS_FILE, &drawn.firms.csv())?;
        }
        let chosen = [
            Some(typed.arms_again()),
            typed.at_most.map(|most| format!("--at-most {most}")),
            drawn.and_then(|drawn| typed.draws.again(drawn.firms.len())),
        ];
        let chosen: Vec<String> = chosen.into_iter().flatten().filter(|words| !words.is_empty()).collect();
        let again = experiment::again("compare", &typed.firm, &chosen.join(" "), &typed.experiment);
        let files = match (drawn, &beside) {
            (Some(drawn), _) => dictionary::files_over_firms(drawn.fitted),
            (None, Some(_)) => [dictionary::FILES, &[dictionary::FIRMS]].concat(),
            (None, None) => dictionary::FILES.to_vec(),
        };
        results.commit(&answer.json()?, &study.written_out(), &again, &files)?;
    }
    screen::show(&answer, typed.experiment.format, out)?;
    if typed.experiment.format == Format::Table {
        if let Some((_, name)) = &beside {
            writeln!(out, "{}\n", number::wrapped(&draws::found(name), screen::width(), ""))?;
        }
        if let Some(path) = &typed.experiment.out {
            let path = path.display();
            writeln!(out, "All results are in {path}; dictionary.md there explains every column.\n")?;
        }
        screen::next(&answer.next(&typed.firm.again(), &typed.arms_again()), out)?;
    }
    Ok(())
}
