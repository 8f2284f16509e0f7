//! Laws of change: a programme works through what people carry, from its first day on, and never breaks the books.

use crate::firms::{any_firm, mean, run, small, small_firms};
use proptest::prelude::*;
use verona::model::outcome::{HOURS, Outcome, Series};
use verona::model::{Replication, Workspace, simulate};
use verona::scenario::Scenario;
use verona::scenario::operating::{Operating, distance};
use verona::scenario::presets::PRESETS;
use verona::scenario::programme::{Change, KINDS, Measure, MeasureKind, Programme};
use verona::scenario::registry::{Section, Value};

/// All choices of a preset, as a change makes them.
pub fn all_of(preset: usize) -> Vec<(&'static str, Value)> {
    let choices = (PRESETS[preset].choices)();
    Operating::PARAMETERS.iter().filter_map(|p| choices.get(p.name).map(|value| (p.name, value))).collect()
}

fn measure(kind: MeasureKind, hours: f64) -> Measure {
    Measure { kind, day: 21, days: 105, hours, share: 1.0, people: 2, ..Measure::default() }
}

pub fn with(measures: Vec<Measure>) -> Scenario {
    let mut firm = small();
    firm.plan.days = 252;
    firm.programme = Programme { measures, ..Programme::default() };
    firm
}

/// The outcomes bit by bit, so that what could not be measured equals itself.
pub fn bits(result: &Replication) -> Vec<u64> {
    result.outcomes.0.iter().map(|value| value.to_bits()).collect()
}

fn hours(result: &Replication) -> f64 {
    let index = HOURS.iter().position(|name| *name == "programme").expect("a category of hours");
    result.people.iter().map(|person| person.hours[index]).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_programme_in_any_firm_keeps_the_laws(
        firm in any_firm(),
        changes in prop::collection::vec((0..60u32, 0..60u32, 0..PRESETS.len()), 0..3),
        measures in prop::collection::vec((0..KINDS.len(), 0..40u32, 1..60u32, 0.0..60.0f64, 0.0..1.0f64, 0..9u32), 0..5),
        settings in prop::array::uniform5(0.0..=1.0f64),
        flags in any::<(bool, bool)>(),
    ) {
        let mut firm = firm;
        firm.plan.days = firm.plan.days.max(90);
        let [leadership, values, operating_model, environment, development] = settings;
        firm.programme = Programme {
            changes: changes
                .into_iter()
                .map(|(day, phase, preset)| Change { day, phase, asked: 0.0, choices: all_of(preset) })
                .collect(),
            measures: measures
                .into_iter()
                .map(|(kind, day, days, hours, share, people)| Measure {
                    kind: KINDS[kind].kind, day, days, hours, share, people,
                    cost: 100.0, exclusive: flags.0, scales: flags.1,
                })
                .collect(),
            leadership, values, operating_model, environment, development,
        };
        let result = simulate(&firm, 5, 0, &mut Workspace::default(), &mut ());
        prop_assert!(result.is_ok(), "{:?}", result.err());
        let again = simulate(&firm, 5, 0, &mut Workspace::default(), &mut Vec::new());
        prop_assert_eq!(result.as_ref().map(bits).ok(), again.as_ref().map(bits).ok(), "an observer changes nothing");
    }
}

#[test]
fn only_choices_that_differ_enter_the_distance_of_a_change_each_with_its_weight() {
    for from in &PRESETS {
        for to in &PRESETS {
            let (before, after) = ((from.choices)(), (to.choices)());
            // The product by hand over those that differ: whatever other choices there are, and how many, is nowhere in it.
            let mut stays = 1.0;
            for choice in Operating::PARAMETERS {
                let (one, other) = (before.get(choice.name).unwrap(), after.get(choice.name).unwrap());
                if one != other {
                    stays *= 1.0 - choice.weight * choice.apart(&one, &other);
                }
            }
            let found = distance(&before, &after);
            assert!((found - (1.0 - stays)).abs() < 1e-12, "{found} from {} to {}", from.name, to.name);
            assert_eq!(found == 0.0, from.name == to.name);
            assert!((found - distance(&after, &before)).abs() < 1e-12, "as far back as there");
        }
    }
}

#[test]
fn a_change_of_one_more_choice_goes_further_and_of_one_that_stays_no_further() {
    let before = (PRESETS[0].choices)();
    let mut after = before.clone();
    let mut last = 0.0;
    for (name, value) in all_of(3) {
        let moves = after.get(name) != Some(value.clone());
        after.set(name, &value).expect("a value of a preset");
        let here = distance(&before, &after);
        assert_eq!(here > last, moves, "{name}");
        last = here;
    }
    assert!(last < 1.0);
}

