//! What follows from a scenario once and for all: head counts, the deal-size axis, daily rates. Nothing here depends
//! on the operating choices, so that all arms of a comparison share it.
//!
//! The deal-size axis d in [0, 1]: with s = spread^(d - 1/2), a deal is worth s x `offer.deal_value`, takes
//! s x `offer.deal_hours`, and prospects come 1/s as often, so that the value of the prospects of a territory
//! is the same at every d (not the chance to win them, which falls with d). Patience grows as sqrt(s): buyers of large
//! deals wait longer (assumption).

use super::books::hours::seconds;
use super::math::{exp, ln, normal_quantile, pow};
use crate::scenario::Scenario;
use crate::scenario::programme::Kind;

/// Working days of a month.
pub const MONTH: u32 = 21;
/// Working days of a quarter.
pub const QUARTER: u32 = 63;
/// Working days of a year.
pub const YEAR: f64 = 252.0;

/// Numbers derived from a scenario.
#[derive(Debug, Clone, Default)]
pub struct Rates {
    /// Salespeople.
    pub sellers: usize,
    /// Marketers.
    pub marketers: usize,
    /// Managers of salespeople.
    pub sales_managers: usize,
    /// Managers of marketers.
    pub marketing_managers: usize,
    /// Additional people of an enablement unit, if a programme has one.
    pub unit_people: usize,
    /// All people.
    pub people: usize,
    /// Teams of salespeople; marketers are attached to them.
    pub teams: usize,
    /// Market segments; a team serves one.
    pub segments: usize,
    /// Salespeople of a full team.
    team_size: usize,
    /// Marketers of each segment, and how many segments have one more.
    round: (u32, u32),
    /// The team of each person: a table, since it is asked for many times a day and costs a division.
    team_of: Vec<u32>,
    /// Seconds of overhead a day.
    pub overhead: u32,
    /// Value of a typical deal.
    pub deal_value: f64,
    /// Hours of a whole deal.
    pub deal_hours: f64,
    /// Steps of a sale.
    pub steps: u8,
    /// Hours of one step.
    pub step_hours: f64,
    /// Mean working days that a customer takes between two steps.
    pub step_delay: f64,
    /// Chance to win a well-handled good opportunity.
    pub win: f64,
    /// Median patience in days.
    pub patience: f64,
    /// Mean prospects a territory and day.
    pub prospects: f64,
    /// Fit (in standard deviations) above which a prospect is sales-worthy.
    pub good_above: f64,
    /// Standard deviation of the log of the market's daily pull.
    pub pull: f64,
    /// Daily persistence of preferences, and the standard deviation of their daily drift.
    pub drift: (f64, f64),
    /// Hours of full care of an account and month, and the fixed part.
    pub care: (f64, f64),
    /// Chance that a win opens an account, and its yearly repeat revenue as a share of the deal.
    pub account: (f64, f64),
    /// New business that a salesperson could bring a month at best.
    pub best: f64,
    /// Fixed target of new business a salesperson and month.
    pub quota: f64,
    /// Fixed target of leads a marketer and month.
    pub lead_target: f64,
    /// Marketers per salesperson over the 0.4 at which `market.capture_half_effort` is given.
    pub staffing: f64,
    /// How formal planning and budgeting are, by size.
    pub formality: f64,
    /// Awareness of what a given salesperson does, without any system.
    pub awareness: f64,
}

impl Rates {
    /// Derives the rates of another scenario; keeps the memory.
    pub fn renew(&mut self, scenario: &Scenario) {
        let mut team_of = std::mem::take(&mut self.team_of);
        *self = Self::new(scenario);
        team_of.clear();
        team_of.extend((0..self.people).map(|person| self.place(person) as u32));
        self.team_of = team_of;
    }

