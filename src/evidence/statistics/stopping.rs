//! Why a comparison that goes on until it is decided stops at a look, or goes on.

use super::Verdict;

/// Why a comparison ended after as many replications as it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The number of replications had been fixed.
    Fixed,
    /// One arm clearly leads.
    Decided,
    /// The arm with the best mean is the best, or within the indifference zone of the best.
    GoodEnough,
    /// The arms that are ahead gave the same value in every replication: going on would not tell them apart.
    Identical,
    /// There is nothing to decide: a single arm, or an outcome without direction.
    Nothing,
    /// The last look was reached, and it is still open.
    Undecided,
}

impl Stop {
    /// The reason as a word for files.
    pub fn name(self) -> &'static str {
        match self {
            Stop::Fixed => "fixed",
            Stop::Decided => "decided",
            Stop::GoodEnough => "good_enough",
            Stop::Identical => "identical",
            Stop::Nothing => "nothing_to_decide",
            Stop::Undecided => "undecided",
        }
    }
}

/// Why to stop at a look that gave this verdict, whose intervals must be those of [`super::Level::at`]; `None` to go on.
/// `zone` is the indifference zone, and `last` says that there is no further look.
pub fn stop(verdict: &Verdict, zone: f64, last: bool) -> Option<Stop> {
    let why = match verdict {
        Verdict::Leads { .. } => Some(Stop::Decided),
        Verdict::Identical => Some(Stop::Identical),
        Verdict::TooClose { rivals, .. } if rivals.iter().all(|rival| rival.margin.identical()) => {
            Some(Stop::Identical)
        }
        Verdict::TooClose { rivals, .. } if rivals.iter().all(|rival| rival.margin.ci_low > -zone) => {
            Some(Stop::GoodEnough)
        }
        Verdict::Alone | Verdict::NoDirection => Some(Stop::Nothing),
        Verdict::TooClose { .. } | Verdict::TooFew => None,
    };
    why.or(last.then_some(Stop::Undecided))
}

#[cfg(test)]
mod tests {
    use super::{Stop, stop};
    use crate::evidence::statistics::{Ahead, Paired, Verdict};

    fn close(differences: &[f64]) -> Verdict {
        let margin = Paired::of(differences.iter().copied());
        Verdict::TooClose { leader: 0, rivals: vec![Ahead { other: 1, margin }] }
    }

    #[test]
    fn two_equal_arms_stop_as_identical_and_are_never_decided() {
        assert_eq!(stop(&close(&[0.0; 60]), 10.0, false), Some(Stop::Identical));
        assert_eq!(stop(&Verdict::Identical, 0.0, true), Some(Stop::Identical));
    }

    #[test]
    fn arms_within_the_zone_are_good_enough_and_others_go_on_to_the_last_look() {
        let verdict = close(&[1.0, -1.0, 0.5, -0.2, 0.3, -0.4]);
        assert_eq!(stop(&verdict, 5.0, false), Some(Stop::GoodEnough));
        assert_eq!(stop(&verdict, 0.1, false), None);
        assert_eq!(stop(&verdict, 0.1, true), Some(Stop::Undecided));
        assert_eq!(stop(&verdict, f64::NAN, false), None);
    }
}
