//! From one way of working to another, choice by choice: in one future, along an order of the choices in which they differ and
//! along the same order backwards. What a step adds is what that choice gives, where those before it have been made.

use super::{Stopped, Until};
use crate::model::outcome::{HOURS, OUTCOMES};
use crate::model::trace::{Event, Loss, What};
use crate::model::{Decision, ModelError, Observer, Outcomes, Parts, Workspace, simulate};
use crate::scenario::registry::{Parameter, Value};
use crate::scenario::{Scenario, parameters};
use std::collections::BTreeMap;

/// Something in which two ways of working differ and that can be taken from either.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its name: a key without `operating.`, or what a group of keys is called.
    pub name: String,
    /// The parameters; none for the programme of change.
    pub keys: Vec<&'static Parameter>,
}

/// The choices in which `a` and `b` differ, in the order of declaration. The weights of a meeting's agenda are one choice, since
/// they share one meeting; the plan of the simulation is none.
pub fn choices(a: &Scenario, b: &Scenario) -> Vec<Choice> {
    let empty = |s: &Scenario| {
        let o = &s.operating;
        [o.agenda_conflict, o.agenda_boundary, o.agenda_planning, o.agenda_training].iter().all(|w| *w == 0.0)
    };
    // Meetings without an agenda cannot be held, so that neither may come without the other.
    let together = empty(a) || empty(b);
    let mut out: Vec<Choice> = Vec::new();
    for parameter in parameters().filter(|parameter| parameter.section != "plan") {
        let value = |s: &Scenario| s.get(parameter.section, parameter.name);
        if value(a) == value(b) {
            continue;
        }
        let meeting =
            parameter.name.starts_with("agenda_") || (together && parameter.name == "meeting_interval");
        let name = match parameter.section {
            "operating" if meeting => "agenda of meetings".to_owned(),
            "operating" => parameter.name.to_owned(),
            _ => parameter.key(),
        };
        match out.iter_mut().find(|choice| choice.name == name) {
            Some(choice) => choice.keys.push(parameter),
            None => out.push(Choice { name, keys: vec![parameter] }),
        }
    }
    if a.programme != b.programme {
        out.push(Choice { name: "programme".to_owned(), keys: Vec::new() });
    }
    out
}

impl Choice {
    /// Takes this choice over from another way of working.
    pub fn take(&self, into: &mut Scenario, from: &Scenario) {
        if self.keys.is_empty() {
            into.programme = from.programme.clone();
        }
        for key in &self.keys {
            if let Some(value) = from.get(key.section, key.name) {
                let stored = into.set(key.section, key.name, &value);
                debug_assert!(stored.is_ok(), "a value of one scenario fits another");
            }
        }
    }

    /// Its values in a way of working.
    pub fn values(&self, of: &Scenario) -> Vec<Value> {
        self.keys.iter().filter_map(|key| of.get(key.section, key.name)).collect()
    }
}

/// What became of a prospect that was a lead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fate {
    /// The customer decided in the counted days.
    Decided(Decision),
    /// Lost before a decision.
    Lost(Loss),
    /// The customer decided before counting began, or has not decided by the end.
    Open,
}

/// One way of working in one future.
#[derive(Debug, Clone)]
pub struct End {
    /// Its outcomes.
    pub outcomes: Outcomes,
    /// What profit per head is made of.
    pub parts: Parts,
    /// Hours per head per day by category, as in [`HOURS`].
    pub hours: [f64; HOURS.len()],
    /// What became of every prospect that was a lead, by the prospect and how often it has been a lead before.
    pub fates: BTreeMap<(u64, u32), (u32, Fate)>,
    /// What a unit of revenue adds to profit per head.
    pub weight: f64,
}

/// Sees what became of every lead.
struct Fates<'a> {
    until: Until<'a>,
    from: u32,
    names: BTreeMap<u32, (u64, u32)>,
    often: BTreeMap<u64, u32>,
    fates: BTreeMap<(u64, u32), (u32, Fate)>,
}

impl Observer for Fates<'_> {
    const WATCHING: bool = true;

    fn see(&mut self, event: Event) {
        // A decision that was lost is told as an event too, which is not to undo it.
        let What::Lost(loss) = event.what else { return };
        if loss != Loss::Competition {
            self.set(event.lead, Fate::Lost(loss));
        }
    }

    fn prospect(&mut self, lead: u32, key: u64) {
        let often = self.often.entry(key).or_default();
        let name = *self.names.entry(lead).or_insert((key, *often));
        if name.1 == *often {
            *often += 1;
        }
        self.fates.entry(name).or_insert((lead, Fate::Open));
    }

    fn decides(&mut self, decision: Decision) {
        let counted = decision.day >= self.from;
        self.set(Some(decision.lead), if counted { Fate::Decided(decision) } else { Fate::Open });
    }

    fn goes_on(&mut self) -> bool {
        self.until.goes_on()
    }
}

impl Fates<'_> {
    fn set(&mut self, lead: Option<u32>, fate: Fate) {
        if let Some((number, name)) = lead.and_then(|lead| Some((lead, self.names.get(&lead)?))) {
            self.fates.insert(*name, (number, fate));
        }
    }
}

