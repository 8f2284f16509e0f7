//! The fit: which firms meet what a leader knows. Facts go in, equally plausible firms come out.
//!
//! 1. *Unknowns*: the parameters that the facts speak about ([`unknowns`], one table), each moved on the scale of its logarithm
//!    or log odds, with a normal prior about the value in the file.
//! 2. *Closed forms*: what follows from a fact alone, such as the quota, is set and not searched ([`firm`]).
//! 3. *Waves* (history matching; Craig et al. 1997, Vernon et al. 2010): firms are simulated, a quadratic emulator of every fact is
//!    fitted (`emulator`), and the next firms are drawn from what the emulator, whose own error counts, leaves plausible. Waves
//!    close in by letting facts count more from wave to wave ([`search`]).
//! 4. *The posterior sample*: long chains on the last emulator (`posterior`); each draw is one firm.
//! 5. *Quarrels*: where no firm meets all facts, the two that cannot hold together (`quarrel`).
//!
//! A fact is a firm's long-run figure y, known with the standard deviation spread / 1.96. The likelihood of unknowns z is normal:
//! y | z ~ N(f(z), (spread / 1.96)² + v(z)), with f the emulator and v its variance. Each firm that is simulated lives through
//! futures of its own: futures shared by all firms would shift all of them alike, and no emulator could average that away.
//! The same seed gives the same firms on any number of threads.

pub mod calibration;
mod emulator;
pub mod firm;
mod goal;
mod linear;
mod posterior;
mod quarrel;
mod search;
pub mod unknowns;
mod written;

pub use goal::{Goal, Goals};
pub use quarrel::Quarrel;
pub use search::{Effort, Fit, Work, search};
pub use written::{as_written, fitted_toml};
