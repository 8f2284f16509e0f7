//! `verona compare`: how the firm fares under each arm, with the uncertainty of every number.

use std::io::Write;

use clap::Args;

use super::experiment::Format;
use super::failure::Failure;
use super::results::{Results, simulate_until};
use super::{experiment, firm, screen};
use crate::evidence::choice::Choice;
use crate::evidence::{Looks, Paired, Summary};
use crate::experiment::Comparison;
use crate::model::Replication;
use crate::model::outcome::{OUTCOMES, Outcome};
use crate::output::pictures::picture;
use crate::output::tables::{dictionary, json, rows, table};
use crate::output::words::{choice, next, number, sentence};
use crate::scenario::{Arm, Study};

/// Simulate a firm under several ways of working, side by side, and say which fares best
///
/// Every arm lives through the same futures (replications), so that they are compared future by future. Without
/// --replications they go on until one arm leads decidedly, or until the choice no longer matters.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// The arms to compare, by name, in this order
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    arms: Option<Vec<String>>,
    /// Go on while undecided, to at most N simulated futures of each arm
    #[arg(long, value_name = "N", conflicts_with = "replications", value_parser = |text: &str| firm::plan_number("at_most", text))]
    at_most: Option<u64>,
    #[command(flatten)]
    experiment: experiment::Typed,
}

impl Typed {
    /// The study; a number of replications that is asked for is kept to.
    fn study(&self) -> Result<Study, Failure> {
        let replications = self.experiment.replications;
        let study = self.firm.study_until(replications, replications.map(|_| 0).or(self.at_most))?;
        Ok(match &self.arms {
            Some(names) => study.select(names)?,
            None => study,
        })
    }

    /// The option that chose the arms, if it was given.
    fn arms_again(&self) -> String {
        let arms = self.arms.as_ref().map(|arms| format!("--arms {}", next::quoted(&arms.join(","))));
        arms.unwrap_or_default()
    }
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let study = typed.study()?;
    let looks = Looks::doubling(study.base.plan.replications, study.base.plan.at_most);
    let mut choices: Vec<Choice> = Vec::new();
    let enough = |comparison: &Comparison| {
        let choice = Choice::of(comparison, &looks, choices.len());
        let enough = choice.stop.is_some();
        choices.push(choice);
        enough
    };
    let settings = experiment::settings(&study, typed.experiment.threads);
    let (comparison, results) = match &typed.experiment.out {
        None => {
            let comparison =
                simulate_until(&study.arms, &settings, looks.numbers(), |_, _, _| Ok(()), enough)
                    .map_err(Failure::Stopped)?;
            (comparison, None)
        }
        Some(path) => {
            let mut results = Results::create(path.clone(), typed.experiment.force)?;
            let keep = |replication, arm: usize, result: &Replication| {
                results.keep(replication, &study.arms[arm].name, result)
            };
            let comparison = simulate_until(&study.arms, &settings, looks.numbers(), keep, enough)
                .map_err(|stopped| Results::failed(path.clone(), stopped))?;
            (comparison, Some(results))
        }
    };
    let choice = choices.pop().unwrap_or_else(|| Choice::of(&comparison, &looks, 0));
    let sentence = sentence::verdict(&comparison, &choice.verdict);
    let plan = &study.base.plan;
    let about = json::About { scenario: &study.name, days: plan.days, warm_up: plan.warm_up };
    if let Some(results) = results {
        let summary = json::comparison(&comparison, about, &sentence, Some(&choice))?;
        let chosen = [Some(typed.arms_again()), typed.at_most.map(|most| format!("--at-most {most}"))];
        let chosen: Vec<String> = chosen.into_iter().flatten().filter(|words| !words.is_empty()).collect();
        let again = experiment::again("compare", &typed.firm, &chosen.join(" "), &typed.experiment);
        results.commit(&summary, &study.written_out(), &again, dictionary::FILES)?;
    }
    match typed.experiment.format {
        Format::Json => {
            out.write_all(json::comparison(&comparison, about, &sentence, Some(&choice))?.as_bytes())?
        }
        Format::Csv => csv(&comparison, out)?,
        Format::Table => text(typed, &study, &comparison, &choice, &sentence, out)?,
    }
    Ok(())
}

/// One row a replication, arm and outcome.
fn csv(comparison: &Comparison, out: &mut impl Write) -> std::io::Result<()> {
    let mut writer = rows::start(out, &rows::outcome_columns())?;
    for (position, replication) in comparison.replications.clone().enumerate() {
        for (arm, name) in comparison.arms.iter().enumerate() {
            rows::outcomes(&mut writer, replication, name, &comparison.outcomes[arm][position])?;
        }
    }
    writer.flush()
}

