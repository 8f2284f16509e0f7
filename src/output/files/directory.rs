//! An output directory that is there in full or not at all, and says so.
//!
//! Files are written into a stage inside the directory, under a lock, so that of two processes one refuses. The last of
//! them is the seal, `complete.json`, with bytes and hash of each. From then on the new results hold: they are moved out
//! of the stage one by one, the seal last, and whoever finds a sealed stage (because the move was cut) ends the move. So a
//! directory with a seal holds exactly what it says; one without is not whole, and nothing is read from it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, ErrorKind};
use std::path::{Path, PathBuf};

pub use super::seal::{DirectoryError, Sealed};
use super::seal::{SEAL, STAGE, Seal, seal};
use crate::experiment::store::{self, FileName};

/// The file in the stage that is locked while somebody writes there.
const LOCK: &str = "lock";

/// A directory in the making. Dropped before [`Directory::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Directory {
    /// Where the files are to be.
    target: PathBuf,
    /// Directories that were made for it, the outermost first.
    made: Vec<PathBuf>,
    /// Held while this process writes into the stage.
    lock: Option<File>,
    files: Vec<FileName>,
    /// Whether the stage is sealed: then it is not to be removed, but to be moved.
    sealed: bool,
}

impl Directory {
    /// Prepares to write to `target`. With `replace`, results in a directory that is not empty are replaced; files of other
    /// names are left alone.
    ///
    /// # Errors
    /// [`DirectoryError`], so that a user learns of it before the simulation and not after.
    pub fn create(target: &Path, replace: bool) -> Result<Self, DirectoryError> {
        let refused = |error| DirectoryError::Io { path: target.to_owned(), error };
        if target.exists() && !target.is_dir() {
            return Err(DirectoryError::NotADirectory(target.to_owned()));
        }
        let mut directory = Self {
            target: target.to_owned(),
            made: make(target).map_err(refused)?,
            lock: None,
            files: Vec::new(),
            sealed: false,
        };
        directory.lock = Some(claim(target)?);
        // Results that were sealed and not yet moved count as being there.
        directory.sealed = forward(target)?;
        if directory.sealed {
            directory.lock = Some(claim(target)?);
            directory.sealed = false;
        }
        for entry in fs::read_dir(target).map_err(refused)? {
            if !replace && entry.map_err(refused)?.file_name() != STAGE {
                return Err(DirectoryError::NotEmpty(target.to_owned()));
            }
        }
        // Half the files of a process that was killed.
        for entry in fs::read_dir(directory.stage()).map_err(refused)?.flatten() {
            if entry.file_name() != LOCK {
                fs::remove_file(entry.path()).map_err(refused)?;
            }
        }
        Ok(directory)
    }

    fn stage(&self) -> PathBuf {
        self.target.join(STAGE)
    }

    /// Starts one file.
    ///
    /// # Errors
    /// [`DirectoryError::Io`].
    pub fn file(&mut self, name: &str) -> Result<BufWriter<File>, DirectoryError> {
        let known = FileName::new(name).map_err(|error| self.io(name, io::Error::other(error)))?;
        let file = File::create(self.stage().join(name)).map_err(|error| self.io(name, error))?;
        self.files.push(known);
        Ok(BufWriter::new(file))
    }

    /// Seals the finished files and moves them into place.
    ///
    /// # Errors
    /// [`DirectoryError::Io`].
    pub fn commit(mut self) -> Result<(), DirectoryError> {
        let stage = self.stage();
        let mut seal = Seal { files: Vec::new() };
        for name in std::mem::take(&mut self.files) {
            let path = stage.join(name.as_str());
            let done = File::options().write(true).open(&path).and_then(|file| file.sync_all());
            let (sha256, bytes) =
                done.and_then(|()| store::hash(&path)).map_err(|error| self.io(name.as_str(), error))?;
            seal.files.push(Sealed { file: name, bytes, sha256 });
        }
        let text = serde_json::to_string_pretty(&seal).unwrap_or_default() + "\n";
        store::write_whole(&stage.join(SEAL), text.as_bytes()).map_err(|error| self.io(SEAL, error))?;
        self.sealed = true;
        forward(&self.target)?;
        Ok(())
    }

