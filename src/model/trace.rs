//! Tracing: what an observer is told while the firm moves. An observer sees and changes nothing.
//!
//! A new kind of event is a new variant of [`What`]; whoever tells events then has to say how it is told, or does not compile.

use super::books::outcome::ODDS;
use super::border::disputes::FRICTIONS;
pub use super::border::disputes::Friction;
use super::border::requests::ROUTES;
pub use super::border::requests::Route;
use super::glimpse::Glimpse;
use super::work::leads::LOSSES;
pub use super::work::leads::Loss;

/// Something that happened, to whom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// The working day (0 is the first of the warm-up).
    pub day: u32,
    /// What happened.
    pub what: What,
    /// The lead's number, when the event is about one.
    pub lead: Option<u32>,
    /// The acting person (index into [`super::Replication::people`]).
    pub actor: Option<u32>,
    /// The other person concerned.
    pub other: Option<u32>,
}

/// What happened. Who did it is the event's actor, with or to whom its other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum What {
    /// A marketer's campaigns captured a prospect of a salesperson's territory.
    Captured {
        /// The value of the deal, in money.
        value: f64,
        /// Whether the prospect is sales-worthy.
        good: bool,
    },
    /// A salesperson found a prospect alone.
    Found {
        /// The value of the deal, in money.
        value: f64,
        /// Whether the prospect is sales-worthy.
        good: bool,
    },
    /// A salesperson found a prospect that a marketer captured.
    FoundToo {
        /// Whether the system showed it.
        seen: bool,
        /// Hours that the marketer spent twice.
        hours: f64,
    },
    /// A marketer told a salesperson of a lead.
    Told,
    /// A salesperson read a marketer's mail about a lead.
    Read,
    /// Nobody heard of a marketer's lead.
    Unread {
        /// Whether there was somebody to write to.
        mailed: bool,
    },
    /// A marketer passed a lead on to the owner of the territory.
    Routed,
    /// A marketer and the owner of the territory talked a lead over.
    TalkedOver {
        /// Hours of the talk, each.
        hours: f64,
        /// Whether it is the kick-off of a pod.
        pod: bool,
    },
    /// A salesperson refused a marketer's lead.
    Refused,
    /// A manager heard the case of a lead that a salesperson refused.
    Arbitrated,
    /// A salesperson lost a lead from the list that nobody had worked.
    LetGo {
        /// Whether it expired; else the list was full of better ones.
        expired: bool,
    },
    /// A salesperson began to work on a lead.
    Worked {
        /// Working hours after the prospect showed interest.
        response: f64,
    },
    /// A salesperson worked on a lead that another had begun.
    Duplicated {
        /// Hours spent.
        hours: f64,
    },
    /// A lead became an opportunity.
    Qualified,
    /// A salesperson holds a deal back over the end of a quarter.
    HeldBack {
        /// Days until the next.
        days: u32,
    },
    /// A salesperson needs marketing for the next step.
    Waiting {
        /// How help is sought.
        route: Route,
        /// Whether it is the partner in a pod who is needed.
        pod: bool,
    },
    /// A manager decided who is to help.
    Decided,
    /// A helper helped the one who asked.
    Helped {
        /// Days after it was needed.
        days: f64,
        /// Whether it was the pod's part.
        pod: bool,
    },
    /// Asker and helper had misunderstood each other.
    Misunderstood {
        /// Hours to do again.
        hours: f64,
    },
    /// An asker goes on without help.
    SelfHelp {
        /// Days waited.
        days: f64,
    },
    /// Two people fell out.
    Dispute(Friction),
    /// A lead was won.
    Won {
        /// The chance of it.
        chance: f64,
        /// The discount that was given, off the list price.
        discount: f64,
    },
    /// A lead was lost.
    Lost(Loss),
    /// A person accused another, or the other function where there is no other.
    Blamed {
        /// What failed.
        about: Friction,
        /// The share of it that the accuser puts down to the other function, from 0 to 1.
        share: f64,
    },
    /// A team met; the actor is its first salesperson.
    Meeting {
        /// Hours of it.
        hours: f64,
    },
    /// A team met to settle disputes.
    ConflictMeeting {
        /// Hours of it.
        hours: f64,
    },
    /// A team has the rules that its new way of working needs.
    RulesWritten {
        /// Share of joint steps that they cover.
        covered: f64,
    },
    /// A team took part in a session of a programme.
    Session {
        /// Hours in pairs.
        hours: f64,
    },
    /// The enablement unit passed a need on.
    PassedOn,
    /// A salesperson lost an account.
    AccountLost {
        /// Its repeat business a year, in money.
        annual: f64,
    },
    /// A person left the firm.
    Left {
        /// Satisfaction at the end, from 0 to 1.
        satisfaction: f64,
    },
}

