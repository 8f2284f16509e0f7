//! Shards: which part of a run one machine does.

use std::fmt;
use std::str::FromStr;

use super::layout::Layout;

/// Shard `number` of `of`, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    number: u64,
    of: u64,
}

impl Shard {
    /// The shard that is the whole run.
    pub const WHOLE: Shard = Shard { number: 0, of: 1 };

    /// Into how many shards a run may be cut: more than any cluster takes in one array.
    pub const MOST: u64 = 1 << 20;

    /// Shard `number` of `of`; `None` unless `number` is below `of`, and `of` no more than [`Shard::MOST`].
    pub fn new(number: u64, of: u64) -> Option<Self> {
        (number < of && of <= Self::MOST).then_some(Self { number, of })
    }

    /// The name of the empty file that says that this shard was begun in a directory.
    pub(super) fn note(&self) -> String {
        format!("shard-{}-of-{}", self.number, self.of)
    }

    /// The shard of which a file of that name is the note: only names that [`Shard::note`] gives.
    pub(super) fn of_note(name: &str) -> Option<Self> {
        let shard: Self = name.strip_prefix("shard-")?.replacen("-of-", "/", 1).parse().ok()?;
        (shard.note() == name).then_some(shard)
    }

    /// The shard to which the chunk that is run as the `position`-th belongs.
    pub(super) fn at(position: u64, of: u64) -> Self {
        Self { number: position % of.max(1), of }
    }

    /// Of how many shards it is one.
    pub fn of(&self) -> u64 {
        self.of
    }

    /// Its chunks, in the order in which they are run: every `of`-th, so that each shard is spread over the design.
    pub fn chunks(self, layout: &Layout) -> impl Iterator<Item = u64> + '_ {
        let step = usize::try_from(self.of).unwrap_or(usize::MAX).max(1);
        layout.run_order().skip(usize::try_from(self.number).unwrap_or(usize::MAX)).step_by(step)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse::<u64>().ok()?)));
        match parts {
            Some((_, of)) if of > Shard::MOST => {
                Err(format!("a run can be cut into {} shards at most, not into {of}", Shard::MOST))
            }
            Some((number, of)) if of > 0 => Shard::new(number, of)
                .ok_or_else(|| format!("shards are counted from 0: of {of}, the last is {}/{of}", of - 1)),
            _ => Err("expected I/N, such as 0/7 for the first of seven".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Layout, Shard};

    #[test]
    fn shards_together_are_the_whole_run_without_overlap() {
        let layout = Layout::new(10, 5, 2);
        let mut all: Vec<u64> =
            (0..7).flat_map(|i| Shard::new(i, 7).unwrap().chunks(&layout).collect::<Vec<_>>()).collect();
        all.sort_unstable();
        assert_eq!(all, (0..layout.chunks()).collect::<Vec<_>>());
        assert_eq!(Shard::WHOLE.chunks(&layout).collect::<Vec<_>>(), layout.run_order().collect::<Vec<_>>());
    }

    #[test]
    fn more_shards_than_chunks_leave_some_without_work() {
        let layout = Layout::new(1, 1, 1);
        assert_eq!(Shard::new(0, 3).unwrap().chunks(&layout).count(), 1);
        assert_eq!(Shard::new(2, 3).unwrap().chunks(&layout).count(), 0);
    }

    #[test]
    fn a_shard_is_read_as_it_is_written_and_counted_from_zero() {
        assert_eq!("6/7".parse::<Shard>().unwrap().to_string(), "6/7");
        assert_eq!("7/7".parse::<Shard>().unwrap_err(), "shards are counted from 0: of 7, the last is 6/7");
        for many in ["0/9223372036854775807", "0/100000000000"] {
            assert!(
                many.parse::<Shard>().unwrap_err().starts_with("a run can be cut into 1048576 shards"),
                "{many}"
            );
        }
        for wrong in ["", "3", "a/b", "1/0", "-1/3", "1/2/3"] {
            assert!(wrong.parse::<Shard>().unwrap_err().starts_with("expected I/N"), "{wrong}");
        }
    }
}
