//! Sensitivity: how much each factor of a design decides an outcome, or the difference between two arms.
//!
//! What is explained is the mean over futures at each point of the design. Every point lives through the same futures
//! (common random numbers), so that chance moves neighbouring points together; what is left of it is kept apart from
//! the factors' effects and reported as a share of its own ([`Noise`]).

mod alone;
mod groups;
mod indices;
mod resample;
mod responses;
mod screening;

pub use alone::{Alone, Level, Swing};
pub use groups::{Effect, Group, Groups};
pub use indices::{ENOUGH_BLOCKS, Index, Indices};
pub use responses::{Noise, Responses};
pub use screening::{Elementary, Screening, Step, steps};

use crate::experiment::design::{Design, Method};

/// What the points of a design say, as its method allows.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Of a one-at-a-time design.
    Alone(Alone),
    /// Of Morris trajectories.
    Screening(Screening),
    /// Of Saltelli blocks.
    Indices(Indices),
    /// Of any other design.
    Groups(Groups),
}

impl Found {
    /// Analyses the responses of a design; the seed is that of the bootstrap.
    pub fn of(design: &Design, responses: &Responses, seed: u64) -> Self {
        if responses.noise().moved {
            Self::among(design, responses, seed)
        } else {
            Self::among(design, &responses.clone().unmoved(), seed)
        }
    }

    fn among(design: &Design, responses: &Responses, seed: u64) -> Self {
        match design.method() {
            Method::OneAtATime { .. } => Found::Alone(Alone::of(design, responses)),
            Method::Morris { .. } => {
                Found::Screening(Screening::of(design.factors().len(), &steps(design), responses, seed))
            }
            Method::Saltelli { .. } => Found::Indices(Indices::of(responses, design.factors().len())),
            Method::Full { .. }
            | Method::Fractional(_)
            | Method::LatinHypercube { .. }
            | Method::Sobol { .. }
            | Method::Table { .. } => Found::Groups(Groups::of(design, responses, seed)),
        }
    }

    /// How much is chance.
    pub fn noise(&self) -> Noise {
        match self {
            Found::Alone(found) => found.noise,
            Found::Screening(found) => found.noise,
            Found::Indices(found) => found.noise,
            Found::Groups(found) => found.noise,
        }
    }
}

/// An estimate with its 95 % interval; NaN ends where there is too little to tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

/// Repetitions of a bootstrap.
pub const REPETITIONS: u32 = 1_000;

#[cfg(test)]
mod coverage;
#[cfg(test)]
mod tests;
