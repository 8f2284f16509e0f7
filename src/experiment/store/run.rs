//! A run directory: opened for one run, filled chunk by chunk.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::chunk::{self, Damage, Rows};
use super::disk;
use super::error::StoreError;
use super::identity::Identity;
use super::shard::Shard;

/// The name of the manifest.
pub(super) const MANIFEST: &str = "manifest.json";
/// The name of the file by which a run is known to be finished.
pub(super) const COMPLETE: &str = "complete.json";
const CHUNKS: &str = "chunks";

/// A run directory. Several processes may fill one directory, each with a shard of its own.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    identity: Identity,
    hash: String,
}

/// What is left to do of a shard.
#[derive(Debug)]
pub struct Pending {
    /// The chunks to be run, in the order in which to run them.
    pub chunks: Vec<u64>,
    /// How many chunks are done and whole.
    pub done: u64,
    /// Files that cannot be used and are done again, with what is wrong with them.
    pub damaged: Vec<(PathBuf, Damage)>,
}

impl Store {
    /// Opens a directory for a run: makes it when there is none, else checks that it holds the same run. `inputs` are
    /// the files of [`Identity::inputs`], written beside the manifest.
    ///
    /// # Errors
    /// [`StoreError`] when the directory holds another run or something else, or cannot be written.
    pub fn open(dir: &Path, identity: Identity, inputs: &[(&str, &[u8])]) -> Result<Self, StoreError> {
        let refused = |error| StoreError::Write { path: dir.to_owned(), error };
        match Self::load(dir) {
            Ok(store) => {
                let differs = store.identity.differences(&identity);
                if !differs.is_empty() {
                    let than = "the one asked for".to_owned();
                    return Err(StoreError::OtherRun { dir: dir.to_owned(), than, differs });
                }
            }
            Err(StoreError::NoRun { .. }) => {
                if dir.exists() && !is_bare(dir, &identity).map_err(refused)? {
                    return Err(StoreError::Foreign { dir: dir.to_owned() });
                }
                fs::create_dir_all(dir).map_err(refused)?;
            }
            Err(error) => return Err(error),
        }
        let hash = identity.hash();
        let store = Self { dir: dir.to_owned(), identity, hash };
        if store.is_finished() {
            store.tidy();
            return Ok(store);
        }
        for (name, bytes) in inputs {
            let path = dir.join(name);
            // Written again only where it was lost or edited; others may be reading.
            if fs::read(&path).ok().as_deref() != Some(*bytes) {
                disk::write_whole(&path, bytes)?;
            }
        }
        // The manifest comes last: with it, the directory holds a run.
        if !dir.join(MANIFEST).exists() {
            disk::write_whole(&dir.join(MANIFEST), store.identity.text().as_bytes())?;
        }
        fs::create_dir_all(dir.join(CHUNKS))
            .map_err(|error| StoreError::Write { path: dir.join(CHUNKS), error })?;
        Ok(store)
    }

