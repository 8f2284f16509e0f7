//! The answers of the two functions, and the file that holds them.

use std::fmt::Write as _;

use toml_edit::{Item, Key, TableLike};

use super::statements::{COUNT, HIGHEST, LOWEST, SCALE, STATEMENTS, position};
use crate::scenario::ScenarioError;
use crate::scenario::error::{Fault, brief};
use crate::scenario::reader::{describe, entries};
use crate::scenario::spot::{Sources, Spot};
use crate::scenario::{SECTIONS, suggest};

/// The answers of one function, statement by statement.
pub type Sheet = [u8; COUNT];

/// The two functions, by the names of their tables in an answer file.
pub const FUNCTIONS: [&str; 2] = ["sales", "marketing"];

/// The answers of both functions, each from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answers {
    /// As sales sees it.
    pub sales: Sheet,
    /// As marketing sees it.
    pub marketing: Sheet,
}

/// What stands for "not answered yet" in a file.
const OPEN: i64 = 0;

/// What an answer may be, in words.
pub fn expected() -> String {
    format!("a whole number from {LOWEST} ({}) to {HIGHEST} ({})", SCALE[0], SCALE[SCALE.len() - 1])
}

/// Reads an answer file. `origin` labels the text in messages.
///
/// # Errors
/// [`ScenarioError`] with all that is wrong: unknown keys, answers out of range, and statements without an answer.
pub fn read(text: &str, origin: &str) -> Result<Answers, ScenarioError> {
    let mut sources = Sources::new(text, origin, &[]);
    let mut sheets = [[0; COUNT]; 2];
    if let Some(document) = sources.document() {
        root(document.as_table(), &mut sheets, &mut sources);
    }
    let [sales, marketing] = sheets;
    sources.error().map_or(Ok(Answers { sales, marketing }), Err)
}

fn root(table: &dyn TableLike, sheets: &mut [Sheet; 2], sources: &mut Sources<'_>) {
    let mut seen = [false; 2];
    // A scenario is no answer file; saying so once is enough.
    let scenario = entries(table).find(|(name, ..)| SECTIONS.iter().any(|(section, ..)| section == name));
    if let Some((name, key, _)) = scenario {
        let help = format!("a scenario is diagnosed with `verona diagnose --simulated {}`", sources.origin);
        sources.complain(&Spot::of_key(key), name, Fault::UnknownSection { found: brief(name) }, Some(help));
        return;
    }
    for (name, key, item) in entries(table) {
        let Some(function) = FUNCTIONS.iter().position(|function| *function == name) else {
            unknown_table(name, key, sources);
            continue;
        };
        seen[function] = true;
        let Some(table) = item.as_table_like() else {
            let fault = Fault::WrongKind { found: describe(item), expected: format!("the table [{name}]") };
            let help = format!("write [{name}] on a line of its own and the answers under it");
            sources.complain(&Spot::of_key(key), name, fault, Some(help));
            continue;
        };
        let problems = sources.findings.len();
        let mut open = [true; COUNT];
        for (name, key, item) in entries(table) {
            if sources.is_full() {
                return;
            }
            answer(FUNCTIONS[function], name, key, item, (&mut sheets[function], &mut open), sources);
        }
        // What was misspelt is missing too; saying both would blame the user twice for one slip.
        let misspelt = sources.findings[problems..]
            .iter()
            .any(|finding| matches!(finding.fault, Fault::UnknownKey { .. }));
        if !misspelt {
            complete(FUNCTIONS[function], &open, &Spot::of_key(key), sources);
        }
    }
    // A table that is not there at all has no line; where one was misnamed, that is said already.
    if sources.findings.iter().any(|finding| matches!(finding.fault, Fault::UnknownSection { .. })) {
        return;
    }
    for (function, _) in FUNCTIONS.iter().zip(seen).filter(|(_, seen)| !seen) {
        complete(function, &[true; COUNT], &Spot::Whole, sources);
    }
}

fn unknown_table(name: &str, key: &Key, sources: &mut Sources<'_>) {
    let help = if position(name).is_some() {
        "an answer stands below the line [sales] or [marketing]".to_owned()
    } else {
        suggest::nearest(name, FUNCTIONS).map_or_else(
            || {
                "an answer file holds [sales] and [marketing]; `verona diagnose --template` writes one"
                    .to_owned()
            },
            |near| format!("did you mean [{near}]?"),
        )
    };
    let fault = Fault::UnknownSection { found: brief(name) };
    sources.complain(&Spot::of_key(key), name, fault, Some(help));
}

