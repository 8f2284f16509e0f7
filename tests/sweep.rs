//! Sweeps as a user runs them: killed, resumed, cut into shards, merged, and always the same bytes.

#[path = "sweep/analysis.rs"]
mod analysis;
mod typed;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use typed::{command, done, refused, verona};

/// A sweep of a second or so, of a firm small enough for that.
const SMALL: &str = r#"
name = "small"
arms = ["defined", "aligned"]
outcomes = ["profit_per_head", "trust"]
replications = 6
seed = 3

[firm]
salespeople = 4
marketers = 2

[plan]
days = 63
warm_up = 21

[design]
method = "latin-hypercube"
points = 60

[factors."offer.complexity"]
[factors."market.speed"]
[factors."arms.aligned.joint_reward"]
levels = [0.1, 0.3]
"#;

/// A folder with the small sweep, run whole into `whole`.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("small.toml"), SMALL).unwrap();
    place
}

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(&path).unwrap_or_default())
        })
        .collect()
}

fn rows(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Starts a sweep and kills it after so many milliseconds; whether it was still running.
fn killed(place: &Path, arguments: &[&str], after: u64) -> bool {
    let mut child = command(place, arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    sleep(Duration::from_millis(after));
    let running = child.try_wait().unwrap().is_none();
    // SIGKILL where there is one: nothing can tidy up.
    child.kill().unwrap();
    child.wait().unwrap();
    running
}

/// Starts a sweep and kills it as soon as a file is there, however slow the machine is.
fn killed_once_there(place: &Path, arguments: &[&str], file: &Path) {
    let mut child = command(place, arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while !file.exists() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Instants without a pattern, from `least` on, in milliseconds.
fn instants(seed: u64, least: u64, spread: u64) -> impl Iterator<Item = u64> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        least + (state >> 33) % spread
    })
}

#[test]
fn killed_at_any_instant_and_started_again_a_sweep_gives_the_same_bytes() {
    let place = place();
    done(place.path(), &["sweep", "small.toml", "--out", "whole", "--threads", "2"]);
    let whole = files(&place.path().join("whole"));
    let again = ["sweep", "small.toml", "--out", "cut", "--threads", "1"];
    let mut kills = 0;
    for after in instants(7, 1, 120).take(30) {
        if !killed(place.path(), &again, after) {
            break;
        }
        kills += 1;
    }
    done(place.path(), &again);
    assert!(kills >= 3, "the sweep is too short to be killed: {kills}");
    assert_eq!(files(&place.path().join("cut")), whole, "one thread, killed {kills} times");
}

#[test]
fn seven_shards_of_which_two_are_killed_and_resumed_merge_to_the_bytes_of_the_whole() {
    let place = place();
    done(place.path(), &["sweep", "small.toml", "--out", "whole"]);
    let shard = |i: usize| [format!("{i}/7"), format!("s{i}")];
    for i in 0..7 {
        let [shard, dir] = shard(i);
        let arguments = ["sweep", "small.toml", "--threads", "1", "--shard", &shard, "--out", &dir];
        if i == 2 || i == 5 {
            killed_once_there(place.path(), &arguments, &place.path().join(&dir).join("manifest.json"));
        } else {
            done(place.path(), &arguments);
        }
    }
    let merge = ["merge", "merged", "s0", "s1", "s2", "s3", "s4", "s5", "s6"];
    // Whatever the killed shards had done, a merge without one of them names it.
    let (code, message) = refused(place.path(), &["merge", "merged", "s0", "s1", "s3", "s4", "s5", "s6"]);
    assert_eq!(code, 4);
    assert!(message.contains("shard 2/7: all of its "), "{message}");
    for i in [2, 5] {
        let [shard, dir] = shard(i);
        // As an array job of Slurm tells it, which counts from 1 here.
        let mut resumed = command(place.path(), &["sweep", "small.toml", "--out", &dir]);
        let task = (i + 1).to_string();
        for (name, value) in [("ID", task.as_str()), ("MIN", "1"), ("COUNT", "7")] {
            resumed.env(format!("SLURM_ARRAY_TASK_{name}"), value);
        }
        let output = resumed.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && said.contains(&format!("shard {shard}, as SLURM_ARRAY")),
            "{said}"
        );
    }
    done(place.path(), &merge);
    assert_eq!(files(&place.path().join("merged")), files(&place.path().join("whole")));
    let (_, message) = refused(place.path(), &["merge", "again", "s0", "s0", "s1"]);
    assert!(message.contains("are in 's0' and in 's0' too"), "{message}");
}

