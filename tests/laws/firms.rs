//! The firms on which the laws are tested: small ones by hand, and random ones from the parameter registry.

use proptest::prelude::*;
use verona::model::outcome::Outcome;
use verona::model::trace::Event;
use verona::model::{Replication, Workspace, simulate};
use verona::scenario::Scenario;
use verona::scenario::parameters;
use verona::scenario::presets::PRESETS;
use verona::scenario::registry::{Parameter, Takes, Value};

/// Eight salespeople in one team with a manager, four marketers, half a year without warm-up.
pub fn small() -> Scenario {
    let mut firm = Scenario::default();
    (firm.firm.salespeople, firm.firm.marketers) = (8, 4);
    (firm.plan.days, firm.plan.warm_up) = (126, 0);
    firm
}

/// The small firm under each of the presets.
pub fn small_firms() -> impl Iterator<Item = Scenario> {
    PRESETS.iter().map(|preset| Scenario { operating: (preset.choices)(), ..small() })
}

/// The same firm, whose sales need no material and where all work is somebody's.
pub fn with_work_of_their_own(mut firm: Scenario) -> Scenario {
    let shared = &mut firm.shared;
    (shared.mailbox, shared.fair_interval, shared.unready) = (0.0, 0, 0.0);
    (shared.renewals, shared.price_changes) = (0.0, 0.0);
    (firm.materials.need_base, firm.materials.need_slope, firm.operating.materials_share) = (0.0, 0.0, 0.0);
    firm
}

/// One replication with a seed of its own.
pub fn run(scenario: &Scenario, replication: u32) -> Replication {
    simulate(scenario, 11, replication, &mut Workspace::default(), &mut ()).expect("the laws hold")
}

/// One replication and all its events.
pub fn watch(scenario: &Scenario, replication: u32) -> (Replication, Vec<Event>) {
    let mut events = Vec::new();
    let result = simulate(scenario, 11, replication, &mut Workspace::default(), &mut events);
    (result.expect("the laws hold"), events)
}

/// The mean of an outcome over the replications in which it could be measured.
pub fn mean(scenario: &Scenario, replications: u32, outcome: Outcome) -> f64 {
    let mut workspace = Workspace::default();
    let (mut sum, mut n) = (0.0, 0.0);
    for replication in 0..replications {
        let result = simulate(scenario, 11, replication, &mut workspace, &mut ()).expect("the laws hold");
        let value = result.outcomes[outcome];
        if !value.is_nan() {
            (sum, n) = (sum + value, n + 1.0);
        }
    }
    assert!(n > 0.0, "nothing to measure");
    sum / n
}

/// Numbers beyond which a firm would be legal and yet too large for a test: sizes, horizons, and what is multiplied.
const LIMITS: [(&str, f64); 6] = [
    ("firm.salespeople", 12.0),
    ("firm.marketers", 9.0),
    ("firm.span", 12.0),
    ("plan.days", 300.0),
    ("plan.warm_up", 60.0),
    ("plan.replications", 100.0),
];

/// The value of a parameter for a kind of choice and a number in [0, 1): the default (0 to 3), a plausible value (4 to
/// 7), a rather larger one (8), an end of the legal range (9).
fn value(parameter: &Parameter, kind: u8, u: f64) -> Value {
    let key = parameter.key();
    let limit = LIMITS.iter().find(|(name, _)| *name == key).map(|(_, most)| *most);
    let [low, high] = [parameter.legal[0], limit.unwrap_or(parameter.legal[1])];
    let number = |x: f64| match parameter.kind {
        Takes::Integer => Value::Integer((x + 0.5) as i64),
        _ => Value::Number(x),
    };
    let between = |a: f64, b: f64| a + (b - a) * u;
    match parameter.kind {
        Takes::Flag => return if kind < 4 { (parameter.default)() } else { Value::Flag(u < 0.5) },
        Takes::Choice(words) => {
            let word = words[((u * words.len() as f64) as usize).min(words.len() - 1)];
            return if kind < 3 { (parameter.default)() } else { Value::Word(word.to_owned()) };
        }
        Takes::Number | Takes::Integer => {}
    }
    if key == "plan.seed" {
        return Value::Integer((u * 1e9) as i64);
    }
    if limit.is_some() {
        return if kind < 8 { number(between(low, high)) } else { number(if u < 0.5 { low } else { high }) };
    }
    let [usual_low, usual_high] =
        parameter.plausible.unwrap_or([low, if high > 1e3 { low.max(1e3) } else { high }]);
    match kind {
        0..=3 => (parameter.default)(),
        4..=7 => number(between(usual_low, usual_high)),
        8 => number(between(low, high.min(4.0 * usual_high.max(1.0)))),
        _ => number(if u < 0.5 { low } else { high }),
    }
}

/// A random legal firm, small enough to be simulated in milliseconds.
pub fn any_firm() -> impl Strategy<Value = Scenario> {
    let count = parameters().count();
    let choices = prop::collection::vec((0u8..10, 0.0..1.0f64), count);
    // How far kinds of choice may go: to plausible values only, to a few extremes, to many.
    let wildest = prop::sample::select(vec![8u8, 9, 10]);
    (choices, wildest, 0usize..8).prop_map(|(choices, wildest, tame)| {
        let mut scenario = Scenario::default();
        for (parameter, (kind, u)) in parameters().zip(choices) {
            let kind = kind % wildest;
            let set = scenario.set(parameter.section, parameter.name, &value(parameter, kind, u));
            set.unwrap_or_else(|misfit| panic!("{}: {misfit:?}", parameter.key()));
        }
        if let Some(preset) = PRESETS.get(tame) {
            scenario.operating = (preset.choices)();
        }
        shrink_to_size(&mut scenario);
        scenario
    })
}

/// Keeps prospects and the first book of accounts countable, and people in a small firm as unaware of each other as in
/// one of forty; all stay legal.
fn shrink_to_size(scenario: &mut Scenario) {
    let Scenario { firm, offer, market, accounts, blame, attention, .. } = scenario;
    market.territories = market.territories.min(2 * firm.salespeople);
    attention.awareness *= f64::from(firm.salespeople) / 40.0;
    let size = libm::pow(offer.deal_spread, offer.deal_size - 0.5);
    let prospects =
        market.load * firm.day_hours * (1.0 - firm.overhead) / (offer.deal_hours * size).max(0.01);
    if prospects > 40.0 {
        market.load *= 40.0 / prospects;
    }
    let accounts_at_start = accounts.book_years * 252.0 * prospects.min(40.0) * blame.quota;
    if accounts_at_start > 500.0 {
        accounts.book_years *= 500.0 / accounts_at_start;
    }
}
