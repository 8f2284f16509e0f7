//! An experiment written out: every value in force, so that its text is its identity and can be run again.

use std::fmt::Write as _;

use super::experiment::Experiment;
use crate::experiment::design::{Factor, Generators, Law, Method, Values};
use crate::model::outcome::OUTCOMES;

/// The name of the table of points beside the experiment.
const TABLE: &str = "design.csv";
/// The name of the table of firms beside it.
const FIRMS: &str = "firms.csv";

impl Experiment {
    /// The experiment as a file that says every value in force, and the tables it names: of points, of firms. Running it
    /// gives the same results; equal experiments give equal text.
    pub fn written_out(&self) -> (String, Vec<(&'static str, String)>) {
        write(self)
    }
}

fn write(experiment: &Experiment) -> (String, Vec<(&'static str, String)>) {
    let study = &experiment.study;
    let list = |words: &mut dyn Iterator<Item = &str>| {
        let words: Vec<String> = words.map(quoted).collect();
        format!("[{}]", words.join(", "))
    };
    let mut text = String::new();
    let outcomes = list(&mut experiment.outcomes.iter().map(|&outcome| OUTCOMES[outcome].name));
    let _ = writeln!(text, "name = {}\noutcomes = {outcomes}", quoted(&experiment.name));
    let mut tables = Vec::new();
    if let Some(firms) = &experiment.firms {
        let _ = writeln!(text, "draws = \"{FIRMS}\"");
        tables.push((FIRMS, firms.csv()));
    }
    let design = &experiment.design;
    let mut lines = vec![format!("method = {}", quoted(word(design.method())))];
    match design.method() {
        Method::Full { levels } | Method::OneAtATime { levels } => lines.push(format!("levels = {levels}")),
        Method::Fractional(Generators::Resolution(resolution)) => {
            lines.push(format!("resolution = {resolution}"));
        }
        Method::Fractional(Generators::Words(words)) => {
            lines.push(format!("generators = {}", list(&mut words.iter().map(String::as_str))));
        }
        Method::LatinHypercube { points } | Method::Sobol { points } => {
            lines.push(format!("points = {points}"))
        }
        Method::Saltelli { blocks } => lines.push(format!("blocks = {blocks}")),
        Method::Morris { trajectories, levels } => {
            lines.extend([format!("trajectories = {trajectories}"), format!("levels = {levels}")]);
        }
        Method::Table { rows } => {
            lines.push(format!("file = \"{TABLE}\""));
            tables.push((TABLE, csv(design.factors(), rows)));
        }
    }
    // The scenario begins with keys of the top, so the tables of the experiment follow it.
    let _ = writeln!(text, "{}\n[design]\n{}", study.canonical, lines.join("\n"));
    if !matches!(design.method(), Method::Table { .. }) {
        for factor in design.factors() {
            let _ = writeln!(text, "\n[factors.{}]\n{}", quoted(factor.key()), values(factor.values()));
        }
    }
    if let Some(precision) = &experiment.precision {
        let _ = writeln!(
            text,
            "\n[precision]\noutcome = {}\nhalf_width = {:?}\nleast = {}\nstep = {}",
            quoted(OUTCOMES[precision.outcome].name),
            precision.half_width,
            precision.least,
            precision.step
        );
    }
    (text, tables)
}

fn word(method: &Method) -> &'static str {
    match method {
        Method::Full { .. } => "factorial",
        Method::Fractional(_) => "fractional",
        Method::OneAtATime { .. } => "one-at-a-time",
        Method::LatinHypercube { .. } => "latin-hypercube",
        Method::Sobol { .. } => "sobol",
        Method::Saltelli { .. } => "saltelli",
        Method::Morris { .. } => "morris",
        Method::Table { .. } => "table",
    }
}

fn values(values: &Values) -> String {
    match values {
        Values::Levels(levels) => format!("levels = [{}]", levels.join(", ")),
        Values::Range { low, high, law } => {
            let more = match law {
                Law::Uniform | Law::LogUniform => String::new(),
                Law::Triangular { mode } => format!("\nmode = {mode:?}"),
                Law::Normal { mean, sd } => format!("\nmean = {mean:?}\nsd = {sd:?}"),
            };
            format!("low = {low:?}\nhigh = {high:?}\ndistribution = {}{more}", quoted(law.word()))
        }
    }
}

fn csv(factors: &[Factor], rows: &[Vec<String>]) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail, and every row was checked to have a value for each factor.
    let _ = writer.write_record(factors.iter().map(Factor::key));
    for row in rows {
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn quoted(words: &str) -> String {
    toml_edit::Value::from(words).to_string()
}
