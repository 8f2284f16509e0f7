//! Response curves: how outcomes answer to one setting, under each way of working, on the same futures.
//!
//! All levels live through the same futures, so that two of them are compared future by future. An outcome *moves* where the levels with
//! the highest and the lowest mean differ by a paired 95 % interval, corrected for all pairs of levels (Bonferroni), since the two were
//! picked by looking. Where it moves and has a better side, the best level is told with those that cannot be told from it by the same intervals.

use super::{Paired, Summary};
use crate::experiment::samples::{Samples, apart};
use crate::model::outcome::{Better, OUTCOMES};

/// What can be said of how an outcome answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answers {
    /// Fewer than two levels, or fewer than two futures, could be measured.
    Unknown,
    /// No two levels differ beyond chance.
    Still,
    /// It is best at this level; these others cannot be told from it.
    Best {
        /// The level, by position.
        at: usize,
        /// Other levels that could be as good.
        close: Vec<usize>,
    },
    /// It has no better side, and is lowest and highest at these levels.
    Between {
        /// The level with the lowest mean.
        lowest: usize,
        /// The level with the highest mean.
        highest: usize,
    },
}

/// How one outcome answers under one way of working.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// The mean over the futures with its interval, level by level; `n` is 0 where nothing could be measured.
    pub levels: Vec<Summary>,
    /// What can be said of it.
    pub answers: Answers,
}

/// How one outcome answers, under every way of working.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    /// The outcome, as a position in [`OUTCOMES`].
    pub outcome: usize,
    /// By way of working.
    pub curves: Vec<Curve>,
}

impl Response {
    /// From the samples at the levels of one setting.
    pub fn of(samples: &Samples) -> Self {
        let better = OUTCOMES[samples.outcome].better;
        let curve = |arm: usize| {
            let values: Vec<&[f64]> = (0..samples.points()).map(|level| samples.of(level, arm)).collect();
            let levels: Vec<Summary> =
                values.iter().map(|level| Summary::of(level.iter().copied())).collect();
            let answers = answers(&values, &levels, better);
            Curve { levels, answers }
        };
        Self { outcome: samples.outcome, curves: (0..samples.arms.len()).map(curve).collect() }
    }
}

fn answers(values: &[&[f64]], levels: &[Summary], better: Better) -> Answers {
    let measured: Vec<usize> = (0..levels.len()).filter(|&level| levels[level].n > 1).collect();
    let order = |a: &&usize, b: &&usize| levels[**a].mean.total_cmp(&levels[**b].mean);
    let (Some(&lowest), Some(&highest)) = (measured.iter().min_by(order), measured.iter().max_by(order))
    else {
        return Answers::Unknown;
    };
    if measured.len() < 2 {
        return Answers::Unknown;
    }
    let pairs = measured.len() * (measured.len() - 1) / 2;
    let differ = |a: usize, b: usize| {
        let both = values[a].iter().zip(values[b]).map(|(&a, &b)| apart(a, b));
        Paired::among(both, pairs).decided()
    };
    if lowest == highest || !differ(lowest, highest) {
        return Answers::Still;
    }
    let at = match better {
        Better::Higher => highest,
        Better::Lower => lowest,
        Better::Neither => return Answers::Between { lowest, highest },
    };
    let close = measured.into_iter().filter(|&level| level != at && !differ(level, at)).collect();
    Answers::Best { at, close }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(levels: &[[f64; 4]], better: Better) -> Answers {
        let values: Vec<&[f64]> = levels.iter().map(<[f64; 4]>::as_slice).collect();
        let summaries: Vec<Summary> = values.iter().map(|level| Summary::of(level.iter().copied())).collect();
        answers(&values, &summaries, better)
    }

    #[test]
    fn a_hump_is_best_inside_and_levels_that_chance_may_order_are_told_beside() {
        let futures = [10.0, 20.0, 30.0, 40.0];
        let level = |shift: f64| futures.map(|future| future + shift);
        let noisy = [14.9, 25.2, 34.8, 45.0];
        let levels = [level(0.0), level(5.0), noisy, level(-3.0)];
        assert_eq!(told(&levels, Better::Higher), Answers::Best { at: 1, close: vec![2] });
        assert_eq!(told(&levels, Better::Lower), Answers::Best { at: 3, close: vec![] });
        assert_eq!(told(&levels, Better::Neither), Answers::Between { lowest: 3, highest: 1 });
    }

    #[test]
    fn what_does_not_move_and_what_was_not_measured_is_said_to_be_so() {
        assert_eq!(told(&[[1.0, 2.0, 3.0, 4.0], [4.0, 3.0, 2.0, 1.5]], Better::Higher), Answers::Still);
        assert_eq!(told(&[[1.0, 2.0, 3.0, 4.0]; 2], Better::Higher), Answers::Still);
        assert_eq!(told(&[[f64::NAN; 4], [1.0, 2.0, 3.0, 4.0]], Better::Higher), Answers::Unknown);
    }
}
