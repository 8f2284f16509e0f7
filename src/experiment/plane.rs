//! A plane of two factors, every combination of their levels, for a map of where each arm is best; and a line, one factor's levels, for the
//! response to it.

use std::str::FromStr;

use super::design::{DesignError, Factor, Law, Method, Values};
use super::file::{self, Experiment};
use crate::scenario::{Scenario, ScenarioError};

/// An axis: a key, and the range or the values that were asked for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Axis {
    /// The key.
    pub key: String,
    /// The range; without one, that of the experiment's own factor of the same key, else the plausible one.
    pub range: Option<[f64; 2]>,
    /// The values themselves, where they were named.
    pub values: Vec<String>,
}

/// The fewest and the most cells across or up that can be read.
const SIDES: [usize; 2] = [2, 60];

impl FromStr for Axis {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let Some((key, range)) = text.split_once('=') else {
            return Ok(Self { key: text.trim().to_owned(), ..Self::default() });
        };
        let key = key.trim().to_owned();
        if range.contains(',') {
            let values = range.split(',').map(|value| value.trim().to_owned()).collect();
            return Ok(Self { key, range: None, values });
        }
        let ends = range
            .split_once("..")
            .and_then(|(low, high)| Some([low.trim().parse().ok()?, high.trim().parse().ok()?]));
        let range = ends.ok_or(
            "expected a key and a range, such as firm.size=8..240, or values, such as firm.size=8,40,240",
        )?;
        Ok(Self { key, range: Some(range), values: Vec::new() })
    }
}

/// Cells across and up, such as `7x7`.
///
/// # Errors
/// Words for the user where there are too few or too many of them.
pub fn levels(text: &str) -> Result<[usize; 2], String> {
    let sides = text.split_once(['x', 'X', '×']);
    let sides = sides.and_then(|(x, y)| Some([x.trim().parse().ok()?, y.trim().parse().ok()?]));
    let [least, most] = SIDES;
    sides
        .filter(|sides: &[usize; 2]| sides.iter().all(|side| (least..=most).contains(side)))
        .ok_or_else(|| format!("expected two whole numbers from {least} to {most}, such as 7x7"))
}

/// Whether a text is an experiment and not a scenario: it has a design.
pub fn is_experiment(text: &str) -> bool {
    toml_edit::Document::parse(text).is_ok_and(|document| document.as_table().contains_key("design"))
}

/// A firm as an experiment with a design that is to be replaced.
///
/// # Errors
/// [`ScenarioError`] with all that is wrong in the scenario.
pub fn firm(text: &str, origin: &str, set: &[String]) -> Result<Experiment, ScenarioError> {
    let text =
        format!("{text}\n[design]\nmethod = \"factorial\"\n[factors.\"offer.complexity\"]\nlevels = [0.3]\n");
    file::load(&text, origin, set, &mut |_: &str| Err(std::io::ErrorKind::NotFound.into()))
}

/// The experiment at every combination of the levels of two factors, the second of which, the horizontal one, changes
/// faster. `levels` are cells across and up.
///
/// # Errors
/// [`DesignError`] when a key cannot be a factor or has no such range.
pub fn over(
    experiment: Experiment,
    x: &Axis,
    y: &Axis,
    levels: [usize; 2],
) -> Result<Experiment, DesignError> {
    let [across, up] = levels;
    let made = |axis, steps| factor(axis, steps, experiment.design.factors(), &experiment.study.base);
    let factors = vec![made(y, up)?, made(x, across)?];
    // Every factor has its levels by now.
    experiment.with_factors(Method::Full { levels: 2 }, factors)
}

/// The experiment along the levels of one factor.
///
/// # Errors
/// [`DesignError`] when a key cannot be a factor or has no such range or values.
pub fn along(experiment: Experiment, x: &Axis, levels: usize) -> Result<Experiment, DesignError> {
    let factor = factor(x, levels, experiment.design.factors(), &experiment.study.base)?;
    experiment.with_factors(Method::Full { levels: 2 }, vec![factor])
}

/// A factor with its levels.
fn factor(axis: &Axis, steps: usize, own: &[Factor], base: &Scenario) -> Result<Factor, DesignError> {
    if !axis.values.is_empty() {
        return Factor::new(&axis.key, Some(Values::Levels(axis.values.clone())), base);
    }
    let own =
        own.iter().find(|factor| factor.key() == axis.key && matches!(factor.values(), Values::Range { .. }));
    let values = match (axis.range, own) {
        (Some([low, high]), _) => {
            let wide = low > 0.0 && high / low >= 8.0;
            let law = match Factor::new(&axis.key, None, base) {
                Ok(declared) if declared.logarithmic() => Law::LogUniform,
                Ok(_) => Law::Uniform,
                Err(_) if wide => Law::LogUniform,
                Err(_) => Law::Uniform,
            };
            Some(Values::Range { low, high, law: if low > 0.0 { law } else { Law::Uniform } })
        }
        (None, own) => own.map(|factor| factor.values().clone()),
    };
    let ranged = Factor::new(&axis.key, values, base)?;
    let levels = ranged.levels(steps, [0.0, 1.0]).into_iter().map(|(_, value)| value).collect();
    Factor::new(&axis.key, Some(Values::Levels(levels)), base)
}

#[cfg(test)]
mod tests {
    use super::{Axis, levels};

    #[test]
    fn an_axis_is_a_key_with_or_without_a_range() {
        let read = |text: &str| text.parse::<Axis>();
        assert_eq!(read("firm.size").unwrap(), Axis { key: "firm.size".to_owned(), ..Axis::default() });
        assert_eq!(
            read("market.speed = 0.5..4").unwrap(),
            Axis { key: "market.speed".to_owned(), range: Some([0.5, 4.0]), values: Vec::new() }
        );
        assert_eq!(read("operating.meeting_interval=1, 5,21").unwrap().values, ["1", "5", "21"]);
        assert!(read("market.speed=0.5-4").unwrap_err().contains("such as firm.size=8..240"));
        assert_eq!(levels("3x5"), Ok([3, 5]));
        assert!(["1x5", "7", "x", "7x70", "-3x3"].iter().all(|text| levels(text).is_err()));
    }
}
