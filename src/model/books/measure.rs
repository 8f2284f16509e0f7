//! Measuring: from counts, ledgers and books to the declared outcomes and the monthly series.
//!
//! ```text
//! profit = money.gross_margin × revenue − (1 − money.gross_margin) × what was given away + change in customer equity − costs
//! ```

use crate::model::books::hours::Task;
use crate::model::books::money::{ALL, CAUSES, Cause, INCOME, MONEY};
use crate::model::books::outcome::{
    HOURS, Month, OutcomeValues, Outcomes, Parts, PersonRecord, SeriesValues,
};
use crate::model::books::tally::ratio;
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, Person, Span};
use crate::model::people::attribution;
use crate::model::state::Doubled;
use crate::model::work::accounts;
use crate::model::work::leads::Loss;
use crate::scenario::calendar::{DAYS_A_YEAR, MONTH, MONTHS_A_YEAR, QUARTER};

/// Tasks that are coordination.
const COORDINATION: [Task; 9] = [
    Task::Handover,
    Task::JointSync,
    Task::Asking,
    Task::Escalation,
    Task::Meetings,
    Task::Informal,
    Task::Devices,
    Task::Tracking,
    Task::Intelligence,
];
/// Tasks that are conflict.
const CONFLICT: [Task; 3] = [Task::Disputes, Task::ConflictMeetings, Task::Defensive];

/// What was known at an earlier moment, to take differences from.
#[derive(Debug, Clone, Default)]
pub struct Mark {
    equity: f64,
    money: [f64; CAUSES],
    revenue: f64,
    given: f64,
    new_business: f64,
    cost: f64,
    salaries: i128,
    variable: i128,
    created: u64,
    wins: u64,
    leaked: u64,
    conflict: f64,
    coordination: f64,
}

/// Marks the present moment.
pub fn mark(today: &Today, firm: &Firm) -> Mark {
    let hours = spent(firm);
    let of = |tasks: &[Task]| tasks.iter().map(|&task| hours[task as usize]).sum();
    Mark {
        equity: accounts::equity(today, &firm.accounts),
        money: ALL.map(|cause| firm.book.of(cause)),
        revenue: firm.book.revenue(),
        given: firm.tally.given,
        new_business: firm.book.of(Cause::NewBusiness),
        cost: firm.book.cost(),
        salaries: firm.book.paid(Cause::Salaries),
        variable: firm.book.paid(Cause::Commission) + firm.book.paid(Cause::Bonus),
        created: firm.tally.created,
        wins: firm.tally.wins,
        leaked: firm.tally.marketing_leaked,
        conflict: of(&CONFLICT),
        coordination: of(&COORDINATION),
    }
}

/// What is left of revenue after making and delivering the offer, which cost the same whatever was `given` away of its price.
fn left(today: &Today, revenue: f64, given: f64) -> f64 {
    let margin = today.scenario.money.gross_margin;
    margin * revenue - (1.0 - margin) * given
}

/// Hours spent by all, by category.
fn spent(firm: &Firm) -> [f64; HOURS.len()] {
    let mut sum = [0.0; HOURS.len()];
    for person in firm.rates.people() {
        for (total, &seconds) in sum.iter_mut().zip(firm.hours.of(person)) {
            *total += f64::from(seconds) / 3600.0;
        }
    }
    sum
}

/// Means of what people carry: trust of sales, trust of marketing, blame, vocabulary, satisfaction.
struct Mood {
    trust_sales: f64,
    trust_marketing: f64,
    blame: f64,
    vocabulary: f64,
    satisfaction: f64,
}

fn mood(today: &Today, firm: &Firm) -> Mood {
    let mean = |people: Span<Person>, value: &dyn Fn(Person) -> f64| {
        let n = people.len() as f64;
        ratio(people.map(value).sum(), n)
    };
    let workers = firm.rates.workers();
    let trust = |person: Person| {
        let known = firm.ties.means(person).map_or(firm.people.view[person], |(trust, _)| trust);
        0.5 * (known + firm.people.view[person]) * (1.0 - firm.people.resentment(person, today.day))
    };
    Mood {
        trust_sales: mean(firm.rates.sellers().into(), &trust),
        trust_marketing: mean(firm.rates.marketers().into(), &trust),
        blame: if workers.is_empty() { f64::NAN } else { firm.blamed },
        vocabulary: mean(workers, &|person| firm.people.vocabulary[person]),
        satisfaction: mean(firm.rates.posts(), &|person| firm.people.satisfaction[person]),
    }
}

/// Mean of two functions' values; where one is missing, the other's.
fn both(a: f64, b: f64) -> f64 {
    match (a.is_nan(), b.is_nan()) {
        (false, false) => 0.5 * (a + b),
        (true, _) => b,
        (_, true) => a,
    }
}

