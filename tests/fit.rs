//! Facts, exports of a firm's own system, and firms that fit, as a user meets them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod typed;

use std::fs;
use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use typed::verona;
use verona::answers::fit::FitFirm;
use verona::answers::{Answer, Unwatched};
use verona::evidence::crm::{self, CrmReport, Export, Known, Mapping};
use verona::evidence::fit::calibration::calibrate;
use verona::evidence::fit::{Effort, Work};
use verona::experiment::firms::Firms;
use verona::scenario::facts::fact;
use verona::scenario::{load, starter, starter_with};

const DEALS: &[u8] = include_bytes!("fixtures/crm/deals.csv");
/// The day after the last of the fixture, and far before its rows of the future.
const TODAY: i64 = 20_000;

fn read(deals: &[u8], mapping: &str) -> Result<CrmReport, String> {
    let export = Export { origin: "deals.csv".to_owned(), source: Cursor::new(deals.to_vec()) };
    let mapping = Mapping::read(mapping, "mapping.toml").unwrap();
    let known = Known { today: Some(TODAY), ..Known::default() };
    crm::read(export, None, None, &mapping, known).map_err(|error| error.to_string())
}

#[test]
fn facts_of_a_leader_hold_at_once_where_they_are_keys_and_wait_for_the_fit_where_they_are_not() {
    let text = "[facts]\npeople = 45\nsalespeople = 28\nmarketers = 9\nwin_rate = \"22 % ± 3\"\ngross_margin = \"70 %\"\n";
    let study = load(text, "firm", &[]).unwrap();
    let firm = &study.base;
    assert_eq!((firm.firm.salespeople, firm.firm.marketers, firm.firm.managers), (28, 9, 8));
    assert!((firm.money.gross_margin - 0.7).abs() < 1e-12);
    let given = study.facts.iter().find(|given| given.fact.name == "win_rate").unwrap();
    assert_eq!((given.value, given.spread), (0.22, 0.03));
    // A firm of 45 has 45 people.
    let mut scenario = firm.clone();
    scenario.plan.days = 21;
    scenario.plan.warm_up = 0;
    let mut workspace = verona::model::Workspace::default();
    let result = verona::model::simulate(&scenario, 1, 1, &mut workspace, &mut ()).unwrap();
    assert_eq!(result.people.len(), 45);
}

#[test]
fn mistakes_in_facts_are_told_with_place_range_and_remedy() {
    for (text, words) in [
        ("[facts]\nwin_rate = 220\n", "firm:2:12: `facts.win_rate` cannot be the number 220"),
        ("[facts]\nwin_rate = 220\n", "100 % is the most that it can be"),
        ("[facts]\nwin_rate = \"220 %\"\n", "100 % is the most that it can be"),
        ("[facts]\nwin_rate = 22\n", "write \"22 %\" for 22 per cent"),
        ("[facts]\nwin_rate = \"220 %\"\n", "expected: a share from 0 % to 100 %, such as \"22 %\""),
        ("[facts]\nwinrate = 0.2\n", "did you mean `win_rate`?"),
        ("[facts]\ndeal_value = \"60.000\"\n", "it could mean 60 or 60000"),
        ("[facts]\ndeal_value = 60.000\n", "it could mean 60 or 60000"),
        ("[facts]\nsales_cycle = \"90 hours\"\n", "write `days`, `working days`, `weeks` or `months`"),
        ("[facts]\nsalespeople = 2.5\n", "people are counted in whole numbers"),
        (
            "[facts]\npeople = 40\nsalespeople = 28\nmarketers = 20\n",
            "28 salespeople and 20 marketers are 48, more than 40",
        ),
        ("[facts]\npeople = 40\n", "lacks `salespeople` and `marketers` beside it"),
        (
            "[facts]\nsalespeople = 28\n\n[firm]\nsalespeople = 30\n",
            "contradicts `firm.salespeople = 30` (line 5)",
        ),
        ("[facts]\nquota = true\n", "a sum of money from"),
        ("facts = 3\n", "the section [facts]"),
    ] {
        let error = load(text, "firm", &[]).unwrap_err().to_string();
        assert!(error.contains(words), "{text}\n{error}");
    }
}

