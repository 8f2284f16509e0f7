//! Events told as sentences: for each word of an event one sentence, with its figure in units and its people by name.

use super::number::{Style, percent};
use super::sentence::listed;
use crate::model::trace::Event;

/// Who the people of the events are, and whose life is told.
#[derive(Debug, Clone, Copy)]
pub struct Cast<'a> {
    /// The people's names, by their index.
    pub names: &'a [String],
    /// The lead whose life is told, which then needs no number.
    pub subject: Option<u32>,
}

impl Cast<'_> {
    /// A person by name.
    pub fn person(&self, index: Option<u32>) -> String {
        index
            .and_then(|index| self.names.get(index as usize))
            .map_or_else(|| "somebody".to_owned(), Clone::clone)
    }

    fn leads(&self, events: &[&Event]) -> String {
        let mut numbers: Vec<u32> = events.iter().filter_map(|event| event.lead).collect();
        numbers.dedup();
        let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match numbers.as_slice() {
            [] => "the lead".to_owned(),
            [one] if self.subject == Some(*one) => "the lead".to_owned(),
            [one] => format!("lead {one}"),
            _ => format!("leads {}", listed(&words)),
        }
    }
}

/// Events as sentences with their days, in order. Neighbours that differ in nothing but the lead are told together.
pub fn log(events: &[Event], cast: Cast<'_>) -> Vec<(u32, String)> {
    let mut out = Vec::new();
    let mut place = 0;
    while place < events.len() {
        let first = &events[place];
        let alike = |event: &&Event| {
            let apart = !matches!(event.what, "captured" | "found" | "routed");
            !apart
                && (event.day, event.what, event.actor, event.other)
                    == (first.day, first.what, first.actor, first.other)
        };
        let more = events[place + 1..].iter().take_while(alike).count();
        let together: Vec<&Event> = events[place..=place + more].iter().collect();
        place += 1 + more;
        let text = told(&together, &events[place..], cast).unwrap_or_else(|| fallback(first, cast));
        out.push((first.day, capital(&text)));
    }
    out
}

/// The sentence for one event; `None` when its word, or a note that the sentence turns on, is not known.
pub fn sentence(event: &Event, cast: Cast<'_>) -> Option<String> {
    told(&[event], &[], cast).map(|text| capital(&text))
}

