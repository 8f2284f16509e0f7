//! Patterns of ordinary firms: what surveys and studies say of hours, leads, material, quota, churn and cost, each declared once with
//! its range, source and grade, and measured on simulated futures of a firm.
//!
//! A pattern is met where the mean over the futures, each the mean over the ways of working compared, lies in the range. Defaults that
//! no source gives are chosen to meet as many patterns as can hold at once, never to please a claim. Grades as in
//! `docs/evidence.md`: A peer-reviewed, B a large survey, C a vendor or a blog, D recalled, not seen.

use crate::model::Replication;
use crate::model::outcome::{HOURS, OUTCOMES, Outcome};
use crate::scenario::Scenario;

use super::statistics::Summary;

/// What a pattern is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A share in 0 to 1, told in per cent.
    Share,
    /// Pieces of material a deal.
    Pieces,
    /// Calendar days.
    Days,
}

/// How a pattern is found in one replication of a firm.
enum Found {
    /// An outcome, by name; missing where the model does not measure it.
    Outcome(&'static str),
    /// Worked out from the whole replication.
    From(fn(&Replication) -> f64),
}

/// One pattern.
pub struct Pattern {
    /// A short name.
    pub name: &'static str,
    /// What is measured in the model.
    pub about: &'static str,
    /// What it is measured in.
    pub unit: Unit,
    /// The range in ordinary firms, which may depend on what the firm sells.
    range: fn(&Scenario) -> [f64; 2],
    /// Where the range comes from.
    pub source: &'static str,
    /// How good the source is.
    pub grade: char,
    found: Found,
}

/// Whether a firm shows a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// The mean lies in the range.
    Yes,
    /// The mean lies below the range.
    Below,
    /// The mean lies above the range.
    Above,
    /// Nothing could be measured.
    Unmeasured,
}

impl Met {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Met::Yes => "met",
            Met::Below => "below",
            Met::Above => "above",
            Met::Unmeasured => "not measured",
        }
    }
}

/// What a firm shows of one pattern.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Its position in [`PATTERNS`].
    pub pattern: usize,
    /// The range for this firm.
    pub range: [f64; 2],
    /// Over the futures, of the mean over the ways of working; `n` is 0 where nothing could be measured.
    pub whole: Summary,
    /// The mean over the futures, by way of working; NaN where nothing could be measured.
    pub each: Vec<f64>,
}

impl Shown {
    /// Whether the pattern is met.
    pub fn met(&self) -> Met {
        let [low, high] = self.range;
        match self.whole.mean {
            mean if mean.is_nan() => Met::Unmeasured,
            mean if mean < low => Met::Below,
            mean if mean > high => Met::Above,
            _ => Met::Yes,
        }
    }
}

impl Pattern {
    /// The range in ordinary firms like this one, in the pattern's unit.
    pub fn range(&self, firm: &Scenario) -> [f64; 2] {
        (self.range)(firm)
    }

    /// What would have to be measured, where the model does not.
    pub fn missing(&self) -> Option<&'static str> {
        match self.found {
            Found::Outcome(name) if position(name).is_none() => Some(name),
            _ => None,
        }
    }

    /// Its value in one replication; NaN where nothing could be measured.
    pub fn of(&self, result: &Replication) -> f64 {
        match self.found {
            Found::Outcome(name) => position(name).map_or(f64::NAN, |at| result.outcomes.0[at]),
            Found::From(work_out) => work_out(result),
        }
    }
}

fn position(name: &str) -> Option<usize> {
    OUTCOMES.iter().position(|measure| measure.name == name)
}

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

/// Collects what futures show of the patterns; give it each result once.
#[derive(Debug, Clone)]
pub struct Collected {
    /// By way of working, then by future, then by pattern.
    values: Vec<Vec<Vec<f64>>>,
}

impl Collected {
    /// Nothing yet, of so many ways of working.
    pub fn new(arms: usize) -> Self {
        Self { values: vec![Vec::new(); arms] }
    }

    /// Takes a result of a way of working in; results come in the order of their futures.
    pub fn add(&mut self, arm: usize, result: &Replication) {
        self.values[arm].push(PATTERNS.iter().map(|pattern| pattern.of(result)).collect());
    }

