//! One chunk: the rows of some points and replications in every table, with the hash of all of it.
//!
//! The first line holds the hash of everything after it; the second says of which run and which chunk this is and how
//! long each table's part is; then follow the parts, CSV without header.

use std::io;

use csv::Writer;
use serde::{Deserialize, Serialize};

use super::disk::sha256;
use super::error::Damage;
use super::identity::Identity;

/// How the first line begins.
const MAGIC: &str = "verona-chunk 1 ";

/// Rows on their way into a chunk.
#[derive(Debug)]
pub struct Rows {
    tables: Vec<(Writer<Vec<u8>>, u64)>,
}

impl Rows {
    /// No rows yet, of so many tables.
    pub(super) fn new(tables: usize) -> Self {
        Self { tables: (0..tables).map(|_| (Writer::from_writer(Vec::new()), 0)).collect() }
    }

    /// Adds a row to the table of that position in [`Identity::tables`](super::Identity::tables).
    ///
    /// # Errors
    /// When there is no such table, or the row has another number of fields than the rows before it.
    pub fn push(
        &mut self,
        table: usize,
        fields: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) -> io::Result<()> {
        let (writer, rows) =
            self.tables.get_mut(table).ok_or_else(|| io::Error::other("there is no such table"))?;
        writer.write_record(fields)?;
        *rows += 1;
        Ok(())
    }

    /// No rows yet, for a chunk of a run whose directory is elsewhere.
    pub fn of(identity: &Identity) -> Self {
        Self::new(identity.tables.len())
    }

    /// The rows as the bytes of a chunk's file, for [`Store::place`](super::Store::place).
    ///
    /// # Errors
    /// Those of writing, of which there are none in memory.
    pub fn sealed(self, identity: &Identity, chunk: u64) -> io::Result<Vec<u8>> {
        encode(self, &identity.hash(), chunk)
    }

    /// The rows as text, table by table, with their number.
    fn parts(self) -> io::Result<Vec<(Vec<u8>, u64)>> {
        self.tables
            .into_iter()
            .map(|(writer, rows)| {
                let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
                Ok((bytes, rows))
            })
            .collect()
    }
}

/// What a chunk says of itself.
#[derive(Debug, Serialize, Deserialize)]
struct Header {
    run: String,
    chunk: u64,
    parts: Vec<Part>,
}

/// The length of one table's part.
#[derive(Debug, Serialize, Deserialize)]
struct Part {
    rows: u64,
    bytes: u64,
}

/// A chunk as the bytes of its file.
pub(super) fn encode(rows: Rows, run: &str, chunk: u64) -> io::Result<Vec<u8>> {
    let parts = rows.parts()?;
    let header = Header {
        run: run.to_owned(),
        chunk,
        parts: parts.iter().map(|(bytes, rows)| Part { rows: *rows, bytes: bytes.len() as u64 }).collect(),
    };
    let mut content = serde_json::to_vec(&header)?;
    content.push(b'\n');
    for (bytes, _) in &parts {
        content.extend_from_slice(bytes);
    }
    let mut file = format!("{MAGIC}{}\n", sha256(&content)).into_bytes();
    file.append(&mut content);
    Ok(file)
}

/// A chunk's parts, table by table: number of rows and text. Checked in full.
pub(super) fn decode<'b>(
    file: &'b [u8],
    run: &str,
    chunk: u64,
    tables: usize,
) -> Result<Vec<(u64, &'b [u8])>, Damage> {
    let line = |bytes: &'b [u8]| {
        let end = bytes.iter().position(|&byte| byte == b'\n').ok_or(Damage::Content)?;
        Ok((&bytes[..end], &bytes[end + 1..]))
    };
    let (first, content) = line(file)?;
    let hash = first.strip_prefix(MAGIC.as_bytes()).ok_or(Damage::Content)?;
    if hash != sha256(content).as_bytes() {
        return Err(Damage::Content);
    }
    let (header, mut rest) = line(content)?;
    let header: Header = serde_json::from_slice(header).map_err(|_| Damage::Content)?;
    if header.run != run {
        return Err(Damage::OtherRun);
    }
    if header.chunk != chunk {
        return Err(Damage::OtherChunk(header.chunk));
    }
    if header.parts.len() != tables {
        return Err(Damage::Content);
    }
    let mut parts = Vec::with_capacity(tables);
    for part in &header.parts {
        let length = usize::try_from(part.bytes).map_err(|_| Damage::Content)?;
        let (own, after) = rest.split_at_checked(length).ok_or(Damage::Content)?;
        parts.push((part.rows, own));
        rest = after;
    }
    if rest.is_empty() { Ok(parts) } else { Err(Damage::Content) }
}

#[cfg(test)]
mod tests {
    use super::{Damage, Rows, decode, encode};

    fn sample() -> Vec<u8> {
        let mut rows = Rows::new(2);
        rows.push(0, ["1", "a,b"]).unwrap();
        rows.push(0, ["2", ""]).unwrap();
        encode(rows, "run", 7).unwrap()
    }

    #[test]
    fn a_chunk_gives_back_its_rows_table_by_table() {
        let file = sample();
        assert_eq!(decode(&file, "run", 7, 2).unwrap(), [(2, &b"1,\"a,b\"\n2,\n"[..]), (0, b"")]);
    }

    #[test]
    fn any_byte_changed_and_any_cut_is_found_out() {
        let file = sample();
        for at in 0..file.len() {
            let mut edited = file.clone();
            edited[at] ^= 1;
            assert!(decode(&edited, "run", 7, 2).is_err(), "byte {at}");
            assert!(decode(&file[..at], "run", 7, 2).is_err(), "cut at {at}");
        }
        assert!(decode(&[&file[..], b"x"].concat(), "run", 7, 2).is_err());
    }

    #[test]
    fn a_chunk_of_another_run_or_place_is_told_apart_from_a_damaged_one() {
        let file = sample();
        assert_eq!(decode(&file, "other", 7, 2), Err(Damage::OtherRun));
        assert_eq!(decode(&file, "run", 8, 2), Err(Damage::OtherChunk(7)));
    }

    #[test]
    fn rows_of_one_table_have_one_number_of_fields() {
        let mut rows = Rows::new(1);
        rows.push(0, ["1", "2"]).unwrap();
        assert!(rows.push(0, ["1"]).is_err());
        assert!(rows.push(1, ["1"]).is_err());
    }
}
