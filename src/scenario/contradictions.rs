//! Choices that cannot both hold. Only what the user wrote in one and the same place is held against the user: a
//! preset's leftover, or a choice of the file that the command line overrides, is moot but no contradiction.

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
}

/// The table of contradictions.
pub(super) const CONTRADICTIONS: &[Contradiction] = &[
    Contradiction {
        groups: &[&["operating.handover"], &["operating.screening_bar"]],
        broken: |s| s.operating.handover == Handover::Pool && s.operating.screening_bar > 0.0,
        reason: "a bar screens scored leads, and a pool scores none",
        help: "set screening_bar = 0, or choose handover = \"threshold\"",
    },
    Contradiction {
        groups: &[&["operating.handover"], &["operating.service_level"]],
        broken: |s| s.operating.handover == Handover::Pool && s.operating.service_level > 0,
        reason: "a service level binds the owner of a lead, and a lead in the pool has none",
        help: "set service_level = 0, or choose handover = \"threshold\"",
    },
    Contradiction {
        groups: &[&["operating.handover"], &["operating.record_acceptance"]],
        broken: |s| s.operating.handover == Handover::Pool && s.operating.record_acceptance,
        reason: "acceptance is recorded by the owner of a lead, and a lead in the pool has none",
        help: "set record_acceptance = false, or choose handover = \"threshold\"",
    },
    Contradiction {
        groups: &[&["operating.handover"], &["operating.pod_minimum_deal"]],
        broken: |s| s.operating.handover != Handover::Pod && s.operating.pod_minimum_deal > 0.0,
        reason: "a smallest deal for joint work means something in pods only",
        help: "set pod_minimum_deal = 0, or choose handover = \"pod\"",
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
    },
    Contradiction {
        groups: &[&["operating.meeting_hours"], &["firm.day_hours", "firm.overhead"]],
        broken: |s| s.operating.meeting_hours > s.firm.day_hours * (1.0 - s.firm.overhead),
        reason: "a meeting cannot take more hours than overhead leaves of a day, day_hours x (1 - overhead)",
        help: "shorten meeting_hours, or lengthen the day",
    },
    Contradiction {
        groups: &[&["plan.days"], &["plan.warm_up"]],
        broken: |s| u64::from(s.plan.days) + u64::from(s.plan.warm_up) > 25_200,
        reason: "days and warm_up together are limited to 25,200 working days, a hundred years",
        help: "shorten one of them",
    },
];
