//! An output directory that is there in full or not at all: files are written into a directory aside, and moved
//! into place when the last one is complete.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// Why an output directory could not be made.
#[derive(Debug)]
pub enum DirectoryError {
    /// There is something in it already.
    NotEmpty(PathBuf),
    /// There is a file of that name.
    NotADirectory(PathBuf),
    /// The system refused.
    Io {
        /// What was to be written.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
}

impl fmt::Display for DirectoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DirectoryError::NotEmpty(path) => write!(
                f,
                "the output directory '{}' is not empty; name another one, or add --force to replace its results",
                path.display()
            ),
            DirectoryError::NotADirectory(path) => {
                write!(f, "cannot write to '{}': it is a file, and --out needs a directory", path.display())
            }
            DirectoryError::Io { path, error } => write!(f, "cannot write to '{}': {error}", path.display()),
        }
    }
}

impl std::error::Error for DirectoryError {}

/// A directory in the making. Dropped before [`Directory::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Directory {
    /// Where the files are to be.
    target: PathBuf,
    /// Where they are written; in the target if that exists, so that both are on one file system.
    aside: PathBuf,
    files: Vec<String>,
}

impl Directory {
    /// Prepares to write to `target`. With `replace`, results in a directory that is not empty are replaced, file by
    /// file; files of other names are left alone.
    ///
    /// # Errors
    /// [`DirectoryError`], so that a user learns of it before the simulation and not after.
    pub fn create(target: &Path, replace: bool) -> Result<Self, DirectoryError> {
        let io = |error| DirectoryError::Io { path: target.to_owned(), error };
        match fs::read_dir(target) {
            Ok(mut inside) => {
                if !replace && inside.next().is_some() {
                    return Err(DirectoryError::NotEmpty(target.to_owned()));
                }
            }
            Err(_) if target.is_file() => return Err(DirectoryError::NotADirectory(target.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(io(error)),
        }
        let absolute = std::path::absolute(target).map_err(io)?;
        let exists = absolute.ancestors().find(|path| path.exists()).unwrap_or(Path::new("/"));
        let aside = exists.join(format!(".verona-unfinished-{}", std::process::id()));
        fs::create_dir(&aside).map_err(io)?;
        Ok(Self { target: target.to_owned(), aside, files: Vec::new() })
    }

    /// Starts one file.
    ///
    /// # Errors
    /// [`DirectoryError::Io`].
    pub fn file(&mut self, name: &str) -> Result<BufWriter<File>, DirectoryError> {
        let file = File::create(self.aside.join(name)).map_err(|error| self.io(name, error))?;
        self.files.push(name.to_owned());
        Ok(BufWriter::new(file))
    }

    /// Moves the finished files into place.
    ///
    /// # Errors
    /// [`DirectoryError::Io`].
    pub fn commit(self) -> Result<(), DirectoryError> {
        if !self.target.exists() {
            if let Some(parent) = self.target.parent() {
                fs::create_dir_all(parent).map_err(|error| self.io("", error))?;
            }
            return fs::rename(&self.aside, &self.target).map_err(|error| self.io("", error));
        }
        for name in &self.files {
            fs::rename(self.aside.join(name), self.target.join(name))
                .map_err(|error| self.io(name, error))?;
        }
        Ok(())
    }

    fn io(&self, name: &str, error: io::Error) -> DirectoryError {
        let path = if name.is_empty() { self.target.clone() } else { self.target.join(name) };
        DirectoryError::Io { path, error }
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // Nothing is left here after a commit; a directory that cannot be removed is no reason to fail.
        let _ = fs::remove_dir_all(&self.aside);
    }
}

#[cfg(test)]
mod tests {
    use super::{Directory, DirectoryError};
    use std::fs;
    use std::io::Write;

    fn inside(path: &std::path::Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(path).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_directory_dropped_before_it_is_complete_leaves_nothing_behind() {
        let place = tempfile::tempdir().unwrap();
        let mut directory = Directory::create(&place.path().join("a/b"), false).unwrap();
        directory.file("x.csv").unwrap().write_all(b"half").unwrap();
        drop(directory);
        assert!(inside(place.path()).is_empty());
    }

    #[test]
    fn a_complete_directory_appears_with_all_its_files_and_no_other() {
        let place = tempfile::tempdir().unwrap();
        for target in ["new", "deep/er", "."] {
            let target = place.path().join(target);
            let mut directory = Directory::create(&target, true).unwrap();
            directory.file("x.csv").unwrap().write_all(b"all").unwrap();
            directory.commit().unwrap();
            assert_eq!(fs::read_to_string(target.join("x.csv")).unwrap(), "all");
        }
        assert_eq!(inside(place.path()), ["deep", "new", "x.csv"]);
    }

    #[test]
    fn what_is_in_a_directory_is_kept_unless_the_user_insists_and_then_only_results_are_replaced() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("thesis.txt"), "mine").unwrap();
        assert!(matches!(Directory::create(place.path(), false), Err(DirectoryError::NotEmpty(_))));
        let mut directory = Directory::create(place.path(), true).unwrap();
        directory.file("x.csv").unwrap();
        directory.commit().unwrap();
        assert_eq!(inside(place.path()), ["thesis.txt", "x.csv"]);
    }
}
