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
mod finish;
mod firm;
mod fit;
mod init;
mod interview;
mod lab;
mod levers;
mod man;
mod map;
mod merge;
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

#[derive(Debug, Subcommand)]
enum Command {
    Compare(compare::Typed),
    Change(change::Typed),
    Run(run::Typed),
    Sweep(sweep::Typed),
    Merge(merge::Typed),
    Report(report::Typed),
    Sensitivity(sensitivity::Typed),
    Map(map::Typed),
    Response(response::Typed),
    Levers(levers::Typed),
    Why(why::Typed),
    Trace(trace::Typed),
    Diagnose(diagnose::Typed),
    Fit(fit::Typed),
    Reproduce(Box<reproduce::Typed>),
    Ablate(ablate::Typed),
    Patterns(patterns::Typed),
    Explain(explain::Typed),
    Outcomes(outcomes::Typed),
    Schema(schema::Typed),
    Init(init::Typed),
    Lab(lab::Typed),
    Completions(completions::Typed),
    Man(man::Typed),
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
    let done = match typed.command {
        Command::Compare(typed) => compare::command(&typed, &mut out),
        Command::Change(typed) => change::command(&typed, &mut out),
        Command::Run(typed) => run::command(&typed, &mut out),
        Command::Sweep(typed) => sweep::command(&typed, &mut out),
        Command::Merge(typed) => merge::command(&typed, &mut out),
        Command::Report(typed) => report::command(&typed, &mut out),
        Command::Sensitivity(typed) => sensitivity::command(&typed, &mut out),
        Command::Map(typed) => map::command(&typed, &mut out),
        Command::Response(typed) => response::command(&typed, &mut out),
        Command::Levers(typed) => levers::command(&typed, &mut out),
        Command::Why(typed) => why::command(&typed, &mut out),
        Command::Trace(typed) => trace::command(&typed, &mut out),
        Command::Diagnose(typed) => diagnose::command(&typed, &mut out),
        Command::Fit(typed) => fit::command(&typed, &mut out),
        Command::Reproduce(typed) => reproduce::command(&typed, &mut out),
        Command::Ablate(typed) => ablate::command(&typed, &mut out),
        Command::Patterns(typed) => patterns::command(&typed, &mut out),
        Command::Explain(typed) => explain::command(&typed, &mut out),
        Command::Outcomes(typed) => outcomes::command(&typed, &mut out),
        Command::Schema(typed) => schema::command(&typed, &mut out),
        Command::Init(typed) => init::command(&typed, &mut out),
        Command::Lab(typed) => lab::command(&typed, &mut out),
        Command::Completions(typed) => completions::command(&typed, &mut out),
        Command::Man(typed) => man::command(&typed, &mut out),
    };
    let done = done.and_then(|()| out.flush().map_err(Failure::Print));
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
