//! Turns: who of some comes first on a day. Each day another one begins, and after each round it goes the other way, so that of any
//! two each comes first as often: who is served before the hours of others run out hangs on no number.

use super::ids::{Day, Id, Seller};

/// The turns of a day among `count`: each day another one begins, and after each round it goes the other way.
#[derive(Debug, Clone, Default)]
pub struct Round {
    at: usize,
    left: usize,
    last: usize,
    back: bool,
}

impl Round {
    /// The turns of a day.
    #[inline]
    pub fn new(count: usize, day: Day) -> Self {
        if count == 0 {
            return Self::default();
        }
        // In 32 bits, whose remainder takes a fraction of the time.
        let (round, start) = (day / count as u32, day % count as u32);
        Self { at: start as usize, left: count, last: count - 1, back: !round.is_multiple_of(2) }
    }
}

impl Iterator for Round {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        let at = self.at;
        self.at = match (self.back, at) {
            (true, 0) => self.last,
            (true, _) => at - 1,
            (false, _) if at == self.last => 0,
            (false, _) => at + 1,
        };
        Some(at)
    }
}

/// Salespeople in turns, team by team.
#[derive(Debug, Clone)]
pub struct InTurn {
    day: Day,
    size: usize,
    sellers: usize,
    teams: Round,
    heads: Round,
    first: usize,
}

impl InTurn {
    /// The turns of a day in so many teams of so many, and salespeople in all.
    #[inline]
    pub fn new((teams, size, sellers): (usize, usize, usize), day: Day) -> Self {
        Self { day, size, sellers, teams: Round::new(teams, day), heads: Round::default(), first: 0 }
    }
}

impl Iterator for InTurn {
    type Item = Seller;

    #[inline]
    fn next(&mut self) -> Option<Seller> {
        loop {
            if let Some(place) = self.heads.next() {
                return Some(Seller::new((self.first + place) as u32));
            }
            let first = self.teams.next()? * self.size;
            let end = (first + self.size).min(self.sellers);
            self.first = first.min(self.sellers);
            self.heads = Round::new(end - self.first, self.day);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_one_turn_a_day_and_of_any_two_each_comes_first_as_often() {
        for heads in [1u32, 2, 5, 8] {
            let places = |day: u32| {
                let mut places = vec![0; heads as usize];
                Round::new(heads as usize, Day::new(day))
                    .enumerate()
                    .for_each(|(place, who)| places[who] = place);
                places
            };
            let mut first = vec![0; (heads * heads) as usize];
            for day in 0..2 * heads {
                let places = places(day);
                let mut sorted = places.clone();
                sorted.sort_unstable();
                assert!(sorted.iter().enumerate().all(|(at, &place)| at == place), "{places:?}");
                for (a, b) in (0..heads as usize).flat_map(|a| (0..heads as usize).map(move |b| (a, b))) {
                    first[a * heads as usize + b] += u32::from(places[a] < places[b]);
                }
            }
            for (a, b) in (0..heads).flat_map(|a| (0..heads).map(move |b| (a, b))).filter(|(a, b)| a != b) {
                assert_eq!(first[(a * heads + b) as usize], heads, "{a} before {b} of {heads}");
            }
        }
    }
}
