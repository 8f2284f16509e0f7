//! Ties: the bounded number of people of the other function whom one knows, how well, and how far one trusts them.
//!
//! A tie is directed (a knows b). Strength grows by joint work and decays; trust rises and falls with experience, and returns to its
//! long-run level:
//!
//! ```text
//! joint work of p pieces   strength + trust.tie_gain × p × (1 − strength);   words + vocabulary.gain × p × (1 − words);
//!                          a good experience of trust.contact × p, for both
//! good experience          trust + trust.gain × (1 − trust)
//! bad experience           trust − trust.loss × trust
//! ```
//!
//! Whoever is not known is trusted as the other
//! function as a whole. When all places are taken, a new tie replaces the weakest. Attention is bounded, so no list of
//! everybody is ever read.

use crate::model::constants::{FIRST_TIE, OWED_MOST};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, Maybe, Person};
use crate::model::people::person::name;
use crate::model::random::Purpose;

/// First acquaintances: where the other function has no more people than one can keep up with, everybody is known;
/// else `attention.ties` people are drawn, whoever is drawn again is known already and no better for it, the share `attention.home_bias` of them from the own team.
pub fn begin(today: &Today, firm: &mut Firm) {
    let rates = &firm.rates;
    for person in rates.workers() {
        let sells = rates.sells(person);
        let (first, others) = if sells { (rates.sellers, rates.marketers) } else { (0, rates.sellers) };
        let view = firm.people.view[person];
        let team = rates.team(person);
        let places = today.scenario.attention.ties as usize;
        for tie in 0..places.min(others) {
            let [home, who, strength] = today.draws.uniforms(Purpose::Ties, name(person, rates), tie as u32);
            let anybody = first + ((who * others as f64) as usize).min(others - 1);
            let anybody = Person::new(anybody as u32);
            let other = if others <= places {
                Person::new((first + tie) as u32)
            } else if home < today.scenario.attention.home_bias {
                if sells {
                    rates.marketer_for(team, (who * 1e6) as usize).map_or(anybody, Person::from)
                } else {
                    let own = rates.team_sellers(team);
                    own.at(((who * own.len() as f64) as usize).min(own.len().saturating_sub(1))).into()
                }
            } else {
                anybody
            };
            if firm.ties.place(person, other).is_none() {
                firm.ties.strengthen(person, other, FIRST_TIE * strength, view);
            }
        }
    }
}

/// Stands in a place whose person has left: the place is still taken, but nobody is met there.
const GONE: Maybe<Person> = Maybe::NONE;

/// What one person's tie to another carries.
#[derive(Debug, Clone, Copy)]
pub struct Tie {
    /// Strength, from 0 to 1.
    pub strength: f64,
    /// Trust, from 0 to 1.
    pub trust: f64,
    /// Help owed, in pieces.
    pub owed: f64,
}

/// The ties of all people, in fixed numbers of places.
#[derive(Debug, Default)]
pub struct Ties {
    places: usize,
    count: Vec<u8>,
    /// Places taken by people who are still there. Kept, because informal talk asks for it every day of everybody.
    known: Vec<u8>,
    /// The person known, or [`GONE`].
    who: Vec<Maybe<Person>>,
    /// Those who have left and may still be in somebody's `who`, in order of leaving.
    left: Vec<Person>,
    /// Whether a person is in `left`.
    leaving: Vec<bool>,
    strength: Vec<f32>,
    trust: Vec<f32>,
    /// Help received and not yet returned, in pieces.
    owed: Vec<f32>,
}

impl Ties {
    /// Starts without ties.
    pub fn reset(&mut self, people: usize, places: usize) {
        self.places = places;
        self.count.clear();
        self.count.resize(people, 0);
        self.known.clear();
        self.known.resize(people, 0);
        self.left.clear();
        self.leaving.clear();
        self.leaving.resize(people, false);
        self.who.clear();
        self.who.resize(people * places, GONE);
        for values in [&mut self.strength, &mut self.trust, &mut self.owed] {
            values.clear();
            values.resize(people * places, 0.0);
        }
    }

    /// The person to whom a place points, if still there.
    #[inline]
    fn present(&self, place: usize) -> Option<Person> {
        self.who[place].get()
    }

    /// The place of b among those whom a knows.
    #[inline]
    pub fn place(&self, a: impl Into<Person>, b: impl Into<Person>) -> Option<usize> {
        let (a, b) = (a.into(), b.into());
        let start = a.index() * self.places;
        let taken = &self.who[start..start + usize::from(self.count[a.index()])];
        taken.iter().position(|&person| person == Maybe::from(b)).map(|i| start + i)
    }

