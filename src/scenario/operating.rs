//! The operating model: every choice of how the two functions work together, each settable alone. A structure
//! is nothing but a preset of these (see `presets.rs`); no other code knows a structure's name.

use super::registry::{Section, choice, section};

choice! {
    /// How a marketing lead reaches a salesperson.
    Handover {
        /// Told to someone known, else mailed to a few acquaintances who may read, ignore or duplicate it.
        Pool = "pool",
        /// Scored against a bar and routed to the owner of the territory.
        Threshold = "threshold",
        /// Talked over with the owner of the territory, who then takes it or not.
        Flexible = "flexible",
        /// Worked jointly by a marketer and a salesperson at every step.
        Pod = "pod",
    }
}

choice! {
    /// Who appraises the two functions.
    Reporting {
        /// Each function has its own line of managers.
        Separate = "separate",
        /// One boss appraises both functions and settles what is between them.
        Joint = "joint",
    }
}

choice! {
    /// What happens when a salesperson refuses a lead.
    DisputeRule {
        /// The lead is dropped and nothing is said.
        Drop = "drop",
        /// The two parties argue it out; the lead goes back for another look.
        Argue = "argue",
        /// A manager decides.
        Arbitrate = "arbitrate",
    }
}

choice! {
    /// How targets are set.
    Targets {
        /// A share of the territory's potential, the same whatever happened.
        Fixed = "fixed",
        /// The last quarters' results plus a stretch.
        Adaptive = "adaptive",
    }
}

/// The share of a way of working that a change from one set of choices to another changes: d = 1 - product of (1 - w s), over all
/// choices, with w a choice's weight and s how far it moves ([`Parameter::apart`](super::registry::Parameter::apart)). Only choices that differ enter: one that
/// nobody uses changes no distance. Two changes one after the other of different choices leave of the old way what both at once leave.
pub fn distance(from: &Operating, to: &Operating) -> f64 {
    let stays =
        Operating::PARAMETERS.iter().map(|choice| match (from.get(choice.name), to.get(choice.name)) {
            (Some(before), Some(after)) => 1.0 - choice.weight * choice.apart(&before, &after),
            _ => 1.0,
        });
    1.0 - stays.product::<f64>()
}

// A choice without a weight could be changed without anybody noticing: that does not compile.
const _: () = {
    let mut at = 0;
    while at < Operating::PARAMETERS.len() {
        let weight = Operating::PARAMETERS[at].weight;
        assert!(weight > 0.0 && weight < 1.0, "every operating choice declares a weight above 0 and below 1");
        at += 1;
    }
};

choice! {
    /// Whose belief decides what the offer will be.
    ProductBelief {
        /// What marketing's surveys say.
        Surveys = "surveys",
        /// What marketing's surveys say, and what salespeople have told marketing of customers' plans.
        Sales = "sales",
    }
}

