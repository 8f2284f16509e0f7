//! Both uncertainties: luck, and what is not known about the firm. Firms that could all be this one each live a few futures; how
//! much of the spread of a lead lies between firms, in how many of them an arm is ahead, and which unknown would change the choice
//! most if it were measured.
//!
//! What a firm's own mean is, is not seen: it is pulled towards the mean of all, so that the spread of the firms is the variance
//! between them and not that of few futures (variance-matching shrinkage, as for the ranks of units: Louis 1984, recalled).
//!
//! The value of measuring one unknown is its expected value of partial perfect information (EVPPI): what choosing the arm by the
//! unknown would add to choosing once for all. It is estimated by sorting the firms by the unknown into groups of equal size
//! (Strong and Oakley 2013, recalled), less what the same gives on the average when the unknown is shuffled, and told only where it exceeds what the
//! strongest of all unknowns reaches by chance in nineteen shuffles of twenty.

use rand::seq::SliceRandom;

use super::Share;
use super::statistics::components::{Components, components};
use super::statistics::summary::{mean_and_sd, percentile};
use crate::experiment::Comparison;
use crate::experiment::firms::Firms;
use crate::experiment::lives::Drawn;
use crate::model::outcome::Outcome;
use crate::model::random::{Draws, Purpose};
use crate::scenario::registry::Parameter;

/// Shuffles by which chance is judged.
const SHUFFLES: u32 = 100;
/// Groups of firms, from low to high.
const GROUPS: usize = 4;

/// What measuring one unknown is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// The unknown.
    pub key: &'static Parameter,
    /// What choosing by it would add, in the outcome's unit; zero where the choice would never change.
    pub evppi: f64,
    /// Rank correlation with the lead; above zero where more of it favours the leader.
    pub correlation: f64,
    /// Whether that is more than chance gives the strongest of all.
    pub stands_out: bool,
}

/// A lead over firms that could all be this one.
#[derive(Debug, Clone, PartialEq)]
pub struct Unsure {
    /// The arm that is ahead on average, and the one it is held against.
    pub arms: [usize; 2],
    /// How many firms.
    pub firms: usize,
    /// Whether they were fitted to facts; else they are drawn from what the file leaves open.
    pub fitted: bool,
    /// Mean lead over all of them.
    pub mean: f64,
    /// Standard deviation of the lead by luck: between futures of one firm.
    pub luck: f64,
    /// Standard deviation by what is not known: between firms.
    pub unknown: f64,
    /// Of the whole variance the part between firms, with interval, where each firm lived more than one future.
    pub components: Option<Components>,
    /// The firms in which the arm is ahead.
    pub ahead: Share,
    /// The lead in the firm below which a tenth of them lie.
    pub bad_tenth: f64,
    /// What would be worth measuring, the most valuable first.
    pub worth: Vec<Worth>,
}

impl Unsure {
    /// Of a comparison in which each firm lived `each` futures, one after the other: `arm` held against `other`. Where each lived but one,
    /// `luck` is the standard deviation between futures that is known from elsewhere.
    pub fn of(
        comparison: &Comparison,
        drawn: &Drawn,
        each: usize,
        [arm, other]: [usize; 2],
        luck: Option<f64>,
    ) -> Self {
        let Drawn { firms, fitted } = drawn;
        let profit = Outcome::ProfitPerHead;
        let leads: Vec<f64> = comparison
            .values_of(arm, profit)
            .zip(comparison.values_of(other, profit))
            .map(|(x, y)| x - y)
            .collect();
        let points: Vec<Vec<f64>> = leads.chunks(each.max(1)).map(<[f64]>::to_vec).collect();
        let means: Vec<f64> = points.iter().map(|values| mean_and_sd(values).0).collect();
        let (mean, spread) = mean_and_sd(&means);
        let found = components(&points);
        let (within, between) = match (&found, luck) {
            (Some(found), _) => (found.within, found.between),
            (None, Some(luck)) => {
                (luck * luck, (spread * spread - luck * luck / each.max(1) as f64).max(0.0))
            }
            (None, None) => (f64::NAN, spread * spread),
        };
        let shrink = if spread > 0.0 { (between.sqrt() / spread).min(1.0) } else { 0.0 };
        let mut own: Vec<f64> = means.iter().map(|value| mean + shrink * (value - mean)).collect();
        let ahead = Share::of(own.iter().filter(|&&lead| lead > 0.0).count(), own.len());
        let worth = worth(comparison, firms, each, &means);
        own.sort_by(f64::total_cmp);
        Self {
            arms: [arm, other],
            firms: means.len(),
            fitted: *fitted,
            mean,
            luck: within.sqrt(),
            unknown: between.sqrt(),
            components: found,
            ahead,
            bad_tenth: percentile(&own, 0.1),
            worth,
        }
    }