    /// The tie of a to b, when a knows b.
    #[inline]
    pub fn tie(&self, a: impl Into<Person>, b: impl Into<Person>) -> Option<Tie> {
        self.place(a, b).map(|i| Tie {
            strength: f64::from(self.strength[i]),
            trust: f64::from(self.trust[i]),
            owed: f64::from(self.owed[i]),
        })
    }

    /// The strongest tie of a to somebody who is still there.
    pub fn best(&self, a: Person) -> Option<Tie> {
        let start = a.index() * self.places;
        let places = start..start + usize::from(self.count[a.index()]);
        let there = places.filter(|&i| self.present(i).is_some());
        there.max_by(|&i, &j| self.strength[i].total_cmp(&self.strength[j])).map(|i| Tie {
            strength: f64::from(self.strength[i]),
            trust: f64::from(self.trust[i]),
            owed: f64::from(self.owed[i]),
        })
    }

    /// People whom a knows, with the strength of each tie.
    pub fn of(&self, a: Person) -> impl Iterator<Item = (Person, f64)> + '_ {
        let start = a.index() * self.places;
        let places = start..start + usize::from(self.count[a.index()]);
        places.filter_map(|i| self.present(i).map(|person| (person, f64::from(self.strength[i]))))
    }

    /// Number of people whom a knows and who are still there.
    #[inline]
    pub fn known(&self, a: impl Into<Person>) -> usize {
        let a = a.into();
        usize::from(self.known[a.index()])
    }

    /// Number of people whom a thinks of, those who have left among them.
    #[inline]
    pub fn count(&self, a: impl Into<Person>) -> usize {
        let a = a.into();
        usize::from(self.count[a.index()])
    }

    /// The person at `index` of those whom a knows; `None` when that person has left.
    #[inline]
    pub fn at(&self, a: impl Into<Person>, index: usize) -> Option<Person> {
        let a = a.into();
        self.present(a.index() * self.places + index)
    }

    /// Strength of the tie, 0 when a does not know b.
    #[inline]
    pub fn strength(&self, a: impl Into<Person>, b: impl Into<Person>) -> f64 {
        self.place(a, b).map_or(0.0, |i| f64::from(self.strength[i]))
    }

    /// Trust of a in b when a knows b.
    #[inline]
    pub fn trust(&self, a: impl Into<Person>, b: impl Into<Person>) -> Option<f64> {
        self.place(a, b).map(|i| f64::from(self.trust[i]))
    }

    /// Notes help that a received (positive) from b or returned (negative); at most three pieces are remembered.
    pub fn owe(&mut self, a: impl Into<Person>, b: impl Into<Person>, pieces: f64) {
        if let Some(i) = self.place(a, b) {
            self.owed[i] = (self.owed[i] + pieces as f32).clamp(0.0, OWED_MOST as f32);
        }
    }

    /// Joint work of a with b: makes or strengthens the tie, and gives its place; `None` when people have no ties at all.
    /// `trust` is what a new tie starts with.
    pub fn strengthen(&mut self, a: Person, b: Person, gain: f64, trust: f64) -> Option<usize> {
        if self.places == 0 {
            return None;
        }
        let place = self.place(a, b).unwrap_or_else(|| {
            let start = a.index() * self.places;
            let count = usize::from(self.count[a.index()]);
            let place = if count < self.places {
                self.count[a.index()] += 1;
                self.known[a.index()] += 1;
                start + count
            } else {
                let weakest = |&i: &usize, &j: &usize| self.strength[i].total_cmp(&self.strength[j]);
                let place = (start..start + count).min_by(weakest).unwrap_or(start);
                self.known[a.index()] += u8::from(self.who[place] == GONE);
                place
            };
            self.who[place] = b.into();
            (self.strength[place], self.trust[place], self.owed[place]) = (0.0, trust as f32, 0.0);
            place
        });
        self.strength[place] += gain as f32 * (1.0 - self.strength[place]);
        Some(place)
    }

    /// Changes the trust of the tie at `place` by a step towards 1 (positive) or towards 0 (negative).
    #[inline]
    pub fn change_trust_at(&mut self, place: Option<usize>, step: f64) {
        if let Some(i) = place {
            self.trust[i] = toward(f64::from(self.trust[i]), step) as f32;
        }
    }

    /// Somebody new takes the post of a and knows nobody. That nobody knows the new one either takes [`Ties::part`].
    pub fn replace(&mut self, a: Person) {
        (self.count[a.index()], self.known[a.index()]) = (0, 0);
        if !std::mem::replace(&mut self.leaving[a.index()], true) {
            self.left.push(a);
        }
    }

    /// Nobody knows any more whom [`Ties::replace`] has replaced; one pass for all who leave at a month's end.
    pub fn part(&mut self) {
        if self.left.is_empty() {
            return;
        }
        for a in 0..self.count.len() {
            let start = a * self.places;
            for person in &mut self.who[start..start + usize::from(self.count[a])] {
                if person.get().is_some_and(|person| self.leaving[person.index()]) {
                    *person = GONE;
                    self.known[a] -= 1;
                }
            }
        }
        for person in self.left.drain(..) {
            self.leaving[person.index()] = false;
        }
    }

    /// A month passes: strength is multiplied by `keep`, trust returns to `level` but for the share `stay`.
    pub fn age(&mut self, a: Person, keep: f64, level: f64, stay: f64) {
        let start = a.index() * self.places;
        for i in start..start + usize::from(self.count[a.index()]) {
            self.strength[i] *= keep as f32;
            self.trust[i] = (level + (f64::from(self.trust[i]) - level) * stay) as f32;
            self.owed[i] *= keep as f32;
        }
    }

    /// Mean trust and mean strength over those whom a knows; `None` when that is nobody.
    pub fn means(&self, a: impl Into<Person>) -> Option<(f64, f64)> {
        let a = a.into();
        let start = a.index() * self.places;
        let (mut trust, mut strength, mut n) = (0.0, 0.0, 0.0);
        for i in (start..start + usize::from(self.count[a.index()])).filter(|&i| self.present(i).is_some()) {
            trust += f64::from(self.trust[i]);
            strength += f64::from(self.strength[i]);
            n += 1.0;
        }
        (n > 0.0).then(|| (trust / n, strength / n))
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.who.len() * 16 + self.count.len() * 3 + self.left.capacity() * 4
    }
}

