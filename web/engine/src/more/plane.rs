//! The map of a plane of two factors, as `verona map` draws it, from firms that several modules simulated.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value as Json, json};
use verona::answers::Answer;
use verona::answers::map::{Map, over};
use verona::experiment::plane::{Axis, firm};
use verona::experiment::samples::Samples;

use crate::message::{Reply, refused};
use crate::study;

/// A map that is asked for, in the words of the command's options.
#[derive(Deserialize)]
pub struct Asked {
    text: String,
    origin: String,
    set: Vec<String>,
    x: String,
    y: String,
    levels: [usize; 2],
}

fn request(asked: &Asked) -> Result<Map, Json> {
    let [x, y] = [&asked.x, &asked.y].map(|axis| axis.parse::<Axis>());
    let (x, y) = (x.map_err(refused)?, y.map_err(refused)?);
    let experiment = firm(&asked.text, &asked.origin, &asked.set).map_err(|error| study::wrong(&error))?;
    let experiment = over(experiment, [&x, &y], asked.levels, None).map_err(refused)?;
    Map::of(Arc::new(experiment), None).map_err(refused)
}

/// What is set at each point of it, row by row from the lowest; what the arms are called, and how often each is simulated.
pub fn points(asked: &Asked) -> Reply {
    let Map { experiment, outcome, .. } = request(asked)?;
    let sets: Vec<Vec<String>> = (0..experiment.design.len())
        .filter_map(|index| experiment.design.point(index))
        .map(|point| point.overrides.clone())
        .collect();
    let arms: Vec<&str> = experiment.study.arms.iter().map(|arm| arm.name.as_str()).collect();
    let replications = experiment.study.base.plan.replications;
    Ok((json!({ "sets": sets, "arms": arms, "replications": replications, "outcome": outcome }), Vec::new()))
}

/// The answer.
pub fn map(asked: &Asked, numbers: Vec<f64>) -> Reply {
    let request = request(asked)?;
    let samples = Samples::brought(&request.experiment, request.outcome, numbers)
        .ok_or_else(|| refused("the results do not fit the map"))?;
    let mapped = request.read(&samples);
    let mut csv = Vec::new();
    mapped.csv(&mut csv).map_err(refused)?;
    let reply = json!({
        "json": mapped.json().map_err(refused)?,
        "csv": String::from_utf8(csv).map_err(refused)?,
        "svg": mapped.svg(),
        "sentence": mapped.verdict(),
        "axes": mapped.axes.iter().map(|axis| json!({ "key": axis.key, "unit": axis.unit, "values": axis.values })).collect::<Vec<_>>(),
    });
    Ok((reply, Vec::new()))
}
