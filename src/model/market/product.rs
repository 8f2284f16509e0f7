//! The offer: it follows, with a lag, what the firm believes customers will want.
//!
//! A segment has an offer o, and θ is what its customers prefer (`preferences.rs`):
//!
//! ```text
//! fit = exp(−product.misfit × (o − θ)²)
//! ```
//!
//! On the last day of
//! each quarter the firm commits development for each segment: it goes towards what customers can be expected to want when it arrives, in L
//! quarters, L drawn evenly from `lag_least` to `lag_most`; when it arrives, o moves the share `pace` of the way. Whose belief counts is a choice:
//!
//! - surveys: all surveys of the segment's marketers together are a Gaussian belief (mean, variance), which relaxes with the drift as
//!   marketers' beliefs do (`intelligence.rs`); in L quarters that is (k mean, k^2 variance + 1 - k^2), k = exp(-speed L / 4).
//! - sales: the same, updated by what salespeople have told marketing of their customers' plans: a signal of theta on the day of
//!   arrival, of precision `foresight` x all precision that crossed the border in the quarter. Who tells nothing has no say.
//!
//! The fit above `product.typical` moves the odds of winning (`closing.rs`) and the satisfaction of accounts (`accounts.rs`). Deciding takes hours
//! of the segment's marketers, and of one salesperson where sales is heard; development itself is in the gross margin. With
//! `product.odds` and `product.satisfaction` 0 nobody decides about anything.
//!
//! Sources: that customers with needs ahead of the market know what it will want (von Hippel 1986, recalled); the lag is of the design.

use crate::model::books::hours::{Task, seconds};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Day, Id, Marketer, Person, Segment, Team};
use crate::model::market::beliefs::{relax, update};
use crate::model::market::preferences;
use crate::model::math::exp;
use crate::model::random::Purpose;
use crate::scenario::Scenario;
use crate::scenario::calendar::QUARTER;
use crate::scenario::operating::ProductBelief;

/// Quarters for which development can be on its way; the legal range of the lag ends here.
const ON_THE_WAY: usize = 8;

/// What a segment is offered.
#[derive(Debug, Clone, Copy)]
pub struct Product {
    /// The offer.
    offer: f64,
    /// How well it fits today.
    pub fit: f64,
    /// What surveys say of preferences: mean and variance.
    surveyed: (f64, f64),
    /// Precision of what sales has told marketing this quarter.
    pub told: f64,
    /// Development on its way, by quarter of commitment: where it goes, and the quarter at whose end it arrives.
    coming: [(f64, u32); ON_THE_WAY],
}

impl Default for Product {
    fn default() -> Self {
        Self { offer: 0.0, fit: 1.0, surveyed: (0.0, 1.0), told: 0.0, coming: [(0.0, 0); ON_THE_WAY] }
    }
}

/// How much of what is preferred today is still expected in so many quarters.
fn kept(scenario: &Scenario, quarters: f64) -> f64 {
    exp(-scenario.market.speed * quarters / 4.0)
}

/// The first offers: what was expected, some quarters before, of the wants of that day.
pub fn begin(today: &Today, firm: &mut Firm) {
    let product = &today.scenario.product;
    let keep = kept(today.scenario, 0.5 * f64::from(product.lag_least + product.lag_most));
    for segment in firm.rates.segments() {
        let now = firm.preferences[segment];
        let drawn = today.draws.normal(Purpose::Offer, u64::from(segment.number()), 0);
        firm.products[segment].offer = keep * (keep * now + libm::sqrt(1.0 - keep * keep) * drawn);
    }
}

/// Whether the offer matters to anybody.
fn matters(scenario: &Scenario) -> bool {
    scenario.product.odds > 0.0 || scenario.product.satisfaction > 0.0
}

/// Every offer fits a little better or worse, and what surveys said grows older.
pub fn drift(today: &Today, firm: &mut Firm) {
    if !matters(today.scenario) {
        return;
    }
    let (keep, _) = firm.rates.drift;
    for segment in firm.rates.segments() {
        let error = firm.products[segment].offer - firm.preferences[segment];
        let product = &mut firm.products[segment];
        product.fit = exp(-today.scenario.product.misfit * error * error);
        relax(&mut product.surveyed, keep);
        firm.tally.product_fit.add(product.fit);
    }
}

/// A marketer's survey tells those who decide about the offer as well.
#[inline]
pub fn survey(firm: &mut Firm, marketer: Marketer, seen: f64, precision: f64) {
    let segment = firm.rates.addressed(marketer);
    update(&mut firm.products[segment].surveyed, seen, precision);
}

/// How well the offer fits the customers of a team.
#[inline]
pub fn fit(firm: &Firm, team: Team) -> f64 {
    firm.products[firm.rates.segment(team)].fit
}

/// Quarter's end: what is finished arrives, and development is committed.
pub fn quarter_end(today: &Today, firm: &mut Firm) {
    if !matters(today.scenario) || firm.rates.marketers == 0 {
        return;
    }
    let quarter = (today.day + 1) / QUARTER;
    for segment in firm.rates.segments() {
        arrive(today, &mut firm.products[segment], quarter);
        commit(today, firm, segment, quarter);
    }
}