impl What {
    /// The kind of event in a word or two, as tables have it.
    pub fn word(self) -> &'static str {
        match self {
            What::Captured { .. } => "captured",
            What::Found { .. } => "found",
            What::FoundToo { .. } => "found too",
            What::Told => "told",
            What::Read => "read",
            What::Unread { .. } => "unread",
            What::Routed => "routed",
            What::TalkedOver { .. } => "talked over",
            What::Refused => "refused",
            What::Arbitrated => "arbitrated",
            What::LetGo { .. } => "let go",
            What::Worked { .. } => "worked",
            What::Duplicated { .. } => "duplicated",
            What::Qualified => "qualified",
            What::HeldBack { .. } => "held back",
            What::Waiting { .. } => "waiting",
            What::Decided => "decided",
            What::Helped { .. } => "helped",
            What::Misunderstood { .. } => "misunderstood",
            What::SelfHelp { .. } => "self-help",
            What::Dispute(_) => "dispute",
            What::Won { .. } => "won",
            What::Lost(_) => "lost",
            What::Blamed { .. } => "blamed",
            What::Meeting { .. } => "meeting",
            What::ConflictMeeting { .. } => "conflict meeting",
            What::RulesWritten { .. } => "rules written",
            What::Session { .. } => "session",
            What::PassedOn => "passed on",
            What::AccountLost { .. } => "account lost",
            What::Left { .. } => "left",
        }
    }

    /// The figure that goes with the event, in the unit that [`What::note`] names where it names one; 0 without a figure.
    pub fn figure(self) -> f64 {
        match self {
            What::Captured { value, .. } | What::Found { value, .. } => value,
            What::FoundToo { hours, .. }
            | What::TalkedOver { hours, .. }
            | What::Duplicated { hours }
            | What::Misunderstood { hours }
            | What::Meeting { hours }
            | What::ConflictMeeting { hours }
            | What::Session { hours } => hours,
            What::Worked { response } => response,
            What::Helped { days, .. } | What::SelfHelp { days } => days,
            What::Won { chance, .. } => chance,
            What::HeldBack { days } => f64::from(days),
            What::Blamed { share, .. } => share,
            What::RulesWritten { covered } => covered,
            What::AccountLost { annual } => annual,
            What::Left { satisfaction } => satisfaction,
            What::Told
            | What::Read
            | What::Unread { .. }
            | What::Routed
            | What::Refused
            | What::Arbitrated
            | What::LetGo { .. }
            | What::Qualified
            | What::Waiting { .. }
            | What::Decided
            | What::Dispute(_)
            | What::Lost(_)
            | What::PassedOn => 0.0,
        }
    }

    /// A short note in words, as tables have it: how it happened, or the unit of the figure.
    pub fn note(self) -> &'static str {
        match self {
            What::Captured { good, .. } | What::Found { good, .. } => {
                if good {
                    "sales-worthy"
                } else {
                    "not sales-worthy"
                }
            }
            What::FoundToo { seen: true, .. } => "seen",
            What::FoundToo { seen: false, .. } => "unseen",
            What::Unread { mailed: true } => "nobody read it",
            What::Unread { mailed: false } => "nobody known",
            What::TalkedOver { pod: true, .. } => "kick-off of a pod",
            What::TalkedOver { pod: false, .. } => "talk",
            What::LetGo { expired: true } => "expired",
            What::LetGo { expired: false } => "out of view",
            What::Worked { .. } => "working hours after interest",
            What::Duplicated { .. } | What::Meeting { .. } | What::ConflictMeeting { .. } => "hours",
            What::Waiting { pod: true, .. } | What::Helped { pod: true, .. } => "the pod",
            What::Waiting { route, .. } => ROUTES[route as usize],
            What::Helped { pod: false, .. } => "help",
            What::Misunderstood { .. } => "hours again",
            What::SelfHelp { .. } => "days waited",
            What::HeldBack { .. } => "days until the next quarter",
            What::Dispute(about) | What::Blamed { about, .. } => FRICTIONS[about as usize],
            What::Won { .. } => "chance of winning",
            What::Lost(loss) => LOSSES[loss as usize],
            What::RulesWritten { .. } => "covered",
            What::Session { .. } => "hours in pairs",
            What::PassedOn => "by the enablement unit",
            What::AccountLost { .. } => "a year",
            What::Left { .. } => "satisfaction",
            What::Told
            | What::Read
            | What::Routed
            | What::Refused
            | What::Arbitrated
            | What::Qualified
            | What::Decided => "",
        }
    }
}

/// A customer's decision: what it hung on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decision {
    /// The working day (0 is the first of the warm-up).
    pub day: u32,
    /// The lead's number.
    pub lead: u32,
    /// What the deal is worth, in money: its value, at the price that is asked, as it counts for the margin.
    pub value: f64,
    /// The terms of the log odds, as [`ODDS`] names them.
    pub terms: [f64; ODDS.len()],
    /// The chance of a win that follows from them.
    pub chance: f64,
    /// Whether it was won.
    pub won: bool,
}

/// Sees events; the silent observer `()` costs nothing.
pub trait Observer {
    /// Whether events need to be made at all.
    const WATCHING: bool;
    /// Whether the firm is to be shown every evening.
    const EVENINGS: bool = false;
    /// Is told of one event.
    fn see(&mut self, event: Event);
    /// Is shown the firm at the end of a working day, where [`Self::EVENINGS`] asks for it.
    fn evening(&mut self, _firm: Glimpse<'_>) {}
    /// Is told, before the first event of a lead, which prospect it is: `key` names the prospect in every arm.
    #[inline]
    fn prospect(&mut self, _lead: u32, _key: u64) {}
    /// Is told of a customer's decision, before the event of its outcome.
    #[inline]
    fn decides(&mut self, _decision: Decision) {}
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
