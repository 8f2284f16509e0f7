//! How parameters, ranges and values are put into words, the same in errors, explanations and the reference page.

pub(super) use super::numbers::number;
use super::registry::{Parameter, Takes, Value};
use super::suggest;

/// A range in words: "0 to 1".
pub(super) fn range([low, high]: [f64; 2]) -> String {
    format!("{} to {}", number(low), number(high))
}

/// What a parameter takes: kind, range and unit.
pub(super) fn expected(parameter: &Parameter) -> String {
    match parameter.kind {
        Takes::Number | Takes::Integer => {
            let unit = match parameter.unit {
                "number" => String::new(),
                unit => format!(" ({unit})"),
            };
            format!("{} from {}{unit}", parameter.kind, range(parameter.legal))
        }
        Takes::Flag | Takes::Choice(_) => parameter.kind.to_string(),
    }
}

/// A user's number as found.
pub(super) fn found(value: &Value) -> String {
    match value {
        Value::Number(x) if x.is_nan() => "nan (not a number)".to_owned(),
        Value::Number(x) => format!("{x:?}"),
        Value::Integer(_) | Value::Flag(_) | Value::Word(_) => value.to_string(),
    }
}

/// A value as TOML; a number keeps its decimal point so that it reads back exactly.
pub(super) fn toml(value: &Value) -> String {
    match value {
        Value::Number(x) if x.is_nan() => "nan".to_owned(),
        Value::Number(x) => format!("{x:?}"),
        Value::Integer(_) | Value::Flag(_) | Value::Word(_) => value.to_string(),
    }
}

/// A value as people write it in TOML: no needless ".0".
pub(super) fn neat(value: &Value) -> String {
    match value {
        Value::Number(x) if x.is_finite() && x.abs() < 1e15 => format!("{x}"),
        _ => toml(value),
    }
}

/// A line of a scenario file that sets the parameter to its default.
pub(super) fn line(parameter: &Parameter) -> String {
    format!("{} = {}", parameter.name, neat(&(parameter.default)()))
}

/// A value other than the default, to show how the parameter is written.
pub(super) fn example(parameter: &Parameter) -> Value {
    let default = (parameter.default)();
    match (parameter.kind, &default) {
        (Takes::Flag, Value::Flag(flag)) => Value::Flag(!flag),
        (Takes::Choice(words), Value::Word(word)) => {
            let other = words.iter().find(|other| **other != word.as_str());
            other.map_or(default, |other| Value::Word((*other).to_owned()))
        }
        (Takes::Number, _) => match parameter.plausible {
            Some([_, high]) => Value::Number(high),
            None if parameter.legal == [0.0, 1.0] && default == Value::Number(0.0) => Value::Number(0.3),
            None => default,
        },
        (Takes::Integer, _) => match parameter.plausible {
            Some([_, high]) => Value::Integer(high as i64),
            None => default,
        },
        _ => default,
    }
}

/// Help for a number out of range.
pub(super) fn range_help(parameter: &Parameter, value: &Value) -> Option<String> {
    let x = match value {
        Value::Number(x) => *x,
        Value::Integer(i) => *i as f64,
        Value::Flag(_) | Value::Word(_) => return None,
    };
    let share = parameter.legal[1] <= 1.0 && parameter.kind == Takes::Number;
    if share && (2.0..=100.0).contains(&x) {
        let percent = (x * 10.0).round() / 1000.0;
        return Some(format!("a share is a fraction of one: write {percent} for {} %", number(x)));
    }
    if parameter.section.starts_with("programmes.") {
        // The default of a day or a dose is merely an example.
        return Some(format!("write it as `{}`, for example", line(parameter)));
    }
    Some(format!("the default is {}", neat(&(parameter.default)())))
}

/// Whether a text is a number whose thousands are parted: groups of three digits after the first.
fn in_thousands(text: &str) -> bool {
    let mut groups = text.split([',', '\'', ' ', '\u{a0}', '\u{202f}']);
    let digits = |group: &str| group.chars().all(|c| c.is_ascii_digit());
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()) && digits(group));
    let rest: Vec<&str> = groups.collect();
    first && !rest.is_empty() && rest.iter().all(|group| group.len() == 3 && digits(group))
}

/// Help for a text that is a number whose thousands may be parted by points: both readings where there are two.
fn pointed_thousands(text: &str) -> Option<String> {
    let grouped = text.replace('.', "");
    if !text.contains('.') || !in_thousands(&text.replace('.', ",")) || text.starts_with('0') {
        return None;
    }
    Some(match text.parse::<f64>() {
        Ok(value) => format!("it could mean {} or {grouped}: write one of them without quotes", plain(value)),
        Err(_) => format!("write {} without quotes and without points", super::error::brief(&grouped)),
    })
}

/// The value of a text such as "1.2 m", "60k" or "$60,000", where a sign of a currency or a word of magnitude stands at its number.
fn with_magnitude(text: &str) -> Option<f64> {
    let bare = text.trim_matches(['$', '\u{20ac}', '\u{a3}']).trim().to_lowercase();
    let (marked, text) = (bare != text.to_lowercase(), bare);
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(text.len());
    let (digits, unit) = (&text[..end], text[end..].trim());
    let times = match unit {
        "" if marked => 1.0,
        "k" | "thousand" => 1e3,
        "m" | "mn" | "million" | "millions" => 1e6,
        _ => return None,
    };
    // "60,000" parts thousands; what else a comma could be is not guessed.
    let whole = if in_thousands(digits) { digits.replace(',', "") } else { digits.to_owned() };
    // The sign of a currency alone makes no number of what is none; and a point before three digits is read in two ways.
    let clear = whole.split_once('.').is_none_or(|(_, decimals)| decimals.len() < 3);
    whole
        .parse::<f64>()
        .ok()
        .filter(|value| clear && value.is_finite())
        .map(|value| (value * times * 1e6).round() / 1e6)
}

