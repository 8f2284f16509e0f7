//! What a whole column decides of its cells: how dates of slashes are ordered, and which sign parts decimals.

use super::CrmError;
use super::cells::{Moment, Order, Sum};

/// What the dates of a column prove.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dates {
    day_first: Option<u64>,
    month_first: Option<u64>,
    ambiguous: Option<u64>,
    /// Whether any date of slashes was there.
    pub open: bool,
}

impl Dates {
    /// Takes a cell in.
    pub fn see(&mut self, line: u64, moment: Moment) {
        self.open |= moment.is_open();
        match moment.proves() {
            Some(Order::DayFirst) => self.day_first = self.day_first.or(Some(line)),
            Some(Order::MonthFirst) => self.month_first = self.month_first.or(Some(line)),
            None if moment.is_ambiguous() => self.ambiguous = self.ambiguous.or(Some(line)),
            None => {}
        }
    }

    /// The order, unless a mapping says it.
    ///
    /// # Errors
    /// [`CrmError`] where the cells contradict each other or leave it open.
    pub fn order(&self, said: Option<Order>, origin: &str, column: usize) -> Result<Order, CrmError> {
        let wrong = |line: u64, message: String| CrmError {
            origin: origin.to_owned(),
            line,
            column: column + 1,
            message,
            help: "say which it is in a mapping: `dates = \"d/m/y\"` or `dates = \"m/d/y\"` (--mapping)"
                .to_owned(),
        };
        match (said, self.day_first, self.month_first, self.ambiguous) {
            (Some(order), ..) => Ok(order),
            (None, Some(day), Some(month), _) => Err(wrong(
                day.max(month),
                format!("the dates of this column are day/month in line {day} and month/day in line {month}"),
            )),
            (None, Some(_), None, _) | (None, None, None, None) => Ok(Order::DayFirst),
            (None, None, Some(_), _) => Ok(Order::MonthFirst),
            (None, None, None, Some(line)) => {
                Err(wrong(line, "the dates of this column can be read as day/month/year and as month/day/year: none has a number above 12".to_owned()))
            }
        }
    }
}

/// What the sums of a column prove.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sums {
    point: Option<u64>,
    comma: Option<u64>,
    ambiguous: Option<u64>,
}

impl Sums {
    /// Takes a cell in.
    pub fn see(&mut self, line: u64, sum: Sum) {
        match sum.proves {
            1 => self.point = self.point.or(Some(line)),
            -1 => self.comma = self.comma.or(Some(line)),
            // "1,234" parts thousands far more often than three decimals; "1.234" may be either.
            _ if sum.comma > sum.point => self.ambiguous = self.ambiguous.or(Some(line)),
            _ => {}
        }
    }

    /// Whether a comma parts decimals, unless a mapping says it.
    ///
    /// # Errors
    /// [`CrmError`] where the cells contradict each other or leave it open.
    pub fn comma(&self, said: Option<bool>, origin: &str, column: usize) -> Result<bool, CrmError> {
        let wrong = |line: u64, message: String| CrmError {
            origin: origin.to_owned(),
            line,
            column: column + 1,
            message,
            help: "say which it is in a mapping: `decimals = \".\"` or `decimals = \",\"` (--mapping)"
                .to_owned(),
        };
        match (said, self.point, self.comma, self.ambiguous) {
            (Some(comma), ..) => Ok(comma),
            (None, Some(point), Some(comma), _) => Err(wrong(
                point.max(comma),
                format!(
                    "the sums of this column have a decimal point in line {point} and a decimal comma in line {comma}"
                ),
            )),
            (None, None, Some(_), _) => Ok(true),
            (None, Some(_), None, _) | (None, None, None, None) => Ok(false),
            (None, None, None, Some(line)) => Err(wrong(
                line,
                "the sums of this column can be read with a decimal point and with points between thousands"
                    .to_owned(),
            )),
        }
    }
}