    /// What is shown of every pattern by a firm.
    pub fn shown(&self, firm: &Scenario) -> Vec<Shown> {
        let futures = self.values.iter().map(Vec::len).min().unwrap_or(0);
        let one = |pattern: usize| {
            let mean = |values: &mut dyn Iterator<Item = f64>| {
                let measured: Vec<f64> = values.filter(|value| value.is_finite()).collect();
                measured.iter().sum::<f64>() / measured.len() as f64
            };
            let whole = (0..futures)
                .map(|future| mean(&mut self.values.iter().map(|arm| arm[future][pattern])))
                .filter(|value| value.is_finite());
            Shown {
                pattern,
                range: PATTERNS[pattern].range(firm),
                whole: Summary::of(whole),
                each: (self.values.iter())
                    .map(|arm| mean(&mut arm.iter().map(|future| future[pattern])))
                    .collect(),
            }
        };
        (0..PATTERNS.len()).map(one).collect()
    }
}

/// How many of the patterns that could be measured are met, and how many could be.
pub fn count(shown: &[Shown]) -> (usize, usize) {
    let measured = shown.iter().filter(|shown| shown.met() != Met::Unmeasured).count();
    (shown.iter().filter(|shown| shown.met() == Met::Yes).count(), measured)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Outcomes, PersonRecord};

    /// A replication in which salespeople sell for three hours of ten, and every outcome is this.
    fn replication(value: f64) -> Replication {
        let mut person = PersonRecord {
            function: "sales",
            post: 0,
            experience: 1.0,
            skill: 1.0,
            hours: [0.0; HOURS.len()],
            leads_given: 0,
            leads_followed_up: 0,
            leads_own: 0,
            wins: 0,
            blame_given: 0.0,
            blame_received: 0.0,
            trust: 0.5,
            satisfaction: 0.5,
            leavers: 0,
            pay: 0.0,
        };
        let at = |name: &str| HOURS.iter().position(|hours| *hours == name).unwrap();
        person.hours[at("selling")] = 3.0;
        person.hours[at("idle")] = 7.0;
        Replication {
            outcomes: Outcomes([value; OUTCOMES.len()]),
            people: vec![person],
            ..Default::default()
        }
    }

    #[test]
    fn a_pattern_is_met_where_the_mean_over_ways_of_working_lies_in_its_range() {
        let mut collected = Collected::new(2);
        for (arm, value) in [(0, 0.08), (1, 0.12), (0, 0.09), (1, 0.13)] {
            collected.add(arm, &replication(value));
        }
        let shown = collected.shown(&Scenario::default());
        let of = |name: &str| shown.iter().find(|shown| PATTERNS[shown.pattern].name == name).unwrap();
        assert_eq!(of("selling").met(), Met::Yes);
        assert!((of("selling").whole.mean - 0.3).abs() < 1e-12);
        // 0.105 lies in 0.06 to 0.12, though one of the two ways of working lies above.
        assert_eq!(of("churn").met(), Met::Yes);
        assert!((of("churn").each[1] - 0.125).abs() < 1e-12);
        assert_eq!((of("turnover").met(), of("cost over revenue").met()), (Met::Below, Met::Above));
        assert_eq!(of("wins that marketing claims").met(), Met::Below);
        assert!(PATTERNS.iter().all(|pattern| pattern.missing().is_none()));
    }

    #[test]
    fn a_large_deal_may_take_longer_than_a_small_one() {
        let cycle = PATTERNS.iter().find(|pattern| pattern.name == "sales cycle").unwrap();
        let mut firm = Scenario::default();
        let range = |firm: &Scenario| cycle.range(firm);
        (firm.offer.deal_value, firm.offer.deal_size) = (60_000.0, 0.5);
        assert_eq!(range(&firm), [30.0, 90.0]);
        firm.offer.deal_size = 0.0;
        assert_eq!(range(&firm), [14.0, 30.0]);
        firm.offer.deal_size = 1.0;
        assert_eq!(range(&firm), [90.0, 180.0]);
    }
}
