//! Named randomness: a draw is a function of (seed, replication, purpose, entity, occurrence) and of nothing else,
//! neither the order of events, nor the structure, the thread or the shard.
//!
//! A name begins a stream of 64-bit words that any law of the `rand` ecosystem can sample from. The stream is SplitMix64
//! (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014): word i is mix(s + i g) with
//! Stafford's mixer 13. Its start s and its step g come from the name and from a key (a, b):
//!
//!   x = h((entity xor a) C1),   s = h((((purpose, occurrence) xor b) + x) C2),   g = x or 1,
//!
//! modulo 2^64, with h(z) = z xor (z >> 32). The key comes from seed and replication in the same way. Each of these steps
//! is one-to-one: no two names of a replication share (x, s), nor does a name share it with itself under another seed or in
//! another replication; all of (x, s) but one bit is in the stream. What was tested: `docs/methods/randomness.md`.
//!
//! Where a parameter may differ between structures, a law is monotone in one word of its name (a quantile, or a uniform
//! number below a chance), so that structures are coupled; where it may not, rejection from the name's own stream will do.

use super::math;
use rand::distr::{Distribution, Open01};
use rand::rand_core::utils::{fill_bytes_via_next_word, read_words};
use rand::{Rng, SeedableRng, TryRng};
use std::convert::Infallible;

