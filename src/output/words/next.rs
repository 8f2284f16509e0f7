//! What to try next: two or three commands that follow from the answer.

use super::change::ChangeView;
use super::lives::Lives;
use crate::evidence::{Paired, Pays, Verdict};
use crate::experiment::Comparison;
use crate::scenario::{Scenario, parameter};

/// More replications than this are not worth proposing.
const MOST: f64 = 20_000.0;

/// Suggestions, each a reason and a command. `typed` is what the user typed after the command's name: the file and
/// the overrides; `arms` is what chose the arms, for the commands that know that option.
pub fn suggestions(
    comparison: &Comparison,
    verdict: &Verdict,
    lives: Lives,
    base: &Scenario,
    typed: &str,
    arms: &str,
) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let name = |arm: usize| quoted(&comparison.arms[arm]);
    let command = |name: &str, rest: String| {
        let arms = if name == "compare" { arms } else { "" };
        let words = ["verona", name, typed, arms, &rest];
        words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
    };
    match verdict {
        Verdict::TooFew => {
            out.push((
                "see what is chance and what is not".to_owned(),
                command("compare", "--replications 30".into()),
            ));
        }
        // Over firms, more of them would not tell what is not known.
        Verdict::TooClose { rivals, .. } if lives == Lives::Futures => {
            // Going on from here must go on looking; a new fixed number would be chosen by what was seen.
            let option =
                if base.plan.at_most > base.plan.replications { "--at-most" } else { "--replications" };
            let open = rivals.iter().find(|rival| !rival.margin.identical());
            out.extend(
                open.and_then(|rival| more(&rival.margin, option))
                    .map(|(reason, option)| (reason, command("compare", option))),
            );
        }
        _ => {}
    }
    let pair = match verdict {
        Verdict::Leads { leader, runner_up } => Some((*leader, runner_up.other)),
        Verdict::TooClose { leader, rivals } => {
            rivals.iter().find(|rival| !rival.margin.identical()).map(|rival| (*leader, rival.other))
        }
        _ => None,
    };
    if let Some((leader, other)) = pair {
        let reason =
            "why, exactly: by operating choice, by money, by lead, and a life that shows it".to_owned();
        out.push((reason, command("why", format!("{} {}", name(other), name(leader)))));
    }
    out
}

/// How many replications would decide a difference, if that is worth proposing: a reason and an option.
fn more(margin: &Paired, option: &str) -> Option<(String, String)> {
    let half = (margin.ci_high - margin.ci_low) / 2.0;
    let ratio = half / margin.mean.abs();
    let needed = (margin.n as f64 * ratio * ratio * 1.1).ceil();
    let rounded = (needed <= MOST).then(|| round_up(needed))?;
    let reason =
        format!("about {rounded} replications would decide it, if the difference stays what it looks like");
    Some((reason, format!("{option} {rounded}")))
}

/// Suggestions after `verona change`, each a reason and a command. `typed` is the file and the overrides, `chosen` what
/// chose the programmes.
pub fn after_change(
    report: &ChangeView,
    base: &Scenario,
    typed: &str,
    chosen: &str,
) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let command = |name: &str, rest: &str| {
        let chosen = if name == "change" { chosen } else { "" };
        let words = ["verona", name, typed, chosen, rest];
        words.iter().filter(|word| !word.is_empty()).copied().collect::<Vec<_>>().join(" ")
    };
    let undecided = |verdict| report.programmes.iter().find(|told| told.trajectory.verdict() == verdict);
    if undecided(Pays::TooFew).is_some() {
        out.push(("see what is chance and what is not".to_owned(), command("change", "--replications 30")));
    } else if report.lives == Lives::Futures
        && let Some(told) = undecided(Pays::TooClose)
        && let Some((reason, option)) = more(&told.trajectory.value, "--replications")
    {
        out.push((format!("on {}: {reason}", told.name), command("change", &option)));
    }
    // A path that ends below zero but above its lowest point may only need time.
    let rising = report.programmes.iter().find(|told| {
        let end = told.trajectory.value.mean;
        end < 0.0 && told.trajectory.dip.is_some_and(|dip| dip.at.mean < end)
    });
    let longest = parameter("plan", "days").map_or(0.0, |days| days.legal[1]);
    let days = base.plan.days.saturating_mul(2);
    if let Some(told) = rising
        && f64::from(days) <= longest
        && !typed.contains("days")
    {
        out.push((
            format!("{} is on its way up when time runs out: look further ahead", told.name),
            command("change", &format!("--days {days}")),
        ));
    }
    if let Some((question, set)) = what_if(base, typed) {
        out.push((
            format!("see whether the answer holds {question}"),
            command("change", &format!("--set {set}")),
        ));
    }
    out.push((
        "compare the structures at rest: what each would bring if the firm had always worked that way"
            .to_owned(),
        command("compare", ""),
    ));
    out
}

/// Another firm to ask about: the first of these that the user has not set already, moved to its other side.
fn what_if(base: &Scenario, typed: &str) -> Option<(&'static str, String)> {
    let (offer, market, culture) = (&base.offer, &base.market, &base.culture);
    let questions = [
        ("offer.complexity", offer.complexity, (0.2, "for a simple offer"), (0.8, "for a complex offer")),
        ("market.speed", market.speed, (0.5, "in a slower market"), (2.0, "in a faster market")),
        ("culture.blame", culture.blame, (0.1, "with less blame"), (0.7, "with more blame")),
    ];
    questions.into_iter().find(|(key, ..)| !typed.contains(key)).map(|(key, now, low, high)| {
        // Whichever of the two is further from where the firm is now.
        let (value, question) = if (now - low.0).abs() > (now - high.0).abs() { low } else { high };
        (question, format!("{key}={value}"))
    })
}

/// Up to the next number with two digits that count.
fn round_up(needed: f64) -> u64 {
    let unit = libm::pow(10.0, libm::floor(libm::log10(needed.max(1.0))) - 1.0).max(1.0);
    ((needed / unit).ceil() * unit) as u64
}

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=,:+".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, round_up, what_if};
    use crate::scenario::Scenario;

    #[test]
    fn what_the_user_has_set_is_not_proposed_again_and_what_is_high_is_proposed_low() {
        let mut base = Scenario::default();
        assert_eq!(what_if(&base, "").unwrap().1, "offer.complexity=0.8");
        base.offer.complexity = 0.9;
        assert_eq!(what_if(&base, "").unwrap().1, "offer.complexity=0.2");
        assert_eq!(what_if(&base, "--set offer.complexity=0.9").unwrap().1, "market.speed=2");
    }

    #[test]
    fn numbers_of_replications_are_rounded_up_to_two_digits() {
        assert_eq!([7.0, 61.0, 143.0, 150.0, 1_201.0].map(round_up), [7, 61, 150, 150, 1_300]);
    }

    #[test]
    fn commands_can_be_pasted_into_a_shell() {
        assert_eq!(quoted("scenarios/mid-market.toml"), "scenarios/mid-market.toml");
        assert_eq!(quoted("my way"), "'my way'");
        assert_eq!(quoted("it's"), "'it'\\''s'");
    }
}
