//! What marketers make material about: by what they believe customers ask.
//!
//! A marketer's idea of what customers ask is a weight a topic: at first an own guess (exponential, mean `materials.prior`), then raised
//! by 1 with each request answered and by the weight of what crosses the border (`intelligence.rs`) for each of the last four
//! topics that a salesperson was asked about; what the salesperson has just made is wanted less by the same weight. Ideas
//! fade with the drift of the topics. The share `operating.materials_share` of the hours left goes to
//! material: a topic is drawn by these weights among those of which the marketer knows no fresh copy, an own one for
//! certain and a colleague's with chance max(system, awareness / marketers). Of a salesperson's drawer marketing knows nothing. Where everything is known to be
//! there, the hours go to campaigns. Working together, a marketer tells of the latest piece; meetings show what is new.

use super::firm::{Doubled, Firm, Today};
use super::hours::{Task, seconds};
use super::library::{MOST_TOPICS, NO_TOPIC, Place, fresh, lasts};
use super::math::{exp, ln};
use super::people::name;
use super::random::Purpose;
use super::rates::YEAR;

/// Topics that a salesperson remembers to have been asked about.
const REMEMBERED: usize = 4;

/// What people know of material and of what customers ask.
#[derive(Debug, Default)]
pub struct Minds {
    /// Topics of which a salesperson knows a piece on the shelf: a bit each.
    pub known: Vec<u64>,
    /// Topics that customers last asked a salesperson about, the latest first.
    heard: Vec<[u8; REMEMBERED]>,
    /// The topic of a person's latest piece: salespeople, then marketers.
    pub latest: Vec<u8>,
    /// What marketers believe customers ask: a weight by marketer and topic.
    wants: Vec<f32>,
    /// What each marketer is making: topic and seconds left.
    making: Vec<(u8, u32)>,
}

impl Minds {
    /// Nobody knows anything.
    pub fn reset(&mut self, sellers: usize, marketers: usize, topics: usize) {
        self.known.clear();
        self.known.resize(sellers, 0);
        self.heard.clear();
        self.heard.resize(sellers, [NO_TOPIC; REMEMBERED]);
        self.latest.clear();
        self.latest.resize(sellers + marketers, NO_TOPIC);
        self.wants.clear();
        self.wants.resize(marketers * topics, 0.0);
        self.making.clear();
        self.making.resize(marketers, (NO_TOPIC, 0));
    }

    /// A customer asks a salesperson about a topic.
    pub fn heard(&mut self, seller: usize, topic: u8) {
        let heard = &mut self.heard[seller];
        heard.rotate_right(1);
        heard[0] = topic;
    }

    /// A marketer is asked for a piece.
    pub fn asked_of(&mut self, index: usize, topic: u8, topics: usize) {
        self.wants[index * topics + usize::from(topic)] += 1.0;
    }

    /// A salesperson tells a marketer, with a weight, what customers ask and what there is of the own making.
    pub fn tell(&mut self, seller: usize, index: usize, topics: usize, weight: f64) {
        for topic in self.heard[seller] {
            if topic != NO_TOPIC {
                self.wants[index * topics + usize::from(topic)] += weight as f32;
            }
        }
        let latest = self.latest[seller];
        if latest != NO_TOPIC {
            self.wants[index * topics + usize::from(latest)] *= 1.0 - weight as f32;
        }
    }

    /// Whoever leaves a salesperson's post takes what was known along.
    pub fn forget(&mut self, seller: usize) {
        self.known[seller] = 0;
        self.heard[seller] = [NO_TOPIC; REMEMBERED];
        self.latest[seller] = NO_TOPIC;
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.known.len() * (8 + REMEMBERED) + self.latest.len() + 4 * self.wants.len() + 8 * self.making.len()
    }
}

/// Marketers begin with guesses, and with the pieces that their hours keep fresh on the shelf.
pub fn begin(today: &Today, firm: &mut Firm) {
    let scenario = today.scenario;
    let materials = &scenario.materials;
    let hours = scenario.firm.day_hours * (1.0 - scenario.firm.overhead) * YEAR;
    let lost = (materials.stale * scenario.market.speed).max(0.1);
    for index in 0..firm.rates.marketers {
        let marketer = firm.rates.sellers + index;
        guess(today, firm, index);
        let share = today.choices(firm.rates.team(marketer)).materials_share;
        let stock = (share * hours / materials.marketing_hours / lost) as usize;
        for number in 0..stock.min(firm.library.topics) {
            let name = u32::MAX - 1024 + number as u32;
            let Some(topic) = choose(today, firm, index, name) else { break };
            publish(today, firm, index, topic, name);
        }
    }
}

/// A marketer's own guess at what customers ask.
pub fn guess(today: &Today, firm: &mut Firm, index: usize) {
    let marketer = firm.rates.sellers + index;
    let (topics, prior) = (firm.library.topics, today.scenario.materials.prior);
    let entity = name(marketer, &firm.rates);
    let generation = firm.people.generation[marketer] & 0xffff;
    for first in (0..topics).step_by(4) {
        let occurrence = (generation << 8) | first as u32 | 1 << 31;
        let drawn = today.draws.four(Purpose::Guess, entity, occurrence);
        for (topic, u) in (first..topics).zip(drawn) {
            firm.minds.wants[index * topics + topic] = (-prior * ln(u)) as f32;
        }
    }
}

