//! What marketers make material about: by what they believe customers ask.
//!
//! A marketer's idea of what customers ask is a weight a subject: at first an own guess (exponential, mean `materials.prior`), then raised
//! by 1 with each request answered and by the weight of what crosses the border (`intelligence.rs`) for each of the last four
//! subjects that a salesperson was asked about; what the salesperson has just made is wanted less by the same weight. Ideas
//! fade with the drift of the subjects. The share `operating.materials_share` of the hours left, as far as the marketer keeps to it (`choice.rs`), goes to
//! material: up to four subjects come to mind, drawn by these weights, and the first of which the marketer knows no fresh copy is made;
//! an own copy is known for certain, another on the shelf with chance max(system, awareness / marketers), what lies in a drawer not at
//! all. Where all four are known to be there, the hours go to campaigns. Working together, a marketer tells of the latest piece; meetings
//! show what is new.

use crate::model::books::hours::{Task, seconds};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Column, Id, Marketer, Person, Seller, Team};
use crate::model::material::library::{NO_SUBJECT, Place, fresh, lasts};
use crate::model::math::{exp, ln};
use crate::model::people::choice;
use crate::model::people::person::name;
use crate::model::random::Purpose;
use crate::model::rates::Rates;
use crate::model::state::Doubled;
use crate::scenario::Scenario;
use crate::scenario::calendar::{DAYS_A_YEAR, MONTHS_A_YEAR};
use crate::scenario::programme::Change;

/// Subjects that a salesperson remembers to have been asked about.
const HEARD: usize = 4;
/// Pieces on the shelf that a salesperson has in mind.
const KNOWN: usize = 8;
/// Weights that are summed together.
const BLOCK: usize = 16;
/// Subjects that come to a marketer's mind before a piece is begun.
const MINDED: usize = 4;

/// What people know of material and of what customers ask.
#[derive(Debug, Default)]
pub struct Minds {
    /// Subjects of which a salesperson knows a piece on the shelf, the latest learned first.
    known: Column<Seller, [u16; KNOWN]>,
    /// Subjects that customers last asked a salesperson about, the latest first.
    heard: Column<Seller, [u16; HEARD]>,
    /// The subject of a person's latest piece: salespeople, then marketers.
    pub latest: Column<Person, u16>,
    /// What marketers believe customers ask: a weight by marketer and subject.
    wants: Vec<f32>,
    /// The sum of each [`BLOCK`] of these weights, so that who draws by them passes over whole blocks; NaN where a weight
    /// has changed since it was summed.
    sums: Vec<f64>,
    /// Blocks of a marketer, and weights in all of them: the last block may hold some of no subject, which stay 0.
    blocks: usize,
    stride: usize,
    /// Whether marketers have such ideas at all.
    thinks: bool,
    /// Number of the first marketer.
    first: usize,
    /// What each marketer is making: subject and seconds left.
    making: Column<Marketer, (u16, u32)>,
}

impl Minds {
    /// Nobody knows anything. Where no marketer ever makes material (`makes`), nobody thinks about what customers ask.
    pub fn reset(&mut self, rates: &Rates, subjects: usize, makes: bool) {
        self.known.reset(rates.sellers(), [NO_SUBJECT; KNOWN]);
        self.heard.reset(rates.sellers(), [NO_SUBJECT; HEARD]);
        self.latest.reset(rates.workers(), NO_SUBJECT);
        self.blocks = subjects.div_ceil(BLOCK);
        self.stride = self.blocks * BLOCK;
        self.thinks = makes;
        let thinkers = if makes { rates.marketers } else { 0 };
        self.wants.clear();
        self.wants.resize(thinkers * self.stride, 0.0);
        self.sums.clear();
        self.sums.resize(thinkers * self.blocks, f64::NAN);
        self.first = rates.sellers;
        self.making.reset(rates.marketers(), (NO_SUBJECT, 0));
    }

