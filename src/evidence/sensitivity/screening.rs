//! Elementary effects: which factors matter at all, from few points (Morris, Technometrics 33, 1991; mu* after
//! Campolongo, Cariboni and Saltelli, Environmental Modelling & Software 22, 2007).
//!
//! An elementary effect is what one step of one factor changes in the outcome, over the way that the step goes: as if it went
//! the whole way from the factor's low end to its high end, in the factor's own unit
//! ([`crate::experiment::design::Factor::way`]), whatever the levels of the grid. So an outcome that is a straight line in a
//! factor has that line's whole change as every effect. mu is the mean over trajectories, mu* the mean of magnitudes (large
//! for a factor that matters, even when it pulls both ways), sigma the standard deviation (large where the effect depends on
//! where the other factors stand, or bends).

use super::resample::bootstrap;
use super::responses::{ROUNDING, mean};
use super::{Estimate, Noise, Responses};
use crate::experiment::design::Design;
use crate::experiment::samples::apart;

/// One step of a trajectory: between which two points, of which factor, and how much of its whole way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// The point before it; the next one is after it.
    pub before: usize,
    /// The factor that moves.
    pub factor: usize,
    /// The share of the factor's way, with its sign.
    pub way: f64,
}

/// The steps of a Morris design. A factor that has but one value makes none.
pub fn steps(design: &Design) -> Vec<Step> {
    let factors = design.factors();
    let mut steps = Vec::new();
    let mut before: Option<Vec<String>> = None;
    for (at, point) in design.points().enumerate() {
        let values: Vec<String> = point.settings.into_iter().map(|setting| setting.value).collect();
        if let Some(before) = before.filter(|_| at % (factors.len() + 1) > 0) {
            let moved = (0..factors.len()).find(|&f| before[f] != values[f]);
            steps.extend(moved.map(|factor| Step {
                before: at - 1,
                factor,
                way: factors[factor].way(&before[factor], &values[factor]),
            }));
        }
        before = Some(values);
    }
    steps
}

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
    /// From the steps of so many factors and the responses of their points.
    pub fn of(factors: usize, steps: &[Step], responses: &Responses, seed: u64) -> Self {
        let mut effects: Vec<Vec<f64>> = vec![Vec::new(); factors];
        let mut errors: Vec<Vec<f64>> = vec![Vec::new(); factors];
        let mut left_out = 0;
        for &Step { before, factor, way } in steps.iter().filter(|step| step.before + 1 < responses.points())
        {
            if !(responses.whole(before) && responses.whole(before + 1)) {
                left_out += 1;
                continue;
            }
            let pairs = responses.of(before).iter().zip(responses.of(before + 1));
            let each: Vec<f64> = pairs.map(|(before, after)| apart(*after, *before) / way).collect();
            let effect = mean(&each);
            let n = each.len() as f64;
            let spread = each.iter().map(|e| (e - effect) * (e - effect)).sum::<f64>() / (n - 1.0);
            effects[factor].push(effect);
            errors[factor].push(spread / n);
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
                // Effects that are the same to rounding are the same.
                let settled = |x: f64| if x <= ROUNDING * estimates[1].value { 0.0 } else { x };
                Elementary {
                    mu: estimates[0],
                    mu_star: estimates[1],
                    sigma: settled((squares / (effects.len() as f64 - 1.0)).sqrt()),
                    error: settled(mean(&errors).sqrt()),
                    effects,
                }
            })
            .collect();
        Self { factors, left_out, noise: responses.noise() }
    }
}
