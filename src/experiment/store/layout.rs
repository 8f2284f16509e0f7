//! How a run is cut: points times replications into chunks, and the order in which chunks are run.
//!
//! Chunks are numbered in the order of the design (point by point, within it replication by replication), which is the
//! order of the results. They are run in another order: first the first replications of all points, and among points
//! with a stride near the golden ratio of their number, so that whatever is done when a run is interrupted is spread
//! evenly over the design.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::scenario::numbers::counted;

/// Points that a run may have: as many as a design, and tasks of a full run of claims.
const MOST_POINTS: u64 = crate::experiment::design::MOST_POINTS;

/// Replications that a point may have: as many as the model can number.
const MOST_REPLICATIONS: u32 = 1 << 24;

/// How a run is cut into chunks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// Points of the design.
    pub points: u64,
    /// Replications of each point, numbered from 1.
    pub replications: u32,
    points_per_chunk: u64,
    replications_per_chunk: u32,
}

/// The part of a run that one chunk holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The points, counted from 0.
    pub points: Range<u64>,
    /// The numbers of the replications, of each of these points.
    pub replications: Range<u32>,
}

impl Layout {
    /// Cuts so that a chunk has about `size` pairs of point and replication, and no fewer than one. `size` must depend
    /// on nothing but what is run: shards on different machines have to agree.
    pub fn new(points: u64, replications: u32, size: u64) -> Self {
        let size = size.max(1);
        let whole = u64::from(replications.max(1));
        // Either several whole points or a part of one, so that results in order of chunks are in order of points.
        let (points_per_chunk, replications_per_chunk) = if size >= whole {
            (size / whole, replications.max(1))
        } else {
            (1, u32::try_from(size).unwrap_or(replications))
        };
        Self { points, replications, points_per_chunk, replications_per_chunk }
    }

    /// Whether numbers that were read from a file can be those of a run.
    ///
    /// # Errors
    /// Words for the user.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.points > MOST_POINTS || self.replications > MOST_REPLICATIONS {
            return Err(format!(
                "has {} points of {} replications, and {MOST_POINTS} of {MOST_REPLICATIONS} are the most",
                self.points, self.replications
            ));
        }
        let whole = self.replications_per_chunk == self.replications.max(1);
        let part =
            (1..self.replications).contains(&self.replications_per_chunk) && self.points_per_chunk == 1;
        if self.points_per_chunk == 0 || self.points_per_chunk > MOST_POINTS || !(whole || part) {
            return Err(format!("cuts its run into chunks of {}, which no version does", self.size()));
        }
        Ok(())
    }

    fn groups(&self) -> u64 {
        self.points.div_ceil(self.points_per_chunk.max(1))
    }

    fn blocks(&self) -> u64 {
        u64::from(self.replications.div_ceil(self.replications_per_chunk.max(1)))
    }

    /// The number of chunks.
    pub fn chunks(&self) -> u64 {
        self.groups().saturating_mul(self.blocks())
    }

    /// What the chunk of this number holds.
    pub fn piece(&self, chunk: u64) -> Piece {
        let (group, block) = (chunk / self.blocks().max(1), chunk % self.blocks().max(1));
        let first = group * self.points_per_chunk;
        let from = block as u32 * self.replications_per_chunk;
        Piece {
            points: first..(first + self.points_per_chunk).min(self.points),
            replications: from + 1..(from + self.replications_per_chunk).min(self.replications) + 1,
        }
    }

    /// All chunks in the order in which they are run.
    pub fn run_order(&self) -> impl Iterator<Item = u64> + '_ {
        let (groups, blocks) = (self.groups(), self.blocks());
        let stride = stride(groups);
        (0..blocks).flat_map(move |block| {
            (0..groups).map(move |k| {
                let group = (u128::from(k) * u128::from(stride) % u128::from(groups)) as u64;
                group * blocks + block
            })
        })
    }

    /// The size of chunks in words.
    pub(super) fn size(&self) -> String {
        format!(
            "{} of {}",
            counted(self.points_per_chunk, "point"),
            counted(self.replications_per_chunk, "replication")
        )
    }
}

