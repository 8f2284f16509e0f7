//! Files that are there whole or not at all: written aside, synced, renamed into place. And reading with a bound: regular
//! files only, links not followed, no more than was allowed.
//!
//! What is written aside has a name of its own, drawn at random, and is locked while it is written. So two processes
//! never write into one file, though both are number 1 of their containers; and what a killed process left is told apart
//! from what another is writing.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::error::StoreError;

/// How the names of files written aside begin and end.
const ASIDE: [&str; 2] = [".verona-", ".tmp"];

/// How long a file may be that holds words or settings (manifest, seal, metadata), in bytes.
pub const MOST_WORDS: u64 = 1 << 26;

/// How long any other file may be that is read as a whole (a chunk, a table of points), in bytes.
pub const MOST_BYTES: u64 = 1 << 32;

/// How often a file is written again that was taken for a leftover.
const AGAIN: u32 = 8;

/// The SHA-256 of some bytes, as lowercase hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

/// A finished hash as lowercase hexadecimal.
fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file in the making. Dropped before [`NewFile::place`], it leaves nothing behind, and what was there before stays.
#[derive(Debug)]
pub struct NewFile {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
    hash: Sha256,
    bytes: u64,
}

/// What was put into place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The file's name.
    pub file: String,
    /// Its bytes.
    pub bytes: u64,
    /// Their SHA-256.
    pub sha256: String,
}

impl NewFile {
    /// Starts a file that is to lie at `path`.
    ///
    /// # Errors
    /// Those of the system.
    pub fn create(path: &Path) -> io::Result<Self> {
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let mut builder = tempfile::Builder::new();
        builder.prefix(ASIDE[0]).suffix(ASIDE[1]);
        #[cfg(unix)]
        {
            // As any other file that a program makes: the user's mask decides.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(directory.unwrap_or(Path::new(".")))?;
        // Without locks (some network file systems have none) nothing is lost: leftovers lie there for longer.
        let _ = file.as_file().try_lock();
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file), hash: Sha256::new(), bytes: 0 })
    }

    /// Where it is to lie.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the whole file into place, over what was there.
    ///
    /// # Errors
    /// Those of the system; what was there before stays.
    pub fn place(self) -> io::Result<Placed> {
        self.put(|file, path| file.persist(path).map_err(|failed| failed.error))
    }

    /// Puts the whole file into place where there is none.
    ///
    /// # Errors
    /// Those of the system; [`io::ErrorKind::AlreadyExists`] when there is a file.
    pub fn place_new(self) -> io::Result<Placed> {
        self.put(|file, path| file.persist_noclobber(path).map_err(|failed| failed.error))
    }

    fn put(self, rename: impl FnOnce(NamedTempFile, &Path) -> io::Result<File>) -> io::Result<Placed> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        rename(file, &self.path)?;
        sync_directory(self.path.parent().unwrap_or(Path::new("")));
        Ok(Placed {
            file: self.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            bytes: self.bytes,
            sha256: hex(self.hash),
        })
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a whole file. What was there before stays until the new content is on disk.
///
/// # Errors
/// Those of the system.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let once = || {
        let mut file = NewFile::create(path)?;
        file.write_all(bytes)?;
        file.place().map(drop)
    };
    let lost = |error: &io::Error| {
        error.kind() == io::ErrorKind::NotFound && path.parent().is_some_and(|parent| parent.is_dir())
    };
    // In the moment before it is locked, a process that tidies up takes the file for a leftover.
    for _ in 0..AGAIN {
        match once() {
            Err(error) if lost(&error) => {}
            done => return done,
        }
    }
    once()
}

/// Writes a file that a user has named: whole where it is a file, and also where a link leads to one; a device or a pipe
/// is written to as it is.
///
/// # Errors
/// Those of the system.
pub fn write_named(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(data) if !data.is_file() => fs::write(path, bytes),
        Ok(_) => write_whole(&fs::canonicalize(path)?, bytes),
        Err(_) => write_whole(path, bytes),
    }
}

/// The same for the files of a run.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    write_whole(path, bytes).map_err(|error| StoreError::Write { path: path.to_owned(), error })
}

/// Removes what killed processes left of files in the making. `done` says that nobody writes here any more, so that also
/// goes what cannot be told from a file that is being written.
pub(super) fn clear_aside(directory: &Path, done: bool) {
    for (name, path) in entries(directory) {
        if !(name.starts_with(ASIDE[0]) && name.ends_with(ASIDE[1])) {
            continue;
        }
        let Ok(file) = open(&path) else { continue };
        let left = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(_)) => done,
        };
        if left {
            // If it cannot be removed, it is only in the way.
            let _ = fs::remove_file(path);
        }
    }
}

/// Whether a file name is one of those that are written aside.
pub(super) fn is_aside(name: &str) -> bool {
    name.starts_with(ASIDE[0]) && name.ends_with(ASIDE[1])
}

