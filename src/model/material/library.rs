//! The firm's material: subjects that customers ask for, pieces on shelves and in drawers, and how both age.
//!
//! A segment has topics_base + topics_slope x topics, each for `materials.kinds` kinds of customers: so many subjects. Customers ask for
//! the subject of rank r with chance proportional to r^-s (Zipf); over
//! time subjects change ranks with one another, the faster the market. A piece treats one subject; it goes stale at an exponential
//! age, rate `materials.stale` x speed. What lies on a shelf the whole segment may find; what lies in a salesperson's drawer
//! is known to the owner and to teammates by chance. Pieces made = on shelves + in drawers + stale, at any time.

use crate::model::firm::Today;
use crate::model::ids::{Day, Id, Person, Segment, Seller, ShortDay, Team};
use crate::model::math::{ln, pow};
use crate::model::random::Purpose;
use crate::model::rates::Rates;
use crate::model::work::leads::grow;
use crate::scenario::calendar::{DAYS_A_YEAR, MONTHS_A_YEAR};

/// Subjects that a segment can have at most.
const MOST: usize = 1024;
/// No piece.
const NONE: u32 = u32::MAX;
/// No subject.
pub const NO_SUBJECT: u16 = u16::MAX;
/// New pieces of a segment that are remembered until a meeting shows them.
const NEWS: usize = 16;
/// Pieces on a subject that anybody looks through, newest first: attention is bounded.
const LOOK: usize = 16;
/// Rows of a team's drawers: few pieces lie in any, so that subjects share them.
const ROWS: usize = 64;

/// One piece of material, in twelve bytes: a large firm has forty a head.
#[derive(Debug, Clone, Copy)]
pub struct Piece {
    /// Who made it.
    pub maker: Person,
    /// The next piece at the same place.
    next: u32,
    /// The day from which it is stale.
    stale: ShortDay,
    /// What it is about, times two, and one more when sales has used it.
    about: u16,
}

impl Piece {
    /// Whether sales has used it.
    pub fn used(&self) -> bool {
        self.about & 1 == 1
    }

    /// What it is about.
    #[inline]
    fn subject(&self) -> u16 {
        self.about >> 1
    }

    /// Whether it is fresh on a day.
    #[inline]
    fn is_fresh(&self, day: Day) -> bool {
        self.stale > day.into()
    }
}

/// All material of one firm.
#[derive(Debug, Default)]
pub struct Library {
    /// Subjects of each segment.
    pub subjects: usize,
    /// The subject at each rank, segment by segment.
    ranks: Vec<u16>,
    /// Chance that a question is about one of the first ranks.
    sums: Vec<f64>,
    /// First piece on the shelf, by segment and subject.
    shelves: Vec<u32>,
    /// First piece in the drawers of a team, by team and row.
    drawers: Vec<u32>,
    /// The day from which no copy in the firm is fresh, by segment and subject.
    freshest: Vec<ShortDay>,
    /// The latest subjects put on the shelf, by segment: a ring.
    news: Vec<[u16; NEWS]>,
    /// Pieces put on the shelf of each segment.
    published: Vec<u32>,
    /// How many of them a team has been shown, or can no longer be.
    shown: Vec<u32>,
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
    /// An empty library; subjects have the ranks of their numbers.
    pub fn reset(&mut self, rates: &Rates, materials: &crate::scenario::materials::Materials, x: f64) {
        let topics = materials.topics_base + materials.topics_slope * x;
        self.subjects = ((topics * materials.kinds + 0.5) as usize).clamp(1, MOST);
        self.ranks.clear();
        self.ranks.extend((0..rates.segments).flat_map(|_| 0..self.subjects as u16));
        self.sums.clear();
        let mut sum = 0.0;
        for rank in 1..=self.subjects {
            sum += pow(rank as f64, -materials.popularity);
            self.sums.push(sum);
        }
        self.sums.iter_mut().for_each(|chance| *chance /= sum);
        self.shelves.clear();
        self.shelves.resize(rates.segments * self.subjects, NONE);
        self.drawers.clear();
        self.drawers.resize(rates.teams * ROWS, NONE);
        self.freshest.clear();
        self.freshest.resize(rates.segments * self.subjects, ShortDay::FIRST);
        self.news.clear();
        self.news.resize(rates.segments, [NO_SUBJECT; NEWS]);
        self.published.clear();
        self.published.resize(rates.segments, 0);
        self.shown.clear();
        self.shown.resize(rates.teams, 0);
        self.slab.clear();
        self.free.clear();
        (self.made, self.stale) = (0, 0);
    }

    /// The subject of a question in a segment.
    pub fn asked(&self, segment: Segment, u: f64) -> u16 {
        let rank = self.sums.partition_point(|&sum| sum < u).min(self.subjects - 1);
        self.ranks[segment.index() * self.subjects + rank]
    }

