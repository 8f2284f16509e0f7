//! Verona: a laboratory for the relationship between sales and marketing.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod evidence;
#[cfg(feature = "cli")]
pub mod experiment;
#[cfg(doctest)]
mod doctests;
pub mod model;
#[cfg(feature = "cli")]
pub mod output;
pub mod scenario;
