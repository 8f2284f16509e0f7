//! Pay: who earns what by which plan, and where pay, duty and the size of the team point people's effort.
//!
//! **Plans.** A salesperson earns a base by the day and, with each win, commission on its revenue or on its margin (`pay.basis`); what goes
//! beyond the quarter's quota earns 1 + accelerator times as much. A marketer's salary holds the share `pay.bonus`, paid each month by
//! results against plan, at most twice over: with v = `operating.volume_reward`, v leads + (1 - v) what `pay.bonus_on` says. Of all
//! variable pay the share J = `operating.joint_reward` depends on the team: commission is shared among its salespeople, a
//! marketer's share follows the team's new business against its quotas. Whatever is paid is in the cash book.
//!
//! **What is felt** of it falls with the number n of people in the team (Latané, Williams & Harkins 1979). With p the responsiveness and d
//! the sense of duty, both a person's own:
//!
//! ```text
//! strength    s = 2 i / (i + usual),   i = variable share of pay at target,  usual = pay.usual_sales or pay.usual_marketing
//! felt        J n^(−pay.crowd)         what of a joint result counts as one's own
//! response    r = p s / (p s + d)      1/2 for the typical person
//!
//! effort withheld   w = behaviour.free_riding × max(0, 2 − p s (1 − J + felt) − d)      of the hours left, as slack; at most 1
//! campaigns         q = pay.breadth × r (1 + shortfall) (felt + (1 − J)(1 − v) − (1 − J) v),   within ± pay.breadth
//! help              pull = pay.help × p s (felt + (1 − J)(1 − v) if it is about an own lead of the helping marketer and the bonus is on revenue)
//! ```
//!
//! How marketers choose among tasks by it stands in `choice.rs`. A campaign of selectivity q captures 1 - `pay.broad_gain` q times as many, a prospect at quantile u of fit
//! 1 + q (2u - 1) times as likely. In the last days of a quarter a salesperson whose quota stays out of reach with a deal may hold it back for
//! the next: with g = accelerator (1 - J) (1 - sold / quota), chance p g / (p g + d) (Oyer 1998). So may one who has made the quota without the
//! deal, where targets ratchet by the share ratchet (see `targets.rs`): the accelerator is lost now and won in the next quarter, whose quota is lower by
//! that share of the deal, if that one is made, which people expect with chance e = recent results / target, at most 1:
//! g = accelerator (1 - J) max(0, e (1 + ratchet) - 1) (Weitzman 1980; Bouwens & Kroos 2011). Held deals wait, and may be lost by it.

use crate::model::books::money::Cause;
use crate::model::constants::BONUS_MOST;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Column, Id, LeadId, Marketer, Person, Seller, Span, Team};
use crate::model::math::pow;
use crate::model::people::choice::{self, Lean};
use crate::model::people::targets;
use crate::model::random::Purpose;
use crate::model::rates::Rates;
use crate::model::trace::{Observer, What};
use crate::scenario::Scenario;
use crate::scenario::calendar::{DAYS_A_YEAR, MONTHS_A_QUARTER, MONTHS_A_YEAR, QUARTER, YEAR};
use crate::scenario::operating::Operating;
use crate::scenario::pay::BonusOn;
use crate::scenario::persons::Person as Somebody;

/// Days of a year by which salaries are divided, exactly.
const DAYS: i128 = YEAR as i128;

/// What a person is paid by, and what pay and duty are to that person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plan {
    /// Salary, a marketer's bonus included, in cents a year.
    pub salary: i64,
    /// Share of a marketer's salary that is a bonus.
    pub bonus: f64,
    /// Commission on what a salesperson wins.
    pub commission: f64,
    /// How much more it is beyond the quota.
    pub accelerator: f64,
    /// Share of variable pay that depends on the team, where it is the person's own.
    pub team_share: Option<f64>,
    /// Share of the own bonus that depends on the number of leads, where it is the person's own.
    pub volume: Option<f64>,
    /// Responsiveness to pay.
    pub responsiveness: f64,
    /// Sense of duty.
    pub duty: f64,
}

impl Plan {
    /// The plan of the group to which a person belongs.
    pub fn of_group(scenario: &Scenario, rates: &Rates, person: Person) -> Self {
        let money = &scenario.money;
        let (sells, marketer) = (rates.sells(person), rates.marketer(person).is_some());
        let manages = !sells && !marketer && person.index() < rates.heads();
        let salary = match (sells, manages) {
            (true, _) => money.salesperson_salary,
            (_, true) => money.manager_salary,
            _ => money.marketer_salary,
        };
        Self {
            salary: cents(salary) as i64,
            bonus: if marketer { scenario.pay.bonus } else { 0.0 },
            commission: money.commission,
            accelerator: scenario.pay.accelerator,
            team_share: None,
            volume: None,
            responsiveness: scenario.pay.responsiveness,
            duty: scenario.pay.dutifulness,
        }
    }

