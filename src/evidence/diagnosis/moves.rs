//! What to try next: reasons to stay with a structure or to move on, and the moves that lead to the next.
//!
//! Source of reasons and moves: Kotler, Rackham and Krishnaswamy (2006), in our words; a move from elsewhere bears the
//! source of its kind of measure. Doses are assumptions, to be replaced by the user's own.

use super::answers::Answers;
use super::profile::mean_over;
use crate::scenario::programme::MeasureKind;

/// A reason to stay or to move on.
#[derive(Debug, Clone, Copy)]
pub struct Reason {
    /// In words.
    pub words: &'static str,
    /// The statement whose answer can show that it holds, and whether a low answer does (else a high one).
    pub shown_by: Option<(&'static str, bool)>,
}

/// Mean answers up to here are low.
const LOW: f64 = 2.0;
/// Mean answers from here are high.
const HIGH: f64 = 4.0;

impl Reason {
    /// The mean answer that shows that the reason holds here; `None` when the answers do not say so.
    pub fn shown(&self, answers: &Answers) -> Option<f64> {
        let (key, low) = self.shown_by?;
        let answer = answers.mean_of(key);
        (if low { answer <= LOW } else { answer >= HIGH }).then_some(answer)
    }
}

/// How much of a measure to begin with.
#[derive(Debug, Clone, Copy)]
pub struct Dose {
    /// Working days for which it lasts.
    pub days: u32,
    /// Hours a participant and month.
    pub hours: f64,
    /// Share of people who take part, or how many people for a role.
    pub who: Who,
    /// Money a month.
    pub cost: f64,
}

/// Who takes part in a measure.
#[derive(Debug, Clone, Copy)]
pub enum Who {
    /// This share of the people of both functions.
    Share(f64),
    /// So many people in a role.
    People(u32),
}

/// One move.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    /// The kind of measure.
    pub kind: MeasureKind,
    /// The statements on which it should tell.
    pub helps: &'static [&'static str],
    /// How much of it to begin with: an assumption.
    pub dose: Dose,
}

/// Advice to a firm that works as one of the structures.
#[derive(Debug, Clone, Copy)]
pub struct Advice {
    /// Reasons to stay as it is.
    pub stay: &'static [Reason],
    /// Reasons to move on.
    pub go: &'static [Reason],
    /// The position in the presets of the structure to try.
    pub to: usize,
    /// What the change of structure itself brings, in words.
    pub change: &'static str,
    /// The moves that go with it.
    pub moves: &'static [Move],
}

const fn reason(words: &'static str) -> Reason {
    Reason { words, shown_by: None }
}

const fn low(words: &'static str, key: &'static str) -> Reason {
    Reason { words, shown_by: Some((key, true)) }
}

const fn high(words: &'static str, key: &'static str) -> Reason {
    Reason { words, shown_by: Some((key, false)) }
}

const fn shared(
    kind: MeasureKind,
    helps: &'static [&'static str],
    days: u32,
    hours: f64,
    share: f64,
    cost: f64,
) -> Move {
    Move { kind, helps, dose: Dose { days, hours, who: Who::Share(share), cost } }
}

const fn role(kind: MeasureKind, helps: &'static [&'static str], days: u32, hours: f64, people: u32) -> Move {
    Move { kind, helps, dose: Dose { days, hours, who: Who::People(people), cost: 0.0 } }
}

const PROBLEM_SOLVING: Move =
    shared(MeasureKind::ProblemSolving, &["no_blame", "meetings_forward"], 84, 4.0, 0.5, 5_000.0);

