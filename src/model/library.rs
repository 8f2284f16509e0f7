//! The firm's material: topics that customers ask for, pieces on shelves and in drawers, and how both age.
//!
//! A segment has K = base + slope x topics. Customers ask for the topic of rank r with chance proportional to r^-s (Zipf); over
//! time topics change ranks with one another, the faster the market. A piece treats one topic; it goes stale at an exponential
//! age, rate `materials.stale` x speed. What lies on a shelf the whole segment may find; what lies in a salesperson's drawer
//! is known to the owner and to teammates by chance. Pieces made = on shelves + in drawers + stale, at any time.

use super::firm::Today;
use super::leads::{NONE, grow};
use super::math::{ln, pow};
use super::random::Purpose;
use super::rates::{Rates, YEAR};

/// Topics that a segment can have at most.
pub const MOST_TOPICS: usize = 64;
/// No topic.
pub const NO_TOPIC: u8 = u8::MAX;
/// Pieces on a topic that anybody looks through, newest first: attention is bounded.
const LOOK: usize = 16;

/// One piece of material.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// Who made it.
    pub maker: u32,
    /// The next piece at the same place.
    next: u32,
    /// The day from which it is stale.
    pub stale: u32,
    /// Whether sales has used it.
    pub used: bool,
}

/// All material of one firm.
#[derive(Debug, Default)]
pub struct Library {
    /// Topics of each segment.
    pub topics: usize,
    /// The topic at each rank, segment by segment.
    ranks: Vec<u8>,
    /// Chance that a question is about one of the first ranks.
    sums: Vec<f64>,
    /// First piece on the shelf, by segment and topic.
    shelves: Vec<u32>,
    /// First piece in the drawers of a team, by team and topic.
    drawers: Vec<u32>,
    /// The day from which no copy in the firm is fresh, by segment and topic.
    freshest: Vec<u32>,
    /// Topics put on the shelf of its segment since a team was last shown what is new: a bit each.
    pub news: Vec<u64>,
    slab: Vec<Piece>,
    free: Vec<u32>,
    /// Pieces made so far.
    pub made: u64,
    /// Pieces gone stale, or taken along by people who left.
    pub stale: u64,
}

/// Where a piece lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On the shelf of a segment.
    Shelf,
    /// In a drawer of a team.
    Drawer,
}

impl Library {
    /// An empty library; topics have the ranks of their numbers.
    pub fn reset(&mut self, rates: &Rates, materials: &crate::scenario::materials::Materials, x: f64) {
        let topics = (materials.topics_base + materials.topics_slope * x + 0.5) as usize;
        self.topics = topics.clamp(1, MOST_TOPICS);
        self.ranks.clear();
        self.ranks.extend((0..rates.segments).flat_map(|_| 0..self.topics as u8));
        self.sums.clear();
        let mut sum = 0.0;
        for rank in 1..=self.topics {
            sum += pow(rank as f64, -materials.popularity);
            self.sums.push(sum);
        }
        self.sums.iter_mut().for_each(|chance| *chance /= sum);
        self.shelves.clear();
        self.shelves.resize(rates.segments * self.topics, NONE);
        self.drawers.clear();
        self.drawers.resize(rates.teams * self.topics, NONE);
        self.freshest.clear();
        self.freshest.resize(rates.segments * self.topics, 0);
        self.news.clear();
        self.news.resize(rates.teams, 0);
        self.slab.clear();
        self.free.clear();
        (self.made, self.stale) = (0, 0);
    }

    /// The topic of a question in a segment.
    pub fn asked(&self, segment: usize, u: f64) -> u8 {
        let rank = self.sums.partition_point(|&sum| sum < u).min(self.topics - 1);
        self.ranks[segment * self.topics + rank]
    }

    /// A month passes: topics change ranks.
    pub fn drift(&mut self, today: &Today, segments: usize, month: u32) {
        let materials = &today.scenario.materials;
        let topics = self.topics as f64;
        // More swaps than twice the number of topics leave no order that was there before.
        let mean = (materials.drift * today.scenario.market.speed / 12.0 * topics / 2.0).min(2.0 * topics);
        if self.topics < 2 || mean == 0.0 {
            return;
        }
        for segment in 0..segments {
            let mut swap = 0;
            loop {
                let [more, a, b, _] =
                    today.draws.four(Purpose::Popularity, segment as u64, month * 256 + swap);
                if f64::from(swap) + more >= mean {
                    break;
                }
                let place = |u: f64| segment * self.topics + ((u * topics) as usize).min(self.topics - 1);
                self.ranks.swap(place(a), place(b));
                swap += 1;
            }
        }
    }

    /// Whether a fresh copy exists anywhere in the firm.
    pub fn exists(&self, segment: usize, topic: u8, day: u32) -> bool {
        self.freshest[segment * self.topics + usize::from(topic)] > day
    }

