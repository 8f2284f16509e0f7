//! Dates: every usual form of a day, and what a cell alone leaves open (3/4/2024), which its column decides.

use jiff::civil::Date;

/// Days since 1970-01-01, from a day of the calendar.
pub fn day(year: i64, month: i64, day: i64) -> Option<i64> {
    let date =
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let epoch = Date::constant(1970, 1, 1);
    epoch.until(date).ok().map(|span| i64::from(span.get_days()))
}

/// A day as `YYYY-MM-DD`.
pub fn told(day: i64) -> String {
    let span = jiff::Span::new().try_days(day);
    span.ok()
        .and_then(|span| Date::constant(1970, 1, 1).checked_add(span).ok())
        .map_or_else(String::new, |date| date.to_string())
}

/// How the numbers of a date of slashes are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
}

/// A date as it stands in a cell, before its column decides the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// Days since 1970-01-01 where the cell alone says the day; else the two first numbers and the year.
    known: i32,
    open: [u8; 2],
    year: i16,
    /// Minutes since midnight, or -1.
    minute: i16,
}

/// No day: beyond the calendar.
const NO_DAY: i32 = i32::MIN;

impl Moment {
    /// Nothing.
    pub const NONE: Self = Self { known: NO_DAY, open: [0, 0], year: 0, minute: -1 };

    /// Whether the column has to decide.
    pub fn is_open(self) -> bool {
        self.known == NO_DAY && self.open != [0, 0]
    }

    /// Whether nothing stands there.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Which order this cell alone proves.
    pub fn proves(self) -> Option<Order> {
        match self.open {
            _ if !self.is_open() => None,
            [a, b] if a > 12 && b <= 12 => Some(Order::DayFirst),
            [a, b] if b > 12 && a <= 12 => Some(Order::MonthFirst),
            _ => None,
        }
    }

    /// Whether the two orders give two days.
    pub fn is_ambiguous(self) -> bool {
        let [a, b] = self.open;
        self.is_open() && a != b && a <= 12 && b <= 12
    }

    /// The day, in days since 1970-01-01; `None` where the calendar has no such day.
    pub fn day(self, order: Order) -> Option<i64> {
        if self.known != NO_DAY {
            return Some(i64::from(self.known));
        }
        let [a, b] = self.open.map(i64::from);
        let (of_month, month) = if order == Order::DayFirst { (a, b) } else { (b, a) };
        day(i64::from(self.year), month, of_month)
    }

    /// The hour of the day, where the cell has one.
    pub fn hour(self) -> Option<f64> {
        (self.minute >= 0).then(|| f64::from(self.minute) / 60.0)
    }

    fn of(day: i64, minute: i16) -> Option<Self> {
        Some(Self { known: i32::try_from(day).ok()?, open: [0, 0], year: 0, minute })
    }
}

/// Days from Excel's day 0 to 1970-01-01.
const EXCEL: f64 = 25_569.0;

/// Reads a date in any usual form.
pub fn moment(cell: &str) -> Option<Moment> {
    let cell = cell.trim();
    let bytes = cell.as_bytes();
    if bytes.is_empty() || bytes.len() > 40 {
        return None;
    }
    let number = |text: &str| {
        text.parse::<i64>().ok().filter(|_| text.len() <= 14 && text.bytes().all(|b| b.is_ascii_digit()))
    };
    if bytes[0].is_ascii_digit() {
        let first = bytes.iter().position(|b| !b.is_ascii_digit()).unwrap_or(bytes.len());
        let rest = &cell[first..];
        let a = number(&cell[..first])?;
        let Some(sign) = rest.chars().next() else { return bare(a, first) };
        if sign == '.' && rest[1..].bytes().all(|b| b.is_ascii_digit()) && (4..=5).contains(&first) {
            // Excel's own number of a day, with its part of the day.
            let serial: f64 = cell.parse().ok()?;
            let days = libm::floor(serial);
            return Moment::of((days - EXCEL) as i64, ((serial - days) * 1440.0 + 0.5) as i16);
        }
        if !matches!(sign, '-' | '/' | '.' | ' ') {
            return None;
        }
        let rest = &rest[1..];
        let second = rest.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let (middle, rest) = (&rest[..second], rest[second..].trim_start_matches(['-', '/', '.', ' ', ',']));
        let third = rest.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len());
        let c = number(&rest[..third]);
        let minute = time(&rest[third..])?;
        if let Some(month) = month(middle) {
            return Moment::of(day(year(c?, third)?, month, a)?, minute);
        }
        let b = number(middle)?;
        if first == 4 {
            return Moment::of(day(a, b, c?)?, minute);
        }
        let year = year(c?, third)?;
        if sign == '.' {
            return Moment::of(day(year, b, a)?, minute);
        }
        let open = [u8::try_from(a).ok()?, u8::try_from(b).ok()?];
        let possible =
            open.iter().all(|&part| (1..=31).contains(&part)) && open.iter().any(|&part| part <= 12);
        return possible.then_some(Moment { known: NO_DAY, open, year: i16::try_from(year).ok()?, minute });
    }
    // "Jan 5, 2024"
    let mut words = cell.splitn(3, [' ', '-']);
    let month = month(words.next()?)?;
    let of_month = number(words.next()?.trim_end_matches(','))?;
    let rest = words.next()?.trim_start();
    let end = rest.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(rest.len());
    Moment::of(day(year(number(&rest[..end])?, end)?, month, of_month)?, time(&rest[end..])?)
}

