//! The path of a programme as a picture in text: the mean of the cumulated difference with the bands of half and of
//! eight in ten futures, and below the axis what the programme does when.

use crate::evidence::{Band, MONTH};
use crate::output::words::change::{ChangeView, Told};
use crate::output::words::marks::Mark;
use crate::output::words::number::{Style, wrapped};

/// Rows of a picture.
const HEIGHT: usize = 13;
/// The most columns, and the fewest.
const WIDTH: [usize; 2] = [73, 25];

/// The lowest and the highest value that the paths of all programmes need: one scale for all.
pub fn scale(report: &ChangeView) -> [f64; 2] {
    let bands = report.programmes.iter().flat_map(|told| &told.trajectory.months);
    let ends = bands.flat_map(|band| [band.all.p10, band.all.p90, band.all.mean]);
    let [low, high] =
        ends.filter(|x| x.is_finite()).fold([0.0_f64; 2], |[low, high], x| [low.min(x), high.max(x)]);
    if low < high { [low, high] } else { [-1.0, 1.0] }
}

/// A value of the bands on any day, straight between month ends; 0 on day 0.
pub fn on_day(bands: &[Band], value: impl Fn(&Band) -> f64, day: f64) -> f64 {
    let position = day / f64::from(MONTH);
    let before = (position.floor() as usize).min(bands.len());
    let at = |month: usize| if month == 0 { 0.0 } else { value(&bands[month - 1]) };
    let after = (before + 1).min(bands.len());
    at(before) + (position - before as f64) * (at(after) - at(before))
}

/// Months between two numbers of an axis, so that about eight stand on it.
pub fn step(months: usize) -> usize {
    [1, 2, 3, 6, 12, 24, 60].into_iter().find(|step| months <= step * 8).unwrap_or(120)
}

/// Draws every programme, one below the other on one scale, in at most `width` columns.
pub fn pictures(report: &ChangeView, width: usize) -> String {
    let scale = scale(report);
    report.programmes.iter().map(|told| picture(report, told, scale, width)).collect::<Vec<_>>().join("\n")
}

fn picture(report: &ChangeView, told: &Told, [low, high]: [f64; 2], width: usize) -> String {
    let style = Style { decimals: 0, ..report.style() };
    let style = if high - low < 20.0 { report.style() } else { style };
    let row = |value: f64| (((high - value) / (high - low)) * (HEIGHT - 1) as f64).round() as usize;
    let labels: Vec<String> = (0..HEIGHT)
        .map(|at| match at {
            _ if at == row(0.0) => style.show(0.0),
            0 => style.show(high),
            _ if at == HEIGHT - 1 => style.show(low),
            _ => String::new(),
        })
        .collect();
    let margin = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
    let columns = width.saturating_sub(margin + 12).clamp(WIDTH[1], WIDTH[0]);
    let days = (report.months as f64) * f64::from(MONTH);
    let day = |column: usize| days * column as f64 / (columns - 1) as f64;
    let column = |day: f64| (day / days * (columns - 1) as f64).round().min((columns - 1) as f64) as usize;

    let mut cells = vec![vec![' '; columns]; HEIGHT];
    let bands = &told.trajectory.months;
    let mut last = row(0.0);
    for at in 0..columns {
        let value = |of: fn(&Band) -> f64| row(on_day(bands, of, day(at)));
        for (top, bottom, shade) in [
            (value(|band| band.all.p90), value(|band| band.all.p10), '░'),
            (value(|band| band.p75), value(|band| band.p25), '▒'),
        ] {
            cells[top..=bottom].iter_mut().for_each(|line| line[at] = shade);
        }
        cells[row(0.0)][at] = '─';
        // A steep path stays one line: it takes the rows that it passes between two columns.
        let here = value(|band| band.all.mean);
        let (top, bottom) =
            if here > last { (last + 1, here) } else { (here, here.max(last.saturating_sub(1))) };
        cells[top..=bottom].iter_mut().for_each(|line| line[at] = '●');
        last = here;
    }
    let mut out = format!("{}\n", told.name);
    for (label, line) in labels.iter().zip(&cells) {
        let tick = if label.is_empty() { '│' } else { '┤' };
        let line: String = line.iter().collect();
        out.push_str(format!("  {label:>margin$} {tick}{}", line.trim_end()).trim_end());
        out.push('\n');
    }
    let indent = " ".repeat(margin + 4);
    out.push_str(&axis(report.months, columns, &column, margin));
    let (lanes, letters) = lanes(&told.marks, &column, columns);
    for lane in lanes {
        out.push_str(&format!("{indent}{}\n", lane.trim_end()));
    }
    for (mark, letter) in told.marks.iter().zip(letters) {
        let words = format!("{}: {}", mark.when(), mark.what);
        let text = wrapped(&words, columns + margin, &" ".repeat(6));
        out.push_str(&format!("    {letter} {}\n", text.trim_start()));
    }
    out
}

