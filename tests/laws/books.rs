//! Money and hours: what they must add up to when prices and habits are known.

use crate::firms::{run, small, small_firms};
use verona::model::outcome::{HOURS, Outcome};
use verona::model::{PersonRecord, Replication};

/// Hours of all people under one category.
fn hours(result: &Replication, category: &str) -> f64 {
    let index = HOURS.iter().position(|name| *name == category).expect("a category of hours");
    result.people.iter().map(|person| person.hours[index]).sum()
}

#[test]
fn a_firm_of_which_nobody_leaves_pays_every_salary_to_the_cent() {
    for mut firm in small_firms() {
        (firm.plan.days, firm.plan.warm_up) = (252, 10);
        firm.people.leaving = 0.0;
        firm.pay.bonus = 0.0;
        let money = &mut firm.money;
        (money.campaign_cost, money.system_cost, money.budget, money.commission) = (0.0, 0.0, 0.0, 0.0);
        let salaries = 8.0 * money.salesperson_salary + 4.0 * money.marketer_salary + money.manager_salary;
        let cost = run(&firm, 0).outcomes[Outcome::Cost];
        assert!((cost - salaries).abs() < 252.0 * 0.01, "{cost} for {salaries}");
    }
}

#[test]
fn every_price_is_paid_for_what_it_buys() {
    let mut firm = small();
    (firm.operating.system, firm.exceptions.campaign_needs) = (0.5, 0.0);
    firm.pay.responsiveness = 0.0;
    firm.people.leaving = 0.0;
    firm.plan.days = 252;
    let money = &mut firm.money;
    (money.salesperson_salary, money.marketer_salary, money.manager_salary) = (0.0, 0.0, 0.0);
    let free = run(&firm, 0);
    let spent = 13.0 * (0.5 * firm.money.system_cost + firm.money.budget);
    let campaigns = hours(&free, "campaign") * firm.money.campaign_cost;
    firm.money.commission = 0.0;
    let without = run(&firm, 0).outcomes[Outcome::Cost];
    assert!((without - spent - campaigns).abs() < 10.0, "{without} for {spent} and {campaigns}");
    assert!(free.outcomes[Outcome::Cost] > without, "commission costs something");
}

#[test]
fn without_repeat_business_revenue_is_what_was_won_and_profit_its_margin_less_cost() {
    let mut firm = small();
    firm.offer.repeat_share = 0.0;
    firm.offer.value_spread = 0.0;
    (firm.price.authority, firm.price.typical) = (0.0, 0.0);
    let result = run(&firm, 1);
    let o = &result.outcomes;
    let wins: u32 = result.people.iter().filter(|p| p.function == "sales").map(|p| p.wins).sum();
    let revenue = f64::from(wins) * firm.offer.deal_value * 2.0;
    assert!(wins > 0);
    assert!((o[Outcome::Revenue] - revenue).abs() < 1.0, "{} for {wins} wins", o[Outcome::Revenue]);
    let profit = firm.money.gross_margin * revenue - o[Outcome::Cost];
    assert!((o[Outcome::Profit] - profit).abs() < 1.0);
    assert_eq!(o[Outcome::CustomerEquity], 0.0);
}

#[test]
fn the_day_is_as_long_as_the_firm_says_and_overhead_takes_its_share() {
    for (day, overhead) in [(1.0, 0.0), (1.0, 0.9), (7.25, 0.4), (16.0, 0.25)] {
        let mut firm = small();
        firm.people.leaving = 0.0;
        (firm.firm.day_hours, firm.firm.overhead, firm.budget.support) = (day, overhead, 0.0);
        firm.firm.own_meetings = 0.0;
        for person in &run(&firm, 0).people {
            let total: f64 = person.hours.iter().sum();
            assert!((total - 126.0 * day).abs() < 1e-6, "{total} hours in 126 days of {day}");
            let PersonRecord { hours, .. } = person;
            assert!((hours[0] - 126.0 * day * overhead).abs() < 126.0 * 0.5 / 3600.0 + 1e-9);
        }
    }
}

#[test]
fn account_care_takes_the_hours_that_full_care_of_all_accounts_takes_and_no_more() {
    let mut firm = small();
    firm.people.leaving = 0.0;
    (firm.market.load, firm.accounts.churn, firm.accounts.expansion) = (0.0, 0.0, 0.0);
    let none = run(&firm, 0);
    assert_eq!(hours(&none, "accounts"), 0.0, "no market, no accounts at the start, no care");
    firm.market.load = 2.6;
    let some = run(&firm, 0);
    let most = 2.0 * 8.0 * 126.0 * (firm.accounts.care_hours + firm.accounts.fixed_hours);
    assert!(hours(&some, "accounts") > 0.0 && hours(&some, "accounts") < most);
}
