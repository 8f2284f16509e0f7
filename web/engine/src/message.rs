//! Messages: four bytes with the length of a JSON text (little endian), the text, and then any number of 64-bit floating-point
//! numbers. Numbers that decide results travel as such, never as text. The text is an object with one key, what is asked
//! for: so it is read as it comes, which takes less code than looking for that key first.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde::Deserialize;
use serde_json::{Value, json};
use verona::experiment::Until;
use verona::model::Workspace;
use verona::scenario::{Arm, Study};

use crate::{answer, declared, study};

/// Studies that are kept at a time.
const KEPT: usize = 24;

/// What a page asks for a first answer; the rest is in `more`.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// What is declared: parameters, structures, outcomes, measures, statements, ready-made firms.
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
    /// Simulate one replication of one arm.
    Simulate(Future),
    /// The answer from what was simulated: numbers by arm, replication, outcome.
    Answer { study: u32, replications: u32, looks: Vec<u32>, look: usize },
}

/// One replication of one arm: of the structures that a study compares, or of no change and its programmes.
#[derive(Deserialize)]
pub struct Future {
    pub study: u32,
    pub arm: usize,
    pub replication: u32,
    #[serde(default)]
    pub change: bool,
}

/// A study, and the arms of `verona change` on it.
pub struct Kept {
    pub study: Arc<Study>,
    pub change: Vec<Arm>,
}

/// The state of a module: the studies it was told, and the memory of its simulations.
#[derive(Default)]
pub struct Engine {
    pub studies: BTreeMap<u32, Kept>,
    pub workspace: Workspace,
}

/// A reply: an object, and numbers.
pub type Reply = Result<(Value, Vec<f64>), Value>;

/// A refusal in words.
pub fn refused(words: impl ToString) -> Value {
    json!({ "error": words.to_string() })
}

/// What is said to a message that cannot be read.
pub fn senseless() -> Value {
    refused("this message makes no sense")
}

impl Engine {
    /// Replies to a message.
    pub fn reply(&mut self, input: &[u8]) -> Vec<u8> {
        let mut answer = || -> Reply {
            let (text, numbers) = read(input).ok_or_else(senseless)?;
            match serde_json::from_slice(text) {
                Ok(ask) => self.answer(ask, &numbers),
                Err(_) => self.more(text, numbers),
            }
        };
        let (reply, numbers) = answer().unwrap_or_else(|refusal| (refusal, Vec::new()));
        let text = reply.to_string();
        let mut out = Vec::with_capacity(4 + text.len() + 8 * numbers.len());
        out.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
        out.extend(text.as_bytes());
        out.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        out
    }

    /// What only the whole module knows.
    #[cfg(not(feature = "all"))]
    fn more(&self, _text: &[u8], _numbers: Vec<f64>) -> Reply {
        Err(senseless())
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
                let change = read.change_arms();
                self.studies.insert(number, Kept { study: Arc::new(read), change });
                Ok((told, Vec::new()))
            }
            Ask::Simulate(future) => self.simulate(&future),
            Ask::Answer { study, replications, looks, look } => {
                answer::answer(&self.kept(study)?.study, numbers, replications, &looks, look)
            }
        }
    }

    /// A study that was read before.
    pub fn kept(&self, number: u32) -> Result<&Kept, Value> {
        self.studies.get(&number).ok_or_else(|| refused(format!("study {number} is not known here")))
    }

    /// Outcomes, months, and hours by category and head, of one simulation; in the object what a change needs besides.
    fn simulate(&mut self, future: &Future) -> Reply {
        let kept = self.studies.get(&future.study);
        let (one, replication) = (arm(kept, future)?, future.replication);
        let plan = &one.scenario.plan;
        let result = verona::model::simulate(
            &one.scenario,
            seed(kept),
            replication,
            &mut self.workspace,
            &mut Until(&AtomicBool::new(false)),
        )
        .map_err(|error| {
            refused(format!("in structure '{}', replication {replication}: {error}", one.name))
        })?;
        let heads = result.people.len().max(1) as f64;
        let days = f64::from(plan.days.max(1));
        let hours = (0..verona::model::outcome::HOURS.len()).map(|category| {
            result.people.iter().map(|person| person.hours[category]).sum::<f64>() / heads / days
        });
        let mut numbers = result.outcomes.0.to_vec();
        numbers.extend(hours);
        numbers.extend(result.months.iter().flatten());
        if future.change {
            numbers.extend([result.people.len() as f64, verona::evidence::spent(&result)]);
        }
        Ok((json!({ "months": result.months.len() }), numbers))
    }
}

/// The arm of a future.
pub fn arm<'a>(kept: Option<&'a Kept>, future: &Future) -> Result<&'a Arm, Value> {
    let kept = kept.ok_or_else(|| refused(format!("study {} is not known here", future.study)))?;
    let arms = if future.change { &kept.change } else { &kept.study.arms };
    arms.get(future.arm).ok_or_else(|| refused("there is no such structure"))
}

pub fn seed(kept: Option<&Kept>) -> u64 {
    kept.map_or(0, |kept| kept.study.base.plan.seed)
}

/// A message as its text and the numbers that go with it.
fn read(input: &[u8]) -> Option<(&[u8], Vec<f64>)> {
    let (length, rest) = input.split_first_chunk::<4>()?;
    let (text, numbers) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let numbers = numbers.as_chunks::<8>().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
    Some((text, numbers))
}