    /// What is paid for being there, in cents a year.
    pub fn base(&self) -> i64 {
        (self.salary as f64 * (1.0 - self.bonus)) as i64
    }

    /// What the plan of somebody in particular says otherwise.
    pub fn take(&mut self, somebody: &Somebody) {
        let traits = &somebody.traits;
        if let Some(salary) = somebody.given("salary", traits.salary) {
            self.salary = cents(salary) as i64;
        }
        for (slot, name, value) in [
            (&mut self.commission, "commission", traits.commission),
            (&mut self.accelerator, "accelerator", traits.accelerator),
            (&mut self.bonus, "bonus", traits.bonus),
            (&mut self.responsiveness, "responsiveness", traits.responsiveness),
            (&mut self.duty, "duty", traits.duty),
        ] {
            *slot = somebody.given(name, value).unwrap_or(*slot);
        }
        self.team_share = somebody.given("team_share", traits.team_share);
        self.volume = somebody.given("volume", traits.volume);
    }
}

/// What moves a person, worked out once a month.
#[derive(Debug, Clone, Copy, Default)]
pub struct Motives {
    /// How far pay, of pay and duty, decides: 1/2 for the typical person.
    pub response: f64,
    /// Pull to help the other function, whatever it is about.
    pub help: f64,
    /// Further pull to help with an own lead.
    pub help_own: f64,
    /// How a marketer leans from the division of hours that the firm states.
    pub lean: Lean,
}

/// What has been earned, by person.
#[derive(Debug, Default)]
pub struct Payroll {
    /// Cents a year times days present.
    base: Column<Person, i64>,
    /// Cents of variable pay.
    variable: Column<Person, i128>,
    /// Both, in cents, when counting began.
    before: Column<Person, i128>,
    /// Salaries earned by all, in cents a year times days, and what of it the cash book has paid, in cents.
    due: i128,
    paid: i128,
}

impl Payroll {
    /// Nobody has earned anything.
    pub fn reset(&mut self, people: Span<Person>) {
        self.base.reset(people, 0);
        self.variable.reset(people, 0);
        self.before.reset(people, 0);
        (self.due, self.paid) = (0, 0);
    }

    /// Counting begins.
    pub fn count(&mut self) {
        for person in self.base.ids() {
            self.before[person] = self.cents(person);
        }
    }

    /// Money earned by whoever held a post since counting began.
    pub fn counted(&self, person: Person) -> f64 {
        (self.cents(person) - self.before[person]) as f64 / 100.0
    }

    /// Whole cents earned so far.
    fn cents(&self, person: Person) -> i128 {
        i128::from(self.base[person]) / DAYS + self.variable[person]
    }

    /// Cents of salaries and of variable pay that people have earned, as the cash book should have paid them.
    pub fn totals(&self) -> [i128; 2] {
        let base: i128 = self.base.iter().map(|&cents| i128::from(cents)).sum();
        [base / DAYS, self.variable.iter().sum()]
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.base.len() * (8 + 16 + 16)
    }
}

/// The nearest cents of an amount.
fn cents(amount: f64) -> i128 {
    (amount.clamp(-1e28, 1e28) * 100.0 + 0.5_f64.copysign(amount)) as i128
}

/// The day's salaries of all who are there, the systems and the common budget.
pub fn day(today: &Today, firm: &mut Firm) {
    let payroll = &mut firm.payroll;
    for person in firm.rates.people() {
        if firm.people.vacant_until[person] <= today.day {
            let base = firm.people.base[person];
            payroll.base[person] += base;
            payroll.due += i128::from(base);
        }
    }
    let due = payroll.due / DAYS;
    firm.book.pay_cents(Cause::Salaries, due - payroll.paid);
    payroll.paid = due;
    let money = &today.scenario.money;
    let heads = firm.rates.heads() as f64;
    let mut systems = 0.0;
    for choices in today.operating {
        systems += choices.system;
    }
    systems *= money.system_cost * heads / today.operating.len().max(1) as f64;
    firm.book.pay(Cause::Systems, systems / DAYS_A_YEAR);
    firm.book.pay(Cause::Budget, money.budget * heads / DAYS_A_YEAR);
}

/// Share of a person's variable pay that depends on the team.
fn team_share(choices: &Operating, plan: &Plan) -> f64 {
    plan.team_share.unwrap_or(choices.joint_reward)
}

