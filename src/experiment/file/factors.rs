//! Reads `[factors]`: what is varied, and over which values.

use toml_edit::{Item, Key, TableLike};

use super::experiment::Source;
use super::keys;
use crate::experiment::design::{Factor, Law, SIZE, Values};
use crate::scenario::error::Fault;
use crate::scenario::reader::entries;
use crate::scenario::registry::Value;
use crate::scenario::spot::{Sources, Spot};
use crate::scenario::{Scenario, Study};

/// The words for distributions.
const DISTRIBUTIONS: &str = "\"uniform\", \"log-uniform\", \"triangular\" or \"normal\"";

/// A factor as it is written.
#[derive(Default)]
struct Written {
    levels: Option<Vec<String>>,
    low: Option<f64>,
    high: Option<f64>,
    distribution: Option<(String, Spot)>,
    mode: Option<f64>,
    mean: Option<f64>,
    sd: Option<f64>,
}

/// Reads all factors, each with its place. `columns` are those of a table of points, whose order is theirs.
pub(super) fn read(
    table: Option<&dyn TableLike>,
    columns: &[String],
    study: &Study,
    source: &Source,
    sources: &mut Sources<'_>,
) -> Vec<(Factor, Spot)> {
    let mut found = Vec::new();
    if columns.is_empty() {
        if let Some(table) = table {
            level(table, "", study, sources, &mut found);
        }
    } else {
        if let Some((name, key, _)) = table.and_then(|table| entries(table).next()) {
            let reason = "the columns of the table of points are the factors".to_owned();
            let help = "take [factors] out: a table says the values itself".to_owned();
            sources.complain(&Spot::of_key(key), name, Fault::Misplaced { reason }, Some(help));
        }
        for column in columns {
            match any_value(column, &study.base).and_then(|values| Factor::new(column, values, &study.base)) {
                Ok(factor) => found.push((factor, Spot::Whole)),
                Err(error) => {
                    let reason = format!("the table of points: {error}");
                    sources.complain(&Spot::Whole, column.clone(), Fault::Design { reason }, None);
                }
            }
        }
    }
    for (factor, spot) in &found {
        // An arm that does not exist would fail at every point; anything else is for the points to show.
        let Ok(overrides) = factor.overrides(&factor.value(0.5)) else { continue };
        let Err(error) = source.study(&overrides) else { continue };
        for problem in error.problems {
            if matches!(problem.fault, Fault::UnknownArm { .. } | Fault::UnknownKey { .. }) {
                sources.complain(spot, factor.key(), problem.fault, problem.help);
            }
        }
    }
    found
}

/// Values for a key that a table varies and for which no range is declared: the table says them itself.
fn any_value(key: &str, base: &Scenario) -> Result<Option<Values>, crate::experiment::design::DesignError> {
    if Factor::new(key, None, base).is_ok() {
        return Ok(None);
    }
    let name = key.rsplit_once('.').map_or(key, |(_, name)| name);
    let section = key.rsplit('.').nth(1).unwrap_or_default();
    let value = base.get(section, name).or_else(|| base.get("operating", name));
    Ok(value.map(|value| Values::Levels(vec![value.to_string()])))
}

/// Reads one level of the tree of tables: `[factors."firm.size"]` and `[factors.firm.size]` are the same.
fn level(
    table: &dyn TableLike,
    before: &str,
    study: &Study,
    sources: &mut Sources<'_>,
    found: &mut Vec<(Factor, Spot)>,
) {
    for (name, key, item) in entries(table) {
        let path = if before.is_empty() { name.to_owned() } else { format!("{before}.{name}") };
        let nested = item.as_table_like().filter(|inner| {
            !inner.is_empty()
                && entries(*inner).all(|(_, _, item)| item.is_table_like() || item.is_array())
                && !inner.contains_key("levels")
        });
        if let Some(inner) = nested {
            level(inner, &path, study, sources, found);
        } else {
            found.extend(factor(&path, key, item, study, sources).map(|factor| (factor, Spot::of_key(key))));
        }
    }
}

