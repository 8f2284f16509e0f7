//! The command line: one file a command. What the user typed (clap's structs, named `Typed`) is kept apart from what
//! it means (a study, settings, a subject), which is all that the rest of the crate gets to see.

mod ablate;
mod change;
mod claims;
mod compare;
mod completions;
mod diagnose;
mod draws;
mod estimate;
mod experiment;
mod explain;
mod failure;
mod firm;
mod fit;
mod format;
mod init;
mod interview;
mod lab;
mod levers;
mod man;
mod map;
mod merge;
mod moment;
mod new_file;
mod outcomes;
mod patterns;
mod progress;
mod report;
mod reproduce;
mod response;
mod results;
mod run;
mod sampled;
mod schema;
mod screen;
mod sensitivity;
mod shard;
mod shown;
mod sweep;
mod terminal;
mod trace;
mod why;

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use failure::Failure;

/// Verona: a laboratory for the relationship between sales and marketing.
///
/// It simulates a firm day by day, person by person, under different ways of working together, and compares how they
/// fare. Begin with `verona compare`.
#[derive(Debug, Parser)]
#[command(name = "verona", version, after_help = failure::EXIT_CODES)]
struct Typed {
    #[command(subcommand)]
    command: Command,
    /// Start without asking, even if it takes over an hour or more than half of the memory
    #[arg(long, global = true)]
    yes: bool,
}

/// Declares the commands, in the order of the help: of each module, `Typed` is what can be typed and `command` does it.
macro_rules! commands {
    ($($name:ident($module:ident)),* $(,)?) => {
        #[derive(Debug, Subcommand)]
        enum Command {
            $($name(Box<$module::Typed>)),*
        }

        /// The names of all commands, as they are typed.
        const NAMES: &[&str] = &[$(stringify!($module)),*];

        /// Does what was typed.
        fn done(command: Command, out: &mut impl Write) -> Result<(), Failure> {
            match command {
                $(Command::$name(typed) => $module::command(&typed, out)),*
            }
        }
    };
}

commands! {
    Compare(compare),
    Change(change),
    Run(run),
    Sweep(sweep),
    Merge(merge),
    Report(report),
    Sensitivity(sensitivity),
    Map(map),
    Response(response),
    Levers(levers),
    Why(why),
    Trace(trace),
    Diagnose(diagnose),
    Fit(fit),
    Reproduce(reproduce),
    Ablate(ablate),
    Patterns(patterns),
    Explain(explain),
    Outcomes(outcomes),
    Schema(schema),
    Init(init),
    Lab(lab),
    Completions(completions),
    Man(man),
}

/// Parses the command line, does what it says, and gives the exit code. Prints errors to standard error.
pub fn main() -> ExitCode {
    ExitCode::from(main_of(std::env::args_os()))
}

/// The same for a command line that begins with the command's own name, as another program hands it over.
pub fn main_of(line: impl IntoIterator<Item = std::ffi::OsString>) -> u8 {
    let typed = match Typed::try_parse_from(line) {
        Ok(typed) => typed,
        // Help and version are the program's own words, in colour where there is a terminal.
        Err(words) if !words.use_stderr() => words.exit(),
        Err(error) => {
            let _ = write!(shown::err(), "{}", error.render());
            return 2;
        }
    };
    estimate::agreed(typed.yes);
    let mut out = shown::out();
    let done = done(typed.command, &mut out).and_then(|()| out.flush().map_err(Failure::Print));
    match done {
        Ok(()) => 0,
        // The reader (such as `head`) has seen enough.
        Err(failure) if failure.is_broken_pipe() => 0,
        Err(failure) => {
            // Standard error may be closed too; there is nobody left to tell then.
            let _ = writeln!(shown::err(), "error: {failure}");
            failure.code()
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{NAMES, Typed};
    use crate::answers::QUESTIONS;

    #[test]
    fn a_command_is_typed_by_the_name_of_its_module() {
        let declared = Typed::command();
        let declared: Vec<&str> = declared.get_subcommands().map(clap::Command::get_name).collect();
        assert_eq!(declared, NAMES);
    }

    #[test]
    fn whatever_can_be_asked_by_name_has_a_command_of_that_name() {
        let without: Vec<_> = QUESTIONS.iter().filter(|question| !NAMES.contains(question)).collect();
        assert!(without.is_empty(), "{without:?}");
    }
}