/// The axis of months, with numbers below it.
fn axis(months: usize, columns: usize, column: &impl Fn(f64) -> usize, margin: usize) -> String {
    let mut line = vec!['─'; columns];
    let mut numbers = vec![' '; columns + 12];
    for month in (0..=months).step_by(step(months)) {
        let at = column(month as f64 * f64::from(MONTH));
        line[at] = '┴';
        for (offset, digit) in month.to_string().chars().enumerate() {
            numbers[at + offset] = digit;
        }
    }
    let line: String = line.into_iter().collect();
    let numbers: String = numbers.into_iter().collect();
    format!("  {} └{line}\n  {}  {} months\n", " ".repeat(margin), " ".repeat(margin), numbers.trim_end())
}

/// The marks in as few lines as hold them without overlap, each a letter and a bar for as long as it lasts; and the
/// letters.
fn lanes(marks: &[Mark], column: &impl Fn(f64) -> usize, columns: usize) -> (Vec<String>, Vec<char>) {
    let mut lanes: Vec<Vec<char>> = Vec::new();
    let letters: Vec<char> = ('a'..='z').chain('A'..='Z').cycle().take(marks.len()).collect();
    for (mark, &letter) in marks.iter().zip(&letters) {
        let from = column(f64::from(mark.day));
        let until = column(f64::from(mark.until)).max(from);
        let free = |lane: &Vec<char>| lane[from.saturating_sub(1)..=until].iter().all(|&cell| cell == ' ');
        let at = lanes.iter().position(free).unwrap_or_else(|| {
            lanes.push(vec![' '; columns]);
            lanes.len() - 1
        });
        let bar = if mark.change { '━' } else { '╌' };
        lanes[at][from..=until].fill(bar);
        lanes[at][from] = letter;
    }
    (lanes.into_iter().map(|lane| lane.into_iter().collect()).collect(), letters)
}

#[cfg(test)]
mod tests {
    use super::{lanes, on_day, pictures, step};
    use crate::output::words::change::tests::report;
    use crate::output::words::marks::Mark;

    #[test]
    fn a_path_that_falls_and_rises_is_drawn_so() {
        let paths: &[&[f64]] = &[&[-90.0, 0.0, 100.0], &[-110.0, -20.0, 120.0]];
        let report = report(&[("fast", paths)]);
        let picture = pictures(&report, 80);
        let lines: Vec<&str> = picture.lines().collect();
        assert_eq!(lines[0], "fast");
        let at = |text: &str, wanted: char| text.chars().position(|c| c == wanted);
        let (highest, lowest) = (at(lines[1], '●'), at(lines[13], '●').or_else(|| at(lines[12], '●')));
        assert!(lowest.unwrap() < highest.unwrap(), "{picture}");
        assert!(lines[1].contains("118 ┤") && lines[13].contains("-108 ┤"), "{picture}");
        assert!(picture.contains("0 ┤●"), "a path begins at zero: {picture}");
        assert!(picture.lines().all(|line| line.chars().count() <= 80), "{picture}");
        assert!(picture.contains("a day 21 to 42: joint_reward = 0.25"), "{picture}");
    }

    #[test]
    fn all_programmes_share_one_scale() {
        let report = report(&[("big", &[&[100.0], &[100.0]]), ("small", &[&[-1.0], &[-1.0]])]);
        assert_eq!(pictures(&report, 80).matches("100 ┤").count(), 2);
    }

    #[test]
    fn between_month_ends_a_path_is_straight_from_zero_on() {
        let report = report(&[("a", &[&[42.0, 0.0]])]);
        let bands = &report.programmes[0].trajectory.months;
        let at = |day| on_day(bands, |band| band.all.mean, day);
        assert_eq!([0.0, 10.5, 21.0, 31.5, 42.0].map(at), [0.0, 21.0, 42.0, 21.0, 0.0]);
    }

    #[test]
    fn marks_that_overlap_stand_in_lines_of_their_own() {
        let mark = |day, until| Mark { day, until, change: true, what: String::new() };
        let (lanes, letters) = lanes(&[mark(0, 4), mark(2, 3), mark(7, 7)], &|day| day as usize, 10);
        assert_eq!(lanes, ["a━━━━  c  ", "  b━      "]);
        assert_eq!(letters, ['a', 'b', 'c']);
    }

    #[test]
    fn an_axis_is_never_crowded() {
        assert_eq!([3, 24, 36, 240].map(step), [1, 3, 6, 60]);
    }
}