    /// A month passes: subjects change ranks.
    pub fn drift(&mut self, today: &Today, segments: usize, month: u32) {
        let materials = &today.scenario.materials;
        let subjects = self.subjects as f64;
        // More swaps than twice the number of subjects leave no order that was there before.
        let mean = (materials.drift * today.scenario.market.speed / MONTHS_A_YEAR * subjects / 2.0)
            .min(2.0 * subjects);
        if self.subjects < 2 || mean == 0.0 {
            return;
        }
        for segment in 0..segments {
            let mut swap = 0;
            loop {
                let [more, a, b, _] =
                    today.draws.uniforms::<4>(Purpose::Popularity, segment as u64, month * 4096 + swap);
                if f64::from(swap) + more >= mean {
                    break;
                }
                let place =
                    |u: f64| segment * self.subjects + ((u * subjects) as usize).min(self.subjects - 1);
                self.ranks.swap(place(a), place(b));
                swap += 1;
            }
        }
    }

    /// Whether a fresh copy exists anywhere in the firm.
    pub fn exists(&self, segment: Segment, subject: u16, day: Day) -> bool {
        self.freshest[segment.index() * self.subjects + usize::from(subject)] > day.into()
    }

    /// Fresh pieces at a place (a segment's shelf or a team's drawers), newest first, as far as anybody looks.
    pub fn look(
        &self,
        place: Place,
        index: usize,
        subject: u16,
        day: Day,
    ) -> impl Iterator<Item = (u32, &Piece)> {
        let first = match place {
            Place::Shelf => self.shelves[index * self.subjects + usize::from(subject)],
            Place::Drawer => self.drawers[row(index, subject)],
        };
        let piece = |id: u32| (id != NONE).then(|| (id, &self.slab[id as usize]));
        let all = std::iter::successors(piece(first), move |(_, last)| piece(last.next));
        let about = all.filter(move |(_, piece)| piece.subject() == subject);
        about.take(LOOK).filter(move |(_, piece)| piece.is_fresh(day))
    }

    /// Who made a piece.
    pub fn maker(&self, id: u32) -> Person {
        self.slab[id as usize].maker
    }

    /// Sales uses a piece.
    pub fn used(&mut self, id: u32) {
        self.slab[id as usize].about |= 1;
    }

    /// A piece is made: on the shelf of a segment, or in a drawer of a team of that segment.
    pub fn put(&mut self, rates: &Rates, (place, team): (Place, Team), subject: u16, piece: Piece) {
        self.made += 1;
        let segment = rates.segment(team).index();
        let head = match place {
            Place::Shelf => &mut self.shelves[segment * self.subjects + usize::from(subject)],
            Place::Drawer => &mut self.drawers[row(team.index(), subject)],
        };
        let piece = Piece { next: *head, about: subject << 1 | piece.about & 1, ..piece };
        *head = if let Some(id) = self.free.pop() {
            self.slab[id as usize] = piece;
            id
        } else {
            grow(&mut self.slab);
            self.slab.push(piece);
            (self.slab.len() - 1) as u32
        };
        let freshest = &mut self.freshest[segment * self.subjects + usize::from(subject)];
        *freshest = (*freshest).max(piece.stale);
        if place == Place::Shelf {
            let count = &mut self.published[segment];
            self.news[segment][*count as usize % NEWS] = subject;
            *count += 1;
        }
    }

    /// The next subject on the shelf of a segment that a team has not been shown; `None` when there is nothing new.
    pub fn new_to(&mut self, segment: Segment, team: Team) -> Option<u16> {
        let segment = segment.index();
        let published = self.published[segment];
        let shown = &mut self.shown[team.index()];
        *shown = (*shown).max(published.saturating_sub(NEWS as u32));
        (*shown < published).then(|| {
            *shown += 1;
            self.news[segment][(*shown - 1) as usize % NEWS]
        })
    }

    /// Whoever leaves takes along what lies in the own drawer.
    pub fn take_along(&mut self, rates: &Rates, seller: Seller) {
        let team = rates.team(seller).index();
        for &first in &self.drawers[team * ROWS..][..ROWS] {
            let mut id = first;
            while id != NONE {
                let piece = &mut self.slab[id as usize];
                if piece.maker == Person::from(seller) {
                    piece.stale = ShortDay::FIRST;
                }
                id = piece.next;
            }
        }
    }