#[test]
fn an_edited_chunk_is_named_and_redone_and_an_edited_result_is_never_read() {
    let place = place();
    done(place.path(), &["sweep", "small.toml", "--out", "whole"]);
    done(place.path(), &["sweep", "small.toml", "--out", "part", "--shard", "0/2"]);
    let chunk = fs::read_dir(place.path().join("part/chunks")).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&chunk).unwrap();
    fs::write(&chunk, text.replacen("trust,0.", "trust,1.", 1)).unwrap();
    let name = chunk.file_name().unwrap().to_str().unwrap();
    let output = verona(place.path(), &["sweep", "small.toml", "--out", "part"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains(&format!("{name}' was truncated or edited")) && said.contains("done again"),
        "{said}"
    );
    let results = place.path().join("part/results.csv");
    assert_eq!(fs::read(&results).unwrap(), fs::read(place.path().join("whole/results.csv")).unwrap());

    fs::write(&results, fs::read_to_string(&results).unwrap().replacen(",0.", ",9.", 1)).unwrap();
    let (code, message) = refused(place.path(), &["sweep", "small.toml", "--out", "part"]);
    assert!(code == 4 && message.contains("results.csv' was truncated or edited"), "{message}");
}

#[test]
fn a_directory_takes_one_sweep_only() {
    let place = place();
    done(place.path(), &["sweep", "small.toml", "--out", "a", "--shard", "0/50"]);
    let other = ["sweep", "small.toml", "--out", "a", "--set", "plan.seed=4"];
    let (code, message) = refused(place.path(), &other);
    assert_eq!(code, 4);
    assert!(
        message.contains("'a' holds another run than the one asked for\n  seed: 3 there, 4 here"),
        "{message}"
    );
}

#[test]
fn the_experiment_written_out_is_the_same_experiment() {
    let place = place();
    done(place.path(), &["sweep", "small.toml", "--out", "a"]);
    let said = done(place.path(), &["sweep", "a/experiment.toml", "--out", "a"]);
    assert!(said.starts_with("small: 60 points, 2 structures, 6 replications each, seed 3.\n"), "{said}");
}

