//! Tests that arms are paired: what the market sends, and who the people are, follows from names alone.

use super::day;
use super::firm::{Firm, Today};
use super::ids::{Day, Person};
use super::market::{preferences, product};
use super::people::ties;
use super::random::Draws;
use super::work::{accounts, attention};
use crate::scenario::Scenario;
use crate::scenario::presets::PRESETS;
use std::collections::BTreeMap;

/// What the world of a firm was like over some days.
#[derive(Default)]
struct World {
    /// Prospects that arrived so far, by day and territory.
    arrivals: Vec<Vec<u32>>,
    /// Prospects that came into somebody's view: what they are like, by their key.
    portraits: BTreeMap<u64, String>,
    /// Talent and temper of those who hold the posts at the end, salespeople then marketers.
    sellers: Vec<String>,
    marketers: Vec<String>,
}

/// Runs a firm for some days and looks at its market.
fn world(scenario: &Scenario, days: u32) -> World {
    let mut firm = Firm::default();
    let draws = Draws::new(17, 4);
    firm.reset(scenario, &scenario.operating, &draws);
    let operating = vec![scenario.operating.clone(); firm.rates.teams];
    let on = |day| Today { scenario, operating: &operating, draws, day: Day::new(day) };
    preferences::begin(&on(0), &mut firm.preferences);
    product::begin(&on(0), &mut firm);
    ties::begin(&on(0), &mut firm);
    accounts::begin(&on(0), &mut firm);
    for seller in firm.rates.sellers() {
        attention::care_choice(&on(0), &mut firm, seller);
    }
    let mut world = World::default();
    for today in (0..days).map(on) {
        day(&today, &mut firm, &mut ()).expect("the laws hold");
        world.arrivals.push(firm.sellers.iter().map(|seller| seller.prospects).collect());
        for seller in firm.rates.sellers() {
            let ids: Vec<_> = firm.lists.of(seller).iter().map(|entry| entry.lead()).collect();
            for lead in ids.into_iter().map(|id| &firm.leads[id]) {
                let portrait = format!(
                    "{:?} {:?} {:?} {:?} {:?}",
                    lead.fit, lead.patience, lead.value, lead.good, lead.born
                );
                let before = world.portraits.insert(lead.key, portrait.clone());
                assert!(before.is_none_or(|before| before == portrait), "a prospect changed");
            }
        }
    }
    let who = |person: Person| {
        let people = &firm.people;
        format!("{:?} {:?} {:?}", people.talent[person], people.tendency[person], people.horizon[person])
    };
    world.sellers = firm.rates.sellers().map(Person::from).map(who).collect();
    world.marketers = firm.rates.marketers().map(Person::from).map(who).collect();
    world
}

fn firm(preset: usize) -> Scenario {
    let mut scenario = Scenario { operating: (PRESETS[preset].choices)(), ..Scenario::default() };
    (scenario.firm.salespeople, scenario.firm.marketers, scenario.firm.span) = (9, 4, 3);
    scenario.people.leaving = 0.0;
    scenario
}

/// The prospects seen in both worlds, which must be the same people.
fn same_prospects(a: &World, b: &World) -> usize {
    let both = a.portraits.iter().filter_map(|(key, one)| b.portraits.get(key).map(|other| (one, other)));
    both.inspect(|(one, other)| assert_eq!(one, other)).count()
}

#[test]
fn every_structure_lives_in_the_same_market() {
    let worlds: Vec<World> = (0..PRESETS.len()).map(|preset| world(&firm(preset), 100)).collect();
    for other in &worlds[1..] {
        assert_eq!(worlds[0].arrivals, other.arrivals);
        assert!(same_prospects(&worlds[0], other) > 100);
        assert_eq!((&worlds[0].sellers, &worlds[0].marketers), (&other.sellers, &other.marketers));
    }
}

#[test]
fn a_further_colleague_changes_neither_the_market_nor_the_people_that_were_there() {
    for preset in 0..PRESETS.len() {
        let base = world(&firm(preset), 60);
        for (salespeople, marketers) in [(10, 4), (9, 5), (14, 9)] {
            let mut larger = firm(preset);
            (larger.firm.salespeople, larger.firm.marketers) = (salespeople, marketers);
            let grown = world(&larger, 60);
            for (before, after) in base.arrivals.iter().zip(&grown.arrivals) {
                assert_eq!(before[..], after[..9]);
            }
            assert!(same_prospects(&base, &grown) > 50);
            assert_eq!(base.sellers[..], grown.sellers[..9]);
            assert_eq!(base.marketers[..], grown.marketers[..4]);
        }
    }
}

#[test]
fn a_replacement_is_somebody_else() {
    let mut leaving = firm(0);
    (leaving.people.leaving, leaving.people.leaving_slope, leaving.people.vacancy) = (12.0, 0.0, 0);
    let (before, after) = (world(&firm(0), 21), world(&leaving, 21));
    let stayed = before.sellers.iter().zip(&after.sellers).filter(|(a, b)| a == b).count();
    assert!(stayed < before.sellers.len(), "most have left, and nobody comes twice");
}
