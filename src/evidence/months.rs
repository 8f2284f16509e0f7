//! Monthly values averaged over replications.

use crate::model::Month;
use crate::model::outcome::SERIES;

/// Means of monthly values over replications; what could not be measured in one is left out of its mean.
#[derive(Debug, Clone, Default)]
pub struct MonthMeans {
    /// By month and measure: the sum, and of how many.
    sums: Vec<[(f64, u32); SERIES.len()]>,
}

impl MonthMeans {
    /// Adds the months of one replication.
    pub fn add(&mut self, months: &[Month]) {
        if self.sums.len() < months.len() {
            self.sums.resize(months.len(), [(0.0, 0); SERIES.len()]);
        }
        for (sums, month) in self.sums.iter_mut().zip(months) {
            for (sum, value) in sums.iter_mut().zip(month).filter(|(_, value)| !value.is_nan()) {
                *sum = (sum.0 + value, sum.1 + 1);
            }
        }
    }

    /// The means, month by month; NaN where no replication could be measured.
    pub fn months(&self) -> Vec<Month> {
        self.sums.iter().map(|sums| sums.map(|(sum, n)| sum / f64::from(n))).collect()
    }
}
