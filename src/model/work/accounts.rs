//! Accounts: customers who can buy again.
//!
//! A win opens an account with a chance o that grows with `offer.repeat_share`; repeat business is that share of a customer's lifetime
//! value at reference churn, so that an account brings a year
//!
//! ```text
//! deal value × share / (1 − share) × (accounts.reference_churn + money.discount) / o,   share = offer.repeat_share
//! ```
//!
//! Every month satisfaction moves a quarter of the way to
//!
//! ```text
//! 1/2 + accounts.care × (2c − 1) + accounts.marketer_care × m − accounts.open_issue × o
//!     + accounts.message × market.message_weight × (2 fit − 1) + accounts.orientation × (behaviour − 1/2)
//!     + product.satisfaction × (fit of the offer − product.typical)
//! ```
//!
//! where c is the care by the salesperson and m the care by the marketer of a key account (shares of full care), o the share of accounts
//! with an open issue; and then
//!
//! ```text
//! renewal    a twelfth of yearly revenue
//! expansion  g = accounts.expansion × satisfaction × 2u / 12 of yearly revenue, u uniform: added to yearly revenue; g / 12 booked
//! churn      with chance 1 − exp(−h/12),  h = accounts.churn × exp(−accounts.churn_slope × (satisfaction − 1/2))
//! key        an account of nobody becomes a key account of the marketer beside it, who has k of them, fewer than
//!            operating.key_account_share × hours a month / (accounts.key_hours × s),   s: the deal-size factor
//! issue      with chance accounts.issues × x / 12: a request to marketing (see Exceptions)
//! ```
//!
//! Customer equity is the discounted margin of what an account can be expected to bring. A salesperson holds at most [`BOOK`]
//! accounts.
//!
//! When the person of an account changes, because the salesperson or the marketer of a key account leaves or is given other accounts, the
//! customer is lost with chance `accounts.follows` (Shi et al. 2017), and else less satisfied by `accounts.new_person`. A marketer who
//! has no key accounts any more is a person who changes as well, whom nobody follows.

use crate::model::books::hours::{Task, seconds};
use crate::model::books::money::Cause;
use crate::model::border::requests::Need;
use crate::model::border::routes;
use crate::model::border::shared;
use crate::model::constants::{BOOK, ISSUES, SATISFACTION_MONTH};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{AccountId, Id, Marketer, Maybe, Seller, Team};
use crate::model::market::product;
use crate::model::math::exp;
use crate::model::people::orientation::market_oriented;
use crate::model::random::Purpose;
use crate::model::trace::{Observer, What};
use crate::model::work::leads::{Lead, grow};
use crate::scenario::calendar::{DAYS_A_YEAR, MONTH, MONTHS_A_YEAR};

/// One account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Names all draws about it.
    pub key: u64,
    /// The salesperson who holds it.
    pub owner: Seller,
    /// The marketer whose key account it is, if any.
    pub marketer: Maybe<Marketer>,
    /// Satisfaction of the customer.
    pub satisfaction: f32,
    /// Yearly repeat revenue.
    pub annual: f32,
}

/// The book of accounts: all that the firm has.
#[derive(Debug, Default)]
pub struct Accounts(Vec<Account>);

impl Accounts {
    /// Forgets all accounts.
    pub fn reset(&mut self) {
        self.0.clear();
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The account at a place, if the book goes so far.
    #[inline]
    fn at(&self, place: u32) -> Option<AccountId> {
        ((place as usize) < self.0.len()).then(|| AccountId::new(place))
    }

    /// An account more.
    fn open(&mut self, account: Account) {
        grow(&mut self.0);
        self.0.push(account);
    }

    /// An account is lost.
    fn lose(&mut self, id: AccountId) -> Account {
        self.0.swap_remove(id.index())
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.0.len() * size_of::<Account>()
    }
}

impl std::ops::Index<AccountId> for Accounts {
    type Output = Account;

