//! What a programme of change does and when, as it is marked in tables and pictures.

use crate::scenario::programme::{Change, Measure, Programme, info};

/// One thing that a programme does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The counted day on which it begins; 0 is the first after the warm-up.
    pub day: u32,
    /// The day on which it is complete or over; `day` itself for what happens at once.
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

/// Everything that a programme does, by the day on which it begins.
pub fn marks(programme: &Programme) -> Vec<Mark> {
    let changes = programme.changes.iter().map(change);
    let mut marks: Vec<Mark> = changes.chain(programme.measures.iter().map(measure)).collect();
    marks.sort_by_key(|mark| mark.day);
    marks
}

/// The day on which a programme begins; 0 for one that does nothing.
pub fn start(marks: &[Mark]) -> u32 {
    marks.iter().map(|mark| mark.day).min().unwrap_or(0)
}

fn change(change: &Change) -> Mark {
    let choices: Vec<String> =
        change.choices.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let how = if change.phase > 0 { ", one team after another" } else { "" };
    Mark {
        day: change.day,
        until: change.day.saturating_add(change.phase),
        change: true,
        what: format!("{}{how}", choices.join(", ")),
    }
}

fn measure(measure: &Measure) -> Mark {
    let info = info(measure.kind);
    let whom = if info.role {
        format!("{} people", measure.people)
    } else {
        format!("{} % of people", measure.share * 100.0)
    };
    Mark {
        day: measure.day,
        until: measure.day.saturating_add(measure.days),
        change: false,
        what: format!("{}: {whom}, {} hours a month each", info.name.replace('_', " "), measure.hours),
    }
}

#[cfg(test)]
mod tests {
    use super::{marks, start};
    use crate::scenario::programme::{Change, Kind, Measure, Programme};
    use crate::scenario::registry::Value;

    #[test]
    fn what_a_programme_does_is_told_in_the_order_of_days() {
        let measure = Measure {
            kind: Kind::CulturalBrokers,
            day: 21,
            days: 126,
            hours: 8.0,
            share: 0.0,
            people: 4,
            cost: 0.0,
            exclusive: false,
            scales: false,
        };
        let change = Change { day: 42, phase: 63, choices: vec![("joint_reward", Value::Number(0.25))] };
        let at_once = Change { day: 10, phase: 0, choices: vec![("reporting", Value::Word("joint".into()))] };
        let programme =
            Programme { changes: vec![change, at_once], measures: vec![measure], ..Programme::default() };
        let marks = marks(&programme);
        let told: Vec<String> = marks.iter().map(|mark| format!("{}: {}", mark.when(), mark.what)).collect();
        assert_eq!(
            told,
            [
                "day 10: reporting = \"joint\"",
                "day 21 to 147: cultural brokers: 4 people, 8 hours a month each",
                "day 42 to 105: joint_reward = 0.25, one team after another",
            ]
        );
        assert_eq!(start(&marks), 10);
    }
}
