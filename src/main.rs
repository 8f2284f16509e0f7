//! The `verona` command: parse, call, print.
fn main() {}
