//! Why one way of working brings more than another: the difference taken apart by operating choice, by money, by what happened
//! to each lead, and by hours. Each adds up to the difference, future by future.
//!
//! By choice it is a Shapley value: what a choice adds, averaged over the orders in which the choices can be made; orders are
//! sampled, one a future and the same backwards, so that intervals hold luck and order alike.
//!
//! Sources: Shapley 1953, "A value for n-person games"; antithetic orders: Mitchell, Cooper, Frank and Holmes 2022, "Sampling
//! permutations for Shapley value estimation", JMLR 23 (recalled, not re-read).

mod leads;
mod means;

pub use leads::{MECHANISMS, Parting, mechanism, parting};
pub use means::{Part, by_means};

use super::Paired;
use crate::model::outcome::{HOURS, MONEY, OUTCOMES, Outcome};
use crate::model::random::{Draws, Purpose};
use crate::model::{Outcomes, Parts};

/// One future of two ways of working, taken apart.
#[derive(Debug, Clone)]
pub struct Future {
    /// The outcomes of the first and the second.
    pub ends: [Outcomes; 2],
    /// What each choice adds.
    pub steps: Vec<Outcomes>,
    /// What profit is made of: second less first.
    pub money: Parts,
    /// Hours per head per day by category: second less first.
    pub hours: [f64; HOURS.len()],
    /// Gross margin of new business by what happened to leads: second less first.
    pub mechanism: [f64; MECHANISMS.len()],
    /// A lead that the first lost and the second won, and one the other way round.
    pub partings: [Option<Parting>; 2],
}

/// The order in which the choices are made in one future: a permutation that hangs on the seed, the future and nothing else.
pub fn order(choices: usize, seed: u64, replication: u32) -> Vec<usize> {
    let mut words = Draws::new(seed, replication).stream(Purpose::ChoiceOrder, 0, 0);
    let mut order: Vec<usize> = (0..choices).collect();
    for at in (1..choices).rev() {
        let other = (words.uniform() * (at + 1) as f64) as usize;
        order.swap(at, other.min(at));
    }
    order
}

/// How many futures are worth their time: enough for intervals, and no more simulations than so many.
pub fn futures(choices: usize, most: u32) -> u32 {
    const SIMULATIONS: u32 = 1_200;
    const FEWEST: u32 = 12;
    let each = 2 * u32::try_from(choices).unwrap_or(u32::MAX / 2).max(1);
    (SIMULATIONS / each).max(FEWEST).min(most.max(2))
}

/// The second less the first.
pub fn whole(futures: &[Future], outcome: usize) -> Paired {
    Paired::of(futures.iter().map(|future| future.ends[1].0[outcome] - future.ends[0].0[outcome]))
}

/// What each choice adds to an outcome, its intervals holding for all choices together.
pub fn by_choice(futures: &[Future], outcome: usize) -> Vec<Paired> {
    let choices = futures.first().map_or(0, |future| future.steps.len());
    let of = |choice: usize| futures.iter().map(move |future| future.steps[choice].0[outcome]);
    (0..choices).map(|choice| Paired::among(of(choice), choices)).collect()
}

/// The parts of a difference that are kept as an array, each with an interval that holds for all parts together.
fn parts<const N: usize>(futures: &[Future], of: impl Fn(&Future) -> &[f64; N]) -> Vec<Paired> {
    (0..N).map(|part| Paired::among(futures.iter().map(|future| of(future)[part]), N)).collect()
}

/// Profit by what it is made of, as [`MONEY`] names it.
pub fn by_money(futures: &[Future]) -> Vec<Paired> {
    parts::<{ MONEY.len() }>(futures, |future| &future.money)
}

/// Gross margin of new business by what happened to leads, as [`MECHANISMS`] names it.
pub fn by_mechanism(futures: &[Future]) -> Vec<Paired> {
    parts(futures, |future| &future.mechanism)
}

/// Hours per head per day, as [`HOURS`] names them.
pub fn by_hours(futures: &[Future]) -> Vec<Paired> {
    parts(futures, |future| &future.hours)
}

/// The lead that shows best why the better one (the second, where `second`) is better, with the position of its future.
pub fn example(futures: &[Future], second: bool) -> Option<(usize, Parting)> {
    let found = futures.iter().enumerate();
    let found = found.filter_map(|(at, future)| Some((at, future.partings[usize::from(!second)]?)));
    found.max_by(|a, b| a.1.gap.total_cmp(&b.1.gap).then(b.0.cmp(&a.0)))
}

/// The part of the difference in profit per head that is cash: the rest is what customers are expected to bring later.
pub fn cash(futures: &[Future]) -> Paired {
    whole(futures, Outcome::CashPerHead as usize)
}

/// Zero for every outcome.
pub fn nothing() -> Outcomes {
    Outcomes([0.0; OUTCOMES.len()])
}

#[cfg(test)]
mod tests {
    use super::{futures, order};

    #[test]
    fn an_order_names_every_choice_once_and_all_first_choices_are_as_likely() {
        let mut first = [0; 6];
        for replication in 0..1_200 {
            let mut found = order(6, 9, replication);
            first[found[0]] += 1;
            found.sort_unstable();
            assert_eq!(found, [0, 1, 2, 3, 4, 5]);
        }
        // 200 expected, standard deviation 13.
        assert!(first.iter().all(|&n| (145..255).contains(&n)), "{first:?}");
        assert_eq!(order(6, 9, 3), order(6, 9, 3));
    }

    #[test]
    fn many_choices_get_fewer_futures_but_never_too_few_for_an_interval() {
        assert_eq!([futures(1, 60), futures(16, 60), futures(200, 60), futures(3, 1)], [60, 37, 12, 2]);
    }
}
