//! Verona: a laboratory for the relationship between sales and marketing.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(feature = "lab")]
pub mod answers;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(doctest)]
mod doctests;
#[cfg(feature = "lab")]
pub mod evidence;
#[cfg(feature = "lab")]
pub mod experiment;
pub mod model;
#[cfg(feature = "lab")]
pub mod output;
pub mod scenario;
