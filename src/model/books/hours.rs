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

/// The ledger of one person: two lines of a processor's cache.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Ledger {
    /// Seconds left today.
    left: u32,
    /// Days of presence.
    present: u32,
    /// Seconds by category.
    spent: [u32; HOURS.len()],
}

/// The ledger of all people.
#[derive(Debug, Default)]
pub struct Hours {
    ledgers: Column<Person, Ledger>,
    day: u32,
}

impl Hours {
    /// Starts the ledgers of `people` with days of `day_hours` hours.
    pub fn reset(&mut self, people: Span<Person>, day_hours: f64) {
        self.ledgers.reset(people, Ledger::default());
        self.day = seconds(day_hours);
    }

    /// Seconds of a full day.
    pub fn day(&self) -> u32 {
        self.day
    }

    /// Begins the day of a person who is present.
    #[inline]
    pub fn begin(&mut self, person: Person) {
        let ledger = &mut self.ledgers[person];
        ledger.left = self.day;
        ledger.present += 1;
    }

    /// A person is not there today.
    #[inline]
    pub fn skip(&mut self, person: Person) {
        self.ledgers[person].left = 0;
    }

    /// Seconds left today of a person's day.
    #[inline]
    pub fn left(&self, person: impl Into<Person>) -> u32 {
        self.ledgers[person.into()].left
    }

    /// Charges up to `wanted` seconds; returns what there was to take.
    #[inline]
    pub fn charge(&mut self, person: impl Into<Person>, task: Task, wanted: u32) -> u32 {
        let ledger = &mut self.ledgers[person.into()];
        let taken = wanted.min(ledger.left);
        ledger.left -= taken;
        ledger.spent[task as usize] += taken;
        taken
    }

    /// Charges whatever is left of the day.
    #[inline]
    pub fn close(&mut self, person: impl Into<Person>, task: Task) {
        self.charge(person, task, u32::MAX);
    }

    /// Hours used so far today.
    #[inline]
    pub fn used(&self, person: impl Into<Person>) -> f64 {
        f64::from(self.day - self.left(person)) / 3600.0
    }

    /// Forgets what was spent so far, at the end of the warm-up.
    pub fn clear(&mut self) {
        for ledger in &mut self.ledgers {
            *ledger = Ledger { left: ledger.left, ..Ledger::default() };
        }
    }

    /// Seconds by category of one person.
    pub fn of(&self, person: Person) -> &[u32; HOURS.len()] {
        &self.ledgers[person].spent
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.ledgers.len() * size_of::<Ledger>()
    }

    /// The first person whose ledger does not balance, with the seconds spent and due.
    pub fn imbalance(&self) -> Option<(Person, u64, u64)> {
        self.ledgers.ids().find_map(|person| {
            let ledger = &self.ledgers[person];
            let spent = ledger.spent.iter().map(|&s| u64::from(s)).sum::<u64>() + u64::from(ledger.left);
            let due = u64::from(ledger.present) * u64::from(self.day);
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