fn factor(path: &str, key: &Key, item: &Item, study: &Study, sources: &mut Sources<'_>) -> Option<Factor> {
    let mut written = Written::default();
    let mut place = Spot::of_key(key);
    if item.is_array() {
        written.levels = levels(path, key, item, sources);
        place = Spot::of_value(key, item);
        written.levels.as_ref()?;
    } else if let Some(table) = item.as_table_like() {
        for (name, key, item) in entries(table) {
            let label = format!("factors.{path}.{name}");
            match name {
                "levels" => {
                    place = Spot::of_value(key, item);
                    written.levels = Some(levels(&label, key, item, sources)?);
                }
                "distribution" => {
                    let word = sources.word(&label, key, item)?;
                    written.distribution = Some((word, Spot::of_value(key, item)));
                }
                "low" | "high" | "mode" | "mean" | "sd" => {
                    if name == "low" || name == "high" {
                        place = Spot::of_value(key, item);
                    }
                    let number = Some(sources.number(&label, key, item)?);
                    *match name {
                        "low" => &mut written.low,
                        "high" => &mut written.high,
                        "mode" => &mut written.mode,
                        "mean" => &mut written.mean,
                        _ => &mut written.sd,
                    } = number;
                }
                _ => {
                    keys::unknown(sources, "factors.KEY", &format!("factors.\"{path}\""), name, key);
                    return None;
                }
            }
        }
    } else {
        sources.wrong(
            &format!("factors.{path}"),
            key,
            item,
            "a list of levels, or a table with `levels` or `low` and `high`",
        );
        return None;
    }
    match values(path, written, study, sources) {
        Ok(values) => match Factor::new(path, values, &study.base) {
            Ok(factor) => Some(factor),
            Err(error) => {
                sources.complain(&place, path, Fault::Design { reason: error.to_string() }, None);
                None
            }
        },
        Err(Some((spot, reason))) => {
            let spot = spot.unwrap_or(place);
            sources.complain(&spot, path, Fault::Design { reason }, None);
            None
        }
        Err(None) => None,
    }
}

/// A list of levels, as texts.
fn levels(label: &str, key: &Key, item: &Item, sources: &mut Sources<'_>) -> Option<Vec<String>> {
    let list = item.as_array();
    if list.is_none() {
        sources.wrong(label, key, item, "a list of values, such as [0.2, 0.5]");
    }
    Some(list?.iter().map(|value| value.clone().decorated("", "").to_string()).collect())
}

/// The values that are meant; `None` for those that the key's declaration gives.
#[allow(clippy::type_complexity, reason = "an error with an optional place of its own, used once")]
fn values(
    path: &str,
    written: Written,
    study: &Study,
    sources: &mut Sources<'_>,
) -> Result<Option<Values>, Option<(Option<Spot>, String)>> {
    let Written { levels, low, high, distribution, mode, mean, sd } = written;
    let ranged = low.is_some() || high.is_some() || distribution.is_some();
    if let Some(levels) = levels {
        if ranged {
            return Err(Some((None, format!("factor `{path}`: give levels or a range, not both"))));
        }
        return Ok(Some(Values::Levels(levels)));
    }
    if !ranged && mode.is_none() && mean.is_none() && sd.is_none() {
        return Ok(None);
    }
    let declared = match (low, high) {
        (Some(_), Some(_)) => None,
        // An error in the key itself is told better by the caller.
        _ => match Factor::new(path, None, &study.base) {
            Ok(factor) => match factor.values() {
                &Values::Range { low, high, law } => Some((low, high, law)),
                Values::Levels(_) => None,
            },
            Err(error) => {
                sources.complain(&Spot::Whole, path, Fault::Design { reason: error.to_string() }, None);
                return Err(None);
            }
        },
    };
    let bounds = (low.or(declared.map(|d| d.0)), high.or(declared.map(|d| d.1)));
    let (Some(low), Some(high)) = bounds else {
        return Err(Some((None, format!("factor `{path}`: it has no range; give levels"))));
    };
    let law = match distribution {
        None => declared.map_or(Law::Uniform, |d| d.2),
        Some((word, spot)) => match word.as_str() {
            "uniform" => Law::Uniform,
            "log-uniform" => Law::LogUniform,
            "triangular" => Law::Triangular {
                mode: mode.or_else(|| in_force(path, &study.base)).unwrap_or((low + high) / 2.0),
            },
            "normal" => {
                Law::Normal { mean: mean.unwrap_or((low + high) / 2.0), sd: sd.unwrap_or((high - low) / 4.0) }
            }
            _ => {
                let reason = format!(
                    "factor `{path}`: there is no distribution \"{}\"; expected {DISTRIBUTIONS}",
                    crate::scenario::error::brief(&word)
                );
                return Err(Some((Some(spot), reason)));
            }
        },
    };
    let unused = match law {
        Law::Triangular { .. } => mean.is_some() || sd.is_some(),
        Law::Normal { .. } => mode.is_some(),
        Law::Uniform | Law::LogUniform => mode.is_some() || mean.is_some() || sd.is_some(),
    };
    if unused {
        let reason = format!(
            "factor `{path}`: `mode` goes with distribution = \"triangular\", `mean` and `sd` with \"normal\""
        );
        return Err(Some((None, reason)));
    }
    Ok(Some(Values::Range { low, high, law }))
}

/// The value that the scenario has for a key, as a number.
fn in_force(path: &str, base: &Scenario) -> Option<f64> {
    if path == SIZE {
        return Some(f64::from(base.firm.salespeople + base.firm.marketers));
    }
    let (section, name) = path.split_once('.')?;
    match base.get(section, name)? {
        Value::Number(x) => Some(x),
        Value::Integer(x) => Some(x as f64),
        Value::Flag(_) | Value::Word(_) => None,
    }
}
