//! Designs: which points of the space of factors an experiment simulates.
//!
//! A design is a function of its method, its factors and a seed. Points are made one at a time when they are asked for,
//! so that a million of them take no memory; any of them can be made alone, on any machine. Designs whose points come
//! in growing numbers keep their first points when they grow: Sobol' sequences, Saltelli blocks and Morris
//! trajectories do, Latin hypercubes cannot. What is drawn for a factor hangs on where its key stands among all keys in
//! alphabetical order, so that the order in which factors are written changes no point.

mod cell;
mod error;
mod factor;
mod fraction;
mod law;
pub(crate) mod sobol;
mod walk;

use crate::scenario::numbers::counted;
pub use error::DesignError;
pub use factor::{Factor, SIZE, Values};
pub use fraction::{Fraction, LETTERS};
pub use law::Law;
pub use sobol::Sobol;
pub use walk::{Latin, Trajectory};

/// The most points of a design.
pub const MOST_POINTS: u64 = 10_000_000;

/// Of how many independent randomisations of the Sobol' sequence Saltelli blocks come, in turn: points are more even than
/// chance, and only what is independent can tell how far off an index may be.
pub const RANDOMISATIONS: u32 = 16;

/// The share of the way at which one-at-a-time designs begin and end over a range: its 10th and 90th percentile.
pub const SWING: [f64; 2] = [0.1, 0.9];

/// How points are chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Method {
    /// Every combination of the levels of all factors; the last factor changes fastest.
    Full {
        /// Levels of a factor that is given as a range, ends included.
        levels: u32,
    },
    /// A two-level fraction of the full factorial, by its generators such as `D=ABC`, or by a resolution.
    Fractional(Generators),
    /// The firm as it is, then each factor alone at its levels, all others left as they are.
    OneAtATime {
        /// Levels of a factor that is given as a range, from its 10th to its 90th percentile ([`SWING`]).
        levels: u32,
    },
    /// A Latin hypercube: each factor's range is covered evenly, whatever the other factors.
    LatinHypercube {
        /// How many points.
        points: u32,
    },
    /// Points of the Sobol' sequence.
    Sobol {
        /// How many points; powers of two fill the space most evenly.
        points: u32,
    },
    /// Blocks for Sobol' indices, after Saltelli (2010): of each block the point A, the point B, then A with one factor
    /// from B, factor by factor. Blocks are of [`RANDOMISATIONS`] sequences in turn.
    Saltelli {
        /// How many blocks; a power of two from 64 is best. The design has `blocks × (factors + 2)` points.
        blocks: u32,
    },
    /// Trajectories for elementary effects, after Morris (1991), of `factors + 1` points each.
    Morris {
        /// How many trajectories.
        trajectories: u32,
        /// Levels of a factor given as a range, an even number; 4 is usual. Lists, words, yes or no and even ranges of
        /// whole numbers have their own values as levels.
        levels: u32,
    },
    /// The rows of a table, a value for each factor in their order, as another program wrote them.
    Table {
        /// The rows.
        rows: Vec<Vec<String>>,
    },
}

/// What makes a fraction.
#[derive(Debug, Clone, PartialEq)]
pub enum Generators {
    /// Words such as `D=ABC`; see [`Fraction::of`].
    Words(Vec<String>),
    /// The least resolution; see [`Fraction::with_resolution`].
    Resolution(u32),
}

/// One factor's value at one point.
#[derive(Debug, Clone, PartialEq)]
pub struct FactorValue {
    /// The share of the way (0 to 1) at which the value lies; NaN where there is none: the factor is left as the
    /// scenario has it, or the value comes from a table.
    pub unit: f64,
    /// The value as written in a scenario file; empty where the factor is left as the scenario has it.
    pub value: String,
}

/// One point of a design: a setting for each factor, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The settings.
    pub settings: Vec<FactorValue>,
    /// What to override in the scenario, such as `offer.complexity=0.42`.
    pub overrides: Vec<String>,
}

/// What a method needs ready to make its points.
#[derive(Debug, Clone, PartialEq)]
enum Plan {
    Grid(Vec<Vec<FactorValue>>),
    Fraction(Fraction),
    Alone(Vec<(usize, FactorValue)>),
    Latin(Latin),
    Sobol(Sobol),
    Saltelli(Sobol),
    Morris(Vec<Grid>),
    Table,
}

/// The levels of one factor of a Morris design.
#[derive(Debug, Clone, PartialEq)]
enum Grid {
    /// So many values that weigh alike.
    Alike(u64),
    /// These.
    These(Vec<FactorValue>),
}

/// A design: factors and the points at which they are set.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    factors: Vec<Factor>,
    /// Of each factor, where its key stands among all keys in alphabetical order.
    rank: Vec<usize>,
    method: Method,
    seed: u64,
    plan: Plan,
    length: u64,
}

