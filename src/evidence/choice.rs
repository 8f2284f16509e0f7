//! The answer to a comparison on profit per head after a look at its replications: who leads and whether that is decided,
//! why to stop or go on, how probable it is that each arm is the best, and what choosing it or knowing more is worth.

use crate::evidence::statistics::pairing::{Pairing, pairing};
use crate::evidence::statistics::regret::{Regret, regrets};
use crate::evidence::statistics::selection::{Standing, standing, zone};
use crate::evidence::statistics::{Adjusted, adjusted};
use crate::evidence::{Level, Looks, Paired, Stop, Verdict, judge_at, stop};
use crate::experiment::Comparison;
use crate::model::outcome::Outcome;

/// What a look at a comparison says.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The verdict on profit per head, its intervals holding at all looks together.
    pub verdict: Verdict,
    /// How sure intervals of differences are at this look.
    pub level: Level,
    /// Why to stop here; `None` to go on.
    pub stop: Option<Stop>,
    /// When one looks, and which look this is, from 0.
    pub looks: Looks,
    /// The position of this look among them.
    pub look: usize,
    /// The lead over the runner-up, allowing for its having ended the run; `None` where it has not.
    pub adjusted: Option<Adjusted>,
    /// The indifference zone, in money per head per year.
    pub zone: f64,
    /// How the arms stand; `None` where there are too few arms or replications to say.
    pub standing: Option<Standing>,
    /// The regret of each arm over the futures.
    pub regrets: Vec<Regret>,
}

impl Choice {
    /// Looks at a comparison that has as many replications as the look at that position (from 0) asks for.
    pub fn of(comparison: &Comparison, looks: &Looks, look: usize) -> Self {
        let fixed = looks.numbers().len() < 2;
        let level = Level::at(looks, look, comparison.arms.len().saturating_sub(1));
        let verdict = judge_at(comparison, Outcome::ProfitPerHead as usize, &level);
        let zone = zone(comparison);
        let last = look + 1 >= looks.numbers().len();
        let stop = if fixed { Some(Stop::Fixed) } else { stop(&verdict, zone, last) };
        let values: Vec<Vec<f64>> = (0..comparison.arms.len())
            .map(|arm| comparison.values_of(arm, Outcome::ProfitPerHead).collect())
            .collect();
        let adjusted = match (&verdict, stop) {
            (Verdict::Leads { leader, runner_up }, Some(Stop::Decided)) => {
                let pairs = || {
                    let [a, b] = [*leader, runner_up.other]
                        .map(|arm| comparison.values_of(arm, Outcome::ProfitPerHead));
                    a.zip(b).map(|(x, y)| x - y)
                };
                let before = looks.numbers()[..look].iter().map(|&n| {
                    let lead = Paired::of(pairs().take(n as usize));
                    lead.mean / (lead.sd / (lead.n as f64).sqrt())
                });
                let before: Vec<f64> = before.collect();
                adjusted(looks, look, comparison.arms.len() - 1, &runner_up.margin, &before)
            }
            _ => None,
        };
        Self {
            adjusted,
            verdict,
            level,
            stop,
            looks: looks.clone(),
            look,
            zone,
            standing: standing(&values),
            regrets: regrets(&values),
        }
    }

    /// The arm with the best mean, where there is one to choose.
    pub fn leader(&self) -> Option<usize> {
        match self.verdict {
            Verdict::Leads { leader, .. } | Verdict::TooClose { leader, .. } => Some(leader),
            _ => None,
        }
    }

    /// The arm that comes nearest to the leader.
    pub fn nearest(&self) -> Option<usize> {
        match &self.verdict {
            Verdict::Leads { runner_up, .. } => Some(runner_up.other),
            Verdict::TooClose { rivals, .. } => {
                rivals.iter().find(|rival| !rival.margin.identical()).map(|rival| rival.other)
            }
            _ => None,
        }
    }

    /// What knowing the future before choosing would be worth: the smallest mean regret.
    pub fn value_of_luck(&self) -> f64 {
        self.regrets.iter().map(|regret| regret.mean).fold(f64::NAN, f64::min)
    }
}

/// What pairing saves on the difference in profit per head between two arms.
pub fn saving(comparison: &Comparison, a: usize, b: usize) -> Option<Pairing> {
    let values = |arm| comparison.values_of(arm, Outcome::ProfitPerHead).collect::<Vec<f64>>();
    pairing(&values(a), &values(b))
}

#[cfg(test)]
mod tests {
    use super::Choice;
    use crate::evidence::{Looks, Stop};
    use crate::experiment::Comparison;
    use crate::model::Outcomes;
    use crate::model::outcome::Outcome;

    fn comparison(profits: &[Vec<f64>]) -> Comparison {
        let with = |profit: &f64| {
            let mut outcomes = Outcomes::default();
            outcomes[Outcome::ProfitPerHead] = *profit;
            outcomes[Outcome::RevenuePerHead] = 100.0;
            outcomes
        };
        Comparison {
            arms: (0..profits.len()).map(|arm| format!("structure {arm}")).collect(),
            seed: 1,
            replications: 1..1 + profits[0].len() as u32,
            outcomes: profits.iter().map(|values| values.iter().map(with).collect()).collect(),
        }
    }

    #[test]
    fn equal_arms_are_never_decided_at_any_look_and_share_the_probability() {
        let values: Vec<f64> = (0..60).map(f64::from).collect();
        for look in 0..3 {
            let found = Choice::of(
                &comparison(&[values.clone(), values.clone()]),
                &Looks::at(vec![60, 120, 240]).unwrap(),
                look,
            );
            assert_eq!(found.stop, Some(Stop::Identical));
            assert_eq!(found.standing.unwrap().best, [0.5, 0.5]);
            assert!(found.regrets.iter().all(|regret| regret.max == 0.0));
        }
    }

    #[test]
    fn a_lead_of_less_than_the_zone_is_good_enough_and_one_replication_goes_on() {
        let flat = vec![50.0; 60];
        let wavy: Vec<f64> = (0..60).map(|i| 50.0 + [0.4, -0.38][i % 2]).collect();
        let found = Choice::of(&comparison(&[flat, wavy]), &Looks::at(vec![60, 120, 240]).unwrap(), 0);
        assert_eq!((found.zone, found.stop), (1.0, Some(Stop::GoodEnough)));
        let one = comparison(&[vec![1.0], vec![2.0]]);
        assert_eq!(Choice::of(&one, &Looks::at(vec![1, 8]).unwrap(), 0).stop, None);
        assert_eq!(Choice::of(&one, &Looks::of(1, 0), 0).stop, Some(Stop::Fixed));
    }
}