    /// Fresh pieces at a place (a segment's shelf or a team's drawers), newest first, as far as anybody looks.
    pub fn look(
        &self,
        place: Place,
        index: usize,
        topic: u8,
        day: u32,
    ) -> impl Iterator<Item = (u32, &Piece)> {
        let heads = if place == Place::Shelf { &self.shelves } else { &self.drawers };
        let first = heads[index * self.topics + usize::from(topic)];
        let piece = |id: u32| (id != NONE).then(|| (id, &self.slab[id as usize]));
        let all = std::iter::successors(piece(first), move |(_, last)| piece(last.next));
        all.take(LOOK).filter(move |(_, piece)| piece.stale > day)
    }

    /// Who made a piece.
    pub fn maker(&self, id: u32) -> usize {
        self.slab[id as usize].maker as usize
    }

    /// Sales uses a piece.
    pub fn used(&mut self, id: u32) {
        self.slab[id as usize].used = true;
    }

    /// A piece is made: on the shelf of a segment, or in a drawer of a team of that segment.
    pub fn put(&mut self, rates: &Rates, (place, team): (Place, usize), topic: u8, piece: Piece) {
        self.made += 1;
        let segment = rates.segment(team);
        let (heads, index) = match place {
            Place::Shelf => (&mut self.shelves, segment),
            Place::Drawer => (&mut self.drawers, team),
        };
        let head = &mut heads[index * self.topics + usize::from(topic)];
        let piece = Piece { next: *head, ..piece };
        *head = if let Some(id) = self.free.pop() {
            self.slab[id as usize] = piece;
            id
        } else {
            grow(&mut self.slab);
            self.slab.push(piece);
            (self.slab.len() - 1) as u32
        };
        let freshest = &mut self.freshest[segment * self.topics + usize::from(topic)];
        *freshest = (*freshest).max(piece.stale);
        if place == Place::Shelf {
            for team in (segment..rates.teams).step_by(rates.segments) {
                self.news[team] |= 1 << topic;
            }
        }
    }

    /// Whoever leaves takes along what lies in the own drawer.
    pub fn take_along(&mut self, rates: &Rates, seller: usize) {
        let team = rates.team(seller);
        for topic in 0..self.topics {
            let mut id = self.drawers[team * self.topics + topic];
            while id != NONE {
                let piece = &mut self.slab[id as usize];
                if piece.maker == seller as u32 {
                    piece.stale = 0;
                }
                id = piece.next;
            }
        }
    }

    /// Clears away what is stale by `day`, and tells of each piece that it was; notes anew which copies are the freshest.
    pub fn sweep(&mut self, rates: &Rates, day: u32, mut gone: impl FnMut(&Piece)) {
        self.freshest.fill(0);
        for place in [Place::Shelf, Place::Drawer] {
            let heads = if place == Place::Shelf { &mut self.shelves } else { &mut self.drawers };
            for (number, head) in heads.iter_mut().enumerate() {
                if *head == NONE {
                    continue;
                }
                let (index, topic) = (number / self.topics, number % self.topics);
                let segment = if place == Place::Shelf { index } else { rates.segment(index) };
                let freshest = &mut self.freshest[segment * self.topics + topic];
                let (mut id, mut last) = (*head, NONE);
                while id != NONE {
                    let piece = self.slab[id as usize];
                    if piece.stale > day {
                        *freshest = (*freshest).max(piece.stale);
                        last = id;
                    } else {
                        gone(&piece);
                        self.stale += 1;
                        self.free.push(id);
                        if last == NONE {
                            *head = piece.next;
                        } else {
                            self.slab[last as usize].next = piece.next;
                        }
                    }
                    id = piece.next;
                }
            }
        }
    }

    /// Pieces at a kind of place, counted.
    pub fn count(&self, place: Place) -> u64 {
        let heads = if place == Place::Shelf { &self.shelves } else { &self.drawers };
        let mut n = 0;
        for &head in heads {
            let mut id = head;
            while id != NONE {
                n += 1;
                id = self.slab[id as usize].next;
            }
        }
        n
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.ranks.len()
            + 8 * (self.sums.len() + self.news.len())
            + 4 * (self.shelves.len() + self.drawers.len() + self.freshest.len() + self.free.len())
            + self.slab.len() * size_of::<Piece>()
    }
}

/// The day from which a piece made today is stale.
pub fn lasts(today: &Today, u: f64) -> u32 {
    let rate = today.scenario.materials.stale * today.scenario.market.speed / YEAR;
    let days = if rate > 0.0 { (-ln(u) / rate).min(1e9) } else { 1e9 };
    today.day.saturating_add(1).saturating_add(days as u32)
}

/// A new piece.
pub fn fresh(maker: usize, stale: u32, used: bool) -> Piece {
    Piece { maker: maker as u32, next: NONE, stale, used }
}
