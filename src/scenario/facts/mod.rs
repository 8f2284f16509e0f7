//! Facts: what a leader knows of the firm, in a leader's words and units. Each is declared once, with its unit, its usual spread,
//! the question that `verona init` asks, and what it says to the model: a key that it sets at once, or an outcome that measures it
//! and to which `verona fit` fits the parameters. Schema, reference, errors and questions read these declarations.
//!
//! A fact is the firm's long-run figure, known to within its spread, the half-width of a 95 % interval: "22 % ± 3".

mod grammar;
mod reader;
mod texts;

pub use grammar::{Amount, read_amount};
pub(super) use texts::{explain, facts_schema};
pub use texts::{facts_markdown, starter_lines};

/// What a fact is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// People.
    People,
    /// A number of things.
    Count,
    /// Money, in the file's currency.
    Money,
    /// A share, 0 to 1; a leader writes per cent.
    Share,
    /// Calendar days.
    Days,
    /// Working hours.
    Hours,
}

/// What a fact says to the model.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Says {
    /// The value of this key, known for certain.
    Sets(&'static str),
    /// All people of the firm: a sum that must agree.
    Heads,
    /// The outcome of this name, in the fact's unit times the factor.
    Shows(&'static str, f64),
    /// The target of new business per salesperson per year.
    Quota,
    /// What a salesperson earns who reaches the target.
    TargetPay,
}

/// One declared fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fact {
    /// The key in `[facts]`.
    pub name: &'static str,
    /// What it is counted in.
    pub measure: Measure,
    /// The smallest and the largest value that a firm can have.
    pub legal: [f64; 2],
    /// The spread where none is given: of a share in points, of anything else relative.
    pub spread: f64,
    /// What it says to the model.
    pub says: Says,
    /// What it is, in a line.
    pub about: &'static str,
    /// How `verona init` asks for it.
    pub question: &'static str,
    /// How a leader may write it.
    pub example: &'static str,
}

/// Working days in a calendar day.
const WORKING: f64 = 5.0 / 7.0;

macro_rules! facts {
    ($($name:literal $measure:ident $legal:expr, $spread:expr, $says:expr, $example:literal, $about:literal, $question:literal;)*) => {
        /// Every fact, in the order in which they are asked.
        pub const FACTS: &[Fact] = &[$(Fact {
            name: $name,
            measure: Measure::$measure,
            legal: $legal,
            spread: $spread,
            says: $says,
            about: $about,
            question: $question,
            example: $example,
        },)*];
    };
}

use Says::{Heads, Quota, Sets, Shows, TargetPay};

