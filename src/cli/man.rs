//! `verona man`: the manual page of a command, made from its declaration.

use std::io::Write;

use clap::{Args, Command, CommandFactory};

use super::failure::Failure;

/// Print the manual page of verona, or of one of its commands
///
/// For example: verona man compare > verona-compare.1
#[derive(Debug, Args)]
pub struct Typed {
    /// The command; without it, the page of verona itself
    #[arg(value_parser = command_names())]
    command: Option<String>,
}

/// Names of all commands.
///
/// They are listed, since asking the declaration of which this argument is a part would never end; a test compares.
fn command_names() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(NAMES)
}

/// The commands that have a page.
const NAMES: &[&str] = &[
    "compare",
    "change",
    "run",
    "sweep",
    "merge",
    "report",
    "sensitivity",
    "map",
    "response",
    "levers",
    "why",
    "trace",
    "diagnose",
    "fit",
    "reproduce",
    "ablate",
    "patterns",
    "explain",
    "outcomes",
    "schema",
    "init",
    "lab",
    "completions",
    "man",
];

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

#[cfg(test)]
mod tests {
    use super::NAMES;
    use clap::CommandFactory;

    #[test]
    fn every_command_has_a_manual_page() {
        let declared = crate::cli::Typed::command();
        let declared: Vec<&str> = declared.get_subcommands().map(clap::Command::get_name).collect();
        assert_eq!(declared, NAMES);
    }
}