#[test]
fn numbers_go_as_far_as_they_move_and_words_go_wholly() {
    let apart = |name: &str, a: Value, b: Value| {
        Operating::PARAMETERS.iter().find(|choice| choice.name == name).expect("a choice").apart(&a, &b)
    };
    assert!((apart("system", Value::Number(0.9), Value::Number(0.4)) - 0.5).abs() < 1e-12);
    assert_eq!(apart("meeting_interval", Value::Integer(21), Value::Integer(0)), 1.0);
    assert_eq!(apart("meeting_interval", Value::Integer(10), Value::Integer(20)), 0.5);
    assert_eq!(apart("handover", Value::Word("pod".into()), Value::Word("pool".into())), 1.0);
    assert_eq!(apart("counterparts", Value::Flag(true), Value::Flag(true)), 0.0);
}

#[test]
fn nothing_differs_before_the_first_day_of_a_programme() {
    let plain = run(&with(Vec::new()), 0);
    let mut firm = with(Vec::new());
    firm.programme.changes = vec![Change { day: 84, phase: 0, asked: 0.0, choices: all_of(3) }];
    let changed = run(&firm, 0);
    assert_eq!(plain.months[..4], changed.months[..4]);
    assert_ne!(plain.months[5..], changed.months[5..]);
}

#[test]
fn a_change_to_what_is_already_done_changes_nothing() {
    for (index, mut firm) in small_firms().enumerate() {
        firm.operating = (PRESETS[index % PRESETS.len()].choices)();
        let plain = run(&firm, 0);
        firm.programme.changes =
            vec![Change { day: 21, phase: 42, asked: 0.0, choices: all_of(index % PRESETS.len()) }];
        assert_eq!(bits(&plain), bits(&run(&firm, 0)));
    }
}

#[test]
fn a_measure_without_hours_or_money_changes_nothing() {
    let plain = run(&with(Vec::new()), 0);
    for info in KINDS.iter().filter(|info| info.kind.needs_hours()) {
        let idle = run(&with(vec![measure(info.kind, 0.0)]), 0);
        assert_eq!(bits(&plain), bits(&idle), "{}", info.name);
    }
}

#[test]
fn every_measure_with_a_dose_takes_hours_or_moves_something() {
    // Nobody may be asked directly, so that there is work for those who find help.
    let cut_off = |measures| {
        let mut firm = with(measures);
        (firm.operating.direct_contact, firm.operating.rules) = (0.0, 0.0);
        firm
    };
    let plain = run(&cut_off(Vec::new()), 0);
    for info in KINDS {
        let dosed = run(&cut_off(vec![Measure { share: 0.6, ..measure(info.kind, 8.0) }]), 0);
        assert_ne!(bits(&plain), bits(&dosed), "{}", info.name);
        let seated = [
            MeasureKind::CoLocation,
            MeasureKind::UpstreamDownstream,
            MeasureKind::EnablementUnit,
            MeasureKind::Liaison,
            MeasureKind::EnablementInTeams,
        ];
        if !seated.contains(&info.kind) {
            assert!(hours(&dosed) > 0.0, "{} takes no hours", info.name);
        }
    }
}

#[test]
fn nobody_gives_a_programme_more_hours_than_its_dose() {
    let dose = 8.0;
    let result = run(&with(vec![measure(MeasureKind::CultureWorkshops, dose)]), 0);
    let index = HOURS.iter().position(|name| *name == "programme").expect("a category of hours");
    for person in &result.people {
        assert!(person.hours[index] <= dose * 105.0 / 21.0 * 1.2, "{} hours", person.hours[index]);
    }
}

#[test]
fn rules_are_written_again_after_a_change_and_only_by_hours() {
    let mut firm = with(Vec::new());
    firm.programme.changes = vec![Change { day: 42, phase: 0, asked: 0.0, choices: all_of(1) }];
    (firm.transition.briefing_hours, firm.transition.groping) = (0.0, 0.0);
    assert!(hours(&run(&firm, 0)) > 0.0);
    firm.transition.writing_hours = 0.0;
    assert_eq!(hours(&run(&firm, 0)), 0.0);
}

#[test]
fn a_change_without_any_friction_of_change_is_worth_at_least_as_much() {
    let mut firm = with(Vec::new());
    firm.programme.changes = vec![Change { day: 0, phase: 0, asked: 0.0, choices: all_of(2) }];
    let real = mean(&firm, 12, Outcome::Satisfaction);
    (firm.transition.uncertainty, firm.transition.clumsiness) = (0.0, 0.0);
    assert!(mean(&firm, 12, Outcome::Satisfaction) > real);
}

#[test]
fn workshops_teach_words_and_words_fade_after_them() {
    let plain = run(&with(Vec::new()), 0);
    let taught = run(&with(vec![measure(MeasureKind::CultureWorkshops, 12.0)]), 0);
    let gap = |month: usize| {
        taught.months[month][Series::Vocabulary as usize] - plain.months[month][Series::Vocabulary as usize]
    };
    assert!(gap(5) > 0.01, "{}", gap(5));
    assert!(gap(11) < gap(5), "{} after {}", gap(11), gap(5));
}

