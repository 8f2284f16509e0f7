//! The Sobol' sequence: points that fill the unit cube far more evenly than random ones, and more so with each further
//! point.
//!
//! Direction numbers: new-joe-kuo-6 of S. Joe and F. Y. Kuo, "Constructing Sobol sequences with better two-dimensional
//! projections", SIAM J. Sci. Comput. 30 (2008); `joe-kuo.txt` holds them for dimensions 2 to 400, a line each: the
//! primitive polynomial as a number, then the initial m. Those numbers are Copyright (c) 2008, Frances Y. Kuo and
//! Stephen Joe, all rights reserved, and are redistributed under their BSD-style licence: they are provided by the
//! copyright holders and contributors "as is", without any express or implied warranty, and in no event shall they be
//! liable for any damages arising from their use; their names may not be used to endorse products derived from them
//! without prior written permission.

use crate::model::random::{Draws, Purpose};
use rand::Rng;

/// The directions, without the first dimension.
const DIRECTIONS: &str = include_str!("joe-kuo.txt");

/// The most dimensions.
pub const DIMENSIONS: usize = 400;

/// The most points.
pub const POINTS: u64 = 1 << 32;

/// The sequence in some dimensions.
#[derive(Debug, Clone, PartialEq)]
pub struct Sobol {
    /// By dimension, the direction of each bit of a point's number.
    directions: Vec<[u32; 32]>,
    /// By randomisation, then by dimension, what all its numbers are moved by.
    shifts: Vec<Vec<u32>>,
}

impl Sobol {
    /// The sequence as published, which begins at the origin.
    pub fn new(dimensions: usize) -> Self {
        let first = std::array::from_fn(|bit| 1 << (31 - bit));
        let others = DIRECTIONS.lines().map(directions);
        let directions: Vec<[u32; 32]> = std::iter::once(first).chain(others).take(dimensions).collect();
        Self { shifts: vec![vec![0; directions.len()]], directions }
    }

    /// The sequence moved by a random digital shift: as even as the published one, without its point at the origin. So many
    /// times over, each by a shift of its own.
    pub fn shifted(dimensions: usize, seed: u64, randomisations: u32) -> Self {
        let draws = Draws::new(seed, 0);
        let plain = Self::new(dimensions);
        let shift = |number: u32| {
            let dimensions = 0..plain.directions.len() as u64;
            dimensions.map(|d| draws.stream(Purpose::DesignShift, d, number).next_u32()).collect()
        };
        Self { shifts: (0..randomisations).map(shift).collect(), ..plain }
    }

    /// One coordinate of a point, strictly between 0 and 1 (for the published sequence half a step of 2^-32 above it). The
    /// randomisations take turns.
    pub fn coordinate(&self, number: u64, dimension: usize) -> f64 {
        let turns = self.shifts.len() as u64;
        let (point, shift) = (number / turns, &self.shifts[(number % turns) as usize]);
        let gray = point ^ (point >> 1);
        let bits = (0..32)
            .filter(|bit| (gray >> bit) & 1 == 1)
            .fold(shift[dimension], |bits, bit| bits ^ self.directions[dimension][bit]);
        (f64::from(bits) + 0.5) * (1.0 / 4_294_967_296.0)
    }
}

/// The direction numbers of one dimension, from its line.
fn directions(line: &str) -> [u32; 32] {
    let mut numbers = line.split(' ').filter_map(|number| number.parse::<u32>().ok());
    let polynomial = numbers.next().unwrap_or(3);
    let degree = polynomial.ilog2() as usize;
    let mut directions = [0; 32];
    for (bit, initial) in numbers.enumerate().take(degree) {
        directions[bit] = initial << (31 - bit);
    }
    for bit in degree..32 {
        let back = directions[bit - degree];
        directions[bit] = (1..degree)
            .filter(|k| (polynomial >> (degree - k)) & 1 == 1)
            .fold(back ^ (back >> degree), |sum, k| sum ^ directions[bit - k]);
    }
    directions
}

#[cfg(test)]
mod tests {
    use super::{DIMENSIONS, Sobol};

    #[test]
    fn the_first_points_are_the_published_ones() {
        let sobol = Sobol::new(3);
        let at = |point| [0, 1, 2].map(|d| (sobol.coordinate(point, d) * 8.0).floor());
        let points: Vec<[f64; 3]> = (0..8).map(at).collect();
        let published =
            [[0, 0, 0], [4, 4, 4], [6, 2, 2], [2, 6, 6], [3, 3, 5], [7, 7, 1], [5, 1, 7], [1, 5, 3]];
        assert_eq!(points, published.map(|point| point.map(f64::from)));
    }

    #[test]
    fn far_dimensions_agree_with_scipy() {
        // scipy 1.17.1: qmc.Sobol(400, scramble=False), points 5 and 1000, dimensions 1, 2, 11, 101, 251, 400.
        let sobol = Sobol::new(DIMENSIONS);
        for (point, known) in [
            (5, [0.875, 0.875, 0.375, 0.125, 0.625, 0.875]),
            (1000, [0.2197265625, 0.0966796875, 0.0849609375, 0.7685546875, 0.7060546875, 0.0400390625]),
        ] {
            for (dimension, known) in [0, 1, 10, 100, 250, 399].into_iter().zip(known) {
                let found = sobol.coordinate(point, dimension);
                assert!(
                    (found - known).abs() < 1e-9,
                    "point {point}, dimension {dimension}: {found}, not {known}"
                );
            }
        }
    }

    #[test]
    fn a_shift_keeps_one_point_in_each_stratum_of_every_dimension() {
        let sobol = Sobol::shifted(DIMENSIONS, 7, 1);
        for dimension in 0..DIMENSIONS {
            let mut seen = [false; 64];
            (0..64).for_each(|point| seen[(sobol.coordinate(point, dimension) * 64.0) as usize] = true);
            assert!(seen.iter().all(|&seen| seen), "dimension {dimension}");
        }
    }
}
