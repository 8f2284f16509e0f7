//! What dies when a mechanism is switched off, and what is born.
//!
//! Both sides of a comparison live through the same replications. A claim dies with a mechanism when it is supported in
//! the whole model and no longer without it, be it that nothing is left to measure; it is born when it is supported only without it.

use super::book::Book;
use super::judgement::{Judgement, Verdict};

/// The verdicts without one mechanism.
#[derive(Debug, Clone, PartialEq)]
pub struct Ablation {
    /// The mechanism's position in the book.
    pub mechanism: usize,
    /// The claims without it, in the order of the book.
    pub claims: Vec<Judgement>,
}

/// What becomes of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Supported with and without the mechanism, or not supported with and without it.
    Same,
    /// No longer supported.
    Dies,
    /// Supported only without it.
    Born,
    /// It has no verdict in the whole model, or lacks one without the mechanism and was not supported before.
    Unknown,
}

/// What becomes of a claim whose verdict is `whole` in the whole model and `without` without a mechanism.
pub fn fate(whole: Verdict, without: Verdict) -> Fate {
    match (whole, without) {
        (Verdict::TooFew, _) => Fate::Unknown,
        (Verdict::Supported, Verdict::Supported) => Fate::Same,
        (Verdict::Supported, _) => Fate::Dies,
        (_, Verdict::Supported) => Fate::Born,
        (_, Verdict::TooFew) => Fate::Unknown,
        _ => Fate::Same,
    }
}

/// The mechanisms that carry each claim: by claim, the positions of those with which it dies.
pub fn carriers(book: &Book, whole: &[Judgement], ablations: &[Ablation]) -> Vec<Vec<usize>> {
    let dies = |claim: usize, ablation: &&Ablation| {
        fate(whole[claim].verdict, ablation.claims[claim].verdict) == Fate::Dies
    };
    (0..book.claims.len())
        .map(|claim| ablations.iter().filter(|a| dies(claim, a)).map(|a| a.mechanism).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Fate, fate};
    use crate::evidence::claims::Verdict;

    #[test]
    fn only_a_change_to_or_from_support_is_death_or_birth() {
        assert_eq!(fate(Verdict::Supported, Verdict::TooClose), Fate::Dies);
        assert_eq!(fate(Verdict::Supported, Verdict::Weaker), Fate::Dies);
        assert_eq!(fate(Verdict::TooClose, Verdict::Supported), Fate::Born);
        assert_eq!(fate(Verdict::TooClose, Verdict::Weaker), Fate::Same);
        assert_eq!(fate(Verdict::Supported, Verdict::TooFew), Fate::Dies);
        assert_eq!(fate(Verdict::TooFew, Verdict::Supported), Fate::Unknown);
    }
}
