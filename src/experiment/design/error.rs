//! What is wrong with a design, told so that the user can mend it.

use std::fmt;

/// Why there is no such design. Each message names the factor, what was found and what would do.
#[derive(Debug, Clone, PartialEq)]
pub enum DesignError {
    /// There is no factor.
    NoFactors,
    /// More factors than the method can take.
    TooManyFactors {
        /// Factors found.
        found: usize,
        /// Factors allowed.
        limit: usize,
        /// The method, in words.
        method: &'static str,
    },
    /// A factor names no key that can be varied.
    Key {
        /// The key found.
        found: String,
        /// Why not, and what to write instead.
        reason: String,
    },
    /// Two factors vary the same key.
    Repeated {
        /// The key.
        key: String,
    },
    /// A level does not fit the key.
    Level {
        /// The key.
        key: String,
        /// The level found.
        found: String,
        /// What was expected.
        expected: String,
    },
    /// The range or its distribution cannot be.
    Range {
        /// The key.
        key: String,
        /// What is wrong, and what was expected.
        reason: String,
    },
    /// A number of the method is out of range.
    Number {
        /// Which number, such as `points`.
        what: &'static str,
        /// The number found.
        found: u64,
        /// What was expected.
        expected: String,
    },
    /// The design has more points than can be run.
    TooManyPoints {
        /// Points, as far as they could be counted.
        found: u64,
        /// Points allowed.
        limit: u64,
    },
    /// A two-level design needs two levels.
    TwoLevels {
        /// The key.
        key: String,
        /// Levels found.
        found: usize,
    },
    /// The generators of a fraction cannot be used.
    Generator {
        /// The generator, or all of them.
        found: String,
        /// What is wrong, and what was expected.
        reason: String,
    },
    /// A row of a table does not fit the factors.
    Row {
        /// The row, counted from 1 without the head.
        row: usize,
        /// What is wrong.
        reason: String,
    },
}

impl fmt::Display for DesignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DesignError::NoFactors => {
                write!(f, "the design is empty: it has no factor; name at least one key to vary")
            }
            DesignError::TooManyFactors { found, limit, method } => {
                write!(f, "there are {found} factors; {method} takes {limit} at most")
            }
            DesignError::Key { found, reason } => write!(f, "`{found}` cannot be a factor: {reason}"),
            DesignError::Repeated { key } => {
                write!(f, "the factor `{key}` is there twice; name each key once")
            }
            DesignError::Level { key, found, expected } => {
                write!(f, "factor `{key}`: the level `{found}` does not fit; expected {expected}")
            }
            DesignError::Range { key, reason } => write!(f, "factor `{key}`: {reason}"),
            DesignError::Number { what, found, expected } => {
                write!(f, "`{what}` cannot be {found}: expected {expected}")
            }
            DesignError::TooManyPoints { found, limit } => write!(
                f,
                "the design has {found} points; {limit} can be run at most: take fewer factors or levels, or a \
                 method that samples, such as a Latin hypercube"
            ),
            DesignError::TwoLevels { key, found } => write!(
                f,
                "factor `{key}`: a fractional factorial takes two levels, and this factor has {found}; give two \
                 levels or a range"
            ),
            DesignError::Generator { found, reason } => write!(f, "generators `{found}`: {reason}"),
            DesignError::Row { row, reason } => write!(f, "row {row} of the table: {reason}"),
        }
    }
}

impl std::error::Error for DesignError {}
