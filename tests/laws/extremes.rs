//! The ends of what is legal: very large firms, very long horizons, very small days, very large numbers.

use crate::firms::{small, small_firms};
use verona::model::outcome::{OUTCOMES, Outcome};
use verona::model::{Replication, Workspace, simulate};
use verona::scenario::Scenario;

/// Runs a firm and asserts that no figure is infinite.
fn runs(scenario: &Scenario) -> Replication {
    let result = simulate(scenario, 3, 0, &mut Workspace::default(), &mut ()).expect("the laws hold");
    for (measure, value) in OUTCOMES.iter().zip(result.outcomes.0) {
        assert!(!value.is_infinite(), "{} is {value}", measure.name);
    }
    result
}

#[test]
fn a_firm_of_a_hundred_thousand_people_runs() {
    for mut firm in small_firms() {
        (firm.firm.salespeople, firm.firm.marketers) = (72_000, 28_000);
        (firm.plan.days, firm.plan.warm_up) = (2, 0);
        firm.accounts.book_years = 0.1;
        assert_eq!(runs(&firm).people.len(), 112_500);
    }
}

#[test]
fn lopsided_firms_run() {
    for (sellers, marketers, span) in
        [(1, 0, 2), (0, 1, 2), (0, 0, 2), (1, 1, 100), (2, 300, 2), (300, 2, 2), (300, 1, 100), (17, 3, 2)]
    {
        for mut firm in small_firms() {
            (firm.firm.salespeople, firm.firm.marketers, firm.firm.span) = (sellers, marketers, span);
            firm.plan.days = 70;
            runs(&firm);
        }
    }
}

#[test]
fn a_tiny_firm_runs_for_a_hundred_years() {
    for mut firm in small_firms() {
        (firm.firm.salespeople, firm.firm.marketers) = (1, 1);
        (firm.plan.days, firm.plan.warm_up) = (25_000, 200);
        assert_eq!(runs(&firm).months.len(), 25_000 / 21);
    }
}

#[test]
fn accounts_that_never_leave_and_always_grow_do_not_break_the_books() {
    let mut firm = small();
    (firm.firm.salespeople, firm.firm.marketers) = (1, 0);
    (firm.plan.days, firm.accounts.churn, firm.accounts.expansion) = (25_200, 0.0, 1.0);
    (firm.accounts.care, firm.offer.repeat_share, firm.offer.deal_value) = (1.0, 0.9, 1e9);
    runs(&firm);
}

#[test]
fn the_dearest_deals_of_the_widest_spread_do_not_break_the_books() {
    let mut firm = small();
    (firm.offer.deal_value, firm.offer.value_spread, firm.offer.deal_size) = (1e9, 3.0, 1.0);
    (firm.offer.deal_spread, firm.offer.deal_hours) = (1_000.0, 0.1);
    (firm.offer.repeat_share, firm.accounts.book_years) = (0.9, 2.0);
    (firm.money.salesperson_salary, firm.money.campaign_cost) = (1e7, 1e5);
    runs(&firm);
}

#[test]
fn days_of_one_hour_and_days_of_sixteen_run() {
    for (hours, overhead) in [(1.0, 0.9), (1.0, 0.0), (16.0, 0.0), (16.0, 0.9)] {
        for mut firm in small_firms() {
            (firm.firm.day_hours, firm.firm.overhead) = (hours, overhead);
            runs(&firm);
        }
    }
}

#[test]
fn a_salesperson_who_sees_one_lead_at_a_time_in_a_crowded_pool_does_not_break_the_law_of_leads() {
    let mut firm = small();
    (firm.attention.list, firm.attention.read, firm.attention.mail_reach) = (1, 1.0, 10);
    firm.market.load = 10.0;
    runs(&firm);
}

#[test]
fn deals_of_one_step_and_of_eight_run() {
    for steps in [1, 8] {
        for mut firm in small_firms() {
            (firm.offer.steps_small, firm.offer.steps_large) = (steps, steps);
            (firm.offer.deal_hours, firm.exceptions.help_share) = (2_000.0, 1.0);
            (firm.offer.deal_spread, firm.offer.deal_size) = (1_000.0, 1.0);
            (firm.exceptions.joint_base, firm.exceptions.self_help_cost) = (1.0, 10.0);
            runs(&firm);
            (firm.offer.deal_hours, firm.offer.deal_size) = (5.0, 0.5);
            runs(&firm);
        }
    }
}

#[test]
fn one_counted_day_is_a_replication() {
    for mut firm in small_firms() {
        (firm.plan.days, firm.plan.warm_up) = (1, 0);
        let result = runs(&firm);
        assert!(result.months.is_empty());
        assert!(result.outcomes[Outcome::Trust].is_nan(), "no month has ended");
        assert!(result.outcomes[Outcome::Cost] > 0.0);
    }
}
