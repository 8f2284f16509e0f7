//! What a report is made from: one outcome of every point, arm and replication, and of all outcomes the averages over
//! points, future by future. Read row by row; nothing else of the tables is kept.

use std::collections::BTreeMap;
use std::io::Read;

use crate::experiment::Comparison;
use crate::model::Outcomes;
use crate::model::outcome::{Better, OUTCOMES};
use crate::output::words::lives::Lives;

/// One row of a table of results, with places in place of names.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The point, from 0.
    pub point: usize,
    /// The replication, from 0.
    pub replication: usize,
    /// The arm.
    pub arm: usize,
    /// The position in [`OUTCOMES`].
    pub outcome: usize,
}

/// The futures of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Futures {
    /// The arms.
    pub arms: Vec<String>,
    /// What its replications are.
    pub lives: Lives,
    /// The outcome that is looked at, as a position in [`OUTCOMES`].
    pub outcome: usize,
    /// The seed.
    pub seed: u64,
    /// Points of the design.
    pub points: usize,
    /// Replications of a point, at most.
    pub replications: usize,
    /// Rows that were read.
    pub rows: u64,
    /// By point, arm and replication.
    values: Vec<f64>,
    /// Of every outcome, arm and replication: sum and number over points.
    sums: Vec<(f64, u32)>,
}

impl Futures {
    /// Whether a table of so many bytes can hold so much. Numbers of a file must not make us take memory that its rows
    /// do not call for.
    ///
    /// # Errors
    /// Words for the user.
    pub fn fits(arms: usize, points: usize, replications: usize, bytes: u64) -> Result<(), String> {
        // With a precision, a point may have far fewer replications than the most.
        const ALWAYS: u64 = 1 << 24;
        const PER_BYTE: u64 = 16;
        let each = (arms as u64).saturating_mul(replications as u64);
        let places = each.saturating_mul((points as u64).max(OUTCOMES.len() as u64));
        if places <= ALWAYS.max(bytes.saturating_mul(PER_BYTE)) {
            return Ok(());
        }
        Err(format!("has {bytes} bytes, where {points} points of {replications} replications are announced"))
    }

    /// Room for a run of which nothing was read yet.
    pub fn new(arms: Vec<String>, outcome: usize, seed: u64, points: usize, replications: usize) -> Self {
        let each = arms.len() * replications;
        let (values, sums) = (vec![f64::NAN; each * points], vec![(0.0, 0); each * OUTCOMES.len()]);
        let lives = Lives::Futures;
        Self { arms, lives, outcome, seed, points, replications, rows: 0, values, sums }
    }

    /// Reads a table with the columns named here, in any order; `point` may be absent. Gives the number of the first
    /// row that makes no sense, if any.
    ///
    /// # Errors
    /// Those of reading.
    pub fn read(&mut self, mut table: csv::Reader<impl Read>) -> Result<Option<u64>, csv::Error> {
        let header = table.headers()?.clone();
        let column = |name: &str| header.iter().position(|column| column == name);
        let point = column("point");
        let all = (column("replication"), column("arm"), column("outcome"), column("value"));
        let (Some(replication), Some(arm), Some(outcome), Some(value)) = all else { return Ok(Some(1)) };
        let arms: BTreeMap<String, usize> = self.arms.iter().cloned().zip(0..).collect();
        let outcomes: BTreeMap<&str, usize> = OUTCOMES.iter().map(|measure| measure.name).zip(0..).collect();
        let mut record = csv::StringRecord::new();
        while table.read_record(&mut record)? {
            let number = |column: usize| record[column].parse::<usize>().ok()?.checked_sub(1);
            let place = || {
                Some(Place {
                    point: point.map_or(Some(0), number)?,
                    replication: number(replication)?,
                    arm: *arms.get(&record[arm])?,
                    outcome: *outcomes.get(&record[outcome])?,
                })
            };
            let x = if record[value].is_empty() { Ok(f64::NAN) } else { record[value].parse() };
            let (Some(place), Ok(x)) = (place(), x) else { return Ok(Some(self.rows + 2)) };
            if place.point >= self.points || place.replication >= self.replications {
                return Ok(Some(self.rows + 2));
            }
            self.keep(place, x);
        }
        Ok(None)
    }

    fn keep(&mut self, at: Place, value: f64) {
        self.rows += 1;
        if at.outcome == self.outcome {
            let start = (at.point * self.arms.len() + at.arm) * self.replications;
            self.values[start + at.replication] = value;
        }
        if value.is_finite() {
            let sum =
                &mut self.sums[(at.outcome * self.arms.len() + at.arm) * self.replications + at.replication];
            *sum = (sum.0 + value, sum.1 + 1);
        }
    }

    /// The values of an arm at a point, replication by replication; NaN where nothing was measured.
    pub fn of(&self, point: usize, arm: usize) -> &[f64] {
        let start = (point * self.arms.len() + arm) * self.replications;
        &self.values[start..start + self.replications]
    }

    /// Replications that were run at a point; none where it failed.
    pub fn run_at(&self, point: usize) -> usize {
        let last = |arm| self.of(point, arm).iter().rposition(|x| x.is_finite()).map_or(0, |at| at + 1);
        (0..self.arms.len()).map(last).max().unwrap_or(0)
    }

