//! A claim file as it is meant: claims, the tests that each stands on, and the firms to simulate for them.

use crate::scenario::calendar::MONTHS_A_YEAR;
use std::collections::BTreeSet;

use crate::model::Replication;
use crate::model::outcome::{OUTCOMES, Outcome, SERIES, Series};
use crate::scenario::Scenario;
use crate::scenario::registry::Value;

/// A value of one parameter, as (section, name, value).
pub type ParameterValue = (&'static str, &'static str, Value);

/// Claims, and all that is needed to test them.
#[derive(Debug, Clone)]
pub struct Book {
    /// The file's name for itself.
    pub name: String,
    /// What the claims are about.
    pub about: String,
    /// The claims, in the order of the file.
    pub claims: Vec<Claim>,
    /// The firms and ways of working that any test names, each once.
    pub cells: Vec<Condition>,
    /// What is measured in the cells, each once.
    pub slots: Vec<Slot>,
    /// The slots over which revenue per head is averaged: 1/100 of that is a point. Empty where no test is in points.
    pub points: Vec<usize>,
    /// The mechanisms that can be switched off, or are missing.
    pub mechanisms: Vec<Mechanism>,
    /// The keys that the file sets for the firm itself, which no draw changes anywhere.
    pub stated: BTreeSet<(&'static str, &'static str)>,
    /// The plan and seed of the file.
    pub plan: crate::scenario::parameters::Plan,
}

/// One claim.
#[derive(Debug, Clone)]
pub struct Claim {
    /// A short name, such as `C1`.
    pub id: String,
    /// The claim in words.
    pub statement: String,
    /// Who claims it.
    pub source: String,
    /// How it was made testable, and why so; empty where there was nothing to decide.
    pub note: String,
    /// What the team believes about the verdict, written after the runs; empty where nothing is to be said.
    pub belief: String,
    /// The tests; those that are judged must all hold.
    pub tests: Vec<Test>,
}

/// One test: an effect against a threshold, for each rival where it has rivals.
#[derive(Debug, Clone)]
pub struct Test {
    /// A name, unique in its claim.
    pub name: String,
    /// The effect in words.
    pub about: String,
    /// What is measured.
    pub quantity: Quantity,
    /// Weights and slots whose weighted sum is the effect.
    pub terms: Vec<(f64, usize)>,
    /// Slots that are subtracted in turn, with their names; a test without is one comparison.
    pub rivals: Vec<(String, usize)>,
    /// Whether one rival is enough, rather than all.
    pub any: bool,
    /// What the effect is measured in.
    pub unit: Unit,
    /// What the effect must pass; none for a test that is only told.
    pub threshold: Option<Threshold>,
    /// Within this much of zero, in the unit of the test, there is as good as no effect; none where the file does not say.
    pub no_effect: Option<f64>,
    /// Whether the claim's verdict depends on it; else it is told beside.
    pub judged: bool,
}

/// A threshold, in the unit of the test.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// The number.
    pub value: f64,
    /// Whether the effect must lie above, rather than below.
    pub above: bool,
}

/// What an effect is measured in.
#[derive(Debug, Clone, PartialEq)]
pub enum Unit {
    /// 1/100 of the base firm's mean revenue per head.
    Points,
    /// 1/100 of the rival's mean.
    PercentOfRival,
    /// The outcome's own unit times this, in these words.
    Own {
        /// 100 for percentage points, else 1.
        scale: f64,
        /// The unit in words.
        words: String,
    },
}

/// What is measured in a replication of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// An outcome, by position.
    Outcome(usize),
    /// The mean of a monthly series over these months, counted from 1, both included; flows of money are a year's.
    Months(usize, [u32; 2]),
}

/// A quantity of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The cell's position.
    pub cell: usize,
    /// The quantity.
    pub quantity: Quantity,
}

/// A firm and a way of working.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The name, such as `aligned @ large`.
    pub name: String,
    /// All that a simulation needs.
    pub scenario: Scenario,
    /// The keys that the file says, which no draw changes.
    pub held: BTreeSet<(&'static str, &'static str)>,
}

/// A mechanism of the model, and how it is switched off.
#[derive(Debug, Clone)]
pub struct Mechanism {
    /// The name.
    pub name: String,
    /// What it does.
    pub about: String,
    /// The values that switch it off; empty for a mechanism that no parameter switches off.
    pub off: Vec<ParameterValue>,
    /// What the values leave of it, or why there are none; empty where nothing is left.
    pub left: String,
}

impl Quantity {
    /// The name of the outcome or series.
    pub fn name(self) -> &'static str {
        match self {
            Quantity::Outcome(at) => OUTCOMES[at].name,
            Quantity::Months(at, _) => SERIES[at].name,
        }
    }

    /// The unit of the outcome or series; flows of money a month are given for a year.
    pub fn unit(self) -> &'static str {
        match self {
            Quantity::Outcome(at) => OUTCOMES[at].unit,
            Quantity::Months(at, _) => SERIES[at].unit,
        }
    }

    /// Whether it is money by head, so that points of revenue by head are a unit for it.
    pub fn is_money_per_head(self) -> bool {
        self.unit().starts_with("money per head")
    }

    /// Its value in one replication; NaN where nothing could be measured.
    pub fn of(self, result: &Replication) -> f64 {
        match self {
            Quantity::Outcome(at) => result.outcomes.0[at],
            Quantity::Months(at, [first, last]) => {
                let months = result.months.iter().take(last as usize).skip(first as usize - 1);
                let values: Vec<f64> = months.map(|month| month[at]).collect();
                let mean = values.iter().sum::<f64>() / values.len() as f64;
                // Equity is a stock; the other sums of money are what a month brings.
                let flow = SERIES[at].unit == "money per head" && at != Series::Equity as usize;
                if flow { MONTHS_A_YEAR * mean } else { mean }
            }
        }
    }
}

impl Book {
    /// The slots that the judged tests need, points among them; with `told`, those of all tests.
    pub fn needed(&self, told: bool) -> Vec<usize> {
        let tests = self.claims.iter().flat_map(|claim| &claim.tests).filter(|test| told || test.judged);
        let of = |test: &Test| -> Vec<usize> {
            let terms = test.terms.iter().map(|(_, slot)| *slot);
            terms.chain(test.rivals.iter().map(|(_, slot)| *slot)).collect()
        };
        let needed: BTreeSet<usize> = tests.flat_map(of).chain(self.points.iter().copied()).collect();
        needed.into_iter().collect()
    }

    /// Keeps these claims only, by id, in the order of the file.
    ///
    /// # Errors
    /// Words for the user when there is no such claim, with those there are.
    pub fn keep(&mut self, only: &[String]) -> Result<(), String> {
        let known = || self.claims.iter().map(|claim| claim.id.as_str()).collect::<Vec<_>>().join(", ");
        if let Some(unknown) = only.iter().find(|id| !self.claims.iter().any(|claim| claim.id == **id)) {
            return Err(format!("there is no claim '{unknown}'; there are {}", known()));
        }
        if only.is_empty() {
            return Err(format!("no claim is named; there are {}", known()));
        }
        self.claims.retain(|claim| only.contains(&claim.id));
        Ok(())
    }

    /// The slot of what a point is made of, in that cell.
    pub(super) const POINT: Quantity = Quantity::Outcome(Outcome::RevenuePerHead as usize);
}