/// Development that arrives this quarter changes the offer, the oldest first.
fn arrive(today: &Today, product: &mut Product, quarter: u32) {
    for age in (1..=ON_THE_WAY as u32).rev().filter(|&age| age < quarter) {
        let (wanted, due) = product.coming[(quarter - age) as usize % ON_THE_WAY];
        if due == quarter {
            product.offer += today.scenario.product.pace * (wanted - product.offer);
        }
    }
}

/// Development is committed towards what customers can be expected to want when it arrives.
fn commit(today: &Today, firm: &mut Firm, segment: Segment, quarter: u32) {
    let scenario = today.scenario;
    let entity = u64::from(segment.number());
    let team = Team::new(segment.number());
    let heard = today.choices(team).product_belief == ProductBelief::Sales;
    decide(today, firm, team, heard);

    let [least, most] = [scenario.product.lag_least, scenario.product.lag_most];
    let choices = f64::from(most.max(least) - least + 1);
    let lag = least + (today.draws.uniform(Purpose::Lag, entity, quarter) * choices) as u32;
    let keep = kept(scenario, f64::from(lag));
    let mut expected = firm.products[segment].surveyed;
    relax(&mut expected, keep);
    let precision = scenario.product.foresight * firm.products[segment].told;
    if heard && precision > 0.0 {
        let noise = today.draws.normal(Purpose::Plans, entity, quarter);
        let planned = to_come(today, firm, segment, lag * QUARTER) + noise / libm::sqrt(precision);
        update(&mut expected, planned, precision);
    }
    let product = &mut firm.products[segment];
    product.told = 0.0;
    product.coming[quarter as usize % ON_THE_WAY] = (expected.0, quarter + lag);
}

/// Those who decide about the offer of a segment take on the hours.
fn decide(today: &Today, firm: &mut Firm, team: Team, heard: bool) {
    let hours = seconds(today.scenario.product.hours);
    for marketer in firm.rates.team_marketers(team) {
        if firm.people.vacant_until[marketer] <= today.day {
            firm.owe(marketer, Task::Intelligence, hours);
        }
    }
    let sellers = firm.rates.team_sellers(team);
    if heard && !sellers.is_empty() {
        let speaker = Person::from(sellers.at((today.day / QUARTER) as usize % sellers.len()));
        if firm.people.vacant_until[speaker] <= today.day {
            firm.owe(speaker, Task::Intelligence, hours);
        }
    }
}

/// What customers of a segment will prefer in so many days: their plans, which some of them tell.
fn to_come(today: &Today, firm: &Firm, segment: Segment, days: u32) -> f64 {
    let last = today.day.saturating_add(days).number();
    (today.day.number() + 1..=last).fold(firm.preferences[segment], |theta, day| {
        preferences::drifted(today, firm.rates.drift, theta, segment.index(), Day::new(day))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::random::Draws;

    #[test]
    fn what_is_to_come_is_what_comes() {
        let scenario = Scenario::default();
        let (draws, mut firm) = (Draws::new(3, 1), Firm::default());
        firm.reset(&scenario, &scenario.operating, &draws);
        let operating = vec![scenario.operating.clone(); firm.rates.teams];
        let on = |day| Today { scenario: &scenario, operating: &operating, draws, day: Day::new(day) };
        preferences::begin(&on(0), &mut firm.preferences);
        let segment = Segment::new(2);
        let foreseen = to_come(&on(9), &firm, segment, 126);
        (10..136).for_each(|day| preferences::drift(&on(day), &mut firm));
        assert_eq!(firm.preferences[segment].to_bits(), foreseen.to_bits());
    }

    #[test]
    fn development_arrives_after_its_lag_and_goes_a_part_of_the_way() {
        let mut scenario = Scenario::default();
        (scenario.product.lag_least, scenario.product.lag_most, scenario.product.pace) = (3, 3, 0.5);
        let (draws, mut firm) = (Draws::new(3, 1), Firm::default());
        firm.reset(&scenario, &scenario.operating, &draws);
        let operating = vec![scenario.operating.clone(); firm.rates.teams];
        let on = |quarter: u32| Today {
            scenario: &scenario,
            operating: &operating,
            draws,
            day: Day::new(quarter * QUARTER - 1),
        };
        let segment = Segment::new(0);
        firm.products[segment].surveyed = (2.0, 0.0);
        let mut offers = Vec::new();
        for quarter in 1..=5 {
            quarter_end(&on(quarter), &mut firm);
            offers.push(firm.products[segment].offer);
        }
        let goal = 2.0 * exp(-0.75);
        assert_eq!(
            offers[..3],
            [0.0; 3],
            "committed at the end of quarter 1, it is not there before that of quarter 4"
        );
        assert!(
            (offers[3] - 0.5 * goal).abs() < 1e-12 && (offers[4] - 0.75 * goal).abs() < 1e-12,
            "{offers:?}"
        );
    }
}
