//! Verona: a laboratory for the relationship between sales and marketing.
#![deny(missing_docs)]
#![forbid(unsafe_code)]

#[cfg(doctest)]
mod doctests;
pub mod model;
pub mod scenario;