fn answer(
    function: &str,
    name: &str,
    key: &Key,
    item: &Item,
    (sheet, open): (&mut Sheet, &mut [bool; COUNT]),
    sources: &mut Sources<'_>,
) {
    let label = format!("{function}.{name}");
    let Some(at) = position(name) else {
        let words = STATEMENTS.iter().map(|statement| statement.key);
        let otherwise = || "`verona diagnose --template` writes a file with all twenty".to_owned();
        sources.unknown([&label, function, name], key, words, otherwise);
        return;
    };
    let value = item.span().map_or_else(|| Spot::of_key(key), Spot::Text);
    open[at] = false;
    match item.as_integer() {
        Some(OPEN) => open[at] = true,
        Some(number) => match read_answer(number) {
            Some(answer) => sheet[at] = answer,
            None => {
                let fault = Fault::OutOfRange { found: number.to_string(), expected: expected() };
                sources.complain(&value, label, fault, None);
            }
        },
        None => {
            let fault = Fault::WrongKind { found: describe(item), expected: expected() };
            sources.complain(&value, label, fault, None);
        }
    }
}

/// The answer that a number stands for; `None` out of range.
pub fn read_answer(number: i64) -> Option<u8> {
    u8::try_from(number).ok().filter(|answer| (LOWEST..=HIGHEST).contains(answer))
}

/// Complains about statements without an answer.
pub(crate) fn complete(function: &str, open: &[bool; COUNT], spot: &Spot, sources: &mut Sources<'_>) {
    let missing: Vec<&str> =
        STATEMENTS.iter().zip(open).filter(|(_, open)| **open).map(|(statement, _)| statement.key).collect();
    if missing.is_empty() {
        return;
    }
    let fault = Fault::Unanswered {
        by: function.to_owned(),
        of: COUNT,
        missing: missing.iter().map(|key| (*key).to_owned()).collect(),
    };
    let help = format!("each answer is {}; a place needs all of them", expected());
    sources.complain(spot, function, fault, Some(help));
}

/// An answer file: the answers given, or with none the empty file to fill in.
pub fn file(answers: Option<&Answers>) -> String {
    let mut text = String::from(
        "# How sales and marketing work together here, as each of them sees it: answers for `verona diagnose`.\n#\n",
    );
    if answers.is_none() {
        text.push_str(
            "# Put a number from 1 to 5 in the place of each 0, which stands for \"not answered yet\". Sales and \
             marketing\n# answer apart from each other; where they differ is half of the result.\n#\n",
        );
    }
    for (answer, words) in (LOWEST..).zip(SCALE) {
        let _ = writeln!(text, "#   {answer}  {words}");
    }
    text.push_str(
        "#\n# Topics after Kotler, Rackham and Krishnaswamy (2006), wording ours. Then: verona diagnose FILE\n",
    );
    for (function, name) in FUNCTIONS.iter().enumerate() {
        let _ = writeln!(text, "\n[{name}]");
        for (at, statement) in STATEMENTS.iter().enumerate() {
            let given = answers.map_or(0, |answers| answers.sheets()[function][at]);
            let _ = writeln!(text, "# {}\n{} = {given}", statement.text, statement.key);
        }
    }
    text
}

impl Answers {
    /// Sales first, then marketing.
    pub fn sheets(&self) -> [&Sheet; 2] {
        [&self.sales, &self.marketing]
    }

    /// What both functions together say of one statement: the mean of the two.
    pub fn mean(&self, statement: usize) -> f64 {
        0.5 * (f64::from(self.sales[statement]) + f64::from(self.marketing[statement]))
    }

    /// The same by key; NaN for a key that is none.
    pub fn mean_of(&self, key: &str) -> f64 {
        position(key).map_or(f64::NAN, |at| self.mean(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_written_and_read_are_the_same() {
        let mut answers = Answers { sales: [1; COUNT], marketing: [5; COUNT] };
        answers.sales[7] = 4;
        assert_eq!(read(&file(Some(&answers)), "answers.toml"), Ok(answers));
    }

    #[test]
    fn the_empty_file_is_complained_of_only_for_being_unanswered() {
        let error = read(&file(None), "answers.toml").expect_err("nothing is answered");
        assert_eq!(error.problems.len(), 2);
        for (problem, function) in error.problems.iter().zip(FUNCTIONS) {
            assert!(matches!(&problem.fault, Fault::Unanswered { by, missing, .. }
                if by == function && missing.len() == COUNT));
        }
    }
}
