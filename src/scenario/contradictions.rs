//! Choices that cannot both hold. Only what the user wrote in one and the same place is held against the user: a
//! preset's leftover, or a choice of the file that the command line overrides, is moot but no contradiction. A file
//! with `written_out = true` says every value, the moot ones too, as an echo of a scenario does.

use super::Scenario;
use super::operating::Handover;

/// One contradiction, with its reason.
pub(super) struct Contradiction {
    /// Each group needs a key that the user wrote; of a group's keys, the last one written counts.
    pub groups: &'static [&'static [&'static str]],
    /// Whether the scenario as a whole breaks the rule.
    pub broken: fn(&Scenario) -> bool,
    /// Why the choices cannot both hold.
    pub reason: &'static str,
    /// How to mend it.
    pub help: &'static str,
    /// Whether the model copes, one choice being moot. A file that is `written_out` may hold such a pair.
    pub moot: bool,
}

/// The table of contradictions.
pub(super) const CONTRADICTIONS: &[Contradiction] = &[
    Contradiction {
        groups: &[&["operating.handover"], &["operating.screening_bar"]],
        broken: |s| s.operating.handover == Handover::Pool && s.operating.screening_bar > 0.0,
        reason: "a bar screens scored leads, and a pool scores none",
        help: "set screening_bar = 0, or choose handover = \"threshold\"",
        moot: true,
    },
    Contradiction {
        groups: &[&["operating.handover"], &["operating.service_level"]],
        broken: |s| s.operating.handover == Handover::Pool && s.operating.service_level > 0,
        reason: "a service level binds the owner of a lead, and a lead in the pool has none",
        help: "set service_level = 0, or choose handover = \"threshold\"",
        moot: true,
    },
    Contradiction {
        groups: &[&["operating.handover"], &["operating.pod_minimum_deal"]],
        broken: |s| s.operating.handover != Handover::Pod && s.operating.pod_minimum_deal > 0.0,
        reason: "a smallest deal for joint work means something in pods only",
        help: "set pod_minimum_deal = 0, or choose handover = \"pod\"",
        moot: true,
    },
    Contradiction {
        groups: &[&[
            "operating.meeting_interval",
            "operating.agenda_conflict",
            "operating.agenda_boundary",
            "operating.agenda_planning",
            "operating.agenda_training",
        ]],
        broken: |s| {
            let o = &s.operating;
            let agenda = [o.agenda_conflict, o.agenda_boundary, o.agenda_planning, o.agenda_training];
            o.meeting_interval > 0 && agenda.iter().all(|weight| *weight == 0.0)
        },
        reason: "regular meetings need an agenda, and all four agenda weights are 0",
        help: "give one agenda weight a value above 0, or set meeting_interval = 0",
        moot: false,
    },
    Contradiction {
        groups: &[&["operating.meeting_hours"], &["firm.day_hours", "firm.overhead"]],
        broken: |s| s.operating.meeting_hours > s.firm.day_hours * (1.0 - s.firm.overhead),
        reason: "a meeting cannot take more hours than overhead leaves of a day, day_hours x (1 - overhead)",
        help: "shorten meeting_hours, or lengthen the day",
        moot: true,
    },
    Contradiction {
        groups: &[&["plan.days"], &["plan.warm_up"]],
        broken: |s| u64::from(s.plan.days) + u64::from(s.plan.warm_up) > 25_200,
        reason: "days and warm_up together are limited to 25,200 working days, a hundred years",
        help: "shorten one of them",
        moot: true,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parameters;
    use crate::scenario::presets::PRESETS;

    #[test]
    fn every_rule_is_about_keys_that_exist() {
        for key in CONTRADICTIONS.iter().flat_map(|rule| rule.groups.iter()).flat_map(|group| group.iter()) {
            assert!(parameters().any(|p| p.key() == *key), "{key}");
        }
    }

    #[test]
    fn no_preset_breaks_a_rule() {
        for preset in &PRESETS {
            let scenario = Scenario { operating: (preset.choices)(), ..Scenario::default() };
            assert!(CONTRADICTIONS.iter().all(|rule| !(rule.broken)(&scenario)), "{}", preset.name);
        }
    }
}