    /// Luck and what is not known together: the standard deviation of the lead in one future of one of the firms.
    pub fn together(&self) -> f64 {
        match self.luck.is_finite() {
            true => (self.luck * self.luck + self.unknown * self.unknown).sqrt(),
            false => self.unknown,
        }
    }

    /// The unknown that is most worth measuring, where one stands out.
    pub fn most(&self) -> Option<&Worth> {
        self.worth.first().filter(|worth| worth.stands_out)
    }
}

/// Means of each firm by arm.
fn by_firm(comparison: &Comparison, each: usize) -> Vec<Vec<f64>> {
    let arm = |arm| {
        let values: Vec<f64> = comparison.values_of(arm, Outcome::ProfitPerHead).collect();
        values.chunks(each.max(1)).map(|values| mean_and_sd(values).0).collect()
    };
    (0..comparison.arms.len()).map(arm).collect()
}

/// What choosing by groups of an order adds to choosing once for all.
fn gain(arms: &[Vec<f64>], order: &[usize]) -> f64 {
    let mean = |firms: &[usize], arm: &Vec<f64>| {
        firms.iter().map(|&f| arm[f]).sum::<f64>() / firms.len().max(1) as f64
    };
    let best = |firms: &[usize]| arms.iter().map(|arm| mean(firms, arm)).fold(f64::NEG_INFINITY, f64::max);
    let size = order.len().div_ceil(GROUPS).max(1);
    let groups: f64 = order.chunks(size).map(|group| group.len() as f64 * best(group)).sum();
    let (with, without) = (groups / order.len().max(1) as f64, best(order));
    // Rounding is no gain.
    if with - without > 1e-9 * without.abs() { with - without } else { 0.0 }
}

/// The positions of values from low to high, and ranks.
fn sorted(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    order
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let mut out = vec![0.0; values.len()];
    for (rank, &at) in sorted(values).iter().enumerate() {
        out[at] = rank as f64;
    }
    out
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let ((ma, sa), (mb, sb)) = (mean_and_sd(a), mean_and_sd(b));
    let sum: f64 = a.iter().zip(b).map(|(a, b)| (a - ma) * (b - mb)).sum();
    sum / (sa * sb * (a.len().max(2) - 1) as f64)
}

