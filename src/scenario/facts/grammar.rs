//! How a leader writes a figure: `60,000`, `22 %`, `90 days`, `64 working days`, `1.2 m`, `22 % ± 3`.
//!
//! Commas part thousands and the decimal sign is a point, as everywhere in Verona. What could be read in two ways is refused with both
//! readings, since a mistaken thousand is the dearest slip that such a file can hold.

use super::Measure;
use crate::scenario::calendar::{MONTHS_A_YEAR, WEEK};
use crate::scenario::wording;

/// A figure with its spread, in the unit of its measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The value.
    pub value: f64,
    /// Half of its 95 % interval, where given.
    pub spread: Option<f64>,
}

/// Reads a figure.
///
/// # Errors
/// What is wrong with it, as words that follow "cannot be read: ", with how to mend it.
pub fn read_amount(measure: Measure, text: &str) -> Result<Amount, String> {
    let (value, spread) = parts(text);
    let (value, unit) = quantity(measure, value)?;
    let spread = match spread {
        None => None,
        Some(words) => {
            let (number, own) = number(words)?;
            // "22 % ± 3" are three points; "90 days ± 10" are ten days.
            let own = if own.is_empty() { unit } else { own };
            Some(number * factor(measure, own)?)
        }
    };
    match spread {
        Some(spread) if spread < 0.0 => Err("a spread is not below 0".to_owned()),
        spread => Ok(Amount { value, spread }),
    }
}

/// The value's words and the spread's.
fn parts(text: &str) -> (&str, Option<&str>) {
    for sign in ["\u{b1}", "+/-", "+-"] {
        if let Some((value, spread)) = text.split_once(sign) {
            return (value, Some(spread));
        }
    }
    (text, None)
}

/// A value in the measure's unit, and the unit's word.
fn quantity(measure: Measure, text: &str) -> Result<(f64, &str), String> {
    let (number, unit) = number(text)?;
    if measure == Measure::Share && unit.is_empty() && number > 1.0 {
        return Err(format!("write \"{number} %\" for {number} per cent"));
    }
    if measure == Measure::Money
        && unit.is_empty()
        && text.trim().split_once('.').is_some_and(|(_, d)| d.len() == 3)
    {
        let digits = text.trim().replace('.', "");
        return Err(format!("it could mean {number} or {digits}: write \"{number:.2}\" or \"{digits}\""));
    }
    Ok((number * factor(measure, unit)?, unit))
}

/// A number and the words after it.
fn number(text: &str) -> Result<(f64, &str), String> {
    let text = text.trim().trim_start_matches(['$', '\u{20ac}', '\u{a3}']).trim_start();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '_')))
        .unwrap_or(text.len());
    let (digits, unit) = (&text[..end], text[end..].trim());
    if digits.contains(',') {
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let mut groups = whole.trim_start_matches('-').split(',');
        let first = groups.next().unwrap_or_default();
        let parted =
            (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3) && !decimals.contains(',');
        if !parted {
            return Err("commas part thousands, and decimals follow a point".to_owned());
        }
    }
    let plain: String = digits.chars().filter(|c| !matches!(c, ',' | '_')).collect();
    let number: f64 = plain.parse().map_err(|_| "it does not begin with a number".to_owned())?;
    Ok((number, unit))
}

/// What a unit's word is worth in the measure's unit.
fn factor(measure: Measure, unit: &str) -> Result<f64, String> {
    let unit = unit.to_lowercase();
    let week = 7.0 / f64::from(WEEK);
    let found = match (measure, unit.as_str()) {
        (Measure::Share, "") => 1.0,
        (Measure::Share, "%" | "percent" | "per cent" | "points" | "% points") => 0.01,
        (Measure::Days, "" | "day" | "days" | "d" | "calendar days" | "calendar day") => 1.0,
        (Measure::Days, "working days" | "working day" | "business days" | "workdays") => week,
        (Measure::Days, "week" | "weeks") => 7.0,
        (Measure::Days, "month" | "months") => 365.25 / MONTHS_A_YEAR,
        (Measure::Hours, "" | "hour" | "hours" | "h" | "working hours") => 1.0,
        (Measure::Hours, "minute" | "minutes" | "min") => 1.0 / 60.0,
        (Measure::Hours, "working day" | "working days") => 8.0,
        (Measure::Money | Measure::Count | Measure::People, "") => 1.0,
        (Measure::Money, "k" | "thousand") => 1e3,
        (Measure::Money, "m" | "million") => 1e6,
        _ => return Err(format!("{} is no unit of it: {}", brief(&unit), units(measure))),
    };
    Ok(found)
}

