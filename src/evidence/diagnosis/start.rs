//! The starting scenario that a diagnosis writes: the nearest structure, single choices that the answers put far from
//! it, and programmes of change ready to be compared.
//!
//! How an answer becomes a choice: a score of 20 to 39 is the first structure and is 1 to 1.95 an answer, 40 to 59 the
//! second and 2 to 2.95 an answer, and so on. So a mean answer on the statements that speak of one choice points to a
//! structure as the whole score does, and where it lies 1.5 or more from the middle of the firm's own band, the choice
//! takes the value that it has in the structure pointed to. No other number comes in. This is an assumption, and a
//! modest one: it never makes up a value that no structure has.

use std::fmt::Write as _;

use super::answers::Answers;
use super::moves::{ADVICE, Move, Who, chosen};
use super::profile::{BAND, firm_score, mean_over, place, score, speaking_of};
use super::statements::{COUNT, STATEMENTS};
use crate::scenario::parameters::{Firm, Offer};
use crate::scenario::presets::PRESETS;
use crate::scenario::programme::info;
use crate::scenario::registry::{Section, Value};

/// How far a mean answer must be from the middle of the firm's band to count against the preset.
const FAR: f64 = 1.5;

/// One operating choice that the answers put elsewhere than the preset.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// The name in `[operating]`.
    pub choice: &'static str,
    /// The value.
    pub value: Value,
    /// The mean answer on the statements that speak of it.
    pub answer: f64,
    /// Those statements.
    pub statements: Vec<&'static str>,
}

/// The choices to override, in the order in which the questionnaire comes to speak of them.
pub fn overrides(answers: &Answers) -> Vec<Override> {
    let own = place(firm_score(answers));
    let preset = (PRESETS[own].choices)();
    let mut choices: Vec<&'static str> = Vec::new();
    for choice in STATEMENTS.iter().flat_map(|statement| statement.choices) {
        if !choices.contains(choice) {
            choices.push(choice);
        }
    }
    let middle = own as f64 + 1.5;
    choices
        .into_iter()
        .filter_map(|choice| {
            let statements: Vec<&'static str> = speaking_of(choice).collect();
            let answer = mean_over(answers, statements.iter().copied());
            // What an agenda says is moot where no regular meetings are held.
            let moot = choice.starts_with("agenda_") && preset.meeting_interval == 0;
            if moot || (answer - middle).abs() < FAR {
                return None;
            }
            let points_to = place(answer * COUNT as f64);
            let value = (PRESETS[points_to].choices)().get(choice)?;
            (preset.get(choice)? != value).then_some(Override { choice, value, answer, statements })
        })
        .collect()
}

/// Days between the answers and the first change: time to prepare it, and to see how things stand without it.
const BEGIN: u32 = 42;
/// Days over which teams follow one another.
const PHASE: u32 = 63;

/// The starting scenario as a file.
pub fn scenario(answers: &Answers) -> String {
    let total = firm_score(answers);
    let own = &PRESETS[place(total)];
    let advice = &ADVICE[place(total)];
    let to = PRESETS[advice.to].name;
    let (firm, offer) = (Firm::default(), Offer::default());
    let mut text = format!(
        "# A firm that works as {} ({total} of 100: sales sees {}, marketing {}), after its answers to `verona diagnose`.\n\
         #\n\
         # The questionnaire says nothing about size, offer and market: put your own numbers below. `verona explain\n\
         # KEY` tells what a key means. Then: verona change, with the name of this file.\n\n\
         [firm]\nsalespeople = {}\nmarketers = {}\n\n\
         [offer]\ncomplexity = {}\ndeal_value = {}\n\n\
         [operating]\npreset = \"{}\"\n",
        own.name,
        score(&answers.sales),
        score(&answers.marketing),
        firm.salespeople,
        firm.marketers,
        offer.complexity,
        offer.deal_value,
        own.name,
    );
    for Override { choice, value, answer, statements } in overrides(answers) {
        let _ = writeln!(
            text,
            "# The answers on {} ({answer:.1} of 5) are far from this structure.\n{choice} = {value}",
            statements.join(", ")
        );
    }
    let moves = chosen(advice, answers);
    let _ = write!(
        text,
        "\n# Programmes to compare with each other and with no change. Doses are where to begin, not advice: put in what\n\
         # you would really spend. A day is a working day; hours are a participant's a month; cost is a month's.\n\n\
         [programmes.at_once]\nabout = \"From {} to {to} at once, without measures\"\n\n\
         [[programmes.at_once.change]]\nday = {BEGIN}\nto = \"{to}\"\n\n\
         [programmes.step_by_step]\nabout = \"To {to} team by team, with the measures that the answers call for most\"\n\
         leadership = 0.5\n\n\
         [[programmes.step_by_step.change]]\nday = {BEGIN}\nphase = {PHASE}\nto = \"{to}\"\n",
        own.name,
    );
    measures(&mut text, "step_by_step", &moves);
    let _ = write!(
        text,
        "\n[programmes.measures_only]\nabout = \"The same measures, and the structure stays as it is\"\nleadership = 0.5\n"
    );
    measures(&mut text, "measures_only", &moves);
    text
}

