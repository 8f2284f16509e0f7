//! Constants: the numbers of mechanisms that are no parameters, each with its unit and meaning.
//!
//! All are assumptions: none was measured, and none was fitted. What a scenario should be able to change is a parameter instead. Halves
//! that are the middle of a share from 0 to 1, and bounds that only keep a division from failing, are no constants of behaviour.

/// A number of a mechanism.
#[derive(Debug, Clone, Copy)]
pub struct Constant {
    /// Its name in the code.
    pub name: &'static str,
    /// The number.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What it does.
    pub meaning: &'static str,
}

macro_rules! constants {
    ($($name:ident = $value:expr, $unit:literal, $meaning:literal;)*) => {
        $(#[doc = $meaning] pub const $name: f64 = $value;)*

        /// All of them, in the order of the code.
        pub const CONSTANTS: &[Constant] =
            &[$(Constant { name: stringify!($name), value: $name, unit: $unit, meaning: $meaning },)*];
    };
}

constants! {
    EFFORT_WEIGHT = 0.1, "share a day", "weight of today in the moving averages of hours of prospecting and of campaigns";
    CRAFT_CLEARS = 0.5, "share", "part of the noise in reading a lead that full craft takes away";
    LEAST_OWN_RATE = 0.02, "share", "least rate of own prospects that qualify, against which that of marketing is compared";
    LEAST_WORTH = 0.05, "ratio", "least that a salesperson makes of the rate of marketing against the own";
    MOST_WORTH = 2.0, "ratio", "most that a salesperson makes of it";
    BOUT = 0.5, "hours", "hours of one bout of prospecting";
    UNBEGUN = 0.5, "share", "part of the steps of a sale that a lead not yet begun is expected to take";
    NETWORK = 0.5, "ratio", "reach of a novice in own prospecting; full craft adds 1";
    HABIT = 0.5, "share", "part of what a lead teaches that full craft no longer takes in";
    WORDS_CLEAR = 0.7, "share", "part of the noise in a talk that a full common vocabulary takes away";
    BAR_SHORT = 0.5, "share", "weight of 1 + shortfall in lowering the screening bar";
    SECOND_LOOK = 0.5, "ratio", "noise of reading a lead a second time, against the first";
    PASSING_WORD = 0.5, "share", "hours and joint work of telling somebody of a lead, against a full talk";
    LEAD_TAKEN = 0.5, "experience", "what a marketer makes of an answer to a lead";
    CHANNEL = 0.5, "share", "width of the channel for intelligence in a hand-over, in help and in the system";
    HELPER_GLAD = 0.5, "experience", "what the helper makes of having helped";
    INFORMAL_PIECE = 0.25, "pieces", "joint work in an informal talk, and the width of its channel for intelligence";
    CO_LOCATED = 0.5, "share", "chance left of not meeting somebody beside whom one sits";
    ENVIRONMENT = 3.0, "ratio", "what a full collaborative environment is divided by in the chance of meeting";
    LEAST_CAMPAIGN = 0.25, "hours a day", "campaign hours above which responses tell a marketer something";
    STUDY_AT_MOST = 1.5, "ratio", "interval of surveys and revisions for whoever does not look ahead at all";
    UPSTREAM_STUDY = 0.5, "ratio", "interval of surveys and revisions upstream, against others";
    DEVICE = 0.25, "share", "upkeep of each of the four formal devices, of `coordination.devices`";
    DESK_SPAN = 8.0, "people", "span for which `exceptions.manager_hours` is stated";
    PIECES_AN_HOUR = 1.0 / 3.0, "pieces an hour", "joint work of two who sit side by side in a meeting";
    PLANNING_CHANNEL = 4.0, "share an hour", "width of the channel for intelligence by an hour of planning";
    SLIDE = 2.0, "ratio", "how fast the agenda slides to conflict as trust falls below a half";
    SETTLED_AN_HOUR = 2.0, "ratio", "disputes that a meeting settles in the hours that one takes those concerned";
    GRUDGE_SETTLED = 0.5, "share", "part of a grudge that a settled dispute takes away";
    EASY_MISUNDERSTOOD = 0.3, "ratio", "what is misunderstood at complexity 0, beside complexity";
    FIRST_EFFORT = 0.25, "share", "effort of the other side that is expected where there was none, of the stake";
    BUDGET_NOTICED = 0.02, "share", "change of the split of the budget that the side which loses takes amiss";
    PROMPT = 8.0, "working hours", "an answer within so many counts as one within a day";
    SHARED_CLAIM = 0.5, "share", "contested part of a win that was claimed once, against one claimed twice";
    ACCUSER_WITHDRAWS = 0.5, "share", "withdrawal of an accuser, against the accused";
    WAIT_WEIGHT_MOST = 3.0, "experience", "largest weight of one experience of waiting";
    WAR_MEMORY = 2.0 / 3.0, "share a month", "what a month leaves of the memory of what misses were put down to: that of a quarter";
    TARGET_MONTHS = 6.0, "months", "months in which adaptive targets follow results";
    USUAL_COACHING = 2.0, "hours a month", "coaching at which people learn as fast as `people.learning_years` says";
    FIRST_TIE = 0.8, "share", "strength of the strongest first tie";
    OWED_MOST = 3.0, "pieces", "most help that is remembered as owed";
    VIEW_COLOURED = 0.2, "share", "part of an experience with a person that colours the view of the function";
    RESULT_MOST = 1.3, "ratio", "most of a result against its target that satisfies";
    RESULT_FAIR = 0.9, "ratio", "result against its target that neither satisfies nor frustrates";
    SATISFACTION_MONTH = 0.25, "share a month", "way that satisfaction of people and of customers goes in a month";
    HORIZON_SPREAD = 0.1, "share", "standard deviation of the time orientation of people";
    NEWCOMER_WORDS = 0.5, "share", "vocabulary of a newcomer, of that at the start";
    ROLE_HOURS = 0.5, "share", "hours in which a role or a unit finds out who can help, of an escalation";
    ATTENDANCE = 0.5, "share", "weight of leadership and of development each in the attendance of sessions";
    DEVELOPMENT = 0.5, "share", "what full development of people adds to what a session teaches";
    SESSION_GLAD = 0.5, "experience", "what two who were in a session together make of an hour of contact";
    WRITTEN_DOWN = 0.3, "share", "rules that a full operating model adds to an hour of any session";
    ANNOUNCED = 0.5, "share", "uncertainty that the announcement of a change makes, of that of the change itself";
    RULES_ENOUGH = 0.005, "share", "missing rules that nobody writes any more";
    BONUS_MOST = 2.0, "ratio", "most of a result against its plan that a bonus pays";
    STAFFING = 0.4, "marketers a salesperson", "staffing for which `market.capture_half_effort` is stated";
    OUTBOX = 10_000.0, "leads", "most leads that wait in a marketer's outbox; the oldest goes for the newest";
    BOOK = 10_000.0, "accounts", "most accounts that a salesperson holds; a win beyond them is a single purchase";
    ISSUES = 10_000.0, "issues", "most open issues of a salesperson's accounts";
    INBOX = 10_000.0, "requests", "requests in somebody's queue beyond which those that nobody waits for any more are forgotten";
    UNIT_FIRM = 56.0, "people", "size of the firm for which an enablement unit that scales is stated";
}
