//! Budget: each quarter the functions contest how a common budget is split.
//!
//! A contest after Tullock: the share goes by lobbying hours a head, and everybody's best response to the other side's
//! last effort l is sqrt(V l) - l, with stake V = `people.stake` x formality (small firms settle budgets in passing)
//! x (1 - joint planning) x (1 - closeness x trust). Marketing's share scales the effect of campaign hours, the rest that of own
//! prospecting. The side that loses ground may fall out with the other.

use crate::model::books::hours::seconds;
use crate::model::border::disputes::{Friction, friction};
use crate::model::firm::{Firm, Today};
use crate::model::trace::Observer;

/// Quarter's end: efforts for the next quarter, and the split that the last efforts earned.
pub fn quarter_end<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let (sellers, marketers) = (firm.rates.sellers, firm.rates.marketers);
    if sellers == 0 || marketers == 0 {
        return;
    }
    let head = |firm: &Firm, range: std::ops::Range<usize>| {
        let n = range.len() as f64;
        range.map(|person| f64::from(firm.people.lobbying[person])).sum::<f64>() / n / 3600.0
    };
    let by_sales = head(firm, 0..sellers);
    let by_marketing = head(firm, sellers..sellers + marketers);
    for person in 0..sellers + marketers {
        if firm.people.vacant_until[person] > today.day {
            continue;
        }
        let others = if person < sellers { marketers } else { sellers };
        let against = if person < sellers { by_marketing } else { by_sales };
        let choices = today.choices(firm.rates.team(person));
        let known = (firm.ties.known(person) as f64 / others as f64).min(1.0);
        let (trust, strength) = firm.ties.means(person).unwrap_or((firm.people.view[person], 0.0));
        let soft = 1.0 - known * strength * trust;
        let stake = today.scenario.people.stake
            * firm.rates.formality
            * (1.0 - choices.joint_planning).max(0.0)
            * soft;
        let against = if against > 0.0 { against } else { 0.25 * stake };
        let effort = (libm::sqrt(stake * against) - against).max(0.0);
        firm.people.lobbying[person] = seconds(effort);
    }
    let total = by_sales + by_marketing;
    if total <= 0.0 {
        return;
    }
    let contested = firm.rates.formality * (1.0 - today.choices(0).joint_planning);
    let before = firm.budget_share;
    firm.budget_share = 0.5 + contested * (by_marketing / total - 0.5);
    let change = firm.budget_share - before;
    if change.abs() > 0.02 {
        let (sales, marketing) = (firm.rates.manager(0), firm.rates.manager(sellers));
        let (loser, winner) = if change > 0.0 { (sales, marketing) } else { (marketing, sales) };
        if loser != winner {
            friction(today, firm, (loser, winner), (Friction::Budget, 1.0), None, watch);
        }
    }
}
