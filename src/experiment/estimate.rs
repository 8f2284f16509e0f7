//! How much work a run is, before it is begun: days of people and prospects to simulate, the speed at which this machine
//! simulates the heaviest of its firms, measured on that firm's first days, and the memory that its state takes. Time is that of
//! the processor, where the platform tells it, so that others' work on the machine does not make ours look longer.
//!
//! effort = days × (people + prospects a day / `PROSPECTS`); seconds = effort / (effort a second × threads), where the speed is
//! that of the later half of the days that were measured, since a firm begins with empty lists. Memory is what the firm
//! holds after these days, and what may pile up in all the others. It is a guess of the right size, not a promise.

use std::time::{Duration, Instant};

use super::file::Experiment;
use crate::model::trace::Event;
use crate::model::{Observer, Workspace, prospects_a_day, simulate};
use crate::scenario::{Arm, Scenario};

/// Points of a design that are looked at; between them, firms are taken to be alike.
const LOOKED_AT: u64 = 16;

/// So many prospects take about as long as a day of a person.
const PROSPECTS: f64 = 16.0;

/// How much is to be simulated.
#[derive(Debug, Clone)]
pub struct Work {
    /// Days of all people in all simulations, and prospects in that unit.
    pub effort: f64,
    /// Simulations.
    pub simulations: f64,
    /// Bytes of results that are held until the end.
    pub held: f64,
    /// The scenario that takes most.
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

/// The effort of a day of a firm.
fn each_day(scenario: &Scenario) -> f64 {
    let people = f64::from(scenario.firm.salespeople) + f64::from(scenario.firm.marketers);
    people.max(1.0) + prospects_a_day(scenario) / PROSPECTS
}

/// The effort of one simulation.
fn effort(scenario: &Scenario) -> f64 {
    each_day(scenario) * (f64::from(scenario.plan.days) + f64::from(scenario.plan.warm_up))
}

impl Work {
    /// So many replications of each scenario; nothing where there is none.
    pub fn of<'s>(scenarios: impl IntoIterator<Item = &'s Scenario>, replications: f64) -> Option<Self> {
        let (mut days, mut number, mut heaviest) = (0.0, 0.0, None::<(f64, &Scenario)>);
        for scenario in scenarios {
            let own = effort(scenario);
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
        Some(Self { effort: days * replications, simulations, held, heaviest: heaviest.clone() })
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
        self.effort *= share;
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
        let started = Instant::now();
        let first = worked(started);
        let mut probe = Probe { started, patience, days: [0; 2], at: first };
        // Whatever it ends with, the days that went by are measured.
        let _ = simulate(&self.heaviest, 1, 1, &mut workspace, &mut probe);
        let ended = worked(started);
        // A firm whose days were over before half of the patience was is measured whole.
        let (days, since) =
            if probe.days[1] > 0 { (probe.days[1], probe.at) } else { (probe.days[0], first) };
        let seconds = ended.saturating_sub(since).as_secs_f64().max(1e-9);
        let speed = each_day(&self.heaviest) * f64::from(days.max(1)) / seconds;
        let state = workspace.state_bytes() as f64 + workspace.may_pile_up(&self.heaviest);
        Estimate {
            seconds: self.effort / (speed * fast),
            bytes: state * busy + self.held,
            threads: busy as usize,
        }
    }
}

/// How long this thread has worked; where that is not told, how long ago it started.
fn worked(started: Instant) -> Duration {
    #[cfg(any(unix, windows))]
    if let Ok(time) = cpu_time::ThreadTime::try_now() {
        return time.as_duration();
    }
    started.elapsed()
}

/// Counts days until patience is at an end: those of its first and of its second half.
struct Probe {
    started: Instant,
    patience: Duration,
    days: [u32; 2],
    /// How long the thread had worked when the second half began.
    at: Duration,
}

impl Observer for Probe {
    const WATCHING: bool = false;

    fn see(&mut self, _event: Event) {}

    fn goes_on(&mut self) -> bool {
        let waited = self.started.elapsed();
        if waited >= self.patience {
            return false;
        }
        if waited < self.patience / 2 || self.days[0] == 0 {
            self.days[0] += 1;
        } else {
            if self.days[1] == 0 {
                self.at = worked(self.started);
            }
            self.days[1] += 1;
        }
        true
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
        let work = |scenario: &Scenario, n| Work::of([scenario], n).unwrap().effort;
        assert_eq!(work(&large, 3.0), 10.0 * work(&small, 3.0));
        assert_eq!(work(&small, 30.0), 10.0 * work(&small, 3.0));
        assert!(Work::of([], 3.0).is_none());
    }

    /// Of points alike in people and days the first was measured, however many prospects another had.
    #[test]
    fn the_firm_with_most_prospects_is_the_one_that_is_measured() {
        let small = Scenario::default();
        let mut busy = small.clone();
        (busy.market.load, busy.offer.deal_hours) = (20.0, 0.1);
        let work = Work::of([&small, &busy, &small], 1.0).unwrap();
        assert_eq!(work.heaviest.market.load, 20.0);
        assert!(work.effort > 10.0 * Work::of([&small], 1.0).unwrap().effort);
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