/// The firm's own file with programmes to compare, in place of those that it has: to a structure, where one was found worth it in
/// this very firm, and the measures that the answers call for most. How the firm works stays as the file says; where it does not say,
/// the answers do. `None` where the text cannot be read.
pub fn beside(firm: &str, answers: &Answers, to: Option<&str>) -> Option<String> {
    let mut document: toml_edit::DocumentMut = firm.trim_start_matches('\u{feff}').parse().ok()?;
    document.remove("programmes");
    let own = &PRESETS[place(firm_score(answers))];
    let operating = document.entry("operating").or_insert(toml_edit::table()).as_table_mut()?;
    if !operating.contains_key("preset") {
        operating.insert("preset", toml_edit::value(own.name));
        for Override { choice, value, .. } in overrides(answers) {
            if !operating.contains_key(choice) {
                operating.insert(choice, value.to_string().parse().ok()?);
            }
        }
    }
    let moves = chosen(&ADVICE[place(firm_score(answers))], answers);
    let mut text = document.to_string();
    let _ = write!(
        text,
        "\n# Programmes to compare with each other and with no change, by `verona change`. Doses are where to begin, not advice.\n"
    );
    if let Some(to) = to {
        let _ = write!(
            text,
            "\n[programmes.at_once]\nabout = \"To {to} at once, without measures\"\n\n[[programmes.at_once.change]]\nday = {BEGIN}\nto = \"{to}\"\n\n\
             [programmes.step_by_step]\nabout = \"To {to} team by team, with the measures that the answers call for most\"\nleadership = 0.5\n\n\
             [[programmes.step_by_step.change]]\nday = {BEGIN}\nphase = {PHASE}\nto = \"{to}\"\n"
        );
        measures(&mut text, "step_by_step", &moves);
    }
    text.push_str("\n[programmes.measures_only]\nabout = \"The measures that the answers call for most, and the structure stays as it is\"\nleadership = 0.5\n");
    measures(&mut text, "measures_only", &moves);
    Some(text)
}

fn measures(text: &mut String, programme: &str, moves: &[&Move]) {
    for Move { kind, dose, .. } in moves {
        let info = info(*kind);
        let who = match dose.who {
            Who::Share(share) => format!("share = {share}"),
            Who::People(people) => format!("people = {people}"),
        };
        let _ = write!(
            text,
            "\n# {} ({}).\n[[programmes.{programme}.measure]]\nkind = \"{}\"\nday = {BEGIN}\ndays = {}\nhours = {}\n{who}\ncost = {}\n",
            info.about, info.source, info.name, dose.days, dose.hours, dose.cost
        );
    }
}

/// Points of a score that one answer more or less on every statement makes; here so that the scale of answers and
/// that of structures cannot come apart unseen.
const _: () = assert!(BAND as usize == COUNT);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::diagnosis::statements::position;

    fn even(answer: u8) -> Answers {
        Answers { sales: [answer; COUNT], marketing: [answer; COUNT] }
    }

    #[test]
    fn even_answers_are_the_preset_and_nothing_else() {
        for answer in 1..=5 {
            assert_eq!(overrides(&even(answer)), [], "{answer}");
        }
    }

    #[test]
    fn one_answer_far_from_the_rest_changes_its_choice_and_a_near_one_does_not() {
        let mut answers = even(2);
        let at = position("one_head").expect("a statement");
        (answers.sales[at], answers.marketing[at]) = (4, 4);
        let found = overrides(&answers);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].choice, &found[0].value), ("reporting", &Value::Word("joint".to_owned())));
        answers.marketing[at] = 3;
        assert_eq!(overrides(&answers), [], "3.5 is one point from the middle of the band of 2 to 3");
    }

    #[test]
    fn a_firm_s_own_file_is_kept_and_no_programme_leads_where_none_was_found_worth_it() {
        let firm = "name = \"ours\"\n# Our own figures.\n[firm]\nsalespeople = 28\n[programmes.old]\nabout = \"gone\"\n[[programmes.old.change]]\nday = 3\nto = \"aligned\"\n";
        let kept = beside(firm, &even(1), None).unwrap();
        assert!(
            kept.contains("salespeople = 28") && kept.contains("# Our own figures.") && !kept.contains("old"),
            "{kept}"
        );
        assert!(
            !kept.contains("to = \"")
                && kept.contains("measures_only")
                && kept.contains("preset = \"undefined\""),
            "{kept}"
        );
        assert!(crate::scenario::load(&kept, "kept", &[]).is_ok(), "{kept}");
        let moved = beside("[operating]\npreset = \"aligned\"\n", &even(2), Some("integrated")).unwrap();
        assert!(moved.contains("preset = \"aligned\"") && moved.contains("to = \"integrated\""), "{moved}");
        assert!(crate::scenario::load(&moved, "moved", &[]).is_ok(), "{moved}");
    }

    #[test]
    fn the_agenda_of_meetings_that_are_not_held_is_left_alone() {
        let mut answers = even(1);
        let at = position("training").expect("a statement");
        (answers.sales[at], answers.marketing[at]) = (5, 5);
        assert_eq!(overrides(&answers), []);
    }
}
