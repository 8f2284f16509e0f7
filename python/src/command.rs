//! The command `verona`, which comes with the package.

use pyo3::prelude::*;

/// Does what a command line says (its first word is the command's own name) and gives the exit code.
///
/// Ctrl-C is the command's own while it runs: call it where nothing else of Python goes on, as the script `verona` does.
#[pyfunction]
pub fn command(py: Python<'_>, line: Vec<std::ffi::OsString>) -> u8 {
    py.detach(|| verona::cli::main_of(line))
}
