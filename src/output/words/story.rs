//! Events told as sentences: for each kind of event one sentence, with its figure in units and its people by name. A kind
//! without a sentence does not compile.

use super::list::listed;
use super::number::{Style, percent};
use crate::model::trace::{Event, Friction, Loss, Route, What};

/// The columns that a log may take.
pub(super) const WIDTH: usize = 110;

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
            let apart = !matches!(event.what, What::Captured { .. } | What::Found { .. } | What::Routed);
            !apart
                && (event.day, event.what.word(), event.actor, event.other)
                    == (first.day, first.what.word(), first.actor, first.other)
        };
        let more = events[place + 1..].iter().take_while(alike).count();
        let together: Vec<&Event> = events[place..=place + more].iter().collect();
        place += 1 + more;
        let text = told(first, &together, &events[place..], cast);
        out.push((first.day, capital(&text)));
    }
    out
}

/// The sentence for one event.
pub fn sentence(event: &Event, cast: Cast<'_>) -> String {
    capital(&told(event, &[event], &[], cast))
}

/// The sentence for events that differ from the first in nothing but the lead; `ahead` is what happens later.
fn told(event: &Event, events: &[&Event], ahead: &[Event], cast: Cast<'_>) -> String {
    let (a, b, lead) = (cast.person(event.actor), cast.person(event.other), cast.leads(events));
    match event.what {
        What::Captured { .. } => format!("{a} captured {lead}, in the territory of {b}"),
        What::Found { .. } => format!("{a} found {lead} by prospecting"),
        What::FoundToo { seen: true, .. } => {
            format!("{a} also found {lead} by prospecting, and the shared system showed it to {b}")
        }
        What::FoundToo { seen: false, hours: spent } => format!(
            "{a} also found {lead} by prospecting; {b} could not see that and wasted {}",
            hours(spent)
        ),
        What::Told => format!("{a} told {b} of {lead} in person"),
        What::Read => format!("{a} read the mail of {b} about {lead}"),
        What::Unread { mailed: false } => format!("{a} knew nobody in sales to tell of {lead}"),
        What::Unread { mailed: true } => {
            format!("{a} wrote to acquaintances about {lead}, and no salesperson read it")
        }
        What::Routed => format!("{a} passed {lead} on to {b}, the owner of the territory"),
        What::TalkedOver { hours: spent, pod: false } => {
            format!("{a} and {b} talked {lead} over ({} each)", hours(spent))
        }
        What::TalkedOver { hours: spent, pod: true } => {
            format!("{a} and {b} began on {lead} as a pod (kick-off: {} each)", hours(spent))
        }
        What::Refused => format!("{a} refused {lead} from {b}: not promising enough{}", upheld(event, ahead)),
        What::Arbitrated => {
            format!("{a} heard the case of {lead}, which {b} had refused{}", upheld(event, ahead))
        }
        What::LetGo { expired: false } => {
            format!("{a} lost {lead} from view: more promising ones filled the list")
        }
        What::LetGo { expired: true } => {
            format!("{a} had {lead} in view but never began on it, and its interest ran out")
        }
        What::Worked { response } => {
            format!("{a} began to work on {lead}, {} the prospect showed interest", after(response))
        }
        What::Duplicated { hours: spent } => {
            format!("{a} worked {} on {lead}, not seeing that {b} had begun before", hours(spent))
        }
        What::Qualified => format!("{a} found {lead} worth an offer: it is an opportunity now"),
        What::HeldBack { days } => format!(
            "{a} held {lead} back for {}: it is worth more to them in the next quarter",
            working_days(f64::from(days))
        ),
        What::Waiting { route, pod } => {
            format!("{a} needs marketing for the next step of {lead} and {}", sought(route, pod, &b))
        }
        What::Decided if event.lead.is_some() => format!("{a} decided that {b} is to help with {lead}"),
        What::Decided => format!("{a} decided that {b} is to help the other function"),
        What::Helped { days, pod } => {
            let helped = if pod {
                format!("{a} did the part of the pod for {b} on {lead}")
            } else {
                format!("{a} helped {b} with {lead}")
            };
            if days > 0.0 {
                format!("{helped}, {} after it was needed", working_days(days))
            } else {
                format!("{helped} the same day")
            }
        }
        What::Misunderstood { hours: again } => format!(
            "{a} and {b} had misunderstood each other: {a} has to redo {} of work on {lead}",
            hours(again)
        ),
        What::SelfHelp { days } => format!(
            "{a} gave up after {} without help from {b}, and carries on with {lead} alone, which takes longer and goes worse",
            working_days(days)
        ),
        What::Dispute(friction) => format!("{a} fell out with {b} over {}", cause(friction)),
        What::Won { chance, discount } if discount > 0.0 => {
            format!("{a} won {lead} at {} off; the chance was {}", percent(discount), percent(chance))
        }
        What::Won { chance, .. } => format!("{a} won {lead}; the chance was {}", percent(chance)),
        What::Lost(how) => loss(how, &lead, &a),
        What::Blamed { about, share } => {
            let whom = if event.other.is_some() { b.as_str() } else { "the other function" };
            let share = percent(share);
            format!("{a} blamed {whom} for {}, to which {a} puts {share} of it down", cause(about))
        }
        What::Meeting { hours: spent } => {
            format!("{a} and the whole team met with marketing for {}", hours(spent))
        }
        What::ConflictMeeting { hours: spent } => {
            format!("{a} and the whole team met with marketing for {}, to settle disputes", hours(spent))
        }
        What::RulesWritten { covered } => format!(
            "{a} and the whole team have the rules that their new way of working needs: {} of joint steps",
            percent(covered)
        ),
        What::Session { hours: pairs } => {
            format!("{a} and the team took part in a session of the programme: {pairs:.1} hours in pairs")
        }
        What::PassedOn => format!("{a} of the enablement unit passed a need on to the other function"),
        What::AccountLost { annual } => {
            format!("{a} lost an account with repeat business of {} a year", money(annual))
        }
        What::Left { satisfaction } => format!(
            "{a} left the firm (satisfaction {satisfaction:.2} on a scale of 0 to 1); a successor will take the post"
        ),
    }
}

