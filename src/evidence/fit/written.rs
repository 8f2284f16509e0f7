//! The fitted firm as a scenario file: the user's own text with the central values in it, each with where it came from.

use toml_edit::{DocumentMut, Item, Table, Value as Toml};

use super::Fit;
use super::unknowns::number;
use crate::scenario::Scenario;
use crate::scenario::facts::Says;
use crate::scenario::registry::Parameter;

/// Significant digits of a fitted value.
const DIGITS: i32 = 4;

/// A number with as many digits as a fit bears.
pub fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let places = DIGITS - 1 - libm::floor(libm::log10(value.abs())) as i32;
    let scale = libm::pow(10.0, f64::from(places.abs()));
    if places >= 0 { libm::round(value * scale) / scale } else { libm::round(value / scale) * scale }
}

/// The names of the facts that tell of a key.
fn told_by(fit: &Fit, key: &Parameter) -> Vec<&'static str> {
    let unknown = fit.open.unknowns.iter().find(|unknown| unknown.parameters().any(|own| own == key));
    let Some(unknown) = unknown else {
        return match key.name {
            "commission" => vec!["on_target_pay"],
            _ => vec!["quota"],
        };
    };
    let shows = |says: Says| matches!(says, Says::Shows(name, _) if unknown.outcomes.contains(&name));
    fit.goals
        .iter()
        .map(|goal| goal.given.fact)
        .filter(|fact| shows(fact.says))
        .map(|fact| fact.name)
        .collect()
}

/// The text of the fitted firm. `text` is the user's own file, which keeps its order and its comments; what is no TOML gives `None`.
pub fn fitted_toml(text: &str, name: &str, fit: &Fit) -> Option<String> {
    let mut document: DocumentMut = text.trim_start_matches('\u{feff}').parse().ok()?;
    let central = fit.central();
    let firms = fit.open.firms(&fit.draws);
    for (at, key) in fit.open.keys().into_iter().enumerate() {
        let value = number(central.get(key.section, key.name));
        let mut values: Vec<f64> = firms.column(at).collect();
        values.sort_by(f64::total_cmp);
        let quantile = |share: f64| values[(share * (values.len() - 1) as f64 + 0.5) as usize];
        let comment = format!(
            "  # fitted, 90 % of plausible firms {} to {}; from {}",
            rounded(quantile(0.05)),
            rounded(quantile(0.95)),
            told_by(fit, key).join(", ")
        );
        let section = document.entry(key.section).or_insert_with(|| Item::Table(Table::new()));
        let mut written = Toml::from(rounded(value));
        written.decor_mut().set_prefix(" ");
        written.decor_mut().set_suffix(comment);
        section.as_table_like_mut()?.insert(key.name, Item::Value(written));
    }
    let met = (0..fit.goals.len()).filter(|&fact| fit.met(fact)).count();
    let head = format!(
        "# {name}, fitted to what is known of it by `verona fit`: {met} of {} facts are met within their spread.\n\
         # Values marked \"fitted\" are those of the most plausible firm; `--draws` takes the table of all of them.\n\n",
        fit.goals.len()
    );
    Some(head + &document.to_string())
}

/// The central firm with the digits that its file has.
pub fn as_written(fit: &Fit) -> Scenario {
    let mut firm = fit.central();
    for key in fit.open.keys() {
        let value = rounded(number(firm.get(key.section, key.name)));
        let _ = firm.set(key.section, key.name, &crate::scenario::registry::Value::Number(value));
    }
    firm
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn values_are_rounded_to_four_digits() {
        for (value, expected) in
            [(0.0, 0.0), (12.3456, 12.35), (0.001_234_56, 0.001_235), (60_123.4, 60_120.0), (-1.0, -1.0)]
        {
            assert!((rounded(value) - expected).abs() < 1e-12, "{value} is {}", rounded(value));
        }
    }
}
