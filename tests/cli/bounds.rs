//! What a command keeps to: nothing steers the terminal, nothing long begins by itself, everything can be ended.

use std::fs;
use std::path::Path;

use super::{small, verona_in};

#[test]
fn no_text_of_a_file_a_path_or_an_option_reaches_the_terminal_as_a_command() {
    let place = tempfile::tempdir().unwrap();
    let path = |name: &str| place.path().join(name);
    let evil = "a\\u001b]0;x\\u0007\\u009b2J\\u202e\\u200bb";
    let design = "[design]\nmethod = \"latin-hypercube\"\npoints = 1\n[factors.\"offer.complexity\"]\n";
    let firm = "arms = [\"defined\"]\nreplications = 1\n[firm]\nsalespeople = 2\nmarketers = 1\n[plan]\ndays = 21\nwarm_up = 0\n";
    fs::write(path("x.toml"), format!("name = \"{evil}\"\n{firm}{design}")).unwrap();
    fs::write(path("firm.toml"), format!("name = \"{evil}\"\nabout = \"{evil}\"\n")).unwrap();
    let run = verona_in(
        place.path(),
        &["compare", "firm.toml", "--replications", "2", "--out", "r", "--days", "21"],
    );
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let forged =
        fs::read_to_string(path("r/summary.json")).unwrap().replace("\"defined\"", &format!("\"{evil}\""));
    // With a seal that fits what was forged.
    fs::create_dir(path("forged")).unwrap();
    for file in fs::read_dir(path("r")).unwrap().map(|entry| entry.unwrap().path()) {
        fs::copy(&file, path("forged").join(file.file_name().unwrap())).unwrap();
    }
    let (sha256, before) = (verona::experiment::store::sha256, fs::read(path("r/summary.json")).unwrap());
    let seal = fs::read_to_string(path("r/complete.json")).unwrap();
    let bytes = |text: &[u8]| format!("\"bytes\": {},\n      \"sha256\": \"{}\"", text.len(), sha256(text));
    let resealed = seal.replace(&bytes(&before), &bytes(forged.as_bytes()));
    assert_ne!(seal, resealed);
    fs::write(path("forged/complete.json"), resealed).unwrap();
    fs::write(path("forged/summary.json"), &forged).unwrap();
    let raw = "\u{1b}]0;x\u{7}\u{202e}";
    let named = format!("no{raw}where.toml");
    for arguments in [
        &["sweep", "x.toml", "--out", "s"][..],
        &["report", "s"],
        &["compare", "firm.toml", "--replications", "1", "--days", "21"],
        &["compare", "firm.toml", "--replications", "1", "--days", "21", "--format", "json"],
        &["compare", &named],
        &["compare", "--structures", raw],
        &["compare", "--format", raw],
        &[raw],
        &["report", "forged"],
        &["sweep", &named],
        &["merge", raw, raw],
        &["explain", raw],
    ] {
        let output = verona_in(place.path(), arguments);
        for text in [output.stdout, output.stderr] {
            let text = String::from_utf8(text).unwrap();
            let sent = text.chars().find(|&c| c != '\n' && verona::scenario::error::steers(c));
            assert!(sent.is_none(), "{arguments:?} sends {sent:?}: {text:?}");
        }
    }
}

#[test]
fn work_of_hours_is_not_begun_by_a_slip_of_the_fingers() {
    let place = tempfile::tempdir().unwrap();
    let design = "replications = 1000000\n[design]\nmethod = \"sobol\"\npoints = 10000000\n[factors.\"offer.complexity\"]\n";
    fs::write(place.path().join("huge.toml"), design).unwrap();
    for arguments in [
        &["compare", "--replications", "1000000", "--out", "out"][..],
        &["run", "--replications", "1000000"],
        &[
            "run",
            "--set",
            "firm.salespeople=100000",
            "--set",
            "firm.marketers=100000",
            "--days",
            "25000",
            "--replications",
            "100",
        ],
        // A dozen people whose market floods them.
        &[
            "run",
            "--set",
            "firm.salespeople=8",
            "--set",
            "firm.marketers=4",
            "--set",
            "market.load=20",
            "--set",
            "offer.deal_hours=0.1",
            "--set",
            "offer.deal_size=0",
            "--set",
            "offer.deal_spread=1000",
            "--days",
            "25000",
            "--replications",
            "1000",
        ],
        &["sweep", "huge.toml", "--out", "out"],
        &["sensitivity", "huge.toml"],
        &["reproduce", "--replications", "1000000"],
        &["patterns", "--replications", "1000000"],
        &["patterns", "--search", "1000", "--replications", "1000"],
        &["ablate", "--replications", "1000000"],
        &["ablate", "--outcomes", "--replications", "1000000"],
        &["diagnose", "--simulated", "--replications", "1000000"],
        &["why", "undefined", "aligned", "--replications", "1000000"],
        &["levers", "--replications", "1000000"],
        &["trace", "--set", "firm.salespeople=100000", "--set", "firm.marketers=100000", "--days", "25000"],
    ] {
        let started = std::time::Instant::now();
        let output = verona_in(place.path(), arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(
            said.contains("this would take about ") && said.contains("add --yes"),
            "{arguments:?}: {said}"
        );
        assert!(started.elapsed().as_secs() < 60, "{arguments:?}");
        assert!(!place.path().join("out").exists(), "{arguments:?}");
    }
    small(&["compare", "--replications", "2", "--yes"]);
}

#[cfg(unix)]
#[test]
fn a_polite_request_to_end_stops_a_simulation_that_takes_minutes() {
    use std::process::{Command as Process, Stdio};
    let mut child = Process::new(env!("CARGO_BIN_EXE_verona"))
        .args([
            "run",
            "--set",
            "firm.salespeople=3000",
            "--set",
            "firm.marketers=3000",
            "--days",
            "25000",
            "--yes",
        ])
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert!(child.try_wait().unwrap().is_none(), "it takes minutes");
    let asked = std::time::Instant::now();
    assert!(Process::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(asked.elapsed().as_secs() < 30, "{:?}", asked.elapsed());
}

#[test]
fn a_table_of_points_that_never_ends_is_not_read_to_its_end() {
    if !Path::new("/dev/zero").exists() {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("x.toml"), "[design]\nmethod = \"table\"\nfile = \"/dev/zero\"\n").unwrap();
    let output = verona_in(place.path(), &["sweep", "x.toml"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(3) && said.contains("it is longer than"), "{said}");
}