#[test]
fn a_table_of_points_is_simulated_as_the_same_overrides_would_be() {
    let place = place();
    let design = "offer.complexity,firm.salespeople,arms.aligned.joint_reward\n0.7,5,0.2\n0.1,3,0.4\n";
    fs::write(place.path().join("points.csv"), design).unwrap();
    let text = SMALL.split("[design]").next().unwrap().to_owned();
    let text = text + "[design]\nmethod = \"table\"\nfile = \"points.csv\"\n";
    fs::write(place.path().join("table.toml"), text).unwrap();
    done(place.path(), &["sweep", "table.toml", "--out", "a"]);
    assert_eq!(fs::read_to_string(place.path().join("a/design.csv")).unwrap(), design);
    done(place.path(), &["sweep", "a/experiment.toml", "--out", "a"]);
    fs::write(place.path().join("firm.toml"), "[plan]\nwarm_up = 21\n").unwrap();
    let compared = done(
        place.path(),
        &[
            "compare",
            "firm.toml",
            "--structures",
            "defined,aligned",
            "--replications",
            "6",
            "--seed",
            "3",
            "--days",
            "63",
            "--format",
            "csv",
            "--set",
            "firm.salespeople=3",
            "--set",
            "firm.marketers=2",
            "--set",
            "offer.complexity=0.1",
            "--set",
            "arms.aligned.joint_reward=0.4",
        ],
    );
    let mut reader = csv::Reader::from_reader(compared.as_bytes());
    let kept = ["profit_per_head", "trust"];
    let expected: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .filter(|row| kept.contains(&row[2].as_str()))
        .collect();
    let found: Vec<Vec<String>> = rows(&place.path().join("a/results.csv"))
        .into_iter()
        .filter(|row| row[0] == "2")
        .map(|row| row[1..].to_vec())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn replications_up_to_a_precision_are_the_first_of_those_without_one() {
    let place = place();
    done(place.path(), &["sweep", "small.toml", "--out", "all"]);
    let precise =
        format!("{SMALL}\n[precision]\noutcome = \"trust\"\nhalf_width = 0.02\nleast = 2\nstep = 1\n");
    fs::write(place.path().join("precise.toml"), precise).unwrap();
    let said = done(place.path(), &["sweep", "precise.toml", "--out", "some"]);
    assert!(said.contains("2 to "), "{said}");
    let (all, some) =
        (rows(&place.path().join("all/results.csv")), rows(&place.path().join("some/results.csv")));
    assert!(some.len() < all.len());
    assert!(some.iter().all(|row| all.contains(row)));
}

#[test]
fn a_point_that_cannot_be_is_recorded_with_its_cause_and_the_sweep_goes_on() {
    let place = place();
    let text = SMALL.split("[design]").next().unwrap().to_owned();
    let design = "[design]\nmethod = \"factorial\"\n[factors.\"operating.handover\"]\nlevels = [\"pool\", \"threshold\"]\n\
                  [factors.\"operating.screening_bar\"]\nlevels = [0.0, 0.5]\n";
    fs::write(place.path().join("clash.toml"), text + design).unwrap();
    let said = done(place.path(), &["sweep", "clash.toml", "--out", "a"]);
    let failures = rows(&place.path().join("a/failures.csv"));
    assert_eq!(failures.len(), 1, "{failures:?}");
    assert!(failures[0][3].contains("operating."), "{failures:?}");
    assert!(said.contains("In failures.csv, with causes: 1 failure."), "{said}");
    let points: std::collections::BTreeSet<String> =
        rows(&place.path().join("a/results.csv")).into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(points.len(), 3);
}

#[test]
fn what_is_wrong_with_an_experiment_is_said_with_file_line_and_field() {
    let place = place();
    let said = |text: &str| {
        fs::write(place.path().join("bad.toml"), text).unwrap();
        let (code, message) = refused(place.path(), &["sweep", "bad.toml"]);
        assert_eq!(code, 3, "{message}");
        message
    };
    let design = "[design]\nmethod = \"sobol\"\npoints = 8\n";
    for (text, expected) in [
        (design.to_owned(), "bad.toml:2:10: the design is empty: it has no factor"),
        (
            format!("{design}[factors.\"ofer.complexity\"]\n"),
            "bad.toml:4:10: `ofer.complexity` cannot be a factor: there is no such key; did you mean `offer.complexity`?",
        ),
        (
            format!("{design}[factors.\"offer.complexity\"]\nlevels = [0.2, 3]\n"),
            "bad.toml:5:10: factor `offer.complexity`: the level `3` does not fit; expected a number from 0 to 1",
        ),
        (
            format!("{design}[factors.\"market.speed\"]\nlow = 3\nhigh = 1\n"),
            "bad.toml:6:8: factor `market.speed`: the range 3 to 1 does not rise",
        ),
        (
            format!("outcomes = [\"profit_per_heed\"]\n{design}"),
            "bad.toml:1:13: there is no outcome `profit_per_heed`",
        ),
        (format!("replicatons = 3\n{design}"), "bad.toml:1:1: there is no key or section `replicatons`"),
        (
            format!("[firm]\nsalespeeple = 3\n{design}"),
            "bad.toml:2:1: there is no key `salespeeple` in [firm]",
        ),
        ("scenario = \"nowhere.toml\"\n".to_owned() + design, "bad.toml:1:12: `scenario` cannot be read"),
        ("[design]\nmethod = \"sobl\"\n".to_owned(), "= help: did you mean \"sobol\"?"),
        ("[design]\nmethod = \"sobol\"\n".to_owned(), "bad.toml:2:10: `design` lacks points"),
        ("seed = 1\n".to_owned(), "bad.toml: `design` lacks a design"),
        (
            format!("{design}[factors.\"arms.algned.joint_reward\"]\nlevels = [0.1]\n"),
            "there is no structure `algned`",
        ),
    ] {
        let message = said(&text);
        assert!(message.contains(expected), "expected: {expected}\n{message}");
    }
    fs::write(place.path().join("points.csv"), "point,offer.complexity,firm.size\n1,0.2,10\n2,0.4,many\n")
        .unwrap();
    let message = said("[design]\nmethod = \"table\"\nfile = \"points.csv\"\n");
    assert!(message.contains("points.csv:3:7: row at line 3, column 3 (`firm.size`)"), "{message}");
    assert!(message.contains("3 | 2,0.4,many\n  |       ^^^^"), "{message}");
}