section! {
    /// The operating choices. At the end of each stands its weight, an assumption: 0.25 for whom one works with, reports to and is paid for,
    /// and for the system that all use; 0.1 for a habit of those concerned; 0.05 for a form, or a number that somebody looks at.
    "operating" Operating {
        /// How marketing leads reach salespeople.
        handover: Handover = Handover::Pool, "choice", [0.0, 0.0], None, "preset", weight 0.25;
        /// Score below which marketing keeps a lead back, where leads are scored.
        screening_bar: f64 = 0.0, "share", [0.0, 1.0], None, "preset; that a lead is defined is in the texts, 0.45 is an assumption", weight 0.05;
        /// Working days within which a salesperson must answer a lead; 0 for no service level.
        service_level: u32 = 0, "days", [0.0, 252.0], None, "preset; the same in all four, since no text names a deadline", weight 0.05;
        /// Whether a salesperson records that a lead is taken or refused.
        record_acceptance: bool = false, "flag", [0.0, 0.0], None, "preset", weight 0.05;
        /// What happens when a salesperson refuses a lead.
        dispute_rule: DisputeRule = DisputeRule::Argue, "choice", [0.0, 0.0], None, "preset; the same in all four: conflicts between the functions are spoken of in every text, and settled in meetings under undefined relations", weight 0.05;
        /// Share of marketing leads whose follow-up a sales manager checks.
        tracking: f64 = 0.0, "share", [0.0, 1.0], None, "preset; the same in all four, since no text has managers check leads; Sabnis et al. 2013 find that tracking raises follow-up", weight 0.1;
        /// Deals below this value are exempt from joint work in a pod.
        pod_minimum_deal: f64 = 0.0, "money", [0.0, 1e9], None, "preset", weight 0.05;
        /// Share of claims, answers and records that a system makes visible.
        system: f64 = 0.1, "share", [0.0, 1.0], None, "preset", weight 0.25;
        /// Share of joint steps that written rules cover at the start, for the simplest offer.
        rules: f64 = 0.2, "share", [0.0, 1.0], None, "preset", weight 0.1;
        /// Whether exceptions go up to the managers when nobody is asked directly.
        escalation: bool = true, "flag", [0.0, 0.0], None, "preset; the same in all four: a hierarchy takes the exceptions that rules leave (Galbraith 1974)", weight 0.1;
        /// Propensity to go directly to a person of the other function.
        direct_contact: f64 = 1.0, "probability", [0.0, 1.0], None, "preset; the same in all four, since no text has people who know each other keep from asking", weight 0.1;
        /// Whether each salesperson has a named counterpart in marketing.
        counterparts: bool = false, "flag", [0.0, 0.0], None, "preset", weight 0.25;
        /// Working days between regular meetings of the two functions; 0 for meetings only when conflict calls one.
        meeting_interval: u32 = 0, "days", [0.0, 252.0], None, "preset", weight 0.1;
        /// Length of a meeting.
        meeting_hours: f64 = 1.5, "hours", [0.0, 8.0], None, "preset", weight 0.05;
        /// Weight of settling conflicts in a meeting's agenda.
        agenda_conflict: f64 = 1.0, "weight", [0.0, 1.0], None, "preset", weight 0.05;
        /// Weight of rules at the boundary in a meeting's agenda.
        agenda_boundary: f64 = 0.0, "weight", [0.0, 1.0], None, "preset", weight 0.05;
        /// Weight of market intelligence and planning in a meeting's agenda.
        agenda_planning: f64 = 0.0, "weight", [0.0, 1.0], None, "preset", weight 0.05;
        /// Weight of joint training in a meeting's agenda.
        agenda_training: f64 = 0.0, "weight", [0.0, 1.0], None, "preset", weight 0.05;
        /// Share of variable reward that depends on the joint result of both functions.
        joint_reward: f64 = 0.0, "share", [0.0, 1.0], None, "preset", weight 0.25;
        /// Share of a marketer's own variable reward that depends on the number of leads.
        volume_reward: f64 = 0.5, "share", [0.0, 1.0], None, "preset; assumption, the same in all four", weight 0.25;
        /// Who appraises the two functions.
        reporting: Reporting = Reporting::Separate, "choice", [0.0, 0.0], None, "preset", weight 0.25;
        /// How targets are set.
        targets: Targets = Targets::Fixed, "choice", [0.0, 0.0], None, "preset; adaptive targets on lumpy deals make blame by noise (prototype)", weight 0.1;
        /// Share of marketers' hours that goes to key accounts: as many are taken as it suffices for.
        key_account_share: f64 = 0.0, "share", [0.0, 1.0], None, "preset", weight 0.1;
        /// Share of marketers' hours left beside requests, key accounts and study that goes to making material.
        materials_share: f64 = 0.25, "share", [0.0, 1.0], None, "preset; assumption, the same in all four: content takes about a quarter of what marketing spends", weight 0.1;
        /// Share of marketers' hours left beside requests, key accounts and material that goes to further study of the market.
        study_share: f64 = 0.0, "share", [0.0, 1.0], None, "preset; above 0 where marketing is said to look far ahead; how much is an assumption", weight 0.1;
        /// Duty of salespeople to log what they learn about the market.
        intelligence_duty: f64 = 0.0, "share", [0.0, 1.0], None, "preset", weight 0.1;
        /// Whose belief decides what the offer will be.
        product_belief: ProductBelief = ProductBelief::Surveys, "choice", [0.0, 0.0], None, "preset; sales under integrated, where sales shares what it knows and shapes the offer (KRK 2006)", weight 0.1;
        /// How far the two functions plan the budget together.
        joint_planning: f64 = 0.0, "share", [0.0, 1.0], None, "preset", weight 0.05;
    }
}
