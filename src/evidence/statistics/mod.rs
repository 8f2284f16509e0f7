//! Statistics: what the replications of an experiment allow one to say, and what they do not.
//!
//! Samples and differences: [`Summary`], [`Paired`], [`Share`]. Verdicts, at a fixed number of replications or with
//! repeated looks: [`judge`], [`sequential`]. Choosing among arms: [`selection`] (probability of being best, indifference
//! zone), [`regret`] (and what knowing would be worth). Where variance comes from:
//! [`components`] (luck against parameters), [`pairing`] (what common random numbers take away).
//!
//! None of it says whether the scenario describes a firm well.

mod adjusted;
pub mod components;
pub mod distributions;
pub mod draws;
mod paired;
pub mod pairing;
pub mod regret;
pub mod selection;
pub mod sequential;
mod special;
mod stopping;
pub(crate) mod summary;
mod verdict;
mod wilson;

pub use adjusted::{Adjusted, adjusted};
pub use distributions::two_sided_t;
pub use paired::Paired;
pub use sequential::{Level, Looks};
pub use stopping::{Stop, stop};
pub use summary::{LEVEL, Summary};
pub use verdict::{Ahead, Verdict, judge, judge_at, ranked};
pub use wilson::Share;
