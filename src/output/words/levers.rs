//! What to do next, in sentences: the best move, what it costs to be wrong, and how it was found.

use super::list::listed;
use super::number::percent;
use super::reasons;
use crate::evidence::levers::{Found, ROUNDS, regret_of_best};
use crate::evidence::{Paired, Pays};
use crate::experiment::levers::Sort;
use crate::scenario::numbers::counted;
use crate::scenario::{Scenario, parameter};

/// A sum of money of the whole firm, rounded to two digits of what is known of it, with `+` where it is gained; no sign for
/// a half-width.
pub fn money(value: f64, half: f64) -> String {
    let text = reasons::amount(value, half);
    if value == half { text.trim_start_matches('+').to_owned() } else { text }
}

/// "24 months".
fn horizon(months: u32) -> String {
    if months == 1 { "a month".to_owned() } else { format!("{months} months") }
}

/// The best move, with what it brings, costs on the way, and how sure that is; and what it is worth to do nothing.
pub fn verdict(found: &[Found], months: u32) -> String {
    let Some(best) = found.first() else { return "There is nothing to try.".to_owned() };
    let path = &best.pulled.trajectory;
    let value = &path.value;
    let half = (value.ci_high - value.ci_low) / 2.0;
    let over = horizon(months);
    if let Some(words) = unseen(&best.lever.name, value, &over) {
        return words;
    }
    if value.mean <= 0.0 {
        return format!(
            "Doing nothing is best: of everything that was tried, {} comes nearest, and costs {} over {over} (95 % interval {} to {}).",
            best.lever.name,
            money(-value.mean, half).trim_start_matches('+'),
            money(-value.ci_high, half),
            money(-value.ci_low, half),
        );
    }
    let mut out = format!(
        "{} brings most: {} for the whole firm over {over} (95 % interval {} to {}), {} of it cash, and more than doing nothing in {} \
         of futures",
        capital(&best.lever.name),
        money(value.mean, half),
        money(value.ci_low, half),
        money(value.ci_high, half),
        money(best.pulled.cash.mean, half),
        percent(path.pays.share),
    );
    if path.verdict() != Pays::Yes {
        out.push_str("; chance alone could explain it");
    }
    match (path.dip, path.break_even) {
        (Some(dip), Some(days)) => out.push_str(&format!(
            ". It dips to {} in month {} and breaks even after {days} working days.",
            money(dip.at.mean, half),
            dip.month
        )),
        (Some(dip), None) => {
            out.push_str(&format!(". It dips to {} in month {}.", money(dip.at.mean, half), dip.month));
        }
        _ => out.push('.'),
    }
    // Others that cannot be told apart from the best.
    let close: Vec<&str> = found[1..]
        .iter()
        .filter(|other| {
            let differences = best.ends.iter().zip(&other.ends).map(|(a, b)| a - b);
            let tail = 0.05 / (found.len() - 1).max(1) as f64;
            !Paired::with_tail(differences, tail).decided()
        })
        .map(|other| other.lever.name.as_str())
        .collect();
    match close.as_slice() {
        [] => {}
        names if names.len() <= 3 => out.push_str(&format!(" It cannot be told from {}.", listed(names))),
        names => {
            out.push_str(&format!(" It cannot be told from {} others, {} first.", names.len(), names[0]))
        }
    }
    out
}

/// What is said where the best move brings nothing that its interval leaves to be seen; nothing where it brings or costs something.
fn unseen(name: &str, value: &Paired, over: &str) -> Option<String> {
    let half = (value.ci_high - value.ci_low) / 2.0;
    if value.mean == 0.0 && half == 0.0 {
        return Some(format!(
            "Nothing that was tried changes anything: {name}, named first, leaves the firm over {over} as it is in every future."
        ));
    }
    let rounded = money(value.mean, half);
    rounded.chars().all(|c| matches!(c, '0' | '.' | '-')).then(|| {
        format!(
            "Nothing that was tried brings anything that can be seen: {name} comes first, and what it brings over {over} cannot be told \
             from zero (95 % interval {} to {}).",
            money(value.ci_low, half),
            money(value.ci_high, half),
        )
    })
}