#[test]
fn a_starter_with_facts_loads_and_says_them() {
    assert!(load(&starter(), "firm", &[]).unwrap().facts.is_empty());
    let given =
        [(fact("win_rate").unwrap(), "22 % ± 3".to_owned()), (fact("salespeople").unwrap(), "28".to_owned())];
    let study = load(&starter_with(&given, Some("aligned")), "firm", &[]).unwrap();
    assert_eq!((study.facts.len(), study.base.firm.salespeople), (2, 28));
    assert!(study.base.operating != load("", "firm", &[]).unwrap().base.operating);
}

#[test]
fn an_export_in_german_form_is_read_and_rows_left_out_are_told_with_their_reasons() {
    let report = read(DEALS, "").unwrap();
    let table = &report.tables[0];
    assert_eq!((table.system, table.rows, table.left()), ("HubSpot", 166, 6));
    for (reason, line) in [
        ("it has the number of an earlier row", 166),
        ("when the deal began is no date", 167),
        ("it does not say when the deal began", 168),
        ("the deal ended before it began", 169),
        ("what the deal is worth is no sum of money", 170),
        ("it lies in the future", 171),
    ] {
        assert_eq!(table.left_out[reason].lines, [line], "{reason}: {:?}", table.left_out);
    }
    let names: Vec<&str> = report.computed.iter().map(|computed| computed.given.fact.name).collect();
    assert_eq!(names, ["deal_value", "sales_cycle", "win_rate", "deals_won", "revenue_won"]);
    let value =
        |name: &str| report.computed.iter().find(|computed| computed.given.fact.name == name).unwrap().given;
    // The mean of 20,000 to 99,000, and 30 % of what is decided.
    assert!((value("deal_value").value - 59_500.0).abs() < 12_000.0);
    assert!((value("win_rate").value - 0.3).abs() < value("win_rate").spread + 0.03);
    // Two owners: names that differ by case and blanks are one.
    assert!(report.text().contains("by 2 salespeople"), "{}", report.text());
}

#[test]
fn the_mapping_that_was_written_reads_the_same_export_the_same() {
    let first = read(DEALS, "").unwrap();
    let again = read(DEALS, &first.mapping()).unwrap();
    assert_eq!(first.text(), again.text());
}

#[test]
fn nothing_personal_is_ever_written() {
    let place = tempfile::tempdir().unwrap();
    let firm = "[facts]\nsalespeople = 4\n\n[firm]\nmarketers = 2\n\n[plan]\ndays = 42\nwarm_up = 21\n";
    fs::write(place.path().join("firm.toml"), firm).unwrap();
    fs::write(place.path().join("deals.csv"), DEALS).unwrap();
    let lead = |at: usize| {
        format!(
            "{at},erika{at}@example.org,Erika Mustermann,2023-{:02}-{:02},Webinar geheim\n",
            1 + at % 12,
            1 + at % 28
        )
    };
    let leads: String = (0..60).map(lead).collect();
    fs::write(place.path().join("leads.csv"), format!("Lead ID,Email,Name,Created,Lead Source\n{leads}"))
        .unwrap();
    let mut seen = String::new();
    let mut run = |arguments: &[&str]| {
        let output = verona(place.path(), arguments);
        seen.push_str(&String::from_utf8_lossy(&output.stdout));
        seen.push_str(&String::from_utf8_lossy(&output.stderr));
    };
    run(&["fit", "firm.toml", "--crm", "deals.csv", "--read"]);
    // Errors: a wrong column, and a table without its header.
    fs::write(
        place.path().join("wrong.toml"),
        "[deals]\ncreated = \"Deal Name\"\nstage = \"Contact mail\"\n",
    )
    .unwrap();
    run(&["fit", "firm.toml", "--crm", "deals.csv", "--mapping", "wrong.toml", "--read"]);
    let headless: Vec<u8> = DEALS.iter().copied().skip_while(|&byte| byte != b'\n').skip(1).collect();
    fs::write(place.path().join("headless.csv"), headless).unwrap();
    run(&["fit", "firm.toml", "--crm", "headless.csv", "--read"]);
    // The whole way, with every file that it leaves.
    run(&["fit", "firm.toml", "--crm", "deals.csv", "--leads", "leads.csv", "--quick", "--firms", "10"]);
    let mut written = 0;
    for file in fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().path()) {
        if !["deals.csv", "headless.csv", "leads.csv"].iter().any(|own| file.ends_with(own)) {
            seen.push_str(&String::from_utf8_lossy(&fs::read(file).unwrap()));
            written += 1;
        }
    }
    assert!(written >= 5 && place.path().join("firm.fitted.toml").exists(), "{written} files: {seen}");
    assert!(seen.contains("Read 166 rows") && seen.contains("Read 60 rows of leads"), "{seen}");
    for secret in ["erika", "mustermann", "geheim", "privat", "vertrag", "example.org", "verhandlung"] {
        assert!(!seen.to_lowercase().contains(secret), "{secret} in {seen}");
    }
}

