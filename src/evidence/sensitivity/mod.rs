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
pub use indices::{Index, Indices};
pub use responses::{Noise, Responses};
pub use screening::{Elementary, Screening};

/// An estimate with the 95 % interval of its bootstrap; NaN ends where there is too little to resample.
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
mod tests;
