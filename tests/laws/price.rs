//! Price and the size of the market: what is given away is paid for, and heads alone bring no customers.

use crate::firms::{mean, run, small};
use verona::model::outcome::{HOURS, Outcome, Series};
use verona::scenario::Scenario;
use verona::scenario::operating::Handover;
use verona::scenario::pay::Basis;

fn routed() -> Scenario {
    let mut firm = small();
    (firm.operating.handover, firm.plan.days) = (Handover::Threshold, 252);
    firm
}

/// The mean discount off the list price.
fn given(firm: &Scenario) -> f64 {
    1.0 - mean(firm, 16, Outcome::PriceRealisation)
}

#[test]
fn who_may_give_nothing_sells_at_list_price_and_who_may_gives_at_most_that() {
    let mut firm = routed();
    firm.price.authority = 0.0;
    assert_eq!(run(&firm, 0).outcomes[Outcome::PriceRealisation], 1.0);
    (firm.price.authority, firm.price.worth_asking) = (0.2, 1.0);
    let realised = run(&firm, 0).outcomes[Outcome::PriceRealisation];
    assert!((0.8..1.0).contains(&realised), "{realised}");
}

#[test]
fn a_discount_raises_the_odds_and_lowers_the_price() {
    let (mut none, mut much) = (routed(), routed());
    (none.price.authority, much.price.authority, much.price.sensitivity) = (0.0, 0.3, 2.5);
    assert!(mean(&none, 16, Outcome::WinRate) < mean(&much, 16, Outcome::WinRate));
    assert!(given(&none) < given(&much));
}

#[test]
fn commission_on_margin_keeps_prices_that_commission_on_revenue_gives_away() {
    let (mut revenue, mut margin) = (routed(), routed());
    (revenue.pay.basis, margin.pay.basis) = (Basis::Revenue, Basis::Margin);
    (revenue.price.authority, margin.price.authority) = (0.3, 0.3);
    let (by_revenue, by_margin) = (given(&revenue), given(&margin));
    assert!(by_revenue > by_margin + 0.02, "{by_revenue} on revenue, {by_margin} on margin");
}

#[test]
fn pressure_of_the_quota_and_accelerators_cost_price() {
    let mut calm = routed();
    (calm.blame.quota, calm.pay.accelerator, calm.price.authority) = (0.01, 0.0, 0.9);
    let mut pressed = calm.clone();
    pressed.blame.quota = 0.6;
    assert!(given(&pressed) > given(&calm) + 0.01, "{} and {}", given(&pressed), given(&calm));
    let (mut flat, mut steep) = (routed(), routed());
    (flat.pay.accelerator, steep.pay.accelerator) = (0.0, 3.0);
    (flat.price.authority, steep.price.authority) = (0.9, 0.9);
    assert!(given(&steep) > given(&flat), "{} and {}", given(&steep), given(&flat));
}

#[test]
fn a_price_given_away_costs_margin_and_not_the_making() {
    let mut firm = small();
    (firm.offer.repeat_share, firm.offer.value_spread, firm.plan.days) = (0.0, 0.0, 252);
    (firm.price.typical, firm.price.authority) = (0.1, 0.2);
    let result = run(&firm, 1);
    let o = &result.outcomes;
    let wins: u32 = result.people.iter().filter(|p| p.function == "sales").map(|p| p.wins).sum();
    let making = (1.0 - firm.money.gross_margin) * f64::from(wins) * firm.offer.deal_value;
    let profit = o[Outcome::Revenue] - making - o[Outcome::Cost];
    assert!(wins > 0 && (o[Outcome::Profit] - profit).abs() < 1.0, "{} for {profit}", o[Outcome::Profit]);
    let months: f64 = result.months.iter().map(|month| month[Series::Profit as usize]).sum();
    assert!((months * 13.0 - profit).abs() < 1.0, "{months} by month");
}

