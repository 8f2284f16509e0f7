//! Limits in which the answer is known: what is turned off does not happen.

use crate::firms::{mean, run, small, small_firms, watch, with_work_of_their_own};
use verona::model::Replication;
use verona::model::outcome::{HOURS, Outcome};
use verona::scenario::Scenario;
use verona::scenario::operating::{Handover, Reporting};

fn hours(result: &Replication, category: &str) -> f64 {
    let index = HOURS.iter().position(|name| *name == category).expect("a category of hours");
    result.people.iter().map(|person| person.hours[index]).sum()
}

/// A firm without a border to cross: no joint steps, no campaign needs, no issues, nobody leaves.
pub fn smooth() -> Scenario {
    let mut firm = with_work_of_their_own(small());
    (firm.exceptions.joint_base, firm.exceptions.joint_slope) = (0.0, 0.0);
    (firm.accounts.issues, firm.people.leaving) = (0.0, 0.0);
    firm
}

#[test]
fn without_a_market_there_are_no_leads_no_wins_and_no_prospecting() {
    for mut firm in small_firms() {
        firm.market.load = 0.0;
        let (result, events) = watch(&firm, 0);
        assert!(!events.iter().any(|e| matches!(e.what.word(), "captured" | "found" | "won")));
        assert_eq!(result.outcomes[Outcome::Wins], 0.0);
        assert!(result.outcomes[Outcome::WinRate].is_nan());
        assert_eq!(hours(&result, "prospecting") + hours(&result, "selling"), 0.0);
    }
}

#[test]
fn people_without_a_tendency_to_blame_never_blame() {
    for mut firm in small_firms() {
        firm.culture.blame = 0.0;
        firm.blame.quota = 5.0;
        let result = run(&firm, 0);
        assert_eq!(result.outcomes[Outcome::BlameIndex], 0.0);
        assert_eq!(hours(&result, "defensive"), 0.0);
        assert!(result.people.iter().all(|p| p.blame_given == 0.0 && p.blame_received == 0.0));
    }
}

#[test]
fn where_nobody_shows_temper_nobody_is_accused_and_nobody_withdraws() {
    for mut firm in small_firms() {
        (firm.culture.temper, firm.culture.blame) = (0.0, 1.0);
        let (result, events) = watch(&firm, 0);
        assert!(!events.iter().any(|e| matches!(e.what.word(), "blamed" | "dispute")));
        assert_eq!((result.outcomes[Outcome::Accusations], hours(&result, "defensive")), (0.0, 0.0));
        assert!(result.outcomes[Outcome::BlameIndex] > 0.0, "thoughts are free");
    }
}

#[test]
fn without_motive_and_without_others_a_miss_is_put_down_by_the_weights_alone() {
    for mut firm in small_firms() {
        firm.culture.blame = 0.0;
        (firm.blame.shield, firm.blame.self_serving) = (0.0, 2.0);
        (firm.blame.process, firm.blame.market) = (0.5, 1.5);
        let o = run(&firm, 0).outcomes;
        let shares = [Outcome::BlameSelf, Outcome::BlameOwn, Outcome::BlameMarket].map(|share| o[share]);
        for (share, expected) in shares.into_iter().zip([0.2, 0.2, 0.6]) {
            assert!((share - expected).abs() < 1e-9, "{share} for {expected}");
        }
    }
}

#[test]
fn a_boss_who_shields_entirely_leaves_nobody_at_fault() {
    let mut firm = small();
    firm.blame.shield = 1.0;
    assert_eq!(run(&firm, 0).outcomes[Outcome::BlameSelf], 0.0);
}

#[test]
fn lessons_take_hours_of_those_who_look_at_themselves() {
    for mut firm in small_firms() {
        firm.people.coaching = 0.0;
        assert!(hours(&run(&firm, 0), "learning") > 0.0);
        firm.learning.hours = 0.0;
        assert_eq!(hours(&run(&firm, 0), "learning"), 0.0);
    }
}