fn brief(unit: &str) -> String {
    format!("`{}`", crate::scenario::error::brief(unit))
}

fn units(measure: Measure) -> &'static str {
    match measure {
        Measure::People | Measure::Count => "a number stands alone",
        Measure::Money => "a sum of money stands alone, or with `k` or `m`",
        Measure::Share => "a share has `%`, or is a fraction of one",
        Measure::Days => "write `days`, `working days`, `weeks` or `months`",
        Measure::Hours => "write `hours` or `minutes`, which are of working time, or `working days`",
    }
}

/// What a measure takes, in words.
pub(super) fn kind(measure: Measure) -> &'static str {
    match measure {
        Measure::People => "a number of people",
        Measure::Count => "a number",
        Measure::Money => "a sum of money",
        Measure::Share => "a share",
        Measure::Days => "a time in days",
        Measure::Hours => "a time in hours",
    }
}

/// A value with its unit, as people read it.
pub(super) fn told(measure: Measure, value: f64) -> String {
    let number = bare(measure, value);
    match measure {
        Measure::Share => format!("{number} %"),
        Measure::Days => format!("{number} days"),
        Measure::Hours => format!("{number} hours"),
        Measure::People | Measure::Count | Measure::Money => number,
    }
}

/// A value without its unit, with the digits that it can bear.
pub(super) fn bare(measure: Measure, value: f64) -> String {
    let value = if measure == Measure::Share { 100.0 * value } else { value };
    let decimals = match value.abs() {
        x if x >= 100.0 || x == 0.0 || measure == Measure::People => 0,
        x if x >= 10.0 => 1,
        _ => 2,
    };
    let scale = libm::pow(10.0, f64::from(decimals));
    let rounded = libm::round(value * scale) / scale;
    if rounded.is_finite() { wording::number(rounded) } else { "\u{2013}".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_as_leaders_write_them() {
        for (measure, text, value, spread) in [
            (Measure::Money, "60,000", 60_000.0, None),
            (Measure::Money, "$1,234,567.50", 1_234_567.5, None),
            (Measure::Money, "1.2 m", 1_200_000.0, None),
            (Measure::Money, "60k \u{b1} 3k", 60_000.0, Some(3_000.0)),
            (Measure::Share, "22 % \u{b1} 3", 0.22, Some(0.03)),
            (Measure::Share, "0.22 +/- 0.03", 0.22, Some(0.03)),
            (Measure::Days, "64 working days", 89.6, None),
            (Measure::Days, "3 months", 91.3125, None),
            (Measure::Days, "90 days +- 10", 90.0, Some(10.0)),
            (Measure::Hours, "90 minutes", 1.5, None),
            (Measure::Count, "35", 35.0, None),
        ] {
            let read = read_amount(measure, text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert!((read.value - value).abs() < 1e-9, "{text} is {}", read.value);
            assert_eq!(
                read.spread.map(|x| (x * 1e9).round()),
                spread.map(|x: f64| (x * 1e9).round()),
                "{text}"
            );
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for (measure, text, words) in [
            (Measure::Share, "22", "write \"22 %\""),
            (Measure::Money, "60.000", "it could mean 60 or 60000"),
            (Measure::Money, "6,00", "commas part thousands"),
            (Measure::Days, "90 hours", "write `days`"),
            (Measure::Count, "many", "does not begin with a number"),
            (Measure::Count, "5 \u{b1} -1", "a spread is not below 0"),
            (Measure::Count, "", "does not begin with a number"),
        ] {
            let error = read_amount(measure, text).expect_err(text);
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
