//! What a firm could do next, each as a scenario of its own: every operating choice that some structure makes otherwise, every
//! structure, every programme of the file and every kind of measure at its usual dose, and what boards name: people and pay.
//!
//! A choice, a structure or a measure begins on a counted day and pays for its transition, as in a programme of change. People and
//! pay are as if they had been so from the start; finding and hiring somebody is paid once.

use super::walk::{Choice, choices};
use crate::scenario::operating::Operating;
use crate::scenario::presets::PRESETS;
use crate::scenario::programme::{Change, KINDS, Measure, MeasureKind, Programme};
use crate::scenario::registry::{Section, Value};
use crate::scenario::{Scenario, Study};

/// The counted day on which a lever is pulled.
pub const START: u32 = 21;

/// People hired or let go at once.
const PEOPLE: u32 = 2;

/// How much pay is raised.
const RAISE: f64 = 0.1;

/// What sort of lever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// One operating choice.
    Choice,
    /// Two operating choices.
    Pair,
    /// All choices of a structure.
    Structure,
    /// A programme of the file.
    Programme,
    /// One measure.
    Measure,
    /// People or pay: what boards name.
    Board,
}

impl Sort {
    /// In a word.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Choice => "choice",
            Sort::Pair => "pair of choices",
            Sort::Structure => "structure",
            Sort::Programme => "programme",
            Sort::Measure => "measure",
            Sort::Board => "people and pay",
        }
    }
}

