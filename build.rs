//! Hashes the sources that decide numbers, so that a run knows which build made it: two builds of one version are told
//! apart, and their shards never mixed. The hash does not depend on the platform, on line ends, or on where the sources lie.

use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

/// All that stands between an experiment file and its rows.
const ROOMS: [&str; 4] = ["src/scenario", "src/model", "src/experiment", "src/evidence"];

/// The lock file, of which the versions of the crates below are taken.
const LOCK: &str = "Cargo.lock";

/// Crates whose results are numbers of ours.
const CRATES: [&str; 7] = ["chacha20", "libm", "rand", "rand_core", "rand_distr", "rand_pcg", "rand_philox"];

fn main() {
    for path in ROOMS.iter().chain([&LOCK, &"build.rs"]) {
        println!("cargo::rerun-if-changed={path}");
    }
    let root = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    match read(Path::new(&root)) {
        Ok(sources) => println!("cargo::rustc-env=VERONA_SOURCES={}", hash(sources)),
        Err(error) => println!("cargo::error=the sources cannot be read: {error}"),
    }
}

/// The files of all rooms by their paths with forward slashes, and the versions of the crates.
pub fn read(root: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for room in ROOMS {
        walk(&root.join(room), room, &mut files)?;
    }
    // A package that is built as a dependency may have none.
    let lock = fs::read_to_string(root.join(LOCK)).unwrap_or_default();
    files.push((LOCK.to_owned(), versions(&lock).into_bytes()));
    Ok(files)
}

fn walk(directory: &Path, name: &str, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => walk(&entry.path(), &name, files)?,
            false => files.push((name, fs::read(entry.path())?)),
        }
    }
    Ok(())
}

/// Name and version of each of our crates, line by line.
fn versions(lock: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut name = None;
    for line in lock.lines() {
        let value = |key: &str| line.strip_prefix(key)?.trim().strip_prefix("= \"")?.strip_suffix('"');
        if let Some(found) = value("name") {
            name = CRATES.contains(&found).then_some(found);
        } else if let (Some(version), Some(name)) = (value("version"), name) {
            lines.push(format!("{name} {version}"));
        }
    }
    lines.sort();
    lines.join("\n")
}

/// SHA-256 of all files in order of their names, with line ends of one kind.
pub fn hash(mut files: Vec<(String, Vec<u8>)>) -> String {
    files.sort();
    let mut hash = Sha256::new();
    for (name, bytes) in files {
        let mut text = Vec::with_capacity(bytes.len());
        for (at, &byte) in bytes.iter().enumerate() {
            if byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
                text.push(byte);
            }
        }
        hash.update(format!("{name} {}\n", text.len()));
        hash.update(&text);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
