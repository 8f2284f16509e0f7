//! What is wrong with a scenario, told so that the user can mend it: where (file, line and column, or the command
//! line), what was found, what was expected, and how to put it right.

mod printable;

use std::fmt::{self, Write as _};
use std::ops::Range;

use super::numbers::counted;

pub use printable::steers;
use printable::{Shown, cut, window};
pub(crate) use printable::{brief, printable};

/// The most problems that one [`ScenarioError`] tells; further ones are counted in [`ScenarioError::untold`].
pub const MOST_PROBLEMS: usize = 10;

/// Everything that is wrong with one scenario text, in the order of the text. Never empty.
///
/// Its [`Display`](fmt::Display) is the whole message for a terminal: several lines a problem, problems parted by an
/// empty line, no final line break, and no leading `error:` (the command puts that in front).
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioError {
    /// The label of the text, such as a file's path.
    pub origin: String,
    /// The problems, at most [`MOST_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many problems were found beyond those told.
    pub untold: usize,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// The dotted key that it is about, such as `firm.salespeople`; empty when it is about the text as a whole.
    pub key: String,
    /// What is wrong, with what was found and what was expected.
    pub fault: Fault,
    /// How to mend it.
    pub help: Option<String>,
}

/// Where a problem is.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// In the text.
    Text {
        /// The line, counted from 1.
        line: usize,
        /// The column in characters, counted from 1.
        column: usize,
        /// The bytes of the text that are wrong.
        span: Range<usize>,
        /// The line as it stands in the text, with control characters replaced.
        excerpt: String,
        /// How many characters of the line are wrong; at least 1.
        width: usize,
    },
    /// In what was typed on the command line.
    Option {
        /// The option, such as `--set`; empty for a plain argument.
        option: &'static str,
        /// What was typed after it.
        text: String,
    },
    /// The text as a whole.
    Whole,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// The text is longer than any scenario could be.
    TooLong {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The text is not TOML.
    Syntax {
        /// What the TOML parser says.
        message: String,
    },
    /// An override is not of the form `key=value`.
    Override {
        /// What it lacks.
        message: String,
    },
    /// There is no section of that name.
    UnknownSection {
        /// The name found.
        found: String,
    },
    /// There is no key of that name in the section.
    UnknownKey {
        /// The name found.
        found: String,
        /// The section or table in which it was written; empty at the top of the file.
        within: String,
    },
    /// The value is of another kind than the key takes.
    WrongKind {
        /// The value, in words.
        found: String,
        /// The kind of value expected, with its range and unit.
        expected: String,
    },
    /// The number lies outside the legal range.
    OutOfRange {
        /// The number.
        found: String,
        /// The range and unit.
        expected: String,
    },
    /// The key may not stand in this table.
    Misplaced {
        /// Why not.
        reason: String,
    },
    /// Two choices of the same table cannot both hold.
    Contradiction {
        /// The other choice, as the user wrote it, and where.
        with: Vec<String>,
        /// Why they cannot both hold.
        reason: &'static str,
    },
    /// A comparison names an arm that does not exist.
    UnknownArm {
        /// The name found.
        found: String,
        /// The arms that exist.
        arms: Vec<String>,
    },
    /// The name cannot be that of an arm.
    ArmName {
        /// The name found.
        found: String,
        /// Why not.
        reason: &'static str,
    },
    /// A comparison names an arm twice.
    RepeatedArm {
        /// The name found.
        found: String,
    },
    /// A comparison names no arm.
    NoArms,
    /// A change is asked for, and there is no programme of change.
    NoProgrammes,
    /// There are more arms than one comparison may have.
    TooManyArms {
        /// Arms found.
        found: usize,
        /// Arms allowed.
        limit: usize,
    },
    /// A questionnaire is not finished.
    Unanswered {
        /// Who has not answered.
        by: String,
        /// How many statements there are.
        of: usize,
        /// The keys of those without an answer.
        missing: Vec<String>,
    },
    /// A table lacks a key that it must have.
    Missing {
        /// The keys that would do, such as `days`.
        lacks: String,
    },
    /// An arm or an override names a programme that does not exist.
    UnknownProgramme {
        /// The name found.
        found: String,
        /// The programmes that exist.
        programmes: Vec<String>,
    },
    /// The name cannot be that of a programme.
    ProgrammeName {
        /// The name found.
        found: String,
        /// Why not.
        reason: &'static str,
    },
    /// There are more programmes, changes or measures than there may be.
    TooMany {
        /// What there are too many of.
        what: &'static str,
        /// How many were found.
        found: usize,
        /// How many are allowed.
        limit: usize,
    },
    /// A change or a measure would happen after the last day of the plan.
    Horizon {
        /// The number of days found.
        found: u32,
        /// The day that it would reach, where that is another number.
        reaches: Option<u64>,
        /// The last day of the plan.
        last: u32,
        /// What would fit.
        expected: String,
    },
    /// A choice is changed while another change of it is still under way.
    Overlap {
        /// The other change, and where.
        with: String,
        /// The choices that both change.
        choices: Vec<&'static str>,
        /// The first and the last day of the other change.
        days: [u32; 2],
    },
    /// A change that changes nothing.
    NoEffect {
        /// Why not.
        reason: String,
    },
    /// A measure takes more hours than its people have.
    Dose {
        /// The hours a month found.
        found: String,
        /// The first day on which they are too many.
        day: u32,
        /// The hours of that day that participants would spend.
        spent: f64,
        /// The other measures that take hours of theirs on that day, and where.
        with: Vec<String>,
        /// The hours that a day has.
        available: f64,
    },
    /// A measure for people whom the firm does not have.
    NoPeople {
        /// What was found.
        found: String,
        /// Which people there are.
        people: String,
    },
    /// A name of something that is not there.
    NotThere {
        /// What was to be there, such as `outcome`.
        what: &'static str,
        /// The name found.
        found: String,
        /// The names that would do, where they are few.
        known: Vec<String>,
    },
    /// An experiment's factor or design cannot be.
    Design {
        /// What is wrong, and what would do.
        reason: String,
    },
    /// An experiment keeps an outcome that does not exist.
    UnknownOutcome {
        /// The name found.
        found: String,
    },
    /// A file that is named cannot be read.
    File {
        /// Why not.
        reason: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::TooLong { found, limit } => {
                write!(f, "the text has {found} bytes; a scenario has {limit} at most")
            }
            Fault::Syntax { message } => write!(f, "this is not valid TOML: {message}"),
            Fault::Override { message } => write!(f, "{message}"),
            Fault::UnknownSection { found } => write!(f, "there is no section `{found}`"),
            Fault::UnknownKey { found, within } if within.is_empty() => {
                write!(f, "there is no key or section `{found}`")
            }
            Fault::UnknownKey { found, within } => write!(f, "there is no key `{found}` in [{within}]"),
            Fault::WrongKind { found, .. } => write!(f, "cannot be {found}"),
            Fault::OutOfRange { found, .. } => write!(f, "cannot be {found}, which is out of range"),
            Fault::Misplaced { reason } => write!(f, "{reason}"),
            Fault::Contradiction { with, reason } if with.is_empty() => write!(f, "cannot hold: {reason}"),
            Fault::Contradiction { with, reason } => {
                write!(f, "contradicts {}: {reason}", with.join(" and "))
            }
            Fault::UnknownArm { found, .. } => write!(f, "there is no structure `{found}`"),
            Fault::ArmName { found, reason } => write!(f, "a structure cannot be named `{found}`: {reason}"),
            Fault::RepeatedArm { found } => write!(f, "the structure `{found}` is named twice"),
            Fault::NoArms => write!(f, "there is no structure to simulate"),
            Fault::NoProgrammes => write!(f, "there is no programme of change to simulate"),
            Fault::TooManyArms { found, limit } => {
                write!(f, "there are {found} structures; a comparison has {limit} at most")
            }
            Fault::Unanswered { by, of, missing } if missing.len() == *of => {
                write!(f, "{by} has answered none of the {of} statements")
            }
            Fault::Unanswered { by, of, missing } => {
                write!(
                    f,
                    "{by} has not answered {} of {of} statements: {}",
                    missing.len(),
                    missing.join(", ")
                )
            }
            Fault::Missing { lacks } => write!(f, "lacks {lacks}"),
            Fault::UnknownProgramme { found, .. } => write!(f, "there is no programme `{found}`"),
            Fault::ProgrammeName { found, reason } => {
                write!(f, "a programme cannot be named `{found}`: {reason}")
            }
            Fault::TooMany { what, found, limit } => {
                write!(f, "there are {found} {what}; there can be {limit} at most")
            }
            Fault::Horizon { found, reaches: None, last, .. } => {
                write!(f, "cannot be {found}: the last day of the plan is {last}")
            }
            Fault::Horizon { found, reaches: Some(day), last, .. } => {
                write!(
                    f,
                    "cannot be {found}: it would reach to day {day}, and the last day of the plan is {last}"
                )
            }
            Fault::Overlap { with, choices, days: [first, end] } => {
                let choices: Vec<String> = choices.iter().map(|choice| format!("`{choice}`")).collect();
                write!(f, "overlaps {with}: both change {}, and ", choices.join(", "))?;
                if first == end {
                    write!(f, "on the same day, {first}")
                } else {
                    write!(f, "that one goes on from day {first} to day {end}")
                }
            }
            Fault::NoEffect { reason } => write!(f, "changes nothing: {reason}"),
            Fault::Dose { found, day, spent, with, available } => {
                let others =
                    if with.is_empty() { String::new() } else { format!(" with {}", with.join(" and ")) };
                write!(
                    f,
                    "cannot be {found}: on day {day} participants would spend {spent:.2} hours{others}, and a day \
                     has {available:.2} beside overhead"
                )
            }
            Fault::NoPeople { found, people } => {
                write!(f, "cannot be {found}, an intervention on people that do not exist: {people}")
            }
            Fault::NotThere { what, found, .. } => write!(f, "there is no {what} `{found}`"),
            Fault::Design { reason } => write!(f, "{reason}"),
            Fault::UnknownOutcome { found } => write!(f, "there is no outcome `{found}`"),
            Fault::File { reason } => write!(f, "cannot be read: {reason}"),
        }
    }
}

