//! Ten of the statements, answered by a simulated firm: a check that each structure is recognised for what it is.
//!
//! Every mapping from what happened to an answer is declared here, once, as an assumption. Two rules kept them from
//! being fitted to the structures: they were set down before any score was looked at, and a share of a whole is read
//! straight (0 is 1, 1 is 5, or the other way round) unless the statement itself says how much is much.

use super::profile::{RANGE, place};
use super::statements::{HIGHEST, LOWEST};
use crate::model::Replication;
use crate::model::outcome::{HOURS, Outcome};
use crate::scenario::Scenario;
use crate::scenario::calendar;
use crate::scenario::operating::Operating;
use crate::scenario::presets::PRESETS;
use crate::scenario::registry::Section;

/// How many statements can be answered by a simulated firm.
pub const COUNT: usize = 10;

/// One replication, seen for the purpose of answering.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The arm's scenario.
    pub scenario: &'a Scenario,
    /// What happened.
    pub result: &'a Replication,
}

/// How one function's answer is read off.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// What is read, in words.
    pub what: &'static str,
    /// Whether it is an operating choice, set and not come about.
    pub set: bool,
    /// The quantity; NaN where it could not be measured.
    pub quantity: fn(Seen<'_>) -> f64,
    /// Quantities and the answers they stand for, by rising quantity; linear between, level beyond.
    pub anchors: &'static [(f64, f64)],
}

/// One statement that a simulated firm can answer.
#[derive(Debug, Clone, Copy)]
pub struct Mapping {
    /// The statement's key.
    pub key: &'static str,
    /// How sales answers.
    pub sales: Reading,
    /// How marketing answers.
    pub marketing: Reading,
    /// What the anchors mean.
    pub why: &'static str,
}

/// More is truer, over the whole of a share.
const STRAIGHT: &[(f64, f64)] = &[(0.0, 1.0), (1.0, 5.0)];
/// Less is truer, over the whole of a share.
const REVERSED: &[(f64, f64)] = &[(0.0, 5.0), (1.0, 1.0)];
const BLAME: &[(f64, f64)] = &[(0.0, 5.0), (0.25, 4.0), (0.75, 3.0), (1.5, 2.0), (3.0, 1.0)];
const CUSTOMERS: &[(f64, f64)] = &[(0.0, 1.0), (0.05, 2.0), (0.1, 3.0), (0.2, 4.0), (0.4, 5.0)];
const FEEDBACK: &[(f64, f64)] = &[(0.0, 1.0), (0.25, 2.0), (0.5, 3.0), (1.0, 4.0), (2.0, 5.0)];
const DISPUTES: &[(f64, f64)] = &[(0.0, 5.0), (0.1, 4.0), (0.25, 3.0), (0.5, 2.0), (0.75, 1.0)];
const TRAINING: &[(f64, f64)] = &[(0.0, 1.0), (8.0, 2.0), (16.0, 3.0), (24.0, 4.0), (40.0, 5.0)];

const fn came(what: &'static str, quantity: fn(Seen<'_>) -> f64, anchors: &'static [(f64, f64)]) -> Reading {
    Reading { what, set: false, quantity, anchors }
}

const fn set(what: &'static str, quantity: fn(Seen<'_>) -> f64, anchors: &'static [(f64, f64)]) -> Reading {
    Reading { what, set: true, quantity, anchors }
}

const JOINT_REWARD: Reading = set("operating.joint_reward", |s| s.scenario.operating.joint_reward, STRAIGHT);
const JOINT_PLANNING: Reading =
    set("operating.joint_planning", |s| s.scenario.operating.joint_planning, STRAIGHT);
const WORDS: Reading = came("vocabulary", |s| s.result.outcomes[Outcome::Vocabulary], STRAIGHT);
const KEY_ACCOUNT_HOURS: Reading = came(
    "share of marketers' working hours spent with accounts",
    |s| s.share_of(MARKETING, "accounts"),
    CUSTOMERS,
);

const SALES: &str = "sales";
const MARKETING: &str = "marketing";

