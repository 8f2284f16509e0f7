//! The market: what customers want, and how interest arises.

pub mod beliefs;
pub mod capture;
pub mod preferences;
pub mod product;
