//! The common budget: who has something to show gets more of it, small firms keep to what they are used to, and a wrong division costs.

use crate::firms::{mean, run, small, small_firms};
use verona::model::outcome::Outcome;
use verona::scenario::Scenario;

/// A firm that divides its budget by contest, as if it were large.
fn contested() -> Scenario {
    let mut firm = small();
    (firm.firm.headcount_formal, firm.plan.days, firm.people.stake) = (1, 504, 0.0);
    firm
}

fn share(firm: &Scenario) -> f64 {
    mean(firm, 12, Outcome::BudgetShare)
}

#[test]
fn those_who_bring_the_wins_get_the_budget() {
    let (mut few, mut most) = (contested(), contested());
    (few.market.reach, most.market.reach, most.market.prospecting_half_effort) = (0.05, 1.0, 24.0);
    assert!(share(&few) + 0.1 < share(&most), "{} and {}", share(&few), share(&most));
    let alike = |firm: &Scenario| {
        let mut firm = firm.clone();
        (firm.budget.credit, firm.budget.misses, firm.budget.blame) = (0.0, 0.0, 0.0);
        share(&firm)
    };
    assert_eq!((alike(&few), alike(&most)), (0.5, 0.5), "where nothing counts nothing moves");
}

#[test]
fn those_who_miss_their_targets_and_those_who_are_blamed_lose_budget() {
    let mut firm = contested();
    (firm.budget.credit, firm.budget.blame) = (0.0, 0.0);
    let mut pressed = firm.clone();
    pressed.blame.quota = 2.0;
    assert!(share(&pressed) > share(&firm) + 0.02, "{} and {}", share(&pressed), share(&firm));
    let mut blamed = contested();
    (blamed.budget.credit, blamed.budget.misses, blamed.culture.blame) = (0.0, 0.0, 1.0);
    let mut loud = blamed.clone();
    loud.budget.blame = 5.0;
    blamed.budget.blame = 0.0;
    assert!((share(&loud) - share(&blamed)).abs() > 0.01, "{} and {}", share(&loud), share(&blamed));
}

#[test]
fn small_firms_and_those_that_plan_together_keep_to_what_they_are_used_to() {
    for (formal, together, used) in [(1_000_000, 0.0, 0.3), (1, 1.0, 0.7)] {
        let mut firm = contested();
        (firm.firm.headcount_formal, firm.operating.joint_planning, firm.budget.share) =
            (formal, together, used);
        assert!((share(&firm) - used).abs() < 0.001, "{}", share(&firm));
    }
}

#[test]
fn a_wrong_division_costs_on_either_side() {
    let profit = |share: f64| {
        let mut sum = 0.0;
        for mut firm in small_firms() {
            (firm.operating.joint_planning, firm.budget.share, firm.plan.days) = (1.0, share, 504);
            sum += mean(&firm, 16, Outcome::Profit);
        }
        sum
    };
    let [little, some, much] = [0.02, 0.25, 0.98].map(profit);
    assert!(some > little && some > much, "{little}, {some}, {much} a year");
}

#[test]
fn money_that_buys_nothing_is_still_spent() {
    let mut firm = small();
    firm.budget.returns = 0.0;
    let before = run(&firm, 0);
    firm.money.budget *= 2.0;
    let after = run(&firm, 0);
    assert_eq!(before.outcomes[Outcome::Wins], after.outcomes[Outcome::Wins]);
    assert!(before.outcomes[Outcome::Cost] < after.outcomes[Outcome::Cost]);
}
