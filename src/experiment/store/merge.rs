//! Merging: the chunks of several directories become the tables of one, byte for byte those of an undivided run.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::disk;
use super::error::StoreError;
use super::finish::{TableSeal, string_together};
use super::run::Store;
use super::shard::Shard;

/// Merges the shards in `dirs` into the directory `out`, which is new, or empty, or one of them. The shards stay as they
/// are.
///
/// # Errors
/// [`StoreError`] when the directories hold different runs, chunks are in two of them or in none, a chunk is damaged, or
/// `out` cannot be written. Nothing is half-merged then.
pub fn merge(out: &Path, dirs: &[PathBuf]) -> Result<(Store, Vec<TableSeal>), StoreError> {
    let stores = dirs.iter().map(|dir| Store::load(dir)).collect::<Result<Vec<_>, _>>()?;
    let Some(first) = stores.first() else { return Err(StoreError::NoRun { dir: out.to_owned() }) };
    for store in &stores {
        let differs = store.identity().differences(first.identity());
        if !differs.is_empty() {
            let than = format!("'{}'", first.dir().display());
            return Err(StoreError::OtherRun { dir: store.dir().to_owned(), than, differs });
        }
        if store.is_finished() {
            return Err(StoreError::Finished { dir: store.dir().to_owned() });
        }
    }
    let places = places(&stores)?;
    let inputs = inputs(first)?;
    let inputs: Vec<(&str, &[u8])> = inputs.iter().map(|(name, b)| (name.as_str(), b.as_slice())).collect();
    let merged = Store::open(out, first.identity().clone(), &inputs)?;
    let inside = |store: &&Store| fs::canonicalize(store.dir()).ok() == fs::canonicalize(out).ok();
    if merged.is_finished() {
        return Err(StoreError::Finished { dir: out.to_owned() });
    }
    if !merged.present().is_empty() && !stores.iter().any(|s| inside(&s)) {
        return Err(StoreError::Overlap {
            dirs: [out.to_owned(), first.dir().to_owned()],
            chunks: merged.present().len(),
        });
    }
    let seals = string_together(&merged, |chunk| &stores[places[chunk as usize]])?;
    Ok((merged, seals))
}

/// For each chunk the directory in which it lies.
fn places(stores: &[Store]) -> Result<Vec<usize>, StoreError> {
    let Some(first) = stores.first() else { return Ok(Vec::new()) };
    let layout = &first.identity().layout;
    let mut places: Vec<Option<usize>> = vec![None; usize::try_from(layout.chunks()).unwrap_or(0)];
    let mut twice: Option<([usize; 2], usize)> = None;
    for (at, store) in stores.iter().enumerate() {
        for chunk in store.present() {
            let Some(place) = places.get_mut(chunk as usize) else { continue };
            match (*place, &mut twice) {
                (None, _) => *place = Some(at),
                (Some(other), None) => twice = Some(([other, at], 1)),
                (Some(other), Some((pair, chunks))) if *pair == [other, at] => *chunks += 1,
                (Some(_), Some(_)) => {}
            }
        }
    }
    if let Some(([a, b], chunks)) = twice {
        let dirs = [stores[a].dir().to_owned(), stores[b].dir().to_owned()];
        return Err(StoreError::Overlap { dirs, chunks });
    }
    let missing: BTreeSet<u64> =
        places.iter().zip(0..).filter(|(place, _)| place.is_none()).map(|(_, chunk)| chunk).collect();
    if missing.is_empty() {
        return Ok(places.into_iter().flatten().collect());
    }
    let chunks = [missing.len() as u64, layout.chunks()];
    Err(StoreError::Missing { chunks, what: in_words(stores, &missing) })
}

/// What is missing: by shard when all shards are of one division, else by chunk.
fn in_words(stores: &[Store], missing: &BTreeSet<u64>) -> Vec<String> {
    let layout = &stores[0].identity().layout;
    let begun: BTreeSet<Shard> = stores.iter().flat_map(Store::shards).collect();
    let divisions: BTreeSet<u64> = begun.iter().map(Shard::of).collect();
    let mut lines = Vec::new();
    if let (Some(&of), 1) = (divisions.first(), divisions.len()) {
        let mut lacks = vec![[0_u64; 2]; usize::try_from(of).unwrap_or(0)];
        for (position, chunk) in layout.run_order().enumerate() {
            let shard = &mut lacks[position % of as usize];
            shard[1] += 1;
            shard[0] += u64::from(missing.contains(&chunk));
        }
        for (number, [lacking, all]) in (0..).zip(lacks).filter(|(_, [lacking, _])| *lacking > 0) {
            let shard = Shard::at(number, of);
            lines.push(match (begun.contains(&shard), lacking == all) {
                (false, true) => {
                    format!("shard {shard}: all of its {all} chunks; it was not begun in any of these")
                }
                _ => format!("shard {shard}: {lacking} of its {all} chunks; it is not finished"),
            });
        }
    } else {
        for &chunk in missing {
            let piece = layout.piece(chunk);
            lines.push(format!(
                "chunk {chunk}: points {} to {}, replications {} to {}",
                piece.points.start + 1,
                piece.points.end,
                piece.replications.start,
                piece.replications.end - 1
            ));
        }
    }
    lines
}

/// The inputs of a run as they lie beside its manifest, each checked.
pub(super) fn inputs(store: &Store) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
    let mut inputs = Vec::new();
    for (name, hash) in &store.identity().inputs {
        let path = store.dir().join(name);
        let bytes = disk::read(&path)?;
        if disk::sha256(&bytes) != *hash {
            return Err(StoreError::Damaged {
                path,
                why: "was edited: its content does not fit its hash in the manifest".to_owned(),
                help: "start its sweep again, which writes it anew",
            });
        }
        inputs.push((name.clone(), bytes));
    }
    Ok(inputs)
}
