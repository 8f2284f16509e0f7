//! A diagnosis as text and as JSON: the sentence, the place on the scale, what each function sees, where they differ,
//! and what to try next.

use std::fmt::Write as _;

use serde::Serialize;

use super::json;
use crate::evidence::diagnosis::answers::Answers;
use crate::evidence::diagnosis::moves::{ADVICE, Reason, by_need, chosen};
use crate::evidence::diagnosis::profile::{BAND, RANGE, differences, firm_score, place, score};
use crate::evidence::diagnosis::statements::{COUNT, STATEMENTS};
use crate::output::words::number::wrapped;
use crate::scenario::presets::PRESETS;
use crate::scenario::programme::info;

/// Columns of one structure's band on the scale.
const BAND_WIDTH: usize = 14;
/// Columns of running text.
const TEXT_WIDTH: usize = 100;

/// The answer in one sentence.
pub fn sentence(answers: &Answers) -> String {
    let total = firm_score(answers);
    format!(
        "The firm works as {} ({total} of 100): sales sees {}, marketing {}.",
        PRESETS[place(total)].name,
        score(&answers.sales),
        score(&answers.marketing)
    )
}

/// The whole answer as a person reads it.
pub fn text(answers: &Answers) -> String {
    let mut out = seen(answers);
    advice(&mut out, answers);
    out
}

/// The same without what to try next.
pub fn seen(answers: &Answers) -> String {
    let mut out = sentence(answers) + "\n\n";
    let (sales, marketing) = (f64::from(score(&answers.sales)), f64::from(score(&answers.marketing)));
    out.push_str(&scale(&[("firm", firm_score(answers)), ("sales", sales), ("marketing", marketing)]));
    out.push_str(
        "\nWhat each sees, from 1 (not true at all) to 5 (fully true); the bar is the mean of the two\n",
    );
    out.push_str(&bars(answers));
    out.push('\n');
    apart(&mut out, answers);
    out.push('\n');
    out
}

/// Scores on the scale of the four structures.
pub fn scale(scores: &[(&str, f64)]) -> String {
    let labels = scores.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0);
    let blank = " ".repeat(labels);
    let column = |score: f64| {
        let share = ((score - RANGE[0]) / (RANGE[1] - RANGE[0])).clamp(0.0, 1.0);
        (share * (BAND_WIDTH * PRESETS.len()) as f64).round() as usize
    };
    let mut out = format!("  {blank} ");
    for preset in &PRESETS {
        let _ = write!(out, "{:^BAND_WIDTH$}", preset.name);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    for (label, score) in scores {
        let mut strip: Vec<char> = vec!['─'; BAND_WIDTH * PRESETS.len() + 1];
        for border in 0..=PRESETS.len() {
            strip[border * BAND_WIDTH] = match border {
                0 => '├',
                border if border == PRESETS.len() => '┤',
                _ => '┼',
            };
        }
        let shown = if score.is_nan() {
            crate::output::words::number::NOTHING.to_owned()
        } else {
            strip[column(*score)] = '●';
            format!("{} {}", neat(*score), PRESETS[place(*score)].name)
        };
        let strip: String = strip.into_iter().collect();
        let _ = writeln!(out, "  {label:<labels$} {strip}  {shown}");
    }
    let _ = write!(out, "  {blank} ");
    for border in 0..PRESETS.len() {
        let _ = write!(out, "{:<BAND_WIDTH$}", RANGE[0] + BAND * border as f64);
    }
    let _ = writeln!(out, "{}", RANGE[1]);
    out
}

