//! Reads the text of an experiment.

use std::io;
use std::sync::Arc;

use toml_edit::{Key, TableLike};

use super::experiment::{Experiment, NamedFile, Precision, Source};
use super::table::PointTable;
use super::{factors, keys, method};
use crate::experiment::design;
use crate::experiment::firms::Firms;
use crate::model::outcome::{OUTCOMES, Outcome};
use crate::scenario::error::{Fault, brief, printable};
use crate::scenario::reader::entries;
use crate::scenario::spot::{Sources, Spot};
use crate::scenario::{ScenarioError, parameter, suggest};

/// What the top of the file says, before the scenario is known.
#[derive(Default)]
struct Top<'t> {
    name: Option<String>,
    scenario: Option<(String, Spot)>,
    arms: Option<Vec<String>>,
    outcomes: Option<Vec<usize>>,
    plan: Vec<String>,
    draws: Option<(String, Spot)>,
    set: Vec<String>,
    design: Option<&'t dyn TableLike>,
    factors: Option<&'t dyn TableLike>,
    precision: Option<Precision>,
    /// Words that belong to a scenario.
    others: Vec<(&'t str, Spot)>,
}

pub(super) fn read(
    text: &str,
    origin: &str,
    set: &[String],
    read_file: &mut dyn FnMut(&str) -> io::Result<NamedFile>,
) -> Result<Experiment, ScenarioError> {
    let mut sources = Sources::new(text, origin, &[]);
    let Some(document) = sources.document() else {
        return Err(sources.error().unwrap_or_else(|| unexplained(origin)));
    };
    let top = top(document.as_table(), &mut sources);
    let source = source(&top, text, origin, set, &mut sources, read_file);
    if let Some(error) = sources.error() {
        return Err(error);
    }
    // The scenario's own errors point into its own text.
    let study = source.study(&[])?;
    let points = design(&top, &study, &source, &mut sources, read_file)?;
    let firms = firms(&top, &mut sources, read_file)?;
    if let Some(error) = sources.error() {
        return Err(error);
    }
    let Some(design) = points else { return Err(unexplained(origin)) };
    let outcomes = top.outcomes.unwrap_or_else(|| (0..OUTCOMES.len()).collect());
    let name = top.name.unwrap_or_else(|| study.name.clone());
    Ok(Experiment { name, study, design, outcomes, precision: top.precision, firms, source })
}

/// For an error that was not told; there is none such.
fn unexplained(origin: &str) -> ScenarioError {
    ScenarioError { origin: origin.to_owned(), problems: Vec::new(), untold: 1 }
}

/// The firms that live the replications. Errors in their table point into it.
fn firms(
    top: &Top<'_>,
    sources: &mut Sources<'_>,
    read_file: &mut dyn FnMut(&str) -> io::Result<NamedFile>,
) -> Result<Option<Arc<Firms>>, ScenarioError> {
    let Some((file, spot)) = &top.draws else { return Ok(None) };
    match read_file(file) {
        Ok(NamedFile { origin, text }) => Ok(Some(Arc::new(Firms::read(&text, &origin)?))),
        Err(error) => {
            sources.complain(spot, "draws", Fault::File { reason: error.to_string() }, None);
            Ok(None)
        }
    }
}

/// The factors and the design. Errors in a table that is named point into that table.
fn design(
    top: &Top<'_>,
    study: &crate::scenario::Study,
    source: &Source,
    sources: &mut Sources<'_>,
    read_file: &mut dyn FnMut(&str) -> io::Result<NamedFile>,
) -> Result<Option<design::Design>, ScenarioError> {
    let (method, spot) = method::read(top.design, sources);
    let table = match &method {
        Some(method::Read::Table { file, spot }) => match read_file(file) {
            Ok(named) => Some(PointTable::read(named)?),
            Err(error) => {
                let fault = Fault::File { reason: error.to_string() };
                sources.complain(spot, "design.file", fault, None);
                None
            }
        },
        _ => None,
    };
    let own = table.as_ref().map_or(&[][..], |table| &table.keys[..]);
    let factors = factors::read(top.factors, own, study, source, sources);
    if let Some(error) = sources.error() {
        return Err(error);
    }
    let method = match (method, table) {
        (Some(method::Read::Whole(method)), _) => method,
        (Some(method::Read::Table { .. }), Some(table)) => {
            let factors: Vec<_> = factors.iter().map(|(factor, _)| factor.clone()).collect();
            design::Method::Table { rows: table.points(&factors)? }
        }
        _ => return Ok(None),
    };
    let factors = factors.into_iter().map(|(factor, _)| factor).collect();
    match design::points(method, factors, study.base.plan.seed) {
        Ok(design) => Ok(Some(design)),
        Err(error) => {
            let help = matches!(error, design::DesignError::NoFactors)
                .then(|| "add a table such as [factors.\"offer.complexity\"]".to_owned());
            sources.complain(&spot, "design", Fault::Design { reason: error.to_string() }, help);
            match sources.error() {
                Some(error) => Err(error),
                None => Ok(None),
            }
        }
    }
}

