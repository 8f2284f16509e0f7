//! What the answers amount to: scores, the place on the scale of the four structures, and where the functions differ.

use super::answers::{Answers, Sheet};
use super::statements::{COUNT, STATEMENTS};
use crate::scenario::presets::PRESETS;

/// The lowest and highest score: every answer 1, every answer 5.
pub const RANGE: [f64; 2] = [20.0, 100.0];

/// Points that one structure's band is wide: 20 to 39, 40 to 59, 60 to 79 and 80 to 100 (KRK 2006).
pub const BAND: f64 = 20.0;

/// Two answers that are so far apart are worth talking about.
const APART: u8 = 2;

/// The sum of one function's answers, 20 to 100.
pub fn score(sheet: &Sheet) -> u32 {
    sheet.iter().map(|answer| u32::from(*answer)).sum()
}

/// The firm's score: the mean of the two functions' scores.
pub fn firm_score(answers: &Answers) -> f64 {
    0.5 * f64::from(score(&answers.sales) + score(&answers.marketing))
}

/// The position in [`PRESETS`] of the structure in whose band a score lies; scores outside belong to the nearest.
pub fn place(score: f64) -> usize {
    let band = ((score - RANGE[0]) / BAND).floor();
    (band.max(0.0) as usize).min(PRESETS.len() - 1)
}

/// A statement on which the two functions differ by two points or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// The position of the statement.
    pub statement: usize,
    /// The answer of sales.
    pub sales: u8,
    /// The answer of marketing.
    pub marketing: u8,
}

/// Where the two functions see it most differently: by two points or more, widest first.
pub fn differences(answers: &Answers) -> Vec<Difference> {
    let mut found: Vec<Difference> = (0..COUNT)
        .map(|statement| Difference {
            statement,
            sales: answers.sales[statement],
            marketing: answers.marketing[statement],
        })
        .filter(|difference| difference.width() >= APART)
        .collect();
    // Stable: of equal width, in the order of the questionnaire.
    found.sort_by_key(|difference| std::cmp::Reverse(difference.width()));
    found
}

impl Difference {
    fn width(&self) -> u8 {
        self.sales.abs_diff(self.marketing)
    }
}

/// The mean answer on the statements of these keys; NaN for none.
pub fn mean_over(answers: &Answers, keys: impl Iterator<Item = &'static str>) -> f64 {
    let (sum, n) = keys.fold((0.0, 0.0), |(sum, n), key| (sum + answers.mean_of(key), n + 1.0));
    sum / n
}

/// The statements that speak of an operating choice.
pub fn speaking_of(choice: &str) -> impl Iterator<Item = &'static str> + '_ {
    STATEMENTS.iter().filter(move |statement| statement.choices.contains(&choice)).map(|s| s.key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_are_those_of_the_diagnostic() {
        let bands = [(20.0, 0), (39.0, 0), (39.5, 0), (40.0, 1), (59.5, 1), (60.0, 2), (79.0, 2), (80.0, 3)];
        for (score, band) in bands {
            assert_eq!(place(score), band, "{score}");
        }
        assert_eq!(place(100.0), 3);
    }

    #[test]
    fn the_lowest_answers_make_20_and_the_highest_100() {
        assert_eq!(score(&[1; COUNT]), 20);
        assert_eq!(score(&[5; COUNT]), 100);
        assert_eq!(firm_score(&Answers { sales: [1; COUNT], marketing: [5; COUNT] }), 60.0);
    }

    #[test]
    fn differences_come_widest_first_and_leave_out_what_is_near() {
        let mut answers = Answers { sales: [3; COUNT], marketing: [3; COUNT] };
        answers.sales[2] = 2;
        answers.sales[5] = 1;
        answers.marketing[9] = 5;
        answers.marketing[5] = 5;
        let found: Vec<usize> = differences(&answers).iter().map(|d| d.statement).collect();
        assert_eq!(found, [5, 9]);
    }
}
