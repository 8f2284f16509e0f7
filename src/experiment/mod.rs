//! Replications of the arms of a comparison: many simulated futures, in parallel, paired by common random numbers.
//!
//! Replication `i` of every arm lives through the same market: the same prospects, the same people, the same
//! accidents. So arms are compared future by future, and identical arms differ by exactly zero. Results come in a
//! fixed order, whatever the number of threads.

mod comparison;
pub mod design;
mod each;
pub mod estimate;
pub mod file;
pub mod firms;
mod follow;
pub mod levers;
pub mod lives;
mod onlooker;
mod parallel;
pub mod plane;
pub mod plausible;
pub mod samples;
mod stop;
pub mod store;
pub mod sweep;
mod until;
pub mod walk;

pub use comparison::Comparison;
pub use each::each;
pub use follow::{Life, Lost, Subject, follow, people};
pub use onlooker::{Onlook, Onlooker};
pub use parallel::{Settings, Stopped, run_arms};
pub use stop::Until;
pub use until::run_until;