/// Lives one future of one way of working, and looks at all of it.
///
/// # Errors
/// [`ModelError`] as [`simulate`].
pub fn end(
    scenario: &Scenario,
    seed: u64,
    replication: u32,
    workspace: &mut Workspace,
    cancel: &std::sync::atomic::AtomicBool,
) -> Result<End, ModelError> {
    let mut watch = Fates {
        until: Until(cancel),
        from: scenario.plan.warm_up,
        names: BTreeMap::new(),
        often: BTreeMap::new(),
        fates: BTreeMap::new(),
    };
    let result = simulate(scenario, seed, replication, workspace, &mut watch)?;
    let heads = result.people.iter().filter(|person| person.function != "enablement").count().max(1) as f64;
    let days = f64::from(scenario.plan.days);
    let mut hours = [0.0; HOURS.len()];
    for person in &result.people {
        hours.iter_mut().zip(&person.hours).for_each(|(sum, hours)| *sum += hours / heads / days);
    }
    let years = days / crate::scenario::calendar::DAYS_A_YEAR;
    let weight = scenario.money.gross_margin / heads / years;
    Ok(End { outcomes: result.outcomes, parts: result.parts, hours, fates: watch.fates, weight })
}

/// One future of two ways of working, and what each choice adds on the way from the one to the other: the mean of the order and
/// of the same order backwards. Added up over the choices that is exactly the second less the first.
///
/// # Errors
/// [`Stopped`] when a law of the model was broken or `cancel` was set.
#[allow(clippy::too_many_arguments, reason = "one future needs all of these")]
pub fn walk(
    [from, to]: [&Scenario; 2],
    [first, last]: [&Outcomes; 2],
    choices: &[Choice],
    order: &[usize],
    seed: u64,
    replication: u32,
    workspace: &mut Workspace,
    cancel: &std::sync::atomic::AtomicBool,
) -> Result<Vec<Outcomes>, Stopped> {
    let mut steps = vec![Outcomes([0.0; OUTCOMES.len()]); choices.len()];
    let backwards: Vec<usize> = order.iter().rev().copied().collect();
    for order in [order, &backwards] {
        let mut scenario = from.clone();
        let mut before = *first;
        for (at, &choice) in order.iter().enumerate() {
            choices[choice].take(&mut scenario, to);
            let now = match at + 1 == order.len() {
                true => *last,
                false => {
                    simulate(&scenario, seed, replication, workspace, &mut Until(cancel))
                        .map_err(|error| Stopped::of(error, &choices[choice].name, replication))?
                        .outcomes
                }
            };
            for (sum, (now, before)) in steps[choice].0.iter_mut().zip(now.0.iter().zip(&before.0)) {
                *sum += (now - before) / 2.0;
            }
            before = now;
        }
    }
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::{choices, end, walk};
    use crate::model::Workspace;
    use crate::model::outcome::Outcome;
    use crate::scenario::Scenario;
    use crate::scenario::presets::PRESETS;

    fn small(preset: usize) -> Scenario {
        let mut scenario = Scenario { operating: (PRESETS[preset].choices)(), ..Scenario::default() };
        (scenario.firm.salespeople, scenario.firm.marketers) = (8, 3);
        (scenario.plan.days, scenario.plan.warm_up) = (84, 21);
        // A vacant post has no hours.
        scenario.people.leaving = 0.0;
        scenario
    }

    #[test]
    fn taking_every_choice_over_makes_the_other_way_of_working() {
        for (a, b) in [(0, 1), (1, 3), (3, 0)] {
            let (from, to) = (small(a), small(b));
            let mut walked = from.clone();
            choices(&from, &to).iter().for_each(|choice| choice.take(&mut walked, &to));
            assert_eq!(walked, to);
            assert!(choices(&to, &to).is_empty());
        }
    }

    #[test]
    fn steps_add_up_to_the_difference_whatever_the_order() {
        let (from, to) = (small(1), small(2));
        let choices = choices(&from, &to);
        let go = AtomicBool::new(false);
        let mut workspace = Workspace::default();
        let ends = [&from, &to].map(|s| end(s, 3, 2, &mut Workspace::default(), &go).unwrap().outcomes);
        let order: Vec<usize> = (0..choices.len()).rev().collect();
        let steps =
            walk([&from, &to], [&ends[0], &ends[1]], &choices, &order, 3, 2, &mut workspace, &go).unwrap();
        let profit = Outcome::ProfitPerHead;
        let sum: f64 = steps.iter().map(|step| step[profit]).sum();
        assert!((sum - (ends[1][profit] - ends[0][profit])).abs() < 1e-6, "{sum}");
    }

    #[test]
    fn what_profit_is_made_of_adds_up_to_it_and_hours_to_the_day() {
        for preset in 0..PRESETS.len() {
            let found =
                end(&small(preset), 5, 1, &mut Workspace::default(), &AtomicBool::new(false)).unwrap();
            let profit = found.outcomes[Outcome::ProfitPerHead];
            assert!((found.parts.iter().sum::<f64>() - profit).abs() < 1e-6 * profit.abs().max(1.0));
            assert!((found.hours.iter().sum::<f64>() - small(preset).firm.day_hours).abs() < 1e-6);
        }
    }
}
