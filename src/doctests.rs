//! The Rust blocks of the documents, as doctests. `tests/docs` checks that no page with such a block is missing here.
#![allow(rustdoc::invalid_codeblock_attributes, reason = "`console no-run` is an attribute of tests/docs")]

#[doc = include_str!("../README.md")]
struct Readme;