    /// The rates of a scenario, without the table of teams.
    fn new(scenario: &Scenario) -> Self {
        let (firm, offer, market, attention) =
            (&scenario.firm, &scenario.offer, &scenario.market, &scenario.attention);
        let sellers = firm.salespeople as usize;
        let marketers = firm.marketers as usize;
        let span = firm.span.max(1) as usize;
        let (sales_managers, marketing_managers) = (sellers / span, marketers / span);
        let unit_people = unit_people(scenario);
        let teams = sellers.div_ceil(span).max(1);
        let segments = teams.min(marketers.max(1));
        let size = pow(offer.deal_spread, offer.deal_size - 0.5);
        let between = |small: f64, large: f64| small + (large - small) * offer.deal_size;
        let deal_value = offer.deal_value * size;
        let deal_hours = (offer.deal_hours * size).max(0.01);
        let steps = (between(f64::from(offer.steps_small), f64::from(offer.steps_large)) + 0.5) as u8;
        let cycle = pow(offer.cycle_small.max(0.01), 1.0 - offer.deal_size)
            * pow(offer.cycle_large.max(0.01), offer.deal_size);
        let selling_hours = firm.day_hours * (1.0 - firm.overhead);
        let prospects = market.load * selling_hours / deal_hours;
        let win = between(offer.win_small, offer.win_large);
        let persistence = exp(-market.speed / YEAR);
        let repeat = offer.repeat_share / (1.0 - offer.repeat_share);
        let opens = (2.0 * offer.repeat_share).min(1.0);
        let annual = if opens > 0.0 {
            repeat * (scenario.accounts.reference_churn + scenario.money.discount) / opens
        } else {
            0.0
        };
        let workable = (prospects * market.good_fit * 0.5).min(selling_hours / deal_hours);
        let staffing = if sellers > 0 { marketers as f64 / sellers as f64 / 0.4 } else { 1.0 };
        Self {
            sellers,
            marketers,
            sales_managers,
            marketing_managers,
            unit_people,
            people: sellers + marketers + sales_managers + marketing_managers + unit_people,
            teams,
            segments,
            team_size: sellers.div_ceil(teams).max(1),
            round: ((marketers / segments) as u32, (marketers % segments) as u32),
            team_of: Vec::new(),
            overhead: seconds(firm.day_hours * firm.overhead),
            deal_value,
            deal_hours,
            steps: steps.max(1),
            step_hours: deal_hours / f64::from(steps.max(1)),
            step_delay: cycle / f64::from(steps.max(1)),
            win,
            patience: market.patience * libm::sqrt(size),
            prospects,
            good_above: normal_quantile((1.0 - market.good_fit).clamp(1e-12, 1.0 - 1e-12)),
            pull: libm::sqrt(ln(1.0 + market.burstiness * market.burstiness)),
            drift: (persistence, libm::sqrt(1.0 - persistence * persistence)),
            care: (scenario.accounts.care_hours * size, scenario.accounts.fixed_hours * size.min(1.0)),
            account: (opens, annual),
            best: workable * win * deal_value * f64::from(MONTH),
            quota: scenario.blame.quota * workable * win * deal_value * f64::from(MONTH),
            lead_target: if marketers > 0 {
                0.5 * market.reach * market.capture * prospects * f64::from(MONTH) * sellers as f64
                    / marketers as f64
            } else {
                0.0
            },
            staffing,
            formality: {
                let heads = (sellers + marketers) as f64;
                heads / (heads + f64::from(firm.headcount_formal))
            },
            awareness: (attention.awareness / sellers.max(1) as f64).min(1.0),
        }
    }

    /// Posts of the firm as it is described, without a unit that a programme adds.
    #[inline]
    pub fn heads(&self) -> usize {
        self.people - self.unit_people
    }

    /// The managers of both functions.
    #[inline]
    pub fn managers(&self) -> std::ops::Range<usize> {
        self.sellers + self.marketers..self.heads()
    }

    /// The people of an enablement unit.
    #[inline]
    pub fn unit(&self) -> std::ops::Range<usize> {
        self.heads()..self.people
    }

    /// The team of any person.
    #[inline]
    pub fn team(&self, person: usize) -> usize {
        self.team_of[person] as usize
    }