#[test]
fn no_meetings_are_held_unless_they_are_in_the_calendar() {
    for mut firm in small_firms() {
        firm.operating.meeting_interval = 0;
        assert_eq!(run(&firm, 0).outcomes[Outcome::MeetingHours], 0.0);
    }
}

#[test]
fn the_hours_around_a_meeting_are_paid_however_short_it_is() {
    let mut firm = smooth();
    (firm.operating.meeting_interval, firm.operating.meeting_hours) = (1, 0.01);
    (firm.culture.temper, firm.coordination.meeting_setup) = (0.0, 0.5);
    let per_head_day = run(&firm, 0).outcomes[Outcome::MeetingHours];
    assert!((per_head_day - 1.01).abs() < 1e-9, "{per_head_day} hours per head per day");
}

#[test]
fn meetings_write_no_rules_about_what_never_came_up() {
    let help_by_rule = |item| {
        let mut firm = small();
        (firm.operating.meeting_interval, firm.operating.meeting_hours) = (5, 4.0);
        (firm.operating.agenda_boundary, firm.operating.rules) = (1.0, 0.0);
        (firm.exceptions.rule_writing, firm.learning.process) = (1.0, 0.0);
        firm.coordination.item = item;
        let (_, events) = watch(&firm, 0);
        events
            .iter()
            .filter(|e| e.what.word() == "waiting" && e.what.note() == "a rule says whom to ask")
            .count()
    };
    let (quick, slow) = (help_by_rule(0.2), help_by_rule(1e-9));
    assert!(
        quick > slow,
        "{quick} steps under rules, {slow} where all that came up is written about in no time"
    );
}

#[test]
fn a_daily_meeting_of_one_team_takes_its_hours_from_all_who_attend_every_day() {
    let mut firm = smooth();
    (firm.operating.meeting_interval, firm.operating.meeting_hours) = (1, 0.5);
    (firm.culture.blame, firm.culture.temper, firm.coordination.meeting_setup) = (0.0, 0.0, 0.0);
    let per_head_day = run(&firm, 0).outcomes[Outcome::MeetingHours];
    assert!((per_head_day - 0.5).abs() < 1e-9, "{per_head_day} hours per head per day");
}

#[test]
fn what_marketing_cannot_reach_it_does_not_capture() {
    for mut firm in small_firms() {
        firm.market.reach = 0.0;
        let (result, events) = watch(&firm, 0);
        assert!(!events.iter().any(|e| e.what.word() == "captured"));
        assert_eq!(result.outcomes[Outcome::MarketingShare], 0.0);
        assert!(result.outcomes[Outcome::LeadLeakage].is_nan());
    }
}

#[test]
fn a_budget_planned_together_is_not_lobbied_for() {
    for mut firm in small_firms() {
        (firm.operating.joint_planning, firm.people.stake) = (1.0, 8.0);
        assert_eq!(run(&firm, 0).outcomes[Outcome::LobbyingHours], 0.0);
    }
}

#[test]
fn a_firm_without_marketers_helps_itself_and_quarrels_with_nobody() {
    for mut firm in small_firms() {
        firm.firm.marketers = 0;
        firm.exceptions.joint_base = 1.0;
        let (result, events) = watch(&firm, 0);
        let o = &result.outcomes;
        assert!(
            !events.iter().any(|e| matches!(e.what.word(), "captured" | "waiting" | "dispute" | "blamed"))
        );
        assert_eq!(o[Outcome::SelfHelp], 1.0);
        assert_eq!((o[Outcome::BorderDelay], o[Outcome::BlameIndex]), (0.0, 0.0));
        assert!(o[Outcome::MessageFit].is_nan() && o[Outcome::Wins] > 0.0);
    }
}

#[test]
fn a_firm_without_salespeople_wins_nothing_and_still_pays() {
    for mut firm in small_firms() {
        firm.firm.salespeople = 0;
        let result = run(&firm, 0);
        assert_eq!(result.outcomes[Outcome::Wins], 0.0);
        assert!(result.outcomes[Outcome::Profit] < 0.0);
    }
}

