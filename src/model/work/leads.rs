//! Every lead is accounted for: the store of leads, and the steps that a lead may take.
//!
//! created = won + lost (by reason) + open, at any time. A lead moves only through [`Leads::advance`], which knows the
//! legal steps; an illegal one is refused and stops the run.

use crate::model::ModelError;
use crate::model::ids::{Day, Id, LeadId, Marketer, Maybe, RequestId, Seller};

/// Makes room for one more by an eighth, where doubling would hold twice the memory that a large firm needs.
pub fn grow<T>(values: &mut Vec<T>) {
    if values.len() == values.capacity() {
        values.reserve_exact(values.len() / 8 + 16);
    }
}

/// Why a lead was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Loss {
    /// Expired before anybody worked on it.
    Leaked,
    /// Kept back by marketing for its low score.
    ScreenedOut,
    /// Refused by the salesperson to whom it was offered.
    Refused,
    /// Found not to be worth an offer when it was worked.
    Unqualified,
    /// Started, then left lying longer than the customer's patience.
    Neglected,
    /// The customer decided against it in the end.
    Competition,
}

/// Names of [`Loss`], in order.
pub const LOSSES: [&str; 6] =
    ["leaked", "screened out", "refused", "unqualified", "neglected", "competition"];

/// Where a lead stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Known to marketing only.
    Captured,
    /// In the list of one or more salespeople, not yet worked.
    Offered,
    /// Worked by its owner.
    Working,
    /// Waiting for the other function.
    Waiting,
    /// Won.
    Won,
    /// Lost.
    Lost(Loss),
}

impl Stage {
    /// Whether a lead may go from here to `next`.
    fn may_become(self, next: Stage) -> bool {
        use Loss::{Competition, Leaked, Neglected, Refused, ScreenedOut, Unqualified};
        matches!(
            (self, next),
            (Stage::Captured, Stage::Offered | Stage::Lost(Leaked | ScreenedOut | Refused))
                | (Stage::Offered, Stage::Working | Stage::Lost(Leaked))
                | (
                    Stage::Working,
                    Stage::Waiting | Stage::Won | Stage::Lost(Unqualified | Neglected | Competition)
                )
                | (Stage::Waiting, Stage::Working | Stage::Lost(Neglected))
        )
    }

    /// Whether the lead's life is over.
    pub fn ended(self) -> bool {
        matches!(self, Stage::Won | Stage::Lost(_))
    }
}

/// What a lead points to: the next lead in an outbox, or the request for which it waits, never both.
#[derive(Debug, Clone, Copy)]
pub struct Link(u32);

impl Link {
    /// To nothing.
    pub const NONE: Self = Self(u32::MAX);

    /// To a request.
    #[inline]
    pub fn to_request(request: RequestId) -> Self {
        Self(request.number())
    }

    /// The request for which a waiting lead waits.
    #[inline]
    pub fn request(self) -> RequestId {
        RequestId::new(self.0)
    }

    /// To the lead that comes next.
    #[inline]
    pub fn to_lead(lead: LeadId) -> Self {
        Self(lead.number())
    }

    /// The next lead of the outbox.
    #[inline]
    pub fn lead(self) -> Option<LeadId> {
        (self.0 != u32::MAX).then(|| LeadId::new(self.0))
    }
}

