//! Words: numbers and units as people read them, verdicts in a sentence, events told as a story, what to try next.

pub mod change;
pub mod choice;
pub mod levers;
pub mod life;
pub mod list;
pub mod lives;
pub mod marks;
pub mod next;
pub mod number;
pub mod reasons;
pub mod sentence;
pub mod story;
pub mod unsure;
pub mod why;
