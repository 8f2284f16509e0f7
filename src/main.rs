//! The `verona` command: parse, call, print.

use std::process::ExitCode;

fn main() -> ExitCode {
    verona::cli::main()
}
