//! Pay plans, how people respond to pay, price and what the budget buys. Money that a user sets directly stands in `[money]`.

use super::registry::{choice, section};

choice! {
    /// What the commission of salespeople is reckoned from.
    Basis {
        /// What the customer pays.
        Revenue = "revenue",
        /// What is left of it after making and delivering the offer, at a rate that pays as much at the usual price.
        Margin = "margin",
    }
}

choice! {
    /// What marketers' own bonus depends on beside the number of leads.
    BonusOn {
        /// Leads that a salesperson has worked and found worth going on with.
        Accepted = "accepted",
        /// The value of these.
        Pipeline = "pipeline",
        /// The value of those won.
        Revenue = "revenue",
    }
}

section! {
    /// Pay: plans by group, and how people respond to them.
    "pay" Pay {
        /// What the commission of salespeople is reckoned from.
        basis: Basis = Basis::Revenue, "choice", [0.0, 0.0], None, "assumption: the usual basis; margin is advised where salespeople set prices (Weinberg 1975, recalled, D)";
        /// How much more commission is paid on what goes beyond the quarter's quota.
        accelerator: f64 = 0.5, "ratio", [0.0, 10.0], Some([0.0, 1.0]), "assumption: half as much again; accelerating commissions are what Larkin 2014 (A, abstract read) studies";
        /// Share of a marketer's salary that is paid as a bonus where results are as planned.
        bonus: f64 = 0.1, "share", [0.0, 1.0], Some([0.05, 0.2]), "assumption";
        /// What marketers' own bonus depends on beside the number of leads (`operating.volume_reward`).
        bonus_on: BonusOn = BonusOn::Accepted, "choice", [0.0, 0.0], None, "assumption";
        /// Mean responsiveness of people to pay, against their sense of duty.
        responsiveness: f64 = 1.0, "ratio", [0.0, 5.0], Some([0.5, 1.5]), "convention: the unit in which duty is told";
        /// Mean sense of duty of people.
        dutifulness: f64 = 1.0, "ratio", [0.0, 5.0], Some([0.7, 1.3]), "assumption: pay and duty weigh alike";
        /// How far people differ in both (coefficient of variation).
        dispersion: f64 = 0.3, "ratio", [0.0, 3.0], Some([0.15, 0.5]), "assumption";
        /// Variable share of a salesperson's pay at target at which pay drives as it usually does.
        usual_sales: f64 = 0.25, "share", [0.01, 1.0], Some([0.2, 0.5]), "assumption: what the mid-market firm pays; 40-60 % in surveys (blogs, C)";
        /// The same of a marketer.
        usual_marketing: f64 = 0.1, "share", [0.01, 1.0], Some([0.05, 0.2]), "assumption: the default bonus";
        /// How fast one's own part in a joint result is felt less in a larger team: it counts as heads to the power of minus this.
        crowd: f64 = 0.5, "exponent", [0.0, 3.0], Some([0.25, 0.75]), "evidence: two, four and six people each make 71, 51 and 40 % of the effort of one alone (Latané, Williams & Harkins 1979, A, summary read)";
        /// Pull to help across the border of pay that depends wholly on what one helps with.
        help: f64 = 3.0, "utility", [0.0, 20.0], Some([1.5, 4.5]), "assumption: in a team of eleven as much as any other pull";
        /// Most that marketers trade between the number of leads and their quality: how far they leave out, or seek, those that fit least.
        breadth: f64 = 1.0, "share", [0.0, 1.0], Some([0.5, 1.0]), "assumption";
        /// How much more a campaign captures that is as broad as can be, in the same hours.
        broad_gain: f64 = 0.5, "ratio", [0.0, 1.0], Some([0.25, 0.75]), "assumption";
        /// How far marketers leave the division of their hours that the firm states where pay and relations point elsewhere: 1 lets a full pull either way move the odds of a task by a factor of seven.
        leeway: f64 = 1.0, "ratio", [0.0, 10.0], Some([0.5, 2.0]), "assumption; that pay for one task draws effort from others: Holmstrom & Milgrom 1991 (A, recalled)";
        /// Last working days of a quarter in which people look at the quarter's quota.
        closing_days: u32 = 10, "days", [0.0, 63.0], Some([5.0, 15.0]), "assumption: two weeks; that sales bunch at the ends of periods is evidence (Oyer 1995, 1998, A, abstract read)";
    }
}

section! {
    /// Price: what a salesperson may give away, and what it brings.
    "price" Price {
        /// Largest discount off the list price that a salesperson may give.
        authority: f64 = 0.2, "share", [0.0, 0.9], Some([0.1, 0.3]), "assumption";
        /// Least discount beyond the authority for which a salesperson asks the manager; 1 never.
        worth_asking: f64 = 0.03, "share", [0.0, 1.0], Some([0.02, 0.1]), "assumption";
        /// Hours that a price beyond the authority takes the salesperson and the manager each.
        approval_hours: f64 = 0.25, "hours", [0.0, 8.0], Some([0.1, 0.5]), "assumption: half of what an exception takes a manager";
        /// Working days that the customer waits for the manager's answer.
        approval_days: f64 = 1.0, "days", [0.0, 60.0], Some([0.5, 3.0]), "assumption";
        /// Gain of a full discount; a tenth off gives a tenth of it.
        sensitivity: f64 = 2.0, "log odds", [0.0, 50.0], Some([1.0, 4.0]), "assumption: a tenth off the price makes 34 of 30 wins in a hundred; what brands sell falls by 2.6 % for a per cent of price (Bijmolt et al. 2005, consumer goods, recalled, D), which would be 3.7";
        /// Discount of an averagely handled sale, at which the deal's value and its odds are stated.
        typical: f64 = 0.12, "share", [0.0, 0.9], Some([0.05, 0.2]), "assumption: the mean discount at the mid-market firm, so that its win rate is that of its offer";
    }
}

section! {
    /// The common budget: how it is divided between campaigns and sales support, and what it buys.
    "budget" Budget {
        /// Marketing's share of the budget at the start.
        share: f64 = 0.5, "share", [0.0, 1.0], None, "assumption: even";
        /// Budget per head per year (`money.budget`) at which overhead and the effect of campaigns are stated.
        usual: f64 = 6_000.0, "money per year", [1.0, 1e6], None, "convention: the default of money.budget";
        /// How fast returns on the budget diminish: 1 not at all.
        returns: f64 = 0.5, "exponent", [0.0, 1.0], Some([0.25, 0.75]), "assumption: half the money buys 71 % of the effect";
        /// Hours a day that half of the usual budget takes off a salesperson by tools, assistants and travel.
        support: f64 = 0.4, "hours", [0.0, 8.0], Some([0.2, 0.8]), "assumption: some 4,500 per salesperson per year buy a hundred hours of an assistant";
        /// How much credit for wins brings budget: log odds for all of the wins against half.
        credit: f64 = 1.0, "log odds", [0.0, 20.0], Some([0.5, 2.0]), "assumption";
        /// How much a function's mean shortfall against target costs it.
        misses: f64 = 1.0, "log odds", [0.0, 20.0], Some([0.5, 2.0]), "assumption";
        /// How much an accusation per head per quarter costs the accused function.
        blame: f64 = 0.5, "log odds", [0.0, 20.0], Some([0.25, 1.0]), "assumption";
        /// Hours a day of lobbying that being there is worth.
        hearing: f64 = 0.1, "hours", [0.0, 8.0], Some([0.05, 0.2]), "assumption";
    }
}
