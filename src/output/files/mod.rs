//! Files: an output directory that is there in full or not at all, and what only stands in one (Parquet, metadata).

pub mod beside;
pub mod directory;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod research_object;
mod seal;