/// Commission on a win: to the salesperson, and the joint part to those of the team who are there.
pub fn commission(today: &Today, firm: &mut Firm, seller: Seller, price: f64, basis: f64) {
    let plan = firm.people.plan(seller);
    let known = &mut firm.sellers[seller];
    let over = (known.quarter + price - MONTHS_A_QUARTER * known.target).clamp(0.0, price);
    let beyond = if known.target > 0.0 && price > 0.0 { over / price } else { 0.0 };
    known.quarter += price;
    let total = cents(plan.commission * basis.max(0.0) * (1.0 + plan.accelerator * beyond));
    let team = firm.rates.team(seller);
    let joint = cents(team_share(today.choices(team), &plan) * total as f64 / 100.0).min(total);
    let mut own = total;
    if joint != 0 {
        let there = |other: &Seller| firm.people.vacant_until[*other] <= today.day;
        let n = firm.rates.team_sellers(team).filter(there).count() as i128;
        let each = if n > 0 { joint / n } else { 0 };
        for other in firm.rates.team_sellers(team) {
            if firm.people.vacant_until[other] <= today.day {
                firm.payroll.variable[Person::from(other)] += each;
            }
        }
        own -= each * n;
    }
    firm.payroll.variable[Person::from(seller)] += own;
    firm.book.pay_cents(Cause::Commission, total);
}

/// Month's end: bonuses of marketers, and what pay and duty point to in the month to come.
pub fn month_end(today: &Today, firm: &mut Firm) {
    for marketer in firm.rates.marketers() {
        if firm.people.vacant_until[marketer] <= today.day {
            bonus(today, firm, marketer);
        }
        firm.marketers[marketer].brought = 0.0;
    }
    if (today.day + 1).is_multiple_of(QUARTER) {
        targets::quarter_end(today, firm);
    }
    for person in firm.rates.workers() {
        motives(today.scenario, today.choices(firm.rates.team(person)), firm, person);
    }
}

/// A marketer's bonus for the month.
fn bonus(today: &Today, firm: &mut Firm, marketer: Marketer) {
    let plan = firm.people.plan(marketer);
    let most = plan.salary as f64 * plan.bonus / MONTHS_A_YEAR;
    let team = firm.rates.team(marketer);
    let choices = today.choices(team);
    let known = &firm.marketers[marketer];
    let against = |result: f64, plan: f64| if plan > 0.0 { (result / plan).min(BONUS_MOST) } else { 0.0 };
    let fit = today.scenario.market.good_fit;
    let planned = match today.scenario.pay.bonus_on {
        BonusOn::Accepted | BonusOn::Pipeline => fit,
        BonusOn::Revenue => fit * firm.rates.win,
    };
    let (joint, volume) = (team_share(choices, &plan), plan.volume.unwrap_or(choices.volume_reward));
    let own = volume * against(known.month, known.target)
        + (1.0 - volume) * against(known.brought, known.target * planned);
    let (mut sold, mut quota) = (0.0, 0.0);
    for seller in firm.rates.team_sellers(team) {
        sold += firm.sellers[seller].month;
        quota += firm.sellers[seller].target;
    }
    let earned = (most * ((1.0 - joint) * own + joint * against(sold, quota))) as i128;
    firm.payroll.variable[Person::from(marketer)] += earned;
    firm.book.pay_cents(Cause::Bonus, earned);
}

/// A marketer's lead was found worth going on with.
pub fn accepted(today: &Today, firm: &mut Firm, id: LeadId) {
    let lead = &firm.leads[id];
    if let Some(marketer) = lead.marketer.get() {
        firm.marketers[marketer].brought += match today.scenario.pay.bonus_on {
            BonusOn::Accepted => 1.0,
            BonusOn::Pipeline => f64::from(lead.value),
            BonusOn::Revenue => 0.0,
        };
    }
}

/// A marketer's lead was won.
pub fn brought(today: &Today, firm: &mut Firm, id: LeadId) {
    let lead = &firm.leads[id];
    if let (Some(marketer), BonusOn::Revenue) = (lead.marketer.get(), today.scenario.pay.bonus_on) {
        firm.marketers[marketer].brought += f64::from(lead.value);
    }
}

/// What is felt of a joint result in a team.
fn part(scenario: &Scenario, rates: &Rates, team: Team) -> f64 {
    let n = rates.team_sellers(team).len() + rates.team_marketers(team).count();
    pow(n.max(1) as f64, -scenario.pay.crowd)
}

