//! `verona ablate`: which claims die, and which are born, when a mechanism of the model is switched off.

use std::io::Write;
use std::sync::Arc;

use clap::Args;

use super::failure::Failure;
use super::terminal::Terminal;
use super::{claims, firm, screen};
use crate::answers::ablate::Ablate;

/// Switch off one mechanism of the model after another, and tell which claims die and which are born
///
/// The whole model and the model without a mechanism live through the same replications, at the base firm of the claim
/// file.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    claims: claims::Typed,
    /// Only these mechanisms, by name
    #[arg(long, value_name = "A,B,..", value_delimiter = ',')]
    mechanisms: Option<Vec<String>>,
    /// Simulated futures of each firm
    #[arg(long, value_name = "N", default_value = "16", value_parser = |text: &str| firm::plan_number("replications", text))]
    replications: u64,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let book = Arc::new(typed.claims.book(&typed.claims.text()?)?);
    let replications = u32::try_from(typed.replications).unwrap_or(u32::MAX);
    let threads = usize::from(typed.claims.threads);
    let request = Ablate::of(book, typed.mechanisms.as_deref(), replications, threads)?;
    let answer = request.answer(&Terminal::new())?;
    screen::show(&answer, typed.claims.format, out)
}
