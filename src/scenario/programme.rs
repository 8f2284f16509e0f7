//! Programmes of change: what is changed in the operating choices and when, and which measures go with it.
//!
//! A programme is data: how a change or a measure works is in the model. Every kind of measure is declared once, in
//! [`KINDS`], with its name, meaning, source and the dose it needs.

pub(super) mod checks;
pub(super) mod reader;
pub(super) mod schema;
pub(super) mod texts;

use super::registry::{self, Field, Value, section};

/// The most programmes of one scenario.
pub const MOST_PROGRAMMES: usize = 16;

/// The most changes of one programme, and the most measures.
pub const MOST_PARTS: usize = 32;

/// A change of operating choices on a day, for all teams at once or one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Counted working day (0 is the first after the warm-up) on which the first team changes.
    pub day: u32,
    /// Working days over which the teams follow one another; 0 for all at once.
    pub phase: u32,
    /// How far those concerned were asked beforehand, from 0 to 1.
    pub asked: f64,
    /// The operating choices that change, as (name in `[operating]`, new value), in the order of declaration.
    pub choices: Vec<(&'static str, Value)>,
}

/// A kind of measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is described in KINDS")]
pub enum MeasureKind {
    RulesOfEngagement,
    DisciplinedCommunication,
    JointAssignments,
    JobRotation,
    Liaison,
    EasyFeedback,
    CoLocation,
    UpstreamDownstream,
    CulturalBrokers,
    AskingQuestions,
    OthersEyes,
    CrossFunctionalTeams,
    EnablementUnit,
    EnablementInTeams,
    CultureWorkshops,
    ProblemSolving,
}

/// The declaration of a kind of measure.
#[derive(Debug, Clone, Copy)]
pub struct KindInfo {
    /// The kind.
    pub kind: MeasureKind,
    /// The word that a user writes after `kind =`.
    pub name: &'static str,
    /// One line of meaning.
    pub about: &'static str,
    /// Where the measure comes from.
    pub source: &'static str,
    /// Whether the dose is a number of people in a role (`people`) rather than a share of all (`share`).
    pub role: bool,
}

macro_rules! kinds {
    ($($Kind:ident $name:literal, $role:literal, $source:literal, $about:literal;)*) => {
        /// All kinds of measures.
        pub const KINDS: &[KindInfo] = &[
            $(KindInfo { kind: MeasureKind::$Kind, name: $name, about: $about, source: $source, role: $role },)*
        ];
    };
}

kinds! {
    RulesOfEngagement "rules_of_engagement", false, "KRK 2006, from undefined to defined", "both functions write down who does what at the hand-off";
    DisciplinedCommunication "disciplined_communication", false, "KRK 2006, from defined to aligned", "extra talks with an agenda, about plans and open matters";
    JointAssignments "joint_assignments", false, "KRK 2006, from defined to aligned", "a salesperson and a marketer do a piece of work together";
    JobRotation "job_rotation", false, "KRK 2006, from defined to aligned", "people work in the other function for a while; their own work waits";
    Liaison "liaison", true, "KRK 2006, from defined to aligned", "named people of either function spend hours on finding who can help whom";
    EasyFeedback "easy_feedback", false, "KRK 2006, from defined to aligned", "a short form by which salespeople tell marketing about leads and customers";
    CoLocation "co_location", false, "KRK 2006, from defined to aligned", "people sit together and talk in passing";
    UpstreamDownstream "upstream_downstream", false, "KRK 2006, to integrated", "a share of the marketers (downstream) serves sales first, the rest (upstream) serves no requests";
    CulturalBrokers "cultural_brokers", true, "Casciaro et al. 2019", "people in both functions spend hours on bringing others together and settling what is between them";
    AskingQuestions "asking_questions", false, "Casciaro et al. 2019", "training to ask the right questions: what the other knows, and what a lead is worth";
    OthersEyes "others_eyes", false, "Casciaro et al. 2019", "exercises in seeing the work through the other function's eyes";
    CrossFunctionalTeams "cross_functional_teams", false, "Casciaro et al. 2019", "teams across functions that look at customers together, to broaden their vision";
    EnablementUnit "enablement_unit", true, "the second founding document (2017-19 blogs after Casciaro et al.)", "a separate unit of additional people through which needs of the other function are passed on";
    EnablementInTeams "enablement_in_teams", true, "the second founding document", "the same hours as a unit, spent by people inside both functions";
    CultureWorkshops "culture_workshops", false, "the second founding document: minds first", "workshops about attitudes, away from the work";
    ProblemSolving "problem_solving", false, "the second founding document: behaviour first", "the parties name what is between them and solve it in cross-functional sessions";
}

