//! The verdict in one sentence.

use super::list::listed;
use super::lives::Lives;
use super::number::{Style, percent, profit_unit, unit_words};
use super::reasons;
use crate::evidence::statistics::selection::{ZONE, zone};
use crate::evidence::{Ahead, Paired, Stop, Verdict, stop};
use crate::experiment::Comparison;
use crate::model::outcome::{OUTCOMES, Outcome};

/// What a comparison says on profit per head to those who choose: a structure, where none can be better by more than too little to
/// matter, though by how much it leads is open; and else who leads. `lives` says what its replications are.
pub fn headline(comparison: &Comparison, found: &Verdict, lives: Lives) -> String {
    let zone = zone(comparison);
    match (found, stop(found, zone, false)) {
        (Verdict::TooClose { leader, rivals }, Some(Stop::GoodEnough)) => {
            // That one of them is the same in every future says nothing of the others.
            let Some(nearest) = rivals.iter().find(|rival| !rival.margin.identical()) else {
                return verdict(comparison, found, lives);
            };
            format!(
                "Choose {}: it is the best structure, or within {} of the best ({} of revenue). It was ahead of {} in {}, {}; by how \
                 much it is better is not known yet.",
                comparison.arms[*leader],
                near_enough(zone),
                percent(ZONE),
                comparison.arms[nearest.other],
                ahead_in(&nearest.margin, lives),
                // One parenthesis, not two.
                format!("{}{}", margin(nearest), cash(comparison, *leader, nearest)).replace(") (", "; "),
            )
        }
        _ => verdict(comparison, found, lives),
    }
}

/// The indifference zone with its unit.
fn near_enough(zone: f64) -> String {
    let unit = profit_unit();
    format!("{} {unit}", reasons::amount(zone, zone / 10.0).trim_start_matches('+'))
}

/// In how many futures somebody was ahead.
fn ahead_in(margin: &Paired, lives: Lives) -> String {
    let (n, ahead) = (margin.n, (margin.share_positive * margin.n as f64).round() as usize);
    let what = lives.future();
    if ahead == n { format!("all {n} {what}s") } else { format!("{ahead} of {n} {what}s") }
}

/// What the comparison says about profit per head; `lives` says what its replications are.
pub fn verdict(comparison: &Comparison, verdict: &Verdict, lives: Lives) -> String {
    let name = |arm: usize| comparison.arms[arm].as_str();
    let (one, pairs) = (lives.replication(), lives.pairs());
    match verdict {
        Verdict::Leads { leader, runner_up } => {
            format!(
                "{} leads on profit per head, {} over {}{}, and is ahead of it in {} of {} {pairs}.",
                name(*leader),
                margin(runner_up),
                name(runner_up.other),
                cash(comparison, *leader, runner_up),
                percent(runner_up.margin.share_positive),
                runner_up.margin.n,
            )
        }
        Verdict::TooClose { leader, rivals } if rivals.iter().all(|rival| rival.margin.identical()) => {
            let mut names = vec![name(*leader)];
            names.extend(rivals.iter().map(|rival| name(rival.other)));
            format!(
                "{} share the highest profit per head: they are identical in every {one}.",
                some(&names)
            )
        }
        Verdict::TooClose { leader, rivals } => {
            let mut names = vec![name(*leader)];
            names.extend(rivals.iter().map(|rival| name(rival.other)));
            // Of those that are the same in every future nobody is ahead.
            let same: Vec<&str> = (rivals.iter().filter(|rival| rival.margin.identical()))
                .map(|rival| name(rival.other))
                .collect();
            let Some(nearest) = rivals.iter().find(|rival| !rival.margin.identical()) else {
                return String::new();
            };
            let same = match same.as_slice() {
                [] => String::new(),
                same => format!(" {} and {} are identical in every {one}.", name(*leader), some(same)),
            };
            format!(
                "Too close to call between {} on profit per head: {} is ahead {} over {}{}, in {} of {} {pairs}.{same}",
                some(&names),
                name(*leader),
                margin(nearest),
                name(nearest.other),
                cash(comparison, *leader, nearest),
                percent(nearest.margin.share_positive),
                nearest.margin.n,
            )
        }
        Verdict::Identical => {
            let paired = if lives == Lives::Futures { "paired " } else { "" };
            format!("The structures are identical: profit per head is the same in every {paired}{one}.")
        }
        Verdict::TooFew if comparison.replications.len() == 1 => {
            "No verdict: one replication is one future, and cannot tell a difference from chance; run two or more."
                .to_owned()
        }
        Verdict::TooFew => "No verdict: too few replications in which profit per head could be measured.".to_owned(),
        Verdict::Alone => "No verdict: there is only one structure to look at.".to_owned(),
        Verdict::NoDirection => "No verdict: the outcome has no better or worse.".to_owned(),
    }
}

/// How far ahead, with unit and interval.
fn margin(ahead: &Ahead) -> String {
    let measure = &OUTCOMES[Outcome::ProfitPerHead as usize];
    let margin = &ahead.margin;
    let half = (margin.ci_high - margin.ci_low) / 2.0;
    let style = Style::of(measure, std::iter::once(margin.mean), std::iter::once(half));
    format!(
        "by {} {} (95 % interval {} to {})",
        style.show(margin.mean),
        unit_words(measure),
        style.show(margin.ci_low),
        style.show(margin.ci_high),
    )
}

/// How much of a margin is cash; nothing where that was not measured.
fn cash(comparison: &Comparison, leader: usize, ahead: &Ahead) -> String {
    let cash = Paired::of(comparison.differences(leader, ahead.other, Outcome::CashPerHead as usize)).mean;
    if !cash.is_finite() {
        return String::new();
    }
    let half = (ahead.margin.ci_high - ahead.margin.ci_low) / 2.0;
    format!(
        " (cash {}, valuation of its customers {})",
        reasons::amount(cash, half),
        reasons::amount(ahead.margin.mean - cash, half)
    )
}

