//! The shards of a sweep, put together to the bytes of a run in one piece.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::{Answer, Refused, sweep};
use crate::experiment::store::{TableSeal, merge_with};
use crate::experiment::sweep::KIND;
use crate::output::files::beside;
use crate::output::tables::frame::Frame;
use crate::output::tables::records::Records;
use crate::output::words::next::quoted;
use crate::scenario::numbers::counted;

/// What is asked.
#[derive(Debug, Clone)]
pub struct Merge {
    /// The directory for the results: a new one, or the one in which all shards were run.
    pub out: PathBuf,
    /// The directories of the shards, which are left as they are.
    pub dirs: Vec<PathBuf>,
    /// When it is made, in seconds since 1970, for the metadata beside the tables; without it, there are no files beside
    /// the tables.
    pub now: Option<u64>,
}

/// The answer.
#[derive(Debug, Clone)]
pub struct Merged {
    /// What was asked.
    pub asked: Merge,
    /// Chunks, and the points that they hold.
    sizes: [u64; 2],
    tables: Vec<TableSeal>,
}

impl Merge {
    /// Checks all chunks against their hashes and strings them together.
    ///
    /// # Errors
    /// [`Refused`] where shards are of different experiments, versions or seeds, or missing, damaged or in two directories.
    pub fn answer(&self) -> Result<Merged, Refused> {
        let (store, tables) = merge_with(&self.out, &self.dirs, |finished| -> Result<(), Refused> {
            match self.now {
                Some(now) if finished.identity().kind == KIND => {
                    Ok(beside::write(&sweep::experiment(finished)?, finished, now)?)
                }
                _ => Ok(()),
            }
        })?;
        let layout = &store.identity().layout;
        Ok(Merged { asked: self.clone(), sizes: [layout.chunks(), layout.points], tables })
    }
}

impl Merged {
    /// One row per table.
    fn records(&self) -> Records {
        let mut records = Records::new(&[
            ("file", "the table"),
            ("rows", "its rows below the header"),
            ("sha256", "the SHA-256 of its bytes"),
        ]);
        for table in &self.tables {
            records.rows.push(vec![json!(table.file.to_string()), json!(table.rows), json!(table.sha256)]);
        }
        records
    }
}

impl Answer for Merged {
    fn verdict(&self) -> String {
        let [chunks, points] = self.sizes;
        format!(
            "Merged {} of {} from {}, each checked against its hash.",
            counted(chunks, "chunk"),
            counted(points, "point"),
            counted(self.asked.dirs.len(), "directory")
        )
    }

    fn text(&self, _width: usize) -> String {
        let mut out = self.verdict() + "\n\n";
        for table in &self.tables {
            let _ =
                writeln!(out, "  {}  {}, SHA-256 {}", table.file, counted(table.rows, "row"), table.sha256);
        }
        let place = self.asked.out.display().to_string();
        let experiment = quoted(&self.asked.out.join("experiment.toml").display().to_string());
        let again = quoted(&place);
        let _ = writeln!(out, "\nThe results are in {place}. What to try next");
        let _ = writeln!(out, "  verona sweep {experiment} --out {again}");
        let _ = writeln!(out, "      the summary of the merged sweep; nothing is simulated again");
        let _ = writeln!(out, "  verona report {again}");
        let _ = writeln!(out, "      one page with the verdict, pictures and what was assumed");
        out
    }

    fn json(&self) -> serde_json::Result<String> {
        let object = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "directory": self.asked.out.display().to_string(),
            "chunks": self.sizes[0],
            "points": self.sizes[1],
            "tables": self.records().objects(),
        });
        Ok(serde_json::to_string_pretty(&object)? + "\n")
    }

    fn tables(&self) -> Vec<(&'static str, Frame)> {
        vec![("tables", Frame::of(&self.records(), &["file", "sha256"]))]
    }
}
