//! Elementary effects: which factors matter at all, from few points (Morris, Technometrics 33, 1991; mu* after
//! Campolongo, Cariboni and Saltelli, Environmental Modelling & Software 22, 2007).
//!
//! An elementary effect is what one step of one factor changes in the outcome, as if the step were the whole way from
//! the factor's low end to its high end. mu is the mean over trajectories, mu* the mean of magnitudes (large for a
//! factor that matters, even when it pulls both ways), sigma the standard deviation (large where the effect depends
//! on where the other factors stand, or bends).

use super::resample::bootstrap;
use super::responses::mean;
use super::{Estimate, Noise, Responses};

/// The elementary effects of one factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Elementary {
    /// Mean effect.
    pub mu: Estimate,
    /// Mean magnitude of the effects.
    pub mu_star: Estimate,
    /// Standard deviation of the effects, chance included; NaN for one effect.
    pub sigma: f64,
    /// The standard error that chance gives a single effect; NaN for one replication. An effect is to be seen beside it.
    pub error: f64,
    /// The effects, trajectory by trajectory.
    pub effects: Vec<f64>,
}

/// The elementary effects of all factors.
#[derive(Debug, Clone, PartialEq)]
pub struct Screening {
    /// By factor, in their order.
    pub factors: Vec<Elementary>,
    /// Steps that could not be measured at one of their ends.
    pub left_out: usize,
    /// How much is chance.
    pub noise: Noise,
}

impl Screening {
    /// From the points' shares of the way and the responses of a Morris design.
    pub fn of(units: &[Vec<f64>], responses: &Responses, seed: u64) -> Self {
        let factors = units.first().map_or(0, Vec::len);
        let mut effects: Vec<Vec<f64>> = vec![Vec::new(); factors];
        let mut errors: Vec<Vec<f64>> = vec![Vec::new(); factors];
        let mut left_out = 0;
        let points = units.len().min(responses.points());
        for (walk, start) in units[..points].chunks_exact(factors + 1).zip((0..).step_by(factors + 1)) {
            for (steps, pair) in walk.windows(2).enumerate() {
                let Some(moved) = (0..factors).find(|&f| pair[0][f] != pair[1][f]) else { continue };
                let (before, after) = (start + steps, start + steps + 1);
                if !(responses.whole(before) && responses.whole(after)) {
                    left_out += 1;
                    continue;
                }
                let step = pair[1][moved] - pair[0][moved];
                let each: Vec<f64> = responses
                    .of(before)
                    .iter()
                    .zip(responses.of(after))
                    .map(|(before, after)| (after - before) / step)
                    .collect();
                let effect = mean(&each);
                let n = each.len() as f64;
                let spread = each.iter().map(|e| (e - effect) * (e - effect)).sum::<f64>() / (n - 1.0);
                effects[moved].push(effect);
                errors[moved].push(spread / n);
            }
        }
        let factors = effects
            .into_iter()
            .zip(errors)
            .map(|(effects, errors)| {
                let estimates = bootstrap(seed, effects.len(), 2, |chosen| {
                    let n = chosen.len() as f64;
                    let mu = chosen.iter().map(|&i| effects[i]).sum::<f64>() / n;
                    vec![mu, chosen.iter().map(|&i| effects[i].abs()).sum::<f64>() / n]
                });
                let mu = mean(&effects);
                let squares: f64 = effects.iter().map(|e| (e - mu) * (e - mu)).sum();
                Elementary {
                    mu: estimates[0],
                    mu_star: estimates[1],
                    sigma: (squares / (effects.len() as f64 - 1.0)).sqrt(),
                    error: mean(&errors).sqrt(),
                    effects,
                }
            })
            .collect();
        Self { factors, left_out, noise: responses.noise() }
    }
}
