//! The parameters that facts speak about, each declared once: which keys it moves, on which scale, how far it may lie from the
//! file's value before any fact is known, and the outcomes that tell of it.

use crate::model::math::{exp, ln, logistic};
use crate::scenario::registry::{Parameter, Takes, Value};
use crate::scenario::{Scenario, parameter};

/// On which scale a parameter is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Its logarithm.
    Log,
    /// Its log odds.
    Odds,
}

/// One unknown of a firm.
#[derive(Debug, Clone, Copy)]
pub struct Unknown {
    /// A short name.
    pub name: &'static str,
    /// The keys that it moves together.
    pub keys: &'static [&'static str],
    /// The scale.
    pub scale: Scale,
    /// The prior's standard deviation on that scale.
    pub prior: f64,
    /// The outcomes that tell of it: it is searched where a fact shows one of them.
    pub outcomes: &'static [&'static str],
}

/// Every unknown. The priors are assumptions: about twice the plausible ranges, which are of ordinary firms and not of this one.
pub const UNKNOWNS: &[Unknown] = &[
    Unknown {
        name: "hours a deal",
        keys: &["offer.deal_hours"],
        scale: Scale::Log,
        prior: 0.7,
        outcomes: &[
            "leads_per_seller",
            "wins_per_seller",
            "new_business_per_seller",
            "follow_up_share",
            "quota_attainment",
        ],
    },
    Unknown {
        name: "demand",
        keys: &["market.load"],
        scale: Scale::Log,
        prior: 0.6,
        outcomes: &[
            "leads_per_seller",
            "wins_per_seller",
            "new_business_per_seller",
            "follow_up_share",
            "response_time_median",
        ],
    },
    Unknown {
        name: "value of a deal",
        keys: &["offer.deal_value"],
        scale: Scale::Log,
        prior: 1.5,
        outcomes: &["deal_value", "new_business_per_seller"],
    },
    Unknown {
        name: "chance to win",
        keys: &["offer.win_small", "offer.win_large"],
        scale: Scale::Odds,
        prior: 0.8,
        outcomes: &[
            "win_rate",
            "lead_to_win",
            "wins_per_seller",
            "new_business_per_seller",
            "quota_attainment",
        ],
    },
    Unknown {
        name: "customer's time",
        keys: &["offer.cycle_small", "offer.cycle_large"],
        scale: Scale::Log,
        prior: 0.8,
        outcomes: &["cycle_time", "cycle_time_median"],
    },
    Unknown {
        name: "good fit",
        keys: &["market.good_fit"],
        scale: Scale::Odds,
        prior: 0.8,
        outcomes: &[
            "lead_to_win",
            "wins_per_seller",
            "new_business_per_seller",
            "win_rate",
            "quota_attainment",
        ],
    },
    Unknown {
        name: "marketing's reach",
        keys: &["market.reach"],
        scale: Scale::Odds,
        prior: 1.0,
        outcomes: &["marketing_leads_share"],
    },
    Unknown {
        name: "prospecting",
        keys: &["market.prospecting_half_effort"],
        scale: Scale::Log,
        prior: 0.6,
        outcomes: &["marketing_leads_share", "leads_per_seller"],
    },
    Unknown {
        name: "patience",
        keys: &["market.patience"],
        scale: Scale::Log,
        prior: 0.7,
        outcomes: &["follow_up_share", "response_time_median", "lead_to_win"],
    },
    Unknown {
        name: "other duties",
        keys: &["firm.overhead"],
        scale: Scale::Odds,
        prior: 0.5,
        outcomes: &["follow_up_share", "response_time_median", "quota_attainment"],
    },
    Unknown {
        name: "talent's spread",
        keys: &["people.talent"],
        scale: Scale::Log,
        prior: 0.5,
        outcomes: &["quota_attainment"],
    },
    Unknown {
        name: "churn",
        keys: &["accounts.churn"],
        scale: Scale::Log,
        prior: 0.8,
        outcomes: &["churn", "net_retention"],
    },
    Unknown {
        name: "expansion",
        keys: &["accounts.expansion"],
        scale: Scale::Odds,
        prior: 0.8,
        outcomes: &["net_retention"],
    },
    Unknown {
        name: "repeat business",
        keys: &["offer.repeat_share"],
        scale: Scale::Odds,
        prior: 0.8,
        outcomes: &["cost_share"],
    },
    Unknown {
        name: "leaving",
        keys: &["people.leaving"],
        scale: Scale::Log,
        prior: 0.7,
        outcomes: &["seller_turnover"],
    },
];

