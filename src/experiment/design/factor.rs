//! What an experiment varies: a key of the scenario, for the firm and all arms or for one arm, and its values.
//!
//! A value is the text that a user would write after the key in a scenario file, so that a point of a design is a list
//! of overrides such as `offer.complexity=0.42`, checked like any other.

mod written;

pub use written::SIZE;
use written::{PERSON, alike, neat, number, prefix, read, split, unknown};

use super::cell;
use super::error::DesignError;
use super::law::Law;
use crate::model::math::ln;
use crate::scenario::persons::Traits;
use crate::scenario::registry::{Misfit, Parameter, Section, Takes, Value};
use crate::scenario::{Scenario, parameter};

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
    /// Everything from low to high. Where the key takes whole numbers, each stands for all within half of it, so that the
    /// ends weigh as much as the others.
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
    /// One parameter, by section and name.
    Parameter { section: &'static str, name: &'static str },
    /// The number of people, of whom this share sell.
    Size { sellers: f64, territories: f64 },
}

/// One factor of a design.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    key: String,
    /// What stands before the key in an override, such as `arms.aligned.`; empty for the firm and all arms.
    within: String,
    target: Target,
    kind: Takes,
    legal: [f64; 2],
    values: Values,
    unit: &'static str,
}

impl Factor {
    /// A factor of the firm `base`. `key` is a key of the scenario such as `offer.complexity`, [`SIZE`], or either in
    /// one arm (`arms.aligned.joint_reward`, `arms.aligned.market.reach`), or a trait of a named person (`person.Ada.blame`). Without `values` it takes the range that the
    /// parameter declares as plausible, or all words of a choice.
    ///
    /// # Errors
    /// [`DesignError`] when there is no such key, or the values do not fit it.
    pub fn new(key: &str, values: Option<Values>, base: &Scenario) -> Result<Self, DesignError> {
        let (within, section, name) = split(key)?;
        let factor = |target, unit, values, kind, legal| Factor {
            key: format!("{within}{}{name}", prefix(&within, &section)),
            within: within.clone(),
            target,
            kind,
            legal,
            values,
            unit,
        };
        if section == "firm" && name == "size" {
            let [sellers, marketers] = [base.firm.salespeople, base.firm.marketers].map(f64::from);
            if sellers + marketers < 1.0 {
                let reason = "the firm has nobody whose proportion could be kept".to_owned();
                return Err(DesignError::Key { found: key.to_owned(), reason });
            }
            let territories = f64::from(base.market.territories) / (sellers + marketers);
            let target = Target::Size { sellers: sellers / (sellers + marketers), territories };
            let [low, high] = SIZE_RANGE;
            let values = values.unwrap_or(Values::Range { low, high, law: Law::LogUniform });
            let legal = LEGAL_SIZES.map(f64::from);
            return factor(target, "people", values, Takes::Integer, legal).checked();
        }
        let declared = match section.as_str() {
            PERSON => Traits::PARAMETERS.iter().find(|declared| declared.name == name),
            _ => parameter(&section, &name),
        };
        let Some(declared) = declared else {
            return Err(DesignError::Key { found: key.to_owned(), reason: unknown(&section, &name) });
        };
        if section == "plan" && (name == "seed" || name == "replications") {
            let reason = "it is the same at every point, so that points are compared future by future; set it in [plan]";
            return Err(DesignError::Key { found: key.to_owned(), reason: reason.to_owned() });
        }
        let target = Target::Parameter { section: declared.section, name: declared.name };
        let values = match values {
            Some(values) => values,
            None => default_values(declared, key)?,
        };
        factor(target, declared.unit, values, declared.kind, declared.legal).checked()
    }

    /// What a value of the key is, in words.
    fn expected(&self) -> String {
        match self.kind {
            Takes::Number | Takes::Integer => {
                format!("{} from {} to {}", self.kind, self.legal[0], self.legal[1])
            }
            Takes::Flag | Takes::Choice(_) => self.kind.to_string(),
        }
    }

