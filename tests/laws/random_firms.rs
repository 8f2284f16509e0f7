//! Whatever legal firm a user describes: it runs, its figures are in their ranges, and what is counted twice agrees.

use crate::firms::any_firm;
use crate::story::check_story;
use proptest::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use verona::model::outcome::{HOURS, OUTCOMES, Outcome, SERIES, Series};
use verona::model::{Replication, Workspace, simulate};
use verona::scenario::Scenario;

/// Outcomes that can be measured in every firm that has somebody in it.
const ALWAYS: [Outcome; 15] = [
    Outcome::ProfitPerHead,
    Outcome::RevenuePerHead,
    Outcome::CostPerHead,
    Outcome::Revenue,
    Outcome::Cost,
    Outcome::Profit,
    Outcome::CustomerEquity,
    Outcome::DuplicatedHours,
    Outcome::Wins,
    Outcome::ConflictHours,
    Outcome::Disputes,
    Outcome::MeetingHours,
    Outcome::LobbyingHours,
    Outcome::Escalations,
    Outcome::Turnover,
];

/// Outcomes sampled at the end of each month of 21 days since the first day of the warm-up.
const MONTHLY: [Outcome; 4] =
    [Outcome::Trust, Outcome::BlameIndex, Outcome::Vocabulary, Outcome::Satisfaction];

fn heads(scenario: &Scenario) -> (usize, usize, usize, usize) {
    let (sellers, marketers) = (scenario.firm.salespeople as usize, scenario.firm.marketers as usize);
    let span = scenario.firm.span as usize;
    let given = scenario.firm.managers as usize;
    if given == 0 || sellers + marketers == 0 {
        return (sellers, marketers, sellers / span, marketers / span);
    }
    // Divided as the people are, to the nearest.
    let people = sellers + marketers;
    let of_sales = (2 * given * sellers + people) / (2 * people);
    (sellers, marketers, of_sales, given - of_sales)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}

fn outcomes_are_in_range(scenario: &Scenario, result: &Replication) -> Result<(), TestCaseError> {
    for (measure, value) in OUTCOMES.iter().zip(result.outcomes.0) {
        prop_assert!(!value.is_infinite(), "{} is {value}", measure.name);
        // Cost over revenue is shown as a share, and has no upper bound.
        if measure.unit == "share" && measure.name != "cost_share" && !value.is_nan() {
            prop_assert!((-1e-9..=1.0 + 1e-9).contains(&value), "{} is {value}", measure.name);
        }
        // What is earned can be less than nothing, and so can what a year leaves, where churn of days is told by the year.
        let any = ["profit", "cash", "net_retention"].iter().any(|name| measure.name.starts_with(name));
        if !any {
            prop_assert!(value.is_nan() || value >= -1e-9, "{} is {value}", measure.name);
        }
    }
    let o = &result.outcomes;
    for outcome in ALWAYS {
        prop_assert!(!o[outcome].is_nan(), "{} is not a number", OUTCOMES[outcome as usize].name);
    }
    let (sellers, marketers, ..) = heads(scenario);
    let workers = sellers + marketers;
    let plan = &scenario.plan;
    let month_ends = (plan.warm_up + plan.days) / 21 - plan.warm_up / 21;
    for outcome in MONTHLY {
        let measured = month_ends > 0 && workers > 0;
        prop_assert_eq!(!o[outcome].is_nan(), measured, "{}", OUTCOMES[outcome as usize].name);
    }
    prop_assert_eq!(o[Outcome::MessageFit].is_nan(), marketers == 0);
    for outcome in [Outcome::CycleTime, Outcome::MarketingShare, Outcome::ConcentrationTop20] {
        let name = OUTCOMES[outcome as usize].name;
        prop_assert_eq!(o[outcome].is_nan(), o[Outcome::Wins] == 0.0, "{}", name);
    }
    let (median, p90) = (o[Outcome::ResponseMedian], o[Outcome::ResponseP90]);
    prop_assert!(median.is_nan() && p90.is_nan() || median <= p90, "{median} and {p90} hours");
    Ok(())
}

