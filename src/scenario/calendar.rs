//! The calendar: working days of a week, a month, a quarter and a year. No other file knows these numbers.

/// Working days of a week.
pub const WEEK: u32 = 5;
/// Working days of a month.
pub const MONTH: u32 = 21;
/// Working days of a quarter.
pub const QUARTER: u32 = 3 * MONTH;
/// Working days of a year.
pub const YEAR: u32 = 12 * MONTH;
/// Working days of a year, to reckon with.
pub const DAYS_A_YEAR: f64 = YEAR as f64;
/// Months of a quarter, to reckon with.
pub const MONTHS_A_QUARTER: f64 = 3.0;
/// Months of a year, to reckon with.
pub const MONTHS_A_YEAR: f64 = 12.0;
