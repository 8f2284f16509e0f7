//! Named randomness: a draw is a function of (seed, replication, purpose, entity, occurrence) and of nothing else,
//! neither the order of events, nor the structure, the thread or the shard.
//!
//! Generator: Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror & Shaw, "Parallel random numbers:
//! as easy as 1, 2, 3", SC'11. The key is the seed; the counter holds the rest, so that two different names can
//! never share a counter. It is written here because no Rust crate of it has a large user base; its known answers
//! are tested. One draw takes one uniform, and other distributions come from it by inverse transform: that keeps the
//! number of words a draw consumes fixed, couples arms monotonically, and stays portable.

use super::math;

/// What a draw is for. The number is part of the draw's name: never reuse or renumber one.
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
    /// Worth, patience, value, hour of interest, closing; entity: prospect, occurrence: attribute.
    Lead = 5,
    /// Joint, covered, contact, whom; entity: prospect, occurrence: step.
    Step = 6,
    /// A customer's own delay before a step; entity: prospect, occurrence: step.
    CustomerDelay = 7,
    /// A person's talent, experience, tendency, horizon, temper; entity: person, occurrence: generation and attribute.
    Person = 8,
    /// First ties of a person; entity: person, occurrence: tie.
    Ties = 9,
    /// Reading of a lead's worth by a salesperson; entity: prospect, occurrence: person.
    Reading = 10,
    /// Taste for a lead; entity: prospect, occurrence: person.
    Taste = 11,
    /// Who is told or mailed, and reads; entity: prospect, occurrence: contact.
    Mail = 12,
    /// Whether a claim, an answer or a record is seen; entity: prospect, occurrence: person.
    Visible = 13,
    /// Score of a lead; entity: prospect.
    Score = 14,
    /// Whether follow-up is checked; entity: prospect.
    Check = 15,
    /// Qualification of a lead; entity: prospect.
    Qualify = 16,
    /// Willingness to help; entity: helper and asker, occurrence: day of asking and prospect.
    Help = 17,
    /// Asking around; entity: asker, occurrence: day.
    Ask = 18,
    /// Whether friction flares up; entity: people, occurrence: day, cause and prospect.
    Dispute = 19,
    /// What a salesperson learns of preferences; entity: person, occurrence: day.
    Observe = 20,
    /// Survey and response noise; entity: person, occurrence: day.
    Survey = 21,
    /// Churn and issues of an account; entity: account, occurrence: month.
    Account = 22,
    /// Needs of a campaign; entity: person, occurrence: day.
    Campaign = 23,
    /// Leaving; entity: person, occurrence: month.
    Leave = 24,
    /// Misunderstanding in a piece of help; entity: prospect, occurrence: step.
    Misunderstand = 25,
    /// Who sits together in a meeting; entity: person, occurrence: day.
    Seat = 26,
    /// The accounts with which a salesperson starts; entity: person, occurrence: account.
    Book = 27,
    /// Refusal talked over a second time; entity: prospect.
    Appeal = 28,
    /// Own response data of a campaign; entity: person, occurrence: day.
    Response = 29,
    /// Informal talk; entity: person, occurrence: day.
    Informal = 31,
    /// Who takes part in a measure; entity: person, occurrence: measure.
    Member = 32,
    /// Who attends a session; entity: person, occurrence: day and measure.
    Attend = 33,
    /// Whom a broker brings together; entity: broker, occurrence: day.
    Broker = 34,
    /// What a miss teaches a marketer of the customer; entity: person, occurrence: day and prospect.
    Lesson = 35,
    /// Pieces that a step needs, their subjects, and whether they are found; entity: prospect, occurrence: step and piece.
    Material = 40,
    /// A salesperson's own piece: on record, age; or the route of a request for it; entity: prospect, occurrence: step and piece.
    Piece = 41,
    /// A piece made on request: age; entity: salesperson, occurrence: day and subject. What is done without an answer; entity: prospect.
    Request = 42,
    /// A marketer's guesses, and what of others' pieces a marketer sees; entity: person, occurrence: generation or day, and subject.
    Guess = 43,
    /// A marketer's choice of subject, and the age of the piece; entity: person, occurrence: day.
    Publish = 44,
    /// Subjects that change ranks; entity: segment, occurrence: month.
    Popularity = 45,
    /// Whether a helper sees that help is no longer needed; entity: helper and asker, occurrence: day of asking.
    Overlap = 30,
    /// Not of the model: the points of a design; entity and occurrence as the design needs them.
    Design = 200,
    /// Not of the model: which points a bootstrap draws; entity: repetition, occurrence: draw.
    Resample = 201,
}

/// The addressable draws of one replication.
#[derive(Debug, Clone, Copy)]
pub struct Draws {
    /// The key of each round, which follows from the seed.
    keys: [[u32; 2]; ROUNDS],
    replication: u32,
}

impl Draws {
    /// The draws of `replication` (at most 2^24) under `seed`.
    pub fn new(seed: u64, replication: u32) -> Self {
        let key = [seed as u32, (seed >> 32) as u32];
        Self { keys: round_keys(key), replication: replication & 0x00ff_ffff }
    }

