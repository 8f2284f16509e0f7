//! The firms on which oracles are tried, and the sample statistics that every oracle uses.

use verona::model::trace::Event;
use verona::model::{Replication, Workspace, simulate};
use verona::scenario::{Scenario, load};

/// The seed of all oracles but the docking, fixed so that a run decides the same everywhere.
const SEED: u64 = 4;

/// The reduced model of benches/peers/DECLARATION.md, as the scenario file has it.
pub fn one_hand_over() -> Scenario {
    let text = include_str!("../../benches/peers/one-hand-over-small.toml");
    load(text, "one-hand-over-small.toml", &[]).expect("the scenario loads").arms.remove(0).scenario
}

/// Six territories, each a queue of its own: Poisson arrivals of `load` x `deals` a day, every arrival captured and
/// handed over at once without cost, `deals` deals in a day's hours, nobody's patience ends.
pub fn queue(deals: f64, load: f64) -> Scenario {
    let mut firm = one_hand_over();
    (firm.firm.marketers, firm.coordination.admin) = (6, 0.0);
    (firm.market.capture, firm.market.capture_half_effort) = (1.0, 0.01);
    (firm.market.load, firm.offer.deal_hours) = (load, firm.firm.day_hours / deals);
    (firm.market.patience, firm.market.patience_spread, firm.attention.list) = (1_000.0, 0.0, 200);
    firm.people.talent = 0.0;
    firm.market.response_decay = 0.0;
    firm.plan.days = 252;
    firm
}

/// The share of prospects that become leads in [`queue`]: 20 campaign hours against a half effort of 0.01, and of the
/// rest up to 6 % found by salespeople, of which a half is taken.
pub const CAPTURED: f64 = 20.0 / 20.01 + 0.03 * 0.01 / 20.01;

/// Small firms under each of the four presets, half a year.
pub fn small(preset: usize) -> Scenario {
    let mut firm =
        Scenario { operating: (verona::scenario::presets::PRESETS[preset].choices)(), ..Scenario::default() };
    (firm.firm.salespeople, firm.firm.marketers) = (8, 4);
    (firm.plan.days, firm.plan.warm_up) = (126, 0);
    firm
}

/// One replication.
pub fn run(scenario: &Scenario, replication: u32, workspace: &mut Workspace) -> Replication {
    simulate(scenario, SEED, replication, workspace, &mut ()).expect("the laws hold")
}

/// One replication and its events.
pub fn watch(scenario: &Scenario, replication: u32) -> (Replication, Vec<Event>) {
    let mut events = Vec::new();
    let result = simulate(scenario, SEED, replication, &mut Workspace::default(), &mut events);
    (result.expect("the laws hold"), events)
}

/// A sample.
#[derive(Default)]
pub struct Sample(pub Vec<f64>);

impl Sample {
    pub fn n(&self) -> f64 {
        self.0.len() as f64
    }

    pub fn mean(&self) -> f64 {
        self.0.iter().sum::<f64>() / self.n()
    }

    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        self.0.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (self.n() - 1.0)
    }

    /// Standard error of the mean.
    pub fn error(&self) -> f64 {
        libm::sqrt(self.variance() / self.n())
    }

    /// Asserts that the mean is `truth`, within four standard errors, and that those are at most `power` of it, so that
    /// the test could fail.
    pub fn assert_mean(&self, what: &str, truth: f64, power: f64) {
        let (mean, error) = (self.mean(), self.error());
        assert!(
            error <= power * truth.abs(),
            "{what}: a standard error of {error} decides nothing about {truth}"
        );
        assert!((mean - truth).abs() <= 4.0 * error, "{what}: {mean} for {truth}, standard error {error}");
    }
}