    /// A marketer's weight of a subject, to change.
    #[inline]
    fn want(&mut self, marketer: Marketer, subject: u16) -> &mut f32 {
        let subject = usize::from(subject);
        let number = marketer.index() - self.first;
        self.sums[number * self.blocks + subject / BLOCK] = f64::NAN;
        &mut self.wants[number * self.stride + subject]
    }

    /// A marketer's weights, their sums by blocks, and the sum of all.
    fn wanted(&mut self, marketer: Marketer) -> (&[[f32; BLOCK]], &[f64], f64) {
        let number = marketer.index() - self.first;
        let (wants, _) = self.wants[number * self.stride..][..self.stride].as_chunks();
        let sums = &mut self.sums[number * self.blocks..][..self.blocks];
        let mut total = 0.0;
        for (sum, weights) in sums.iter_mut().zip(wants) {
            if sum.is_nan() {
                *sum = weights.iter().map(|&weight| f64::from(weight)).sum();
            }
            total += *sum;
        }
        (wants, sums, total)
    }

    /// Whether a salesperson knows a piece on the shelf.
    pub fn knows(&self, seller: Seller, subject: u16) -> bool {
        self.known[seller].contains(&subject)
    }

    /// A salesperson learns of a piece on the shelf, and forgets the one learned of first.
    pub fn learn(&mut self, seller: Seller, subject: u16) {
        let known = &mut self.known[seller];
        if !known.contains(&subject) {
            known.rotate_right(1);
            known[0] = subject;
        }
    }

    /// A customer asks a salesperson about a subject.
    pub fn hear(&mut self, seller: Seller, subject: u16) {
        let heard = &mut self.heard[seller];
        heard.rotate_right(1);
        heard[0] = subject;
    }

    /// A marketer is asked for a piece.
    pub fn asked_of(&mut self, marketer: Marketer, subject: u16) {
        if !self.thinks {
            return;
        }
        *self.want(marketer, subject) += 1.0;
    }

    /// A salesperson tells a marketer, with a weight, what customers ask and what there is of the own making.
    pub fn tell(&mut self, seller: Seller, marketer: Marketer, weight: f64) {
        if !self.thinks || weight == 0.0 {
            return;
        }
        let number = marketer.index() - self.first;
        let wants = &mut self.wants[number * self.stride..][..self.stride];
        let sums = &mut self.sums[number * self.blocks..][..self.blocks];
        // No subject has the highest number, which no marketer has a weight for.
        let mut change = |subject: u16, times: f32, more: f32| {
            let subject = usize::from(subject);
            if let Some(want) = wants.get_mut(subject) {
                *want = *want * times + more;
                sums[subject / BLOCK] = f64::NAN;
            }
        };
        let weight = weight as f32;
        for subject in self.heard[seller] {
            change(subject, 1.0, weight);
        }
        change(self.latest[seller], 1.0 - weight, 0.0);
    }

    /// Whoever leaves a salesperson's post takes what was known along.
    pub fn forget(&mut self, seller: Seller) {
        self.known[seller] = [NO_SUBJECT; KNOWN];
        self.heard[seller] = [NO_SUBJECT; HEARD];
        self.latest[seller] = NO_SUBJECT;
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        2 * (self.known.len() * (KNOWN + HEARD) + self.latest.len())
            + 4 * self.wants.len()
            + 8 * self.sums.len()
            + 8 * self.making.len()
    }
}

/// Whether marketers make material at any time: as the firm works today, or after a change.
pub fn makes(scenario: &Scenario) -> bool {
    let changed = |change: &Change| change.choices.iter().any(|(name, _)| *name == "materials_share");
    scenario.operating.materials_share > 0.0 || scenario.programme.changes.iter().any(changed)
}

