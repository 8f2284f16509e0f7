//! What is counted while the firm moves, in constant memory; `outcome.rs` says what the figures mean.

use crate::model::constants::PROMPT;
use crate::model::ids::{Column, Person, Seller, Span};
use crate::model::math::ln;
use crate::model::work::leads::{LOSSES, Lead, Loss};
use std::f64::consts::LN_2;

/// Bins of a histogram of times, eight to a doubling from 0.1 (hours or days).
const BINS: usize = 160;

/// A histogram of times, in constant memory.
#[derive(Debug, Clone)]
struct Times([u32; BINS]);

impl Times {
    fn add(&mut self, time: f64) {
        let bin = (ln((time / 0.1).max(1.0)) * (8.0 / LN_2)) as usize;
        self.0[bin.min(BINS - 1)] += 1;
    }

    /// The time below which the share `p` lies, to within a twelfth; NaN without any.
    fn quantile(&self, p: f64) -> f64 {
        let total: u64 = self.0.iter().map(|&n| u64::from(n)).sum();
        if total == 0 {
            return f64::NAN;
        }
        let rank = p * total as f64;
        let mut below = 0.0;
        for (bin, &n) in self.0.iter().enumerate() {
            let n = f64::from(n);
            if below + n >= rank && n > 0.0 {
                let within = (rank - below) / n;
                return 0.1 * libm::exp2((bin as f64 + within) / 8.0);
            }
            below += n;
        }
        f64::NAN
    }
}

/// Counts of one post.
#[derive(Debug, Clone, Default)]
pub struct PersonTally {
    /// Marketing leads offered to, or created by, this post.
    pub leads_given: u32,
    /// Of those, the ones worked.
    pub leads_followed_up: u32,
    /// Leads found alone.
    pub leads_own: u32,
    /// Wins.
    pub wins: u32,
    /// Misses put down to the other function.
    pub blame_given: f64,
    /// Accusations received.
    pub blame_received: f64,
    /// People who left.
    pub leavers: u32,
}

/// Kinds of duplicated work; `firm.rs` names them.
pub const DOUBLED: usize = 5;

/// Counts of material.
#[derive(Debug, Clone, Default)]
pub struct MaterialTally {
    /// Pieces that steps got.
    pub provided: u64,
    /// Pieces that salespeople made.
    pub made: u64,
    /// Pieces asked of marketing.
    pub asked: u64,
    /// Pieces that steps went without.
    pub missed: u64,
    /// Marketing's pieces that went stale.
    pub stale: u64,
    /// Of those, the ones that sales never used.
    pub stale_unused: u64,
    /// Pieces in deals won: made by marketing, made by sales.
    pub won: (u64, u64),
}

/// Counts of shared tasks.
#[derive(Debug, Clone, Default)]
pub struct TaskTally {
    /// Tasks that arose.
    pub arisen: u64,
    /// Tasks that somebody did.
    pub done: u64,
    /// Tasks that nobody did.
    pub missed: u64,
    /// Of those done, the ones that two or more did.
    pub doubled: u64,
}

/// What changes of the way of working took.
#[derive(Debug, Clone, Default)]
pub struct ChangeTally {
    /// Money paid for them, and the salaries of the hours that they took.
    pub cost: f64,
    /// People who left because of them.
    pub leavers: u64,
}

/// Sum and number, for a mean.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mean {
    sum: f64,
    n: f64,
}

impl Mean {
    /// Adds one value.
    pub fn add(&mut self, value: f64) {
        self.sum += value;
        self.n += 1.0;
    }

    /// The mean; NaN without values.
    pub fn value(&self) -> f64 {
        ratio(self.sum, self.n)
    }
}

/// a / b; NaN when b is zero: there was nothing to measure.
pub fn ratio(a: f64, b: f64) -> f64 {
    if b == 0.0 { f64::NAN } else { a / b }
}

