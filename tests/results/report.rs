//! What a finished sweep gets beside its tables (Parquet, metadata), and the page that `verona report` makes of a run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use super::typed::{done, refused};

/// A sweep of a second.
const SMALL: &str = r#"
name = "small & <odd>"
arms = ["defined", "aligned", "integrated"]
outcomes = ["profit_per_head", "trust", "lead_leakage"]
replications = 4
seed = 3

[firm]
salespeople = 4
marketers = 2

[plan]
days = 42
warm_up = 21

[design]
method = "factorial"
levels = 4

[factors."offer.complexity"]
[factors."market.speed"]
[factors."arms.defined.screening_bar"]
levels = [0.3, 0.5]
"#;

/// The small sweep whole, on two threads, in `whole`; and in two shards merged into `merged`.
fn place() -> &'static Path {
    static PLACE: OnceLock<tempfile::TempDir> = OnceLock::new();
    let place = PLACE.get_or_init(|| {
        let place = tempfile::tempdir().unwrap();
        let at = place.path();
        fs::write(at.join("small.toml"), SMALL).unwrap();
        done(at, &["sweep", "small.toml", "--out", "whole", "--threads", "2"]);
        for shard in ["0", "1"] {
            let part = format!("{shard}/2");
            done(at, &["sweep", "small.toml", "--out", shard, "--threads", "1", "--shard", &part]);
        }
        done(at, &["merge", "merged", "0", "1"]);
        for dir in ["whole", "merged"] {
            done(at, &["report", dir]);
        }
        done(
            at,
            &[
                "compare",
                "--replications",
                "6",
                "--days",
                "63",
                "--structures",
                "defined,aligned",
                "--out",
                "compared",
            ],
        );
        done(at, &["report", "compared"]);
        place
    });
    place.path()
}

fn text(name: &str) -> String {
    fs::read_to_string(place().join(name)).unwrap()
}

fn rows(name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(place().join(name)).unwrap();
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn a_run_in_one_piece_and_a_merged_one_are_the_same_bytes_with_all_that_lies_beside_the_tables() {
    let inside = |dir: &str| -> BTreeMap<String, Vec<u8>> {
        let entries = fs::read_dir(place().join(dir)).unwrap().map(|entry| entry.unwrap());
        entries.map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap())).collect()
    };
    let whole = inside("whole");
    assert_eq!(whole, inside("merged"));
    let expected = ["ro-crate-metadata.json", "results.csv", "points.csv", "report.html"];
    assert!(expected.iter().all(|name| whole.contains_key(*name)), "{:?}", whole.keys());
    done(place(), &["report", "whole", "--out", "again.html"]);
    assert_eq!(text("again.html"), text("whole/report.html"));
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_the_rows_of_the_csv_in_their_order_and_nothing_for_an_empty_field() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::Field;
    for table in ["results", "points"] {
        let file = fs::File::open(place().join(format!("whole/{table}.parquet"))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let found: Vec<Vec<(String, Field)>> = reader
            .get_row_iter(None)
            .unwrap()
            .map(|row| {
                row.unwrap().get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect()
            })
            .collect();
        let header = text(&format!("whole/{table}.csv")).lines().next().unwrap().to_owned();
        let expected = rows(&format!("whole/{table}.csv"));
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names.join(","), header);
            for ((name, field), text) in found.iter().zip(expected) {
                let same = match field {
                    Field::Null => text.is_empty(),
                    Field::Long(n) => text.parse() == Ok(*n),
                    Field::Double(x) => text.parse() == Ok(*x),
                    Field::Str(words) => words == text,
                    _ => false,
                };
                assert!(same, "{table}, {name}: {field} is not '{text}'");
            }
        }
    }
}

