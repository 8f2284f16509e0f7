//! Where something was written, kept small while a scenario is read, and turned into a [`Place`] for the user only
//! when there is something to complain about.

use std::ops::Range;

use super::error::{Fault, MOST_PROBLEMS, Place, Problem, ScenarioError, printable};

/// Where something was written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Spot {
    /// These bytes of the text.
    Text(Range<usize>),
    /// The override of that number.
    Set(usize),
    /// Nowhere in particular.
    Whole,
}

/// Something wrong, before its place is worked out.
#[derive(Debug)]
pub(crate) struct Finding {
    pub spot: Spot,
    pub key: String,
    pub fault: Fault,
    pub help: Option<String>,
}

/// All that a user wrote, and what is wrong with it so far.
pub(crate) struct Sources<'a> {
    pub text: &'a str,
    pub origin: &'a str,
    pub overrides: &'a [String],
    pub findings: Vec<Finding>,
    /// Words at the top of the text that belong to somebody else: an experiment file may hold its scenario.
    pub foreign: &'static [&'static str],
}

impl<'a> Sources<'a> {
    pub(crate) fn new(text: &'a str, origin: &'a str, overrides: &'a [String]) -> Self {
        Self { text, origin, overrides, findings: Vec::new(), foreign: &[] }
    }

    pub(crate) fn complain(
        &mut self,
        spot: &Spot,
        key: impl Into<String>,
        fault: Fault,
        help: Option<String>,
    ) {
        self.findings.push(Finding { spot: spot.clone(), key: key.into(), fault, help });
    }

    /// Whether there is so much wrong that reading on helps nobody (and would take long on a hostile text).
    pub(crate) fn is_full(&self) -> bool {
        self.findings.len() >= 20 * MOST_PROBLEMS
    }

    /// The error made of all findings in the order of the text, overrides after it; `None` when there are none.
    pub(crate) fn error(&mut self) -> Option<ScenarioError> {
        let mut findings = std::mem::take(&mut self.findings);
        if findings.is_empty() {
            return None;
        }
        findings.sort_by_key(|finding| match &finding.spot {
            Spot::Whole => (0, 0),
            Spot::Text(span) => (1, span.start),
            Spot::Set(i) => (2, *i),
        });
        let untold = findings.len().saturating_sub(MOST_PROBLEMS);
        findings.truncate(MOST_PROBLEMS);
        let problems = findings
            .into_iter()
            .map(|Finding { spot, key, fault, help }| Problem { place: self.place(&spot), key, fault, help })
            .collect();
        Some(ScenarioError { origin: self.origin.to_owned(), problems, untold })
    }

    /// The line, counted from 1, on which something was written; `None` when not in the text.
    pub(crate) fn line(&self, spot: &Spot) -> Option<usize> {
        match self.place(spot) {
            Place::Text { line, .. } => Some(line),
            Place::Option { .. } | Place::Whole => None,
        }
    }

    fn place(&self, spot: &Spot) -> Place {
        match spot {
            Spot::Text(span) => text_place(self.text, span),
            Spot::Set(i) => {
                Place::Option { option: "--set", text: self.overrides.get(*i).cloned().unwrap_or_default() }
            }
            Spot::Whole => Place::Whole,
        }
    }
}

/// The line and column of a span of bytes. A span that does not lie on the bounds of characters is widened.
fn text_place(text: &str, span: &Range<usize>) -> Place {
    let bound = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = bound(span.start);
    let end = bound(span.end).max(start);
    let byte_order_mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let line_start = text[..start].rfind('\n').map_or(byte_order_mark.min(start), |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let excerpt = text[line_start..line_end].trim_end_matches('\r');
    Place::Text {
        line: text[..line_start].matches('\n').count() + 1,
        column: text[line_start..start].chars().count() + 1,
        span: start..end,
        excerpt: printable(excerpt),
        width: text[start..end.min(line_end)].trim_end().chars().count().max(1),
    }
}
