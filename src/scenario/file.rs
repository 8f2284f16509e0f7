//! Scenario files: text in, a study of validated arms out.

use super::error::{Fault, Place, Problem, ScenarioError, brief};
use super::operating::Operating;
use super::programme::reader::unknown_programme;
use super::reader::Reader;
use super::registry::{Parameter, Value};
use super::spot::Sources;
use super::study::{Arm, MOST_ARMS, NO_CHANGE, Study};
use super::written::{TODAY, Written};
use super::{canonical, overrides, resolve};

/// The built-in mid-market firm, which `verona compare` runs when no file is named.
pub const BUILT_IN: &str = include_str!("../../scenarios/mid-market.toml");

/// The longest scenario text, in bytes.
pub const LONGEST_TEXT: usize = 1 << 20;

/// A ready-made experiment on change, to begin with.
const READY_MADE: &str = "scenarios/defined-to-aligned.toml";

/// Reads a scenario.
///
/// `origin` labels the text in messages (a file's path); nothing is opened. `overrides` are what a user typed after
/// `--set`, as `key=value`; they win over the text.
///
/// # Errors
/// [`ScenarioError`] with all that is wrong.
pub fn load(text: &str, origin: &str, overrides: &[String]) -> Result<Study, ScenarioError> {
    load_within(text, origin, overrides, &[])
}

/// The same of a text that holds more than a scenario: `foreign` words at its top are not the scenario's.
///
/// # Errors
/// [`ScenarioError`] with all that is wrong.
pub(crate) fn load_within(
    text: &str,
    origin: &str,
    overrides: &[String],
    foreign: &'static [&'static str],
) -> Result<Study, ScenarioError> {
    let mut sources = Sources::new(text, origin, overrides);
    sources.foreign = foreign;
    let mut written = Written::default();
    if let Some(document) = sources.document() {
        Reader { written: &mut written, sources: &mut sources, set: None }.root(document.as_table());
    }
    overrides::read(&mut written, &mut sources);
    let mut study = resolve::study(&written, &mut sources);
    if let Some(error) = sources.error() {
        return Err(error);
    }
    if study.name.is_empty() {
        study.name = stem(origin).to_owned();
    }
    if study.about.is_empty() {
        study.about = header(text);
    }
    Ok(study)
}

/// A scenario's text without its programmes of change; nothing where it has none, or an arm goes through one, or it cannot be
/// read.
pub fn without_programmes(text: &str) -> Option<String> {
    let mut document: toml_edit::DocumentMut = text.trim_start_matches('\u{feff}').parse().ok()?;
    document.remove("programmes")?;
    Some(document.to_string())
}

impl Study {
    /// The arms of `verona change`: the firm as it works today, named [`NO_CHANGE`], then the same with each programme.
    pub fn change_arms(&self) -> Vec<Arm> {
        let stays = Arm {
            name: NO_CHANGE.to_owned(),
            about: "The firm goes on as it works today.".to_owned(),
            scenario: self.base.clone(),
            overrides: Vec::new(),
            programme: None,
        };
        std::iter::once(stays).chain(self.programmes.iter().cloned()).collect()
    }

    /// The compared arm that is how the firm works today: the one of that name, else one that works in the same way. A firm that works as
    /// the default does may merely not say how it works, so that nothing is told of it.
    pub fn today(&self) -> Option<&str> {
        let same = |arm: &&Arm| {
            arm.name == TODAY
                || arm.scenario.operating == self.base.operating
                    && self.base.operating != Operating::default()
        };
        let named = self.arms.iter().find(|arm| arm.name == TODAY);
        named.or_else(|| self.arms.iter().find(same)).map(|arm| arm.name.as_str())
    }

    /// Checks that there is a programme of change. `own` says whether the text is a file of the user's own.
    ///
    /// # Errors
    /// [`ScenarioError`] that says how to write one.
    pub fn require_programmes(&self, own: bool) -> Result<(), ScenarioError> {
        if !self.programmes.is_empty() {
            return Ok(());
        }
        let whose = if own { "in the file" } else { "in a file of your own (`verona init` writes one)" };
        let help = format!(
            "write one {whose}, such as\n\n      [operating]\n      preset = \"defined\"\n\n      [[programmes.fast.change]]\n      day = 21\n      to = \"aligned\"\n\n    \
             or begin with a ready-made one: verona change {READY_MADE}"
        );
        let problem =
            Problem { place: Place::Whole, key: String::new(), fault: Fault::NoProgrammes, help: Some(help) };
        Err(ScenarioError { origin: self.name.clone(), problems: vec![problem], untold: 0 })
    }

    /// The study as a scenario file that says every value in force: loading it gives the same arms, so that running
    /// it gives the same results.
    pub fn written_out(&self) -> String {
        canonical::written_out(self)
    }