/// Counts since the last clearing.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is described where it becomes an outcome or a series")]
pub struct Tally {
    pub people: Column<Person, PersonTally>,
    pub prospects: u64,
    pub created: u64,
    pub marketing_created: u64,
    pub marketing_good: u64,
    pub held_back: u64,
    pub offered: u64,
    pub followed_up: u64,
    pub late: u64,
    pub exceptions: u64,
    pub escalations: u64,
    pub conflict_meetings: u64,
    pub disputes: u64,
    pub accusations: u64,
    pub failed: f64,
    pub blurred: f64,
    pub missed: f64,
    pub attributed: [f64; 4],
    pub claims: u64,
    /// Wins for which sales grants marketing the credit.
    pub credited: u64,
    pub wins: u64,
    pub marketing_wins: u64,
    pub losses: [u64; LOSSES.len()],
    pub marketing_ended: u64,
    pub marketing_leaked: u64,
    pub marketing_screened: u64,
    pub good_ended: u64,
    pub good_leaked: u64,
    pub good_screened: u64,
    pub worked_ended: u64,
    /// Of those, marketing leads that were worked within a day.
    pub prompt_ended: u64,
    pub offered_ended: u64,
    pub passed: u64,
    pub given_up: u64,
    pub churned: u64,
    pub expanded: f64,
    pub held_annual: f64,
    pub held: u64,
    pub listed: f64,
    pub priced: f64,
    pub given: f64,
    pub cycle: Mean,
    pub border: Mean,
    pub escalation: Mean,
    pub settled_alone: u64,
    pub settled: u64,
    pub message_fit: Mean,
    pub product_fit: Mean,
    pub trust_sales: Mean,
    pub trust_marketing: Mean,
    pub blame: Mean,
    pub vocabulary: Mean,
    pub satisfaction: Mean,
    pub quota: Mean,
    pub budget: Mean,
    pub materials: MaterialTally,
    pub tasks: TaskTally,
    pub changes: ChangeTally,
    pub followed: u64,
    pub roles: u64,
    pub doubled: [u64; DOUBLED],
    response: Times,
    cycles: Times,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            people: Column::default(),
            prospects: 0,
            created: 0,
            marketing_created: 0,
            marketing_good: 0,
            held_back: 0,
            offered: 0,
            followed_up: 0,
            late: 0,
            exceptions: 0,
            escalations: 0,
            conflict_meetings: 0,
            disputes: 0,
            accusations: 0,
            failed: 0.0,
            blurred: 0.0,
            missed: 0.0,
            attributed: [0.0; 4],
            claims: 0,
            credited: 0,
            wins: 0,
            marketing_wins: 0,
            losses: [0; LOSSES.len()],
            marketing_ended: 0,
            marketing_leaked: 0,
            marketing_screened: 0,
            good_ended: 0,
            good_leaked: 0,
            good_screened: 0,
            worked_ended: 0,
            prompt_ended: 0,
            offered_ended: 0,
            passed: 0,
            given_up: 0,
            churned: 0,
            expanded: 0.0,
            held_annual: 0.0,
            held: 0,
            listed: 0.0,
            priced: 0.0,
            given: 0.0,
            cycle: Mean::default(),
            border: Mean::default(),
            escalation: Mean::default(),
            settled_alone: 0,
            settled: 0,
            message_fit: Mean::default(),
            product_fit: Mean::default(),
            trust_sales: Mean::default(),
            trust_marketing: Mean::default(),
            blame: Mean::default(),
            vocabulary: Mean::default(),
            satisfaction: Mean::default(),
            quota: Mean::default(),
            budget: Mean::default(),
            materials: MaterialTally::default(),
            tasks: TaskTally::default(),
            changes: ChangeTally::default(),
            followed: 0,
            roles: 0,
            doubled: [0; DOUBLED],
            response: Times([0; BINS]),
            cycles: Times([0; BINS]),
        }
    }
}

