//! Material: what is needed, looked for, made and made twice.

use crate::firms::{run, small, small_firms};
use verona::model::Replication;
use verona::model::outcome::{HOURS, Outcome};

fn hours(result: &Replication, category: &str) -> f64 {
    let index = HOURS.iter().position(|name| *name == category).expect("a category of hours");
    result.people.iter().map(|person| person.hours[index]).sum()
}

#[test]
fn a_firm_whose_steps_need_nothing_neither_looks_nor_makes() {
    for mut firm in small_firms() {
        (firm.materials.need_base, firm.materials.need_slope) = (0.0, 0.0);
        firm.operating.materials_share = 0.0;
        let result = run(&firm, 0);
        assert_eq!(hours(&result, "search") + hours(&result, "material"), 0.0);
        assert_eq!(result.outcomes[Outcome::DuplicatedMaterial], 0.0);
        assert_eq!(result.outcomes[Outcome::MaterialPerWin], 0.0);
        assert!(result.outcomes[Outcome::MaterialMissed].is_nan(), "nothing was needed");
    }
}

#[test]
fn what_is_done_twice_is_the_sum_of_its_kinds() {
    for firm in small_firms() {
        let o = run(&firm, 2).outcomes;
        let kinds = o[Outcome::DuplicatedLeads]
            + o[Outcome::DuplicatedHelp]
            + o[Outcome::DuplicatedMaterial]
            + o[Outcome::DuplicatedTasks];
        assert!((kinds - o[Outcome::DuplicatedShare]).abs() < 1e-9, "{kinds}");
        assert!(o[Outcome::DuplicatedMaterial] > 0.0);
    }
}

#[test]
fn a_market_that_stands_still_makes_nothing_stale() {
    let mut firm = small();
    firm.market.speed = 0.0;
    firm.people.leaving = 0.0;
    assert!(run(&firm, 0).outcomes[Outcome::MaterialUnused].is_nan());
}

#[test]
fn without_marketers_sales_makes_all_of_it() {
    let mut firm = small();
    firm.firm.marketers = 0;
    let o = run(&firm, 0).outcomes;
    assert_eq!(o[Outcome::MaterialBySales], 1.0);
    assert!(o[Outcome::MaterialHours] > 0.0);
}

#[test]
fn who_cannot_do_without_never_misses_a_piece_and_who_does_not_care_makes_few() {
    let mut firm = small();
    firm.materials.worth = 10.0;
    firm.attention.sharpness = 20.0;
    assert_eq!(run(&firm, 0).outcomes[Outcome::MaterialMissed], 0.0);
    firm.materials.worth = 0.0;
    assert!(run(&firm, 0).outcomes[Outcome::MaterialMissed] > 0.02);
}
