//! Which arm leads on an outcome, and whether the replications decide it.
//!
//! The leader is the arm with the best mean. Its lead is decided when its paired interval against every other arm
//! leaves out zero; the intervals are 95 % for all of these comparisons together (Bonferroni over the other arms), and for
//! all looks together where the replications go on until decided.

use super::{Level, Paired, Summary};
use crate::experiment::Comparison;
use crate::model::outcome::{Better, OUTCOMES};

/// The leader's margin over one other arm, positive where the leader is better.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ahead {
    /// The other arm's position.
    pub other: usize,
    /// Leader less other (turned round where less is better), with the corrected interval.
    pub margin: Paired,
}

/// What can be said about one outcome.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// One arm is better than every other, clearly; `runner_up` is the one with the next best mean.
    Leads {
        /// The leading arm's position.
        leader: usize,
        /// Its margin over the runner-up.
        runner_up: Ahead,
    },
    /// The best mean is not clearly better than that of some others.
    TooClose {
        /// The arm with the best mean.
        leader: usize,
        /// Those from which it cannot be told apart, best mean first.
        rivals: Vec<Ahead>,
    },
    /// The arms gave the same value in every replication.
    Identical,
    /// Fewer than two replications that could be measured: a difference cannot be told from chance.
    TooFew,
    /// There is but one arm that could be measured.
    Alone,
    /// The outcome has no better or worse.
    NoDirection,
}

/// Judges one outcome over all arms, the number of replications having been fixed beforehand.
pub fn judge(comparison: &Comparison, outcome: usize) -> Verdict {
    judge_at(comparison, outcome, &Level::fixed())
}

/// The arms that could be measured, the best mean first; of equal means the arm that was named first.
pub fn ranked(comparison: &Comparison, outcome: usize) -> Vec<usize> {
    let sign = if OUTCOMES[outcome].better == Better::Lower { -1.0 } else { 1.0 };
    let mut ranked: Vec<(usize, f64)> = (0..comparison.arms.len())
        .map(|arm| (arm, sign * Summary::of(comparison.values(arm, outcome)).mean))
        .filter(|(_, mean)| !mean.is_nan())
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    ranked.into_iter().map(|(arm, _)| arm).collect()
}

/// Judges one outcome over all arms with intervals of a level.
pub fn judge_at(comparison: &Comparison, outcome: usize, level: &Level) -> Verdict {
    let sign = match OUTCOMES[outcome].better {
        Better::Higher => 1.0,
        Better::Lower => -1.0,
        Better::Neither => return Verdict::NoDirection,
    };
    let ranked = ranked(comparison, outcome);
    let [leader, others @ ..] = ranked.as_slice() else { return Verdict::Alone };
    let against: Vec<Ahead> = others
        .iter()
        .map(|&other| {
            let differences = comparison.differences(*leader, other, outcome).map(|d| sign * d);
            Ahead { other, margin: Paired::with_tail(differences, level.tail(others.len())) }
        })
        .collect();
    let Some(&runner_up) = against.first() else { return Verdict::Alone };
    if against.iter().all(|ahead| ahead.margin.identical()) {
        return Verdict::Identical;
    }
    if against.iter().any(|ahead| ahead.margin.n < 2) {
        return Verdict::TooFew;
    }
    let rivals: Vec<Ahead> = against.into_iter().filter(|ahead| !ahead.margin.decided()).collect();
    if rivals.is_empty() {
        Verdict::Leads { leader: *leader, runner_up }
    } else {
        Verdict::TooClose { leader: *leader, rivals }
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, judge};
    use crate::experiment::Comparison;
    use crate::model::Outcomes;
    use crate::model::outcome::Outcome;

    fn comparison(outcome: Outcome, arms: &[&[f64]]) -> Comparison {
        let with = |value: &f64| {
            let mut outcomes = Outcomes::default();
            outcomes[outcome] = *value;
            outcomes
        };
        Comparison {
            arms: (0..arms.len()).map(|arm| format!("structure {arm}")).collect(),
            seed: 1,
            replications: 1..1 + arms[0].len() as u32,
            outcomes: arms.iter().map(|values| values.iter().map(with).collect()).collect(),
        }
    }

    fn verdict(outcome: Outcome, arms: &[&[f64]]) -> Verdict {
        judge(&comparison(outcome, arms), outcome as usize)
    }

    #[test]
    fn a_steady_lead_is_decided_however_much_the_futures_themselves_differ() {
        let found = verdict(Outcome::ProfitPerHead, &[&[100.0, 900.0, 500.0], &[101.0, 901.5, 501.0]]);
        let Verdict::Leads { leader: 1, runner_up } = found else { panic!("{found:?}") };
        assert_eq!((runner_up.other, runner_up.margin.share_positive), (0, 1.0));
    }

    #[test]
    fn where_less_is_better_the_lowest_mean_leads_by_a_positive_margin() {
        let found = verdict(Outcome::LeadLeakage, &[&[0.3, 0.4, 0.5], &[0.1, 0.2, 0.31]]);
        let Verdict::Leads { leader: 1, runner_up } = found else { panic!("{found:?}") };
        assert!(runner_up.margin.mean > 0.0);
    }

    #[test]
    fn a_lead_within_chance_is_too_close_and_names_only_the_rivals() {
        let arms: &[&[f64]] = &[&[5.0, 1.0, 3.0], &[1.0, 5.0, 3.3], &[-50.0, -51.0, -52.0]];
        let found = verdict(Outcome::ProfitPerHead, arms);
        let Verdict::TooClose { leader: 1, rivals } = found else { panic!("{found:?}") };
        assert_eq!(rivals.iter().map(|ahead| ahead.other).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn equal_arms_are_identical_even_in_one_replication() {
        assert_eq!(verdict(Outcome::Wins, &[&[2.0], &[2.0]]), Verdict::Identical);
    }

    #[test]
    fn one_replication_decides_nothing() {
        assert_eq!(verdict(Outcome::Wins, &[&[2.0], &[3.0]]), Verdict::TooFew);
    }

    #[test]
    fn an_arm_that_could_not_be_measured_is_no_rival() {
        let arms: &[&[f64]] = &[&[f64::NAN, f64::NAN], &[1.0, 2.0]];
        assert_eq!(verdict(Outcome::CycleTime, arms), Verdict::Alone);
    }

    #[test]
    fn an_outcome_without_direction_has_no_leader() {
        assert_eq!(verdict(Outcome::Busy, &[&[1.0, 2.0], &[3.0, 4.0]]), Verdict::NoDirection);
    }
}
