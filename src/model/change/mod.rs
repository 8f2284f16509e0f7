//! Change: how operating choices change, and the measures that go with it.

pub mod enablement;
pub mod measures;
pub mod programme;
pub mod transition;
