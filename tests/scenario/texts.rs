//! The texts made from the declarations: starter file, schema, explanations.

use serde_json::Value as Json;
use verona::scenario::registry::{Parameter, Takes};
use verona::scenario::{BUILT_IN, SECTIONS, Scenario, explain, load, parameters, schema, starter};

use crate::names;

/// The sections of which the starter file names every key: what a user says of a firm, not what people are like.
fn for_users((section, ..): &&(&str, &str, &[Parameter])) -> bool {
    ["firm", "offer", "market", "culture", "money", "operating", "plan"].contains(section)
}

/// The starter file with every key in force.
fn uncommented() -> String {
    let key = |line: &str| {
        line.strip_prefix("# ").is_some_and(|rest| {
            rest.starts_with('[')
                || rest
                    .split_once(" = ")
                    .is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        })
    };
    // Facts say of the firm what keys say too: one or the other.
    let mut facts = false;
    let line = |line: &'static str| {
        facts = if line.starts_with('[') { line == "[facts]" } else { facts };
        if key(line) && !facts { &line[2..] } else { line }
    };
    starter().leak().lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_starter_file_gives_exactly_the_defaults() {
    let study = load(&starter(), "my.toml", &[]).expect("it loads");
    assert_eq!(study.base, Scenario::default());
    assert_eq!(names(&study), ["undefined", "defined", "aligned", "integrated"]);
    assert!(study.arms.iter().all(|arm| arm.overrides.is_empty()));
}