/// Works out what moves a person.
pub fn motives(scenario: &Scenario, choices: &Operating, firm: &mut Firm, person: Person) {
    let (rule, plan) = (&scenario.pay, firm.people.plan(person));
    let (variable, usual) = match firm.rates.seller(person) {
        Some(seller) => {
            let year = plan.commission * firm.sellers[seller].target * MONTHS_A_YEAR;
            let all = plan.salary as f64 / 100.0 + year;
            (if all > 0.0 { year / all } else { 0.0 }, rule.usual_sales)
        }
        None => (plan.bonus, rule.usual_marketing),
    };
    let strength = 2.0 * variable / (variable + usual);
    let (pay, duty) = (plan.responsiveness * strength, plan.duty);
    let joint = team_share(choices, &plan);
    let felt = joint * part(scenario, &firm.rates, firm.rates.team(person));
    let lacking = (2.0 - pay * (1.0 - joint + felt) - duty).max(0.0);
    let response = if pay > 0.0 { pay / (pay + duty) } else { 0.0 };
    let mut motives =
        Motives { response, help: rule.help * pay * felt, help_own: 0.0, lean: Lean::default() };
    let shortfall = firm.shortfall(person);
    if let Some(marketer) = firm.rates.marketer(person) {
        let volume = plan.volume.unwrap_or(choices.volume_reward);
        let (leads, worth) = ((1.0 - joint) * volume, (1.0 - joint) * (1.0 - volume));
        let by_wins = if rule.bonus_on == BonusOn::Revenue { worth } else { 0.0 };
        motives.help_own = rule.help * pay * by_wins;
        let pull = response * (1.0 + shortfall) * (felt + worth - leads);
        let pull = pull.clamp(-1.0, 1.0);
        firm.marketers[marketer].selective = rule.breadth * pull;
        motives.lean = choice::lean(scenario, firm, marketer, pull);
    }
    firm.people.withheld[person] = (scenario.behaviour.free_riding * lacking).min(1.0);
    firm.people.motives[person] = motives;
}

/// Whether people look at the quarter's quota, how much of it a salesperson has sold with a deal, and the quota.
fn closing_time(today: &Today, firm: &Firm, seller: Seller, id: LeadId) -> Option<(f64, f64)> {
    let left = QUARTER - 1 - today.day % QUARTER;
    let known = &firm.sellers[seller];
    let sold = known.quarter + f64::from(firm.leads[id].value) * firm.rates.deal_value;
    (left < today.scenario.pay.closing_days).then_some((sold, MONTHS_A_QUARTER * known.target))
}

/// What winning a deal is worth to a salesperson beside what the deal pays, against that.
pub fn at_stake(today: &Today, firm: &Firm, seller: Seller, id: LeadId) -> f64 {
    let plan = &firm.people.plan(seller);
    let own = 1.0 - team_share(today.choices(firm.rates.team(seller)), plan);
    let pressure = firm.shortfall(seller.into()) * (1.0 - firm.people.horizon[seller]);
    let made = closing_time(today, firm, seller, id)
        .is_some_and(|(sold, quota)| firm.sellers[seller].quarter < quota && sold >= quota);
    own * (pressure + if made { plan.accelerator } else { 0.0 })
}

/// Whether a salesperson holds a deal back for the next quarter: none does by which this quarter's quota is made, one may whose quota stays out of
/// reach with it, or is made without it and will be raised.
fn wants_to_wait(today: &Today, firm: &Firm, seller: Seller, id: LeadId) -> bool {
    let Some((sold, quota)) = closing_time(today, firm, seller, id) else { return false };
    let (plan, known) = (&firm.people.plan(seller), &firm.sellers[seller]);
    let share = if sold < quota {
        1.0 - sold / quota
    } else if known.quarter >= quota && known.target > 0.0 {
        let again = (known.pace / known.target).min(1.0);
        again * (1.0 + targets::ratchet(today, &firm.rates, seller)) - 1.0
    } else {
        0.0
    };
    if share <= 0.0 || plan.accelerator <= 0.0 {
        return false;
    }
    let own = 1.0 - team_share(today.choices(firm.rates.team(seller)), plan);
    let gain = plan.responsiveness * plan.accelerator * own * share;
    gain > 0.0 && today.draws.uniform(Purpose::Hold, firm.leads[id].key, 0) < gain / (gain + plan.duty)
}

/// A deal that is ready for the customer's decision is held back; it comes up again on the first day of the next quarter.
pub fn held_back<O: Observer>(
    today: &Today,
    firm: &mut Firm,
    seller: Seller,
    place: usize,
    id: LeadId,
    watch: &mut O,
) -> bool {
    if firm.leads[id].held || !wants_to_wait(today, firm, seller, id) {
        return false;
    }
    let ready = today.day + (QUARTER - today.day % QUARTER);
    let lead = &mut firm.leads[id];
    lead.held = true;
    lead.waited += (ready - today.day) as f32;
    let patience = f64::from(lead.patience).min(1e6) as u32;
    firm.lists.change(seller, place, |entry| {
        (entry.ready, entry.expiry) = (ready.into(), (ready + patience + 1).into())
    });
    firm.note(today, watch, What::HeldBack { days: ready - today.day }, Some(id), Some(seller.into()), None);
    true
}