/// At most one decimal, and none that is needless.
pub fn neat(x: f64) -> String {
    let text = format!("{x:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

fn bars(answers: &Answers) -> String {
    let width = STATEMENTS.iter().map(|statement| statement.topic.chars().count()).max().unwrap_or(0);
    let mut out = String::new();
    for (at, statement) in STATEMENTS.iter().enumerate() {
        let filled = (4.0 * answers.mean(at)).round() as usize;
        let bar: String = (0..20).map(|i| if i < filled { '█' } else { '·' }).collect();
        let (sales, marketing) = (answers.sales[at], answers.marketing[at]);
        let mean = neat(answers.mean(at));
        let _ = writeln!(
            out,
            "  {:<width$}  {bar}  {mean:<3}  sales {sales}  marketing {marketing}",
            statement.topic
        );
    }
    out
}

fn apart(out: &mut String, answers: &Answers) {
    let found = differences(answers);
    if found.is_empty() {
        out.push_str("Sales and marketing see no statement two points or more apart.\n");
        return;
    }
    out.push_str("Where they see it most differently: talk about these before anything else\n");
    for difference in found {
        let text = STATEMENTS[difference.statement].text;
        let _ = writeln!(
            out,
            "  sales {}, marketing {}\n{}",
            difference.sales,
            difference.marketing,
            wrapped(text, TEXT_WIDTH, "      ")
        );
    }
}

fn advice(out: &mut String, answers: &Answers) {
    let own = place(firm_score(answers));
    let advice = &ADVICE[own];
    let (from, to) = (PRESETS[own].name, PRESETS[advice.to].name);
    let _ = writeln!(out, "Reasons to stay {from}");
    reasons(out, advice.stay, answers);
    let _ = writeln!(out, "Reasons to try {to}");
    reasons(out, advice.go, answers);
    let _ = writeln!(out, "\nWhat {to} brings\n{}", wrapped(advice.change, TEXT_WIDTH, "  "));
    let _ = writeln!(out, "\nMoves to try with it, those first that help where the answers are lowest");
    let chosen = chosen(advice, answers);
    for (need, m) in by_need(advice, answers) {
        let info = info(m.kind);
        let mark = if chosen.iter().any(|c| c.kind == m.kind) { '*' } else { ' ' };
        let _ = writeln!(out, "{mark} {}: {}", info.name, info.about);
        let topics: Vec<&str> = m
            .helps
            .iter()
            .filter_map(|key| STATEMENTS.iter().find(|s| s.key == *key))
            .map(|s| s.topic)
            .collect();
        let _ = writeln!(
            out,
            "{}",
            wrapped(
                &format!("for {} ({} of 5); {}", topics.join(", "), neat(need), info.source),
                TEXT_WIDTH,
                "      "
            )
        );
    }
    out.push_str("  * in the programmes that --out writes\n");
}

fn reasons(out: &mut String, reasons: &[Reason], answers: &Answers) {
    for reason in reasons {
        let shown =
            reason.shown(answers).map(|answer| format!(" (your answers say so: {} of 5)", neat(answer)));
        let _ = writeln!(out, "  - {}{}", reason.words, shown.unwrap_or_default());
    }
}

#[derive(Serialize)]
struct Place {
    score: f64,
    structure: &'static str,
}

impl Place {
    fn of(score: f64) -> Self {
        Self { score, structure: PRESETS[place(score)].name }
    }
}

#[derive(Serialize)]
struct StatementFigures {
    key: &'static str,
    topic: &'static str,
    text: &'static str,
    sales: u8,
    marketing: u8,
}

#[derive(Serialize)]
struct MoveFigures {
    kind: &'static str,
    about: &'static str,
    source: &'static str,
    helps: &'static [&'static str],
    need: f64,
    proposed: bool,
}

#[derive(Serialize)]
struct Object {
    version: &'static str,
    sentence: String,
    firm: Place,
    sales: Place,
    marketing: Place,
    statements: Vec<StatementFigures>,
    differences: Vec<&'static str>,
    next: &'static str,
    moves: Vec<MoveFigures>,
}

/// The same as one JSON object.
///
/// # Errors
/// None that data can cause; the serialiser's own are passed on.
pub fn object(answers: &Answers) -> serde_json::Result<String> {
    let total = firm_score(answers);
    let advice = &ADVICE[place(total)];
    let chosen = chosen(advice, answers);
    let statements = (0..COUNT).map(|at| StatementFigures {
        key: STATEMENTS[at].key,
        topic: STATEMENTS[at].topic,
        text: STATEMENTS[at].text,
        sales: answers.sales[at],
        marketing: answers.marketing[at],
    });
    let moves = by_need(advice, answers).into_iter().map(|(need, m)| {
        let info = info(m.kind);
        MoveFigures {
            kind: info.name,
            about: info.about,
            source: info.source,
            helps: m.helps,
            need,
            proposed: chosen.iter().any(|c| c.kind == m.kind),
        }
    });
    json::pretty(&Object {
        version: env!("CARGO_PKG_VERSION"),
        sentence: sentence(answers),
        firm: Place::of(total),
        sales: Place::of(score(&answers.sales).into()),
        marketing: Place::of(score(&answers.marketing).into()),
        statements: statements.collect(),
        differences: differences(answers).iter().map(|d| STATEMENTS[d.statement].key).collect(),
        next: PRESETS[advice.to].name,
        moves: moves.collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_the_structure_and_what_each_function_sees() {
        let mut answers = Answers { sales: [2; COUNT], marketing: [3; COUNT] };
        answers.sales[0] = 3;
        assert_eq!(
            sentence(&answers),
            "The firm works as defined (50.5 of 100): sales sees 41, marketing 60."
        );
    }

    #[test]
    fn a_score_stands_under_the_name_of_its_structure() {
        let picture = scale(&[("firm", 20.0), ("other", 100.0), ("none", f64::NAN)]);
        let lines: Vec<&str> = picture.lines().collect();
        let at = |line: &str, c: char| line.chars().position(|x| x == c);
        assert_eq!(at(lines[1], '●'), at(lines[3], '├'));
        assert_eq!(at(lines[2], '●'), at(lines[3], '┤'));
        assert!(lines[3].ends_with("  –"), "{picture}");
    }
}