/// A number as TOML takes it.
fn plain(value: f64) -> String {
    format!("{value}")
}

/// Help for a value of the wrong kind.
pub(super) fn kind_help(parameter: &Parameter, value: &Value) -> Option<String> {
    match (parameter.kind, value) {
        (Takes::Integer, Value::Number(x)) if x.is_finite() && x.abs() < 1e15 => {
            if x.trunc() == *x {
                Some(format!("write {} without the decimal point", neat(value)))
            } else {
                Some(format!("write {} or {}", number(x.floor()), number(x.ceil())))
            }
        }
        (Takes::Number | Takes::Integer, Value::Word(word)) => {
            let bare = word.trim();
            if parameter.kind == Takes::Number
                && let Some(percent) = bare.strip_suffix('%').and_then(|x| x.trim().parse::<f64>().ok())
            {
                return Some(format!("a share is a fraction of one: write {}", percent / 100.0));
            }
            if let Some(readings) = pointed_thousands(bare) {
                return Some(readings);
            }
            if bare.parse::<f64>().is_ok() {
                return Some(format!("write {} without quotes", super::error::brief(bare)));
            }
            if let Some(value) = with_magnitude(bare) {
                return Some(format!("write {} without quotes", plain(value)));
            }
            let pointed = bare.replace(',', ".");
            let grouped = bare.replace([',', '\'', ' ', '\u{a0}', '\u{202f}'], "");
            if in_thousands(bare) && grouped.parse::<f64>().is_ok() {
                return Some(format!(
                    "write {} without quotes and without commas",
                    super::error::brief(&grouped)
                ));
            }
            if bare.matches(',').count() == 1 && pointed.parse::<f64>().is_ok() {
                return Some(format!("write a decimal point: {}", super::error::brief(&pointed)));
            }
            // "90 days": the number that stands there, never another.
            let number: String = bare.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            if number.parse::<f64>().is_ok() && bare[number.len()..].starts_with([' ', '\u{a0}']) {
                let unit = super::error::brief(bare[number.len()..].trim());
                return Some(format!(
                    "write {number} without quotes, if \"{unit}\" means {}",
                    parameter.unit
                ));
            }
            Some(format!("write it as `{}`, for example", line(parameter)))
        }
        (Takes::Flag, Value::Word(word)) => match word.trim().to_lowercase().as_str() {
            "yes" | "on" | "true" | "y" => Some("write true, without quotes".to_owned()),
            "no" | "off" | "false" | "n" => Some("write false, without quotes".to_owned()),
            _ => None,
        },
        (Takes::Flag, Value::Integer(1)) => Some("write true".to_owned()),
        (Takes::Flag, Value::Integer(0)) => Some("write false".to_owned()),
        (Takes::Choice(words), Value::Word(word)) => {
            suggest::nearest(word, words.iter().copied()).map(|near| format!("did you mean \"{near}\"?"))
        }
        _ => None,
    }
}

/// Words as TOML, as a value or as a key.
pub(super) fn quoted(words: &str) -> String {
    toml_edit::Value::from(words).to_string()
}

/// Text that cannot end a table's cell.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_never_turns_a_number_into_another() {
        let parameter = |section, name| crate::scenario::parameter(section, name).unwrap();
        let help = |section, name, word: &str| {
            kind_help(parameter(section, name), &Value::Word(word.to_owned())).unwrap()
        };
        assert!(help("offer", "deal_value", "60,000").starts_with("write 60000 "));
        assert!(help("offer", "deal_value", "1'234'567").starts_with("write 1234567 "));
        assert_eq!(help("offer", "deal_value", "60,5"), "write a decimal point: 60.5");
        assert_eq!(
            help("offer", "cycle_small", "90 days"),
            "write 90 without quotes, if \"days\" means days"
        );
        for (word, told) in [
            ("1.2 m", "write 1200000 without quotes"),
            ("60k", "write 60000 without quotes"),
            ("$60,000", "write 60000 without quotes"),
            ("60.000", "it could mean 60 or 60000: write one of them without quotes"),
            ("1.234.567", "write 1234567 without quotes and without points"),
            ("60.50", "write 60.50 without quotes"),
        ] {
            assert_eq!(help("offer", "deal_value", word), told, "{word}");
        }
        assert_eq!(help("culture", "blame", "0.125"), "write 0.125 without quotes");
        assert_eq!(help("offer", "cycle_small", "ninety"), "write it as `cycle_small = 12`, for example");
    }

    #[test]
    fn numbers_are_parted_by_thousands_and_keep_their_decimals() {
        for (x, text) in [
            (0.0, "0"),
            (-0.5, "-0.5"),
            (999.0, "999"),
            (1_000.0, "1,000"),
            (-25_200.25, "-25,200.25"),
            (1e9, "1,000,000,000"),
            (1e17, "1e17"),
            (i64::MAX as f64, "9,223,372,036,854,775,807"),
        ] {
            assert_eq!(number(x), text);
        }
    }
}
