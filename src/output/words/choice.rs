//! What a choice between arms rests on, in words: why the replications ended, how sure the leader is, what choosing it may
//! cost, and what pairing saved.

use super::lives::Lives;
use super::number::{Style, percent, profit_unit};
use crate::evidence::choice::{Choice, saving};
use crate::evidence::statistics::pairing::{independent_replications_for, replications_for};
use crate::evidence::statistics::regret::Regret;
use crate::evidence::statistics::selection::ZONE;
use crate::evidence::statistics::summary::half_width;
use crate::evidence::{LEVEL, Stop, Summary, Verdict};
use crate::experiment::Comparison;
use crate::model::outcome::{OUTCOMES, Outcome};

/// Why there are as many replications as there are.
pub fn stopped(comparison: &Comparison, choice: &Choice) -> String {
    let n = comparison.replications.len();
    let most = choice.looks.numbers().last().copied().unwrap_or(0);
    let name = choice.leader().map_or("", |leader| comparison.arms[leader].as_str());
    let until = format!("Stopped after {n} of at most {most} replications");
    match choice.stop {
        None | Some(Stop::Fixed) => format!("The number of replications was fixed at {n}.{}", few(n)),
        Some(Stop::Decided) => {
            let lead = choice.adjusted.map_or_else(String::new, |adjusted| {
                let step = (adjusted.high - adjusted.low) / 2.0;
                let raw = match &choice.verdict {
                    Verdict::Leads { runner_up, .. } => runner_up.margin.mean,
                    _ => f64::NAN,
                };
                // Which of the two is stronger: `evidence/statistics/adjusted.rs`.
                let why = match adjusted.estimate > raw {
                    true => {
                        "A lead that is clear only now was held down by chance when it was looked at before, and raised by it now; \
                         allowing for both"
                    }
                    false => "Stopping as soon as a lead is clear flatters it; allowing for that",
                };
                format!(
                    " {why}, it is {} (95 % interval {} to {}).",
                    money(adjusted.estimate, step),
                    plain(adjusted.low, step),
                    plain(adjusted.high, step)
                )
            });
            format!("{until}: the lead is clear.{lead}{}", few(n))
        }
        Some(Stop::GoodEnough) => format!(
            "{until}: no structure can be better than {name} by more than {} of revenue, too little to matter by assumption. More \
             replications would tell by how much it is better.{}",
            percent(ZONE),
            few(n)
        ),
        Some(Stop::Identical) => {
            format!(
                "{until}: structures that are the same in every one of them cannot be told apart by more."
            )
        }
        Some(Stop::Nothing) => format!("{until}: there is nothing to decide."),
        Some(Stop::Undecided) => {
            format!("Undecided: {n} replications, the most allowed, cannot tell which structure is ahead.")
        }
    }
}

/// What is to be said of few futures.
fn few(n: usize) -> &'static str {
    match n {
        0 | 1 => "",
        2..10 => {
            " Fewer than ten futures is few: every interval rests on how much futures differ, which so few can hardly tell."
        }
        _ => "",
    }
}

/// How sure the leader is and what choosing it may cost; nothing where there is no leader. `lives` says what the replications are.
pub fn worth(comparison: &Comparison, choice: &Choice, lives: Lives) -> Option<String> {
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
    // Arms that are the same in every future share the place.
    let tied: Vec<&str> = (0..comparison.arms.len())
        .filter(|&arm| {
            let same = |(x, y): (f64, f64)| x == y;
            arm != leader
                && comparison
                    .values_of(arm, Outcome::ProfitPerHead)
                    .zip(comparison.values_of(leader, Outcome::ProfitPerHead))
                    .all(same)
        })
        .map(|arm| comparison.arms[arm].as_str())
        .collect();
    if !tied.is_empty() {
        let mut names = vec![comparison.arms[leader].as_str()];
        names.extend(&tied);
        return Some(format!(
            "{} are the same in every {}: none of them is better than the other, and which is chosen makes no difference.",
            super::list::listed(&names),
            lives.future()
        ));
    }
    Some(format!(
        "{} is the best structure on average with probability {}{}. {} {}.",
        comparison.arms[leader],
        if standing.best[leader] > 0.999 {
            "above 99.9 %".to_owned()
        } else {
            percent(standing.best[leader])
        },
        rivals.concat(),
        in_single(comparison, choice, leader, regret, lives),
        match lives {
            Lives::Futures => format!(
                "Knowing the future before choosing would be worth {}, which nobody can buy; knowing the true means, as more replications would \
                 tell them, at most {}",
                plain(choice.value_of_luck(), step),
                plain(standing.loss[leader], step)
            ),
            Lives::Firms => format!(
                "Knowing which of the firms it is, and its luck, before choosing would be worth {}",
                plain(choice.value_of_luck(), step)
            ),
        },
    ))
}

/// What the leader falls short of in single futures: where it does so in fewer than one of twenty, in how many, since "above 0
/// in one of twenty" would not be so.
fn in_single(
    comparison: &Comparison,
    choice: &Choice,
    leader: usize,
    regret: &Regret,
    lives: Lives,
) -> String {
    let (step, one) = (step(comparison, leader), lives.future());
    let values = |arm: usize| comparison.values_of(arm, Outcome::ProfitPerHead);
    let mut best: Vec<f64> = values(leader).collect();
    for arm in 0..comparison.arms.len() {
        best.iter_mut().zip(values(arm)).for_each(|(best, value)| *best = best.max(value));
    }
    let short = best.iter().zip(values(leader)).filter(|(best, own)| **best > *own).count();
    let n = comparison.replications.len();
    let name = &comparison.arms[leader];
    if short == 0 {
        return match choice.regrets.iter().filter(|regret| regret.max == 0.0).count() {
            0 | 1 => {
                format!(
                    "It was the best structure in every one of the {n} {one}s: there is nothing to regret."
                )
            }
            _ => format!(
                "No structure was better in any of the {n} {one}s: choosing {name} leaves nothing to regret."
            ),
        };
    }
    let what = format!(
        "In a single {one} another structure may do better; what choosing this one then costs (the regret) is"
    );
    let often = if short * 20 < n {
        format!("{} at worst, and anything at all in only {short} of {n}", plain(regret.max, step))
    } else {
        format!(
            "more than {} in one {one} in twenty, and {} at worst",
            plain(regret.p95, step),
            plain(regret.max, step)
        )
    };
    format!("{what} {} on average, {often}.", money(regret.mean, step))
}

/// What pairing saved on the difference between the leader and the arm nearest to it.
pub fn paired(comparison: &Comparison, choice: &Choice) -> Option<String> {
    let (leader, nearest) = (choice.leader()?, choice.nearest()?);
    let found = saving(comparison, leader, nearest).filter(|found| found.saving.is_finite())?;
    let half = half_width(found.paired_sd, found.n, 1.0 - LEVEL);
    let (with, without) =
        (replications_for(found.paired_sd, half)?, independent_replications_for(found.independent_sd, half)?);
    Some(format!(
        "Sharing futures makes {:.1} times ({:.1} to {:.1}) fewer replications enough for {} less {}: ± {} takes {with} paired \
         replications, or {without} of each structure without pairing.",
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
    format!("{} {}", plain(value, precision), profit_unit())
}
