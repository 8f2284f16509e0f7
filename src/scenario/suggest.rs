//! "Did you mean": what a user may have meant by a word that is not known.

use super::{SECTIONS, parameters};

/// Words that people use for a key, and the key.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("sellers", "firm.salespeople"),
    ("salesmen", "firm.salespeople"),
    ("reps", "firm.salespeople"),
    ("sales", "firm.salespeople"),
    ("marketing", "firm.marketers"),
    ("price", "offer.deal_value"),
    ("ticket", "offer.deal_value"),
    ("leads", "market.load"),
    ("demand", "market.load"),
    ("preset", "operating.preset"),
    ("structure", "operating.preset"),
    ("meetings", "operating.meeting_interval"),
    ("crm", "operating.system"),
    ("sla", "operating.service_level"),
    ("threshold", "operating.screening_bar"),
    ("bonus", "operating.joint_reward"),
    ("horizon", "plan.days"),
    ("duration", "plan.days"),
    ("burn_in", "plan.warm_up"),
    ("runs", "plan.replications"),
    ("iterations", "plan.replications"),
    // Once how many there are, which follows from the share of the hours now.
    ("key_accounts", "operating.key_account_share"),
];

/// The candidate most like the word, if any is like enough to be a slip of the fingers.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 64;
    let word = word.trim().to_lowercase().replace('-', "_");
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let allowed = (length / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| (candidate.to_lowercase(), candidate))
        // Words whose lengths differ by more are farther apart than allowed; a file of unknown keys asks for each parameter.
        .filter(|(lower, _)| lower.chars().count().abs_diff(length) <= allowed)
        .map(|(lower, candidate)| (strsim::damerau_levenshtein(&word, &lower), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Help for an unknown key: of `section`, or of the top of the file without one. `arm` is the arm that it was written
/// in, such as `arms.mine`, where keys are written after the arm and operating choices without their section.
pub(super) fn key(section: Option<&str>, name: &str, arm: Option<&str>) -> Option<String> {
    let ask = |keys: Vec<String>| Some(format!("did you mean {}?", keys.join(" or ")));
    let written = |section: &str, name: &str| match arm {
        Some(arm) if section == "operating" => format!("`{arm}.{name}`"),
        Some(arm) if section != "plan" => format!("`{arm}.{section}.{name}`"),
        _ => format!("`{section}.{name}`"),
    };
    let all = |name: &str| -> Vec<String> {
        parameters()
            .filter(|p| p.name == name && Some(p.section) != section)
            .map(|p| written(p.section, p.name))
            .collect()
    };
    let elsewhere = all(name);
    if !elsewhere.is_empty() {
        return ask(elsewhere);
    }
    let preset = (section == Some("operating")).then_some("preset");
    let of_arm = (preset.is_some() && arm.is_some()).then_some("programme");
    let own = preset.into_iter().chain(of_arm);
    let within = parameters().filter(|p| Some(p.section) == section).map(|p| p.name).chain(own);
    if let (Some(section), Some(near)) = (section, nearest(name, within)) {
        return ask(vec![written(section, near)]);
    }
    let lower = name.trim().to_lowercase();
    let meant = OTHER_WORDS.iter().find(|(word, _)| *word == lower).and_then(|(_, key)| key.split_once('.'));
    if let Some((section, name)) = meant {
        return ask(vec![written(section, name)]);
    }
    if let Some(near) = nearest(name, parameters().map(|p| p.name)) {
        let near = all(near);
        if !near.is_empty() {
            return ask(near);
        }
    }
    section.map(|section| format!("`verona explain {section}` lists what [{section}] may hold"))
}

/// Help for an unknown word at the top of the file, where sections stand.
pub(super) fn section(name: &str) -> String {
    let sections = SECTIONS.iter().map(|(section, _, _)| *section);
    if let Some(near) = nearest(
        name,
        sections.clone().chain([
            "arms",
            "programmes",
            "facts",
            "person",
            "compare",
            "name",
            "about",
            "written_out",
        ]),
    ) {
        return format!("did you mean `{near}`?");
    }
    key(None, name, None).unwrap_or_else(|| {
        format!("the sections are {}, structures and programmes", sections.collect::<Vec<_>>().join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parameter;

    #[test]
    fn only_slips_of_the_fingers_are_near() {
        let words = ["salespeople", "marketers", "span"];
        assert_eq!(nearest("sales-people", words), Some("salespeople"));
        assert_eq!(nearest("Marketer", words), Some("marketers"));
        assert_eq!(nearest("spam", words), Some("span"));
        assert_eq!(nearest("budget", words), None);
        assert_eq!(nearest("", words), None);
        assert_eq!(nearest(&"s".repeat(1_000), words), None);
    }

    #[test]
    fn every_other_word_leads_to_a_key_that_exists() {
        for (word, key) in OTHER_WORDS {
            let (section, name) = key.split_once('.').expect("a dotted key");
            assert!(
                parameter(section, name).is_some() || *key == "operating.preset",
                "{word} leads to {key}"
            );
        }
    }
}
