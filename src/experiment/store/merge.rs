//! Merging: the chunks of several directories become the tables of one, byte for byte those of an undivided run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::finish::string_together;
use super::finished::Finished;
use super::run::Store;
use super::seal::TableSeal;
use super::shard::Shard;

/// Chunks of a run up to which those that are missing are looked for one by one.
const TOLD: u64 = 100_000_000;

/// Missing chunks that are told one by one.
const LISTED: usize = 30;

/// Merges the shards in `dirs` into the directory `out`, which is new, or empty, or one of them. The shards stay as they
/// are.
///
/// A merge that was cut at any instant is finished by the same merge; done once more, it changes nothing.
///
/// # Errors
/// [`StoreError`] when the directories hold different runs, chunks are in two of them or in none, a chunk is damaged, or
/// `out` cannot be written. Nothing is half-merged then.
pub fn merge(out: &Path, dirs: &[PathBuf]) -> Result<(Store, Vec<TableSeal>), StoreError> {
    merge_with(out, dirs, |_| Ok(()))
}

/// The same; `beside` writes what else belongs to the run, before the run counts as finished.
///
/// # Errors
/// Those of [`merge`] and of `beside`.
pub fn merge_with<E: From<StoreError>>(
    out: &Path,
    dirs: &[PathBuf],
    beside: impl FnOnce(&Finished) -> Result<(), E>,
) -> Result<(Store, Vec<TableSeal>), E> {
    let stores = dirs.iter().map(|dir| Store::load(dir)).collect::<Result<Vec<_>, _>>()?;
    let Some(first) = stores.first() else { return Err(StoreError::NoRun { dir: out.to_owned() }.into()) };
    let place = fs::canonicalize(out).ok();
    let inside = |store: &Store| place.is_some() && fs::canonicalize(store.dir()).ok() == place;
    for store in &stores {
        let differs = store.identity().differences(first.identity());
        if !differs.is_empty() {
            let than = format!("'{}'", first.dir().display());
            return Err(StoreError::OtherRun { dir: store.dir().to_owned(), than, differs }.into());
        }
        if store.is_finished() && !inside(store) {
            return Err(StoreError::Finished { dir: store.dir().to_owned() }.into());
        }
    }
    let inputs = first.inputs()?;
    let inputs: Vec<(&str, &[u8])> = inputs.iter().map(|(name, b)| (name.as_str(), b.as_slice())).collect();
    if Store::load(out).is_ok_and(|store| store.is_finished()) {
        // Merged before, to the last table; only what is made from the tables may be wanting.
        let store = Store::open(out, first.identity().clone(), &inputs)?;
        let finished = Finished::open(out)?;
        beside(&finished)?;
        return Ok((store, finished.tables().to_vec()));
    }
    let places = places(&stores)?;
    let merged = Store::open(out, first.identity().clone(), &inputs)?;
    if !merged.present().is_empty() && !stores.iter().any(inside) {
        return Err(StoreError::Overlap {
            dirs: [out.to_owned(), first.dir().to_owned()],
            chunks: merged.present().len(),
        }
        .into());
    }
    let seals = string_together(&merged, |chunk| places.get(&chunk).map(|&at| &stores[at]), beside)?;
    Ok((merged, seals))
}

/// For each chunk the directory in which it lies.
fn places(stores: &[Store]) -> Result<BTreeMap<u64, usize>, StoreError> {
    let Some(first) = stores.first() else { return Ok(BTreeMap::new()) };
    let layout = &first.identity().layout;
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    let mut twice: Option<([usize; 2], usize)> = None;
    for (at, store) in stores.iter().enumerate() {
        for chunk in store.present() {
            match (places.get(&chunk), &mut twice) {
                (None, _) => drop(places.insert(chunk, at)),
                (Some(&other), None) => twice = Some(([other, at], 1)),
                (Some(&other), Some((pair, chunks))) if *pair == [other, at] => *chunks += 1,
                (Some(_), Some(_)) => {}
            }
        }
    }
    if let Some(([a, b], chunks)) = twice {
        let dirs = [stores[a].dir().to_owned(), stores[b].dir().to_owned()];
        return Err(StoreError::Overlap { dirs, chunks });
    }
    let missing = layout.chunks() - places.len() as u64;
    if missing == 0 {
        return Ok(places);
    }
    Err(StoreError::Missing { chunks: [missing, layout.chunks()], what: in_words(stores, &places) })
}

/// What is missing: by shard when all shards are of one division, else by chunk.
fn in_words(stores: &[Store], places: &BTreeMap<u64, usize>) -> Vec<String> {
    let layout = &stores[0].identity().layout;
    if layout.chunks() > TOLD {
        return vec![format!("only {} are there", places.len())];
    }
    let begun: BTreeSet<Shard> = stores.iter().flat_map(Store::shards).collect();
    let divisions: BTreeSet<u64> = begun.iter().map(Shard::of).collect();
    let mut lines = Vec::new();
    if let (Some(&of), 1) = (divisions.first(), divisions.len()) {
        let mut lacks = vec![[0_u64; 2]; usize::try_from(of).unwrap_or(0)];
        for (position, chunk) in layout.run_order().enumerate() {
            let shard = &mut lacks[position % of as usize];
            shard[1] += 1;
            shard[0] += u64::from(!places.contains_key(&chunk));
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
        let mut missing = (0..layout.chunks()).filter(|chunk| !places.contains_key(chunk));
        for chunk in missing.by_ref().take(LISTED) {
            let piece = layout.piece(chunk);
            lines.push(format!(
                "chunk {chunk}: points {} to {}, replications {} to {}",
                piece.points.start + 1,
                piece.points.end,
                piece.replications.start,
                piece.replications.end - 1
            ));
        }
        match missing.count() {
            0 => {}
            more => lines.push(format!("and {more} more")),
        }
    }
    lines
}
