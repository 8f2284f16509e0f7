//! What is kept of each replication of the programmes of change: its path, its hours, and nothing larger.

use super::trajectory::cumulated;
use crate::model::outcome::{HOURS, Series};
use crate::model::{Month, Replication};

/// The category of hours that people spend on a programme.
const PROGRAMME_HOURS: &str = "programme";

/// The paths of every programme against no change, replication by replication.
#[derive(Debug, Clone, PartialEq)]
pub struct Paths {
    /// By programme, then by replication: the cumulated difference in profit at each month's end, in money a head of
    /// the no-change arm.
    pub profit: Vec<Vec<Vec<f64>>>,
    /// By programme, then by replication: hours spent on the programme, a head of the no-change arm, over the
    /// counted days.
    pub hours: Vec<Vec<f64>>,
    /// People of the no-change arm.
    pub heads: usize,
    no_change: Vec<Month>,
}

impl Paths {
    /// For that many programmes.
    pub fn new(programmes: usize) -> Self {
        Self {
            profit: vec![Vec::new(); programmes],
            hours: vec![Vec::new(); programmes],
            heads: 0,
            no_change: Vec::new(),
        }
    }

    /// Takes one result, in the order in which [`crate::experiment::run_arms`] hands them over; arm 0 is no change.
    pub fn add(&mut self, arm: usize, result: &Replication) {
        self.take(arm, &result.months, result.people.len(), spent(result));
    }

    /// The same of a result of which that much is known: its months, its people, and the hours of all people that [`spent`]
    /// gives.
    pub fn take(&mut self, arm: usize, months: &[Month], people: usize, spent: f64) {
        let Some(programme) = arm.checked_sub(1) else {
            self.heads = people;
            self.no_change.clear();
            self.no_change.extend_from_slice(months);
            return;
        };
        // The model counts a head for each of the firm's own posts, also where a programme brings people of its own.
        let heads = self.heads.max(1) as f64;
        let profit = Series::Profit as usize;
        let with = months.iter().map(|month| month[profit]);
        let path = cumulated(with, self.no_change.iter().map(|month| month[profit]));
        self.profit[programme].push(path);
        self.hours[programme].push(spent / heads);
    }

    /// Months less those of no change in the same replication, which must have been added before.
    pub fn differences(&self, months: &[Month]) -> Vec<Month> {
        let pairs = months.iter().zip(&self.no_change);
        pairs.map(|(with, without)| std::array::from_fn(|i| with[i] - without[i])).collect()
    }

    /// The same with the means of each `each` replications in place of them: a path a firm, where each firm lived so many.
    pub fn averaged(&self, each: usize) -> Self {
        let mean = |lives: &[Vec<f64>]| -> Vec<f64> {
            let months = lives.iter().map(Vec::len).min().unwrap_or(0);
            (0..months)
                .map(|at| lives.iter().map(|path| path[at]).sum::<f64>() / lives.len() as f64)
                .collect()
        };
        let of = |paths: &Vec<Vec<f64>>| paths.chunks(each.max(1)).map(mean).collect();
        let hours = |hours: &Vec<f64>| {
            hours.chunks(each.max(1)).map(|lives| lives.iter().sum::<f64>() / lives.len() as f64).collect()
        };
        Self {
            profit: self.profit.iter().map(of).collect(),
            hours: self.hours.iter().map(hours).collect(),
            ..self.clone()
        }
    }

    /// The path that was added last of a programme (from 0).
    pub fn latest(&self, programme: usize) -> &[f64] {
        self.profit[programme].last().map_or(&[], Vec::as_slice)
    }
}

/// The months and paths of firms that each live several futures, as means: one firm at a time, as its futures come.
#[derive(Debug, Clone, PartialEq)]
pub struct FirmMeans {
    each: u32,
    /// Of each programme: the futures so far, and the sums of their months and paths.
    sums: Vec<(u32, Vec<Month>, Vec<f64>)>,
}

impl FirmMeans {
    /// For that many programmes, each firm with `each` futures.
    pub fn new(programmes: usize, each: u32) -> Self {
        Self { each: each.max(1), sums: vec![(0, Vec::new(), Vec::new()); programmes] }
    }