/// The mappings. All are assumptions.
pub const MAPPINGS: [Mapping; COUNT] = [
    Mapping {
        key: "no_blame",
        sales: came("misses put down to marketing", |s| s.blame(SALES), BLAME),
        marketing: came("misses put down to sales", |s| s.blame(MARKETING), BLAME),
        why: "a head and month: one in a year is no blame, one and a half a month, of some seven that a salesperson has, is much",
    },
    Mapping {
        key: "customer_meetings",
        sales: KEY_ACCOUNT_HOURS,
        marketing: KEY_ACCOUNT_HOURS,
        why: "two hours a week is 2, half a day 3, a day 4, two days 5",
    },
    Mapping {
        key: "material",
        sales: came("trust_sales_in_marketing", |s| s.result.outcomes[Outcome::TrustSales], STRAIGHT),
        marketing: came("follow_up_share", |s| s.result.outcomes[Outcome::FollowUp], STRAIGHT),
        why: "sales values what it trusts; marketing sees how much of what it hands over is used",
    },
    Mapping {
        key: "feedback",
        sales: came(
            "hours a salesperson and week of logging what is learned",
            |s| s.weekly(SALES, "intelligence"),
            FEEDBACK,
        ),
        marketing: came("message_fit", |s| s.result.outcomes[Outcome::MessageFit], STRAIGHT),
        why: "sales sees the time it gives, a quarter of an hour a week being 2, half an hour 3, an hour 4, two 5; \
              marketing sees whether it knows what customers want",
    },
    Mapping { key: "language", sales: WORDS, marketing: WORDS, why: "shared vocabulary, read straight" },
    Mapping {
        key: "meetings_forward",
        sales: came(
            "share of salespeople's meeting time spent on disputes",
            |s| s.disputing(SALES),
            DISPUTES,
        ),
        marketing: came(
            "share of marketers' meeting time spent on disputes",
            |s| s.disputing(MARKETING),
            DISPUTES,
        ),
        why: "\"next to none\" is 5; a tenth 4, a quarter 3, half 2, three quarters 1",
    },
    Mapping {
        key: "one_funnel",
        sales: set("operating.system", |s| s.scenario.operating.system, STRAIGHT),
        marketing: came("lead_leakage", |s| s.result.outcomes[Outcome::LeadLeakage], REVERSED),
        why: "there is one funnel as far as the system shows it, and both keep to it as far as no sales-worthy lead leaks",
    },
    Mapping {
        key: "shared_fate",
        sales: JOINT_REWARD,
        marketing: JOINT_REWARD,
        why: "the joint share of variable reward, read straight",
    },
    Mapping {
        key: "training",
        sales: came("hours of joint training a salesperson and year", |s| s.training(SALES), TRAINING),
        marketing: came("hours of joint training a marketer and year", |s| s.training(MARKETING), TRAINING),
        why: "a day a year is 2, two days 3, three 4, a week 5",
    },
    Mapping {
        key: "plans_together",
        sales: JOINT_PLANNING,
        marketing: JOINT_PLANNING,
        why: "how far the budget is planned together, read straight",
    },
];

/// Working days of a year and of a week.
const YEAR: f64 = calendar::DAYS_A_YEAR;
const WEEK: f64 = calendar::WEEK as f64;
/// Working days of a month.
const MONTH: f64 = calendar::MONTH as f64;

impl Seen<'_> {
    /// Hours of one category of a function's people, in all; NaN for a category that is none.
    fn hours(&self, function: &str, category: &str) -> f64 {
        let Some(at) = HOURS.iter().position(|name| *name == category) else { return f64::NAN };
        let people = self.result.people.iter().filter(|person| person.function == function);
        people.map(|person| person.hours[at]).sum()
    }

    fn heads(&self, function: &str) -> f64 {
        self.result.people.iter().filter(|person| person.function == function).count() as f64
    }

    fn days(&self) -> f64 {
        f64::from(self.scenario.plan.days)
    }

    fn share_of(&self, function: &str, category: &str) -> f64 {
        let people = self.result.people.iter().filter(|person| person.function == function);
        let paid: f64 = people.map(|person| person.hours.iter().sum::<f64>()).sum();
        let idle = self.hours(function, "idle") + self.hours(function, "slack");
        self.hours(function, category) / (paid - idle)
    }

    fn weekly(&self, function: &str, category: &str) -> f64 {
        self.hours(function, category) / self.heads(function) / (self.days() / WEEK)
    }

    /// Misses put down to the other function, a head and month.
    fn blame(&self, function: &str) -> f64 {
        let people = self.result.people.iter().filter(|person| person.function == function);
        let months = libm::floor(self.days() / MONTH);
        people.map(|person| person.blame_given).sum::<f64>() / self.heads(function) / months
    }

    /// The share that one matter has of the agenda of regular meetings.
    fn agenda(&self, weight: f64) -> f64 {
        let o = &self.scenario.operating;
        let all = o.agenda_conflict + o.agenda_boundary + o.agenda_planning + o.agenda_training;
        if all > 0.0 { weight / all } else { 0.0 }
    }

    /// Of all time that the two functions sit together, the share on disputes; NaN where they never do.
    fn disputing(&self, function: &str) -> f64 {
        let regular = self.hours(function, "meetings");
        let conflict = self.hours(function, "disputes") + self.hours(function, "conflict_meetings");
        let planned = regular * self.agenda(self.scenario.operating.agenda_conflict);
        (planned + conflict) / (regular + conflict)
    }

    fn training(&self, function: &str) -> f64 {
        let hours = self.hours(function, "meetings") * self.agenda(self.scenario.operating.agenda_training);
        hours / self.heads(function) / (self.days() / YEAR)
    }
}

impl Reading {
    /// The answer, 1 to 5 with decimals; NaN where it could not be measured.
    pub fn answer(&self, seen: Seen<'_>) -> f64 {
        between(self.anchors, (self.quantity)(seen))
    }
}