/// Month's end: samples what people carry.
pub fn sample(today: &Today, firm: &mut Firm) {
    let mood = mood(today, firm);
    let tally = &mut firm.tally;
    for (mean, value) in [
        (&mut tally.trust_sales, mood.trust_sales),
        (&mut tally.trust_marketing, mood.trust_marketing),
        (&mut tally.blame, mood.blame),
        (&mut tally.vocabulary, mood.vocabulary),
        (&mut tally.satisfaction, mood.satisfaction),
    ] {
        if !value.is_nan() {
            mean.add(value);
        }
    }
}

/// The yearly appraisal: who reached the target of the `months` since the last.
pub fn appraise(firm: &mut Firm, months: f64) {
    for seller in &mut firm.sellers {
        if seller.target > 0.0 {
            firm.tally.quota.add(if seller.appraised >= months * seller.target { 1.0 } else { 0.0 });
        }
        seller.appraised = 0.0;
    }
}

/// The record of a month, from the mark at its beginning; moves the mark.
pub fn month(today: &Today, firm: &Firm, since: &mut Mark) -> Month {
    let now = mark(today, firm);
    let heads = firm.rates.heads().max(1) as f64;
    let mood = mood(today, firm);
    let fit = firm.marketers.iter().map(|marketer| marketer.fit).sum::<f64>();
    let revenue = now.revenue - since.revenue;
    let profit =
        left(today, revenue, now.given - since.given) + now.equity - since.equity - (now.cost - since.cost);
    let values = SeriesValues {
        Leads: (now.created - since.created) as f64 / heads,
        Wins: (now.wins - since.wins) as f64 / heads,
        Revenue: revenue / heads,
        Profit: profit / heads,
        Leaked: (now.leaked - since.leaked) as f64 / heads,
        ConflictHours: (now.conflict - since.conflict) / heads,
        CoordinationHours: (now.coordination - since.coordination) / heads,
        Trust: both(mood.trust_sales, mood.trust_marketing),
        Blame: mood.blame,
        Vocabulary: mood.vocabulary,
        MessageFit: ratio(fit, firm.marketers.len() as f64),
        Satisfaction: mood.satisfaction,
        Accounts: firm.accounts.len() as f64 / heads,
        Equity: now.equity / heads,
    };
    *since = now;
    values.in_order()
}

