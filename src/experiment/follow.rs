//! Follows one lead, one deal or one person through one replication.
//!
//! The replication is simulated twice: once to survey who and what there is, once to keep the events of the one that
//! is followed. So memory holds one life and not everybody's.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::atomic::AtomicBool;

use super::onlooker::{Onlook, Onlooker};
use super::stop::Until;
use crate::model::trace::{Event, What};
use crate::model::{ModelError, PersonRecord, Replication, Workspace, simulate};
use crate::scenario::Scenario;
use crate::scenario::numbers::counted;

/// Whose life is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The lead of that number.
    Lead(u32),
    /// The deal won that number in order of winning, from 1.
    Deal(u32),
    /// The lead that a prospect became, by the key that [`Onlook::prospect`] is told.
    Prospect(u64),
    /// The person of that position, from 0.
    Person(u32),
    /// A lead that shows much: won, from marketing if there is one, with the most events.
    Instructive,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Life {
    /// The lead or person that was followed; a deal is its lead.
    pub subject: Subject,
    /// The events, in the order in which they happened.
    pub events: Vec<Event>,
    /// Everybody, to name those in the events.
    pub people: Vec<PersonRecord>,
    /// The prospect that a followed lead is, by a key that is the same in all arms of the replication.
    pub prospect: Option<u64>,
    /// What the replication gave: the same as without being watched.
    pub result: Replication,
}

/// Why nobody could be followed.
#[derive(Debug, Clone, PartialEq)]
pub enum Lost {
    /// There is no such lead, deal or person.
    Absent {
        /// What was asked for.
        asked: String,
        /// What there is.
        there: String,
    },
    /// A law of the model was broken.
    Model(ModelError),
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Lost::Absent { asked, there } => write!(f, "there is no {asked} in this replication: {there}"),
            Lost::Model(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Lost {}

impl From<ModelError> for Lost {
    fn from(error: ModelError) -> Self {
        Lost::Model(error)
    }
}

/// The people of one replication, in the order in which events number them.
///
/// # Errors
/// [`ModelError`] when a law of the model is broken.
pub fn people(scenario: &Scenario, seed: u64, replication: u32) -> Result<Vec<PersonRecord>, ModelError> {
    Ok(simulate(scenario, seed, replication, &mut Workspace::default(), &mut Until(&AtomicBool::new(false)))?
        .people)
}

/// Follows `subject` through one replication of one arm.
///
/// # Errors
/// [`Lost`] when there is no such lead, deal or person, or a law of the model is broken.
pub fn follow(scenario: &Scenario, seed: u64, replication: u32, subject: Subject) -> Result<Life, Lost> {
    let mut workspace = Workspace::default();
    let mut survey = Survey::default();
    let first = simulate(scenario, seed, replication, &mut workspace, &mut Onlooker(&mut survey))?;
    let subject = survey.resolve(subject, first.people.len())?;
    let mut witness = Witness { subject: subject.clone(), own: BTreeSet::new(), events: Vec::new() };
    let result = simulate(scenario, seed, replication, &mut workspace, &mut Onlooker(&mut witness))?;
    let prospect = match subject {
        Subject::Lead(lead) => survey.prospects.iter().find(|(_, one)| **one == lead).map(|(key, _)| *key),
        _ => None,
    };
    Ok(Life { subject, events: witness.events, people: first.people, prospect, result })
}

/// What is known of one lead after the survey.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    events: u32,
    from_marketing: bool,
    won: bool,
}

/// Counts the events of every lead.
#[derive(Debug, Default)]
struct Survey {
    leads: BTreeMap<u32, Tally>,
    prospects: BTreeMap<u64, u32>,
    wins: Vec<u32>,
}

impl Onlook for Survey {
    fn prospect(&mut self, lead: u32, key: u64) {
        self.prospects.insert(key, lead);
    }