/// Linear between anchors, level beyond them.
fn between(anchors: &[(f64, f64)], x: f64) -> f64 {
    let level = |at: Option<&(f64, f64)>| at.map_or(f64::NAN, |anchor| anchor.1);
    if x.is_nan() {
        return f64::NAN;
    }
    let Some(upper) = anchors.iter().position(|anchor| x <= anchor.0) else { return level(anchors.last()) };
    let Some(lower) = upper.checked_sub(1) else { return level(anchors.first()) };
    let ((x0, y0), (x1, y1)) = (anchors[lower], anchors[upper]);
    y0 + (y1 - y0) * (x - x0) / (x1 - x0)
}

/// The answers of one replication: by statement, sales and marketing. NaN where nothing could be measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet(pub [[f64; 2]; COUNT]);

impl Sheet {
    /// Lets a simulated firm answer.
    pub fn of(seen: Seen<'_>) -> Self {
        Self(MAPPINGS.map(|mapping| [mapping.sales.answer(seen), mapping.marketing.answer(seen)]))
    }

    /// The score of one function (0 sales, 1 marketing), scaled to 20 to 100; NaN without any answer.
    pub fn score(&self, function: usize) -> f64 {
        self.scaled(|_| true, &[function])
    }

    /// The firm's score: the mean of the two functions' answers, scaled to 20 to 100.
    pub fn firm(&self) -> f64 {
        self.scaled(|_| true, &[0, 1])
    }

    /// The firm's score from what came about alone, without what was set.
    pub fn came_about(&self) -> f64 {
        self.scaled(|reading| !reading.set, &[0, 1])
    }

    fn scaled(&self, counts: impl Fn(&Reading) -> bool, functions: &[usize]) -> f64 {
        let (mut sum, mut n) = (0.0, 0.0);
        for (answers, mapping) in self.0.iter().zip(&MAPPINGS) {
            let readings = [&mapping.sales, &mapping.marketing];
            for &function in functions {
                if counts(readings[function]) && !answers[function].is_nan() {
                    sum += answers[function];
                    n += 1.0;
                }
            }
        }
        RANGE[1] / f64::from(HIGHEST) * sum / n
    }
}

/// The structure that an arm's operating choices are, or are nearest to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kin {
    /// Its position in the presets.
    pub preset: usize,
    /// How many choices differ from it.
    pub changed: usize,
}

/// The structure with the fewest choices that differ; of equals, the looser.
pub fn kin(choices: &Operating) -> Kin {
    let mut nearest = Kin { preset: 0, changed: usize::MAX };
    for (preset, declared) in PRESETS.iter().enumerate() {
        let own = (declared.choices)();
        let names = Operating::PARAMETERS.iter().map(|parameter| parameter.name);
        let changed = names.filter(|name| own.get(name) != choices.get(name)).count();
        if changed < nearest.changed {
            nearest = Kin { preset, changed };
        }
    }
    nearest
}

/// Whether a score lies in the band of a structure; a score that could not be measured does not.
pub fn recognised(score: f64, preset: usize) -> bool {
    !score.is_nan() && place(score) == preset
}

const _: () = assert!(LOWEST as f64 * 20.0 == RANGE[0] && HIGHEST as f64 * 20.0 == RANGE[1]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::diagnosis::statements::position;

    #[test]
    fn mappings_are_of_statements_that_exist_and_run_over_the_scale_of_answers() {
        for mapping in &MAPPINGS {
            assert!(position(mapping.key).is_some(), "{}", mapping.key);
            for reading in [&mapping.sales, &mapping.marketing] {
                assert!(reading.anchors.windows(2).all(|pair| pair[0].0 < pair[1].0), "{}", mapping.key);
                let mut ends = [reading.anchors[0].1, reading.anchors[reading.anchors.len() - 1].1];
                ends.sort_by(f64::total_cmp);
                assert_eq!(ends, [f64::from(LOWEST), f64::from(HIGHEST)], "{}", mapping.key);
            }
        }
    }

    #[test]
    fn an_answer_is_linear_between_anchors_level_beyond_and_missing_where_nothing_was_measured() {
        assert_eq!(between(DISPUTES, 0.0), 5.0);
        assert_eq!(between(DISPUTES, 0.375), 2.5);
        assert_eq!(between(DISPUTES, 0.9), 1.0);
        assert_eq!(between(STRAIGHT, -1.0), 1.0);
        assert!(between(STRAIGHT, f64::NAN).is_nan());
    }

    #[test]
    fn a_statement_that_nobody_could_answer_is_left_out_and_not_counted_as_low() {
        let mut sheet = Sheet([[4.0, 2.0]; COUNT]);
        sheet.0[0] = [f64::NAN; 2];
        assert_eq!((sheet.score(0), sheet.score(1), sheet.firm()), (80.0, 40.0, 60.0));
        assert!(Sheet([[f64::NAN; 2]; COUNT]).firm().is_nan());
        assert!(!recognised(f64::NAN, 0));
    }

    #[test]
    fn every_preset_is_its_own_kin_and_one_change_is_counted() {
        for (preset, declared) in PRESETS.iter().enumerate() {
            let mut choices = (declared.choices)();
            assert_eq!(kin(&choices), Kin { preset, changed: 0 });
            choices.meeting_hours = 3.0;
            assert_eq!(kin(&choices), Kin { preset, changed: 1 });
        }
    }
}