#[test]
fn without_exceptions_nothing_waits_at_the_border() {
    let (result, events) = watch(&smooth(), 0);
    assert!(
        !events.iter().any(|e| matches!(e.what.word(), "waiting" | "helped" | "self-help" | "misunderstood"))
    );
    assert!(result.outcomes[Outcome::BorderDelay].is_nan());
    assert_eq!(hours(&result, "help") + hours(&result, "rework"), 0.0);
}

#[test]
fn who_never_helps_makes_all_others_wait_for_as_long_as_they_can_bear() {
    for days in [2, 7] {
        let mut firm = small();
        (firm.behaviour.reluctance, firm.attention.sharpness) = (10.0, 20.0);
        (firm.behaviour.duty, firm.exceptions.self_help_days) = (0.0, days);
        firm.people.leaving = 0.0;
        let (result, events) = watch(&firm, 0);
        assert!(events.iter().any(|e| e.what.word() == "self-help"));
        assert!(!events.iter().any(|e| e.what.word() == "helped"));
        assert_eq!(result.outcomes[Outcome::SelfHelp], 1.0);
        let delay = result.outcomes[Outcome::BorderDelay];
        assert!(delay >= f64::from(days), "needs settled after {delay} days, patience is {days} days");
    }
}

#[test]
fn without_motives_half_of_all_requests_are_served_however_long_one_waits() {
    for days in [3, 12] {
        let mut firm = small();
        (firm.behaviour.duty, firm.behaviour.reciprocity, firm.behaviour.familiarity) = (0.0, 0.0, 0.0);
        (firm.behaviour.reluctance, firm.culture.initial_trust, firm.blame.quota) = (0.0, 0.5, 0.01);
        (firm.trust.gain, firm.trust.loss, firm.trust.grudge, firm.blame.withdrawal) = (0.0, 0.0, 0.0, 0.0);
        (firm.exceptions.joint_base, firm.exceptions.self_help_days) = (0.5, days);
        (firm.people.leaving, firm.exceptions.help_share) = (0.0, 0.01);
        let alone = mean(&firm, 12, Outcome::SelfHelp);
        assert!((alone - 0.5).abs() < 0.06, "{alone} of all needs ended in self-help at {days} days");
    }
}

#[test]
fn who_has_declined_a_request_does_not_serve_it_once_nobody_waits_for_it() {
    let mut firm = small();
    (firm.behaviour.duty, firm.behaviour.reciprocity, firm.behaviour.familiarity) = (0.0, 0.0, 0.0);
    (firm.behaviour.reluctance, firm.culture.initial_trust, firm.blame.quota) = (0.0, 0.5, 0.01);
    (firm.trust.gain, firm.trust.loss, firm.trust.grudge, firm.blame.withdrawal) = (0.0, 0.0, 0.0, 0.0);
    // Help is short, so that nearly all requests are looked at while somebody waits; and others soon take the places of leads that end.
    (firm.exceptions.joint_base, firm.exceptions.self_help_days) = (0.5, 3);
    (firm.people.leaving, firm.exceptions.help_share, firm.plan.days) = (0.0, 0.01, 252);
    (firm.materials.need_base, firm.materials.need_slope) = (0.0, 0.0);
    let in_vain = mean(&firm, 6, Outcome::DuplicatedHelp);
    assert!(in_vain < 1e-4, "{in_vain} of all hours went into help that nobody waited for");
}

#[test]
fn what_nobody_can_misunderstand_is_never_done_again() {
    for mut firm in small_firms() {
        firm.exceptions.misunderstanding = 0.0;
        assert_eq!(run(&firm, 0).outcomes[Outcome::ReworkShare], 0.0);
    }
}

#[test]
fn leads_that_nobody_may_refuse_or_screen_are_not() {
    for mut firm in small_firms() {
        (firm.attention.refusal, firm.operating.screening_bar) = (0.0, 0.0);
        let (result, events) = watch(&firm, 0);
        assert!(!events.iter().any(|e| e.what.word() == "refused"));
        assert_eq!(result.outcomes[Outcome::ScreenedOut], 0.0);
    }
}