fn months_add_up(scenario: &Scenario, result: &Replication) -> Result<(), TestCaseError> {
    let (sellers, marketers, bosses, others) = heads(scenario);
    let people = (sellers + marketers + bosses + others).max(1) as f64;
    prop_assert_eq!(result.months.len(), (scenario.plan.days / 21) as usize);
    let sum = |series: Series| result.months.iter().map(|month| month[series as usize]).sum::<f64>();
    for month in &result.months {
        for (measure, &value) in SERIES.iter().zip(month) {
            prop_assert!(!value.is_infinite(), "{} is {value}", measure.name);
            if measure.unit == "share" && !value.is_nan() {
                prop_assert!((-1e-9..=1.0 + 1e-9).contains(&value), "{} is {value}", measure.name);
            }
        }
        let missing = month.iter().filter(|value| value.is_nan()).count();
        let excused = usize::from(marketers == 0) + if sellers + marketers == 0 { 4 } else { 0 };
        prop_assert!(missing <= excused, "{missing} series have no value in {month:?}");
    }
    if scenario.plan.days.is_multiple_of(21) {
        let o = &result.outcomes;
        let years = f64::from(scenario.plan.days) / 252.0;
        for (series, outcome) in [
            (Series::Wins, Outcome::Wins),
            (Series::Revenue, Outcome::RevenuePerHead),
            (Series::Profit, Outcome::ProfitPerHead),
        ] {
            let (monthly, total) = (sum(series), o[outcome] * years);
            let scale = 1.0 + o[Outcome::CostPerHead].abs() + o[Outcome::CustomerEquity].abs() + total.abs();
            prop_assert!((monthly - total).abs() < 1e-9 * scale, "{monthly} is not {total}");
        }
        let last = result.months.last().map(|month| month[Series::Equity as usize]);
        prop_assert!(last.is_none_or(|equity| close(equity, o[Outcome::CustomerEquity])));
        let conflict = sum(Series::ConflictHours) * people;
        let per_head_day = o[Outcome::ConflictHours] * people * f64::from(scenario.plan.days);
        prop_assert!((conflict - per_head_day).abs() < 1e-6 * (1.0 + conflict));
    }
    Ok(())
}

fn people_add_up(scenario: &Scenario, result: &Replication) -> Result<(), TestCaseError> {
    let (sellers, marketers, bosses, others) = heads(scenario);
    let count = |function: &str| result.people.iter().filter(|p| p.function == function).count();
    prop_assert_eq!(count("sales"), sellers);
    prop_assert_eq!(count("marketing"), marketers);
    prop_assert_eq!(count("sales_manager"), bosses);
    prop_assert_eq!(count("marketing_manager"), others);

    let day = (scenario.firm.day_hours * 3600.0 + 0.5) as u64;
    let days = u64::from(scenario.plan.days);
    let mut leavers = 0.0;
    for person in &result.people {
        let mut seconds = 0;
        for (hours, name) in person.hours.iter().zip(HOURS) {
            prop_assert!(*hours >= 0.0, "{name}");
            seconds += (hours * 3600.0).round() as u64;
        }
        prop_assert_eq!(seconds % day, 0, "a {} paid for part of a day", person.function);
        prop_assert!(seconds <= day * days, "a {} paid for more than all days", person.function);
        if scenario.people.leaving == 0.0 {
            prop_assert_eq!(seconds, day * days, "a {} absent without having left", person.function);
        }
        leavers += f64::from(person.leavers);
        for (what, value) in [("trust", person.trust), ("satisfaction", person.satisfaction)] {
            prop_assert!((0.0..=1.0).contains(&value), "{what} of {value}");
        }
        prop_assert!(person.skill > 0.0 && person.skill.is_finite(), "skill of {}", person.skill);
        prop_assert!(person.blame_given >= 0.0 && person.blame_received >= 0.0);
    }
    let years = f64::from(scenario.plan.days) / 252.0;
    let total = result.people.len().max(1) as f64;
    let o = &result.outcomes;
    prop_assert!(close(leavers / total / years, o[Outcome::Turnover]));
    let wins = |function: &str| {
        result.people.iter().filter(|p| p.function == function).map(|p| f64::from(p.wins)).sum::<f64>()
    };
    prop_assert!(close(wins("sales") / total / years, o[Outcome::Wins]));
    if wins("sales") > 0.0 {
        prop_assert!(close(wins("marketing") / wins("sales"), o[Outcome::MarketingShare]));
    }
    Ok(())
}

/// Firms to try: `tests/campaign/run --part laws` asks for more.
fn cases() -> u32 {
    std::env::var("VERONA_FIRMS").ok().and_then(|number| number.parse().ok()).unwrap_or(1_500)
}

/// Firms done, so that a campaign that is cut can say how far it came.
static DONE: AtomicU32 = AtomicU32::new(0);

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn every_legal_firm_runs_and_its_figures_agree(scenario in any_firm(), replication in 0u32..1_000) {
        let mut events = Vec::new();
        let seed = scenario.plan.seed;
        let result = simulate(&scenario, seed, replication, &mut Workspace::default(), &mut events);
        let result = match result {
            Ok(result) => result,
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        };
        outcomes_are_in_range(&scenario, &result)?;
        months_add_up(&scenario, &result)?;
        people_add_up(&scenario, &result)?;
        check_story(&scenario, &result, &events)?;
        let done = DONE.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(1_000) {
            eprintln!("{done} random firms: every law held");
        }
    }
}
