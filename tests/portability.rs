//! Portability, checked on the source itself: no room computes with what differs between platforms and builds, `model` and
//! `scenario` use nothing that differs between threads or moments either, and no code but the preset file knows a
//! structure's name.

#[allow(dead_code, reason = "a build script has a main function, which only cargo calls")]
#[path = "../build.rs"]
mod build;
#[path = "portability/bytes.rs"]
mod bytes;
#[path = "portability/rooms.rs"]
mod rooms;
#[path = "portability/source.rs"]
mod source;

use source::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use verona::scenario::presets::PRESETS;

/// Functions of the platform, forbidden in every room.
const PLATFORM: (&str, &[&str]) = (
    "its result differs between platforms; use libm",
    &[
        ".exp(",
        ".exp2(",
        ".exp_m1(",
        ".ln(",
        ".ln_1p(",
        ".log10(",
        ".log2(",
        ".powf(",
        ".powi(",
        ".sin(",
        ".cos(",
        ".tan(",
        ".sin_cos(",
        ".sinh(",
        ".cosh(",
        ".tanh(",
        ".asin(",
        ".acos(",
        ".atan(",
        ".atan2(",
        ".cbrt(",
        ".hypot(",
        ".mul_add(",
        "f64::exp",
        "f64::ln",
        "f64::log",
        "f64::pow",
        "f64::mul_add",
    ],
);

/// What else is forbidden in `model` and `scenario`, and why.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("its order differs from run to run; use BTreeMap, BTreeSet or a vector", &["HashMap", "HashSet"]),
    ("the firm has no clock but its working days", &["std::time", "Instant", "SystemTime"]),
    (
        "replications run in parallel, nothing within one",
        &["std::thread", "thread_local", "rayon", "std::sync"],
    ),
    (
        "a result may depend on the scenario, seed and replication alone",
        &["std::env", "static mut", "thread_rng"],
    ),
    (
        "the browser has no files and no terminal",
        &["std::fs", "File::", "println!", "eprintln!", "std::process"],
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All Rust files below `folder`, relative to the root, in a fixed order.
fn files(folder: &str) -> Vec<PathBuf> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("src/ can be read") {
            let path = entry.expect("src/ can be read").path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path.strip_prefix(root()).expect("below the root").to_owned());
            }
        }
    }
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder} holds no Rust files");
    found
}

fn parse(file: &Path) -> Source {
    Source::parse(&std::fs::read_to_string(root().join(file)).expect("a source file can be read"))
}

/// Where `word` occurs in `code` as a word of its own (at the ends that are letters).
fn occurrences<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let (before, after) = (code[..at].chars().next_back(), code[at + word.len()..].chars().next());
        let starts_apart = !joins(word.chars().next()) || !joins(before);
        let ends_apart = !joins(word.chars().next_back()) || word.ends_with("pow") || !joins(after);
        starts_apart && ends_apart
    })
}

/// Every place in these files where a word of the rule stands.
fn breaches(files: &[PathBuf], (why, words): &(&str, &[&str])) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let source = parse(file);
        for word in *words {
            for at in occurrences(&source.code, word) {
                // The counter of draws is built for one benchmark only, by a feature that nothing else asks for.
                // The χ² law of `rand_distr`, whose last bits are rounded away there: a test compares the builds.
                if file.ends_with("evidence/statistics/draws.rs") && *word == "rand_distr" {
                    continue;
                }
                if file.ends_with("random.rs") && source.code[..at].contains("pub mod count {") {
                    continue;
                }
                found.push(format!("{}:{}: `{word}`: {why}", file.display(), source.line(at)));
            }
        }
    }
    found
}

