//! Tracing: what an observer is told while the firm moves. An observer sees and changes nothing.

/// Something that happened, to whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The working day (0 is the first of the warm-up).
    pub day: u32,
    /// The kind of event, one word such as `captured`, `told`, `read`, `refused`, `worked`, `waiting`, `helped`, `won`.
    pub what: &'static str,
    /// The lead's number, when the event is about one.
    pub lead: Option<u32>,
    /// The acting person (index into [`super::Replication::people`]).
    pub actor: Option<u32>,
    /// The other person concerned.
    pub other: Option<u32>,
    /// A figure that goes with the event (hours, probability, money), in the unit that `note` names.
    pub figure: f64,
    /// A short note in words.
    pub note: &'static str,
}

/// Sees events; the silent observer `()` costs nothing.
pub trait Observer {
    /// Whether events need to be made at all.
    const WATCHING: bool;
    /// Is told of one event.
    fn see(&mut self, event: Event);
    /// Asked before each working day whether the simulation is to go on; without a word of its own it is.
    #[inline]
    fn goes_on(&mut self) -> bool {
        true
    }
}

impl Observer for () {
    const WATCHING: bool = false;
    fn see(&mut self, _event: Event) {}
}

impl Observer for Vec<Event> {
    const WATCHING: bool = true;
    fn see(&mut self, event: Event) {
        self.push(event);
    }
}
