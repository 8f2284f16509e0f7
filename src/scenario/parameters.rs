//! What a user describes: the firm, its offer, its market, its culture, its money and the plan of the simulation.
//! How people behave and what coordination costs is declared in `assumptions.rs`, the operating choices in
//! `operating.rs`.

use super::registry::section;

section! {
    /// The firm: how many people it has and how their day is made.
    "firm" Firm {
        /// Salespeople employed; each has a territory of prospects.
        salespeople: u32 = 40, "people", [0.0, 100_000.0], None, "assumption: a mid-market firm";
        /// Marketers employed.
        marketers: u32 = 16, "people", [0.0, 100_000.0], None, "assumption: two marketers to five salespeople";
        /// People that one manager leads, and the size of a team; a function of fewer people has a playing head instead.
        span: u32 = 8, "people", [2.0, 100.0], Some([5.0, 12.0]), "assumption: common span of control";
        /// Managers of both functions together, divided as their people are; 0 for as many as the span of control asks for.
        managers: u32 = 0, "people", [0.0, 100_000.0], None, "convention: one to each full span";
        /// Length of the working day of every person.
        day_hours: f64 = 8.0, "hours", [1.0, 16.0], None, "convention";
        /// Share of the day that goes to internal administration and travel that no mechanism here models.
        overhead: f64 = 0.33, "share", [0.0, 0.9], Some([0.25, 0.4]), "evidence: selling takes 28-46 % of a rep's hours (HubSpot, CSO Insights), and coordination, material and learning come on top here, so that it is what they leave";
        /// Share of the day spent in meetings of one's own function, which is part of `firm.overhead` and told apart from it.
        own_meetings: f64 = 0.08, "share", [0.0, 0.9], Some([0.04, 0.12]), "evidence: all meetings take about 5 of 40 hours of an office worker (blog, C), of which those across the border, some 5 % here, have hours of their own";
        /// Headcount at which planning and budgeting become half formal; smaller firms settle them in passing.
        headcount_formal: u32 = 20, "people", [1.0, 1_000.0], Some([8.0, 50.0]), "assumption";
    }
}

section! {
    /// The offer: what is sold.
    "offer" Offer {
        /// Product complexity: how much of a sale needs both functions and how easily they misunderstand each other.
        complexity: f64 = 0.35, "share", [0.0, 1.0], Some([0.05, 0.8]), "assumption: a mid-market firm";
        /// The deal-size axis, from many small deals (0) to few large ones (1), at constant potential per salesperson.
        deal_size: f64 = 0.5, "share", [0.0, 1.0], Some([0.0, 1.0]), "assumption: a mid-market firm";
        /// Share of a customer's lifetime value that comes from renewal and expansion, at reference churn.
        repeat_share: f64 = 0.3, "share", [0.0, 0.9], Some([0.1, 0.7]), "assumption: a mid-market firm";
        /// Value of a deal at the middle of the deal-size axis.
        deal_value: f64 = 60_000.0, "money", [1.0, 1e9], None, "assumption: the middle of the aggregators' $25-100 k class";
        /// Hours of selling work in a deal that goes all the way, at the middle of the deal-size axis.
        deal_hours: f64 = 20.0, "hours", [0.1, 2_000.0], Some([13.0, 32.0]), "assumption: a cycle of 30-90 days beside some twenty others";
        /// How many times larger deals are in value and hours, and fewer in number, at deal size 1 than at 0.
        deal_spread: f64 = 32.0, "ratio", [1.0, 1_000.0], None, "assumption: $10 k to over $300 k, the span of the aggregators' deal classes";
        /// Dispersion of deal values about the typical one (sigma of a lognormal with mean 1).
        value_spread: f64 = 0.5, "log units", [0.0, 3.0], Some([0.25, 1.0]), "assumption";
        /// Steps of a sale at deal size 0, qualification and closing among them.
        steps_small: u32 = 2, "steps", [1.0, 8.0], None, "assumption";
        /// Steps of a sale at deal size 1.
        steps_large: u32 = 6, "steps", [1.0, 8.0], None, "assumption";
        /// Mean working days that a customer takes over a whole cycle at deal size 0.
        cycle_small: f64 = 12.0, "days", [0.0, 1_000.0], Some([8.0, 20.0]), "evidence: $5-25 k deals take 14-30 calendar days (aggregators, C)";
        /// Mean working days that a customer takes over a whole cycle at deal size 1.
        cycle_large: f64 = 90.0, "days", [0.0, 2_000.0], Some([60.0, 130.0]), "evidence: deals over $100 k take 90-180 calendar days (aggregators, C)";
        /// Chance to win a well-handled, good-fit opportunity at deal size 0.
        win_small: f64 = 0.40, "probability", [0.0, 1.0], Some([0.3, 0.5]), "evidence: 39.9 % under $10 k (IBM sample, C)";
        /// Chance to win a well-handled, good-fit opportunity at deal size 1.
        win_large: f64 = 0.20, "probability", [0.0, 1.0], Some([0.12, 0.28]), "evidence: 11.7-21.0 % over $100 k (IBM sample, C)";
    }
}

