//! `verona completions`: what a shell needs to complete commands and options, made from their declaration.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::failure::Failure;

/// Print completions for your shell, to load from its start-up file
///
/// For example, in ~/.bashrc: source <(verona completions bash)
#[derive(Debug, Args)]
pub struct Typed {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    // The generator panics where its writer fails, as a closed pipe does; memory does not.
    let mut text = Vec::new();
    clap_complete::generate(typed.shell, &mut super::Typed::command(), "verona", &mut text);
    out.write_all(&text)?;
    Ok(())
}
