//! Reading a scenario for the page, and telling what is in it or what is wrong with it.

use serde_json::{Map, Value as Json, json};
use verona::evidence::Looks;
use verona::scenario::error::{Fault, Place, ScenarioError};
use verona::scenario::{self, Study};

use crate::declared;

/// Reads a scenario as `verona compare FILE --set .. --arms ..` does.
pub fn read(text: &str, origin: &str, set: &[String], arms: Option<&[String]>) -> Result<Study, Json> {
    let study = scenario::load(text, origin, set).map_err(|error| wrong(&error))?;
    match arms {
        Some(names) => study.select(names).map_err(|error| wrong(&error)),
        None => Ok(study),
    }
}

/// What a study holds.
pub fn told(study: &Study) -> Json {
    let values: Map<String, Json> = scenario::parameters()
        .filter_map(|p| Some((p.key(), declared::value(&study.base.get(p.section, p.name)?))))
        .collect();
    let arm = |arm: &scenario::Arm| json!({ "name": arm.name, "about": arm.about, "changed": arm.overrides });
    let plan = &study.base.plan;
    json!({
        "name": study.name,
        "about": study.about,
        "arms": study.arms.iter().map(arm).collect::<Vec<_>>(),
        "others": study.others.iter().map(arm).collect::<Vec<_>>(),
        "programmes": study.programmes.iter().map(arm).collect::<Vec<_>>(),
        "values": values,
        "looks": Looks::of(plan.replications, plan.at_most).numbers(),
        "plan": { "days": plan.days, "warm_up": plan.warm_up, "seed": plan.seed,
                  "replications": plan.replications, "at_most": plan.at_most },
    })
}

/// What is wrong, as the command says it, and place by place.
pub fn wrong(error: &ScenarioError) -> Json {
    let problem = |problem: &verona::scenario::error::Problem| {
        let (line, column) = match &problem.place {
            Place::Text { line, column, .. } => (Some(line), Some(column)),
            Place::Option { .. } | Place::Whole => (None, None),
        };
        let mut told = json!({ "line": line, "column": column, "key": problem.key, "help": problem.help });
        if let Some((kind, found)) = kind(&problem.fault) {
            told["kind"] = json!(kind);
            told["found"] = json!(found);
        }
        told
    };
    json!({
        "error": error.to_string(),
        "problems": error.problems.iter().map(problem).collect::<Vec<_>>(),
    })
}

/// What kind of fault it is, and what was found, for a page that says it in another language; none for those whose reason is told in words
/// alone.
fn kind(fault: &Fault) -> Option<(&'static str, String)> {
    Some(match fault {
        Fault::TooLong { found, .. } => ("too_long", found.to_string()),
        Fault::Syntax { .. } => ("syntax", String::new()),
        Fault::UnknownSection { found } => ("unknown_section", found.clone()),
        Fault::UnknownKey { found, .. } => ("unknown_key", found.clone()),
        Fault::WrongKind { .. } => ("wrong_kind", String::new()),
        Fault::OutOfRange { found, .. } => ("out_of_range", found.clone()),
        Fault::UnknownArm { found, .. } => ("unknown_arm", found.clone()),
        Fault::RepeatedArm { found } => ("repeated_arm", found.clone()),
        Fault::NoArms => ("no_arms", String::new()),
        Fault::NoProgrammes => ("no_programmes", String::new()),
        Fault::TooManyArms { found, limit } => ("too_many_arms", format!("{found} > {limit}")),
        Fault::Missing { lacks } => ("missing", lacks.clone()),
        Fault::UnknownProgramme { found, .. } => ("unknown_programme", found.clone()),
        Fault::Horizon { found, .. } => ("horizon", found.to_string()),
        Fault::Overlap { with, .. } => ("overlap", with.clone()),
        Fault::Contradiction { with, .. } if !with.is_empty() => ("contradiction", with.join(", ")),
        Fault::ArmName { found, .. } => ("arm_name", found.clone()),
        Fault::ProgrammeName { found, .. } => ("programme_name", found.clone()),
        Fault::TooMany { found, limit, .. } => ("too_many", format!("{found} > {limit}")),
        Fault::NoEffect { .. } => ("no_effect", String::new()),
        Fault::Dose { found, .. } => ("dose", found.clone()),
        Fault::NoPeople { found, .. } => ("no_people", found.clone()),
        _ => return None,
    })
}
