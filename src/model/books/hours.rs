//! Every hour is paid for: the ledger of each person's working day.
//!
//! A day begins with the length of the working day in seconds. Whatever a person does is charged here against what is
//! left, under a category; at night the rest is idle (or management, for managers). Whole seconds make the balance
//! exact: for each person, the sum over categories = days present x seconds of a day.

use crate::model::books::outcome::HOURS;
use crate::model::ids::{Column, Person, Span};

/// Where hours go; the names are [`HOURS`] in the same order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
#[allow(missing_docs, reason = "named by HOURS")]
pub enum Task {
    Overhead,
    Selling,
    Prospecting,
    Campaign,
    Accounts,
    Search,
    Material,
    Shared,
    Handover,
    Help,
    JointSync,
    Asking,
    Escalation,
    Meetings,
    OwnMeetings,
    Informal,
    Devices,
    Tracking,
    Intelligence,
    Lobbying,
    Disputes,
    ConflictMeetings,
    Defensive,
    Duplicated,
    Rework,
    Learning,
    Programme,
    Management,
    Slack,
    Idle,
}

/// Seconds of `hours`, to the nearest second.
#[inline]
pub fn seconds(hours: f64) -> u32 {
    (hours * 3600.0 + 0.5) as u32
}

/// The ledger of all people.
#[derive(Debug, Default)]
pub struct Hours {
    /// Seconds left today, by person.
    pub left: Column<Person, u32>,
    /// Seconds by person and category.
    spent: Column<Person, [u32; HOURS.len()]>,
    /// Days on which the person was present.
    present: Column<Person, u32>,
    day: u32,
}

impl Hours {
    /// Starts the ledgers of `people` with days of `day_hours` hours.
    pub fn reset(&mut self, people: Span<Person>, day_hours: f64) {
        self.left.reset(people, 0);
        self.spent.reset(people, [0; HOURS.len()]);
        self.present.reset(people, 0);
        self.day = seconds(day_hours);
    }

    /// Seconds of a full day.
    pub fn day(&self) -> u32 {
        self.day
    }

    /// Begins the day of a person who is present.
    #[inline]
    pub fn begin(&mut self, person: Person) {
        self.left[person] = self.day;
        self.present[person] += 1;
    }

    /// Charges up to `wanted` seconds; returns what there was to take.
    #[inline]
    pub fn charge(&mut self, person: impl Into<Person>, task: Task, wanted: u32) -> u32 {
        let person = person.into();
        let taken = wanted.min(self.left[person]);
        self.left[person] -= taken;
        self.spent[person][task as usize] += taken;
        taken
    }

    /// Charges whatever is left of the day.
    #[inline]
    pub fn close(&mut self, person: impl Into<Person>, task: Task) {
        let person = person.into();
        let left = self.left[person];
        self.charge(person, task, left);
    }

    /// Hours used so far today.
    #[inline]
    pub fn used(&self, person: impl Into<Person>) -> f64 {
        f64::from(self.day - self.left[person]) / 3600.0
    }

    /// Forgets what was spent so far, at the end of the warm-up.
    pub fn clear(&mut self) {
        self.spent.iter_mut().for_each(|spent| *spent = [0; HOURS.len()]);
        self.present.iter_mut().for_each(|days| *days = 0);
    }

    /// Seconds by category of one person.
    pub fn of(&self, person: Person) -> &[u32; HOURS.len()] {
        &self.spent[person]
    }

    /// The first person whose ledger does not balance, with the seconds spent and due.
    pub fn imbalance(&self) -> Option<(Person, u64, u64)> {
        self.left.ids().find_map(|person| {
            let spent: u64 =
                self.spent[person].iter().map(|&s| u64::from(s)).sum::<u64>() + u64::from(self.left[person]);
            let due = u64::from(self.present[person]) * u64::from(self.day);
            (spent != due).then_some((person, spent, due))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ids::Id;

    #[test]
    fn nobody_can_spend_more_than_the_day() {
        let (mut hours, one) = (Hours::default(), Person::new(0));
        hours.reset(Span::new(0, 1), 8.0);
        hours.begin(one);
        assert_eq!(hours.charge(one, Task::Selling, seconds(6.0)), seconds(6.0));
        assert_eq!(hours.charge(one, Task::Meetings, seconds(6.0)), seconds(2.0));
        assert_eq!(hours.charge(one, Task::Help, 1), 0);
        hours.close(one, Task::Idle);
        assert_eq!(hours.imbalance(), None);
    }
}