#[test]
fn a_unit_is_paid_only_while_it_works_and_counts_among_no_heads() {
    let firm = with(vec![measure(MeasureKind::EnablementUnit, 0.0)]);
    let result = run(&firm, 0);
    let unit: Vec<_> = result.people.iter().filter(|person| person.function == "enablement").collect();
    assert_eq!(unit.len(), 2);
    for person in unit {
        let paid: f64 = person.hours.iter().sum();
        assert!((paid - 105.0 * firm.firm.day_hours).abs() < 1e-6, "{paid} hours");
    }
    let mut free = firm.clone();
    free.money.marketer_salary = 0.0;
    let marketers = f64::from(firm.firm.marketers);
    let saved = run(&firm, 0).outcomes[Outcome::Cost] - run(&free, 0).outcomes[Outcome::Cost];
    let unit = 2.0 * firm.money.marketer_salary * 105.0 / 252.0;
    assert!(saved <= (marketers * firm.money.marketer_salary + unit) * 1.3 && saved > unit, "{saved}");
}

#[test]
fn an_exclusive_unit_without_hours_to_spare_makes_people_wait() {
    let mut firm =
        with(vec![Measure { exclusive: true, people: 1, ..measure(MeasureKind::EnablementUnit, 0.0) }]);
    (firm.firm.salespeople, firm.firm.marketers) = (60, 24);
    firm.offer.complexity = 0.8;
    firm.exceptions.escalation_hours = 4.0;
    let narrow = mean(&firm, 3, Outcome::SelfHelp);
    firm.programme.measures[0].exclusive = false;
    assert!(narrow > mean(&firm, 3, Outcome::SelfHelp));
}

#[test]
fn market_orientation_works_through_its_links_alone() {
    for mut firm in small_firms() {
        (firm.people.orientation, firm.attention.orientation, firm.information.orientation) = (0.0, 0.0, 0.0);
        (firm.closing.orientation, firm.accounts.orientation) = (0.0, 0.0);
        firm.culture.market_orientation = 0.1;
        let low = run(&firm, 0);
        firm.culture.market_orientation = 0.9;
        assert_eq!(bits(&low), bits(&run(&firm, 0)));
    }
}

#[test]
fn people_who_pay_customers_no_attention_learn_nothing_from_them() {
    for mut firm in small_firms() {
        firm.culture.market_orientation = 0.0;
        firm.information.orientation = 2.0;
        assert!(run(&firm, 0).outcomes[Outcome::MessageFit] > 0.0);
    }
}

/// A firm through whose unit every need goes.
fn silo(exclusive: bool) -> Scenario {
    let mut firm =
        with(vec![Measure { exclusive, people: 4, days: 231, ..measure(MeasureKind::EnablementUnit, 0.0) }]);
    (firm.operating.rules, firm.offer.complexity) = (0.0, 0.8);
    firm
}

#[test]
fn an_exclusive_unit_stands_between_the_functions_and_a_voluntary_one_brings_them_together() {
    let of = |firm: &Scenario, outcome| mean(firm, 8, outcome);
    let (silo, bridge) = (silo(true), silo(false));
    assert!(
        of(&silo, Outcome::Vocabulary) < of(&bridge, Outcome::Vocabulary),
        "no words are learned through it"
    );
    assert!(of(&silo, Outcome::BorderDelay) > of(&bridge, Outcome::BorderDelay), "two hand-offs take longer");
    assert!(of(&silo, Outcome::ReworkShare) > of(&bridge, Outcome::ReworkShare), "two can be misunderstood");
    assert!(hours(&run(&silo, 0)) > hours(&run(&bridge, 0)), "each takes hours");
}

#[test]
fn a_unit_with_more_words_is_misunderstood_less() {
    let rework = |words: f64| {
        let mut firm = silo(true);
        firm.vocabulary.unit = words;
        mean(&firm, 8, Outcome::ReworkShare)
    };
    assert!(rework(1.0) < rework(0.0));
}

#[test]
fn a_unit_that_ends_leaves_nobody_waiting() {
    let mut firm = silo(true);
    (firm.firm.salespeople, firm.firm.marketers, firm.exceptions.escalation_hours) = (40, 16, 8.0);
    (firm.programme.measures[0].people, firm.programme.measures[0].days) = (1, 60);
    let ended = run(&firm, 0);
    firm.programme.measures.clear();
    let plain = run(&firm, 0);
    let late = |result: &Replication| -> f64 {
        result.months[8..].iter().map(|month| month[Series::Wins as usize]).sum()
    };
    // It leaves a scar: who was let down trusts less. But work flows again.
    assert!(late(&ended) > 0.3 * late(&plain), "{}, without it {}", late(&ended), late(&plain));
}

#[test]
fn a_liaison_finds_work_where_exceptions_go_up_to_the_managers() {
    let mut firm = with(vec![measure(MeasureKind::Liaison, 40.0)]);
    firm.operating = (PRESETS[1].choices)();
    (firm.operating.direct_contact, firm.operating.escalation) = (0.3, true);
    let found = (0..4).map(|replication| hours(&run(&firm, replication))).sum::<f64>() / 4.0;
    assert!(found > 2.0, "{found} hours");
    firm.operating.counterparts = true;
    assert_eq!(hours(&run(&firm, 0)), 0.0, "nothing where a name always says whom to ask");
}
