//! Lists: the leads that a salesperson keeps in view, of bounded length, each with the days between which it can be worked
//! and its perceived priority (`perception.rs`).

use crate::model::ids::{Column, Day, Id, LeadId, Seller, ShortDay, Span};

/// One line in a salesperson's list, in twelve bytes: looking through lists is what the largest firms wait for.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The lead's number, times two, and one more when this salesperson has worked it.
    pub code: u32,
    /// Perceived priority: sharpness x log of perceived value an hour, plus taste.
    pub priority: f32,
    /// First day on which it can be worked; [`ShortDay::NEVER`] while it waits for the other function.
    pub ready: ShortDay,
    /// Last day on which the customer, or whoever waits for the other function, still waits.
    pub expiry: ShortDay,
}

impl Entry {
    /// A lead that has not been worked and has no priority yet.
    pub fn new(lead: LeadId, ready: Day, expiry: Day) -> Self {
        Self { code: lead.number() << 1, priority: 0.0, ready: ready.into(), expiry: expiry.into() }
    }

    /// The lead.
    #[inline]
    pub fn lead(&self) -> LeadId {
        LeadId::new(self.code >> 1)
    }

    /// Whether this salesperson has worked it.
    #[inline]
    pub fn started(&self) -> bool {
        self.code & 1 == 1
    }

    /// This salesperson begins to work it.
    pub fn begin(&mut self) {
        self.code |= 1;
    }
}

/// Entries by which a list grows: few, since most lists stay far shorter than they may be.
const STEP: usize = 4;

/// The lists of leads in view, one a salesperson, each of bounded length.
#[derive(Debug, Default)]
pub struct Lists {
    lists: Column<Seller, Vec<Entry>>,
    /// A day before which no entry of a list expires.
    due: Column<Seller, ShortDay>,
    most: usize,
}

impl Lists {
    /// Starts empty lists.
    pub fn reset(&mut self, sellers: Span<Seller>, most: usize) {
        self.most = most;
        self.lists.renew(sellers, Vec::clear);
        self.due.reset(sellers, ShortDay::NEVER);
    }

    /// The list of a salesperson.
    #[inline]
    pub fn of(&self, seller: Seller) -> &[Entry] {
        &self.lists[seller]
    }

    /// Whether an entry of a salesperson's list may have expired by `day`: else nobody need look.
    #[inline]
    pub fn is_due(&self, seller: Seller, day: Day) -> bool {
        self.due[seller] < day.into()
    }

    /// A salesperson has looked through the list.
    pub fn looked(&mut self, seller: Seller) {
        self.due[seller] =
            self.lists[seller].iter().map(|entry| entry.expiry).min().unwrap_or(ShortDay::NEVER);
    }

    /// Changes the entry at `place`.
    #[inline]
    pub fn change(&mut self, seller: Seller, place: usize, change: impl FnOnce(&mut Entry)) {
        let entry = &mut self.lists[seller][place];
        change(entry);
        self.due[seller] = self.due[seller].min(entry.expiry);
    }

    /// Adds an entry; when the list is full, the least attractive unworked entry makes room and is returned, which
    /// may be the new one.
    pub fn add(&mut self, seller: Seller, entry: Entry) -> Option<Entry> {
        self.due[seller] = self.due[seller].min(entry.expiry);
        let list = &mut self.lists[seller];
        if list.len() < self.most {
            if list.len() == list.capacity() {
                list.reserve_exact(STEP);
            }
            list.push(entry);
            return None;
        }
        let worst = list
            .iter_mut()
            .filter(|e| !e.started())
            .min_by(|a, b| a.priority.total_cmp(&b.priority).then(a.code.cmp(&b.code)));
        match worst {
            Some(worst) if worst.priority < entry.priority => Some(std::mem::replace(worst, entry)),
            _ => Some(entry),
        }
    }

    /// The entry of the highest priority that can be worked on `day`, and its place; of equals the older lead's.
    pub fn best(&self, seller: Seller, day: Day) -> Option<(usize, Entry)> {
        let (entries, day) = (&self.lists[seller], ShortDay::from(day));
        let (mut best, mut highest) = (entries.len(), f32::NEG_INFINITY);
        for (place, entry) in entries.iter().enumerate() {
            // Not a branch: which leads are ready is what no processor can foresee. NaN compares as false.
            let priority = if entry.ready <= day { entry.priority } else { f32::NAN };
            if priority > highest {
                (best, highest) = (place, priority);
            } else if priority == highest {
                let other = &entries[best];
                if priority.total_cmp(&other.priority).then(other.lead().cmp(&entry.lead())).is_gt() {
                    best = place;
                }
            }
        }
        entries.get(best).map(|entry| (best, *entry))
    }

    /// Removes the entry at `place`.
    #[inline]
    pub fn remove(&mut self, seller: Seller, place: usize) {
        self.lists[seller].swap_remove(place);
    }

    /// The place of a lead in a salesperson's list.
    pub fn find(&self, seller: Seller, lead: LeadId) -> Option<usize> {
        self.of(seller).iter().position(|entry| entry.lead() == lead)
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.lists.iter().map(|list| size_of_val(list) + 2 + list.capacity() * size_of::<Entry>()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_that_is_not_due_holds_nothing_that_has_expired() {
        let (mut lists, seller) = (Lists::default(), Seller::new(0));
        lists.reset(Span::new(0, 1), 8);
        let mut looks = 0;
        for number in 0..400u32 {
            let (day, mixed) = (Day::new(number), number.wrapping_mul(0x9E37_79B9) >> 8);
            let expiry = day + mixed % 23;
            let priority = (mixed % 101) as f32;
            lists.add(seller, Entry { priority, ..Entry::new(LeadId::new(number), day, expiry) });
            if mixed.is_multiple_of(3) {
                lists.change(seller, 0, |entry| entry.expiry = (day + mixed % 7).into());
            }
            let expired = |lists: &Lists| lists.of(seller).iter().position(|entry| entry.expiry < day.into());
            if !lists.is_due(seller, day) {
                assert_eq!(expired(&lists), None, "day {number}");
                continue;
            }
            looks += 1;
            while let Some(place) = expired(&lists) {
                lists.remove(seller, place);
            }
            lists.looked(seller);
            assert!(!lists.is_due(seller, day));
        }
        assert!((20..380).contains(&looks), "{looks}");
    }
}