    fn io(&self, name: &str, error: io::Error) -> DirectoryError {
        DirectoryError::Io { path: self.target.join(name), error }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // Without the lock, the stage belongs to another process.
        if self.lock.is_none() || self.sealed {
            return;
        }
        // A directory that cannot be removed is no reason to fail.
        let _ = fs::remove_dir_all(self.stage());
        for made in self.made.iter().rev() {
            let _ = fs::remove_dir(made);
        }
    }
}

/// Makes a directory with those in which it lies; gives the ones that were not there, the outermost first.
fn make(target: &Path) -> io::Result<Vec<PathBuf>> {
    let absolute = std::path::absolute(target)?;
    let mut missing: Vec<&Path> = absolute.ancestors().take_while(|path| !path.exists()).collect();
    missing.reverse();
    let mut made = Vec::new();
    for path in missing {
        match fs::create_dir(path) {
            Ok(()) => made.push(path.to_owned()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(made)
}

/// Makes the stage where there is none, and takes its lock.
fn claim(target: &Path) -> Result<File, DirectoryError> {
    let stage = target.join(STAGE);
    let refused = |error| DirectoryError::Io { path: stage.clone(), error };
    let new = match fs::create_dir(&stage) {
        Ok(()) => true,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
        Err(error) => return Err(refused(error)),
    };
    if !fs::symlink_metadata(&stage).map_err(refused)?.is_dir() {
        return Err(refused(io::Error::other("it is no directory (links are not followed)")));
    }
    let path = stage.join(LOCK);
    let lock = OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(refused)?;
    match lock.try_lock() {
        // It may have been removed, by the one who held it, since it was opened.
        Ok(()) if still_there(&lock, &path) => Ok(lock),
        // A file system without locks: whoever made the stage has it.
        Err(TryLockError::Error(_)) if new => Ok(lock),
        _ => Err(DirectoryError::Busy(target.to_owned())),
    }
}

#[cfg(unix)]
fn still_there(lock: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (lock.metadata(), fs::symlink_metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn still_there(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Ends the move of a sealed stage, from wherever it was cut, and removes the stage; whether there was one. The lock is
/// the caller's.
fn forward(target: &Path) -> Result<bool, DirectoryError> {
    let stage = target.join(STAGE);
    let Some(new) = seal(&stage) else { return Ok(false) };
    let refused = |path: PathBuf, error| DirectoryError::Io { path, error };
    // Each is in the stage, or in place already; else the stage is not what was sealed, and nothing is touched.
    let mut waiting = Vec::new();
    for sealed in &new.files {
        if sealed.lies_in(&stage).unwrap_or(false) {
            waiting.push(&sealed.file);
        } else if !sealed.lies_in(target).unwrap_or(false) {
            return Err(DirectoryError::Damaged(stage.join(sealed.file.as_str())));
        }
    }
    if let Some(old) = seal(target) {
        let gone = old.files.iter().filter(|old| new.files.iter().all(|new| new.file != old.file));
        fs::remove_file(target.join(SEAL)).map_err(|error| refused(target.join(SEAL), error))?;
        for old in gone.filter(|old| old.lies_in(target).unwrap_or(false)) {
            // Of the results that are replaced; left there, it would only be in the way.
            let _ = fs::remove_file(target.join(old.file.as_str()));
        }
    }
    for name in waiting.into_iter().map(FileName::as_str).chain([SEAL]) {
        fs::rename(stage.join(name), target.join(name)).map_err(|error| refused(target.join(name), error))?;
    }
    store::sync_directory(target);
    let _ = fs::remove_dir_all(stage);
    Ok(true)
}

/// The files of a directory that is whole, each checked against its hash. A move that was cut is ended first.
///
/// # Errors
/// [`DirectoryError`] when it is not whole, or another process writes there.
pub fn whole(target: &Path) -> Result<Vec<Sealed>, DirectoryError> {
    if seal(&target.join(STAGE)).is_some() {
        let lock = claim(target)?;
        forward(target)?;
        drop(lock);
    }
    let Some(seal) = seal(target) else { return Err(DirectoryError::Unfinished(target.to_owned())) };
    for sealed in &seal.files {
        let path = target.join(sealed.file.as_str());
        match sealed.lies_in(target) {
            Ok(true) => {}
            Ok(false) => return Err(DirectoryError::Damaged(path)),
            Err(error) => return Err(DirectoryError::Io { path, error }),
        }
    }
    Ok(seal.files)
}

#[cfg(test)]
mod tests {
    use super::{Directory, DirectoryError, STAGE, forward, seal, whole};
    use std::fs;
    use std::io::Write;
    use std::path::Path;

    fn inside(path: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(path).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn written(target: &Path, replace: bool, files: &[(&str, &str)]) -> Directory {
        let mut directory = Directory::create(target, replace).unwrap();
        for (name, text) in files {
            directory.file(name).unwrap().write_all(text.as_bytes()).unwrap();
        }
        directory
    }

    #[test]
    fn a_directory_dropped_before_it_is_complete_leaves_nothing_behind() {
        let place = tempfile::tempdir().unwrap();
        drop(written(&place.path().join("a/b"), false, &[("x.csv", "half")]));
        assert!(inside(place.path()).is_empty());
    }

    #[test]
    fn a_complete_directory_appears_with_all_its_files_and_no_other() {
        let place = tempfile::tempdir().unwrap();
        for target in ["new", "deep/er", "."] {
            let target = place.path().join(target);
            written(&target, true, &[("x.csv", "all")]).commit().unwrap();
            assert_eq!(fs::read_to_string(target.join("x.csv")).unwrap(), "all");
            assert_eq!(whole(&target).unwrap().len(), 1);
        }
        assert_eq!(inside(place.path()), ["complete.json", "deep", "new", "x.csv"]);
    }

    #[test]
    fn what_is_in_a_directory_is_kept_unless_the_user_insists_and_then_only_results_are_replaced() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("thesis.txt"), "mine").unwrap();
        assert!(matches!(Directory::create(place.path(), false), Err(DirectoryError::NotEmpty(_))));
        assert_eq!(inside(place.path()), ["thesis.txt"]);
        written(place.path(), true, &[("x.csv", "1"), ("y.csv", "1")]).commit().unwrap();
        written(place.path(), true, &[("x.csv", "2")]).commit().unwrap();
        assert_eq!(inside(place.path()), ["complete.json", "thesis.txt", "x.csv"]);
        whole(place.path()).unwrap();
    }

    #[test]
    fn of_two_at_once_into_one_new_directory_one_refuses() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("new");
        let first = written(&target, false, &[("x.csv", "first")]);
        for replace in [false, true] {
            assert!(matches!(Directory::create(&target, replace), Err(DirectoryError::Busy(_))));
        }
        first.commit().unwrap();
        assert_eq!(fs::read_to_string(target.join("x.csv")).unwrap(), "first");
        assert!(matches!(Directory::create(&target, false), Err(DirectoryError::NotEmpty(_))));
    }

    #[test]
    fn what_a_kill_left_blocks_nobody_though_every_process_is_number_1() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("new");
        let killed = written(&target, false, &[("x.csv", "half")]);
        // A kill gives the lock back and tidies nothing.
        let mut killed = std::mem::ManuallyDrop::new(killed);
        killed.lock = None;
        assert_eq!(inside(&target), [STAGE]);
        assert!(matches!(whole(&target), Err(DirectoryError::Unfinished(_))));
        written(&target, false, &[("y.csv", "whole")]).commit().unwrap();
        assert_eq!(inside(&target), ["complete.json", "y.csv"]);
    }

    /// Copies a directory with all in it.
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
            let to = to.join(entry.file_name());
            match entry.path().is_dir() {
                true => copy(&entry.path(), &to),
                false => drop(fs::copy(entry.path(), to).unwrap()),
            }
        }
    }

    #[test]
    fn killed_while_it_replaces_results_a_directory_holds_the_old_or_the_new_and_never_a_mixture() {
        let place = tempfile::tempdir().unwrap();
        let old = [("a.csv", "old a"), ("b.csv", "old b"), ("c.csv", "old c")];
        let new = [("a.csv", "new a"), ("b.csv", "new b"), ("d.csv", "new d")];
        let target = place.path().join("results");
        written(&target, false, &old).commit().unwrap();
        // Sealed, and killed before the first file is moved.
        let mut directory = std::mem::ManuallyDrop::new(written(&target, true, &new));
        let mut files: Vec<super::Sealed> = Vec::new();
        for (name, _) in new {
            let (sha256, bytes) = super::store::hash(&target.join(STAGE).join(name)).unwrap();
            files.push(super::Sealed { file: super::FileName::new(name).unwrap(), bytes, sha256 });
        }
        // Unsealed, the old results are what holds.
        assert_eq!(whole(&target).unwrap().len(), 3);
        assert_eq!(fs::read_to_string(target.join("a.csv")).unwrap(), "old a");
        let text = serde_json::to_string(&super::Seal { files }).unwrap();
        fs::write(target.join(STAGE).join("complete.json"), text).unwrap();
        directory.lock = None;
        // Cut after each step of the move.
        let steps: [&dyn Fn(&Path); 6] = [
            &|_| {},
            &|t| fs::remove_file(t.join("complete.json")).unwrap(),
            &|t| fs::remove_file(t.join("c.csv")).unwrap(),
            &|t| fs::rename(t.join(STAGE).join("a.csv"), t.join("a.csv")).unwrap(),
            &|t| fs::rename(t.join(STAGE).join("b.csv"), t.join("b.csv")).unwrap(),
            &|t| fs::rename(t.join(STAGE).join("d.csv"), t.join("d.csv")).unwrap(),
        ];
        for cut in 1..=steps.len() {
            let copied = place.path().join(format!("cut {cut}"));
            copy(&target, &copied);
            steps[..cut].iter().for_each(|step| step(&copied));
            if cut > 1 {
                assert!(seal(&copied).is_none(), "between old and new, nothing says whole");
            }
            let found: Vec<String> = whole(&copied).unwrap().iter().map(|f| f.file.to_string()).collect();
            assert_eq!(found, ["a.csv", "b.csv", "d.csv"], "cut after step {cut}");
            for (name, text) in new {
                assert_eq!(fs::read_to_string(copied.join(name)).unwrap(), text);
            }
            assert!(!copied.join(STAGE).exists());
            assert!(!forward(&copied).unwrap());
        }
    }

    #[test]
    fn a_file_that_was_edited_or_a_seal_that_names_a_file_elsewhere_is_not_whole() {
        let place = tempfile::tempdir().unwrap();
        let target = place.path().join("results");
        written(&target, false, &[("a.csv", "a")]).commit().unwrap();
        let text = fs::read_to_string(target.join("complete.json")).unwrap();
        fs::write(place.path().join("a.csv"), "a").unwrap();
        fs::write(target.join("complete.json"), text.replace("a.csv", "../a.csv")).unwrap();
        assert!(matches!(whole(&target), Err(DirectoryError::Unfinished(_))));
        fs::write(target.join("complete.json"), text).unwrap();
        fs::write(target.join("a.csv"), "b").unwrap();
        assert!(matches!(whole(&target), Err(DirectoryError::Damaged(_))));
    }
}
