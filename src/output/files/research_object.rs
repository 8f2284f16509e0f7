//! `ro-crate-metadata.json`: what a finished sweep is, as RO-Crate 1.2 metadata (Research Object Crate), which archives
//! and search engines for data read. It holds the only date of a run directory; results hold none.

use serde_json::{Value, json};

use crate::experiment::file::Experiment;
use crate::experiment::store::{Finished, Placed};
use crate::model::outcome::OUTCOMES;
use crate::output::tables::sweep::FILES;
use crate::scenario::numbers::counted;

/// The file.
pub const FILE: &str = "ro-crate-metadata.json";

/// The source of the software.
const SOFTWARE: &str = concat!("verona ", env!("CARGO_PKG_VERSION"));

/// The metadata. `made` are the files that were made from the tables, `seconds` the time of writing, counted from the
/// beginning of 1970.
pub fn metadata(experiment: &Experiment, finished: &Finished, made: &[Placed], seconds: u64) -> String {
    let identity = finished.identity();
    let when = iso(seconds);
    let about = |name: &str| {
        let of = name.strip_suffix(".parquet").map(|table| format!("{table}.csv"));
        let what = FILES
            .iter()
            .find(|(file, _)| *file == of.as_deref().unwrap_or(name))
            .map_or("", |(_, about)| *about);
        if of.is_some() { format!("{what}, as Parquet") } else { what.to_owned() }
    };
    let file = |name: &str, bytes: Option<u64>, sha256: &str| {
        let mut file = json!({
            "@id": name,
            "@type": "File",
            "name": name,
            "description": about(name),
            "encodingFormat": media_type(name),
            "sha256": sha256,
        });
        if let Some(bytes) = bytes {
            file["contentSize"] = json!(bytes.to_string());
        }
        file
    };
    let size = |name: &str| std::fs::metadata(finished.path(name)).ok().map(|data| data.len());
    let inputs: Vec<Value> =
        identity.inputs.iter().map(|(name, hash)| file(name.as_str(), size(name.as_str()), hash)).collect();
    let mut results: Vec<Value> = finished
        .tables()
        .iter()
        .map(|table| {
            let mut file = file(&table.file, Some(table.bytes), &table.sha256);
            file["description"] = json!(format!("{}; {}", about(&table.file), counted(table.rows, "row")));
            file
        })
        .collect();
    results.extend(made.iter().map(|placed| file(&placed.file, Some(placed.bytes), &placed.sha256)));
    let ids =
        |files: &[Value]| files.iter().map(|file| json!({ "@id": file["@id"] })).collect::<Vec<Value>>();
    // The dictionary describes; the experiment and the table of points are what was run.
    let run: Vec<Value> = ids(&inputs)
        .into_iter()
        .filter(|id| !id["@id"].as_str().is_some_and(|id| id.starts_with("dictionary")))
        .collect();
    let settings: Vec<Value> = [
        ("seed", json!(identity.seed), "the seed of the design and of all draws"),
        ("points", json!(identity.layout.points), "points of the design"),
        ("replications", json!(identity.layout.replications), "simulated futures of each point and structure, at most"),
        ("run", json!(identity.hash()), "SHA-256 of manifest.json: equal for equal runs"),
    ]
    .into_iter()
    .map(|(name, value, about)| {
        json!({ "@id": format!("#{name}"), "@type": "PropertyValue", "name": name, "value": value, "description": about })
    })
    .collect();
    let measured: Vec<Value> = experiment
        .outcomes
        .iter()
        .map(|&outcome| {
            let measure = &OUTCOMES[outcome];
            json!({
                "@id": format!("#outcome-{}", measure.name),
                "@type": "PropertyValue",
                "name": measure.name,
                "unitText": measure.unit,
                "description": measure.meaning,
            })
        })
        .collect();
    let arms: Vec<&str> = experiment.study.arms.iter().map(|arm| arm.name.as_str()).collect();
    let description = format!(
        "Simulated results of a sweep with verona, an agent-based simulator of how sales and marketing work together: \
         {} over {}, structures {}. They are simulations, not observations of real firms.",
        counted(identity.layout.points, "point"),
        counted(experiment.design.factors().len(), "factor"),
        arms.join(", ")
    );
    let mut objects = run;
    objects.extend(ids(&settings));
    let parts = [ids(&inputs), ids(&results)].concat();
    let mut graph = vec![
        json!({
            "@id": FILE,
            "@type": "CreativeWork",
            "conformsTo": { "@id": "https://w3id.org/ro/crate/1.2" },
            "about": { "@id": "./" },
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": experiment.name,
            "description": description,
            "datePublished": when,
            "license": "None was chosen by the software: the one who ran the sweep says under which terms it may be used.",
            "hasPart": parts,
            "variableMeasured": ids(&measured),
            "mentions": { "@id": "#sweep" },
        }),
        json!({
            "@id": "#sweep",
            "@type": "CreateAction",
            "name": format!("Sweep of {}", experiment.name),
            "instrument": { "@id": "#verona" },
            "object": objects,
            "result": ids(&results),
            "endTime": when,
            "actionStatus": { "@id": "http://schema.org/CompletedActionStatus" },
        }),
        json!({
            "@id": "#verona",
            "@type": "SoftwareApplication",
            "name": SOFTWARE,
            "softwareVersion": identity.version,
            "description": "A laboratory for the relationship between sales and marketing: an agent-based organisational simulator",
        }),
    ];
    graph.extend([inputs, results, settings, measured].concat());
    let crate_ = json!({
        "@context": ["https://w3id.org/ro/crate/1.2/context", { "sha256": "https://schema.org/sha256" }],
        "@graph": graph,
    });
    // Strings and numbers cannot fail to be written.
    serde_json::to_string_pretty(&crate_).unwrap_or_default() + "\n"
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "csv" => "text/csv",
        "parquet" => "application/vnd.apache.parquet",
        "toml" => "application/toml",
        "md" => "text/markdown",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

/// A moment as ISO 8601, in UTC.
pub fn iso(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Civil calendar from the day count (Howard Hinnant, chrono-compatible low-level date algorithms).
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3_600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn moments_are_those_of_the_calendar() {
        assert_eq!(iso(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(iso(951_868_800), "2000-03-01T00:00:00Z");
        assert_eq!(iso(1_709_210_096), "2024-02-29T12:34:56Z");
        assert_eq!(iso(4_102_444_800), "2100-01-01T00:00:00Z");
    }
}
