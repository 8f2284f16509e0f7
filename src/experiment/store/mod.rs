//! The run store: a directory in which a long experiment lies as *chunks*, so that it can be cut anywhere and the
//! pieces always add up to the same bytes.
//!
//! What is run is fixed beforehand ([`Identity`]): the inputs by their hashes, the version, the seed, the tables, and
//! how points and replications are cut into chunks ([`Layout`]). A chunk is written aside, synced and renamed into
//! place, with the hash of its content; so a directory holds whole chunks only, whenever it is killed, and a chunk that
//! was truncated or edited since is found out, named, and done again. [`Store::finish`] strings all chunks together in
//! the order of the design; [`merge`] does the same with the chunks of several directories, so that its bytes are those
//! of an undivided run.
//!
//! ```text
//! DIR/manifest.json      the identity
//! DIR/...                the inputs, written out, each with its hash in the manifest
//! DIR/chunks/*.chunk     what is done, until the run is finished
//! DIR/shard-*            which shards were begun here
//! DIR/TABLE.csv          the tables of a finished run
//! DIR/...                what is made from the tables
//! DIR/complete.json      rows, bytes and hash of each table: written last, when all of the above is there
//! ```
//!
//! A manifest may come from anywhere. Every name in it is the bare name of a file ([`FileName`]), every number one that
//! a run can have, and links inside the directory are not followed: whatever a manifest says, nothing outside of its
//! directory is read or written.

mod beside;
mod chunk;
mod disk;
mod drive;
mod error;
mod finish;
mod finished;
mod identity;
mod layout;
mod merge;
mod name;
mod run;
mod seal;
mod shard;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod trust;

pub use beside::Beside;
pub use chunk::Rows;
pub use disk::{
    MOST_BYTES, MOST_WORDS, NewFile, Placed, open, read_bounded, sha256, write_named, write_whole,
};
pub(crate) use disk::{hash, sync_directory};
pub use drive::drive;
pub use error::{Damage, StoreError};
pub use finished::Finished;
pub use identity::{Identity, ResultTable};
pub use layout::{Layout, Piece};
pub use merge::{merge, merge_with};
pub use name::{FileName, NoFileName};
pub use run::{Pending, Store};
pub use seal::TableSeal;
pub use shard::Shard;
