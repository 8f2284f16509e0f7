//! Numbers and units as people read them: rounded to what the uncertainty supports, thousands apart, shares in per
//! cent. Machines get the unrounded numbers, in JSON and CSV.

use crate::model::outcome::{Measure, OUTCOMES, Outcome};

/// What stands where nothing could be measured.
pub const NOTHING: &str = "–";

/// How a measure's numbers are shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The value is multiplied by this before it is shown: 100 for shares.
    pub scale: f64,
    /// Digits after the point.
    pub decimals: usize,
}

impl Style {
    /// The style for a measure, with as many digits as tell the values apart: two digits of the widest half-width,
    /// but no more than six of the largest value; four of these where there is no half-width.
    pub fn of(
        measure: &Measure,
        values: impl Iterator<Item = f64>,
        half_widths: impl Iterator<Item = f64>,
    ) -> Self {
        let scale = if is_share(measure) { 100.0 } else { 1.0 };
        let largest = |numbers: &mut dyn Iterator<Item = f64>| {
            numbers.filter(|x| x.is_finite()).map(|x| x.abs() * scale).fold(0.0, f64::max)
        };
        let width = largest(&mut { half_widths });
        let size = largest(&mut { values });
        // The power of ten of the last digit that is worth showing.
        let digit = |number: f64| libm::floor(libm::log10(number));
        let last = match (width > 0.0, size > 0.0) {
            (true, true) => (digit(width) - 1.0).max(digit(size) - 5.0),
            (true, false) => digit(width) - 1.0,
            (false, true) => digit(size) - 3.0,
            (false, false) => 0.0,
        };
        Self { scale, decimals: (-last).clamp(0.0, 4.0) as usize }
    }

    /// One number.
    pub fn show(&self, value: f64) -> String {
        if !value.is_finite() {
            return NOTHING.to_owned();
        }
        let text = format!("{:.*}", self.decimals, value * self.scale);
        // What rounds to zero is shown without a sign.
        let text = match text.strip_prefix('-') {
            Some(digits) if digits.chars().all(|c| c == '0' || c == '.') => digits.to_owned(),
            _ => text,
        };
        thousands(&text)
    }

    /// One number with the half-width of its interval, where it has one.
    pub fn show_with(&self, value: f64, half_width: f64) -> String {
        if value.is_finite() && half_width.is_finite() {
            format!("{} ± {}", self.show(value), self.show(half_width))
        } else {
            self.show(value)
        }
    }
}

/// Whether a measure is a share, which people read in per cent.
fn is_share(measure: &Measure) -> bool {
    measure.unit == "share" || measure.unit.starts_with("share per")
}

/// The unit as the tables show it.
pub fn unit(measure: &Measure) -> String {
    let words = match measure.unit.strip_prefix("share") {
        Some(rest) if is_share(measure) => format!("%{rest}"),
        _ => measure.unit.to_owned(),
    };
    match words.split_once(" per ") {
        Some((what, each)) => format!("{what}/{}", each.replace(" per ", "·")),
        None => words,
    }
}

/// The unit in a sentence: what follows a number.
pub fn unit_words(measure: &Measure) -> String {
    match measure.unit.strip_prefix("share") {
        Some(rest) if is_share(measure) => format!("percentage points{rest}"),
        // A sum of money needs no unit but whose and when.
        _ => measure.unit.trim_start_matches("money ").to_owned(),
    }
}

/// What follows an amount of profit in a sentence.
pub fn profit_unit() -> String {
    unit_words(&OUTCOMES[Outcome::ProfitPerHead as usize])
}

/// Puts a comma between thousands.
pub(crate) fn thousands(text: &str) -> String {
    let start = text.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let end = text.find('.').unwrap_or(text.len());
    let mut out = String::with_capacity(text.len() + text.len() / 3);
    for (i, c) in text.char_indices() {
        if i > start && i < end && (end - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

/// Words in lines of at most `width` columns (a longer word has a line of its own), each after `indent`.
pub fn wrapped(words: &str, width: usize, indent: &str) -> String {
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        let used = lines.last().map_or(0, |line| line.chars().count());
        if used > 0 && indent.len() + used + 1 + word.chars().count() > width {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
    }
    lines.iter().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
}

/// A whole number as people read it: thousands parted by commas.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A share as a whole per cent; what is not all of it is never rounded up to 100 %, nor what is not nothing down to 0 %.
pub fn percent(share: f64) -> String {
    if !share.is_finite() {
        return NOTHING.to_owned();
    }
    let rounded = (share * 100.0).round();
    let kept = if share < 1.0 { rounded.min(99.0) } else { rounded };
    format!("{} %", if share > 0.0 { kept.max(1.0) } else { kept })
}

#[cfg(test)]
mod tests {
    use super::{NOTHING, Style, percent, unit};
    use crate::model::outcome::{OUTCOMES, Outcome};

    const MONEY: Style = Style { scale: 1.0, decimals: 0 };

    #[test]
    fn numbers_are_grouped_by_thousands_with_and_without_sign_and_decimals() {
        assert_eq!(MONEY.show(1_234_567.4), "1,234,567");
        assert_eq!(MONEY.show(-123_456.0), "-123,456");
        assert_eq!(MONEY.show(999.0), "999");
        assert_eq!(Style { scale: 1.0, decimals: 2 }.show(-1234.5), "-1,234.50");
    }

    #[test]
    fn what_rounds_to_zero_has_no_sign_and_what_is_unknown_no_number() {
        assert_eq!(MONEY.show(-0.2), "0");
        assert_eq!(MONEY.show(f64::NAN), NOTHING);
        assert_eq!(MONEY.show_with(f64::NAN, 3.0), NOTHING);
        assert_eq!(MONEY.show_with(12.0, f64::NAN), "12");
    }

    #[test]
    fn digits_follow_the_uncertainty() {
        let leakage = &OUTCOMES[Outcome::LeadLeakage as usize];
        let style = Style::of(leakage, [0.234_56].into_iter(), [0.012].into_iter());
        assert_eq!(style.show_with(0.234_56, 0.012), "23.5 ± 1.2");
        let profit = &OUTCOMES[Outcome::ProfitPerHead as usize];
        let style = Style::of(profit, [45_678.9].into_iter(), [1_234.0].into_iter());
        assert_eq!(style.show_with(45_678.9, 1_234.0), "45,679 ± 1,234");
        let style = Style::of(profit, [45_678.9].into_iter(), [1e-11].into_iter());
        assert_eq!(style.show_with(45_678.9, 1e-11), "45,678.9 ± 0.0", "rounding noise is no precision");
    }

    #[test]
    fn units_are_short_and_shares_are_per_cent() {
        assert_eq!(unit(&OUTCOMES[Outcome::ProfitPerHead as usize]), "money/head·year");
        assert_eq!(unit(&OUTCOMES[Outcome::Churn as usize]), "%/year");
        assert_eq!(unit(&OUTCOMES[Outcome::LeadLeakage as usize]), "%");
    }

    #[test]
    fn nearly_all_is_not_all() {
        assert_eq!(percent(0.999), "99 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(percent(0.001), "1 %");
    }
}