#[test]
fn the_starter_file_with_every_comment_sign_taken_away_gives_the_defaults_too() {
    let text = uncommented();
    // Programmes need a preset of today, and undefined is what holds without one.
    let without_preset = text
        .replace("preset = \"defined\"\n\n#", "preset = \"undefined\"\n\n#")
        .replace("compare = [", "# compare = [");
    let study = load(&without_preset, "my.toml", &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(study.base, Scenario::default());
    assert_eq!(names(&study), ["undefined", "defined", "aligned", "integrated", "shared_reward"]);
    assert_eq!(study.programmes.len(), 1);
    let set = without_preset.lines().filter(|line| !line.starts_with('#') && line.contains(" = ")).count();
    let declared =
        SECTIONS.iter().filter(for_users).map(|(_, _, parameters)| parameters.len()).sum::<usize>();
    assert!(set >= declared, "{set} lines set {declared} keys");
}

#[test]
fn the_starter_file_names_meaning_unit_and_range_of_every_key_that_users_set() {
    let text = starter();
    for (section, _, declared) in SECTIONS.iter().filter(for_users) {
        assert!(text.contains(&format!("\n[{section}]\n")));
        for p in *declared {
            assert!(text.contains(p.about()), "{}", p.key());
        }
    }
    assert!(text.contains("# Product complexity"));
    assert!(text.contains("\n# complexity = 0.35  # share, 0 to 1\n"), "{text}");
}

#[test]
fn every_key_and_section_is_explained() {
    for p in parameters() {
        let text = explain(&p.key()).expect("it is declared");
        assert!(text.starts_with(&format!("{}\n  {}\n", p.key(), p.about())), "{text}");
        assert!(text.contains(p.source) && text.contains(&format!("--set {}=", p.key())), "{text}");
        if matches!(p.kind, Takes::Number | Takes::Integer) {
            assert!(text.contains(p.unit), "{text}");
        }
        let example =
            text.lines().find_map(|line| line.trim().strip_prefix("For a run:")).expect("an example");
        let set = example.trim().strip_prefix("--set ").expect("an override").to_owned();
        load("", "x", &[set]).unwrap_or_else(|error| panic!("the example of {} is wrong: {error}", p.key()));
    }
    for (section, _, declared) in SECTIONS {
        let text = explain(section).expect("it is a section");
        for p in *declared {
            assert!(text.contains(p.name) && text.contains(p.about()), "{text}");
        }
    }
    for word in ["operating.preset", "preset", "arms", "arms.mine", "compare", "name", "about", "written_out"]
    {
        assert!(explain(word).is_ok(), "{word}");
    }
}

#[test]
fn an_operating_choice_is_explained_with_its_value_in_each_preset() {
    assert_eq!(
        explain("joint_reward").expect("only one section has it"),
        "operating.joint_reward
  Share of variable reward that depends on the joint result of both functions.

  value      a number
  unit       share
  legal      0 to 1
  default    0
  source     preset
  presets    undefined 0, defined 0, aligned 0, integrated 0.5

  In a file:  [operating]
              joint_reward = 0.3
  For a run:  --set operating.joint_reward=0.3
"
    );
    let handover = explain("operating.handover").expect("it is declared");
    assert!(handover.contains("\"pod\": Worked jointly"), "{handover}");
    let sections = parameters().filter(|p| p.name == "orientation").count();
    let told = explain("orientation").expect("several sections have it");
    assert!(sections > 1 && told.matches("For a run").count() == sections, "{told}");
}

/// What of a value does not fit a schema: as much of JSON Schema as the scenario's schema uses.
fn misfits(schema: &Json, root: &Json, value: &Json, at: &str) -> Vec<String> {
    if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
        let target = root.pointer(reference.trim_start_matches('#')).expect("the reference leads somewhere");
        let mut found = misfits(target, root, value, at);
        for (key, declared) in schema.get("properties").and_then(Json::as_object).into_iter().flatten() {
            found.extend(value.get(key).map_or_else(Vec::new, |inner| misfits(declared, root, inner, at)));
        }
        return found;
    }
    let mut found = Vec::new();
    let is = |kind: Option<&str>| match kind {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        other => panic!("the schema has a type at {at}: {other:?}"),
    };
    let kind_fits = match schema["type"].as_array() {
        Some(kinds) => kinds.iter().any(|kind| is(kind.as_str())),
        None => is(schema["type"].as_str()),
    };
    if !kind_fits {
        found.push(format!("{at}: {value} is no {}", schema["type"]));
    }
    if let Some(x) = value.as_f64() {
        let beyond = |bound: &str, wrong: fn(f64, f64) -> bool| {
            schema.get(bound).and_then(Json::as_f64).is_some_and(|bound| wrong(x, bound))
        };
        if beyond("minimum", |x, low| x < low) || beyond("maximum", |x, high| x > high) {
            found.push(format!("{at}: {x} is out of range"));
        }
    }
    if let Some(choices) = schema.get("oneOf").and_then(Json::as_array)
        && choices.iter().filter(|choice| choice["const"] == *value).count() != 1
    {
        found.push(format!("{at}: {value} is none of the choices"));
    }
    for name in schema.get("required").and_then(Json::as_array).into_iter().flatten() {
        if name.as_str().is_none_or(|name| value.get(name).is_none()) {
            found.push(format!("{at}: {name} is missing"));
        }
    }
    for item in value.as_array().into_iter().flatten() {
        found.extend(misfits(&schema["items"], root, item, at));
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let at = format!("{at}.{key}");
        let taken = schema.pointer("/propertyNames/not/enum").and_then(Json::as_array);
        if taken.is_some_and(|taken| taken.contains(&Json::from(key.as_str()))) {
            found.push(format!("{at}: the name is taken"));
        }
        if schema.pointer("/propertyNames/pattern") == Some(&Json::from("^[^-]*$")) && key.contains('-') {
            found.push(format!("{at}: a hyphen in a name"));
        }
        match (schema["properties"].get(key), &schema["additionalProperties"]) {
            (Some(declared), _) => found.extend(misfits(declared, root, inner, &at)),
            (None, Json::Bool(false)) => found.push(format!("{at}: unknown")),
            (None, any) => found.extend(misfits(any, root, inner, &at)),
        }
    }
    found
}

fn json(item: &toml_edit::Item) -> Json {
    if let Some(table) = item.as_table_like() {
        return table.iter().map(|(key, item)| (key.to_owned(), json(item))).collect();
    }
    if let Some(array) = item.as_array() {
        return array.iter().map(|value| json(&toml_edit::Item::Value(value.clone()))).collect();
    }
    if let Some(tables) = item.as_array_of_tables() {
        return tables.iter().map(|table| json(&toml_edit::Item::Table(table.clone()))).collect();
    }
    item.as_integer()
        .map(Json::from)
        .or_else(|| item.as_float().map(Json::from))
        .or_else(|| item.as_bool().map(Json::from))
        .or_else(|| item.as_str().map(Json::from))
        .unwrap_or(Json::Null)
}