#[test]
fn the_metadata_of_a_run_is_a_research_object_crate_whose_files_are_what_it_says() {
    let metadata: serde_json::Value = serde_json::from_str(&text("whole/ro-crate-metadata.json")).unwrap();
    assert_eq!(metadata["@context"][0], "https://w3id.org/ro/crate/1.2/context");
    let graph = metadata["@graph"].as_array().unwrap();
    let entity = |id: &str| graph.iter().find(|entity| entity["@id"] == id).unwrap_or_else(|| panic!("{id}"));
    let ids: BTreeSet<&str> = graph.iter().map(|entity| entity["@id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), graph.len(), "no entity twice");
    let descriptor = entity("ro-crate-metadata.json");
    assert_eq!(descriptor["about"]["@id"], "./");
    assert_eq!(descriptor["conformsTo"]["@id"], "https://w3id.org/ro/crate/1.2");
    let root = entity("./");
    assert_eq!(root["@type"], "Dataset");
    assert_eq!(root["datePublished"], "2023-11-14T22:13:20Z");
    assert!(["name", "description", "license"].iter().all(|key| root[*key].is_string()), "{root}");
    for part in root["hasPart"].as_array().unwrap() {
        let file = entity(part["@id"].as_str().unwrap());
        let bytes = fs::read(place().join("whole").join(file["name"].as_str().unwrap())).unwrap();
        assert_eq!(file["contentSize"], bytes.len().to_string(), "{file}");
        assert_eq!(file["sha256"], verona::experiment::store::sha256(&bytes).as_str(), "{file}");
        assert!(!file["description"].as_str().unwrap().is_empty(), "{file}");
    }
    assert_eq!(entity("#seed")["value"], 3);
    let action = entity(root["mentions"]["@id"].as_str().unwrap());
    assert_eq!(
        entity(action["instrument"]["@id"].as_str().unwrap())["softwareVersion"],
        env!("CARGO_PKG_VERSION")
    );
    for reference in ["object", "result"] {
        for id in action[reference].as_array().unwrap() {
            entity(id["@id"].as_str().unwrap());
        }
    }
}

/// Checks that tags are closed in the order in which they were opened, and gives them with their attributes.
fn tags(html: &str) -> Vec<String> {
    const EMPTY: [&str; 4] = ["meta", "br", "!DOCTYPE", "link"];
    let (mut open, mut found): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').expect("a tag is closed");
        let tag = &rest[start + 1..end];
        let name: String =
            tag.trim_start_matches('/').chars().take_while(|c| !c.is_whitespace() && *c != '/').collect();
        if tag.starts_with('/') {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "</{name}> at …{}", &rest[..end + 1]);
        } else {
            found.push(tag.to_owned());
            if !tag.ends_with('/') && !EMPTY.contains(&name.as_str()) {
                open.push(name);
            }
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "left open: {open:?}");
    found
}

#[test]
fn a_report_carries_a_policy_that_allows_nothing_but_itself() {
    for page in ["whole/report.html", "compared/report.html"] {
        let html = text(page);
        let policy = html.split("http-equiv=\"Content-Security-Policy\" content=\"").nth(1).unwrap();
        let (policy, after) = policy.split_once('"').unwrap();
        assert!(policy.starts_with("default-src 'none';"), "{policy}");
        // Styles are in the page; nothing is named from which something could be fetched or to which it could be sent.
        let open = |word: &&str| word.contains([':', '*', '.']);
        assert_eq!(policy.split([';', ' ']).find(open), None, "{policy}");
        assert!(
            after.contains("<style>") && !policy.contains("script"),
            "it stands before all that it rules: {policy}"
        );
    }
}

#[test]
fn a_report_is_one_well_formed_page_that_needs_nothing_from_anywhere() {
    for page in ["whole/report.html", "compared/report.html"] {
        let html = text(page);
        let tags = tags(&html);
        for tag in &tags {
            assert!(!["script", "link", "img", "iframe"].iter().any(|name| tag.starts_with(name)), "{tag}");
            assert!(!tag.contains("src=") && !tag.contains("href=\"http"), "{tag}");
        }
        for outside in ["http://", "https://", "@import", "url(h", "NaN", "inf%"] {
            assert!(!html.contains(outside), "{page}: {outside}");
        }
        assert!(html.len() < 400_000, "{page} has {} bytes", html.len());
        let ids: Vec<&str> =
            tags.iter().filter_map(|tag| tag.split(" id=\"").nth(1)?.split('"').next()).collect();
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), distinct.len(), "an id stands twice");
        for target in tags.iter().filter_map(|tag| tag.split("href=\"#").nth(1)?.split('"').next()) {
            assert!(distinct.contains(target), "a link to nowhere: {target}");
        }
    }
}