/// Moves whose choices are told of, and choices told of at most.
const MOVES: usize = 3;
const CHOICES: usize = 4;

/// What the choices of the first moves are, and what they are today; nothing of structures, which change a dozen.
pub fn meanings(found: &[Found], today: &Scenario) -> String {
    let mut keys: Vec<&str> = Vec::new();
    let mut told = Vec::new();
    let moves = found.iter().take(MOVES).filter(|found| found.lever.sort != Sort::Structure);
    for (key, _) in moves.flat_map(|found| found.lever.choices()) {
        let (Some(parameter), Some(now)) = (parameter("operating", key), today.get("operating", key)) else {
            continue;
        };
        if !keys.contains(key) && keys.len() < CHOICES {
            keys.push(key);
            let about = parameter.about().trim_end_matches('.');
            told.push(format!("{key} is \"{about}\", {} today", now.to_string().replace('"', "")));
        }
    }
    match told.is_empty() {
        true => String::new(),
        false => format!("In these moves, {}; `verona explain operating.NAME` tells more.", told.join("; ")),
    }
}

/// What it costs to be wrong.
pub fn wrong(found: &[Found]) -> String {
    let Some(best) = found.first() else { return String::new() };
    let value = &best.pulled.trajectory.value;
    let half = (value.ci_high - value.ci_low) / 2.0;
    let ends: Vec<Vec<f64>> = found.iter().map(|found| found.ends.clone()).collect();
    let against = regret_of_best(&ends, 0);
    let loses = 1.0 - best.pulled.trajectory.pays.share;
    let mut out = format!("What it costs to be wrong about {}: ", best.lever.name);
    if loses > 0.0 {
        out.push_str(&format!(
            "in {} of futures it brings less than doing nothing; that costs {} on average over all futures, and the worst tenth ends \
             at {}. ",
            percent(loses),
            money(best.pulled.regret, half).trim_start_matches('+'),
            money(best.pulled.worst_tenth, half),
        ));
    } else {
        out.push_str(&format!(
            "in none of the futures does it bring less than doing nothing; the worst tenth ends at {}. ",
            money(best.pulled.worst_tenth, half)
        ));
    }
    out.push_str(&format!(
        "Whoever knew the future would choose another move now and then, and have {} more on average.",
        money(against, half).trim_start_matches('+')
    ));
    out
}

/// How it was found.
pub fn basis(found: &[Found], dropped: &[(String, Sort, f64, usize)]) -> String {
    let futures = found.first().map_or(0, |found| found.ends.len());
    let race: u32 = ROUNDS.iter().sum();
    format!(
        "{} were tried. A race over {race} futures left {} of them; what is told of these comes from {} \
         that had no part in choosing them, with intervals that allow for their number.",
        counted(found.len() + dropped.len(), "move"),
        found.len(),
        counted(futures, "fresh future"),
    )
}

/// With a capital first letter, where the first word is no name of a key.
fn capital(text: &str) -> String {
    if text.split(' ').next().is_some_and(|word| word.contains('_')) || text.contains('=') {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::unseen;
    use crate::evidence::Paired;

    #[test]
    fn a_move_that_brings_nothing_is_told_in_words_and_not_as_a_zero() {
        let told = |values: &[f64]| unseen("liaison", &Paired::of(values.iter().copied()), "24 months");
        assert!(
            told(&[0.0, 0.0, 0.0]).is_some_and(|words| words.starts_with("Nothing that was tried changes"))
        );
        let small = told(&[900_000.0, -899_000.0, 1_000_000.0, -1_000_000.0]).unwrap_or_default();
        assert!(small.contains("cannot be told from zero (95 % interval -"), "{small}");
        assert_eq!(told(&[900.0, 1_000.0, 1_100.0]), None);
        assert_eq!(told(&[-900.0, -1_000.0, -1_100.0]), None);
    }
}