    /// Where the head counts place a person: salespeople fill team after team, others go round.
    fn place(&self, person: usize) -> usize {
        let post = person.wrapping_sub(self.sellers);
        if person < self.sellers {
            person / self.team_size
        } else if post < self.marketers {
            post % self.teams
        } else if post < self.marketers + self.sales_managers {
            (post - self.marketers).min(self.teams - 1)
        } else {
            (post - self.marketers - self.sales_managers).min(self.teams - 1)
        }
    }

    /// The market segment that a team serves, or a marketer addresses.
    #[inline]
    pub fn segment(&self, team: usize) -> usize {
        if team < self.segments { team } else { team % self.segments }
    }

    /// The market segment that marketer number `index` addresses.
    #[inline]
    pub fn addressed(&self, index: usize) -> usize {
        // Marketers go round the teams; where teams share segments, there is one marketer to a segment.
        if self.segments == self.teams { self.team(self.sellers + index) } else { index }
    }

    /// The salespeople of a team.
    pub fn team_sellers(&self, team: usize) -> std::ops::Range<usize> {
        (team * self.team_size).min(self.sellers)..((team + 1) * self.team_size).min(self.sellers)
    }

    /// The marketers who address the segment of a team, as person numbers.
    pub fn team_marketers(&self, team: usize) -> impl Iterator<Item = usize> + use<> {
        let (first, step) = (self.sellers + team % self.segments, self.segments);
        (first..self.sellers + self.marketers).step_by(step)
    }

    /// Marketer number `index` among those who address the segment of `team`; `None` without marketers.
    #[inline]
    pub fn marketer_for(&self, team: usize, index: usize) -> Option<usize> {
        if self.marketers == 0 {
            return None;
        }
        let first = self.segment(team);
        let (full, rest) = self.round;
        let count = full + u32::from((first as u32) < rest);
        // Not the 64-bit remainder, which takes several times as long and is asked for often.
        Some(self.sellers + first + (index as u32 % count) as usize * self.segments)
    }

    /// The marketer with whom a salesperson would be paired by name.
    #[inline]
    pub fn counterpart(&self, seller: usize) -> Option<usize> {
        let team = self.team(seller);
        self.marketer_for(team, seller - team * self.team_size)
    }

    /// The manager who leads a person; in a function without managers the playing head, who may be the person itself.
    #[inline]
    pub fn manager(&self, person: usize) -> usize {
        if person < self.sellers {
            if self.sales_managers == 0 {
                return 0;
            }
            self.sellers + self.marketers + self.team(person).min(self.sales_managers - 1)
        } else {
            if self.marketing_managers == 0 {
                return self.sellers;
            }
            let post = (person - self.sellers) * self.marketing_managers / self.marketers.max(1);
            self.sellers + self.marketers + self.sales_managers + post.min(self.marketing_managers - 1)
        }
    }

    /// How far a result falls short of its target, in 0 to 1; no target is never missed.
    #[inline]
    pub fn shortfall(result: f64, target: f64) -> f64 {
        if target > 0.0 { (1.0 - result / target).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Whether a person sells.
    #[inline]
    pub fn sells(&self, person: usize) -> bool {
        person < self.sellers
    }

    /// Whether a person is a marketer.
    #[inline]
    pub fn markets(&self, person: usize) -> bool {
        (self.sellers..self.sellers + self.marketers).contains(&person)
    }
}

/// People of the largest enablement unit that the programme has; a unit that scales is stated for 56 people.
fn unit_people(scenario: &Scenario) -> usize {
    let workers = f64::from(scenario.firm.salespeople + scenario.firm.marketers);
    let units = scenario.programme.measures.iter().filter(|measure| measure.kind == Kind::EnablementUnit);
    units
        .map(|measure| {
            let scale = if measure.scales { workers / 56.0 } else { 1.0 };
            (f64::from(measure.people) * scale + 0.5) as usize
        })
        .max()
        .unwrap_or(0)
}
