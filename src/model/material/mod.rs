//! Material: what customers are shown and given, who makes it, and who finds it.

pub mod editorial;
pub mod library;
pub mod materials;
