//! Docking: the reduced model in Verona and its second, independent implementation agree in distribution.

use std::path::Path;
use std::process::Command;

/// What a second implementation says of itself and Verona, which must be that they dock.
fn docked(script: &str, arguments: &[&str]) -> String {
    let mut command = Command::new("python3");
    // Without compiled copies beside the scripts, which would be more files in the repository.
    command.arg("-B").arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches").join(script));
    command.args(["--verona", env!("CARGO_BIN_EXE_verona"), "--threads", "1"]).args(arguments);
    let done = command.output().expect("python3 runs: the docking needs it, and so does .ci/run");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    said
}

#[test]
fn shared_tasks_and_attribution_dock_with_their_second_implementation() {
    let said = docked("mechanisms/dock.py", &["--replications", "120"]);
    assert_eq!(said.matches(": docked").count(), 7, "{said}");
}

#[test]
fn material_and_tasks_by_mail_dock_with_what_was_written_from_the_odd_alone() {
    let few = "in drawers;asked for;shown;by mail, under rules";
    let said = docked("mechanisms/from_the_odd.py", &["--replications", "30", "--only", few]);
    assert_eq!(said.matches(": docked").count(), 22, "{said}");
}

#[test]
fn verona_docks_with_the_second_implementation_of_one_hand_over() {
    let said = docked("peers/dock.py", &["--size", "small"]);
    assert!(said.contains("docked at the small size over 500 replications each"), "{said}");
}
