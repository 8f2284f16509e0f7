//! The Rust blocks of the documents, as doctests.

#[doc = include_str!("../README.md")]
struct Readme;