/// What came of a refusal, as far as it is known.
fn upheld(event: &Event, ahead: &[Event]) -> &'static str {
    let settles = |later: &&Event| {
        later.lead == event.lead
            && matches!(
                later.what,
                What::Arbitrated | What::Lost(_) | What::LetGo { .. } | What::Worked { .. }
            )
    };
    match ahead.iter().find(settles).map(|later| later.what) {
        None | Some(What::Lost(Loss::Refused) | What::Arbitrated) => "",
        Some(_) if event.what == What::Arbitrated => ", and the lead was taken after all",
        Some(_) => ", but was talked into taking it",
    }
}

/// How help is sought.
fn sought(route: Route, pod: bool, whom: &str) -> String {
    match route {
        _ if pod => format!("waits for {whom}, the partner in the pod"),
        Route::Rule => format!("waits for {whom}, the contact that the rules name"),
        Route::Tie => format!("waits for {whom}, an acquaintance"),
        Route::Counterpart => format!("waits for {whom}, the named counterpart"),
        Route::Managers => "takes it to the managers: no rule covers it".to_owned(),
        Route::Asking => "asks around, knowing nobody there".to_owned(),
        Route::Unit => "takes it to the enablement unit".to_owned(),
        Route::Meeting => "waits for a meeting of the two functions to settle who helps".to_owned(),
    }
}

/// What a dispute or an accusation is about.
pub fn cause(friction: Friction) -> &'static str {
    match friction {
        Friction::Late => "work begun later than agreed",
        Friction::Credit => "who deserves credit for the win",
        Friction::Budget => "the split of the budget",
        Friction::Talk => "the lead as they talked, for lack of trust",
        Friction::Lead => "the loss of the lead",
        Friction::Request => "a request that went unanswered",
    }
}

/// How a lead was lost. Until somebody works on it, `whom` is merely who owns the territory.
fn loss(how: Loss, lead: &str, whom: &str) -> String {
    match how {
        Loss::Leaked => format!("{lead} is lost: nobody worked on it while the interest lasted (leaked)"),
        Loss::ScreenedOut => {
            format!("{lead} is lost: marketing kept it back for its low score (screened out)")
        }
        Loss::Refused => format!("{lead} is lost: the refusal stands (refused)"),
        Loss::Unqualified => {
            format!("{whom} gave {lead} up after the first step as not worth an offer (unqualified)")
        }
        Loss::Neglected => {
            format!("{lead} is lost: {whom} let it lie until the customer lost patience (neglected)")
        }
        Loss::Competition => format!("{whom} lost {lead}: the customer decided against it (competition)"),
    }
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
    use crate::model::trace::{Event, Friction, Loss, What};

    fn event(what: What, lead: u32) -> Event {
        Event { day: 143, what, lead: Some(lead), actor: Some(1), other: Some(0) }
    }

    fn names() -> Vec<String> {
        vec!["salesperson 1".to_owned(), "marketer 1".to_owned()]
    }

    #[test]
    fn an_event_is_told_with_names_and_units() {
        let names = names();
        let cast = Cast { names: &names, subject: Some(7) };
        let told = |event: &Event| sentence(event, cast);
        let helped = event(What::Helped { days: 2.0, pod: false }, 7);
        assert_eq!(
            told(&helped),
            "Marketer 1 helped salesperson 1 with the lead, 2 working days after it was needed"
        );
        let early = event(What::Worked { response: 0.2 }, 9);
        assert_eq!(
            told(&early),
            "Marketer 1 began to work on lead 9, within an hour after the prospect showed interest"
        );
        let nobody = Event { other: None, ..event(What::Dispute(Friction::Budget), 7) };
        assert_eq!(told(&nobody), "Marketer 1 fell out with somebody over the split of the budget");
    }

    #[test]
    fn neighbours_that_differ_only_in_the_lead_are_told_together() {
        let names = names();
        let events =
            [event(What::Routed, 3), event(What::Routed, 4), event(What::Routed, 9), event(What::Read, 9)];
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
        let first = |later: Event| log(&[event(What::Refused, 3), later], cast)[0].1.clone();
        assert!(first(event(What::Worked { response: 2.0 }, 3)).ends_with(", but was talked into taking it"));
        assert!(first(event(What::Lost(Loss::Refused), 3)).ends_with("not promising enough"));
        assert!(
            first(event(What::Worked { response: 2.0 }, 4)).ends_with("not promising enough"),
            "another lead"
        );
    }
}