/// Marketers begin with guesses, and with the pieces that their hours keep fresh on the shelf.
pub fn begin(today: &Today, firm: &mut Firm) {
    let scenario = today.scenario;
    let materials = &scenario.materials;
    let hours = scenario.firm.day_hours * (1.0 - scenario.firm.overhead) * DAYS_A_YEAR;
    let lost = (materials.stale * scenario.market.speed).max(0.1);
    for marketer in firm.rates.marketers() {
        guess(today, firm, marketer);
        let share = today.choices(firm.rates.team(marketer)).materials_share;
        let stock = (share * hours / materials.marketing_hours / lost) as usize;
        for number in 0..stock.min(firm.library.subjects) {
            let occurrence = START - number as u32;
            let Some(subject) = choose(today, firm, marketer, occurrence) else { break };
            publish(today, firm, marketer, subject, occurrence);
        }
    }
}

/// Names what is drawn before the first day, downwards.
const START: u32 = (1 << 30) - 1;

/// A marketer's own guess at what customers ask.
pub fn guess(today: &Today, firm: &mut Firm, marketer: Marketer) {
    if !firm.minds.thinks {
        return;
    }
    let (subjects, prior) = (firm.library.subjects, today.scenario.materials.prior);
    let entity = name(marketer, &firm.rates);
    let generation = firm.people.generation[marketer] & 0x7ff;
    for first in (0..subjects).step_by(4) {
        let drawn = today.draws.uniforms::<4>(Purpose::Guess, entity, (generation << 10) | first as u32);
        for (subject, u) in (first..subjects).zip(drawn) {
            *firm.minds.want(marketer, subject as u16) = (-prior * ln(u)) as f32;
        }
    }
}

/// The hours of a marketer's day that go to material.
pub fn run(today: &Today, firm: &mut Firm, marketer: Marketer) {
    let team = firm.rates.team(marketer);
    let share =
        choice::leaning(today.choices(team).materials_share, firm.people.motives[marketer].lean.material);
    let mut left = (share * f64::from(firm.hours.left(marketer))) as u32;
    let segment = firm.rates.addressed(marketer);
    let mut number = 0;
    while left > 0 {
        let occurrence = (today.day.number() << 8) | number & 0xff;
        let (mut subject, mut rest) = firm.minds.making[marketer];
        if rest == 0 {
            let Some(chosen) = choose(today, firm, marketer, occurrence) else { return };
            (subject, rest) = (chosen, seconds(today.scenario.materials.marketing_hours).max(1));
        }
        let wanted = rest.min(left);
        if firm.library.exists(segment, subject, today.day) {
            firm.duplicate(marketer, Doubled::MarketingMaterial, wanted);
        } else {
            firm.hours.charge(marketer, Task::Material, wanted);
        }
        (left, rest) = (left - wanted, rest - wanted);
        firm.minds.making[marketer] = (subject, rest);
        if rest == 0 {
            publish(today, firm, marketer, subject, occurrence);
            number += 1;
        }
    }
}

/// A marketer's piece is done and lies on the shelf.
fn publish(today: &Today, firm: &mut Firm, marketer: Marketer, subject: u16, occurrence: u32) {
    let entity = name(marketer, &firm.rates);
    let age = today.draws.uniform(Purpose::Publish, entity, occurrence);
    // A team of the segment: segments are numbered as the first teams are.
    let team = Team::new(firm.rates.addressed(marketer).number());
    let piece = fresh(marketer.into(), lasts(today, age), false);
    firm.library.put(&firm.rates, (Place::Shelf, team), subject, piece);
    firm.minds.latest[marketer] = subject;
}

/// The subject of a marketer's next piece; `None` when all that comes to mind is known to be there.
fn choose(today: &Today, firm: &mut Firm, marketer: Marketer, occurrence: u32) -> Option<u16> {
    let entity = name(marketer, &firm.rates);
    let segment = firm.rates.addressed(marketer);
    let aware = (today.scenario.attention.awareness / firm.rates.marketers as f64).min(1.0);
    let visible = today.choices(firm.rates.team(marketer)).system.max(aware);
    let mut minds = today.draws.stream(Purpose::Subject, entity, occurrence);
    let mut seen = minds.clone();
    (0..MINDED).for_each(|_| seen.skip());
    let (wants, sums, total) = firm.minds.wanted(marketer);
    (0..MINDED).find_map(|_| {
        let (u, sees) = (minds.uniform(), seen.uniform());
        let subject = subject_at(wants, sums, u * total)?;
        let known = firm
            .library
            .look(Place::Shelf, segment.index(), subject, today.day)
            .any(|(_, piece)| piece.maker == Person::from(marketer) || sees < visible);
        (!known).then_some(subject)
    })
}