fn worth(comparison: &Comparison, firms: &Firms, each: usize, leads: &[f64]) -> Vec<Worth> {
    let arms = by_firm(comparison, each);
    let n = leads.len();
    // A firm in which an arm could not be measured says nothing of what to choose.
    if n < 2 * GROUPS || arms.iter().flatten().any(|value| value.is_nan()) {
        return Vec::new();
    }
    let columns: Vec<Vec<f64>> =
        (0..firms.keys().len()).map(|key| firms.column(key).take(n).collect()).collect();
    let ranked: Vec<Vec<f64>> = columns.iter().map(|column| ranks(column)).collect();
    let lead_ranks = ranks(leads);
    // Chance: the leads are shuffled among the firms, all arms of a firm together, so that the unknowns keep their ties.
    let (mut chance_gain, mut chance_correlation) = (Vec::new(), Vec::new());
    let mut usual = vec![0.0; columns.len()];
    for shuffle in 0..SHUFFLES {
        let mut words = Draws::new(1, 0).stream(Purpose::FirmShuffle, u64::from(shuffle), 0);
        let mut place: Vec<usize> = (0..n).collect();
        place.shuffle(&mut words);
        let mixed: Vec<Vec<f64>> = arms.iter().map(|arm| place.iter().map(|&at| arm[at]).collect()).collect();
        let mixed_leads: Vec<f64> = place.iter().map(|&at| lead_ranks[at]).collect();
        let gains: Vec<f64> = columns.iter().map(|column| gain(&mixed, &sorted(column))).collect();
        usual.iter_mut().zip(&gains).for_each(|(sum, gain)| *sum += gain / f64::from(SHUFFLES));
        chance_gain.push(gains.into_iter().fold(0.0, f64::max));
        let correlations = ranked.iter().map(|column| correlation(column, &mixed_leads).abs());
        chance_correlation.push(correlations.fold(0.0, f64::max));
    }
    chance_gain.sort_by(f64::total_cmp);
    chance_correlation.sort_by(f64::total_cmp);
    let limits = [percentile(&chance_gain, 0.95), percentile(&chance_correlation, 0.95)];
    let mut out: Vec<Worth> = (firms.keys().iter().enumerate())
        .map(|(at, &key)| {
            let raw = gain(&arms, &sorted(&columns[at]));
            let correlation = correlation(&ranked[at], &lead_ranks);
            let stands_out = raw > limits[0] && raw > 0.0 || correlation.abs() > limits[1];
            Worth { key, evppi: (raw - usual[at]).max(0.0), correlation, stands_out }
        })
        .filter(|worth| worth.correlation.is_finite())
        .collect();
    // Where no unknown would change the choice, the size of the lead still hangs on some.
    out.sort_by(|a, b| {
        let key = |w: &Worth| (w.stands_out, w.evppi, w.correlation.abs());
        let ((sa, ea, ca), (sb, eb, cb)) = (key(a), key(b));
        sb.cmp(&sa).then(eb.total_cmp(&ea)).then(cb.total_cmp(&ca))
    });
    out
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Unsure;
    use crate::experiment::Comparison;
    use crate::experiment::firms::Firms;
    use crate::experiment::lives::Drawn;
    use crate::model::Outcomes;
    use crate::model::outcome::Outcome;
    use crate::scenario::parameter;

    /// Firms whose lead is `slope` times the first unknown (−1 to 1) plus luck; the second unknown does nothing.
    fn world(slope: f64, luck: f64) -> (Comparison, Drawn) {
        let keys = [("market", "speed"), ("culture", "blame")];
        let mut firms =
            Firms::new(keys.iter().map(|(section, name)| parameter(section, name).unwrap()).collect());
        let mut outcomes: Vec<Vec<Outcomes>> = vec![Vec::new(), Vec::new()];
        for firm in 0..80 {
            let x = f64::from(firm) / 40.0 - 1.0;
            firms.push(&[1.0 + x / 2.0, f64::from(firm * 37 % 80) / 80.0]);
            for future in 0..2 {
                let noise = luck * (f64::from((firm * 7 + future * 31) % 19) / 9.0 - 1.0);
                for (arm, value) in [(0, 0.0), (1, 3.0 + slope * x + noise)] {
                    let mut found = Outcomes::default();
                    found[Outcome::ProfitPerHead] = value;
                    outcomes[arm].push(found);
                }
            }
        }
        let comparison =
            Comparison { arms: vec!["a".into(), "b".into()], seed: 1, replications: 1..161, outcomes };
        (comparison, Drawn { firms: Arc::new(firms), fitted: false })
    }

    #[test]
    fn an_unknown_that_turns_the_choice_is_named_with_what_it_is_worth() {
        let (comparison, firms) = world(10.0, 1.0);
        let found = Unsure::of(&comparison, &firms, 2, [1, 0], None);
        let most = found.most().expect("one stands out");
        assert_eq!(most.key.key(), "market.speed");
        // Ahead where x > −0.3, in 65 % of the firms; the groups below lose 5.5 and gain nothing: a quarter of 4.5 or so.
        assert!((0.6..0.7).contains(&found.ahead.share), "{}", found.ahead.share);
        assert!((0.8..1.4).contains(&most.evppi), "{}", most.evppi);
        assert!((found.unknown - 5.8).abs() < 0.3 && found.luck < 1.0, "{found:?}");
        assert!(found.bad_tenth < -4.0);
    }

    #[test]
    fn luck_alone_is_no_unknown_and_names_none() {
        let (comparison, firms) = world(0.0, 1.0);
        let found = Unsure::of(&comparison, &firms, 2, [1, 0], None);
        assert!(found.unknown < 0.3 && (found.luck - 0.6).abs() < 0.3, "{found:?}");
        assert_eq!(found.ahead.share, 1.0);
        assert!(found.most().is_none(), "{:?}", found.most());
    }
}
