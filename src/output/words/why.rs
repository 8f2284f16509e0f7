//! Why one way of working brings more than another, in plain words: the names of money, of what happened to leads and of hours,
//! and two lives from the day on which they part.

use super::number::{Style, percent, unit_words, wrapped};
use super::story::{Cast, WIDTH, log};
use crate::evidence::Paired;
use crate::evidence::why::MECHANISMS;
use crate::experiment::Life;
use crate::model::outcome::{Measure, OUTCOMES, Outcome};
use crate::model::trace::Event;
use std::fmt::Write as _;

/// What each of [`MECHANISMS`] means for a reader: first where the customer decides under both, then what only one way of working
/// brought to a decision.
const MEANT: [&str; MECHANISMS.len()] = [
    "chance of a deal as such",
    "worth of the leads on which customers decide",
    "skill of the salesperson",
    "time to the first response",
    "message that fits the customer",
    "quality of the steps of the sale",
    "number of people the customer has to deal with",
    "work done again after misunderstandings",
    "waiting for the other function",
    "market orientation of the salesperson",
    "fit of what is offered",
    "price that was asked",
    "value of deals",
    "leads that expired unworked",
    "leads that marketing screened out",
    "leads that salespeople refused",
    "leads found not worth an offer",
    "leads begun and left lying",
    "leads decided outside the counted days",
    "prospects that became no lead",
    "luck of single decisions",
];

/// What one of [`MECHANISMS`] means.
pub fn mechanism(at: usize) -> &'static str {
    MEANT[at]
}

/// Profit per head, in which differences are told.
pub fn profit() -> &'static Measure {
    &OUTCOMES[Outcome::ProfitPerHead as usize]
}

/// A difference with half of its interval, signed.
pub fn signed(value: &Paired, measure: &Measure) -> String {
    let half = (value.ci_high - value.ci_low) / 2.0;
    let style = Style::of(measure, std::iter::once(value.mean), std::iter::once(half));
    let shown = style.show_with(value.mean, half);
    if value.mean > 0.0 && !shown.starts_with('0') { format!("+{shown}") } else { shown }
}

/// Whether a part is worth a line: it is decided, or large beside the whole.
pub fn counts(part: &Paired, whole: &Paired) -> bool {
    !part.identical() && (part.decided() || part.mean.abs() > 0.05 * whole.mean.abs())
}

/// The verdict: the second of two arms less the first, and how much of that is cash.
pub fn verdict(arms: [&str; 2], whole: &Paired, cash: Option<&Paired>, outcome: &Measure) -> String {
    let [first, second] = arms;
    if whole.identical() {
        return format!("{first} and {second} give the same {} in every future.", outcome.name);
    }
    let half = (whole.ci_high - whole.ci_low) / 2.0;
    let style = Style::of(outcome, std::iter::once(whole.mean), std::iter::once(half));
    let (more, low, high) = match whole.mean >= 0.0 {
        true => ("more", whole.ci_low, whole.ci_high),
        false => ("less", -whole.ci_high, -whole.ci_low),
    };
    let mut out = format!(
        "{second} brings {} {} {more} {} than {first} (95 % interval {} to {}), and does so in {} of {} futures",
        style.show(whole.mean.abs()),
        unit_words(outcome),
        if outcome.name == profit().name { "profit".to_owned() } else { format!("`{}`", outcome.name) },
        style.show(low),
        style.show(high),
        percent(if whole.mean >= 0.0 { whole.share_positive } else { whole.share_negative }),
        whole.n,
    );
    if !whole.decided() {
        out.push_str("; chance alone could explain it");
    }
    out.push('.');
    if let Some(cash) = cash {
        let _ = write!(out, " {}", cash_words(whole.mean, cash.mean, half));
    }
    out
}

/// How much of a difference in profit is cash, and how much a valuation; `half` is how well the difference is known.
pub fn cash_words(whole: f64, cash: f64, half: f64) -> String {
    let style = Style::of(profit(), std::iter::once(whole), std::iter::once(half));
    let signed = |value: f64| {
        let text = style.show(value);
        if value > 0.0 { format!("+{text}") } else { text }
    };
    format!(
        "Of the {}, {} is cash and {} a valuation: what the customers held are expected to bring later.",
        signed(whole),
        signed(cash),
        signed(whole - cash),
    )
}

/// The longest part of a life that is told.
const MOST: usize = 9;

/// Two lives of one prospect, from where they part: what happened in both, then what each has of its own.
pub fn parted(arms: [&str; 2], lives: [&Life; 2], names: [&[String]; 2], numbers: [u32; 2]) -> String {
    let same = |a: &Event, b: &Event| (a.day, a.what, a.actor, a.other) == (b.day, b.what, b.actor, b.other);
    let common = lives[0].events.iter().zip(&lives[1].events).take_while(|(a, b)| same(a, b)).count();
    let mut out = String::new();
    let tell = |out: &mut String, events: &[Event], cast: Cast<'_>| {
        let told = log(events, cast);
        let skipped = told.len().saturating_sub(MOST);
        for (at, (day, sentence)) in told.iter().enumerate() {
            // The beginning says where they part, the end what came of it.
            if skipped > 0 && (MOST / 2..MOST / 2 + skipped).contains(&at) {
                if at == MOST / 2 {
                    let _ = writeln!(out, "             ... {skipped} more");
                }
                continue;
            }
            let label = format!("day {day}");
            let _ = writeln!(out, "{label:>11}  {}", wrapped(sentence, WIDTH, "             ").trim_start());
        }
    };
    if common > 0 {
        out.push_str("  In both\n");
        tell(&mut out, &lives[0].events[..common], Cast { names: names[0], subject: Some(numbers[0]) });
    }
    for side in 0..2 {
        let _ = writeln!(out, "  Under {}", arms[side]);
        let cast = Cast { names: names[side], subject: Some(numbers[side]) };
        tell(&mut out, &lives[side].events[common..], cast);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{MEANT, cash_words, profit, signed, verdict};
    use crate::evidence::Paired;

    #[test]
    fn a_loss_is_told_as_less_and_an_undecided_difference_says_so() {
        let less = Paired::of([-100.0, -110.0, -90.0].into_iter());
        let words = verdict(["a", "b"], &less, None, profit());
        assert!(
            words.starts_with("b brings 100 per head per year less profit than a (95 % interval 75 to 125)"),
            "{words}"
        );
        let noise = Paired::of([-100.0, 110.0].into_iter());
        assert!(verdict(["a", "b"], &noise, None, profit()).ends_with("chance alone could explain it."));
        let none = Paired::of([0.0, 0.0].into_iter());
        assert!(verdict(["a", "b"], &none, None, profit()).starts_with("a and b give the same"));
    }

    #[test]
    fn cash_and_valuation_are_told_apart_with_their_signs() {
        assert_eq!(
            cash_words(1_000.0, -200.0, 50.0),
            "Of the +1,000, -200 is cash and +1,200 a valuation: what the customers held are expected to bring later."
        );
        assert_eq!(
            signed(&Paired::of([0.0, 0.0].into_iter()), profit()),
            "0.0000 ± 0.0000".replace("0.0000", "0")
        );
        assert!(MEANT.iter().all(|words| !words.is_empty()));
    }
}
