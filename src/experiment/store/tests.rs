use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::{
    FileName, Finished, Identity, Layout, Piece, ResultTable, Rows, Shard, Store, StoreError, drive, merge,
};
use crate::model::Workspace;

pub(super) const DESIGN: &[(&str, &[u8])] = &[("design.csv", b"point,x\n1,a\n")];

pub(super) fn identity(seed: u64) -> Identity {
    let table = |name: &str, columns: &[&str]| {
        ResultTable::new(name, columns.iter().map(|column| (*column).to_owned()).collect())
    };
    let tables =
        vec![table("results", &["point", "replication", "value"]), table("failures", &["point", "why"])];
    Identity::new("test", seed, Layout::new(10, 6, 2), tables, DESIGN)
}

/// Rows that depend on nothing but the piece; every fourth point fails.
pub(super) fn work(piece: &Piece, mut rows: Rows, _: &mut Workspace) -> Option<Rows> {
    for point in piece.points.clone() {
        for replication in piece.replications.clone() {
            let value = point * 100 + u64::from(replication);
            rows.push(0, [point.to_string(), replication.to_string(), value.to_string()]).unwrap();
        }
        if point % 4 == 0 {
            rows.push(1, [point.to_string(), "because, in words".to_owned()]).unwrap();
        }
    }
    Some(rows)
}

pub(super) fn run(dir: &Path, shard: Shard, threads: usize) -> Result<Store, StoreError> {
    let store = Store::open(dir, identity(1), DESIGN)?;
    let pending = store.pending(shard)?;
    drive(&store, &pending.chunks, threads, &AtomicBool::new(false), work, |_| {})?;
    Ok(store)
}

pub(super) fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()))
        .collect()
}

/// The files of an undivided run.
pub(super) fn whole(place: &Path) -> BTreeMap<String, Vec<u8>> {
    let dir = place.join("whole");
    run(&dir, Shard::WHOLE, 1).unwrap().finish().unwrap();
    files(&dir)
}

#[test]
fn a_finished_run_holds_its_inputs_its_tables_in_order_of_the_design_and_no_chunks() {
    let place = tempfile::tempdir().unwrap();
    let files = whole(place.path());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["complete.json", "design.csv", "failures.csv", "manifest.json", "results.csv"]);
    let results = String::from_utf8(files["results.csv"].clone()).unwrap();
    let lines: Vec<&str> = results.lines().collect();
    assert_eq!(lines.len(), 61);
    assert_eq!(lines[..3], ["point,replication,value", "0,1,1", "0,2,2"]);
    assert_eq!(lines[60], "9,6,906");

    let finished = Finished::open(&place.path().join("whole")).unwrap();
    assert_eq!(finished.tables()[0].rows, 60);
    assert_eq!(finished.rows("failures").unwrap().records().count(), 9);
}

#[test]
fn bytes_do_not_depend_on_threads_or_on_where_a_run_was_cut() {
    let place = tempfile::tempdir().unwrap();
    let whole = whole(place.path());
    let dir = place.path().join("cut");
    for cut in [1, 4, 9] {
        let store = Store::open(&dir, identity(1), DESIGN).unwrap();
        let pending = store.pending(Shard::WHOLE).unwrap();
        let (stop, begun) = (AtomicBool::new(false), AtomicU64::new(0));
        let until = |piece: &Piece, rows: Rows, workspace: &mut Workspace| {
            stop.fetch_or(begun.fetch_add(1, Ordering::Relaxed) + 1 >= cut, Ordering::Relaxed);
            work(piece, rows, workspace)
        };
        let stopped = drive(&store, &pending.chunks, 2, &stop, until, |_| {});
        assert!(matches!(stopped, Err(StoreError::Interrupted)));
        assert!(matches!(store.finish(), Err(StoreError::Unfinished { .. })));
        assert!(matches!(Finished::open(&dir), Err(StoreError::Unfinished { .. })));
        assert!(store.pending(Shard::WHOLE).unwrap().done >= cut);
    }
    run(&dir, Shard::WHOLE, 2).unwrap().finish().unwrap();
    assert_eq!(files(&dir), whole);
    // Started once more, there is nothing to do.
    assert!(Store::open(&dir, identity(1), DESIGN).unwrap().is_finished());
}