#[test]
fn scenario_and_model_use_nothing_that_differs_between_threads_or_moments() {
    let files: Vec<PathBuf> = files("src/model").into_iter().chain(files("src/scenario")).collect();
    let found: Vec<String> = FORBIDDEN.iter().flat_map(|rule| breaches(&files, rule)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// The feature `parquet` turned on `num-traits/std`, and a crate of statistics with it: verdicts had other bytes in other
/// builds of the same source. So no room may compute by a function of the platform, or by a crate that comes to it through
/// `num-traits`, whose maths are `libm` in one build and the platform's in another.
#[test]
fn no_room_computes_what_depends_on_the_platform_or_on_another_crates_features() {
    let files = files("src");
    let crates: (&str, &[&str]) = (
        "it takes its maths from num-traits, which is libm in one build and the platform's in another; use libm",
        &["rand_distr", "statrs", "num_traits", "nalgebra", "ndarray"],
    );
    let found: Vec<String> = [PLATFORM, crates].iter().flat_map(|rule| breaches(&files, rule)).collect();
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// These tests are built with `parquet`, and so with a `num-traits` that computes by the platform's maths; the program is
/// built without, and computes by `libm` alone. 743 of 3,999 Student's tails and 5 of 12 comparisons differed.
#[test]
fn a_build_without_parquet_and_its_dependencies_gives_the_bytes_of_a_build_with_them() {
    let cargo = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO"));
        let done = command.args(arguments).current_dir(root()).output().expect("cargo runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).expect("cargo writes text")
    };
    let fewest = ["--locked", "--no-default-features", "--features", "guard,lab"];
    let maths = |features: &[&str]| {
        cargo(
            &[&["tree", "--edges", "features,no-dev", "--invert", "num-traits", "--depth", "1"], features]
                .concat(),
        )
    };
    assert!(
        maths(&["--locked"]).contains(r#"num-traits feature "std""#),
        "parquet asks for the platform's maths"
    );
    let without = maths(&fewest);
    assert!(without.contains(r#"feature "libm""#) && !without.contains(r#"feature "std""#), "{without}");

    let profile = ["build", "--quiet", "--profile", "test", "--bin", "bytes", "--message-format", "json"];
    let built = cargo(&[&profile[..], &fewest].concat());
    let program = built
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .find_map(|message| message["executable"].as_str().map(str::to_owned))
        .expect("cargo says where the program is");
    let said = std::process::Command::new(program).output().expect("the program runs").stdout;
    let (with, without) = (bytes::all(), String::from_utf8_lossy(&said));
    assert!(
        with.len() > 100_000 && with.matches("\"verdict\"").count() >= 12,
        "it says much: {}",
        with.len()
    );
    let differs = with.lines().zip(without.lines()).find(|(with, without)| with != without);
    assert!(with == without, "{differs:?}");
}

/// A purpose drawn at two places of the source could give both the same words.
#[test]
fn every_purpose_of_draws_is_drawn_at_one_place() {
    let mut declared = Vec::new();
    let mut drawn: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files("src").into_iter().filter(|file| !file.ends_with("tests.rs")) {
        let source = parse(&file);
        if file.ends_with("random.rs") {
            let body = source.code.split_once("pub enum Purpose {").map_or("", |(_, rest)| rest);
            let body = body.split_once('}').map_or("", |(body, _)| body);
            declared.extend(body.split(',').filter_map(|one| Some(one.split_once('=')?.0.trim().to_owned())));
            continue;
        }
        for at in occurrences(&source.code, "Purpose::") {
            let name: String =
                source.code[at + "Purpose::".len()..].chars().take_while(|c| c.is_alphanumeric()).collect();
            drawn.entry(name).or_default().push(format!("{}:{}", file.display(), source.line(at)));
        }
    }
    assert!(declared.len() > 40, "the purposes are found: {declared:?}");
    for name in declared {
        let places = drawn.get(&name).map_or(&[][..], Vec::as_slice);
        assert!(
            places.len() == 1,
            "`Purpose::{name}` is drawn at {places:?}; give each place a purpose of its own"
        );
    }
}

#[test]
fn no_code_but_the_preset_file_knows_the_name_of_a_structure() {
    let mut found = Vec::new();
    for file in files("src") {
        if file == Path::new("src/scenario/presets.rs") {
            continue;
        }
        let source = parse(&file);
        for preset in PRESETS {
            // Exports spell an empty cell so.
            let empty = file == Path::new("src/evidence/crm/cells.rs");
            for (at, _) in source.strings.iter().filter(|(_, text)| text == preset.name && !empty) {
                found.push(format!(
                    "{}:{}: the string \"{}\"",
                    file.display(),
                    source.line(*at),
                    preset.name
                ));
            }
            let mut capital = preset.name.to_owned();
            capital[..1].make_ascii_uppercase();
            for name in [preset.name.to_owned(), capital, preset.name.to_ascii_uppercase()] {
                for at in occurrences(&source.code, &name) {
                    found.push(format!("{}:{}: the name `{name}`", file.display(), source.line(at)));
                }
            }
        }
    }
    assert!(
        found.is_empty(),
        "\n{}\na structure is what its operating choices are; only src/scenario/presets.rs names one\n",
        found.join("\n")
    );
}

/// Patterns, ablations and simulated questionnaires of hours began by a slip of the fingers.
#[test]
fn every_command_that_simulates_estimates_its_work_before_it_begins() {
    let mut simulate = 0;
    for file in files("src/cli") {
        // Function by function: who waits at a terminal waits for simulations, and estimates them itself or calls who does.
        let code = parse(&file).code;
        let functions: Vec<&str> = code.split("\nfn ").flat_map(|code| code.split("\npub fn ")).collect();
        let name = |function: &str| function.split(['(', '<']).next().unwrap_or_default().to_owned();
        let estimates: Vec<String> = functions
            .iter()
            .filter(|function| function.contains("estimate::begin("))
            .map(|f| name(f))
            .collect();
        for function in functions.into_iter().filter(|function| function.contains("Terminal::new()")) {
            let does = function.contains("estimate::begin(")
                || estimates.iter().any(|other| occurrences(function, &format!("{other}(")).next().is_some());
            assert!(does, "{}: {}", file.display(), name(function));
            simulate += 1;
        }
    }
    assert!(simulate > 8, "the commands are found: {simulate}");
}

#[test]
fn names_are_found_as_words_of_their_own() {
    assert_eq!(occurrences("Aligned::x, MisAligned, is_aligned", "Aligned").collect::<Vec<_>>(), [0]);
    assert_eq!(occurrences("x.exp() + y.expect(1)", ".exp(").collect::<Vec<_>>(), [1]);
    assert_eq!(occurrences("f64::ln(x) f64::lnx", "f64::ln").collect::<Vec<_>>(), [0]);
    assert_eq!(occurrences("f64::powf f64::powi", "f64::pow").count(), 2);
}

#[test]
fn the_hash_of_the_sources_is_the_same_for_all_line_ends_and_another_for_any_other_change() {
    let sources = build::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert_eq!(
        build::hash(sources.clone()),
        env!("VERONA_SOURCES"),
        "what is built in is the hash of these sources"
    );
    assert!(sources.iter().any(|(name, _)| name == "src/model/mod.rs"));
    let (_, crates) = sources.last().unwrap();
    assert!(
        String::from_utf8_lossy(crates).contains("libm 0."),
        "the versions of crates that compute are in it"
    );
    let before = build::hash(sources.clone());
    let other_system = sources.iter().rev().map(|(name, bytes)| {
        (name.clone(), String::from_utf8_lossy(bytes).replace('\n', "\r\n").into_bytes())
    });
    assert_eq!(build::hash(other_system.collect()), before);
    let mut edited = sources.clone();
    edited[0].1.push(b' ');
    assert_ne!(build::hash(edited), before);
    let mut renamed = sources;
    renamed[0].0.push('x');
    assert_ne!(build::hash(renamed), before);
}
