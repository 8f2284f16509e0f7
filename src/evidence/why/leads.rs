//! What happened to each lead under two ways of working, summed to the difference in the gross margin of new business.
//!
//! A lead on which the customer decides under both is worth value times chance under each. With logits x and chances p, the
//! difference v (p₂ - p₁) is shared among the terms of the odds in proportion to what each adds to x₂ - x₁: the slope of the chord,
//! (p₂ - p₁) / (x₂ - x₁), is the same for all of them, so that it adds up exactly. A lead that only one of them brings to a decision
//! counts with its value times chance there, under what became of it in the other. What is left is the luck of single decisions:
//! value times (won - chance).

use crate::experiment::walk::{End, Fate};
use crate::model::Decision;
use crate::model::outcome::ODDS;
use crate::model::trace::Loss;

/// What new business differs by: the terms of the odds, then the value of deals, then leads that only one way of working brought
/// to a decision, by what became of them in the other, then luck.
pub const MECHANISMS: [&str; ODDS.len() + 9] = [
    "offer",
    "fit",
    "skill",
    "response",
    "message",
    "quality",
    "hands",
    "rework",
    "waiting",
    "orientation",
    "product",
    "price",
    "value",
    "leaked",
    "screened out",
    "refused",
    "unqualified",
    "neglected",
    "open",
    "unseen",
    "luck",
];

const VALUE: usize = ODDS.len();
const LOST: usize = VALUE + 1;
const OPEN: usize = LOST + 5;
const UNSEEN: usize = OPEN + 1;
const LUCK: usize = UNSEEN + 1;

/// A lead that one way of working lost and the other won.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parting {
    /// Its number under the first and under the second.
    pub leads: [u32; 2],
    /// By how much the chances differ; a lead that came to no decision had none.
    pub gap: f64,
}

/// Where a lead that came to no decision there is counted.
fn place(fate: Option<Fate>) -> usize {
    match fate {
        None => UNSEEN,
        Some(Fate::Lost(loss)) => LOST + (loss as usize).min(Loss::Neglected as usize),
        Some(Fate::Open | Fate::Decided(_)) => OPEN,
    }
}

/// Takes the difference in the gross margin of new business, second less first, apart; in money per head per year.
pub fn mechanism(first: &End, second: &End) -> [f64; MECHANISMS.len()] {
    let mut out = [0.0; MECHANISMS.len()];
    let luck = |decision: &Decision| decision.value * (f64::from(u8::from(decision.won)) - decision.chance);
    for (name, (_, fate)) in &first.fates {
        let Fate::Decided(a) = fate else { continue };
        out[LUCK] -= first.weight * luck(a);
        match second.fates.get(name).map(|(_, fate)| *fate) {
            Some(Fate::Decided(b)) => both(&mut out, first.weight, a, second.weight, &b),
            other => out[place(other)] -= first.weight * a.value * a.chance,
        }
    }
    for (name, (_, fate)) in &second.fates {
        let Fate::Decided(b) = fate else { continue };
        out[LUCK] += second.weight * luck(b);
        let other = first.fates.get(name).map(|(_, fate)| *fate);
        if !matches!(other, Some(Fate::Decided(_))) {
            out[place(other)] += second.weight * b.value * b.chance;
        }
    }
    out
}

/// A lead on which the customer decided under both.
fn both(out: &mut [f64; MECHANISMS.len()], weight_a: f64, a: &Decision, weight_b: f64, b: &Decision) {
    let (va, vb) = (weight_a * a.value, weight_b * b.value);
    out[VALUE] += (vb - va) * (a.chance + b.chance) / 2.0;
    let logits: f64 = b.terms.iter().zip(&a.terms).map(|(b, a)| b - a).sum();
    let slope = match logits.abs() > 1e-9 {
        true => (b.chance - a.chance) / logits,
        false => a.chance * (1.0 - a.chance),
    };
    for (at, (b, a)) in b.terms.iter().zip(&a.terms).enumerate() {
        out[at] += (va + vb) / 2.0 * slope * (b - a);
    }
}

/// The lead that the first lost and the second won, or the other way round, whose chances differ most.
pub fn parting(first: &End, second: &End) -> [Option<Parting>; 2] {
    let mut out: [Option<Parting>; 2] = [None, None];
    for (name, (number, fate)) in &first.fates {
        let Some((other, there)) = second.fates.get(name) else { continue };
        let of = |fate: &Fate| match fate {
            Fate::Decided(decision) => Some((decision.won, decision.chance)),
            Fate::Lost(_) => Some((false, 0.0)),
            Fate::Open => None,
        };
        let (Some((won_a, a)), Some((won_b, b))) = (of(fate), of(there)) else { continue };
        let gap = if won_b { b - a } else { a - b };
        if won_a != won_b && gap > 0.0 {
            let best = &mut out[usize::from(won_a)];
            if best.is_none_or(|best| gap > best.gap) {
                *best = Some(Parting { leads: [*number, *other], gap });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::{MECHANISMS, mechanism, parting};
    use crate::experiment::walk::{Fate, end};
    use crate::model::Workspace;
    use crate::model::outcome::ODDS;
    use crate::scenario::Scenario;
    use crate::scenario::presets::PRESETS;

    fn small(preset: usize) -> Scenario {
        let mut scenario = Scenario { operating: (PRESETS[preset].choices)(), ..Scenario::default() };
        (scenario.firm.salespeople, scenario.firm.marketers) = (8, 3);
        (scenario.plan.days, scenario.plan.warm_up) = (126, 21);
        scenario
    }

    #[test]
    fn what_happened_to_leads_adds_up_to_the_difference_in_new_business() {
        assert_eq!(MECHANISMS[..ODDS.len()], ODDS);
        for (a, b) in [(0, 2), (3, 1)] {
            let [first, second] = [a, b].map(|preset| {
                end(&small(preset), 4, 1, &mut Workspace::default(), &AtomicBool::new(false)).unwrap()
            });
            let sum: f64 = mechanism(&first, &second).iter().sum();
            let difference = second.parts[0] - first.parts[0];
            assert!((sum - difference).abs() < 1e-3 + 1e-6 * difference.abs(), "{sum} {difference}");
            assert!(mechanism(&first, &first).iter().all(|part| part.abs() < 1e-6));
            for (winner, found) in [&second, &first].into_iter().zip(parting(&first, &second)) {
                let Some(found) = found else { continue };
                let won = winner.fates.values().any(|(number, fate)| {
                    found.leads.contains(number) && matches!(fate, Fate::Decided(decision) if decision.won)
                });
                assert!(won && found.gap > 0.0);
            }
        }
    }
}
