//! Designs that are drawn: Latin hypercubes and Morris trajectories.
//!
//! Sources: McKay, Beckman and Conover, Technometrics 21 (1979); Morris, "Factorial sampling plans for preliminary
//! computational experiments", Technometrics 33 (1991).

use crate::model::random::{Draws, Purpose};
use rand::seq::SliceRandom;

/// The numbers from 0 to `length` in an order that is drawn from `draws` and `entity`.
fn shuffled(draws: &Draws, entity: u64, length: u32) -> Vec<u32> {
    let mut order: Vec<u32> = (0..length).collect();
    order.shuffle(&mut draws.stream(Purpose::DesignOrder, entity, 0));
    order
}

/// A Latin hypercube: of `points` strata of each factor, each holds exactly one point, somewhere in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Latin {
    draws: LatinDraws,
    /// By factor, the stratum of each point.
    strata: Vec<Vec<u32>>,
}

/// The seed of a hypercube's draws.
#[derive(Debug, Clone, Copy, PartialEq)]
struct LatinDraws(u64);

impl Latin {
    /// The hypercube of a seed.
    pub fn new(factors: usize, points: u32, seed: u64) -> Self {
        let draws = Draws::new(seed, 1);
        let strata = (0..factors as u64).map(|factor| shuffled(&draws, factor, points)).collect();
        Self { draws: LatinDraws(seed), strata }
    }

    /// One coordinate of a point.
    pub fn coordinate(&self, point: u64, factor: usize) -> f64 {
        let strata = &self.strata[factor];
        let within = Draws::new(self.draws.0, 2).uniform(Purpose::DesignPlace, factor as u64, point as u32);
        (f64::from(strata[point as usize]) + within) / strata.len() as f64
    }
}

/// A Morris trajectory: from a random corner of a grid of `levels` levels, one factor after another makes one step of
/// `levels / (2 (levels - 1))`, so that each point differs from the one before in one factor only.
#[derive(Debug, Clone, PartialEq)]
pub struct Trajectory {
    /// Where each factor begins.
    start: Vec<f64>,
    /// What each factor's step adds, with its sign.
    step: Vec<f64>,
    /// By factor, after how many steps it has made its own.
    turn: Vec<u32>,
}

impl Trajectory {
    /// A trajectory of a seed; `levels` is even.
    pub fn new(factors: usize, levels: u32, seed: u64, number: u64) -> Self {
        let draws = Draws::new(seed, 3);
        let entity = number << 32;
        let order = shuffled(&draws, entity, factors as u32);
        let mut turn = vec![0; factors];
        order.iter().zip(1..).for_each(|(&factor, step)| turn[factor as usize] = step);
        let half = levels / 2;
        let gaps = f64::from(levels - 1);
        let (mut start, mut step) = (Vec::new(), Vec::new());
        for factor in 0..factors as u64 {
            let [place, sign] = draws.uniforms(Purpose::DesignStart, entity + factor, 0);
            let low = (place * f64::from(half)) as u32;
            let ends = [f64::from(low) / gaps, f64::from(low + half) / gaps];
            let up = sign < 0.5;
            start.push(ends[usize::from(!up)]);
            step.push(if up { ends[1] - ends[0] } else { ends[0] - ends[1] });
        }
        Self { start, step, turn }
    }

    /// One coordinate after some steps.
    pub fn coordinate(&self, steps: u32, factor: usize) -> f64 {
        let moved = if steps >= self.turn[factor] { self.step[factor] } else { 0.0 };
        (self.start[factor] + moved).clamp(0.0, 1.0)
    }
}
