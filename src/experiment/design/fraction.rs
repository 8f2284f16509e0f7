//! Two-level fractional factorials: a full factorial of a few base factors, and further factors whose levels are
//! products of theirs, so that many factors take few points. What is saved is paid for by confounding: main effects
//! cannot be told from some interactions. The resolution says from which: at III main effects from interactions of
//! two, at IV two-factor interactions from one another, at V only from interactions of three and more.
//!
//! Source: Box, Hunter and Hunter, "Statistics for Experimenters" (2005), chapter 6.

use super::error::DesignError;

/// The most factors with letters, A to Z without I.
pub const LETTERS: &str = "ABCDEFGHJKLMNOPQRSTUVWXYZ";

/// The most base factors: a million points.
const MOST_BASE: u32 = 20;

/// A fraction: for each factor the base factors whose product it is, as bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fraction {
    base: u32,
    columns: Vec<u32>,
}

impl Fraction {
    /// The fraction of `factors` that the generators say, such as `["D=AB", "E=AC"]`: factors are lettered in order, A
    /// to Z without I, and those that no generator makes are the base.
    ///
    /// # Errors
    /// [`DesignError::Generator`] when a generator cannot be read, or not every factor is either base or made once.
    pub fn of(factors: usize, generators: &[String]) -> Result<Self, DesignError> {
        let fault = |found: &str, reason: String| DesignError::Generator {
            found: crate::scenario::error::brief(found),
            reason,
        };
        let letters: Vec<char> = LETTERS.chars().take(factors).collect();
        if factors > LETTERS.len() {
            let reason =
                format!("{factors} factors are more than there are letters; give a resolution instead");
            return Err(fault(&generators.join(", "), reason));
        }
        let mut made: Vec<Option<Vec<usize>>> = vec![None; factors];
        for generator in generators {
            let help =
                format!("expected such as D=ABC, with letters A to {}", letters.last().unwrap_or(&'A'));
            let index = |c: char| letters.iter().position(|&letter| letter == c.to_ascii_uppercase());
            let (left, right) = generator.split_once('=').ok_or_else(|| fault(generator, help.clone()))?;
            let mut left = left.trim().chars();
            let (Some(left), None) = (left.next().and_then(index), left.next()) else {
                return Err(fault(generator, help));
            };
            let right: Option<Vec<usize>> = right.trim().chars().map(index).collect();
            let Some(right) = right.filter(|right| right.len() >= 2) else {
                return Err(fault(generator, help));
            };
            if made[left].replace(right).is_some() {
                return Err(fault(generator, format!("{} is made twice", letters[left])));
            }
        }
        let base: Vec<usize> = (0..factors).filter(|&factor| made[factor].is_none()).collect();
        if base.len() as u32 > MOST_BASE {
            return Err(DesignError::TooManyFactors {
                found: base.len(),
                limit: MOST_BASE as usize,
                method: "the base of a fractional factorial",
            });
        }
        let columns = made
            .iter()
            .enumerate()
            .map(|(factor, product)| {
                let product = product.as_deref().unwrap_or(std::slice::from_ref(&factor));
                product.iter().try_fold(0, |column, of| {
                    let at = base.iter().position(|factor| factor == of).ok_or_else(|| {
                        let reason =
                            format!("{} is no base factor; make each of base factors only", letters[*of]);
                        fault(&generators.join(", "), reason)
                    })?;
                    Ok(column ^ (1 << at))
                })
            })
            .collect::<Result<Vec<u32>, DesignError>>()?;
        if let Some(factor) = columns.iter().position(|&column| column == 0) {
            let reason = format!("{} never changes", letters[factor]);
            return Err(fault(&generators.join(", "), reason));
        }
        Ok(Self { base: base.len() as u32, columns })
    }

    /// A fraction of at least this resolution (3 to 5) in few points: columns are taken greedily in order of their
    /// number, as in lexicographic codes.
    ///
    /// # Errors
    /// [`DesignError`] when there is no such resolution, or the design would be too large.
    pub fn with_resolution(factors: usize, resolution: u32) -> Result<Self, DesignError> {
        if !(3..=5).contains(&resolution) {
            let expected = "3, 4 or 5".to_owned();
            return Err(DesignError::Number { what: "resolution", found: u64::from(resolution), expected });
        }
        (1..=MOST_BASE).find_map(|base| greedy(factors, base, resolution)).ok_or(
            DesignError::TooManyFactors {
                found: factors,
                limit: MOST_BASE as usize,
                method: "a fraction of that resolution",
            },
        )
    }

    /// How many points it has.
    pub fn points(&self) -> u64 {
        1 << self.base
    }

    /// Whether a factor is at its high level at a point.
    pub fn high(&self, point: u64, factor: usize) -> bool {
        // The product of signs: an even number of high levels in an even product gives high, as in D = AB.
        let column = u64::from(self.columns[factor]);
        (column.count_ones() - (column & point).count_ones()).is_multiple_of(2)
    }

