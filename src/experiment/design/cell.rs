//! A value as other programs write it in a table, by the kind of its key.
//!
//! Data frames turn a column of whole numbers into `4.0` as soon as one cell is missing, and some write `4.0e+00`; yes and no
//! are `TRUE` (R, spreadsheets), `True` (Python) or 1; fractions may lack their zero (`.5`) or have a comma.

use crate::scenario::registry::Takes;

/// The largest whole number up to which every one has a floating-point number of its own.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The value as a scenario file has it; `None` for what is none of that kind.
pub(super) fn read(kind: Takes, text: &str, comma: bool) -> Option<String> {
    let text = text.trim();
    match kind {
        Takes::Integer => match text.parse::<i64>() {
            Ok(number) => Some(number.to_string()),
            Err(_) => {
                let whole = |x: &f64| x.fract() == 0.0 && x.abs() <= EXACT;
                number(text, comma).filter(whole).map(|x| format!("{x:.0}"))
            }
        },
        Takes::Number => {
            let x = number(text, comma)?;
            // What a scenario file could hold stays as it was written.
            let kept = text.parse::<toml_edit::Value>().is_ok_and(|v| v.is_float() || v.is_integer());
            Some(if kept { text.to_owned() } else { format!("{x}") })
        }
        Takes::Flag => match text.to_ascii_lowercase().as_str() {
            "true" => Some("true".to_owned()),
            "false" => Some("false".to_owned()),
            _ => number(text, comma).filter(|x| *x == 0.0 || *x == 1.0).map(|x| (x == 1.0).to_string()),
        },
        Takes::Choice(_) => Some(text.to_owned()),
    }
}

fn number(text: &str, comma: bool) -> Option<f64> {
    let pointed = if comma && !text.contains('.') { text.replacen(',', ".", 1) } else { text.to_owned() };
    let digits = pointed.contains(|c: char| c.is_ascii_digit());
    pointed.parse().ok().filter(|x: &f64| digits && x.is_finite())
}
