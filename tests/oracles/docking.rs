//! Docking: the reduced model in Verona and its second, independent implementation agree in distribution.

use std::path::Path;
use std::process::Command;

#[test]
fn shared_tasks_and_attribution_dock_with_their_second_implementation() {
    let dock = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/mechanisms/dock.py");
    let mut command = Command::new("python3");
    command.arg(dock).args([
        "--verona",
        env!("CARGO_BIN_EXE_verona"),
        "--replications",
        "120",
        "--threads",
        "1",
    ]);
    let done = command.output().expect("python3 runs: the docking needs it, and so does .ci/run");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(said.matches(": docked").count(), 7, "{said}");
}

#[test]
fn material_and_tasks_by_mail_dock_with_what_was_written_from_the_odd_alone() {
    let dock = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/mechanisms/from_the_odd.py");
    let mut command = Command::new("python3");
    // Without a compiled copy beside the script, which would be a file more in the repository.
    command.arg("-B").arg(dock).args([
        "--verona",
        env!("CARGO_BIN_EXE_verona"),
        "--replications",
        "30",
        "--threads",
        "1",
        "--only",
        "in drawers;asked for;shown;by mail, under rules",
    ]);
    let done = command.output().expect("python3 runs: the docking needs it, and so does .ci/run");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(said.matches(": docked").count(), 22, "{said}");
}

#[test]
fn verona_docks_with_the_second_implementation_of_one_hand_over() {
    let dock = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/dock.py");
    let mut command = Command::new("python3");
    command.arg(dock).args(["--verona", env!("CARGO_BIN_EXE_verona"), "--size", "small", "--threads", "1"]);
    let done = command.output().expect("python3 runs: the docking needs it, and so does .ci/run");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert!(said.contains("docked at the small size over 500 replications each"), "{said}");
}