/// A step through `n` places that visits each once and leaves gaps as even as can be wherever it stops: near the golden
/// ratio of `n`, without a common divisor, and with the smallest quotients in Euclid's algorithm.
fn stride(n: u64) -> u64 {
    const NEIGHBOURS: u64 = 64;
    let golden = (n as f64 * 0.618_033_988_749_895) as u64;
    let worst_quotient = |step: u64| {
        let (mut a, mut b, mut worst) = (n, step, 0);
        while b != 0 {
            worst = worst.max(a / b);
            (a, b) = (b, a % b);
        }
        (a == 1).then_some(worst)
    };
    (golden.saturating_sub(NEIGHBOURS).max(1)..=(golden + NEIGHBOURS).min(n))
        .filter_map(|step| worst_quotient(step).map(|worst| (worst, step.abs_diff(golden), step)))
        .min()
        .map_or(1, |(_, _, step)| step)
}

#[cfg(test)]
mod tests {
    use super::Layout;
    use std::collections::BTreeSet;

    #[test]
    fn chunks_in_order_hold_every_replication_of_every_point_once_and_in_order() {
        for (points, replications, size) in
            [(1, 1, 1), (7, 5, 2), (7, 5, 5), (7, 5, 17), (100, 1, 8), (3, 1000, 64), (5, 4, 1_000)]
        {
            let layout = Layout::new(points, replications, size);
            let found: Vec<(u64, u32)> = (0..layout.chunks())
                .map(|chunk| layout.piece(chunk))
                .flat_map(|p| p.points.flat_map(move |point| p.replications.clone().map(move |r| (point, r))))
                .collect();
            let wanted: Vec<(u64, u32)> =
                (0..points).flat_map(|point| (1..=replications).map(move |r| (point, r))).collect();
            assert_eq!(found, wanted, "{points} {replications} {size}");
        }
    }

    #[test]
    fn every_chunk_is_run_once() {
        for (points, replications, size) in [(1, 1, 1), (2, 3, 1), (12, 5, 2), (999, 3, 1), (1_000, 10, 40)] {
            let layout = Layout::new(points, replications, size);
            let order: BTreeSet<u64> = layout.run_order().collect();
            assert_eq!(layout.run_order().count() as u64, layout.chunks());
            assert_eq!(order, (0..layout.chunks()).collect());
        }
    }

    #[test]
    fn a_run_that_is_interrupted_has_visited_every_tenth_of_the_design_about_equally() {
        let layout = Layout::new(1_000, 20, 5);
        for done in [50, 200, 700, 1_500] {
            let mut tenths = [0_u32; 10];
            for chunk in layout.run_order().take(done) {
                tenths[layout.piece(chunk).points.start as usize / 100] += 1;
            }
            let (least, most) = (tenths.iter().min().unwrap(), tenths.iter().max().unwrap());
            assert!(most - least <= 3, "after {done}: {tenths:?}");
        }
    }

    #[test]
    fn numbers_of_a_file_that_no_run_can_have_are_refused_and_those_of_every_run_are_not() {
        for (points, replications, size) in
            [(0, 1, 1), (7, 5, 2), (7, 5, 5), (7, 5, 17), (3, 1_000, 64), (5, 0, 3)]
        {
            assert_eq!(
                Layout::new(points, replications, size).check(),
                Ok(()),
                "{points} {replications} {size}"
            );
        }
        for wrong in [
            r#"{"points":9223372036854775807,"replications":1,"points_per_chunk":1,"replications_per_chunk":1}"#,
            r#"{"points":1,"replications":4294967295,"points_per_chunk":1,"replications_per_chunk":1}"#,
            r#"{"points":1,"replications":5,"points_per_chunk":1,"replications_per_chunk":0}"#,
            r#"{"points":1,"replications":5,"points_per_chunk":0,"replications_per_chunk":5}"#,
            r#"{"points":9,"replications":5,"points_per_chunk":9223372036854775807,"replications_per_chunk":5}"#,
        ] {
            assert!(serde_json::from_str::<Layout>(wrong).unwrap().check().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_empty_design_has_no_chunks() {
        assert_eq!(Layout::new(0, 5, 3).run_order().count(), 0);
    }
}
