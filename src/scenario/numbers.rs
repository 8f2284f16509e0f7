//! Numbers and counted things as people read them.

/// A number as people read it: thousands parted by commas, no needless decimals.
pub(super) fn number(x: f64) -> String {
    let magnitude = x.abs();
    if (1e15..9.2e18).contains(&magnitude) {
        return format!("{x:e}");
    }
    let plain = if magnitude >= 1e15 { format!("{}", x as i64) } else { format!("{x}") };
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(w, d)| (w, Some(d)));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match decimals {
        Some(decimals) => format!("{sign}{grouped}.{decimals}"),
        None => format!("{sign}{grouped}"),
    }
}

/// A number of things: "1 point", "1,200 points".
pub fn counted(n: impl TryInto<u64>, one: &str) -> String {
    let n = n.try_into().unwrap_or(u64::MAX);
    let word = match one.strip_suffix("person") {
        _ if n == 1 => one.to_owned(),
        Some(sort) => format!("{sort}people"),
        None => match one.strip_suffix("tory") {
            Some(stem) => format!("{stem}tories"),
            None => format!("{one}s"),
        },
    };
    format!("{} {word}", number(n as f64))
}