    /// Takes one future of the present firm under a programme (from 0): its months less those of no change, and its path. Gives the
    /// firm's means once all its futures were taken.
    pub fn take(
        &mut self,
        programme: usize,
        differences: &[Month],
        path: &[f64],
    ) -> Option<(Vec<Month>, Vec<f64>)> {
        let (taken, months, sums) = &mut self.sums[programme];
        if *taken == 0 {
            (*months, *sums) = (differences.to_vec(), path.to_vec());
        } else {
            let pairs = months.iter_mut().flatten().zip(differences.iter().flatten());
            pairs.for_each(|(sum, value)| *sum += value);
            sums.iter_mut().zip(path).for_each(|(sum, value)| *sum += value);
        }
        *taken += 1;
        if *taken < self.each {
            return None;
        }
        *taken = 0;
        let n = f64::from(self.each);
        months.iter_mut().flatten().chain(sums.iter_mut()).for_each(|sum| *sum /= n);
        Some((std::mem::take(months), std::mem::take(sums)))
    }
}

/// Hours that all people of a result spent on a programme.
pub fn spent(result: &Replication) -> f64 {
    let category = HOURS.iter().position(|category| *category == PROGRAMME_HOURS);
    category.map_or(0.0, |at| result.people.iter().map(|person| person.hours[at]).sum())
}

#[cfg(test)]
mod tests {
    use super::Paths;
    use crate::model::Replication;
    use crate::model::outcome::{SERIES, Series};

    fn result(profits: &[f64], like: &Replication, people: usize) -> Replication {
        let mut result = like.clone();
        result.months = profits
            .iter()
            .map(|&profit| {
                let mut month = [1.0; SERIES.len()];
                month[Series::Profit as usize] = profit;
                month
            })
            .collect();
        let one = like.people[0].clone();
        result.people = vec![one; people];
        result
    }

    /// A replication of a small firm, whose people the tests borrow.
    fn some() -> Replication {
        let mut scenario = crate::scenario::Scenario::default();
        (scenario.firm.salespeople, scenario.firm.marketers) = (2, 1);
        (scenario.plan.days, scenario.plan.warm_up) = (21, 0);
        crate::model::simulate(&scenario, 1, 1, &mut Default::default(), &mut ()).unwrap()
    }

    #[test]
    fn each_programme_is_paired_with_no_change_of_the_same_replication() {
        let some = some();
        let mut paths = Paths::new(2);
        for (base, first, second) in [(10.0, 8.0, 12.0), (100.0, 100.0, 90.0)] {
            paths.add(0, &result(&[base, base], &some, 4));
            paths.add(1, &result(&[first, base], &some, 4));
            paths.add(2, &result(&[second, base + 1.0], &some, 4));
        }
        assert_eq!(paths.profit[0], [[-2.0, -2.0], [0.0, 0.0]]);
        assert_eq!(paths.profit[1], [[2.0, 3.0], [-10.0, -9.0]]);
    }

    #[test]
    fn people_whom_a_programme_adds_are_no_heads() {
        // The model's profit a head is by the firm's own posts, so that a fifth person does not scale it again.
        let some = some();
        let mut paths = Paths::new(1);
        paths.add(0, &result(&[10.0], &some, 4));
        paths.add(1, &result(&[11.25], &some, 5));
        assert_eq!((paths.profit[0][0][0], paths.heads), (1.25, 4));
    }

    #[test]
    fn a_firm_is_the_mean_of_its_futures_month_by_month_as_its_path_is() {
        let some = some();
        let mut paths = Paths::new(1);
        let mut means = super::FirmMeans::new(1, 2);
        let mut found = Vec::new();
        for (base, with) in [(10.0, 8.0), (20.0, 24.0), (1.0, 1.0), (1.0, 4.0)] {
            paths.add(0, &result(&[base, base], &some, 4));
            let lived = result(&[with, base], &some, 4);
            paths.add(1, &lived);
            found.extend(means.take(0, &paths.differences(&lived.months), paths.latest(0)));
        }
        let averaged = paths.averaged(2);
        let own: Vec<Vec<f64>> = found.iter().map(|(_, path)| path.clone()).collect();
        assert_eq!(own, averaged.profit[0]);
        assert_eq!(own, [[1.0, 1.0], [1.5, 1.5]]);
        let profit: Vec<f64> = found.iter().map(|(months, _)| months[0][Series::Profit as usize]).collect();
        assert_eq!(profit, [1.0, 1.5]);
    }

    #[test]
    fn months_are_compared_measure_by_measure() {
        let some = some();
        let mut paths = Paths::new(1);
        paths.add(0, &result(&[10.0, 20.0], &some, 4));
        let differences = paths.differences(&result(&[11.0, 17.0], &some, 4).months);
        let profit: Vec<f64> = differences.iter().map(|month| month[Series::Profit as usize]).collect();
        assert_eq!(profit, [1.0, -3.0]);
        assert_eq!(differences[0][Series::Trust as usize], 0.0);
    }
}