/// Names as a list; of many, the first few and how many others there are.
fn some(names: &[&str]) -> String {
    const MOST: usize = 5;
    if names.len() <= MOST {
        return listed(names);
    }
    let (first, others) = names.split_at(MOST - 2);
    format!("{} and {} other structures", first.join(", "), others.len())
}

#[cfg(test)]
mod tests {
    use super::{Lives, headline, verdict};
    use crate::evidence::judge;
    use crate::experiment::Comparison;
    use crate::model::Outcomes;
    use crate::model::outcome::Outcome;

    fn compared(arms: &[(&str, &[f64])]) -> Comparison {
        let with = |value: &f64| {
            let mut outcomes = Outcomes::default();
            outcomes[Outcome::ProfitPerHead] = *value;
            outcomes[Outcome::RevenuePerHead] = 50_000.0;
            outcomes
        };
        Comparison {
            arms: arms.iter().map(|(name, _)| (*name).to_owned()).collect(),
            seed: 1,
            replications: 1..1 + arms[0].1.len() as u32,
            outcomes: arms.iter().map(|(_, values)| values.iter().map(with).collect()).collect(),
        }
    }

    fn said(arms: &[(&str, &[f64])]) -> String {
        let comparison = compared(arms);
        verdict(&comparison, &judge(&comparison, Outcome::ProfitPerHead as usize), Lives::Futures)
    }

    fn headed(arms: &[(&str, &[f64])]) -> String {
        let comparison = compared(arms);
        headline(&comparison, &judge(&comparison, Outcome::ProfitPerHead as usize), Lives::Futures)
    }

    #[test]
    fn a_lead_that_is_open_only_in_its_size_says_what_to_choose() {
        // Differences 200, 900, 1000: mean 700, sd 435.9, half width 1,083; the zone is 500 (1 % of revenue).
        let arms: [(&str, &[f64]); 2] =
            [("loose", &[0.0, 100.0, 200.0]), ("tight", &[200.0, 1_000.0, 1_200.0])];
        assert_eq!(
            headed(&arms),
            "Choose tight: it is the best structure, or within 500 per head per year of the best (1 % of revenue). It was ahead of \
             loose in all 3 futures, by 700 per head per year (95 % interval -383 to 1,783); by how much it is better is not known yet."
        );
    }

    #[test]
    fn a_rival_that_may_be_better_by_more_than_matters_leaves_the_call_open_and_a_clear_lead_is_one() {
        let open: [(&str, &[f64]); 2] = [("a", &[0.0, 0.0, 0.0]), ("b", &[-1_000.0, 2_000.0, 3_000.0])];
        assert!(headed(&open).starts_with("Too close to call between b and a"), "{}", headed(&open));
        let clear: [(&str, &[f64]); 2] = [("a", &[0.0, 0.0, 0.0]), ("b", &[1_000.0, 1_010.0, 990.0])];
        assert!(headed(&clear).starts_with("b leads on profit per head"), "{}", headed(&clear));
    }

    #[test]
    fn a_leader_is_named_with_margin_interval_and_share() {
        // Differences 900, 1000, 1100: sd 100, t(0.05, 2) = 4.302653, half width 248.4.
        assert_eq!(
            said(&[("loose", &[0.0, 5_000.0, 100.0]), ("tight", &[900.0, 6_000.0, 1_200.0])]),
            "tight leads on profit per head, by 1,000 per head per year (95 % interval 752 to 1,248) over loose, and \
             is ahead of it in 100 % of 3 paired replications."
        );
    }

    #[test]
    fn what_chance_can_explain_is_too_close_to_call() {
        let sentence = said(&[("a", &[1.0, 2.0, 3.0]), ("b", &[2.0, 1.0, 3.1]), ("c", &[-9.0, -9.5, -8.0])]);
        assert!(
            sentence.starts_with("Too close to call between b and a on profit per head: b is ahead by "),
            "{sentence}"
        );
        assert!(sentence.ends_with(" over a, in 67 % of 3 paired replications."), "{sentence}");
    }

    #[test]
    fn equal_arms_one_future_and_one_arm_get_no_verdict_and_say_why() {
        assert!(said(&[("a", &[1.0, 2.0]), ("b", &[1.0, 2.0])]).starts_with("The structures are identical"));
        assert!(said(&[("a", &[1.0]), ("b", &[2.0])]).starts_with("No verdict: one replication"));
        assert!(said(&[("a", &[1.0, 2.0])]).starts_with("No verdict: there is only one structure"));
    }

    #[test]
    fn of_many_arms_that_cannot_be_told_apart_the_first_are_named_and_the_others_counted() {
        let arms: Vec<(String, Vec<f64>)> = (0..64_u32)
            .map(|i| (format!("structure {i}"), vec![1.0, f64::from(i), 70.0 - f64::from(i)]))
            .collect();
        let arms: Vec<(&str, &[f64])> = arms.iter().map(|(name, v)| (name.as_str(), v.as_slice())).collect();
        let sentence = said(&arms);
        assert!(sentence.contains(" and 61 other structures on profit per head: structure "), "{sentence}");
        assert!(sentence.len() < 250, "{sentence}");
    }

    #[test]
    fn two_equal_leaders_are_both_named() {
        let sentence = said(&[("a", &[3.0, 4.0]), ("b", &[3.0, 4.0]), ("c", &[1.0, 2.0])]);
        assert_eq!(
            sentence,
            "a and b share the highest profit per head: they are identical in every replication."
        );
    }
}
