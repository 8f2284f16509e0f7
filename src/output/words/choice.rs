//! What a choice between arms rests on, in words: why the replications ended, how sure the leader is, what choosing it may
//! cost, and what pairing saved.

use super::number::{Style, percent, unit_words};
use crate::evidence::choice::{Choice, saving};
use crate::evidence::statistics::pairing::{independent_replications_for, replications_for};
use crate::evidence::statistics::selection::ZONE;
use crate::evidence::statistics::summary::half_width;
use crate::evidence::{LEVEL, Stop, Summary};
use crate::experiment::Comparison;
use crate::model::outcome::{OUTCOMES, Outcome};

/// Why there are as many replications as there are.
pub fn stopped(comparison: &Comparison, choice: &Choice) -> String {
    let n = comparison.replications.len();
    let most = choice.looks.numbers().last().copied().unwrap_or(0);
    let name = choice.leader().map_or("", |leader| comparison.arms[leader].as_str());
    let until = format!("Stopped after {n} of at most {most} replications");
    match choice.stop {
        None | Some(Stop::Fixed) => format!("The number of replications was fixed at {n}."),
        Some(Stop::Decided) => format!("{until}: the lead is decided."),
        Some(Stop::GoodEnough) => format!(
            "{until}: {name} is the best arm or within {} of it ({} of revenue, too little to matter by assumption), though \
             which arm is ahead is not decided.",
            money(choice.zone, choice.zone / 10.0),
            percent(ZONE),
        ),
        Some(Stop::Identical) => {
            format!("{until}: arms that are the same in every one of them cannot be told apart by more.")
        }
        Some(Stop::Nothing) => format!("{until}: there is nothing to decide."),
        Some(Stop::Undecided) => {
            format!(
                "Undecided: {n} replications, the most that were allowed, do not tell which arm is ahead."
            )
        }
    }
}

/// How sure the leader is and what choosing it may cost; nothing where there is no leader.
pub fn worth(comparison: &Comparison, choice: &Choice) -> Option<String> {
    let (leader, standing) = (choice.leader()?, choice.standing.as_ref()?);
    let regret = choice.regrets.get(leader)?;
    let step = step(comparison, leader);
    let mut others: Vec<usize> = (0..comparison.arms.len()).filter(|&arm| arm != leader).collect();
    others.sort_by(|&a, &b| standing.best[b].total_cmp(&standing.best[a]));
    let rivals: Vec<String> = others
        .iter()
        .take(2)
        .filter(|&&arm| standing.best[arm] >= 0.005)
        .map(|&arm| format!(", {} with {}", comparison.arms[arm], percent(standing.best[arm])))
        .collect();
    Some(format!(
        "{} is the best arm on average with probability {}{}. In single futures its regret, what the arm that was best \
         there would have added, is {} on average, above {} in one of twenty, {} at worst. To know the future before \
         choosing would be worth {}, which nobody can buy; to know the true means, which more replications tell, at \
         most {}.",
        comparison.arms[leader],
        if standing.best[leader] > 0.999 {
            "above 99.9 %".to_owned()
        } else {
            percent(standing.best[leader])
        },
        rivals.concat(),
        money(regret.mean, step),
        plain(regret.p95, step),
        plain(regret.max, step),
        plain(choice.value_of_luck(), step),
        plain(standing.loss[leader], step),
    ))
}

/// What pairing saved on the difference between the leader and the arm nearest to it.
pub fn paired(comparison: &Comparison, choice: &Choice) -> Option<String> {
    let (leader, nearest) = (choice.leader()?, choice.nearest()?);
    let found = saving(comparison, leader, nearest).filter(|found| found.saving.is_finite())?;
    let half = half_width(found.paired_sd, found.n, 1.0 - LEVEL);
    let (with, without) =
        (replications_for(found.paired_sd, half)?, independent_replications_for(found.independent_sd, half)?);
    Some(format!(
        "Shared futures saved {:.1} times ({:.1} to {:.1}) the replications on {} less {}: ± {} takes {with} paired \
         replications, and {without} of each arm without pairing.",
        found.saving,
        found.saving_low,
        found.saving_high,
        comparison.arms[leader],
        comparison.arms[nearest],
        plain(half, half),
        with = count(with),
        without = count(without),
    ))
}

/// How precisely sums derived from an arm's profit are worth showing.
fn step(comparison: &Comparison, arm: usize) -> f64 {
    Summary::of(comparison.values_of(arm, Outcome::ProfitPerHead)).half_width() / 10.0
}

fn count(n: u64) -> String {
    Style { scale: 1.0, decimals: 0 }.show(n as f64)
}

fn plain(value: f64, precision: f64) -> String {
    let measure = &OUTCOMES[Outcome::ProfitPerHead as usize];
    Style::of(measure, std::iter::once(value), std::iter::once(precision)).show(value)
}

fn money(value: f64, precision: f64) -> String {
    format!("{} {}", plain(value, precision), unit_words(&OUTCOMES[Outcome::ProfitPerHead as usize]))
}
