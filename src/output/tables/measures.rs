//! The page of the book that lists everything measured, made from the declarations.

use std::fmt::Write as _;

use super::dictionary;
use crate::model::outcome::{HOURS, Measure, OUTCOMES, SERIES};

const INTRODUCTION: &str = "\
# Outcomes

<!-- Made from the declarations in src/model/books/outcome.rs by `UPDATE_DOCS=1 cargo test --test reference`. Do not edit. -->

Everything that Verona measures, with unit and direction; a dash marks what only describes. A *share* is a number from 0
to 1, which screens show as a percentage. *Head* counts every post: salespeople, marketers, managers. Where nothing
happened that could be measured, such as the win rate of a firm without opportunities, an outcome has no value.
";

/// What each category of [`HOURS`] holds, in the same order.
const SPENT: [&str; HOURS.len()] = [
    "administration, travel and whatever else no mechanism models",
    "work on leads, step by step",
    "search for own prospects",
    "campaigns",
    "care for accounts, key accounts among them",
    "looking for material",
    "making material of which no fresh copy exists",
    "tasks that belong to nobody in particular",
    "scoring, mailing, recording and talking over leads",
    "help for the other function",
    "synchronising the steps of a sale in a pod, help included",
    "looking for somebody to ask",
    "managers' decisions on exceptions and refused leads",
    "regular meetings of the two functions",
    "meetings within a function",
    "informal talk across the border",
    "upkeep of rules, system, counterparts and key-account programme",
    "follow-up checks, of managers and of those checked",
    "surveys, revising messages, logging what customers say",
    "lobbying for budget",
    "disputes across the border",
    "meetings called to settle disputes",
    "paperwork to be safe from blame",
    "work that a colleague did or had done as well, and help nobody waits for any more",
    "doing again what was misunderstood",
    "drawing the lesson of what has failed, coaching and being coached",
    "sessions, roles and rule writing of a programme of change",
    "managers' ordinary work: what other tasks leave of their day",
    "effort withheld where reward is joint",
    "nothing to do",
];

/// The page of outcomes as Markdown.
pub fn outcomes_markdown() -> String {
    let mut text = INTRODUCTION.to_owned();
    text.push_str(
        "\n## Outcomes of a replication\n\nOver the counted days of one replication of one structure.\n\n",
    );
    table(&mut text, OUTCOMES);
    text.push_str("\n## Monthly series\n\nOne value for every 21 counted working days.\n\n");
    table(&mut text, SERIES);
    text.push_str(
        "\n## Where hours go\n\nHours a person, by category; together they are all hours paid.\n\n\
         | category | what it holds |\n|---|---|\n",
    );
    for (category, about) in HOURS.iter().zip(SPENT) {
        let _ = writeln!(text, "| `{category}` | {about} |");
    }
    text
}

fn table(text: &mut String, measures: &[Measure]) {
    text.push_str("| name | meaning | unit | better |\n|---|---|---|---|\n");
    for measure in measures {
        let better = match dictionary::better(measure.better) {
            "" => "\u{2013}",
            direction => direction,
        };
        let _ = writeln!(text, "| `{}` | {} | {} | {better} |", measure.name, measure.meaning, measure.unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_of_hours_is_described_by_its_own_words() {
        let page = outcomes_markdown();
        for (category, words) in [
            ("selling", "work on leads"),
            ("joint_sync", "in a pod"),
            ("conflict_meetings", "called to settle"),
            ("management", "ordinary work"),
            ("idle", "nothing to do"),
        ] {
            let line = page.lines().find(|line| line.starts_with(&format!("| `{category}` |")));
            assert!(line.is_some_and(|line| line.contains(words)), "{category}: {line:?}");
        }
    }
}