/// What a draw is for. The number is part of the draw's name: never reuse or renumber one. Each purpose is drawn at one
/// place of the source (a test sees to it), so that two places cannot share a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Purpose {
    /// Drift of preferences; entity: segment, occurrence: day.
    Drift = 1,
    /// The market's pull on a day; occurrence: day.
    Pull = 2,
    /// Prospects of a territory; entity: territory, occurrence: day.
    Arrivals = 3,
    /// Reachable, captured, found alone, marketer; entity: prospect.
    Capture = 4,
    /// Worth, patience, value, hour of interest; entity: prospect.
    Lead = 5,
    /// Joint, covered, contact, whom; entity: prospect, occurrence: step.
    Step = 6,
    /// A customer's own delay before a step; entity: prospect, occurrence: step.
    CustomerDelay = 7,
    /// A person's talent, tendency to blame, temper, horizon; entity: person, occurrence: generation.
    Person = 8,
    /// First ties of a person; entity: person, occurrence: tie.
    Ties = 9,
    /// Reading of a lead's worth by a salesperson; entity: prospect, occurrence: person.
    Reading = 10,
    /// Taste for a lead; entity: prospect, occurrence: person.
    Taste = 11,
    /// Who is mailed, and reads; entity: prospect, occurrence: contact.
    Mail = 12,
    /// Whether a colleague's claim to a lead is seen before work begins; entity: prospect, occurrence: person.
    Visible = 13,
    /// Score of a lead; entity: prospect.
    Score = 14,
    /// Whether follow-up is checked; entity: prospect.
    Check = 15,
    /// Qualification of a lead; entity: prospect.
    Qualify = 16,
    /// Willingness to help; entity: helper and asker, occurrence: day of asking and prospect.
    Help = 17,
    /// Asking around, and who is found; entity: asker, occurrence: day.
    Ask = 18,
    /// Whether friction flares up; entity: people, occurrence: day, cause and prospect.
    Dispute = 19,
    /// What a salesperson learns of preferences; entity: person, occurrence: day.
    Observe = 20,
    /// Survey and response noise; entity: person, occurrence: day.
    Survey = 21,
    /// Churn, issues and growth of an account; entity: account, occurrence: month.
    Account = 22,
    /// Needs of a campaign; entity: person, occurrence: day.
    Campaign = 23,
    /// Leaving; entity: person, occurrence: month.
    Leave = 24,
    /// Misunderstanding in a piece of help; entity: prospect, occurrence: step.
    Misunderstand = 25,
    /// Who sits together in a meeting; entity: person, occurrence: day.
    Seat = 26,
    /// The accounts with which a salesperson starts: how many, and each one's value; entity: person.
    Book = 27,
    /// Refusal talked over a second time; entity: prospect, occurrence: person.
    Appeal = 28,
    /// Own response data of a campaign; entity: person, occurrence: day.
    Response = 29,
    /// Whether a helper sees that help is no longer needed; entity: helper and asker, occurrence: day of asking.
    Overlap = 30,
    /// Informal talk; entity: person, occurrence: day.
    Informal = 31,
    /// Who takes part in a measure; entity: person, occurrence: measure.
    Member = 32,
    /// Who attends a session; entity: person, occurrence: day and measure.
    Attend = 33,
    /// Whom a broker brings together; entity: broker, occurrence: day.
    Broker = 34,
    /// Preferences on the first day; entity: segment.
    Preference = 35,
    /// Whether a lead is won; entity: prospect.
    Win = 36,
    /// Whether a win opens an account; entity: prospect.
    Repeat = 37,
    /// Experience of those who hold a post on the first day; entity: person.
    Experience = 38,
    /// Who is told of a lead by word of mouth; entity: prospect.
    Tell = 39,
    /// How a lead's worth is understood when it is talked over; entity: prospect.
    Heard = 40,
    /// Whether a find is seen to be captured already; entity: prospect.
    FoundToo = 41,
    /// Whether a marketer sees what becomes of a lead; entity: prospect.
    Late = 42,
    /// Whether credit for a deal is contested; entity: prospect.
    Credit = 43,
    /// Whom an account's issue needs; entity: account, occurrence: month.
    Issue = 44,
    /// Who sits together in a session of a measure; entity: person, occurrence: day.
    Session = 45,
    /// What a miss teaches a marketer of the customer; entity: person, occurrence: day and prospect.
    Lesson = 46,
    /// Whether a deal is held back over the end of a quarter; entity: prospect.
    Hold = 47,
    /// How many pieces a step needs; entity: prospect, occurrence: step.
    Pieces = 67,
    /// By which route a salesperson asks for a piece; entity: prospect, occurrence: step and piece.
    AskPiece = 68,
    /// Subjects that come to a marketer's mind, and whether a piece on them is seen; entity: person, occurrence: day and number.
    Subject = 69,
    /// A piece that a step needs: its subject, whether it is found, and what is done without; entity: prospect, occurrence: step and piece.
    Material = 60,
    /// A salesperson's own piece: on record, age; entity: prospect, occurrence: step and piece.
    Piece = 61,
    /// A piece made on request: age; entity: salesperson, occurrence: day and subject.
    Request = 62,
    /// A marketer's guesses; entity: person, occurrence: generation and subject.
    Guess = 63,
    /// The age of a marketer's piece; entity: person, occurrence: day and number.
    Publish = 64,
    /// Who has or does a shared task; entity: prospect, account or team, occurrence: what and when.
    Shared = 70,
    /// Whether a lead came in by the general mailbox; entity: prospect.
    Mailbox = 71,
    /// Whether a lead about to lapse is only not ready; entity: prospect.
    Unready = 72,
    /// Whether an account's renewal comes up; entity: account, occurrence: month.
    Renewal = 73,
    /// Prices that change, and who quotes the old one; entity: team, occurrence: month.
    Price = 74,
    /// What further study of the market tells; entity: person, occurrence: day.
    Study = 75,
    /// The first offer to a segment; entity: segment.
    Offer = 92,
    /// How long development takes; entity: segment, occurrence: quarter.
    Lag = 93,
    /// What sales has told of customers' plans; entity: segment, occurrence: quarter.
    Plans = 94,
    /// Whether an account is lost because its person changed; entity: account, occurrence: day, and why.
    Follow = 90,
    /// Which accounts a change of the way of working gives to others, and to whom; entity: account, occurrence: day.
    Reassign = 91,
    /// Subjects that change ranks; entity: segment, occurrence: month.
    Popularity = 65,
    /// What is done about a piece that nobody sent; entity: prospect, occurrence: step and piece.
    Unsent = 66,
    /// Not of the model: the order of strata; entity: factor or trajectory.
    DesignOrder = 200,
    /// Not of the model: which points a bootstrap draws; entity: repetition.
    Resample = 201,
    /// Not of the model: the place within a stratum; entity: factor, occurrence: point.
    DesignPlace = 202,
    /// Not of the model: where a trajectory begins, and its directions; entity: trajectory and factor.
    DesignStart = 203,
    /// Not of the model: the digital shifts of a sequence; entity: dimension, occurrence: randomisation.
    DesignShift = 204,
    /// Not of the model: shuffles of a permutation test; entity: shuffle.
    Permutation = 205,
    /// Not of the model: integrals over what is not known exactly.
    Posterior = 206,
    /// Not of the model: the order in which choices are made when a difference is taken apart.
    ChoiceOrder = 207,
    /// Not of the model: the firms that plausible ranges leave open; entity: parameter.
    Plausible = 208,
    /// Not of the model: shuffles of firms among their leads; entity: shuffle.
    FirmShuffle = 209,
}

/// The addressable draws of one replication.
#[derive(Debug, Clone, Copy)]
pub struct Draws {
    key: [u64; 2],
}

impl Draws {
    /// The draws of a replication under a seed.
    pub fn new(seed: u64, replication: u32) -> Self {
        // The first digits of the binary expansion of pi stand for the key of the key.
        let [x, s] = absorb([0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344], seed, u64::from(replication));
        let b = mix(s);
        Self { key: [mix(x ^ b), b] }
    }