/// The sentence for events that differ in nothing but the lead; `ahead` is what happens later.
fn told(events: &[&Event], ahead: &[Event], cast: Cast<'_>) -> Option<String> {
    let event = *events.first()?;
    let (a, b, lead) = (cast.person(event.actor), cast.person(event.other), cast.leads(events));
    let (spent, days) = (hours(event.figure), working_days(event.figure));
    let text = match event.what {
        "captured" => format!("{a} captured {lead}, in the territory of {b}"),
        "found" => format!("{a} found {lead} by own prospecting"),
        "found too" => match event.note {
            "seen" => {
                format!("{a} found {lead} too, by own prospecting, and the shared system showed it to {b}")
            }
            "unseen" => {
                format!(
                    "{a} found {lead} too, by own prospecting; {b} could not see that and did {spent} in vain"
                )
            }
            _ => return None,
        },
        "told" => format!("{a} told {b} of {lead} in person"),
        "read" => format!("{a} read the mail of {b} about {lead}"),
        "unread" => match event.note {
            "nobody known" => format!("{a} knew nobody in sales to tell of {lead}"),
            "nobody read it" => {
                format!("{a} wrote to acquaintances about {lead}, and no salesperson read it")
            }
            _ => return None,
        },
        "routed" => format!("{a} passed {lead} on to {b}, the owner of the territory"),
        "talked over" => match event.note {
            "talk" => format!("{a} and {b} talked {lead} over ({spent} each)"),
            "kick-off of a pod" => format!("{a} and {b} began on {lead} as a pod (kick-off: {spent} each)"),
            _ => return None,
        },
        "refused" => format!("{a} refused {lead} from {b}: not promising enough{}", upheld(event, ahead)),
        "arbitrated" => {
            format!("{a} heard the case of {lead}, which {b} had refused{}", upheld(event, ahead))
        }
        "let go" => match event.note {
            "out of view" => format!("{a} lost {lead} from view: more promising ones filled the list"),
            "expired" => format!("{a} had {lead} in view but never began on it, and its interest ran out"),
            _ => return None,
        },
        "worked" => {
            format!("{a} began to work on {lead}, {} the prospect showed interest", after(event.figure))
        }
        "duplicated" => format!("{a} worked {spent} on {lead}, not seeing that {b} had begun before"),
        "qualified" => format!("{a} found {lead} worth an offer: it is an opportunity now"),
        "waiting" => {
            format!("{a} needs marketing for the next step of {lead} and {}", route(event.note, &b)?)
        }
        "decided" if event.lead.is_some() => format!("{a} decided that {b} is to help with {lead}"),
        "decided" => format!("{a} decided that {b} is to help the other function"),
        "helped" => match (event.note, event.figure > 0.0) {
            ("help", false) => format!("{a} helped {b} with {lead} the same day"),
            ("help", true) => format!("{a} helped {b} with {lead}, {days} after it was needed"),
            ("the pod", false) => format!("{a} did the part of the pod for {b} on {lead} the same day"),
            ("the pod", true) => {
                format!("{a} did the part of the pod for {b} on {lead}, {days} after it was needed")
            }
            _ => return None,
        },
        "misunderstood" => {
            format!("{a} and {b} had misunderstood each other: {a} has {spent} of work on {lead} to do again")
        }
        "self-help" => format!(
            "{a} gave up after {days} without help from {b}, and goes on with {lead} alone: more work, and worse"
        ),
        "dispute" => format!("{a} fell out with {b} over {}", cause(event.note)?),
        "won" => format!("{a} won {lead}; the chance was {}", percent(event.figure)),
        "lost" => loss(event.note, &lead, &a)?,
        "blamed" => {
            let what = match event.note {
                "a lost lead" => "the loss of the lead",
                "an unanswered request" => "a request that went unanswered",
                _ => return None,
            };
            let share = percent(event.figure);
            match event.other {
                Some(_) => format!("{a} blamed {b} for {what}, to which {a} puts {share} of it down"),
                None => {
                    format!("{a} blamed the other function for {what}, to which {a} puts {share} of it down")
                }
            }
        }
        "meeting" => format!("{a} and the whole team met with marketing for {spent}"),
        "conflict meeting" => {
            format!("{a} and the whole team met with marketing for {spent}, to settle disputes")
        }
        "rules written" => format!(
            "{a} and the whole team have the rules that their new way of working needs: {} of joint steps",
            percent(event.figure)
        ),
        "session" => format!(
            "{a} and the team took part in a session of the programme: {:.1} hours in pairs",
            event.figure
        ),
        "passed on" => format!("{a} of the enablement unit passed a need on to the other function"),
        "account lost" => {
            format!("{a} lost an account with repeat business of {} a year", money(event.figure))
        }
        "left" => format!(
            "{a} left the firm (satisfaction {:.2} on a scale of 0 to 1); a successor will take the post",
            event.figure
        ),
        _ => return None,
    };
    Some(text)
}

/// What came of a refusal, as far as it is known.
fn upheld(event: &Event, ahead: &[Event]) -> &'static str {
    let mut later = ahead.iter().filter(|later| later.lead == event.lead);
    match later.find(|later| matches!(later.what, "arbitrated" | "lost" | "let go" | "worked")) {
        Some(later) if later.what == "lost" && later.note == "refused" => "",
        Some(later) if later.what == "arbitrated" => "",
        Some(_) if event.what == "arbitrated" => ", and the lead was taken after all",
        Some(_) => ", but was talked into taking it",
        None => "",
    }
}

/// How help is sought.
fn route(note: &str, whom: &str) -> Option<String> {
    let text = match note {
        "a rule says whom to ask" => format!("waits for {whom}, whom a rule names"),
        "somebody known" => format!("waits for {whom}, an acquaintance"),
        "the counterpart" => format!("waits for {whom}, the named counterpart"),
        "the pod" => format!("waits for {whom}, the partner in the pod"),
        "the managers" => "takes it to the managers: no rule covers it".to_owned(),
        "asking around" => "asks around, knowing nobody there".to_owned(),
        "the enablement unit" => "takes it to the enablement unit".to_owned(),
        "the next meeting" => "waits for a meeting of the two functions to settle who helps".to_owned(),
        _ => return None,
    };
    Some(text)
}

/// What a dispute is about.
pub fn cause(note: &str) -> Option<&'static str> {
    let text = match note {
        "a missed service level" => "work begun later than agreed",
        "credit for a win" => "who deserves credit for the win",
        "the budget" => "the split of the budget",
        "a talk without trust" => "the lead as they talked, for lack of trust",
        _ => return None,
    };
    Some(text)
}

