//! `verona schema`: the JSON Schema of scenario files.

use std::io::Write;

use clap::Args;

use super::failure::Failure;
use crate::answers::schema;

/// Print the JSON Schema of scenario files, so that an editor can complete and check as you type
#[derive(Debug, Args)]
pub struct Typed {}

/// Does it.
pub fn command(_typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    Ok(writeln!(out, "{}", schema::text()?)?)
}
