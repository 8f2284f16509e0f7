//! `verona man`: the manual page of a command, made from its declaration.

use std::io::Write;

use clap::builder::PossibleValuesParser;
use clap::{Args, Command, CommandFactory};

use super::NAMES;
use super::failure::Failure;

/// Print the manual page of verona, or of one of its commands
///
/// For example: verona man compare > verona-compare.1
#[derive(Debug, Args)]
pub struct Typed {
    /// The command; without it, the page of verona itself
    #[arg(value_parser = PossibleValuesParser::new(NAMES))]
    command: Option<String>,
}

/// Does it.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let mut whole = super::Typed::command();
    whole.build();
    let page = match &typed.command {
        None => Some(whole),
        Some(name) => whole.find_subcommand(name).map(|command| named(command.clone(), name)),
    };
    if let Some(page) = page {
        clap_mangen::Man::new(page).render(out)?;
    }
    Ok(())
}

/// The page of `verona compare` is called `verona-compare`, as manuals of commands in commands are.
fn named(command: Command, name: &str) -> Command {
    command.display_name(format!("verona-{name}"))
}
