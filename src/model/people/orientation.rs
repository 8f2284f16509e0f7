//! Market-oriented behaviour: how far what people do serves customers.
//!
//! That of a person is o (1 - m + m (1/2 + satisfaction)), at most 1, with o the firm's market orientation: the culture motivates it,
//! and with m = `people.motivation` those who are content show it more (direction: de Waal et al. 2019). It helps in
//! answering (`attention.orientation`), learning (`information.orientation`), winning (`closing.orientation`) and keeping
//! customers (`accounts.orientation`); each link is off at 0. Values lift the firm's market orientation while a programme runs, and it
//! returns afterwards as slowly as trust does: by `trust.reversion` of the way a day.

use crate::model::firm::{Firm, Today};
use crate::model::ids::Person;

/// How far a person's behaviour serves the market.
#[inline]
pub fn market_oriented(today: &Today, firm: &Firm, person: impl Into<Person>) -> f64 {
    let motivation = today.scenario.people.motivation;
    let moved = 1.0 - motivation + motivation * (0.5 + firm.people.satisfaction[person]);
    (firm.orientation * moved).min(1.0)
}

/// Values lift a firm's market orientation while a programme runs; it returns afterwards as slowly as trust does.
pub fn lift(today: &Today, orientation: &mut f64, running: bool) {
    let base = today.scenario.culture.market_orientation;
    let goal = if running { base + (1.0 - base) * today.scenario.programme.values } else { base };
    *orientation += today.scenario.trust.reversion * (goal - *orientation);
}
