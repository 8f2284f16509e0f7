//! The market: what customers prefer, and how many of them are interested today.
//!
//! Preferences of a segment drift as an Ornstein-Uhlenbeck process with stationary variance 1:
//!
//! ```text
//! θ(t+1) = a θ(t) + sqrt(1 − a²) e,   a = exp(−market.speed / 252),   e ~ N(0, 1)
//! ```
//!
//! A message m fits by exp(−misfit (m − θ)²).
//! Prospects of a territory arrive as Poisson draws whose mean is the territory's rate x the market's pull of the day, a
//! lognormal with mean 1 that all territories share (Olist: weekday arrivals are over-dispersed).

use crate::model::firm::{Firm, Today};
use crate::model::ids::{Column, Day, Segment};
use crate::model::math::{exp, normal_quantile};
use crate::model::random::Purpose;
use crate::model::rates::Rates;

/// Draws the preferences of all segments before the first day.
pub fn begin(today: &Today, preferences: &mut Column<Segment, f64>) {
    for (segment, theta) in preferences.iter_mut().enumerate() {
        *theta = today.draws.normal(Purpose::Preference, segment as u64, 0);
    }
}

/// Preferences drift, and every message fits a little better or worse.
pub fn drift(today: &Today, firm: &mut Firm) {
    for (segment, theta) in firm.preferences.iter_mut().enumerate() {
        *theta = drifted(today, firm.rates.drift, *theta, segment, today.day);
    }
    let misfit = today.scenario.information.misfit;
    for (id, marketer) in firm.rates.marketers().zip(&mut firm.marketers) {
        let error = marketer.message - firm.preferences[firm.rates.addressed(id)];
        marketer.fit = exp(-misfit * error * error);
    }
}

/// What a preference is on `day`, if it was `theta` the day before; `keep` and `spread` as in [`Rates::drift`].
pub fn drifted(today: &Today, (keep, spread): (f64, f64), theta: f64, segment: usize, day: Day) -> f64 {
    keep * theta + spread * today.draws.normal(Purpose::Drift, segment as u64, day.number())
}

/// Mean number of prospects a territory today.
pub fn interest(today: &Today, rates: &Rates) -> f64 {
    let pull =
        exp(rates.pull * today.draws.normal(Purpose::Pull, 0, today.day.number())
            - 0.5 * rates.pull * rates.pull);
    rates.prospects * pull
}

/// Most prospects of a territory and day that the Poisson law counts.
const MOST: usize = 200;

/// The Poisson law of one day, which all territories share. Above a mean of 30 the normal law stands in.
#[derive(Debug, Clone)]
pub struct Poisson {
    mean: f64,
    /// Chances of at most 0, 1, 2, ... prospects, as far as they have been asked for.
    sums: [f64; MOST],
    known: usize,
    /// Chance of exactly this number as were summed last.
    chance: f64,
}

impl Poisson {
    /// The law of a mean.
    pub fn new(mean: f64) -> Self {
        let chance = exp(-mean);
        let mut sums = [0.0; MOST];
        sums[0] = chance;
        Self { mean, sums, known: 1, chance }
    }

    /// The quantile of `uniform`.
    pub fn quantile(&mut self, uniform: f64) -> u32 {
        if self.mean > 30.0 {
            let n = self.mean + libm::sqrt(self.mean) * normal_quantile(uniform) + 0.5;
            return if n > 0.0 { n as u32 } else { 0 };
        }
        let mut n = 0;
        while n < MOST && uniform > self.sum(n) {
            n += 1;
        }
        n as u32
    }

    /// Chance of at most `n` prospects; asked for in order.
    #[inline]
    fn sum(&mut self, n: usize) -> f64 {
        if n == self.known {
            self.chance *= self.mean / n as f64;
            self.sums[n] = self.sums[n - 1] + self.chance;
            self.known += 1;
        }
        self.sums[n]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::random::Draws;

    #[test]
    fn poisson_has_mean_and_variance_of_its_law() {
        let draws = Draws::new(3, 0);
        for mean in [0.2, 1.5, 9.0, 60.0] {
            let n = 40_000;
            let mut law = Poisson::new(mean);
            let (mut sum, mut squares) = (0.0, 0.0);
            for i in 0..n {
                let x = f64::from(law.quantile(draws.uniform(Purpose::Arrivals, i, 0)));
                sum += x;
                squares += x * x;
            }
            let m = sum / n as f64;
            let v = squares / n as f64 - m * m;
            let error = 5.0 * libm::sqrt(mean / n as f64);
            assert!((m - mean).abs() < error, "mean {m} of {mean}");
            assert!((v / mean - 1.0).abs() < 0.05, "variance {v} of {mean}");
        }
    }
}