/// Makes a design. The seed decides what is drawn: the same seed gives the same points.
///
/// # Errors
/// [`DesignError`] when there is no such design.
pub fn points(method: Method, factors: Vec<Factor>, seed: u64) -> Result<Design, DesignError> {
    if factors.is_empty() {
        return Err(DesignError::NoFactors);
    }
    for (i, factor) in factors.iter().enumerate() {
        let clash = |other: &Factor| touched(other).iter().any(|key| touched(factor).contains(key));
        if factors[..i].iter().any(clash) {
            return Err(DesignError::Repeated { key: factor.key().to_owned() });
        }
    }
    let (plan, length) = plan(&method, &factors, seed)?;
    if length > MOST_POINTS {
        return Err(DesignError::TooManyPoints { found: length, limit: MOST_POINTS });
    }
    let before = |factor: &Factor| factors.iter().filter(|other| other.key() < factor.key()).count();
    let rank = factors.iter().map(before).collect();
    Ok(Design { factors, rank, method, seed, plan, length })
}

/// The keys that a factor sets.
fn touched(factor: &Factor) -> Vec<String> {
    let overrides = factor.overrides(&factor.value(0.0)).unwrap_or_default();
    overrides.iter().filter_map(|text| text.split_once('=')).map(|(key, _)| key.to_owned()).collect()
}

/// A number of the method within its bounds.
fn number(what: &'static str, found: u32, least: u32) -> Result<u64, DesignError> {
    if found >= least {
        return Ok(u64::from(found));
    }
    let expected = format!("a whole number from {least}");
    Err(DesignError::Number { what, found: u64::from(found), expected })
}

/// The levels of a factor as settings.
fn levels(factor: &Factor, steps: u32, ends: [f64; 2]) -> Vec<FactorValue> {
    let levels = factor.levels(steps as usize, ends);
    levels.into_iter().map(|(unit, value)| FactorValue { unit, value }).collect()
}

/// What is needed to make points, and how many there are.
fn plan(method: &Method, factors: &[Factor], seed: u64) -> Result<(Plan, u64), DesignError> {
    let count = factors.len();
    let sobol = |dimensions: usize, points: u64, randomisations: u32| {
        if dimensions > sobol::DIMENSIONS {
            let (limit, method) =
                (sobol::DIMENSIONS * count / dimensions, "a design from the Sobol' sequence");
            return Err(DesignError::TooManyFactors { found: count, limit, method });
        }
        if points > sobol::POINTS {
            return Err(DesignError::TooManyPoints { found: points, limit: sobol::POINTS });
        }
        Ok(Sobol::shifted(dimensions, seed, randomisations))
    };
    Ok(match method {
        &Method::Full { levels: steps } => {
            number("levels", steps, 2)?;
            let grid: Vec<Vec<FactorValue>> = factors.iter().map(|f| levels(f, steps, [0.0, 1.0])).collect();
            let length = grid.iter().fold(1_u64, |n, levels| n.saturating_mul(levels.len() as u64));
            (Plan::Grid(grid), length)
        }
        Method::Fractional(generators) => {
            for factor in factors {
                let found = factor.levels(2, [0.0, 1.0]).len();
                if found != 2 {
                    return Err(DesignError::TwoLevels { key: factor.key().to_owned(), found });
                }
            }
            let fraction = match generators {
                Generators::Words(words) => Fraction::of(count, words)?,
                &Generators::Resolution(resolution) => Fraction::with_resolution(count, resolution)?,
            };
            let length = fraction.points();
            (Plan::Fraction(fraction), length)
        }
        &Method::OneAtATime { levels: steps } => {
            number("levels", steps, 2)?;
            let of = |at: usize| levels(&factors[at], steps, SWING).into_iter().map(move |level| (at, level));
            let alone: Vec<(usize, FactorValue)> = (0..count).flat_map(of).collect();
            let length = alone.len() as u64 + 1;
            (Plan::Alone(alone), length)
        }
        &Method::LatinHypercube { points } => {
            let length = number("points", points, 1)?;
            if length > MOST_POINTS {
                return Err(DesignError::TooManyPoints { found: length, limit: MOST_POINTS });
            }
            (Plan::Latin(Latin::new(count, points, seed)), length)
        }
        &Method::Sobol { points } => {
            let length = number("points", points, 1)?;
            (Plan::Sobol(sobol(count, length, 1)?), length)
        }
        &Method::Saltelli { blocks } => {
            let blocks = number("blocks", blocks, 2)?;
            (Plan::Saltelli(sobol(2 * count, blocks, RANDOMISATIONS)?), blocks * (count as u64 + 2))
        }
        &Method::Morris { trajectories, levels } => {
            let trajectories = number("trajectories", trajectories, 2)?;
            if levels < 2 || !levels.is_multiple_of(2) {
                let expected = "an even number from 2".to_owned();
                return Err(DesignError::Number { what: "levels", found: u64::from(levels), expected });
            }
            let grid = |factor: &Factor| match factor.alike() {
                Some(count) => Grid::Alike(count),
                None => Grid::These(self::levels(factor, levels, [0.0, 1.0])),
            };
            (Plan::Morris(factors.iter().map(grid).collect()), trajectories * (count as u64 + 1))
        }
        Method::Table { rows } => {
            for (i, row) in rows.iter().enumerate() {
                let wrong = |reason: String| DesignError::Row { row: i + 1, reason };
                if row.len() != count {
                    return Err(wrong(format!(
                        "it has {} for {}",
                        counted(row.len(), "value"),
                        counted(count, "factor")
                    )));
                }
                for (factor, value) in factors.iter().zip(row) {
                    factor.overrides(value).map_err(|error| wrong(error.to_string()))?;
                }
            }
            number("rows", u32::try_from(rows.len()).unwrap_or(u32::MAX), 1)?;
            (Plan::Table, rows.len() as u64)
        }
    })
}

