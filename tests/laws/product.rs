//! The offer follows knowledge with a lag.

use crate::firms::{mean, run, small};
use verona::model::outcome::Outcome;
use verona::scenario::Scenario;
use verona::scenario::operating::ProductBelief;
use verona::scenario::presets::PRESETS;

/// The small firm over two years, in which people have reason to tell what they know.
fn heard(belief: ProductBelief, speed: f64) -> Scenario {
    let mut firm = small();
    firm.operating = (PRESETS[3].choices)();
    firm.operating.product_belief = belief;
    (firm.market.speed, firm.plan.days, firm.plan.warm_up) = (speed, 504, 252);
    firm
}

#[test]
fn what_sales_tells_shapes_the_offer_more_in_fast_markets_than_in_slow_ones() {
    let gain = |speed: f64| {
        let fit = |belief| mean(&heard(belief, speed), 40, Outcome::ProductFit);
        fit(ProductBelief::Sales) - fit(ProductBelief::Surveys)
    };
    let (slow, fast) = (gain(0.05), gain(1.5));
    assert!(slow > 0.0 && fast > 1.5 * slow, "{fast} in a fast market, {slow} in a slow one");
}

#[test]
fn who_tells_nothing_has_no_say_in_the_offer() {
    let of = |belief| {
        let mut firm = heard(belief, 1.0);
        firm.product.foresight = 0.0;
        firm.product.hours = 0.0;
        run(&firm, 0).outcomes[Outcome::ProductFit]
    };
    assert_eq!(of(ProductBelief::Sales).to_bits(), of(ProductBelief::Surveys).to_bits());
}

#[test]
fn an_offer_that_matters_to_nobody_takes_nobodys_hours_and_changes_nothing() {
    let run = |misfit: f64, hours: f64| {
        let mut firm = heard(ProductBelief::Sales, 1.0);
        (firm.product.odds, firm.product.satisfaction) = (0.0, 0.0);
        (firm.product.misfit, firm.product.hours) = (misfit, hours);
        run(&firm, 0)
    };
    let (one, other) = (run(1.0, 3.0), run(20.0, 90.0));
    assert_eq!(one.people, other.people);
    assert_eq!(one.months, other.months);
    assert!(one.outcomes[Outcome::ProductFit].is_nan());
}

#[test]
fn an_offer_that_fits_is_bought_and_kept() {
    let of = |outcome, odds, satisfaction, typical| {
        let mut firm = heard(ProductBelief::Surveys, 1.0);
        (firm.product.odds, firm.product.satisfaction, firm.product.typical) = (odds, satisfaction, typical);
        mean(&firm, 12, outcome)
    };
    assert!(of(Outcome::WinRate, 3.0, 0.0, 0.0) > of(Outcome::WinRate, 3.0, 0.0, 1.0));
    assert!(of(Outcome::Churn, 0.0, 1.0, 0.0) < of(Outcome::Churn, 0.0, 1.0, 1.0));
}
