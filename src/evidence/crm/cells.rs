//! Cells: sums of money, words for nothing, and words for won and lost. What a cell alone leaves open (1.234), its column decides.

pub use super::dates::{Moment, Order, day, moment, told};

/// Whether a cell says nothing.
pub fn is_nothing(cell: &str) -> bool {
    let cell = cell.trim();
    cell.is_empty()
        || (cell.len() <= 12
            && [
                "-",
                "--",
                "\u{2013}",
                "n/a",
                "na",
                "#n/a",
                "null",
                "none",
                "nil",
                "nan",
                "unknown",
                "select",
                "(blank)",
                "undefined",
                "tbd",
                "?",
                "not set",
            ]
            .iter()
            .any(|word| cell.eq_ignore_ascii_case(word)))
}

/// A sum of money with a decimal point, with a decimal comma, and which of the two the cell proves (1 point, -1 comma, 0 neither).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sum {
    /// Read with a decimal point; not a number where it cannot be.
    pub point: f64,
    /// Read with a decimal comma.
    pub comma: f64,
    /// What the cell proves.
    pub proves: i8,
}

impl Sum {
    /// No sum.
    pub const NONE: Self = Self { point: f64::NAN, comma: f64::NAN, proves: 0 };
}

/// Reads a sum of money: signs and letters of a currency around it, thousands parted in any way.
pub fn sum(cell: &str) -> Option<Sum> {
    let cell = cell.trim();
    let negative =
        cell.starts_with('-') || cell.ends_with('-') || (cell.starts_with('(') && cell.ends_with(')'));
    let mut digits = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '0'..='9' | '.' | ',' => digits.push(c),
            // Letters and signs of a currency, thousands parted by blanks or apostrophes.
            ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}' | '-' | '+' | '(' | ')' | '$' | '\u{20ac}'
            | '\u{a3}' | '\u{a5}' => {}
            c if c.is_alphabetic() && c.is_uppercase() => {}
            _ => return None,
        }
    }
    let digits = digits.trim_matches(['.', ',']);
    let (points, commas) = (digits.matches('.').count(), digits.matches(',').count());
    let after = |sign: char| digits.rsplit_once(sign).map_or(0, |(_, after)| after.len());
    let proves = match (points, commas) {
        (0, 0) => 0,
        (_, 0) if points > 1 => -1,
        (0, _) if commas > 1 => 1,
        (1, 0) => {
            if after('.') == 3 {
                0
            } else {
                1
            }
        }
        (0, 1) => {
            if after(',') == 3 {
                0
            } else {
                -1
            }
        }
        _ => {
            if digits.rfind('.') > digits.rfind(',') {
                1
            } else {
                -1
            }
        }
    };
    let sign = if negative { -1.0 } else { 1.0 };
    let read = |thousands: char, decimal: char| -> f64 {
        let plain: String =
            digits.chars().filter(|c| *c != thousands).map(|c| if c == decimal { '.' } else { c }).collect();
        plain.parse::<f64>().map_or(f64::NAN, |value| sign * value)
    };
    let found = Sum { point: read(',', '.'), comma: read('.', ','), proves };
    (found.point.is_finite() || found.comma.is_finite()).then_some(found)
}

/// What became of a deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Not over.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
}

/// Words of stages that mean won, and lost; a stage that has one of them among its words.
const WON: &[&str] = &[
    "won",
    "win",
    "closedwon",
    "gewonnen",
    "gagn\u{e9}",
    "gagne",
    "ganada",
    "ganado",
    "vinto",
    "signed",
    "sold",
];
const LOST: &[&str] = &[
    "lost",
    "lose",
    "loss",
    "closedlost",
    "verloren",
    "perdu",
    "perdida",
    "perdido",
    "perso",
    "disqualified",
    "rejected",
    "abandoned",
    "cancelled",
    "canceled",
    "dead",
];

/// What a stage means: by the words given, else by the usual ones.
pub fn event(stage: &str, won: &[String], lost: &[String]) -> Event {
    let stage = stage.trim();
    let given = |words: &[String]| words.iter().any(|word| word.trim().eq_ignore_ascii_case(stage));
    if given(won) {
        return Event::Won;
    }
    if given(lost) {
        return Event::Lost;
    }
    let has = |known: &[&str]| {
        stage
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| known.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    match () {
        () if won.is_empty() && has(WON) => Event::Won,
        () if lost.is_empty() && has(LOST) => Event::Lost,
        () => Event::Open,
    }
}

/// Whether a cell says yes.
pub fn is_yes(cell: &str) -> bool {
    ["true", "yes", "1", "y", "wahr", "ja"].iter().any(|word| cell.trim().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_with_either_decimal_sign() {
        for (cell, point, proves) in [
            ("$1,234,567", 1_234_567.0, 1),
            ("1,234.56", 1_234.56, 1),
            ("20292.39", 20_292.39, 1),
            ("EUR 1 234.5", 1_234.5, 1),
            ("(1'200.50)", -1_200.5, 1),
            ("1000", 1_000.0, 0),
            ("1,234", 1_234.0, 0),
        ] {
            let found = sum(cell).unwrap();
            assert!((found.point - point).abs() < 1e-9 && found.proves == proves, "{cell}: {found:?}");
        }
        for (cell, comma, proves) in [
            ("1.234,56", 1_234.56, -1),
            ("1.234.567 \u{20ac}", 1_234_567.0, -1),
            ("12,5", 12.5, -1),
            ("1.234", 1_234.0, 0),
        ] {
            let found = sum(cell).unwrap();
            assert!((found.comma - comma).abs() < 1e-9 && found.proves == proves, "{cell}: {found:?}");
        }
        for cell in ["", "many", "75%", "1/2"] {
            assert_eq!(sum(cell), None, "{cell}");
        }
    }

    #[test]
    fn stages_are_known_in_the_usual_words_or_by_those_given() {
        for (stage, event_) in [
            ("Closed Won", Event::Won),
            ("closedlost", Event::Lost),
            ("Lost - price", Event::Lost),
            ("Negotiation", Event::Open),
            ("Wonderland", Event::Open),
        ] {
            assert_eq!(event(stage, &[], &[]), event_, "{stage}");
        }
        let words = ["Auftrag".to_owned()];
        assert_eq!(event("auftrag ", &words, &[]), Event::Won);
        assert_eq!(event("Closed Won", &words, &[]), Event::Open);
    }
}
