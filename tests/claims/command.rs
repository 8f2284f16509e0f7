//! The claims through the command, and the pages that are kept of them.

use std::path::Path;

use assert_cmd::Command;
use verona::evidence::claims::{BUILT_IN, read};

use super::EXAMPLE;

fn verona() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verona"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

#[test]
fn a_claim_file_of_ones_own_is_tested_quickly_and_gives_the_same_bytes_on_any_number_of_threads() {
    let run = |threads: &str, format: &str| {
        let words = ["reproduce", "--claims", "claims/example.toml", "--quick", "--replications", "12"];
        stdout(verona().args(words).args(["--threads", threads, "--format", format]))
    };
    let text = run("1", "table");
    assert!(text.starts_with("two claims about a small firm: 2 claims, 2 supported."), "{text}");
    assert_eq!(run("1", "json"), run("3", "json"));
    let csv = run("2", "csv");
    assert_eq!(csv.lines().count(), 4, "{csv}");
    assert!(
        csv.starts_with(
            "claim,test,rival,quantity,unit,n,effect,ci_low,ci_high,above,below,judged,verdict\n"
        )
    );
}

#[test]
fn too_few_replications_give_effects_and_no_verdict_and_say_so() {
    let words = ["reproduce", "--claims", "claims/example.toml", "--replications", "3"];
    let text = stdout(verona().args(words));
    assert!(text.contains("2 without a verdict") && !text.contains("supported  "), "{text}");
    assert!(text.contains("No verdict is given on fewer than 10 replications, and there are 3"), "{text}");
}

#[test]
fn without_its_mechanism_a_claim_dies() {
    let words = ["ablate", "--claims", "claims/example.toml", "--replications", "12", "--format", "csv"];
    let text = stdout(verona().args(words));
    assert!(text.contains("joint steps,delay,supported,"), "{text}");
    assert!(text.trim_end().ends_with(",dies"), "{text}");
}

#[test]
fn a_full_run_writes_its_page_with_what_it_needs_to_be_made_again() {
    let place = tempfile::tempdir().unwrap();
    let mine = place.path().join("mine.toml");
    std::fs::write(&mine, EXAMPLE.replace("days = 252\nwarm_up = 63", "days = 42\nwarm_up = 0")).unwrap();
    let page = place.path().join("page.md");
    let words =
        "--replications 10 --draws 3 --draw-replications 2 --ablation-replications 0 --date 2026-02-03";
    let mut command = verona();
    command.arg("reproduce").arg("--claims").arg(&mine).arg("--out").arg(place.path().join("run"));
    command.args(words.split(' ')).arg("--page").arg(&page).assert().success();
    let text = std::fs::read_to_string(&page).unwrap();
    for wanted in [
        "| seed | 1 |",
        "| date | 2026-02-03 |",
        "| base firm | 10 replications |",
        "## meetings: ",
        "3, Latin",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    let figures: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(place.path().join("page.json")).unwrap()).unwrap();
    // A row for each claim and one for each judged test.
    assert_eq!(figures["robustness"].as_array().unwrap().len(), 4);
    assert_eq!((&figures["replications"], &figures["draws"]), (&10.into(), &3.into()));
    assert!(figures["ablations"].as_array().unwrap().is_empty());
    let shares: Vec<&serde_json::Value> =
        figures["robustness"].as_array().unwrap().iter().map(|row| &row["share"]).collect();
    assert!(shares.iter().all(|share| (0.0..=1.0).contains(&share.as_f64().unwrap())), "{shares:?}");
    verona().args(["reproduce", "--date", "yesterday"]).assert().code(2);
    let json = ["reproduce", "--out", "nowhere", "--page", "claims.json", "--date", "2026-02-03"];
    let refused = verona().args(json).assert().code(2);
    let said = String::from_utf8_lossy(&refused.get_output().stderr).into_owned();
    assert!(said.contains("claims.json is written beside it"), "{said}");
}

