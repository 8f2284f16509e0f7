//! What a run is: two directories hold pieces of the same run exactly when their identities are equal.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::disk::sha256;
use super::layout::Layout;
use super::name::{CHUNKS, COMPLETE, FileName, MANIFEST};
use super::shard::Shard;

/// The format of the directory; a reader refuses any other.
pub(super) const FORMAT: u32 = 2;

/// The hash of all sources that decide numbers, made when this was built.
const SOURCES: &str = env!("VERONA_SOURCES");

/// Files that a run may name.
const MOST_FILES: usize = 64;

/// One table of the results: `NAME.csv` when the run is finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultTable {
    /// The name, without `.csv`.
    pub name: FileName,
    /// The header.
    pub columns: Vec<String>,
}

impl ResultTable {
    /// A table of these columns.
    ///
    /// # Panics
    /// When the name, which the program has chosen, is no bare file name.
    pub fn new(name: &str, columns: Vec<String>) -> Self {
        Self { name: chosen(name), columns }
    }

    /// The file's name.
    pub fn file(&self) -> String {
        format!("{}.csv", self.name)
    }
}

/// A name that the program has chosen.
fn chosen(name: &str) -> FileName {
    match FileName::new(name) {
        Ok(name) => name,
        Err(error) => panic!("a defect of verona: {error}"),
    }
}

/// All that decides the bytes of a run. Written as `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The format of the directory.
    pub format: u32,
    /// What kind of run this is, such as `sweep`.
    pub kind: String,
    /// The version of Verona.
    pub version: String,
    /// The hash of the sources that decide numbers: two builds of one version are two, unless it is equal.
    pub sources: String,
    /// The seed of all draws.
    pub seed: u64,
    /// How points and replications are cut into chunks.
    pub layout: Layout,
    /// The tables of the results.
    pub tables: Vec<ResultTable>,
    /// The files that lie beside the manifest from the start (scenario, design, ...), by name, each with the SHA-256 of
    /// its bytes.
    pub inputs: BTreeMap<FileName, String>,
}

impl Identity {
    /// The identity of a run of this version. `inputs` are the files that say what is run, as name and content.
    ///
    /// # Panics
    /// When a name, which the program has chosen, is no bare file name.
    pub fn new(
        kind: &str,
        seed: u64,
        layout: Layout,
        tables: Vec<ResultTable>,
        inputs: &[(&str, &[u8])],
    ) -> Self {
        Self {
            format: FORMAT,
            kind: kind.to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sources: SOURCES.to_owned(),
            seed,
            layout,
            tables,
            inputs: inputs.iter().map(|(name, bytes)| (chosen(name), sha256(bytes))).collect(),
        }
    }

    /// Whether an identity that was read from a file can be that of a run: no two of its files have one name, and no
    /// number in it asks for more than a run can have.
    ///
    /// # Errors
    /// Words for the user.
    pub(super) fn check(&self) -> Result<(), String> {
        let mut taken: Vec<String> = [MANIFEST, COMPLETE, CHUNKS].map(str::to_owned).to_vec();
        let names = self.inputs.keys().map(|name| name.as_str().to_owned());
        for name in names.chain(self.tables.iter().map(ResultTable::file)) {
            let name = name.to_ascii_lowercase();
            if taken.contains(&name) || Shard::of_note(&name).is_some() {
                return Err(format!("has two files of the name '{name}'"));
            }
            taken.push(name);
        }
        if self.inputs.len() + self.tables.len() > MOST_FILES {
            return Err(format!("names more than {MOST_FILES} files"));
        }
        self.layout.check()
    }

    /// The manifest's text.
    pub(super) fn text(&self) -> String {
        // Strings, numbers and maps of strings cannot fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The hash by which a chunk says to which run it belongs.
    pub fn hash(&self) -> String {
        sha256(self.text().as_bytes())
    }

    /// What differs from another identity: of each, its name, the value here and the value there.
    pub(super) fn differences(&self, other: &Self) -> Vec<[String; 3]> {
        let mut found = Vec::new();
        let mut hold = |what: &str, here: String, there: String| {
            if here != there {
                found.push([what.to_owned(), here, there]);
            }
        };
        hold("format", self.format.to_string(), other.format.to_string());
        hold("kind of run", self.kind.clone(), other.kind.clone());
        hold("version of verona", self.version.clone(), other.version.clone());
        let build = |identity: &Self| identity.sources.chars().take(12).collect::<String>();
        hold("build of verona, by the hash of its sources", build(self), build(other));
        hold("seed", self.seed.to_string(), other.seed.to_string());
        hold("points", self.layout.points.to_string(), other.layout.points.to_string());
        hold("replications", self.layout.replications.to_string(), other.layout.replications.to_string());
        hold("size of chunks", self.layout.size(), other.layout.size());
        let names = |tables: &[ResultTable]| {
            let names: Vec<String> =
                tables.iter().map(|t| format!("{} ({})", t.name, t.columns.join(", "))).collect();
            names.join("; ")
        };
        hold("tables", names(&self.tables), names(&other.tables));
        for name in self.inputs.keys().chain(other.inputs.keys().filter(|n| !self.inputs.contains_key(*n))) {
            let short = |identity: &Self| {
                identity.inputs.get(name).map_or("absent".to_owned(), |hash| hash.chars().take(12).collect())
            };
            hold(name.as_str(), short(self), short(other));
        }
        found
    }
}
