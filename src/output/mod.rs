//! What the user gets to read: tables, pictures in text, sentences, JSON, CSV with its data dictionary.
//!
//! Everything here is driven by the declarations of outcomes, series and hours; nothing knows their positions.

pub mod change;
pub mod choice;
pub mod claims;
pub mod claims_page;
pub mod claims_records;
pub mod diagnosis;
pub mod dictionary;
pub mod directory;
pub mod json;
pub mod life;
pub mod map;
pub mod map_svg;
pub mod marks;
pub mod measures;
pub mod next;
pub mod number;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod path;
pub mod picture;
pub mod recognition;
pub mod records;
pub mod report;
pub mod research_object;
pub mod rows;
pub mod sensitivity;
pub mod sentence;
pub mod story;
pub mod svg;
pub mod sweep;
pub mod table;
pub mod tornado;
