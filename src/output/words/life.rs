//! A life as a reader needs it told: who it is about, what happened day by day, and what came of it.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::list::listed;
use super::number::{percent, wrapped};
use super::story::{Cast, WIDTH, after, cause, hours, log, money, working_days};
use crate::experiment::{Life, Subject};
use crate::model::PersonRecord;
use crate::model::outcome::HOURS;
use crate::model::trace::{Event, What};
use crate::scenario::Study;
use crate::scenario::numbers::counted;

/// What stands above a life: whose it is, where it was simulated, and how days are counted. `picked` says that nobody
/// asked for this one. The study's first arm is the one that was followed.
pub fn heading(study: &Study, replication: u32, life: &Life, names: &[String], picked: bool) -> String {
    let plan = &study.base.plan;
    let whom = match life.subject {
        Subject::Person(person) => names[person as usize].clone(),
        Subject::Lead(lead) | Subject::Deal(lead) => format!("lead {lead}"),
        Subject::Prospect(_) | Subject::Instructive => "a lead".to_owned(),
    };
    let arm = study.arms.first().map_or("", |arm| arm.name.as_str());
    let mut out = format!(
        "The life of {whom}: {} under {arm}, replication {replication}, seed {}.\n",
        study.name, plan.seed
    );
    if picked {
        out.push_str("Chosen because a lot happens to it. --lead, --deal and --person follow other lives.\n");
    }
    let (counted, last) = (plan.warm_up, plan.warm_up + plan.days - 1);
    let days = if counted > 0 {
        format!("day 0 begins the warm-up, counting starts on day {counted} and ends with day {last}")
    } else {
        format!("from day 0 to day {last}")
    };
    let _ = writeln!(out, "Days are working days: {days}.\n");
    out
}

/// The person whom a user means: a name such as "marketer 3", or a number in the order of `names`, from 1.
///
/// # Errors
/// Words that say who there is.
pub fn person(names: &[String], wanted: &str) -> Result<Subject, String> {
    let wanted = wanted.trim();
    if let Ok(number) = wanted.parse::<u32>() {
        let position = number.checked_sub(1);
        return position.map(Subject::Person).ok_or_else(|| "people are numbered from 1".to_owned());
    }
    let found = names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
    let found = found.and_then(|position| u32::try_from(position).ok());
    found.map(Subject::Person).ok_or_else(|| {
        let known = match (names.first(), names.last()) {
            (Some(first), Some(last)) => format!("the {} people run from {first} to {last}", names.len()),
            _ => "the firm has no people".to_owned(),
        };
        format!("there is no person '{wanted}': {known}")
    })
}

/// The whole text of a life: whom it is about, the log, and a summary. `names` are those of `life.people`.
pub fn text(life: &Life, names: &[String]) -> String {
    let subject = match life.subject {
        Subject::Lead(lead) | Subject::Deal(lead) => Some(lead),
        Subject::Person(_) | Subject::Prospect(_) | Subject::Instructive => None,
    };
    let cast = Cast { names, subject };
    let mut out = match life.subject {
        Subject::Person(person) => about_person(&life.people[person as usize], &names[person as usize]),
        _ => about_lead(&life.events, cast),
    };
    out.push('\n');
    if life.events.is_empty() {
        out.push_str("Nothing happened.\n");
    }
    let mut before = None;
    for (day, sentence) in log(&life.events, cast) {
        let label = if before == Some(day) { String::new() } else { format!("day {day}") };
        before = Some(day);
        let lines = wrapped(&sentence, WIDTH, "           ");
        let _ = writeln!(out, "{label:>9}  {}", lines.trim_start());
    }
    if subject.is_some() {
        out.push_str("\nIn short\n");
        for line in summary(&life.events, cast) {
            let _ = writeln!(out, "{}", wrapped(&line, WIDTH, "  "));
        }
    }
    out
}

/// Who the lead is: where it came from, and what it is in truth.
fn about_lead(events: &[Event], cast: Cast<'_>) -> String {
    let birth = |event: &&Event| matches!(event.what, What::Captured { .. } | What::Found { .. });
    let Some(first) = events.iter().find(birth) else {
        return String::new();
    };
    let (whence, territory) = if matches!(first.what, What::Captured { .. }) {
        (format!("captured by the marketing of {}", cast.person(first.actor)), first.other)
    } else {
        (format!("found by {} without marketing", cast.person(first.actor)), first.actor)
    };
    let text = format!(
        "A prospect in the territory of {}, {whence}. In truth {}, which nobody in the firm can see for certain; \
         the deal is worth {}.",
        cast.person(territory),
        first.what.note(),
        money(first.what.figure()),
    );
    wrapped(&text, WIDTH, "") + "\n"
}