/// The outcomes over the counted days, from the mark at the end of the warm-up.
pub fn outcomes(today: &Today, firm: &Firm, since: &Mark) -> Outcomes {
    let tally = &firm.tally;
    let hours = spent(firm);
    let days = f64::from(today.scenario.plan.days);
    let years = days / DAYS_A_YEAR;
    let months = days / f64::from(MONTH);
    let heads = firm.rates.heads().max(1) as f64;
    let head_days = heads * days;
    let of = |tasks: &[Task]| tasks.iter().map(|&task| hours[task as usize]).sum::<f64>();
    let paid: f64 = hours.iter().sum();
    let worked = paid - of(&[Task::Idle, Task::Slack]);
    let now = mark(today, firm);
    let revenue = now.revenue - since.revenue;
    let cost = now.cost - since.cost;
    let variable = (now.variable - since.variable) as f64 / 100.0;
    let pay = (now.salaries - since.salaries) as f64 / 100.0 + variable;
    let given = now.given - since.given;
    let profit = left(today, revenue, given) + now.equity - since.equity - cost;
    let income = |cause: Cause| (now.money[cause as usize] - since.money[cause as usize]) / heads / years;
    let lost: u64 = tally.losses.iter().sum();
    let (sales, marketing) = (tally.trust_sales.value(), tally.trust_marketing.value());

    let doubled = |kind: Doubled| tally.doubled[kind as usize] as f64 / 3600.0;
    let made_twice = doubled(Doubled::SalesMaterial) + doubled(Doubled::MarketingMaterial);
    let material = &tally.materials;
    let (by_marketing, by_sales) = (material.won.0 as f64, material.won.1 as f64);
    let decided = tally.wins + tally.losses[Loss::Competition as usize];
    let attributed = |to: usize| ratio(tally.attributed[to], tally.missed);
    let leavers: u32 = tally.people.iter().map(|post| post.leavers).sum();
    let sellers = firm.rates.sellers as f64;
    let seller_years = sellers * years;
    let sellers_left: u32 =
        tally.people.of(firm.rates.sellers().into()).iter().map(|post| post.leavers).sum();
    let new_business = now.new_business - since.new_business;
    let churn = ratio(MONTHS_A_YEAR * tally.churned as f64, tally.held as f64);
    let expansion = ratio(MONTHS_A_YEAR * tally.expanded, tally.held_annual);
    let values = OutcomeValues {
        ProfitPerHead: profit / heads / years,
        RevenuePerHead: revenue / heads / years,
        CostPerHead: cost / heads / years,
        Revenue: revenue / years,
        Cost: cost / years,
        Profit: profit / years,
        CashPerHead: (left(today, revenue, given) - cost) / heads / years,
        NewBusinessPerHead: income(Cause::NewBusiness),
        RenewalPerHead: income(Cause::Renewal),
        ExpansionPerHead: income(Cause::Expansion),
        CustomerEquity: now.equity / heads,
        PayPerHead: pay / heads / years,
        VariablePay: ratio(variable, pay),
        LeadQuality: ratio(tally.marketing_good as f64, tally.marketing_created as f64),
        HeldBack: ratio(tally.held_back as f64, decided as f64),
        LeadLeakage: ratio(tally.good_leaked as f64, tally.good_ended as f64),
        LeadLeakageAll: ratio(tally.marketing_leaked as f64, tally.marketing_ended as f64),
        ScreenedOut: ratio(tally.good_screened as f64, tally.good_ended as f64),
        AnsweredDay: ratio(tally.prompt_ended as f64, tally.offered_ended as f64),
        FollowUp: ratio(tally.worked_ended as f64, tally.offered_ended as f64),
        ResponseMedian: tally.response_quantile(0.5),
        ResponseP90: tally.response_quantile(0.9),
        DuplicatedHours: of(&[Task::Duplicated]) / head_days,
        DuplicatedShare: ratio(of(&[Task::Duplicated]), worked),
        DuplicatedLeads: ratio(doubled(Doubled::Lead), worked),
        DuplicatedHelp: ratio(doubled(Doubled::Help), worked),
        DuplicatedMaterial: ratio(made_twice, worked),
        DuplicatedTasks: ratio(doubled(Doubled::Task), worked),
        TasksMissed: ratio(tally.tasks.missed as f64, tally.tasks.arisen as f64),
        TasksDoubled: ratio(tally.tasks.doubled as f64, tally.tasks.arisen as f64),
        MaterialHours: supply_share(firm, doubled(Doubled::SalesMaterial)),
        MaterialUnused: ratio(material.stale_unused as f64, material.stale as f64),
        MaterialBySales: ratio(by_sales, by_marketing + by_sales),
        MaterialPerWin: ratio(by_marketing + by_sales, tally.wins as f64),
        MaterialMissed: ratio(material.missed as f64, (material.missed + material.provided) as f64),
        ReworkShare: ratio(of(&[Task::Rework]), worked),
        Qualification: ratio(tally.passed as f64, (tally.passed + tally.given_up) as f64),
        WinRate: ratio(tally.wins as f64, decided as f64),
        LeadToWin: ratio(tally.wins as f64, (tally.wins + lost) as f64),
        PriceRealisation: ratio(tally.priced, tally.listed),
        CycleTime: tally.cycle.value(),
        CycleMedian: tally.cycle_quantile(0.5),
        Wins: tally.wins as f64 / heads / years,
        Churn: churn,
        LostWithPerson: ratio(MONTHS_A_YEAR * tally.followed as f64, tally.held as f64),
        Expansion: expansion,
        MessageFit: tally.message_fit.value(),
        ProductFit: tally.product_fit.value(),
        Trust: both(sales, marketing),
        TrustSales: sales,
        TrustMarketing: marketing,
        BlameIndex: tally.blame.value(),
        BlameSelf: attributed(attribution::SELF),
        BlameOwn: attributed(attribution::OWN),
        BlameMarket: attributed(attribution::MARKET),
        Accusations: tally.accusations as f64 / heads / months,
        Blurred: ratio(tally.blurred, tally.failed),
        War: if firm.lately.1 > firm.lately.0 { 1.0 } else { 0.0 },
        ConflictHours: of(&CONFLICT) / head_days,
        Disputes: tally.disputes as f64 / heads / months,
        MeetingHours: of(&[Task::Meetings]) / head_days,
        CoordinationPerDeal: ratio(of(&COORDINATION), tally.wins as f64),
        LobbyingHours: of(&[Task::Lobbying]) / head_days,
        BudgetShare: tally.budget.value(),
        Escalations: tally.escalations as f64 / heads / months,
        EscalationDelay: tally.escalation.value(),
        BorderDelay: tally.border.value(),
        SelfHelp: ratio(tally.settled_alone as f64, tally.settled as f64),
        Vocabulary: tally.vocabulary.value(),
        Satisfaction: tally.satisfaction.value(),
        Turnover: f64::from(leavers) / heads / years,
        ChangeCost: tally.changes.cost / heads,
        ChangeLeavers: tally.changes.leavers as f64 / heads,
        RoleHours: tally.roles as f64 / 3600.0 / heads,
        QuotaAttainment: tally.quota.value(),
        Busy: ratio(worked, paid),
        MarketingShare: ratio(tally.marketing_wins as f64, tally.wins as f64),
        CreditClaims: ratio(tally.claims as f64, tally.wins as f64),
        ClaimedShare: ratio(tally.claims.saturating_sub(tally.wins) as f64, tally.wins as f64),
        CreditedShare: ratio(tally.credited as f64, tally.wins as f64),
        ConcentrationTop20: top_fifth(firm),
        LeadsPerSeller: ratio(tally.created as f64, sellers * days / f64::from(QUARTER)),
        MarketingLeads: ratio(tally.marketing_created as f64, tally.created as f64),
        DealValue: ratio(new_business, tally.wins as f64),
        WinsPerSeller: ratio(tally.wins as f64, seller_years),
        NewPerSeller: ratio(new_business, seller_years),
        CostShare: ratio(cost, revenue),
        NetRetention: 1.0 - churn + expansion,
        SellerTurnover: ratio(f64::from(sellers_left), seller_years),
    };
    Outcomes(values.in_order())
}

