//! The answer to a comparison, from simulations that several modules made: the bytes of the command, and the figures that
//! the page draws.

use serde_json::{Value as Json, json};
use verona::evidence::choice::Choice;
use verona::evidence::{Level, Looks, Paired, Summary};
use verona::experiment::Comparison;
use verona::model::outcome::{OUTCOMES, SERIES};
use verona::model::{Month, Outcomes};
use verona::output::report::{self, Futures, Listed, Months, Run, Series};
use verona::output::tables::{json, rows};
use verona::output::words::{choice as words, next, sentence};
use verona::scenario::Study;

use crate::message::{Reply, refused};

/// The simulations as a comparison: by arm, then replication, then outcome.
fn comparison(study: &Study, numbers: &[f64], replications: u32) -> Result<Comparison, Json> {
    let each = replications as usize;
    let (all, rest) = numbers.as_chunks::<{ OUTCOMES.len() }>();
    if all.len() != study.arms.len() * each || !rest.is_empty() || each == 0 {
        return Err(refused("the results do not fit the study"));
    }
    Ok(Comparison {
        arms: study.arms.iter().map(|arm| arm.name.clone()).collect(),
        seed: study.base.plan.seed,
        replications: 1..replications + 1,
        outcomes: all.chunks(each).map(|arm| arm.iter().map(|values| Outcomes(*values)).collect()).collect(),
    })
}

/// What the command would say at that look.
pub fn answer(study: &Study, numbers: &[f64], replications: u32, looks: &[u32], look: usize) -> Reply {
    let comparison = comparison(study, numbers, replications)?;
    let plan = Looks::at(looks.to_vec()).ok_or_else(|| refused("there is no look"))?;
    if looks.get(look) != Some(&replications) {
        return Err(refused("the look is not one that was announced"));
    }
    let choice = Choice::of(&comparison, &plan, look);
    let sentence = sentence::verdict(&comparison, &choice.verdict);
    let about =
        json::About { scenario: &study.name, days: study.base.plan.days, warm_up: study.base.plan.warm_up };
    let text = json::comparison(&comparison, about, &sentence, Some(&choice)).map_err(refused)?;
    let basis = [Some(words::stopped(&comparison, &choice)), words::worth(&comparison, &choice)];
    let basis: Vec<String> = basis.into_iter().flatten().chain(words::paired(&comparison, &choice)).collect();
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
    let tries: Vec<String> = next::suggestions(&comparison, &choice.verdict, &study.base, "", "")
        .into_iter()
        .map(|(reason, _)| reason)
        .collect();
    let reply = json!({
        "json": text,
        "sentence": sentence,
        "basis": basis,
        "stop": choice.stop.map(verona::evidence::Stop::name),
        "leader": choice.leader(),
        "zone": choice.zone,
        "best": choice.standing.as_ref().map(|standing| standing.best.clone()),
        "regret": choice.regrets.iter().map(|regret| regret.mean).collect::<Vec<_>>(),
        "summaries": summaries,
        "behind": behind,
        "tries": tries,
    });
    Ok((reply, Vec::new()))
}

/// `outcomes.csv`, as `--format csv` prints it.
pub fn csv(study: &Study, numbers: &[f64], replications: u32) -> Reply {
    let comparison = comparison(study, numbers, replications)?;
    let text = String::from_utf8(outcomes(&comparison).map_err(refused)?).map_err(refused)?;
    Ok((json!({ "text": text }), Vec::new()))
}

fn outcomes(comparison: &Comparison) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut writer = rows::start(&mut bytes, &rows::outcome_columns())?;
    for (position, replication) in comparison.replications.clone().enumerate() {
        for (arm, name) in comparison.arms.iter().enumerate() {
            rows::outcomes(&mut writer, replication, name, &comparison.outcomes[arm][position])?;
        }
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

/// The page of `verona report` on a directory that `verona compare --out` wrote.
pub fn report(study: &Study, numbers: &[f64], replications: u32, months: u32) -> Reply {
    let (each, months) = (replications as usize, months as usize);
    let split = study.arms.len() * each * OUTCOMES.len();
    let (first, second) = numbers.split_at_checked(split).ok_or_else(|| refused("the results do not fit"))?;
    let comparison = comparison(study, first, replications)?;
    let (all, rest) = second.as_chunks::<{ SERIES.len() }>();
    if all.len() != study.arms.len() * each * months || !rest.is_empty() {
        return Err(refused("the months do not fit the study"));
    }
    let mut series = Vec::new();
    let mut writer = rows::start(&mut series, &rows::month_columns()).map_err(refused)?;
    for (position, replication) in comparison.replications.clone().enumerate() {
        for (arm, name) in comparison.arms.iter().enumerate() {
            let months: Vec<Month> = all[(arm * each + position) * months..][..months].to_vec();
            rows::months(&mut writer, replication, name, &months).map_err(refused)?;
        }
    }
    writer.flush().map_err(refused)?;
    drop(writer);
    let table = outcomes(&comparison).map_err(refused)?;
    let profit = verona::experiment::samples::USUAL;
    let mut futures = Futures::new(comparison.arms.clone(), profit, comparison.seed, 1, each);
    futures.read(csv::Reader::from_reader(table.as_slice())).map_err(refused)?;
    let profit = Series::read(csv::Reader::from_reader(series.as_slice()), false, each).map_err(refused)?;
    let rows = futures.rows;
    let again = if study.arms.len() == 1 { "run" } else { "compare" };
    let report = report::of(&Run {
        name: study.name.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        study,
        design: None,
        outcomes: (0..OUTCOMES.len()).collect(),
        futures,
        level: Level::after(
            &Looks::of(study.base.plan.replications, study.base.plan.at_most),
            u32::try_from(each).unwrap_or(0),
            study.arms.len().saturating_sub(1),
        ),
        months: Some(Months { profit, paths: None }),
        failures: 0,
        failed: Vec::new(),
        tables: vec![Listed { file: "outcomes.csv".to_owned(), rows, sha256: String::new() }],
        run: String::new(),
        again: vec![format!("verona {again} scenario.toml --out again"), "verona report again".to_owned()],
    });
    report.map_or_else(
        || Err(refused("nothing was measured in all structures")),
        |report| Ok((json!({ "text": report.html }), Vec::new())),
    )
}
