//! What all pictures are drawn with: fonts, patterns, paper, words and lines, each said once. Pictures for a terminal, as SVG
//! and on a report's page take them from here.

use std::fmt::Write;

/// Patterns over the colours of arms, so that no colour is needed to tell them apart: what is drawn in a square of 12.
pub(in crate::output) const PATTERNS: [&str; 7] = [
    "",
    "M0 12L12 0M-3 3L3 -3M9 15L15 9",
    "M6 5.9V6.1M0 -0.1V0.1M12 -0.1V0.1M0 11.9V12.1M12 11.9V12.1",
    "M0 3H12M0 9H12",
    "M0 0L12 12M-3 9L3 15M9 -3L15 3",
    "M3 0V12M9 0V12",
    "M0 6H12M6 0V12",
];

/// The fonts of all words in an SVG, and their ink.
const WORDS: &str =
    "text{font-family:system-ui,'Segoe UI','Helvetica Neue',Arial,'DejaVu Sans',sans-serif;fill:#1d2530}";

/// What everything is drawn on.
pub(super) const PAPER: &str = "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";

/// Width of a letter of the small font, about.
const LETTER: f64 = 6.2;

/// The beginning of an SVG, which tells those who do not see it what it shows.
pub(super) fn begun([width, height]: [f64; 2], title: &str, told: &str, style: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height:.0}\" role=\"img\" \
         aria-labelledby=\"title desc\">\n<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n\
         <style>{WORDS}{style}</style>\n",
        escaped(title),
        escaped(told),
    )
}

/// Words.
pub(super) fn text(svg: &mut String, class: &str, anchor: &str, x: f64, y: f64, words: &str) {
    let anchor = if anchor == "start" { String::new() } else { format!(" text-anchor=\"{anchor}\"") };
    let _ =
        writeln!(svg, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\"{anchor}>{}</text>", escaped(words));
}

/// A line.
pub(super) fn line(svg: &mut String, class: &str, from: [f64; 2], to: [f64; 2]) {
    let _ = writeln!(
        svg,
        "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>",
        from[0], from[1], to[0], to[1]
    );
}

/// As much of the words as fits into `width`.
pub(super) fn shortened(words: &str, width: f64) -> String {
    let fitting = (width / LETTER).max(1.0) as usize;
    if words.chars().count() <= fitting {
        return words.to_owned();
    }
    words.chars().take(fitting.saturating_sub(1)).chain(std::iter::once('…')).collect()
}

/// The next number of 1, 2 or 5 times a power of ten.
pub(in crate::output) fn round_step(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::floor(libm::log10(least)));
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * power >= least * 0.999);
    factor.unwrap_or(10.0) * power
}

/// Words as XML takes them; control characters, which it does not, become spaces.
pub(in crate::output) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A letter for each arm: the first of its name that no arm before it has.
pub fn letters(arms: &[String]) -> Vec<char> {
    let mut taken: Vec<char> = Vec::new();
    for arm in arms {
        let own = arm.chars().filter(|c| c.is_ascii_alphabetic()).map(|c| c.to_ascii_uppercase());
        let letter = own.chain('A'..='Z').chain('0'..='9').find(|c| !taken.contains(c)).unwrap_or('?');
        taken.push(letter);
    }
    taken
}
