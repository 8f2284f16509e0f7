//! The four structures of Kotler, Rackham and Krishnaswamy (2006) as presets of operating choices. This file and
//! labels are the only places that know a structure's name.
//!
//! Source of the values: assumption, after the verbal description of each structure; `tracking`,
//! `dispute_rule`, `volume_reward` and `targets` are ours, the rest is the table of the design.

use super::operating::{DisputeRule, Handover, Operating, ProductBelief, Reporting};

/// One preset: a name, a line of description, and the operating choices it stands for.
pub struct Preset {
    /// The word that a user writes in `operating.preset`.
    pub name: &'static str,
    /// One line of description.
    pub about: &'static str,
    /// Makes the operating choices.
    pub choices: fn() -> Operating,
}

/// The presets, loosest first.
pub const PRESETS: [Preset; 4] = [
    Preset {
        name: "undefined",
        about: "Independent functions that meet only to settle conflicts; leads are passed on by word of mouth and mail.",
        choices: Operating::default,
    },
    Preset {
        name: "defined",
        about: "Two entities with ground rules, scored leads, a service level and recorded acceptance.",
        choices: || Operating {
            handover: Handover::Threshold,
            screening_bar: 0.45,
            service_level: 2,
            record_acceptance: true,
            dispute_rule: DisputeRule::Argue,
            tracking: 0.3,
            system: 0.4,
            rules: 0.85,
            escalation: true,
            direct_contact: 0.3,
            meeting_interval: 21,
            agenda_conflict: 0.2,
            agenda_boundary: 0.7,
            agenda_planning: 0.1,
            agenda_training: 0.0,
            intelligence_duty: 0.1,
            joint_planning: 0.3,
            ..Operating::default()
        },
    },
    Preset {
        name: "aligned",
        about: "Flexible boundaries: leads are talked over with named counterparts; frequent meetings to plan and train.",
        choices: || Operating {
            handover: Handover::Flexible,
            dispute_rule: DisputeRule::Argue,
            system: 0.6,
            rules: 0.6,
            escalation: true,
            counterparts: true,
            meeting_interval: 10,
            agenda_conflict: 0.1,
            agenda_boundary: 0.1,
            agenda_planning: 0.5,
            agenda_training: 0.3,
            joint_reward: 0.25,
            reporting: Reporting::Joint,
            intelligence_duty: 0.5,
            joint_planning: 0.7,
            ..Operating::default()
        },
    },
    Preset {
        name: "integrated",
        about: "One team: joint work at every step, shared systems and rewards, marketers on key accounts.",
        choices: || Operating {
            handover: Handover::Pod,
            dispute_rule: DisputeRule::Argue,
            system: 0.9,
            rules: 0.5,
            escalation: true,
            counterparts: true,
            meeting_interval: 10,
            agenda_conflict: 0.0,
            agenda_boundary: 0.1,
            agenda_planning: 0.6,
            agenda_training: 0.3,
            joint_reward: 0.5,
            reporting: Reporting::Joint,
            key_account_share: 0.35,
            product_belief: ProductBelief::Sales,
            intelligence_duty: 0.8,
            joint_planning: 1.0,
            ..Operating::default()
        },
    },
];

/// The preset of that name.
pub fn preset(name: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|preset| preset.name == name)
}