    /// Opens the run that a directory holds, whichever it is.
    ///
    /// # Errors
    /// [`StoreError`] when it holds none, or its manifest was edited.
    pub fn load(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(MANIFEST);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(StoreError::NoRun { dir: dir.to_owned() });
            }
            Err(error) => return Err(StoreError::Read { path, error }),
        };
        let damaged = |why: String| StoreError::Damaged {
            path: path.clone(),
            why,
            help: "use the version of verona that wrote it, or move the directory away and start again",
        };
        let identity: Identity = serde_json::from_slice(&bytes)
            .map_err(|error| damaged(format!("is no manifest that this version reads: {error}")))?;
        if identity.text().as_bytes() != bytes {
            return Err(damaged("was edited, or written by another version of verona".to_owned()));
        }
        let hash = identity.hash();
        Ok(Self { dir: dir.to_owned(), identity, hash })
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What is run.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Whether all is done and the tables are in place.
    pub fn is_finished(&self) -> bool {
        self.dir.join(COMPLETE).exists()
    }

    /// Looks through the chunks of a shard: those that are whole are done, all others are to be run. Also leaves a note
    /// that this shard was begun here, so that [`merge`](super::merge()) can tell which shards are missing.
    ///
    /// # Errors
    /// [`StoreError`] when the directory cannot be written.
    pub fn pending(&self, shard: Shard) -> Result<Pending, StoreError> {
        let mut pending = Pending { chunks: Vec::new(), done: 0, damaged: Vec::new() };
        if shard.of() > 1 {
            let note = self.dir.join(format!("shard-{}", shard.to_string().replace('/', "-of-")));
            if !note.exists() {
                disk::write_whole(&note, b"")?;
            }
        }
        for chunk in shard.chunks(&self.identity.layout) {
            match self.check(chunk) {
                Some(Ok(())) => pending.done += 1,
                Some(Err(damage)) => {
                    pending.damaged.push((self.path(chunk), damage));
                    pending.chunks.push(chunk);
                }
                None => pending.chunks.push(chunk),
            }
        }
        let to_do: BTreeSet<u64> = pending.chunks.iter().copied().collect();
        for (name, path) in entries(&self.dir.join(CHUNKS)) {
            let chunk = name.trim_start_matches('.').split('.').next().and_then(|digits| digits.parse().ok());
            if disk::is_aside(&name) && chunk.is_some_and(|chunk| to_do.contains(&chunk)) {
                // Half a chunk of a run that was killed. If it cannot be removed, it is only in the way.
                let _ = fs::remove_file(path);
            }
        }
        Ok(pending)
    }

    /// Rows to be filled in and given to [`Store::write`].
    pub fn rows(&self) -> Rows {
        Rows::new(self.identity.tables.len())
    }

    /// Puts a chunk into place, for good.
    ///
    /// # Errors
    /// [`StoreError::Write`]; what was written before stays.
    pub fn write(&self, chunk: u64, rows: Rows) -> Result<(), StoreError> {
        let path = self.path(chunk);
        let bytes = chunk::encode(rows, &self.hash, chunk)
            .map_err(|error| StoreError::Write { path: path.clone(), error })?;
        disk::write_whole(&path, &bytes)
    }

    /// Puts a chunk into place that was simulated elsewhere and sealed by [`Rows::sealed`].
    ///
    /// # Errors
    /// [`StoreError::DamagedChunks`] when it is not what was sealed, or belongs to another run or place;
    /// [`StoreError::Write`].
    pub fn place(&self, chunk: u64, file: &[u8]) -> Result<(), StoreError> {
        let path = self.path(chunk);
        match chunk::decode(file, &self.hash, chunk, self.identity.tables.len()) {
            Ok(_) => disk::write_whole(&path, file),
            Err(damage) => Err(StoreError::DamagedChunks { chunks: vec![(path, damage)] }),
        }
    }

    /// The numbers of the chunks that are there, whole or not.
    pub(super) fn present(&self) -> BTreeSet<u64> {
        let number = |name: &str| name.strip_suffix(".chunk")?.parse().ok();
        let all = self.identity.layout.chunks();
        entries(&self.dir.join(CHUNKS))
            .filter_map(|(name, _)| number(&name))
            .filter(|&chunk| chunk < all)
            .collect()
    }

    /// The shards that were begun here.
    pub(super) fn shards(&self) -> BTreeSet<Shard> {
        entries(&self.dir)
            .filter_map(|(name, _)| name.strip_prefix("shard-")?.replace("-of-", "/").parse().ok())
            .collect()
    }

    /// Reads a chunk and hands its parts on, table by table: number of rows and text. The outer error is one of
    /// handing on.
    pub(super) fn read<E>(
        &self,
        chunk: u64,
        keep: impl FnOnce(Vec<(u64, &[u8])>) -> Result<(), E>,
    ) -> Result<Result<(), Damage>, E> {
        let bytes = match fs::read(self.path(chunk)) {
            Ok(bytes) => bytes,
            Err(error) => return Ok(Err(Damage::Unreadable(error.to_string()))),
        };
        match chunk::decode(&bytes, &self.hash, chunk, self.identity.tables.len()) {
            Ok(parts) => keep(parts).map(Ok),
            Err(damage) => Ok(Err(damage)),
        }
    }

    /// Whether a chunk is whole; `None` when it is not there.
    fn check(&self, chunk: u64) -> Option<Result<(), Damage>> {
        if !self.path(chunk).exists() {
            return None;
        }
        let Ok(checked) = self.read(chunk, |_| Ok::<(), std::convert::Infallible>(()));
        Some(checked)
    }

    pub(super) fn path(&self, chunk: u64) -> PathBuf {
        self.dir.join(CHUNKS).join(format!("{chunk:08}.chunk"))
    }

    /// Removes what a finished run needs no more.
    pub(super) fn tidy(&self) {
        // All of it is in the tables; what cannot be removed is only in the way.
        let _ = fs::remove_dir_all(self.dir.join(CHUNKS));
        for (name, path) in entries(&self.dir) {
            if name.starts_with("shard-") || disk::is_aside(&name) {
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// The files of a directory; none when there is no such directory.
fn entries(dir: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
}

/// Whether a directory holds nothing but what [`Store::open`] leaves when it is killed before the manifest.
fn is_bare(dir: &Path, identity: &Identity) -> io::Result<bool> {
    for entry in fs::read_dir(dir)? {
        let name = entry?.file_name();
        let ours =
            name.to_str().is_some_and(|name| disk::is_aside(name) || identity.inputs.contains_key(name));
        if !ours {
            return Ok(false);
        }
    }
    Ok(true)
}