/// Who the person is, and what the counted days brought.
fn about_person(person: &PersonRecord, name: &str) -> String {
    let mut text = format!(
        "At the end of the run {name} has {:.1} years of experience, skill {:.2} (1 is an average veteran), trust in the \
         other function {:.2} and satisfaction {:.2} (both 0 to 1)",
        person.experience, person.skill, person.trust, person.satisfaction
    );
    let _ = match person.leavers {
        0 => write!(text, ". "),
        1 => write!(text, "; this post changed hands once. "),
        n => write!(text, "; this post changed hands {n} times. "),
    };
    let followed = format!("{} of them worked on", person.leads_followed_up);
    let _ = match person.function {
        "sales" => write!(
            text,
            "Over the counted days: {} offered, {followed}; {} found alone; {} won. ",
            counted(person.leads_given, "marketing lead"),
            counted(person.leads_own, "lead"),
            counted(person.wins, "deal")
        ),
        "marketing" => write!(
            text,
            "Over the counted days: {} captured, {followed}; {} of them won. ",
            counted(person.leads_given, "lead"),
            person.wins
        ),
        _ => Ok(()),
    };
    let total: f64 = person.hours.iter().sum();
    if total > 0.0 {
        let mut most: Vec<(f64, &str)> = person.hours.iter().copied().zip(HOURS.iter().copied()).collect();
        most.sort_by(|a, b| b.0.total_cmp(&a.0));
        let shares: Vec<String> = most
            .iter()
            .take(6)
            .filter(|(spent, _)| *spent > 0.0)
            .map(|(spent, on)| format!("{} {}", on.replace('_', " "), percent(spent / total)))
            .collect();
        let _ = write!(text, "Where the hours went: {}.", shares.join(", "));
    }
    wrapped(&text, WIDTH, "") + "\n"
}

/// What came of a lead, in a few lines.
fn summary(events: &[Event], cast: Cast<'_>) -> Vec<String> {
    let of =
        |word: &'static str| events.iter().map(|event| event.what).filter(move |what| what.word() == word);
    let sum = |word: &'static str| of(word).map(What::figure).sum::<f64>();
    let mut lines = Vec::new();
    let first = events.first().map_or(0, |event| event.day);
    let end = events.iter().rev().find(|event| matches!(event.what, What::Won { .. } | What::Lost(_)));
    let end = match end {
        Some(end) => {
            let how = match end.what {
                What::Lost(_) => format!("Lost ({})", end.what.note()),
                _ => "Won".to_owned(),
            };
            match end.day - first {
                0 => format!("{how} on the day on which the prospect showed interest"),
                days => format!("{how} {} after the prospect showed interest", working_days(f64::from(days))),
            }
        }
        None => "Still open when the simulation ends".to_owned(),
    };
    lines.push(match of("worked").next() {
        Some(worked) => format!("{end}; first worked on {} it.", after(worked.figure())),
        None => format!("{end}; nobody ever worked on it."),
    });
    let asked = of("waiting").count();
    if asked > 0 {
        let (served, alone) = (of("helped").count(), of("self-help").count());
        let mut line = format!(
            "Marketing was needed {}, and the lead waited {} for it in all: {served} served",
            times(asked),
            working_days(sum("helped") + sum("self-help"))
        );
        for (count, what) in [(alone, "not served in time"), (asked.saturating_sub(served + alone), "open")] {
            if count > 0 {
                let _ = write!(line, ", {count} {what}");
            }
        }
        lines.push(line + ".");
    }
    for (word, what) in [("misunderstood", "redone after misunderstandings"), ("duplicated", "done twice")] {
        if of(word).count() > 0 {
            lines.push(format!("{} of a salesperson's work {what}.", hours(sum(word))));
        }
    }
    let quarrel = |event: &Event| match event.what {
        What::Dispute(friction) => Some(cause(friction)),
        _ => None,
    };
    let disputes: Vec<&str> = events.iter().filter_map(quarrel).collect();
    match disputes.len() {
        0 => {}
        1 => lines.push(format!("One dispute, over {}.", disputes[0])),
        n => lines.push(format!("{n} disputes, over {}.", listed(&disputes))),
    }
    let hands: Vec<String> = hands(events).into_iter().map(|person| cast.person(Some(person))).collect();
    let hands: Vec<&str> = hands.iter().map(String::as_str).collect();
    if !hands.is_empty() {
        lines.push(format!("Involved: {}.", listed(&hands)));
    }
    lines
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

/// Those who had to do with a lead, in the order in which they came in. Owning the territory alone is no part in it.
fn hands(events: &[Event]) -> Vec<u32> {
    let mut seen = BTreeSet::new();
    let mut hands = Vec::new();
    for event in events {
        let people = match event.what {
            What::Captured { .. } => [event.actor, None],
            What::Lost(_) => [None, None],
            _ => [event.actor, event.other],
        };
        hands.extend(people.into_iter().flatten().filter(|&person| seen.insert(person)));
    }
    hands
}

#[cfg(test)]
mod tests {
    use super::{Cast, summary};
    use crate::model::trace::{Event, Route, What};

    fn event(day: u32, actor: u32, what: What, other: Option<u32>) -> Event {
        Event { day, what, lead: Some(5), actor: Some(actor), other }
    }

    #[test]
    fn a_summary_counts_days_waiting_and_who_had_to_do_with_it() {
        let names = ["salesperson 1".to_owned(), "marketer 1".to_owned(), "salesperson 2".to_owned()];
        let events = [
            event(3, 1, What::Captured { value: 9e4, good: true }, Some(2)),
            event(4, 0, What::Worked { response: 9.5 }, None),
            event(6, 0, What::Waiting { route: Route::Tie, pod: false }, Some(1)),
            event(8, 1, What::Helped { days: 2.0, pod: false }, Some(0)),
            event(9, 0, What::Waiting { route: Route::Tie, pod: false }, Some(1)),
            event(14, 0, What::SelfHelp { days: 5.0 }, Some(1)),
            event(30, 0, What::Won { chance: 0.4, discount: 0.0 }, None),
        ];
        assert_eq!(
            summary(&events, Cast { names: &names, subject: Some(5) }),
            [
                "Won 27 working days after the prospect showed interest; first worked on 9.5 working hours after it.",
                "Marketing was needed 2 times, and the lead waited 7 working days for it in all: 1 served, 1 not served \
                 in time.",
                "Involved: marketer 1 and salesperson 1.",
            ]
        );
    }
}
