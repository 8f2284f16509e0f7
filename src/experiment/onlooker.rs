//! Those who watch a simulation without its being made for them: one copy of the whole model serves all of them, where each
//! [`Observer`] of its own costs another. For observers that are asked for once in a while; the module of the browser is
//! smaller by a tenth for it.

use crate::model::glimpse::Glimpse;
use crate::model::trace::{Event, Observer};

/// Whoever watches. What each is told says [`Observer`].
pub trait Onlook {
    /// Is told of one event.
    fn see(&mut self, event: Event);
    /// Is shown the firm at the end of a working day.
    fn evening(&mut self, _firm: Glimpse<'_>) {}
    /// Is told which prospect a lead is.
    fn prospect(&mut self, _lead: u32, _key: u64) {}
}

/// One who watches, as the simulation knows it.
pub struct Onlooker<'a>(pub &'a mut dyn Onlook);

impl Observer for Onlooker<'_> {
    const WATCHING: bool = true;
    const EVENINGS: bool = true;

    fn see(&mut self, event: Event) {
        self.0.see(event);
    }

    fn evening(&mut self, firm: Glimpse<'_>) {
        self.0.evening(firm);
    }

    fn prospect(&mut self, lead: u32, key: u64) {
        self.0.prospect(lead, key);
    }
}

#[cfg(test)]
mod tests {
    use super::{Onlook, Onlooker};
    use crate::model::glimpse::Glimpse;
    use crate::model::trace::Event;
    use crate::model::{Workspace, simulate};
    use crate::scenario::Scenario;

    #[derive(Default)]
    struct Counter(Vec<Event>, u32);

    impl Onlook for Counter {
        fn see(&mut self, event: Event) {
            self.0.push(event);
        }

        fn evening(&mut self, _firm: Glimpse<'_>) {
            self.1 += 1;
        }
    }

    #[test]
    fn an_onlooker_sees_what_an_observer_sees_and_changes_nothing() {
        let mut scenario = Scenario::default();
        (scenario.firm.salespeople, scenario.firm.marketers) = (4, 2);
        (scenario.plan.days, scenario.plan.warm_up) = (42, 21);
        let mut workspace = Workspace::default();
        let (mut events, mut counter) = (Vec::<Event>::new(), Counter::default());
        let seen = simulate(&scenario, 1, 1, &mut workspace, &mut events).unwrap();
        let onlooked = simulate(&scenario, 1, 1, &mut workspace, &mut Onlooker(&mut counter)).unwrap();
        assert_eq!(counter.0, events);
        assert_eq!(counter.1, 63);
        assert_eq!(onlooked.outcomes.0.map(f64::to_bits), seen.outcomes.0.map(f64::to_bits));
    }
}