    #[inline]
    fn index(&self, id: AccountId) -> &Account {
        &self.0[id.index()]
    }
}

impl std::ops::IndexMut<AccountId> for Accounts {
    #[inline]
    fn index_mut(&mut self, id: AccountId) -> &mut Account {
        &mut self.0[id.index()]
    }
}

/// Salespeople start with the accounts that some years of business have left.
pub fn begin(today: &Today, firm: &mut Firm) {
    let (opens, annual) = firm.rates.account;
    let yearly_wins = firm.rates.best * MONTHS_A_YEAR / firm.rates.deal_value.max(1e-9);
    let book = today.scenario.accounts.book_years * yearly_wins * opens;
    for seller in firm.rates.sellers() {
        let mut words = today.draws.stream(Purpose::Book, seller.index() as u64, 0);
        let count = (book + words.uniform()).min(BOOK) as u32;
        for number in 0..count {
            let key = (1 << 63) | (u64::from(seller.number()) << 32) | u64::from(number);
            let spread = today.scenario.offer.value_spread;
            let value = exp(spread * words.normal() - 0.5 * spread * spread) * firm.rates.deal_value;
            let account = Account {
                key,
                owner: seller,
                marketer: Maybe::NONE,
                satisfaction: 0.5,
                annual: (annual * value) as f32,
            };
            firm.accounts.open(account);
        }
        firm.sellers[seller].accounts = count;
    }
}

/// A win opens an account, or is a single purchase.
pub fn open(today: &Today, firm: &mut Firm, seller: Seller, lead: &Lead) {
    let (opens, annual) = firm.rates.account;
    if opens <= 0.0 || today.draws.uniform(Purpose::Repeat, lead.key, 0) >= opens {
        return;
    }
    if f64::from(firm.sellers[seller].accounts) >= BOOK {
        return;
    }
    firm.sellers[seller].accounts += 1;
    firm.accounts.open(Account {
        key: lead.key,
        owner: seller,
        marketer: Maybe::NONE,
        satisfaction: 0.5,
        annual: (annual * f64::from(lead.value) * firm.rates.deal_value) as f32,
    });
}

/// The day's care for the accounts a salesperson holds.
pub fn care(firm: &mut Firm, seller: Seller) {
    let count = f64::from(firm.sellers[seller].accounts);
    if count == 0.0 {
        return;
    }
    let (full, fixed) = firm.rates.care;
    let wanted = count * (fixed + full * firm.sellers[seller].care) / f64::from(MONTH);
    let taken = firm.hours.charge(seller, Task::Accounts, seconds(wanted));
    firm.sellers[seller].cared += taken;
}

/// A marketer's day with the key accounts; at most the share of the day that the operating choices give.
pub fn key_care(today: &Today, firm: &mut Firm, marketer: Marketer) {
    let choices = today.choices(firm.rates.team(marketer));
    let held = f64::from(firm.marketers[marketer].key_accounts);
    let most = choices.key_account_share * today.scenario.firm.day_hours;
    let wanted = (held * firm.rates.key_care / f64::from(MONTH)).min(most);
    let taken = firm.hours.charge(marketer, Task::Accounts, seconds(wanted));
    firm.marketers[marketer].cared += taken;
}

/// Month's end: satisfaction, churn, renewal, expansion, new issues, key accounts.
pub fn month_end<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let (accounts, product) = (&today.scenario.accounts, &today.scenario.product);
    let month = today.day / MONTH;
    let share_of_year = f64::from(MONTH) / DAYS_A_YEAR;
    let (full, fixed) = firm.rates.care;
    for seller in firm.rates.sellers() {
        firm.held[seller] = firm.sellers[seller].accounts;
    }
    let most = accounts.churn * exp(0.5 * accounts.churn_slope.abs()) * share_of_year + 1e-9;
    let mut place = 0;
    while let Some(id) = firm.accounts.at(place) {
        let Account { key, owner, marketer, .. } = firm.accounts[id];
        let seller = owner;
        let mut words = today.draws.stream(Purpose::Account, key, month);
        let (leaves, issue) = (words.uniform(), words.uniform());
        let mut who = words.clone();
        words.skip();
        let grows = words.uniform();
        let held = f64::from(firm.held[seller].max(1));

        let due = held * full;
        let given = (f64::from(firm.sellers[seller].cared) / 3600.0 - held * fixed).max(0.0);
        let cared = if due > 0.0 { (given / due).min(1.0) } else { 0.5 };
        let (key_cared, fit) = if let Some(marketer) = marketer.get() {
            let known = &firm.marketers[marketer];
            let due = f64::from(known.key_accounts.max(1)) * firm.rates.key_care;
            let given = f64::from(known.cared) / 3600.0;
            ((given / due).min(1.0), known.fit)
        } else {
            let addressed = firm.rates.counterpart(seller);
            (0.0, addressed.map_or(0.5, |marketer| firm.marketers[marketer].fit))
        };
        let open = (f64::from(firm.sellers[seller].open_issues) / held).min(1.0);
        let weight = today.scenario.market.message_weight;
        let target = 0.5 + accounts.care * (2.0 * cared - 1.0) + accounts.marketer_care * key_cared
            - accounts.open_issue * open
            + accounts.message * weight * (2.0 * fit - 1.0)
            + accounts.orientation * (market_oriented(today, firm, seller) - 0.5)
            + product.satisfaction * (product::fit(firm, firm.rates.team(seller)) - product.typical);
        let told = shared::renewal(today, firm, seller, key, month);
        let account = &mut firm.accounts[id];
        account.satisfaction = (account.satisfaction - told).max(0.0);
        account.satisfaction +=
            SATISFACTION_MONTH as f32 * (target.clamp(0.0, 1.0) as f32 - account.satisfaction);
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
            lose(today, firm, id, watch);
            continue;
        }
        adopt(today, firm, id, seller);
        let needs = accounts.issues * today.scenario.offer.complexity * share_of_year;
        let bearable = f64::from(firm.sellers[seller].open_issues) < ISSUES;
        if issue < needs && firm.rates.marketers > 0 && bearable {
            raise(today, firm, seller, key, month, who.uniform());
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

/// Why the person of an account changes.
#[derive(Clone, Copy)]
#[repr(u32)]
enum Why {
    /// The old one left.
    Left,
    /// The account was given to another.
    Given,
}

/// The month's leavers have gone, and their customers feel it: one pass over all accounts.
pub fn part<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    if !firm.people.gone.iter().any(|&gone| gone) {
        return;
    }
    let mut place = 0;
    while let Some(id) = firm.accounts.at(place) {
        let Account { owner, marketer, .. } = firm.accounts[id];
        let gone = firm.people.gone[owner] || marketer.get().is_some_and(|person| firm.people.gone[person]);
        if !gone || stays(today, firm, id, Why::Left, watch) {
            place += 1;
        }
    }
    firm.people.gone.iter_mut().for_each(|gone| *gone = false);
}

/// A change of the way of working gives some accounts of a team, the share `reassigned` of them, to another salesperson of the team.
pub fn reassign<O: Observer>(today: &Today, firm: &mut Firm, team: Team, reassigned: f64, watch: &mut O) {
    let sellers = firm.rates.team_sellers(team);
    if sellers.len() < 2 || reassigned <= 0.0 {
        return;
    }
    let mut place = 0;
    while let Some(id) = firm.accounts.at(place) {
        let Account { key, owner, .. } = firm.accounts[id];
        if firm.rates.team(owner) == team {
            let [moves, whom] = today.draws.uniforms(Purpose::Reassign, key, today.day.number());
            if moves < reassigned {
                let others = sellers.len() - 1;
                let next = 1 + ((whom * others as f64) as usize).min(others - 1);
                let at = (owner.index() - sellers.at(0).index() + next) % sellers.len();
                let other = sellers.at(at);
                firm.accounts[id].owner = other;
                firm.sellers[owner].accounts -= 1;
                firm.sellers[other].accounts += 1;
                if !stays(today, firm, id, Why::Given, watch) {
                    continue;
                }
            }
        }
        place += 1;
    }
}

/// The person of an account has changed: whether the customer stays, who then is less satisfied.
fn stays<O: Observer>(today: &Today, firm: &mut Firm, id: AccountId, why: Why, watch: &mut O) -> bool {
    let accounts = &today.scenario.accounts;
    let account = &mut firm.accounts[id];
    if today.draws.uniform(Purpose::Follow, account.key, 2 * today.day.number() + why as u32)
        < accounts.follows
    {
        firm.tally.followed += 1;
        lose(today, firm, id, watch);
        return false;
    }
    account.satisfaction = (account.satisfaction - accounts.new_person as f32).max(0.0);
    true
}

/// An account is lost.
fn lose<O: Observer>(today: &Today, firm: &mut Firm, id: AccountId, watch: &mut O) {
    let Account { owner, marketer, annual, .. } = firm.accounts.lose(id);
    firm.tally.churned += 1;
    firm.sellers[owner].accounts -= 1;
    if let Some(marketer) = marketer.get() {
        firm.marketers[marketer].key_accounts -= 1;
    }
    firm.note(today, watch, What::AccountLost { annual: f64::from(annual) }, None, Some(owner.into()), None);
}

/// A marketer takes an account among the key accounts while hours are left of those that the operating choices give to such.
fn adopt(today: &Today, firm: &mut Firm, id: AccountId, seller: Seller) {
    let choices = today.choices(firm.rates.team(seller));
    if let Some(marketer) = firm.accounts[id].marketer.get() {
        if choices.key_account_share == 0.0 {
            let account = &mut firm.accounts[id];
            account.marketer = Maybe::NONE;
            account.satisfaction =
                (account.satisfaction - today.scenario.accounts.new_person as f32).max(0.0);
            firm.marketers[marketer].key_accounts -= 1;
        }
        return;
    }
    if choices.key_account_share == 0.0 {
        return;
    }
    let Some(marketer) = firm.rates.counterpart(seller) else { return };
    let hours = choices.key_account_share * today.scenario.firm.day_hours * f64::from(MONTH);
    let known = &mut firm.marketers[marketer];
    if f64::from(known.key_accounts) * firm.rates.key_care < hours {
        known.key_accounts += 1;
        firm.accounts[id].marketer = marketer.into();
    }
}

/// An account has an issue that needs marketing.
fn raise(today: &Today, firm: &mut Firm, seller: Seller, key: u64, month: u32, who: f64) {
    firm.sellers[seller].open_issues += 1;
    let help = today.scenario.exceptions.help_share * firm.rates.deal_hours;
    let [covered, contact] = today.draws.uniforms(Purpose::Issue, key, month);
    let chances = [0.0, covered, contact, who];
    routes::ask(today, firm, seller.into(), Need::Issue, Maybe::NONE, seconds(help), chances);
}

/// Discounted margin of the repeat revenue that all accounts can be expected to bring.
pub fn equity(today: &Today, book: &Accounts) -> f64 {
    let accounts = &today.scenario.accounts;
    let money = &today.scenario.money;
    book.0
        .iter()
        .map(|account| {
            let churn = accounts.churn * exp(-accounts.churn_slope * (f64::from(account.satisfaction) - 0.5));
            f64::from(account.annual) * money.gross_margin / (churn + money.discount).max(0.01)
        })
        .sum()
}
