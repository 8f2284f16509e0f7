//! What an observer may look at when a working day is over: people, teams and ties. It is read and never kept, and
//! nothing can be changed through it; people are numbered as in [`super::Replication::people`].

use super::firm::{Firm, Today};
use super::ids::{Id, Person, Team};
use super::outcome::HOURS;

/// The firm in the evening.
#[derive(Clone, Copy)]
pub struct Glimpse<'a> {
    today: &'a Today<'a>,
    firm: &'a Firm,
}

impl std::fmt::Debug for Glimpse<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Glimpse").field("day", &self.day()).finish_non_exhaustive()
    }
}

impl<'a> Glimpse<'a> {
    pub(super) fn of(today: &'a Today<'a>, firm: &'a Firm) -> Self {
        Self { today, firm }
    }

    /// The working day; 0 is the first of the warm-up.
    pub fn day(&self) -> u32 {
        self.today.day.number()
    }

    /// The day counted from the end of the warm-up; `None` during it.
    pub fn counted(&self) -> Option<u32> {
        self.today.counted()
    }

    /// How many posts there are.
    pub fn people(&self) -> u32 {
        self.firm.rates.people().len() as u32
    }

    /// How many teams.
    pub fn teams(&self) -> u32 {
        self.firm.rates.teams().len() as u32
    }

    /// The team of a person.
    pub fn team(&self, person: u32) -> u32 {
        self.firm.rates.team(Person::new(person)).number()
    }

    /// Whether a person sells.
    pub fn sells(&self, person: u32) -> bool {
        self.firm.rates.sells(Person::new(person))
    }

    /// Whether a person is a marketer.
    pub fn markets(&self, person: u32) -> bool {
        self.firm.rates.marketer(Person::new(person)).is_some()
    }

    /// Whether somebody holds the post.
    pub fn held(&self, person: u32) -> bool {
        self.firm.people.vacant_until[Person::new(person)] <= self.today.day
    }

    /// Seconds that the post has given to each of [`HOURS`] since the start, or since the end of the warm-up.
    pub fn seconds(&self, person: u32) -> &'a [u32; HOURS.len()] {
        self.firm.hours.of(Person::new(person))
    }

    /// Trust in the other function as a whole, less resentment, from 0 to 1.
    pub fn trust(&self, person: u32) -> f64 {
        self.firm.trust_by(self.today, Person::new(person), None)
    }

    /// Job satisfaction, from 0 to 1.
    pub fn satisfaction(&self, person: u32) -> f64 {
        self.firm.people.satisfaction[Person::new(person)]
    }

    /// Disputes that a team has not settled.
    pub fn disputes(&self, team: u32) -> f64 {
        self.firm.teams[Team::new(team)].disputes
    }

    /// Whom a person knows: the other's number, the strength of the tie and the trust in it, each from 0 to 1.
    pub fn ties(&self, person: u32) -> impl Iterator<Item = (u32, f64, f64)> + 'a {
        let (firm, one) = (self.firm, Person::new(person));
        let trust = move |other| firm.ties.trust(one, other).unwrap_or(0.0);
        firm.ties.of(one).map(move |(other, strength)| (other.number(), strength, trust(other)))
    }
}

#[cfg(test)]
mod tests {
    use super::Glimpse;
    use crate::model::outcome::HOURS;
    use crate::model::trace::{Event, Observer};
    use crate::model::{Workspace, simulate};
    use crate::scenario::Scenario;

    /// Looks at everything on every evening.
    #[derive(Default)]
    struct Curious {
        evenings: u32,
        seconds: u64,
        held: u64,
        odd: u32,
    }

    impl Observer for Curious {
        const WATCHING: bool = true;
        const EVENINGS: bool = true;
        fn see(&mut self, _event: Event) {}
        fn evening(&mut self, firm: Glimpse<'_>) {
            self.evenings += 1;
            let share = |x: f64| (0.0..=1.0).contains(&x);
            (self.seconds, self.held) = (0, self.held);
            for person in 0..firm.people() {
                self.seconds += firm.seconds(person).iter().map(|&seconds| u64::from(seconds)).sum::<u64>();
                self.held += u64::from(firm.counted().is_some() && firm.held(person));
                let fine = share(firm.trust(person))
                    && share(firm.satisfaction(person))
                    && firm.team(person) < firm.teams()
                    && firm.disputes(firm.team(person)) >= 0.0
                    && firm.ties(person).all(|(other, strength, trust)| {
                        other < firm.people() && other != person && share(strength) && share(trust)
                    });
                self.odd += u32::from(!fine);
            }
        }
    }

    #[test]
    fn looking_at_every_evening_changes_no_result_and_sees_every_hour() {
        let mut scenario = Scenario::default();
        (scenario.firm.salespeople, scenario.firm.marketers) = (9, 4);
        (scenario.plan.days, scenario.plan.warm_up) = (126, 42);
        let mut curious = Curious::default();
        let watched = simulate(&scenario, 1, 1, &mut Workspace::default(), &mut curious).unwrap();
        let unwatched = simulate(&scenario, 1, 1, &mut Workspace::default(), &mut ()).unwrap();
        // As words, since what was not measured is not equal to itself.
        assert_eq!(format!("{watched:?}"), format!("{unwatched:?}"));
        assert_eq!((curious.evenings, curious.odd), (168, 0));
        let hours: f64 = watched.people.iter().flat_map(|person| person.hours).sum();
        assert_eq!(watched.people[0].hours.len(), HOURS.len());
        assert!(
            (curious.seconds as f64 / 3600.0 - hours).abs() < 1e-6 * hours,
            "{} {hours}",
            curious.seconds
        );
        assert!(curious.held <= 126 * watched.people.len() as u64);
    }
}