#[test]
fn bad_exports_get_one_clear_message_each() {
    let rows = |header: &str, row: &str, n: usize| {
        format!("{header}\n{}", format!("{row}\n").repeat(n)).into_bytes()
    };
    for (deals, words) in [
        (Vec::new(), "deals.csv: the file is empty"),
        (b"id,created,stage,closed\n".to_vec(), "the table has a header and no rows"),
        (b"id,created,stage\n1,2024-01-01,won\n".to_vec(), "no column says when deals were won or lost"),
        (b"one,two\n1,2\n".to_vec(), "deals.csv:1: no column says which deals were won"),
        (
            rows("created,stage,closed", "nonsense,won,2024-01-01", 9),
            "deals.csv:2:column 1: 9 of 9 rows cannot be used, most of them because of this: when the deal began is no date",
        ),
        (
            rows("created,stage,closed", "3/4/2024,won,3/4/2024", 3),
            "deals.csv:2:column 1: the dates of this column can be read as day/month/year and as month/day/year",
        ),
        (
            b"created,stage,closed\n13/4/2024,won,2024-05-01\n4/13/2024,won,2024-05-01\n".to_vec(),
            "day/month in line 2 and month/day in line 3",
        ),
        (
            rows("created,stage,closed,amount", "2024-01-01,won,2024-02-01,1.234", 3),
            "with a decimal point and with points between thousands",
        ),
        (
            rows("stage,created,closed", "won,2094-01-01,2094-02-01", 4),
            "deals.csv:2:column 2: 4 of 4 rows cannot be used, most of them because of this: it lies in the future",
        ),
    ] {
        let error = read(&deals, "").unwrap_err();
        assert!(error.contains(words) && error.contains("= help: "), "{error}");
    }
    let error = read(b"created,stage\n2024-01-01,open\n", "[deals]\ncreated = \"Begun\"\n").unwrap_err();
    assert!(error.contains("the mapping names a column for `created`"), "{error}");
}

#[test]
fn a_mapping_decides_what_columns_leave_open() {
    let deals =
        format!("when,how,done\n{}", "3/4/2024,Auftrag,5/4/2024\n2/4/2024,Absage,5/4/2024\n".repeat(12));
    let mapping = "[deals]\ncreated = \"When\"\nstage = \"how\"\nclosed = \"done\"\ndates = \"d/m/y\"\nwon = [\"auftrag\"]\nlost = [\"absage\"]\n";
    let report = read(deals.as_bytes(), mapping).unwrap();
    let rate = report.computed.iter().find(|computed| computed.given.fact.name == "win_rate").unwrap();
    assert!((rate.given.value - 0.5).abs() < 1e-9);
    let cycle = report.computed.iter().find(|computed| computed.given.fact.name == "sales_cycle").unwrap();
    assert!((cycle.given.value - 2.0).abs() < 1e-9);
}