    /// The stream of a name.
    #[inline]
    pub fn stream(&self, purpose: Purpose, entity: u64, occurrence: u32) -> Stream {
        #[cfg(feature = "count")]
        count::note(|counts| counts.names += 1);
        let which = (u64::from(purpose as u8) << 32) | u64::from(occurrence);
        let [x, start] = absorb(self.key, entity, which);
        Stream { at: start, step: x | 1 }
    }

    /// One uniform number strictly between 0 and 1.
    #[inline]
    pub fn uniform(&self, purpose: Purpose, entity: u64, occurrence: u32) -> f64 {
        self.stream(purpose, entity, occurrence).uniform()
    }

    /// As many independent uniform numbers strictly between 0 and 1 as are asked for.
    #[inline]
    pub fn uniforms<const N: usize>(&self, purpose: Purpose, entity: u64, occurrence: u32) -> [f64; N] {
        let mut stream = self.stream(purpose, entity, occurrence);
        std::array::from_fn(|_| stream.uniform())
    }

    /// One standard normal number.
    #[inline]
    pub fn normal(&self, purpose: Purpose, entity: u64, occurrence: u32) -> f64 {
        self.stream(purpose, entity, occurrence).normal()
    }
}

/// Takes two words into a key, one-to-one for each key.
#[inline]
fn absorb(key: [u64; 2], entity: u64, which: u64) -> [u64; 2] {
    let x = (entity ^ key[0]).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let x = x ^ (x >> 32);
    let s = (which ^ key[1]).wrapping_add(x).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    [x, s ^ (s >> 32)]
}

/// Stafford's mixer 13, the last step of SplitMix64; one-to-one.
#[inline]
fn mix(z: u64) -> u64 {
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The words of a name: a generator of the `rand` ecosystem. It never runs out: its period is 2^64 words.
#[derive(Debug, Clone)]
pub struct Stream {
    at: u64,
    step: u64,
}

impl Stream {
    /// The next word.
    #[inline]
    pub fn word(&mut self) -> u64 {
        #[cfg(feature = "count")]
        count::note(|counts| counts.words += 1);
        let word = mix(self.at);
        self.at = self.at.wrapping_add(self.step);
        word
    }

    /// Passes over a word that cannot matter, so that those after it keep their places.
    #[inline]
    pub fn skip(&mut self) {
        self.at = self.at.wrapping_add(self.step);
    }

    /// A uniform number strictly between 0 and 1, of 52 bits: one word.
    #[inline]
    pub fn uniform(&mut self) -> f64 {
        Open01.sample(self)
    }

    /// A standard normal number: one word.
    #[inline]
    pub fn normal(&mut self) -> f64 {
        Normal.sample(self)
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok((self.word() >> 32) as u32)
    }

    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.word())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(bytes, || self.try_next_u64())
    }
}

impl SeedableRng for Stream {
    type Seed = [u8; 16];

    /// The stream of a start and a step (made odd), both with their lowest byte first.
    fn from_seed(seed: [u8; 16]) -> Self {
        let [at, step] = read_words(&seed);
        Self { at, step: step | 1 }
    }
}

/// The standard normal law as the quantile of one word: monotone, without rejection, the same bits everywhere. That of
/// `rand_distr` rejects, and takes its logarithms from whatever another crate of the build has asked for.
#[derive(Debug, Clone, Copy)]
pub struct Normal;

impl Distribution<f64> for Normal {
    #[inline]
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
        #[cfg(feature = "count")]
        count::note(|counts| counts.normals += 1);
        math::normal(rng.next_u64())
    }
}

/// Counts the draws of a thread, for the benchmark of the limit; not built without the feature `count`.
#[cfg(feature = "count")]
pub mod count {
    use std::cell::Cell;

    /// How often was drawn.
    #[derive(Debug, Clone, Copy, Default)]
    pub struct Counts {
        /// Names whose streams were begun.
        pub names: u64,
        /// Words taken from them.
        pub words: u64,
        /// How many of these became normal numbers.
        pub normals: u64,
    }

    thread_local! {
        static COUNTS: Cell<Counts> = Cell::default();
    }

    #[inline]
    pub(super) fn note(change: impl FnOnce(&mut Counts)) {
        COUNTS.with(|cell| {
            let mut counts = cell.get();
            change(&mut counts);
            cell.set(counts);
        });
    }

    /// Draws of this thread since it was last asked.
    pub fn take() -> Counts {
        COUNTS.with(Cell::take)
    }
}

#[cfg(test)]
mod tests;
