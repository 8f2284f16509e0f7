//! The command as a user types it.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::path::Path;
use std::process::{Command, Output};

/// The command in a folder; what the machine says of array jobs and of the date is left out.
pub fn command(place: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("verona"));
    for variable in ["SLURM_ARRAY_TASK_ID", "AWS_BATCH_JOB_ARRAY_INDEX", "JOB_COMPLETION_INDEX"] {
        command.env_remove(variable);
    }
    command.env("SOURCE_DATE_EPOCH", "1700000000").current_dir(place).args(arguments);
    command
}

/// What it gives.
pub fn verona(place: &Path, arguments: &[&str]) -> Output {
    command(place, arguments).output().unwrap()
}

/// What it prints; it must succeed.
pub fn done(place: &Path, arguments: &[&str]) -> String {
    let output = verona(place, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", message(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// The exit code and the message of one that must fail.
pub fn refused(place: &Path, arguments: &[&str]) -> (i32, String) {
    let output = verona(place, arguments);
    let message = message(&output);
    assert!(!output.status.success() && !message.contains("panicked"), "{message}");
    (output.status.code().unwrap(), message)
}

/// What it says on standard error.
pub fn message(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
