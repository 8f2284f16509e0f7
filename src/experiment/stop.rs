//! Stopping inside a simulation: asked once a working day, so that a replication of the largest firm ends within one of its
//! days. What a simulation had found by then is discarded; those that were finished are as they would be without.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::Observer;
use crate::model::trace::Event;

/// Ends a simulation when the flag is set. Sees nothing else.
#[derive(Debug)]
pub struct Until<'a>(pub &'a AtomicBool);

impl Observer for Until<'_> {
    const WATCHING: bool = false;

    fn see(&mut self, _event: Event) {}

    fn goes_on(&mut self) -> bool {
        !self.0.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::Until;
    use crate::model::{ModelError, Observer, Workspace, simulate, trace::Event};
    use crate::scenario::Scenario;

    /// Sets the flag on a day.
    struct On<'a>(u32, u32, &'a AtomicBool);

    impl Observer for On<'_> {
        const WATCHING: bool = false;

        fn see(&mut self, _event: Event) {}

        fn goes_on(&mut self) -> bool {
            self.1 += 1;
            self.2.store(self.1 > self.0, Ordering::Relaxed);
            Until(self.2).goes_on()
        }
    }

    #[test]
    fn a_simulation_stops_within_a_day_and_leaves_no_trace_in_the_next() {
        let scenario = Scenario::default();
        let mut workspace = Workspace::default();
        let whole = simulate(&scenario, 1, 1, &mut workspace, &mut ()).unwrap();
        let stop = AtomicBool::new(false);
        for days in [0, 1, 200] {
            let mut on = On(days, 0, &stop);
            let cut = simulate(&scenario, 1, 1, &mut workspace, &mut on);
            assert!(matches!(cut, Err(ModelError::Stopped { day }) if day == days), "{cut:?}");
            assert_eq!(on.1, days + 1);
            stop.store(false, Ordering::Relaxed);
            let again = simulate(&scenario, 1, 1, &mut workspace, &mut Until(&stop)).unwrap();
            assert_eq!(format!("{again:?}"), format!("{whole:?}"));
        }
    }
}
