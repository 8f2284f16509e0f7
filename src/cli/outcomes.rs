//! `verona outcomes`: every outcome with unit, direction and meaning.

use std::io::Write;

use clap::Args;

use super::failure::Failure;
use super::screen;
use crate::answers::outcomes;

/// List what is measured: every outcome and every monthly measure, with unit, direction and meaning
#[derive(Debug, Args)]
pub struct Typed {}

/// Does it.
pub fn command(_typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    Ok(out.write_all(outcomes::text(screen::width()).as_bytes())?)
}