/// A number alone: a day without signs, Excel's number of a day, seconds or milliseconds since 1970.
fn bare(number: i64, digits: usize) -> Option<Moment> {
    match digits {
        8 => Moment::of(day(number / 10_000, number / 100 % 100, number % 100)?, -1),
        5 => Moment::of(number - EXCEL as i64, -1),
        10 => Moment::of(number / 86_400, (number % 86_400 / 60) as i16),
        13 => Moment::of(number / 86_400_000, (number % 86_400_000 / 60_000) as i16),
        _ => None,
    }
}

fn year(number: i64, digits: usize) -> Option<i64> {
    match digits {
        4 => Some(number),
        2 => Some(if number < 70 { 2000 + number } else { 1900 + number }),
        _ => None,
    }
}

fn month(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let short = word.get(..3)?.to_ascii_lowercase();
    word.bytes().all(|b| b.is_ascii_alphabetic()).then_some(())?;
    MONTHS.iter().position(|month| *month == short).map(|at| at as i64 + 1)
}

/// Minutes since midnight of what follows a date; -1 where nothing does; `None` where it is no time. Zones are passed over.
fn time(rest: &str) -> Option<i16> {
    let rest = rest.trim_start_matches([' ', 'T', 't', ',']);
    if rest.is_empty() || rest.eq_ignore_ascii_case("z") || rest.eq_ignore_ascii_case("utc") {
        return Some(-1);
    }
    let (hour, rest) = rest.split_once(':')?;
    let hour: i16 = hour.parse().ok().filter(|hour| (0..24).contains(hour))?;
    let minute: i16 = rest.get(..2)?.parse().ok().filter(|minute| (0..60).contains(minute))?;
    let lower = rest.to_ascii_lowercase();
    let hour = match (lower.contains("am"), lower.contains("pm")) {
        (true, _) => hour % 12,
        (_, true) => hour % 12 + 12,
        _ => hour,
    };
    Some(60 * hour + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_usual_form() {
        let expected = day(2024, 1, 5).unwrap();
        assert_eq!(expected, 19_727);
        assert_eq!(told(expected), "2024-01-05");
        for cell in [
            "2024-01-05",
            "2024/1/5",
            "2024-01-05T10:30:00Z",
            "2024-01-05 15:15:00.000000 UTC",
            "2024-01-05T10:30:00+02:00",
            "5.1.2024",
            "05.01.24",
            "5 Jan 2024",
            "05-Jan-24",
            "Jan 5, 2024",
            "January 5 2024 10:30 am",
            "20240105",
            "45296",
            "45296.4375",
            "1704450600",
            "1704450600000",
        ] {
            let found = moment(cell).unwrap_or_else(|| panic!("{cell} is not read"));
            assert_eq!(found.day(Order::DayFirst), Some(expected), "{cell}");
            assert!(!found.is_open());
        }
        let hours: Vec<Option<f64>> = ["2024-01-05 10:30", "1/5/2024 1:30 PM", "2024-01-05"]
            .map(|cell| moment(cell).unwrap().hour())
            .to_vec();
        assert_eq!(hours, [Some(10.5), Some(13.5), None]);
        for cell in [
            "",
            "soon",
            "2024-02-30",
            "13/13/2024",
            "1/2",
            "2024",
            "99999999999999999999",
            "5/1/2024 25:00",
            "\u{fc}\u{fc}\u{fc}",
        ] {
            assert_eq!(moment(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_date_of_slashes_proves_its_order_only_beyond_twelve() {
        assert_eq!(moment("13/2/2024").unwrap().proves(), Some(Order::DayFirst));
        assert_eq!(moment("2-13-2024").unwrap().proves(), Some(Order::MonthFirst));
        let open = moment("3/4/2024").unwrap();
        assert!(open.is_ambiguous() && open.proves().is_none());
        assert_eq!(
            (open.day(Order::DayFirst), open.day(Order::MonthFirst)),
            (day(2024, 4, 3), day(2024, 3, 4))
        );
        assert!(!moment("4/4/2024").unwrap().is_ambiguous());
    }
}
