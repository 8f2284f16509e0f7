//! The books: where hours and money go, what is counted, and what is made of it.

pub mod hours;
pub mod measure;
pub mod money;
pub mod outcome;
pub mod tally;