#[test]
fn nobody_leaves_a_firm_that_nobody_leaves_and_no_account_is_lost_without_churn() {
    for mut firm in small_firms() {
        (firm.people.leaving, firm.accounts.churn) = (0.0, 0.0);
        let (result, events) = watch(&firm, 0);
        assert!(!events.iter().any(|e| matches!(e.what.word(), "left" | "account lost")));
        assert_eq!((result.outcomes[Outcome::Turnover], result.outcomes[Outcome::Churn]), (0.0, 0.0));
    }
}

#[test]
fn vocabulary_and_trust_that_nothing_moves_stay_where_they_began() {
    for mut firm in small_firms() {
        firm.people.leaving = 0.0;
        (firm.vocabulary.gain, firm.vocabulary.decay, firm.vocabulary.training) = (0.0, 0.0, 0.0);
        (firm.trust.gain, firm.trust.loss, firm.trust.grudge, firm.blame.strength) = (0.0, 0.0, 0.0, 0.0);
        (firm.culture.initial_vocabulary, firm.culture.initial_trust) = (0.3, 0.7);
        let o = run(&firm, 0).outcomes;
        assert!((o[Outcome::Vocabulary] - 0.3).abs() < 1e-12);
        assert!((o[Outcome::Trust] - 0.7).abs() < 1e-6, "trust of {}", o[Outcome::Trust]);
    }
}

#[test]
fn no_deal_is_won_before_its_prospect_was_interested() {
    let mut firm = smooth();
    (firm.offer.steps_small, firm.offer.steps_large, firm.offer.deal_hours) = (1, 1, 1.0);
    (firm.offer.win_small, firm.offer.win_large, firm.market.load) = (0.9, 0.9, 0.5);
    let o = run(&firm, 0).outcomes;
    assert!(o[Outcome::CycleTime] >= 0.0, "{} days from interest to win", o[Outcome::CycleTime]);
}

#[test]
fn exceptions_go_through_one_boss_or_two_and_a_free_desk_decides_the_day_after() {
    for (reporting, most) in [(Reporting::Joint, 1.0), (Reporting::Separate, 2.0)] {
        let mut firm = small();
        (firm.firm.salespeople, firm.firm.marketers, firm.firm.span) = (8, 8, 8);
        firm.operating.reporting = reporting;
        (firm.operating.escalation, firm.operating.direct_contact, firm.operating.rules) = (true, 0.0, 0.0);
        (firm.exceptions.manager_hours, firm.exceptions.escalation_hours) = (8.0, 0.01);
        firm.people.leaving = 0.0;
        let o = run(&firm, 0).outcomes;
        assert!(o[Outcome::Escalations] > 0.0);
        let delay = o[Outcome::EscalationDelay];
        assert!((0.0..=most).contains(&delay), "{delay} days");
    }
}

/// A firm in which every need of the other function goes up to the managers of two separate lines, with eight
/// salespeople and eight marketers. Needs arise in sales alone, or in marketing's campaigns alone.
fn escalating(by_sales: bool) -> Scenario {
    let mut firm = small();
    (firm.firm.salespeople, firm.firm.marketers, firm.firm.span) = (8, 8, 8);
    (firm.operating.escalation, firm.operating.direct_contact, firm.operating.rules) = (true, 0.0, 0.0);
    (firm.accounts.issues, firm.people.leaving, firm.learning.process) = (0.0, 0.0, 0.0);
    (firm.exceptions.manager_hours, firm.exceptions.escalation_hours) = (8.0, 0.01);
    (firm.exceptions.joint_base, firm.exceptions.joint_slope) = (1.0, 0.0);
    if by_sales {
        firm.exceptions.campaign_needs = 0.0;
    } else {
        (firm.offer.steps_small, firm.offer.steps_large) = (1, 1);
    }
    firm
}

