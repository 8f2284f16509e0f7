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
];

/// The candidate most like the word, if any is like enough to be a slip of the fingers.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 64;
    let word = word.trim().to_lowercase().replace('-', "_");
    let length = word.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let allowed = (length / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Help for an unknown key of a section that exists, or (with no section) of the top of the file.
pub(super) fn key(section: Option<&str>, name: &str) -> Option<String> {
    let elsewhere: Vec<String> = parameters()
        .filter(|p| p.name == name && Some(p.section) != section)
        .map(|p| format!("`{}`", p.key()))
        .collect();
    if !elsewhere.is_empty() {
        return Some(format!("did you mean {}?", elsewhere.join(" or ")));
    }
    let within = parameters().filter(|p| Some(p.section) == section).map(|p| p.name);
    if let (Some(section), Some(near)) = (section, nearest(name, within)) {
        return Some(format!("did you mean `{section}.{near}`?"));
    }
    let lower = name.trim().to_lowercase();
    if let Some((_, key)) = OTHER_WORDS.iter().find(|(word, _)| *word == lower) {
        return Some(format!("did you mean `{key}`?"));
    }
    if let Some(near) = nearest(name, parameters().map(|p| p.name)) {
        let keys: Vec<String> =
            parameters().filter(|p| p.name == near).map(|p| format!("`{}`", p.key())).collect();
        return Some(format!("did you mean {}?", keys.join(" or ")));
    }
    section.map(|section| format!("`verona explain {section}` lists what [{section}] may hold"))
}

/// Help for an unknown word at the top of the file, where sections stand.
pub(super) fn section(name: &str) -> String {
    let sections = SECTIONS.iter().map(|(section, _, _)| *section);
    if let Some(near) = nearest(name, sections.clone().chain(["arms", "compare", "name", "about"])) {
        return format!("did you mean `{near}`?");
    }
    key(None, name)
        .unwrap_or_else(|| format!("the sections are {}, and arms", sections.collect::<Vec<_>>().join(", ")))
}
