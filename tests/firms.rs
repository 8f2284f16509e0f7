//! The ready-made firms: their economics are plausible before any structures are compared, and each header states them truly.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use verona::experiment::{Settings, run_arms};
use verona::model::outcome::Outcome;
use verona::scenario::{Scenario, load};

/// The stated share before `after`, in percent.
fn stated(header: &str, before: &str, after: &str) -> f64 {
    let end = header.find(after).unwrap_or_else(|| panic!("the header does not say '{after}'"));
    let start = header[..end].rfind(before).map_or(0, |at| at + before.len());
    header[start..end]
        .trim()
        .parse()
        .unwrap_or_else(|_| panic!("no figure before '{after}': {}", &header[start..end]))
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir("scenarios")
        .expect("the repository has scenarios/")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_ready_made_firm_has_plausible_economics_and_states_them() {
    let files = files();
    assert!(files.len() >= 9, "{files:?}");
    let mut wrong = Vec::new();
    for path in files {
        let name = path.display().to_string();
        let text = fs::read_to_string(&path).expect("a readable scenario");
        if text.contains("[programmes.") {
            continue; // an experiment on change, in a firm that stands here already
        }
        let header: String = text
            .lines()
            .take_while(|line| line.starts_with('#'))
            .map(|line| format!("{} ", line.trim_start_matches('#').trim()))
            .collect();
        assert!(
            header.contains("What it shows:") || header.contains("It shows"),
            "{name} does not say what it shows"
        );

        let study = load(&text, &name, &[]).unwrap_or_else(|error| panic!("{error}"));
        let arms: Vec<(&str, &Scenario)> =
            study.arms.iter().map(|arm| (arm.name.as_str(), &arm.scenario)).collect();
        let replications = if study.base.firm.salespeople > 100 { 2 } else { 10 };
        let settings = Settings { seed: study.base.plan.seed, replications: 0..replications, threads: 0 };
        let result = run_arms(&arms, &settings, &AtomicBool::new(false), |_| (), |_, _, _| Ok(()))
            .unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let mean = |value: &dyn Fn(&verona::model::Outcomes) -> f64| {
            let all = result.outcomes.iter().flatten().map(value);
            100.0 * all.sum::<f64>() / (arms.len() as f64 * f64::from(replications))
        };
        let busy = mean(&|o| o[Outcome::Busy]);
        let cost = mean(&|o| o[Outcome::CostPerHead] / o[Outcome::RevenuePerHead]);
        let quota = mean(&|o| o[Outcome::QuotaAttainment]);
        let churn = mean(&|o| o[Outcome::Churn]);

        // Churn is plausible up to the end of its pattern (docs/methods/defaults.md).
        for (what, found, said, tolerance, plausible) in [
            ("busy", busy, stated(&header, "to do for", "% of their hours"), 2.0, 90.0..=100.0),
            ("cost", cost, stated(&header, "marketing cost", "% of revenue"), 5.0, 15.0..=50.0),
            ("quota", quota, stated(&header, ";", "% of salespeople"), 12.0, 50.0..=80.0),
            ("churn", churn, stated(&header, ";", "% of accounts"), 1.5, 3.0..=12.0),
        ] {
            if (found - said).abs() > tolerance {
                wrong.push(format!("{name}: {what} is {found:.1} %, the header says {said} %"));
            }
            if !plausible.contains(&found) {
                wrong.push(format!("{name}: {what} is {found:.1} %, plausible is {plausible:?} %"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
