//! The short form of the campaign that tries to lose results, to mix them, and to get a wrong one (docs/methods/campaign.md).

use std::process::Command;

#[test]
fn a_short_campaign_of_kills_disk_errors_corruption_and_strange_texts_sees_no_wrong_result() {
    let run = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/campaign/run");
    let output = Command::new("python3")
        .args([run, "--short", "--verona", env!("CARGO_BIN_EXE_verona")])
        .output()
        .expect("python3 runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.ends_with("no wrong result\n"), "{said}");
}
