//! A run directory: opened for one run, filled chunk by chunk.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::chunk::{self, Rows};
use super::disk;
use super::error::{Damage, RESTORE, StoreError};
use super::identity::{Identity, ResultTable};
use super::name::{CHUNKS, COMPLETE, MANIFEST};
use super::seal::{Complete, TableSeal};
use super::shard::Shard;

/// A run directory. Several processes may fill one directory, each with a shard of its own.
#[derive(Debug, Clone)]
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
            // A seal that is damaged is told before anything is touched: the chunks may be all that there is.
            store.seal()?;
            if store.has_leftovers() {
                store.verified()?;
                store.tidy();
            }
            return Ok(store);
        }
        for (name, bytes) in inputs {
            let path = dir.join(name);
            // Written again only where it was lost or edited; others may be reading.
            if disk::read(&path, bytes.len() as u64).ok().as_deref() != Some(*bytes) {
                disk::write(&path, bytes)?;
            }
        }
        // The manifest comes last: with it, the directory holds a run.
        if !disk::is_there(&dir.join(MANIFEST)) {
            disk::write(&dir.join(MANIFEST), store.identity.text().as_bytes())?;
        }
        fs::create_dir_all(dir.join(CHUNKS))
            .map_err(|error| StoreError::Write { path: dir.join(CHUNKS), error })?;
        store.no_link()?;
        Ok(store)
    }

    /// Opens the run that a directory holds, whichever it is.
    ///
    /// # Errors
    /// [`StoreError`] when it holds none, or its manifest was edited.
    pub fn load(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(MANIFEST);
        let bytes = match disk::read(&path, disk::MOST_WORDS) {
            Ok(bytes) => bytes,
            Err(StoreError::Read { error, .. })
                if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) =>
            {
                return Err(StoreError::NoRun { dir: dir.to_owned() });
            }
            Err(error) => return Err(error),
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
        identity.check().map_err(damaged)?;
        let hash = identity.hash();
        let store = Self { dir: dir.to_owned(), identity, hash };
        store.no_link()?;
        Ok(store)
    }

    /// Refuses a link where chunks are to lie.
    fn no_link(&self) -> Result<(), StoreError> {
        let path = self.dir.join(CHUNKS);
        match fs::symlink_metadata(&path) {
            Ok(data) if !data.is_dir() => Err(StoreError::Damaged {
                path,
                why: "is no directory; links inside the directory of a run are not followed".to_owned(),
                help: "move it away, and start the sweep again",
            }),
            _ => Ok(()),
        }
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
        disk::is_there(&self.dir.join(COMPLETE))
    }

    /// What the finished tables must be.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it does not belong to this run.
    pub(super) fn seal(&self) -> Result<Complete, StoreError> {
        let path = self.dir.join(COMPLETE);
        let complete: Option<Complete> = serde_json::from_slice(&disk::read(&path, disk::MOST_WORDS)?).ok();
        let files =
            |complete: &Complete| complete.tables.iter().map(|seal| seal.file.clone()).collect::<Vec<_>>();
        let ours = |complete: &Complete| {
            complete.run == self.hash
                && complete.is_whole()
                && files(complete) == self.identity.tables.iter().map(ResultTable::file).collect::<Vec<_>>()
        };
        complete.filter(ours).ok_or_else(|| StoreError::Damaged {
            path,
            why: "was truncated or edited: it does not belong to this run's manifest".to_owned(),
            help: match self.present().is_empty() {
                true => RESTORE,
                false => "remove it and start the sweep again: its chunks are still there",
            },
        })
    }

    /// The inputs of the run as they lie beside its manifest, each checked.
    ///
    /// # Errors
    /// [`StoreError`] when one cannot be read or was edited.
    pub(super) fn inputs(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        let mut inputs = Vec::new();
        for (name, hash) in &self.identity.inputs {
            let path = self.dir.join(name.as_str());
            let bytes = disk::read(&path, disk::MOST_BYTES)?;
            if disk::sha256(&bytes) != *hash {
                return Err(StoreError::Damaged {
                    path,
                    why: "was edited: its content does not fit its hash in the manifest".to_owned(),
                    help: "start its sweep again, which writes it anew",
                });
            }
            inputs.push((name.as_str().to_owned(), bytes));
        }
        Ok(inputs)
    }

    /// The tables of a run that is finished, once every input and every table was checked against its hash.
    ///
    /// # Errors
    /// [`StoreError`] when a file is not what was written.
    pub(super) fn verified(&self) -> Result<Vec<TableSeal>, StoreError> {
        self.inputs()?;
        let complete = self.seal()?;
        for seal in &complete.tables {
            let path = self.dir.join(&seal.file);
            let found = disk::hash(&path).map_err(|error| StoreError::Read { path: path.clone(), error })?;
            if found != (seal.sha256.clone(), seal.bytes) {
                let why = "was truncated or edited: its content does not fit its hash".to_owned();
                return Err(StoreError::Damaged { path, why, help: RESTORE });
            }
        }
        Ok(complete.tables)
    }

    /// Looks through the chunks of a shard: those that are whole are done, all others are to be run. Also leaves a note
    /// that this shard was begun here, so that [`merge`](super::merge()) can tell which shards are missing.
    ///
    /// # Errors
    /// [`StoreError`] when the directory cannot be written.
    pub fn pending(&self, shard: Shard) -> Result<Pending, StoreError> {
        let mut pending = Pending { chunks: Vec::new(), done: 0, damaged: Vec::new() };
        if shard.of() > 1 {
            let note = self.dir.join(shard.note());
            if !disk::is_there(&note) {
                disk::write(&note, b"")?;
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
        disk::clear_aside(&self.dir.join(CHUNKS), false);
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
        disk::write(&path, &bytes)
    }

    /// Puts a chunk into place that was simulated elsewhere and sealed by [`Rows::sealed`].
    ///
    /// # Errors
    /// [`StoreError::DamagedChunks`] when it is not what was sealed, or belongs to another run or place;
    /// [`StoreError::Write`].
    pub fn place(&self, chunk: u64, file: &[u8]) -> Result<(), StoreError> {
        let path = self.path(chunk);
        match chunk::decode(file, &self.hash, chunk, self.identity.tables.len()) {
            Ok(_) => disk::write(&path, file),
            Err(damage) => Err(StoreError::DamagedChunks { chunks: vec![(path, damage)] }),
        }
    }

    /// The numbers of the chunks that are there, whole or not.
    pub(super) fn present(&self) -> BTreeSet<u64> {
        let all = self.identity.layout.chunks();
        disk::entries(&self.dir.join(CHUNKS))
            .filter_map(|(name, _)| number(&name))
            .filter(|&chunk| chunk < all)
            .collect()
    }

    /// The shards that were begun here.
    pub(super) fn shards(&self) -> BTreeSet<Shard> {
        disk::entries(&self.dir).filter_map(|(name, _)| Shard::of_note(&name)).collect()
    }

    /// Reads a chunk and hands its parts on, table by table: number of rows and text. The outer error is one of
    /// handing on.
    pub(super) fn read<E>(
        &self,
        chunk: u64,
        keep: impl FnOnce(Vec<(u64, &[u8])>) -> Result<(), E>,
    ) -> Result<Result<(), Damage>, E> {
        let bytes = disk::open(&self.path(chunk)).and_then(|file| disk::read_bounded(file, disk::MOST_BYTES));
        let bytes = match bytes {
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
        fs::symlink_metadata(self.path(chunk)).ok()?;
        let Ok(checked) = self.read(chunk, |_| Ok::<(), std::convert::Infallible>(()));
        Some(checked)
    }

    pub(super) fn path(&self, chunk: u64) -> PathBuf {
        self.dir.join(CHUNKS).join(file(chunk))
    }

    /// Whether there is anything left that a finished run needs no more.
    fn has_leftovers(&self) -> bool {
        self.dir.join(CHUNKS).is_dir() || !self.shards().is_empty()
    }

    /// Removes what a finished run needs no more, and only what runs of this kind have made: chunks of this run, notes of
    /// its shards, and files that were never finished. Whatever else lies there stays.
    pub(super) fn tidy(&self) {
        let chunks = self.dir.join(CHUNKS);
        for chunk in self.present() {
            // All of it is in the tables; what cannot be removed is only in the way.
            let _ = fs::remove_file(self.path(chunk));
        }
        disk::clear_aside(&chunks, true);
        // Stays where something else lies in it.
        let _ = fs::remove_dir(chunks);
        for shard in self.shards() {
            let note = self.dir.join(shard.note());
            if fs::symlink_metadata(&note).is_ok_and(|data| data.is_file() && data.len() == 0) {
                let _ = fs::remove_file(note);
            }
        }
        disk::clear_aside(&self.dir, true);
    }
}

/// The name of a chunk's file.
fn file(chunk: u64) -> String {
    format!("{chunk:08}.chunk")
}

/// The chunk of which a file of that name is; only names that [`file`] gives.
fn number(name: &str) -> Option<u64> {
    let chunk = name.strip_suffix(".chunk")?.parse().ok()?;
    (file(chunk) == name).then_some(chunk)
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