#[test]
fn recordings_that_begin_late_are_found_and_said() {
    let mut deals = String::from("created,status,closed\n");
    for day in 0..400 {
        let day = 19_000 + day;
        let (begun, ended) = (crm::cells::told(day), day + 20);
        // Until day 19,200 nothing that ended was recorded.
        let line = match ended {
            ended if !(19_200..=19_400).contains(&ended) => format!("{begun},open,\n"),
            ended => {
                format!("{begun},{},{}\n", if day % 3 == 0 { "won" } else { "lost" }, crm::cells::told(ended))
            }
        };
        deals.push_str(&line);
    }
    let report = read(deals.as_bytes(), "").unwrap();
    assert!(
        report.notes[0].contains("recording began late (left truncation). 200 deals"),
        "{:?}",
        report.notes
    );
    let rate = report.computed.iter().find(|computed| computed.given.fact.name == "win_rate").unwrap().given;
    assert!((rate.value - 1.0 / 3.0).abs() < 0.02, "{rate}");
}

/// A small firm that works today as defined, with facts that it can meet.
const SMALL: &str = "[plan]\ndays = 252\nwarm_up = 63\n\n[operating]\npreset = \"defined\"\n\n[facts]\nsalespeople = 8\nmarketers = 3\n";

fn fitted(facts: &str, effort: Effort, threads: usize) -> verona::answers::fit::Fitted {
    let text = format!("{SMALL}{facts}");
    let study = Arc::new(load(&text, "firm", &[]).unwrap());
    let request = FitFirm { study, text, more: Vec::new(), read: String::new(), effort, threads };
    request.answer(&Unwatched::default()).unwrap()
}

const FACTS: &str = "leads = 30\nwin_rate = \"25 %\"\nsales_cycle = \"70 days\"\ndeal_value = \"45,000\"\n";

#[test]
fn a_firm_that_meets_its_facts_is_found_and_its_file_runs() {
    let answer = fitted(FACTS, Effort { check: 40, ..Effort::QUICK }, 2);
    let missed: Vec<&str> = (0..4)
        .filter(|&fact| !answer.fit.met(fact))
        .map(|fact| answer.fit.goals[fact].given.fact.name)
        .collect();
    assert!(missed.is_empty(), "{missed:?}\n{}", answer.text(120));
    assert!(answer.fit.quarrels.is_empty());
    let study = load(&answer.toml, "firm.fitted.toml", &[]).unwrap();
    let central = answer.central();
    assert_eq!(study.base.offer, central.offer);
    assert!(answer.toml.contains("# fitted, 90 % of plausible firms"), "{}", answer.toml);
    assert_eq!(Firms::read(&answer.firms().csv(), "draws").unwrap(), answer.firms());
}

#[test]
fn the_same_seed_gives_the_same_firms_on_any_number_of_threads() {
    let effort = Effort { wave: 30, waves: 2, futures: 1, draws: 20, check: 4 };
    let [one, two] = [1, 2].map(|threads| fitted(FACTS, effort, threads));
    assert_eq!(one.firms().csv(), two.firms().csv());
    assert_eq!(one.toml, two.toml);
    assert_eq!(one.text(100), two.text(100));
}

#[test]
fn facts_that_cannot_hold_together_are_named_in_pairs() {
    // Six deals of 45,000 are not 2,000,000.
    let facts =
        "deal_value = \"45,000 ± 1000\"\ndeals_won = \"6 ± 0.3\"\nrevenue_won = \"2,000,000 ± 100000\"\n";
    let answer = fitted(facts, Effort::QUICK, 2);
    assert!(!answer.fit.quarrels.is_empty(), "{}", answer.text(120));
    assert!(answer.fit.quarrels.iter().any(|quarrel| quarrel.with.is_some()), "{}", answer.text(120));
    assert!(answer.text(120).contains("quarrel"));
}