/// The first subject up to which the weights sum to more than `rest`.
fn subject_at(wants: &[[f32; BLOCK]], sums: &[f64], mut rest: f64) -> Option<u16> {
    for (block, &sum) in sums.iter().enumerate() {
        if rest >= sum {
            rest -= sum;
            continue;
        }
        for (place, &weight) in wants[block].iter().enumerate() {
            rest -= f64::from(weight);
            if rest < 0.0 {
                return Some((block * BLOCK + place) as u16);
            }
        }
    }
    None
}

/// A salesperson hears of a marketer's latest piece, if it is for the own segment.
pub fn mention(firm: &mut Firm, a: Person, b: Person) {
    let (seller, marketer) = (firm.rates.seller(a.min(b)), firm.rates.marketer(a.max(b)));
    let (Some(seller), Some(marketer)) = (seller, marketer) else { return };
    let latest = firm.minds.latest[marketer];
    let segment = firm.rates.segment(firm.rates.team(seller));
    if latest != NO_SUBJECT && firm.rates.addressed(marketer) == segment {
        firm.minds.learn(seller, latest);
    }
}

/// A meeting shows a team what has been put on the shelf since the last, as far as the hours go.
pub fn show(today: &Today, firm: &mut Firm, team: Team, hours: f64) {
    let each = today.scenario.materials.show_hours;
    let mut left = if each > 0.0 { hours / each } else { f64::INFINITY };
    let segment = firm.rates.segment(team);
    while left >= 1.0 {
        let Some(subject) = firm.library.new_to(segment, team) else { return };
        for seller in firm.rates.team_sellers(team) {
            if firm.people.vacant_until[seller] <= today.day {
                firm.minds.learn(seller, subject);
            }
        }
        left -= 1.0;
    }
}

/// Ideas of what customers ask fade as subjects change ranks.
pub fn fade(today: &Today, firm: &mut Firm) {
    let materials = &today.scenario.materials;
    let keep = exp(-materials.drift * today.scenario.market.speed / MONTHS_A_YEAR);
    if keep == 1.0 {
        return;
    }
    let (keep, back) = (keep as f32, (materials.prior * (1.0 - keep)) as f32);
    let (subjects, stride) = (firm.library.subjects, firm.minds.stride);
    for weights in firm.minds.wants.chunks_mut(stride.max(1)) {
        for weight in &mut weights[..subjects] {
            *weight = *weight * keep + back;
        }
    }
    firm.minds.sums.fill(f64::NAN);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_comes_to_mind_as_if_all_weights_were_passed_one_by_one() {
        let mut rates = Rates::default();
        rates.renew(&Scenario::default());
        let (mut minds, subjects) = (Minds::default(), 53);
        minds.reset(&rates, subjects, true);
        let marketer = rates.marketers().at(3);
        for round in 0..40u32 {
            for subject in 0..subjects as u16 {
                if round == 0 || (u32::from(subject) * 7 + round).is_multiple_of(11) {
                    *minds.want(marketer, subject) = ((u32::from(subject) * 31 + round * 17) % 29) as f32;
                }
            }
            let plain: Vec<f64> =
                minds.wants[3 * minds.stride..][..subjects].iter().map(|&w| w.into()).collect();
            let (wants, sums, total) = minds.wanted(marketer);
            assert_eq!(total, plain.iter().sum::<f64>());
            for step in 0..100 {
                let target = (f64::from(step) + 0.5) / 100.0 * total;
                let mut rest = target;
                let one_by_one = plain.iter().position(|weight| {
                    rest -= weight;
                    rest < 0.0
                });
                assert_eq!(subject_at(wants, sums, target).map(usize::from), one_by_one);
            }
            assert_eq!(subject_at(wants, sums, total), None);
        }
    }
}