section! {
    /// The market: who could buy, how fast they change, and how they respond.
    "market" Market {
        /// Territories in which the market has prospects: more salespeople than that make all thinner, fewer leave some unserved; 0 for as many as there are salespeople.
        territories: u32 = 0, "territories", [0.0, 100_000.0], None, "convention: a firm is described with the market that it has";
        /// How often customers' preferences turn over (rate of the Ornstein-Uhlenbeck drift).
        speed: f64 = 1.0, "per year", [0.0, 50.0], Some([0.3, 4.0]), "assumption: preferences turn over about once a year";
        /// Share of the prospects that marketing can reach; small where marketing is sales support.
        reach: f64 = 0.6, "share", [0.0, 1.0], Some([0.1, 0.8]), "assumption";
        /// How much customers care for a message that fits them.
        message_weight: f64 = 0.6, "share", [0.0, 1.0], Some([0.3, 0.9]), "assumption";
        /// Work offered by all prospects over the selling hours of a team with no marketing, meetings or accounts.
        load: f64 = 3.5, "ratio", [0.0, 20.0], Some([2.5, 4.5]), "assumption: about half of all prospects become leads, and people are near fully busy";
        /// Share of prospects that are a good fit, the sales-worthy ones.
        good_fit: f64 = 0.4, "share", [0.0, 1.0], Some([0.25, 0.55]), "evidence: MQL to SQL 12-60 % (aggregators, C)";
        /// Coefficient of variation of the market's pull from day to day; 0 makes arrivals Poisson.
        burstiness: f64 = 0.24, "ratio", [0.0, 3.0], Some([0.0, 0.4]), "evidence: weekday arrivals of the Olist funnel, January to May 2018, Fano factor 3.7 at 47.8 a day (real data)";
        /// Median working days that a prospect's interest lasts, at the middle of the deal-size axis.
        patience: f64 = 8.0, "days", [1.0, 1_000.0], Some([5.0, 13.0]), "assumption: patience scale 1 [0.6-1.6] of the design";
        /// Dispersion (sigma of a lognormal) of patience and of customers' own delays.
        patience_spread: f64 = 0.8, "log units", [0.0, 3.0], Some([0.4, 1.5]), "assumption: below the 1.51 of Olist's time to win, which also mixes segments";
        /// Exponent of the loss of winning odds with response delay: odds fall as (1 + delay / 1 hour)^-exponent.
        response_decay: f64 = 0.25, "exponent", [0.0, 3.0], Some([0.1, 0.5]), "assumption: far flatter than Oldroyd 2011 (odds of qualifying fall 7-fold in an hour), which is about cold web leads";
        /// Share of interested, reachable prospects that unlimited campaign effort turns into leads.
        capture: f64 = 0.8, "probability", [0.0, 1.0], Some([0.6, 0.95]), "assumption";
        /// Campaign hours a marketer and day that reach half of `market.capture`, at two marketers to five salespeople.
        capture_half_effort: f64 = 2.5, "hours", [0.01, 24.0], Some([1.5, 4.0]), "assumption";
        /// Hours a day of own prospecting at which an average salesperson finds half of the prospects left.
        prospecting_half_effort: f64 = 2.5, "hours", [0.01, 24.0], Some([1.5, 4.0]), "assumption: as for campaigns";
    }
}

