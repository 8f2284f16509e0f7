//! What follows from a scenario once and for all: head counts, the deal-size axis, daily rates. Nothing here depends
//! on the operating choices, so that all structures of a comparison share it.
//!
//! The deal-size axis d in [0, 1], with s = spread^(d − 1/2):
//!
//! ```text
//! typical deal     value D = s × offer.deal_value,   hours H = s × offer.deal_hours
//! steps            n = round(offer.steps_small + d × (offer.steps_large − offer.steps_small))
//! cycle in days    C = offer.cycle_small^(1 − d) × offer.cycle_large^d
//! chance to win    W = offer.win_small + d × (offer.win_large − offer.win_small)
//! median patience  market.patience × sqrt(s) days
//! prospects        λ = market.load × firm.day_hours × (1 − firm.overhead) / H × T   a territory and day; T = market.territories / salespeople where there are more of these, else 1
//! ```
//!
//! Prospects come 1/s as often, so that the value of the prospects of a territory
//! is the same at every d (not the chance to win them, which falls with d). The number of prospects is the market's: where there are more
//! salespeople than `market.territories`, what there is in these is divided among all. Patience grows as sqrt(s): buyers of large
//! deals wait longer (assumption).

use super::books::hours::seconds;
use super::constants::{STAFFING, UNIT_FIRM};
use super::ids::{Column, Day, Id, Manager, Marketer, Person, Segment, Seller, Span, Team};
use super::math::{exp, ln, normal_quantile, pow};
use super::turns::{InTurn, Round};
use crate::scenario::Scenario;
use crate::scenario::calendar::{DAYS_A_YEAR, MONTH};
use crate::scenario::programme::MeasureKind;

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
    team_of: Column<Person, Team>,
    /// Seconds of overhead a day, but for meetings of the own function.
    pub overhead: u32,
    /// Seconds of meetings of the own function a day, part of what is left over by all mechanisms.
    pub own_meetings: u32,
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
    /// Its log odds.
    pub win_odds: f64,
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
    /// Hours of a marketer's full care of a key account and month.
    pub key_care: f64,
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

/// Mean interested prospects a day of all territories together.
pub fn prospects_a_day(scenario: &Scenario) -> f64 {
    let rates = Rates::new(scenario);
    rates.prospects * rates.sellers as f64
}

impl Rates {
    /// Derives the rates of another scenario; keeps the memory.
    pub fn renew(&mut self, scenario: &Scenario) {
        let mut team_of = std::mem::take(&mut self.team_of);
        *self = Self::new(scenario);
        team_of.reset(self.people(), Team::new(0));
        for person in self.people() {
            team_of[person] = self.place(person.index());
        }
        self.team_of = team_of;
    }