#[test]
fn a_file_without_facts_is_told_what_a_fit_needs() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("firm.toml"), "[facts]\nsalespeople = 8\n").unwrap();
    let output = verona(place.path(), &["fit", "firm.toml"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(
        message.contains("says nothing that a fit could meet") && message.contains("win_rate"),
        "{message}"
    );
    // And nothing is overwritten unasked.
    fs::write(place.path().join("firm.toml"), format!("{SMALL}{FACTS}")).unwrap();
    fs::write(place.path().join("firm.draws.csv"), "mine").unwrap();
    let output = verona(place.path(), &["fit", "firm.toml"]);
    assert_eq!(output.status.code(), Some(4));
    assert_eq!(fs::read_to_string(place.path().join("firm.draws.csv")).unwrap(), "mine");
    assert!(!place.path().join("firm.fitted.toml").exists());
}

/// The short form of `verona fit FILE --calibrate 100`.
#[test]
fn intervals_of_synthetic_firms_hold_the_truth_about_as_often_as_they_say() {
    let study = load(SMALL, "firm", &[]).unwrap();
    let facts =
        ["leads", "win_rate", "sales_cycle", "deal_value", "turnover"].map(|name| fact(name).unwrap());
    let effort = Effort { check: 0, ..Effort::QUICK };
    let work = Work { seed: 11, threads: 0, cancel: &AtomicBool::new(false), progress: &|_, _| () };
    let found = calibrate(&study.base, &facts, 12, effort, &work).unwrap();
    assert!(found.cases.len() >= 10);
    let coverage = found.coverage();
    assert!((0.8..=0.99).contains(&coverage), "{coverage}");
    for unknown in 0..found.unknowns.len() {
        let (distance, limit) = found.distance(unknown);
        assert!(distance < limit, "{}: {distance}", found.unknowns[unknown]);
    }
}

#[test]
fn init_writes_the_facts_it_is_told_and_refuses_what_cannot_be() {
    let place = tempfile::tempdir().unwrap();
    let output = verona(
        place.path(),
        &[
            "init",
            "f.toml",
            "--fact",
            "win_rate=22 % ± 3",
            "--fact",
            "salespeople=28",
            "--structure",
            "defined",
        ],
    );
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(place.path().join("f.toml")).unwrap();
    assert!(
        text.contains("\nwin_rate = \"22 % ± 3\"\n") && text.contains("\npreset = \"defined\"\n"),
        "{text}"
    );
    assert!(String::from_utf8_lossy(&output.stdout).contains("verona fit f.toml"));
    for (arguments, words) in [
        (["--fact", "win_rate=220 %"], "100 % is the most that it can be"),
        (["--fact", "winrate=0.2"], "did you mean `win_rate`?"),
        (["--fact", "win_rate"], "--fact takes NAME=VALUE"),
        (["--structure", "matrix"], "a structure is one of undefined"),
    ] {
        let output = verona(place.path(), &["init", "g.toml", arguments[0], arguments[1]]);
        assert!(!output.status.success());
        assert!(
            String::from_utf8_lossy(&output.stderr).contains(words),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(!place.path().join("g.toml").exists());
    }
}

#[test]
fn a_questionnaire_and_a_firm_without_facts_are_told_so_before_any_work() {
    let place = tempfile::tempdir().unwrap();
    assert!(verona(place.path(), &["diagnose", "--template"]).status.success());
    fs::write(place.path().join("still.toml"), "name = \"x\"\n").unwrap();
    for (file, words) in [
        ("answers.toml", "holds answers to the questionnaire"),
        ("still.toml", "says nothing that a fit could meet"),
    ] {
        let output = verona(place.path(), &["fit", file]);
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && message.contains(words), "{message}");
        assert!(!message.contains("this takes"), "{message}");
    }
}
