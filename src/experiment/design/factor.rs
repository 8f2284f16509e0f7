//! What an experiment varies: a key of the scenario, for the firm and all arms or for one arm, and its values.
//!
//! A value is the text that a user would write after the key in a scenario file, so that a point of a design is a list
//! of overrides such as `offer.complexity=0.42`, checked like any other.

use toml_edit::Key;

use super::error::DesignError;
use super::law::Law;
use crate::scenario::registry::{Kind, Misfit, Parameter, Value};
use crate::scenario::{Scenario, parameter, parameters, suggest};

/// Salespeople and marketers together, in the proportion that the firm has: no parameter of its own, but what people
/// mean by a firm's size.
pub const SIZE: &str = "firm.size";

/// The people that [`SIZE`] may have.
const LEGAL_SIZES: [u32; 2] = [1, 100_000];

/// The people of [`SIZE`] that are explored when no range is given: from a start-up to a large firm (assumption).
const SIZE_RANGE: [f64; 2] = [8.0, 240.0];

/// From this ratio of its ends on, a range of amounts is spread by order of magnitude.
const WIDE: f64 = 8.0;

/// The values that a factor can take.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// These, as written in a scenario file: `0.3`, `"pod"`, `true`.
    Levels(Vec<String>),
    /// Everything from low to high; whole numbers where the key takes them (rounded).
    Range {
        /// The lowest value.
        low: f64,
        /// The highest value.
        high: f64,
        /// How the values are spread.
        law: Law,
    },
}

/// What a factor varies.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Target {
    /// One parameter; by section and name, and whether it takes whole numbers.
    Parameter { section: &'static str, name: &'static str, whole: bool },
    /// The number of people, of whom this share sell.
    Size { sellers: f64 },
}

/// One factor of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    key: String,
    /// What stands before the key in an override, such as `arms.aligned.`; empty for the firm and all arms.
    within: String,
    target: Target,
    values: Values,
    unit: &'static str,
}

impl Factor {
    /// A factor of the firm `base`. `key` is a key of the scenario such as `offer.complexity`, [`SIZE`], or either in
    /// one arm (`arms.aligned.joint_reward`, `arms.aligned.market.reach`). Without `values` it takes the range that the
    /// parameter declares as plausible, or all words of a choice.
    ///
    /// # Errors
    /// [`DesignError`] when there is no such key, or the values do not fit it.
    pub fn new(key: &str, values: Option<Values>, base: &Scenario) -> Result<Self, DesignError> {
        let (within, section, name) = split(key)?;
        let factor = |target, unit, values| Factor {
            key: format!("{within}{}{name}", prefix(&within, &section)),
            within: within.clone(),
            target,
            values,
            unit,
        };
        if section == "firm" && name == "size" {
            let [sellers, marketers] = [base.firm.salespeople, base.firm.marketers].map(f64::from);
            if sellers + marketers < 1.0 {
                let reason = "the firm has nobody whose proportion could be kept".to_owned();
                return Err(DesignError::Key { found: key.to_owned(), reason });
            }
            let target = Target::Size { sellers: sellers / (sellers + marketers) };
            let [low, high] = SIZE_RANGE;
            let values = values.unwrap_or(Values::Range { low, high, law: Law::LogUniform });
            let legal = LEGAL_SIZES.map(f64::from);
            return factor(target, "people", values).checked(Kind::Integer, legal);
        }
        let Some(declared) = parameter(&section, &name) else {
            return Err(DesignError::Key { found: key.to_owned(), reason: unknown(&section, &name) });
        };
        if section == "plan" && (name == "seed" || name == "replications") {
            let reason = "it is the same at every point, so that points are compared future by future; set it in [plan]";
            return Err(DesignError::Key { found: key.to_owned(), reason: reason.to_owned() });
        }
        let whole = declared.kind == Kind::Integer;
        let target = Target::Parameter { section: declared.section, name: declared.name, whole };
        let values = match values {
            Some(values) => values,
            None => default_values(declared, key)?,
        };
        factor(target, declared.unit, values).checked(declared.kind, declared.legal)
    }