fn against_schema(text: &str) -> Vec<String> {
    let document = toml_edit::Document::parse(text).expect("it is TOML");
    let schema = schema();
    misfits(&schema, &schema, &json(document.as_item()), "")
}

#[test]
fn the_schema_accepts_what_loads() {
    let canonical = verona::scenario::canonical(&Scenario::default());
    let arms = "compare = [\"mine\"]\n[arms.mine]\npreset = \"defined\"\nabout = \"x\"\nsystem = 1\n[arms.mine.culture]\nblame = 1";
    let changed = "[arms.defined]\njoint_reward = 0.3\n[arms.aligned]\npreset = \"aligned\"";
    let programme = "operating.preset = \"defined\"\n[programmes.p]\nvalues = 0.5\nabout = \"x\"\n\
                     [[programmes.p.change]]\nday = 3\nto = \"aligned\"\nsystem = 1\n\
                     [[programmes.p.measure]]\nkind = \"enablement_unit\"\nday = 3\ndays = 9\npeople = 2\nscales = true\n\
                     [arms.x]\nprogramme = \"p\"\n";
    for text in ["", BUILT_IN, &starter(), &uncommented(), &canonical, arms, changed, programme] {
        assert_eq!(against_schema(text), Vec::<String>::new());
        load(text, "x", &[]).unwrap_or_else(|error| panic!("{error}"));
    }
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path).expect("a text");
            assert_eq!(against_schema(&text), Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn the_schema_refuses_what_does_not_load() {
    for text in [
        "[frim]\n",
        "salespeople = 1\n",
        "[firm]\nsalesmen = 1\n",
        "[firm]\nsalespeople = -1\n",
        "[firm]\nsalespeople = 1.5\n",
        "[firm]\nsalespeople = \"1\"\n",
        "[offer]\ncomplexity = 1.1\n",
        "[operating]\nhandover = \"pol\"\n",
        "[operating]\npreset = \"pol\"\n",
        "[operating]\nescalation = 1\n",
        "[arms.defined]\npreset = \"aligned\"\n",
        "[arms.a-b]\n",
        "[arms.today]\n",
        "[arms.a.plan]\n",
        "[arms.a]\nsalespeople = 1\n",
        "[arms.a]\npreset = \"x\"\n",
        "compare = \"defined\"\n",
        "name = 1\n",
        "[programmes.today]\n",
        "[programmes.p]\nleadership = 2\n",
        "[programmes.p]\nchange = [{ system = 1 }]\n",
        "[programmes.p]\nchange = [{ day = 1, to = \"x\" }]\n",
        "[programmes.p]\nmeasure = [{ kind = \"x\", day = 1, days = 1 }]\n",
        "[programmes.p]\nmeasure = [{ kind = \"co_location\", day = 1 }]\n",
    ] {
        assert!(!against_schema(text).is_empty(), "the schema accepts {text:?}");
        assert!(load(text, "x", &[]).is_err(), "{text:?} loads");
    }
}

#[test]
fn the_schema_tells_meaning_unit_default_and_range_of_every_parameter() {
    let schema = schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    for p in parameters() {
        let declared = &schema["$defs"][p.section]["properties"][p.name];
        let description = declared["description"].as_str().expect("a description");
        assert!(description.starts_with(p.about()) && description.contains(p.source), "{description}");
        assert!(!declared["default"].is_null(), "{}", p.key());
        assert_eq!(
            against_schema(&format!("[{}]\n{} = {}", p.section, p.name, (p.default)())),
            Vec::<String>::new()
        );
    }
    assert_eq!(schema["$defs"]["plan"]["properties"]["seed"]["maximum"], i64::MAX);
}

#[test]
fn no_operating_choice_bears_the_name_of_a_section_so_that_an_arm_can_hold_both() {
    let (_, _, choices) =
        SECTIONS.iter().find(|(section, _, _)| *section == "operating").expect("it is there");
    let words = SECTIONS.iter().map(|(section, _, _)| *section).chain([
        "about",
        "preset",
        "programme",
        "day",
        "phase",
        "to",
    ]);
    for word in words {
        assert!(choices.iter().all(|p| p.name != word), "{word}");
    }
}
