//! Price: how much of it a salesperson gives away to win.
//!
//! Before the customer decides, the salesperson may give a discount x off the list price, at most `price.authority`. It adds
//! `price.sensitivity` x (x - `price.typical`) to the log odds, and the customer pays (1 - x) / (1 - typical) of the deal's value, which is
//! a deal's at the usual discount. The salesperson takes what promises most, chance times worth, at the chance P of the list price. Of worth, the own commission
//! counts by the response r to pay, the firm's margin by the rest (see `pay.rs`): with G = 1 - (1 - gross margin) (1 - typical), the margin at
//! list price, it falls with x as 1 + K - a x, where a = r [1 on revenue, 1 / G on margin] + (1 - r) / G, so that
//!
//! x = (1 + K) / a - 1 / (sensitivity (1 - P))      within 0 and the authority
//!
//! K is what winning is worth beside the deal: 2 r (1 - J) (shortfall (1 - long run) + accelerator [a deal that makes the quarter's quota in its
//! last days]). Commission on revenue and the ends of quarters so cost price (Weinberg 1975; Larkin 2014).

use crate::model::firm::{Firm, Today};
use crate::model::ids::{LeadId, Seller};
use crate::model::math::logistic;
use crate::model::people::pay;
use crate::scenario::pay::Basis;

/// A price as it was agreed.
#[derive(Debug, Clone, Copy)]
pub struct Price {
    /// The discount, off the list price.
    pub discount: f64,
    /// What the discount adds to the log odds.
    pub odds: f64,
    /// What the customer pays, of the deal's value.
    pub paid: f64,
}

impl Price {
    /// What the deal leaves of its value after making and delivering the offer, against what one at the usual price leaves.
    pub fn worth(&self, today: &Today) -> f64 {
        let margin = today.scenario.money.gross_margin;
        if margin > 0.0 { (self.paid - (1.0 - margin)) / margin } else { 0.0 }
    }

    /// What of the deal's value counts for commission.
    pub fn commissioned(&self, today: &Today) -> f64 {
        match today.scenario.pay.basis {
            Basis::Revenue => self.paid,
            Basis::Margin => self.worth(today),
        }
    }
}

/// What the salesperson offers a customer whose log odds are `odds` at the usual discount.
pub fn offer(today: &Today, firm: &Firm, seller: Seller, id: LeadId, odds: f64) -> Price {
    let rule = &today.scenario.price;
    let discount = if rule.authority > 0.0 { discount(today, firm, seller, id, odds) } else { 0.0 };
    Price {
        discount,
        odds: rule.sensitivity * (discount - rule.typical),
        paid: (1.0 - discount) / (1.0 - rule.typical),
    }
}

fn discount(today: &Today, firm: &Firm, seller: Seller, id: LeadId, odds: f64) -> f64 {
    let rule = &today.scenario.price;
    let listed = (1.0 - (1.0 - today.scenario.money.gross_margin) * (1.0 - rule.typical)).max(1e-6);
    let response = firm.people.motives[seller].response;
    let own = match today.scenario.pay.basis {
        Basis::Revenue => 1.0,
        Basis::Margin => 1.0 / listed,
    };
    let slope = response * own + (1.0 - response) / listed;
    let lost = 1.0 - logistic(odds - rule.sensitivity * rule.typical);
    let beside = 2.0 * response * pay::at_stake(today, firm, seller, id);
    let best = (1.0 + beside) / slope - 1.0 / (rule.sensitivity * lost).max(1e-12);
    best.clamp(0.0, rule.authority)
}