    fn checked(self) -> Result<Self, DesignError> {
        let (kind, legal, expected) = (self.kind, self.legal, self.expected());
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
                    if let Some(same) = levels[..i].iter().find(|other| alike(other, level)) {
                        let reason = match same == level {
                            true => format!("the level `{level}` is there twice"),
                            false => {
                                format!(
                                    "the levels `{same}` and `{level}` are one and the same; write it once"
                                )
                            }
                        };
                        return Err(DesignError::Range { key: self.key.clone(), reason });
                    }
                }
            }
            &Values::Range { low, high, law } => {
                let reason = if matches!(kind, Takes::Flag | Takes::Choice(_)) {
                    Some(format!("it has no range; give levels, each {expected}"))
                } else if low >= high || low.is_nan() || high.is_nan() {
                    Some(format!("the range {low} to {high} does not rise"))
                } else if low < legal[0] || high > legal[1] {
                    Some(format!("the range {low} to {high} goes beyond what is legal; expected {expected}"))
                } else if kind == Takes::Integer && (low.fract() != 0.0 || high.fract() != 0.0) {
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
            Target::Parameter { section: PERSON, name } => {
                Traits::default().set(name, &value).map_err(|_: Misfit| brief())
            }
            Target::Parameter { section, name } => {
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
            &Values::Range { low, high, law } if self.kind == Takes::Integer => {
                // Half a number beyond either end, so that each number is met by as much of the law as lies about it.
                let value = law.quantile(at, low - 0.5, high + 0.5).round();
                format!("{}", value.clamp(low, high) + 0.0)
            }
            &Values::Range { low, high, law } => neat(law.quantile(at, low, high)),
        }
    }

    /// Of a range, the value at the share `at` of the way between its ends themselves.
    fn between(&self, low: f64, high: f64, law: Law, at: f64) -> String {
        let value = law.quantile(at, low, high);
        if self.kind == Takes::Integer { format!("{}", value.round() + 0.0) } else { neat(value) }
    }

    /// How many values it has, where it has a number of them that weigh alike: the levels of a list, the whole numbers of an
    /// even range.
    pub(super) fn alike(&self) -> Option<u64> {
        match &self.values {
            Values::Levels(levels) => Some(levels.len() as u64),
            Values::Range { low, high, law: Law::Uniform } if self.kind == Takes::Integer => {
                Some((high - low) as u64 + 1)
            }
            Values::Range { .. } => None,
        }
    }

    /// How far it is from one value to another, as a share of the whole way from the lowest to the highest, counted in the
    /// factor's own unit (in orders of magnitude over a log-uniform range). Between words, which have no order, it is the
    /// whole way, there or back. NaN for what is no value.
    pub fn way(&self, from: &str, to: &str) -> f64 {
        let [a, b] = [from, to].map(number);
        match &self.values {
            Values::Range { low, high, law: Law::LogUniform } => ln(b / a) / ln(high / low),
            Values::Range { low, high, .. } => (b - a) / (high - low),
            Values::Levels(levels) if self.ordered() => {
                let all = || levels.iter().map(|level| number(level));
                let ends = [all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max)];
                (b - a) / (ends[1] - ends[0])
            }
            Values::Levels(levels) => {
                let place = |value: &str| levels.iter().position(|level| level == value);
                match (place(from), place(to)) {
                    (Some(a), Some(b)) => f64::from(i8::from(b > a) - i8::from(b < a)),
                    _ => f64::NAN,
                }
            }
        }
    }

    /// A cell of a table as its key takes it, however the program that made the table writes such values; `comma` says that
    /// the table has decimal commas.
    ///
    /// # Errors
    /// The cell, when it does not fit the key, and what kind is wanted.
    pub fn cell(&self, text: &str, comma: bool) -> Result<String, DesignError> {
        let value = cell::read(self.kind, text, comma).unwrap_or_else(|| text.to_owned());
        self.overrides(&value).map_err(|_| DesignError::Level {
            key: self.key.clone(),
            found: crate::scenario::error::brief(text),
            expected: self.expected(),
        })?;
        Ok(value)
    }

    /// Its levels: those given, or `steps` over the range from the share `ends[0]` of the way to `ends[1]`, each once
    /// (whole numbers can coincide). Each with the share of the way at which it lies.
    pub fn levels(&self, steps: usize, ends: [f64; 2]) -> Vec<(f64, String)> {
        match &self.values {
            Values::Levels(levels) => {
                let middle = |i: usize| (i as f64 + 0.5) / levels.len() as f64;
                levels.iter().enumerate().map(|(i, level)| (middle(i), level.clone())).collect()
            }
            &Values::Range { low, high, law } => {
                let last = (steps.max(2) - 1) as f64;
                let at = |i: usize| ends[0] + (ends[1] - ends[0]) * (i as f64 / last);
                let mut levels: Vec<(f64, String)> =
                    (0..steps.max(2)).map(|i| (at(i), self.between(low, high, law, at(i)))).collect();
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
            return Err(DesignError::Level { key: self.key.clone(), found, expected: self.expected() });
        }
        match self.target {
            Target::Parameter { .. } => Ok(vec![format!("{}={value}", self.key)]),
            Target::Size { sellers, territories } => {
                let people: f64 = value.trim().replace('_', "").parse().unwrap_or_default();
                let salespeople = (people * sellers).round();
                let within = &self.within;
                let mut set = vec![
                    format!("{within}firm.salespeople={salespeople}"),
                    format!("{within}firm.marketers={}", people - salespeople),
                ];
                // A firm of another size has a market of another size.
                if territories > 0.0 {
                    let territories = (people * territories).round().max(1.0);
                    set.push(format!("{within}market.territories={territories}"));
                }
                Ok(set)
            }
        }
    }
}

/// The values of a factor for which none are given.
fn default_values(declared: &Parameter, key: &str) -> Result<Values, DesignError> {
    match (declared.kind, declared.plausible) {
        (Takes::Flag, _) => Ok(Values::Levels(vec!["false".to_owned(), "true".to_owned()])),
        (Takes::Choice(words), _) => {
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

#[cfg(test)]
mod tests;
