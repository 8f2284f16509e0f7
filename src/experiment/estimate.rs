//! How much work a run is, before it is begun: person-days to simulate, the speed at which this machine simulates the
//! heaviest of its firms, measured on that firm's first days, and the memory that its state takes.
//!
//! seconds = person-days / (person-days a second × threads). It is a guess of the right size, not a promise: the first
//! days of a firm are a little quieter than its later ones.

use std::time::{Duration, Instant};

use super::file::Experiment;
use crate::model::trace::Event;
use crate::model::{Observer, Workspace, simulate};
use crate::scenario::{Arm, Scenario};

/// Points of a design that are looked at; between them, firms are taken to be alike.
const LOOKED_AT: u64 = 16;

/// How much is to be simulated.
#[derive(Debug, Clone)]
pub struct Work {
    /// Days of all people in all simulations.
    pub person_days: f64,
    /// Simulations.
    pub simulations: f64,
    /// Bytes of results that are held until the end.
    pub held: f64,
    /// The scenario with the most person-days.
    pub heaviest: Scenario,
}

/// What a run takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Seconds of the clock.
    pub seconds: f64,
    /// Bytes of memory.
    pub bytes: f64,
    /// Threads that can be busy.
    pub threads: usize,
}

/// Days of all people in one simulation.
fn person_days(scenario: &Scenario) -> f64 {
    let people = f64::from(scenario.firm.salespeople) + f64::from(scenario.firm.marketers);
    people.max(1.0) * (f64::from(scenario.plan.days) + f64::from(scenario.plan.warm_up))
}

impl Work {
    /// So many replications of each scenario; nothing where there is none.
    pub fn of<'s>(scenarios: impl IntoIterator<Item = &'s Scenario>, replications: f64) -> Option<Self> {
        let (mut days, mut number, mut heaviest) = (0.0, 0.0, None::<(f64, &Scenario)>);
        for scenario in scenarios {
            let own = person_days(scenario);
            days += own;
            number += 1.0;
            if heaviest.is_none_or(|(most, _)| own > most) {
                heaviest = Some((own, scenario));
            }
        }
        let (_, heaviest) = heaviest?;
        let simulations = number * replications;
        // A comparison holds all outcomes of all replications.
        let held = simulations * size_of::<crate::model::Outcomes>() as f64;
        Some(Self { person_days: days * replications, simulations, held, heaviest: heaviest.clone() })
    }

    /// So many replications of each arm.
    pub fn of_arms(arms: &[Arm], replications: u32) -> Option<Self> {
        Self::of(arms.iter().map(|arm| &arm.scenario), f64::from(replications))
    }

    /// An experiment: some of its points are looked at, and stand for all.
    pub fn of_experiment(experiment: &Experiment) -> Option<Self> {
        let points = experiment.design.len();
        let step = points.div_ceil(LOOKED_AT).max(1);
        let mut scenarios: Vec<Scenario> = Vec::new();
        let mut seen = 0.0;
        for index in (0..points).step_by(usize::try_from(step).unwrap_or(usize::MAX)) {
            let study = experiment.design.point(index).and_then(|point| experiment.study_at(&point).ok());
            seen += 1.0;
            scenarios.extend(study.into_iter().flat_map(|study| study.arms).map(|arm| arm.scenario));
        }
        let replications = f64::from(experiment.study.base.plan.replications);
        Self::of(&scenarios, replications * points as f64 / f64::max(seen, 1.0))
    }

    /// A share of it.
    #[must_use]
    pub fn times(mut self, share: f64) -> Self {
        self.person_days *= share;
        self.simulations *= share;
        self
    }

    /// What it takes on so many threads (0 for one per processor core), after measuring for no longer than `patience`.
    pub fn estimate(&self, threads: usize, patience: Duration) -> Estimate {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if threads == 0 { cores } else { threads };
        let busy = (threads as f64).min(self.simulations.max(1.0));
        // More threads than cores share them.
        let fast = busy.min(cores as f64);
        let mut workspace = Workspace::default();
        let mut probe = Probe { until: Instant::now() + patience, days: 0 };
        let started = Instant::now();
        // Whatever it ends with, the days that went by are measured.
        let _ = simulate(&self.heaviest, 1, 1, &mut workspace, &mut probe);
        let seconds = started.elapsed().as_secs_f64().max(1e-9);
        let people = f64::from(self.heaviest.firm.salespeople) + f64::from(self.heaviest.firm.marketers);
        let speed = people.max(1.0) * f64::from(probe.days.max(1)) / seconds;
        Estimate {
            seconds: self.person_days / (speed * fast),
            bytes: workspace.state_bytes() as f64 * busy + self.held,
            threads: busy as usize,
        }
    }
}

/// Counts days until time is up.
struct Probe {
    until: Instant,
    days: u32,
}

impl Observer for Probe {
    const WATCHING: bool = false;

    fn see(&mut self, _event: Event) {}

    fn goes_on(&mut self) -> bool {
        let goes_on = Instant::now() < self.until;
        self.days += u32::from(goes_on);
        goes_on
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Work};
    use crate::scenario::Scenario;

    #[test]
    fn ten_times_the_people_or_the_replications_are_ten_times_the_work() {
        let small = Scenario::default();
        let mut large = small.clone();
        large.firm.salespeople *= 10;
        large.firm.marketers *= 10;
        let work = |scenario: &Scenario, n| Work::of([scenario], n).unwrap().person_days;
        assert_eq!(work(&large, 3.0), 10.0 * work(&small, 3.0));
        assert_eq!(work(&small, 30.0), 10.0 * work(&small, 3.0));
        assert!(Work::of([], 3.0).is_none());
    }

    #[test]
    fn an_estimate_of_what_no_machine_can_do_takes_no_longer_than_its_patience() {
        let mut scenario = Scenario::default();
        scenario.plan.days = 25_200;
        let work = Work::of([&scenario], 1e6).unwrap();
        let started = std::time::Instant::now();
        let estimate = work.estimate(2, Duration::from_millis(20));
        assert!(started.elapsed() < Duration::from_secs(10));
        assert!(estimate.seconds > 3_600.0 && estimate.bytes > 1e6, "{estimate:?}");
    }
}