/// The files of a directory; none when there is no such directory.
pub(super) fn entries(directory: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    fs::read_dir(directory)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())))
}

/// Makes renames in a directory outlast a power cut, on systems that offer it.
pub(crate) fn sync_directory(path: &Path) {
    if let Ok(directory) = File::open(if path.as_os_str().is_empty() { Path::new(".") } else { path }) {
        // Without it, a power cut costs the last rename at most.
        let _ = directory.sync_all();
    }
}

/// Opens a regular file for reading. A link is not followed, a device or pipe not waited for.
///
/// # Errors
/// Those of the system, and [`io::ErrorKind::InvalidInput`] for anything but a regular file.
pub fn open(path: &Path) -> io::Result<File> {
    let refused = || {
        let why =
            "it is no regular file (links, pipes and devices in the directory of a run are not followed)";
        io::Error::new(io::ErrorKind::InvalidInput, why)
    };
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(refused());
    }
    let file = File::open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(refused()) }
}

/// Whether there is a regular file of that name.
pub(super) fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|data| data.is_file())
}

/// Reads a whole file of no more than so many bytes, whatever kind of file it is: for what a user names.
///
/// # Errors
/// Those of the system, and [`io::ErrorKind::FileTooLarge`].
pub fn read_bounded(file: File, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        let why = format!("it is longer than {most} bytes");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
    }
    Ok(bytes)
}

/// Reads a whole file of a run.
pub(super) fn read(path: &Path, most: u64) -> Result<Vec<u8>, StoreError> {
    let bytes = open(path).and_then(|file| read_bounded(file, most));
    bytes.map_err(|error| StoreError::Read { path: path.to_owned(), error })
}

/// The SHA-256 of a file, with its bytes.
pub(crate) fn hash(path: &Path) -> io::Result<(String, u64)> {
    let mut file = open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((hex(hash), bytes)),
            n => {
                hash.update(&buffer[..n]);
                bytes += n as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NewFile, fs, read_bounded, write_named, write_whole};
    use std::io::{ErrorKind, Write};

    #[test]
    fn a_file_is_there_whole_or_not_at_all_and_what_was_there_before_stays_until_then() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("report.html");
        let names = || fs::read_dir(place.path()).unwrap().count();
        let mut half = NewFile::create(&path).unwrap();
        half.write_all(b"half").unwrap();
        assert!(!path.exists());
        drop(half);
        assert_eq!(names(), 0, "given up, it leaves nothing");
        write_whole(&path, b"old").unwrap();
        let mut new = NewFile::create(&path).unwrap();
        new.write_all(b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"old");
        let placed = new.place().unwrap();
        assert_eq!(
            (placed.file.as_str(), placed.bytes, placed.sha256),
            ("report.html", 3, super::sha256(b"new"))
        );
        assert_eq!((fs::read(&path).unwrap(), names()), (b"new".to_vec(), 1));
        let taken = NewFile::create(&path).unwrap().place_new().unwrap_err();
        assert_eq!((taken.kind(), names()), (ErrorKind::AlreadyExists, 1));
    }

    #[test]
    fn a_file_in_the_making_that_another_process_takes_for_a_leftover_is_written_again() {
        let place = tempfile::tempdir().unwrap();
        let done = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(std::sync::atomic::Ordering::Relaxed) {
                    super::clear_aside(place.path(), false);
                }
            });
            for number in 0..100 {
                let written = write_whole(&place.path().join(number.to_string()), b"whole");
                if written.is_err() {
                    done.store(true, std::sync::atomic::Ordering::Relaxed);
                }
                written.unwrap();
            }
            done.store(true, std::sync::atomic::Ordering::Relaxed);
        });
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 100);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_a_user_names_is_written_through_and_one_in_a_run_is_replaced() {
        let place = tempfile::tempdir().unwrap();
        let (link, file) = (place.path().join("link"), place.path().join("file"));
        fs::write(&file, "mine").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert!(super::open(&link).is_err());
        write_named(&link, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        write_whole(&link, b"other").unwrap();
        assert_eq!(
            (fs::read(&file).unwrap(), fs::read(&link).unwrap()),
            (b"new".to_vec(), b"other".to_vec())
        );
        // What is no file is not replaced by one.
        write_named(std::path::Path::new("/dev/null"), b"gone").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }

    #[test]
    fn a_file_that_is_longer_than_was_allowed_is_refused_without_being_read() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("x");
        fs::write(&path, [0; 100]).unwrap();
        let read = |most| read_bounded(fs::File::open(&path).unwrap(), most);
        assert_eq!(read(100).unwrap().len(), 100);
        assert_eq!(read(99).unwrap_err().kind(), ErrorKind::FileTooLarge);
    }
}
