//! Oracles: what theory says the answer must be, and a second implementation that must agree. docs/methods/verification.md
//! lists every one with its theory, its tolerance and its test.
#![cfg(feature = "cli")]

mod directions;
mod docking;
mod firms;
mod funnel;
mod knowledge;
mod page;
mod patterns;
mod queues;
mod shared;
mod visibility;
