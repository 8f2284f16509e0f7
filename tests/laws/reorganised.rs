//! Laws of the price of a change: what it takes, who resists it, who leaves over it, and which customers go with them.

use crate::change::{all_of, bits, with};
use crate::firms::{mean, run};
use verona::model::outcome::Outcome;
use verona::scenario::Scenario;
use verona::scenario::programme::Change;
use verona::scenario::registry::Value;

/// The small firm that goes from undefined to `preset` on its first day.
fn reorganised(preset: usize, asked: f64) -> Scenario {
    let mut firm = with(Vec::new());
    firm.programme.changes = vec![Change { day: 0, phase: 0, asked, choices: all_of(preset) }];
    firm
}

/// The same without any price.
fn free(mut firm: Scenario) -> Scenario {
    let price = &mut firm.transition;
    (price.change_money, price.briefing_hours, price.asking_hours, price.groping) = (0.0, 0.0, 0.0, 0.0);
    (price.writing_hours, price.resistance, price.reassigned) = (0.0, 0.0, 0.0);
    firm
}

#[test]
fn a_reorganisation_of_no_distance_costs_exactly_nothing() {
    let plain = run(&with(Vec::new()), 0);
    let same = run(&reorganised(0, 1.0), 0);
    assert_eq!(bits(&plain), bits(&same));
    for outcome in [Outcome::ChangeCost, Outcome::ChangeLeavers] {
        assert_eq!(same.outcomes[outcome], 0.0);
    }
}

#[test]
fn a_longer_way_costs_no_less() {
    // What is due at once, of people who stay: each choice more costs more, exactly.
    let mut firm = reorganised(3, 0.0);
    (firm.transition.groping, firm.transition.writing_hours, firm.transition.leaving) = (0.0, 0.0, 0.0);
    firm.people.leaving = 0.0;
    let all = all_of(3);
    let mut last = 0.0;
    for number in 1..=all.len() {
        firm.programme.changes[0].choices = all[..number].to_vec();
        let cost = run(&firm, 0).outcomes[Outcome::ChangeCost];
        assert!(cost >= last, "{cost} after {last} with {number} choices");
        last = cost;
    }
    assert!(last > 0.0);
    // And all of it, on average.
    let cost = |choices: &[(&'static str, Value)]| {
        let mut firm = reorganised(3, 0.0);
        firm.programme.changes[0].choices = choices.to_vec();
        mean(&firm, 8, Outcome::ChangeCost)
    };
    let (some, half, whole) = (cost(&all[..3]), cost(&all[..all.len() / 2]), cost(&all));
    assert!(some < half && half < whole, "{some}, {half}, {whole}");
}

#[test]
fn each_part_of_the_price_of_a_change_adds_to_it() {
    let none = free(reorganised(2, 1.0));
    assert_eq!(mean(&none, 3, Outcome::ChangeCost), 0.0);
    let parts: [fn(&mut Scenario); 5] = [
        |firm| firm.transition.change_money = 2_000.0,
        |firm| firm.transition.briefing_hours = 16.0,
        |firm| firm.transition.asking_hours = 6.0,
        |firm| firm.transition.groping = 0.1,
        |firm| firm.transition.writing_hours = 1.0,
    ];
    for (number, part) in parts.iter().enumerate() {
        let mut firm = none.clone();
        part(&mut firm);
        assert!(mean(&firm, 3, Outcome::ChangeCost) > 0.0, "part {number}");
    }
}

#[test]
fn a_change_with_its_price_leaves_less_than_the_same_change_without() {
    let dear = reorganised(2, 0.0);
    let profit = |firm: &Scenario| mean(firm, 12, Outcome::Profit);
    assert!(profit(&dear) < profit(&free(dear.clone())));
}

#[test]
fn who_is_asked_beforehand_resists_less_and_it_takes_hours() {
    let told = |asked| {
        let mut firm = reorganised(3, asked);
        firm.transition.leaving = 4.0;
        firm
    };
    let leavers = |firm: &Scenario| mean(firm, 20, Outcome::ChangeLeavers);
    assert!(leavers(&told(1.0)) < leavers(&told(0.0)));
    let mut unmoved = told(1.0);
    unmoved.transition.asking = 0.0;
    assert!(leavers(&told(1.0)) < leavers(&unmoved), "asking that takes nothing away");
    // Who resists less gropes less as well: the asking alone takes hours.
    let taken = |asked| {
        let mut firm = told(asked);
        firm.transition.groping = 0.0;
        mean(&firm, 4, Outcome::ChangeCost)
    };
    assert!(taken(1.0) > taken(0.0));
}

#[test]
fn a_change_drives_more_people_out_where_they_resist_more_and_for_longer() {
    let leavers = |change: &dyn Fn(&mut Scenario)| {
        let mut firm = reorganised(3, 0.0);
        firm.transition.leaving = 4.0;
        change(&mut firm);
        mean(&firm, 24, Outcome::ChangeLeavers)
    };
    let usual = leavers(&|_| {});
    assert_eq!(leavers(&|firm| firm.transition.leaving = 0.0), 0.0);
    assert_eq!(leavers(&|firm| firm.transition.resistance = 0.0), 0.0);
    assert!(usual < leavers(&|firm| firm.transition.resistance_days = 630.0), "slow to see what works");
    assert!(usual > leavers(&|firm| firm.people.experience = 0.1), "novices have no habit");
    assert!(usual < leavers(&|firm| firm.culture.initial_trust = 0.0), "who distrusts the other function");
    assert!(usual < leavers(&|firm| firm.culture.blame = 1.0), "who is ready to blame");
    assert!(usual < leavers(&|firm| firm.blame.quota = 5.0), "who sees nothing work");
}

#[test]
fn of_a_group_that_is_told_and_resists_wholly_about_as_many_leave_in_forty_days_as_coch_and_french_saw() {
    let left = |asked: f64| {
        let mut firm = reorganised(3, asked);
        (firm.transition.resistance, firm.transition.asking, firm.plan.days) = (20.0, 1.0, 42);
        firm.programme.changes[0].day = 0;
        mean(&firm, 200, Outcome::Turnover) * 42.0 / 252.0
    };
    let (told, asked) = (left(0.0), left(1.0));
    assert!((0.10..=0.25).contains(&told), "{told} of those who were told; they saw 0.17");
    assert!(asked < told - 0.05, "{asked} of those who were asked; they saw none");
}

#[test]
fn customers_go_with_their_person_and_a_change_gives_some_another() {
    let lost = |change: &dyn Fn(&mut Scenario)| {
        let mut firm = reorganised(2, 0.0);
        (firm.people.leaving, firm.transition.leaving) = (0.0, 0.0);
        change(&mut firm);
        mean(&firm, 12, Outcome::LostWithPerson)
    };
    assert_eq!(lost(&|firm| firm.transition.reassigned = 0.0), 0.0);
    let some = lost(&|_| {});
    assert!(some > 0.0);
    assert!(some < lost(&|firm| firm.transition.reassigned = 1.0));
    assert_eq!(lost(&|firm| firm.accounts.follows = 0.0), 0.0);
    assert!(lost(&|firm| (firm.transition.reassigned, firm.people.leaving) = (0.0, 2.0)) > 0.0, "leavers");
}
