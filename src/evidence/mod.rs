//! Statistics: what the replications of an experiment allow one to say, and what they do not.
//!
//! All spread here is Monte Carlo spread: how much the simulated futures of one scenario differ. It says nothing
//! about whether the scenario describes a firm well.

pub mod diagnosis;
pub mod map;
mod paired;
mod paths;
pub mod sensitivity;
mod student;
mod summary;
mod trajectory;
mod verdict;
mod wilson;

pub use paired::Paired;
pub use paths::Paths;
pub use student::two_sided_t;
pub use summary::{LEVEL, Summary};
pub use trajectory::{Band, Dip, MONTH, Pays, Trajectory};
pub use verdict::{Ahead, Verdict, judge};
pub use wilson::Share;
