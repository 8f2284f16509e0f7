//! What went wrong once, each by its name: names and numbers of a forged manifest, merges that were cut, files that a
//! finishing run took for its own.

use std::fs;
use std::path::{Path, PathBuf};

use super::tests::{DESIGN, files, identity, run, whole};
use super::{Finished, Shard, Store, StoreError, merge, merge_with, sha256};

/// The manifest of a finished run with some words replaced, and its seal made to fit.
fn forged(dir: &Path, from: &str, to: &str) {
    let path = dir.join("manifest.json");
    let before = fs::read_to_string(&path).unwrap();
    let after = before.replacen(from, to, 1);
    assert_ne!(before, after, "{from}");
    fs::write(&path, &after).unwrap();
    let seal = dir.join("complete.json");
    if let Ok(text) = fs::read_to_string(&seal) {
        let text = text.replace(&sha256(before.as_bytes()), &sha256(after.as_bytes()));
        fs::write(&seal, text).unwrap();
    }
    for (_, chunk) in super::disk::entries(&dir.join("chunks")) {
        let text = fs::read_to_string(&chunk).unwrap();
        let (_, content) = text.split_once('\n').unwrap();
        let content = content.replace(&sha256(before.as_bytes()), &sha256(after.as_bytes()));
        fs::write(&chunk, format!("verona-chunk 1 {}\n{content}", sha256(content.as_bytes()))).unwrap();
    }
}

/// Every way to read a directory, and what each says.
fn read_all(dir: &Path) -> Vec<String> {
    let out = dir.with_file_name("out");
    let said = [
        Store::load(dir).err(),
        Finished::open(dir).err(),
        Store::open(dir, identity(1), DESIGN).err(),
        merge(&out, &[dir.to_owned()]).err(),
    ];
    assert!(!out.join("complete.json").exists());
    said.into_iter().map(|error| error.expect("it was read").to_string()).collect()
}