impl Design {
    /// The factors, in their order.
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The seed of its draws.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// How many points it has; never 0.
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Always false: a design without points cannot be made.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The fraction that a fractional factorial is made of.
    pub fn fraction(&self) -> Option<&Fraction> {
        match &self.plan {
            Plan::Fraction(fraction) => Some(fraction),
            _ => None,
        }
    }

    /// A point, by its number from 0; `None` beyond the last.
    pub fn point(&self, index: u64) -> Option<Point> {
        if index >= self.length {
            return None;
        }
        let settings = match &self.plan {
            Plan::Grid(grid) => {
                let mut left = index;
                let mut settings: Vec<FactorValue> = grid
                    .iter()
                    .rev()
                    .map(|levels| {
                        let level = (left % levels.len() as u64) as usize;
                        left /= levels.len() as u64;
                        levels[level].clone()
                    })
                    .collect();
                settings.reverse();
                settings
            }
            Plan::Fraction(fraction) => self.at(|factor| {
                let high = fraction.high(index, factor);
                match self.factors[factor].values() {
                    // A little inside, so that each of two levels has its half.
                    Values::Levels(_) => 0.25 + 0.5 * f64::from(u8::from(high)),
                    Values::Range { .. } => f64::from(u8::from(high)),
                }
            }),
            Plan::Alone(alone) => {
                let mut settings =
                    vec![FactorValue { unit: f64::NAN, value: String::new() }; self.factors.len()];
                if let Some((factor, setting)) = (index as usize).checked_sub(1).map(|at| &alone[at]) {
                    settings[*factor] = setting.clone();
                }
                settings
            }
            Plan::Latin(latin) => self.at(|factor| latin.coordinate(index, self.rank[factor])),
            Plan::Sobol(sobol) => self.at(|factor| sobol.coordinate(index, self.rank[factor])),
            Plan::Saltelli(sobol) => {
                let count = self.factors.len();
                let (block, place) = (index / (count as u64 + 2), (index % (count as u64 + 2)) as usize);
                // Places: 0 is A, 1 is B, 2 + i is A with factor i from B.
                let from_b = |factor: usize| place == 1 || place == factor + 2;
                self.at(|factor| {
                    let rank = self.rank[factor];
                    sobol.coordinate(block, if from_b(factor) { count + rank } else { rank })
                })
            }
            Plan::Morris(grids) => {
                let each = self.factors.len() as u64 + 1;
                let mut sizes = vec![1; grids.len()];
                for (grid, &rank) in grids.iter().zip(&self.rank) {
                    sizes[rank] = match grid {
                        Grid::Alike(count) => *count,
                        Grid::These(levels) => levels.len() as u64,
                    };
                }
                let walk = Trajectory::new(&sizes, self.seed, index / each);
                let setting = |(factor, grid): (&Factor, &Grid), rank: usize| {
                    let level = walk.level((index % each) as u32, rank);
                    match grid {
                        Grid::Alike(count) => {
                            let unit = (level as f64 + 0.5) / *count as f64;
                            FactorValue { unit, value: factor.value(unit) }
                        }
                        Grid::These(levels) => levels[level as usize].clone(),
                    }
                };
                self.factors.iter().zip(grids).zip(&self.rank).map(|(of, &rank)| setting(of, rank)).collect()
            }
            Plan::Table => match &self.method {
                Method::Table { rows } => rows[index as usize]
                    .iter()
                    .map(|value| FactorValue { unit: f64::NAN, value: value.clone() })
                    .collect(),
                _ => Vec::new(),
            },
        };
        let set = self.factors.iter().zip(&settings).filter(|(_, setting)| !setting.value.is_empty());
        // Values were checked when the design was made.
        let overrides = set.flat_map(|(factor, s)| factor.overrides(&s.value).unwrap_or_default()).collect();
        Some(Point { settings, overrides })
    }

    /// All points, in order.
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        (0..self.length).filter_map(|index| self.point(index))
    }

    /// Settings at given shares of the way.
    fn at(&self, unit: impl Fn(usize) -> f64) -> Vec<FactorValue> {
        let factors = self.factors.iter().enumerate();
        factors.map(|(i, factor)| FactorValue { unit: unit(i), value: factor.value(unit(i)) }).collect()
    }
}

#[cfg(test)]
mod tests;
