//! Price: how much of it a salesperson gives away to win.
//!
//! Before the customer decides, the salesperson may give a discount x off the list price, at most `price.authority`. With
//! s = `price.sensitivity` and t = `price.typical`:
//!
//! ```text
//! log odds of the decision   + s (x − t)
//! the customer pays          D (1 − x) / (1 − t)          D the deal's value, which is that at the usual discount
//! ```
//!
//! The salesperson takes what promises most, chance times worth, at the chance P of the list price. Of worth, the own commission
//! counts by the response r to pay, the firm's margin by the rest (see `pay.rs`): it falls with x as 1 + K − a x, where K is what winning is
//! worth beside the deal, so that
//!
//! ```text
//! G = 1 − (1 − money.gross_margin) (1 − t)                        the margin at list price, of that price
//! a = r × (1 on revenue, 1 / G on margin) + (1 − r) / G            the own commission by the response r to pay, the firm's margin by the rest
//! K = 2 r (1 − J) (shortfall (1 − weight of the long run) + accelerator if the deal makes the quarter's quota, in its last pay.closing_days)
//! x = (1 + K) / a − 1 / (s (1 − P)),   within 0 and price.authority
//! ```
//!
//! Commission on revenue and the ends of quarters so cost price (Weinberg 1975; Larkin 2014).
//!
//! **Beyond the authority.** Who would give at least `price.worth_asking` more asks the own manager, which takes `price.approval_hours` of both, where the desk has
//! them, and `price.approval_days` that the customer waits. The manager, who earns no commission, grants as much of it as pays by the margin and the
//! quota of the people led, and refuses where that is within the authority:
//!
//! ```text
//! x_m = (1 + mean shortfall of the team × (1 − the manager's weight of the long run)) × G − 1 / (s (1 − P))
//! ```

use crate::model::books::hours::{Task, seconds};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{LeadId, Manager, Person, Seller};
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

/// What the salesperson offers a customer whose log odds are `odds` at the usual discount; the customer may have waited for it.
pub fn offer(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId, odds: f64) -> Price {
    let rule = &today.scenario.price;
    let discount = if rule.authority > 0.0 { discount(today, firm, seller, id, odds) } else { 0.0 };
    Price {
        discount,
        odds: rule.sensitivity * (discount - rule.typical),
        paid: (1.0 - discount) / (1.0 - rule.typical),
    }
}

/// The discount that the salesperson gives, after asking where that is worth it.
fn discount(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId, odds: f64) -> f64 {
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
    let odds_cost = 1.0 / (rule.sensitivity * lost).max(1e-12);
    let best = (1.0 + beside) / slope - odds_cost;
    if best - rule.authority < rule.worth_asking || rule.worth_asking >= 1.0 {
        return best.clamp(0.0, rule.authority);
    }
    let Some(boss) = heard(today, firm, seller, id) else { return rule.authority };
    let pays = (1.0 + pressure(firm, seller, boss)) * listed - odds_cost;
    pays.min(best).clamp(rule.authority, 1.0)
}

/// The manager who hears a salesperson about a price, if there are hours for it: it takes both some, and the customer's time.
fn heard(today: &Today, firm: &mut Firm, seller: Seller, id: LeadId) -> Option<Manager> {
    let rule = &today.scenario.price;
    let boss = firm.rates.manager(seller);
    let wanted = seconds(rule.approval_hours);
    if Person::from(boss) == seller.into()
        || firm.desk[boss] < wanted
        || firm.hours.left(boss) < wanted.max(1)
    {
        return None;
    }
    firm.desk[boss] -= wanted;
    firm.hours.charge(boss, Task::Escalation, wanted);
    firm.hours.charge(seller, Task::Asking, wanted);
    firm.leads[id].waited += rule.approval_days as f32;
    Some(boss)
}

/// How far a manager is pressed by the quotas of those who sell in the team.
fn pressure(firm: &Firm, seller: Seller, boss: Manager) -> f64 {
    let those = firm.rates.team_sellers(firm.rates.team(seller));
    let short: f64 = those.map(|other| firm.shortfall(other.into())).sum();
    short / those.len().max(1) as f64 * (1.0 - firm.people.horizon[boss])
}