section! {
    /// The culture that people bring to work, whatever the structure.
    "culture" Culture {
        /// How readily people blame others for a miss: the mean tendency, before it is cut off at 1 for each person.
        blame: f64 = 0.3, "share", [0.0, 1.0], Some([0.0, 1.0]), "assumption";
        /// Temper: how easily people flare up over what they are ready to quarrel about, on average before it is cut off at 1 for each person.
        temper: f64 = 0.8, "share", [0.0, 1.0], Some([0.4, 1.0]), "assumption";
        /// How far people differ in the tendency to blame and in temper (coefficient of variation).
        blame_dispersion: f64 = 1.0, "ratio", [0.0, 3.0], Some([0.4, 1.6]), "assumption";
        /// Market orientation: how far the firm's values turn people's attention to customers.
        market_orientation: f64 = 0.5, "share", [0.0, 1.0], Some([0.2, 0.8]), "assumption";
        /// Trust in people of the other function whom one does not know, at the start and in the long run.
        initial_trust: f64 = 0.5, "share", [0.0, 1.0], Some([0.35, 0.65]), "assumption";
        /// Vocabulary shared with the other function at the start.
        initial_vocabulary: f64 = 0.4, "share", [0.0, 1.0], Some([0.25, 0.6]), "assumption";
    }
}

section! {
    /// Money: prices of people and tools, so that profit is money and not a proxy.
    "money" Money {
        /// Base salary of a salesperson.
        salesperson_salary: f64 = 70_000.0, "money per year", [0.0, 1e7], None, "evidence: base is 40-60 % of target pay (blogs, C)";
        /// Commission on the new business that a salesperson wins.
        commission: f64 = 0.075, "share", [0.0, 1.0], Some([0.05, 0.1]), "evidence: about 7.5 % (blogs, C)";
        /// Salary of a marketer.
        marketer_salary: f64 = 85_000.0, "money per year", [0.0, 1e7], None, "assumption";
        /// Salary of a manager of either function.
        manager_salary: f64 = 150_000.0, "money per year", [0.0, 1e7], None, "assumption";
        /// Money spent with each hour of campaign work.
        campaign_cost: f64 = 60.0, "money per hour", [0.0, 1e5], Some([30.0, 120.0]), "assumption";
        /// Cost a person and year of a system that makes everything visible; in proportion below that.
        system_cost: f64 = 3_000.0, "money per year", [0.0, 1e6], Some([1_500.0, 6_000.0]), "assumption: licence and upkeep of a customer system";
        /// Share of revenue left after making and delivering the offer.
        gross_margin: f64 = 0.6, "share", [0.0, 1.0], Some([0.4, 0.8]), "assumption";
        /// Cost of finding and hiring one person, as a share of a year's salary.
        hiring_cost: f64 = 0.2, "share", [0.0, 5.0], Some([0.1, 0.5]), "assumption";
        /// Yearly rate at which future repeat revenue is discounted in customer equity.
        discount: f64 = 0.1, "per year", [0.0, 1.0], Some([0.05, 0.15]), "convention";
        /// Discretionary budget that the functions contest, a person and year.
        budget: f64 = 6_000.0, "money per year", [0.0, 1e6], Some([3_000.0, 12_000.0]), "assumption";
    }
}

section! {
    /// The plan: how long to simulate, how often, and from which seed.
    "plan" Plan {
        /// Working days that are simulated and counted.
        days: u32 = 504, "days", [1.0, 25_200.0], None, "convention: two years of 252 working days";
        /// Working days simulated before counting starts.
        warm_up: u32 = 126, "days", [0.0, 25_200.0], None, "convention: half a year";
        /// Replications: simulated futures of each structure.
        replications: u32 = 60, "replications", [1.0, 1_000_000.0], None, "assumption: small effects need 30 or more paired replications (prototype)";
        /// The most replications of a comparison, which looks after 8, 12, 20 and 40 replications, after `replications`, and whenever these have doubled, and goes on while it is undecided. Where it is not above `replications`, their number is fixed.
        at_most: u32 = 240, "replications", [0.0, 1_000_000.0], None, "assumption: two doublings of the default number, about half a minute of one processor core for the default firm";
        /// Seed of all random draws.
        seed: u64 = 1, "number", [0.0, i64::MAX as f64], None, "convention";
    }
}
