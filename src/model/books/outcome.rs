//! Outcomes: what is measured, each declared once with name, unit, direction and meaning. The tables of the command
//! line, the data dictionary and the documentation all read these declarations.

pub use super::money::MONEY;

/// Which way an outcome is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// Neither: it describes.
    Neither,
}

/// One declared measure.
#[derive(Debug, Clone, Copy)]
pub struct Measure {
    /// The name used everywhere, such as `lead_leakage`.
    pub name: &'static str,
    /// The unit in words; `"share"` is a number in 0 to 1.
    pub unit: &'static str,
    /// Which way is better.
    pub better: Better,
    /// One line of meaning.
    pub meaning: &'static str,
}

macro_rules! measures {
    ($(#[doc = $doc:literal])* $table:ident, $index:ident, $values:ident { $( $id:ident $name:literal, $unit:literal, $better:ident, $meaning:literal; )* }) => {
        $(#[doc = $doc])*
        pub const $table: &[Measure] = &[ $( Measure { name: $name, unit: $unit, better: Better::$better, meaning: $meaning }, )* ];

        #[doc = concat!("Positions in [`", stringify!($table), "`].")]
        #[allow(missing_docs, reason = "each is documented by its measure's meaning")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub enum $index { $($id,)* }

        #[doc = concat!("One value for each of [`", stringify!($table), "`]: what is declared and not computed does not compile.")]
        #[allow(missing_docs, non_snake_case, reason = "a field is its measure, which says what it means")]
        #[derive(Debug, Clone, Copy)]
        pub struct $values { $(pub $id: f64,)* }

        impl $values {
            /// The values, in the order of the declarations.
            pub fn in_order(self) -> [f64; $table.len()] {
                [$(self.$id,)*]
            }
        }
    };
}

measures! {
    /// The outcomes of one replication of one structure, over the counted days.
    OUTCOMES, Outcome, OutcomeValues {
        ProfitPerHead "profit_per_head", "money per head per year", Higher, "gross margin plus the change in customer equity, less salaries, commission, bonuses, campaigns, systems, hiring and the common budget, per head per year";
        RevenuePerHead "revenue_per_head", "money per head per year", Higher, "new business, renewal and expansion, per head per year";
        CostPerHead "cost_per_head", "money per head per year", Lower, "salaries, commission, bonuses, campaigns, systems, hiring and the common budget, per head per year";
        Revenue "revenue", "money per year", Higher, "new business, renewal and expansion, per year";
        Cost "cost", "money per year", Lower, "salaries, commission, bonuses, campaigns, systems, hiring and the common budget, per year";
        Profit "profit", "money per year", Higher, "gross margin plus the change in customer equity, less cost, per year";
        CashPerHead "cash_per_head", "money per head per year", Higher, "gross margin less cost, without the change in customer equity, per head per year: what can be spent";
        NewBusinessPerHead "new_business_per_head", "money per head per year", Higher, "revenue of deals won, per head per year";
        RenewalPerHead "renewal_per_head", "money per head per year", Higher, "revenue of accounts that buy again, per head per year";
        ExpansionPerHead "expansion_per_head", "money per head per year", Higher, "revenue of accounts that buy more, per head per year";
        CustomerEquity "customer_equity", "money per head", Higher, "discounted margin of the repeat revenue that the accounts at the end can be expected to bring, per head";
        PayPerHead "pay_per_head", "money per head per year", Neither, "salaries, commission and bonuses paid, per head per year";
        VariablePay "variable_pay_share", "share", Neither, "commission and bonuses, of all pay";
        LeadQuality "lead_quality", "share", Higher, "sales-worthy leads, of those that marketing captured";
        HeldBack "held_back_share", "share", Lower, "opportunities that a salesperson had held back over the end of a quarter, of those that ended";
        LeadLeakage "lead_leakage", "share", Lower, "sales-worthy marketing leads that expired unworked, of those that ended";
        LeadLeakageAll "lead_leakage_all", "share", Lower, "marketing leads of any worth that expired unworked, of those that ended";
        ScreenedOut "screened_out_share", "share", Lower, "sales-worthy marketing leads that were screened out or refused, of those that ended";
        AnsweredDay "answered_within_a_day_share", "share", Higher, "marketing leads that a salesperson first worked within 8 working hours of interest, of those in view that ended";
        FollowUp "follow_up_share", "share", Higher, "marketing leads that came into a salesperson's view and were worked on, of those in view that ended";
        ResponseMedian "response_time_median", "working hours", Lower, "median time from a prospect's interest to the first work of a salesperson";
        ResponseP90 "response_time_p90", "working hours", Lower, "90th percentile of the same time";
        DuplicatedHours "duplicated_work_hours", "hours per head per day", Lower, "hours spent on what a colleague did or had done as well, per head per day";
        DuplicatedShare "duplicated_work_share", "share", Lower, "duplicated hours, of all hours worked";
        DuplicatedLeads "duplicated_leads_share", "share", Lower, "hours on leads that a colleague works or worked, of all hours worked";
        DuplicatedHelp "duplicated_help_share", "share", Lower, "hours of help that nobody waits for any more, of all hours worked";
        DuplicatedMaterial "duplicated_material_share", "share", Lower, "hours of making material of which a fresh copy exists in the firm, of all hours worked";
        DuplicatedTasks "duplicated_tasks_share", "share", Lower, "hours on shared tasks that somebody else did as well, of all hours worked";
        TasksMissed "tasks_missed_share", "share", Lower, "shared tasks that nobody did, of all that arose";
        TasksDoubled "tasks_doubled_share", "share", Lower, "shared tasks that two or more did, of all that arose";
        MaterialHours "material_hours_share", "share", Lower, "hours in which salespeople look for or make material, of all their hours paid";
        MaterialUnused "material_unused_share", "share", Lower, "marketing's pieces of material that sales never used, of those that went stale";
        MaterialBySales "material_by_sales_share", "share", Neither, "pieces of material made by sales, of those used in deals won";
        MaterialPerWin "material_per_win", "pieces per win", Neither, "pieces of material used in a deal won";
        MaterialMissed "material_missed_share", "share", Lower, "pieces of material that a step went without, of those it needed";
        ReworkShare "rework_share", "share", Lower, "hours of doing again what was misunderstood, of all hours worked";
        Qualification "qualification_rate", "share", Higher, "worked leads that became opportunities, of those whose qualification ended";
        WinRate "win_rate", "share", Higher, "opportunities won, of those that ended";
        LeadToWin "lead_to_win", "share", Higher, "leads won, of all that ended";
        PriceRealisation "price_realisation", "share", Higher, "what deals won were sold for, of their list price";
        CycleTime "cycle_time", "working days", Lower, "mean time from interest to win, of the leads won";
        CycleMedian "cycle_time_median", "working days", Lower, "time from interest to win, of the leads won, in the middle: half of them take longer";
        Wins "wins_per_head", "wins per head per year", Higher, "deals won per head per year";
        Churn "churn", "share per year", Lower, "accounts lost, of those held, per year";
        LostWithPerson "lost_with_person", "share per year", Lower, "accounts lost because their person changed, of those held, per year; part of churn";
        Expansion "expansion", "share per year", Higher, "expansion revenue, of the yearly revenue of accounts held, per year";
        MessageFit "message_fit", "share", Higher, "mean fit of marketing's messages to what customers want";
        ProductFit "product_fit", "share", Higher, "mean fit of the offer to what customers want";
        Trust "trust", "share", Higher, "mean trust in the other function, both ways, at the end of each month";
        TrustSales "trust_sales_in_marketing", "share", Higher, "mean trust of salespeople in marketing";
        TrustMarketing "trust_marketing_in_sales", "share", Higher, "mean trust of marketers in sales";
        BlameIndex "blame_index", "share", Lower, "misses put down to the other function, of all: the mean over months, 0 in a month without a miss";
        BlameSelf "attributed_to_self", "share", Neither, "misses that people put down to themselves, of all";
        BlameOwn "attributed_to_own_function", "share", Neither, "misses put down to the own function and its ways, of all";
        BlameMarket "attributed_to_market", "share", Neither, "misses put down to the market, of all";
        Accusations "accusations", "accusations per head per month", Lower, "failed items for which somebody accused the other function or somebody in it, per head per month";
        Blurred "blurred_responsibility", "share", Lower, "failed items of which neither a record nor a clear owner says whose they were, of all";
        War "war", "share", Lower, "1 where at the end more of about a quarter's misses is put down to the other function than to oneself, else 0: over replications, the share of firms that tip into war";
        ConflictHours "conflict_hours", "hours per head per day", Lower, "hours of disputes, conflict meetings and defensive paperwork, per head per day";
        Disputes "disputes", "disputes per head per month", Lower, "disputes across the border, per head per month";
        MeetingHours "meeting_hours", "hours per head per day", Neither, "hours of regular meetings, per head per day";
        CoordinationPerDeal "coordination_hours_per_deal", "hours per win", Lower, "hours of hand-over, joint sync, asking, escalation, meetings, informal talk, devices, tracking and logging, by deal won";
        LobbyingHours "lobbying_hours", "hours per head per day", Lower, "hours of lobbying for budget, per head per day";
        BudgetShare "marketing_budget_share", "share", Neither, "marketing's share of the common budget, the mean over the divisions at the ends of quarters";
        Escalations "escalations", "escalations per head per month", Neither, "exceptions that went up to the managers, per head per month";
        EscalationDelay "escalation_delay", "working days", Lower, "mean time from an escalation to its assignment";
        BorderDelay "border_delay", "working days", Lower, "mean time from a need of the other function to its settlement, help or self-help";
        SelfHelp "self_help_share", "share", Lower, "needs of the other function that ended in self-help, of those settled";
        Vocabulary "vocabulary", "share", Higher, "mean vocabulary shared with the other function";
        Satisfaction "satisfaction", "share", Higher, "mean job satisfaction";
        Turnover "turnover", "share per year", Lower, "people who left, of posts, per year";
        ChangeCost "change_cost", "money per head", Lower, "what changes of the way of working took over the counted days: money for them and the salaries of the hours of briefing, asking, groping and writing rules, by head";
        ChangeLeavers "change_leavers", "share", Lower, "people who left because of a change of the way of working over the counted days, of posts";
        RoleHours "role_hours", "hours per head", Neither, "hours in which liaisons, enablers in the teams and people of an enablement unit found out who can help, over the counted days, by head: what there was for them to do";
        QuotaAttainment "quota_attainment", "share", Higher, "salespeople and years (or a rest of at least a quarter) that reached their target";
        Busy "busy_share", "share", Neither, "hours with something to do, of all hours paid";
        MarketingShare "marketing_sourced_share", "share", Neither, "wins that began as marketing leads, of all wins";
        CreditClaims "credit_claims", "claims per win", Neither, "wins claimed by marketing plus wins claimed by sales, of all wins";
        ClaimedShare "claimed_by_marketing_share", "share", Neither, "wins that marketing claims, since it captured the lead or worked on it, of all wins";
        CreditedShare "credited_to_marketing_share", "share", Neither, "wins of leads that marketing captured and for which sales grants it the credit without dispute, of all wins";
        ConcentrationTop20 "top_fifth_share", "share", Neither, "share of wins by the best fifth of salespeople";
        LeadsPerSeller "leads_per_seller", "leads per salesperson per quarter", Neither, "leads created, per salesperson per quarter";
        MarketingLeads "marketing_leads_share", "share", Neither, "leads that marketing captured, of all created";
        DealValue "deal_value", "money per win", Neither, "mean new business of a deal won";
        WinsPerSeller "wins_per_seller", "wins per salesperson per year", Higher, "deals won, per salesperson per year";
        NewPerSeller "new_business_per_seller", "money per salesperson per year", Higher, "new business won, per salesperson per year";
        CostShare "cost_share", "share", Lower, "cost over revenue";
        NetRetention "net_retention", "share per year", Higher, "1 less churn plus expansion: what a year leaves of the accounts' yearly revenue";
        SellerTurnover "seller_turnover", "share per year", Lower, "salespeople who left, of their posts, a year";
    }
}

measures! {
    /// The monthly time series: one value each for every 21 counted working days.
    SERIES, Series, SeriesValues {
        Leads "leads", "leads per head", Neither, "leads created, per head";
        Wins "wins", "wins per head", Higher, "deals won, per head";
        Revenue "revenue", "money per head", Higher, "revenue, per head";
        Profit "profit", "money per head", Higher, "gross margin plus change in customer equity, less cost, per head";
        Leaked "leaked", "leads per head", Lower, "marketing leads that expired unworked, per head";
        ConflictHours "conflict_hours", "hours per head", Lower, "hours of conflict, per head";
        CoordinationHours "coordination_hours", "hours per head", Neither, "hours of coordination, per head";
        Trust "trust", "share", Higher, "mean trust in the other function";
        Blame "blame_index", "share", Lower, "misses put down to the other function, of all";
        Vocabulary "vocabulary", "share", Higher, "mean vocabulary shared with the other function";
        MessageFit "message_fit", "share", Higher, "mean fit of messages";
        Satisfaction "satisfaction", "share", Higher, "mean job satisfaction";
        Accounts "accounts", "accounts per head", Neither, "accounts held at month's end, per head";
        Equity "customer_equity", "money per head", Higher, "customer equity at month's end, per head";
    }
}

/// One value for each of [`OUTCOMES`]; NaN where nothing happened that could be measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcomes(pub [f64; OUTCOMES.len()]);

impl Default for Outcomes {
    fn default() -> Self {
        Self([f64::NAN; OUTCOMES.len()])
    }
}

impl std::ops::Index<Outcome> for Outcomes {
    type Output = f64;
    fn index(&self, outcome: Outcome) -> &f64 {
        &self.0[outcome as usize]
    }
}

impl std::ops::IndexMut<Outcome> for Outcomes {
    fn index_mut(&mut self, outcome: Outcome) -> &mut f64 {
        &mut self.0[outcome as usize]
    }
}

/// One month: one value for each of [`SERIES`].
pub type Month = [f64; SERIES.len()];

/// What a person's hours went to.
pub const HOURS: &[&str] = &[
    "overhead",
    "selling",
    "prospecting",
    "campaign",
    "accounts",
    "search",
    "material",
    "shared",
    "handover",
    "help",
    "joint_sync",
    "asking",
    "escalation",
    "meetings",
    "own_meetings",
    "informal",
    "devices",
    "tracking",
    "intelligence",
    "lobbying",
    "disputes",
    "conflict_meetings",
    "defensive",
    "duplicated",
    "rework",
    "learning",
    "programme",
    "management",
    "slack",
    "idle",
];

/// The terms of the log odds with which a customer decides, in the order in which they are added.
pub const ODDS: [&str; 12] = [
    "offer",
    "fit",
    "skill",
    "response",
    "message",
    "quality",
    "hands",
    "rework",
    "waiting",
    "orientation",
    "product",
    "price",
];

/// What profit per head is made of, by [`MONEY`], in money per head per year over the counted days: the gross margin of what
/// comes in, which for new business is of its price, costs below zero, and at the end the change in customer equity. The sum is profit per head.
pub type Parts = [f64; MONEY.len()];

/// What became of one post over the counted days.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonRecord {
    /// `"sales"`, `"marketing"`, `"sales_manager"`, `"marketing_manager"` or `"enablement"`.
    pub function: &'static str,
    /// The post's number within the function.
    pub post: u32,
    /// Years of experience at the end.
    pub experience: f64,
    /// Skill at the end (1 is an average veteran).
    pub skill: f64,
    /// Hours by category, as in [`HOURS`].
    pub hours: [f64; HOURS.len()],
    /// Marketing leads offered (to a salesperson) or created (by a marketer).
    pub leads_given: u32,
    /// Of those, the ones worked on.
    pub leads_followed_up: u32,
    /// Leads that a salesperson found alone.
    pub leads_own: u32,
    /// Deals won (by a salesperson) or won from leads created (by a marketer).
    pub wins: u32,
    /// Misses put down to the other function.
    pub blame_given: f64,
    /// Accusations received from the other function; one of nobody in particular falls on a team in equal parts.
    pub blame_received: f64,
    /// Trust in the other function at the end.
    pub trust: f64,
    /// Job satisfaction at the end.
    pub satisfaction: f64,
    /// People who left this post.
    pub leavers: u32,
    /// Money earned in this post, salary and all.
    pub pay: f64,
}
