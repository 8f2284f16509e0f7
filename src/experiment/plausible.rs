//! Firms drawn from what is not known of one: every figure of the file that stands at its default and has a declared plausible
//! range may lie anywhere in it. What the file sets otherwise is taken as known.
//!
//! A Latin hypercube (McKay, Beckman and Conover 1979): each figure's range is cut into as many parts as there are firms, and each
//! part is used once.

use rand::seq::SliceRandom;

use super::firms::Firms;
use crate::model::random::{Draws, Purpose};
use crate::scenario::registry::{Parameter, Takes};
use crate::scenario::{Scenario, parameters};

/// What the file leaves open.
pub fn unknown(base: &Scenario) -> Vec<&'static Parameter> {
    let open = |parameter: &&'static Parameter| {
        let numeric = matches!(parameter.kind, Takes::Number | Takes::Integer);
        let fixed = ["operating", "plan"].contains(&parameter.section);
        let default = base.get(parameter.section, parameter.name) == Some((parameter.default)());
        numeric && !fixed && parameter.plausible.is_some() && default
    };
    parameters().filter(open).collect()
}

/// So many firms.
pub fn plausible(base: &Scenario, firms: usize, seed: u64) -> Firms {
    let keys = unknown(base);
    let columns: Vec<Vec<f64>> = (keys.iter().enumerate())
        .map(|(at, key)| {
            let [low, high] = key.plausible.unwrap_or(key.legal);
            let mut words = Draws::new(seed, 0).stream(Purpose::Plausible, at as u64, 0);
            let mut place: Vec<usize> = (0..firms).collect();
            place.shuffle(&mut words);
            place
                .into_iter()
                .map(|part| low + (high - low) * (part as f64 + words.uniform()) / firms as f64)
                .collect()
        })
        .collect();
    let mut out = Firms::new(keys);
    for firm in 0..firms {
        let values: Vec<f64> = columns.iter().map(|column| column[firm]).collect();
        out.push(&values);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{plausible, unknown};
    use crate::scenario::Scenario;

    #[test]
    fn what_the_file_sets_is_known_and_the_rest_lies_in_its_range() {
        let mut base = Scenario::default();
        let all = unknown(&base).len();
        base.culture.blame = 0.77;
        assert_eq!(unknown(&base).len(), all - 1);
        let firms = plausible(&base, 10, 3);
        assert_eq!(firms, plausible(&base, 10, 3));
        for (at, key) in firms.keys().iter().enumerate() {
            let [low, high] = key.plausible.unwrap();
            let mut values: Vec<f64> = firms.column(at).collect();
            assert!(values.iter().all(|x| (low..=high).contains(x)), "{}", key.key());
            // One in each tenth of the range.
            values.sort_by(f64::total_cmp);
            let whole = matches!(key.kind, crate::scenario::registry::Takes::Integer);
            let apart = values.iter().zip(0..).all(|(x, part)| {
                ((x - low) / (high - low) * 10.0 - f64::from(part) - 0.5).abs() <= 0.5 + 1e-9
            });
            assert!(whole || apart, "{}", key.key());
        }
    }
}