    fn checked(self, kind: Kind, legal: [f64; 2]) -> Result<Self, DesignError> {
        let expected = match kind {
            Kind::Number | Kind::Integer => format!("{kind} from {} to {}", legal[0], legal[1]),
            Kind::Flag | Kind::Choice(_) => kind.to_string(),
        };
        match &self.values {
            Values::Levels(levels) => {
                if levels.is_empty() {
                    let reason = format!("it has no level; expected {expected}");
                    return Err(DesignError::Range { key: self.key, reason });
                }
                for (i, level) in levels.iter().enumerate() {
                    if let Err(found) = self.fits(level) {
                        return Err(DesignError::Level { key: self.key.clone(), found, expected });
                    }
                    if levels[..i].contains(level) {
                        let reason = format!("the level `{level}` is there twice");
                        return Err(DesignError::Range { key: self.key.clone(), reason });
                    }
                }
            }
            &Values::Range { low, high, law } => {
                let reason = if matches!(kind, Kind::Flag | Kind::Choice(_)) {
                    Some(format!("it has no range; give levels, each {expected}"))
                } else if low >= high || low.is_nan() || high.is_nan() {
                    Some(format!("the range {low} to {high} does not rise"))
                } else if low < legal[0] || high > legal[1] {
                    Some(format!("the range {low} to {high} goes beyond what is legal; expected {expected}"))
                } else if kind == Kind::Integer && (low.fract() != 0.0 || high.fract() != 0.0) {
                    Some(format!("the range {low} to {high} has ends that are no whole numbers"))
                } else {
                    law.fault(low, high)
                };
                if let Some(reason) = reason {
                    return Err(DesignError::Range { key: self.key, reason });
                }
            }
        }
        Ok(self)
    }

    /// Whether a text is a value of the key; else the text as far as it should be shown.
    fn fits(&self, text: &str) -> Result<(), String> {
        let brief = || crate::scenario::error::brief(text);
        let value = read(text).ok_or_else(brief)?;
        match self.target {
            Target::Parameter { section, name, .. } => {
                Scenario::default().set(section, name, &value).map_err(|_: Misfit| brief())
            }
            Target::Size { .. } => match value {
                Value::Integer(people)
                    if (LEGAL_SIZES[0].into()..=LEGAL_SIZES[1].into()).contains(&people) =>
                {
                    Ok(())
                }
                _ => Err(brief()),
            },
        }
    }

    /// The key, as columns and messages name it.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The unit in which values are counted, in words.
    pub fn unit(&self) -> &'static str {
        self.unit
    }

    /// The values that it can take.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Whether the values have an order: numbers have, words have none.
    pub fn ordered(&self) -> bool {
        match &self.values {
            Values::Levels(levels) => {
                levels.iter().all(|level| matches!(read(level), Some(Value::Number(_) | Value::Integer(_))))
            }
            Values::Range { .. } => true,
        }
    }

    /// Whether the values are spread by order of magnitude.
    pub fn logarithmic(&self) -> bool {
        matches!(self.values, Values::Range { law: Law::LogUniform, .. })
    }

    /// The value that lies at the share `at` (0 to 1) of the way.
    pub fn value(&self, at: f64) -> String {
        match &self.values {
            Values::Levels(levels) => {
                let level = (at.clamp(0.0, 1.0) * levels.len() as f64) as usize;
                levels[level.min(levels.len() - 1)].clone()
            }
            &Values::Range { low, high, law } => {
                let value = law.quantile(at, low, high);
                let whole = match self.target {
                    Target::Parameter { whole, .. } => whole,
                    Target::Size { .. } => true,
                };
                if whole { format!("{}", value.round()) } else { neat(value) }
            }
        }
    }

    /// Its levels: those given, or `steps` over the range from the share `ends[0]` of the way to `ends[1]`, each once
    /// (whole numbers can coincide). Each with the share of the way at which it lies.
    pub fn levels(&self, steps: usize, ends: [f64; 2]) -> Vec<(f64, String)> {
        match &self.values {
            Values::Levels(levels) => {
                let middle = |i: usize| (i as f64 + 0.5) / levels.len() as f64;
                levels.iter().enumerate().map(|(i, level)| (middle(i), level.clone())).collect()
            }
            Values::Range { .. } => {
                let last = (steps.max(2) - 1) as f64;
                let at = |i: usize| ends[0] + (ends[1] - ends[0]) * (i as f64 / last);
                let mut levels: Vec<(f64, String)> =
                    (0..steps.max(2)).map(|i| (at(i), self.value(at(i)))).collect();
                levels.dedup_by(|a, b| a.1 == b.1);
                levels
            }
        }
    }

    /// The overrides that set the factor to a value, such as `offer.complexity=0.42`.
    ///
    /// # Errors
    /// The value, when it does not fit the key.
    pub fn overrides(&self, value: &str) -> Result<Vec<String>, DesignError> {
        if let Err(found) = self.fits(value) {
            let expected = "a value that the key takes".to_owned();
            return Err(DesignError::Level { key: self.key.clone(), found, expected });
        }
        match self.target {
            Target::Parameter { .. } => Ok(vec![format!("{}={value}", self.key)]),
            Target::Size { sellers } => {
                let people: f64 = value.trim().replace('_', "").parse().unwrap_or_default();
                let salespeople = (people * sellers).round();
                let within = &self.within;
                Ok(vec![
                    format!("{within}firm.salespeople={salespeople}"),
                    format!("{within}firm.marketers={}", people - salespeople),
                ])
            }
        }
    }
}

