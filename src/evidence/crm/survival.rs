//! Survival with competing risks: a deal is won, lost, or still open when recording ends (censored).
//!
//! The estimator of Aalen and Johansen (1978): with d_w(t) wins and d_l(t) losses among the n(t) deals open just before day t,
//! S(t) = prod_{u<=t} (1 - (d_w(u) + d_l(u)) / n(u)) is the share still open and F_w(t) = sum_{u<=t} S(u-) d_w(u) / n(u) the share won. In the long
//! run, the win rate is F_w / (F_w + F_l) and the mean cycle the mean of F_w over its jumps. The curve ends where recording could follow less
//! than one deal in twenty (by the product-limit of censoring), since beyond it a single deal stands for dozens. Intervals come from 200 Poisson bootstraps.

use std::collections::BTreeMap;

use crate::evidence::statistics::draws::Stream;
use crate::model::math::{exp, ln};

/// The least lives of each kind that an estimate is made of.
pub(super) const LEAST: usize = 10;
/// The least share of deals that recording could follow so far.
const FOLLOWED: f64 = 0.05;
/// Bootstraps.
const BOOTSTRAPS: usize = 200;

/// Counts of one day of deals' lives.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Day {
    /// Days since the deal began.
    pub age: u32,
    /// Deals won at that age.
    pub won: f64,
    /// Deals lost.
    pub lost: f64,
    /// Deals that were still open when recording ended.
    pub open: f64,
}

/// What survival says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// Share won, of all that began, by the last day.
    pub won: f64,
    /// Share lost.
    pub lost: f64,
    /// Share still open.
    pub open: f64,
    /// Mean days to a win, of those won.
    pub mean: f64,
    /// Median days to a win.
    pub median: f64,
}

impl Curve {
    /// Won, of those won or lost.
    pub fn win_rate(&self) -> f64 {
        self.won / (self.won + self.lost)
    }
}

/// The lives of deals as counts by age, in order of age.
#[derive(Debug, Clone, Default)]
pub struct Lives(Vec<Day>);

impl Lives {
    /// Of deals: age in days, won, lost (neither is open).
    pub fn of(deals: impl Iterator<Item = (u32, bool, bool)>) -> Self {
        let mut days: std::collections::BTreeMap<u32, Day> = std::collections::BTreeMap::new();
        for (age, won, lost) in deals {
            let day = days.entry(age).or_insert(Day { age, ..Day::default() });
            match (won, lost) {
                (true, _) => day.won += 1.0,
                (_, true) => day.lost += 1.0,
                _ => day.open += 1.0,
            }
        }
        Self(days.into_values().collect())
    }

    /// Deals won, lost, open.
    pub fn counts(&self) -> [f64; 3] {
        self.0.iter().fold([0.0; 3], |[w, l, o], day| [w + day.won, l + day.lost, o + day.open])
    }

    /// The estimate.
    pub fn curve(&self) -> Curve {
        self.curve_while(FOLLOWED)
    }

    /// The estimate up to the age to which at least this share could be followed.
    fn curve_while(&self, least: f64) -> Curve {
        let mut followed = 1.0;
        let mut at_risk: f64 = self.counts().iter().sum();
        let (mut open, mut won, mut lost, mut days) = (1.0, 0.0, 0.0, 0.0);
        let mut steps = Vec::with_capacity(self.0.len());
        for day in &self.0 {
            if at_risk > 0.0 {
                let (w, l) = (open * day.won / at_risk, open * day.lost / at_risk);
                (won, lost, days) = (won + w, lost + l, days + w * f64::from(day.age));
                open -= w + l;
                steps.push((day.age, won));
            }
            let left = at_risk - day.won - day.lost;
            followed *= if left > 0.0 { 1.0 - day.open / left } else { 1.0 };
            at_risk = left - day.open;
            if followed < least {
                break;
            }
        }
        let median = steps
            .iter()
            .find(|(_, by)| *by >= 0.5 * won * (1.0 - 1e-12))
            .map_or(f64::NAN, |(age, _)| f64::from(*age));
        Curve { won, lost, open: open.max(0.0), mean: days / won, median }
    }

    /// Share won or lost by an age.
    pub fn over_by(&self, age: i64) -> f64 {
        let mut at_risk: f64 = self.counts().iter().sum();
        let mut open = 1.0;
        for day in self.0.iter().take_while(|day| i64::from(day.age) <= age) {
            if at_risk > 0.0 {
                open -= open * (day.won + day.lost) / at_risk;
            }
            at_risk -= day.won + day.lost + day.open;
        }
        1.0 - open
    }

