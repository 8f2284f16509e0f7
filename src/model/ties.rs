//! Ties: the bounded number of people of the other function whom one knows, how well, and how far one trusts them.
//!
//! A tie is directed (a knows b). Strength grows by joint work, s <- s + gain (1 - s), and decays; trust rises by
//! gain (1 - t) and falls by loss t, and returns to its long-run level. Whoever is not known is trusted as the other
//! function as a whole. When all places are taken, a new tie replaces the weakest. Attention is bounded, so no list of
//! everybody is ever read.

/// The ties of all people, in fixed numbers of places.
#[derive(Debug, Default)]
pub struct Ties {
    places: usize,
    count: Vec<u8>,
    who: Vec<u32>,
    strength: Vec<f32>,
    trust: Vec<f32>,
    /// Help received less help given, in pieces.
    owed: Vec<f32>,
}

impl Ties {
    /// Starts without ties.
    pub fn reset(&mut self, people: usize, places: usize) {
        self.places = places;
        self.count.clear();
        self.count.resize(people, 0);
        self.who.clear();
        self.who.resize(people * places, u32::MAX);
        for values in [&mut self.strength, &mut self.trust, &mut self.owed] {
            values.clear();
            values.resize(people * places, 0.0);
        }
    }

    /// The place of b among those whom a knows.
    #[inline]
    fn place(&self, a: usize, b: usize) -> Option<usize> {
        let start = a * self.places;
        self.who[start..start + usize::from(self.count[a])].iter().position(|&w| w == b as u32).map(|i| start + i)
    }

    /// People whom a knows, with the strength of each tie.
    pub fn of(&self, a: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let start = a * self.places;
        let places = start..start + usize::from(self.count[a]);
        places.map(|i| (self.who[i] as usize, f64::from(self.strength[i])))
    }

    /// Number of people whom a knows.
    #[inline]
    pub fn count(&self, a: usize) -> usize {
        usize::from(self.count[a])
    }

    /// The person at `index` of those whom a knows.
    #[inline]
    pub fn at(&self, a: usize, index: usize) -> usize {
        self.who[a * self.places + index] as usize
    }

    /// Strength of the tie, 0 when a does not know b.
    #[inline]
    pub fn strength(&self, a: usize, b: usize) -> f64 {
        self.place(a, b).map_or(0.0, |i| f64::from(self.strength[i]))
    }

    /// Trust of a in b when a knows b.
    #[inline]
    pub fn trust(&self, a: usize, b: usize) -> Option<f64> {
        self.place(a, b).map(|i| f64::from(self.trust[i]))
    }

    /// Help that a owes b, in pieces.
    #[inline]
    pub fn owed(&self, a: usize, b: usize) -> f64 {
        self.place(a, b).map_or(0.0, |i| f64::from(self.owed[i]))
    }

    /// Notes help that a received (positive) from b or gave (negative).
    pub fn owe(&mut self, a: usize, b: usize, pieces: f64) {
        if let Some(i) = self.place(a, b) {
            self.owed[i] = (self.owed[i] + pieces as f32).clamp(-3.0, 3.0);
        }
    }

    /// Joint work of a with b: makes or strengthens the tie. `trust` is what a new tie starts with.
    pub fn strengthen(&mut self, a: usize, b: usize, gain: f64, trust: f64) {
        if self.places == 0 {
            return;
        }
        let place = self.place(a, b).unwrap_or_else(|| {
            let start = a * self.places;
            let count = usize::from(self.count[a]);
            let place = if count < self.places {
                self.count[a] += 1;
                start + count
            } else {
                let weakest = |&i: &usize, &j: &usize| self.strength[i].total_cmp(&self.strength[j]);
                (start..start + count).min_by(weakest).unwrap_or(start)
            };
            self.who[place] = b as u32;
            (self.strength[place], self.trust[place], self.owed[place]) = (0.0, trust as f32, 0.0);
            place
        });
        self.strength[place] += gain as f32 * (1.0 - self.strength[place]);
    }

    /// Changes the trust of a in b by a step towards 1 (positive) or towards 0 (negative).
    pub fn change_trust(&mut self, a: usize, b: usize, step: f64) {
        if let Some(i) = self.place(a, b) {
            self.trust[i] = toward(f64::from(self.trust[i]), step) as f32;
        }
    }

    /// A person comes new to the post: knows nobody, and nobody is known to know the new one well.
    pub fn forget(&mut self, a: usize) {
        self.count[a] = 0;
    }

    /// Removes b from the ties of all in `others`.
    pub fn forgotten_by(&mut self, others: std::ops::Range<usize>, b: usize) {
        for a in others {
            if let Some(place) = self.place(a, b) {
                let last = a * self.places + usize::from(self.count[a]) - 1;
                self.who[place] = self.who[last];
                self.strength[place] = self.strength[last];
                self.trust[place] = self.trust[last];
                self.owed[place] = self.owed[last];
                self.count[a] -= 1;
            }
        }
    }

    /// A month passes: strength is multiplied by `keep`, trust returns to `level` but for the share `stay`.
    pub fn age(&mut self, a: usize, keep: f64, level: f64, stay: f64) {
        let start = a * self.places;
        for i in start..start + usize::from(self.count[a]) {
            self.strength[i] *= keep as f32;
            self.trust[i] = (level + (f64::from(self.trust[i]) - level) * stay) as f32;
            self.owed[i] *= keep as f32;
        }
    }

    /// Mean trust and mean strength over those whom a knows.
    pub fn means(&self, a: usize) -> Option<(f64, f64)> {
        let n = usize::from(self.count[a]);
        if n == 0 {
            return None;
        }
        let places = a * self.places..a * self.places + n;
        let mean = |values: &[f32]| values.iter().map(|&v| f64::from(v)).sum::<f64>() / n as f64;
        Some((mean(&self.trust[places.clone()]), mean(&self.strength[places])))
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        self.who.len() * 16 + self.count.len()
    }
}

/// A step of `x` towards 1 (positive, of what is missing) or towards 0 (negative, of what there is).
#[inline]
pub fn toward(x: f64, step: f64) -> f64 {
    if step >= 0.0 { x + step * (1.0 - x) } else { x + step * x }
}