#[test]
fn every_registered_claim_is_there_with_its_registered_thresholds() {
    let book = read(BUILT_IN, "built in").unwrap();
    let ids: Vec<&str> = book.claims.iter().map(|claim| claim.id.as_str()).collect();
    let registered: Vec<String> = (1..=9)
        .map(|number| format!("C{number}"))
        .chain(["C9'".to_owned()])
        .chain((10..=16).map(|number| format!("C{number}")))
        .collect();
    assert_eq!(ids[..registered.len()], registered);
    // What was put better stands beside, under the same number and a letter; each judged test says what is as good as nothing.
    let second = &book.claims[registered.len()..];
    assert_eq!(second.len(), 16);
    for claim in second {
        assert!(registered.contains(&claim.id.trim_end_matches(['b', 'c']).to_owned()), "{}", claim.id);
        assert!(claim.note.contains("etter put than") || claim.id == "C5c", "{} gives no reason", claim.id);
        assert!(claim.tests.iter().all(|test| !test.judged || test.no_effect.is_some()), "{}", claim.id);
    }
    let thresholds = |id: &str| -> Vec<f64> {
        let claim = book.claims.iter().find(|claim| claim.id == id).unwrap();
        claim.tests.iter().filter(|test| test.judged).map(|test| test.threshold.unwrap().value).collect()
    };
    let expected: [(&str, &[f64]); 11] = [
        ("C1", &[-8.0, 5.0]),
        ("C2", &[1.0, 2.0]),
        ("C3", &[0.02]),
        ("C4", &[-8.0, 3.0]),
        ("C5", &[0.0, -2.0]),
        ("C6", &[3.0, 0.0, 0.0]),
        ("C7", &[0.0, 0.0, 1.0]),
        ("C8", &[1.0, 0.03]),
        ("C9", &[0.5]),
        ("C10", &[0.0, -3.0]),
        ("C11", &[-3.0]),
    ];
    for (id, wanted) in expected {
        assert_eq!(thresholds(id), wanted, "{id}");
    }
}

#[test]
fn no_code_knows_a_claim_by_name() {
    fn files(dir: &Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { files(&path, found) } else { found.push(path) }
        }
    }
    let book = read(BUILT_IN, "built in").unwrap();
    let mut sources = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    for path in sources {
        let text = std::fs::read_to_string(&path).unwrap();
        for claim in &book.claims {
            assert!(!text.contains(&format!("\"{}\"", claim.id)), "{} names {}", path.display(), claim.id);
        }
    }
}

#[test]
fn the_kept_page_tells_of_every_claim_and_test_of_the_claim_file() {
    let page = include_str!("../../docs/evidence/claims.md");
    let book = read(BUILT_IN, "built in").unwrap();
    assert!(page.contains("Do not edit."));
    // A page that an earlier edition of the model made says so, and knows no claim or mechanism that came later.
    let earlier = page.contains("Made by the first edition of the model");
    let claims = if earlier { &book.claims[..17] } else { &book.claims[..] };
    let mut sections = Vec::new();
    for claim in claims {
        assert!(page.contains(&claim.statement) && page.contains(&claim.source), "{}", claim.id);
        assert!(claim.note.is_empty() || page.contains(&claim.note), "{}: the note differs", claim.id);
        assert!(claim.belief.is_empty() || page.contains(&claim.belief), "{}: the belief differs", claim.id);
        for test in &claim.tests {
            assert!(page.contains(&format!("| {} (", test.about)), "{}: {}", claim.id, test.name);
        }
        sections.push(claim.id.clone());
    }
    let found: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("## ")?.split_once(": "))
        .map(|(id, _)| id)
        .collect();
    assert_eq!(found, sections);
    let figures: serde_json::Value =
        serde_json::from_str(include_str!("../../docs/evidence/claims.json")).unwrap();
    for claim in figures["claims"].as_array().unwrap() {
        let [id, verdict] = ["id", "verdict"].map(|key| claim[key].as_str().unwrap());
        assert!(page.contains(&format!("## {id}: {verdict}\n")), "{id}: page and figures differ");
    }
    for (told, claim) in figures["claims"].as_array().unwrap().iter().zip(claims) {
        assert_eq!(
            (&told["id"], &told["statement"]),
            (&claim.id.as_str().into(), &claim.statement.as_str().into())
        );
        assert_eq!(told["source"], claim.source);
    }
    let [base, ablation, draws, draw] =
        ["replications", "ablation_replications", "draws", "draw_replications"].map(|key| &figures[key]);
    for row in [
        format!("| base firm | {base} replications |"),
        format!("| each ablation | {ablation} replications |"),
        format!("| draws of the parameters | {draws}, Latin hypercube, {draw} replications each |"),
    ] {
        assert!(page.contains(&row), "page and figures differ: {row}");
    }
    let ablated = page.contains("## Without each mechanism");
    for mechanism in book.mechanisms.iter().filter(|_| ablated && !earlier) {
        assert!(page.contains(&mechanism.name), "{}", mechanism.name);
    }
}
