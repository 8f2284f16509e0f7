//! The verdict in one sentence.

use super::number::{Style, percent, unit_words};
use crate::evidence::{Ahead, Verdict};
use crate::experiment::Comparison;
use crate::model::outcome::{OUTCOMES, Outcome};

/// What the comparison says about profit per head.
pub fn verdict(comparison: &Comparison, verdict: &Verdict) -> String {
    let name = |arm: usize| comparison.arms[arm].as_str();
    match verdict {
        Verdict::Leads { leader, runner_up } => {
            let others = comparison.arms.len() - 1;
            format!(
                "{} leads on profit per head: {} more than {}{}, and ahead of it in {} of {} paired replications.",
                name(*leader),
                margin(runner_up, others),
                if others > 1 { "the runner-up " } else { "" },
                name(runner_up.other),
                percent(runner_up.margin.share_positive),
                runner_up.margin.n,
            )
        }
        Verdict::TooClose { leader, rivals } if rivals.iter().all(|rival| rival.margin.identical()) => {
            let names: Vec<&str> = rivals.iter().map(|rival| name(rival.other)).collect();
            format!(
                "{} has the highest profit per head, and so {} {}: identical in every replication.",
                name(*leader),
                if names.len() == 1 { "has" } else { "have" },
                listed(&names)
            )
        }
        Verdict::TooClose { leader, rivals } => {
            let mut names = vec![name(*leader)];
            names.extend(rivals.iter().map(|rival| name(rival.other)));
            let nearest = &rivals[0];
            format!(
                "Too close to call between {} on profit per head: {} is {} above {}, ahead of it in {} of {} paired \
                 replications.",
                listed(&names),
                name(*leader),
                margin(nearest, comparison.arms.len() - 1),
                name(nearest.other),
                percent(nearest.margin.share_positive),
                nearest.margin.n,
            )
        }
        Verdict::Identical => {
            "The arms are identical: profit per head is the same in every paired replication.".to_owned()
        }
        Verdict::TooFew => {
            "No verdict: one replication is one future, and cannot tell a difference from chance; run two or more."
                .to_owned()
        }
        Verdict::Alone => "No verdict: there is only one arm to look at.".to_owned(),
        Verdict::NoDirection => "No verdict: the outcome has no better or worse.".to_owned(),
    }
}

/// How far ahead, with unit and interval.
fn margin(ahead: &Ahead, others: usize) -> String {
    let measure = &OUTCOMES[Outcome::ProfitPerHead as usize];
    let margin = &ahead.margin;
    let half = (margin.ci_high - margin.ci_low) / 2.0;
    let style = Style::of(measure, std::iter::once(margin.mean), std::iter::once(half));
    format!(
        "{} {} (95 % interval{} {} to {})",
        style.show(margin.mean),
        unit_words(measure),
        if others > 1 { format!(", corrected for {others} comparisons,") } else { String::new() },
        style.show(margin.ci_low),
        style.show(margin.ci_high),
    )
}

/// "a", "a and b", "a, b and c".
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