facts! {
    "salespeople" People [0.0, 100_000.0], 0.0, Sets("firm.salespeople"), "28",
        "salespeople, without their managers", "How many salespeople are there, without their managers?";
    "marketers" People [0.0, 100_000.0], 0.0, Sets("firm.marketers"), "9",
        "marketers, without their managers", "How many marketers are there, without their managers?";
    "managers" People [0.0, 100_000.0], 0.0, Sets("firm.managers"), "8",
        "managers of both functions, and all others of the firm's people", "How many people lead them or do other work in sales and marketing?";
    "people" People [0.0, 200_000.0], 0.0, Heads, "45",
        "all people of sales and marketing: salespeople, marketers and managers", "How many people is that in all?";
    "leads" Count [0.01, 100_000.0], 0.1, Shows("leads_per_seller", 1.0), "35",
        "leads per salesperson per quarter, whoever found them", "How many leads come in for each salesperson and quarter, whoever found them?";
    "marketing_share" Share [0.0, 1.0], 0.05, Shows("marketing_leads_share", 1.0), "60 %",
        "share of the leads that marketing brings", "What share of the leads does marketing bring?";
    "leads_worked" Share [0.0, 1.0], 0.05, Shows("follow_up_share", 1.0), "70 %",
        "share of marketing's leads on which a salesperson works", "On what share of marketing's leads does a salesperson work?";
    "first_response" Hours [0.01, 10_000.0], 0.2, Shows("response_time_median", 1.0), "6 hours",
        "working hours until the first answer to a lead, of the leads answered, in the middle", "How long does a lead wait for the first answer, in the middle?";
    "deal_value" Money [1.0, 1e9], 0.05, Shows("deal_value", 1.0), "60,000",
        "average value of a new deal", "What is an average new deal worth?";
    "deals_won" Count [0.001, 100_000.0], 0.1, Shows("wins_per_seller", 1.0), "10",
        "new deals won per salesperson per year", "How many new deals does a salesperson win a year?";
    "revenue_won" Money [1.0, 1e12], 0.1, Shows("new_business_per_seller", 1.0), "600,000",
        "new business won per salesperson per year", "How much new business does a salesperson win a year?";
    "quota" Money [1.0, 1e12], 0.0, Quota, "900,000",
        "target of new business per salesperson per year", "What is a salesperson's quota of new business a year?";
    "quota_reached" Share [0.0, 1.0], 0.07, Shows("quota_attainment", 1.0), "66 %",
        "share of salespeople who reach the quota in a year", "What share of salespeople reach it?";
    "win_rate" Share [0.0, 1.0], 0.03, Shows("win_rate", 1.0), "22 %",
        "won, of opportunities won or lost", "Of the opportunities that were decided, what share was won?";
    "lead_win_rate" Share [0.0, 1.0], 0.02, Shows("lead_to_win", 1.0), "9 %",
        "won, of all leads that came to an end", "Of all leads that came to an end, what share was won?";
    "sales_cycle" Days [0.1, 3_650.0], 0.1, Shows("cycle_time", WORKING), "90 days",
        "days from a lead's interest to its win, on average; calendar days, unless `working days` is said", "How long does a deal take from first interest to its win, on average?";
    "median_cycle" Days [0.1, 3_650.0], 0.1, Shows("cycle_time_median", WORKING), "70 days",
        "days from a lead's interest to its win, in the middle: half of the deals won take longer; calendar days, unless `working days` is said", "Or, in the middle: within how many days are half of the deals won?";
    "churn" Share [0.0, 1.0], 0.02, Shows("churn", 1.0), "8 %",
        "customers lost a year, of those held", "What share of customers is lost a year?";
    "net_retention" Share [0.0, 3.0], 0.03, Shows("net_retention", 1.0), "104 %",
        "yearly revenue of last year's customers that is there this year, with churn and expansion", "What is net revenue retention a year?";
    "turnover" Share [0.0, 5.0], 0.05, Shows("seller_turnover", 1.0), "25 %",
        "salespeople who leave a year, of their posts", "What share of salespeople leaves a year?";
    "salesperson_salary" Money [0.0, 1e7], 0.0, Sets("money.salesperson_salary"), "70,000",
        "base salary of a salesperson a year", "What is a salesperson's base salary a year?";
    "on_target_pay" Money [0.0, 1e8], 0.0, TargetPay, "140,000",
        "yearly pay of a salesperson who just reaches the quota, base and commission", "What does a salesperson earn a year who just reaches the quota?";
    "marketer_salary" Money [0.0, 1e7], 0.0, Sets("money.marketer_salary"), "85,000",
        "salary of a marketer a year", "What is a marketer's salary a year?";
    "manager_salary" Money [0.0, 1e7], 0.0, Sets("money.manager_salary"), "150,000",
        "salary of a manager a year", "What is a manager's salary a year?";
    "gross_margin" Share [0.0, 1.0], 0.0, Sets("money.gross_margin"), "60 %",
        "share of revenue left after making and delivering the offer", "What is the gross margin?";
    "cost_share" Share [0.0, 10.0], 0.05, Shows("cost_share", 1.0), "30 %",
        "cost of sales and marketing over revenue", "What do sales and marketing cost, as a share of revenue?";
}

/// The declaration of a fact.
pub fn fact(name: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.name == name)
}

/// One fact of a firm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Given {
    /// Which.
    pub fact: &'static Fact,
    /// Its value, in the fact's unit; a share in 0 to 1.
    pub value: f64,
    /// Half of its 95 % interval, in the same unit.
    pub spread: f64,
}

impl Given {
    /// A fact known to within its usual spread where none is given.
    pub fn new(fact: &'static Fact, amount: Amount) -> Self {
        let usual = match fact.measure {
            Measure::Share => fact.spread,
            _ => fact.spread * amount.value.abs(),
        };
        Self { fact, value: amount.value, spread: amount.spread.unwrap_or(usual) }
    }
}

impl Fact {
    /// A value in this fact's unit, as a leader reads it.
    pub fn told(&self, value: f64) -> String {
        grammar::told(self.measure, value)
    }

    /// What to say of a share above the most that it can be, with or without its sign; nothing of anything else. To write it with the sign
    /// would not mend it.
    pub fn too_much(&self, text: &str) -> Option<String> {
        let bare = text.trim().trim_end_matches('%').trim_end();
        let above = bare.parse::<f64>().is_ok_and(|number| number > 100.0 * self.legal[1]);
        (self.measure == Measure::Share && above).then(|| {
            format!(
                "{} is the most that it can be; is it a number and no share, or is there a digit too many?",
                self.told(self.legal[1])
            )
        })
    }

    /// What it takes: kind, range and unit.
    pub fn expected(&self) -> String {
        let [low, high] = self.legal.map(|bound| grammar::told(self.measure, bound));
        format!("{} from {low} to {high}, such as \"{}\"", grammar::kind(self.measure), self.example)
    }
}

impl std::fmt::Display for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.fact.told(self.value))?;
        if self.spread > 0.0 {
            write!(f, " \u{b1} {}", grammar::bare(self.fact.measure, self.spread))?;
        }
        Ok(())
    }
}
