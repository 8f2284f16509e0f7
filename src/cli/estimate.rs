//! Whether a command may begin: work of minutes is announced; work of hours, or of more memory than this machine can spare,
//! is begun only when the user says so.

use std::fs;
use std::io::{BufRead, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::failure::Failure;
use super::{screen, shown};
use crate::experiment::estimate::{Estimate, Work};
use crate::scenario::numbers::counted;

/// Work of more seconds than this is announced.
const ANNOUNCED: f64 = 60.0;

/// Work of more seconds than this is asked about.
const ASKED: f64 = 3_600.0;

/// How long is measured at first, and where that looks like minutes.
const GLANCE: Duration = Duration::from_millis(15);
const LOOK: Duration = Duration::from_millis(500);

/// Whether the user has agreed beforehand.
static AGREED: AtomicBool = AtomicBool::new(false);

/// Takes note of `--yes`.
pub fn agreed(yes: bool) {
    AGREED.store(yes, Ordering::Relaxed);
}

/// Announces what is long and asks about what is very long.
///
/// # Errors
/// [`Failure`] when the user does not agree, or nobody is there to be asked.
pub fn begin(work: Option<&Work>, threads: usize) -> Result<(), Failure> {
    let Some(work) = work else { return Ok(()) };
    let mut estimate = work.estimate(threads, GLANCE);
    if estimate.seconds > ANNOUNCED / 3.0 {
        estimate = work.estimate(threads, LOOK);
    }
    let memory = memory();
    let size = Size::of(&estimate, memory);
    if size == Size::Small {
        return Ok(());
    }
    let words = words(&estimate, memory.filter(|&memory| is_large(&estimate, memory)));
    if size == Size::Long || AGREED.load(Ordering::Relaxed) {
        // Nobody may be listening.
        let _ = writeln!(shown::err(), "this takes {words}");
        return Ok(());
    }
    let refused = format!(
        "this would take {words}\n  = help: add --yes to begin nevertheless; or ask for less: fewer replications, points or days, a smaller firm, or shards on more machines"
    );
    if !screen::has_person() {
        return Err(Failure::usage(refused));
    }
    let mut answer = String::new();
    let _ = write!(shown::err(), "this would take {words}. Begin? [y/N] ");
    let _ = std::io::stdin().lock().read_line(&mut answer);
    match answer.trim().to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(Failure::usage(refused)),
    }
}

/// What is done about so much work.
#[derive(Debug, PartialEq, Eq)]
enum Size {
    /// Begun without a word.
    Small,
    /// Announced.
    Long,
    /// Asked about.
    Huge,
}

impl Size {
    fn of(estimate: &Estimate, memory: Option<f64>) -> Self {
        match estimate.seconds {
            _ if memory.is_some_and(|memory| is_large(estimate, memory)) => Self::Huge,
            seconds if seconds > ASKED => Self::Huge,
            seconds if seconds > ANNOUNCED => Self::Long,
            _ => Self::Small,
        }
    }
}

/// Whether it takes more than half of the memory.
fn is_large(estimate: &Estimate, memory: f64) -> bool {
    estimate.bytes > memory / 2.0
}

fn words(estimate: &Estimate, memory: Option<f64>) -> String {
    let threads = counted(estimate.threads, "thread");
    let mut words = format!("about {} on {threads}", time(estimate.seconds));
    if let Some(memory) = memory {
        words.push_str(&format!(
            " and {} of memory, of which this machine has {}",
            size(estimate.bytes),
            size(memory)
        ));
    } else if estimate.bytes >= 1e9 {
        words.push_str(&format!(" and {} of memory", size(estimate.bytes)));
    }
    words
}

fn time(seconds: f64) -> String {
    let (value, unit) = match seconds {
        s if s < 100.0 => (s, "seconds"),
        s if s < 6_000.0 => (s / 60.0, "minutes"),
        s if s < 172_800.0 => (s / 3_600.0, "hours"),
        s if s < 63_072_000.0 => (s / 86_400.0, "days"),
        s => (s / 31_536_000.0, "years"),
    };
    format!("{} {unit}", if value < 10.0 { format!("{value:.1}") } else { format!("{value:.0}") })
}

fn size(bytes: f64) -> String {
    if bytes < 1e9 { format!("{:.0} MB", bytes / 1e6) } else { format!("{:.1} GB", bytes / 1e9) }
}

/// The memory that this process may take, where the system tells it: that of the machine, or of its container.
fn memory() -> Option<f64> {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"))?;
        Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? * 1_024.0)
    });
    let container =
        fs::read_to_string("/sys/fs/cgroup/memory.max").ok().and_then(|text| text.trim().parse().ok());
    match (machine, container) {
        (Some(machine), Some(container)) => Some(f64::min(machine, container)),
        (machine, container) => machine.or(container),
    }
}

#[cfg(test)]
mod tests {
    use super::{Estimate, Size, size, time, words};

    #[test]
    fn beyond_a_minute_work_is_announced_and_beyond_an_hour_or_half_of_the_memory_it_is_asked_about() {
        let of = |seconds, bytes, memory| Size::of(&Estimate { seconds, bytes, threads: 2 }, memory);
        assert_eq!(of(59.0, 1e9, Some(4e9)), Size::Small);
        assert_eq!(of(61.0, 1e9, Some(4e9)), Size::Long);
        assert_eq!(of(3_601.0, 1e9, Some(4e9)), Size::Huge);
        assert_eq!(of(1.0, 2.1e9, Some(4e9)), Size::Huge);
        assert_eq!(of(61.0, 1e18, None), Size::Long, "where the system does not tell its memory");
    }

    #[test]
    fn times_and_sizes_are_said_in_units_that_a_person_can_grasp() {
        assert_eq!(
            [75.0, 700.0, 9_000.0, 1e6, 1e9].map(time),
            ["75 seconds", "12 minutes", "2.5 hours", "12 days", "32 years"]
        );
        assert_eq!([12e6, 3.14e9].map(size), ["12 MB", "3.1 GB"]);
        let estimate = Estimate { seconds: 7_200.0, bytes: 3e9, threads: 2 };
        assert_eq!(words(&estimate, None), "about 2.0 hours on 2 threads and 3.0 GB of memory");
        assert!(words(&estimate, Some(4e9)).ends_with("3.0 GB of memory, of which this machine has 4.0 GB"));
    }
}