/// One lead.
#[derive(Debug, Clone)]
pub struct Lead {
    /// The prospect: territory in the upper half, running number in the lower; names all draws about it.
    pub key: u64,
    /// Running number of the lead in this replication.
    pub number: u32,
    /// The marketer who captured it; none when a salesperson found it.
    pub marketer: Maybe<Marketer>,
    /// The salesperson who works it, or to whom it was routed; none before.
    pub owner: Maybe<Seller>,
    /// What comes next: in the marketer's outbox the next lead, while the lead waits its request.
    pub link: Link,
    /// Where it stands.
    pub stage: Stage,
    /// Step of the sale, from 0.
    pub step: u8,
    /// Entries in salespeople's lists that point here.
    pub holders: u8,
    /// Salespeople who worked it.
    pub hands: u8,
    /// Whether it has come into a salesperson's view.
    pub offered: bool,
    /// Whether it is sales-worthy.
    pub good: bool,
    /// Whether a salesperson found it too.
    pub claimed_twice: bool,
    /// Whether acceptance was recorded.
    pub recorded: bool,
    /// Whether both functions worked on it.
    pub shared: bool,
    /// Whether its follow-up is checked.
    pub tracked: bool,
    /// Whether the present step got its pod synchronisation or its help.
    pub served: bool,
    /// Whether it was held back over the end of a quarter.
    pub held: bool,
    /// Whether the lead is worked in a pod.
    pub pod: bool,
    /// Fit in standard deviations.
    pub fit: f32,
    /// Value relative to a typical deal.
    pub value: f32,
    /// Day and hour of interest, in days.
    pub born: f32,
    /// Days that the interest lasts.
    pub patience: f32,
    /// Days from interest to the hand-over.
    pub handed: f32,
    /// Time to the first work, in working hours; negative before it.
    pub response: f32,
    /// Seconds left of the present step.
    pub remaining: u32,
    /// Hours of rework so far.
    pub reworked: f32,
    /// Seconds of rework waiting.
    pub rework: u32,
    /// Sum of the quality of the steps made.
    pub quality: f32,
    /// Whether it was kept warm when it would have lapsed.
    pub warm: bool,
    /// Pieces of material that the present step still needs.
    pub pieces: u8,
    /// The subject of the piece of material that was not found last.
    pub subject: u16,
    /// Pieces of material used so far: made by marketing, made by sales.
    pub got: (u8, u8),
    /// Seconds of searching for material waiting.
    pub search: u32,
    /// Seconds of making material waiting.
    pub making: u32,
    /// Seconds of making material that exists already waiting.
    pub copying: u32,
    /// Days spent waiting at the border.
    pub waited: f32,
    /// Fit of the message with which it was addressed.
    pub message_fit: f32,
    /// What marketing's score or talk told the salesperson, and how noisy it was (0: nothing).
    pub told: (f32, f32),
}

impl Lead {
    /// The salesperson in whose territory the prospect is.
    pub fn territory(&self) -> Seller {
        Seller::new((self.key >> 32) as u32)
    }
}

/// The store of leads: a slab with a free list.
#[derive(Debug, Default)]
pub struct Leads {
    slab: Vec<Lead>,
    free: Vec<LeadId>,
    /// Leads created so far.
    pub created: u64,
    /// Leads won so far.
    pub won: u64,
    /// Leads lost so far, by reason.
    pub lost: [u64; LOSSES.len()],
    /// The first illegal step, if any was tried.
    pub fault: Option<ModelError>,
}

impl std::ops::Index<LeadId> for Leads {
    type Output = Lead;
    fn index(&self, id: LeadId) -> &Lead {
        &self.slab[id.index()]
    }
}

impl std::ops::IndexMut<LeadId> for Leads {
    fn index_mut(&mut self, id: LeadId) -> &mut Lead {
        &mut self.slab[id.index()]
    }
}

impl Leads {
    /// Forgets all leads.
    pub fn reset(&mut self) {
        self.slab.clear();
        self.free.clear();
        (self.created, self.won, self.lost, self.fault) = (0, 0, [0; LOSSES.len()], None);
    }

    /// Takes in a new lead and gives its place.
    pub fn create(&mut self, mut lead: Lead) -> LeadId {
        lead.number = self.created as u32;
        self.created += 1;
        if let Some(id) = self.free.pop() {
            self.slab[id.index()] = lead;
            id
        } else {
            grow(&mut self.slab);
            self.slab.push(lead);
            LeadId::new(self.slab.len() as u32 - 1)
        }
    }

    /// Moves a lead to its next stage; an illegal step is recorded as a fault and not taken.
    pub fn advance(&mut self, id: LeadId, next: Stage, day: Day) {
        let lead = &mut self.slab[id.index()];
        if !lead.stage.may_become(next) {
            let step = format!("lead {} from {:?} to {next:?}", lead.number, lead.stage);
            self.fault.get_or_insert(ModelError::Illegal { step, day: day.number() });
            return;
        }
        lead.stage = next;
        match next {
            Stage::Won => self.won += 1,
            Stage::Lost(loss) => self.lost[loss as usize] += 1,
            _ => {}
        }
        self.collect(id);
    }

    /// One list entry less points to the lead.
    pub fn release(&mut self, id: LeadId) {
        let lead = &mut self.slab[id.index()];
        lead.holders -= 1;
        self.collect(id);
    }

    /// Frees the place of a lead that has ended and that no list points to.
    fn collect(&mut self, id: LeadId) {
        let lead = &self.slab[id.index()];
        if lead.stage.ended() && lead.holders == 0 {
            self.free.push(id);
        }
    }

    /// Leads that have neither been won nor lost, counted in the store.
    pub fn open(&self) -> u64 {
        self.slab.iter().filter(|lead| !lead.stage.ended()).count() as u64
    }

    /// Leads that ended, won or lost.
    pub fn ended(&self) -> u64 {
        self.won + self.lost.iter().sum::<u64>()
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.slab.len() * size_of::<Lead>() + self.free.len() * 4
    }
}
