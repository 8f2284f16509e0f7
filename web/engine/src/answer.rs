//! The answer to a comparison, from simulations that several modules made: the bytes of the command, and the figures that
//! the page draws.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use verona::answers::Answer;
use verona::answers::compare::{Compared, looks};
use verona::evidence::{Paired, Stop, Summary, stop};
use verona::experiment::Comparison;
use verona::model::Outcomes;
use verona::model::outcome::OUTCOMES;
use verona::scenario::{Arm, Study};

use crate::message::{Reply, refused};

/// Simulations as a comparison: the outcomes by arm, then replication.
pub fn comparison(
    study: &Study,
    arms: &[Arm],
    outcomes: Vec<Vec<Outcomes>>,
    replications: u32,
) -> Result<Comparison, Json> {
    let fit = outcomes.len() == arms.len() && outcomes.iter().all(|arm| arm.len() == replications as usize);
    if !fit || replications == 0 {
        return Err(refused("the results do not fit the study"));
    }
    Ok(Comparison {
        arms: arms.iter().map(|arm| arm.name.clone()).collect(),
        seed: study.base.plan.seed,
        replications: 1..replications + 1,
        outcomes,
    })
}

/// The same from numbers by arm, replication and outcome.
pub fn compared(study: &Study, numbers: &[f64], replications: u32) -> Result<Comparison, Json> {
    let (all, rest) = numbers.as_chunks::<{ OUTCOMES.len() }>();
    if !rest.is_empty() {
        return Err(refused("the results do not fit the study"));
    }
    let arm = |arm: &[[f64; OUTCOMES.len()]]| arm.iter().map(|values| Outcomes(*values)).collect();
    let outcomes = all.chunks(replications.max(1) as usize).map(arm).collect();
    comparison(study, &study.arms, outcomes, replications)
}

/// What the command would say at that look; of a single look, what `--replications` says.
pub fn looked(
    study: &Arc<Study>,
    numbers: &[f64],
    replications: u32,
    announced: &[u32],
    look: usize,
) -> Result<Compared, Json> {
    let comparison = compared(study, numbers, replications)?;
    if announced.get(look) != Some(&replications) {
        return Err(refused("the look is not one that was announced"));
    }
    let study = match announced {
        announced if *announced == *looks(study).numbers() => Arc::clone(study),
        &[once] => {
            let mut fixed = study.as_ref().clone().with_replications(once);
            fixed.base.plan.at_most = 0;
            Arc::new(fixed)
        }
        _ => return Err(refused("these looks are not the study's")),
    };
    Ok(Compared::of(study, comparison))
}

/// Its JSON, and what the page draws.
pub fn answer(
    study: &Arc<Study>,
    numbers: &[f64],
    replications: u32,
    announced: &[u32],
    look: usize,
) -> Reply {
    let compared = looked(study, numbers, replications, announced, look)?;
    let text = compared.json().map_err(refused)?;
    let Compared { comparison, choice, .. } = &compared;
    // Against the leader, at the level of the verdict: what the page draws as differences.
    let others = (0..comparison.arms.len()).filter(|&arm| Some(arm) != choice.leader());
    let tail = choice.level.tail(comparison.arms.len().saturating_sub(1));
    let behind: Vec<Vec<Json>> = (0..OUTCOMES.len())
        .map(|outcome| {
            let one = |arm: usize| {
                let leader = choice.leader()?;
                let paired = Paired::with_tail(comparison.differences(arm, leader, outcome), tail);
                Some(json!({ "arm": arm, "mean": paired.mean, "low": paired.ci_low, "high": paired.ci_high, "n": paired.n }))
            };
            others.clone().filter_map(one).collect()
        })
        .collect();
    let summaries: Vec<Vec<Json>> = (0..comparison.arms.len())
        .map(|arm| {
            (0..OUTCOMES.len())
                .map(|outcome| {
                    let s = Summary::of(comparison.values(arm, outcome));
                    json!([s.mean, s.ci_low, s.ci_high, s.p10, s.p50, s.p90])
                })
                .collect()
        })
        .collect();
    let reply = json!({
        "json": text,
        "sentence": compared.verdict(),
        "stop": choice.stop.map(Stop::name),
        // Whether the leader can be chosen though by how much it leads is open.
        "choose": stop(&choice.verdict, choice.zone, false) == Some(Stop::GoodEnough),
        "leader": choice.leader(),
        "zone": choice.zone,
        "best": choice.standing.as_ref().map(|standing| standing.best.clone()),
        "regret": choice.regrets.iter().map(|regret| regret.mean).collect::<Vec<_>>(),
        "summaries": summaries,
        "behind": behind,
    });
    Ok((reply, Vec::new()))
}
