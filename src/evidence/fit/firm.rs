//! From unknowns to a firm, with what follows from a fact alone in closed form: the quota asks for what the leader says, whatever a
//! territory brings, and on-target pay is base pay plus commission on the quota.

use super::unknowns::{UNKNOWNS, Unknown};
use crate::experiment::firms::Firms;
use crate::model::outcome::OUTCOMES;
use crate::model::{prospects_a_day, sales_targets};
use crate::scenario::calendar::{MONTHS_A_YEAR, QUARTER};
use crate::scenario::facts::{Given, Says};
use crate::scenario::registry::{Parameter, Value};
use crate::scenario::{Scenario, parameter};

/// Leads of a prospect in fitted firms, roughly: 0.41 in the firm of 45, 0.36 in Olist's.
const YIELD: f64 = 0.4;

/// A firm whose facts are known and some of whose parameters are not.
#[derive(Debug, Clone)]
pub struct Open {
    /// The firm as its file has it, with values of deals moved to what is known of them.
    pub base: Scenario,
    /// What is not known.
    pub unknowns: Vec<&'static Unknown>,
    quota: Option<f64>,
    target_pay: Option<f64>,
}

impl Open {
    /// Of this firm, with these facts.
    pub fn new(base: &Scenario, facts: &[Given]) -> Self {
        let value = |says: Says| facts.iter().find(|given| given.fact.says == says).map(|given| given.value);
        let shown: Vec<&str> = facts
            .iter()
            .filter_map(|given| match given.fact.says {
                Says::Shows(outcome, _) => Some(outcome),
                _ => None,
            })
            .collect();
        let unknowns =
            UNKNOWNS.iter().filter(|unknown| unknown.outcomes.iter().any(|outcome| shown.contains(outcome)));
        let mut open = Self {
            base: base.clone(),
            unknowns: unknowns.collect(),
            quota: value(Says::Quota),
            target_pay: value(Says::TargetPay),
        };
        // The mean deal is the typical deal of the axis: a first value in closed form.
        if let Some(deal) = facts.iter().find(|given| given.fact.name == "deal_value") {
            let (_, typical) = sales_targets(base);
            if typical > 0.0 {
                let value = (open.base.offer.deal_value * deal.value / typical).clamp(1.0, 1e9);
                open.base.offer.deal_value = value;
            }
        }
        open.close();
        open
    }

    /// The firm at these unknowns, in standard deviations of their priors.
    pub fn at(&self, z: &[f64]) -> Scenario {
        let mut firm = self.base.clone();
        for (unknown, &z) in self.unknowns.iter().zip(z) {
            unknown.shift(&mut firm, z);
        }
        follow(&mut firm, self.quota, self.target_pay);
        firm
    }

    /// The firm with about as many prospects as the leads of its facts call for, to tell beforehand how much work the fit is; no part of
    /// the fit itself. Without such a fact, the firm of the file.
    pub fn as_busy_as(&self, facts: &[Given]) -> Scenario {
        let mut firm = self.base.clone();
        let leads = facts.iter().find(|given| given.fact.name == "leads").map(|given| given.value);
        let sellers = f64::from(firm.firm.salespeople);
        let prospects = prospects_a_day(&firm) * f64::from(QUARTER);
        if let Some(leads) = leads
            && prospects > 0.0
        {
            let load = firm.market.load * leads * sellers / YIELD / prospects;
            set(&mut firm, "market.load", load);
        }
        firm
    }

    fn close(&mut self) {
        follow(&mut self.base, self.quota, self.target_pay);
    }

    /// Every key that differs between plausible firms, or from the file.
    pub fn keys(&self) -> Vec<&'static Parameter> {
        let mut keys: Vec<&'static Parameter> =
            self.unknowns.iter().flat_map(|unknown| unknown.parameters()).collect();
        keys.extend(self.quota.and_then(|_| parameter("blame", "quota")));
        keys.extend(self.target_pay.and_then(|_| parameter("money", "commission")));
        keys
    }

    /// Plausible firms as a table.
    pub fn firms(&self, draws: &[Vec<f64>]) -> Firms {
        let keys = self.keys();
        let mut firms = Firms::new(keys.clone());
        for z in draws {
            let firm = self.at(z);
            let values: Vec<f64> =
                keys.iter().map(|key| super::unknowns::number(firm.get(key.section, key.name))).collect();
            firms.push(&values);
        }
        firms
    }
}

