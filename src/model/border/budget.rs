//! Budget: each quarter the functions contest how a common budget is split.
//!
//! A contest after Tullock: the share goes by lobbying hours a head, and everybody's best response to the other side's
//! last effort l is sqrt(V l) - l, with stake V = `people.stake` x formality (small firms settle budgets in passing)
//! x (1 - joint planning) x (1 - closeness x trust). Marketing's share scales the effect of campaign hours, the rest that of own
//! prospecting. The side that loses ground may fall out with the other.

use crate::model::books::hours::seconds;
use crate::model::border::disputes::{Friction, friction};
use crate::model::constants::{BUDGET_NOTICED, FIRST_EFFORT};
use crate::model::firm::{Firm, Today};
use crate::model::ids::{Id, Person, Span, Team};
use crate::model::trace::Observer;

/// Quarter's end: efforts for the next quarter, and the split that the last efforts earned.
pub fn quarter_end<O: Observer>(today: &Today, firm: &mut Firm, watch: &mut O) {
    let (sellers, marketers) = (firm.rates.sellers, firm.rates.marketers);
    if sellers == 0 || marketers == 0 {
        return;
    }
    let head = |firm: &Firm, people: Span<Person>| {
        let lobbied = firm.people.lobbying.of(people);
        lobbied.iter().map(|&seconds| f64::from(seconds)).sum::<f64>() / lobbied.len() as f64 / 3600.0
    };
    let by_sales = head(firm, firm.rates.sellers().into());
    let by_marketing = head(firm, firm.rates.marketers().into());
    for person in firm.rates.workers() {
        if firm.people.vacant_until[person] > today.day {
            continue;
        }
        let sells = firm.rates.sells(person);
        let others = if sells { marketers } else { sellers };
        let against = if sells { by_marketing } else { by_sales };
        let choices = today.choices(firm.rates.team(person));
        let known = (firm.ties.known(person) as f64 / others as f64).min(1.0);
        let (trust, strength) = firm.ties.means(person).unwrap_or((firm.people.view[person], 0.0));
        let soft = 1.0 - known * strength * trust;
        let stake = today.scenario.people.stake
            * firm.rates.formality
            * (1.0 - choices.joint_planning).max(0.0)
            * soft;
        let against = if against > 0.0 { against } else { FIRST_EFFORT * stake };
        let effort = (libm::sqrt(stake * against) - against).max(0.0);
        firm.people.lobbying[person] = seconds(effort);
    }
    let total = by_sales + by_marketing;
    if total <= 0.0 {
        return;
    }
    let contested = firm.rates.formality * (1.0 - today.choices(Team::new(0)).joint_planning);
    let before = firm.budget_share;
    firm.budget_share = 0.5 + contested * (by_marketing / total - 0.5);
    let change = firm.budget_share - before;
    if change.abs() > BUDGET_NOTICED {
        let (sales, marketing) = (
            firm.rates.manager(firm.rates.sellers().at(0)),
            firm.rates.manager(firm.rates.marketers().at(0)),
        );
        let (loser, winner) = if change > 0.0 { (sales, marketing) } else { (marketing, sales) };
        if loser != winner {
            friction(today, firm, (loser, winner), (Friction::Budget, 1.0), None, watch);
        }
    }
}
