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

/// What is charged nearly every day.
const DAILY: [Task; 14] = [
    Task::Overhead,
    Task::OwnMeetings,
    Task::Devices,
    Task::Slack,
    Task::Idle,
    Task::Selling,
    Task::Prospecting,
    Task::Accounts,
    Task::Campaign,
    Task::Material,
    Task::Intelligence,
    Task::Handover,
    Task::Help,
    Task::Informal,
];

/// The place of each category: what is daily first, then all else.
const PLACES: [usize; HOURS.len()] = {
    let (mut places, mut task) = ([usize::MAX; HOURS.len()], 0);
    while task < DAILY.len() {
        places[DAILY[task] as usize] = task;
        task += 1;
    }
    let (mut next, mut task) = (DAILY.len(), 0);
    while task < HOURS.len() {
        if places[task] == usize::MAX {
            places[task] = next;
            next += 1;
        }
        task += 1;
    }
    places
};

/// What every day needs of one person's ledger: one line of a processor's cache.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Daily {
    /// Seconds left today.
    left: u32,
    /// Days of presence.
    present: u32,
    /// Seconds by category.
    spent: [u32; DAILY.len()],
}

/// Seconds by category of all that is not daily.
type Rare = [u32; HOURS.len() - DAILY.len()];

/// The ledger of all people.
#[derive(Debug, Default)]
pub struct Hours {
    daily: Column<Person, Daily>,
    rare: Column<Person, Rare>,
    day: u32,
}

impl Hours {
    /// Starts the ledgers of `people` with days of `day_hours` hours.
    pub fn reset(&mut self, people: Span<Person>, day_hours: f64) {
        self.daily.reset(people, Daily::default());
        self.rare.reset(people, Rare::default());
        self.day = seconds(day_hours);
    }

    /// Seconds of a full day.
    pub fn day(&self) -> u32 {
        self.day
    }

    /// Begins the day of a person who is present.
    #[inline]
    pub fn begin(&mut self, person: Person) {
        let ledger = &mut self.daily[person];
        ledger.left = self.day;
        ledger.present += 1;
    }

    /// A person is not there today.
    #[inline]
    pub fn skip(&mut self, person: Person) {
        self.daily[person].left = 0;
    }

    /// Seconds left today of a person's day.
    #[inline]
    pub fn left(&self, person: impl Into<Person>) -> u32 {
        self.daily[person.into()].left
    }

    /// Charges up to `wanted` seconds; returns what there was to take.
    #[inline]
    pub fn charge(&mut self, person: impl Into<Person>, task: Task, wanted: u32) -> u32 {
        let (person, place) = (person.into(), PLACES[task as usize]);
        let ledger = &mut self.daily[person];
        let taken = wanted.min(ledger.left);
        ledger.left -= taken;
        match ledger.spent.get_mut(place) {
            Some(spent) => *spent += taken,
            None => self.rare[person][place - DAILY.len()] += taken,
        }
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
        for ledger in &mut self.daily {
            *ledger = Daily { left: ledger.left, ..Daily::default() };
        }
        self.rare.iter_mut().for_each(|spent| *spent = Rare::default());
    }

    /// Seconds by category of one person.
    pub fn of(&self, person: Person) -> [u32; HOURS.len()] {
        let mut placed = [0; HOURS.len()];
        placed.iter_mut().zip(self.placed(person)).for_each(|(to, &seconds)| *to = seconds);
        PLACES.map(|place| placed[place])
    }

    /// Seconds of one person by place.
    #[inline]
    fn placed(&self, person: Person) -> impl Iterator<Item = &u32> {
        self.daily[person].spent.iter().chain(&self.rare[person])
    }

    /// Hours by category of all people.
    pub fn of_all(&self) -> [f64; HOURS.len()] {
        let mut placed = [0.0; HOURS.len()];
        for person in self.daily.ids() {
            for (sum, &seconds) in placed.iter_mut().zip(self.placed(person)) {
                *sum += f64::from(seconds) / 3600.0;
            }
        }
        PLACES.map(|place| placed[place])
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.daily.len() * (size_of::<Daily>() + size_of::<Rare>())
    }

    /// The first person whose ledger does not balance, with the seconds spent and due.
    pub fn imbalance(&self) -> Option<(Person, u64, u64)> {
        self.daily.ids().find_map(|person| {
            let ledger = &self.daily[person];
            let all = ledger.spent.iter().chain(&self.rare[person]);
            let spent = all.map(|&s| u64::from(s)).sum::<u64>() + u64::from(ledger.left);
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
    fn what_is_spent_on_each_task_is_found_under_its_name() {
        let (mut hours, one) = (Hours::default(), Person::new(0));
        hours.reset(Span::new(0, 1), 8.0);
        hours.begin(one);
        for task in [Task::Overhead, Task::Campaign, Task::Idle, Task::Rework, Task::Management] {
            assert_eq!(hours.charge(one, task, 1 + task as u32), 1 + task as u32);
            assert_eq!(hours.of(one)[task as usize], 1 + task as u32);
        }
        assert_eq!(hours.of(one).iter().sum::<u32>(), 8 * 3600 - hours.left(one));
        let mut places = PLACES;
        places.sort_unstable();
        assert!(places.iter().enumerate().all(|(place, &at)| place == at), "{places:?}");
    }

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
