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

/// A Morris trajectory: from a random corner one factor after another makes one step, so that each point differs from the
/// one before in one factor only. A factor of `n` levels steps by half of them, between a level and the one `n / 2` further
/// on, round the end where `n` is odd: so each level is met as often as any other, and steps stay long, as Morris has them
/// for even `n`.
#[derive(Debug, Clone, PartialEq)]
pub struct Trajectory {
    /// Of each factor the level at which it begins, and at which it ends.
    ends: Vec<[u64; 2]>,
    /// By factor, after how many steps it has made its own.
    turn: Vec<u32>,
}

impl Trajectory {
    /// A trajectory of a seed, over factors of so many levels each.
    pub fn new(levels: &[u64], seed: u64, number: u64) -> Self {
        let draws = Draws::new(seed, 3);
        let entity = number << 32;
        let order = shuffled(&draws, entity, levels.len() as u32);
        let mut turn = vec![0; levels.len()];
        order.iter().zip(1..).for_each(|(&factor, step)| turn[factor as usize] = step);
        let ends = levels.iter().zip(0_u64..).map(|(&levels, factor)| {
            let [place, sign] = draws.uniforms(Purpose::DesignStart, entity + factor, 0);
            let half = levels / 2;
            let pairs = if levels.is_multiple_of(2) { half } else { levels };
            let low = ((place * pairs as f64) as u64).min(pairs.saturating_sub(1));
            let high = (low + half) % levels.max(1);
            if sign < 0.5 { [low, high] } else { [high, low] }
        });
        Self { ends: ends.collect(), turn }
    }

    /// The level of a factor after some steps, from 0.
    pub fn level(&self, steps: u32, factor: usize) -> u64 {
        self.ends[factor][usize::from(steps >= self.turn[factor])]
    }
}