impl Fault {
    /// What was expected instead, where that can be said in a few words.
    pub fn expected(&self) -> Option<String> {
        match self {
            Fault::WrongKind { expected, .. }
            | Fault::OutOfRange { expected, .. }
            | Fault::Horizon { expected, .. } => Some(expected.clone()),
            Fault::UnknownProgramme { programmes, .. } if !programmes.is_empty() => {
                Some(format!("one of {}", programmes.join(", ")))
            }
            Fault::NotThere { known, .. } if !known.is_empty() => {
                Some(format!("one of {}", known.join(", ")))
            }
            Fault::UnknownArm { arms, .. } if !arms.is_empty() => Some(format!("one of {}", arms.join(", "))),
            _ => None,
        }
    }

    /// Whether the message is a sentence about the key.
    fn begins_with_the_key(&self) -> bool {
        matches!(
            self,
            Fault::WrongKind { .. }
                | Fault::OutOfRange { .. }
                | Fault::Contradiction { .. }
                | Fault::Missing { .. }
                | Fault::File { .. }
                | Fault::Horizon { .. }
                | Fault::Overlap { .. }
                | Fault::NoEffect { .. }
                | Fault::Dose { .. }
                | Fault::NoPeople { .. }
        )
    }
}

impl Problem {
    fn write(&self, f: &mut impl fmt::Write, origin: &str) -> fmt::Result {
        let about = match (&self.fault, self.key.as_str()) {
            (fault, key) if fault.begins_with_the_key() && !key.is_empty() => format!("`{}` ", brief(key)),
            _ => String::new(),
        };
        let margin = match &self.place {
            Place::Text { line, column, excerpt, width, .. } => {
                writeln!(f, "{origin}:{line}:{column}: {about}{}", self.fault)?;
                let number = line.to_string();
                let blank = " ".repeat(number.len());
                let (shown, before, width) = window(excerpt, column.saturating_sub(1), *width);
                writeln!(f, "{blank} |")?;
                writeln!(f, "{number} | {}", shown.trim_end())?;
                write!(f, "{blank} | {}{}", " ".repeat(before), "^".repeat(width))?;
                blank
            }
            Place::Option { option, text } => {
                let typed = [*option, text.as_str()].into_iter().filter(|part| !part.is_empty());
                write!(f, "{}: {about}{}", cut(&typed.collect::<Vec<_>>().join(" "), 200), self.fault)?;
                " ".to_owned()
            }
            Place::Whole => {
                write!(f, "{origin}: {about}{}", self.fault)?;
                " ".to_owned()
            }
        };
        if let Some(expected) = self.fault.expected() {
            write!(f, "\n{margin} = expected: {expected}")?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n{margin} = help: {help}")?;
        }
        Ok(())
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A path may hold a line break of its own.
        let origin = printable(&self.origin);
        let mut f = Shown(f);
        for (i, problem) in self.problems.iter().enumerate() {
            if i > 0 {
                write!(f, "\n\n")?;
            }
            problem.write(&mut f, &origin)?;
        }
        if self.untold > 0 {
            write!(f, "\n\nand {}", counted(self.untold, "more problem"))?;
        }
        Ok(())
    }
}

impl std::error::Error for ScenarioError {}