    /// The resolution: the least number of factors whose product never changes; `None` for a full factorial.
    pub fn resolution(&self) -> Option<u32> {
        (2..=5).find(|&length| self.dependent(length)).or_else(|| {
            // Beyond five nothing that matters here is confounded.
            (self.columns.len() as u32 > self.base).then_some(6)
        })
    }

    /// Whether the product of some `count` factors never changes.
    fn dependent(&self, count: u32) -> bool {
        fn search(columns: &[u32], sum: u32, count: u32) -> bool {
            match count {
                1 => columns.contains(&sum),
                _ => (0..columns.len())
                    .any(|first| search(&columns[first + 1..], sum ^ columns[first], count - 1)),
            }
        }
        search(&self.columns, 0, count)
    }
}

/// Columns of `base` factors of which no fewer than `resolution` multiply to nothing; `None` when they do not suffice.
fn greedy(factors: usize, base: u32, resolution: u32) -> Option<Fraction> {
    if (1_u64 << base) <= factors as u64 {
        return None;
    }
    // What columns a further one may not equal: products of up to resolution - 2 of those taken, by how many.
    let mut taken: Vec<u32> = Vec::new();
    let mut forbidden = vec![false; 1 << base];
    forbidden[0] = true;
    // The base factors first, so that they are a full factorial; then all others in order.
    for candidate in (0..base).map(|bit| 1 << bit).chain(1..1 << base) {
        if taken.len() == factors {
            break;
        }
        if forbidden[candidate as usize] {
            continue;
        }
        forbidden[candidate as usize] = true;
        if resolution >= 4 {
            taken.iter().for_each(|a| forbidden[(candidate ^ a) as usize] = true);
        }
        if resolution >= 5 {
            for (i, a) in taken.iter().enumerate() {
                taken[..i].iter().for_each(|b| forbidden[(candidate ^ a ^ b) as usize] = true);
            }
        }
        taken.push(candidate);
    }
    (taken.len() == factors).then_some(Fraction { base, columns: taken })
}

#[cfg(test)]
mod tests {
    use super::Fraction;

    fn generators(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    /// The sum over all points of the product of some factors' signs: 0 where they are orthogonal.
    fn product(fraction: &Fraction, factors: &[usize]) -> i64 {
        let sign = |point, factor: usize| if fraction.high(point, factor) { 1 } else { -1 };
        (0..fraction.points()).map(|point| factors.iter().map(|&f| sign(point, f)).product::<i64>()).sum()
    }

    #[test]
    fn a_half_of_four_factors_confounds_what_the_books_say() {
        let half = Fraction::of(4, &generators(&["D = ABC"])).unwrap();
        assert_eq!((half.points(), half.resolution()), (8, Some(4)));
        assert_eq!(product(&half, &[0, 1, 2, 3]), 8, "I = ABCD");
        assert_eq!(product(&half, &[0, 1]), 0);
        // The classical screening design of seven factors in eight points.
        let screening = Fraction::of(7, &generators(&["D=AB", "E=AC", "F=BC", "G=ABC"])).unwrap();
        assert_eq!((screening.points(), screening.resolution()), (8, Some(3)));
        assert_eq!(product(&screening, &[0, 1, 3]), 8, "D is the product of the signs of A and B");
    }

    #[test]
    fn all_columns_of_every_fraction_are_balanced_and_orthogonal() {
        for (factors, resolution) in [(3, 3), (7, 3), (8, 4), (16, 4), (5, 5), (11, 5), (30, 3)] {
            let fraction = Fraction::with_resolution(factors, resolution).unwrap();
            for a in 0..factors {
                assert_eq!(product(&fraction, &[a]), 0);
                assert!((0..a).all(|b| product(&fraction, &[a, b]) == 0), "{factors} at {resolution}");
            }
            assert!(fraction.resolution().is_none_or(|found| found >= resolution));
        }
    }

    #[test]
    fn fractions_are_as_small_as_the_tables_of_the_books() {
        let points = |factors, resolution| Fraction::with_resolution(factors, resolution).unwrap().points();
        assert_eq!([points(3, 3), points(7, 3), points(15, 3)], [4, 8, 16]);
        assert_eq!([points(4, 4), points(8, 4), points(16, 4)], [8, 16, 32]);
        assert_eq!([points(5, 5), points(6, 5), points(8, 5)], [16, 32, 64]);
    }

    #[test]
    fn generators_that_cannot_be_used_are_told() {
        for (texts, expected) in [
            (&["D:AB"][..], "expected such as D=ABC, with letters A to E"),
            (&["D=A"], "expected such as"),
            (&["D=AZ"], "expected such as"),
            (&["D=AB", "D=AC"], "D is made twice"),
            (&["D=AB", "E=AD"], "D is no base factor"),
            (&["D=AA"], "D never changes"),
        ] {
            let message = Fraction::of(5, &generators(texts)).unwrap_err().to_string();
            assert!(message.contains(expected), "{message}");
        }
        assert!(Fraction::with_resolution(5, 6).unwrap_err().to_string().contains("expected 3, 4 or 5"));
    }
}
