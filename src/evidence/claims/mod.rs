//! Claims as data: a claim file says what is claimed, of which firms, by how much; here it is read, simulated and
//! judged. No code knows a claim by name.

mod ablation;
mod book;
mod draws;
mod full;
mod judgement;
mod reader;
mod run;
mod written;

pub use ablation::{Ablation, Fate, carriers, fate};
pub use book::{Book, Claim, Condition, Mechanism, ParameterValue, Quantity, Slot, Test, Threshold, Unit};
pub use draws::{Influence, Robustness, TestShare, robustness};
pub use full::{Counts, Full, FullError, Records, advance, gather, open};
pub use judgement::{
    FEWEST, Finding, Judgement, Part, Sample, Verdict, comparisons, effects, judge, label, margin, revenue,
};
pub use reader::read;
pub use run::{Variation, base, run, simulations};

/// The claims of Kotler, Rackham and Krishnaswamy and of the two readings of them, which `verona reproduce` tests when no
/// file is named.
pub const BUILT_IN: &str = include_str!("../../../claims/kotler-rackham-krishnaswamy.toml");

/// What the built-in claims are called in messages.
pub const BUILT_IN_LABEL: &str = "kotler-rackham-krishnaswamy.toml (built in)";

/// Replications of a test of the base firm alone, where nothing else is asked: the most that two cores finish well within
/// two minutes.
pub const QUICK: u32 = 40;
