//! Pictures: in plain text for a terminal and as SVG for a page; each carries the figures it was drawn from.

pub mod curves;
pub(in crate::output) mod kit;
pub mod map;
pub mod map_svg;
pub mod path;
pub mod picture;
pub mod sensitivity;
pub mod svg;
pub mod tornado;
