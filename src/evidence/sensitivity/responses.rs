//! What a design's points gave: one value a point and replication.

/// The responses of all points: of each, one value a replication, in the order of the replications.
#[derive(Debug, Clone, PartialEq)]
pub struct Responses {
    replications: usize,
    values: Vec<f64>,
}

/// Differences below this share of the values are rounding.
pub(super) const ROUNDING: f64 = 1e-9;

/// What differs between points, and how much of it is chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Noise {
    /// Points in all.
    pub all: usize,
    /// Points that could be measured in at least one replication.
    pub measured: usize,
    /// Points that could be measured in every replication.
    pub points: usize,
    /// Whether any two points differ, in any replication, by more than rounding. If none do, there is nothing to explain.
    pub moved: bool,
    /// Standard deviation of the points' means, chance included.
    pub spread: f64,
    /// Standard error of one point's mean against other points' (the part of chance that points do not share).
    pub error: f64,
    /// Share of the variance between points' means that is chance; NaN for one replication.
    pub share: f64,
}

impl Responses {
    /// For points with `replications` values each, point by point; NaN where nothing could be measured.
    ///
    /// Values beyond the last whole point are left out.
    pub fn new(replications: usize, mut values: Vec<f64>) -> Self {
        let replications = replications.max(1);
        values.truncate(values.len() / replications * replications);
        Self { replications, values }
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.values.len() / self.replications
    }

    /// How many replications each point has.
    pub fn replications(&self) -> usize {
        self.replications
    }

    /// The values of one point.
    pub fn of(&self, point: usize) -> &[f64] {
        &self.values[point * self.replications..(point + 1) * self.replications]
    }

    /// Whether a point could be measured in every replication.
    pub fn whole(&self, point: usize) -> bool {
        self.of(point).iter().all(|value| value.is_finite())
    }

    /// The mean of one point; NaN where a replication could not be measured.
    pub fn mean(&self, point: usize) -> f64 {
        mean(self.of(point))
    }

    /// Whether any two points differ in a replication by more than rounding.
    fn moved(&self) -> bool {
        (0..self.replications).any(|replication| {
            let values =
                (0..self.points()).map(|point| self.of(point)[replication]).filter(|x| x.is_finite());
            let (low, high) =
                values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
            high - low > ROUNDING * low.abs().max(high.abs())
        })
    }

    /// The same where every replication has one value at all points that were measured: differences that are rounding
    /// must not be taken for effects.
    pub(super) fn unmoved(mut self) -> Self {
        for replication in 0..self.replications {
            let of_one = |values: &[f64]| {
                values.iter().copied().skip(replication).step_by(self.replications).find(|x| x.is_finite())
            };
            let Some(one) = of_one(&self.values) else { continue };
            let own = self.values.iter_mut().skip(replication).step_by(self.replications);
            own.filter(|value| value.is_finite()).for_each(|value| *value = one);
        }
        self
    }

    /// How much of the differences between points is chance, from the interaction of points and replications in a
    /// two-way analysis of variance: what replications share is common to all points and does no harm.
    pub fn noise(&self) -> Noise {
        let whole: Vec<usize> = (0..self.points()).filter(|&point| self.whole(point)).collect();
        let (points, replications) = (whole.len() as f64, self.replications as f64);
        let means: Vec<f64> = whole.iter().map(|&point| self.mean(point)).collect();
        let grand = mean(&means);
        let between = means.iter().map(|m| (m - grand) * (m - grand)).sum::<f64>() / (points - 1.0);
        let mut interaction = 0.0;
        for replication in 0..self.replications {
            let common = whole.iter().map(|&point| self.of(point)[replication]).sum::<f64>() / points - grand;
            for (&point, mean) in whole.iter().zip(&means) {
                let rest = self.of(point)[replication] - mean - common;
                interaction += rest * rest;
            }
        }
        let error = interaction / ((points - 1.0) * (replications - 1.0)) / replications;
        // One replication leaves nothing but rounding to tell chance by.
        let error = if self.replications > 1 { error } else { f64::NAN };
        let share = if between > 0.0 && error.is_finite() { (error / between).min(1.0) } else { f64::NAN };
        let measured = |point: &usize| self.of(*point).iter().any(|value| value.is_finite());
        let (all, measured) = (self.points(), (0..self.points()).filter(measured).count());
        let moved = self.moved();
        let share = if moved { share } else { f64::NAN };
        Noise {
            all,
            measured,
            points: whole.len(),
            moved,
            spread: between.sqrt(),
            error: error.sqrt(),
            share,
        }
    }
}

/// The mean of some values; of equal values exactly that value.
pub(super) fn mean(values: &[f64]) -> f64 {
    let shift = values.first().copied().unwrap_or(f64::NAN);
    shift + values.iter().map(|value| value - shift).sum::<f64>() / values.len() as f64
}

/// An estimate of the product of two expectations, from paired replications: products of different replications only,
/// so that chance, which is independent between replications, drops out. The plain product for one replication.
pub(super) fn product(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len() as f64;
    let same: f64 = a.iter().zip(b).map(|(x, y)| x * y).sum();
    if a.len() < 2 {
        return same;
    }
    (a.iter().sum::<f64>() * b.iter().sum::<f64>() - same) / (n * (n - 1.0))
}
