//! Somebody in particular: what `[[person]]` means, and what is told when it cannot be.

use verona::model::{Workspace, simulate};
use verona::scenario::canonical;

use crate::read;

/// What is told about a text, in one piece.
fn told(text: &str) -> String {
    match read(text, &[]) {
        Ok(_) => panic!("this loads, and should not: {text}"),
        Err(error) => error.to_string(),
    }
}

const ADA: &str = "[[person]]\nname = \"Ada\"\nfunction = \"sales\"\n";

#[test]
fn a_person_in_particular_takes_the_first_post_and_all_others_stay_who_they_are() {
    let plan =
        "[firm]\nsalespeople = 8\nmarketers = 4\n[plan]\ndays = 1\nwarm_up = 0\n[people]\nleaving = 0.0\n";
    let people = |text: &str| {
        let study = read(text, &[]).unwrap_or_else(|error| panic!("{error}"));
        let mut workspace = Workspace::default();
        simulate(&study.base, 1, 0, &mut workspace, &mut ()).expect("the laws hold").people
    };
    let drawn = people(plan);
    let named = people(&format!("{plan}{ADA}talent = 1.5\nexperience = 30\n"));
    assert!((named[0].experience - 30.0).abs() < 0.1, "{} years", named[0].experience);
    assert!((named[0].skill - 1.5).abs() < 1e-3, "a skill of {}", named[0].skill);
    for (one, other) in drawn.iter().zip(&named).skip(1) {
        assert_eq!((one.function, one.post), (other.function, other.post));
        assert!((one.skill - other.skill).abs() < 1e-9, "post {} is somebody else", one.post);
    }
}

#[test]
fn people_in_particular_are_part_of_what_a_scenario_says() {
    let text = format!(
        "{ADA}blame = 0.9\n\n[[person]]\nname = \"B \\\"2\\\"\"\nfunction = \"marketing\"\nteam = 2\n"
    );
    let study = read(&text, &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(study.base.persons.len(), 2);
    let again = read(&canonical(&study.base), &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(study.base, again.base);
    assert_ne!(canonical(&study.base), canonical(&read("", &[]).expect("nothing is a scenario").base));
}

#[test]
fn who_cannot_be_in_the_firm_is_told_where_and_how_to_mend_it() {
    assert_eq!(
        told("[[person]]\nname = \"Ada\"\nfunction = \"slaes\"\n"),
        "firm.toml:3:12: `person.function` cannot be the text \"slaes\"
  |
3 | function = \"slaes\"
  |            ^^^^^^^
  = expected: one of \"sales\", \"marketing\"
  = help: did you mean \"sales\"?"
    );
    for (text, place, words) in [
        (format!("{ADA}\n{ADA}"), "firm.toml:5:1", "the name \"Ada\" is given to two people"),
        ("[[person]]\nfunction = \"sales\"\n".to_owned(), "firm.toml:1:1", "lacks a name"),
        ("[[person]]\nname = \"Ada\"\n".to_owned(), "firm.toml:1:1", "lacks a function"),
        (format!("{ADA}tallent = 2\n"), "firm.toml:4:1", "did you mean `talent`?"),
        (format!("{ADA}talent = -2\n"), "firm.toml:4:10", "out of range"),
        (
            format!("{ADA}team = 99\n"),
            "firm.toml:1:1",
            "there are 1 named salespeople in one team; there can be 0 at most",
        ),
        (
            format!("[firm]\nsalespeople = 1\n{ADA}\n{}", ADA.replace("Ada", "Bea")),
            "firm.toml:7:1",
            "take \"Bea\" out, or raise firm.salespeople",
        ),
        ("person = 3\n".to_owned(), "firm.toml:1:10", "write [[person]]"),
        (
            "[[people]]\nname = \"Ada\"\n".to_owned(),
            "firm.toml:1:3",
            "write [[person]] for somebody in particular",
        ),
    ] {
        let said = told(&text);
        assert!(said.starts_with(place) && said.contains(words), "{text}\n{said}");
    }
}
