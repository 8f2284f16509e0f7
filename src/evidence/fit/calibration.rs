//! Simulation-based calibration (Talts et al. 2018): firms are drawn from the prior, simulated, measured with the error that their facts
//! are known to, and fitted. If the fit is right, the rank of a firm's true parameter among the draws is uniform, and an interval of
//! 90 % holds the truth in nine of ten firms.

use super::firm::Open;
use super::goal::Goals;
use super::search::{Effort, Work, search};
use super::unknowns::number;
use crate::evidence::statistics::draws::Stream;
use crate::experiment::{Settings, Stopped, run_arms};
use crate::model::outcome::OUTCOMES;
use crate::scenario::Scenario;
use crate::scenario::facts::{Amount, Fact, Given, Says};

/// Futures that a synthetic firm's facts are the mean of.
const FUTURES: u32 = 40;
/// The first future of synthetic firms, which no fit sees.
const FIRST: u32 = 2_000_000;

/// What was found of one synthetic firm.
#[derive(Debug, Clone)]
pub struct Case {
    /// Of each unknown, the share of draws below the truth.
    pub ranks: Vec<f64>,
    /// Of each unknown, whether the middle 90 % of the draws hold the truth.
    pub covered: Vec<bool>,
}

/// What was found of all.
#[derive(Debug, Clone, Default)]
pub struct Calibration {
    /// The names of the unknowns.
    pub unknowns: Vec<&'static str>,
    /// The firms.
    pub cases: Vec<Case>,
}

impl Calibration {
    /// The share of intervals of 90 % that hold the truth, over all unknowns.
    pub fn coverage(&self) -> f64 {
        let all: Vec<bool> = self.cases.iter().flat_map(|case| case.covered.iter().copied()).collect();
        all.iter().filter(|&&covered| covered).count() as f64 / all.len().max(1) as f64
    }

    /// Of one unknown.
    pub fn coverage_of(&self, unknown: usize) -> f64 {
        let held = self.cases.iter().filter(|case| case.covered[unknown]).count();
        held as f64 / self.cases.len().max(1) as f64
    }

    /// The largest distance of the ranks of an unknown from uniform (Kolmogorov), and the distance that one in a hundred sets of
    /// uniform ranks exceeds.
    pub fn distance(&self, unknown: usize) -> (f64, f64) {
        let mut ranks: Vec<f64> = self.cases.iter().map(|case| case.ranks[unknown]).collect();
        ranks.sort_by(f64::total_cmp);
        let n = ranks.len().max(1) as f64;
        let apart =
            |(at, rank): (usize, &f64)| (rank - at as f64 / n).abs().max(((at + 1) as f64 / n - rank).abs());
        let distance = ranks.iter().enumerate().map(apart).fold(0.0, f64::max);
        (distance, 1.63 / (n.sqrt() + 0.12 + 0.11 / n.sqrt()))
    }
}

/// Fits so many synthetic firms, like `base` where nothing is unknown, of which these facts are known.
///
/// # Errors
/// [`Stopped`] when the work was called off or a law of the model was broken.
pub fn calibrate(
    base: &Scenario,
    facts: &[&'static Fact],
    firms: usize,
    effort: Effort,
    work: &Work<'_>,
) -> Result<Calibration, Stopped> {
    let Work { seed, threads, cancel, progress } = *work;
    let placeholders: Vec<Given> =
        facts.iter().map(|fact| Given::new(fact, Amount { value: 1.0, spread: None })).collect();
    // Without values, only the choice of unknowns is taken from the facts.
    let mut prior = Open::new(base, &placeholders);
    prior.base = base.clone();
    let mut calibration = Calibration {
        unknowns: prior.unknowns.iter().map(|unknown| unknown.name).collect(),
        cases: Vec::new(),
    };
    let mut stream = Stream::new(seed);
    progress(0, firms as u64);
    for number_of in 0..firms {
        let z: Vec<f64> = prior.unknowns.iter().map(|_| stream.normal()).collect();
        let truth = prior.at(&z);
        let settings = Settings {
            seed: seed.wrapping_add(number_of as u64),
            replications: FIRST..FIRST + FUTURES,
            threads,
        };
        let run = run_arms(&[("truth", &truth)], &settings, cancel, |_| (), |_, _, _| Ok(()))?;
        let given: Option<Vec<Given>> = facts
            .iter()
            .map(|fact| {
                let Says::Shows(name, factor) = fact.says else { return None };
                let at = OUTCOMES.iter().position(|measure| measure.name == name)?;
                let values: Vec<f64> = run.outcomes[0].iter().map(|outcomes| outcomes.0[at]).collect();
                let mean = values.iter().sum::<f64>() / values.len() as f64 / factor;
                let known = Given::new(fact, Amount { value: mean, spread: None });
                let value = mean + known.spread / 1.96 * stream.normal();
                let inside = value.is_finite() && fact.legal[0] <= value && value <= fact.legal[1];
                inside.then_some(Given { value, ..known })
            })
            .collect();
        // A firm of which a fact cannot be measured is none that anybody would fit.
        let Some(given) = given else { continue };
        let open = prior.clone();
        let fit = search(
            &open,
            &Goals::of(&given),
            effort,
            &Work { seed: seed ^ number_of as u64, progress: &|_, _| (), ..*work },
        )?;
        let draws: Vec<Scenario> = fit.draws.iter().map(|z| open.at(z)).collect();
        let mut case = Case { ranks: Vec::new(), covered: Vec::new() };
        for unknown in &prior.unknowns {
            let Some(key) = unknown.parameters().next() else { continue };
            let of = |firm: &Scenario| number(firm.get(key.section, key.name));
            let below = draws.iter().filter(|draw| of(draw) < of(&truth)).count();
            let rank = (below as f64 + 0.5) / (draws.len() as f64 + 1.0);
            case.ranks.push(rank);
            case.covered.push((0.05..=0.95).contains(&rank));
        }
        calibration.cases.push(case);
        progress(number_of as u64 + 1, firms as u64);
    }
    Ok(calibration)
}
