//! Verona: a laboratory for the relationship between sales and marketing.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(doctest)]
mod doctests;
#[cfg(feature = "cli")]
pub mod evidence;
#[cfg(feature = "cli")]
pub mod experiment;
pub mod model;
#[cfg(feature = "cli")]
pub mod output;
pub mod scenario;
