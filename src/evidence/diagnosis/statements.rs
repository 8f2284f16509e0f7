//! The questionnaire: twenty statements about how sales and marketing work together.
//!
//! Source of the topics: Kotler, Rackham and Krishnaswamy, "Ending the War Between Sales and Marketing" (2006), whose
//! diagnostic has twenty statements scored from 1 to 5. The wording is ours, so scores of the two are alike in scale
//! and not known to be equal.

/// The answer of who finds a statement not true at all.
pub const LOWEST: u8 = 1;

/// The answer of who finds a statement fully true.
pub const HIGHEST: u8 = 5;

/// What each answer means, lowest first.
pub const SCALE: [&str; 5] = ["not true at all", "rather not true", "half true", "rather true", "fully true"];

/// How many statements there are.
pub const COUNT: usize = 20;

/// One statement.
#[derive(Debug, Clone, Copy)]
pub struct Statement {
    /// The key in an answer file.
    pub key: &'static str,
    /// The topic in a few words.
    pub topic: &'static str,
    /// The statement itself.
    pub text: &'static str,
    /// The operating choices that it speaks of, by their names in `[operating]`; empty where it speaks of what comes
    /// about and not of what is arranged.
    pub choices: &'static [&'static str],
}

macro_rules! statements {
    ($($key:literal, $topic:literal, $choices:expr, $text:literal;)*) => {
        /// The statements in their order.
        pub const STATEMENTS: [Statement; COUNT] = [
            $(Statement { key: $key, topic: $topic, text: $text, choices: &$choices },)*
        ];
    };
}

statements! {
    "forecast", "forecast accuracy", [],
        "When a quarter closes, we have sold about what we had said we would.";
    "no_blame", "no finger-pointing", [],
        "After a bad quarter we look for causes, not for culprits in the other function.";
    "customer_meetings", "marketers meet customers", ["key_account_share"],
        "Our marketers sit down with our most important customers themselves, as part of their job.";
    "plan_input", "sales input to the plan", ["joint_planning"],
        "Salespeople are in the room when the marketing plan is drafted, and one can see what they changed in it.";
    "material", "material is valued", [],
        "Salespeople use what marketing makes for them, and would miss it.";
    "feedback", "sales feeds back", ["intelligence_duty"],
        "What salespeople learn in the field reaches marketing soon, without being chased.";
    "language", "common language", [],
        "Words such as lead or opportunity mean the same on both sides; little has to be explained or done again.";
    "heads_early", "heads confer early", [],
        "Whoever leads sales and whoever leads marketing talk about prices, launches and new ideas long before they are settled.";
    "segments", "joint work on segments", [],
        "Salespeople and marketers work out together which groups of customers buy what, and why.";
    "meetings_forward", "little time on disputes", ["agenda_conflict"],
        "When the two functions meet, next to none of the time goes into settling disputes.";
    "long_plan", "joint long-term planning", ["joint_planning"],
        "The two functions plan together for offers and markets that lie two years or more ahead.";
    "metrics", "common metrics", ["system"],
        "There is one set of figures by which both functions judge whether the work went well.";
    "key_accounts", "marketing in key accounts", ["key_account_share"],
        "For each key account, marketing has a hand in what we want to achieve there and how.";
    "one_funnel", "joint funnel", ["system"],
        "From first interest to repeat purchase there is one funnel with steps for both functions, and both keep to it.";
    "funnel_analysis", "marketing studies the funnel", [],
        "Marketing studies where in the funnel customers are lost, and acts on what it finds.";
    "shared_fate", "rise or fall together", ["joint_reward"],
        "In a good year both functions gain and in a bad year both lose; neither can win alone.";
    "one_head", "one boss at the top", ["reporting"],
        "One person at the top table answers for sales and marketing together.";
    "interchange", "people change sides", [],
        "People change sides: a spell in the other function is a normal part of a career here.";
    "training", "joint training", ["agenda_training"],
        "Salespeople and marketers are trained together in the skills that both need.";
    "plans_together", "plans presented together", ["joint_planning"],
        "Sales and marketing put their plans before the management together, as one plan.";
}

/// The position of the statement of that key.
pub fn position(key: &str) -> Option<usize> {
    STATEMENTS.iter().position(|statement| statement.key == key)
}

#[cfg(test)]
mod tests {
    use super::{STATEMENTS, position};
    use crate::scenario::parameter;

    #[test]
    fn keys_are_unique_and_every_choice_spoken_of_exists() {
        for (at, statement) in STATEMENTS.iter().enumerate() {
            assert_eq!(position(statement.key), Some(at), "{}", statement.key);
            for choice in statement.choices {
                assert!(parameter("operating", choice).is_some(), "{}: {choice}", statement.key);
            }
        }
    }
}
