//! The biggest reasons of a lead, in plain words, of nothing but what a comparison has simulated.

use super::number::{NOTHING, Style, unit};
use super::why::profit;
use crate::evidence::why::{Part, by_means};
use crate::evidence::{Paired, Summary};
use crate::experiment::Comparison;
use crate::model::outcome::{Better, OUTCOMES, Outcome};

/// How many reasons are told.
const TOLD: usize = 3;

/// One reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// What it is about.
    pub part: Part,
    /// How much it counts for, in money per head per year; below zero where it speaks against the leader.
    pub money: f64,
    /// In a sentence.
    pub words: String,
}

/// Something that goes with a part: an outcome, and what to call it.
type Sign = (Outcome, &'static str);

/// What may be named beside a part, as that which it most clearly goes with.
fn signs(part: Part) -> &'static [Sign] {
    match part {
        Part::Opportunities => &[
            (Outcome::LeadLeakageAll, "marketing leads expire unworked"),
            (Outcome::FollowUp, "leads in view are worked on"),
            (Outcome::DuplicatedShare, "of all hours is work done twice"),
            (Outcome::ConflictHours, "hours per head per day go to conflict"),
            (Outcome::CoordinationPerDeal, "hours of coordination go into a win"),
            (Outcome::MaterialHours, "of salespeople's hours goes to material"),
        ],
        Part::WinRate => &[
            (Outcome::MessageFit, "is how well marketing's message fits the customer"),
            (Outcome::ResponseMedian, "working hours is the first response"),
            (Outcome::ReworkShare, "of all hours is doing again what was misunderstood"),
            (Outcome::BorderDelay, "working days a need of the other function waits"),
            (Outcome::SelfHelp, "of the needs of the other function end in self-help"),
            (Outcome::MaterialMissed, "of the material that a step needs is missing"),
        ],
        Part::Renewal => &[(Outcome::Churn, "of the accounts are lost a year")],
        Part::Equity => &[
            (Outcome::Churn, "of the accounts are lost a year"),
            (Outcome::Wins, "deals a head are won a year"),
        ],
        Part::Expansion => &[(Outcome::Expansion, "of accounts' revenue is added a year")],
        Part::Cost => &[(Outcome::Turnover, "of the people leave a year")],
        Part::DealValue => &[],
    }
}

/// The biggest reasons why `arm` is ahead of `less`.
pub fn biggest(comparison: &Comparison, arm: usize, less: usize) -> Vec<Reason> {
    let found = by_means(comparison, arm, less);
    let lead: f64 = found.iter().map(|(_, money)| money).sum();
    found
        .into_iter()
        .filter(|(_, money)| money.abs() > 0.02 * lead.abs())
        .take(TOLD)
        .map(|(part, money)| Reason { part, money, words: sentence(comparison, arm, less, part, money) })
        .collect()
}

fn sentence(comparison: &Comparison, arm: usize, less: usize, part: Part, money: f64) -> String {
    let more = money > 0.0;
    let what = match (part, more) {
        (Part::Opportunities, true) => "more opportunities come to a decision",
        (Part::Opportunities, false) => "fewer opportunities come to a decision",
        (Part::WinRate, true) => "customers decide for it more often",
        (Part::WinRate, false) => "customers decide for it less often",
        (Part::DealValue, true) => "deals won are larger",
        (Part::DealValue, false) => "deals won are smaller",
        (Part::Renewal, true) => "customers buy again for more",
        (Part::Renewal, false) => "customers buy again for less",
        (Part::Expansion, true) => "customers expand more",
        (Part::Expansion, false) => "customers expand less",
        (Part::Cost, true) => "it costs less",
        (Part::Cost, false) => "it costs more",
        (Part::Equity, true) => "its customers are expected to bring more later (a valuation, not cash)",
        (Part::Equity, false) => "its customers are expected to bring less later (a valuation, not cash)",
    };
    let clearest = signs(part)
        .iter()
        .filter_map(|sign| Some((sign, clarity(comparison, arm, less, sign.0, more)?)))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let rate = (part == Part::WinRate).then(|| pair(comparison, arm, less, Outcome::WinRate));
    let rate = rate.map_or_else(String::new, |pair| format!(": {pair} of the opportunities are won"));
    let sign = clearest.map_or_else(String::new, |((outcome, words), _)| {
        format!(
            "{} {} {words}",
            if rate.is_empty() { ":" } else { ";" },
            pair(comparison, arm, less, *outcome)
        )
    });
    format!("{what}{rate}{sign}")
}

/// "14.0 %, not 16.0 %,": the arm's mean and the other's.
fn pair(comparison: &Comparison, arm: usize, less: usize, outcome: Outcome) -> String {
    let measure = &OUTCOMES[outcome as usize];
    let of = |arm| Summary::of(comparison.values_of(arm, outcome));
    let (a, b) = (of(arm), of(less));
    let gap = (a.mean - b.mean).abs();
    let style = Style::of(measure, [a.mean, b.mean].into_iter(), std::iter::once(gap));
    let per_cent = if unit(measure).starts_with('%') { " %" } else { "" };
    let show = |value: f64| {
        if value.is_finite() { format!("{}{per_cent}", style.show(value)) } else { NOTHING.to_owned() }
    };
    format!("{}, not {},", show(a.mean), show(b.mean))
}

/// How clearly an outcome differs in the sense that helps (or hurts, where not `more`); nothing where it does the opposite.
fn clarity(comparison: &Comparison, arm: usize, less: usize, outcome: Outcome, more: bool) -> Option<f64> {
    let paired = Paired::of(comparison.differences(arm, less, outcome as usize));
    let up = match OUTCOMES[outcome as usize].better {
        Better::Lower => -paired.mean,
        Better::Higher | Better::Neither => paired.mean,
    };
    let clear = if more { up } else { -up } / paired.sd;
    (paired.n > 1 && clear.is_finite() && clear > 0.0).then_some(clear)
}

/// A reason as a line begins: the money, signed, rounded to what `half` (of the lead's interval) supports.
pub fn amount(money: f64, half: f64) -> String {
    let style = Style::of(profit(), std::iter::once(money), std::iter::once(half));
    let text = rounded(money, half, &style);
    let nothing = text.chars().all(|c| c == '0' || c == '.');
    if money > 0.0 && !nothing { format!("+{text}") } else { text }
}

/// Two digits of the interval's half are all that can be meant.
fn rounded(money: f64, half: f64, style: &Style) -> String {
    if !(half > 0.0) {
        return style.show(money);
    }
    let unit = libm::pow(10.0, libm::floor(libm::log10(half)) - 1.0).max(1.0);
    style.show((money / unit).round() * unit)
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_are_rounded_to_two_digits_of_what_is_known() {
        assert_eq!(amount(16_512.4, 5_826.0), "+16,500");
        assert_eq!(amount(-912.0, 5_826.0), "-900");
        assert_eq!(amount(912.4, f64::NAN), "+912.4");
    }
}
