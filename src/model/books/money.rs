//! Every amount of money is accounted for: the firm's cash book, in cents.
//!
//! Money in - money out = balance, and each entry has a cause. Profit is not the balance: it takes the gross margin of
//! revenue and the change in the value of the account book into account (see `outcome.rs`).

/// Why money came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Cause {
    NewBusiness,
    Renewal,
    Expansion,
    Salaries,
    Commission,
    Bonus,
    Campaigns,
    Systems,
    Hiring,
    Budget,
    Programmes,
}

/// Number of causes.
pub const CAUSES: usize = 11;
/// What profit is made of, in words: the causes in order, and the change in the value of the account book.
pub const MONEY: [&str; CAUSES + 1] = [
    "new business",
    "renewal",
    "expansion",
    "salaries",
    "commission",
    "bonuses",
    "campaigns",
    "systems",
    "hiring",
    "budget",
    "programmes",
    "customer equity",
];
/// All causes, in order.
pub const ALL: [Cause; CAUSES] = [
    Cause::NewBusiness,
    Cause::Renewal,
    Cause::Expansion,
    Cause::Salaries,
    Cause::Commission,
    Cause::Bonus,
    Cause::Campaigns,
    Cause::Systems,
    Cause::Hiring,
    Cause::Budget,
    Cause::Programmes,
];
/// The causes that bring money in.
pub const INCOME: [Cause; 3] = [Cause::NewBusiness, Cause::Renewal, Cause::Expansion];
/// The causes that cost money; making and delivering the offer is in the gross margin.
pub const COSTS: [Cause; 8] = [
    Cause::Salaries,
    Cause::Commission,
    Cause::Bonus,
    Cause::Campaigns,
    Cause::Systems,
    Cause::Hiring,
    Cause::Budget,
    Cause::Programmes,
];

/// The cash book.
#[derive(Debug, Clone, Default)]
pub struct Book {
    entries: [i128; CAUSES],
    balance: i128,
}

impl Book {
    /// Books income.
    pub fn receive(&mut self, cause: Cause, amount: f64) {
        let cents = cents(amount);
        self.entries[cause as usize] += cents;
        self.balance += cents;
    }

    /// Books a cost.
    pub fn pay(&mut self, cause: Cause, amount: f64) {
        self.pay_cents(cause, cents(amount));
    }

    /// Books a cost that is known to the cent.
    pub fn pay_cents(&mut self, cause: Cause, cents: i128) {
        self.entries[cause as usize] -= cents;
        self.balance -= cents;
    }

    /// Money booked under one cause; costs are negative.
    pub fn of(&self, cause: Cause) -> f64 {
        self.entries[cause as usize] as f64 / 100.0
    }

    /// Cents paid so far under one cause.
    pub fn paid(&self, cause: Cause) -> i128 {
        -self.entries[cause as usize]
    }

    /// Income so far.
    pub fn revenue(&self) -> f64 {
        INCOME.iter().map(|&cause| self.of(cause)).sum()
    }

    /// Costs so far, as a positive amount.
    pub fn cost(&self) -> f64 {
        -COSTS.iter().map(|&cause| self.of(cause)).sum::<f64>()
    }

    /// The difference between the entries' sum and the balance, in cents: zero by law.
    pub fn imbalance(&self) -> i128 {
        self.entries.iter().sum::<i128>() - self.balance
    }
}

/// The nearest cents; beyond any money there is (10^28), the largest amount whose sums still fit the book.
fn cents(amount: f64) -> i128 {
    // What there is of money fits in 64 bits, and a processor gets there in one step where 128 take dozens.
    if amount.abs() < 9e16 {
        return i128::from((amount * 100.0 + 0.5_f64.copysign(amount)) as i64);
    }
    let amount = amount.clamp(-1e28, 1e28);
    (amount * 100.0 + if amount < 0.0 { -0.5 } else { 0.5 }) as i128
}