fn top<'t>(root: &'t dyn TableLike, sources: &mut Sources<'_>) -> Top<'t> {
    let mut top = Top::default();
    for (name, key, item) in entries(root) {
        match name {
            "name" => top.name = sources.word(name, key, item).map(|name| printable(&name).trim().to_owned()),
            "about" => {}
            "scenario" => {
                top.scenario = sources.word(name, key, item).map(|file| (file, Spot::of_value(key, item)));
            }
            // A table of arms is the scenario's.
            "arms" if item.is_table_like() => top.others.push((name, Spot::of_key(key))),
            "arms" => {
                let arms = sources.words(name, key, item);
                top.arms = arms.map(|arms| arms.into_iter().map(|(arm, _)| arm).collect());
            }
            "outcomes" => {
                top.outcomes = sources.words(name, key, item).map(|list| {
                    list.into_iter().filter_map(|(word, spot)| outcome(&word, &spot, sources)).collect()
                });
                if top.outcomes.as_ref().is_some_and(Vec::is_empty) && sources.findings.is_empty() {
                    sources.wrong(name, key, item, "at least one outcome");
                }
            }
            "replications" | "seed" => {
                let legal = parameter("plan", name).map_or([0, 0], |p| p.legal.map(|bound| bound as u64));
                let legal = [legal[0], legal[1].min(i64::MAX as u64)];
                let number = sources.whole(name, key, item, legal);
                top.plan.extend(number.map(|number| format!("plan.{name}={number}")));
            }
            "draws" => {
                top.draws = sources.word(name, key, item).map(|file| (file, Spot::of_value(key, item)));
            }
            "set" => {
                let set = sources.words(name, key, item).unwrap_or_default();
                top.set = set.into_iter().map(|(text, _)| text).collect();
            }
            "design" => top.design = sources.table(name, key, item),
            "factors" => top.factors = sources.table(name, key, item),
            "precision" => {
                top.precision =
                    sources.table(name, key, item).and_then(|table| precision(table, key, sources));
            }
            _ => top.others.push((name, Spot::of_key(key))),
        }
    }
    top
}

/// The position of an outcome.
fn outcome(word: &str, spot: &Spot, sources: &mut Sources<'_>) -> Option<usize> {
    let found = OUTCOMES.iter().position(|outcome| outcome.name == word);
    if found.is_none() {
        let near = suggest::nearest(word, OUTCOMES.iter().map(|outcome| outcome.name));
        let help = near
            .map_or("`verona outcomes` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
        let fault = Fault::UnknownOutcome { found: brief(word) };
        sources.complain(spot, "outcomes", fault, Some(help));
    }
    found
}

fn precision(table: &dyn TableLike, own: &Key, sources: &mut Sources<'_>) -> Option<Precision> {
    const MOST: u64 = 1 << 24;
    let mut found =
        Precision { outcome: Outcome::ProfitPerHead as usize, half_width: 0.0, least: 10, step: 10 };
    for (name, key, item) in entries(table) {
        let label = format!("precision.{name}");
        let count = |sources: &mut Sources<'_>, least| sources.whole(&label, key, item, [least, MOST]);
        match name {
            "outcome" => {
                let word = sources.word(&label, key, item)?;
                found.outcome = outcome(&word, &Spot::of_value(key, item), sources)?;
            }
            "half_width" => {
                found.half_width = sources.number(&label, key, item)?;
                if found.half_width <= 0.0 {
                    sources.wrong(&label, key, item, "a number above 0");
                }
            }
            "least" => found.least = count(sources, 2)? as u32,
            "step" => found.step = count(sources, 1)? as u32,
            _ => keys::unknown(sources, "precision", "precision", name, key),
        }
    }
    if !table.contains_key("half_width") {
        let fault = Fault::Missing { lacks: "half_width".to_owned() };
        sources.complain(&Spot::of_key(own), "precision", fault, None);
    }
    Some(found)
}

/// What the scenario is to be read from.
fn source(
    top: &Top<'_>,
    text: &str,
    origin: &str,
    set: &[String],
    sources: &mut Sources<'_>,
    read_file: &mut dyn FnMut(&str) -> io::Result<NamedFile>,
) -> Source {
    let set = [&top.plan[..], &top.set[..], set].concat();
    let arms = top.arms.clone();
    let Some((file, spot)) = &top.scenario else {
        return Source { text: text.to_owned(), origin: origin.to_owned(), set, arms, foreign: keys::OWN };
    };
    for (name, spot) in &top.others {
        let near = suggest::nearest(name, keys::of(""));
        let reason =
            format!("`{}` is no key of an experiment, and its scenario is in a file of its own", brief(name));
        let help = near.map_or_else(
            || "write it there, or as an override: set = [\"section.key=value\"]".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        sources.complain(spot, *name, Fault::Misplaced { reason }, Some(help));
    }
    match read_file(file) {
        Ok(NamedFile { origin, text }) => Source { text, origin, set, arms, foreign: &[] },
        Err(error) => {
            let help = "the path is relative to this file".to_owned();
            sources.complain(spot, "scenario", Fault::File { reason: error.to_string() }, Some(help));
            Source { text: String::new(), origin: String::new(), set, arms, foreign: &[] }
        }
    }
}