impl Unknown {
    /// The declared parameters of its keys.
    pub fn parameters(&self) -> impl Iterator<Item = &'static Parameter> + use<> {
        self.keys
            .iter()
            .filter_map(|key| key.split_once('.').and_then(|(section, name)| parameter(section, name)))
    }

    /// Moves it in a firm by so many standard deviations of its prior.
    pub fn shift(&self, firm: &mut Scenario, z: f64) {
        for key in self.parameters() {
            let before = number(firm.get(key.section, key.name));
            let after = moved(before, self.scale, z * self.prior).clamp(key.legal[0], key.legal[1]);
            let value = match key.kind {
                Takes::Integer => Value::Integer(libm::round(after) as i64),
                _ => Value::Number(after),
            };
            let stored = firm.set(key.section, key.name, &value);
            debug_assert!(stored.is_ok(), "clamped to what is legal");
        }
    }
}

fn moved(value: f64, scale: Scale, by: f64) -> f64 {
    match scale {
        Scale::Log => value.max(1e-9) * exp(by),
        Scale::Odds => {
            let inside = value.clamp(1e-6, 1.0 - 1e-6);
            logistic(ln(inside / (1.0 - inside)) + by)
        }
    }
}

/// A parameter's value as a number.
pub(super) fn number(value: Option<Value>) -> f64 {
    match value {
        Some(Value::Number(x)) => x,
        Some(Value::Integer(i)) => i as f64,
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::outcome::OUTCOMES;
    use crate::scenario::facts::{FACTS, Says};

    #[test]
    fn every_unknown_moves_keys_that_exist_and_is_told_of_by_outcomes_that_facts_show() {
        for unknown in UNKNOWNS {
            assert_eq!(unknown.parameters().count(), unknown.keys.len(), "{}", unknown.name);
            for outcome in unknown.outcomes {
                assert!(OUTCOMES.iter().any(|measure| measure.name == *outcome), "{outcome}");
                let shown =
                    FACTS.iter().any(|fact| matches!(fact.says, Says::Shows(name, _) if name == *outcome));
                assert!(shown, "no fact shows {outcome}");
            }
        }
    }

    #[test]
    fn every_fact_says_something_that_the_model_has_and_moves_something() {
        for fact in FACTS {
            match fact.says {
                Says::Sets(key) => {
                    let (section, name) = key.split_once('.').unwrap();
                    assert!(parameter(section, name).is_some(), "{key}");
                }
                Says::Shows(outcome, factor) => {
                    assert!(OUTCOMES.iter().any(|measure| measure.name == outcome), "{outcome}");
                    assert!(factor > 0.0 && fact.spread > 0.0, "{}", fact.name);
                    let told = UNKNOWNS.iter().any(|unknown| unknown.outcomes.contains(&outcome));
                    assert!(told, "nothing is searched for {}", fact.name);
                }
                Says::Heads | Says::Quota | Says::TargetPay => {}
            }
        }
    }

    #[test]
    fn a_shift_of_nothing_changes_nothing_and_any_shift_stays_legal() {
        for unknown in UNKNOWNS {
            let (base, mut firm) = (Scenario::default(), Scenario::default());
            unknown.shift(&mut firm, 0.0);
            for key in unknown.parameters() {
                let [before, after] = [&base, &firm].map(|firm| number(firm.get(key.section, key.name)));
                assert!((before - after).abs() <= 1e-12 * before.abs(), "{}", unknown.name);
            }
            unknown.shift(&mut firm, 100.0);
            unknown.shift(&mut firm, -200.0);
        }
    }
}
