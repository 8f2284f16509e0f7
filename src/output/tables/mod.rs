//! Tables: for people as text, for machines as CSV and JSON, with the dictionary of their columns.

pub mod claims;
pub mod claims_page;
pub mod claims_records;
pub mod diagnosis;
pub mod dictionary;
pub mod finished;
pub mod frame;
pub mod frames;
pub mod json;
pub mod json_change;
pub mod measures;
pub mod programmes;
pub mod recognition;
pub mod records;
pub mod rows;
pub mod sweep;
pub mod table;
