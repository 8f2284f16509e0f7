//! What a programme of change does and when, as it is marked in tables and pictures.

use crate::scenario::Scenario;
use crate::scenario::numbers::counted;
use crate::scenario::operating::Operating;
use crate::scenario::presets::PRESETS;
use crate::scenario::programme::{Change, Measure, info};
use crate::scenario::registry::{Section, Value};

/// One thing that a programme does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The counted day on which it begins; 0 is the first after the warm-up.
    pub day: u32,
    /// The last day of it; `day` itself for what happens at once.
    pub until: u32,
    /// Whether it changes operating choices; else it is a measure.
    pub change: bool,
    /// What it is, in words.
    pub what: String,
}

impl Mark {
    /// When, in words.
    pub fn when(&self) -> String {
        if self.until > self.day {
            format!("day {} to {}", self.day, self.until)
        } else {
            format!("day {}", self.day)
        }
    }
}

/// Everything that an arm's programme does, by the day on which it begins.
pub fn marks(scenario: &Scenario) -> Vec<Mark> {
    let programme = &scenario.programme;
    let mut changes: Vec<&Change> = programme.changes.iter().collect();
    changes.sort_by_key(|change| change.day);
    let mut operating = scenario.operating.clone();
    let changes = changes.into_iter().map(|made| {
        for (name, value) in &made.choices {
            let stored = operating.set(name, value);
            debug_assert!(stored.is_ok(), "choices are checked when a programme is read");
        }
        change(made, &operating)
    });
    let mut marks: Vec<Mark> = changes.chain(programme.measures.iter().map(measure)).collect();
    marks.sort_by_key(|mark| mark.day);
    marks
}

/// The day on which a programme begins; 0 for one that does nothing.
pub fn start(marks: &[Mark]) -> u32 {
    marks.iter().map(|mark| mark.day).min().unwrap_or(0)
}

/// A change of which `after` comes: told by the structure that it comes nearest to, where that is shorter.
fn change(change: &Change, after: &Operating) -> Mark {
    let written = |(name, value): (&str, &Value)| format!("{name} = {value}");
    let choices: Vec<String> = change.choices.iter().map(|(name, value)| written((name, value))).collect();
    let beside = PRESETS.iter().map(|preset| {
        let structure = (preset.choices)();
        let own = Operating::PARAMETERS.iter().filter_map(|p| {
            let value = after.get(p.name)?;
            (structure.get(p.name).as_ref() != Some(&value)).then(|| written((p.name, &value)))
        });
        (preset.name, own.collect::<Vec<String>>())
    });
    let what = match beside.min_by_key(|(_, own)| own.len()) {
        Some((name, own)) if own.is_empty() => format!("to {name}"),
        Some((name, own)) if own.len() + 1 < choices.len() => format!("to {name}, but {}", own.join(", ")),
        _ => choices.join(", "),
    };
    let how = if change.phase > 0 { ", one team after another" } else { "" };
    Mark {
        day: change.day,
        until: change.day.saturating_add(change.phase),
        change: true,
        what: format!("{what}{how}"),
    }
}

fn measure(measure: &Measure) -> Mark {
    let info = info(measure.kind);
    let whom = if info.role {
        counted(measure.people, "person")
    } else {
        format!("{} % of people", measure.share * 100.0)
    };
    Mark {
        day: measure.day,
        until: measure.day.saturating_add(measure.days.saturating_sub(1)),
        change: false,
        what: format!("{}: {whom}, {} hours a month each", info.name.replace('_', " "), measure.hours),
    }
}

#[cfg(test)]
mod tests {
    use super::{marks, start};
    use crate::scenario::Scenario;
    use crate::scenario::operating::Operating;
    use crate::scenario::presets::preset;
    use crate::scenario::programme::{Change, Measure, MeasureKind, Programme};
    use crate::scenario::registry::{Section, Value};

    #[test]
    fn what_a_programme_does_is_told_in_the_order_of_days() {
        let measure = Measure {
            kind: MeasureKind::CulturalBrokers,
            day: 21,
            days: 126,
            hours: 8.0,
            share: 0.0,
            people: 4,
            cost: 0.0,
            exclusive: false,
            scales: false,
        };
        let change =
            Change { day: 42, phase: 63, asked: 0.0, choices: vec![("joint_reward", Value::Number(0.25))] };
        let at_once = Change {
            day: 10,
            phase: 0,
            asked: 0.0,
            choices: vec![("reporting", Value::Word("joint".into()))],
        };
        let programme =
            Programme { changes: vec![change, at_once], measures: vec![measure], ..Programme::default() };
        let marks = marks(&Scenario { programme, ..Scenario::default() });
        let told: Vec<String> = marks.iter().map(|mark| format!("{}: {}", mark.when(), mark.what)).collect();
        assert_eq!(
            told,
            [
                "day 10: reporting = \"joint\"",
                "day 21 to 146: cultural brokers: 4 people, 8 hours a month each",
                "day 42 to 105: joint_reward = 0.25, one team after another",
            ]
        );
        assert_eq!(start(&marks), 10);
    }

    #[test]
    fn a_change_to_a_structure_is_told_by_its_name_and_what_differs_from_it() {
        let told = |reward: f64| {
            let mut aligned = (preset("aligned").unwrap().choices)();
            aligned.joint_reward = reward;
            let choices = Operating::PARAMETERS.iter().map(|p| (p.name, aligned.get(p.name).unwrap()));
            let change = Change { day: 0, phase: 0, asked: 0.0, choices: choices.collect() };
            let programme = Programme { changes: vec![change], ..Programme::default() };
            marks(&Scenario { programme, ..Scenario::default() }).remove(0).what
        };
        assert_eq!(told(0.0), "to aligned");
        assert_eq!(told(0.4), "to aligned, but joint_reward = 0.4");
    }
}