#[test]
fn a_manifest_that_names_files_outside_its_directory_is_read_by_nobody() {
    let place = tempfile::tempdir().unwrap();
    let outside = place.path().join("bashrc");
    fs::write(&outside, "mine").unwrap();
    for name in [
        "../bashrc",
        "/etc/passwd",
        "a/b",
        ".bashrc",
        "a\\\\b",
        "manifest.json",
        "x\\u001b[2J",
        "shard-0-of-2",
    ] {
        for (at, kind) in [("design.csv", "input"), ("failures", "table")] {
            let name = if kind == "table" && name == "manifest.json" { "design" } else { name };
            for finished in [true, false] {
                let dir = place.path().join("forged");
                let _ = fs::remove_dir_all(&dir);
                let store = run(&dir, Shard::WHOLE, 1).unwrap();
                if finished {
                    store.finish().unwrap();
                }
                if kind == "table" && name == "shard-0-of-2" {
                    continue;
                }
                forged(&dir, &format!("\"{at}\""), &format!("\"{name}\""));
                for said in read_all(&dir) {
                    let expected = ["is no manifest", "has two files of the name"];
                    assert!(expected.iter().any(|words| said.contains(words)), "{name} as {kind}: {said}");
                    assert!(!said.contains('\u{1b}'), "{said:?}");
                }
                assert_eq!(fs::read_to_string(&outside).unwrap(), "mine");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn links_inside_the_directory_of_a_run_are_not_followed() {
    use std::os::unix::fs::symlink;
    let place = tempfile::tempdir().unwrap();
    let elsewhere = place.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let dir = place.path().join("run");
    let link = |name: &str| {
        let _ = fs::remove_dir_all(&dir);
        run(&dir, Shard::WHOLE, 1).unwrap().finish().unwrap();
        fs::rename(dir.join(name), elsewhere.join(name)).unwrap();
        symlink(elsewhere.join(name), dir.join(name)).unwrap();
        Finished::open(&dir).unwrap_err().to_string()
    };
    for name in ["results.csv", "design.csv", "manifest.json"] {
        let said = link(name);
        assert!(said.contains(name) && said.contains("no regular file"), "{said}");
    }
    assert!(link("complete.json").contains("is not finished"));

    // Where chunks are to lie, there is a link to somebody else's directory.
    let _ = fs::remove_dir_all(&dir);
    let store = Store::open(&dir, identity(1), DESIGN).unwrap();
    fs::remove_dir(dir.join("chunks")).unwrap();
    symlink(&elsewhere, dir.join("chunks")).unwrap();
    let said = Store::open(&dir, identity(1), DESIGN).unwrap_err().to_string();
    assert!(said.contains("chunks' is no directory; links"), "{said}");
    drop(store);

    // A link in place of a table is replaced, and what it points to stays.
    let _ = fs::remove_dir_all(&dir);
    let store = run(&dir, Shard::WHOLE, 1).unwrap();
    fs::write(elsewhere.join("thesis.txt"), "mine").unwrap();
    symlink(elsewhere.join("thesis.txt"), dir.join("results.csv")).unwrap();
    store.finish().unwrap();
    Finished::open(&dir).unwrap();
    assert_eq!(fs::read_to_string(elsewhere.join("thesis.txt")).unwrap(), "mine");
}

#[test]
fn numbers_of_a_manifest_or_of_a_name_that_ask_for_all_memory_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("run");
    for (from, to) in [
        ("\"points\": 10", "\"points\": 9223372036854775807"),
        ("\"points\": 10", "\"points\": 100000000000"),
        ("\"replications\": 6", "\"replications\": 4294967295"),
        ("\"points_per_chunk\": 1", "\"points_per_chunk\": 0"),
        ("\"replications_per_chunk\": 2", "\"replications_per_chunk\": 0"),
    ] {
        let _ = fs::remove_dir_all(&dir);
        run(&dir, Shard::WHOLE, 1).unwrap();
        forged(&dir, from, to);
        assert!(matches!(Store::load(&dir), Err(StoreError::Damaged { .. })), "{to}");
    }
    // The most that a manifest may say is told apart from what is there without a place for each.
    let _ = fs::remove_dir_all(&dir);
    run(&dir, Shard::WHOLE, 1).unwrap();
    forged(&dir, "\"points\": 10", "\"points\": 10000000");
    forged(&dir, "\"replications\": 6", "\"replications\": 1000000");
    let said = merge(&place.path().join("out"), std::slice::from_ref(&dir)).unwrap_err().to_string();
    assert!(said.contains("chunks are missing") && said.contains("only 30 are there"), "{said}");
    // A name alone.
    for of in ["9223372036854775807", "18446744073709551615", "100000000000", "0"] {
        let _ = fs::remove_dir_all(&dir);
        run(&dir, Shard::new(0, 2).unwrap(), 1).unwrap();
        fs::write(dir.join(format!("shard-0-of-{of}")), "").unwrap();
        let said = merge(&place.path().join("out"), std::slice::from_ref(&dir)).unwrap_err().to_string();
        assert!(said.contains("15 of 30 chunks are missing"), "{said}");
    }
}

/// What makes a file beside the tables, or fails.
fn beside(fails: bool) -> impl FnOnce(&Finished) -> Result<(), StoreError> {
    move |finished| match fails {
        true => Err(StoreError::Threads("the disk is full".to_owned())),
        false => super::disk::write(&finished.path("more.txt"), b"more"),
    }
}

#[test]
fn a_merge_that_was_cut_is_finished_by_the_same_merge_and_its_seal_comes_last() {
    let place = tempfile::tempdir().unwrap();
    let whole = whole(place.path());
    let dirs: Vec<PathBuf> = (0..3).map(|i| place.path().join(format!("s{i}"))).collect();
    for (i, dir) in (0..).zip(&dirs) {
        run(dir, Shard::new(i, 3).unwrap(), 1).unwrap();
    }
    let out = place.path().join("out");
    // Cut before the seal: by the disk, while something is made from the tables.
    merge_with(&out, &dirs, beside(true)).unwrap_err();
    assert!(!out.join("complete.json").exists() && out.join("results.csv").exists());
    merge_with(&out, &dirs, beside(false)).unwrap();
    let mut merged = files(&out);
    assert_eq!(merged.remove("more.txt").unwrap(), b"more");
    assert_eq!(merged, whole);
    // Cut after the seal, as by the version that sealed too early.
    fs::remove_file(out.join("more.txt")).unwrap();
    merge_with(&out, &dirs, beside(false)).unwrap();
    assert!(out.join("more.txt").exists());
    // In a directory of its own shards, cut while tidying up.
    let shared = place.path().join("shared");
    for i in 0..2 {
        run(&shared, Shard::new(i, 2).unwrap(), 1).unwrap();
    }
    let chunk = fs::read(shared.join("chunks/00000004.chunk")).unwrap();
    merge(&shared, std::slice::from_ref(&shared)).unwrap();
    fs::create_dir(shared.join("chunks")).unwrap();
    fs::write(shared.join("chunks/00000004.chunk"), chunk).unwrap();
    merge(&shared, std::slice::from_ref(&shared)).unwrap();
    assert_eq!(files(&shared), whole);
}

#[test]
fn a_finishing_run_deletes_only_what_it_has_made() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("run");
    for i in 0..2 {
        run(&dir, Shard::new(i, 2).unwrap(), 1).unwrap();
    }
    let store = Store::open(&dir, identity(1), DESIGN).unwrap();
    let others = [
        "shard-0.log",
        "shard-0-of-2.log",
        "shard-00-of-2",
        ".notes.tmp",
        "chunks/mine.txt",
        "chunks/1.chunk",
        "chunks/00000099.chunk",
    ];
    for name in others {
        fs::write(dir.join(name), "mine").unwrap();
    }
    fs::write(dir.join("chunks/.verona-Zz9.tmp"), "half a chunk").unwrap();
    store.finish().unwrap();
    for name in others {
        assert_eq!(fs::read_to_string(dir.join(name)).unwrap(), "mine", "{name}");
    }
    assert!(!dir.join("chunks/.verona-Zz9.tmp").exists() && !dir.join("shard-0-of-2").exists());
    assert_eq!(fs::read_dir(dir.join("chunks")).unwrap().count(), 3);
}

#[test]
fn a_seal_without_content_costs_no_chunk() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("run");
    run(&dir, Shard::new(0, 2).unwrap(), 1).unwrap();
    for content in ["", "{}", "{\"run\":\"x\",\"tables\":[]}"] {
        fs::write(dir.join("complete.json"), content).unwrap();
        for _ in 0..2 {
            let said = Store::open(&dir, identity(1), DESIGN).unwrap_err().to_string();
            assert!(
                said.contains("complete.json' was truncated") && said.contains("chunks are still there"),
                "{said}"
            );
        }
    }
    fs::remove_file(dir.join("complete.json")).unwrap();
    let store = Store::open(&dir, identity(1), DESIGN).unwrap();
    assert_eq!(store.pending(Shard::WHOLE).unwrap().done, 15);
}

#[test]
fn a_file_that_another_process_is_writing_is_no_leftover() {
    let place = tempfile::tempdir().unwrap();
    let store = run(place.path(), Shard::new(0, 2).unwrap(), 1).unwrap();
    let mut theirs = super::NewFile::create(&store.path(7)).unwrap();
    std::io::Write::write_all(&mut theirs, b"half").unwrap();
    fs::write(place.path().join("chunks/.verona-left.tmp"), "half").unwrap();
    store.pending(Shard::WHOLE).unwrap();
    assert!(!place.path().join("chunks/.verona-left.tmp").exists());
    theirs.place().unwrap();
    assert_eq!(fs::read(store.path(7)).unwrap(), b"half");
}

#[test]
fn shards_of_two_builds_of_one_version_refuse_to_mix() {
    let place = tempfile::tempdir().unwrap();
    let [here, there] = ["here", "there"].map(|name| place.path().join(name));
    run(&here, Shard::new(0, 2).unwrap(), 1).unwrap();
    let mut other = identity(1);
    assert_eq!(other.sources.len(), 64, "{}", other.sources);
    let build: String = other.sources.chars().take(12).collect();
    other.sources = "0".repeat(64);
    Store::open(&there, other, DESIGN).unwrap().pending(Shard::new(1, 2).unwrap()).unwrap();
    let said = merge(&place.path().join("out"), &[here, there.clone()]).unwrap_err().to_string();
    let expected = format!("build of verona, by the hash of its sources: 000000000000 there, {build} here");
    assert!(said.contains(&expected) && !said.contains("version of verona"), "{said}");
    // Nor does one build go on where another began.
    let said = Store::open(&there, identity(1), DESIGN).unwrap_err().to_string();
    assert!(said.contains("build of verona"), "{said}");
}

#[test]
fn a_number_of_rows_that_was_edited_is_not_told() {
    let place = tempfile::tempdir().unwrap();
    whole(place.path());
    let path = place.path().join("whole/complete.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("\"rows\": 60", "\"rows\": 61", 1)).unwrap();
    assert!(matches!(Finished::open(&place.path().join("whole")), Err(StoreError::Damaged { .. })));
}