/// The advice by the structure that a firm works as, in the order of the presets.
pub const ADVICE: [Advice; 4] = [
    Advice {
        stay: &[
            reason("the firm is small"),
            reason("people of the two functions get on informally"),
            reason("marketing is there to support sales"),
        ],
        go: &[
            low("the two functions are often in conflict", "meetings_forward"),
            reason("work is done twice"),
            low("tasks fall through the cracks", "one_funnel"),
            low("the functions compete for the same money", "plans_together"),
        ],
        to: 1,
        change: "hand-off points: leads are scored against a bar, answered within a set time, and taken or refused on record",
        moves: &[
            shared(
                MeasureKind::RulesOfEngagement,
                &["one_funnel", "meetings_forward", "no_blame"],
                63,
                3.0,
                0.5,
                2_000.0,
            ),
            PROBLEM_SOLVING,
        ],
    },
    Advice {
        stay: &[reason("the offer is cut and dried"), reason("the division of work is settled and accepted")],
        go: &[
            reason("work is done twice although the roles are clear"),
            reason("what is sold is shaped to the customer during the sale"),
            reason("offers live shorter than they did"),
            low("the two functions do not speak the same language", "language"),
        ],
        to: 2,
        change: "leads are talked over between named counterparts; frequent meetings to plan and to train; a part of the reward depends on both",
        moves: &[
            shared(
                MeasureKind::DisciplinedCommunication,
                &["heads_early", "meetings_forward", "segments"],
                126,
                3.0,
                0.5,
                0.0,
            ),
            shared(
                MeasureKind::JointAssignments,
                &["segments", "key_accounts", "plan_input"],
                126,
                6.0,
                0.3,
                0.0,
            ),
            shared(MeasureKind::JobRotation, &["interchange", "training"], 126, 16.0, 0.1, 0.0),
            role(MeasureKind::Liaison, &["language", "heads_early"], 252, 20.0, 2),
            shared(MeasureKind::EasyFeedback, &["feedback", "material"], 252, 1.0, 0.8, 1_000.0),
            shared(MeasureKind::CoLocation, &["language", "customer_meetings"], 252, 2.0, 0.5, 5_000.0),
            PROBLEM_SOLVING,
        ],
    },
    Advice {
        stay: &[
            low("there is no culture of shared responsibility", "no_blame"),
            reason("cycles are short"),
            low("the two functions report to different people, and will go on to", "one_head"),
        ],
        go: &[
            high("a common funnel can be managed and measured", "one_funnel"),
            reason("a few core clients matter most, and keeping them as much as winning new ones"),
        ],
        to: 3,
        change: "one head, one funnel in one system, shared targets and rewards; marketers work on key accounts",
        moves: &[
            shared(
                MeasureKind::UpstreamDownstream,
                &["customer_meetings", "key_accounts", "long_plan"],
                252,
                2.0,
                0.5,
                0.0,
            ),
            shared(
                MeasureKind::JointAssignments,
                &["segments", "key_accounts", "plan_input"],
                126,
                6.0,
                0.3,
                0.0,
            ),
            PROBLEM_SOLVING,
        ],
    },
    Advice {
        stay: &[
            reason("a few core clients matter most, and keeping them as much as winning new ones"),
            high("both functions rise or fall together", "shared_fate"),
        ],
        go: &[
            reason("many small sales: too many people work on each"),
            low("little is decided without a dispute", "meetings_forward"),
        ],
        to: 2,
        change: "a step back: two functions with flexible borders, each with work of its own",
        moves: &[
            shared(MeasureKind::CrossFunctionalTeams, &["segments", "long_plan"], 126, 4.0, 0.3, 0.0),
            PROBLEM_SOLVING,
        ],
    },
];

/// Moves of one starting programme, at most.
const MOST_AT_ONCE: usize = 3;

/// The moves with the mean answer on what they help, lowest first: where the need is greatest.
pub fn by_need(advice: &Advice, answers: &Answers) -> Vec<(f64, &'static Move)> {
    let mut moves: Vec<(f64, &'static Move)> =
        advice.moves.iter().map(|m| (mean_over(answers, m.helps.iter().copied()), m)).collect();
    moves.sort_by(|a, b| a.0.total_cmp(&b.0));
    moves
}

/// The moves of the starting programmes: those with the greatest need.
pub fn chosen(advice: &Advice, answers: &Answers) -> Vec<&'static Move> {
    by_need(advice, answers).into_iter().take(MOST_AT_ONCE).map(|(_, m)| m).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::diagnosis::statements::{COUNT, position};

    #[test]
    fn advice_speaks_of_statements_and_structures_that_exist() {
        for advice in &ADVICE {
            assert!(advice.to < ADVICE.len() && !advice.moves.is_empty());
            let shown = advice.stay.iter().chain(advice.go).filter_map(|reason| reason.shown_by);
            let helped = advice.moves.iter().flat_map(|m| m.helps.iter().copied());
            for key in shown.map(|(key, _)| key).chain(helped) {
                assert!(position(key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn the_move_that_helps_where_answers_are_lowest_comes_first() {
        let mut answers = Answers { sales: [3; COUNT], marketing: [3; COUNT] };
        for key in ["interchange", "training"] {
            let at = position(key).expect("a statement");
            (answers.sales[at], answers.marketing[at]) = (1, 2);
        }
        assert_eq!(by_need(&ADVICE[1], &answers)[0].1.kind, MeasureKind::JobRotation);
    }
}
