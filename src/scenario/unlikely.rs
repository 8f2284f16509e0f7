//! Magnitudes that no firm has: legal, since the model is defined for them, and more likely a slip. They are warned of, not refused.
//! Rules compare figures of the firm with each other, since money has no currency; that a salary of less than a thousand a year is
//! a slip is an assumption.

use super::Scenario;
use super::wording::number;

/// Hours that a person works in a year, roughly.
const HOURS: f64 = 1_800.0;

/// What is unlikely about a firm, a sentence each, with what may have been meant.
pub fn unlikely(firm: &Scenario) -> Vec<String> {
    let money = &firm.money;
    let mut out = Vec::new();
    for (key, salary) in [
        ("salesperson_salary", money.salesperson_salary),
        ("marketer_salary", money.marketer_salary),
        ("manager_salary", money.manager_salary),
    ] {
        if salary > 0.0 && salary < 1_000.0 {
            out.push(format!(
                "money.{key} is {}, which is little for a year; was it meant in thousands ({})?",
                number(salary),
                number(salary * 1_000.0)
            ));
        }
    }
    if money.commission > 0.0 && money.commission >= money.gross_margin {
        out.push(format!(
            "money.commission is {} % of a deal and money.gross_margin leaves {} %: every deal won loses money",
            percent(money.commission),
            percent(money.gross_margin)
        ));
    } else if money.gross_margin < 0.05 {
        out.push(format!(
            "money.gross_margin leaves {} % of revenue; was another figure meant?",
            percent(money.gross_margin)
        ));
    }
    let offer = &firm.offer;
    let (left, cost) =
        (offer.deal_value * money.gross_margin, offer.deal_hours * money.salesperson_salary / HOURS);
    if firm.firm.salespeople > 0 && left < cost {
        out.push(format!(
            "a deal of {} (offer.deal_value) leaves {}, and the {} hours of selling it (offer.deal_hours) cost {} in salary: no firm could live \
             of that",
            number(offer.deal_value),
            number(left.round()),
            number(offer.deal_hours),
            number(cost.round())
        ));
    }
    if firm.firm.day_hours > 14.0 {
        out.push(format!(
            "firm.day_hours is {}: a day of that length is worked by nobody",
            number(firm.firm.day_hours)
        ));
    }
    if firm.firm.salespeople > 0 && firm.firm.marketers > 10 * firm.firm.salespeople {
        out.push(format!(
            "{} marketers stand beside {} salespeople (firm.marketers, firm.salespeople); were they exchanged?",
            firm.firm.marketers, firm.firm.salespeople
        ));
    }
    if money.budget > money.marketer_salary.max(money.salesperson_salary) && money.budget > 0.0 {
        out.push(format!("money.budget is {} a person and year, more than a salary", number(money.budget)));
    }
    out
}

fn percent(share: f64) -> String {
    number((share * 1_000.0).round() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::unlikely;
    use crate::scenario::{Scenario, load, ready_made};

    #[test]
    fn a_salary_in_thousands_and_a_commission_above_the_margin_are_warned_of() {
        let mut firm = Scenario::default();
        assert!(unlikely(&firm).is_empty());
        firm.money.salesperson_salary = 75.0;
        (firm.money.gross_margin, firm.money.commission) = (0.07, 0.9);
        let found = unlikely(&firm);
        assert!(found[0].contains("75,000") && found[1].contains("loses money"), "{found:?}");
    }

    #[test]
    fn no_ready_made_firm_is_unlikely() {
        for (name, text) in ready_made() {
            let study = load(text, name, &[]).unwrap();
            assert_eq!(unlikely(&study.base), Vec::<String>::new(), "{name}");
        }
    }
}