    /// Four independent words of 32 bits.
    #[inline]
    pub fn block(&self, purpose: Purpose, entity: u64, occurrence: u32) -> [u32; 4] {
        #[cfg(feature = "count")]
        count::note(count::BLOCKS, purpose);
        let name = [
            occurrence,
            entity as u32,
            (entity >> 32) as u32,
            (u32::from(purpose as u8) << 24) | self.replication,
        ];
        philox4x32_10(name, &self.keys)
    }

    /// One uniform number strictly between 0 and 1, of 52 bits.
    #[inline]
    pub fn uniform(&self, purpose: Purpose, entity: u64, occurrence: u32) -> f64 {
        let [a, b, ..] = self.block(purpose, entity, occurrence);
        let bits = (u64::from(a) << 20) | (u64::from(b) >> 12);
        (bits as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
    }

    /// Four independent uniform numbers in (0, 1), of 32 bits each.
    #[inline]
    pub fn four(&self, purpose: Purpose, entity: u64, occurrence: u32) -> [f64; 4] {
        self.block(purpose, entity, occurrence).map(|word| (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0))
    }

    /// One standard normal number.
    #[inline]
    pub fn normal(&self, purpose: Purpose, entity: u64, occurrence: u32) -> f64 {
        #[cfg(feature = "count")]
        count::note(count::NORMALS, purpose);
        math::normal_quantile(self.uniform(purpose, entity, occurrence))
    }
}

/// Rounds of the generator.
const ROUNDS: usize = 10;

/// The keys of all rounds: the Weyl sequences of Philox4x32.
fn round_keys(key: [u32; 2]) -> [[u32; 2]; ROUNDS] {
    std::array::from_fn(|round| {
        let times = round as u32;
        [
            key[0].wrapping_add(times.wrapping_mul(0x9E37_79B9)),
            key[1].wrapping_add(times.wrapping_mul(0xBB67_AE85)),
        ]
    })
}

/// Philox4x32 with ten rounds.
#[inline]
fn philox4x32_10(mut counter: [u32; 4], keys: &[[u32; 2]; ROUNDS]) -> [u32; 4] {
    for key in keys {
        let low = u64::from(counter[0]) * 0xD251_1F53;
        let high = u64::from(counter[2]) * 0xCD9E_8D57;
        counter = [
            (high >> 32) as u32 ^ counter[1] ^ key[0],
            high as u32,
            (low >> 32) as u32 ^ counter[3] ^ key[1],
            low as u32,
        ];
    }
    counter
}

/// Counts the draws of a thread by purpose, for the benchmark of the limit; not built without the feature `count`.
#[cfg(feature = "count")]
pub mod count {
    use super::Purpose;
    use std::cell::Cell;

    /// Numbers that a purpose can have.
    pub const PURPOSES: usize = 256;
    pub(super) const BLOCKS: usize = 0;
    pub(super) const NORMALS: usize = 1;

    thread_local! {
        static COUNTS: [[Cell<u64>; PURPOSES]; 2] = const { [const { [const { Cell::new(0) }; PURPOSES] }; 2] };
    }

    #[inline]
    pub(super) fn note(kind: usize, purpose: Purpose) {
        COUNTS.with(|counts| {
            let count = &counts[kind][purpose as usize];
            count.set(count.get() + 1);
        });
    }

    /// Draws of this thread since it was last asked, by the number of their purpose: blocks of the generator, and how
    /// many of these became normal numbers.
    pub fn take() -> Vec<(u64, u64)> {
        COUNTS.with(|[blocks, normals]| {
            blocks.iter().zip(normals).map(|(blocks, normals)| (blocks.take(), normals.take())).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn philox_gives_the_known_answers_of_random123() {
        let philox = |counter, key| philox4x32_10(counter, &round_keys(key));
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox([!0; 4], [!0; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn every_part_of_a_name_changes_the_draw() {
        let draws = Draws::new(1, 0);
        let base = draws.uniform(Purpose::Lead, 7, 3);
        assert_ne!(base, draws.uniform(Purpose::Step, 7, 3));
        assert_ne!(base, draws.uniform(Purpose::Lead, 8, 3));
        assert_ne!(base, draws.uniform(Purpose::Lead, 7 + (1 << 32), 3));
        assert_ne!(base, draws.uniform(Purpose::Lead, 7, 4));
        assert_ne!(base, Draws::new(1, 1).uniform(Purpose::Lead, 7, 3));
        assert_ne!(base, Draws::new(2, 0).uniform(Purpose::Lead, 7, 3));
        assert_ne!(base, Draws::new(1 + (1 << 32), 0).uniform(Purpose::Lead, 7, 3));
        assert_eq!(base, Draws::new(1, 0).uniform(Purpose::Lead, 7, 3));
    }

    #[test]
    fn uniforms_have_the_moments_of_the_uniform_law() {
        let draws = Draws::new(42, 3);
        let n = 100_000;
        let (mut sum, mut squares) = (0.0, 0.0);
        for i in 0..n {
            let u = draws.uniform(Purpose::Lead, i, 0);
            assert!(u > 0.0 && u < 1.0);
            sum += u;
            squares += u * u;
        }
        let mean = sum / n as f64;
        let variance = squares / n as f64 - mean * mean;
        assert!((mean - 0.5).abs() < 0.004, "mean {mean}");
        assert!((variance - 1.0 / 12.0).abs() < 0.002, "variance {variance}");
    }
}
