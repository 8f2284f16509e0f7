//! Draws from what the emulator and the facts leave plausible, by differential evolution Markov chains (ter Braak 2006): a population
//! of chains, each of which steps along the difference of two others, so that steps have the posterior's own shape.
//!
//! log p(z) = -z'z/2 - sum over facts of [(f(z) - y)² / (t s² + v(z)) + ln(t s² + v(z))] / 2, with t >= 1 the temper of a wave.

use super::emulator::Emulator;
use super::goal::Goal;
use crate::evidence::statistics::draws::Stream;
use crate::model::math::ln;

/// One in so many generations takes whole differences, by which chains change between separate regions.
const LEAP: usize = 10;
/// The width of the small noise of each step, in prior standard deviations.
const NOISE: f64 = 1e-3;

/// What is asked of the emulator.
pub struct Posterior<'p> {
    /// The emulator.
    pub emulator: &'p Emulator,
    /// The facts.
    pub goals: &'p [Goal],
    /// How many times larger the variance of a fact is taken to be.
    pub temper: f64,
    /// A fact that is not held to.
    pub without: Option<usize>,
    /// Whether the emulator is taken at its word: v(z) = 0. What is plausible must allow for what the emulator does not know; the one
    /// central firm, which is simulated and put right, must not be held to a fact less because the emulator knows little of it.
    pub trusting: bool,
}

impl Posterior<'_> {
    /// The log density, up to a constant.
    pub fn density(&self, z: &[f64]) -> f64 {
        let mut sum = -0.5 * z.iter().map(|z| z * z).sum::<f64>();
        self.emulator.predict(z, |fact, mean, variance| {
            if self.without != Some(fact) {
                let goal = &self.goals[fact];
                let unsure = if self.trusting { 0.0 } else { variance };
                let all = self.temper * goal.sd * goal.sd + unsure;
                let error = mean - goal.target;
                sum -= 0.5 * (error * error / all + ln(all));
            }
        });
        sum
    }

    /// Moves a population so many generations.
    pub fn sample(&self, population: &mut [Vec<f64>], generations: usize, stream: &mut Stream) {
        let (chains, size) = (population.len(), population.first().map_or(0, Vec::len));
        if chains < 4 || size == 0 {
            return;
        }
        let usual = 2.38 / (2.0 * size as f64).sqrt();
        let mut density: Vec<f64> = population.iter().map(|z| self.density(z)).collect();
        for generation in 0..generations {
            let step = if (generation + 1).is_multiple_of(LEAP) { 1.0 } else { usual };
            for chain in 0..chains {
                let mut other = |not: usize| loop {
                    let pick = (stream.uniform() * chains as f64) as usize % chains;
                    if pick != chain && pick != not {
                        break pick;
                    }
                };
                let a = other(chain);
                let b = other(a);
                let next: Vec<f64> = (0..size)
                    .map(|d| {
                        population[chain][d]
                            + step * (population[a][d] - population[b][d])
                            + NOISE * stream.normal()
                    })
                    .collect();
                let there = self.density(&next);
                if ln(stream.uniform()) < there - density[chain] {
                    population[chain] = next;
                    density[chain] = there;
                }
            }
        }
    }
}