    /// Replications that every point has which has any; and the most of a point.
    pub fn common(&self) -> [usize; 2] {
        let run = (0..self.points).map(|point| self.run_at(point)).filter(|&n| n > 0);
        let (least, most) = run.fold((usize::MAX, 0), |(least, most), n| (least.min(n), most.max(n)));
        if most == 0 { [0, 0] } else { [least, most] }
    }

    /// The points at which all arms were measured in each of the first `replications`.
    pub fn whole(&self, replications: usize) -> Vec<usize> {
        let whole = |&point: &usize| {
            (0..self.arms.len()).all(|arm| self.of(point, arm)[..replications].iter().all(|x| x.is_finite()))
        };
        (0..self.points).filter(whole).collect()
    }

    /// 1 where more is better, -1 where less is.
    pub fn sign(&self) -> f64 {
        if OUTCOMES[self.outcome].better == Better::Lower { -1.0 } else { 1.0 }
    }

    fn comparison(&self, arms: Vec<Vec<f64>>) -> Comparison {
        let with = |value: f64| {
            let mut outcomes = Outcomes::default();
            outcomes.0[self.outcome] = value;
            outcomes
        };
        let replications = arms.first().map_or(0, Vec::len) as u32;
        Comparison {
            arms: self.arms.clone(),
            seed: self.seed,
            replications: 1..replications + 1,
            outcomes: arms.into_iter().map(|values| values.into_iter().map(with).collect()).collect(),
        }
    }

    /// One point as a comparison of its arms, of the outcome only.
    pub fn at(&self, point: usize) -> Comparison {
        let run = self.run_at(point);
        self.comparison((0..self.arms.len()).map(|arm| self.of(point, arm)[..run].to_vec()).collect())
    }

    /// Some points, averaged future by future, as a comparison of the outcome only.
    pub fn averaged(&self, points: &[usize], replications: usize) -> Comparison {
        let mean = |arm: usize, replication: usize| {
            points.iter().map(|&point| self.of(point, arm)[replication]).sum::<f64>() / points.len() as f64
        };
        let arm = |arm: usize| (0..replications).map(|replication| mean(arm, replication)).collect();
        self.comparison((0..self.arms.len()).map(arm).collect())
    }

    /// All outcomes, each averaged over the points where it could be measured, future by future.
    pub fn all(&self, replications: usize) -> Comparison {
        let mut comparison = self.comparison(vec![vec![f64::NAN; replications]; self.arms.len()]);
        for (arm, futures) in comparison.outcomes.iter_mut().enumerate() {
            for (replication, outcomes) in futures.iter_mut().enumerate() {
                for (outcome, value) in outcomes.0.iter_mut().enumerate() {
                    let (sum, n) =
                        self.sums[(outcome * self.arms.len() + arm) * self.replications + replication];
                    *value = if n > 0 { sum / f64::from(n) } else { f64::NAN };
                }
            }
        }
        comparison
    }

    /// All values of an arm, better ones higher, at these points and replications.
    pub fn pooled(&self, arm: usize, points: &[usize], replications: usize) -> Vec<f64> {
        let sign = self.sign();
        points
            .iter()
            .flat_map(|&point| self.of(point, arm)[..replications].iter().map(move |x| sign * x))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Futures, Place};

    #[test]
    fn numbers_that_announce_more_than_a_table_can_hold_take_no_memory() {
        assert!(Futures::fits(4, 1, 60, 0).is_ok());
        assert!(Futures::fits(4, 1_000, 1_000, 70_000_000).is_ok());
        for [arms, points, replications] in
            [[4, 1, 10_000_000], [4, 10_000_000, 1 << 24], [usize::MAX, 2, usize::MAX]]
        {
            assert!(Futures::fits(arms, points, replications, 1_000).is_err());
        }
    }

    #[test]
    fn points_are_averaged_future_by_future_and_those_with_gaps_are_left_out() {
        let mut futures = Futures::new(vec!["a".to_owned(), "b".to_owned()], 0, 1, 3, 2);
        let values = [[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 9.0]], [[1.0, 1.0], [f64::NAN, 1.0]]];
        for (point, arms) in values.iter().enumerate() {
            for (arm, values) in arms.iter().enumerate() {
                for (replication, &value) in values.iter().enumerate() {
                    futures.keep(Place { point, replication, arm, outcome: 0 }, value);
                }
            }
        }
        assert_eq!(futures.common(), [2, 2]);
        assert_eq!(futures.whole(2), [0, 1]);
        let averaged = futures.averaged(&[0, 1], 2);
        assert_eq!(averaged.values(0, 0).collect::<Vec<f64>>(), [3.0, 4.0]);
        assert_eq!(averaged.values(1, 0).collect::<Vec<f64>>(), [5.0, 6.5]);
        assert_eq!(futures.all(2).values(1, 0).collect::<Vec<f64>>(), [5.0, 14.0 / 3.0]);
        assert_eq!(futures.pooled(1, &[1], 2), [7.0, 9.0]);
    }
}
