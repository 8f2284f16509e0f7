//! Accounts: customers who can buy again.
//!
//! A win opens an account with a chance that grows with `offer.repeat_share`; it pays r x its deal value a year, with r such
//! that repeat business is that share of a customer's lifetime value at reference churn. Every month satisfaction moves a
//! quarter of the way to
//! 1/2 + care (2c - 1) + marketer_care m - open_issue o + message w (2 fit - 1) + orientation (behaviour - 1/2),
//! where c is the care by the salesperson and m the care by a marketer (shares of full care), o the share of accounts
//! with an open issue. Churn is churn x exp(-slope (satisfaction - 1/2)) a year; renewal and expansion pay. Customer
//! equity is the discounted margin of what an account can be expected to bring.

use crate::model::books::hours::{Task, seconds};
use crate::model::books::money::Cause;
use crate::model::border::exceptions;
use crate::model::border::requests::Need;
use crate::model::firm::{Firm, Today};
use crate::model::math::exp;
use crate::model::people::staffing;
use crate::model::random::Purpose;
use crate::model::rates::{MONTH, YEAR};
use crate::model::trace::Observer;
use crate::model::work::leads::{Lead, NONE, grow};

/// One account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Names all draws about it.
    pub key: u64,
    /// The salesperson who holds it.
    pub owner: u32,
    /// The marketer whose key account it is, or [`NONE`].
    pub marketer: u32,
    /// Satisfaction of the customer.
    pub satisfaction: f32,
    /// Yearly repeat revenue.
    pub annual: f32,
}

/// Salespeople start with the accounts that some years of business have left.
pub fn begin(today: &Today, firm: &mut Firm) {
    let (opens, annual) = firm.rates.account;
    let yearly_wins = firm.rates.best * 12.0 / firm.rates.deal_value.max(1e-9);
    let book = today.scenario.accounts.book_years * yearly_wins * opens;
    for seller in 0..firm.rates.sellers {
        let mut words = today.draws.stream(Purpose::Book, seller as u64, 0);
        let count = (book + words.uniform()) as u32;
        for number in 0..count {
            let key = (1 << 63) | ((seller as u64) << 32) | u64::from(number);
            let spread = today.scenario.offer.value_spread;
            let value = exp(spread * words.normal() - 0.5 * spread * spread) * firm.rates.deal_value;
            let account = Account {
                key,
                owner: seller as u32,
                marketer: NONE,
                satisfaction: 0.5,
                annual: (annual * value) as f32,
            };
            grow(&mut firm.accounts);
            firm.accounts.push(account);
        }
        firm.sellers[seller].accounts = count;
    }
}

/// A win opens an account, or is a single purchase.
pub fn open(today: &Today, firm: &mut Firm, seller: usize, lead: &Lead) {
    let (opens, annual) = firm.rates.account;
    if opens <= 0.0 || today.draws.uniform(Purpose::Repeat, lead.key, 0) >= opens {
        return;
    }
    firm.sellers[seller].accounts += 1;
    grow(&mut firm.accounts);
    firm.accounts.push(Account {
        key: lead.key,
        owner: seller as u32,
        marketer: NONE,
        satisfaction: 0.5,
        annual: (annual * f64::from(lead.value) * firm.rates.deal_value) as f32,
    });
}

/// The day's care for the accounts a salesperson holds.
pub fn care(firm: &mut Firm, seller: usize) {
    let count = f64::from(firm.sellers[seller].accounts);
    if count == 0.0 {
        return;
    }
    let (full, fixed) = firm.rates.care;
    let wanted = count * (fixed + full * firm.sellers[seller].care) / f64::from(MONTH);
    let taken = firm.hours.charge(seller, Task::Accounts, seconds(wanted));
    firm.sellers[seller].cared += taken;
}

/// A marketer's day with the key accounts; at most the share of the day that the operating choices allow.
pub fn key_care(today: &Today, firm: &mut Firm, marketer: usize) {
    let choices = today.choices(firm.rates.team(marketer));
    let index = marketer - firm.rates.sellers;
    let held = f64::from(firm.marketers[index].key_accounts);
    let most = choices.key_account_share * today.scenario.firm.day_hours;
    let wanted = (held * firm.rates.care.0 / f64::from(MONTH)).min(most);
    let taken = firm.hours.charge(marketer, Task::Accounts, seconds(wanted));
    firm.marketers[index].cared += taken;
}

