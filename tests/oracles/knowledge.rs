//! What people know of the market, against the theory of filtering.

use crate::firms::{Sample, one_hand_over, run};
use libm::{exp, sqrt};
use verona::model::Workspace;
use verona::model::outcome::Outcome;

/// A marketer who learns from the own responses alone, every day, is a Kalman filter of an autoregressive market.
#[test]
fn a_marketer_who_learns_from_responses_alone_is_a_kalman_filter() {
    for (speed, noise) in [(12.0, 1.0), (4.0, 3.0)] {
        let mut firm = one_hand_over();
        (firm.firm.salespeople, firm.firm.marketers, firm.market.load) = (1, 1, 0.0);
        (firm.market.speed, firm.information.response_noise) = (speed, noise);
        (firm.information.survey_noise, firm.information.survey_interval) = (100.0, 2_520);
        (firm.information.replan_interval, firm.plan.warm_up, firm.plan.days) = (1, 504, 2_520);
        let a = exp(-speed / 252.0);
        let mut posterior = 1.0;
        for _ in 0..10_000 {
            let prior = a * a * posterior + 1.0 - a * a;
            posterior = prior * noise * noise / (prior + noise * noise);
        }
        // The message is yesterday's belief; its error today is (1 - a) of the belief, a of the error, and the drift.
        let error = (1.0 - a) * (1.0 - a) * (1.0 - posterior) + a * a * posterior + 1.0 - a * a;
        let expected = 1.0 / sqrt(1.0 + 2.0 * firm.information.misfit * error);
        let mut workspace = Workspace::default();
        let fits = (0..60).map(|r| run(&firm, r, &mut workspace).outcomes[Outcome::MessageFit]);
        Sample(fits.collect()).assert_mean("message fit", expected, 0.01);
    }
}