/// A step of `x` towards 1 (positive, of what is missing) or towards 0 (negative, of what there is).
#[inline]
pub fn toward(x: f64, step: f64) -> f64 {
    if step >= 0.0 { x + step * (1.0 - x) } else { x + step * x }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::Day;
    use crate::model::random::Draws;
    use crate::scenario::Scenario;

    #[test]
    fn whoever_is_known_is_found_in_whatever_place_and_whoever_has_been_replaced_knows_nobody() {
        for places in [1, 7, 8, 14, 20] {
            let mut ties = Ties::default();
            ties.reset(40, places);
            let me = Person::new(3);
            for round in 0..60 {
                let other = Person::new(10 + round * 7 % 29);
                let place = ties.strengthen(me, other, 0.3, 0.5);
                assert_eq!(ties.place(me, other), place);
                let known: Vec<Person> = ties.of(me).map(|(person, _)| person).collect();
                for person in (10..40).map(Person::new) {
                    assert_eq!(ties.place(me, person).is_some(), known.contains(&person), "{person:?}");
                }
            }
            ties.replace(me);
            assert!((0..40).all(|person| ties.place(me, Person::new(person)).is_none()));
        }
    }

    #[test]
    fn who_is_drawn_again_among_the_first_ties_is_known_as_drawn_first() {
        let scenario = Scenario::default();
        let (draws, mut firm) = (Draws::new(5, 0), Firm::default());
        firm.reset(&scenario, &scenario.operating, &draws);
        let operating = vec![scenario.operating.clone(); firm.rates.teams];
        begin(&Today { scenario: &scenario, operating: &operating, draws, day: Day::FIRST }, &mut firm);
        let places = scenario.attention.ties as usize;
        let mut fewer = 0;
        for seller in firm.rates.sellers() {
            let ties: Vec<(Person, f64)> = firm.ties.of(seller.into()).collect();
            fewer += usize::from(ties.len() < places);
            let drawn: Vec<f32> = (0..places as u32)
                .map(|tie| {
                    let [_, _, u] = draws.uniforms(Purpose::Ties, name(seller, &firm.rates), tie);
                    (FIRST_TIE * u) as f32
                })
                .collect();
            for (person, strength) in ties {
                assert!(
                    drawn.contains(&(strength as f32)),
                    "{person:?} is known by {strength}, which no draw gave"
                );
            }
        }
        assert!(fewer > 30, "fourteen draws of sixteen repeat somebody nearly always: {fewer} of 40");
    }
}