    /// The rates of a scenario, without the table of teams.
    fn new(scenario: &Scenario) -> Self {
        let (firm, offer, market, attention) =
            (&scenario.firm, &scenario.offer, &scenario.market, &scenario.attention);
        let sellers = firm.salespeople as usize;
        let marketers = firm.marketers as usize;
        let span = firm.span.max(1) as usize;
        let (sales_managers, marketing_managers) = managers(firm.managers as usize, sellers, marketers, span);
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
        let own_meetings =
            seconds(firm.day_hours * firm.own_meetings).min(seconds(firm.day_hours * firm.overhead));
        let selling_hours = firm.day_hours * (1.0 - firm.overhead);
        let thinner = if market.territories > 0 {
            (f64::from(market.territories) / (sellers as f64).max(1.0)).min(1.0)
        } else {
            1.0
        };
        let prospects = market.load * selling_hours / deal_hours * thinner;
        let win = between(offer.win_small, offer.win_large);
        let persistence = exp(-market.speed / DAYS_A_YEAR);
        let repeat = offer.repeat_share / (1.0 - offer.repeat_share);
        let opens = (2.0 * offer.repeat_share).min(1.0);
        let annual = if opens > 0.0 {
            repeat * (scenario.accounts.reference_churn + scenario.money.discount) / opens
        } else {
            0.0
        };
        let workable = (prospects * market.good_fit * 0.5).min(selling_hours / deal_hours);
        let staffing = if sellers > 0 { marketers as f64 / sellers as f64 / STAFFING } else { 1.0 };
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
            team_of: Column::default(),
            overhead: seconds(firm.day_hours * firm.overhead) - own_meetings,
            own_meetings,
            deal_value,
            deal_hours,
            steps: steps.max(1),
            step_hours: deal_hours / f64::from(steps.max(1)),
            step_delay: cycle / f64::from(steps.max(1)),
            win,
            win_odds: {
                let win = win.clamp(1e-9, 1.0 - 1e-9);
                ln(win / (1.0 - win))
            },
            patience: market.patience * libm::sqrt(size),
            prospects,
            good_above: normal_quantile((1.0 - market.good_fit).clamp(1e-12, 1.0 - 1e-12)),
            pull: libm::sqrt(ln(1.0 + market.burstiness * market.burstiness)),
            drift: (persistence, libm::sqrt(1.0 - persistence * persistence)),
            care: (scenario.accounts.care_hours * size, scenario.accounts.fixed_hours * size.min(1.0)),
            key_care: scenario.accounts.key_hours * size,
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

    /// Everybody.
    #[inline]
    pub fn people(&self) -> Span<Person> {
        Span::new(0, self.people)
    }

    /// Everybody but the people of a unit that a programme adds.
    #[inline]
    pub fn posts(&self) -> Span<Person> {
        Span::new(0, self.heads())
    }

    /// The salespeople.
    #[inline]
    pub fn sellers(&self) -> Span<Seller> {
        Span::new(0, self.sellers)
    }

    /// The marketers.
    #[inline]
    pub fn marketers(&self) -> Span<Marketer> {
        Span::new(self.sellers, self.sellers + self.marketers)
    }

    /// Salespeople and marketers.
    #[inline]
    pub fn workers(&self) -> Span<Person> {
        Span::new(0, self.sellers + self.marketers)
    }

    /// The managers of both functions.
    #[inline]
    pub fn managers(&self) -> Span<Manager> {
        Span::new(self.sellers + self.marketers, self.heads())
    }

    /// The people of an enablement unit.
    #[inline]
    pub fn unit(&self) -> Span<Person> {
        Span::new(self.heads(), self.people)
    }

    /// All teams.
    #[inline]
    pub fn teams(&self) -> Span<Team> {
        Span::new(0, self.teams)
    }

    /// All market segments.
    #[inline]
    pub fn segments(&self) -> Span<Segment> {
        Span::new(0, self.segments)
    }

    /// The person as a salesperson, if one.
    #[inline]
    pub fn seller(&self, person: Person) -> Option<Seller> {
        (person.index() < self.sellers).then(|| Seller::new(person.number()))
    }

    /// The person as a marketer, if one.
    #[inline]
    pub fn marketer(&self, person: Person) -> Option<Marketer> {
        (self.sellers..self.sellers + self.marketers)
            .contains(&person.index())
            .then(|| Marketer::new(person.number()))
    }

    /// The team of any person.
    #[inline]
    pub fn team(&self, person: impl Into<Person>) -> Team {
        self.team_of[person]
    }

    /// Where the head counts place a person: salespeople fill team after team, others go round.
    fn place(&self, person: usize) -> Team {
        let post = person.wrapping_sub(self.sellers);
        let team = if person < self.sellers {
            person / self.team_size
        } else if post < self.marketers {
            post % self.teams
        } else if post < self.marketers + self.sales_managers {
            (post - self.marketers).min(self.teams - 1)
        } else {
            (post - self.marketers - self.sales_managers).min(self.teams - 1)
        };
        Team::new(team as u32)
    }

    /// The salespeople in the turns of a day. Each day another team begins and in each team another salesperson, going round one way and then
    /// the other, so that of any two each comes first as often: who is served before the hours of others run out hangs on no number.
    pub fn sellers_in_turn(&self, day: Day) -> InTurn {
        InTurn::new((self.teams, self.team_size, self.sellers), day)
    }

    /// The marketers in the turns of a day.
    pub fn marketers_in_turn(&self, day: Day) -> impl Iterator<Item = Marketer> + use<> {
        let (first, heads) = (self.sellers, self.marketers);
        Round::new(heads, day).map(move |place| Marketer::new((first + place) as u32))
    }

    /// The market segment that a team serves, or a marketer addresses.
    #[inline]
    pub fn segment(&self, team: Team) -> Segment {
        let team = team.index();
        Segment::new(if team < self.segments { team } else { team % self.segments } as u32)
    }

    /// The market segment that a marketer addresses.
    #[inline]
    pub fn addressed(&self, marketer: Marketer) -> Segment {
        // Marketers go round the teams; where teams share segments, there is one marketer to a segment.
        Segment::new(if self.segments == self.teams {
            self.team(marketer).number()
        } else {
            marketer.number() - self.sellers as u32
        })
    }

    /// The salespeople of a team.
    pub fn team_sellers(&self, team: Team) -> Span<Seller> {
        let first = team.index() * self.team_size;
        Span::new(first.min(self.sellers), (first + self.team_size).min(self.sellers))
    }

    /// The marketers who address the segment of a team.
    pub fn team_marketers(&self, team: Team) -> impl Iterator<Item = Marketer> + use<> {
        let (first, step) = (self.sellers + team.index() % self.segments, self.segments);
        (first..self.sellers + self.marketers).step_by(step).map(|person| Marketer::new(person as u32))
    }

    /// Marketer number `index` among those who address the segment of `team`; `None` without marketers.
    #[inline]
    pub fn marketer_for(&self, team: Team, index: usize) -> Option<Marketer> {
        if self.marketers == 0 {
            return None;
        }
        let first = self.segment(team).number();
        let (full, rest) = self.round;
        let count = full + u32::from(first < rest);
        // Not the 64-bit remainder, which takes several times as long and is asked for often.
        Some(Marketer::new(self.sellers as u32 + first + index as u32 % count * self.segments as u32))
    }

    /// The marketer with whom a salesperson would be paired by name.
    #[inline]
    pub fn counterpart(&self, seller: Seller) -> Option<Marketer> {
        let team = self.team(seller);
        self.marketer_for(team, seller.index() - team.index() * self.team_size)
    }

    /// The manager who leads a person; in a function without managers the playing head, who may be the person itself.
    #[inline]
    pub fn manager(&self, person: impl Into<Person>) -> Manager {
        let person = person.into();
        let first = self.sellers + self.marketers;
        let boss = if self.sells(person) {
            match self.sales_managers {
                0 => 0,
                managers => first + self.team(person).index().min(managers - 1),
            }
        } else {
            match self.marketing_managers {
                0 => self.sellers,
                managers => {
                    let post = (person.index() - self.sellers) * managers / self.marketers.max(1);
                    first + self.sales_managers + post.min(managers - 1)
                }
            }
        };
        Manager::new(boss as u32)
    }

    /// All who attend a team's meetings: its salespeople, its marketers and its sales manager.
    pub fn attendees(&self, team: Team) -> impl Iterator<Item = Person> + use<> {
        let sellers = self.team_sellers(team);
        let boss =
            (self.sales_managers > 0 && !sellers.is_empty()).then(|| self.manager(sellers.at(0)).into());
        let marketers = self.team_marketers(team).map(Person::from);
        sellers.map(Person::from).chain(marketers).chain(boss)
    }

    /// How far a result falls short of its target, in 0 to 1; no target is never missed.
    #[inline]
    pub fn shortfall(result: f64, target: f64) -> f64 {
        if target > 0.0 { (1.0 - result / target).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Whether a person sells.
    #[inline]
    pub fn sells(&self, person: Person) -> bool {
        person.index() < self.sellers
    }
}

/// Managers of sales and of marketing: as many as are given, divided as the people are, else one to each full span.
fn managers(given: usize, sellers: usize, marketers: usize, span: usize) -> (usize, usize) {
    let workers = sellers + marketers;
    if given == 0 || workers == 0 {
        return (sellers / span, marketers / span);
    }
    let of_sales = (given * sellers + workers / 2) / workers;
    (of_sales, given - of_sales)
}

/// The fixed target of new business per salesperson per month, and the value of a typical deal.
pub fn targets(scenario: &Scenario) -> (f64, f64) {
    let rates = Rates::new(scenario);
    (rates.quota, rates.deal_value)
}

/// People of the largest enablement unit that the programme has; a unit that scales is stated for 56 people.
fn unit_people(scenario: &Scenario) -> usize {
    let workers = f64::from(scenario.firm.salespeople + scenario.firm.marketers);
    let units =
        scenario.programme.measures.iter().filter(|measure| measure.kind == MeasureKind::EnablementUnit);
    units
        .map(|measure| {
            let scale = if measure.scales { workers / UNIT_FIRM } else { 1.0 };
            (f64::from(measure.people) * scale + 0.5) as usize
        })
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_turns_of_a_day_are_those_of_all_salespeople_and_all_marketers() {
        let rates = Rates::new(&Scenario::default());
        for day in [0, 3, 40, 41, 1_000].map(Day::new) {
            let mut sellers: Vec<u32> = rates.sellers_in_turn(day).map(Id::number).collect();
            sellers.sort_unstable();
            assert!(sellers.iter().copied().eq(0..40));
            let mut marketers: Vec<u32> = rates.marketers_in_turn(day).map(Id::number).collect();
            marketers.sort_unstable();
            assert!(marketers.iter().copied().eq(40..56));
        }
    }
}