#[test]
fn every_chart_has_its_replications_a_description_and_its_numbers_as_a_table() {
    for (page, replications, least) in [("whole/report.html", "4", 8), ("compared/report.html", "6", 5)] {
        let html = text(page);
        let figures: Vec<&str> =
            html.split("<figure ").skip(1).map(|rest| rest.split("</figure>").next().unwrap()).collect();
        assert!(figures.len() >= least, "{page}: {} figures", figures.len());
        for figure in figures {
            let title = figure.split("</h3>").next().unwrap();
            assert!(figure.contains(&format!("data-replications=\"{replications}\"")), "{title}");
            assert!(figure.contains(&format!("Behind it: {replications} replications")), "{title}");
            assert!(figure.contains("role=\"img\" aria-labelledby="), "{title}");
            assert!(figure.contains("<details>") && figure.contains("<td"), "{title}");
        }
    }
}

#[test]
fn a_sweep_over_one_factor_has_the_curve_of_its_outcome() {
    let place = tempfile::tempdir().unwrap();
    let (head, _) = SMALL.split_once("[factors.").unwrap();
    let one = format!("{head}[factors.\"operating.meeting_interval\"]\nlevels = [1, 10, 60]\n");
    fs::write(place.path().join("one.toml"), one).unwrap();
    done(place.path(), &["sweep", "one.toml", "--out", "one", "--threads", "1"]);
    done(place.path(), &["report", "one"]);
    let html = fs::read_to_string(place.path().join("one/report.html")).unwrap();
    tags(&html);
    let (_, section) = html.split_once("How it responds").expect("a section");
    assert!(section.contains("profit per head over operating.meeting_interval: defined"), "{section}");
    assert!(section.contains("<pre") && section.contains("mean of integrated"), "{section}");
}

#[test]
fn numbers_in_a_report_are_those_of_the_tables() {
    let html = text("whole/report.html");
    let results = rows("whole/results.csv");
    let values = |arm: &str, replication: &str| -> Vec<f64> {
        let of = |row: &&Vec<String>| row[2] == arm && row[1] == replication && row[3] == "profit_per_head";
        results.iter().filter(of).map(|row| row[4].parse().unwrap()).collect()
    };
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let averages =
        |arm: &str| -> Vec<f64> { ["1", "2", "3", "4"].iter().map(|r| mean(&values(arm, r))).collect() };
    let mut arms: Vec<(&str, f64)> =
        ["defined", "aligned", "integrated"].iter().map(|arm| (*arm, mean(&averages(arm)))).collect();
    arms.sort_by(|a, b| b.1.total_cmp(&a.1));
    // The tile of the best arm, and the mean difference of the last to it, worked out from the rows.
    let whole = |x: f64| {
        let digits = format!("{:.0}", x.abs());
        let grouped = digits.len() > 3;
        let text = if grouped {
            format!("{},{}", &digits[..digits.len() - 3], &digits[digits.len() - 3..])
        } else {
            digits
        };
        if x < 0.0 { format!("-{text}") } else { text }
    };
    let tile = html.split("<ul class=\"tiles\">").nth(1).unwrap().split("</ul>").next().unwrap();
    let first = tile.split("</li>").next().unwrap();
    assert!(
        first.contains(&format!("<b>{} <i>±", whole(arms[0].1))) && first.contains(arms[0].0),
        "{first}: {arms:?}"
    );
    let difference = arms[2].1 - arms[0].1;
    let row = format!("<td>{}</td><td class=\"r\">{}</td>", arms[2].0, whole(difference));
    assert!(html.contains(&row), "{row}");
    assert!(html.contains("small &amp; &lt;odd&gt;"), "names are escaped");
}

