//! Events told as sentences: one table from an event's word to a sentence.
//!
//! In a sentence `{actor}`, `{other}`, `{lead}`, `{figure}` and `{note}` stand for what the event says. A part in
//! square brackets is left out when the event has nothing for a name in it.

use crate::model::trace::Event;

/// The sentences. A word that is not here is told as "word: note".
const SENTENCES: &[(&str, &str)] = &[
    ("captured", "{lead} was captured by {actor}[ ({note})]"),
    ("found", "{actor} found {lead} alone[ ({note})]"),
    ("told", "{actor} told {other} of {lead}[ ({note})]"),
    ("mailed", "{actor} mailed {lead} to {other}[ ({note})]"),
    ("read", "{actor} read the message about {lead}[ ({note})]"),
    ("ignored", "{actor} ignored the message about {lead}[ ({note})]"),
    ("scored", "{actor} scored {lead}[ at {figure}][ ({note})]"),
    ("kept back", "{actor} kept {lead} back[ ({note})]"),
    ("routed", "{lead} was routed to {actor}[ ({note})]"),
    ("accepted", "{actor} took {lead}[ from {other}][ ({note})]"),
    ("refused", "{actor} refused {lead}[ from {other}][ ({note})]"),
    ("worked", "{actor} worked on {lead}[ for {figure} hours][ ({note})]"),
    ("qualified", "{lead} became an opportunity of {actor}[ ({note})]"),
    ("waiting", "{actor} is waiting for {other}[ ({note})]"),
    ("asked", "{actor} asked {other} for help[ ({note})]"),
    ("helped", "{actor} helped {other}[ for {figure} hours][ ({note})]"),
    ("escalated", "{actor} took it to {other}[ ({note})]"),
    ("assigned", "{actor} assigned it to {other}[ ({note})]"),
    ("self-help", "{actor} gave up waiting[ for {other}] and helped themselves[ ({note})]"),
    (
        "misunderstood",
        "{actor} and {other} misunderstood each other[: {figure} hours to do again][ ({note})]",
    ),
    ("duplicated", "{actor} did again what {other} was doing[ ({note})]"),
    ("dispute", "{actor} and {other} had a dispute[ ({note})]"),
    ("blamed", "{actor} blamed {other}[ ({note})]"),
    ("won", "{actor} won {lead}[: {figure}][ ({note})]"),
    ("lost", "{actor} lost {lead}[ ({note})]"),
    ("leaked", "{lead} expired unworked[ ({note})]"),
    ("left", "{actor} left the firm[ ({note})]"),
    ("hired", "{actor} was hired[ ({note})]"),
];

/// One event in a sentence, without its day. `names` are the people's, by their index.
pub fn sentence(event: &Event, names: &[String]) -> String {
    match SENTENCES.iter().find(|(what, _)| *what == event.what) {
        Some((_, template)) => capital(&fill(template, event, names)),
        None => fallback(event, names),
    }
}

/// A word that the table does not know: all that the event says, in one order.
fn fallback(event: &Event, names: &[String]) -> String {
    let template = "[{actor}: ]{word}[, with {other}][, {lead}][: {note}][ ({figure})]";
    capital(&fill(&template.replace("{word}", &event.what.replace('_', " ")), event, names))
}

/// Fills a template in.
fn fill(template: &str, event: &Event, names: &[String]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(start) = rest.find('[') {
        let Some(end) = rest[start..].find(']').map(|length| start + length) else { break };
        out.push_str(&plain(&rest[..start], event, names).unwrap_or_else(|incomplete| incomplete));
        if let Ok(part) = plain(&rest[start + 1..end], event, names) {
            out.push_str(&part);
        }
        rest = &rest[end + 1..];
    }
    out.push_str(&plain(rest, event, names).unwrap_or_else(|incomplete| incomplete));
    out
}

/// What a sentence may name, and what stands for it where the event has nothing and the sentence cannot do without.
const PLACES: [(&str, &str); 5] = [
    ("{actor}", "somebody"),
    ("{other}", "somebody"),
    ("{lead}", "the lead"),
    ("{note}", ""),
    ("{figure}", "some"),
];

/// What an event has for a place.
fn value(place: &str, event: &Event, names: &[String]) -> Option<String> {
    let person =
        |index: u32| names.get(index as usize).cloned().unwrap_or_else(|| format!("person {}", index + 1));
    match place {
        "{actor}" => event.actor.map(person),
        "{other}" => event.other.map(person),
        "{lead}" => event.lead.map(|lead| format!("lead {lead}")),
        "{note}" => (!event.note.is_empty()).then(|| event.note.to_owned()),
        _ => figure(event.figure),
    }
}

/// A part without brackets; `Err` with a stand-in where the event lacks something that the part names.
fn plain(part: &str, event: &Event, names: &[String]) -> Result<String, String> {
    let mut out = part.to_owned();
    let mut complete = true;
    for (place, stand_in) in PLACES {
        if out.contains(place) {
            let value = value(place, event, names);
            complete &= value.is_some();
            out = out.replace(place, value.as_deref().unwrap_or(stand_in));
        }
    }
    if complete { Ok(out) } else { Err(out) }
}

/// A figure, to three digits that count; nothing for zero and for what is not a number.
fn figure(value: f64) -> Option<String> {
    if value == 0.0 || !value.is_finite() {
        return None;
    }
    let size = value.abs();
    let decimals = if size >= 100.0 {
        0
    } else if size >= 10.0 {
        1
    } else {
        2
    };
    let style = super::number::Style { scale: 1.0, decimals };
    Some(style.show(value))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{SENTENCES, sentence};
    use crate::model::trace::Event;

    fn event(what: &'static str) -> Event {
        Event { day: 143, what, lead: Some(812), actor: Some(1), other: None, figure: 0.0, note: "" }
    }

    fn names() -> Vec<String> {
        vec!["salesperson 1".to_owned(), "marketer 1".to_owned()]
    }

    #[test]
    fn an_event_is_told_with_names_and_without_what_it_lacks() {
        assert_eq!(sentence(&event("captured"), &names()), "Lead 812 was captured by marketer 1");
        let helped = Event { other: Some(0), figure: 1.25, note: "a proposal", ..event("helped") };
        assert_eq!(
            sentence(&helped, &names()),
            "Marketer 1 helped salesperson 1 for 1.25 hours (a proposal)"
        );
        assert_eq!(sentence(&event("blamed"), &names()), "Marketer 1 blamed somebody");
    }

    #[test]
    fn a_word_without_a_sentence_is_still_told() {
        let odd = Event { note: "twice", other: Some(7), ..event("juggled") };
        assert_eq!(sentence(&odd, &names()), "Marketer 1: juggled, with person 8, lead 812: twice");
    }

    #[test]
    fn every_sentence_can_be_filled_from_an_empty_event() {
        for (what, _) in SENTENCES {
            let empty = Event { lead: None, actor: None, ..event(what) };
            let told = sentence(&empty, &[]);
            assert!(!told.is_empty() && !told.contains(['{', '[', ']']), "{told}");
        }
    }
}
