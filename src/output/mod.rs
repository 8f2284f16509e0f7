//! What the user gets to read: tables, pictures in text, sentences, JSON, CSV with its data dictionary.
//!
//! Five rooms, of which each uses only those before it: words, tables, pictures, files, and the report, which is made of
//! all. Everything here is driven by the declarations of outcomes, series and hours; nothing knows their positions.

pub mod words;

pub mod tables;

pub mod pictures;

pub mod files;

pub mod report;
