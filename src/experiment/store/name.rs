//! Names that come from files: each is the bare name of a file, so that joined to a directory it stays in it, on every
//! system. Everything that a manifest names goes through here before it meets a path.

use std::borrow::Borrow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The name of the manifest.
pub(super) const MANIFEST: &str = "manifest.json";
/// The name of the file by which a run is known to be finished.
pub(super) const COMPLETE: &str = "complete.json";
/// The name of the directory of chunks.
pub(super) const CHUNKS: &str = "chunks";

/// Bytes that a name may have; file systems take 255, and `.parquet` and the like are put behind it.
const LONGEST: usize = 128;

/// Names that mean a device on Windows, whatever ending follows.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// The bare name of a file: no separator, no drive, no dot in front, nothing that a terminal or another system reads
/// as anything but a name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileName(String);

/// Why a text is no bare file name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoFileName(String);

impl fmt::Display for NoFileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no bare file name: expected 1 to {LONGEST} letters, digits, '.', '-' and '_', and no '.' in front",
            self.0
        )
    }
}

impl std::error::Error for NoFileName {}

impl FileName {
    /// Takes a text as a bare file name.
    ///
    /// # Errors
    /// [`NoFileName`] when it is anything else.
    pub fn new(text: &str) -> Result<Self, NoFileName> {
        let letters = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
        let ends = text.starts_with('.') || text.ends_with('.');
        if text.is_empty() || text.len() > LONGEST || !letters || ends || is_device(text) {
            return Err(NoFileName(text.chars().take(LONGEST).collect()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_device(text: &str) -> bool {
    let stem = text.split('.').next().unwrap_or_default().to_ascii_lowercase();
    DEVICES.contains(&stem.trim_end_matches(|c: char| c.is_ascii_digit()))
}

impl TryFrom<String> for FileName {
    type Error = NoFileName;

    fn try_from(text: String) -> Result<Self, NoFileName> {
        Self::new(&text)
    }
}

impl From<FileName> for String {
    fn from(name: FileName) -> Self {
        name.0
    }
}

impl Borrow<str> for FileName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::FileName;

    #[test]
    fn a_name_that_leaves_its_directory_or_is_none_on_some_system_is_refused() {
        for wrong in [
            "",
            ".",
            "..",
            "../x",
            "a/b",
            "a\\b",
            "/etc/passwd",
            "C:x",
            "x:stream",
            ".bashrc",
            "x.",
            "x ",
            "nul",
            "NUL.csv",
            "com1.txt",
            "a\u{0}b",
            "a\u{1b}[2J",
            "a\u{202e}b",
            "é",
            "a\nb",
        ] {
            assert!(FileName::new(wrong).is_err(), "{wrong:?}");
            let json = serde_json::to_string(wrong).unwrap();
            assert!(serde_json::from_str::<FileName>(&json).is_err(), "{wrong:?}");
        }
        assert!(FileName::new(&"x".repeat(129)).is_err());
        for right in ["results.csv", "ro-crate-metadata.json", "console.csv", "a", "x_1"] {
            assert_eq!(FileName::new(right).unwrap().as_str(), right);
        }
    }
}
