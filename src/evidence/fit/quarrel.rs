//! Facts that quarrel: where no plausible firm meets a fact, the other fact without which it would be met.

use super::emulator::Emulator;
use super::goal::Goal;
use super::posterior::Posterior;
use crate::evidence::statistics::draws::Stream;

/// Generations of the chains that ask.
const GENERATIONS: usize = 150;
/// Chains that ask.
const CHAINS: usize = 60;
/// Standard deviations within which a fact is met: a 95 % interval.
const MET: f64 = 1.96;

/// A fact that cannot be met, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Quarrel {
    /// The position of the fact among the goals.
    pub fact: usize,
    /// The fact without which it would be met; `None` where it would not be met without any one of the others.
    pub with: Option<usize>,
}

/// Who quarrels with a fact that is not met.
pub fn quarrel(emulator: &Emulator, goals: &[Goal], fact: usize, start: &[Vec<f64>], seed: u64) -> Quarrel {
    let goal = &goals[fact];
    let misfit = |population: &[Vec<f64>]| {
        let mut sum = 0.0;
        for z in population {
            emulator.predict(z, |at, mean, _| {
                if at == fact {
                    sum += mean;
                }
            });
        }
        (sum / population.len().max(1) as f64 - goal.target).abs() / goal.sd
    };
    let before = misfit(start);
    let mut best: Option<(f64, usize)> = None;
    for without in (0..goals.len()).filter(|&without| without != fact) {
        let mut population: Vec<Vec<f64>> = start.iter().take(CHAINS).cloned().collect();
        let posterior = Posterior { emulator, goals, temper: 1.0, without: Some(without), trusting: false };
        posterior.sample(&mut population, GENERATIONS, &mut Stream::new(seed ^ (without as u64 + 1)));
        let after = misfit(&population);
        if best.is_none_or(|(least, _)| after < least) {
            best = Some((after, without));
        }
    }
    // Facts far apart leave the emulator far from where both could be met: half of the way is telling enough.
    let relieved = |after: f64| after < MET || after < 0.5 * before;
    Quarrel { fact, with: best.filter(|(after, _)| relieved(*after)).map(|(_, with)| with) }
}
