//! The border between sales and marketing: all that must cross it, and what comes of it.

pub mod budget;
pub mod disputes;
pub mod escalation;
pub mod exceptions;
pub mod feelings;
pub mod handover;
pub mod helping;
pub mod informal;
pub mod intelligence;
pub mod meetings;
pub mod misunderstanding;
pub mod requests;
pub mod routes;
pub mod self_help;
pub mod shared;