#[test]
fn fan_charts_are_drawn_where_months_were_kept_and_their_absence_is_said_where_not() {
    let html = text("compared/report.html");
    assert!(
        html.contains("Profit since the beginning") && html.contains("the middle 50, 80 and 95 %"),
        "a fan"
    );
    let whole = text("whole/report.html");
    assert!(whole.contains("A sweep keeps no monthly series"), "said");
}

#[test]
fn what_cannot_be_reported_is_refused_with_what_to_do() {
    let place = place();
    let empty = tempfile::tempdir().unwrap();
    let at = |name: &str| empty.path().join(name);
    let path = |name: &str| at(name).display().to_string();
    fs::create_dir(at("nothing")).unwrap();
    let (code, message) = refused(place, &["report", &path("nothing")]);
    assert!(code == 2 && message.contains("there is no run to report"), "{message}");
    let (_, message) = refused(place, &["report", &path("nowhere")]);
    assert!(message.contains("there is no run to report"), "{message}");

    let (code, message) = refused(place, &["report", "0"]);
    assert!(
        code == 4 && message.contains("is not finished") && message.contains("start its sweep again"),
        "{message}"
    );

    let copy = |from: &str, to: &str| {
        fs::create_dir(at(to)).unwrap();
        for entry in fs::read_dir(place.join(from)).unwrap().map(|entry| entry.unwrap()) {
            fs::copy(entry.path(), at(to).join(entry.file_name())).unwrap();
        }
    };
    copy("whole", "edited");
    let results = text("whole/results.csv");
    fs::write(at("edited/results.csv"), results.replacen(",defined,", ",aligned,", 1)).unwrap();
    let (code, message) = refused(place, &["report", &path("edited")]);
    assert!(code == 4 && message.contains("results.csv' was truncated or edited"), "{message}");

    copy("compared", "cut");
    let outcomes = text("compared/outcomes.csv");
    let cut: String = outcomes.lines().take(100).map(|line| format!("{line}\n")).collect();
    fs::write(at("cut/outcomes.csv"), cut).unwrap();
    let (code, message) = refused(place, &["report", &path("cut")]);
    assert!(code == 4 && message.contains("outcomes.csv' was truncated or edited"), "{message}");

    let (code, message) = refused(place, &["report", "whole", "--outcome", "trsut"]);
    assert!(code == 2 && message.contains("did you mean `trust`?"), "{message}");
    let (_, message) = refused(place, &["report", "whole", "--outcome", "win_rate"]);
    assert!(message.contains("does not keep the outcome"), "{message}");

    fs::write(at("thesis.html"), "<p>mine</p>").unwrap();
    let (code, message) = refused(place, &["report", "whole", "--out", &path("thesis.html")]);
    assert!(code == 4 && message.contains("is no report of verona"), "{message}");
    assert_eq!(fs::read_to_string(at("thesis.html")).unwrap(), "<p>mine</p>");
}

#[test]
fn a_sweep_that_is_asked_for_again_keeps_the_date_of_its_metadata_and_makes_up_what_was_lost() {
    let place = place();
    let lost = tempfile::tempdir().unwrap();
    let dir = lost.path().join("run");
    fs::create_dir(&dir).unwrap();
    for entry in fs::read_dir(place.join("whole")).unwrap().map(|entry| entry.unwrap()) {
        fs::copy(entry.path(), dir.join(entry.file_name())).unwrap();
    }
    let metadata = dir.join("ro-crate-metadata.json");
    let dated = text("whole/ro-crate-metadata.json").replace("2023-11-14", "2001-01-01");
    fs::write(&metadata, &dated).unwrap();
    let _ = fs::remove_file(dir.join("points.parquet"));
    done(place, &["sweep", "small.toml", "--out", &dir.display().to_string()]);
    assert_eq!(fs::read_to_string(&metadata).unwrap(), dated);
    assert_eq!(dir.join("points.parquet").exists(), cfg!(feature = "parquet"));
}