/// What stands before a key's own name in an override: operating choices of an arm go without their section.
fn prefix(within: &str, section: &str) -> String {
    if !within.is_empty() && section == "operating" { String::new() } else { format!("{section}.") }
}

/// A key as what stands before it, its section and its name.
fn split(key: &str) -> Result<(String, String, String), DesignError> {
    let wrong = |reason: String| DesignError::Key { found: crate::scenario::error::brief(key), reason };
    let keys = Key::parse(key.trim()).map_err(|_| {
        wrong(
            "expected a key of the scenario, such as offer.complexity or arms.aligned.joint_reward"
                .to_owned(),
        )
    })?;
    let names: Vec<&str> = keys.iter().map(Key::get).collect();
    match names.as_slice() {
        [section, name] => Ok((String::new(), (*section).to_owned(), (*name).to_owned())),
        ["arms", _, rest @ ..] if rest.len() == 1 || rest.len() == 2 => {
            let arm = keys[1].display_repr();
            let section = if rest.len() == 2 { rest[0] } else { "operating" };
            if section == "plan" {
                return Err(wrong("the plan is the same for all arms".to_owned()));
            }
            Ok((format!("arms.{arm}."), section.to_owned(), rest[rest.len() - 1].to_owned()))
        }
        [name] => Err(wrong(unknown("", name))),
        _ => Err(wrong("expected a section and a name, such as offer.complexity".to_owned())),
    }
}

/// Why a key is none, with what may have been meant.
fn unknown(section: &str, name: &str) -> String {
    if section == "operating" && name == "preset" {
        return "structures are arms: name them in `arms`, not as a factor".to_owned();
    }
    let meant = parameters().find(|p| p.name == name).map(Parameter::key).or_else(|| {
        let keys: Vec<String> = parameters().map(Parameter::key).chain([SIZE.to_owned()]).collect();
        let typed = if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") };
        suggest::nearest(&typed, keys.iter().map(String::as_str)).map(str::to_owned)
    });
    match meant {
        Some(key) => format!("there is no such key; did you mean `{key}`?"),
        None => "there is no such key; `verona explain` lists them all".to_owned(),
    }
}

/// The values of a factor for which none are given.
fn default_values(declared: &Parameter, key: &str) -> Result<Values, DesignError> {
    match (declared.kind, declared.plausible) {
        (Kind::Flag, _) => Ok(Values::Levels(vec!["false".to_owned(), "true".to_owned()])),
        (Kind::Choice(words), _) => {
            Ok(Values::Levels(words.iter().map(|word| format!("\"{word}\"")).collect()))
        }
        (_, Some([low, high])) => {
            let amount = !matches!(declared.unit, "share" | "probability");
            let wide = low > 0.0 && high / low >= WIDE;
            let law = if amount && wide { Law::LogUniform } else { Law::Uniform };
            Ok(Values::Range { low, high, law })
        }
        (_, None) => Err(DesignError::Range {
            key: key.to_owned(),
            reason: "no plausible range is declared for it; give a range or levels".to_owned(),
        }),
    }
}

/// A value as TOML would read it; a bare word is a word, as after `--set`.
fn read(text: &str) -> Option<Value> {
    let text = text.trim();
    match text.parse::<toml_edit::Value>() {
        Ok(toml_edit::Value::Integer(x)) => Some(Value::Integer(*x.value())),
        Ok(toml_edit::Value::Float(x)) => Some(Value::Number(*x.value())),
        Ok(toml_edit::Value::Boolean(x)) => Some(Value::Flag(*x.value())),
        Ok(toml_edit::Value::String(x)) => Some(Value::Word(x.value().clone())),
        Ok(_) => None,
        Err(_) if text.is_empty() || text.starts_with(['"', '\'', '[', '{']) => None,
        Err(_) => Some(Value::Word(text.to_owned())),
    }
}