    fn see(&mut self, event: Event) {
        let Some(lead) = event.lead else { return };
        let tally = self.leads.entry(lead).or_default();
        tally.events += 1;
        match event.what {
            What::Captured { .. } => tally.from_marketing = true,
            What::Won { .. } if !tally.won => {
                tally.won = true;
                self.wins.push(lead);
            }
            _ => {}
        }
    }
}

impl Survey {
    /// The lead or person that is meant.
    fn resolve(&self, subject: Subject, people: usize) -> Result<Subject, Lost> {
        let absent = |asked: String, there: String| Err(Lost::Absent { asked, there });
        let were =
            |n: usize, one: &str| format!("{} {}", counted(n, one), if n == 1 { "was" } else { "were" });
        let range = || match (self.leads.first_key_value(), self.leads.last_key_value()) {
            (Some((first, _)), Some((last, _))) => {
                format!(
                    "there are {}, with numbers from {first} to {last}",
                    counted(self.leads.len(), "lead")
                )
            }
            _ => "no lead is told of".to_owned(),
        };
        match subject {
            Subject::Lead(lead) if self.leads.contains_key(&lead) => Ok(subject),
            Subject::Lead(lead) => absent(format!("lead {lead}"), range()),
            Subject::Prospect(prospect) => match self.prospects.get(&prospect) {
                Some(&lead) => Ok(Subject::Lead(lead)),
                None => absent(
                    format!("prospect {} of territory {}", prospect & 0xffff_ffff, (prospect >> 32) + 1),
                    format!("{} noticed", were(self.prospects.len(), "prospect")),
                ),
            },
            Subject::Deal(deal) => match self.wins.get((deal as usize).wrapping_sub(1)) {
                Some(&lead) => Ok(Subject::Lead(lead)),
                None => absent(format!("deal {deal}"), format!("{} won", were(self.wins.len(), "deal"))),
            },
            Subject::Person(person) if (person as usize) < people => Ok(subject),
            Subject::Person(person) => {
                absent(format!("person {}", u64::from(person) + 1), format!("there are {people} people"))
            }
            Subject::Instructive => {
                let best = self.leads.iter().max_by_key(|(number, tally)| {
                    (tally.won && tally.from_marketing, tally.won, tally.events, std::cmp::Reverse(*number))
                });
                match best {
                    Some((&lead, _)) => Ok(Subject::Lead(lead)),
                    None => {
                        absent("lead to follow".to_owned(), "no prospect was captured or found".to_owned())
                    }
                }
            }
        }
    }
}

/// Keeps the events of one lead or person.
struct Witness {
    subject: Subject,
    /// The leads that the person captured, whose fate is part of the person's story.
    own: BTreeSet<u32>,
    events: Vec<Event>,
}

impl Onlook for Witness {
    fn see(&mut self, event: Event) {
        let concerns = match self.subject {
            Subject::Lead(lead) => event.lead == Some(lead),
            Subject::Person(person) => self.concerns(person, &event),
            Subject::Deal(_) | Subject::Prospect(_) | Subject::Instructive => false,
        };
        if concerns {
            self.events.push(event);
        }
    }
}

impl Witness {
    fn concerns(&mut self, person: u32, event: &Event) -> bool {
        let own = event.lead.is_some_and(|lead| self.own.contains(&lead));
        match event.what {
            // To own the territory in which marketing captures somebody is no event in the owner's life.
            What::Captured { .. } => {
                let captured = event.actor == Some(person);
                self.own.extend(event.lead.filter(|_| captured));
                captured
            }
            What::Worked { .. } | What::Won { .. } | What::Lost(_) => own || event.actor == Some(person),
            _ => event.actor == Some(person) || event.other == Some(person),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lost, Onlook, Subject, Survey};
    use crate::model::trace::{Event, Loss, What};

    const CAPTURED: What = What::Captured { value: 1.0, good: true };
    const FOUND: What = What::Found { value: 1.0, good: true };
    const WORKED: What = What::Worked { response: 1.0 };
    const WON: What = What::Won { chance: 0.5, discount: 0.0 };

    fn survey(events: &[(What, u32)]) -> Survey {
        let mut survey = Survey::default();
        for &(what, lead) in events {
            let lead = Some(lead);
            survey.see(Event { day: 0, what, lead, actor: None, other: None });
        }
        survey
    }

    #[test]
    fn the_instructive_lead_is_a_won_marketing_lead_with_the_most_events() {
        let survey = survey(&[
            (CAPTURED, 1),
            (WON, 1),
            (CAPTURED, 2),
            (What::Told, 2),
            (WON, 2),
            (FOUND, 3),
            (WORKED, 3),
            (WORKED, 3),
            (WON, 3),
            (CAPTURED, 4),
            (What::Told, 4),
            (What::Read, 4),
            (WORKED, 4),
            (What::Lost(Loss::Neglected), 4),
        ]);
        assert_eq!(survey.resolve(Subject::Instructive, 0), Ok(Subject::Lead(2)));
    }

    #[test]
    fn deals_are_numbered_from_one_in_the_order_of_winning() {
        let survey = survey(&[(WON, 9), (WON, 4)]);
        assert_eq!(survey.resolve(Subject::Deal(2), 0), Ok(Subject::Lead(4)));
        for absent in [0, 3] {
            assert!(matches!(survey.resolve(Subject::Deal(absent), 0), Err(Lost::Absent { .. })));
        }
    }

    #[test]
    fn a_prospect_is_found_again_whatever_number_it_has_as_a_lead() {
        let mut survey = survey(&[(CAPTURED, 3), (CAPTURED, 8)]);
        survey.prospect(3, 3 << 32 | 7);
        survey.prospect(8, 8 << 32 | 7);
        assert_eq!(survey.resolve(Subject::Prospect(8 << 32 | 7), 0), Ok(Subject::Lead(8)));
        let lost = survey.resolve(Subject::Prospect(4 << 32 | 7), 0).unwrap_err().to_string();
        assert!(lost.contains("no prospect 7 of territory 5") && lost.contains("2 prospects"), "{lost}");
    }

    #[test]
    fn what_is_not_there_is_said_with_what_is() {
        let found = survey(&[(CAPTURED, 3), (CAPTURED, 8)]).resolve(Subject::Lead(5), 0).unwrap_err();
        assert_eq!(
            found.to_string(),
            "there is no lead 5 in this replication: there are 2 leads, with numbers from 3 to 8"
        );
    }
}