/// After looks at several numbers of replications the report gave the ordinary interval, which is narrower.
#[test]
fn the_report_of_a_run_that_was_looked_at_repeatedly_keeps_the_correction_of_its_intervals() {
    let place = tempfile::tempdir().unwrap();
    let run = |out: &str, more: &[&str]| {
        let firm = ["--set", "firm.salespeople=4", "--set", "firm.marketers=2", "--set", "plan.days=42"];
        let start = ["compare", "--structures", "undefined,aligned", "--out", out];
        done(place.path(), &[&start[..], &firm[..], more].concat());
        done(place.path(), &["report", out])
    };
    let looked = run("looked", &["--at-most", "40"]);
    let summary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(place.path().join("looked/summary.json")).unwrap()).unwrap();
    let replications = summary["replications"].to_string();
    let fixed = run("fixed", &["--replications", &replications]);
    let interval = |said: &str| {
        let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
        let after = one_line.split("95 % interval").nth(1).unwrap_or_default().to_owned();
        after.split(')').next().unwrap_or_default().to_owned()
    };
    assert!(!interval(&looked).is_empty() && interval(&looked) != interval(&fixed), "{looked}\n{fixed}");
}

#[test]
fn a_run_over_firms_is_kept_a_row_a_firm_and_reported() {
    let place = tempfile::tempdir().unwrap();
    let firm = ["--set", "firm.salespeople=4", "--set", "firm.marketers=2", "--set", "plan.days=42"];
    let start = [
        "compare",
        "--structures",
        "undefined,aligned",
        "--draws",
        "plausible",
        "--firms",
        "8",
        "--out",
        "kept",
    ];
    done(place.path(), &[&start[..], &firm[..]].concat());
    let table = fs::read_to_string(place.path().join("kept/outcomes.csv")).unwrap();
    let rows = table.lines().filter(|line| line.contains(",profit_per_head,")).count();
    assert_eq!(rows, 16, "{table}");
    assert!(!place.path().join("kept/months.csv").exists());
    let scenario = fs::read_to_string(place.path().join("kept/scenario.toml")).unwrap();
    assert!(scenario.contains("--draws plausible --firms 8"), "{}", scenario.lines().next().unwrap());
    done(place.path(), &["report", "kept"]);
    let html = fs::read_to_string(place.path().join("kept/report.html")).unwrap();
    assert!(html.contains("verona compare scenario.toml --draws plausible --firms 8"));
}

#[test]
fn where_no_knowledge_would_change_the_choice_a_sentence_says_so_and_no_empty_chart() {
    let place = tempfile::tempdir().unwrap();
    let firm = "[firm]\nsalespeople = 4\nmarketers = 2\n[plan]\ndays = 42\nwarm_up = 21\n";
    let same = format!("{firm}[arms.one]\npreset = \"aligned\"\n[arms.same]\npreset = \"aligned\"\n");
    fs::write(place.path().join("same.toml"), same).unwrap();
    let compared = ["--structures", "one,same", "--replications", "6", "--out", "same"];
    done(place.path(), &[&["compare", "same.toml"][..], &compared].concat());
    done(place.path(), &["report", "same"]);
    let html = fs::read_to_string(place.path().join("same/report.html")).unwrap();
    tags(&html);
    assert!(html.contains("What knowing would be worth: nothing."), "{html}");
    assert!(!html.contains("What knowing would be worth, in"), "{html}");
}