impl Tally {
    /// Starts counting anew for the posts of `people`; keeps the memory.
    pub fn reset(&mut self, people: Span<Person>) {
        let mut posts = std::mem::take(&mut self.people);
        posts.reset(people, PersonTally::default());
        *self = Self { people: posts, ..Self::default() };
    }

    /// Bytes of what is counted by post.
    pub fn bytes(&self) -> usize {
        self.people.len() * size_of::<PersonTally>()
    }

    /// A lead was won.
    pub fn won(&mut self, lead: &Lead, seller: Seller, cycle: f64) {
        self.wins += 1;
        self.people[seller].wins += 1;
        self.cycle.add(cycle);
        self.cycles.add(cycle);
        self.materials.won.0 += u64::from(lead.got.0);
        self.materials.won.1 += u64::from(lead.got.1);
        if let Some(marketer) = lead.marketer.get() {
            self.marketing_wins += 1;
            self.people[marketer].wins += 1;
            self.ended(lead);
        }
    }

    /// A deal of a usual value was sold for a price, at a discount off the list price.
    pub fn sold(&mut self, usual: f64, price: f64, discount: f64) {
        self.listed += price / (1.0 - discount);
        self.priced += price;
        self.given += usual - price;
    }

    /// A lead was lost.
    pub fn lost(&mut self, lead: &Lead, loss: Loss) {
        self.losses[loss as usize] += 1;
        if lead.marketer.is_none() {
            return;
        }
        self.ended(lead);
        let out = matches!(loss, Loss::ScreenedOut | Loss::Refused);
        self.marketing_leaked += u64::from(loss == Loss::Leaked);
        self.marketing_screened += u64::from(loss == Loss::ScreenedOut);
        self.good_leaked += u64::from(loss == Loss::Leaked && lead.good);
        self.good_screened += u64::from(out && lead.good);
    }

    /// A marketing lead's life is over.
    fn ended(&mut self, lead: &Lead) {
        self.marketing_ended += 1;
        self.good_ended += u64::from(lead.good);
        self.worked_ended += u64::from(lead.response >= 0.0);
        self.prompt_ended += u64::from((0.0..=PROMPT as f32).contains(&lead.response));
        self.offered_ended += u64::from(lead.offered);
    }

    /// A prospect passed, or did not pass, the first step.
    pub fn qualified(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.given_up += 1;
        }
    }

    /// A need of the other function was settled after `days`, by help or without.
    pub fn border(&mut self, days: f64, helped: bool) {
        self.border.add(days);
        self.settled += 1;
        self.settled_alone += u64::from(!helped);
    }

    /// An escalation was assigned after `days`.
    pub fn escalated(&mut self, days: u32) {
        self.escalation.add(f64::from(days));
    }

    /// An account was held for a month.
    pub fn held(&mut self, annual: f64) {
        self.held += 1;
        self.held_annual += annual;
    }

    /// A lead was first worked `hours` working hours after interest.
    pub fn response(&mut self, hours: f64) {
        self.response.add(hours);
    }

    /// The response time below which the share `p` lies, in working hours, to within a twelfth; NaN without any.
    pub fn response_quantile(&self, p: f64) -> f64 {
        self.response.quantile(p)
    }

    /// The time from interest to win below which the share `p` of wins lies, in working days, to within a twelfth; NaN without any.
    pub fn cycle_quantile(&self, p: f64) -> f64 {
        self.cycles.quantile(p)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn response_quantiles_are_within_a_bin_of_the_truth() {
        let mut tally = Tally::default();
        for i in 1..=1000 {
            tally.response(f64::from(i) * 0.1);
        }
        for p in [0.1, 0.5, 0.9] {
            let truth = 100.0 * p;
            assert!((tally.response_quantile(p) / truth - 1.0).abs() < 0.1, "at {p}");
        }
        assert!(Tally::default().response_quantile(0.5).is_nan());
    }
}
