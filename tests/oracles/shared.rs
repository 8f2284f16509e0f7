//! Shared tasks in their undefined limit: no owner, no record, no talk. Then the share that nobody does, and the share that two or
//! more do, have the closed form of the volunteer's dilemma (Diekmann 1985).

use crate::firms::{Sample, run, small};
use libm::pow;
use verona::model::Workspace;
use verona::model::outcome::Outcome;
use verona::scenario::Scenario;

/// A team of salespeople and marketers who do not know each other, have no rules and no record, and whose trust stays at one half.
fn crowd(sellers: u32, marketers: u32, cost: f64) -> Scenario {
    let mut firm = small(0);
    (firm.firm.salespeople, firm.firm.marketers, firm.firm.span) = (sellers, marketers, 16);
    (firm.operating.rules, firm.operating.system, firm.attention.ties) = (0.0, 0.0, 0);
    (firm.culture.initial_trust, firm.trust.gain, firm.trust.loss, firm.trust.grudge) = (0.5, 0.0, 0.0, 0.0);
    (firm.learning.hours, firm.learning.lesson, firm.learning.process) = (0.0, 0.0, 0.0);
    (firm.culture.blame, firm.people.leaving, firm.coordination.dispute) = (0.0, 0.0, 0.0);
    (firm.shared.cost, firm.shared.mailbox, firm.plan.days) = (cost, 1.0, 252);
    firm
}

#[test]
fn a_task_that_is_nobodys_is_missed_and_doubled_as_in_the_volunteers_dilemma() {
    for (sellers, marketers, cost) in [(1, 1, 0.3), (2, 1, 0.3), (4, 2, 0.5), (10, 4, 0.3), (14, 8, 0.1)] {
        let firm = crowd(sellers, marketers, cost);
        let n = f64::from(sellers + marketers);
        let acts = 1.0 - pow(cost, 1.0 / (n - 1.0));
        let nobody = pow(cost, n / (n - 1.0));
        let several = 1.0 - nobody - n * acts * pow(1.0 - acts, n - 1.0);
        let mut workspace = Workspace::default();
        let results: Vec<_> = (0..16).map(|replication| run(&firm, replication, &mut workspace)).collect();
        for (outcome, theory) in [(Outcome::TasksMissed, nobody), (Outcome::TasksDoubled, several)] {
            let sample = Sample(results.iter().map(|result| result.outcomes[outcome]).collect());
            let (mean, error) = (sample.mean(), sample.error());
            assert!(
                (mean - theory).abs() < 4.0 * error + 1e-9,
                "{n} people at {cost}: {mean} +- {error} for {theory}"
            );
        }
    }
}

#[test]
fn a_named_owner_or_a_full_record_ends_the_dilemma() {
    for record in [false, true] {
        let mut firm = crowd(8, 4, 0.5);
        if record {
            firm.operating.system = 1.0;
        } else {
            firm.operating.counterparts = true;
        }
        let o = run(&firm, 0, &mut Workspace::default()).outcomes;
        assert_eq!((o[Outcome::TasksMissed], o[Outcome::TasksDoubled]), (0.0, 0.0));
    }
}
