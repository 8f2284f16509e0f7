//! What waits is felt: whoever needs the other function has an experience with a person, with a weight by how long it took, once
//! each time.
//!
//! With p = `exceptions.self_help_days`, the days that one bears to wait, and w = `trust.waiting`:
//! helped after d days 1 - w d / p; not helped in d days - w d / p; a service level of s days missed by d days - w d / s;
//! a lead sent back or seen to lie until it was lost, a mail that nobody read, a customer called by both
//! −`trust.rebuff`; being told by a boss to help −`trust.over_head`, towards whoever went up. Weights are cut off at 3. Where nobody in particular
//! let one wait, the other function as a whole did. What an experience does to trust stands in `firm.rs`.
//! Sources: delays lower the evaluation of a service, most where it is thought to be the server's doing (Taylor 1994); bad
//! weighs more than good (Baumeister et al. 2001), which `trust.loss` and `trust.gain` say.

use crate::model::constants::WAIT_WEIGHT_MOST;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Marketer, Person, Seller};

/// What days of waiting weigh, of which one bears `patience`.
fn waiting(today: &Today, days: u32, patience: u32) -> f64 {
    (today.scenario.trust.waiting * f64::from(days) / f64::from(patience.max(1))).min(WAIT_WEIGHT_MOST)
}

/// The asker has been helped after some days.
pub fn helped(today: &Today, firm: &mut Firm, asker: Person, helper: Person, days: u32) {
    let weight = 1.0 - waiting(today, days, today.scenario.exceptions.self_help_days);
    firm.experience(today, asker, helper, weight);
}

/// The asker has waited in vain, for somebody or for nobody in particular.
pub fn in_vain(today: &Today, firm: &mut Firm, asker: Person, asked: Option<Person>, days: u32) {
    let weight = waiting(today, days, today.scenario.exceptions.self_help_days);
    with(today, firm, asker, asked, -weight);
}

/// A marketer sees that a lead was answered `days` later than was agreed.
pub fn late(today: &Today, firm: &mut Firm, marketer: Marketer, seller: Seller, days: u32, agreed: u32) {
    let weight = waiting(today, days, agreed);
    firm.experience(today, marketer, seller, -weight);
}

/// One's work was sent back, left lying, not read, or done by the other as well.
pub fn rebuffed(today: &Today, firm: &mut Firm, one: impl Into<Person>, other: Option<Person>) {
    with(today, firm, one.into(), other, -today.scenario.trust.rebuff);
}

/// Somebody went up to the managers about what one was to do.
pub fn passed_over(today: &Today, firm: &mut Firm, one: Person, who: Person) {
    firm.experience(today, one, who, -today.scenario.trust.over_head);
}

/// An experience with somebody, or with nobody in particular.
fn with(today: &Today, firm: &mut Firm, one: Person, other: Option<Person>, weight: f64) {
    match other {
        Some(other) => firm.experience(today, one, other, weight),
        None => firm.regard(today, one, weight),
    }
}