#[test]
fn two_lines_of_managers_take_as_long_over_a_need_of_marketing_as_over_one_of_sales() {
    let delay = |by_sales| run(&escalating(by_sales), 0).outcomes[Outcome::EscalationDelay];
    let (sales, marketing) = (delay(true), delay(false));
    assert!((sales - marketing).abs() < 0.25, "{sales} days for sales, {marketing} for marketing");
}

#[test]
fn who_hears_nothing_from_the_managers_goes_on_without_help_in_either_function() {
    for by_sales in [true, false] {
        let mut firm = escalating(by_sales);
        (firm.exceptions.manager_hours, firm.people.coaching) = (0.0, 0.0);
        let o = run(&firm, 0).outcomes;
        assert!(o[Outcome::Escalations] > 0.0);
        assert_eq!(o[Outcome::SelfHelp], 1.0, "needs of {}", if by_sales { "sales" } else { "marketing" });
    }
}

#[test]
fn who_has_no_hour_left_for_prospecting_finds_no_prospects() {
    let mut firm = smooth();
    (firm.firm.day_hours, firm.firm.overhead, firm.coordination.devices) = (1.0, 0.5, 100.0);
    (firm.operating.rules, firm.operating.system) = (1.0, 1.0);
    firm.market.load = 20.0;
    let (result, events) = watch(&firm, 0);
    assert_eq!(hours(&result, "prospecting") + hours(&result, "selling"), 0.0);
    let found = events.iter().filter(|e| e.what.word() == "found" && e.day >= 100).count();
    assert_eq!(found, 0, "prospects found after a hundred days without an hour for it");
}

#[test]
fn asking_more_of_salespeople_gives_them_no_more_customers() {
    let mut firm = small();
    firm.plan.days = 1;
    let equity = |quota| {
        let mut firm = firm.clone();
        firm.blame.quota = quota;
        run(&firm, 0).outcomes[Outcome::CustomerEquity]
    };
    let (low, high) = (equity(0.4), equity(1.2));
    assert!(low > 0.0);
    assert_eq!(low, high, "customer equity on the first day, by the share that a target asks for");
}

#[test]
fn routed_leads_that_everybody_sees_are_not_worked_twice() {
    let mut firm = with_work_of_their_own(small());
    (firm.operating.handover, firm.operating.system) = (Handover::Threshold, 1.0);
    let (result, events) = watch(&firm, 0);
    assert!(!events.iter().any(|e| e.what.word() == "duplicated"));
    assert_eq!(hours(&result, "duplicated"), 0.0);
}

#[test]
fn a_wide_awake_small_team_does_not_work_a_lead_twice_even_in_a_pool() {
    let mut firm = small();
    firm.attention.awareness = 8.0;
    assert!(!watch(&firm, 0).1.iter().any(|e| e.what.word() == "duplicated"));
}

#[test]
fn credit_is_claimed_once_or_twice() {
    for firm in small_firms() {
        let claims = run(&firm, 0).outcomes[Outcome::CreditClaims];
        assert!((1.0..=2.0).contains(&claims), "{claims}");
    }
}

#[test]
fn marketers_spend_on_key_accounts_the_share_of_their_hours_that_the_firm_gives() {
    for share in [0.1, 0.2, 0.35] {
        let mut firm = small();
        firm.operating.key_account_share = share;
        (firm.accounts.book_years, firm.accounts.churn) = (10.0, 0.0);
        (firm.accounts.issues, firm.people.leaving) = (0.0, 0.0);
        (firm.plan.warm_up, firm.plan.days) = (42, 126);
        let result = run(&firm, 0);
        let marketers = &result.people[firm.firm.salespeople as usize..];
        let accounts = HOURS.iter().position(|name| *name == "accounts").expect("a category of hours");
        let spent: f64 = marketers.iter().take(4).map(|person| person.hours[accounts]).sum();
        let given = share * firm.firm.day_hours * 126.0 * 4.0;
        // A day that helping fills leaves none for accounts.
        assert!(spent <= given && spent > 0.85 * given, "{spent} hours of {given} at {share}");
    }
}