/// The answer as a person reads it.
fn text(
    typed: &Typed,
    study: &Study,
    comparison: &Comparison,
    choice: &Choice,
    sentence: &str,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let plan = &study.base.plan;
    writeln!(out, "{sentence}\n")?;
    let futures = match comparison.replications.len() {
        1 => "1 replication (simulated future)".to_owned(),
        n => format!("{n} replications (simulated futures)"),
    };
    let width = screen::width();
    let what = format!(
        "{}: {futures} of {} working days after {} of warm-up, seed {}.",
        study.name, plan.days, plan.warm_up, comparison.seed
    );
    writeln!(out, "{}\n", number::wrapped(&what, width, ""))?;
    let basis = [Some(choice::stopped(comparison, choice)), choice::worth(comparison, choice)];
    for words in basis.into_iter().flatten().chain(choice::paired(comparison, choice)) {
        writeln!(out, "{}\n", number::wrapped(&words, width, ""))?;
    }
    let changed = changes(study, width);
    if !changed.is_empty() {
        writeln!(out, "{changed}")?;
    }
    writeln!(out, "{}", table::outcomes(comparison, table::MAIN, &choice.level, width))?;
    let legend = [
        "Mean ± half of its 95 % interval over the replications. ↑ more is better, ↓ less is better. Money is in the \
         file's currency."
            .to_owned(),
        format!(
            "{} best arm, where the replications decide its lead over every other: paired 95 % intervals, corrected \
             for the number of arms{}.",
            table::BEST,
            if choice.looks.numbers().len() > 1 { " and of looks" } else { "" },
        ),
    ];
    for words in legend {
        writeln!(out, "{}", number::wrapped(&words, width, "  "))?;
    }
    writeln!(out)?;

    let measure = &OUTCOMES[Outcome::ProfitPerHead as usize];
    let summaries: Vec<Summary> = (0..comparison.arms.len())
        .map(|arm| Summary::of(comparison.values_of(arm, Outcome::ProfitPerHead)))
        .collect();
    let title = format!("Profit per head ({}): ● mean, ━ its 95 % interval, ┄ 8 in 10 futures", measure.unit);
    writeln!(out, "{}", number::wrapped(&title, width, ""))?;
    writeln!(out, "{}", picture::arms(&comparison.arms, measure, &summaries, width))?;
    if let Some(leader) = choice.leader() {
        let others: Vec<(usize, Paired)> = (0..comparison.arms.len())
            .filter(|&arm| arm != leader)
            .map(|arm| {
                let differences = comparison.differences(arm, leader, Outcome::ProfitPerHead as usize);
                (arm, Paired::with_tail(differences, choice.level.tail(comparison.arms.len() - 1)))
            })
            .collect();
        writeln!(out, "The same, paired: each arm less {}; │ no difference", comparison.arms[leader])?;
        writeln!(out, "{}", picture::differences(&comparison.arms, measure, &others, width))?;
    }
    if let Some(path) = &typed.experiment.out {
        writeln!(out, "All results are in {}; dictionary.md there explains every column.\n", path.display())?;
    }
    writeln!(out, "What to try next")?;
    let (again, arms) = (typed.firm.again(), typed.arms_again());
    for (reason, command) in next::suggestions(comparison, &choice.verdict, &study.base, &again, &arms) {
        writeln!(out, "  {command}\n      {reason}")?;
    }
    Ok(())
}

/// What arms differ in from the structures from which they start, where they do; of many, the first.
fn changes(study: &Study, width: usize) -> String {
    const MOST: usize = 8;
    let changed: Vec<&Arm> = study.arms.iter().filter(|arm| !arm.overrides.is_empty()).collect();
    let mut out = String::new();
    for arm in changed.iter().take(MOST) {
        let mut words: Vec<&str> = arm.overrides.iter().take(MOST).map(String::as_str).collect();
        let more = format!("and {} more", arm.overrides.len().saturating_sub(MOST));
        if arm.overrides.len() > MOST {
            words.push(&more);
        }
        let line = format!("{} is changed: {}", arm.name, words.join(", "));
        out.push_str(&number::wrapped(&line, width, "  "));
        out.push('\n');
    }
    if changed.len() > MOST {
        out.push_str(&format!("  and {} more arms\n", changed.len() - MOST));
    }
    out
}