/// Something to do.
#[derive(Debug, Clone)]
pub struct Lever {
    /// What it is called, such as `handover = pod`.
    pub name: String,
    /// What sort it is.
    pub sort: Sort,
    /// The firm that does it.
    pub scenario: Scenario,
    /// Money spent once, beyond what the simulation books.
    pub once: f64,
    /// The operating choices that it changes.
    choices: Vec<(&'static str, Value)>,
}

impl Lever {
    /// The operating choices that it changes, and to what.
    pub fn choices(&self) -> &[(&'static str, Value)] {
        &self.choices
    }
}

/// Doses of measures: working days, hours a participant and month, share of people or people in the role, money a month.
/// Assumptions, those of the advice of `verona diagnose` where that has one.
fn dose(kind: MeasureKind) -> (u32, f64, f64, u32, f64) {
    match kind {
        MeasureKind::RulesOfEngagement => (63, 3.0, 0.5, 0, 2_000.0),
        MeasureKind::DisciplinedCommunication => (126, 3.0, 0.5, 0, 0.0),
        MeasureKind::JointAssignments => (126, 6.0, 0.3, 0, 0.0),
        MeasureKind::JobRotation => (126, 16.0, 0.1, 0, 0.0),
        MeasureKind::Liaison => (252, 20.0, 0.0, 2, 0.0),
        MeasureKind::EasyFeedback => (252, 1.0, 0.8, 0, 1_000.0),
        MeasureKind::CoLocation => (252, 2.0, 0.5, 0, 5_000.0),
        MeasureKind::UpstreamDownstream => (252, 2.0, 0.5, 0, 0.0),
        MeasureKind::CulturalBrokers => (252, 20.0, 0.0, 2, 0.0),
        MeasureKind::AskingQuestions => (84, 4.0, 0.5, 0, 3_000.0),
        MeasureKind::OthersEyes => (84, 4.0, 0.5, 0, 3_000.0),
        MeasureKind::CrossFunctionalTeams => (126, 4.0, 0.3, 0, 0.0),
        MeasureKind::EnablementUnit => (252, 0.0, 0.0, 2, 0.0),
        MeasureKind::EnablementInTeams => (252, 20.0, 0.0, 2, 0.0),
        MeasureKind::CultureWorkshops => (84, 4.0, 0.5, 0, 5_000.0),
        MeasureKind::ProblemSolving => (84, 4.0, 0.5, 0, 5_000.0),
    }
}

/// A firm that changes these operating choices on the first day of levers.
fn changed(base: &Scenario, choices: &[(&'static str, Value)]) -> Scenario {
    let change = Change { day: START, phase: 0, asked: 0.0, choices: choices.to_vec() };
    Scenario { programme: Programme { changes: vec![change], ..Programme::default() }, ..base.clone() }
}

/// A value as a lever's name has it.
fn word(value: &Value) -> String {
    value.to_string().replace('"', "")
}

/// What a choice of another way of working sets.
fn settings(choice: &Choice, from: &Scenario) -> Vec<(&'static str, Value)> {
    choice.keys.iter().map(|key| key.name).zip(choice.values(from)).collect()
}

/// Every lever of a firm, in a fixed order.
pub fn levers(study: &Study) -> Vec<Lever> {
    let base = &study.base;
    let mut out: Vec<Lever> = Vec::new();
    let mut choice = |name: String, sort: Sort, choices: Vec<(&'static str, Value)>| {
        let same = |lever: &Lever| lever.choices == choices;
        if !choices.is_empty() && !out.iter().any(same) {
            out.push(Lever { name, sort, scenario: changed(base, &choices), once: 0.0, choices });
        }
    };
    for preset in &PRESETS {
        let there = Scenario { operating: (preset.choices)(), ..base.clone() };
        for found in choices(base, &there) {
            let set = settings(&found, &there);
            let name = match set.as_slice() {
                [(name, value)] => format!("{name} = {}", word(value)),
                _ => format!("{} as in {}", found.name, preset.name),
            };
            choice(name, Sort::Choice, set);
        }
    }
    for (name, value) in others(&base.operating) {
        choice(format!("{name} = {}", word(&value)), Sort::Choice, vec![(name, value)]);
    }
    for preset in &PRESETS {
        let there = Scenario { operating: (preset.choices)(), ..base.clone() };
        let all = choices(base, &there).iter().flat_map(|found| settings(found, &there)).collect();
        choice(format!("work as {}", preset.name), Sort::Structure, all);
    }
    let plain = |name: String, sort: Sort, scenario: Scenario, once: f64| Lever {
        name,
        sort,
        scenario,
        once,
        choices: Vec::new(),
    };
    for programme in &study.programmes {
        out.push(plain(
            format!("programme {}", programme.name),
            Sort::Programme,
            programme.scenario.clone(),
            0.0,
        ));
    }
    let horizon = base.plan.days;
    for info in KINDS.iter().filter(|_| horizon > START) {
        let (days, hours, share, people, cost) = dose(info.kind);
        let measure = Measure {
            kind: info.kind,
            day: START,
            days: days.min(horizon - START),
            hours,
            share,
            people,
            cost,
            ..Measure::default()
        };
        let programme = Programme { measures: vec![measure], ..Programme::default() };
        out.push(plain(info.name.to_owned(), Sort::Measure, Scenario { programme, ..base.clone() }, 0.0));
    }
    out.extend(
        board(base).into_iter().map(|(name, scenario, once)| plain(name, Sort::Board, scenario, once)),
    );
    out
}

/// Choices that all structures make alike, made otherwise: half and twice, or a quarter where there is nothing.
fn others(now: &Operating) -> Vec<(&'static str, Value)> {
    let mut out = Vec::new();
    for name in ["volume_reward", "materials_share", "study_share"] {
        let Some(Value::Number(value)) = now.get(name) else { continue };
        let tries = if value > 0.0 { vec![value / 2.0, (2.0 * value).min(1.0)] } else { vec![0.25] };
        out.extend(tries.into_iter().filter(|x| *x != value).map(|x| (name, Value::Number(x))));
    }
    out
}

/// People and pay.
fn board(base: &Scenario) -> Vec<(String, Scenario, f64)> {
    let mut out = Vec::new();
    for (who, marketers, salary) in [
        ("salespeople", false, base.money.salesperson_salary),
        ("marketers", true, base.money.marketer_salary),
    ] {
        let set = |n: u32| {
            let mut scenario = base.clone();
            // Whoever comes or goes does so in the market that there is.
            if scenario.market.territories == 0 {
                scenario.market.territories = base.firm.salespeople;
            }
            *(if marketers { &mut scenario.firm.marketers } else { &mut scenario.firm.salespeople }) = n;
            scenario
        };
        let now = if marketers { base.firm.marketers } else { base.firm.salespeople };
        let hiring = f64::from(PEOPLE) * base.money.hiring_cost * salary;
        out.push((format!("hire {PEOPLE} {who}"), set(now.saturating_add(PEOPLE)), hiring));
        // Somebody in particular may hold a post that would go.
        if now > PEOPLE && base.persons.is_empty() {
            out.push((format!("let {PEOPLE} {who} go"), set(now - PEOPLE), 0.0));
        }
    }
    let mut raised = base.clone();
    raised.money.salesperson_salary *= 1.0 + RAISE;
    raised.money.marketer_salary *= 1.0 + RAISE;
    out.push((format!("raise salaries by {:.0} %", RAISE * 100.0), raised, 0.0));
    out
}

/// Pairs of single choices that do not set the same thing.
pub fn pairs(base: &Scenario, singles: &[&Lever]) -> Vec<Lever> {
    let mut out = Vec::new();
    for (at, a) in singles.iter().enumerate() {
        for b in &singles[at + 1..] {
            if a.choices.iter().any(|(name, _)| b.choices.iter().any(|(other, _)| name == other)) {
                continue;
            }
            let mut choices = a.choices.clone();
            choices.extend(b.choices.iter().cloned());
            let scenario = changed(base, &choices);
            out.push(Lever {
                name: format!("{} and {}", a.name, b.name),
                sort: Sort::Pair,
                scenario,
                once: 0.0,
                choices,
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Sort, levers, pairs};
    use crate::scenario::{BUILT_IN, load};

    #[test]
    fn every_choice_of_every_structure_is_a_lever_and_none_comes_twice() {
        let study = load(BUILT_IN, "test", &["operating.preset=defined".to_owned()]).unwrap();
        let found = levers(&study);
        let names: BTreeSet<&str> = found.iter().map(|lever| lever.name.as_str()).collect();
        assert_eq!(names.len(), found.len());
        for name in
            ["handover = pod", "joint_reward = 0.5", "work as aligned", "liaison", "hire 2 salespeople"]
        {
            assert!(names.contains(name), "{name} is not among {names:?}");
        }
        // How it works today is no lever.
        assert!(!names.contains("handover = threshold") && !names.contains("work as defined"));
        assert!(found.iter().all(|lever| lever.scenario != study.base));
    }

    #[test]
    fn a_pair_sets_two_things() {
        let study = load(BUILT_IN, "test", &["operating.preset=defined".to_owned()]).unwrap();
        let found = levers(&study);
        let singles: Vec<_> = found.iter().filter(|lever| lever.sort == Sort::Choice).take(5).collect();
        let pairs = pairs(&study.base, &singles);
        assert!(!pairs.is_empty() && pairs.iter().all(|pair| pair.choices.len() >= 2));
    }
}