/// Sets what follows from quota and on-target pay.
fn follow(firm: &mut Scenario, quota: Option<f64>, target_pay: Option<f64>) {
    if let Some(quota) = quota {
        let (target, _) = sales_targets(firm);
        if target > 0.0 {
            set(firm, "blame.quota", firm.blame.quota * (quota / MONTHS_A_YEAR) / target);
        }
    }
    if let Some(pay) = target_pay {
        let quota = quota.unwrap_or_else(|| sales_targets(firm).0 * MONTHS_A_YEAR);
        if quota > 0.0 {
            set(firm, "money.commission", (pay - firm.money.salesperson_salary) / quota);
        }
    }
}

fn set(firm: &mut Scenario, key: &str, value: f64) {
    let found = key.split_once('.').and_then(|(section, name)| parameter(section, name));
    if let Some(key) = found {
        let _ = firm.set(key.section, key.name, &Value::Number(value.clamp(key.legal[0], key.legal[1])));
    }
}

/// The position of the outcome that measures a fact, and how many of the outcome's units one of the fact's is.
pub fn shown(given: &Given) -> Option<(usize, f64)> {
    match given.fact.says {
        Says::Shows(name, factor) => {
            OUTCOMES.iter().position(|measure| measure.name == name).map(|at| (at, factor))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load;

    #[test]
    fn quota_and_on_target_pay_follow_in_closed_form_at_any_unknowns() {
        let text = "[facts]\nquota = \"900,000\"\non_target_pay = \"140,000\"\nsalesperson_salary = \"70,000\"\nwin_rate = \"22 %\"\ndeal_value = 60000\n";
        let study = load(text, "firm", &[]).unwrap();
        let open = Open::new(&study.base, &study.facts);
        for z in [-0.3, 0.0, 0.4] {
            let firm = open.at(&vec![z; open.unknowns.len()]);
            let (target, _) = sales_targets(&firm);
            assert!((target * MONTHS_A_YEAR - 900_000.0).abs() < 1.0, "{target}");
            assert!((firm.money.commission * 900_000.0 - 70_000.0).abs() < 1.0);
        }
        let keys: Vec<String> = open.keys().iter().map(|key| key.key()).collect();
        assert!(
            keys.contains(&"blame.quota".to_owned()) && keys.contains(&"offer.win_small".to_owned()),
            "{keys:?}"
        );
        assert_eq!(open.firms(&[vec![0.0; open.unknowns.len()]]).len(), 1);
    }

    #[test]
    fn a_firm_is_as_busy_as_its_leads_say_however_many_prospects_its_file_has() {
        let firm = |load: f64| {
            let text = format!("[facts]\nleads = 35\nsalespeople = 10\n\n[market]\nload = {load}\n");
            let study = load_study(&text);
            Open::new(&study.base, &study.facts).as_busy_as(&study.facts)
        };
        for load in [0.5, 15.0] {
            let leads = prospects_a_day(&firm(load)) * f64::from(QUARTER) * YIELD / 10.0;
            assert!((leads - 35.0).abs() < 1e-9, "{leads}");
        }
    }

    fn load_study(text: &str) -> crate::scenario::Study {
        load(text, "firm", &[]).unwrap()
    }

    #[test]
    fn only_what_a_fact_speaks_about_is_unknown() {
        let study = load("[facts]\nturnover = \"25 %\"\n", "firm", &[]).unwrap();
        let names: Vec<&str> =
            Open::new(&study.base, &study.facts).unknowns.iter().map(|unknown| unknown.name).collect();
        assert_eq!(names, ["leaving"]);
    }
}
