//! The four structures of Kotler, Rackham and Krishnaswamy (2006) as presets of operating choices. This file and
//! labels are the only places that know a structure's name.
//!
//! A choice differs between structures only where the words of the article or of the two readings of it tell them apart;
//! the words of each stand in `docs/model/operating.md`. Where words give an order and no number, the number is an assumption.

use super::operating::{Handover, Operating, ProductBelief, Reporting};

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
        about: "Two entities with ground rules: a lead is defined, handed over at a set point, and its acceptance recorded.",
        choices: || Operating {
            handover: Handover::Threshold,
            screening_bar: 0.45,
            record_acceptance: true,
            rules: 0.85,
            meeting_interval: 21,
            agenda_conflict: 0.2,
            agenda_boundary: 0.6,
            agenda_planning: 0.1,
            agenda_training: 0.1,
            joint_planning: 0.3,
            ..Operating::default()
        },
    },
    Preset {
        name: "aligned",
        about: "Flexible boundaries: leads are talked over with named counterparts; meetings to plan and train.",
        choices: || Operating {
            handover: Handover::Flexible,
            system: 0.6,
            rules: 0.6,
            counterparts: true,
            meeting_interval: 21,
            agenda_conflict: 0.1,
            agenda_boundary: 0.1,
            agenda_planning: 0.5,
            agenda_training: 0.3,
            key_account_share: 0.1,
            study_share: 0.1,
            intelligence_duty: 0.5,
            joint_planning: 0.7,
            ..Operating::default()
        },
    },
    Preset {
        name: "integrated",
        about: "One team: joint work at every step, one boss, shared systems and rewards, marketers on key accounts.",
        choices: || Operating {
            handover: Handover::Pod,
            system: 0.9,
            rules: 0.5,
            counterparts: true,
            meeting_interval: 21,
            agenda_conflict: 0.0,
            agenda_boundary: 0.1,
            agenda_planning: 0.6,
            agenda_training: 0.3,
            joint_reward: 0.5,
            reporting: Reporting::Joint,
            key_account_share: 0.35,
            product_belief: ProductBelief::Sales,
            study_share: 0.1,
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