/// A number in nine significant digits and no more: what was simulated is what is written.
fn neat(x: f64) -> String {
    let rounded: f64 = format!("{x:.8e}").parse().unwrap_or(x);
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::{Factor, Law, Values};
    use crate::scenario::Scenario;

    fn factor(key: &str, values: Option<Values>) -> Result<Factor, String> {
        Factor::new(key, values, &Scenario::default()).map_err(|error| error.to_string())
    }

    fn levels(levels: &[&str]) -> Option<Values> {
        Some(Values::Levels(levels.iter().map(|&level| level.to_owned()).collect()))
    }

    fn range(low: f64, high: f64, law: Law) -> Option<Values> {
        Some(Values::Range { low, high, law })
    }

    #[test]
    fn without_values_a_factor_takes_the_plausible_range_by_magnitude_where_that_is_wide() {
        let plain = factor("offer.complexity", None).unwrap();
        assert_eq!(plain.values(), &Values::Range { low: 0.05, high: 0.8, law: Law::Uniform });
        assert!(factor("market.speed", None).unwrap().logarithmic());
        assert_eq!(factor("operating.escalation", None).unwrap().levels(9, [0.0, 1.0]).len(), 2);
        assert_eq!(factor("operating.handover", None).unwrap().value(0.99), "\"pod\"");
        assert!(factor("offer.deal_value", None).unwrap_err().contains("no plausible range"));
    }

    #[test]
    fn the_size_of_a_firm_keeps_the_proportion_of_its_functions() {
        let size = factor("firm.size", None).unwrap();
        assert_eq!(size.overrides("7").unwrap(), ["firm.salespeople=5", "firm.marketers=2"]);
        assert_eq!(size.overrides("56").unwrap(), ["firm.salespeople=40", "firm.marketers=16"]);
    }

    #[test]
    fn a_factor_of_one_arm_is_written_as_arms_are() {
        for key in ["arms.aligned.joint_reward", "arms.aligned.operating.joint_reward"] {
            let one = factor(key, range(0.0, 0.5, Law::Uniform)).unwrap();
            assert_eq!(one.overrides(&one.value(0.5)).unwrap(), ["arms.aligned.joint_reward=0.25"]);
        }
        let one = factor("arms.\"my arm\".market.reach", None).unwrap();
        assert_eq!(one.overrides("0.4").unwrap(), ["arms.\"my arm\".market.reach=0.4"]);
    }

    #[test]
    fn whole_numbers_are_rounded_and_each_level_comes_once() {
        let span = factor("firm.span", range(5.0, 7.0, Law::Uniform)).unwrap();
        let found: Vec<String> = span.levels(9, [0.0, 1.0]).into_iter().map(|(_, level)| level).collect();
        assert_eq!(found, ["5", "6", "7"]);
    }

    #[test]
    fn numbers_are_written_without_needless_digits() {
        let complexity = factor("offer.complexity", range(0.1, 0.4, Law::Uniform)).unwrap();
        assert_eq!(complexity.value(2.0 / 3.0), "0.3");
    }

    #[test]
    fn what_cannot_be_a_factor_is_told_with_what_would_do() {
        for (found, expected) in [
            (factor("offer.complexty", None), "did you mean `offer.complexity`?"),
            (factor("complexity", None), "did you mean `offer.complexity`?"),
            (factor("operating.preset", None), "structures are arms"),
            (factor("plan.seed", None), "the same at every point"),
            (factor("arms.aligned.plan.days", None), "the plan is the same for all arms"),
            (factor("", None), "expected a key of the scenario"),
            (
                factor("offer.complexity", levels(&["2.0"])),
                "the level `2.0` does not fit; expected a number from 0 to 1",
            ),
            (factor("operating.handover", levels(&["pood"])), "expected one of \"pool\""),
            (factor("offer.complexity", levels(&[])), "it has no level"),
            (factor("offer.complexity", levels(&["0.1", "0.1"])), "is there twice"),
            (factor("operating.handover", range(0.0, 1.0, Law::Uniform)), "it has no range"),
            (factor("offer.complexity", range(0.5, 0.5, Law::Uniform)), "does not rise"),
            (factor("offer.complexity", range(0.5, f64::NAN, Law::Uniform)), "does not rise"),
            (factor("offer.complexity", range(0.5, 1.5, Law::Uniform)), "goes beyond what is legal"),
            (factor("firm.span", range(2.5, 8.0, Law::Uniform)), "no whole numbers"),
            (factor("offer.complexity", range(0.0, 1.0, Law::LogUniform)), "needs a range above 0"),
            (
                factor("offer.complexity", range(0.0, 1.0, Law::Triangular { mode: 2.0 })),
                "the mode 2 lies outside",
            ),
            (
                factor("offer.complexity", range(0.0, 1.0, Law::Normal { mean: 90.0, sd: 1.0 })),
                "next to nothing",
            ),
            (factor("firm.size", levels(&["0"])), "expected a whole number from 1 to 100000"),
        ] {
            let message = found.unwrap_err();
            assert!(message.contains(expected), "{message} does not say {expected}");
        }
    }
}