/// The hours of a marketer's day that go to material.
pub fn run(today: &Today, firm: &mut Firm, marketer: usize) {
    let index = marketer - firm.rates.sellers;
    let team = firm.rates.team(marketer);
    let share = today.choices(team).materials_share;
    let mut left = (share * f64::from(firm.hours.left[marketer])) as u32;
    let segment = firm.rates.addressed(index);
    let mut number = 0;
    while left > 0 {
        let (mut topic, mut rest) = firm.minds.making[index];
        if rest == 0 {
            let name = (today.day << 9) | (number & 0x1f) << 4;
            let Some(chosen) = choose(today, firm, index, name) else { return };
            (topic, rest) = (chosen, seconds(today.scenario.materials.marketing_hours).max(1));
        }
        let wanted = rest.min(left);
        if firm.library.exists(segment, topic, today.day) {
            firm.duplicate(marketer, Doubled::MarketingMaterial, wanted);
        } else {
            firm.hours.charge(marketer, Task::Material, wanted);
        }
        (left, rest) = (left - wanted, rest - wanted);
        firm.minds.making[index] = (topic, rest);
        if rest == 0 {
            publish(today, firm, index, topic, (today.day << 9) | (number & 0x1f));
            number += 1;
        }
    }
}

/// A marketer's piece is done and lies on the shelf.
fn publish(today: &Today, firm: &mut Firm, index: usize, topic: u8, occurrence: u32) {
    let marketer = firm.rates.sellers + index;
    let [age, ..] = today.draws.four(Purpose::Publish, name(marketer, &firm.rates), occurrence);
    let team = firm.rates.addressed(index);
    firm.library.put(&firm.rates, (Place::Shelf, team), topic, fresh(marketer, lasts(today, age), false));
    firm.minds.latest[marketer] = topic;
}

/// The topic of a marketer's next piece; `None` when all that is wanted is known to be there.
fn choose(today: &Today, firm: &Firm, index: usize, occurrence: u32) -> Option<u8> {
    let marketer = firm.rates.sellers + index;
    let entity = name(marketer, &firm.rates);
    let segment = firm.rates.addressed(index);
    let topics = firm.library.topics;
    let aware = (today.scenario.attention.awareness / firm.rates.marketers as f64).min(1.0);
    let visible = today.choices(firm.rates.team(marketer)).system.max(aware);
    let mut sums = [0.0; MOST_TOPICS];
    let mut sum = 0.0;
    let mut seen = [0.0; 4];
    for topic in 0..topics {
        if topic.is_multiple_of(4) {
            seen = today.draws.four(Purpose::Guess, entity, occurrence | topic as u32 / 4);
        }
        let (mut own, mut others) = (false, false);
        for (_, piece) in firm.library.look(Place::Shelf, segment, topic as u8, today.day) {
            own |= piece.maker == marketer as u32;
            others = true;
        }
        if !(own || others && seen[topic % 4] < visible) {
            sum += f64::from(firm.minds.wants[index * topics + topic]);
        }
        sums[topic] = sum;
    }
    let [u, ..] = today.draws.four(Purpose::Publish, entity, occurrence | 1 << 31);
    (sum > 0.0).then(|| sums[..topics].partition_point(|&before| before <= u * sum).min(topics - 1) as u8)
}

/// A salesperson hears of a marketer's latest piece, if it is for the own segment.
pub fn mention(firm: &mut Firm, a: usize, b: usize) {
    let (seller, marketer) = (a.min(b), a.max(b));
    if !firm.rates.sells(seller) || !firm.rates.markets(marketer) {
        return;
    }
    let latest = firm.minds.latest[marketer];
    let segment = firm.rates.segment(firm.rates.team(seller));
    if latest != NO_TOPIC && firm.rates.addressed(marketer - firm.rates.sellers) == segment {
        firm.minds.known[seller] |= 1 << latest;
    }
}

/// A meeting shows a team what has been put on the shelf since the last, as far as the hours go.
pub fn show(today: &Today, firm: &mut Firm, team: usize, hours: f64) {
    let each = today.scenario.materials.show_hours;
    let mut left = if each > 0.0 { hours / each } else { 64.0 };
    let mut shown = 0u64;
    while left >= 1.0 && firm.library.news[team] != 0 {
        let next = firm.library.news[team].trailing_zeros();
        firm.library.news[team] &= !(1 << next);
        shown |= 1 << next;
        left -= 1.0;
    }
    for seller in firm.rates.team_sellers(team) {
        if shown != 0 && firm.people.vacant_until[seller] <= today.day {
            firm.minds.known[seller] |= shown;
        }
    }
}

/// Ideas of what customers ask fade as topics change ranks.
pub fn fade(today: &Today, firm: &mut Firm) {
    let materials = &today.scenario.materials;
    let keep = exp(-materials.drift * today.scenario.market.speed / 12.0);
    let (keep, back) = (keep as f32, (materials.prior * (1.0 - keep)) as f32);
    for weight in &mut firm.minds.wants {
        *weight = *weight * keep + back;
    }
}