#[test]
fn a_truncated_or_edited_chunk_is_named_and_done_again() {
    let place = tempfile::tempdir().unwrap();
    let whole = whole(place.path());
    let dir = place.path().join("damaged");
    let store = run(&dir, Shard::WHOLE, 1).unwrap();
    let (cut, edited) = (store.path(3), store.path(17));
    let bytes = fs::read(&cut).unwrap();
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let text = fs::read_to_string(&edited).unwrap();
    fs::write(&edited, text.replace(",505\n", ",999\n")).unwrap();
    assert_ne!(fs::read_to_string(&edited).unwrap(), text);
    fs::write(dir.join("chunks/.verona-Ab3.tmp"), "half").unwrap();

    let error = store.finish().unwrap_err().to_string();
    assert!(error.contains("00000003.chunk' was truncated or edited"), "{error}");
    assert!(error.contains("00000017.chunk' was truncated or edited"), "{error}");
    assert!(!dir.join("results.csv").exists());

    let pending = store.pending(Shard::WHOLE).unwrap();
    let named: Vec<PathBuf> = pending.damaged.into_iter().map(|(path, _)| path).collect();
    assert_eq!(pending.chunks.len(), 2);
    assert!(named.contains(&cut) && named.contains(&edited));
    assert!(!dir.join("chunks/.verona-Ab3.tmp").exists());
    run(&dir, Shard::WHOLE, 1).unwrap().finish().unwrap();
    assert_eq!(files(&dir), whole);
}

#[test]
fn merged_shards_are_the_whole_run_to_the_byte() {
    let place = tempfile::tempdir().unwrap();
    let whole = whole(place.path());
    let mut dirs: Vec<PathBuf> = (0..7).map(|i| place.path().join(format!("s{i}"))).collect();
    for (i, dir) in (0..).zip(&dirs) {
        run(dir, Shard::new(i, 7).unwrap(), 1).unwrap();
    }
    dirs.reverse();
    let out = place.path().join("merged");
    merge(&out, &dirs).unwrap();
    assert_eq!(files(&out), whole);
    assert!(dirs.iter().all(|dir| dir.join("chunks").exists()), "the shards stay as they are");
    merge(&out, &dirs).unwrap();
    assert_eq!(files(&out), whole, "merged once more, nothing changes");
}

#[test]
fn shards_may_share_one_directory() {
    let place = tempfile::tempdir().unwrap();
    let whole = whole(place.path());
    let dir = place.path().join("shared");
    run(&dir, Shard::new(1, 2).unwrap(), 1).unwrap();
    run(&dir, Shard::new(0, 2).unwrap(), 1).unwrap();
    merge(&dir, std::slice::from_ref(&dir)).unwrap();
    assert_eq!(files(&dir), whole);
}

