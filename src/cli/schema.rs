//! `verona schema`: the JSON Schema of scenario files.

use std::io::Write;

use clap::Args;

use super::failure::Failure;
use crate::scenario;

/// Print the JSON Schema of scenario files, with which an editor completes and checks while one types
#[derive(Debug, Args)]
pub struct Typed {}

/// Does it.
pub fn command(_typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "{}", serde_json::to_string_pretty(&scenario::schema())?)?;
    Ok(())
}
