//! What salespeople, marketers and teams carry from day to day, besides what all people carry.

use super::ids::{Day, LeadId, Maybe};

/// Half-hours of own prospecting in a day at most.
pub const MOST_PROSPECTING: usize = 6;

/// No priority of prospecting is known.
pub const NOT_KNOWN: [f32; MOST_PROSPECTING] = [f32::NAN; MOST_PROSPECTING];

/// What a salesperson carries besides what all people carry: in the first line of a processor's cache what every day needs.
#[derive(Debug, Clone, Default)]
#[repr(C, align(64))]
pub struct SellerState {
    /// Prospects of the territory so far; names the next one.
    pub prospects: u32,
    /// Accounts held.
    pub accounts: u32,
    /// Seconds of account care given this month.
    pub cared: u32,
    /// Issues of these accounts that wait for the other function.
    pub open_issues: u32,
    /// Hours a day of own prospecting, smoothed.
    pub prospecting: f64,
    /// Share of full care that the salesperson chooses to give.
    pub care: f64,
    /// Learned share of own prospects that qualify.
    pub own_rate: f64,
    /// Priorities of the day's half-hours of prospecting, as far as they are known; they follow from craft and `own_rate`.
    pub search: [f32; MOST_PROSPECTING],
    /// Learned share of marketing leads that qualify.
    pub marketing_rate: f64,
    /// What is known of preferences and not yet passed on: mean and precision.
    pub buffer: (f64, f64),
    /// New business this month.
    pub month: f64,
    /// New business a month, smoothed over `blame.memory` months.
    pub pace: f64,
    /// New business this quarter, as it counts for the quota.
    pub quarter: f64,
    /// New business since the last appraisal.
    pub appraised: f64,
    /// Target of new business a month.
    pub target: f64,
}

/// What a marketer carries besides what all people carry: in the first line of a processor's cache what every day needs.
#[derive(Debug, Clone, Default)]
#[repr(C, align(64))]
pub struct MarketerState {
    /// The message in use.
    pub message: f64,
    /// Fit of the message today.
    pub fit: f64,
    /// Campaign hours a day, smoothed.
    pub campaign: f64,
    /// Chance that the campaigns capture a prospect whom they can reach, today.
    pub captures: f64,
    /// How far campaigns choose by fit: 1 as much as can be, -1 as broad as can be.
    pub selective: f64,
    /// First and last lead of the outbox.
    pub outbox: (Maybe<LeadId>, Maybe<LeadId>),
    /// Leads in it.
    pub waiting: u32,
    /// Seconds of study since the last survey that came of it.
    pub studied: u32,
    /// Key accounts held.
    pub key_accounts: u32,
    /// Whether the marketer works upstream only and serves no requests.
    pub upstream: bool,
    /// Whether the campaign lacks something from sales.
    pub lacking: bool,
    /// Belief about preferences: mean and variance.
    pub belief: (f64, f64),
    /// Leads this month.
    pub month: f64,
    /// What this month's bonus depends on beside leads (`pay.bonus_on`).
    pub brought: f64,
    /// Leads a month, smoothed over `blame.memory` months.
    pub pace: f64,
    /// Target of leads a month.
    pub target: f64,
    /// The day after the last session of a programme attended.
    pub attended: Day,
    /// Seconds of key-account care given this month.
    pub cared: u32,
}

/// What a team of both functions shares.
#[derive(Debug, Clone, Default)]
pub struct TeamState {
    /// Share of joint steps that rules cover, for the simplest offer.
    pub rules: f64,
    /// Disputes not yet settled.
    pub disputes: f64,
    /// Exceptions that no rule covered and about which none has been written yet.
    pub uncovered: f64,
    /// Accusations made by its people this month.
    pub accusations: f64,
    /// How much accusing there was to be heard last month.
    pub blames: f64,
    /// Whether somebody has called a conflict meeting for tomorrow.
    pub called: bool,
    /// Whether rules are being written after a change.
    pub writing: bool,
    /// Mean practice of its people in the present way of working, while the firm changes.
    pub at_home: f64,
    /// Posts of the team, counted while the firm changes.
    pub members: u32,
    /// Seconds that the upkeep of formal devices takes each member today.
    pub devices: u32,
}

/// What a month's misses were put down to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Misses {
    /// All of them.
    pub missed: f64,
    /// What was put down to the other function.
    pub blamed: f64,
}

/// Kinds of work done twice, as [`Tally::doubled`](super::books::tally::Tally::doubled) counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Doubled {
    /// A lead that a colleague works too.
    Lead,
    /// Help that nobody waits for any more.
    Help,
    /// A salesperson's material of which a fresh copy exists.
    SalesMaterial,
    /// A marketer's.
    MarketingMaterial,
    /// A shared task that somebody else did as well.
    Task,
}