section! {
    /// One measure of a programme.
    "programmes.measure" Measure {
        /// What is done.
        kind: MeasureKind = MeasureKind::ProblemSolving, "choice", [0.0, 0.0], None, "the scenario";
        /// Counted working day on which it starts; 0 is the first after the warm-up.
        day: u32 = 42, "days", [0.0, 25_199.0], None, "the scenario";
        /// Working days for which it lasts.
        days: u32 = 126, "days", [1.0, 25_200.0], None, "the scenario";
        /// Hours a participant and month of 21 working days.
        hours: f64 = 4.0, "hours per month", [0.0, 336.0], None, "the scenario";
        /// Share of the people of both functions who take part, for kinds that are no role.
        share: f64 = 1.0, "share", [0.0, 1.0], None, "the scenario";
        /// People in the role, for kinds that are one; in all, half of each function where both have people.
        people: u32 = 4, "people", [0.0, 200_000.0], None, "the scenario";
        /// Money for trainers, rooms and tools.
        cost: f64 = 0.0, "money per month", [0.0, 1e9], None, "the scenario";
        /// Enablement unit only: whether every need must pass through it, or only those that find no other way.
        exclusive: bool = false, "flag", [0.0, 0.0], None, "the scenario";
        /// Enablement unit only: whether `people` is for 56 people of both functions and grows with their number.
        scales: bool = false, "flag", [0.0, 0.0], None, "the scenario";
    }
}

section! {
    /// When a change happens; what changes are operating choices.
    "programmes.change" Timing {
        /// Counted working day on which the first team changes; 0 is the first after the warm-up.
        day: u32 = 42, "days", [0.0, 25_199.0], None, "the scenario";
        /// Working days over which the teams follow one another; 0 for all at once.
        phase: u32 = 0, "days", [0.0, 25_199.0], None, "the scenario";
        /// How far those concerned are asked before the first team changes; takes hours of everybody, and they resist less.
        asked: f64 = 0.0, "share", [0.0, 1.0], None, "the scenario";
    }
}

section! {
    /// The settings of a programme after de Waal et al. 2019.
    "programmes" Settings {
        /// Leadership: how far managers stand behind the programme; costs their hours, and people attend.
        leadership: f64 = 0.0, "share", [0.0, 1.0], None, "the scenario";
        /// Values: how far market orientation is lifted towards 1 while measures run.
        values: f64 = 0.0, "share", [0.0, 1.0], None, "the scenario";
        /// Collaborative operating model: how far sessions also write down what was agreed.
        operating_model: f64 = 0.0, "share", [0.0, 1.0], None, "the scenario";
        /// Collaborative environment: how often people meet in passing while measures run.
        environment: f64 = 0.0, "share", [0.0, 1.0], None, "the scenario";
        /// Reward and development: how far taking part counts in appraisal, so that people attend and learn more.
        development: f64 = 0.0, "share", [0.0, 1.0], None, "the scenario";
    }
}

/// A programme of change. The five settings after de Waal et al. 2019 are shares from 0 to 1.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Programme {
    /// Changes of operating choices, in the order of their days.
    pub changes: Vec<Change>,
    /// Measures, in the order in which they were written.
    pub measures: Vec<Measure>,
    /// Leadership: how far managers stand behind the programme; costs their hours, and people attend.
    pub leadership: f64,
    /// Values: how far market orientation is lifted towards 1 while measures run.
    pub values: f64,
    /// Collaborative operating model: how far sessions also write down what was agreed.
    pub operating_model: f64,
    /// Collaborative environment: how often people meet in passing while measures run.
    pub environment: f64,
    /// Reward and development: how far taking part counts in appraisal, so that people attend and learn more.
    pub development: f64,
}

/// The declaration of a kind.
pub fn info(kind: MeasureKind) -> &'static KindInfo {
    KINDS.iter().find(|info| info.kind == kind).unwrap_or(&KINDS[0])
}

/// The kind of that name.
pub fn kind(name: &str) -> Option<MeasureKind> {
    KINDS.iter().find(|info| info.name == name).map(|info| info.kind)
}

impl MeasureKind {
    /// Whether a measure of this kind must say its hours; the others work without any, or may leave them to their role.
    pub fn needs_hours(self) -> bool {
        !matches!(
            self,
            MeasureKind::CoLocation | MeasureKind::UpstreamDownstream | MeasureKind::EnablementUnit
        )
    }
}

const NAMES: [&str; KINDS.len()] = {
    let mut names = [""; KINDS.len()];
    let mut i = 0;
    while i < KINDS.len() {
        names[i] = KINDS[i].name;
        i += 1;
    }
    names
};

const WORDS: [(&str, &str); KINDS.len()] = {
    let mut words = [("", ""); KINDS.len()];
    let mut i = 0;
    while i < KINDS.len() {
        words[i] = (KINDS[i].name, KINDS[i].about);
        i += 1;
    }
    words
};

impl Field for MeasureKind {
    const KIND: registry::Takes = registry::Takes::Choice(&NAMES);
    const WORDS: &'static [(&'static str, &'static str)] = &WORDS;

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Word(word) => kind(word),
            Value::Number(_) | Value::Integer(_) | Value::Flag(_) => None,
        }
    }

    fn write(&self) -> Value {
        Value::Word(info(*self).name.to_owned())
    }
}

impl Programme {
    /// Whether nothing is changed and nothing is done.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.measures.is_empty()
    }

    /// The five settings.
    pub fn settings(&self) -> Settings {
        Settings {
            leadership: self.leadership,
            values: self.values,
            operating_model: self.operating_model,
            environment: self.environment,
            development: self.development,
        }
    }
}