    /// Half of the 95 % interval of something that is read off the curve.
    pub fn half_width(&self, of: impl Fn(&Curve) -> f64) -> f64 {
        let mut stream = Stream::new(17);
        let values: Vec<f64> = (0..BOOTSTRAPS)
            .map(|_| {
                let again = self.0.iter().map(|day| Day {
                    age: day.age,
                    won: poisson(day.won, &mut stream),
                    lost: poisson(day.lost, &mut stream),
                    open: poisson(day.open, &mut stream),
                });
                of(&Lives(again.collect()).curve())
            })
            .filter(|value| value.is_finite())
            .collect();
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        1.96 * (values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0)).sqrt()
    }
}

/// A Poisson number of this mean; of large means a rounded normal one.
fn poisson(mean: f64, stream: &mut Stream) -> f64 {
    if mean <= 0.0 {
        return 0.0;
    }
    if mean > 50.0 {
        return libm::round(mean + mean.sqrt() * stream.normal()).max(0.0);
    }
    let (mut count, mut sum) = (0.0, -ln(stream.uniform()));
    while sum < mean {
        count += 1.0;
        sum -= ln(stream.uniform());
    }
    count
}

/// The share of a hundred thousand lives for which it would be believed that recording began late: no event where `expected` were due.
pub(super) fn is_late(expected: f64) -> bool {
    exp(-expected) < 1e-4
}

/// Where recording began, if it began so late that what started before it cannot be used; `lives` are (begun, ended).
pub(super) fn late_start(lives: &[(i64, Option<i64>)], as_of: i64) -> Option<i64> {
    let first = lives.iter().filter_map(|(_, ended)| *ended).min()?;
    let age = |from: i64, to: i64| u32::try_from(to - from).unwrap_or(0);
    let later = lives.iter().filter(|(begun, _)| *begun >= first);
    let later =
        Lives::of(later.map(|&(begun, ended)| (age(begun, ended.unwrap_or(as_of)), ended.is_some(), false)));
    if later.counts()[0] < 3.0 * LEAST as f64 {
        return None;
    }
    let mut early: BTreeMap<i64, f64> = BTreeMap::new();
    for (begun, _) in lives.iter().filter(|(begun, _)| *begun < first) {
        *early.entry(first - 1 - begun).or_default() += 1.0;
    }
    let expected: f64 = early.iter().map(|(&age, count)| count * later.over_by(age)).sum();
    is_late(expected).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lives and what a second implementation (`tests/fixtures/survival.py`, deal by deal in exact fractions) makes of them.
    #[test]
    fn the_curve_is_that_of_a_second_implementation() {
        let text = include_str!("../../../tests/fixtures/survival.json");
        let all: serde_json::Value = serde_json::from_str(text).unwrap();
        for case in all.as_array().unwrap() {
            let deals: Vec<(u32, bool, bool)> = (case["deals"].as_array().unwrap().iter())
                .map(|deal| (deal[0].as_u64().unwrap() as u32, deal[1] == 1, deal[1] == 2))
                .collect();
            let curve = Lives::of(deals.iter().copied()).curve_while(0.0);
            for (found, name) in [
                (curve.won, "won"),
                (curve.lost, "lost"),
                (curve.open, "open"),
                (curve.mean, "mean"),
                (curve.median, "median"),
            ] {
                let expected = case[name].as_f64().unwrap();
                assert!((found - expected).abs() < 1e-9, "{name}: {found} for {expected}");
            }
        }
    }

    #[test]
    fn without_open_deals_the_win_rate_is_the_plain_one() {
        let lives = Lives::of(
            [(3, true, false), (5, false, true), (9, false, true), (9, true, false), (1, false, true)]
                .into_iter(),
        );
        assert!((lives.curve().win_rate() - 0.4).abs() < 1e-12);
        assert!((lives.curve().mean - 6.0).abs() < 1e-12);
        assert!((lives.over_by(5) - 0.6).abs() < 1e-12);
    }

    #[test]
    fn an_interval_is_about_as_wide_as_the_binomial_one() {
        let lives = Lives::of((0..400).map(|i| (i % 30 + 1, i % 4 == 0, i % 4 != 0)));
        let half = lives.half_width(Curve::win_rate);
        assert!((half - 1.96 * (0.25_f64 * 0.75 / 400.0).sqrt()).abs() < 0.01, "{half}");
    }
}
