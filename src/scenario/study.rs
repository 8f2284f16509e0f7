//! A firm and the structures to compare: what a scenario file means, once it is read.

use super::Scenario;
use super::facts::Given;

/// The most arms of one comparison.
pub const MOST_ARMS: usize = 64;

/// The name of the arm without a programme, beside which programmes are seen.
pub const NO_CHANGE: &str = "no change";

/// One way of working, ready to be simulated.
#[derive(Debug, Clone, PartialEq)]
pub struct Arm {
    /// The name: a preset's, `today`, or one that the user gave.
    pub name: String,
    /// A line of description.
    pub about: String,
    /// Everything a simulation needs.
    pub scenario: Scenario,
    /// What differs from the arm's preset and from the firm, as lines such as `operating.joint_reward = 0.3`.
    pub overrides: Vec<String>,
    /// The name of the programme of change that the arm goes through, if any.
    pub programme: Option<String>,
}

/// A firm and the arms to compare: a scenario file as it is meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// The file's `name`, else the last part of its label without the ending.
    pub name: String,
    /// The file's `about`, else the first paragraph of its header comment; empty without either.
    pub about: String,
    /// The firm without its arms, working as it does today. The plan of all arms stands here.
    pub base: Scenario,
    /// The arms to compare, in order. Never empty.
    pub arms: Vec<Arm>,
    /// Arms that could be compared and are not asked for.
    pub others: Vec<Arm>,
    /// Of each programme of change, in the order of the file: how the firm works today, with that programme.
    pub programmes: Vec<Arm>,
    /// What a leader knows of the firm, in the order of the file.
    pub facts: Vec<Given>,
    /// All values in force, as a scenario file: equal for equal studies, whatever their files look like; the firm's
    /// name and all descriptions are left out. For hashing; [`Study::written_out`] has the words too.
    pub canonical: String,
}