/// How a lead was lost. Until somebody works on it, `whom` is merely who owns the territory.
fn loss(note: &str, lead: &str, whom: &str) -> Option<String> {
    let text = match note {
        "leaked" => format!("{lead} is lost: nobody worked on it while the interest lasted (leaked)"),
        "screened out" => format!("{lead} is lost: marketing kept it back for its low score (screened out)"),
        "refused" => format!("{lead} is lost: the refusal stands (refused)"),
        "unqualified" => {
            format!("{whom} gave {lead} up after the first step as not worth an offer (unqualified)")
        }
        "neglected" => {
            format!("{lead} is lost: {whom} let it lie until the customer lost patience (neglected)")
        }
        "competition" => format!("{whom} lost {lead}: the customer decided against it (competition)"),
        _ => return None,
    };
    Some(text)
}

/// A word that is not known: all that the event says, in one order.
fn fallback(event: &Event, cast: Cast<'_>) -> String {
    let mut text = event.what.replace('_', " ");
    if event.actor.is_some() {
        text = format!("{}: {text}", cast.person(event.actor));
    }
    if event.other.is_some() {
        text.push_str(&format!(", with {}", cast.person(event.other)));
    }
    if event.lead.is_some() {
        text.push_str(&format!(", {}", cast.leads(&[event])));
    }
    if !event.note.is_empty() {
        text.push_str(&format!(": {}", event.note));
    }
    if event.figure != 0.0 && event.figure.is_finite() {
        text.push_str(&format!(" ({:.2})", event.figure));
    }
    text
}

/// Hours of work; less than one in minutes.
pub fn hours(figure: f64) -> String {
    let minutes = (figure * 60.0).round();
    if minutes == 1.0 {
        "1 minute".to_owned()
    } else if minutes < 60.0 {
        format!("{minutes} minutes")
    } else if minutes == 60.0 {
        "1 hour".to_owned()
    } else {
        format!("{figure:.1} hours")
    }
}

/// Working days, as a count.
pub fn working_days(figure: f64) -> String {
    if figure == 1.0 { "1 working day".to_owned() } else { format!("{figure:.0} working days") }
}

/// How long after the interest the first work was done.
pub fn after(figure: f64) -> String {
    if figure < 1.0 { "within an hour after".to_owned() } else { format!("{figure:.1} working hours after") }
}

/// A sum of money, in the scenario's currency.
pub fn money(figure: f64) -> String {
    Style { scale: 1.0, decimals: 0 }.show(figure)
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{Cast, log, sentence};
    use crate::model::trace::Event;

    fn event(what: &'static str, lead: u32, note: &'static str) -> Event {
        Event { day: 143, what, lead: Some(lead), actor: Some(1), other: Some(0), figure: 0.0, note }
    }

    fn names() -> Vec<String> {
        vec!["salesperson 1".to_owned(), "marketer 1".to_owned()]
    }

    #[test]
    fn an_event_is_told_with_names_and_units() {
        let names = names();
        let cast = Cast { names: &names, subject: Some(7) };
        let told = |event: &Event| sentence(event, cast).unwrap();
        let helped = Event { figure: 2.0, ..event("helped", 7, "help") };
        assert_eq!(
            told(&helped),
            "Marketer 1 helped salesperson 1 with the lead, 2 working days after it was needed"
        );
        let early = Event { figure: 0.2, ..event("worked", 9, "") };
        assert_eq!(
            told(&early),
            "Marketer 1 began to work on lead 9, within an hour after the prospect showed interest"
        );
        let nobody = Event { other: None, ..event("dispute", 7, "the budget") };
        assert_eq!(told(&nobody), "Marketer 1 fell out with somebody over the split of the budget");
    }

    #[test]
    fn neighbours_that_differ_only_in_the_lead_are_told_together() {
        let names = names();
        let events =
            [event("routed", 3, ""), event("routed", 4, ""), event("routed", 9, ""), event("read", 9, "")];
        let told = log(&events, Cast { names: &names, subject: None });
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(
            told[0].1,
            "Marketer 1 passed leads 3, 4 and 9 on to salesperson 1, the owner of the territory"
        );
    }

    #[test]
    fn what_came_of_a_refusal_is_told_with_it() {
        let names = names();
        let cast = Cast { names: &names, subject: None };
        let first = |later: Event| log(&[event("refused", 3, ""), later], cast)[0].1.clone();
        assert!(first(event("worked", 3, "")).ends_with(", but was talked into taking it"));
        assert!(first(event("lost", 3, "refused")).ends_with("not promising enough"));
        assert!(first(event("worked", 4, "")).ends_with("not promising enough"), "another lead");
    }

    #[test]
    fn a_word_without_a_sentence_is_still_told() {
        let names = names();
        let odd = Event { other: Some(7), ..event("juggled", 8, "twice") };
        assert_eq!(sentence(&odd, Cast { names: &names, subject: None }), None);
        let told = log(&[odd], Cast { names: &names, subject: None });
        assert_eq!(told[0].1, "Marketer 1: juggled, with somebody, lead 8: twice");
    }
}
