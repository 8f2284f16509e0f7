//! What the replications of a run are, in words: simulated futures of one firm, or firms that could all be that one, each the mean
//! of a few futures.

/// What one replication is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lives {
    /// A future of the firm.
    #[default]
    Futures,
    /// A firm that could be this one.
    Firms,
}

impl Lives {
    /// One of them, where a run counts them.
    pub fn replication(self) -> &'static str {
        match self {
            Self::Futures => "replication",
            Self::Firms => "firm",
        }
    }

    /// One of them, where it is what may come.
    pub fn future(self) -> &'static str {
        match self {
            Self::Futures => "future",
            Self::Firms => "firm",
        }
    }

    /// Several of them, in each of which two ways of working are held against each other.
    pub fn pairs(self) -> &'static str {
        match self {
            Self::Futures => "paired replications",
            Self::Firms => "firms",
        }
    }
}