/// Month's end: satisfaction, churn, renewal, expansion, new issues, key accounts.
pub fn month_end<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let accounts = &today.scenario.accounts;
    let month = today.day / MONTH;
    let share_of_year = f64::from(MONTH) / YEAR;
    let (full, fixed) = firm.rates.care;
    for seller in &mut firm.sellers {
        seller.held = seller.accounts;
    }
    let most = accounts.churn * exp(0.5 * accounts.churn_slope.abs()) * share_of_year + 1e-9;
    let mut place = 0;
    while place < firm.accounts.len() {
        let Account { key, owner, marketer, .. } = firm.accounts[place];
        let seller = owner as usize;
        let [leaves, issue, who, grows] = today.draws.uniforms(Purpose::Account, key, month);
        let held = f64::from(firm.sellers[seller].held.max(1));

        let due = held * full;
        let given = (f64::from(firm.sellers[seller].cared) / 3600.0 - held * fixed).max(0.0);
        let cared = if due > 0.0 { (given / due).min(1.0) } else { 0.5 };
        let (key_cared, fit) = if marketer == NONE {
            let addressed = firm.rates.counterpart(seller);
            let fit = addressed.map_or(0.5, |person| firm.marketers[person - firm.rates.sellers].fit);
            (0.0, fit)
        } else {
            let known = &firm.marketers[marketer as usize - firm.rates.sellers];
            let due = f64::from(known.key_accounts.max(1)) * full;
            let given = f64::from(known.cared) / 3600.0;
            (if due > 0.0 { (given / due).min(1.0) } else { 0.0 }, known.fit)
        };
        let open = (f64::from(firm.sellers[seller].open_issues) / held).min(1.0);
        let weight = today.scenario.market.message_weight;
        let target = 0.5 + accounts.care * (2.0 * cared - 1.0) + accounts.marketer_care * key_cared
            - accounts.open_issue * open
            + accounts.message * weight * (2.0 * fit - 1.0)
            + accounts.orientation * (staffing::market_oriented(today, firm, seller) - 0.5);
        let account = &mut firm.accounts[place];
        account.satisfaction += 0.25 * (target.clamp(0.0, 1.0) as f32 - account.satisfaction);
        let (satisfaction, annual) = (f64::from(account.satisfaction), f64::from(account.annual));

        firm.tally.held(annual);
        firm.book.receive(Cause::Renewal, annual * share_of_year);
        let growth = accounts.expansion * satisfaction * 2.0 * grows * share_of_year * annual;
        account.annual = (annual + growth).min(1e30) as f32;
        firm.book.receive(Cause::Expansion, growth * share_of_year);
        firm.tally.expanded += growth;

        // Nobody's chance to leave is above the most there can be: for nearly all accounts that spares two exponentials.
        let hazard = || accounts.churn * exp(-accounts.churn_slope * (satisfaction - 0.5)) * share_of_year;
        if leaves < most && leaves < 1.0 - exp(-hazard()) {
            firm.tally.churned += 1;
            firm.sellers[seller].accounts -= 1;
            if marketer != NONE {
                firm.marketers[marketer as usize - firm.rates.sellers].key_accounts -= 1;
            }
            firm.note(today, watch, "account lost", None, Some(seller), None, annual, "a year");
            firm.accounts.swap_remove(place);
            continue;
        }
        adopt(today, firm, place, seller);
        let needs = accounts.issues * today.scenario.offer.complexity * share_of_year;
        if issue < needs && firm.rates.marketers > 0 {
            raise(today, firm, seller, key, month, who);
        }
        place += 1;
    }
    for seller in &mut firm.sellers {
        seller.cared = 0;
    }
    for marketer in &mut firm.marketers {
        marketer.cared = 0;
    }
}

/// A marketer with room takes an account among the key accounts, where the operating choices have such.
fn adopt(today: &Today, firm: &mut Firm, place: usize, seller: usize) {
    let choices = today.choices(firm.rates.team(seller));
    if choices.key_account_share == 0.0 || firm.accounts[place].marketer != NONE {
        return;
    }
    let Some(person) = firm.rates.counterpart(seller) else { return };
    let marketer = &mut firm.marketers[person - firm.rates.sellers];
    if f64::from(marketer.key_accounts) < today.scenario.accounts.key_accounts {
        marketer.key_accounts += 1;
        firm.accounts[place].marketer = person as u32;
    }
}

/// An account has an issue that needs marketing.
fn raise(today: &Today, firm: &mut Firm, seller: usize, key: u64, month: u32, who: f64) {
    firm.sellers[seller].open_issues += 1;
    let help = today.scenario.exceptions.help_share * firm.rates.deal_hours;
    let [covered, contact] = today.draws.uniforms(Purpose::Issue, key, month);
    let chances = [0.0, covered, contact, who];
    exceptions::ask(today, firm, seller, Need::Issue, NONE, seconds(help), chances);
}

/// Discounted margin of the repeat revenue that all accounts can be expected to bring.
pub fn equity(today: &Today, firm: &Firm) -> f64 {
    let accounts = &today.scenario.accounts;
    let money = &today.scenario.money;
    firm.accounts
        .iter()
        .map(|account| {
            let churn = accounts.churn * exp(-accounts.churn_slope * (f64::from(account.satisfaction) - 0.5));
            f64::from(account.annual) * money.gross_margin / (churn + money.discount).max(0.01)
        })
        .sum()
}