#[test]
fn a_market_of_as_many_territories_as_salespeople_is_the_market_that_comes_with_them() {
    let mut firm = small();
    let own = run(&firm, 3);
    firm.market.territories = firm.firm.salespeople;
    assert_eq!(format!("{:?}", own.outcomes), format!("{:?}", run(&firm, 3).outcomes));
}

#[test]
fn more_salespeople_in_the_same_market_have_diminishing_returns() {
    let mut firm = routed();
    firm.market.territories = 8;
    let wins = |heads: u32| {
        let mut firm = firm.clone();
        (firm.firm.salespeople, firm.firm.span) = (heads, 100);
        mean(&firm, 16, Outcome::Wins) * f64::from(heads + 4)
    };
    let (few, usual, many) = (wins(4), wins(8), wins(16));
    assert!(few < usual && usual < many, "{few}, {usual}, {many} wins a year");
    assert!(many - usual < 0.8 * (usual - few) * 2.0, "{few}, {usual}, {many} wins a year");
    firm.market.territories = 0;
    (firm.firm.salespeople, firm.firm.span) = (16, 100);
    assert!(mean(&firm, 16, Outcome::Wins) * 20.0 > many, "territories of their own bring more");
}

/// A firm of little authority, whose people are behind a quota and have few exceptions to decide.
fn bound(worth_asking: f64) -> Scenario {
    let mut firm = routed();
    (firm.operating.rules, firm.exceptions.uncovered_slope, firm.blame.quota) = (1.0, 0.0, 0.6);
    (firm.price.authority, firm.price.typical, firm.price.worth_asking) = (0.05, 0.05, worth_asking);
    (firm.exceptions.manager_hours, firm.price.sensitivity) = (4.0, 3.0);
    firm
}

/// Hours of managers with what comes up to them.
fn at_desks(firm: &Scenario) -> f64 {
    let index = HOURS.iter().position(|name| *name == "escalation").expect("a category of hours");
    let of = |replication| -> f64 {
        let result = run(firm, replication);
        result.people.iter().filter(|p| p.function.contains("manager")).map(|p| p.hours[index]).sum()
    };
    (0..8).map(of).sum()
}

#[test]
fn a_price_beyond_the_authority_goes_up_to_the_manager_and_takes_hours() {
    let (alone, asking) = (bound(1.0), bound(0.02));
    assert!(at_desks(&asking) > at_desks(&alone) + 1.0, "{} and {}", at_desks(&asking), at_desks(&alone));
    assert!(given(&alone) <= 0.05 + 1e-9, "{} given without asking", given(&alone));
    assert!(given(&asking) > 0.055, "{} given by who asks", given(&asking));
    let mut free = asking.clone();
    free.price.authority = 0.9;
    assert!(given(&free) > given(&asking), "managers refuse: {} and {}", given(&free), given(&asking));
}

#[test]
fn a_manager_without_an_hour_or_a_reason_grants_nothing() {
    let mut busy = bound(0.02);
    (busy.exceptions.manager_hours, busy.people.coaching) = (0.0, 0.0);
    assert!(given(&busy) <= 0.05 + 1e-9, "{}", given(&busy));
    let (mut calm, mut pressed) = (bound(0.02), bound(0.02));
    (calm.blame.quota, pressed.blame.quota) = (0.01, 2.0);
    assert!(given(&calm) < given(&pressed), "{} and {}", given(&calm), given(&pressed));
}

#[test]
fn an_answer_about_a_price_costs_the_customers_patience() {
    let (mut soon, mut late) = (bound(0.02), bound(0.02));
    (soon.price.approval_days, late.price.approval_days) = (0.0, 60.0);
    assert!(mean(&late, 16, Outcome::WinRate) < mean(&soon, 16, Outcome::WinRate));
    (soon.price.approval_hours, late.price.approval_hours) = (0.0, 2.0);
    assert!(at_desks(&soon) < at_desks(&late));
}
