//! `verona explain`: what a key, a section or an outcome means.

use std::io::Write;

use clap::Args;

use super::failure::Failure;
use crate::answers::explain::{explain, names};

/// Explain a key of the scenario, a section or an outcome; without a name, list them
#[derive(Debug, Args)]
pub struct Typed {
    /// Such as offer.complexity, market, or lead_leakage
    #[arg(value_name = "KEY")]
    key: Option<String>,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let text = match &typed.key {
        Some(key) => explain(key)?,
        None => names(),
    };
    Ok(out.write_all(text.as_bytes())?)
}
