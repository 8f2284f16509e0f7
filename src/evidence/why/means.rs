//! The cheap form, of nothing but the outcomes that a comparison has: the lead in profit per head taken apart by money, and new
//! business by how many opportunities came to a decision, how often those are won, and what a win is worth.
//!
//! New business is a product, whose difference is shared among its factors by logarithms (LMDI, Ang 2005, recalled): with
//! L(x, y) = (x - y) / ln(x / y), a factor f counts for L ln(f₂ / f₁), which adds up exactly. It is of the means: exact for the
//! sum, averaged over leads.

use crate::evidence::Summary;
use crate::experiment::Comparison;
use crate::model::outcome::Outcome;

/// What a lead in profit per head is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Opportunities that came to a decision.
    Opportunities,
    /// How often those are won.
    WinRate,
    /// What a win is worth.
    DealValue,
    /// Accounts that buy again.
    Renewal,
    /// Accounts that buy more.
    Expansion,
    /// Salaries, commission, campaigns, systems, hiring and budget.
    Cost,
    /// What the accounts held are expected to bring later: a valuation.
    Equity,
}

/// One arm's means.
struct Means {
    margin: f64,
    decided: f64,
    wins: f64,
    new: f64,
    renewal: f64,
    expansion: f64,
    cost: f64,
    equity: f64,
}

fn means(comparison: &Comparison, arm: usize) -> Option<Means> {
    let mean = |outcome: Outcome| Summary::of(comparison.values_of(arm, outcome)).mean;
    let (profit, cash, cost) =
        (mean(Outcome::ProfitPerHead), mean(Outcome::CashPerHead), mean(Outcome::CostPerHead));
    let revenue = mean(Outcome::RevenuePerHead);
    let margin = if revenue > 0.0 { (cash + cost) / revenue } else { 0.0 };
    let wins = comparison.values_of(arm, Outcome::Wins);
    let decided = wins.zip(comparison.values_of(arm, Outcome::WinRate)).map(|(wins, rate)| wins / rate);
    let found = Means {
        margin,
        decided: Summary::of(decided).mean,
        wins: mean(Outcome::Wins),
        new: margin * mean(Outcome::NewBusinessPerHead),
        renewal: margin * mean(Outcome::RenewalPerHead),
        expansion: margin * mean(Outcome::ExpansionPerHead),
        cost,
        equity: profit - cash,
    };
    let known = [found.margin, found.new, found.renewal, found.expansion, found.cost, found.equity];
    known.iter().all(|value| value.is_finite()).then_some(found)
}

/// What `arm` has more of than `less`, in money per head per year, the largest first; nothing where it was not measured.
pub fn by_means(comparison: &Comparison, arm: usize, less: usize) -> Vec<(Part, f64)> {
    let (Some(a), Some(b)) = (means(comparison, less), means(comparison, arm)) else { return Vec::new() };
    let mut out = vec![
        (Part::Renewal, b.renewal - a.renewal),
        (Part::Expansion, b.expansion - a.expansion),
        (Part::Cost, a.cost - b.cost),
        (Part::Equity, b.equity - a.equity),
    ];
    let factors =
        [(a.decided, b.decided), (a.wins / a.decided, b.wins / b.decided), (a.new / a.wins, b.new / b.wins)];
    let parts = [Part::Opportunities, Part::WinRate, Part::DealValue];
    if factors.iter().all(|(x, y)| x.is_finite() && y.is_finite() && *x > 0.0 && *y > 0.0) {
        let ratio = libm::log(b.new / a.new);
        let weight = if ratio.abs() > 1e-12 { (b.new - a.new) / ratio } else { a.new };
        out.extend(parts.iter().zip(factors).map(|(part, (x, y))| (*part, weight * libm::log(y / x))));
    } else {
        // Without wins there is no win rate: it is all a matter of opportunities.
        out.push((Part::Opportunities, b.new - a.new));
    }
    out.sort_by(|x, y| y.1.abs().total_cmp(&x.1.abs()));
    out
}

#[cfg(test)]
mod tests {
    use super::{Part, by_means};
    use crate::experiment::Comparison;
    use crate::model::Outcomes;
    use crate::model::outcome::Outcome;

    fn arm(profit: f64, cash: f64, new: f64, wins: f64, rate: f64) -> Outcomes {
        let mut outcomes = Outcomes::default();
        for (outcome, value) in [
            (Outcome::ProfitPerHead, profit),
            (Outcome::CashPerHead, cash),
            (Outcome::CostPerHead, 40.0),
            (Outcome::RevenuePerHead, (cash + 40.0) / 0.5),
            (Outcome::NewBusinessPerHead, new),
            (Outcome::RenewalPerHead, (cash + 40.0) / 0.5 - new),
            (Outcome::ExpansionPerHead, 0.0),
            (Outcome::Wins, wins),
            (Outcome::WinRate, rate),
        ] {
            outcomes[outcome] = value;
        }
        outcomes
    }

    #[test]
    fn parts_add_up_to_the_lead_and_a_better_win_rate_is_told_as_one() {
        let comparison = Comparison {
            arms: vec!["a".into(), "b".into()],
            seed: 1,
            replications: 1..2,
            outcomes: vec![vec![arm(100.0, 60.0, 150.0, 2.0, 0.2)], vec![arm(130.0, 75.0, 180.0, 2.4, 0.24)]],
        };
        let found = by_means(&comparison, 1, 0);
        let sum: f64 = found.iter().map(|(_, value)| value).sum();
        assert!((sum - 30.0).abs() < 1e-9, "{found:?}");
        let of = |part| found.iter().find(|(p, _)| *p == part).unwrap().1;
        // Ten wins a customer asked in both: only the rate differs, and the margin of new business by 15.
        assert!((of(Part::WinRate) - 15.0).abs() < 1e-9 && of(Part::Opportunities).abs() < 1e-9, "{found:?}");
        assert_eq!(of(Part::Equity), 15.0);
    }

    #[test]
    fn what_was_not_measured_gives_no_reason() {
        let comparison = Comparison {
            arms: vec!["a".into(), "b".into()],
            seed: 1,
            replications: 1..2,
            outcomes: vec![vec![Outcomes::default()]; 2],
        };
        assert!(by_means(&comparison, 1, 0).is_empty());
    }
}
