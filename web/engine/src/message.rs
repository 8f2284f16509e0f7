//! Messages: four bytes with the length of a JSON text (little endian), the text, and then any number of 64-bit floating-point
//! numbers. Numbers that decide results travel as such, never as text.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};
use verona::model::Workspace;
use verona::scenario::Study;

use crate::{answer, declared, life, study};

/// Studies that are kept at a time.
const KEPT: usize = 24;

/// What a page may ask.
#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Ask {
    /// What is declared: parameters, structures, outcomes, ready-made firms.
    Declared,
    /// Read a scenario and keep it under a number.
    Study {
        study: u32,
        text: String,
        origin: String,
        #[serde(default)]
        set: Vec<String>,
        #[serde(default)]
        arms: Option<Vec<String>>,
    },
    /// The scenario as a file that says every value in force.
    Written { study: u32 },
    /// Simulate one replication of one arm.
    Simulate { study: u32, arm: usize, replication: u32 },
    /// The answer from what was simulated: numbers by arm, replication, outcome.
    Answer { study: u32, replications: u32, looks: Vec<u32>, look: usize },
    /// The same futures as `outcomes.csv`.
    Csv { study: u32, replications: u32 },
    /// The same as the page of `verona report`; numbers of outcomes, then of months by arm, replication, month, series.
    Report { study: u32, replications: u32, months: u32 },
    /// The life of a lead, a deal or a person.
    Life { study: u32, arm: usize, replication: u32, subject: life::Asked },
}

/// The state of a module: the studies it was told, and the memory of its simulations.
#[derive(Default)]
pub struct Engine {
    pub studies: BTreeMap<u32, Study>,
    pub workspace: Workspace,
}

/// A reply: an object, and numbers.
pub type Reply = Result<(Value, Vec<f64>), Value>;

/// A refusal in words.
pub fn refused(words: impl ToString) -> Value {
    json!({ "error": words.to_string() })
}

impl Engine {
    /// Replies to a message.
    pub fn reply(&mut self, input: &[u8]) -> Vec<u8> {
        let (reply, numbers) = match read(input) {
            Some((ask, numbers)) => match self.answer(ask, &numbers) {
                Ok(reply) => reply,
                Err(refusal) => (refusal, Vec::new()),
            },
            None => (refused("this message makes no sense"), Vec::new()),
        };
        let text = reply.to_string();
        let mut out = Vec::with_capacity(4 + text.len() + 8 * numbers.len());
        out.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend(text.as_bytes());
        out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        out
    }

    fn answer(&mut self, ask: Ask, numbers: &[f64]) -> Reply {
        match ask {
            Ask::Declared => Ok((declared::all(), Vec::new())),
            Ask::Study { study: number, text, origin, set, arms } => {
                let read = study::read(&text, &origin, &set, arms.as_deref())?;
                let told = study::told(&read);
                if self.studies.len() >= KEPT && !self.studies.contains_key(&number) {
                    self.studies.pop_first();
                }
                self.studies.insert(number, read);
                Ok((told, Vec::new()))
            }
            Ask::Written { study } => Ok((json!({ "text": self.study(study)?.written_out() }), Vec::new())),
            Ask::Simulate { study, arm, replication } => self.simulate(study, arm, replication),
            Ask::Answer { study, replications, looks, look } => {
                answer::answer(self.study(study)?, numbers, replications, &looks, look)
            }
            Ask::Csv { study, replications } => answer::csv(self.study(study)?, numbers, replications),
            Ask::Report { study, replications, months } => {
                answer::report(self.study(study)?, numbers, replications, months)
            }
            Ask::Life { study, arm, replication, subject } => {
                life::life(self.study(study)?, arm, replication, &subject)
            }
        }
    }

    /// A study that was read before.
    pub fn study(&self, number: u32) -> Result<&Study, Value> {
        self.studies.get(&number).ok_or_else(|| refused(format!("study {number} is not known here")))
    }

    /// Outcomes, months, and hours by category and head, of one simulation.
    fn simulate(&mut self, number: u32, arm: usize, replication: u32) -> Reply {
        let study =
            self.studies.get(&number).ok_or_else(|| refused(format!("study {number} is not known here")))?;
        let arm = study.arms.get(arm).ok_or_else(|| refused("there is no such structure"))?;
        let seed = study.base.plan.seed;
        let result = verona::model::simulate(&arm.scenario, seed, replication, &mut self.workspace, &mut ())
            .map_err(|error| {
                refused(format!("in structure '{}', replication {replication}: {error}", arm.name))
            })?;
        let heads = result.people.len().max(1) as f64;
        let days = f64::from(study.base.plan.days.max(1));
        let hours = (0..verona::model::outcome::HOURS.len()).map(|category| {
            result.people.iter().map(|person| person.hours[category]).sum::<f64>() / heads / days
        });
        let mut numbers = result.outcomes.0.to_vec();
        numbers.extend(hours);
        numbers.extend(result.months.iter().flatten());
        Ok((json!({ "months": result.months.len() }), numbers))
    }
}

/// A message as what is asked and the numbers that go with it.
fn read(input: &[u8]) -> Option<(Ask, Vec<f64>)> {
    let (length, rest) = input.split_first_chunk::<4>()?;
    let (text, numbers) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let numbers = numbers.as_chunks::<8>().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
    Some((serde_json::from_slice(text).ok()?, numbers))
}