    /// The same study with another usual number of replications, for the firm and all its arms.
    pub fn with_replications(mut self, replications: u32) -> Study {
        self.base.plan.replications = replications;
        let arms = self.arms.iter_mut().chain(&mut self.others).chain(&mut self.programmes);
        arms.for_each(|arm| arm.scenario.plan.replications = replications);
        self.canonical = canonical::study(&self.base, &self.arms, &self.programmes);
        self
    }

    /// The same study of another firm: these values hold for the firm and all its arms, as if its file said them. A value that
    /// does not fit its parameter is left out.
    pub fn with_values(mut self, values: &[(&Parameter, Value)]) -> Study {
        let arms = self.arms.iter_mut().chain(&mut self.others).chain(&mut self.programmes);
        for scenario in arms.map(|arm| &mut arm.scenario).chain([&mut self.base]) {
            for (parameter, value) in values {
                let _ = scenario.set(parameter.section, parameter.name, value);
            }
        }
        self.canonical = canonical::study(&self.base, &self.arms, &self.programmes);
        self
    }

    /// Keeps the arms of these names, in this order, as `--arms` asks. Arms that the file leaves out of its
    /// comparison can be asked for too.
    ///
    /// # Errors
    /// [`ScenarioError`] when a name is unknown or repeated, or there is none.
    pub fn select(mut self, names: &[String]) -> Result<Study, ScenarioError> {
        let mut left: Vec<Arm> = std::mem::take(&mut self.arms);
        left.append(&mut self.others);
        self.arms = pick(&mut left, names, "--structures", resolve::unknown_arm)
            .map_err(|error| ScenarioError { origin: self.name.clone(), ..error })?;
        self.others = left;
        self.canonical = canonical::study(&self.base, &self.arms, &self.programmes);
        Ok(self)
    }

    /// Keeps the programmes of these names, in this order, as `--programmes` asks.
    ///
    /// # Errors
    /// [`ScenarioError`] when a name is unknown or repeated, or there is none.
    pub fn select_programmes(mut self, names: &[String]) -> Result<Study, ScenarioError> {
        let mut left: Vec<Arm> = std::mem::take(&mut self.programmes);
        self.programmes = pick(&mut left, names, "--programmes", unknown_programme)
            .map_err(|error| ScenarioError { origin: self.name.clone(), ..error })?;
        self.canonical = canonical::study(&self.base, &self.arms, &self.programmes);
        Ok(self)
    }
}

/// Takes the arms of these names out of `left`, in this order, as `option` asks.
fn pick(
    left: &mut Vec<Arm>,
    names: &[String],
    option: &'static str,
    unknown: impl Fn(&str, &[&str]) -> (Fault, Option<String>),
) -> Result<Vec<Arm>, ScenarioError> {
    let typed = names.join(",");
    let mut picked = Vec::new();
    let mut problems = Vec::new();
    let mut complain = |fault, help| {
        let place = Place::Option { option, text: typed.clone() };
        problems.push(Problem { place, key: String::new(), fault, help });
    };
    let known: Vec<String> = left.iter().map(|arm| arm.name.clone()).collect();
    for name in names {
        let name = name.trim();
        if let Some(at) = left.iter().position(|arm| arm.name == name) {
            picked.push(left.remove(at));
        } else if known.iter().any(|known| known == name) {
            complain(Fault::RepeatedArm { found: brief(name) }, Some("name each structure once".to_owned()));
        } else {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let (fault, help) = unknown(name, &known);
            complain(fault, help);
        }
    }
    if names.is_empty() {
        complain(Fault::NoArms, Some(format!("name some of {}", known.join(", "))));
    }
    if picked.len() > MOST_ARMS {
        complain(Fault::TooManyArms { found: picked.len(), limit: MOST_ARMS }, None);
    }
    if problems.is_empty() {
        return Ok(picked);
    }
    let untold = problems.len().saturating_sub(super::error::MOST_PROBLEMS);
    problems.truncate(super::error::MOST_PROBLEMS);
    Err(ScenarioError { origin: String::new(), problems, untold })
}

/// The last part of a path without its ending.
fn stem(origin: &str) -> &str {
    let last = origin.rsplit(['/', '\\']).next().unwrap_or(origin);
    last.strip_suffix(".toml").unwrap_or(last)
}

/// The first paragraph of the comment with which a text begins, as one line.
fn header(text: &str) -> String {
    text.trim_start_matches('\u{feff}')
        .lines()
        .skip_while(|line| matches!(line.trim(), "" | "#"))
        .map_while(|line| line.trim().strip_prefix('#').map(str::trim))
        .take_while(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