/// What profit per head is made of over the counted days, from the mark at the end of the warm-up.
pub fn parts(today: &Today, firm: &Firm, since: &Mark) -> Parts {
    let now = mark(today, firm);
    let years = f64::from(today.scenario.plan.days) / DAYS_A_YEAR;
    let by_head = |amount: f64| amount / firm.rates.heads().max(1) as f64 / years;
    let mut money = [0.0; MONEY.len()];
    for (at, part) in money.iter_mut().enumerate() {
        *part = match ALL.get(at) {
            Some(cause) => {
                let margin = if INCOME.contains(cause) { today.scenario.money.gross_margin } else { 1.0 };
                let given = if *cause == Cause::NewBusiness { now.given - since.given } else { 0.0 };
                by_head(margin * (now.money[at] - since.money[at]) - (1.0 - margin) * given)
            }
            None => by_head(now.equity - since.equity),
        };
    }
    money
}

/// Share of the paid hours of salespeople that go to material, with what of it is done twice.
fn supply_share(firm: &Firm, doubled: f64) -> f64 {
    let (mut supply, mut paid) = (doubled, 0.0);
    for seller in firm.rates.sellers() {
        let hours = firm.hours.of(seller.into()).map(|seconds| f64::from(seconds) / 3600.0);
        supply += hours[Task::Search as usize] + hours[Task::Material as usize];
        paid += hours.iter().sum::<f64>();
    }
    ratio(supply, paid)
}

/// Share of wins made by the best fifth of salespeople (rounded up).
fn top_fifth(firm: &Firm) -> f64 {
    let mut wins: Vec<u32> =
        firm.tally.people.of(firm.rates.sellers().into()).iter().map(|post| post.wins).collect();
    wins.sort_unstable_by(|a, b| b.cmp(a));
    let total: u32 = wins.iter().sum();
    let best: u32 = wins[..wins.len().div_ceil(5)].iter().sum();
    ratio(f64::from(best), f64::from(total))
}

/// One record a post.
pub fn people(today: &Today, firm: &Firm) -> Vec<PersonRecord> {
    let rates = &firm.rates;
    rates
        .people()
        .map(|person| {
            let post = &firm.tally.people[person];
            let mut number = person.index();
            let mut function = "enablement";
            for (name, heads) in [
                ("sales", rates.sellers),
                ("marketing", rates.marketers),
                ("sales_manager", rates.sales_managers),
                ("marketing_manager", rates.marketing_managers),
            ] {
                if number < heads {
                    function = name;
                    break;
                }
                number -= heads;
            }
            let mut hours = [0.0; HOURS.len()];
            for (hours, &seconds) in hours.iter_mut().zip(firm.hours.of(person)) {
                *hours = f64::from(seconds) / 3600.0;
            }
            let known = firm.ties.means(person).map_or(firm.people.view[person], |(trust, _)| trust);
            PersonRecord {
                function,
                post: number as u32,
                experience: firm.people.experience[person],
                skill: firm.people.skill[person],
                hours,
                leads_given: post.leads_given,
                leads_followed_up: post.leads_followed_up,
                leads_own: post.leads_own,
                wins: post.wins,
                blame_given: post.blame_given,
                blame_received: post.blame_received,
                trust: 0.5
                    * (known + firm.people.view[person])
                    * (1.0 - firm.people.resentment(person, today.day)),
                satisfaction: firm.people.satisfaction[person],
                leavers: post.leavers,
                pay: firm.payroll.counted(person),
            }
        })
        .collect()
}
