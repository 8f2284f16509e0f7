//! What marketers choose to do: within the division of their hours that the firm's role for them states, effort goes where pay, duty and
//! relations point, as it does with salespeople.
//!
//! The firm states what share of the hours left goes to material and to study of the market (`operating.materials_share`, `study_share`); campaigns
//! have the rest. A marketer moves the odds of either share s against what is left after it:
//!
//! s / (1 - s)  ->  s / (1 - s) x exp(2 `pay.leeway` (q + t))      material
//! s / (1 - s)  ->  s / (1 - s) x exp(2 `pay.leeway` q)            study
//!
//! q, within 1 either way, is where pay points, as far as duty lets it: to what comes of leads (above 0) or to their number, which campaigns bring
//! (below 0; see `pay.rs`, where it also makes campaigns narrow or broad). t = (2 T - 1 - withdrawal) / (1 + d) is where relations point: material is work for
//! salespeople, done for those whom one trusts, T the mean trust in them, and left by who has withdrawn (see `norms.rs`); d is the sense of duty. A share
//! of 0 or 1 leaves no choice. Whether marketers help is chosen request by request (`helping.rs`), by the same three.
//!
//! Where several tasks compete for attention, pay for one of them that is measured draws it from the others (Holmstrom & Milgrom 1991).

use crate::model::firm::Firm;
use crate::model::ids::{Marketer, Person};
use crate::model::math::exp;
use crate::scenario::Scenario;

/// Factors of the odds of a marketer's shares of hours.
#[derive(Debug, Clone, Copy)]
pub struct Lean {
    /// Of material.
    pub material: f64,
    /// Of study.
    pub study: f64,
}

impl Default for Lean {
    fn default() -> Self {
        Self { material: 1.0, study: 1.0 }
    }
}

/// A share of hours whose odds are multiplied by a factor.
#[inline]
pub fn leaning(share: f64, factor: f64) -> f64 {
    if factor == 1.0 { share } else { share * factor / (1.0 - share + share * factor) }
}

/// How a marketer leans whom pay draws to what comes of leads by `pull`.
pub fn lean(scenario: &Scenario, firm: &Firm, marketer: Marketer, pull: f64) -> Lean {
    let leeway = 2.0 * scenario.pay.leeway;
    if leeway == 0.0 {
        return Lean::default();
    }
    let person = Person::from(marketer);
    let people = &firm.people;
    let trust = firm.ties.means(person).map_or(people.view[person], |(trust, _)| trust);
    let withdrawn = scenario.blame.withdrawal * people.withdrawn[person];
    let relations = (2.0 * trust - 1.0 - withdrawn) / (1.0 + people.duty[person]);
    Lean { material: exp(leeway * (pull + relations)), study: exp(leeway * pull) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_and_one_of_all_leave_no_choice_and_others_stay_shares() {
        for factor in [0.0, 0.1, 1.0, 7.0, 1e300] {
            assert_eq!(leaning(0.0, factor), 0.0);
            assert!((0.0..=1.0).contains(&leaning(0.3, factor)));
        }
        assert_eq!(leaning(1.0, 0.1), 1.0);
        assert_eq!(leaning(0.3, 1.0), 0.3);
        assert!(leaning(0.3, 0.5) < 0.3 && leaning(0.3, 2.0) > 0.3);
    }
}
