//! The patterns, each with its range, source and grade.

use super::pattern::{Found, Pattern, Unit};
use crate::model::Replication;
use crate::model::outcome::{HOURS, Outcome};
use crate::scenario::Scenario;

/// The share of these people's hours that go to these categories; those of all people without a function.
fn hours(result: &Replication, function: Option<&str>, categories: &[&str]) -> f64 {
    let (mut spent, mut paid) = (0.0, 0.0);
    for person in result.people.iter().filter(|person| function.is_none_or(|name| person.function == name)) {
        for (category, hours) in HOURS.iter().zip(person.hours) {
            paid += hours;
            spent += if categories.contains(category) { hours } else { 0.0 };
        }
    }
    spent / paid
}

/// Every pattern, in the order in which they are told.
pub const PATTERNS: &[Pattern] = &[
    Pattern {
        name: "selling",
        about: "salespeople's hours with customers: selling and account care",
        unit: Unit::Share,
        range: |_| [0.28, 0.46],
        source: "CSO Insights 2011, over 2,000 firms; HubSpot",
        grade: 'C',
        found: Found::From(|result| hours(result, Some("sales"), &["selling", "accounts"])),
    },
    Pattern {
        name: "finding leads",
        about: "salespeople's hours of prospecting of their own",
        unit: Unit::Share,
        range: |_| [0.10, 0.24],
        source: "CSO Insights 2011: 19 to 24 %",
        grade: 'C',
        found: Found::From(|result| hours(result, Some("sales"), &["prospecting"])),
    },
    Pattern {
        name: "material, hours",
        about: "salespeople's hours of looking for material or making it",
        unit: Unit::Share,
        range: |_| [0.05, 0.20],
        source: "vendor analyses: up to a third of selling time; Nucleus Research",
        grade: 'C',
        found: Found::Outcome("material_hours_share"),
    },
    Pattern {
        name: "material, unused",
        about: "marketing's pieces that sales never used",
        unit: Unit::Share,
        range: |_| [0.50, 0.80],
        source: "SiriusDecisions 60 to 70 %; Savo 2009 80 %",
        grade: 'C',
        found: Found::Outcome("material_unused_share"),
    },
    Pattern {
        name: "material, made by sales",
        about: "pieces in won deals that sales made",
        unit: Unit::Share,
        range: |_| [0.30, 0.60],
        source: "vendor analysis of 20,000 deals: 61 %, of all in use 40 %",
        grade: 'C',
        found: Found::Outcome("material_by_sales_share"),
    },
    Pattern {
        name: "material, pieces a deal",
        about: "pieces used in a won deal",
        unit: Unit::Pieces,
        range: |_| [3.0, 8.0],
        source: "Demand Metric and Seismic: 6.7 in an average cycle",
        grade: 'C',
        found: Found::Outcome("material_per_win"),
    },
    Pattern {
        name: "leads never worked",
        about: "marketing leads that no salesperson worked, of those that came into view and ended",
        unit: Unit::Share,
        range: |_| [0.20, 0.70],
        source: "Sabnis et al. 2013, about 70 % cited; LeanData 2017",
        grade: 'A',
        found: Found::From(|result| 1.0 - result.outcomes[Outcome::FollowUp]),
    },
    Pattern {
        name: "leads answered within a day",
        about: "leads with a first answer within a day",
        unit: Unit::Share,
        range: |_| [0.40, 0.55],
        source: "Oldroyd 2011, 2,241 firms",
        grade: 'B',
        found: Found::Outcome("answered_within_a_day_share"),
    },
    Pattern {
        name: "leads never answered",
        about: "leads without any answer",
        unit: Unit::Share,
        range: |_| [0.15, 0.30],
        source: "Oldroyd 2011: 23 % of 2,241 firms, web leads",
        grade: 'B',
        found: Found::From(|result| 1.0 - result.outcomes[Outcome::FollowUp]),
    },
    Pattern {
        name: "duplicated hours",
        about: "duplicated hours of all kinds, of all hours worked",
        unit: Unit::Share,
        range: |_| [0.02, 0.12],
        source: "Asana 2021-22: about 58 minutes a day, all office work",
        grade: 'C',
        found: Found::Outcome("duplicated_work_share"),
    },
    Pattern {
        name: "quota",
        about: "salespeople who reach their target",
        unit: Unit::Share,
        range: |_| [0.40, 0.70],
        source: "blogs: 60 to 70 % of a well-set quota; CSO Insights 55 to 62 %",
        grade: 'C',
        found: Found::Outcome("quota_attainment"),
    },
    Pattern {
        name: "the best fifth",
        about: "wins by the best fifth of salespeople",
        unit: Unit::Share,
        range: |_| [0.35, 0.60],
        source: "O'Boyle and Aguinis 2012: output is concentrated",
        grade: 'A',
        found: Found::Outcome("top_fifth_share"),
    },
    Pattern {
        name: "win rate",
        about: "opportunities won, of those that ended",
        unit: Unit::Share,
        range: |_| [0.117, 0.399],
        source: "IBM sample, 78,025 deals: 11.7 to 39.9 % over the classes of deal size",
        grade: 'C',
        found: Found::Outcome("win_rate"),
    },
    Pattern {
        name: "sales cycle",
        about: "mean calendar days from interest to win",
        unit: Unit::Days,
        range: |firm| match typical_deal(firm) {
            value if value < 25_000.0 => [14.0, 30.0],
            value if value < 100_000.0 => [30.0, 90.0],
            _ => [90.0, 180.0],
        },
        source: "aggregators: 14 to 30, 30 to 90, 90 to 180 days under 25, under 100, over 100 thousand",
        grade: 'C',
        found: Found::From(|result| result.outcomes[Outcome::CycleTime] * 7.0 / 5.0),
    },
    Pattern {
        name: "wins that marketing claims",
        about: "wins of which marketing says that they came of it",
        unit: Unit::Share,
        range: |_| [0.28, 0.48],
        source: "CSO Insights: 38 % of leads that convert, taken ± 10 points",
        grade: 'C',
        found: Found::Outcome("claimed_by_marketing_share"),
    },
    Pattern {
        name: "wins credited to marketing",
        about: "wins for which sales grants marketing the credit",
        unit: Unit::Share,
        range: |_| [0.13, 0.33],
        source: "CSO Insights: 23 % of leads that convert, taken ± 10 points",
        grade: 'C',
        found: Found::Outcome("credited_to_marketing_share"),
    },
    Pattern {
        name: "internal meetings",
        about: "all people's hours in meetings, joint work and talk within the firm",
        unit: Unit::Share,
        range: |_| [0.10, 0.25],
        source: "all meetings about 5 of 40 hours of an office worker (blog); the width is recalled",
        grade: 'C',
        found: Found::From(|result| {
            hours(
                result,
                None,
                &["meetings", "own_meetings", "conflict_meetings", "informal", "joint_sync", "programme"],
            )
        }),
    },
    Pattern {
        name: "turnover",
        about: "people who leave, of posts, a year",
        unit: Unit::Share,
        range: |_| [0.15, 0.35],
        source: "recalled; no source was seen",
        grade: 'D',
        found: Found::Outcome("turnover"),
    },
    Pattern {
        name: "churn",
        about: "accounts lost, of those held, a year",
        unit: Unit::Share,
        range: |_| [0.06, 0.12],
        source: "Pacific Crest: gross churn of revenue 6 to 8 %",
        grade: 'C',
        found: Found::Outcome("churn"),
    },
    Pattern {
        name: "cost over revenue",
        about: "cost of sales and marketing over revenue",
        unit: Unit::Share,
        range: |_| [0.15, 0.45],
        source: "recalled; no source was seen",
        grade: 'D',
        found: Found::From(|result| result.outcomes[Outcome::Cost] / result.outcomes[Outcome::Revenue]),
    },
];

/// The value of a typical deal of the firm, at its place on the deal-size axis.
fn typical_deal(firm: &Scenario) -> f64 {
    firm.offer.deal_value * libm::pow(firm.offer.deal_spread, firm.offer.deal_size - 0.5)
}