    /// Clears away what is stale by `day`, and tells of each piece that it was; notes anew which copies are the freshest.
    pub fn sweep(&mut self, rates: &Rates, day: Day, mut gone: impl FnMut(&Piece)) {
        self.freshest.fill(ShortDay::FIRST);
        for place in [Place::Shelf, Place::Drawer] {
            let heads = if place == Place::Shelf { &mut self.shelves } else { &mut self.drawers };
            for (number, head) in heads.iter_mut().enumerate() {
                if *head == NONE {
                    continue;
                }
                let segment = match place {
                    Place::Shelf => number / self.subjects,
                    Place::Drawer => rates.segment(Team::new((number / ROWS) as u32)).index(),
                };
                let freshest = &mut self.freshest[segment * self.subjects..][..self.subjects];
                let (mut id, mut last) = (*head, NONE);
                while id != NONE {
                    let piece = self.slab[id as usize];
                    if piece.is_fresh(day) {
                        let freshest = &mut freshest[usize::from(piece.subject())];
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
        2 * self.ranks.len()
            + 8 * self.sums.len()
            + self.news.len() * (2 * NEWS + 4)
            + 4 * self.shown.len()
            + 4 * (self.shelves.len() + self.drawers.len() + self.freshest.len() + self.free.len())
            + self.slab.len() * size_of::<Piece>()
    }
}

/// The row of a team's drawers in which pieces on a subject lie.
#[inline]
fn row(team: usize, subject: u16) -> usize {
    team * ROWS + usize::from(subject) % ROWS
}

/// The day from which a piece made today is stale.
pub fn lasts(today: &Today, u: f64) -> Day {
    let rate = today.scenario.materials.stale * today.scenario.market.speed / DAYS_A_YEAR;
    let days = if rate > 0.0 { (-ln(u) / rate).min(1e9) } else { 1e9 };
    today.day.saturating_add(1).saturating_add(days as u32)
}

/// A new piece.
pub fn fresh(maker: Person, stale: Day, used: bool) -> Piece {
    Piece { maker, next: NONE, stale: stale.into(), about: u16::from(used) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    fn library(scenario: &Scenario) -> (Rates, Library) {
        let mut rates = Rates::default();
        rates.renew(scenario);
        let mut library = Library::default();
        library.reset(&rates, &scenario.materials, scenario.offer.complexity);
        (rates, library)
    }

    #[test]
    fn pieces_made_lie_on_shelves_or_in_drawers_or_are_stale() {
        let (rates, mut library) = library(&Scenario::default());
        for number in 0..40u32 {
            let day = Day::new(number);
            let place = if day % 3 == 0 { Place::Shelf } else { Place::Drawer };
            library.put(
                &rates,
                (place, Team::new(number % rates.teams as u32)),
                (number % 7) as u16,
                fresh(Person::new(0), day + 10, false),
            );
            if day % 13 == 12 {
                library.take_along(&rates, Seller::new(0));
            }
            if day % 5 == 4 {
                let mut gone = 0;
                let before = library.stale;
                library.sweep(&rates, day, |_| gone += 1);
                assert_eq!(library.stale, before + gone);
                for team in rates.teams() {
                    for subject in 0..7 {
                        let there = library.look(Place::Drawer, team.index(), subject, day).count()
                            + library.look(Place::Shelf, rates.segment(team).index(), subject, day).count();
                        assert!(there == 0 || library.exists(rates.segment(team), subject, day));
                    }
                }
            }
            let lying = library.count(Place::Shelf) + library.count(Place::Drawer);
            assert_eq!(library.made, lying + library.stale);
        }
        assert!(library.stale > 10);
    }

    #[test]
    fn asking_less_often_for_the_rare_is_what_popularity_means() {
        let mut scenario = Scenario::default();
        scenario.materials.popularity = 2.0;
        let (_, library) = library(&scenario);
        // Over more than a hundred subjects the sum of 1 / r^2 is within one in a hundred of pi^2 / 6.
        assert_eq!(library.asked(Segment::new(0), 0.59), 0);
        assert_eq!(library.asked(Segment::new(0), 0.62), 1);
        assert_eq!(library.asked(Segment::new(0), 1.0 - 1e-12), library.subjects as u16 - 1);
    }

    #[test]
    fn a_team_is_shown_each_new_piece_once_and_of_many_the_latest() {
        let (rates, mut library) = library(&Scenario::default());
        let put = |library: &mut Library, subject| {
            library.put(
                &rates,
                (Place::Shelf, Team::new(1)),
                subject,
                fresh(Person::new(50), Day::new(1_000), false),
            );
        };
        put(&mut library, 3);
        assert_eq!(library.new_to(Segment::new(1), Team::new(1)), Some(3));
        assert_eq!(library.new_to(Segment::new(1), Team::new(1)), None);
        (0..40).for_each(|subject| put(&mut library, subject));
        let shown: Vec<u16> = std::iter::from_fn(|| library.new_to(Segment::new(1), Team::new(1))).collect();
        assert_eq!(shown, (24..40).collect::<Vec<u16>>());
    }
}
