//! The operating model: every choice of how the two functions work together, each settable alone. A structure
//! is nothing but a preset of these (see `presets.rs`); no other code knows a structure's name.

use super::registry::{choice, section};

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

section! {
    /// The operating choices.
    "operating" Operating {
        /// How marketing leads reach salespeople.
        handover: Handover = Handover::Pool, "choice", [0.0, 0.0], None, "preset";
        /// Score below which marketing keeps a lead back, where leads are scored.
        screening_bar: f64 = 0.0, "share", [0.0, 1.0], None, "preset; that a lead is defined is in the texts, 0.45 is an assumption";
        /// Working days within which a salesperson must answer a lead; 0 for no service level.
        service_level: u32 = 0, "days", [0.0, 252.0], None, "preset; the same in all four, since no text names a deadline";
        /// Whether a salesperson records that a lead is taken or refused.
        record_acceptance: bool = false, "flag", [0.0, 0.0], None, "preset";
        /// What happens when a salesperson refuses a lead.
        dispute_rule: DisputeRule = DisputeRule::Argue, "choice", [0.0, 0.0], None, "preset; the same in all four: conflicts between the functions are spoken of in every text, and settled in meetings under undefined relations";
        /// Share of marketing leads whose follow-up a sales manager checks.
        tracking: f64 = 0.0, "share", [0.0, 1.0], None, "preset; the same in all four, since no text has managers check leads; Sabnis et al. 2013 find that tracking raises follow-up";
        /// Deals below this value are exempt from joint work in a pod.
        pod_minimum_deal: f64 = 0.0, "money", [0.0, 1e9], None, "preset";
        /// Share of claims, answers and records that a system makes visible.
        system: f64 = 0.1, "share", [0.0, 1.0], None, "preset";
        /// Share of joint steps that written rules cover at the start, for the simplest offer.
        rules: f64 = 0.2, "share", [0.0, 1.0], None, "preset";
        /// Whether exceptions go up to the managers when nobody is asked directly.
        escalation: bool = true, "flag", [0.0, 0.0], None, "preset; the same in all four: a hierarchy takes the exceptions that rules leave (Galbraith 1974)";
        /// Propensity to go directly to a person of the other function.
        direct_contact: f64 = 1.0, "probability", [0.0, 1.0], None, "preset; the same in all four, since no text has people who know each other keep from asking";
        /// Whether each salesperson has a named counterpart in marketing.
        counterparts: bool = false, "flag", [0.0, 0.0], None, "preset";
        /// Working days between regular meetings of the two functions; 0 for meetings only when conflict calls one.
        meeting_interval: u32 = 0, "days", [0.0, 252.0], None, "preset";
        /// Length of a meeting.
        meeting_hours: f64 = 1.5, "hours", [0.0, 8.0], None, "preset";
        /// Weight of settling conflicts in a meeting's agenda.
        agenda_conflict: f64 = 1.0, "weight", [0.0, 1.0], None, "preset";
        /// Weight of rules at the boundary in a meeting's agenda.
        agenda_boundary: f64 = 0.0, "weight", [0.0, 1.0], None, "preset";
        /// Weight of market intelligence and planning in a meeting's agenda.
        agenda_planning: f64 = 0.0, "weight", [0.0, 1.0], None, "preset";
        /// Weight of joint training in a meeting's agenda.
        agenda_training: f64 = 0.0, "weight", [0.0, 1.0], None, "preset";
        /// Share of variable reward that depends on the joint result of both functions.
        joint_reward: f64 = 0.0, "share", [0.0, 1.0], None, "preset";
        /// Share of a marketer's own variable reward that depends on the number of leads.
        volume_reward: f64 = 0.5, "share", [0.0, 1.0], None, "preset; assumption, the same in all four";
        /// Who appraises the two functions.
        reporting: Reporting = Reporting::Separate, "choice", [0.0, 0.0], None, "preset";
        /// How targets are set.
        targets: Targets = Targets::Fixed, "choice", [0.0, 0.0], None, "preset; adaptive targets on lumpy deals make blame by noise (prototype)";
        /// Share of marketers' hours that may go to key accounts, at most.
        key_account_share: f64 = 0.0, "share", [0.0, 1.0], None, "preset";
        /// Share of marketers' hours left beside requests, key accounts and study that goes to making material.
        materials_share: f64 = 0.25, "share", [0.0, 1.0], None, "preset; assumption, the same in all four: content takes about a quarter of what marketing spends";
        /// Share of marketers' hours left beside requests, key accounts and material that goes to further study of the market.
        study_share: f64 = 0.0, "share", [0.0, 1.0], None, "preset; above 0 where marketing is said to look far ahead; how much is an assumption";
        /// Duty of salespeople to log what they learn about the market.
        intelligence_duty: f64 = 0.0, "share", [0.0, 1.0], None, "preset";
        /// How far the two functions plan the budget together.
        joint_planning: f64 = 0.0, "share", [0.0, 1.0], None, "preset";
    }
}
