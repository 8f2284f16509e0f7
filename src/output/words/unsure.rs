//! Both uncertainties in sentences: in how many firms an arm is ahead, what is luck and what is not known, and what to measure.

use super::number::percent;
use super::reasons::amount;
use crate::evidence::unknowns::{Unsure, Worth};

/// How firms came about, after a number: "of the 200 firms that fit your facts".
pub fn which(firms: usize, fitted: bool) -> String {
    match fitted {
        true => format!("the {firms} firms that fit your facts"),
        false => format!("{firms} firms drawn from the plausible ranges of what your file leaves open"),
    }
}

/// Money without its plus.
fn plain(value: f64, half: f64) -> String {
    amount(value, half).trim_start_matches('+').to_owned()
}

/// In how many firms an arm is ahead, and what it costs in a bad tenth.
pub fn verdict(arms: [&str; 2], found: &Unsure, unit: &str) -> String {
    let half = found.unknown.max(found.luck / 10.0);
    let bad = match found.bad_tenth < 0.0 {
        true => format!("in a bad tenth it costs {} {unit}", plain(-found.bad_tenth, half)),
        false => format!("even in a bad tenth it brings {} {unit} more", plain(found.bad_tenth, half)),
    };
    format!(
        "In {} of {} {} beats {} ({} to {} of all such firms); {bad}.",
        percent(found.ahead.share),
        which(found.firms, found.fitted),
        arms[0],
        arms[1],
        percent(found.ahead.low),
        percent(found.ahead.high),
    )
}

/// Luck, what is not known, and both.
pub fn spread(found: &Unsure, unit: &str) -> String {
    let half = found.together();
    if !found.luck.is_finite() {
        return String::new();
    }
    format!(
        "The lead is {} {unit} on average over these firms. Its spread, as standard deviations: luck ± {} (between futures of one firm), \
         what is not known about the firm ± {} (between firms), both together ± {}.",
        amount(found.mean, half / 10.0),
        plain(found.luck, half),
        plain(found.unknown, half),
        plain(half, half),
    )
}

/// Which unknown to measure, and how; or that none stands out.
pub fn measure(found: &Unsure, unit: &str) -> String {
    let Some(most) = found.most() else {
        return format!(
            "No single unknown stands out from chance among {} firms; with more firms (`--draws`, or `verona fit` from your own facts) one may.",
            found.firms
        );
    };
    let half = found.together();
    let worth = match most.evppi > 0.0 {
        true => format!("choosing by it would be worth about {} {unit}", plain(most.evppi, half)),
        false => "it would not change the choice, but the size of the lead hangs most on it".to_owned(),
    };
    format!(
        "Measure {} first ({}): {worth}; the lead is larger where there is {} of it. {}",
        most.key.key(),
        most.key.about().trim_end_matches('.').to_lowercase(),
        if most.correlation > 0.0 { "more" } else { "less" },
        how(most),
    )
}

/// All of it in two sentences, for a first look.
pub fn line(arms: [&str; 2], found: &Unsure, unit: &str) -> String {
    format!(
        "What is not known about the firm: {} {}",
        lower(&verdict(arms, found, unit)),
        measure(found, unit)
    )
}

/// The unknowns that matter most, for a page that must be short.
pub fn three(found: &Unsure) -> String {
    // Keys that one unknown moves together say the same.
    let mut most: Vec<&Worth> = Vec::new();
    for worth in &found.worth {
        if most.len() < 3 && most.iter().all(|other| other.correlation != worth.correlation) {
            most.push(worth);
        }
    }
    let told = most.iter().map(|worth| {
        let about = worth.key.about();
        let short = about.split([':', ';', ',', '.']).next().unwrap_or(about).to_lowercase();
        let way = if worth.correlation > 0.0 { "more" } else { "less" };
        format!("{short} ({}: the lead is larger with {way} of it)", worth.key.key())
    });
    let told: Vec<String> = told.collect();
    let (told, firms) = (told.join(", "), found.firms);
    match most.iter().filter(|worth| worth.stands_out).count() {
        0 => format!(
            "These three moved the lead most over {firms} firms, though not more than chance could: {told}."
        ),
        1 => format!(
            "These three matter most: {told}. Only the first stands out from chance among {firms} firms."
        ),
        2 => {
            format!(
                "These three matter most: {told}. Only the first two stand out from chance among {firms} firms."
            )
        }
        _ => format!("These three matter most: {told}."),
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// How a firm could measure an unknown.
pub fn how(worth: &Worth) -> &'static str {
    match worth.key.section {
        "firm" => "How: from payroll and a week of time sheets.",
        "offer" => "How: from the deals of the last two years in the customer system (`verona fit --crm`).",
        "market" => {
            "How: from dates and outcomes of leads and deals in the customer system (`verona fit --crm`), by cohort of arrival."
        }
        "culture" | "trust" | "blame" | "learning" | "vocabulary" | "behaviour" => {
            "How: ask both functions the same twenty questions (`verona diagnose`), and again in a quarter."
        }
        "money" => "How: from last year's accounts.",
        "closing" | "exceptions" => {
            "How: compare won and lost deals of the last year, step by step, in the customer system."
        }
        "coordination" | "attention" | "materials" | "shared" => {
            "How: two weeks of time sheets in both functions, by what the hours went to."
        }
        "accounts" => "How: from renewals and cancellations of the last two years, by hours of care.",
        "people" => "How: from personnel records of the last three years: who left, when, with what results.",
        "information" => {
            "How: ask customers what they want, and compare it with what marketing says they want."
        }
        _ => "How: watch it for a quarter, and write it down.",
    }
}

#[cfg(test)]
mod tests {
    use super::three;
    use crate::evidence::Share;
    use crate::evidence::unknowns::{Unsure, Worth};
    use crate::scenario::parameter;

    #[test]
    fn a_short_page_names_three_unknowns_once_each_and_says_how_many_are_more_than_chance() {
        let worth = |key: &str, correlation: f64, stands_out: bool| {
            let (section, name) = key.split_once('.').unwrap();
            Worth { key: parameter(section, name).unwrap(), evppi: 0.0, correlation, stands_out }
        };
        let mut found = Unsure {
            arms: [0, 1],
            firms: 24,
            fitted: false,
            mean: 1.0,
            luck: 1.0,
            unknown: 1.0,
            components: None,
            ahead: Share::of(20, 24),
            bad_tenth: 0.5,
            worth: vec![
                worth("offer.deal_hours", -0.8, true),
                worth("offer.cycle_small", 0.5, false),
                worth("offer.cycle_large", 0.5, false),
                worth("culture.blame", 0.4, false),
                worth("market.load", 0.3, false),
            ],
        };
        let told = three(&found);
        assert!(told.contains("(offer.deal_hours: the lead is larger with less of it)"), "{told}");
        assert!(
            told.contains("culture.blame") && !told.contains("cycle_large") && !told.contains("market.load")
        );
        assert!(told.ends_with("Only the first stands out from chance among 24 firms."), "{told}");
        found.worth[0].stands_out = false;
        assert!(
            three(&found)
                .starts_with("These three moved the lead most over 24 firms, though not more than chance")
        );
    }
}
