//! Evidence: what the replications of an experiment say, of arms, of programmes of change, and of a firm's own answers.
//!
//! All spread here is Monte Carlo spread: how much the simulated futures of one scenario differ. It says nothing
//! about whether the scenario describes a firm well.

pub mod choice;
pub mod claims;
#[cfg(feature = "crm")]
pub mod crm;
pub mod diagnosis;
pub mod fit;
pub mod levers;
pub mod map;
mod months;
mod paths;
pub mod patterns;
pub mod response;
pub mod search;
pub mod sensitivity;
pub mod statistics;
mod trajectory;
pub mod unknowns;
pub mod weight;
pub mod why;

pub use months::MonthMeans;
pub use paths::{FirmMeans, Paths, spent};
pub use statistics::{
    Ahead, LEVEL, Level, Looks, Paired, Share, Stop, Summary, Verdict, judge, judge_at, ranked, stop,
    two_sided_t,
};
pub use trajectory::{Band, Dip, MONTH, Pays, Trajectory, too_short};
