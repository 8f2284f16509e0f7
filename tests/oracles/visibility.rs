//! Where coordination costs nothing, more visibility never hurts; and posts of one kind are alike.

use crate::firms::{Sample, one_hand_over, run, small};
use verona::model::Workspace;
use verona::model::outcome::Outcome;
use verona::scenario::Scenario;

/// A firm in which coordination takes neither hours nor money. Lateness is not counted: what is seen of it makes friction.
fn free(preset: usize) -> Scenario {
    let mut firm = small(preset);
    let costs = &mut firm.coordination;
    (costs.pod_sync, costs.pod_share, costs.talk, costs.informal) = (0.0, 0.0, 0.0, 0.0);
    (costs.admin, costs.devices, costs.check) = (0.0, 0.0, 0.0);
    (firm.information.logging_hours, firm.operating.meeting_hours) = (0.0, 0.0);
    (firm.money.system_cost, firm.operating.service_level) = (0.0, 0);
    firm
}

#[test]
fn where_coordination_is_free_more_visibility_never_hurts() {
    for preset in 0..4 {
        let mut workspace = Workspace::default();
        let results = [0.0, 0.5, 1.0].map(|system| {
            let mut firm = free(preset);
            firm.operating.system = system;
            (0..40).map(|r| run(&firm, r, &mut workspace).outcomes).collect::<Vec<_>>()
        });
        let scale = Sample(results[0].iter().map(|o| o[Outcome::RevenuePerHead]).collect()).mean();
        for i in 0..2 {
            let pairs = results[i].iter().zip(&results[i + 1]);
            let gains =
                |outcome: Outcome| Sample(pairs.clone().map(|(a, b)| b[outcome] - a[outcome]).collect());
            let profit = gains(Outcome::ProfitPerHead);
            assert!(profit.error() < 0.03 * scale, "preset {preset}: {} says too little", profit.error());
            assert!(
                profit.mean() > -2.6 * profit.error(),
                "preset {preset}: {} +- {}",
                profit.mean(),
                profit.error()
            );
            for outcome in [Outcome::DuplicatedHours, Outcome::BlameIndex, Outcome::Disputes] {
                let more = gains(outcome);
                assert!(
                    more.mean() <= 2.6 * more.error(),
                    "preset {preset}: {} +- {}",
                    more.mean(),
                    more.error()
                );
            }
        }
    }
}

#[test]
fn marketers_of_a_team_are_alike_and_so_are_territories_whose_marketers_have_the_hours() {
    let mut firm = one_hand_over();
    (firm.firm.marketers, firm.people.talent, firm.coordination.admin) = (4, 0.0, 0.1);
    let mut workspace = Workspace::default();
    let (mut sellers, mut marketers) = (Sample::default(), Sample::default());
    for replication in 0..120 {
        let people = run(&firm, replication, &mut workspace).people;
        let wins =
            |range: std::ops::Range<usize>| people[range].iter().map(|p| f64::from(p.wins)).sum::<f64>();
        sellers.0.push(wins(0..3) - wins(3..6));
        marketers.0.push(wins(6..8) - wins(8..10));
    }
    for (who, sample) in [("salespeople", sellers), ("marketers", marketers)] {
        assert!(sample.mean().abs() < 3.5 * sample.error(), "{who}: {} +- {}", sample.mean(), sample.error());
    }
}
