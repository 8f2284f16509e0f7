//! Managers who manage: they coach and make peace with the hours that exceptions leave.

use crate::firms::{mean, run, small};
use verona::model::Replication;
use verona::model::outcome::{HOURS, Outcome};
use verona::scenario::Scenario;

/// Hours of managers under one category, over some replications.
fn led(firm: &Scenario, category: &str) -> f64 {
    let index = HOURS.iter().position(|name| *name == category).expect("a category of hours");
    let of = |result: Replication| -> f64 {
        result.people.iter().filter(|p| p.function.contains("manager")).map(|p| p.hours[index]).sum()
    };
    (0..6).map(|replication| of(run(firm, replication))).sum::<f64>() / 6.0
}

/// A firm of novices that stay.
fn novices() -> Scenario {
    let mut firm = small();
    (firm.people.experience, firm.people.leaving, firm.plan.days) = (0.1, 0.0, 504);
    firm
}

#[test]
fn who_is_coached_learns_faster() {
    let wins = |coaching: f64, gain: f64| {
        let mut firm = novices();
        (firm.people.coaching, firm.people.coaching_gain) = (coaching, gain);
        mean(&firm, 16, Outcome::WinRate)
    };
    let (never, much) = (wins(0.0, 0.9), wins(6.0, 0.9));
    assert!(never < much, "{never} won by who is never coached, {much} by who is much");
    let (weak, strong) = (wins(0.0, 0.1), wins(0.0, 0.9));
    assert!(
        strong < weak,
        "{strong} where all hangs on coaching that there is none of, {weak} where little does"
    );
}

#[test]
fn coaching_takes_the_hours_of_both_and_no_more_than_the_desk_leaves() {
    let mut firm = novices();
    firm.people.coaching = 2.0;
    let given = led(&firm, "learning");
    // Eight salespeople are led by a manager, two hours each month; marketers by one of their own, who works with them.
    assert!((0.7 * 384.0..=384.0).contains(&given), "{given} hours of coaching in two years");
    firm.people.coaching = 0.0;
    assert_eq!(led(&firm, "learning"), 0.0);
}

#[test]
fn managers_whose_desks_are_full_of_exceptions_coach_less() {
    let coached = |complexity: f64| {
        let mut firm = small();
        (firm.operating.rules, firm.operating.direct_contact, firm.operating.escalation) = (0.0, 0.0, true);
        (firm.offer.complexity, firm.exceptions.escalation_hours) = (complexity, 1.0);
        (led(&firm, "learning"), led(&firm, "escalation"))
    };
    let ((free, few), (busy, many)) = (coached(0.0), coached(0.9));
    assert!(
        few < many && busy < 0.8 * free,
        "{busy} h of coaching beside {many} h of exceptions, {free} h beside {few} h"
    );
}

#[test]
fn managers_who_stand_up_for_the_other_side_settle_disputes() {
    let base = |standing_up: f64, trust: f64| {
        let mut firm = small();
        (firm.culture.blame, firm.culture.temper, firm.culture.initial_trust) = (0.8, 1.0, trust);
        (firm.blame.standing_up, firm.exceptions.manager_hours) = (standing_up, 3.0);
        firm
    };
    let conflict = |firm: &Scenario| mean(firm, 16, Outcome::ConflictHours);
    let (none, all) = (base(0.0, 0.5), base(1.0, 0.5));
    assert!(conflict(&all) < conflict(&none), "{} and {}", conflict(&all), conflict(&none));
    assert!(led(&all, "escalation") > led(&none, "escalation"), "it takes hours");
    let distrust = base(1.0, 0.0);
    assert!(
        led(&distrust, "escalation") < led(&all, "escalation") + 1.0,
        "who trusts nobody stands up for nobody"
    );
}
