//! The questionnaire, asked and answered line by line: on a terminal with every statement shown, from a pipe silently.

use std::io::{BufRead, Read, Write};
use std::path::PathBuf;

use super::failure::Failure;
use crate::evidence::diagnosis::answers::{Answers, FUNCTIONS, Sheet, complete, expected, read_answer};
use crate::evidence::diagnosis::statements::{COUNT, SCALE, STATEMENTS};
use crate::output::words::number::wrapped;
use crate::scenario::error::{Fault, brief};
use crate::scenario::file::LONGEST_TEXT;
use crate::scenario::spot::{Sources, Spot};

/// The label of piped answers in messages.
const ORIGIN: &str = "standard input";

/// Asks until all is answered. With `person`, whoever types is asked again after a slip; without, a slip ends it.
///
/// # Errors
/// When the answers stop before the last, or one cannot be read: nothing is known of the firm then.
pub fn ask(input: &mut impl BufRead, person: bool, prompt: &mut impl Write) -> Result<Answers, Failure> {
    let mut asked = Asked { input, person, prompt, text: String::new() };
    let mut sheets: [Sheet; 2] = [[0; COUNT]; 2];
    asked.say(&introduction());
    for (function, name) in FUNCTIONS.iter().enumerate() {
        asked.say(&format!("\n{} answers:\n", capital(name)));
        for at in 0..COUNT {
            let number = format!("\n{:>2} of {COUNT}", at + 1);
            asked.say(&format!("{number}\n{}\n", wrapped(STATEMENTS[at].text, 80, "   ")));
            match asked.answer()? {
                Some(answer) => sheets[function][at] = answer,
                None => return Err(asked.unfinished(function, at)),
            }
        }
    }
    if let Some(span) = asked.surplus()? {
        let reason = format!("there are more lines than the {} answers", 2 * COUNT);
        return Err(asked.complaint(span, Fault::Misplaced { reason }));
    }
    let [sales, marketing] = sheets;
    Ok(Answers { sales, marketing })
}

struct Asked<'a, R, W> {
    input: &'a mut R,
    person: bool,
    prompt: &'a mut W,
    /// All that was typed so far, to point into.
    text: String,
}

impl<R: BufRead, W: Write> Asked<'_, R, W> {
    /// Shows something to a person. A terminal that is gone shows nothing, and then answers nothing either.
    fn say(&mut self, words: &str) {
        if self.person {
            let _ = write!(self.prompt, "{words}").and_then(|()| self.prompt.flush());
        }
    }

    /// The next line that is not empty, with its place; `None` at the end of the input.
    fn line(&mut self) -> Result<Option<std::ops::Range<usize>>, Failure> {
        loop {
            let start = self.text.len();
            let most = (LONGEST_TEXT + 1).saturating_sub(start) as u64;
            let failed = |error| Failure::Read { path: PathBuf::from(ORIGIN), error };
            if Read::take(&mut *self.input, most).read_line(&mut self.text).map_err(failed)? == 0 {
                return Ok(None);
            }
            let line = &self.text[start..];
            let blank = line.len() - line.trim_start().len();
            let word = line.trim().len();
            if word > 0 || self.person {
                return Ok(Some(start + blank..start + blank + word));
            }
        }
    }

    /// One answer; `None` when whoever answers stops.
    fn answer(&mut self) -> Result<Option<u8>, Failure> {
        loop {
            self.say("   1-5, or q to stop: ");
            let Some(span) = self.line()? else { return Ok(None) };
            let word = self.text[span.clone()].to_lowercase();
            if matches!(word.as_str(), "q" | "quit" | "stop") {
                return Ok(None);
            }
            match word.parse::<i64>() {
                Ok(number) if read_answer(number).is_some() => return Ok(read_answer(number)),
                _ if self.person => self.say(&format!("   Please answer with {}.\n", expected())),
                Ok(number) => {
                    let fault = Fault::OutOfRange { found: number.to_string(), expected: expected() };
                    return Err(self.complaint(span, fault));
                }
                Err(_) => {
                    let found = format!("the text \"{}\"", brief(&word));
                    return Err(self.complaint(span, Fault::WrongKind { found, expected: expected() }));
                }
            }
        }
    }

    /// What a pipe holds beyond the last answer. A person has no chance to type more.
    fn surplus(&mut self) -> Result<Option<std::ops::Range<usize>>, Failure> {
        if self.person { Ok(None) } else { self.line() }
    }

    fn complaint(&self, span: std::ops::Range<usize>, fault: Fault) -> Failure {
        let mut sources = Sources::new(&self.text, ORIGIN, &[]);
        let help = "give one answer a line: the 20 of sales, then the 20 of marketing".to_owned();
        sources.complain(&Spot::Text(span), "an answer", fault, Some(help));
        failure(sources)
    }

    fn unfinished(&self, function: usize, at: usize) -> Failure {
        let mut sources = Sources::new("", "the questionnaire", &[]);
        for (position, name) in FUNCTIONS.iter().enumerate().skip(function) {
            let open: [bool; COUNT] = std::array::from_fn(|statement| position > function || statement >= at);
            complete(name, &open, &Spot::Whole, &mut sources);
        }
        if let Some(last) = sources.findings.last_mut() {
            last.help = Some(
                "nothing was written; to answer at leisure, fill in the file that `verona diagnose --template` writes"
                    .to_owned(),
            );
        }
        failure(sources)
    }
}

fn failure(mut sources: Sources<'_>) -> Failure {
    match sources.error() {
        Some(error) => error.into(),
        None => Failure::usage("the questionnaire is not finished".to_owned()),
    }
}

fn introduction() -> String {
    let scale: Vec<String> =
        SCALE.iter().enumerate().map(|(i, words)| format!("   {}  {words}\n", i + 1)).collect();
    format!(
        "{COUNT} statements, answered first by sales and then by marketing, apart from each other.\n\n{}",
        scale.concat()
    )
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::ask;

    #[test]
    fn a_person_is_asked_again_after_a_slip_and_shown_every_statement() {
        let typed = "6\nmaybe\n\n".to_owned() + &"3\n".repeat(40);
        let mut shown = Vec::new();
        let answers = ask(&mut typed.as_bytes(), true, &mut shown).expect("answered");
        assert_eq!((answers.sales, answers.marketing), ([3; 20], [3; 20]));
        let shown = String::from_utf8(shown).expect("text");
        assert_eq!(shown.matches("Please answer with a whole number from 1").count(), 3, "{shown}");
        assert_eq!(shown.matches("20 of 20").count(), 2);
    }

    #[test]
    fn stopping_says_what_is_missing_and_that_nothing_was_written() {
        let typed = "4\n".repeat(18) + "q\n";
        let error = ask(&mut typed.as_bytes(), true, &mut Vec::new()).expect_err("stopped");
        let message = error.to_string();
        assert!(
            message.contains("sales has not answered 2 of 20 statements: training, plans_together"),
            "{message}"
        );
        assert!(message.contains("marketing has answered none of the 20"), "{message}");
        assert!(message.contains("nothing was written"), "{message}");
        assert_eq!(error.code(), 3);
    }
}
