//! Requests across the border: what one function needs of the other, from asking until it is served, in queues.

use crate::model::ids::{Day, Id, LeadId, Marketer, Maybe, Person, RequestId};
use crate::model::work::leads::{Leads, grow};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Help with a step of a sale.
    Step,
    /// Joint work of a pod on a step, with or without further help.
    Pod,
    /// An issue of an account.
    Issue,
    /// Something that a campaign needs from sales.
    Campaign,
    /// A piece of material for a step of a sale.
    Material,
}

/// How the request found its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// A rule said whom to ask.
    Rule,
    /// A person known.
    Tie,
    /// The named counterpart.
    Counterpart,
    /// The managers.
    Managers,
    /// Asking around.
    Asking,
    /// The next meeting of the two functions.
    Meeting,
    /// An enablement unit.
    Unit,
}

/// Names of [`Route`], in order.
pub const ROUTES: [&str; 7] = [
    "a rule says whom to ask",
    "somebody known",
    "the counterpart",
    "the managers",
    "asking around",
    "the next meeting",
    "the enablement unit",
];

/// The lead that a request is about, if any: its place, and what outlives the lead there, since a request that its asker has
/// given up may be served when the place is another lead's.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Its place while the asker waits.
    pub lead: Maybe<LeadId>,
    /// The marketer who made it.
    pub maker: Maybe<Marketer>,
    /// Its name among draws; 0 for none.
    pub key: u64,
}

impl About {
    /// No lead.
    pub const NOTHING: Self = Self { lead: Maybe::NONE, maker: Maybe::NONE, key: 0 };

    /// The lead, while its place is its own.
    pub fn living(&self, leads: &Leads) -> Option<LeadId> {
        self.lead.get().filter(|&lead| leads[lead].key == self.key)
    }
}

/// One request.
#[derive(Debug, Clone)]
pub struct Request {
    /// Who needs it.
    pub from: Person,
    /// Who is to serve it; none while that is unknown.
    pub to: Maybe<Person>,
    /// What it is about.
    pub about: About,
    /// Next request in the same queue.
    pub next: Maybe<RequestId>,
    /// Day of asking.
    pub created: Day,
    /// Seconds of work left.
    pub remaining: u32,
    /// What is needed.
    pub need: Need,
    /// The subject of the piece of material that is needed, if it is one.
    pub subject: u16,
    /// Whether a piece of material must be made for it.
    pub makes: bool,
    /// How it goes its way.
    pub route: Route,
    /// Whether a rule, a boss or a named role asks for it.
    pub duty: bool,
    /// Whether the helper has agreed to serve it.
    pub agreed: bool,
    /// The pull above which the helper agrees to serve it, which follows from one draw; NaN before it has been drawn.
    pub bar: f64,
    /// Whether whoever asked has given up waiting, so that serving it is duplicated work.
    pub given_up: bool,
    /// Whether it goes its way and back through a unit that stands between the functions.
    pub relayed: bool,
    /// Whether it has been served and is on its way back.
    pub returns: bool,
    /// Managers who must still handle it.
    pub hops: u8,
    /// The day on which it came to the desk where it lies.
    pub moved: Day,
}

/// A first-in first-out queue of requests, linked through [`Request::next`].
#[derive(Debug, Clone, Copy)]
pub struct Queue {
    head: Maybe<RequestId>,
    tail: Maybe<RequestId>,
}

impl Default for Queue {
    fn default() -> Self {
        Self { head: Maybe::NONE, tail: Maybe::NONE }
    }
}

/// The store of requests: a slab with a free list.
#[derive(Debug, Default)]
pub struct Requests {
    slab: Vec<Request>,
    free: Vec<RequestId>,
    /// Requests made so far.
    pub created: u64,
    /// Requests that ended so far.
    pub ended: u64,
}

impl std::ops::Index<RequestId> for Requests {
    type Output = Request;
    fn index(&self, id: RequestId) -> &Request {
        &self.slab[id.index()]
    }
}

impl std::ops::IndexMut<RequestId> for Requests {
    fn index_mut(&mut self, id: RequestId) -> &mut Request {
        &mut self.slab[id.index()]
    }
}

impl Requests {
    /// Forgets all requests.
    pub fn reset(&mut self) {
        self.slab.clear();
        self.free.clear();
        (self.created, self.ended) = (0, 0);
    }

    /// Takes in a new request and gives its place.
    pub fn create(&mut self, request: Request) -> RequestId {
        self.created += 1;
        if let Some(id) = self.free.pop() {
            self.slab[id.index()] = request;
            id
        } else {
            grow(&mut self.slab);
            self.slab.push(request);
            RequestId::new(self.slab.len() as u32 - 1)
        }
    }

    /// Ends a request; its place is free again.
    pub fn end(&mut self, id: RequestId) {
        self.ended += 1;
        self.free.push(id);
    }

    /// Requests not yet ended.
    pub fn open(&self) -> u64 {
        (self.slab.len() - self.free.len()) as u64
    }

    /// Puts a request at the end of a queue.
    pub fn push(&mut self, queue: &mut Queue, id: RequestId) {
        self.slab[id.index()].next = Maybe::NONE;
        match queue.tail.get() {
            None => queue.head = id.into(),
            Some(last) => self.slab[last.index()].next = id.into(),
        }
        queue.tail = id.into();
    }

    /// Takes the whole queue apart: its first request, the rest following through `next`.
    pub fn take(&mut self, queue: &mut Queue) -> Maybe<RequestId> {
        std::mem::take(queue).head
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.slab.len() * size_of::<Request>() + self.free.len() * 4
    }
}