#[test]
fn a_merge_refuses_gaps_overlaps_mixtures_and_finished_runs_and_says_which() {
    let place = tempfile::tempdir().unwrap();
    whole(place.path());
    let dir = |name: &str| place.path().join(name);
    let part = |name: &str, i: u64| run(&dir(name), Shard::new(i, 3).unwrap(), 1).unwrap();
    part("a", 0);
    part("b", 1);
    part("b2", 1);
    part("c", 2);
    let refused = |names: &[&str]| {
        let dirs: Vec<PathBuf> = names.iter().map(|name| dir(name)).collect();
        let error = merge(&dir("out"), &dirs).unwrap_err().to_string();
        assert!(!dir("out").join("results.csv").exists());
        error.replace(&format!("{}/", place.path().display()), "")
    };
    let gap = refused(&["a", "c"]);
    assert!(
        gap.starts_with("10 of 30 chunks are missing\n  shard 1/3: all of its 10 chunks; it was not begun"),
        "{gap}"
    );
    fs::remove_file(part("b", 1).path(Shard::new(1, 3).unwrap().chunks(&identity(1).layout).next().unwrap()))
        .unwrap();
    let gap = refused(&["a", "b", "c"]);
    assert!(gap.contains("shard 1/3: 1 of its 10 chunks; it is not finished"), "{gap}");
    let overlap = refused(&["a", "b2", "b", "c"]);
    assert!(overlap.starts_with("9 of the chunks are in 'b2' and in 'b' too"), "{overlap}");
    let finished = refused(&["a", "whole"]);
    assert!(finished.starts_with("'whole' holds a finished run, not a shard"), "{finished}");

    let store = Store::open(&dir("d"), identity(2), DESIGN).unwrap();
    store.pending(Shard::new(1, 3).unwrap()).unwrap();
    let mixed = refused(&["a", "d", "c"]);
    assert!(mixed.starts_with("'d' holds another run than 'a'\n  seed: 2 there, 1 here\n"), "{mixed}");
    let nothing = refused(&["a", "nowhere"]);
    assert!(nothing.starts_with("there is no run in 'nowhere'"), "{nothing}");

    // A chunk that was copied from another run is no part of this one.
    let store = part("b", 1);
    drive(
        &Store::open(&dir("d"), identity(2), DESIGN).unwrap(),
        &[4],
        1,
        &AtomicBool::new(false),
        work,
        |_| {},
    )
    .unwrap();
    let holder = ["a", "b", "c"].into_iter().find(|n| dir(n).join("chunks/00000004.chunk").exists()).unwrap();
    fs::copy(dir("d").join("chunks/00000004.chunk"), dir(holder).join("chunks/00000004.chunk")).unwrap();
    let foreign = refused(&["a", "b", "c"]);
    assert!(foreign.contains("00000004.chunk' belongs to another run"), "{foreign}");
    drop(store);
}

#[test]
fn a_directory_of_another_run_or_of_something_else_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    run(place.path(), Shard::WHOLE, 1).unwrap();
    let before = fs::read(place.path().join("manifest.json")).unwrap();
    let mut other = identity(1);
    other.inputs.insert(FileName::new("design.csv").unwrap(), "0".repeat(64));
    let error = Store::open(place.path(), other, DESIGN).unwrap_err().to_string();
    assert!(error.contains("holds another run than the one asked for\n  design.csv: "), "{error}");
    assert_eq!(fs::read(place.path().join("manifest.json")).unwrap(), before);

    let foreign = tempfile::tempdir().unwrap();
    fs::write(foreign.path().join("thesis.txt"), "mine").unwrap();
    let refused = Store::open(foreign.path(), identity(1), DESIGN);
    assert!(matches!(refused, Err(StoreError::Foreign { .. })));
    assert_eq!(files(foreign.path()).len(), 1);
}

#[test]
fn an_edited_manifest_input_or_finished_table_is_named() {
    let place = tempfile::tempdir().unwrap();
    whole(place.path());
    let dir = place.path().join("whole");
    for (name, help) in [
        ("results.csv", "does not fit its hash"),
        ("design.csv", "does not fit its hash"),
        ("manifest.json", "edited"),
    ] {
        let path = dir.join(name);
        let good = fs::read(&path).unwrap();
        fs::write(&path, [&good[..], b" "].concat()).unwrap();
        let error = Finished::open(&dir).unwrap_err().to_string();
        assert!(error.contains(&format!("{name}' was")) && error.contains(help), "{error}");
        fs::write(&path, good).unwrap();
    }
    Finished::open(&dir).unwrap();
}

#[test]
fn a_directory_that_cannot_be_written_names_the_file_and_keeps_what_is_done() {
    let place = tempfile::tempdir().unwrap();
    let store = run(place.path(), Shard::new(0, 2).unwrap(), 1).unwrap();
    let left = store.pending(Shard::new(1, 2).unwrap()).unwrap().chunks;
    // A directory where a file is to be: refused to everybody, unlike a file without permissions.
    fs::create_dir_all(store.path(left[2]).join("in the way")).unwrap();
    let error = drive(&store, &left, 1, &AtomicBool::new(false), work, |_| {}).unwrap_err().to_string();
    assert!(error.starts_with("cannot write '") && error.contains(".chunk'"), "{error}");
    assert!(error.contains("what was finished is kept"), "{error}");
    fs::remove_dir_all(store.path(left[2])).unwrap();
    assert_eq!(store.pending(Shard::WHOLE).unwrap().done, 15 + 2);
}
